"""The calendar of one year proposed for the next: each event with its day there and why (R-F8-0.2)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ruse_desktop.domain.clashes import Clash
from ruse_desktop.domain.events import Event, EventInput, EventState, When
from ruse_desktop.domain.recurring import proposed


@dataclass(frozen=True)
class Proposal:
    """An event of the year before with its proposed time; `copied` when it is there already.

    `why` says how the day was found („същата дата“), `clashes` what would stand in its way.
    """

    event: Event
    when: When
    why: str
    copied: bool = False
    clashes: tuple[Clash, ...] = ()


def proposal_of(event: Event, year: int, *, copied: bool) -> Proposal:
    """Where the event stands in `year`."""
    when, why = proposed(event.typed, year)
    return Proposal(event, when, why, copied)


def copy_of(typed: EventInput, when: When) -> EventInput:
    """The event as it begins in its new year.

    What belongs to the year before stays there: the tasks' ticks and days move along, who came and
    how it was held do not.
    """
    shift = when.on - typed.when.on
    tasks = tuple(
        replace(one, done=False, due=one.due + shift if one.due is not None else None)
        for one in typed.tasks
    )
    return replace(
        typed, when=when, state=EventState.PROPOSED, attendance=None, tasks=tasks, apart=""
    )
