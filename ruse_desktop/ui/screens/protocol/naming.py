"""Suggestions for a field that holds several names with commas between them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget


def suggest(line: QLineEdit, parent: QWidget, *, several: bool = False) -> QStringListModel:
    """Offer the names of the model it gives; with `several` for the part after the last comma."""
    model = QStringListModel(parent)
    completer = _LastPart(line) if several else QCompleter(line)
    completer.setModel(model)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    line.setCompleter(completer)
    return model


class _LastPart(QCompleter):
    """Completes what stands after the last comma and keeps what is before it."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._line = line

    def splitPath(self, path: str) -> list[str]:
        """The part that is being typed."""
        return [path.rpartition(",")[2].strip()]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """The whole field with the name chosen."""
        chosen = str(index.data())
        before, comma, _rest = self._line.text().rpartition(",")
        return f"{before.strip()}{comma} {chosen}" if comma else chosen
