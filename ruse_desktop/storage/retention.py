"""Which records were erased, by number only: the list is applied again after a restore."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, strict


class ErasedRow(Base):
    """One erased person card."""

    __tablename__ = "erased"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(unique=True)
    on: Mapped[date]
    protocol: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__: Any = strict()
