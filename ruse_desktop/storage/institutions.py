"""The table of cultural institutions: what is known of one besides its organisation card (функция 7)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl, strict


class InstitutionRow(Base):
    """A cultural institution; name, seat, head and contacts stand on its organisation card."""

    __tablename__ = "institution"
    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    form: Mapped[str] = mapped_column(index=True)
    website: Mapped[str]
    since: Mapped[date | None]
    until: Mapped[date | None]
    checked_on: Mapped[date | None] = mapped_column(index=True)
    checked_by: Mapped[str]
    note: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    struck_why: Mapped[str] = mapped_column(default="")
    search_key: Mapped[str] = mapped_column(info={"derived": True})
    settlement_key: Mapped[str] = mapped_column(info={"derived": True})
    __table_args__ = strict(
        CheckConstraint("until IS NULL OR since IS NULL OR until >= since", name="days")
    )


ddl(
    InstitutionRow.__table__,
    "CREATE TRIGGER institution_kept BEFORE DELETE ON institution "
    "BEGIN SELECT RAISE(ABORT, 'institution: kept'); END",
)
