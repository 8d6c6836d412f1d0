"""The table of the memory book: what stands beside a laureate's entry, in versions only added."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl, strict

_PERSONAL: dict[Any, Any] = {"personal": True}


class MemoryPageRow(Base):
    """A version of a laureate's page; `sha256` is of the photo, „“ for none."""

    __tablename__ = "memory_page"
    book: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(info=_PERSONAL)
    works: Mapped[list[str]]
    press: Mapped[list[str]]
    photo: Mapped[str] = mapped_column(info=_PERSONAL)
    suffix: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict(
        ForeignKeyConstraint(("book", "seq"), ("book_entry.book", "book_entry.seq")),
        CheckConstraint("version >= 1", name="version"),
    )


ddl(
    MemoryPageRow.__table__,
    "CREATE TRIGGER memory_page_frozen BEFORE UPDATE ON memory_page "
    "BEGIN SELECT RAISE(ABORT, 'a version of a memory page is never changed'); END",
)
ddl(
    MemoryPageRow.__table__,
    "CREATE TRIGGER memory_page_kept BEFORE DELETE ON memory_page "
    "BEGIN SELECT RAISE(ABORT, 'a version of a memory page is never deleted'); END",
)
