"""Lists: a lean model over rows of text, and a table that remembers its columns."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSettings,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ruse_desktop.kernel.text import sort_key
from ruse_desktop.ui import theme

Index = QModelIndex | QPersistentModelIndex
_NARROWEST = 48
_READABLE, _LEAST = 150, 104
_GIVES_WAY = 124
ROW_HEIGHT = 32
_TEXT_ROLES = (0, 3, 11)  # shown, tool tip, read aloud


@dataclass(frozen=True)
class Column:
    """A column: heading, width in pixels of the design, whether it takes the spare room, whether it is a chip.

    A `firm` one, a day with an hour, never gives way to others.
    """

    title: str
    width: int
    stretch: bool = False
    chip: bool = False
    firm: bool = False


@dataclass(frozen=True)
class Line:
    """A row of the list: the record's key, its texts, the chip's tone."""

    key: int
    texts: tuple[str, ...]
    tone: str = "neutral"
    sort: tuple[Any, ...] = ()


class LinesModel(QAbstractTableModel):
    """Rows held in memory; sorting by the rows' own keys."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.lines: list[Line] = []

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Number of rows."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = 0) -> Any:
        """Only the text; everything else is drawn by the delegate."""
        if role not in _TEXT_ROLES:
            return None
        return self.line(index.row()).texts[index.column()]

    def line(self, row: int) -> Line:
        """The row to show."""
        return self.lines[row]

    def key_at(self, row: int) -> int | None:
        """The key of a row; None outside."""
        return self.lines[row].key if 0 <= row < len(self.lines) else None

    def row_of(self, key: int) -> int:
        """Where the record is; −1 when it is not there."""
        return next((row for row, line in enumerate(self.lines) if line.key == key), -1)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Headings, to the left."""
        if orientation == Qt.Orientation.Horizontal:
            if role == 0:
                return self.columns[section].title
            if role == int(Qt.ItemDataRole.TextAlignmentRole):
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By the row's sort keys where it has them, else by its text in Bulgarian order."""
        self.layoutAboutToBeChanged.emit()
        self.lines.sort(
            key=lambda line: line.sort[column] if line.sort else sort_key(line.texts[column]),
            reverse=order == Qt.SortOrder.DescendingOrder,
        )
        self.layoutChanged.emit()


class _ChipDelegate(QStyledItemDelegate):
    """Draws a state as a chip."""

    def __init__(self, model: LinesModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The row's background, then the chip."""
        line = self._model.line(index.row())
        text = line.texts[index.column()]
        rect: QRect = option.rect
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.colours().blue_tint))
        painter.setPen(QColor(theme.colours().line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if not text:
            return
        ink, back = theme.colours().tone(theme.Tone(line.tone))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.sized_font(12, bold=True))
        metrics = painter.fontMetrics()
        inner, tall = theme.px(10), theme.px(20)
        wide = min(metrics.horizontalAdvance(text) + 2 * inner, rect.width() - theme.px(8))
        chip = QRect(rect.left() + theme.px(6), rect.center().y() - tall // 2, wide, tall)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(back))
        painter.drawRoundedRect(chip, tall / 2, tall / 2)
        painter.setPen(QColor(ink))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, wide - inner)
        painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), shown)
        painter.restore()


