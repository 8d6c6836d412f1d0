"""Tables of commissions: the appointed members and the orders that appointed them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ruse_desktop.storage.base import Base, ddl, strict

_PERSONAL: dict[Any, Any] = {"personal": True}


class CommissionRow(Base):
    """A commission of an award edition as its first order appointed it."""

    __tablename__ = "commission"
    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("award_edition.id"))
    code: Mapped[str]
    order_no: Mapped[str]
    order_date: Mapped[date | None]
    secretary: Mapped[str] = mapped_column(info=_PERSONAL)
    members: Mapped[list[MemberRow]] = relationship(
        order_by="MemberRow.ordinal", cascade="all, delete-orphan", lazy="selectin"
    )
    __table_args__ = strict(UniqueConstraint("edition_id", "code"))


class MemberRow(Base):
    """A seat that is filled: from `since` (None = the first order) till `until`, by which orders."""

    __tablename__ = "commission_member"
    id: Mapped[int] = mapped_column(primary_key=True)
    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"), index=True)
    ordinal: Mapped[int]
    source: Mapped[str]
    name: Mapped[str]
    position: Mapped[str]
    naming: Mapped[str]
    chair: Mapped[bool]
    voting: Mapped[bool]
    extra_why: Mapped[str] = mapped_column(default="")
    extra: Mapped[bool] = mapped_column(default=False)
    term_from: Mapped[date | None]
    term_until: Mapped[date | None]
    since: Mapped[date | None]
    until: Mapped[date | None]
    left_why: Mapped[str] = mapped_column(default="", info=_PERSONAL)
    replaces: Mapped[int | None] = mapped_column(ForeignKey("commission_member.id"))
    in_order: Mapped[int | None] = mapped_column(ForeignKey("commission_order.id"))
    out_order: Mapped[int | None] = mapped_column(ForeignKey("commission_order.id"))


class OrderRow(Base):
    """One order that appointed („appoint“) or changed („change“) a commission; all of them stay."""

    __tablename__ = "commission_order"
    id: Mapped[int] = mapped_column(primary_key=True)
    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"), index=True)
    number: Mapped[str]
    on: Mapped[date]
    members: Mapped[list[str]]
    by: Mapped[str]
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(default="appoint")
    from_day: Mapped[date | None]
    secretary: Mapped[str] = mapped_column(default="", info=_PERSONAL)


class ParityRow(Base):
    """Who knew that the number of members is even, so that a tie is possible (R-45-3.2)."""

    __tablename__ = "commission_parity"
    id: Mapped[int] = mapped_column(primary_key=True)
    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"), index=True)
    total: Mapped[int]
    by: Mapped[str]
    at: Mapped[datetime]


_MAY_CHANGE = {"chair", "until", "left_why", "out_order"}
_SAME = " AND ".join(
    f'new."{column.name}" IS old."{column.name}"'
    for column in MemberRow.__table__.columns
    if column.name not in _MAY_CHANGE
)


_SEATED = (
    "((ROW.since IS NULL OR ROW.since <= s.held_on) "
    "AND (ROW.until IS NULL OR s.held_on < ROW.until))"
)
_OLD, _NEW = _SEATED.replace("ROW", "old"), _SEATED.replace("ROW", "new")
_CLOSED = (
    "WHEN EXISTS (SELECT 1 FROM session AS s WHERE s.commission_id = ROW.commission_id "
    "AND s.state = 'closed' AND (WHAT)) "
    "BEGIN SELECT RAISE(ABORT, 'the composition of a closed session never changes'); END"
)
for _action, _row, _what in (
    ("INSERT", "new", _NEW),
    ("DELETE", "old", _OLD),
    ("UPDATE", "old", f"{_OLD} <> {_NEW} OR ({_OLD} AND NOT ({_SAME}))"),
):
    ddl(
        MemberRow.__table__,
        f"CREATE TRIGGER commission_member_{_action.lower()} BEFORE {_action} "
        f"ON commission_member {_CLOSED.replace('ROW', _row).replace('WHAT', _what)}",
    )
for _action in ("UPDATE", "DELETE"):
    ddl(
        OrderRow.__table__,
        f"CREATE TRIGGER commission_order_{_action.lower()} BEFORE {_action} ON commission_order "
        "WHEN old.kind = 'change' "
        "BEGIN SELECT RAISE(ABORT, 'an order that changed a commission stays'); END",
    )
