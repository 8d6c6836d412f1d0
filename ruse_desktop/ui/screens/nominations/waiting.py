"""Cells of a table at whose end an empty row waits: Tab in that row leaves the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyledItemDelegate, QTableWidget

if TYPE_CHECKING:
    from collections.abc import Callable


class WaitingCells(QStyledItemDelegate):
    """Tab goes from cell to cell while one types; `waiting` says which row is the empty one."""

    def __init__(self, table: QTableWidget, waiting: Callable[[int], bool]) -> None:
        super().__init__(table)
        self._table = table
        self._waiting = waiting

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Leave by Tab from the waiting row, when nothing is typed in it."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Tab
            and isinstance(editor, QLineEdit | QComboBox)
            and self._waiting(self._table.currentRow())
        ):
            typed = editor.text() if isinstance(editor, QLineEdit) else editor.currentData()
            if not typed:
                self.closeEditor.emit(editor, self.EndEditHint.NoHint)
                self._table.setFocus()
                self._table.focusNextChild()
                return True
        return super().eventFilter(editor, event)
