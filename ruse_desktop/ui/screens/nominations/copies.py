"""Who has which copy of a nomination's file: given, returned (чл. 61, ал. 2, т. 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import DateField, MessageBar, button, label
from ruse_desktop.ui.kit.tables import Column, Line, ListTable
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.following import CopyOut
    from ruse_desktop.domain.nominations import NominationDetail
    from ruse_desktop.ui.screens.base import ScreenContext


class CopiesDialog(QDialog):
    """The copies of one nomination: to whom each went and when it came back."""

    def __init__(self, parent: QWidget, context: ScreenContext, detail: NominationDetail) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Копия на предложението"))
        self.resize(px(640), px(520))
        self._context = context
        self._number = detail.row.id
        self._most = detail.following.copies
        self._out: dict[int, CopyOut] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        head = f"{detail.row.number} · {detail.row.nominee}"
        column.addWidget(label(head, "heading", wrap=True))
        self.message = MessageBar()
        column.addWidget(self.message)
        self.copy = QComboBox()
        self.copy.setAccessibleName(_("Копие №"))
        self.holder = QLineEdit()
        self.holder.setAccessibleName(_("Получател"))
        self.holder.setPlaceholderText(_("име на члена на комисията"))
        self.day = DateField(today=context.clock.today, name=_("Дата"))
        self.day.set_date(context.clock.today())
        grid = QGridLayout()
        heads = ((_("Копие №"), self.copy), (_("Получател"), self.holder), (_("Дата"), self.day))
        for at, (text, field) in enumerate(heads):
            grid.addWidget(label(text, "muted"), 0, at)
            grid.addWidget(field, 1, at)
        self.give = button(_("Дай копието"), self._give, primary=True)
        self.give.setDefault(True)
        grid.addWidget(self.give, 1, 3)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        columns = (
            Column(_("Копие"), 64),
            Column(_("Получател"), 240, stretch=True),
            Column(_("Дадено"), 100),
            Column(_("Върнато"), 130, chip=True),
        )
        self.table = ListTable(columns, _("Копия"), context.settings)
        self.table.chosen.connect(lambda _key: self._allow())
        column.addWidget(self.table, 1)
        self.back = button(_("Отбележи върнато"), self._return)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(button(_("Затвори"), self.accept))
        column.addLayout(row)
        self._show(detail.following.out)
        self.holder.setFocus()

    def _show(self, out: tuple[CopyOut, ...]) -> None:
        self._out = {one.id: one for one in out}
        away = {one.copy_no for one in out if one.returned_on is None}
        self.copy.clear()
        for n in range(1, self._most + 1):
            if n not in away:
                self.copy.addItem(str(n), n)
        self.give.setEnabled(self.copy.count() > 0)
        self.table.show_lines([_line(one) for one in out], self.table.current_key())
        self._allow()

    def _allow(self) -> None:
        key = self.table.current_key()
        one = self._out.get(key) if key is not None else None
        self.back.setEnabled(one is not None and one.returned_on is None)

    def _reload(self) -> None:
        number = self._number
        self._context.tasks.read(
            lambda s: s.nominations.detail(number).following.out,
            self._show,
            self.message.refuse,
            owner=self,
        )

    def _give(self) -> None:
        number, copy, holder = self._number, self.copy.currentData(), self.holder.text()
        day = self.day.date()
        if copy is None or day is None:
            return
        self._context.tasks.write(
            lambda s: s.intake_register.give_copy(
                number, copy_no=int(copy), holder=holder, on=day, actor=s.actor
            ),
            lambda _id: self._given(),
            self.message.refuse,
            owner=self,
        )

    def _given(self) -> None:
        self.message.hide()
        self.holder.clear()
        self.holder.setFocus()
        self._reload()

    def _return(self) -> None:
        key, day = self.table.current_key(), self.day.date()
        if key is None or day is None:
            return
        self._context.tasks.write(
            lambda s: s.intake_register.return_copy(key, on=day, actor=s.actor),
            lambda _done: self._reload(),
            self.message.refuse,
            owner=self,
        )


def _line(one: CopyOut) -> Line:
    back = date_plain(one.returned_on) if one.returned_on else _("не е върнато")
    texts = (str(one.copy_no), one.holder, date_plain(one.given_on), back)
    return Line(one.id, texts, "met" if one.returned_on else "judgement")
