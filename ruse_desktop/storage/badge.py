"""Tables of the badge: positions, terms of office, who wears it, honours, forums, points of sale."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, Json, ddl, strict

_PERSONAL: dict[Any, Any] = {"personal": True}
_DERIVED: dict[Any, Any] = {"derived": True}


class BadgePositionRow(Base):
    """A position; `group` is the code of the act's group, „“ outside them (marked by the clerk)."""

    __tablename__ = "badge_position"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(unique=True, info=_DERIVED)
    group: Mapped[str] = mapped_column(default="")
    __table_args__ = strict(CheckConstraint("name <> ''", name="name"))


class BadgeTermRow(Base):
    """Somebody in a position from `since` to `until`, both inclusive; None = still there."""

    __tablename__ = "badge_term"
    id: Mapped[int] = mapped_column(primary_key=True)
    position_id: Mapped[int] = mapped_column(ForeignKey("badge_position.id"), index=True)
    name: Mapped[str] = mapped_column(info=_PERSONAL)
    name_key: Mapped[str] = mapped_column(index=True, info=_DERIVED)
    since: Mapped[date]
    until: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    struck_why: Mapped[str] = mapped_column(default="")
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict(CheckConstraint("until IS NULL OR since <= until", name="period"))


class BadgeWearRow(Base):
    """A badge given to be worn; it is open until it came back, was left or lost."""

    __tablename__ = "badge_wear"
    id: Mapped[int] = mapped_column(primary_key=True)
    term_id: Mapped[int] = mapped_column(ForeignKey("badge_term.id"), index=True)
    on: Mapped[date]
    document: Mapped[str] = mapped_column(default="")
    serial: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    lot: Mapped[int]
    closed_on: Mapped[date | None]
    closed_how: Mapped[str] = mapped_column(default="")
    closed_why: Mapped[str] = mapped_column(default="")
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict(
        CheckConstraint("closed_how IN ('','returned','left','lost')", name="how"),
        CheckConstraint("(closed_on IS NULL) = (closed_how = '')", name="closed"),
        CheckConstraint('closed_on IS NULL OR closed_on >= "on"', name="period"),
        CheckConstraint("closed_how NOT IN ('left','lost') OR closed_why <> ''", name="why"),
        Index(
            "uq_badge_wear_open", "term_id", unique=True, sqlite_where=text("closed_on IS NULL")
        ),
    )  # fmt: skip


class BadgeHonourRow(Base):
    """What чл. 17 asks besides the entry of the register of honours."""

    __tablename__ = "badge_honour"
    id: Mapped[int] = mapped_column(primary_key=True)
    book: Mapped[str]
    seq: Mapped[int]
    grounds: Mapped[list[str]] = mapped_column(Json)
    citizenship: Mapped[str] = mapped_column(info=_PERSONAL)
    decided_by: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict(
        ForeignKeyConstraint(["book", "seq"], ["book_entry.book", "book_entry.seq"]),
        Index("uq_badge_honour_entry", "book", "seq", unique=True),
    )


class BadgeForumRow(Base):
    """Badges given to the participants of a forum (чл. 18)."""

    __tablename__ = "badge_forum"
    id: Mapped[int] = mapped_column(primary_key=True)
    forum: Mapped[str]
    level: Mapped[str]
    on: Mapped[date] = mapped_column(index=True)
    recipients: Mapped[str]
    variant: Mapped[str]
    quantity: Mapped[int]
    document: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    lots: Mapped[list[int]] = mapped_column(Json)
    struck_why: Mapped[str] = mapped_column(default="")
    search_key: Mapped[str] = mapped_column(info=_DERIVED)
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict(CheckConstraint("quantity > 0", name="quantity"))


class BadgeOutletRow(Base):
    """A point of sale; `closed_on` once it sells no more."""

    __tablename__ = "badge_outlet"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(unique=True, info=_DERIVED)
    address: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="", info=_PERSONAL)
    contract: Mapped[str] = mapped_column(default="")
    closed_on: Mapped[date | None]
    __table_args__ = strict(CheckConstraint("name <> ''", name="name"))


class BadgeOutletMoveRow(Base):
    """Badges brought to a point of sale, sold there or taken back; `lots` are those of the stock."""

    __tablename__ = "badge_outlet_move"
    id: Mapped[int] = mapped_column(primary_key=True)
    outlet_id: Mapped[int] = mapped_column(ForeignKey("badge_outlet.id"), index=True)
    sort: Mapped[str]
    on: Mapped[date]
    variant: Mapped[str]
    quantity: Mapped[int]
    document: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    lots: Mapped[list[int]] = mapped_column(Json)
    struck_why: Mapped[str] = mapped_column(default="")
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict(
        CheckConstraint("sort IN ('delivered','sold','returned')", name="sort"),
        CheckConstraint("quantity > 0", name="quantity"),
    )


_LEFT = """coalesce((SELECT sum(CASE sort WHEN 'delivered' THEN quantity ELSE -quantity END)
  FROM badge_outlet_move WHERE outlet_id = new.outlet_id AND variant = new.variant
  AND struck_why = ''), 0) < 0"""
for _when in ("INSERT", "UPDATE OF struck_why"):
    ddl(
        BadgeOutletMoveRow.__table__,
        f"CREATE TRIGGER badge_outlet_move_left_{_when.split()[0].lower()} AFTER {_when} "
        f"ON badge_outlet_move BEGIN SELECT RAISE(ABORT, 'badge_outlet: below zero') WHERE {_LEFT}; END",
    )
for _table in (
    BadgeTermRow, BadgeWearRow, BadgeHonourRow, BadgeForumRow, BadgeOutletRow, BadgeOutletMoveRow,
):  # fmt: skip
    _name = _table.__tablename__
    ddl(
        _table.__table__,
        f"CREATE TRIGGER {_name}_no_delete BEFORE DELETE ON {_name} "
        f"BEGIN SELECT RAISE(ABORT, '{_name}: append-only'); END",
    )
