"""The table of merits: from, to, what, level; an empty row always waits at the end."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from ruse_desktop.domain.nominations import Merit
from ruse_desktop.kernel.formats import date_plain, parse_date
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui import theme
from ruse_desktop.ui.screens.nominations.waiting import WaitingCells

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_FROM, _TO, _TEXT, _LEVEL = range(4)


class MeritsTable(QObject):
    """Runs a table widget of the form."""

    touched = Signal()

    def __init__(self, table: QTableWidget, today: Callable[[], date]) -> None:
        super().__init__(table)
        self._table = table
        self._today = today
        self._busy = False
        table.setHorizontalHeaderLabels([_("От"), _("До"), _("Заслуга"), _("Ниво")])
        table.verticalHeader().hide()
        table.verticalHeader().setMinimumSectionSize(30)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.setWordWrap(True)
        table.setTabKeyNavigation(False)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(_TEXT, QHeaderView.ResizeMode.Stretch)
        for column, wide in ((_FROM, 98), (_TO, 98), (_LEVEL, 84)):
            table.setColumnWidth(column, wide)
        header.sectionResized.connect(lambda *_sizes: table.resizeRowsToContents())
        table.setItemDelegate(WaitingCells(table, self._waiting))
        table.itemChanged.connect(self._changed)
        self.show_merits(())

    def show_merits(self, merits: Sequence[Merit]) -> None:
        """Replace the rows."""
        self._busy = True
        self._table.setRowCount(0)
        for merit in merits:
            days = (merit.date_from, merit.date_to)
            first, last = (date_plain(day) if day else "" for day in days)
            self._add((first, last, merit.text, merit.level))
        self._busy = False
        self._leave_room()

    def merits(self) -> tuple[Merit, ...]:
        """Rows that say something; a date that cannot be read is left out."""
        found = []
        for row in range(self._table.rowCount()):
            text = self._text(row, _TEXT)
            if text:
                found.append(
                    Merit(text, self._day(row, _FROM), self._day(row, _TO), self._text(row, _LEVEL))
                )
        return tuple(found)

    def problem(self) -> str:
        """The first row that cannot be read, „“ when all can."""
        for row in range(self._table.rowCount()):
            for column in (_FROM, _TO):
                if self._wrong(row, column):
                    return _("„{text}“ не е дата. Пример: 06.05.2026").format(
                        text=self._text(row, column)
                    )
            first, last = self._day(row, _FROM), self._day(row, _TO)
            if first and last and last < first:
                return _("Краят е преди началото на ред {n}.").format(n=row + 1)
            if not self._text(row, _TEXT) and any(
                self._text(row, column) for column in (_FROM, _TO, _LEVEL)
            ):
                return _("На ред {n} липсва каква е заслугата.").format(n=row + 1)
        return ""

    def _add(self, texts: Sequence[str]) -> None:
        row = self._table.rowCount()
        self._table.insertRow(row)
        for column, text in enumerate(texts):
            self._table.setItem(row, column, QTableWidgetItem(text))

    def _text(self, row: int, column: int) -> str:
        item = self._table.item(row, column)
        return item.text().strip() if item else ""

    def _day(self, row: int, column: int) -> date | None:
        try:
            return parse_date(self._text(row, column), self._today())
        except ValueError:
            return None

    def _wrong(self, row: int, column: int) -> bool:
        return bool(self._text(row, column)) and self._day(row, column) is None

    def _changed(self, item: QTableWidgetItem) -> None:
        if self._busy:
            return
        self._busy = True
        if item.column() in {_FROM, _TO}:
            day = self._day(item.row(), item.column())
            if day is not None:
                item.setText(date_plain(day))
            colours = theme.colours()
            wrong = self._wrong(item.row(), item.column())
            item.setForeground(QBrush(QColor(colours.red if wrong else colours.ink)))
        self._busy = False
        self._leave_room()
        self.touched.emit()

    def _waiting(self, row: int) -> bool:
        return row == self._table.rowCount() - 1 and not any(
            self._text(row, column) for column in range(4)
        )

    def _leave_room(self) -> None:
        last = self._table.rowCount() - 1
        if last < 0 or not self._waiting(last):
            self._busy = True
            self._add(("", "", "", ""))
            self._busy = False
