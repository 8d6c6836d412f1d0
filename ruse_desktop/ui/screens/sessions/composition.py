"""Filling a commission's seats by the quotas of the ordinance, under the mayor's order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.commissions import EXPERT, CommissionView, MemberInput, OrderInput
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import Card, DateField, FindingsList, MessageBar, button, label
from ruse_desktop.ui.kit.dialogs import may_drop
from ruse_desktop.ui.kit.tables import on_change
from ruse_desktop.ui.screens.sessions.seats import Expert, Seat
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.rules import SeatRule
    from ruse_desktop.ui.screens.base import ScreenContext

_OPEN_QUOTA = 5
_MORE_EXPERTS = 2


class CompositionDialog(QDialog):
    """Seats by quota at the left, findings on the composition at the right."""

    def __init__(self, parent: QWidget, context: ScreenContext, commission: CommissionView) -> None:
        super().__init__(parent)
        self.context = context
        self.commission = commission
        self.setWindowTitle(_("Състав – {name}").format(name=commission.rule.name))
        self.resize(px(1240), px(690))
        self._soon = on_change(200, self._recheck, self)
        outer = QVBoxLayout(self)
        self.message = MessageBar()
        outer.addWidget(self.message)
        row = QHBoxLayout()
        row.addWidget(self._left(), 5)
        row.addWidget(self._right(), 3)
        outer.addLayout(row, 1)
        outer.addLayout(self._bar())
        self._extra: Seat | None = None
        self._beyond: QCheckBox | None = None
        self._seats = self._fill()
        self._before = self._typed()
        for field in (self.order_no, self.order_date):
            field.textChanged.connect(lambda _text: self._soon())
        self._recheck()

    def _left(self) -> Card:
        commission = self.commission
        left = Card()
        form = QFormLayout()
        self.order_no = QLineEdit(commission.order_no)
        act = commission.rule.appointed_by or _("Заповед")
        self.order_no.setAccessibleName(_("{act} №").format(act=act))
        self.order_date = DateField(today=self.context.clock.today, name=_("Дата на заповедта"))
        self.order_date.set_date(commission.order_date)
        self.secretary = QLineEdit(commission.secretary)
        self.secretary.setAccessibleName(_("Секретар без право на глас"))
        order = QHBoxLayout()
        order.addWidget(self.order_no)
        order.addWidget(self.order_date)
        if commission.rule.appointed_by:
            form.addRow(label(commission.rule.appointed_by, "fieldName", wrap=True))
            form.addRow(_("№ и дата (задължително)"), order)
        else:
            form.addRow(_("Заповед № и дата (задължително)"), order)
        form.addRow(_("Секретар без право на глас"), self.secretary)
        left.column.addLayout(form)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take it
        holder = QWidget()
        self.grid = QGridLayout(holder)
        for column, stretch in enumerate((5, 4, 4)):
            self.grid.setColumnStretch(column, stretch)
        scroll.setWidget(holder)
        left.column.addWidget(scroll, 1)
        return left

    def _right(self) -> Card:
        right = Card()
        right.column.addWidget(label(_("Проверка на състава"), "heading"))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName(_("Проверка на състава"))
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 6, 0)
        self.findings = FindingsList(self.context.show_article)
        inner.addWidget(self.findings)
        inner.addStretch(1)
        scroll.setWidget(holder)
        right.column.addWidget(scroll, 1)
        self.parity = QCheckBox(_("Взето е предвид, че съставът е четен"))
        self.parity.setToolTip(_("Записва се кой и кога е потвърдил; печата се в протокола."))
        right.column.addWidget(self.parity)
        return right

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.addWidget(button(_("Запиши състава"), self._save, primary=True))
        bar.addWidget(button(_("Отказ"), self.reject))
        bar.addStretch(1)
        if self.commission.previous:
            text = _("Вземи състава от {year} г. като проект").format(
                year=self.commission.previous_year
            )
            self.copy = button(text, self._copy)
            bar.addWidget(self.copy)
        return bar

    def _fill(self) -> list[Seat | Expert]:
        seats: list[Seat | Expert] = []
        self._group = QButtonGroup(self)
        at = 0
        for rule in self.commission.rule.seats:
            at = self._fill_quota(rule, seats, at)
        if self.commission.rule.experts_citation is not None:
            experts = self._fill_experts(at)
            seats += experts
            at += len(experts) + 1
        self.grid.setRowStretch(at, 1)
        return seats

    def _fill_quota(self, rule: SeatRule, seats: list[Seat | Expert], at: int) -> int:
        """The rows of one quota from the row `at` on; the next free row."""
        of_law = self.commission.rule
        head = _("{name} – {n}").format(name=rule.name, n=rule.count or _("всички"))
        self.grid.addWidget(label(head, "fieldName", wrap=True), at, 0, 1, 3)
        if not of_law.chair_elected:
            self.grid.addWidget(label(_("предс."), "muted"), at, 3)
        at += 1
        members = [one for one in self.commission.quota(rule.source) if not one.extra]
        for n in range(rule.count or max(_OPEN_QUOTA, len(members) + 1)):
            seat = Seat(rule, f"{rule.name} {n + 1}", self.context.clock.today, self._soon)
            if n < len(members):
                seat.show(members[n])
            self._place(seat, at)
            seats.append(seat)
            at += 1
        if of_law.chair_source != rule.source:
            return at
        return self._fill_extra(rule, seats, at)

    def _place(self, seat: Seat, at: int) -> None:
        for column, field in enumerate((seat.name, seat.position, seat.naming)):
            self.grid.addWidget(field, at, column)
        seat.chair.setVisible(not self.commission.rule.chair_elected)
        if not self.commission.rule.chair_elected:
            self.grid.addWidget(seat.chair, at, 3)
        if seat.term is not None:
            self.grid.addWidget(seat.term, at, 4)
        self._group.addButton(seat.chair)

    def _fill_extra(self, rule: SeatRule, seats: list[Seat | Expert], at: int) -> int:
        """The chair whom the body did not name: one of the quota, or a member beyond it."""
        of_law = self.commission.rule
        text = _("Председателят не е сред посочените: извънреден член ({citation})")
        self._beyond = QCheckBox(text.format(citation=of_law.chair_citation))
        self.grid.addWidget(self._beyond, at, 0, 1, 4)
        who = _("{chair}, извънреден член").format(chair=of_law.chair_name)
        seat = Seat(rule, who, self.context.clock.today, self._soon, extra=True)
        self._place(seat, at + 1)
        self.grid.addWidget(seat.why, at + 2, 0, 1, 3)
        self._extra = seat
        seats.append(seat)
        held = next((one for one in self.commission.quota(rule.source) if one.extra), None)
        if held is not None:
            seat.show(held)
        self._beyond.setChecked(held is not None)
        self._beyond.toggled.connect(self._show_extra)
        self._show_extra(held is not None, keep=True)
        return at + 3

    def _show_extra(self, on: bool, *, keep: bool = False) -> None:  # noqa: FBT001 - Qt's signal
        seat = self._extra
        assert seat is not None
        for field in (seat.name, seat.position, seat.naming, seat.why, seat.chair, seat.term):
            if field is not None:
                field.setVisible(on)
        if keep:
            return
        if on:
            seat.chair.setChecked(True)
            seat.name.setFocus()
        else:
            for line in (seat.name, seat.position, seat.naming, seat.why):
                line.clear()
        self._soon()

    def _fill_experts(self, at: int) -> list[Expert]:
        """Rows for the experts the act allows beside the quotas, from the row `at` on."""
        head = _("Експерти при необходимост – {citation}")
        text = head.format(citation=self.commission.rule.experts_citation)
        self.grid.addWidget(label(text, "fieldName", wrap=True), at, 0, 1, 3)
        self.grid.addWidget(label(_("глас"), "muted"), at, 3)
        members = self.commission.quota(EXPERT)
        experts = [
            Expert(_("експерт {n}").format(n=n), self._soon)
            for n in range(1, len(members) + _MORE_EXPERTS + 1)
        ]
        for n, expert in enumerate(experts):
            if n < len(members):
                expert.show(members[n])
            fields = (expert.name, expert.position, expert.naming, expert.voting)
            for column, field in enumerate(fields):
                self.grid.addWidget(field, at + 1 + n, column)
        return experts

    def _copy(self) -> None:
        """Show the members of the earlier edition; their letters and the order are asked anew."""
        left = [*self.commission.previous]
        for seat in self._seats:
            source = EXPERT if isinstance(seat, Expert) else seat.rule.source
            extra = isinstance(seat, Seat) and seat.extra
            found = next((m for m in left if m.source == source and m.extra == extra), None)
            if found is None:
                continue
            left.remove(found)
            seat.show(replace(found, naming=""))
            if extra and self._beyond is not None:
                self._beyond.setChecked(True)
        self.copy.setEnabled(False)
        said = _("Съставът е проект: проверете го и впишете заповедта за {year} г.")
        self.message.tell(said.format(year=self.commission.year))
        self.order_no.setFocus()

    def _order(self) -> OrderInput:
        return OrderInput(
            self.order_no.text().strip(),
            self.order_date.date(),
            self.secretary.text().strip(),
            parity_seen=self.parity.isVisible() and self.parity.isChecked(),
        )

    def _typed(self) -> tuple[OrderInput, list[MemberInput]]:
        return self._order(), [seat.typed() for seat in self._seats]

    def reject(self) -> None:
        """Esc and „Отказ“ ask before names are thrown away."""
        if self._typed() == self._before or may_drop(self):
            super().reject()

    def _recheck(self) -> None:
        order, typed = self._typed()
        found = self.commission.check(typed, order.number, order.on)
        self.findings.show_findings(found)
        known = self.commission.parity
        total = sum(bool(one.name) and one.voting for one in typed)
        even = any(one.rule == "parity" for one in found)
        self.parity.setVisible(even and (known is None or known.total != total))

    def _save(self) -> None:
        if self.order_date.wrong:
            self.message.tell(_("Датата на заповедта не е дата. Пример: 29.04.2026."), "not-met")
            return
        order, typed = self._typed()
        key = self.commission.id
        self.context.tasks.write(
            lambda s: s.commissions.appoint(key, typed, order, actor=s.actor),
            lambda _view: self.accept(),
            self.message.refuse,
            owner=self,
        )
