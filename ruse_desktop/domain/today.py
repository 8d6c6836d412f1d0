"""What the first page shows: deadlines near today, what waits for a person, the last copy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ruse_desktop.domain.backups import BackupReport, Health
from ruse_desktop.domain.flag import FlagPlace
from ruse_desktop.domain.rules import Deadline
from ruse_desktop.kernel.i18n import _, ngettext

SOON_DAYS = 14


class TermState(StrEnum):
    """Where today stands to a deadline."""

    OVERDUE = "overdue"
    SOON = "soon"
    AHEAD = "ahead"
    DONE = "done"


@dataclass(frozen=True)
class Term:
    """A deadline in the list; `days` from today to its last day, `detail` what is known of the work.

    `edition_id` is the opened edition of the award, whose nominations the row leads to.
    """

    deadline: Deadline
    award: str
    days: int
    detail: str = ""
    done: bool = False
    edition_id: int | None = None

    @property
    def title(self) -> str:
        """The deadline's name."""
        return self.deadline.name

    @property
    def state(self) -> TermState:
        """Done, passed with work left, within two weeks, or later."""
        if self.done:
            return TermState.DONE
        if self.days < 0:
            return TermState.OVERDUE
        return TermState.SOON if self.days <= SOON_DAYS else TermState.AHEAD

    @property
    def state_text(self) -> str:
        """The state in words."""
        if self.state is TermState.DONE:
            return _("изпълнено")
        if self.state is TermState.OVERDUE:
            return _("просрочено")
        if self.state is TermState.AHEAD:
            return _("предстои")
        if self.days == 0:
            return _("днес")
        return ngettext("до {n} ден", "до {n} дни", self.days).format(n=self.days)


@dataclass(frozen=True)
class WaitingRecord:
    """One record that waits; `name` says which."""

    id: int
    name: str


@dataclass(frozen=True)
class Waiting:
    """Things of one sort that wait; `kind` is what `open_record` takes."""

    sort: str
    kind: str
    text: str
    records: tuple[WaitingRecord, ...]


@dataclass(frozen=True)
class YearCounts:
    """Laureates of a book by year, oldest first, years without any included."""

    book: str
    title: str
    years: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class YearPoint:
    """A day of the year on the line: what falls on it, how it stands; `edition_id` leads to an award."""

    day: date
    texts: tuple[str, ...]
    state: TermState
    edition_id: int | None = None

    @property
    def text(self) -> str:
        """Everything of the day in one line."""
        return "; ".join(self.texts)


@dataclass(frozen=True)
class TodayView:
    """Everything of the first page."""

    today: date
    terms: tuple[Term, ...]
    waiting: tuple[Waiting, ...]
    backup: BackupReport | None
    counts: YearCounts | None
    year: tuple[YearPoint, ...] = ()
    flag: FlagPlace | None = None
    health: Health | None = None

    @property
    def things(self) -> int:
        """How many records wait."""
        return sum(len(group.records) for group in self.waiting)
