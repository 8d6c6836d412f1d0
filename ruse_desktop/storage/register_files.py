"""The table of the files of the department's registers: scans and pictures kept with a record."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl, strict


class RegisterFileRow(Base):
    """A file kept by its checksum with the record `record_id` of a `kind`; `removed_why` takes it out."""

    __tablename__ = "register_file"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    record_id: Mapped[int]
    name: Mapped[str]
    suffix: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(index=True)
    added_on: Mapped[date]
    note: Mapped[str]
    by: Mapped[str]
    removed_why: Mapped[str] = mapped_column(default="")
    __table_args__ = strict(Index("ix_register_file_record", "kind", "record_id"))


ddl(
    RegisterFileRow.__table__,
    "CREATE TRIGGER register_file_kept BEFORE DELETE ON register_file "
    "BEGIN SELECT RAISE(ABORT, 'register_file: kept'); END",
)
