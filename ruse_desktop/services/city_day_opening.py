"""How a year of City Day begins: its currency, organiser, and last year's items on their proposed days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from ruse_desktop.domain.city_day import ORGANISER, ItemInput
from ruse_desktop.domain.events import EventState, Task
from ruse_desktop.domain.recurring import proposed
from ruse_desktop.domain.town import convert
from ruse_desktop.kernel.i18n import _, mark
from ruse_desktop.services.calendar_rows import event_of, find_event
from ruse_desktop.services.city_day_reading import items_of
from ruse_desktop.storage.city_day import CityDayItemRow, CityDayLineRow
from ruse_desktop.storage.events import EventRow

if TYPE_CHECKING:
    from decimal import Decimal

    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.calendar import CalendarService
    from ruse_desktop.storage.city_day import CityDayRow
    from ruse_desktop.storage.store import Transaction

_FLAG_TASK = mark("Знамето: потвърдете участието му отново")


def put(tx: Transaction, city_day_id: int, event_id: int, typed: ItemInput) -> CityDayItemRow:
    """Write an item of an event as the last one."""
    last = tx.session.scalar(
        select(func.max(CityDayItemRow.ordinal)).where(CityDayItemRow.city_day_id == city_day_id)
    )
    item = CityDayItemRow(
        city_day_id=city_day_id, event_id=event_id, ordinal=(last or 0) + 1,
        budget=typed.budget,
    )  # fmt: skip
    tx.session.add(item)
    tx.session.flush()
    return item


def copy_year(
    law: LawBook, events: CalendarService, tx: Transaction, last: CityDayRow, row: CityDayRow
) -> None:
    """Last year's items on their proposed days, and the lines of its plan without money spent.

    What a copy of the calendar brought already is only linked. The flag is asked for anew; sums of
    another currency are converted.
    """

    def as_now(amount: Decimal) -> Decimal:
        return convert(amount, last.currency, row.feast, law.changeovers).amount

    for item in items_of(tx.session, last.id):
        there = tx.session.scalar(
            select(EventRow.id).where(
                EventRow.copied_from == item.event_id,
                EventRow.removed.is_(False),
                EventRow.on >= date(row.year, 1, 1),
            )
        )
        kept = event_of(find_event(tx.session, item.event_id))
        when, _why = proposed(item.event, row.year)
        shift = when.on - item.event.when.on
        tasks = tuple(
            replace(one, done=False, due=one.due + shift if one.due else None)
            for one in item.event.tasks
        )
        if kept.typed.uses_flag:
            tasks = (*tasks, Task(_(_FLAG_TASK)))
        typed = replace(
            item.event, when=when, state=EventState.PROPOSED, tasks=tasks, uses_flag=False,
            attendance=None, apart="",
        )  # fmt: skip
        event_id = there or events.create_in(tx, typed, copied_from=item.event_id)
        put(tx, row.id, event_id, ItemInput(typed, item.budget and as_now(item.budget)))
    for line in tx.session.scalars(
        select(CityDayLineRow).where(
            CityDayLineRow.city_day_id == last.id, CityDayLineRow.removed.is_(False)
        )
    ).all():
        tx.session.add(
            CityDayLineRow(
                city_day_id=row.id, ordinal=line.ordinal, source=line.source, name=line.name,
                planned=as_now(line.planned), note=line.note,
            )
        )  # fmt: skip


def currency_on(law: LawBook, day: date) -> str:
    """The currency of the day by the known changes."""
    for change in law.changeovers:
        return change.new if change.valid_from <= day else change.old
    return "EUR"


def organiser_on(law: LawBook, day: date) -> str:
    """The directorate by its name on the day (чл. 22)."""
    body = next((one for one in law.bodies if one.code == ORGANISER), None)
    return body.name_on(day).name if body is not None else ""
