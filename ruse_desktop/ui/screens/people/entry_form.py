"""A dialog whose fields are declared: texts, days, choices, numbers, ticks; what is typed comes as a mapping."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import DateField
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.theme import px

_LONG = 58
_NUMBER = 96
_DAY = 176
_LEAST = 200


@dataclass(frozen=True)
class Field:
    """A field: its key, its name for people, what it is, what stands in it while it is empty.

    `kind`: „line“, „long“ (several lines), „day“, „number“ (whole), „choice“, „open“ (a choice in
    which one may type), „tick“. `needed` says what to do while it is empty.
    """

    key: str
    name: str
    kind: str = "line"
    empty: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    needed: str = ""


class EntryDialog(SavingDialog):
    """Fields under each other; `hint_now` says what is lacking or what the entry means."""

    def __init__(
        self,
        parent: QWidget,
        context: ScreenContext,
        words: tuple[str, str],
        fields: Sequence[Field],
        values: Mapping[str, Any],
    ) -> None:
        super().__init__(parent, context, *words)
        self.declared = tuple(fields)
        self.widgets: dict[str, QWidget] = {}
        self.setMinimumWidth(px(640))
        self.rows = QFormLayout()
        self.rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.rows.setHorizontalSpacing(px(12))
        self.rows.setVerticalSpacing(px(7))
        for field in self.declared:
            self._add(field)
        self._place()
        self.set_values(values)
        for widget in self.widgets.values():
            self._listen(widget)
        self.check()

    def _add(self, field: Field) -> None:
        widget = self._made(field)
        widget.setAccessibleName(field.name)
        self.widgets[field.key] = widget
        self.rows.addRow("" if field.kind == "tick" else field.name, widget)

    def _made(self, field: Field) -> QWidget:
        if field.kind == "long":
            text = QPlainTextEdit()
            text.setTabChangesFocus(True)
            text.setFixedHeight(px(_LONG))
            text.setPlaceholderText(field.empty)
            return text
        if field.kind == "day":
            day = DateField(today=self._context.clock.today, name=field.name)
            day.setMaximumWidth(px(_DAY))
            if field.empty:
                day.setMaximumWidth(px(2 * _DAY))
                day.setPlaceholderText(field.empty)
            return day
        if field.kind in {"choice", "open"}:
            box = QComboBox()
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            for value, text_ in field.choices:
                box.addItem(text_, value)
            if field.kind == "open":
                box.setEditable(True)
                box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
                line = box.lineEdit()
                assert line is not None
                line.setPlaceholderText(field.empty)
            return box
        if field.kind == "tick":
            return QCheckBox(field.name)
        made = QLineEdit()
        made.setPlaceholderText(field.empty)
        if field.kind == "number":
            made.setMaximumWidth(px(_NUMBER if not field.empty else 3 * _NUMBER))
        return made

    def _place(self) -> None:
        if len(self.declared) <= 11:
            self.column.addLayout(self.rows)
            return
        inside = QWidget()
        self.rows.setContentsMargins(0, 0, px(10), 0)
        inside.setLayout(self.rows)
        area = _LongForm(px(min(560, 40 * len(self.declared))))
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(area.focusPolicy().NoFocus)
        area.setMinimumHeight(px(_LEAST))
        area.setWidget(inside)
        self.column.addWidget(area, 1)

    def _listen(self, widget: QWidget) -> None:
        if isinstance(widget, QPlainTextEdit):
            widget.textChanged.connect(self.check)
        elif isinstance(widget, QComboBox):
            widget.currentTextChanged.connect(lambda _text: self.check())
        elif isinstance(widget, QCheckBox):
            widget.toggled.connect(lambda _on: self.check())
        elif isinstance(widget, QLineEdit):
            widget.textChanged.connect(lambda _text: self.check())

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Put values into the fields; what is left out stays as it is."""
        for key, value in values.items():
            widget = self.widgets.get(key)
            if isinstance(widget, DateField):
                widget.set_date(value)
            elif isinstance(widget, QPlainTextEdit):
                widget.setPlainText(str(value or ""))
            elif isinstance(widget, QCheckBox):
                widget.setChecked(bool(value))
            elif isinstance(widget, QComboBox):
                place = widget.findData(str(value))
                if place >= 0:
                    widget.setCurrentIndex(place)
                elif widget.isEditable():
                    widget.setEditText(str(value or ""))
            elif isinstance(widget, QLineEdit):
                widget.setText("" if value is None else str(value))

    def value(self, key: str) -> Any:
        """What stands in a field: a text, a day or None, a number or None, a choice's value, a tick."""
        widget = self.widgets[key]
        if isinstance(widget, DateField):
            return widget.date()
        if isinstance(widget, QPlainTextEdit):
            return widget.toPlainText().strip()
        if isinstance(widget, QCheckBox):
            return widget.isChecked()
        if isinstance(widget, QComboBox):
            text = widget.currentText().strip()
            if widget.isEditable() and widget.itemText(widget.currentIndex()) != text:
                return text
            return widget.currentData() or ""
        assert isinstance(widget, QLineEdit)
        text = widget.text().strip()
        if self._kind(key) == "number":
            return int(text) if text.isascii() and text.isdigit() else None
        return text

    def day(self, key: str) -> date | None:
        """The day in a field."""
        found = self.value(key)
        return found if isinstance(found, date) else None

    def _kind(self, key: str) -> str:
        return next(field.kind for field in self.declared if field.key == key)

    @property
    def values(self) -> dict[str, Any]:
        """Everything that is typed."""
        return {field.key: self.value(field.key) for field in self.declared}

    def show_row(self, key: str, *, shown: bool) -> None:
        """Show a field or not."""
        self.rows.setRowVisible(self.widgets[key], shown)

    def lacking(self) -> str:
        """What has to be done before it can be saved; „“ = nothing."""
        for field in self.declared:
            widget = self.widgets[field.key]
            if isinstance(widget, DateField) and widget.wrong:
                return _("Поправете датата: {field}.").format(field=field.name)
            if field.kind == "number" and isinstance(widget, QLineEdit):
                text = widget.text().strip()
                if text and self.value(field.key) is None:
                    return _("Напишете цяло число: {field}.").format(field=field.name)
            if field.needed and not self.value(field.key):
                return field.needed
        return ""

    def said(self) -> str:
        """What the entry means, when nothing is lacking."""
        return ""

    def suit(self) -> None:
        """Show what the choices made ask for."""

    def check(self) -> None:
        """Say what is lacking; the button works when nothing is."""
        self.suit()
        lacking = self.lacking()
        self.hint.setText(lacking or self.said())
        self.do.setEnabled(not lacking)


class _LongForm(QScrollArea):
    """Many fields: as tall as they want where the screen allows, scrolled where it does not."""

    def __init__(self, tall: int) -> None:
        super().__init__()
        self._tall = tall

    def sizeHint(self) -> QSize:
        """The height that is wanted."""
        return QSize(super().sizeHint().width(), self._tall)
