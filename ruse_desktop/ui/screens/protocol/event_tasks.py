"""What has to be prepared for an event: lines of text, day and person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ruse_desktop.domain.events import Task
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui import theme
from ruse_desktop.ui.kit.basics import DateField, button

if TYPE_CHECKING:
    from ruse_desktop.ui.screens.base import ScreenContext


class _Row(QWidget):
    """One task; `gone` when its cross is pressed."""

    def __init__(self, rows: TaskRows, task: Task) -> None:
        super().__init__()
        self.done = QCheckBox()
        self.done.setChecked(task.done)
        self.done.setAccessibleName(_("Готово"))
        self.text = QLineEdit(task.text)
        self.text.setAccessibleName(_("Какво се подготвя"))
        self.text.setPlaceholderText(_("какво"))
        self.due = DateField(today=rows.context.clock.today, name=_("До ден"))
        self.due.setPlaceholderText(_("до"))
        self.due.setFixedWidth(theme.px(104))
        self.due.set_date(task.due)
        self.who = QLineEdit(task.who)
        self.who.setAccessibleName(_("Кой подготвя"))
        self.who.setPlaceholderText(_("кой"))
        self.who.setFixedWidth(theme.px(130))
        cross = button("", lambda: rows.drop(self), icon_name="x")
        cross.setAccessibleName(_("Махни задачата"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.done)
        row.addWidget(self.text, 1)
        row.addWidget(self.due)
        row.addWidget(self.who)
        row.addWidget(cross)
        for field in (self.text, self.due, self.who):
            field.textChanged.connect(lambda _t: rows.changed.emit())
        self.done.toggled.connect(lambda _on: rows.changed.emit())

    def task(self) -> Task:
        """The task as it is typed."""
        return Task(
            self.text.text().strip(),
            self.due.date(),
            self.who.text().strip(),
            self.done.isChecked(),
        )


class TaskRows(QWidget):
    """As many tasks as are needed."""

    changed = Signal()

    def __init__(self, context: ScreenContext, tasks: Sequence[Task]) -> None:
        super().__init__()
        self.context = context
        self.rows: list[_Row] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        self.add = button(_("Добави задача"), self._add, icon_name="plus")
        self.column.addWidget(self.add)
        for task in tasks:
            self._append(task)

    def tasks(self) -> tuple[Task, ...]:
        """The tasks that say something."""
        return tuple(task for row in self.rows if (task := row.task()).text)

    def drop(self, row: QWidget) -> None:
        """Take a task away."""
        self.rows = [one for one in self.rows if one is not row]
        row.hide()
        row.deleteLater()
        self.changed.emit()

    def _add(self) -> None:
        self._append(Task("")).text.setFocus()

    def _append(self, task: Task) -> _Row:
        row = _Row(self, task)
        self.rows.append(row)
        self.column.insertWidget(len(self.rows) - 1, row)
        return row
