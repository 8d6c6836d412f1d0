"""The only reader of „now“; everything else receives dates as arguments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

SOFIA = ZoneInfo("Europe/Sofia")


class Clock(Protocol):
    """Gives the moment and the day in Bulgarian time."""

    def now(self) -> datetime:
        """The moment, aware, Europe/Sofia."""
        ...

    def today(self) -> date:
        """The calendar day in Bulgaria."""
        ...


class SystemClock:
    """The workstation's clock."""

    def now(self) -> datetime:
        """The moment, aware, Europe/Sofia."""
        return datetime.now(SOFIA)

    def today(self) -> date:
        """The calendar day in Bulgaria."""
        return self.now().date()


@dataclass(frozen=True)
class FixedClock:
    """A clock that stands still: scripted sample years and tests."""

    moment: datetime

    def now(self) -> datetime:
        """The fixed moment in Bulgarian time; a naive one is taken as Bulgarian."""
        if self.moment.tzinfo is None:
            return self.moment.replace(tzinfo=SOFIA)
        return self.moment.astimezone(SOFIA)

    def today(self) -> date:
        """The fixed day."""
        return self.now().date()
