"""Cycles are collected on the window's thread only: a widget freed by another ends the process."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 400
_at_work = 0


class Collector(QObject):
    """Takes Python's collector over while there are workers; `stop` gives it back."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(collect)
        self._running = False

    def start(self) -> None:
        """From now on nothing is collected by itself."""
        global _at_work  # noqa: PLW0603 - the collector is one for the process
        if not self._running:
            self._running = True
            _at_work += 1
            gc.disable()
            self._timer.start()

    def stop(self) -> None:
        """Collect once more, and as Python likes when no window is left."""
        global _at_work  # noqa: PLW0603 - the collector is one for the process
        if self._running:
            self._running = False
            _at_work -= 1
            self._timer.stop()
            collect()
            if not _at_work:
                gc.enable()


def collect() -> None:
    """Collect the generations that Python itself would collect now, the youngest first."""
    counts, limits = gc.get_count(), gc.get_threshold()
    due = [n for n in range(len(counts)) if all(counts[m] > limits[m] for m in range(n + 1))]
    if due:
        gc.collect(due[-1])
