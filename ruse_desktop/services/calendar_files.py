"""The calendar as a file for others, and others' files into it: seen before anything is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.recurring import whens
from ruse_desktop.exchange import ical
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.calendar_rows import event_of, events_between
from ruse_desktop.storage.events import EventRow

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.clashes import Clash
    from ruse_desktop.domain.events import Event, EventInput
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.calendar import CalendarService
    from ruse_desktop.storage.store import Store

_YEARS = timedelta(days=5 * 366)


class Coming(StrEnum):
    """What an event of a file is to this calendar."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REMOVED = "removed"
    UNREAD = "unread"


@dataclass(frozen=True)
class Arrival:
    """An event of a file before it is taken: what it is, what it would change, what it hits."""

    uid: str
    kind: Coming
    typed: EventInput | None
    event_id: int | None = None
    clashes: tuple[Clash, ...] = ()
    problem: str = ""

    @property
    def takeable(self) -> bool:
        """Whether there is something to take."""
        return self.typed is not None and self.kind in (Coming.NEW, Coming.CHANGED)


class CalendarFiles:
    """iCalendar out and in; a file taken twice changes nothing."""

    def __init__(self, store: Store, law: LawBook, events: CalendarService) -> None:
        self._store = store
        self._law = law
        self._events = events

    def export(
        self,
        since: date,
        until: date,
        *,
        internal: bool = False,
        categories: Collection[str] = (),
        event_id: int | None = None,
    ) -> ical.Exported:
        """Everything of these days as a file; only some categories, or one event, when asked."""
        with self._store.read() as session:
            kept = [
                one
                for one in events_between(session, since, until)
                if any(whens(one.typed, since, until))
            ]
        if event_id is not None:
            kept = [one for one in kept if one.id == event_id]
        elif categories:
            kept = [one for one in kept if str(one.typed.category) in categories]
        own = () if event_id is not None or categories else self._events.occurrences(since, until)
        days = {
            one.id: tuple(whens(one.typed, since, until + _YEARS))
            for one in kept
            if one.typed.recurrence.easter is not None
        }
        name = _("Протоколен календар – {town}").format(town=self._law.municipality)
        return ical.export(
            kept, own, name=name, now=self._store.clock.now(), whens=days, internal=internal
        )

    def preview(self, content: bytes) -> tuple[Arrival, ...]:
        """What a file would bring; nothing is kept. Raises UserError for what is no calendar."""
        found = ical.read(content)
        with self._store.read() as session:
            uids = {one.uid for one in found}
            rows = session.scalars(select(EventRow).where(EventRow.uid.in_(uids)))
            held = {row.uid: event_of(row) for row in rows}
        return tuple(self._arrival(one, held.get(one.uid)) for one in found)

    def take(self, arrivals: Sequence[Arrival], *, actor: Actor) -> tuple[int, tuple[Arrival, ...]]:
        """Keep these; how many were kept, and those the flag stood in the way of (чл. 10, чл. 12)."""
        done, refused = 0, []
        for one in arrivals:
            if one.typed is None or not one.takeable:
                continue
            try:
                if one.event_id is None:
                    self._events.create(one.typed, actor=actor, uid=one.uid)
                else:
                    self._events.change(one.event_id, one.typed, actor=actor)
            except Refused as error:
                refused.append(replace(one, problem=error.message))
            else:
                done += 1
        return done, tuple(refused)

    def _arrival(self, one: ical.Incoming, held: Event | None) -> Arrival:
        if one.typed is None:
            return Arrival(one.uid, Coming.UNREAD, None, problem=one.problem)
        if held is None and ical.is_own(one.uid):
            return Arrival(one.uid, Coming.SAME, None)
        if held is None:
            return Arrival(
                one.uid, Coming.NEW, one.typed, clashes=self._events.try_out(one.typed)[0]
            )
        if held.removed:
            return Arrival(one.uid, Coming.REMOVED, None, held.id)
        merged = _merged(held.typed, one.typed)
        if merged == held.typed:
            return Arrival(one.uid, Coming.SAME, None, held.id)
        found = self._events.try_out(merged, held.id)[0]
        return Arrival(one.uid, Coming.CHANGED, merged, held.id, found)


def _merged(held: EventInput, came: EventInput) -> EventInput:
    """The kept event with what a file can carry; what it cannot stays."""
    by_hand = held.recurrence.easter is None
    differs = by_hand and not ical.same_rule(held.recurrence.rule, came.recurrence.rule)
    recurrence = came.recurrence if differs else held.recurrence
    return replace(
        held, title=came.title, when=came.when, place=came.place,
        recurrence=replace(recurrence, skipped=held.recurrence.skipped),
    )  # fmt: skip
