"""Table of the office's answers to what the ordinance leaves open; only ever appended to."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl, strict


class PracticeRow(Base):
    """One answer: it holds from its day until a later one."""

    __tablename__ = "practice_answer"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(index=True)
    value: Mapped[str]
    valid_from: Mapped[date]
    reason: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict()


for _action in ("UPDATE", "DELETE"):
    ddl(
        PracticeRow.__table__,
        f"CREATE TRIGGER practice_answer_no_{_action.lower()} BEFORE {_action} ON practice_answer "
        "BEGIN SELECT RAISE(ABORT, 'what was decided stays'); END",
    )
