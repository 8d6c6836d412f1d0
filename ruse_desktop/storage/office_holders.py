"""The table of office holders: who held an office when, and who acted for whom (R-X-0.6)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl, strict


class OfficeHolderRow(Base):
    """A person in an office on the days `since` … `until`; one who is `acting` signs „за“ by an order."""

    __tablename__ = "office_holder"
    id: Mapped[int] = mapped_column(primary_key=True)
    office: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    name: Mapped[str] = mapped_column(info={"personal": True})
    acting: Mapped[bool]
    act: Mapped[str]
    since: Mapped[date] = mapped_column(index=True)
    until: Mapped[date | None]
    note: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    struck_why: Mapped[str] = mapped_column(default="")
    search_key: Mapped[str] = mapped_column(info={"derived": True, "personal": True})
    __table_args__ = strict(
        CheckConstraint("until IS NULL OR until >= since", name="days"),
        CheckConstraint("acting = 0 OR (act <> '' AND until IS NOT NULL)", name="acting"),
    )


ddl(
    OfficeHolderRow.__table__,
    "CREATE TRIGGER office_holder_kept BEFORE DELETE ON office_holder "
    "BEGIN SELECT RAISE(ABORT, 'office_holder: kept'); END",
)
