"""The tables of protocol plans: the plan of an event, its guests, timed rows, costs, gifts and files."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, strict

_PERSONAL: dict[Any, Any] = {"personal": True}


class PlanRow(Base):
    """The plan of one event; the hall by rows, seats in a row and seats left of the aisle."""

    __tablename__ = "protocol_plan"
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), unique=True)
    hall: Mapped[str]
    rows: Mapped[int]
    seats: Mapped[int]
    aisle: Mapped[int]
    music: Mapped[str]
    delegation: Mapped[str]
    members: Mapped[list[str]] = mapped_column(info=_PERSONAL)
    hosts: Mapped[str] = mapped_column(info=_PERSONAL)
    interpreter: Mapped[str] = mapped_column(info=_PERSONAL)
    accommodation: Mapped[str]
    note: Mapped[str]
    __table_args__ = strict(CheckConstraint("rows >= 0 AND seats >= 0", name="hall"))


class PlanGuestRow(Base):
    """A guest; `by_hand` is a place in the order with its reason."""

    __tablename__ = "protocol_guest"
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("protocol_plan.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    source: Mapped[str]
    name: Mapped[str] = mapped_column(info=_PERSONAL)
    office: Mapped[str] = mapped_column(info=_PERSONAL)
    rank: Mapped[str]
    called: Mapped[str] = mapped_column(info=_PERSONAL)
    address: Mapped[str] = mapped_column(info=_PERSONAL)
    invited_on: Mapped[date | None]
    reply: Mapped[str]
    companions: Mapped[int]
    wreath: Mapped[bool]
    by_hand: Mapped[int | None]
    by_hand_why: Mapped[str]
    fixed_seat: Mapped[str]
    __table_args__ = strict(
        CheckConstraint("companions >= 0", name="companions"),
        CheckConstraint("by_hand IS NULL OR by_hand_why <> ''", name="by_hand"),
    )


class PlanStepRow(Base):
    """A row of the scenario or of the delegation's programme."""

    __tablename__ = "protocol_step"
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("protocol_plan.id"), index=True)
    kind: Mapped[str]
    on: Mapped[date | None]
    starts: Mapped[time | None]
    action: Mapped[str]
    who: Mapped[str] = mapped_column(info=_PERSONAL)
    flags: Mapped[str]


class PlanCostRow(Base):
    """A cost of a visit."""

    __tablename__ = "protocol_cost"
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("protocol_plan.id"), index=True)
    name: Mapped[str]
    amount: Mapped[Decimal]


class PlanGiftRow(Base):
    """A gift that came off the stock by the movement `lot`."""

    __tablename__ = "protocol_gift"
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("protocol_plan.id"), index=True)
    lot: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str]
    count: Mapped[int]
    on: Mapped[date]
    receiver: Mapped[str] = mapped_column(info=_PERSONAL)


class PlanFileRow(Base):
    """A speech or other material, kept by its checksum; `removed_why` takes it out of the plan."""

    __tablename__ = "protocol_file"
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("protocol_plan.id"), index=True)
    name: Mapped[str]
    suffix: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(index=True)
    note: Mapped[str]
    added_on: Mapped[date]
    removed_why: Mapped[str] = mapped_column(default="")
