"""The order that changes an appointed commission: who leaves and why, who takes the seat."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.commissions import EXPERT, ChangeInput, Leaving
from ruse_desktop.domain.rules import SeatRule
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, mark
from ruse_desktop.ui.kit.basics import Card, DateField, FindingsList, MessageBar, button, label
from ruse_desktop.ui.kit.dialogs import may_drop
from ruse_desktop.ui.kit.tables import on_change
from ruse_desktop.ui.screens.sessions.change_paper import show_draft
from ruse_desktop.ui.screens.sessions.seats import Seat
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from collections.abc import Callable

    from ruse_desktop.domain.commissions import CommissionView, Member, MemberInput
    from ruse_desktop.domain.sessions import SessionView
    from ruse_desktop.ui.screens.base import ScreenContext

_STAYS = mark("остава")
_REASONS = (
    mark("отвод"), mark("оставка"), mark("промяна на длъжността"),
    mark("изтекъл мандат в органа"), mark("посочен е друг от органа"),
)  # fmt: skip
_OTHER = mark("друга причина…")


class _Line:
    """A seat: who sits in it (None = it stands empty), whether he stays, who takes it."""

    def __init__(self, member: Member | None, seat: Seat, changed: Callable[[], object]) -> None:
        self.member, self.seat = member, seat
        self.state = QComboBox()
        self.state.addItems([_(_STAYS), *(_(one) for one in _REASONS), _(_OTHER)])
        self.state.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.state.setMinimumContentsLength(12)
        self.why = QLineEdit()
        self.why.setPlaceholderText(_("причина за напускането"))
        who = member.name if member is not None else ""
        self.state.setAccessibleName(_("Остава или напуска – {who}").format(who=who))
        self.why.setAccessibleName(_("Причина за напускането – {who}").format(who=who))
        self.why.textChanged.connect(lambda _text: changed())
        self.state.currentIndexChanged.connect(lambda _n: self._show())
        self.state.currentIndexChanged.connect(lambda _n: changed())
        self._show()

    @property
    def leaves(self) -> bool:
        """Whether who sits there goes."""
        return self.member is not None and self.state.currentIndex() > 0

    def reason(self) -> str:
        """Why he goes, in words."""
        if self.state.currentText() == _(_OTHER):
            return self.why.text().strip()
        return self.state.currentText()

    def _show(self) -> None:
        open_ = self.leaves or self.member is None
        seat = self.seat
        for field in (seat.name, seat.position, seat.naming, seat.term):
            if field is not None:
                field.setVisible(open_)
        seat.why.setVisible(open_ and seat.extra)
        self.state.setVisible(self.member is not None)
        self.why.setVisible(self.leaves and self.state.currentText() == _(_OTHER))

    def entering(self) -> MemberInput | None:
        """Who takes the seat, None while nobody is written."""
        typed = self.seat.typed()
        if not typed.name:
            return None
        voting = typed.source != EXPERT if self.member is None else self.member.voting
        return replace(typed, voting=voting)


class ChangeDialog(QDialog):
    """The seats at the left, what the change makes of the commission at the right."""

    def __init__(self, parent: QWidget, context: ScreenContext, commission: CommissionView) -> None:
        super().__init__(parent)
        self.context = context
        self.commission = commission
        self.setWindowTitle(_("Изменение на състава – {name}").format(name=commission.rule.name))
        self.resize(px(1300), px(700))
        self._soon = on_change(200, self._recheck, self)
        outer = QVBoxLayout(self)
        self.message = MessageBar()
        outer.addWidget(self.message)
        row = QHBoxLayout()
        row.addWidget(self._left(), 5)
        row.addWidget(self._right(), 2)
        outer.addLayout(row, 1)
        bar = QHBoxLayout()
        bar.addWidget(button(_("Впиши изменението"), self._save, primary=True))
        bar.addWidget(button(_("Проект на заповедта…"), self.show_draft, icon_name="printer"))
        bar.addWidget(button(_("Отказ"), self.reject))
        bar.addStretch(1)
        outer.addLayout(bar)
        self._lines = self._fill()
        self._before = self.typed()
        for field in (self.order_no, self.order_date, self.from_day, self.secretary):
            field.textChanged.connect(lambda _text: self._soon())
        self._recheck()

    def _left(self) -> Card:
        commission, today = self.commission, self.context.clock.today
        left = Card()
        form = QFormLayout()
        act = commission.rule.appointed_by or _("Заповед")
        first = label(
            _("{act} № {no}/{day}").format(
                act=act,
                no=commission.order_no,
                day=date_short(commission.order_date) if commission.order_date else "–",
            ),
            wrap=True,
        )
        form.addRow(_("Изменя се"), first)
        self.order_no = QLineEdit()
        self.order_no.setAccessibleName(_("Заповед за изменение №"))
        self.order_date = DateField(today=today, name=_("Дата на заповедта за изменение"))
        self.from_day = DateField(today=today, name=_("В сила от"))
        order = QHBoxLayout()
        order.addWidget(self.order_no, 1)
        order.addWidget(self.order_date)
        order.addWidget(label(_("в сила от")))
        order.addWidget(self.from_day)
        form.addRow(_("Заповед за изменение № и дата"), order)
        self.order_date.editingFinished.connect(self._same_day)
        self.secretary = QLineEdit(commission.secretary)
        self.secretary.setAccessibleName(_("Секретар без право на глас"))
        form.addRow(_("Секретар без право на глас"), self.secretary)
        left.column.addLayout(form)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take it
        holder = QWidget()
        self.grid = QGridLayout(holder)
        for column, stretch in enumerate((4, 2, 5, 3, 3)):
            self.grid.setColumnStretch(column, stretch)
        scroll.setWidget(holder)
        left.column.addWidget(scroll, 1)
        return left

    def _right(self) -> Card:
        right = Card()
        right.column.addWidget(label(_("Съставът след изменението"), "heading"))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName(_("Проверка на състава след изменението"))
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 6, 0)
        self.findings = FindingsList(self.context.show_article)
        inner.addWidget(self.findings)
        inner.addStretch(1)
        scroll.setWidget(holder)
        right.column.addWidget(scroll, 1)
        self.parity = QCheckBox(_("Взето е предвид, че съставът е четен"))
        right.column.addWidget(self.parity)
        return right

    def _fill(self) -> list[_Line]:
        self._group = QButtonGroup(self)
        lines: list[_Line] = []
        for column, text in enumerate(
            (_("Член"), _("Остава ли"), _("На негово място"), _("Длъжност"), _("Посочен с"))
        ):
            self.grid.addWidget(label(text, "fieldName"), 0, column)
        if not self.commission.rule.chair_elected:
            self.grid.addWidget(label(_("предс."), "muted"), 0, 5)
        self._at = 1
        for rule in self._rules():
            self.grid.addWidget(label(rule.name, "fieldName", wrap=True), self._at, 0, 1, 5)
            self._at += 1
            members = [one for one in self.commission.everyone if one.source == rule.source]
            for member in members:
                self._add(lines, rule, member)
            for _n in range(rule.count - sum(not one.extra for one in members)):
                self._add(lines, rule, None)
        self.grid.setRowStretch(self._at, 1)
        return lines

    def _rules(self) -> tuple[SeatRule, ...]:
        """The quotas; one more row where members without number, or experts, may enter."""
        rule = self.commission.rule
        found = [
            seat if seat.count else replace(seat, count=len(self.commission.quota(seat.source)) + 1)
            for seat in rule.seats
        ]
        if rule.experts_citation is not None:
            n = len(self.commission.quota(EXPERT)) + 1
            found.append(SeatRule(EXPERT, _("експерт"), n, "", rule.experts_citation))
        return tuple(found)

    def _add(self, lines: list[_Line], rule: SeatRule, member: Member | None) -> None:
        at = self._at
        self._at += 2
        who = member.name if member is not None else _("свободно място")
        told = _("на мястото на {who}").format(who=who)
        if member is None:
            told = _("{quota}, място {n}").format(quota=rule.name, n=len(lines) + 1)
        extra = member is not None and member.extra
        seat = Seat(rule, told, self.context.clock.today, self._soon, extra=extra)
        line = _Line(member, seat, self._soon)
        self.grid.addWidget(label(who, wrap=True), at, 0)
        self.grid.addWidget(line.state, at, 1)
        for column, field in enumerate((seat.name, seat.position, seat.naming), 2):
            self.grid.addWidget(field, at, column)
        self.grid.addWidget(line.why, at + 1, 1)
        self.grid.addWidget(seat.why, at + 1, 2, 1, 2)
        if seat.term is not None:
            self.grid.addWidget(seat.term, at + 1, 4)
        presides = not self.commission.rule.chair_elected and rule.source != EXPERT
        seat.chair.setVisible(presides)
        if presides:
            self.grid.addWidget(seat.chair, at, 5)
            self._group.addButton(seat.chair)
            seat.chair.setChecked(member is not None and member.chair)
        lines.append(line)

    def _same_day(self) -> None:
        """The change holds from the day of the order unless another is written."""
        if not self.from_day.text().strip():
            self.from_day.set_date(self.order_date.date())

    def typed(self) -> ChangeInput:
        """The change as typed."""
        chair = None
        leaving, joining = [], []
        for line in self._lines:
            entering = line.entering() if line.leaves or line.member is None else None
            if line.member is None:
                if entering is not None:
                    joining.append(entering)
            elif line.leaves:
                leaving.append(Leaving(line.member.id, line.reason(), entering))
            elif line.seat.chair.isChecked() and not line.member.chair:
                chair = line.member.id
        secretary = self.secretary.text().strip()
        return ChangeInput(
            self.order_no.text().strip(),
            self.order_date.date(),
            self.from_day.date(),
            tuple(leaving),
            tuple(joining),
            chair,
            "" if secretary == self.commission.secretary else secretary,
            parity_seen=self.parity.isVisible() and self.parity.isChecked(),
        )

    def reject(self) -> None:
        """Esc and „Отказ“ ask before what is typed is thrown away."""
        if self.typed() == self._before or may_drop(self):
            super().reject()

    def _recheck(self) -> None:
        change = self.typed()
        found = self.commission.check_change(change)
        self.findings.show_findings(found)
        known = self.commission.parity
        total = sum(one.voting for one in self.commission.after(change))
        even = any(one.rule == "parity" for one in found)
        self.parity.setVisible(even and (known is None or known.total != total))

    def show_draft(self) -> None:
        """The order as it would be printed now, to be signed before it has a number."""
        show_draft(self, self.context, self.commission.id, self.typed(), self.message.refuse)

    def _save(self) -> None:
        if self.order_date.wrong or self.from_day.wrong:
            self.message.tell(_("Това не е дата. Пример: 06.05.2026."), "not-met")
            return
        self._same_day()
        key, typed = self.commission.id, self.typed()
        self.context.tasks.write(
            lambda s: s.commissions.change(key, typed, actor=s.actor),
            lambda _view: self.accept(),
            self.message.refuse,
            owner=self,
        )


def ask_change(
    owner: QWidget,
    context: ScreenContext,
    chosen: tuple[CommissionView, SessionView | None] | None,
    tell: Callable[[str], object],
) -> None:
    """Open the change of an appointed commission; say what comes first where there is none."""
    if chosen is None:
        return
    commission = chosen[0]
    if not (commission.order_no and commission.order_date and commission.members):
        tell(_("Първо впишете състава и заповедта, с която е назначен."))
        return
    dialog = ChangeDialog(owner, context, commission)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
