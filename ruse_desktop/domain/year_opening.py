"""The opening of a year: what is due, what is proposed and what is there already, as one list (R-X-0.22)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.clashes import Clash
from ruse_desktop.domain.deadlines import HAND_OVER
from ruse_desktop.domain.editions import SUBMISSION
from ruse_desktop.domain.rules import AwardRules, Deadline
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _

FIRST_MONTH = 11
"""From the first of this month the office prepares the year that follows."""


class LineKind(StrEnum):
    """What a line of the list opens; a term comes into the calendar by itself."""

    EDITION = "edition"
    CITY_DAY = "city-day"
    EVENT = "event"
    TERM = "term"


@dataclass(frozen=True)
class OpeningLine:
    """One thing of the year: `key` is the award's code, the feast's year or the event's id.

    `day` is its first day of note, `detail` what else is known. `opened` when it is there already,
    `allowed` says whether the person at the workstation may open it.
    """

    kind: LineKind
    key: str
    name: str
    day: date | None
    detail: str = ""
    citation: Citation | None = None
    opened: bool = False
    allowed: bool = True
    clashes: tuple[Clash, ...] = ()

    @property
    def choosable(self) -> bool:
        """Whether the line can be ticked."""
        return self.kind is not LineKind.TERM and not self.opened and self.allowed


@dataclass(frozen=True)
class YearOpening:
    """The list of a year under the ordinance edition `law_edition`."""

    year: int
    law_edition: str
    lines: tuple[OpeningLine, ...]

    def of(self, kind: LineKind) -> tuple[OpeningLine, ...]:
        """The lines of one kind, in order."""
        return tuple(one for one in self.lines if one.kind is kind)

    @property
    def opened(self) -> bool:
        """Whether every edition that is due and the feast of the city are open."""
        kinds = (LineKind.EDITION, LineKind.CITY_DAY)
        return all(one.opened for one in self.lines if one.kind in kinds)


@dataclass(frozen=True)
class OpeningChoice:
    """What a person confirmed of the list: awards, the feast of the city, events by their ids."""

    awards: frozenset[str] = frozenset()
    city_day: bool = False
    events: frozenset[int] = frozenset()

    @property
    def empty(self) -> bool:
        """Whether nothing was confirmed."""
        return not (self.awards or self.city_day or self.events)


@dataclass(frozen=True)
class OpeningResult:
    """What was opened now, and the names of what was there already."""

    year: int
    awards: tuple[str, ...] = ()
    city_day: bool = False
    events: tuple[int, ...] = ()
    there: tuple[str, ...] = ()


def due_awards(awards: Iterable[AwardRules], year: int) -> tuple[AwardRules, ...]:
    """The awards that have an edition in `year` by their cycle; those on occasion have none."""
    return tuple(one for one in awards if one.due_in(year))


def years_to_open(today: date) -> tuple[int, ...]:
    """This year, and from 1 November the next one too."""
    if today.month >= FIRST_MONTH:
        return (today.year, today.year + 1)
    return (today.year,)


def still_ahead(award: AwardRules, deadlines: Sequence[Deadline], today: date) -> bool:
    """Whether the award's edition can still be asked for: its last day for proposals is not past."""
    last = _first(award.code, SUBMISSION, deadlines)
    return last is None or last.effective >= today


def edition_line(
    award: AwardRules, deadlines: Sequence[Deadline], *, opened: bool, allowed: bool
) -> OpeningLine:
    """The award with its last day for proposals; its other days are told beside."""
    last = _first(award.code, SUBMISSION, deadlines)
    others = [one for one in deadlines if one is not last]
    others.sort(key=lambda one: (one.purpose.startswith(HAND_OVER), one.effective))
    return OpeningLine(
        LineKind.EDITION,
        award.code,
        award.name,
        last.effective if last is not None else None,
        _told(others),
        award.citation,
        opened,
        allowed,
    )


def term_line(one: Deadline) -> OpeningLine:
    """A day of the ordinance that nobody has to open."""
    return OpeningLine(
        LineKind.TERM, f"{one.award}:{one.purpose}", one.name, one.effective, one.why, one.citation
    )


def _told(deadlines: Sequence[Deadline]) -> str:
    return "; ".join(
        _("{name} – {day}").format(name=one.name, day=date_short(one.effective))
        for one in deadlines
    )


def _first(award: str, purpose: str, deadlines: Sequence[Deadline]) -> Deadline | None:
    return next((one for one in deadlines if (one.award, one.purpose) == (award, purpose)), None)
