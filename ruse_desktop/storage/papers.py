"""The table of papers printed for a commission or an edition without one: what, when, by whom."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base


class PaperPrintRow(Base):
    """One printing or saving of a paper; earlier ones stay."""

    __tablename__ = "paper_print"
    id: Mapped[int] = mapped_column(primary_key=True)
    commission_id: Mapped[int | None] = mapped_column(ForeignKey("commission.id"), index=True)
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("award_edition.id"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("session.id"), index=True)
    kind: Mapped[str]
    part: Mapped[str]
    way: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
