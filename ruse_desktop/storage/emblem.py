"""The tables of the emblem: its files in versions, which is in force, what was looked over since."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl, strict


class EmblemVersionRow(Base):
    """A file of the approved emblem; numbers go on without gaps.

    `sha256` is of the file as it came, `drawn` of what documents draw (plain SVG or PNG without
    margins); `ratio` is width to height of the drawing, a decimal as text.
    """

    __tablename__ = "emblem_version"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str]
    suffix: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(index=True)
    drawn: Mapped[str] = mapped_column(index=True)
    drawn_suffix: Mapped[str]
    ratio: Mapped[str]
    source: Mapped[str]
    approved_on: Mapped[date]
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict(CheckConstraint("number >= 1 AND size > 0", name="version"))


class EmblemChoiceRow(Base):
    """From when which version is drawn; without one the placeholder is. The last row holds."""

    __tablename__ = "emblem_choice"
    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int | None] = mapped_column(ForeignKey("emblem_version.id"), index=True)
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict()


class EmblemReviewRow(Base):
    """A symbol that has the emblem in it was looked over for this version (чл. 7, ал. 1)."""

    __tablename__ = "emblem_review"
    id: Mapped[int] = mapped_column(primary_key=True)
    symbol: Mapped[str]
    version_id: Mapped[int] = mapped_column(ForeignKey("emblem_version.id"), index=True)
    note: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict()


for _name, _table in (
    ("emblem_version", EmblemVersionRow.__table__),
    ("emblem_choice", EmblemChoiceRow.__table__),
    ("emblem_review", EmblemReviewRow.__table__),
):
    for _action in ("UPDATE", "DELETE"):
        ddl(
            _table,
            f"CREATE TRIGGER {_name}_no_{_action.lower()} BEFORE {_action} ON {_name} "
            f"BEGIN SELECT RAISE(ABORT, '{_name}: append-only'); END",
        )
