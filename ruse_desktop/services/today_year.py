"""The year by the ordinance as a line: every day on which something falls, and how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.domain.today import SOON_DAYS, TermState, YearPoint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from ruse_desktop.domain.rules import Deadline

_ORDER = (TermState.OVERDUE, TermState.SOON, TermState.AHEAD, TermState.DONE)


def year_points(
    deadlines: Iterable[Deadline],
    today: date,
    *,
    called: Callable[[Deadline], str],
    left: Callable[[Deadline], int],
    edition: Callable[[Deadline], int | None],
) -> tuple[YearPoint, ...]:
    """The days of this year in order; several on one day share the point and its worst state.

    `left` is the work a passed day has left behind: without any a passed day is done.
    """
    days: dict[date, list[tuple[str, TermState, int | None]]] = {}
    for one in deadlines:
        if one.effective.year == today.year:
            name = called(one)
            text = f"{name}: {one.name}" if name else one.name
            state = _state(one.effective, today, left(one))
            days.setdefault(one.effective, []).append((text, state, edition(one)))
    return tuple(
        YearPoint(
            day,
            tuple(dict.fromkeys(text for text, _state, _id in found)),
            min((state for _text, state, _id in found), key=_ORDER.index),
            next((one for _text, _state, one in found if one is not None), None),
        )
        for day, found in sorted(days.items())
    )


def _state(day: date, today: date, left: int) -> TermState:
    if day < today:
        return TermState.OVERDUE if left else TermState.DONE
    return TermState.SOON if (day - today).days <= SOON_DAYS else TermState.AHEAD
