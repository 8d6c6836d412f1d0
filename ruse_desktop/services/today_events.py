"""What the first page says of the calendar: programmes that close soon, tasks whose day has come."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.events import Category, EventState
from ruse_desktop.domain.today import Waiting, WaitingRecord
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.storage.events import EventRow, EventTaskRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.practice import Practice

_PROGRAMME = timedelta(days=30)
"""An application takes weeks to write (R-F12-0.1)."""


def waiting_events(session: Session, practice: Practice, today: date) -> tuple[Waiting, ...]:
    """Groups of the first page, those without records left out (функции 8, 12)."""
    soon = today + timedelta(days=practice.deadline_soon_days)
    groups = (_programmes(session, today), _tasks(session, today, soon))
    return tuple(group for group in groups if group.records)


def _programmes(session: Session, today: date) -> Waiting:
    """Terms of national and international programmes within thirty days."""
    query = (
        select(EventRow)
        .where(EventRow.removed.is_(False), EventRow.category == Category.PROGRAMME)
        .where(EventRow.state.not_in((EventState.CANCELLED, EventState.HELD)))
        .where(EventRow.until.between(today, today + _PROGRAMME))
        .order_by(EventRow.until, EventRow.id)
    )
    records = tuple(
        WaitingRecord(
            row.id, _("{title} – до {day}").format(title=row.title, day=date_short(row.until))
        )
        for row in session.scalars(query)
    )
    said = ngettext("{n} програма приключва скоро", "{n} програми приключват скоро", len(records))
    return Waiting("programme", "event", said.format(n=len(records)), records)


def _tasks(session: Session, today: date, soon: date) -> Waiting:
    """Tasks of events that are due or late; those of an event long over are not asked for."""
    query = (
        select(EventTaskRow.text, EventTaskRow.who, EventTaskRow.due, EventRow.id, EventRow.title)
        .join(EventRow, EventRow.id == EventTaskRow.event_id)
        .where(EventTaskRow.done.is_(False), EventTaskRow.due <= soon)
        .where(EventRow.removed.is_(False), EventRow.state != EventState.CANCELLED)
        .where(EventRow.until >= today)
        .order_by(EventTaskRow.due, EventRow.id, EventTaskRow.ordinal)
    )
    records = tuple(
        WaitingRecord(
            event_id,
            _("{task} – {title}, до {day}").format(
                task=f"{text} ({who})" if who else text, title=title, day=date_short(due)
            ),
        )
        for text, who, due, event_id, title in session.execute(query)
        if due is not None
    )
    said = ngettext("{n} задача по събитие", "{n} задачи по събития", len(records))
    return Waiting("event-task", "event", said.format(n=len(records)), records)
