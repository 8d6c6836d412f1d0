"""Tables of the list for the site: who is left out and why, and the versions handed over."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl, strict


class WithheldRow(Base):
    """A laureate left out from a day on, until lifted with a reason; lines are never removed."""

    __tablename__ = "web_withheld"
    id: Mapped[int] = mapped_column(primary_key=True)
    book: Mapped[str]
    seq: Mapped[int]
    reason: Mapped[str] = mapped_column(info={"personal": True})
    by: Mapped[str]
    at: Mapped[datetime]
    lifted_why: Mapped[str | None] = mapped_column(info={"personal": True})
    lifted_by: Mapped[str | None]
    lifted_at: Mapped[datetime | None]
    __table_args__ = strict(
        ForeignKeyConstraint(["book", "seq"], ["book_entry.book", "book_entry.seq"]),
        Index(
            "uq_web_withheld_now", "book", "seq", unique=True,
            sqlite_where=text("lifted_at IS NULL"),
        ),
    )  # fmt: skip


class PublicationRow(Base):
    """A version of the list handed over for publishing."""

    __tablename__ = "web_publication"
    version: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    by: Mapped[str]
    names: Mapped[int]
    withheld: Mapped[int]
    digest: Mapped[str]
    folder: Mapped[str]
    link: Mapped[str] = mapped_column(default="")
    published_on: Mapped[date | None]


ddl(
    PublicationRow.__table__,
    "CREATE TRIGGER web_publication_no_delete BEFORE DELETE ON web_publication "
    "BEGIN SELECT RAISE(ABORT, 'web_publication: append-only'); END",
)
ddl(
    PublicationRow.__table__,
    "CREATE TRIGGER web_publication_kept BEFORE UPDATE OF version, at, by, names, withheld, digest "
    "ON web_publication BEGIN SELECT RAISE(ABORT, 'web_publication: append-only'); END",
)
