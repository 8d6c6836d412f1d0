"""Dates and numbers as Bulgarian officials write them, and as they type them."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from ruse_desktop.kernel.i18n import _

_MONTHS = (
    "януари", "февруари", "март", "април", "май", "юни",
    "юли", "август", "септември", "октомври", "ноември", "декември",
)  # fmt: skip
_WEEKDAYS = ("понеделник", "вторник", "сряда", "четвъртък", "петък", "събота", "неделя")
_PARTS = re.compile(r"(\d{1,2})[./,\- ]+(\d{1,2})(?:[./,\- ]+(\d{4}|\d{2}))?[.\s]*г?\.?$")

_HOUR = re.compile(r"(\d{1,2})(?:\s*[:.,]?\s*(\d{2}))?\s*(?:ч\.?)?")


def date_plain(day: date) -> str:
    """06.05.2026, for tables."""
    return f"{day:%d.%m.}{day.year:04d}"


def date_short(day: date) -> str:
    """06.05.2026 г., for sentences and documents."""
    return f"{date_plain(day)}\u00a0г."


def date_long(day: date) -> str:
    """6 май 2026 г., for diplomas and letters."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}\u00a0г."


def day_in_year(month: int, day: int) -> str:
    """10 май, for a day that returns every year."""
    return f"{day} {_MONTHS[month - 1]}"


def month_name(month: int) -> str:
    """май, for 5."""
    return _MONTHS[month - 1]


def weekday(day: date) -> str:
    """The Bulgarian name of the day of the week."""
    return _(_WEEKDAYS[day.weekday()])


def parse_date(text: str, today: date) -> date:
    """A date as people type it: 6.5.26, 06.05.2026 г., 6/5, 2026-05-06, днес, утре, вчера, +10, -3.

    Without a year, the year of `today`. Raises ValueError when it is no date.
    """
    typed = text.strip().casefold()
    words = {"днес": 0, "утре": 1, "вчера": -1, "вдругиден": 2}
    if typed in words:
        return today + timedelta(days=words[typed])
    if re.fullmatch(r"[+-]\d{1,4}", typed):
        return today + timedelta(days=int(typed))
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", typed):
        return date.fromisoformat(typed)
    match = _PARTS.fullmatch(typed)
    if match is None:
        raise ValueError(text)
    year = int(match[3]) if match[3] else today.year
    if match[3] and len(match[3]) == 2:
        year += 2000 if year <= today.year % 100 + 10 else 1900
    return date(year, int(match[2]), int(match[1]))


def parse_hour(text: str) -> time | None:
    """The hour as people type it: 14:30, 14.30, 1430, 9, „9 ч.“. Raises ValueError."""
    typed = text.strip()
    if not typed:
        return None
    match = _HOUR.fullmatch(typed)
    if match is None:
        raise ValueError(text)
    return time(int(match[1]), int(match[2] or 0))
