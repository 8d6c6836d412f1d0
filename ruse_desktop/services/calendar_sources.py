"""What the program puts into the calendar itself; nothing of it is typed twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import select

from ruse_desktop.domain.city_day import CITY_DUTIES
from ruse_desktop.domain.deadlines import HAND_OVER
from ruse_desktop.domain.events import Category, EventState, Occurrence, Source, When
from ruse_desktop.domain.payments import PaymentFilter, PayState
from ruse_desktop.domain.sessions import SessionState
from ruse_desktop.kernel.formats import date_short, weekday
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.payment_reading import PaymentReader
from ruse_desktop.services.year_wheel import award_terms, duty_terms
from ruse_desktop.storage.city_day import CityDayRow
from ruse_desktop.storage.commissions import CommissionRow
from ruse_desktop.storage.nominations import EditionRow
from ruse_desktop.storage.sessions import SessionRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.rules import Deadline
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.law.calendar import WorkingCalendar

_MEETING = timedelta(hours=2)
"""How long a session is taken to last: its end is known only afterwards."""


class CalendarSource(Protocol):
    """A feature whose records have days of their own."""

    def occurrences(self, session: Session, since: date, until: date) -> Iterator[Occurrence]:
        """What touches the days `since` … `until`, both inclusive."""
        ...


class HolidaySource:
    """Official holidays with their substitutes (чл. 154 КТ)."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        self._calendar = calendar

    def occurrences(self, session: Session, since: date, until: date) -> Iterator[Occurrence]:
        """A whole day for each holiday; two may fall on one day (6 May on Easter Monday)."""
        del session
        day = since
        while day <= until:
            names = [one.strip() for one in self._calendar.holiday(day).split(";") if one.strip()]
            for n, name in enumerate(names):
                yield Occurrence(
                    f"holiday:{day.isoformat()}" + (f":{n}" if n else ""), Source.HOLIDAY, name,
                    When(day, day), Category.HOLIDAY,
                )  # fmt: skip
            day += timedelta(days=1)


class WheelSource:
    """The year wheel of the ordinance: deadlines with their literal day, hand-overs on the eve."""

    def __init__(self, law: LawBook, calendar: WorkingCalendar, practice: Practice) -> None:
        self._law = law
        self._calendar = calendar
        self._practice = practice

    def occurrences(self, session: Session, since: date, until: date) -> Iterator[Occurrence]:
        """Each on its effective day; the note says which day the text names."""
        years = range(since.year - 1, until.year + 1)
        told = (self._calendar, self._practice)
        opened = {(row.award, row.year): row.id for row in session.scalars(select(EditionRow))}
        for one in award_terms(session, self._law, *told, years):
            if since <= one.effective <= until:
                yield self._occurrence(one, opened.get((one.award, one.literal.year)))
        feasts = {row.year: row.id for row in session.scalars(select(CityDayRow))}
        for one in duty_terms(self._law, *told, years):
            if since <= one.effective <= until:
                feast = feasts.get(one.literal.year) if one.purpose in CITY_DUTIES else None
                yield self._occurrence(one, feast, "city-day")

    def _occurrence(
        self, one: Deadline, record_id: int | None, kind: str = "edition"
    ) -> Occurrence:
        ceremony = one.purpose.startswith(HAND_OVER)
        awards = self._law.at(one.literal).awards
        award = next((a.short_name for a in awards if a.code == one.award), "")
        return Occurrence(
            f"wheel:{one.award}:{one.purpose}:{one.literal.isoformat()}",
            Source.CEREMONY if ceremony else Source.DEADLINE,
            f"{award}: {one.name}" if award else one.name,
            When(one.effective, one.effective),
            Category.CEREMONY if ceremony else Category.OTHER,
            kind=kind if record_id else "",
            record_id=record_id,
            citation=str(one.citation),
            note=_literal(one),
        )


def _literal(one: Deadline) -> str:
    if one.effective == one.literal:
        return one.why
    return _("по текста {day}, {weekday}").format(
        day=date_short(one.literal), weekday=weekday(one.literal)
    )


class SessionSource:
    """The sessions of the commissions, with their hour and hall."""

    def __init__(self, law: LawBook) -> None:
        self._law = law

    def occurrences(self, session: Session, since: date, until: date) -> Iterator[Occurrence]:
        """Each for two hours from its hour."""
        query = (
            select(SessionRow, CommissionRow.code, EditionRow)
            .join(CommissionRow, CommissionRow.id == SessionRow.commission_id)
            .join(EditionRow, EditionRow.id == CommissionRow.edition_id)
            .where(SessionRow.held_on.between(since, until))
        )
        for row, code, edition in session.execute(query):
            rules = self._law.edition(edition.law_edition).award(edition.award).commissions
            name = next((rule.name for rule in rules if rule.code == code), code)
            end = datetime.combine(row.held_on, row.at) + _MEETING
            held = row.state == SessionState.CLOSED
            yield Occurrence(
                f"session:{row.id}", Source.SESSION, name,
                When(row.held_on, end.date(), row.at, end.time()), Category.MEETING,
                row.place, kind="session", record_id=row.id,
                state=EventState.HELD if held else EventState.PLANNED, public=False,
            )  # fmt: skip


class PaymentSource:
    """Sums that are due, on their day, without their amounts."""

    def __init__(self, law: LawBook, practice: Practice) -> None:
        self._law = law
        self._practice = practice

    def occurrences(self, session: Session, since: date, until: date) -> Iterator[Occurrence]:
        """One a day and award, leading to the first of its payments."""
        asked = PaymentFilter(states=frozenset({PayState.DUE, PayState.LISTED}))
        reader = PaymentReader(session, self._law, self._practice, since)
        shown = set()
        for one in reader.payments(asked):
            if one.due_on is None or not since <= one.due_on <= until:
                continue
            key = f"payment:{one.award}:{one.due_on.isoformat()}"
            if key not in shown:
                shown.add(key)
                yield Occurrence(
                    key, Source.PAYMENT, _("Плащане: {award}").format(award=one.award),
                    When(one.due_on, one.due_on), kind="payment", record_id=one.laureate_id,
                    public=False,
                )  # fmt: skip
