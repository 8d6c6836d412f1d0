"""Tables of the laureate books: the append-only chain, its erasable part, and the list made from it."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl, strict


class Book(Base):
    """A book of one award; the head repeats the last entry, so that a cut tail is noticed."""

    __tablename__ = "book"
    code: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    citation: Mapped[str]
    complete_from: Mapped[int | None]
    head_seq: Mapped[int] = mapped_column(default=0)
    head_hash: Mapped[bytes] = mapped_column(LargeBinary, default=bytes(32))
    __table_args__ = strict()


class BookKeeper(Base):
    """The office that keeps a book from a day on."""

    __tablename__ = "book_keeper"
    book: Mapped[str] = mapped_column(ForeignKey("book.code"), primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    unit: Mapped[str]
    __table_args__ = strict()


class BookEntry(Base):
    """One entry of a chain, as docs/books-format.md freezes it; `payload` is the exact text hashed."""

    __tablename__ = "book_entry"
    book: Mapped[str] = mapped_column(ForeignKey("book.code"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    ref_seq: Mapped[int | None]
    payload: Mapped[str]
    pcommit: Mapped[bytes | None] = mapped_column(LargeBinary)
    prev: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    __table_args__ = strict(
        CheckConstraint("seq > 0", name="seq"),
        CheckConstraint("length(prev) = 32 AND length(hash) = 32", name="digests"),
        CheckConstraint("pcommit IS NULL OR length(pcommit) = 32", name="pcommit"),
        CheckConstraint(
            "kind IN ('opening','award','hand-over','correction','annotation','revocation',"
            "'closing','note')",
            name="kind",
        ),
        ForeignKeyConstraint(["book", "ref_seq"], ["book_entry.book", "book_entry.seq"]),
        Index("ix_book_entry_ref", "book", "ref_seq"),
    )


class EntryPrivate(Base):
    """The erasable part of an entry; erasing deletes data and salt, the chain still holds."""

    __tablename__ = "entry_private"
    book: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    data: Mapped[str]
    __table_args__ = strict(
        ForeignKeyConstraint(["book", "seq"], ["book_entry.book", "book_entry.seq"]),
    )


class Laureate(Base):
    """A laureate as the book reads today; made from the chain and checked against it."""

    __tablename__ = "laureate"
    id: Mapped[int] = mapped_column(primary_key=True)
    book: Mapped[str]
    seq: Mapped[int]
    entry_no: Mapped[int]
    year: Mapped[int]
    kind: Mapped[str]
    name: Mapped[str]
    section: Mapped[str]
    act: Mapped[str]
    historic: Mapped[bool]
    corrected: Mapped[bool]
    revoked: Mapped[bool]
    handed_over: Mapped[date | None]
    nomination_id: Mapped[int | None]
    search_key: Mapped[str]
    sort_key: Mapped[str]
    __table_args__ = strict(
        UniqueConstraint("book", "seq"),
        UniqueConstraint("book", "entry_no"),
        ForeignKeyConstraint(["book", "seq"], ["book_entry.book", "book_entry.seq"]),
        Index("ix_laureate_book_sort_key", "book", "sort_key"),
        Index("ix_laureate_book_year", "book", "year", "entry_no"),
        Index("ix_laureate_nomination", "nomination_id"),
    )


class LaureateName(Base):
    """A name that belongs to a laureate: holder, member of a team, former or original spelling."""

    __tablename__ = "laureate_name"
    id: Mapped[int] = mapped_column(primary_key=True)
    laureate_id: Mapped[int] = mapped_column(ForeignKey("laureate.id"), index=True)
    name: Mapped[str]
    key: Mapped[str] = mapped_column(index=True)
    __table_args__ = strict()


for _made in (Laureate, LaureateName):
    Base.metadata.tables[_made.__tablename__].info["derived"] = True  # from the chain, checked too

_REFERRING = "('hand-over','correction','annotation','revocation')"
_INSERT = f"""
CREATE TRIGGER book_entry_chain BEFORE INSERT ON book_entry BEGIN
  SELECT RAISE(ABORT, 'book_entry: gap') WHERE new.seq <>
    (SELECT coalesce(max(seq), 0) + 1 FROM book_entry WHERE book = new.book);
  SELECT RAISE(ABORT, 'book_entry: chain') WHERE new.prev <> coalesce(
    (SELECT hash FROM book_entry WHERE book = new.book AND seq = new.seq - 1), zeroblob(32));
  SELECT RAISE(ABORT, 'book_entry: opening') WHERE (new.kind = 'opening') <> (new.seq = 1);
  SELECT RAISE(ABORT, 'book_entry: ref') WHERE
    (new.kind IN {_REFERRING} AND new.ref_seq IS NULL)
    OR (new.kind IN ('opening','award','closing') AND new.ref_seq IS NOT NULL);
  SELECT RAISE(ABORT, 'book_entry: ref') WHERE new.ref_seq IS NOT NULL AND NOT EXISTS
    (SELECT 1 FROM book_entry WHERE book = new.book AND seq = new.ref_seq AND kind = 'award');
  SELECT RAISE(ABORT, 'book_entry: closed') WHERE new.kind IN ('award','closing') AND EXISTS
    (SELECT 1 FROM book_entry WHERE book = new.book AND kind = 'closing');
END
"""  # noqa: S608 - the only part put in is the constant above
_APPEND_ONLY: tuple[tuple[Any, str, str], ...] = (
    (BookEntry.__table__, "book_entry", "UPDATE"),
    (BookEntry.__table__, "book_entry", "DELETE"),
    (EntryPrivate.__table__, "entry_private", "UPDATE"),
    (Book.__table__, "book", "DELETE"),
)

ddl(BookEntry.__table__, _INSERT)
ddl(
    BookEntry.__table__,
    "CREATE TRIGGER book_entry_head AFTER INSERT ON book_entry BEGIN "
    "UPDATE book SET head_seq = new.seq, head_hash = new.hash WHERE code = new.book; END",
)
ddl(
    EntryPrivate.__table__,
    "CREATE TRIGGER entry_private_once BEFORE INSERT ON entry_private BEGIN "
    "SELECT RAISE(ABORT, 'entry_private: append-only') WHERE EXISTS "
    "(SELECT 1 FROM entry_private WHERE book = new.book AND seq = new.seq); END",
)
ddl(
    BookEntry.__table__,
    "CREATE INDEX ix_book_entry_closing ON book_entry (book) WHERE kind = 'closing'",
)
for _table, _name, _action in _APPEND_ONLY:
    ddl(
        _table,
        f"CREATE TRIGGER {_name}_no_{_action.lower()} BEFORE {_action} ON {_name} "
        f"BEGIN SELECT RAISE(ABORT, '{_name}: append-only'); END",
    )
