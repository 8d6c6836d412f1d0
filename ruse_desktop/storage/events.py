"""The tables of the protocol calendar: events and what has to be prepared for them."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ruse_desktop.storage.base import Base, strict


class EventRow(Base):
    """An event; removed ones stay, so that their number is never given to another."""

    __tablename__ = "event"
    __table_args__ = strict(
        CheckConstraint('"until" >= "on"', name="days"),
        Index("ix_event_days", "until", "on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True)
    version: Mapped[int] = mapped_column(default=1)
    title: Mapped[str]
    on: Mapped[date]
    until: Mapped[date]
    starts: Mapped[time | None]
    ends: Mapped[time | None]
    category: Mapped[str] = mapped_column(index=True)
    state: Mapped[str]
    place: Mapped[str]
    people: Mapped[list[str]]
    responsible: Mapped[str]
    organiser: Mapped[str]
    partner: Mapped[str]
    public: Mapped[bool]
    public_text: Mapped[str]
    internal_text: Mapped[str]
    budget_note: Mapped[str]
    attendance: Mapped[int | None]
    link: Mapped[str]
    movable: Mapped[str]
    rule: Mapped[str]
    easter: Mapped[int | None]
    skipped: Mapped[list[str]]
    repeats: Mapped[bool] = mapped_column(index=True)
    uses_flag: Mapped[bool]
    alarm_minutes: Mapped[int | None]
    apart: Mapped[str] = mapped_column(default="")
    copied_from: Mapped[int | None] = mapped_column(ForeignKey("event.id"))
    removed: Mapped[bool] = mapped_column(default=False)
    search_key: Mapped[str] = mapped_column(info={"derived": True})
    changed_at: Mapped[datetime]
    changed_by: Mapped[str]
    tasks: Mapped[list[EventTaskRow]] = relationship(
        order_by="EventTaskRow.ordinal", lazy="selectin", cascade="all, delete-orphan"
    )


class EventTaskRow(Base):
    """Something to prepare for an event."""

    __tablename__ = "event_task"
    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    due: Mapped[date | None] = mapped_column(index=True)
    who: Mapped[str]
    done: Mapped[bool]
