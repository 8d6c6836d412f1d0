"""The composition of a commission on any day, and the orders that made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ruse_desktop.domain.commissions import EXPERT
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.kit.basics import DateField, button, label
from ruse_desktop.ui.kit.tables import Column, Line, ListTable
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from datetime import date

    from ruse_desktop.domain.commissions import CommissionView, Member, OrderChange
    from ruse_desktop.domain.sessions import SessionView
    from ruse_desktop.ui.screens.base import ScreenContext


class HistoryDialog(QDialog):
    """Who is in the commission on the day typed; the orders below in their order."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, commission: CommissionView, day: date
    ) -> None:
        super().__init__(parent)
        self.commission = commission
        self.setWindowTitle(_("История на състава – {name}").format(name=commission.rule.name))
        self.resize(px(980), px(620))
        column = QVBoxLayout(self)
        row = QHBoxLayout()
        row.addWidget(label(_("Състав към")))
        self.day = DateField(today=context.clock.today, name=_("Състав към дата"))
        self.day.set_date(day)
        row.addWidget(self.day)
        self.said = label("", "muted", wrap=True)
        row.addWidget(self.said, 1)
        column.addLayout(row)
        columns = (
            Column(_("Член"), 230, stretch=True),
            Column(_("Квота"), 240),
            Column(_("От"), 95),
            Column(_("До"), 95),
            Column(_("Напуснал поради"), 180),
        )
        self.table = ListTable(columns, _("Членове към деня"), context.settings)
        column.addWidget(self.table, 1)
        column.addWidget(label(_("Заповеди"), "heading"))
        self.orders = label("\n".join(order_lines(commission)), wrap=True)
        column.addWidget(self.orders)
        bar = QHBoxLayout()
        bar.addWidget(button(_("Затвори"), self.accept))
        bar.addStretch(1)
        column.addLayout(bar)
        self.day.textChanged.connect(lambda _text: self._show())
        self._show()

    def _show(self) -> None:
        day = self.day.date()
        if day is None:
            self.said.setText(_("Впишете дата, например 06.05.2026."))
            self.table.show_lines([])
            return
        view = self.commission.on(day)
        order = self.commission.order_date
        seated = view.everyone if order is not None and day >= order else ()
        n = sum(one.voting for one in seated)
        self.said.setText(
            ngettext("{n} член с право на глас", "{n} членове с право на глас", n).format(n=n)
            if seated
            else _("Към този ден комисията не е назначена.")
        )
        self.table.show_lines([self._line(one) for one in seated])

    def _line(self, one: Member) -> Line:
        quotas = {EXPERT: _("експерт")} | {s.source: s.name for s in self.commission.rule.seats}
        quota = quotas.get(one.source, "")
        if one.extra:
            quota = _("{quota}, извънреден член").format(quota=quota)
        name = _("{name} – председател").format(name=one.name) if one.chair else one.name
        begins = one.since or self.commission.order_date
        days = [date_plain(day) if day else "" for day in (begins, one.until)]
        return Line(one.id, (name, quota, *days, one.left_why))


def order_lines(commission: CommissionView) -> list[str]:
    """Each order with its day and what it did, the appointing one first."""
    act = commission.rule.appointed_by or _("Заповед")
    lines = []
    if commission.order_date is not None:
        first = sum(one.voting for one in commission.at_first().everyone)
        lines.append(
            _("{act} № {no}/{day} – назначава {n} членове").format(
                act=act, no=commission.order_no, day=date_short(commission.order_date), n=first
            )
        )
    return lines + [_change_line(act, one) for one in commission.changes]


def _change_line(act: str, change: OrderChange) -> str:
    text = _("{act} № {no}/{day}, в сила от {begins}: {what} (вписал {by})")
    said = []
    for left, entered in change.pairs:
        if left is not None and entered is not None:
            said.append(_("{new} вместо {old} ({why})").format(
                new=entered.name, old=left.name, why=left.left_why
            ) if left.name != entered.name else _("{name} – {why}").format(
                name=left.name, why=left.left_why
            ))  # fmt: skip
        elif left is not None:
            said.append(_("{old} напуска ({why})").format(old=left.name, why=left.left_why))
        elif entered is not None:
            said.append(_("влиза {new}").format(new=entered.name))
    if change.secretary:
        said.append(_("секретар {name}").format(name=change.secretary))
    return text.format(
        act=act, no=change.number, day=date_short(change.on) if change.on else "–",
        begins=date_short(change.from_day) if change.from_day else "–",
        what="; ".join(said), by=change.by,
    )  # fmt: skip


def show_history(
    owner: QWidget,
    context: ScreenContext,
    chosen: tuple[CommissionView, SessionView | None] | None,
) -> None:
    """Open the history on the day of the session, today where none is planned."""
    if chosen is None:
        return
    commission, session = chosen
    day = session.typed.held_on if session is not None else context.clock.today()
    dialog = HistoryDialog(owner, context, commission, day)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
