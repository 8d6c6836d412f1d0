"""Rows of the flag's appearance: the checklist that is ticked, the scenario by the minute."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ruse_desktop.domain.flag_appearances import ScenarioItem, Step
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui import theme
from ruse_desktop.ui.kit.basics import button
from ruse_desktop.ui.kit.moments import HourField


class _Rows(QWidget):
    """Rows one under another, each with a cross, and a button that adds one."""

    changed = Signal()

    def __init__(self, add: str) -> None:
        super().__init__()
        self.rows: list[QWidget] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        foot = QHBoxLayout()
        self.add = button(add, self._add, icon_name="plus")
        foot.addWidget(self.add)
        self.beside = QHBoxLayout()
        foot.addLayout(self.beside)
        foot.addStretch(1)
        self.column.addLayout(foot)

    def put(self, row: QWidget) -> None:
        """A row after the last one."""
        self.rows.append(row)
        self.column.insertWidget(len(self.rows) - 1, row)

    def drop(self, row: QWidget) -> None:
        """Take a row away."""
        self.rows = [one for one in self.rows if one is not row]
        row.hide()
        row.deleteLater()
        self.changed.emit()

    def empty(self) -> None:
        """Take all rows away."""
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []

    def _add(self) -> None:
        raise NotImplementedError


class _StepRow(QWidget):
    """A step: its tick and its text."""

    def __init__(self, rows: StepRows, step: Step) -> None:
        super().__init__()
        self.done = QCheckBox()
        self.done.setAccessibleName(_("Изпълнено"))
        self.done.setChecked(step.done)
        self.text = _line(_("Стъпка"), step.text)
        row = _across(self, self.done, self.text)
        row.addWidget(_cross(_("Махни стъпката"), rows, self))
        self.done.toggled.connect(lambda _on: rows.changed.emit())
        self.text.textChanged.connect(lambda _t: rows.changed.emit())


class StepRows(_Rows):
    """The checklist."""

    def __init__(self) -> None:
        super().__init__(_("Добави стъпка"))

    def steps(self) -> tuple[Step, ...]:
        """The steps that say something."""
        found = (row for row in self.rows if isinstance(row, _StepRow))
        return tuple(
            Step(text, row.done.isChecked()) for row in found if (text := row.text.text().strip())
        )

    def show_steps(self, steps: Sequence[Step]) -> None:
        """These steps instead of what stands there."""
        self.empty()
        for step in steps:
            self.put(_StepRow(self, step))
        self.changed.emit()

    def _add(self) -> None:
        row = _StepRow(self, Step(""))
        self.put(row)
        row.text.setFocus()


class _ItemRow(QWidget):
    """A line of the scenario: hour, what happens, who."""

    def __init__(self, rows: ScenarioRows, item: ScenarioItem | None) -> None:
        super().__init__()
        self.at = HourField(_("Час"), item.at if item else None)
        self.action = _line(_("Действие"), item.action if item else "")
        self.person = _line(_("Кой"), item.person if item else "")
        self.person.setFixedWidth(theme.px(180))
        row = _across(self, self.at, self.action, self.person)
        row.setStretchFactor(self.action, 1)
        row.addWidget(_cross(_("Махни реда"), rows, self))
        for field in (self.at, self.action, self.person):
            field.textChanged.connect(lambda _t: rows.changed.emit())


class ScenarioRows(_Rows):
    """The scenario."""

    def __init__(self, items: Sequence[ScenarioItem]) -> None:
        super().__init__(_("Добави ред"))
        for item in items:
            self.put(_ItemRow(self, item))

    @property
    def lines(self) -> tuple[tuple[time | None, str, str], ...]:
        """Everything typed: hour, action, person; the hour None where it cannot be read."""
        found = (row for row in self.rows if isinstance(row, _ItemRow))
        return tuple(
            (row.at.hour(), row.action.text().strip(), row.person.text().strip()) for row in found
        )

    def items(self) -> tuple[ScenarioItem, ...]:
        """The lines with an hour and an action."""
        return tuple(
            ScenarioItem(at, action, person)
            for at, action, person in self.lines
            if at is not None and action
        )

    @property
    def fault(self) -> str:
        """What would be lost, in a sentence; „“ when nothing."""
        if any((action or person) and at is None for at, action, person in self.lines):
            return _("Ред от сценария няма час.")
        if any((at or person) and not action for at, action, person in self.lines):
            return _("Ред от сценария няма действие.")
        return ""

    def _add(self) -> None:
        row = _ItemRow(self, None)
        self.put(row)
        row.at.setFocus()


def _line(name: str, text: str) -> QLineEdit:
    made = QLineEdit(text)
    made.setAccessibleName(name)
    made.setPlaceholderText(name.lower())
    made.setCursorPosition(0)
    return made


def _across(owner: QWidget, *fields: QWidget) -> QHBoxLayout:
    row = QHBoxLayout(owner)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    for field in fields:
        row.addWidget(field)
    return row


def _cross(name: str, rows: _Rows, row: QWidget) -> QWidget:
    made = button("", lambda: rows.drop(row), icon_name="x")
    made.setAccessibleName(name)
    return made
