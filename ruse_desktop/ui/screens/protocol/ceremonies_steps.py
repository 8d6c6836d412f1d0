"""Timed rows as lines of text: „11:00 | действие | кой | знамена“, with a day before the hour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ruse_desktop.domain.protocol_plans import Step, StepKind
from ruse_desktop.kernel.formats import date_plain

_PARTS = 4


def steps_text(steps: Sequence[Step]) -> str:
    """The rows, one a line."""
    lines = []
    for one in steps:
        when = " ".join(part for part in (
            date_plain(one.on) if one.on else "", f"{one.starts:%H:%M}" if one.starts else "",
        ) if part)  # fmt: skip
        lines.append(f"{when} | {one.action} | {one.who} | {one.flags}".rstrip(" |"))
    return "\n".join(lines)


def read_steps(text: str, kind: StepKind) -> tuple[Step, ...]:
    """The lines as rows; a line without an hour is an action alone."""
    found = []
    for line in (one.strip() for one in text.splitlines()):
        if not line:
            continue
        when, *rest = (part.strip() for part in line.split("|"))
        on = starts = None
        for word in when.split():
            if (day := _read(word, "%d.%m.%Y")) is not None:
                on = day.date()
            elif (hour := _read(word, "%H:%M")) is not None:
                starts = hour.time()
        if not rest:
            rest = [when]
        action, who, flags = (*rest, "", "", "")[: _PARTS - 1]
        found.append(Step(starts, action, who, flags, on, kind))
    return tuple(found)


def _read(word: str, shape: str) -> datetime | None:
    try:
        return datetime.strptime(word, shape)  # noqa: DTZ007 - a day or an hour of the wall clock
    except ValueError:
        return None
