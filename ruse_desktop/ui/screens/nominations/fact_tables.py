"""Widgets for the award's own tables: rows with a waiting empty one, and grounds with a motive each."""

from __future__ import annotations

from functools import partial
from textwrap import fill
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import (
    QComboBox,
    QHeaderView,
    QPlainTextEdit,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ruse_desktop.domain.intake import FieldKind, day_of, number_of
from ruse_desktop.kernel.formats import date_plain, parse_date
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui import theme
from ruse_desktop.ui.kit.basics import plain_tip
from ruse_desktop.ui.screens.nominations.fact_fields import CheckRow, FactInput, choices_of
from ruse_desktop.ui.screens.nominations.waiting import WaitingCells
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtCore import QAbstractItemModel

    from ruse_desktop.domain.intake import Column, FactValue, IntakeField, Line

Index = QModelIndex | QPersistentModelIndex
_CODE = Qt.ItemDataRole.UserRole
_CHOSEN = frozenset({FieldKind.CHOICE, FieldKind.YES_NO})
_WIDE = frozenset({FieldKind.TEXT, FieldKind.LONG})
_LEAST_HEIGHT, _MOST_HEIGHT = 84, 230
_MOTIVE_HEIGHT = 64
_HEAD, _NARROW_HEAD = 24, 14
_NARROW, _MIDDLE = 92, 128


class RowsInput(FactInput):
    """A table of the field's columns; an empty row always waits at the end."""

    wide = True

    def __init__(self, one: IntakeField, today: Callable[[], date]) -> None:
        super().__init__()
        self._field = one
        self._today = today
        self._busy = False
        table = self.table = QTableWidget(0, len(one.columns))
        table.setAccessibleName(
            _("{name}: {columns}").format(
                name=one.name, columns=", ".join(column.name for column in one.columns)
            )
        )
        table.setHorizontalHeaderLabels(
            [
                fill(column.name, _HEAD if column.kind in _WIDE else _NARROW_HEAD)
                for column in one.columns
            ]
        )
        table.setTabKeyNavigation(False)
        table.setWordWrap(True)
        table.setItemDelegate(_Cells(self, one.columns))
        rows = table.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(px(30))
        rows.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for at, column in enumerate(one.columns):
            item = table.horizontalHeaderItem(at)
            if item is not None:
                item.setToolTip(plain_tip(column.name))
            if column.kind in _WIDE:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
            else:
                table.setColumnWidth(at, px(_MIDDLE if column.kind in _CHOSEN else _NARROW))
        if not any(column.kind in _WIDE for column in one.columns):
            header.setStretchLastSection(True)
        header.sectionResized.connect(lambda *_sizes: table.resizeRowsToContents())
        rows.sectionResized.connect(lambda *_sizes: self._fit())
        table.itemChanged.connect(self._typed)
        self.column.addWidget(table)
        self._leave_room()

    def value(self) -> tuple[Line, ...]:
        """Lines that say something, cells as they are kept; the empty ones left out."""
        lines = []
        for row in range(self.table.rowCount()):
            line = {
                column.code: text
                for at, column in enumerate(self._field.columns)
                if (text := self._kept(row, at))
            }
            if line:
                lines.append(line)
        return tuple(lines)

    def show_value(self, value: FactValue) -> None:
        """Replace the rows."""
        self._busy = True
        self.table.setRowCount(0)
        for line in value if not isinstance(value, str) else ():
            if not isinstance(line, str):
                row = self._add()
                for at, column in enumerate(self._field.columns):
                    self._put(row, at, line.get(column.code, ""))
        self._busy = False
        self._leave_room()

    def problem(self) -> str:
        """The first cell that cannot be read, „“ when all can."""
        for row in range(self.table.rowCount()):
            for at, column in enumerate(self._field.columns):
                text = self._text(row, at)
                if text and not self._kept(row, at):
                    what = _("дата") if column.kind is FieldKind.DATE else _("число")
                    return _("Ред {n}: „{text}“ не е {what}.").format(
                        n=row + 1, text=text, what=what
                    )
        return ""

    def marked(self) -> QWidget:
        """The table."""
        return self.table

    def waiting(self, row: int) -> bool:
        """Whether this is the empty row at the end."""
        return row == self.table.rowCount() - 1 and not any(
            self._text(row, at) for at in range(len(self._field.columns))
        )

    def _text(self, row: int, at: int) -> str:
        item = self.table.item(row, at)
        return item.text().strip() if item else ""

    def _kept(self, row: int, at: int) -> str:
        """The cell as it is kept; „“ when it cannot be read."""
        kind, text = self._field.columns[at].kind, self._text(row, at)
        if kind in _CHOSEN:
            item = self.table.item(row, at)
            return str(item.data(_CODE) or "") if item else ""
        if kind is FieldKind.DATE and text:
            try:
                return parse_date(text, self._today()).isoformat()
            except ValueError:
                return ""
        if kind is FieldKind.NUMBER and text:
            found = number_of(text)
            return f"{found:f}" if found is not None else ""
        return text

    def _put(self, row: int, at: int, kept: str) -> None:
        column, item = self._field.columns[at], self.table.item(row, at)
        if item is None:
            return
        text = kept
        if column.kind in _CHOSEN:
            item.setData(_CODE, kept)
            names = {code: name for name, code in choices_of(column.kind, column.choices)}
            text = names.get(kept, kept)
        elif column.kind is FieldKind.DATE:
            day = day_of(kept)
            text = date_plain(day) if day else kept
        elif column.kind is FieldKind.NUMBER:
            text = kept.replace(".", ",")
        item.setText(text)

    def _typed(self, item: QTableWidgetItem) -> None:
        if self._busy:
            return
        self._busy = True
        row, at = item.row(), item.column()
        kept = self._kept(row, at)
        if kept and self._field.columns[at].kind is FieldKind.DATE:
            self._put(row, at, kept)
        colours = theme.colours()
        wrong = bool(item.text().strip()) and not kept
        item.setForeground(QBrush(QColor(colours.red if wrong else colours.ink)))
        self._busy = False
        self._leave_room()
        self.changed.emit()
        self.settled.emit()

    def _add(self) -> int:
        row = self.table.rowCount()
        self.table.insertRow(row)
        for at in range(len(self._field.columns)):
            self.table.setItem(row, at, QTableWidgetItem(""))
        return row

    def _leave_room(self) -> None:
        last = self.table.rowCount() - 1
        if last < 0 or not self.waiting(last):
            self._busy = True
            self._add()
            self._busy = False
        self._fit()

    def _fit(self) -> None:
        """As high as its rows, within limits; beyond them it scrolls."""
        rows, header = self.table.verticalHeader(), self.table.horizontalHeader()
        high = header.sizeHint().height() + rows.length() + 2 * self.table.frameWidth()
        self.table.setFixedHeight(min(max(high, px(_LEAST_HEIGHT)), px(_MOST_HEIGHT)))


class _Cells(WaitingCells):
    """Choices open as a list."""

    def __init__(self, rows: RowsInput, columns: tuple[Column, ...]) -> None:
        super().__init__(rows.table, rows.waiting)
        self._columns = columns

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A list for a choice, a line for the rest."""
        column = self._columns[index.column()]
        if column.kind not in _CHOSEN:
            return super().createEditor(parent, option, index)
        combo = QComboBox(parent)
        combo.addItem("", "")
        for name, code in choices_of(column.kind, column.choices):
            combo.addItem(name, code)
        combo.setAccessibleName(column.name)
        view = combo.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + px(24))
        return combo

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the code kept."""
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(index.data(_CODE) or "")))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Keep the code, show its name."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData(), _CODE)
            model.setData(index, editor.currentText())
        else:
            super().setModelData(editor, model, index)


