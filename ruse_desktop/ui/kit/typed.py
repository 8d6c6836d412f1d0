"""What a person typed into the fields of a dialog, and the field in which typing begins."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

_FIELDS = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox)


def typed(root: QWidget) -> dict[QWidget, str]:
    """The text of each field that can be written in; what is only chosen in a list is not typed."""
    texts: dict[QWidget, str] = {}
    for line in root.findChildren(QLineEdit):
        chosen = line.parent()
        if line.isReadOnly() or (
            isinstance(chosen, QComboBox) and chosen.findText(line.text()) >= 0
        ):
            continue
        texts[line] = line.text().strip()
    for editor in root.findChildren(QPlainTextEdit):
        if not editor.isReadOnly():
            texts[editor] = editor.toPlainText().strip()
    return texts


def lost(before: dict[QWidget, str], now: dict[QWidget, str]) -> bool:
    """Whether something stands in a field now that was not there before."""
    return any(text and text != before.get(field, "") for field, text in now.items())


def begin_typing(root: QWidget) -> None:
    """Put the focus into the first field, unless the dialog has put it into one already."""
    if not isinstance(root.focusWidget(), QAbstractButton | None):
        return
    field = root.nextInFocusChain()
    while field is not None and field is not root:
        takes = bool(field.focusPolicy() & Qt.FocusPolicy.TabFocus) and field.isEnabled()
        if isinstance(field, _FIELDS) and takes and field.isVisibleTo(root):
            field.setFocus()
            return
        field = field.nextInFocusChain()
