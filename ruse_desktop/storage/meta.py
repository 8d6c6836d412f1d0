"""Facts about the database file itself and the log of its backups."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base


class Meta(Base):
    """One fact of the file: its uuid, when and by which version it was created."""

    __tablename__ = "meta"
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class BackupRecord(Base):
    """One attempt to make a backup, successful or not.

    `place_id` is None for the place beside the data; `seen` says that a person has taken note.
    """

    __tablename__ = "backup_record"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    path: Mapped[str]
    ok: Mapped[bool]
    detail: Mapped[str]
    rows: Mapped[int] = mapped_column(default=0)
    place_id: Mapped[int | None] = mapped_column(default=None)
    seen: Mapped[bool] = mapped_column(default=False)


class BackupPlace(Base):
    """A place where copies go besides the data folder; one given up stays for its records."""

    __tablename__ = "backup_place"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    folder: Mapped[str]
    label: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)


class RehearsalRecord(Base):
    """A copy tried out: restored aside, opened, compared."""

    __tablename__ = "backup_rehearsal"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    path: Mapped[str]
    copy_at: Mapped[datetime]
    ok: Mapped[bool]
    rows: Mapped[int]
    books: Mapped[int]
    attachments: Mapped[int]
    audit_lines: Mapped[int]
    by: Mapped[str]
    detail: Mapped[str]


class RestoreRecord(Base):
    """A finished restore: from which copy, where the earlier files lie."""

    __tablename__ = "backup_restore"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    path: Mapped[str]
    copy_at: Mapped[datetime]
    quarantine: Mapped[str]
    by: Mapped[str]
