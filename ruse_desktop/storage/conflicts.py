"""Tables of declared relations of members with those proposed, and of hints put aside."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl, strict

_PERSONAL: dict[Any, Any] = {"personal": True}


class ConflictRow(Base):
    """A relation a member declared for a session; `ordinal` counts those of the member."""

    __tablename__ = "conflict"
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("commission_member.id"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"), info=_PERSONAL)
    proposer: Mapped[bool]
    kind: Mapped[str] = mapped_column(info=_PERSONAL)
    text_: Mapped[str] = mapped_column("text", info=_PERSONAL)
    steps_out: Mapped[bool]
    __table_args__ = strict()


class HintNoteRow(Base):
    """Why a hint of a relation was put aside; `key` names the pair, so it outlives a new order."""

    __tablename__ = "conflict_hint_note"
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True, info=_PERSONAL)
    note: Mapped[str] = mapped_column(info=_PERSONAL)
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict()


_CLOSED = (
    "= (SELECT id FROM session WHERE id = {row}.session_id AND state = 'closed') "
    "BEGIN SELECT RAISE(ABORT, 'a closed session never changes'); END"
)
for _kept in (ConflictRow, HintNoteRow):
    _name = _kept.__tablename__
    for _action, _row in (("INSERT", "new"), ("UPDATE", "old"), ("DELETE", "old")):
        ddl(
            _kept.__table__,
            f"CREATE TRIGGER {_name}_closed_{_action.lower()} BEFORE {_action} ON {_name} "
            f"WHEN {_row}.session_id {_CLOSED.format(row=_row)}",
        )
