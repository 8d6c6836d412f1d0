"""The table of what was made public of an award edition."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl


class PublicationRow(Base):
    """One appearance; struck out with a reason, never changed or deleted."""

    __tablename__ = "publication"
    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("award_edition.id"), index=True)
    purpose: Mapped[str]
    medium: Mapped[str]
    kind: Mapped[str]
    on: Mapped[date]
    listed: Mapped[str]
    instead: Mapped[str]
    awards: Mapped[list[str]]
    reference: Mapped[str]
    responsible: Mapped[str]
    agreed: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    struck_why: Mapped[str]


_SAME = " AND ".join(
    f'new."{column.name}" IS old."{column.name}"'
    for column in PublicationRow.__table__.columns
    if column.name != "struck_why"
)
ddl(
    PublicationRow.__table__,
    "CREATE TRIGGER publication_frozen BEFORE UPDATE ON publication "
    f"WHEN NOT ({_SAME} AND old.struck_why = '') "
    "BEGIN SELECT RAISE(ABORT, 'a publication can only be struck out'); END",
)
ddl(
    PublicationRow.__table__,
    "CREATE TRIGGER publication_kept BEFORE DELETE ON publication "
    "BEGIN SELECT RAISE(ABORT, 'a publication is never deleted'); END",
)
