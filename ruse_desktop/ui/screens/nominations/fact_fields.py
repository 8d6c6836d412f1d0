"""Widgets for the award's own fields that hold one value: line, text, day, number, choices."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.intake import NO, YES, FieldKind, chosen_of, day_of, number_of
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import DateField, label, link, plain_tip
from ruse_desktop.ui.screens.nominations.fields import date_problem
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from ruse_desktop.domain.intake import Choice, FactValue, IntakeField

_LONG_HEIGHT = 76


class CalmCombo(QComboBox):
    """A choice that the mouse wheel scrolls past instead of changing."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls."""
        event.ignore()


class CalmSpin(QSpinBox):
    """A number typed or moved by the arrow keys; the mouse wheel scrolls past it.

    The style sheet takes its buttons away: with none at all Qt gives a styled one no room for text.
    """

    def __init__(self, name: str, most: int = 99) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setRange(0, most)
        self.lineEdit().setTextMargins(px(8), 0, 0, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls."""
        event.ignore()


class FactInput(QWidget):
    """One field: its value as `Facts` keep it; `changed` after every change.

    `settled` says that typing in it is over. `wide` inputs take the whole width, their name stands above them. `article_asked` carries the
    citation of a choice.
    """

    changed = Signal()
    settled = Signal()
    article_asked = Signal(object)
    wide = False

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)

    def value(self) -> FactValue:
        """What is filled in; what cannot be read is left out."""
        raise NotImplementedError

    def show_value(self, value: FactValue) -> None:
        """Show a kept value."""
        raise NotImplementedError

    def problem(self) -> str:
        """What cannot be read, „“ when all can."""
        return ""

    def marked(self) -> QWidget:
        """The widget that is shown as wrong and takes the focus."""
        return self


class LineInput(FactInput):
    """A line of text, or a number typed with a comma."""

    def __init__(self, one: IntakeField) -> None:
        super().__init__()
        self._number = one.kind is FieldKind.NUMBER
        self.line = QLineEdit()
        self.line.setAccessibleName(one.name)
        if self._number:
            self.line.setMaximumWidth(px(120))
        self.line.textChanged.connect(lambda _text: self.changed.emit())
        self.line.editingFinished.connect(self.settled)
        self.column.addWidget(self.line)

    def value(self) -> str:
        """The text, a number with a point."""
        text = self.line.text().strip()
        if not self._number:
            return text
        found = number_of(text)
        return f"{found:f}" if found is not None else ""

    def show_value(self, value: FactValue) -> None:
        """Show a text, a number with a comma."""
        text = value if isinstance(value, str) else ""
        self.line.setText(text.replace(".", ",") if self._number else text)

    def problem(self) -> str:
        """Whether the number is none."""
        text = self.line.text().strip()
        if not self._number or not text or number_of(text) is not None:
            return ""
        return _("„{text}“ не е число. Пример: 5,50").format(text=text)

    def marked(self) -> QWidget:
        """The line."""
        return self.line


class LongInput(FactInput):
    """A text of several lines, under its name."""

    wide = True

    def __init__(self, one: IntakeField) -> None:
        super().__init__()
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(one.name)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(px(_LONG_HEIGHT))
        self.text.textChanged.connect(self.changed)
        self.column.addWidget(self.text)

    def value(self) -> str:
        """The text."""
        return self.text.toPlainText().strip()

    def show_value(self, value: FactValue) -> None:
        """Show a text."""
        self.text.setPlainText(value if isinstance(value, str) else "")

    def marked(self) -> QWidget:
        """The text."""
        return self.text


class DayInput(FactInput):
    """A day typed freely."""

    def __init__(self, one: IntakeField, today: Callable[[], date]) -> None:
        super().__init__()
        self.day = DateField(today=today, name=one.name)
        self.day.textChanged.connect(lambda _text: self.changed.emit())
        self.day.editingFinished.connect(self.settled)
        self.column.addWidget(self.day)

    def value(self) -> str:
        """2026-05-06."""
        day = self.day.date()
        return day.isoformat() if day else ""

    def show_value(self, value: FactValue) -> None:
        """Show a day."""
        self.day.set_date(day_of(value) if isinstance(value, str) else None)

    def problem(self) -> str:
        """Whether it is no day."""
        return date_problem(self.day)

    def marked(self) -> QWidget:
        """The day."""
        return self.day


class ChoiceInput(FactInput):
    """One of the choices, „да“ or „не“, or nothing yet."""

    def __init__(self, one: IntakeField) -> None:
        super().__init__()
        self.combo = CalmCombo(one.name)
        offer(self.combo, choices_of(one.kind, one.choices))
        self.combo.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.column.addWidget(self.combo)

    def value(self) -> str:
        """The code chosen."""
        return str(self.combo.currentData() or "")

    def show_value(self, value: FactValue) -> None:
        """Show a code, also one that is offered no longer."""
        code = value if isinstance(value, str) else ""
        if self.combo.findData(code) < 0:
            self.combo.addItem(code, code)
        self.combo.setCurrentIndex(self.combo.findData(code))

    def marked(self) -> QWidget:
        """The choice."""
        return self.combo


class ChoicesInput(FactInput):
    """Several choices as check boxes, each with its article."""

    def __init__(self, one: IntakeField) -> None:
        super().__init__()
        self._boxes: dict[str, QCheckBox] = {}
        for choice in one.choices:
            row = CheckRow(choice.name)
            row.box.toggled.connect(lambda _on: self.changed.emit())
            if choice.citation is not None and choice.citation != one.citation:
                row.add_link(
                    str(choice.citation), partial(self.article_asked.emit, choice.citation)
                )
            self._boxes[choice.code] = row.box
            self.column.addWidget(row)

    def value(self) -> tuple[str, ...]:
        """The codes chosen, in the order of the law."""
        return tuple(code for code, box in self._boxes.items() if box.isChecked())

    def show_value(self, value: FactValue) -> None:
        """Tick these."""
        chosen = chosen_of({"": value}, "")
        for code, box in self._boxes.items():
            box.setChecked(code in chosen)


class CheckRow(QWidget):
    """A check box whose text may wrap, with room for a link at the end."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2)
        self.box = QCheckBox()
        self.box.setAccessibleName(text)
        self._row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        said = label(text, wrap=True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        said.mousePressEvent = lambda _event: self.box.toggle()  # type: ignore[method-assign]  # as the text of a check box
        self._row.addWidget(said, 1)

    def add_link(self, text: str, run: Callable[[], object]) -> None:
        """A link at the end of the row."""
        made = link(text, run)
        made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        made.setAccessibleName(_("Текстът на {citation}").format(citation=text))
        self._row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)


def choices_of(kind: FieldKind, choices: Sequence[Choice]) -> list[tuple[str, str]]:
    """What is offered as (name, code): the law's choices, or yes and no."""
    if kind is FieldKind.YES_NO:
        return [(_("да"), YES), (_("не"), NO)]
    return [(choice.name, choice.code) for choice in choices]


def offer(combo: QComboBox, entries: Sequence[tuple[str, str]]) -> None:
    """Put these into an empty combo, after „not said“."""
    combo.addItem(_("– не е отбелязано –"), "")
    for name, code in entries:
        combo.addItem(name, code)
        combo.setItemData(combo.count() - 1, plain_tip(name), Qt.ItemDataRole.ToolTipRole)
