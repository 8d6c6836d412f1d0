"""The table of what was measured on pictures attached to applications."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl, strict


class ArtworkRow(Base):
    """A box that a person marked on a picture, in its pixels, and the proportions in numbers.

    `ratio`, `reference` (None without an original), `tolerance` and `deviation` are decimals as
    text; the last row of a file is the one that counts, none is changed or deleted.
    """

    __tablename__ = "artwork"
    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("permit_file.id"), index=True)
    symbol: Mapped[str]
    left: Mapped[int]
    top: Mapped[int]
    right: Mapped[int]
    bottom: Mapped[int]
    wide: Mapped[int]
    tall: Mapped[int]
    ratio: Mapped[str]
    reference: Mapped[str | None]
    tolerance: Mapped[str]
    deviation: Mapped[str | None]
    kept: Mapped[bool | None]
    version: Mapped[int]
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict(
        CheckConstraint(
            '"left" >= 0 AND top >= 0 AND "left" < "right" AND top < bottom '
            'AND "right" <= wide AND bottom <= tall',
            name="box",
        ),
        CheckConstraint("(reference IS NULL) = (kept IS NULL)", name="compared"),
    )


for _action in ("UPDATE", "DELETE"):
    ddl(
        ArtworkRow.__table__,
        f"CREATE TRIGGER artwork_no_{_action.lower()} BEFORE {_action} ON artwork "
        "BEGIN SELECT RAISE(ABORT, 'artwork: append-only'); END",
    )
