"""Filling a commission's seats by the quotas of the ordinance, under the mayor's order."""

from __future__ import annotations

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
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.commissions import (
    EXPERT,
    CommissionView,
    MemberInput,
    OrderInput,
)
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import Card, DateField, FindingsList, MessageBar, button, label
from ruse_desktop.ui.kit.tables import on_change
from ruse_desktop.ui.screens.sessions.attendance import may_drop

if TYPE_CHECKING:
    from ruse_desktop.domain.commissions import Member
    from ruse_desktop.domain.rules import SeatRule
    from ruse_desktop.ui.screens.base import ScreenContext

_OPEN_QUOTA = 5
_MORE_EXPERTS = 2


class _Seat:
    """The fields of one seat."""

    def __init__(self, rule: SeatRule, number: int) -> None:
        self.rule = rule
        who = f"{rule.name} {number}"
        self.name = QLineEdit()
        self.name.setPlaceholderText(_("три имена"))
        self.name.setAccessibleName(_("Име – {who}").format(who=who))
        self.position = QLineEdit()
        self.position.setPlaceholderText(_("длъжност"))
        self.position.setAccessibleName(_("Длъжност – {who}").format(who=who))
        self.naming = QLineEdit()
        self.naming.setPlaceholderText(
            _("носител или номиниран, година")
            if rule.must_hold
            else _("посочен с писмо №…")
            if rule.named_by
            else _("по длъжност")
        )
        self.naming.setAccessibleName(_("Посочване – {who}").format(who=who))
        self.chair = QRadioButton()
        self.chair.setAccessibleName(_("Председател – {who}").format(who=who))

    def typed(self) -> MemberInput:
        """The member as typed."""
        return MemberInput(
            self.rule.source,
            self.name.text().strip(),
            self.position.text().strip(),
            self.naming.text().strip(),
            chair=self.chair.isChecked(),
        )


class _Expert:
    """The fields of one expert; he has a vote only where the tick says so."""

    def __init__(self, number: int) -> None:
        who = _("експерт {n}").format(n=number)
        self.name = QLineEdit()
        self.name.setPlaceholderText(_("три имена"))
        self.name.setAccessibleName(_("Име – {who}").format(who=who))
        self.position = QLineEdit()
        self.position.setPlaceholderText(_("област"))
        self.position.setAccessibleName(_("Област – {who}").format(who=who))
        self.naming = QLineEdit()
        self.naming.setPlaceholderText(_("заповед или покана №…"))
        self.naming.setAccessibleName(_("Основание – {who}").format(who=who))
        self.voting = QCheckBox()
        self.voting.setAccessibleName(_("С право на глас – {who}").format(who=who))

    def show(self, member: Member) -> None:
        """Show a saved expert."""
        _fill_in((self.name, self.position, self.naming), member)
        self.voting.setChecked(member.voting)

    def typed(self) -> MemberInput:
        """The expert as typed."""
        return MemberInput(
            EXPERT,
            self.name.text().strip(),
            self.position.text().strip(),
            self.naming.text().strip(),
            voting=self.voting.isChecked(),
        )


def _fill_in(lines: tuple[QLineEdit, QLineEdit, QLineEdit], member: Member) -> None:
    """Show name, position and document; long ones from their beginning and whole in the tip."""
    for line, text in zip(lines, (member.name, member.position, member.naming), strict=True):
        line.setText(text)
        line.setCursorPosition(0)
        line.setToolTip(text)


