"""When an event takes place within a span of days, and its day in another year (R-F8-0.2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from ruse_desktop.domain.events import EventInput, Movable, Recurrence, When
from ruse_desktop.kernel.i18n import _

_WEEK = 7


def easter(year: int) -> date:
    """Orthodox Easter of the year by the civil calendar."""
    from dateutil.easter import EASTER_ORTHODOX
    from dateutil.easter import easter as computed

    found: date = computed(year, EASTER_ORTHODOX)
    return found


def rule_faults(recurrence: Recurrence) -> tuple[str, ...]:
    """Why the rule cannot be read, in a sentence; empty when it can."""
    if not recurrence.rule:
        return ()
    from dateutil.rrule import rrulestr

    try:
        rrulestr(recurrence.rule, dtstart=datetime(2026, 1, 1))  # noqa: DTZ001 - wall clock
    except (ValueError, TypeError):
        return (_("Правилото за повторение не е разбрано."),)
    return ()


def whens(event: EventInput, since: date, until: date) -> Iterator[When]:
    """Every time of the event that touches the days `since` … `until`, both inclusive."""
    when, recurrence = event.when, event.recurrence
    span = when.until - when.on
    for day in _days(when.on, recurrence, since - span, until):
        if day not in recurrence.skipped:
            yield when.moved(day)


def _days(first: date, recurrence: Recurrence, since: date, until: date) -> Iterator[date]:
    if recurrence.easter is not None:
        for year in range(max(first.year, since.year), until.year + 1):
            day = easter(year) + timedelta(days=recurrence.easter)
            if since <= day <= until and day >= first:
                yield day
    elif recurrence.rule:
        from dateutil.rrule import rrulestr

        start = datetime(first.year, first.month, first.day)  # noqa: DTZ001 - wall clock
        rule = rrulestr(recurrence.rule, dtstart=start)
        low = datetime(since.year, since.month, since.day)  # noqa: DTZ001 - wall clock
        high = datetime(until.year, until.month, until.day)  # noqa: DTZ001 - wall clock
        for moment in rule.between(low, high, inc=True):
            yield moment.date()
    elif since <= first <= until:
        yield first


def proposed(event: EventInput, year: int) -> tuple[When, str]:
    """The event's time in `year` and why it is there, for the copy of a calendar.

    Fixed dates keep the date (29 February becomes the 28th); by weekday: the same weekday of the same
    place in the month; by Easter: the same distance from it.
    """
    on = event.when.on
    if event.movable is Movable.EASTER:
        away = on - easter(on.year)
        day = easter(year) + away
        return event.when.moved(day), _("спрямо Великден, {day:%d.%m.%Y} г.").format(
            day=easter(year)
        )
    if event.movable is Movable.WEEKDAY:
        return event.when.moved(_same_weekday(on, year)), _("същият ден от седмицата в месеца")
    try:
        return event.when.moved(on.replace(year=year)), _("същата дата")
    except ValueError:
        return event.when.moved(date(year, 2, 28)), _("29 февруари няма през тази година")


def _same_weekday(on: date, year: int) -> date:
    """The n-th such weekday of the month; the last one when it was the fifth and there is none."""
    place = (on.day - 1) // _WEEK
    first = date(year, on.month, 1)
    day = first + timedelta(days=(on.weekday() - first.weekday()) % _WEEK + place * _WEEK)
    return day if day.month == on.month else day - timedelta(days=_WEEK)
