"""The tables of competitions other than the awards: jury, entries by number, result (функция 21)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl, strict


class CompetitionRow(Base):
    """A competition from its announcement to its result; struck out, never deleted."""

    __tablename__ = "competition"
    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str]
    ground: Mapped[str]
    announced_on: Mapped[date] = mapped_column(index=True)
    announcement: Mapped[str]
    deadline: Mapped[date] = mapped_column(index=True)
    anonymous: Mapped[bool]
    prize: Mapped[str]
    jury: Mapped[list[str]] = mapped_column(info={"personal": True})
    jury_act: Mapped[str]
    result_on: Mapped[date | None]
    result_act: Mapped[str] = mapped_column(default="")
    result: Mapped[str] = mapped_column(default="")
    note: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    struck_why: Mapped[str] = mapped_column(default="")
    search_key: Mapped[str] = mapped_column(info={"derived": True})
    __table_args__ = strict(CheckConstraint("deadline >= announced_on", name="days"))


class CompetitionEntryRow(Base):
    """An entry under its number; with an anonymous competition the author is kept after the result."""

    __tablename__ = "competition_entry"
    id: Mapped[int] = mapped_column(primary_key=True)
    competition_id: Mapped[int] = mapped_column(ForeignKey("competition.id"))
    number: Mapped[int]
    received_on: Mapped[date]
    motto: Mapped[str]
    author: Mapped[str] = mapped_column(info={"personal": True})
    place: Mapped[int | None]
    award: Mapped[str] = mapped_column(default="")
    excluded_why: Mapped[str] = mapped_column(default="")
    note: Mapped[str]
    __table_args__ = strict(
        Index("uq_competition_entry_number", "competition_id", "number", unique=True),
        CheckConstraint("place IS NULL OR place BETWEEN 1 AND 9", name="place"),
        CheckConstraint("place IS NULL OR excluded_why = ''", name="excluded"),
    )


for _row in (CompetitionRow, CompetitionEntryRow):
    _name = _row.__tablename__
    ddl(
        _row.__table__,
        f"CREATE TRIGGER {_name}_kept BEFORE DELETE ON {_name} "
        f"BEGIN SELECT RAISE(ABORT, '{_name}: kept'); END",
    )
