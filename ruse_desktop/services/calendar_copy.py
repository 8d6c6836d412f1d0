"""The calendar of a year copied to the next: proposed, corrected, kept at once and not twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.calendar_copies import Proposal, copy_of, proposal_of
from ruse_desktop.domain.clashes import clashes
from ruse_desktop.domain.events import Event, EventState, When, occurrence_of
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.calendar import KINDS, OBJECT
from ruse_desktop.services.calendar_rows import event_of, find_event
from ruse_desktop.storage.events import EventRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.clashes import Clash
    from ruse_desktop.domain.events import Occurrence
    from ruse_desktop.services.calendar import CalendarService
    from ruse_desktop.storage.store import Store

_DRAFT = "draft"


class CalendarCopyService:
    """Last year's calendar as a proposal for another year (R-F8-0.2)."""

    def __init__(self, store: Store, events: CalendarService) -> None:
        self._store = store
        self._events = events

    def proposals(self, year: int) -> tuple[Proposal, ...]:
        """Every event of the year before that takes place once, in the order of its new day.

        What repeats by a rule stands in the next year by itself; cancelled and removed events are
        left behind. The clashes are those with what stands in `year` and among the copies not made.
        """
        with self._store.read() as session:
            found = _of_year(session, year - 1)
            done = _copied(session, found)
        made = [proposal_of(one, year, copied=one.id in done) for one in found]
        made.sort(key=lambda one: (one.when.begin, one.event.typed.title))
        return self.judged(tuple(made))

    def judged(
        self, proposals: Sequence[Proposal], chosen: frozenset[int] | None = None
    ) -> tuple[Proposal, ...]:
        """The proposals with what would stand in their way; `chosen` are ids, None means all."""
        wanted = {
            one.event.id: _draft(one)
            for one in proposals
            if not one.copied and (chosen is None or one.event.id in chosen)
        }
        if not wanted:
            return tuple(replace(one, clashes=()) for one in proposals)
        days = [when for one in wanted.values() for when in (one.when.on, one.when.until)]
        there = self._events.occurrences(min(days), max(days))
        found: dict[str, list[Clash]] = {}
        for clash in clashes([*there, *wanted.values()], self._events.buffer):
            for one in (clash.first, clash.second):
                found.setdefault(one.key, []).append(clash)
        return tuple(
            replace(one, clashes=tuple(found.get(wanted[one.event.id].key, ())))
            if one.event.id in wanted
            else replace(one, clashes=())
            for one in proposals
        )

    def copy(self, whens: Mapping[int, When], *, actor: Actor) -> tuple[int, ...]:
        """Keep copies of these events at these times, all of them or none; their ids.

        Refused for an event that was copied to that year before, and where the flag is taken twice
        (чл. 10, чл. 12); UserError when none is named.
        """
        if not whens:
            raise UserError(_("Не е избрано събитие."), _("Отбележете поне едно."))
        with self._store.write(actor, "events.copy-year", KINDS) as tx:
            made = []
            for event_id, when in whens.items():
                event = event_of(find_event(tx.session, event_id))
                if event.id in _copied(tx.session, [event], when.on):
                    raise Refused(
                        _("„{title}“ вече е в календара за {year} г.").format(
                            title=event.typed.title, year=when.on.year
                        ),
                        _("Отворете прозореца отново."), code="copied",
                    )  # fmt: skip
                typed = copy_of(event.typed, when)
                made.append(self._events.create_in(tx, typed, copied_from=event.id))
            tx.subject(OBJECT, made[0], _("{n} събития").format(n=len(made)))
        return tuple(made)


def _of_year(session: Session, year: int) -> list[Event]:
    query = select(EventRow).where(
        EventRow.removed.is_(False),
        EventRow.repeats.is_(False),
        EventRow.state != str(EventState.CANCELLED),
        EventRow.on.between(*_span(year)),
    )
    return [event_of(row) for row in session.scalars(query)]


def _copied(session: Session, events: Sequence[Event], on: date | None = None) -> frozenset[int]:
    """The ids of those that have a copy in the next year; with `on` in the year of that day."""
    year = on.year if on is not None else events[0].typed.when.on.year + 1 if events else 0
    if not year:
        return frozenset()
    query = select(EventRow.copied_from).where(
        EventRow.copied_from.is_not(None),
        EventRow.removed.is_(False),
        EventRow.on.between(*_span(year)),
    )
    there = frozenset(session.scalars(query))
    return frozenset(one.id for one in events if one.id in there)


def _span(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _draft(one: Proposal) -> Occurrence:
    """The copy that is not yet made, as an occurrence of its own."""
    copied = replace(one.event, typed=copy_of(one.event.typed, one.when))
    return replace(occurrence_of(copied, one.when), key=f"{_DRAFT}:{one.event.id}", kind=_DRAFT)
