"""Who received an award where it was not the laureate; beside the chain, so that it can be erased."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, strict


class BookReceiptRow(Base):
    """The representative at one hand-over to the laureate at `seq`."""

    __tablename__ = "book_receipt"
    id: Mapped[int] = mapped_column(primary_key=True)
    book: Mapped[str] = mapped_column(ForeignKey("book.code"))
    seq: Mapped[int]
    on: Mapped[date]
    received_by: Mapped[str] = mapped_column(info={"personal": True})
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict(Index("ix_book_receipt_entry", "book", "seq"))
