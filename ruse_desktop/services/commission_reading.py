"""Reading a commission: who is and was in it, by which orders, and which orders others have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.commissions import (
    Acknowledgement,
    Member,
    MemberInput,
    OrderChange,
    OrderUse,
)
from ruse_desktop.storage.commissions import CommissionRow, OrderRow, ParityRow
from ruse_desktop.storage.nominations import EditionRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.rules import ActEdition
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.commissions import MemberRow

CHANGE = "change"
"""`OrderRow.kind` of an order that changed a commission."""


def member_of(row: MemberRow) -> Member:
    """The value of a member's row."""
    return Member(
        source=row.source,
        name=row.name,
        position=row.position,
        naming=row.naming,
        chair=row.chair,
        voting=row.voting,
        extra=row.extra,
        extra_why=row.extra_why,
        term_from=row.term_from,
        term_until=row.term_until,
        id=row.id,
        since=row.since,
        until=row.until,
        left_why=row.left_why,
        replaces=row.replaces,
    )


def changes_of(session: Session, row: CommissionRow) -> tuple[OrderChange, ...]:
    """The orders that changed a commission, in the order in which they hold."""
    orders = session.scalars(
        select(OrderRow)
        .where(OrderRow.commission_id == row.id, OrderRow.kind == CHANGE)
        .order_by(OrderRow.from_day, OrderRow.id)
    )
    return tuple(
        OrderChange(
            id=one.id,
            number=one.number,
            on=one.on,
            from_day=one.from_day,
            left=tuple(member_of(m) for m in row.members if m.out_order == one.id),
            entered=tuple(member_of(m) for m in row.members if m.in_order == one.id),
            secretary=one.secretary,
            by=one.by,
            at=one.at,
        )
        for one in orders
    )


def parity_of(session: Session, commission_id: int) -> Acknowledgement | None:
    """Who last knew that the number of members is even."""
    row = session.scalar(
        select(ParityRow)
        .where(ParityRow.commission_id == commission_id)
        .order_by(ParityRow.id.desc())
        .limit(1)
    )
    return Acknowledgement(row.total, row.by, row.at) if row else None


def orders_elsewhere(
    session: Session, law: LawBook, row: CommissionRow, edition: EditionRow
) -> tuple[OrderUse, ...]:
    """The orders of all other commissions; one order may appoint several of one edition."""
    acts: dict[str, ActEdition] = {}

    def name(code: str, of: EditionRow) -> str:
        act = acts.setdefault(of.law_edition, law.edition(of.law_edition))
        return act.award(of.award).commission(code).name

    found = [
        OrderUse(number, on, of.year, name(code, of), same_edition=of.id == edition.id)
        for code, number, on, of in session.execute(
            select(CommissionRow.code, CommissionRow.order_no, CommissionRow.order_date, EditionRow)
            .join(EditionRow, EditionRow.id == CommissionRow.edition_id)
            .where(
                CommissionRow.id != row.id,
                CommissionRow.order_no != "",
                CommissionRow.order_date.is_not(None),
            )
        )
        if on is not None
    ]
    found += [
        OrderUse(number, on, of.year, name(code, of), same_edition=of.id == edition.id)
        for code, number, on, of in session.execute(
            select(CommissionRow.code, OrderRow.number, OrderRow.on, EditionRow)
            .join(CommissionRow, CommissionRow.id == OrderRow.commission_id)
            .join(EditionRow, EditionRow.id == CommissionRow.edition_id)
            .where(OrderRow.kind == CHANGE, CommissionRow.id != row.id)
        )
    ]
    return tuple(found)


def previous_of(
    session: Session, row: CommissionRow, edition: EditionRow
) -> tuple[int, tuple[MemberInput, ...]]:
    """The year and the members of the same commission in the edition before; a draft (R-64-3.1)."""
    before = session.execute(
        select(CommissionRow, EditionRow.year)
        .join(EditionRow, EditionRow.id == CommissionRow.edition_id)
        .where(
            EditionRow.award == edition.award,
            EditionRow.year < edition.year,
            CommissionRow.code == row.code,
            CommissionRow.members.any(),
        )
        .order_by(EditionRow.year.desc())
        .limit(1)
    ).first()
    if before is None:
        return 0, ()
    commission, year = before
    seated: Sequence[MemberRow] = [one for one in commission.members if one.until is None]
    return year, tuple(
        MemberInput(
            source=one.source,
            name=one.name,
            position=one.position,
            chair=one.chair,
            voting=one.voting,
            extra=one.extra,
            term_from=one.term_from,
            term_until=one.term_until,
        )
        for one in seated
    )


def in_order_of_law(members: Sequence[MemberRow], place: Mapping[str, int]) -> list[Member]:
    """The values of rows in the order of the law's quotas; who took a seat stands in it."""
    ordinal = {one.id: one.ordinal for one in members}

    def at(one: MemberRow) -> tuple[int, int, int]:
        return place.get(one.source, 99), ordinal.get(one.replaces or 0, one.ordinal), one.id

    return [member_of(one) for one in sorted(members, key=at)]
