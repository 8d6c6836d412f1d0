"""The table of the requirements for applying the symbols: versions, never changed."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl, strict


class RequirementRow(Base):
    """A version; numbers go on without gaps, `emblem_id` is the emblem drawn in it."""

    __tablename__ = "requirement"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    issued_on: Mapped[date]
    least_mm: Mapped[int]
    free_percent: Mapped[int]
    lines: Mapped[list[str]]
    emblem_id: Mapped[int | None] = mapped_column(ForeignKey("emblem_version.id"), index=True)
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict(CheckConstraint("number >= 1", name="number"))


for _action in ("UPDATE", "DELETE"):
    ddl(
        RequirementRow.__table__,
        f"CREATE TRIGGER requirement_no_{_action.lower()} BEFORE {_action} ON requirement "
        "BEGIN SELECT RAISE(ABORT, 'requirement: append-only'); END",
    )