class ListTable(QTableView):
    """A list: one row is chosen, Enter or a double click opens it, columns are remembered."""

    chosen = Signal(int)
    opened = Signal(int)

    def __init__(
        self,
        columns: Sequence[Column],
        name: str,
        settings: QSettings,
        model: LinesModel | None = None,
    ) -> None:
        super().__init__()
        self.lines_model = model or LinesModel(columns)
        self._name = name
        self._settings = settings
        self._wished: list[int] = []
        self._fitting = False
        self.setModel(self.lines_model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW_HEIGHT))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(_NARROWEST)
        for n, column in enumerate(columns):
            saved = settings.value(f"columns/{name}/{n}")
            self._wished.append(int(str(saved)) if saved else theme.px(column.width))
            self.setColumnWidth(n, self._wished[n])
            if column.stretch:
                header.setSectionResizeMode(n, QHeaderView.ResizeMode.Stretch)
            if column.chip:
                self.setItemDelegateForColumn(n, _ChipDelegate(self.lines_model, self))
        header.sectionResized.connect(self._remember)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._sort)
        self._sorted = (-1, Qt.SortOrder.DescendingOrder)
        self.selectionModel().currentRowChanged.connect(lambda *_rows: self._choose())
        self.doubleClicked.connect(lambda _index: self._open())

    def _remember(self, column: int, _old: int, new: int) -> None:
        if not self._fitting and not self.lines_model.columns[column].stretch:
            self._wished[column] = new
            self._settings.setValue(f"columns/{self._name}/{column}", new)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where little room is left, the wide columns give way before the one that takes the rest.

        It keeps a readable width; what then does not fit is scrolled.
        """
        columns = self.lines_model.columns
        least = {
            n: min(self._wished[n], theme.px(_READABLE))
            for n, column in enumerate(columns)
            if column.stretch
        }
        if not least or self._fitting:
            return
        widths = {n: wide for n, wide in enumerate(self._wished) if n not in least}
        lacking = sum(widths.values()) + sum(least.values()) - self.viewport().width()
        spare = {
            n: max(0, wide - theme.px(_GIVES_WAY))
            for n, wide in widths.items()
            if not columns[n].chip and not columns[n].firm
        }
        share = min(1.0, max(0, lacking) / (sum(spare.values()) or 1))
        for n, more in spare.items():
            widths[n] -= math.ceil(more * share)
        room = self.viewport().width() - sum(widths.values())
        floors = {n: min(wide * 3 // 4, theme.px(_LEAST)) for n, wide in least.items()}
        tight = room < sum(floors.values())
        self._fitting = True
        for n in least:
            mode = QHeaderView.ResizeMode
            self.horizontalHeader().setSectionResizeMode(n, mode.Fixed if tight else mode.Stretch)
        if tight:
            widths |= floors
        for n, wide in widths.items():
            if self.columnWidth(n) != wide:
                self.setColumnWidth(n, wide)
        self._fitting = False

    def _sort(self, column: int) -> None:
        up = self._sorted == (column, Qt.SortOrder.AscendingOrder)
        order = Qt.SortOrder.DescendingOrder if up else Qt.SortOrder.AscendingOrder
        self._sorted = (column, order)
        key = self.current_key()
        self.horizontalHeader().setSortIndicatorShown(True)
        self.horizontalHeader().setSortIndicator(column, order)
        self.lines_model.sort(column, order)
        if key is not None:
            self.select(key)

    def show_lines(self, lines: Sequence[Line], keep: int | None = None) -> None:
        """Replace the rows; the chosen record stays chosen when it is still there."""
        key = keep if keep is not None else self.current_key()
        self.selectionModel().blockSignals(True)  # noqa: FBT003 - Qt
        self.lines_model.set_lines(lines)
        if self._sorted[0] >= 0:
            self.lines_model.sort(*self._sorted)
        self.selectionModel().blockSignals(False)  # noqa: FBT003 - Qt
        if not (key is not None and self.select(key)) and lines:
            self.selectRow(0)
        if not lines:
            self.chosen.emit(-1)

    def current_key(self) -> int | None:
        """The key of the chosen row."""
        return self.lines_model.key_at(self.currentIndex().row())

    def select(self, key: int) -> bool:
        """Choose the row with this key; whether it is there."""
        row = self.lines_model.row_of(key)
        if row < 0:
            return False
        self.selectRow(row)
        self.scrollTo(self.lines_model.index(row, 0))
        return True

    def _choose(self) -> None:
        key = self.current_key()
        if key is not None:
            self.chosen.emit(key)

    def _open(self) -> None:
        key = self.current_key()
        if key is not None:
            self.opened.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the chosen row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
            return
        super().keyPressEvent(event)


def on_change(delay_ms: int, run: Callable[[], object], parent: QWidget) -> Callable[[], None]:
    """A function that runs `run` once, `delay_ms` after its last call."""
    from PySide6.QtCore import QTimer

    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(delay_ms)
    timer.timeout.connect(run)
    return timer.start
