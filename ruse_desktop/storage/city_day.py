"""The tables of City Day: editions, programme items, versions, plan lines, money, contracts, approvals."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl, strict


class CityDayRow(Base):
    """The holiday of a year (чл. 22)."""

    __tablename__ = "city_day"
    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(unique=True)
    feast: Mapped[date]
    currency: Mapped[str]
    patron: Mapped[str]
    organiser: Mapped[str]
    note: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]


class CityDayItemRow(Base):
    """An item of the programme: its event in the calendar, and the money meant for it."""

    __tablename__ = "city_day_item"
    id: Mapped[int] = mapped_column(primary_key=True)
    city_day_id: Mapped[int] = mapped_column(ForeignKey("city_day.id"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), unique=True)
    ordinal: Mapped[int]
    budget: Mapped[Decimal | None]


class CityDayVersionRow(Base):
    """The programme as it was when it was brought in, with what the committee did (чл. 23)."""

    __tablename__ = "city_day_version"
    id: Mapped[int] = mapped_column(primary_key=True)
    city_day_id: Mapped[int] = mapped_column(ForeignKey("city_day.id"))
    number: Mapped[int]
    made_on: Mapped[date]
    lines: Mapped[list[Any]]
    why: Mapped[str]
    after_approval: Mapped[bool]
    submitted_on: Mapped[date | None]
    outgoing_no: Mapped[str] = mapped_column(default="")
    late_reason: Mapped[str] = mapped_column(default="")
    examined_on: Mapped[date | None]
    examined_no: Mapped[str] = mapped_column(default="")
    approved_on: Mapped[date | None]
    approved_no: Mapped[str] = mapped_column(default="")
    decision: Mapped[str] = mapped_column(default="")
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict(
        UniqueConstraint("city_day_id", "number"),
        CheckConstraint("examined_on IS NULL OR submitted_on IS NOT NULL", name="examined"),
        CheckConstraint("approved_on IS NULL OR submitted_on IS NOT NULL", name="approved"),
    )


class CityDayLineRow(Base):
    """A line of the plan: income of a source of чл. 24, or a cost where `source` is „“."""

    __tablename__ = "city_day_line"
    id: Mapped[int] = mapped_column(primary_key=True)
    city_day_id: Mapped[int] = mapped_column(ForeignKey("city_day.id"), index=True)
    ordinal: Mapped[int]
    source: Mapped[str]
    name: Mapped[str]
    planned: Mapped[Decimal]
    note: Mapped[str]
    removed: Mapped[bool] = mapped_column(default=False)
    __table_args__ = strict(CheckConstraint("planned >= 0", name="planned"))


class CityDaySponsorRow(Base):
    """A contract of sponsorship or advertising (чл. 24, т. 2)."""

    __tablename__ = "city_day_sponsor"
    id: Mapped[int] = mapped_column(primary_key=True)
    city_day_id: Mapped[int] = mapped_column(ForeignKey("city_day.id"), index=True)
    name: Mapped[str] = mapped_column(info={"personal": True})
    contract_no: Mapped[str]
    contract_on: Mapped[date | None]
    amount: Mapped[Decimal | None]
    in_kind: Mapped[str]
    in_kind_value: Mapped[Decimal | None]
    promised: Mapped[str]
    symbol: Mapped[str]
    permit_id: Mapped[int | None] = mapped_column(ForeignKey("permit.id"))
    note: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    struck_why: Mapped[str] = mapped_column(default="")


class CityDayEntryRow(Base):
    """Money that came in or was spent; a mistake is struck out and stays."""

    __tablename__ = "city_day_entry"
    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("city_day_line.id"), index=True)
    sponsor_id: Mapped[int | None] = mapped_column(ForeignKey("city_day_sponsor.id"))
    on: Mapped[date]
    amount: Mapped[Decimal]
    paid: Mapped[Decimal]
    paid_currency: Mapped[str]
    document: Mapped[str]
    who: Mapped[str] = mapped_column(info={"personal": True})
    reason: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    struck_why: Mapped[str] = mapped_column(default="")
    __table_args__ = strict(CheckConstraint("amount > 0", name="amount"))


class CityDayApprovalRow(Base):
    """The mayor's approval of a version of plan or report, with its lines (чл. 25)."""

    __tablename__ = "city_day_approval"
    id: Mapped[int] = mapped_column(primary_key=True)
    city_day_id: Mapped[int] = mapped_column(ForeignKey("city_day.id"))
    paper: Mapped[str]
    version: Mapped[int]
    on: Mapped[date]
    number: Mapped[str]
    lines: Mapped[list[Any]]
    why: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict(
        UniqueConstraint("city_day_id", "paper", "version"),
        CheckConstraint("number <> ''", name="number"),
    )


for _row in (CityDayApprovalRow, CityDayVersionRow):
    ddl(
        _row.__table__,
        f"CREATE TRIGGER {_row.__tablename__}_kept BEFORE DELETE ON {_row.__tablename__} "
        f"BEGIN SELECT RAISE(ABORT, '{_row.__tablename__}: append-only'); END",
    )
ddl(
    CityDayApprovalRow.__table__,
    "CREATE TRIGGER city_day_approval_frozen BEFORE UPDATE ON city_day_approval "
    "BEGIN SELECT RAISE(ABORT, 'city_day_approval: append-only'); END",
)
ddl(
    CityDayVersionRow.__table__,
    "CREATE TRIGGER city_day_version_frozen BEFORE UPDATE ON city_day_version "
    "WHEN new.lines IS NOT old.lines OR new.number IS NOT old.number "
    "OR (old.approved_on IS NOT NULL AND new.approved_on IS NOT old.approved_on) "
    "BEGIN SELECT RAISE(ABORT, 'city_day_version: append-only'); END",
)
ddl(
    CityDayEntryRow.__table__,
    "CREATE TRIGGER city_day_entry_frozen BEFORE UPDATE ON city_day_entry "
    'WHEN old.struck_why <> \'\' OR new.amount IS NOT old.amount OR new."on" IS NOT old."on" '
    "OR new.line_id IS NOT old.line_id "
    "BEGIN SELECT RAISE(ABORT, 'city_day_entry: append-only'); END",
)
