"""The calendar as a file for others, and others' files into it: seen before anything is kept."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.clashes import clashes
from ruse_desktop.domain.events import Event, EventState, occurrence_of
from ruse_desktop.domain.recurring import whens
from ruse_desktop.exchange import ical, ical_reading
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.kernel.i18n import _, mark
from ruse_desktop.services.calendar_rows import cleaned, event_of, events_between
from ruse_desktop.storage.events import EventRow

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.clashes import Clash
    from ruse_desktop.domain.events import EventInput
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.calendar import CalendarService
    from ruse_desktop.storage.store import Store

_YEARS = timedelta(days=5 * 366)
_AT_ONCE = 500
_PAST, _AHEAD = timedelta(days=31), timedelta(days=2 * 366)
"""Between which days what comes in is compared with what is here."""


class Coming(StrEnum):
    """What an event of a file is to this calendar."""

    NEW = "new"
    CHANGED = "changed"
    OLDER = "older"
    SAME = "same"
    REMOVED = "removed"
    UNREAD = "unread"


COMING_WORDS: dict[Coming, str] = {
    Coming.NEW: mark("ново"),
    Coming.CHANGED: mark("променено"),
    Coming.OLDER: mark("по-старо от нашето"),
    Coming.SAME: mark("вече е тук"),
    Coming.REMOVED: mark("премахнато при нас"),
    Coming.UNREAD: mark("не е разчетено"),
}


@dataclass(frozen=True)
class Arrival:
    """An event of a file before it is taken: what it is, what it would change, what it hits.

    `typed` is how it would be kept, None where there is nothing to keep. `notes` say what of the
    file was not taken as it is; OLDER is a state from before our last change.
    """

    uid: str
    kind: Coming
    typed: EventInput | None
    event_id: int | None = None
    clashes: tuple[Clash, ...] = ()
    problem: str = ""
    title: str = ""
    notes: tuple[str, ...] = ()

    @property
    def word(self) -> str:
        """What it is, in words; why it cannot come in, where it cannot."""
        return self.problem or _(COMING_WORDS[self.kind])

    @property
    def wanted(self) -> bool:
        """Whether to take it unless a person says otherwise: newer, and in nothing's way."""
        return self.takeable and self.kind is not Coming.OLDER and not self.clashes

    @property
    def takeable(self) -> bool:
        """Whether there is something to take."""
        return self.typed is not None and self.kind in (Coming.NEW, Coming.CHANGED, Coming.OLDER)


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
        found = ical_reading.read(content)
        held: dict[str, Event] = {}
        uids = [one.uid for one in found if one.uid]
        with self._store.read() as session:
            for start in range(0, len(uids), _AT_ONCE):
                query = select(EventRow).where(EventRow.uid.in_(uids[start : start + _AT_ONCE]))
                held |= {row.uid: event_of(row) for row in session.scalars(query)}
        return self._with_clashes([_arrival(one, held.get(one.uid)) for one in found])

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

    def _with_clashes(self, arrivals: Sequence[Arrival]) -> tuple[Arrival, ...]:
        """Each with what it would take from the kept events, and from the others of the file."""
        today = self._store.clock.today()
        since, until = today - _PAST, today + _AHEAD
        replaced = {one.event_id for one in arrivals if one.takeable}
        pool = [
            one
            for one in self._events.occurrences(since, until)
            if one.kind != "event" or one.record_id not in replaced
        ]
        owner: dict[str, int] = {}
        for n, one in enumerate(arrivals):
            if one.typed is None or not one.takeable:
                continue
            draft = Event(-n - 1, one.uid, one.typed, 0, self._store.clock.now())
            for when in whens(one.typed, since, until):
                pool.append(occurrence_of(draft, when))
                owner[pool[-1].key] = n
        hit: dict[int, list[Clash]] = defaultdict(list)
        for clash in clashes(pool, self._events.buffer):
            for key in {clash.first.key, clash.second.key} & owner.keys():
                hit[owner[key]].append(clash)
        return tuple(replace(one, clashes=tuple(hit[n])) for n, one in enumerate(arrivals))


def _arrival(one: ical_reading.Incoming, held: Event | None) -> Arrival:
    made = Arrival(one.uid, Coming.SAME, None, title=one.title, notes=one.notes)
    if one.typed is None:
        return replace(made, kind=Coming.UNREAD, problem=one.problem)
    if held is None:
        if ical.is_own(one.uid):
            return made
        return replace(made, kind=Coming.NEW, typed=cleaned(one.typed))
    made = replace(made, event_id=held.id)
    if held.removed:
        return replace(made, kind=Coming.REMOVED)
    merged = _merged(held.typed, cleaned(one.typed))
    if merged == held.typed:
        return made
    old = one.changed is not None and one.changed < held.changed_at.replace(microsecond=0)
    return replace(made, kind=Coming.OLDER if old else Coming.CHANGED, typed=merged)


def _merged(held: EventInput, came: EventInput) -> EventInput:
    """The kept event with what any calendar can carry; what only this one knows stays."""
    same = (
        _rule_words(held.recurrence.rule) == _rule_words(came.recurrence.rule)
        and set(held.recurrence.skipped) == set(came.recurrence.skipped)
    )  # fmt: skip
    easter = held.recurrence.easter is not None
    return replace(
        held, title=came.title, when=came.when, place=came.place,
        state=EventState.CANCELLED if came.state is EventState.CANCELLED else held.state,
        recurrence=held.recurrence if same or easter else came.recurrence,
    )  # fmt: skip


def _rule_words(rule: str) -> set[str]:
    """The rule without its order and without a Monday as the week's start, which is the rule."""
    return set(rule.upper().split(";")) - {"WKST=MO", "INTERVAL=1"}
