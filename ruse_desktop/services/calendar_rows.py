"""Events between their values and their rows, and reading those of a span of days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from ruse_desktop.domain.events import (
    Category,
    Event,
    EventInput,
    EventState,
    Movable,
    Recurrence,
    Task,
    When,
    occurrence_of,
)
from ruse_desktop.domain.recurring import whens
from ruse_desktop.kernel.errors import NotFound
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean, search_key
from ruse_desktop.storage.events import EventRow, EventTaskRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.events import Occurrence

_LONG = 20_000
_SEEN = (
    EventRow.id, EventRow.uid, EventRow.version, EventRow.changed_at, EventRow.title, EventRow.on,
    EventRow.until, EventRow.starts, EventRow.ends, EventRow.category, EventRow.state,
    EventRow.place, EventRow.people, EventRow.uses_flag, EventRow.public, EventRow.public_text,
    EventRow.rule, EventRow.easter, EventRow.skipped, EventRow.repeats,
    EventRow.apart,
)  # fmt: skip
"""What an occurrence needs of its event."""


def find_event(session: Session, event_id: int) -> EventRow:
    """The stored event, removed or not. Raises NotFound."""
    row = session.get(EventRow, event_id)
    if row is None:
        raise NotFound(_("Събитието не е намерено."), _("Опреснете календара."))
    return row


def event_of(row: EventRow) -> Event:
    """The value of a row."""
    typed = EventInput(
        title=row.title,
        when=When(row.on, row.until, row.starts, row.ends),
        category=Category(row.category),
        state=EventState(row.state),
        place=row.place,
        people=tuple(row.people),
        responsible=row.responsible,
        organiser=row.organiser,
        partner=row.partner,
        public=row.public,
        public_text=row.public_text,
        internal_text=row.internal_text,
        budget_note=row.budget_note,
        attendance=row.attendance,
        link=row.link,
        movable=Movable(row.movable),
        recurrence=_recurrence(row.rule, row.easter, row.skipped),
        tasks=tuple(Task(one.text, one.due, one.who, one.done) for one in row.tasks),
        uses_flag=row.uses_flag,
        alarm_minutes=row.alarm_minutes,
        apart=row.apart,
    )
    return Event(row.id, row.uid, typed, row.version, row.changed_at, row.copied_from, row.removed)


def cleaned(typed: EventInput) -> EventInput:
    """The event as it is kept: no stray spaces or control characters, no empty names."""
    people = (clean(one, 200) for one in typed.people)
    tasks = (
        replace(one, text=clean(one.text, 500), who=clean(one.who, 200)) for one in typed.tasks
    )
    return replace(
        typed,
        title=clean(typed.title, 300),
        place=clean(typed.place, 200),
        people=tuple(dict.fromkeys(one for one in people if one)),
        responsible=clean(typed.responsible, 200),
        organiser=clean(typed.organiser, 300),
        partner=clean(typed.partner, 300),
        public_text=clean(typed.public_text, _LONG),
        internal_text=clean(typed.internal_text, _LONG),
        budget_note=clean(typed.budget_note, 2000),
        link="".join(clean(typed.link, 500).split()),
        apart=clean(typed.apart, 500) if typed.uses_flag else "",
        tasks=tuple(one for one in tasks if one.text),
    )


def fill(row: EventRow, typed: EventInput, by: str, at: datetime) -> None:
    """Write the values into the row."""
    when, recurrence = typed.when, typed.recurrence
    row.title, row.category, row.state = typed.title, str(typed.category), str(typed.state)
    row.on, row.until, row.starts, row.ends = when.on, when.until, when.starts, when.ends
    row.place, row.people = typed.place, list(typed.people)
    row.responsible, row.organiser, row.partner = typed.responsible, typed.organiser, typed.partner
    row.public, row.public_text = typed.public, typed.public_text
    row.internal_text, row.budget_note = typed.internal_text, typed.budget_note
    row.attendance, row.link, row.movable = typed.attendance, typed.link, str(typed.movable)
    row.rule, row.easter, row.repeats = recurrence.rule, recurrence.easter, recurrence.repeats
    row.skipped = [day.isoformat() for day in recurrence.skipped]
    row.uses_flag, row.alarm_minutes = typed.uses_flag, typed.alarm_minutes
    row.apart = typed.apart
    row.search_key = search_key(
        f"{typed.title} {typed.place} {' '.join(typed.people)} {when.on:%d.%m.%Y}"
    )
    row.changed_at, row.changed_by = at, by
    row.tasks = [
        EventTaskRow(ordinal=n, text=one.text, due=one.due, who=one.who, done=one.done)
        for n, one in enumerate(typed.tasks)
    ]


def occurrences_between(session: Session, since: date, until: date) -> Iterator[Occurrence]:
    """The times of the events that touch these days, in one statement and without their texts."""
    query = select(*_SEEN).where(_touching(since, until))
    for row in session.execute(query):
        when = When(row.on, row.until, row.starts, row.ends)
        typed = EventInput(
            row.title, when, Category(row.category), EventState(row.state), row.place,
            tuple(row.people), uses_flag=row.uses_flag, public=row.public,
            public_text=row.public_text, apart=row.apart,
        )  # fmt: skip
        if row.repeats:
            typed = replace(typed, recurrence=_recurrence(row.rule, row.easter, row.skipped))
        event = Event(row.id, row.uid, typed, row.version, row.changed_at)
        for one in whens(typed, since, until):
            yield occurrence_of(event, one)


def events_between(session: Session, since: date, until: date) -> Iterator[Event]:
    """The events that may touch these days; the repeating ones always come along."""
    for row in session.scalars(select(EventRow).where(_touching(since, until))):
        yield event_of(row)


def _touching(since: date, until: date) -> ColumnElement[bool]:
    """Not removed, and repeating or touching the days."""
    return EventRow.removed.is_(False) & or_(
        EventRow.repeats.is_(True), (EventRow.until >= since) & (EventRow.on <= until)
    )


def _recurrence(rule: str, easter: int | None, skipped: Sequence[str]) -> Recurrence:
    return Recurrence(rule, easter, tuple(date.fromisoformat(one) for one in skipped))
