"""Alternating rounds and medians: only ratios of the same run are claims."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line of the table: what, milliseconds (median), ratio to its base, the goal in words."""

    what: str
    milliseconds: float
    ratio: float
    goal: str


def alternate(jobs: Sequence[tuple[str, Callable[[], object]]], rounds: int) -> dict[str, float]:
    """Median milliseconds of each job, run in turn A B A B …; the first round only warms up."""
    seen: dict[str, list[float]] = {name: [] for name, _job in jobs}
    for turn in range(rounds + 1):
        for name, job in jobs:
            start = time.perf_counter()
            job()
            if turn:
                seen[name].append((time.perf_counter() - start) * 1000)
    return {name: statistics.median(values) for name, values in seen.items()}


def table(rows: Sequence[Row]) -> str:
    """The rows as text."""
    lines = [f"{'what':<58}{'ms':>10}{'ratio':>9}  goal"]
    lines += [
        f"{row.what:<58}{row.milliseconds:>10.1f}{row.ratio:>8.2f}×  {row.goal}" for row in rows
    ]
    return "\n".join(lines) + "\n"
