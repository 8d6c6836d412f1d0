"""Long work in sight: what, how far, and the way to stop it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import button, clear, label
from ruse_desktop.ui.tasks import LongTask
from ruse_desktop.ui.theme import px


class ProgressLine(QFrame):
    """One long job."""

    def __init__(self, task: LongTask) -> None:
        super().__init__()
        self.setObjectName("messageBar")
        self.task = task
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(6), px(8), px(6))
        row.setSpacing(px(12))
        row.addWidget(label(task.title))
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setMaximumHeight(px(10))
        self.bar.setAccessibleName(task.title)
        row.addWidget(self.bar, 1)
        self.count = label("", "muted")
        row.addWidget(self.count)
        self.stop = button(_("Спри"), self._cancel)
        self.stop.setAccessibleName(_("Спри: {work}").format(work=task.title))
        row.addWidget(self.stop)
        task.progressed.connect(self._progress)

    def _progress(self, done: int, total: int, text: str) -> None:
        self.bar.setRange(0, max(total, 0))
        self.bar.setValue(done)
        counted = _("{done} от {total}").format(done=done, total=total) if total else str(done)
        self.count.setText(f"{text} · {counted}" if text else counted)

    def _cancel(self) -> None:
        self.stop.setEnabled(False)
        self.stop.setText(_("Спира…"))
        self.task.cancel()


class ProgressStrip(QFrame):
    """The lines of all long jobs; empty and out of sight when there are none."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(12), px(8), px(12), 0)
        self._column.setSpacing(px(6))
        self._lines: dict[LongTask, ProgressLine] = {}
        self.hide()

    def follow(self, task: LongTask) -> None:
        """Show the job until it is finished."""
        line = ProgressLine(task)
        self._lines[task] = line
        self._column.addWidget(line)
        task.finished.connect(lambda: self._remove(task))
        self.show()

    def _remove(self, task: LongTask) -> None:
        line = self._lines.pop(task)
        self._column.removeWidget(line)
        line.deleteLater()
        if not self._lines:
            clear(self._column)
            self.hide()