class CompositionDialog(QDialog):
    """Seats by quota at the left, findings on the composition at the right."""

    def __init__(self, parent: QWidget, context: ScreenContext, commission: CommissionView) -> None:
        super().__init__(parent)
        self.context = context
        self.commission = commission
        self.setWindowTitle(_("Състав – {name}").format(name=commission.rule.name))
        self.resize(1180, 680)
        outer = QVBoxLayout(self)
        self.message = MessageBar()
        outer.addWidget(self.message)
        row = QHBoxLayout()
        left = Card()
        form = QFormLayout()
        self.order_no = QLineEdit(commission.order_no)
        act = commission.rule.appointed_by or _("Заповед")
        self.order_no.setAccessibleName(_("{act} №").format(act=act))
        self.order_date = DateField(today=context.clock.today, name=_("Дата на заповедта"))
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
        self.grid.setColumnStretch(0, 3)
        self.grid.setColumnStretch(1, 2)
        self.grid.setColumnStretch(2, 2)
        scroll.setWidget(holder)
        left.column.addWidget(scroll, 1)
        row.addWidget(left, 3)
        right = Card()
        right.column.addWidget(label(_("Проверка на състава"), "heading"))
        self.findings = FindingsList(context.show_article)
        right.column.addWidget(self.findings)
        right.column.addStretch(1)
        row.addWidget(right, 2)
        outer.addLayout(row, 1)
        bar = QHBoxLayout()
        bar.addWidget(button(_("Запиши състава"), self._save, primary=True))
        bar.addWidget(button(_("Отказ"), self.reject))
        bar.addStretch(1)
        outer.addLayout(bar)
        self._soon = on_change(200, self._recheck, self)
        self._seats = self._fill()
        self._before = self._typed()
        for field in (self.order_no, self.order_date):
            field.textChanged.connect(lambda _text: self._soon())
        self._recheck()

    def _fill(self) -> list[_Seat | _Expert]:
        seats: list[_Seat | _Expert] = []
        group = QButtonGroup(self)
        at = 0
        for rule in self.commission.rule.seats:
            head = _("{name} – {n}").format(name=rule.name, n=rule.count or _("всички"))
            self.grid.addWidget(label(head, "fieldName", wrap=True), at, 0, 1, 3)
            chaired = not self.commission.rule.chair_elected
            if chaired:
                self.grid.addWidget(label(_("предс."), "muted"), at, 3)
            at += 1
            members = self.commission.quota(rule.source)
            for n in range(rule.count or max(_OPEN_QUOTA, len(members) + 1)):
                seat = _Seat(rule, n + 1)
                if n < len(members):
                    _fill_in((seat.name, seat.position, seat.naming), members[n])
                    seat.chair.setChecked(members[n].chair)
                seat.chair.setVisible(chaired)
                shown = (seat.name, seat.position, seat.naming, *((seat.chair,) if chaired else ()))
                for column, field in enumerate(shown):
                    self.grid.addWidget(field, at, column)
                for line in (seat.name, seat.naming):
                    line.textChanged.connect(lambda _text: self._soon())
                seat.chair.toggled.connect(lambda _on: self._soon())
                group.addButton(seat.chair)
                seats.append(seat)
                at += 1
        if self.commission.rule.experts_citation is not None:
            experts = self._fill_experts(at)
            seats += experts
            at += len(experts) + 1
        self.grid.setRowStretch(at, 1)
        return seats

    def _fill_experts(self, at: int) -> list[_Expert]:
        """Rows for the experts the act allows beside the quotas, from the row `at` on."""
        head = _("Експерти при необходимост – {citation}")
        text = head.format(citation=self.commission.rule.experts_citation)
        self.grid.addWidget(label(text, "fieldName", wrap=True), at, 0, 1, 3)
        self.grid.addWidget(label(_("глас"), "muted"), at, 3)
        members = self.commission.quota(EXPERT)
        experts = [_Expert(n) for n in range(1, len(members) + _MORE_EXPERTS + 1)]
        for n, expert in enumerate(experts):
            if n < len(members):
                expert.show(members[n])
            fields = (expert.name, expert.position, expert.naming, expert.voting)
            for column, field in enumerate(fields):
                self.grid.addWidget(field, at + 1 + n, column)
            for line in (expert.name, expert.naming):
                line.textChanged.connect(lambda _text: self._soon())
            expert.voting.toggled.connect(lambda _on: self._soon())
        return experts

    def _order(self) -> OrderInput:
        return OrderInput(
            self.order_no.text().strip(), self.order_date.date(), self.secretary.text().strip()
        )

    def _typed(self) -> tuple[OrderInput, list[MemberInput]]:
        return self._order(), [seat.typed() for seat in self._seats]

    def reject(self) -> None:
        """Esc and „Отказ“ ask before names are thrown away."""
        if self._typed() == self._before or may_drop(self):
            super().reject()

    def _recheck(self) -> None:
        order, typed = self._typed()
        self.findings.show_findings(self.commission.check(typed, order.number, order.on))

    def _save(self) -> None:
        if self.order_date.wrong:
            self.message.tell(_("Датата на заповедта не е дата. Пример: 29.04.2026."), "not-met")
            return
        typed, order, key = (
            [seat.typed() for seat in self._seats],
            self._order(),
            self.commission.id,
        )
        self.context.tasks.write(
            lambda s: s.commissions.appoint(key, typed, order, actor=s.actor),
            lambda _view: self.accept(),
            self.message.refuse,
            owner=self,
        )
