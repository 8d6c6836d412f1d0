"""Working days in Bulgaria: official holidays, and the days the government moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from ruse_desktop.kernel.formats import weekday
from ruse_desktop.kernel.i18n import _

_SATURDAY = 5


@dataclass(frozen=True)
class DayException:
    """A day made working or non-working by a one-off act, with its source."""

    date: date
    working: bool
    name: str
    source: str


class WorkingCalendar:
    """Says of each day whether the administration works, and why not.

    Holidays and working Saturdays come from the `holidays` package; `exceptions` win over it,
    the later of two for the same day wins.
    """

    def __init__(self, exceptions: Iterable[DayException] = ()) -> None:
        self._exceptions = {one.date: one for one in exceptions}

    @cached_property
    def _official(self) -> Any:
        from holidays import country_holidays

        return country_holidays("BG", language="bg")

    def is_working(self, day: date) -> bool:
        """Whether the administration works on `day`."""
        moved = self._exceptions.get(day)
        if moved is not None:
            return moved.working
        if day in self._official:
            return False
        return day.weekday() < _SATURDAY or day in self._official.weekend_workdays

    def why(self, day: date) -> str:
        """„неделя“, „Велики петък“, „неделя, Великден“: why `day` is non-working; „“ when it is not."""
        if self.is_working(day):
            return ""
        parts = [weekday(day)] if day.weekday() >= _SATURDAY else []
        name = self.holiday(day)
        return ", ".join([*parts, name] if name else parts) or _("неприсъствен ден")

    def holiday(self, day: date) -> str:
        """The name of the official holiday or of the one-off day; „“ when it is an ordinary day."""
        moved = self._exceptions.get(day)
        if moved is not None:
            return moved.name
        return str(self._official.get(day) or "")

    def official(self, year: int) -> tuple[tuple[date, str], ...]:
        """The official holidays of the year on their own days, substitutes left aside."""
        from holidays import country_holidays

        found = country_holidays("BG", language="bg", years=year, observed=False)
        return tuple((day, str(found[day])) for day in sorted(found))
