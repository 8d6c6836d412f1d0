"""The log of what was printed from the books: volumes, extracts, copies, duplicates, diplomas."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl, strict


class BookPrintRow(Base):
    """One printing; `number` counts duplicates of an entry, or extracts and copies of a book and year.

    `applicant` is who asked, `certified_by` who certified. Only the applicant may be changed, when
    personal data are erased.
    """

    __tablename__ = "book_print"
    id: Mapped[int] = mapped_column(primary_key=True)
    book: Mapped[str] = mapped_column(ForeignKey("book.code"))
    seq: Mapped[int | None]
    kind: Mapped[str]
    way: Mapped[str]
    number: Mapped[int | None]
    year: Mapped[int]
    day: Mapped[date]
    part: Mapped[str] = mapped_column(default="")
    applicant: Mapped[str] = mapped_column(default="", info={"personal": True})
    reason: Mapped[str] = mapped_column(default="")
    certified_by: Mapped[str] = mapped_column(default="")
    head_seq: Mapped[int]
    head: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict(
        CheckConstraint(
            "kind IN ('volume','anchor','extract','copy','duplicate','diploma')", name="kind"
        ),
        Index("ix_book_print_entry", "book", "seq"),
        Index(
            "uq_book_print_duplicate", "book", "seq", "number",
            unique=True, sqlite_where=text("kind = 'duplicate'"),
        ),
        Index(
            "uq_book_print_number", "book", "year", "number",
            unique=True, sqlite_where=text("kind IN ('extract','copy')"),
        ),
    )  # fmt: skip


_KEPT = ", ".join(
    column.name for column in BookPrintRow.__table__.columns if column.name != "applicant"
)
ddl(
    BookPrintRow.__table__,
    f"CREATE TRIGGER book_print_kept BEFORE UPDATE OF {_KEPT} ON book_print "
    "BEGIN SELECT RAISE(ABORT, 'book_print: append-only'); END",
)
ddl(
    BookPrintRow.__table__,
    "CREATE TRIGGER book_print_no_delete BEFORE DELETE ON book_print "
    "BEGIN SELECT RAISE(ABORT, 'book_print: append-only'); END",
)
