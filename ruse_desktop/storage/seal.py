"""The tables of the seal: what it was put on, papers that got none, who kept it for a time."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl, strict


class SealEntryRow(Base):
    """One sealing; struck out with a reason, never changed or deleted. Numbers go by year without gaps.

    `category_text` and `citation` are the act's words on the day of writing.
    """

    __tablename__ = "seal_entry"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    year: Mapped[int]
    category: Mapped[str]
    category_text: Mapped[str]
    citation: Mapped[str]
    document: Mapped[str] = mapped_column(info={"personal": True})
    originals: Mapped[int]
    signed_on: Mapped[date]
    signed_by: Mapped[str]
    sealed_on: Mapped[date]
    asked_by: Mapped[str] = mapped_column(info={"personal": True})
    holder: Mapped[str]
    ground: Mapped[str]
    note: Mapped[str] = mapped_column(info={"personal": True})
    print_id: Mapped[int | None] = mapped_column(ForeignKey("book_print.id"))
    by: Mapped[str]
    at: Mapped[datetime]
    search_key: Mapped[str] = mapped_column(info={"derived": True})
    struck_why: Mapped[str] = mapped_column(default="")
    struck_by: Mapped[str] = mapped_column(default="")
    agreement: Mapped[str] = mapped_column(default="")
    agreement_id: Mapped[int | None] = mapped_column(ForeignKey("agreement.id"), index=True)
    struck_at: Mapped[datetime | None]
    __table_args__ = strict(
        UniqueConstraint("year", "number"),
        CheckConstraint("signed_on <= sealed_on", name="signed_first"),
        CheckConstraint("originals > 0", name="originals"),
        Index("ix_seal_entry_sealed_on", "sealed_on"),
        Index(
            "uq_seal_entry_print", "print_id", unique=True,
            sqlite_where=text("print_id IS NOT NULL AND struck_why = ''"),
        ),
    )  # fmt: skip


class SealSkipRow(Base):
    """A printed paper that is not to be sealed, with the reason; a later sealing of it still counts."""

    __tablename__ = "seal_skip"
    id: Mapped[int] = mapped_column(primary_key=True)
    print_id: Mapped[int] = mapped_column(ForeignKey("book_print.id"), index=True)
    reason: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict()


class SealCustodyRow(Base):
    """Somebody who keeps the seal for a time; the return is written once, a mistake struck out."""

    __tablename__ = "seal_custody"
    id: Mapped[int] = mapped_column(primary_key=True)
    holder: Mapped[str]
    office: Mapped[str]
    order_no: Mapped[str]
    order_on: Mapped[date]
    since: Mapped[date]
    until: Mapped[date]
    reason: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    returned_on: Mapped[date | None]
    struck_why: Mapped[str] = mapped_column(default="")
    __table_args__ = strict(
        CheckConstraint("since <= until", name="period"),
        CheckConstraint("returned_on IS NULL OR returned_on >= since", name="returned"),
    )


def _same(table: Any, *but: str) -> str:
    names = (column.name for column in table.columns if column.name not in but)
    return " AND ".join(f'new."{name}" IS old."{name}"' for name in names)


def _kept(table: Any, allowed: str) -> None:
    """Only the change `allowed` passes; nothing is ever deleted."""
    name = table.name
    ddl(
        table,
        f"CREATE TRIGGER {name}_frozen BEFORE UPDATE ON {name} WHEN NOT ({allowed}) "
        f"BEGIN SELECT RAISE(ABORT, '{name}: append-only'); END",
    )
    ddl(
        table,
        f"CREATE TRIGGER {name}_kept BEFORE DELETE ON {name} "
        f"BEGIN SELECT RAISE(ABORT, '{name}: append-only'); END",
    )


_ENTRY, _SKIP, _CUSTODY = SealEntryRow.__table__, SealSkipRow.__table__, SealCustodyRow.__table__
_STRUCK = "old.struck_why = '' AND new.struck_why <> ''"
_kept(
    _ENTRY, f"{_STRUCK} AND {_same(_ENTRY, 'struck_why', 'struck_by', 'struck_at', 'search_key')}"
)
_kept(_SKIP, "0")
_kept(
    _CUSTODY,
    f"({_STRUCK} AND {_same(_CUSTODY, 'struck_why')}) OR (old.struck_why = '' AND "
    "old.returned_on IS NULL AND new.returned_on IS NOT NULL AND "
    f"{_same(_CUSTODY, 'returned_on')})",
)
ddl(
    _ENTRY,
    "CREATE TRIGGER seal_entry_next BEFORE INSERT ON seal_entry BEGIN "
    "SELECT RAISE(ABORT, 'seal_entry: gap') WHERE new.number <> "
    "(SELECT coalesce(max(number), 0) + 1 FROM seal_entry WHERE year = new.year); END",
)
