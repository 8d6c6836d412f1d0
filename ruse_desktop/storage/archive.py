"""The table of what is kept in the archive of an award edition."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl, strict


class ArchiveRow(Base):
    """One line of the list; struck out with a reason, never changed or deleted."""

    __tablename__ = "archive_item"
    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("award_edition.id"), index=True)
    kind: Mapped[str]
    title: Mapped[str]
    pieces: Mapped[int]
    pages: Mapped[int]
    place: Mapped[str]
    retention: Mapped[str]
    review: Mapped[int | None]
    by: Mapped[str]
    at: Mapped[datetime]
    struck_why: Mapped[str]
    __table_args__ = strict(
        CheckConstraint("pieces > 0", name="pieces"), CheckConstraint("pages >= 0", name="pages")
    )


_SAME = " AND ".join(
    f'new."{column.name}" IS old."{column.name}"'
    for column in ArchiveRow.__table__.columns
    if column.name != "struck_why"
)
ddl(
    ArchiveRow.__table__,
    "CREATE TRIGGER archive_item_frozen BEFORE UPDATE ON archive_item "
    f"WHEN NOT ({_SAME} AND old.struck_why = '') "
    "BEGIN SELECT RAISE(ABORT, 'a line of the archive can only be struck out'); END",
)
ddl(
    ArchiveRow.__table__,
    "CREATE TRIGGER archive_item_kept BEFORE DELETE ON archive_item "
    "BEGIN SELECT RAISE(ABORT, 'a line of the archive is never deleted'); END",
)