class GroundsInput(FactInput):
    """A check box for each choice of the table's first column, its text under it when ticked."""

    wide = True

    def __init__(self, one: IntakeField) -> None:
        super().__init__()
        self._key, self._long = (column.code for column in one.columns)
        self._boxes: dict[str, tuple[CheckRow, QPlainTextEdit]] = {}
        for choice in one.columns[0].choices:
            row, text = CheckRow(choice.name), QPlainTextEdit()
            if choice.citation is not None:
                row.add_link(
                    str(choice.citation), partial(self.article_asked.emit, choice.citation)
                )
            text.setAccessibleName(f"{one.columns[1].name}: {choice.name}")
            text.setPlaceholderText(one.columns[1].name)
            text.setTabChangesFocus(True)
            text.setFixedHeight(px(_MOTIVE_HEIGHT))
            text.setVisible(False)
            text.textChanged.connect(self.changed)
            row.box.toggled.connect(text.setVisible)
            row.box.toggled.connect(lambda _on: self.changed.emit())
            self.column.addWidget(row)
            self.column.addWidget(text)
            self._boxes[choice.code] = row, text

    def value(self) -> tuple[Line, ...]:
        """A line for each ground ticked, in the order of the law."""
        return tuple(
            {self._key: code, self._long: text.toPlainText().strip()}
            for code, (row, text) in self._boxes.items()
            if row.box.isChecked()
        )

    def show_value(self, value: FactValue) -> None:
        """Tick these; several texts of one ground stand one under the other."""
        lines = [one for one in value if not isinstance(one, str)] if value else []
        for code, (row, text) in self._boxes.items():
            said = [line.get(self._long, "") for line in lines if line.get(self._key) == code]
            row.box.setChecked(bool(said))
            text.setPlainText("\n".join(part for part in said if part))

    def marked(self) -> QWidget:
        """The first box."""
        return next((row.box for row, _text in self._boxes.values()), self)


def is_grounds(one: IntakeField) -> bool:
    """Whether a table is a choice with a text of its own for each, and nothing more."""
    return [column.kind for column in one.columns] == [FieldKind.CHOICE, FieldKind.LONG]
