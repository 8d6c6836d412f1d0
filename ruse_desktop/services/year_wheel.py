"""The deadlines of the ordinance year by year, an opened edition's by the rules that bind it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.deadlines import opened_deadlines
from ruse_desktop.domain.duties import year_duties
from ruse_desktop.law.book import year_deadlines
from ruse_desktop.services.editions import cycle_bases, edition_of
from ruse_desktop.storage.nominations import EditionRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.deadlines import WorkingDays
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.rules import Deadline
    from ruse_desktop.law.book import LawBook


def award_terms(
    session: Session,
    law: LawBook,
    calendar: WorkingDays,
    practice: Practice,
    years: Sequence[int],
) -> Iterator[Deadline]:
    """The awards' deadlines and hand-overs of these years.

    An award given on occasion has none before an edition of it is opened.
    """
    opened = {(row.award, row.year): row for row in session.scalars(select(EditionRow))}
    bases = cycle_bases(session)
    for year in years:
        for one in year_deadlines(law, year, calendar, practice, bases):
            award = law.at(one.literal).award(one.award)
            if award.every_years and (one.award, year) not in opened:
                yield one
    for (code, year), row in opened.items():
        if year in years:
            rules = law.edition(row.law_edition).award(code)
            yield from opened_deadlines(rules, edition_of(row), calendar, practice)


def duty_terms(
    law: LawBook, calendar: WorkingDays, practice: Practice, years: Sequence[int]
) -> Iterator[Deadline]:
    """The other duties of these years, feasts and the flag's days among them."""
    for year in years:
        yield from year_duties(law.at(date(year, 12, 31)), year, calendar, practice)
