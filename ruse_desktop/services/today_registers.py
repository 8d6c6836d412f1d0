"""What the first page says of the registers: agreements near their end, cards to look at, results awaited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from ruse_desktop.domain.agreements import State, named, state_of
from ruse_desktop.domain.institutions import MONTHS, months_of, oldest_good
from ruse_desktop.domain.today import Waiting, WaitingRecord
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.months import months_later
from ruse_desktop.storage.agreements import AgreementRow
from ruse_desktop.storage.competitions import CompetitionRow
from ruse_desktop.storage.institutions import InstitutionRow
from ruse_desktop.storage.people import OrganisationRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.practice import Practice

_FURTHEST = 60
_PAST_MONTHS = 12
"""An agreement past its term is told for a year."""


def waiting_registers(session: Session, practice: Practice, today: date) -> tuple[Waiting, ...]:
    """Agreements that end soon or have ended, institutions to look at, competitions without result."""
    return tuple(
        one
        for one in (
            *_agreements(session, today),
            _institutions(session, practice, today),
            _competitions(session, today),
        )
        if one.records
    )


def _agreements(session: Session, today: date) -> Iterator[Waiting]:
    soon: list[WaitingRecord] = []
    late: list[WaitingRecord] = []
    rows = session.scalars(
        select(AgreementRow)
        .where(
            AgreementRow.struck_why == "",
            AgreementRow.expires_on.between(
                months_later(today, -_PAST_MONTHS), months_later(today, _FURTHEST)
            ),
        )
        .order_by(AgreementRow.expires_on, AgreementRow.id)
    )
    for row in rows:
        assert row.expires_on is not None
        state = state_of(row.expires_on, row.remind_months, row.ended_on, today, struck=False)
        record = WaitingRecord(
            row.id,
            _("{name} – до {day}").format(
                name=named(row.number, row.partner), day=date_plain(row.expires_on)
            ),
        )
        if state is State.SOON:
            soon.append(record)
        elif state is State.EXPIRED:
            late.append(record)
    said = ngettext(
        "{n} споразумение изтича скоро", "{n} споразумения изтичат скоро", len(soon)
    )  # fmt: skip
    yield Waiting("agreement-soon", "agreement", said.format(n=len(soon)), tuple(soon))
    said = ngettext("{n} изтекло споразумение", "{n} изтекли споразумения", len(late))
    yield Waiting("agreement-late", "agreement", said.format(n=len(late)), tuple(late))


def _institutions(session: Session, practice: Practice, today: date) -> Waiting:
    good = oldest_good(today, months_of(practice.value(MONTHS)))
    row, card = InstitutionRow, OrganisationRow
    found = session.execute(
        select(row.id, card.name)
        .join(card, card.id == row.organisation_id)
        .where(
            row.struck_why == "",
            card.merged_into_id.is_(None),
            or_(row.until.is_(None), row.until >= today),
            or_(row.checked_on.is_(None), row.checked_on < good),
        )
        .order_by(row.checked_on, row.id)
    ).all()
    said = ngettext(
        "{n} институция за преглед на данните", "{n} институции за преглед на данните", len(found)
    )
    records = tuple(WaitingRecord(key, name) for key, name in found)
    return Waiting("institution-check", "institution", said.format(n=len(found)), records)


def _competitions(session: Session, today: date) -> Waiting:
    rows = session.execute(
        select(CompetitionRow.id, CompetitionRow.subject, CompetitionRow.deadline)
        .where(
            CompetitionRow.struck_why == "",
            CompetitionRow.result_on.is_(None),
            CompetitionRow.deadline < today,
        )
        .order_by(CompetitionRow.deadline)
    ).all()
    said = ngettext("{n} конкурс чака резултат", "{n} конкурса чакат резултат", len(rows))
    records = tuple(
        WaitingRecord(key, _("{name} – до {day}").format(name=subject, day=date_plain(day)))
        for key, subject, day in rows
    )
    return Waiting("competition-result", "competition", said.format(n=len(rows)), records)
