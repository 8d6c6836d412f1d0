"""The verbs of the protocol calendar: keep, move, remove and bring back; nothing is taken twice."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.clashes import FLAG_BUFFER, Clash, clashes, clashes_of, ways_out
from ruse_desktop.domain.events import (
    Event,
    EventInput,
    EventState,
    Occurrence,
    Recurrence,
    occurrence_of,
)
from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.domain.recurring import rule_faults, whens
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.calendar_rows import (
    cleaned,
    event_of,
    fill,
    find_event,
    occurrences_between,
)
from ruse_desktop.services.overrides import override_in
from ruse_desktop.storage.events import EventRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.events import When
    from ruse_desktop.domain.findings import OverrideInput
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.calendar_sources import CalendarSource
    from ruse_desktop.storage.store import Store, Transaction

KINDS = ("events",)
OBJECT = "event"
_HORIZON = timedelta(days=400)
_OFFERED = 200


@dataclass(frozen=True)
class NamesUsed:
    """Places and people written in earlier events, the most frequent first."""

    places: tuple[str, ...]
    people: tuple[str, ...]


class CalendarService:
    """Events that people type, beside what the `sources` put into the calendar themselves."""

    def __init__(
        self, store: Store, law: LawBook, practice: Practice, sources: Sequence[CalendarSource]
    ) -> None:
        self._store = store
        self._law = law
        self._practice = practice
        self._sources = tuple(sources)

    # reading

    def get(self, event_id: int) -> Event:
        """One event, removed or not. Raises NotFound."""
        with self._store.read() as session:
            return event_of(find_event(session, event_id))

    def occurrences(self, since: date, until: date) -> tuple[Occurrence, ...]:
        """Everything that touches the days `since` … `until`, both inclusive, in order of time."""
        with self._store.read() as session:
            return self._occurrences(session, since, until)

    def clashes(self, since: date, until: date) -> tuple[Clash, ...]:
        """Whatever is taken twice in these days."""
        return clashes(self.occurrences(since, until), self.buffer)

    def clashes_among(self, occurrences: Sequence[Occurrence]) -> tuple[Clash, ...]:
        """Whatever is taken twice in what was read."""
        return clashes(occurrences, self.buffer)

    def try_out(
        self, typed: EventInput, event_id: int | None = None
    ) -> tuple[tuple[Clash, ...], tuple[Occurrence, ...]]:
        """The clashes `typed` would bring, and free times of the same day; nothing is kept.

        `event_id` is the event being changed, which does not stand in its own way.
        """
        with self._store.read() as session:
            return self._try(session, typed, event_id)

    def flag_question(
        self, typed: EventInput, event_id: int | None = None
    ) -> tuple[Finding | None, str]:
        """The finding a taken flag is, None while it is free; with the text of чл. 12."""
        finding = next(
            (flag_finding(one) for one in self.try_out(typed, event_id)[0] if one.blocking), None
        )
        if finding is None or finding.citation is None:
            return finding, ""
        provision = self._law.at(typed.when.on).provision(finding.citation)
        return finding, provision.text if provision else ""

    def names_used(self) -> NamesUsed:
        """What was written before, to be offered again."""
        places: Counter[str] = Counter()
        people: Counter[str] = Counter()
        with self._store.read() as session:
            query = select(EventRow.place, EventRow.people, EventRow.responsible)
            for place, named, responsible in session.execute(query):
                places[place] += 1
                people.update([*named, responsible])
        return NamesUsed(_often(places), _often(people))

    @property
    def buffer(self) -> timedelta:
        """The time the flag needs before and after an appearance (R-12-0.8)."""
        answer = self._practice.value("flag_buffer_min")
        return timedelta(minutes=int(answer)) if answer.isdigit() else FLAG_BUFFER

    # writing

    def create(
        self,
        typed: EventInput,
        *,
        actor: Actor,
        override: OverrideInput | None = None,
        copied_from: int | None = None,
        uid: str = "",
    ) -> int:
        """Keep a new event; its id.

        Raises UserError for what contradicts itself, Refused where the flag is taken twice and no
        override is given (чл. 10, чл. 12).
        """
        with self._store.write(actor, "events.create", KINDS) as tx:
            made = self.create_in(tx, typed, override=override, copied_from=copied_from, uid=uid)
            tx.subject(OBJECT, made, typed.title)
            return made

    def create_in(
        self,
        tx: Transaction,
        typed: EventInput,
        *,
        override: OverrideInput | None = None,
        copied_from: int | None = None,
        uid: str = "",
    ) -> int:
        """Keep a new event within another verb's transaction; raises as `create` does."""
        typed = _checked(typed)
        row = EventRow(uid=uid or f"{uuid.uuid4()}@ruse", copied_from=copied_from)
        fill(row, typed, tx.actor.name, tx.now)
        tx.session.add(row)
        tx.session.flush()
        self._pass(tx, row, typed, override)
        return row.id

    def change(
        self,
        event_id: int,
        typed: EventInput,
        *,
        actor: Actor,
        override: OverrideInput | None = None,
        version: int | None = None,
    ) -> Event:
        """Write an event anew; how it was before, for an undo. Raises as `create` does.

        `version` is the one the person saw; Refused when somebody changed the event meanwhile.
        """
        with self._store.write(actor, "events.change", KINDS) as tx:
            before = self.change_in(tx, event_id, typed, override=override, version=version)
            tx.subject(OBJECT, event_id, typed.title)
            return before

    def change_in(
        self,
        tx: Transaction,
        event_id: int,
        typed: EventInput,
        *,
        override: OverrideInput | None = None,
        version: int | None = None,
    ) -> Event:
        """Write an event anew within another verb's transaction; raises as `change` does."""
        typed = _checked(typed)
        row = find_event(tx.session, event_id)
        before = event_of(row)
        if version is not None and row.version != version:
            raise Refused(
                _("Събитието е променено междувременно."), _("Отворете го отново."),
                code="version",
            )  # fmt: skip
        row.tasks.clear()
        tx.session.flush()
        fill(row, typed, tx.actor.name, tx.now)
        row.version += 1
        tx.session.flush()
        if _flag_times(typed) != _flag_times(before.typed):
            self._pass(tx, row, typed, override)
        return before

    def move_once(self, event_id: int, day: date, when: When, *, actor: Actor) -> tuple[int, Event]:
        """Move one time of a repeating event, the one on `day`; the others stay.

        It becomes an event of its own: its id, and the series as it was. Raises as `create` does.
        """
        with self._store.write(actor, "events.move-once", KINDS) as tx:
            series = event_of(find_event(tx.session, event_id))
            typed, recurrence = series.typed, series.typed.recurrence
            rest = replace(recurrence, skipped=(*recurrence.skipped, day))
            self.change_in(tx, event_id, replace(typed, recurrence=rest))
            made = self.create_in(tx, replace(typed, when=when, recurrence=Recurrence()))
            tx.subject(OBJECT, made, typed.title)
            return made, series

    def join_again(self, event_id: int, series: Event, *, actor: Actor) -> None:
        """Take `move_once` back: the time moved is removed, the series is as it was."""
        with self._store.write(actor, "events.join-again", KINDS) as tx:
            row = find_event(tx.session, event_id)
            _remove(tx, row, removed=True)
            self.change_in(tx, series.id, series.typed)
            tx.subject(OBJECT, series.id, series.typed.title)

    def remove(self, event_id: int, *, actor: Actor) -> None:
        """Take an event out of the calendar; `restore` brings it back."""
        with self._store.write(actor, "events.remove", KINDS) as tx:
            row = find_event(tx.session, event_id)
            _remove(tx, row, removed=True)
            tx.subject(OBJECT, row.id, row.title)

    def restore(self, event_id: int, *, actor: Actor) -> None:
        """Bring a removed event back. Refused while its flag is taken."""
        with self._store.write(actor, "events.restore", KINDS) as tx:
            row = find_event(tx.session, event_id)
            _remove(tx, row, removed=False)
            self._pass(tx, row, event_of(row).typed, None)
            tx.subject(OBJECT, row.id, row.title)

    # inside

    def _occurrences(self, session: Session, since: date, until: date) -> tuple[Occurrence, ...]:
        found = list(occurrences_between(session, since, until))
        for source in self._sources:
            found.extend(source.occurrences(session, since, until))
        found.sort(key=lambda one: (one.when.on, not one.when.all_day, one.when.begin, one.title))
        return tuple(found)

    def _try(
        self, session: Session, typed: EventInput, event_id: int | None
    ) -> tuple[tuple[Clash, ...], tuple[Occurrence, ...]]:
        since, until = typed.when.on, typed.when.until
        if typed.recurrence.repeats:
            until += _HORIZON
        day = timedelta(days=1)
        others = [
            one
            for one in self._occurrences(session, since - day, until + day)
            if event_id is None or (one.kind, one.record_id) != (OBJECT, event_id)
        ]
        draft = Event(event_id or 0, "", typed, 0, self._store.clock.now())
        wanted = [occurrence_of(draft, when) for when in whens(typed, since, until)]
        found = tuple(clash for one in wanted for clash in clashes_of(one, others, self.buffer))
        movable = len(wanted) == 1 and not all(clash.of_the_day for clash in found)
        return found, ways_out(wanted[0], others, self.buffer) if found and movable else ()

    def _pass(
        self, tx: Transaction, row: EventRow, typed: EventInput, override: OverrideInput | None
    ) -> None:
        """Refuse a flag that is taken twice, unless a reason is written down."""
        found, _free = self._try(tx.session, typed, row.id)
        for clash in found:
            if not clash.blocking:
                continue
            finding = flag_finding(clash)
            if override is None:
                raise Refused(
                    finding.sentence, _("Изберете друг час или впишете защо се допуска."),
                    citation=str(finding.citation), code="flag-clash",
                )  # fmt: skip
            override_in(tx, self._practice, finding, override, (OBJECT, row.id))
            return


def flag_finding(clash: Clash) -> Finding:
    """A clash of the flag as a finding that may be passed with a reason."""
    return Finding(
        "flag-clash", Verdict.NOT_MET, Effect.BLOCKS, clash.text, Citation.parse("чл. 12")
    )


def _remove(tx: Transaction, row: EventRow, *, removed: bool) -> None:
    row.removed = removed
    row.version += 1
    row.changed_at, row.changed_by = tx.now, tx.actor.name
    tx.session.flush()


def _flag_times(typed: EventInput) -> tuple[object, ...]:
    """When the event takes the flag: a change of anything else asks nothing again."""
    if not typed.uses_flag or typed.state is EventState.CANCELLED:
        return ()
    return typed.when, replace(typed.recurrence, skipped=())


def _often(found: Counter[str]) -> tuple[str, ...]:
    return tuple(name for name, _n in found.most_common(_OFFERED) if name)


def _checked(typed: EventInput) -> EventInput:
    typed = cleaned(typed)
    faults = (*typed.faults(), *rule_faults(typed.recurrence, typed.when.on))
    if faults:
        raise UserError(faults[0], " ".join(faults[1:]) or _("Поправете го и запишете отново."))
    return typed
