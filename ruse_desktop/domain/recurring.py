"""When an event takes place within a span of days, and its day in another year (R-F8-0.2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from ruse_desktop.domain.events import EventInput, Movable, Recurrence, When
from ruse_desktop.kernel.i18n import _

_WEEK = 7
_SOME_DAY = date(2026, 1, 1)
_CYCLE = 400
_LONGEST_RULE = 300
_FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_WORDS = frozenset({
    "FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS",
    "BYYEARDAY", "BYWEEKNO",
})  # fmt: skip


def easter(year: int) -> date:
    """Orthodox Easter of the year by the civil calendar."""
    from dateutil.easter import EASTER_ORTHODOX
    from dateutil.easter import easter as computed

    found: date = computed(year, EASTER_ORTHODOX)
    return found


def rule_faults(recurrence: Recurrence, first: date = _SOME_DAY) -> tuple[str, ...]:
    """Why the rule cannot be kept, in a sentence; empty when it can. `first` is the event's day.

    Days, weeks, months and years only, and a rule that is met: a search for a day that never comes
    would hold up every reading of the calendar.
    """
    if not recurrence.rule:
        return ()
    words = dict(word.partition("=")[::2] for word in recurrence.rule.split(";"))
    known = words.get("FREQ") in _FREQUENCIES and set(words) <= _WORDS
    known = known and words.get("INTERVAL", "1").strip("0").isdecimal()
    if not known or len(recurrence.rule) > _LONGEST_RULE or not _is_met(words, first):
        return (_("Правилото за повторение не е разбрано."),)
    return ()


def _is_met(words: dict[str, str], first: date) -> bool:
    """Whether the rule names a day from `first` on; False too for what is no rule.

    Asked some whole cycles of 400 years later, where the days are the same and the last year that
    a computer knows ends the search soon.
    """
    from dateutil.rrule import rrulestr

    rule = ";".join(f"{name}={value}" for name, value in words.items())
    endless = ";".join(f"{name}={value}" for name, value in words.items() if name != "UNTIL")
    cycles = (date.max.year - first.year) // _CYCLE
    start = datetime(first.year, first.month, first.day)  # noqa: DTZ001 - wall clock
    try:
        rrulestr(rule, dtstart=start)
        late = rrulestr(endless, dtstart=start.replace(year=first.year + cycles * _CYCLE))
        return next(iter(late), None) is not None
    except (ValueError, TypeError, OverflowError):
        return False


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
