"""The act through time: its editions, the one in force on a day, the office's starting practice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from ruse_desktop.domain.amendments import Change, changes_between
from ruse_desktop.domain.deadlines import WorkingDays, edition_deadlines
from ruse_desktop.domain.practice import Practice, PracticeQuestion
from ruse_desktop.domain.rules import ActEdition, Deadline
from ruse_desktop.domain.town import Body, Changeover, Wage
from ruse_desktop.law.calendar import DayException, WorkingCalendar


@dataclass(frozen=True)
class LawBook:
    """All known editions of one act, oldest first, with the calendar's one-off days.

    `editions` are those with rules; `texts` are these and, before and between them, the ones that
    are there only to be read. `fingerprint` is the SHA-256 of the files read, overlay included.
    `folder` is where the act's own files lie. `municipality` („Община Русе“) and `town` („Русе“) are
    printed on papers.
    """

    editions: tuple[ActEdition, ...]
    exceptions: tuple[DayException, ...]
    practice: Practice
    fingerprint: str
    wages: tuple[Wage, ...] = ()
    changeovers: tuple[Changeover, ...] = ()
    bodies: tuple[Body, ...] = ()
    questions: tuple[PracticeQuestion, ...] = ()
    texts: tuple[ActEdition, ...] = ()
    folder: Path | None = None
    municipality: str = ""
    town: str = ""

    def at(self, day: date) -> ActEdition:
        """The edition in force on `day`; for earlier days the oldest one known (see `knows`)."""
        held = [edition for edition in self.editions if edition.in_force <= day]
        return held[-1] if held else self.editions[0]

    def knows(self, day: date) -> bool:
        """Whether the text in force on `day` is really among the editions."""
        return self.editions[0].in_force <= day

    def edition(self, edition_id: str) -> ActEdition:
        """The edition with this id. Raises KeyError."""
        for edition in self.editions:
            if edition.id == edition_id:
                return edition
        raise KeyError(edition_id)

    def text(self, edition_id: str) -> ActEdition:
        """The edition with this id among all that can be read. Raises KeyError."""
        return self.texts[self._place(edition_id)]

    def changed_in(self, edition_id: str) -> tuple[Change, ...]:
        """What this edition changed in the text of the one before it; the first changed nothing.

        Raises KeyError.
        """
        place = self._place(edition_id)
        return changes_between(self.texts[place - 1], self.texts[place]) if place else ()

    def _place(self, edition_id: str) -> int:
        for place, edition in enumerate(self.texts):
            if edition.id == edition_id:
                return place
        raise KeyError(edition_id)

    def calendar(self, extra: Sequence[DayException] = ()) -> WorkingCalendar:
        """The working calendar of these files; `extra` are days the office added, they win."""
        return WorkingCalendar((*self.exceptions, *extra))


def load(folder: Path, overlay: Path | None = None) -> LawBook:
    """The act in `folder` (its own folder or the one above), amended by `overlay` if it exists.

    Raises LawFaults with every fault found.
    """
    from ruse_desktop.law.loader import read_book

    return read_book(folder, overlay)


def year_deadlines(
    law: LawBook,
    year: int,
    calendar: WorkingDays,
    practice: Practice | None = None,
    bases: Mapping[str, int] = MappingProxyType({}),
) -> tuple[Deadline, ...]:
    """Every award's deadlines in `year`, by date; each by the edition in force on its own day.

    `bases` are years that the office counts cycles from (`AwardRules.on_cycle`).
    `practice` defaults to the packaged one. For an award edition already opened use
    `domain.deadlines.award_deadlines` with the rules it is pinned to.
    """
    found = [
        one
        for edition in law.editions
        for one in edition_deadlines(edition, year, calendar, practice or law.practice, bases)
        if law.at(one.literal) is edition
    ]
    return tuple(sorted(found, key=lambda one: (one.literal, one.award, one.purpose)))
