"""The tables of bodies and their members by dates (функция 20)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl, strict


class BodyRow(Base):
    """A council, a committee, a group: by which act, on which days, who of the department takes part."""

    __tablename__ = "body"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    since: Mapped[date] = mapped_column(index=True)
    until: Mapped[date | None]
    act: Mapped[str]
    ground: Mapped[str]
    ours: Mapped[str] = mapped_column(info={"personal": True})
    note: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    struck_why: Mapped[str] = mapped_column(default="")
    search_key: Mapped[str] = mapped_column(info={"derived": True, "personal": True})
    __table_args__ = strict(CheckConstraint("until IS NULL OR until >= since", name="days"))


class BodyMemberRow(Base):
    """A member of a body on the days `since` … `until`; struck out, never deleted."""

    __tablename__ = "body_member"
    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    name: Mapped[str] = mapped_column(info={"personal": True})
    role: Mapped[str]
    since: Mapped[date]
    until: Mapped[date | None]
    act: Mapped[str]
    struck_why: Mapped[str] = mapped_column(default="")
    __table_args__ = strict(CheckConstraint("until IS NULL OR until >= since", name="days"))


for _row in (BodyRow, BodyMemberRow):
    _name = _row.__tablename__
    ddl(
        _row.__table__,
        f"CREATE TRIGGER {_name}_kept BEFORE DELETE ON {_name} "
        f"BEGIN SELECT RAISE(ABORT, '{_name}: kept'); END",
    )
