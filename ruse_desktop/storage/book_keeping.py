"""Extracts handed to the office that keeps a book, and the number it gave back."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl, strict


class ExtractSentRow(Base):
    """One extract of an award entry; its number is written once, when the keeper has entered it."""

    __tablename__ = "extract_sent"
    book: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    keeper: Mapped[str]
    sent_on: Mapped[date]
    document: Mapped[str] = mapped_column(default="")
    number: Mapped[str] = mapped_column(default="")
    entered_on: Mapped[date | None]
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict(
        ForeignKeyConstraint(["book", "seq"], ["book_entry.book", "book_entry.seq"]),
        CheckConstraint("(number <> '') = (entered_on IS NOT NULL)", name="entered"),
    )


ddl(
    ExtractSentRow.__table__,
    "CREATE TRIGGER extract_sent_once BEFORE UPDATE ON extract_sent WHEN old.number <> '' "
    "BEGIN SELECT RAISE(ABORT, 'extract_sent: the number stays'); END",
)
ddl(
    ExtractSentRow.__table__,
    "CREATE TRIGGER extract_sent_no_delete BEFORE DELETE ON extract_sent "
    "BEGIN SELECT RAISE(ABORT, 'extract_sent: append-only'); END",
)
