"""Accounts and the recovery sheet in force; secrets are kept as Argon2id hashes only."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, strict


class AccountRow(Base):
    """One account. Columns marked secret are never written into the audit."""

    __tablename__ = "account"
    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    roles: Mapped[list[str]]
    books: Mapped[list[str]]
    active: Mapped[bool] = mapped_column(default=True)
    created_on: Mapped[date]
    password: Mapped[str] = mapped_column(info={"secret": True})
    pin: Mapped[str | None] = mapped_column(info={"secret": True})
    must_change: Mapped[bool] = mapped_column(default=False)
    failures: Mapped[int] = mapped_column(default=0)
    __table_args__: Any = strict()


class RecoveryRow(Base):
    """A printed recovery sheet; the one with the highest number is in force."""

    __tablename__ = "recovery_sheet"
    number: Mapped[int] = mapped_column(primary_key=True)
    made_on: Mapped[date]
    code: Mapped[str] = mapped_column(info={"secret": True})
    used: Mapped[bool] = mapped_column(default=False)
    __table_args__: Any = strict()
