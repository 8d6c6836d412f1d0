"""What the first page says of City Day: what is late or comes soon, and what a contract lacks (чл. 23–25)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.city_day import PLAN, PROGRAMME, REPORT
from ruse_desktop.domain.city_day_money import Paper
from ruse_desktop.domain.today import Waiting, WaitingRecord
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.city_day_reading import (
    approvals_of,
    duties_of,
    judge_sponsor,
    sponsors_of,
    versions_of,
)
from ruse_desktop.storage.city_day import CityDayApprovalRow, CityDayRow, CityDayVersionRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.deadlines import WorkingDays
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook


def waiting_city_day(
    session: Session, law: LawBook, calendar: WorkingDays, practice: Practice, today: date
) -> tuple[Waiting, ...]:
    """What waits of the edition of this year; nothing when none is opened.

    A thing waits from `deadline_soon_days` before its day until it is done.
    """
    row = session.scalar(select(CityDayRow).where(CityDayRow.year == today.year))
    if row is None:
        return ()
    records = [
        WaitingRecord(row.id, said)
        for said in (
            *_due(session, row, law, calendar, practice, today),
            *_committee(session, row),
            *_contracts(session, row, today),
        )
    ]
    if not records:
        return ()
    return (Waiting("city-day", "city-day", _("Празник на града"), tuple(records)),)


def kept_duties(session: Session) -> frozenset[tuple[str, int]]:
    """The duties of City Day that are done: (code in the wheel, year)."""
    years = {row.id: row.year for row in session.scalars(select(CityDayRow))}
    brought = session.scalars(
        select(CityDayVersionRow.city_day_id).where(CityDayVersionRow.submitted_on.is_not(None))
    )
    found = {(PROGRAMME, years[one]) for one in brought}
    codes = {str(Paper.PLAN): PLAN, str(Paper.REPORT): REPORT}
    for row in session.scalars(select(CityDayApprovalRow)):
        found.add((codes[row.paper], years[row.city_day_id]))
    return frozenset(found)


def _due(
    session: Session,
    row: CityDayRow,
    law: LawBook,
    calendar: WorkingDays,
    practice: Practice,
    today: date,
) -> Iterator[str]:
    """The programme, the plan and the report that are not done near or after their days."""
    days = duties_of(law, calendar, practice, row.year)
    done = {str(one.paper) for one in approvals_of(session, row.id)}
    if any(one.submitted_on is not None for one in versions_of(session, row.id)):
        done.add(PROGRAMME)
    for code, name, key in (
        (PROGRAMME, _("Програмата не е внесена"), PROGRAMME),
        (PLAN, _("Планът не е утвърден"), str(Paper.PLAN)),
        (REPORT, _("Отчетът не е утвърден"), str(Paper.REPORT)),
    ):
        day = days.get(code)
        if day is None or key in done or (day.shown - today).days > practice.deadline_soon_days:
            continue
        if today > day.effective:
            said = _("{what} – срокът беше {day} ({citation})")
        else:
            said = _("{what} – до {day} ({citation})")
        last = day.effective if today > day.shown else day.shown
        yield said.format(what=name, day=date_short(last), citation=day.citation)


def _committee(session: Session, row: CityDayRow) -> Iterator[str]:
    """The version that lies before the committee."""
    versions = versions_of(session, row.id)
    if versions and versions[-1].submitted_on is not None and versions[-1].approved_on is None:
        one = versions[-1]
        yield _("Програма {version} чака решение на комисията").format(version=one.name)


def _contracts(session: Session, row: CityDayRow, today: date) -> Iterator[str]:
    """Contracts that promise a symbol without a permit in force."""
    for one in sponsors_of(session, row.id, today):
        yield from (finding.sentence for finding in judge_sponsor(one))
