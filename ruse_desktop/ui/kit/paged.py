"""A list of any length: it holds the keys of all rows and the texts of the pages in sight."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSettings, Qt, Signal

from ruse_desktop.ui.kit.tables import Column, Line, LinesModel, ListTable

Index = QModelIndex | QPersistentModelIndex
PAGE = 128
_KEPT = 32


class PagedModel(LinesModel):
    """Rows by pages of `PAGE`; a page not there yet shows „…“ and is asked for once."""

    page_asked = Signal(int, object)

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__(columns)
        self._keys: array[int] = array("q")
        self._pages: OrderedDict[int, dict[int, Line]] = OrderedDict()
        self._asked: set[int] = set()

    def set_keys(self, keys: array[int], first: Sequence[Line]) -> None:
        """Replace all rows; `first` are the texts of the first page."""
        self.beginResetModel()
        self._keys = keys
        self._pages.clear()
        self._asked = set()
        if keys:
            self._pages[0] = {line.key: line for line in first}
        self.endResetModel()

    def deliver(self, page: int, lines: Sequence[Line]) -> None:
        """Take the texts of a page that was asked for."""
        self._asked.discard(page)
        start, end = page * PAGE, min((page + 1) * PAGE, len(self._keys))
        if start >= end:
            return
        self._pages[page] = {line.key: line for line in lines}
        while len(self._pages) > _KEPT:
            self._pages.popitem(last=False)
        last = self.index(end - 1, len(self.columns) - 1)
        self.dataChanged.emit(self.index(start, 0), last)

    @property
    def loaded(self) -> list[Line]:
        """The rows whose texts are here, in order."""
        found = ((key, self._pages.get(n // PAGE, {}).get(key)) for n, key in enumerate(self._keys))
        return [line for _key, line in found if line is not None]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Number of rows."""
        return 0 if parent.isValid() else len(self._keys)

    def line(self, row: int) -> Line:
        """The row to show; asks for its page when it is not here."""
        page, key = row // PAGE, self._keys[row]
        held = self._pages.get(page)
        if held is None:
            if page not in self._asked:
                self._asked.add(page)
                self.page_asked.emit(page, self._keys[page * PAGE : (page + 1) * PAGE])
            return Line(key, ("…", *("" for _column in self.columns[1:])))
        self._pages.move_to_end(page)
        return held.get(key) or Line(key, ("–", *("" for _column in self.columns[1:])))

    def key_at(self, row: int) -> int | None:
        """The key of a row; None outside."""
        return self._keys[row] if 0 <= row < len(self._keys) else None

    def row_of(self, key: int) -> int:
        """Where the record is; −1 when it is not there."""
        try:
            return self._keys.index(key)
        except ValueError:
            return -1

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorting is the database's work; see `PagedTable.order`."""


class PagedTable(ListTable):
    """As `ListTable`, for lists of any length; the owner gives keys and pages, and sorts them."""

    page_asked = Signal(int, object)
    sort_asked = Signal(int, bool)

    def __init__(self, columns: Sequence[Column], name: str, settings: QSettings) -> None:
        self.paged = PagedModel(columns)
        super().__init__(columns, name, settings, self.paged)
        self.paged.page_asked.connect(self.page_asked)

    @property
    def order(self) -> tuple[int, bool]:
        """The column sorted by (−1 = the list's own order) and whether it goes down."""
        column, order = self._sorted
        return column, order == Qt.SortOrder.DescendingOrder

    def show_keys(self, keys: array[int], first: Sequence[Line], keep: int | None = None) -> None:
        """Replace the rows; the chosen record stays chosen when it is still there."""
        key = keep if keep is not None else self.current_key()
        self.selectionModel().blockSignals(True)  # noqa: FBT003 - Qt
        self.paged.set_keys(keys, first)
        self.selectionModel().blockSignals(False)  # noqa: FBT003 - Qt
        if not (key is not None and self.select(key)) and keys:
            self.selectRow(0)
        if not keys:
            self.chosen.emit(-1)

    def deliver(self, page: int, lines: Sequence[Line]) -> None:
        """Show the texts of a page that `page_asked` asked for."""
        self.paged.deliver(page, lines)

    def _sort(self, column: int) -> None:
        up = self._sorted == (column, Qt.SortOrder.AscendingOrder)
        order = Qt.SortOrder.DescendingOrder if up else Qt.SortOrder.AscendingOrder
        self._sorted = (column, order)
        self.horizontalHeader().setSortIndicatorShown(True)
        self.horizontalHeader().setSortIndicator(column, order)
        self.sort_asked.emit(column, order == Qt.SortOrder.DescendingOrder)
