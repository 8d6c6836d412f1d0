"""What ends or is awaited on a day, in the calendar by itself: permits, protection, terms of office."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.events import Occurrence, Source, When
from ruse_desktop.domain.permits import State
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.book_returns import awaited
from ruse_desktop.services.nomination_following import asked_until
from ruse_desktop.services.permit_reading import OBJECT as PERMIT
from ruse_desktop.services.permit_reading import answer_days, number_text
from ruse_desktop.services.protection import OBJECT as PROTECTION
from ruse_desktop.storage.commissions import CommissionRow, MemberRow
from ruse_desktop.storage.flag import FlagMovementRow
from ruse_desktop.storage.nominations import EditionRow, NominationRecord
from ruse_desktop.storage.permits import PermitRow
from ruse_desktop.storage.protection import MarkRow
from ruse_desktop.storage.seal import SealCustodyRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook


class SymbolTerms:
    """The last days of permits and of protection, answers owed, the keeping of the seal by order."""

    def __init__(self, practice: Practice) -> None:
        self._practice = practice

    def occurrences(self, session: Session, since: date, until: date) -> Iterator[Occurrence]:
        """What ends on the days `since` … `until`; a renewed permit is not told."""
        yield from self._permits(session, since, until)
        yield from self._answers(session, since, until)
        yield from _custody(session, since, until)
        yield from _flag(session, since, until)
        for mark in session.scalars(
            select(MarkRow).where(
                MarkRow.ended_on.is_(None), MarkRow.expires_on.between(since, until)
            )
        ):
            assert mark.expires_on is not None
            said = _("Изтича закрила: {name}").format(name=mark.name)
            yield term(f"protection:{mark.id}", said, mark.expires_on, PROTECTION, mark.id)

    def _permits(self, session: Session, since: date, until: date) -> Iterator[Occurrence]:
        renewed = select(PermitRow.renews_id).where(PermitRow.renews_id.is_not(None))
        query = select(PermitRow).where(
            PermitRow.state == State.GRANTED,
            PermitRow.valid_until.between(since, until),
            PermitRow.id.not_in(renewed),
        )
        for row in session.scalars(query):
            assert row.valid_until is not None
            said = _("Изтича разрешение {no}: {what}").format(no=number_text(row), what=row.product)
            yield term(f"permit:{row.id}", said, row.valid_until, PERMIT, row.id)

    def _answers(self, session: Session, since: date, until: date) -> Iterator[Occurrence]:
        days = timedelta(answer_days(self._practice))
        query = select(PermitRow).where(
            PermitRow.state == State.APPLIED,
            PermitRow.answer_from.between(since - days, until - days),
        )
        for row in session.scalars(query):
            assert row.answer_from is not None
            said = _("Отговор по заявление {no}: {what}").format(
                no=number_text(row), what=row.product
            )
            yield term(f"permit-answer:{row.id}", said, row.answer_from + days, PERMIT, row.id)


class OfficeTerms:
    """Completions awaited, terms of commission members, distinctions to be given back."""

    def __init__(self, law: LawBook) -> None:
        self._law = law

    def occurrences(self, session: Session, since: date, until: date) -> Iterator[Occurrence]:
        """What is awaited or ends on the days `since` … `until`."""
        asked = {one: day for one, day in asked_until(session).items() if since <= day <= until}
        query = select(NominationRecord.id, NominationRecord.number).where(
            NominationRecord.id.in_(asked)
        )
        for nomination_id, number in session.execute(query):
            said = _("Допълване на предложение {no}").format(no=number or nomination_id)
            day = asked[nomination_id]
            yield term(f"completion:{nomination_id}", said, day, "nomination", nomination_id)
        yield from self._members(session, since, until)
        for one in awaited(session, self._law, until):
            if since <= one.due_on <= until:
                said = _("Връщане на отнето отличие: {name}").format(name=one.name)
                yield term(
                    f"return:{one.laureate_id}", said, one.due_on, "laureate", one.laureate_id,
                    str(one.citation),
                )  # fmt: skip

    def _members(self, session: Session, since: date, until: date) -> Iterator[Occurrence]:
        """One a commission and day, however many terms end on it."""
        query = (
            select(MemberRow.term_until, CommissionRow.id, CommissionRow.code, EditionRow)
            .join(CommissionRow, CommissionRow.id == MemberRow.commission_id)
            .join(EditionRow, EditionRow.id == CommissionRow.edition_id)
            .where(MemberRow.until.is_(None), MemberRow.term_until.between(since, until))
            .distinct()
        )
        for day, commission_id, code, edition in session.execute(query):
            assert day is not None
            rules = self._law.edition(edition.law_edition).award(edition.award).commissions
            name = next((rule.name for rule in rules if rule.code == code), code)
            said = _("Изтича мандат на член: {commission}").format(commission=name)
            key = f"mandate:{commission_id}:{day.isoformat()}"
            yield term(key, said, day, "commission", commission_id)


def _custody(session: Session, since: date, until: date) -> Iterator[Occurrence]:
    query = select(SealCustodyRow).where(
        SealCustodyRow.returned_on.is_(None),
        SealCustodyRow.struck_why == "",
        SealCustodyRow.until.between(since, until),
    )
    for row in session.scalars(query):
        said = _("Печатът се връща от {holder}").format(holder=row.holder)
        yield term(f"seal-custody:{row.id}", said, row.until, "seal-custody", row.id)


def _flag(session: Session, since: date, until: date) -> Iterator[Occurrence]:
    """The flag that is out and is to be back on one of the days."""
    query = select(FlagMovementRow).where(
        FlagMovementRow.back_at.is_(None),
        FlagMovementRow.struck_why == "",
        FlagMovementRow.due_at >= datetime.combine(since, time.min, SOFIA),
        FlagMovementRow.due_at <= datetime.combine(until, time.max, SOFIA),
    )
    for row in session.scalars(query):
        due = row.due_at.astimezone(SOFIA)
        said = _("Знамето се връща до {hour:%H:%M} ч.").format(hour=due)
        yield term(f"flag:{row.id}", said, due.date(), "flag-movement", row.id)


def term(
    key: str, title: str, day: date, kind: str, record_id: int, citation: str = ""
) -> Occurrence:
    """A term of a day, of the record it leads to; for the house only."""
    return Occurrence(
        f"term:{key}", Source.TERM, title, When(day, day), kind=kind, record_id=record_id,
        citation=citation, public=False,
    )  # fmt: skip
