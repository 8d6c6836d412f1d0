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
    """One attempt to make a backup, successful or not."""

    __tablename__ = "backup_record"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    path: Mapped[str]
    ok: Mapped[bool]
    detail: Mapped[str]
    rows: Mapped[int] = mapped_column(default=0)
