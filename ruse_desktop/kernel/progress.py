"""Progress and cancelling as plain arguments."""

from __future__ import annotations

from typing import Protocol


class Cancelled(Exception):
    """The person stopped the work; nothing half-done may remain."""


class Progress(Protocol):
    """Receives how far long work has come."""

    def step(self, done: int, total: int, label: str) -> None:
        """`done` of `total` units, `label` for people. Raises Cancelled to stop the work."""
        ...


class _Nobody:
    def step(self, done: int, total: int, label: str) -> None:
        """Ignore the report."""


no_progress: Progress = _Nobody()
