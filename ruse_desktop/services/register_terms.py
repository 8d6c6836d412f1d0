"""What the department's registers put into the calendar: agreements that end, deadlines of competitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from ruse_desktop.domain.agreements import named, reminder
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.months import months_later
from ruse_desktop.services.agreements import OBJECT as AGREEMENT
from ruse_desktop.services.calendar_terms import term
from ruse_desktop.storage.agreements import AgreementRow
from ruse_desktop.storage.competitions import CompetitionRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.events import Occurrence

_FURTHEST = 61
COMPETITION = "competition"


class RegisterTerms:
    """The day an agreement ends and the day one is reminded of it; the last day for entries."""

    def occurrences(self, session: Session, since: date, until: date) -> Iterator[Occurrence]:
        """What falls on the days `since` … `until`."""
        yield from _agreements(session, since, until)
        yield from _competitions(session, since, until)


def _agreements(session: Session, since: date, until: date) -> Iterator[Occurrence]:
    query = select(AgreementRow).where(
        AgreementRow.struck_why == "",
        AgreementRow.expires_on.between(since, months_later(until, _FURTHEST)),
        or_(AgreementRow.ended_on.is_(None), AgreementRow.ended_on > AgreementRow.expires_on),
    )
    for row in session.scalars(query):
        assert row.expires_on is not None
        name = named(row.number, row.partner)
        remind = reminder(row.expires_on, row.remind_months)
        if since <= row.expires_on <= until:
            said = _("Изтича споразумение {name}").format(name=name)
            yield term(f"agreement:{row.id}", said, row.expires_on, AGREEMENT, row.id)
        if remind is not None and remind != row.expires_on and since <= remind <= until:
            said = _("Споразумение {name}: решение за подновяване").format(name=name)
            yield term(f"agreement-remind:{row.id}", said, remind, AGREEMENT, row.id)


def _competitions(session: Session, since: date, until: date) -> Iterator[Occurrence]:
    query = select(CompetitionRow).where(
        CompetitionRow.struck_why == "", CompetitionRow.deadline.between(since, until)
    )
    for row in session.scalars(query):
        said = _("Краен срок на конкурс: {subject}").format(subject=row.subject)
        yield term(f"competition:{row.id}", said, row.deadline, COMPETITION, row.id)
