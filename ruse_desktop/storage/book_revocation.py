"""The file on a revocation: what the book must not say for ever, and what is still to be returned."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, strict

_PERSONAL: dict[Any, Any] = {"personal": True}


class RevocationRow(Base):
    """Ground and proof, initiator, the council's numbers; one for an award entry of a book."""

    __tablename__ = "revocation"
    book: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    ground: Mapped[str]
    initiator: Mapped[str] = mapped_column(info=_PERSONAL)
    sentence_no: Mapped[str] = mapped_column(info=_PERSONAL)
    sentence_in_force: Mapped[date | None] = mapped_column(info=_PERSONAL)
    description: Mapped[str] = mapped_column(info=_PERSONAL)
    evidence: Mapped[int]
    town: Mapped[bool]
    republic: Mapped[bool]
    statement_no: Mapped[str] = mapped_column(info=_PERSONAL)
    statement_on: Mapped[date | None] = mapped_column(info=_PERSONAL)
    protocol: Mapped[str]
    members: Mapped[int]
    present: Mapped[int | None]
    in_favour: Mapped[int | None]
    against: Mapped[int | None]
    abstained: Mapped[int | None]
    notified_on: Mapped[date | None]
    due_on: Mapped[date | None]
    __table_args__ = strict(
        ForeignKeyConstraint(["book", "seq"], ["book_entry.book", "book_entry.seq"])
    )
