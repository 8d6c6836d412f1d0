"""The composition of a commission by quotas, with who takes part, and what stands in the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout

from ruse_desktop.domain.commissions import EXPERT
from ruse_desktop.domain.sessions import SessionState
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import Card, FindingsList, Tall, button, label, link
from ruse_desktop.ui.kit.tables import Column, Line, ListTable

if TYPE_CHECKING:
    from ruse_desktop.domain.commissions import CommissionView
    from ruse_desktop.domain.findings import Finding
    from ruse_desktop.domain.rules import CommissionRule
    from ruse_desktop.domain.sessions import Attendance, SessionView
    from ruse_desktop.ui.screens.base import ScreenContext


class CompositionPanel(Card):
    """Members at the top, findings below; `edit` opens the seats, `change` a changing order.

    `history` shows the composition on any day, `override` answers a finding.
    """

    def __init__(
        self,
        context: ScreenContext,
        edit: Callable[[], object],
        override: Callable[[Finding], object],
        change: Callable[[], object],
        history: Callable[[], object],
    ) -> None:
        super().__init__()
        self._override = override
        self.order = label("", "heading", wrap=True)
        self.column.addWidget(self.order)
        head = QHBoxLayout()
        self.fill = button(_("Състав…"), edit)
        head.addWidget(self.fill)
        self.change = button(_("Изменение…"), change)
        self.change.setToolTip(_("Промяна на състава със заповед за изменение"))
        head.addWidget(self.change)
        self.past = link(_("История…"), history)
        head.addWidget(self.past)
        head.addStretch(1)
        self.column.addLayout(head)
        columns = (
            Column(_("Член"), 150, stretch=True),
            Column(_("Квота"), 130),
            Column(_("Участие"), 160, chip=True),
        )
        self.members = ListTable(columns, _("Състав на комисията"), context.settings)
        self.column.addWidget(self.members, 3)
        self.column.addWidget(label(_("Проверка"), "heading"))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName(_("Проверка на състава и на заседанието"))
        holder = Tall()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 6, 0)
        self.findings = FindingsList(context.show_article)
        inner.addWidget(self.findings)
        inner.addStretch(1)
        scroll.setWidget(holder)
        self.column.addWidget(scroll, 2)

    def show_commission(self, commission: CommissionView, session: SessionView | None) -> None:
        """Show a commission, and who of it takes part in its session, as it is on its day."""
        latest = commission
        if session is not None:
            commission = session.commission
        rule = commission.rule
        order = (
            _("{act} {no}/{day}").format(
                act=rule.appointed_by or _("заповед"),
                no=commission.order_no,
                day=date_short(commission.order_date),
            )
            if commission.order_date
            else _("още няма {act}").format(act=rule.appointed_by or _("заповед"))
        )
        if commission.changes:
            last = commission.changes[-1]
            order = _("{order}, изменена с № {no}/{day}").format(
                order=order, no=last.number, day=date_short(last.on) if last.on else "–"
            )
        self.order.setText(
            _("Състав по {citation}, {order}").format(citation=rule.citation, order=order)
        )
        waits = session is None or (session.state is SessionState.PLANNED and not session.earlier)
        self.fill.setVisible(waits and not latest.changes)
        appointed = latest.order_date is not None and bool(latest.order_no and latest.members)
        self.change.setVisible(appointed)
        self.past.setVisible(appointed)
        quotas = {EXPERT: _("експерт")} | {seat.source: seat.name for seat in rule.seats}
        attendance = {line.member_id: line for line in session.attendance} if session else {}
        lines = []
        for member in commission.everyone:
            name = member.name
            if member.chair:
                name = _("{name} – председател").format(name=name)
            word, tone = _part(rule, attendance.get(member.id))
            if member.extra:
                name = _("{name} (извънреден член)").format(name=name)
            if not member.voting:
                word, tone = _("без право на глас"), "neutral"
            lines.append(Line(member.id, (name, quotas.get(member.source, ""), word), tone))
        self.members.show_lines(lines)
        if session is not None:
            found = session.findings
        else:
            found = commission.check(
                commission.everyone, commission.order_no, commission.order_date
            )
        open_ = session is not None and session.state is not SessionState.CLOSED
        self.findings.show_findings(found, self._override if open_ else None)


def _part(rule: CommissionRule, line: Attendance | None) -> tuple[str, str]:
    """How a member takes part, and its tone."""
    if line is None:
        return "", "neutral"
    if line.barred:
        return _("отведен · {citation}").format(citation=rule.conflict_citation), "not-met"
    if line.left is not None:
        return _("напусна"), "judgement"
    if line.present and line.out_of:
        return _("без отделен раздел"), "judgement"
    return (_("присъства"), "met") if line.present else (_("отсъства"), "judgement")
