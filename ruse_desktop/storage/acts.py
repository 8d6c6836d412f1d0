"""Tables of the deciding acts and the persons they name; an act is struck out, never changed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ruse_desktop.storage.base import Base, ddl

_PERSONAL: dict[Any, Any] = {"personal": True}


class ActRow(Base):
    """A mayor's order or a council's decision that awards; `session_id` when a commission proposed."""

    __tablename__ = "deciding_act"
    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("award_edition.id"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("session.id"), index=True)
    kind: Mapped[str]
    number: Mapped[str]
    protocol: Mapped[str]
    on: Mapped[date]
    text_: Mapped[str] = mapped_column("text")
    members: Mapped[int | None]
    present: Mapped[int | None]
    in_favour: Mapped[int | None]
    against: Mapped[int | None]
    abstained: Mapped[int | None]
    struck_why: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    names: Mapped[list[ActNameRow]] = relationship(order_by="ActNameRow.ordinal", lazy="selectin")


class ActNameRow(Base):
    """A nomination beside an act: named by it, or proposed and left out with a reason."""

    __tablename__ = "deciding_act_name"
    act_id: Mapped[int] = mapped_column(ForeignKey("deciding_act.id"), primary_key=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"), primary_key=True)
    ordinal: Mapped[int]
    named: Mapped[bool]
    proposed: Mapped[bool]
    motive: Mapped[str] = mapped_column(info=_PERSONAL)
    reason: Mapped[str] = mapped_column(info=_PERSONAL)


_SAME = " AND ".join(
    f'new."{column.name}" IS old."{column.name}"'
    for column in ActRow.__table__.columns
    if column.name != "struck_why"
)
ddl(
    ActRow.__table__,
    "CREATE TRIGGER deciding_act_frozen BEFORE UPDATE ON deciding_act "
    f"WHEN NOT ({_SAME} AND old.struck_why = '' AND new.struck_why <> '') "
    "BEGIN SELECT RAISE(ABORT, 'an act is only struck out'); END",
)
for _table in (ActRow, ActNameRow):
    _name = _table.__tablename__
    ddl(
        _table.__table__,
        f"CREATE TRIGGER {_name}_kept BEFORE DELETE ON {_name} "
        "BEGIN SELECT RAISE(ABORT, 'an act is only struck out'); END",
    )
ddl(
    ActNameRow.__table__,
    "CREATE TRIGGER deciding_act_name_frozen BEFORE UPDATE ON deciding_act_name "
    "BEGIN SELECT RAISE(ABORT, 'an act is only struck out'); END",
)
