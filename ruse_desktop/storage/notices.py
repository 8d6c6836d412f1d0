"""Tables of who was told of a session and how, and of those in the room who have no vote."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl, strict

_PERSONAL: dict[Any, Any] = {"personal": True}


class NoticeRow(Base):
    """A person told of a session; known by name and capacity, so that a new order keeps it."""

    __tablename__ = "session_notice"
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"), index=True)
    capacity: Mapped[str]
    name: Mapped[str] = mapped_column(info=_PERSONAL)
    on: Mapped[date]
    way: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict(UniqueConstraint("session_id", "capacity", "name"))


class GuestRow(Base):
    """Somebody without a vote: the secretary, an expert, technical staff, or another with a reason."""

    __tablename__ = "session_guest"
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    capacity: Mapped[str]
    name: Mapped[str] = mapped_column(info=_PERSONAL)
    role: Mapped[str]
    reason: Mapped[str] = mapped_column(info=_PERSONAL)
    present: Mapped[bool]
    __table_args__ = strict()


_CLOSED = (
    "= (SELECT id FROM session WHERE id = {row}.session_id AND state = 'closed') "
    "BEGIN SELECT RAISE(ABORT, 'a closed session never changes'); END"
)
for _kept in (NoticeRow, GuestRow):
    _name = _kept.__tablename__
    for _action, _row in (("INSERT", "new"), ("UPDATE", "old"), ("DELETE", "old")):
        ddl(
            _kept.__table__,
            f"CREATE TRIGGER {_name}_closed_{_action.lower()} BEFORE {_action} ON {_name} "
            f"WHEN {_row}.session_id {_CLOSED.format(row=_row)}",
        )
