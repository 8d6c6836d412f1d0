"""Tables of commissions: the appointed members and the orders that appointed them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ruse_desktop.storage.base import Base, strict

_PERSONAL: dict[Any, Any] = {"personal": True}


class CommissionRow(Base):
    """A commission of an award edition as it is appointed now."""

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
    """A seat that is filled."""

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


class OrderRow(Base):
    """One order that appointed or changed a commission; earlier ones stay."""

    __tablename__ = "commission_order"
    id: Mapped[int] = mapped_column(primary_key=True)
    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"), index=True)
    number: Mapped[str]
    on: Mapped[date]
    members: Mapped[list[str]]
    by: Mapped[str]
    at: Mapped[datetime]
