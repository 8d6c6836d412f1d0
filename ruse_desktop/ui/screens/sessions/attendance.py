"""Planning a session and recording who is there, who signed and who is barred."""

from __future__ import annotations

from datetime import date, time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.commission_checks import quorum_needed
from ruse_desktop.domain.conflicts import ITEM, WHOLE, barred_from_all, out_of
from ruse_desktop.domain.notices import Capacity, Guest
from ruse_desktop.domain.sessions import AttendanceInput, SessionInput, SessionView
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui import theme
from ruse_desktop.ui.forms_generated.ui_session_plan import Ui_SessionPlanForm
from ruse_desktop.ui.kit.basics import Card, Chip, FindingsList, MessageBar, button, label
from ruse_desktop.ui.kit.dialogs import may_drop
from ruse_desktop.ui.kit.tables import on_change
from ruse_desktop.ui.screens.sessions.conflicts import ConflictPanel
from ruse_desktop.ui.screens.sessions.presence import GuestLine, MemberLine, hour

if TYPE_CHECKING:
    from ruse_desktop.domain.conflict_hints import Hint
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext


class PlanDialog(QDialog):
    """Day, hour, place, number of the minutes, tellers; it closes when they are kept."""

    def __init__(
        self,
        parent: QWidget,
        context: ScreenContext,
        typed: SessionInput | None,
        day: date,
        commission_id: int,
        session_id: int | None = None,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self._commission_id, self._session_id = commission_id, session_id
        self.setWindowTitle(_("Заседание"))
        self.setMinimumWidth(560)
        outer = QVBoxLayout(self)
        self.message = MessageBar()
        outer.addWidget(self.message)
        panel = QWidget()
        self.form = Ui_SessionPlanForm()
        self.form.setupUi(panel)
        outer.addWidget(panel)
        self.form.heldOn.count_from(context.clock.today)
        self.form.heldOn.set_date(typed.held_on if typed else day)
        self.form.at.setText(f"{typed.at:%H:%M}" if typed else "14:00")
        if typed is not None:
            self.form.place.setText(typed.place)
            self.form.protocolNo.setText(typed.protocol_no)
            self.form.tellers.setText(", ".join(typed.tellers))
        self.findings = FindingsList(context.show_article)
        outer.addWidget(self.findings)
        self._soon = on_change(200, self._judge, self)
        self.form.heldOn.textChanged.connect(lambda _text: self._soon())
        self._judge()
        bar = QHBoxLayout()
        self.do = button(_("Запиши"), self._check, primary=True)
        bar.addWidget(self.do)
        bar.addWidget(button(_("Отказ"), self.reject))
        bar.addStretch(1)
        outer.addLayout(bar)
        self._before = self._texts()

    def _judge(self) -> None:
        """Say where the typed day stands to the days for sessions and to the ceremony."""
        day, number = self.form.heldOn.date(), self._commission_id
        if day is not None:
            self.context.tasks.read(
                lambda s: s.session_days.judge(number, day),
                self.findings.show_findings,
                self.message.refuse,
                owner=self,
            )

    def _check(self) -> None:
        if self.form.heldOn.date() is None:
            self.message.tell(_("Впишете датата на заседанието, например 18.05.2026."), "not-met")
        elif self._hour() is None:
            self.message.tell(_("Часът се пише така: 14:00."), "not-met")
        elif not self.form.protocolNo.text().strip():
            self.message.tell(_("Впишете номера на протокола."), "not-met")
        else:
            self._write(self.typed())

    def _write(self, typed: SessionInput) -> None:
        """Plan the session or change its plan; what is refused stays typed."""
        commission_id, session_id = self._commission_id, self._session_id

        def write(services: Services) -> None:
            if session_id is None:
                services.sessions.plan(commission_id, typed, actor=services.actor)
            else:
                services.sessions.change_plan(session_id, typed, actor=services.actor)

        self.do.setEnabled(False)
        self.context.tasks.write(
            write,
            lambda _none: self.accept(),
            self.message.refuse,
            owner=self,
            settled=lambda: self.do.setEnabled(True),
        )

    def _texts(self) -> list[str]:
        form = self.form
        lines = (form.heldOn, form.at, form.place, form.protocolNo, form.tellers)
        return [line.text() for line in lines]

    def reject(self) -> None:
        """Esc and „Отказ“ ask before what was typed is thrown away."""
        if self._texts() == self._before or may_drop(self):
            super().reject()

    def _hour(self) -> time | None:
        return hour(self.form.at.text())

    def typed(self) -> SessionInput:
        """What is typed; valid once the dialog is accepted."""
        names = tuple(n.strip() for n in self.form.tellers.text().split(",") if n.strip())
        return SessionInput(
            self.form.heldOn.date() or self.context.clock.today(),
            self._hour() or time(14),
            self.form.place.text().strip(),
            self.form.protocolNo.text().strip(),
            names,
        )


class AttendanceDialog(QDialog):
    """Who is in the room, with hours; what each member declared; who is there without a vote."""

    def __init__(self, parent: QWidget, context: ScreenContext, view: SessionView) -> None:
        super().__init__(parent)
        self.context = context
        self.view = view
        self.setWindowTitle(_("Присъствие и декларации"))
        outer = QVBoxLayout(self)
        self.message = MessageBar()
        outer.addWidget(self.message)
        outer.addLayout(self._head())
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(self._room(), 1)
        self.declaration = ConflictPanel(context, view, self.message.refuse)
        self.declaration.changed.connect(self._retell)
        self.declaration.setFixedWidth(theme.px(430))
        both.addWidget(self.declaration)
        outer.addLayout(both, 1)
        bar = QHBoxLayout()
        bar.addWidget(button(_("Запиши присъствието"), self._save, primary=True))
        bar.addWidget(button(_("Всички присъстват с декларации"), self._all))
        bar.addWidget(button(_("Отказ"), self.reject))
        bar.addStretch(1)
        outer.addLayout(bar)
        self._before = self._typed()
        self._choose(self.lines[0] if self.lines else None)
        self._fit()
        key = view.id
        context.tasks.read(
            lambda s: s.session_conflicts.hints(key),
            self._take_hints,
            self.message.refuse,
            owner=self,
        )

    def _fit(self) -> None:
        """As wide as nine members with their declarations need, within the screen."""
        room = self.screen().availableGeometry()
        self.resize(min(1320, room.width() - 40), min(760, room.height() - 60))

    def _head(self) -> QHBoxLayout:
        rule = self.view.commission.rule
        row = QHBoxLayout()
        bars = {
            WHOLE: _("Член с роднинска или служебна връзка с предложен не участва ({citation})."),
            ITEM: _("Член с обявена връзка не участва в раздела на предложения ({citation})."),
        }
        said = bars.get(
            rule.conflict, _("Обявената връзка се преценява от комисията ({citation}).")
        )
        row.addWidget(
            label(
                said.format(citation=rule.conflict_citation or rule.citation), "muted", wrap=True
            ),
            1,
        )
        self.quorum = Chip()
        row.addWidget(self.quorum)
        return row

    def _room(self) -> Card:
        """The members, and beneath them those who have no vote."""
        card = Card()
        card.column.setContentsMargins(10, 8, 4, 8)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take it
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 6, 0)
        column.addLayout(self._members())
        column.addSpacing(8)
        column.addWidget(label(_("Без право на глас"), "heading"))
        self.guests: list[GuestLine] = []
        self.guest_rows = QVBoxLayout()
        column.addLayout(self.guest_rows)
        for guest, fixed in self._expected():
            self._add_guest(guest, fixed=fixed)
        column.addWidget(
            button(_("Добави поканено лице"), self._invite, icon_name="plus"),
            alignment=Qt.AlignmentFlag.AlignLeft,
        )
        column.addStretch(1)
        scroll.setWidget(holder)
        card.column.addWidget(scroll)
        return card

    def _members(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(6, 2)
        names = (
            _("Тук"), _("Член"), _("Дошъл"), _("Излязъл"), _("Декларация"), _("Връзки"),
            _("Бележка"),
        )  # fmt: skip
        for n, name in enumerate(names):
            grid.addWidget(label(name, "fieldName"), 0, n)
        self.lines = [MemberLine(line, self._now, self) for line in self.view.attendance]
        self._group = QButtonGroup(self)
        for n, one in enumerate(self.lines, 1):
            name = (
                _("{name} (председател)").format(name=one.line.name)
                if one.line.chair
                else one.line.name
            )
            fields = (
                one.present, label(name, wrap=True), one.arrived, one.left, one.declared,
                one.relations, one.note,
            )  # fmt: skip
            for column, field in enumerate(fields):
                grid.addWidget(field, n, column)
            self._group.addButton(one.relations)
            one.relations.clicked.connect(partial(self._choose, one))
            one.changed.connect(self._retell)
        return grid

    def _now(self) -> time:
        return self.context.clock.now().time().replace(second=0, microsecond=0)

    def _expected(self) -> list[tuple[Guest, bool]]:
        """Those written already, after them the secretary and the experts of the commission."""
        view = self.view
        appointed = [
            Guest(one.capacity, one.name, present=False)
            for one in view.called
            if one.capacity in {Capacity.SECRETARY, Capacity.EXPERT}
        ]
        fixed = {(one.capacity, one.name) for one in appointed}
        known = {(one.capacity, one.name): one for one in view.guests}
        first = [known.pop((one.capacity, one.name), one) for one in appointed]
        return [(one, (one.capacity, one.name) in fixed) for one in (*first, *known.values())]

    def _add_guest(self, guest: Guest, *, fixed: bool) -> GuestLine:
        line = GuestLine(guest, fixed=fixed)
        row = QHBoxLayout()
        for field, stretch in (
            (line.present, 0), (line.name, 3), (line.capacity, 0), (line.role, 2), (line.reason, 4),
        ):  # fmt: skip
            row.addWidget(field, stretch)
        self.guest_rows.addLayout(row)
        self.guests.append(line)
        return line

    def _invite(self) -> None:
        self._add_guest(Guest(Capacity.TECHNICAL, ""), fixed=False).name.setFocus()

    def _choose(self, line: MemberLine | None, *_clicked: object) -> None:
        """Show the declaration of a member at the right."""
        if line is not None:
            line.relations.setChecked(True)
            self.declaration.show_member(line)
        self._retell()

    def _take_hints(self, hints: tuple[Hint, ...]) -> None:
        self.declaration.show_hints(hints)
        self._retell()

    def _retell(self) -> None:
        """Say anew who votes, what was declared, and where the quorum stands."""
        self.declaration.tell_signed()
        rule, nominees = self.view.commission.rule, self.declaration.nominees
        barred = votes = 0
        for one in self.lines:
            typed = one.typed()
            out = barred_from_all(rule, typed.conflicts)
            one.hints = self.declaration.open_hints(one)
            one.show_relations(barred=out, out=bool(out_of(rule, typed.conflicts, nominees)))
            barred += out
            votes += typed.present and typed.left is None and not out
        left = len(self.lines) - barred
        least = quorum_needed(rule, left)
        self.quorum.show_state(
            _("с право на глас {n} от {all}; кворум {least}").format(
                n=votes, all=left, least=least
            ),
            "met" if votes >= least else "judgement",
        )

    def reject(self) -> None:
        """Esc and „Отказ“ ask before what was typed is thrown away."""
        if self._typed() == self._before or may_drop(self):
            super().reject()

    def _typed(self) -> tuple[list[AttendanceInput], list[Guest]]:
        return [one.typed() for one in self.lines], [one.typed() for one in self.guests]

    def _all(self) -> None:
        for one in self.lines:
            one.present.setChecked(True)
            one.declared.setChecked(True)
        for guest in self.guests:
            if guest.fixed:
                guest.present.setChecked(True)

    def _save(self) -> None:
        wrong = [field for one in self.lines if (field := one.wrong) is not None]
        if wrong:
            self.message.tell(
                _("„{text}“ не е час. Часът се пише така: 14:00.").format(
                    text=wrong[0].text.text()
                ),
                "not-met",
            )
            wrong[0].text.setFocus()
            return
        (lines, guests), key = self._typed(), self.view.id
        self.context.tasks.write(
            lambda s: s.sessions.attend(key, lines, actor=s.actor, guests=guests),
            lambda _view: self.accept(),
            self.message.refuse,
            owner=self,
        )
