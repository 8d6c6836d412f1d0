"""Tables of the stock: kinds, deliveries, approved designs, and movements that are only added."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl, strict

_PERSONAL: dict[Any, Any] = {"personal": True}
_ENTRY = ("book_entry.book", "book_entry.seq")


class StockKindRow(Base):
    """What may lie in stock; `code` is „PG:sign“ for what an award's rules name, else „own:…“."""

    __tablename__ = "stock_kind"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    award: Mapped[str] = mapped_column(default="")
    attribute: Mapped[str]
    variant: Mapped[str] = mapped_column(default="")
    numbered: Mapped[bool] = mapped_column(default=False)
    minimum: Mapped[int] = mapped_column(default=0)
    __table_args__ = strict(CheckConstraint("minimum >= 0", name="minimum"))


class StockDesignRow(Base):
    """A design of a kind: accepted by the council's decision, or named by the mayor's order."""

    __tablename__ = "stock_design"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind_id: Mapped[int] = mapped_column(ForeignKey("stock_kind.id"), index=True)
    act: Mapped[str]
    number: Mapped[str]
    on: Mapped[date]
    contest_on: Mapped[date | None]
    author: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    file: Mapped[str] = mapped_column(default="")
    suffix: Mapped[str] = mapped_column(default="")
    sha256: Mapped[str] = mapped_column(default="")
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict(
        CheckConstraint("act IN ('decision','order')", name="act"),
        CheckConstraint("number <> ''", name="number"),
    )


class StockBatchRow(Base):
    """A delivery: from whom, by which document, at what price for one piece (in euro)."""

    __tablename__ = "stock_batch"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind_id: Mapped[int] = mapped_column(ForeignKey("stock_kind.id"), index=True)
    on: Mapped[date]
    document: Mapped[str]
    supplier: Mapped[str]
    count: Mapped[int]
    price: Mapped[Decimal | None]
    __table_args__ = strict(CheckConstraint("count > 0", name="count"))


class StockMoveRow(Base):
    """A movement of one piece with a serial, or of `quantity` pieces without; signed.

    `lot` is the first movement of those made together, `reverses` the mistaken one taken back;
    `purpose` is what another feature gave the piece for („wear“, „forum“).
    """

    __tablename__ = "stock_move"
    id: Mapped[int] = mapped_column(primary_key=True)
    lot: Mapped[int] = mapped_column(index=True)
    kind_id: Mapped[int] = mapped_column(ForeignKey("stock_kind.id"))
    on: Mapped[date]
    sort: Mapped[str]
    pile: Mapped[str]
    quantity: Mapped[int]
    serial: Mapped[str] = mapped_column(default="")
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("stock_batch.id"))
    book: Mapped[str | None]
    seq: Mapped[int | None]
    ground: Mapped[str] = mapped_column(default="", info=_PERSONAL)
    document: Mapped[str] = mapped_column(default="")
    purpose: Mapped[str] = mapped_column(default="")
    condition: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    reverses: Mapped[int | None] = mapped_column(ForeignKey("stock_move.id"))
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict(
        ForeignKeyConstraint(["book", "seq"], _ENTRY),
        CheckConstraint(
            "sort IN ('receipt','issue','return','write-off','reversal')", name="sort"
        ),
        CheckConstraint("pile IN ('new','returned')", name="pile"),
        CheckConstraint(
            "quantity <> 0 AND (sort = 'reversal' OR (quantity > 0) = "
            "(sort IN ('receipt','return')))",
            name="sign",
        ),
        CheckConstraint("serial = '' OR abs(quantity) = 1", name="serial"),
        CheckConstraint("(sort = 'reversal') = (reverses IS NOT NULL)", name="reverses"),
        CheckConstraint("sort <> 'reversal' OR reason <> ''", name="reason"),
        CheckConstraint("sort <> 'write-off' OR document <> ''", name="protocol"),
        Index("ix_stock_move_kind", "kind_id", "pile", "serial"),
        Index("ix_stock_move_entry", "book", "seq"),
        Index(
            "uq_stock_move_reverses", "reverses",
            unique=True, sqlite_where=text("reverses IS NOT NULL"),
        ),
    )  # fmt: skip


_SUM = "coalesce((SELECT sum(quantity) FROM stock_move WHERE kind_id = new.kind_id"
_GUARD = f"""
CREATE TRIGGER stock_move_guard BEFORE INSERT ON stock_move BEGIN
  SELECT RAISE(ABORT, 'stock: below zero') WHERE
    {_SUM} AND pile = new.pile), 0) + new.quantity < 0;
  SELECT RAISE(ABORT, 'stock: serial') WHERE new.serial <> '' AND (
    {_SUM} AND pile = new.pile AND serial = new.serial), 0) + new.quantity NOT IN (0, 1)
    OR {_SUM} AND serial = new.serial), 0) + new.quantity NOT IN (0, 1));
  SELECT RAISE(ABORT, 'stock: received before') WHERE new.sort = 'receipt' AND new.serial <> ''
    AND EXISTS (SELECT 1 FROM stock_move AS old WHERE old.kind_id = new.kind_id
      AND old.serial = new.serial AND old.sort = 'receipt'
      AND NOT EXISTS (SELECT 1 FROM stock_move AS back WHERE back.reverses = old.id));
  SELECT RAISE(ABORT, 'stock: reversal') WHERE new.reverses IS NOT NULL AND NOT EXISTS
    (SELECT 1 FROM stock_move AS old WHERE old.id = new.reverses AND old.sort <> 'reversal'
      AND old.kind_id = new.kind_id AND old.pile = new.pile AND old.serial = new.serial
      AND old.quantity = -new.quantity);
END
"""  # noqa: S608 - the only part put in is the constant above
ddl(StockMoveRow.__table__, _GUARD)
_KEPT = ", ".join(
    f'"{column.name}"' for column in StockMoveRow.__table__.columns if column.name != "ground"
)
ddl(
    StockMoveRow.__table__,
    f"CREATE TRIGGER stock_move_kept BEFORE UPDATE OF {_KEPT} ON stock_move "
    "BEGIN SELECT RAISE(ABORT, 'stock_move: append-only'); END",
)
ddl(
    StockKindRow.__table__,
    "CREATE TRIGGER stock_kind_code BEFORE UPDATE OF id, code, award, attribute ON stock_kind "
    "BEGIN SELECT RAISE(ABORT, 'stock_kind: the code stays'); END",
)
for _name in ("stock_kind", "stock_design", "stock_batch", "stock_move"):
    ddl(
        Base.metadata.tables[_name],
        f"CREATE TRIGGER {_name}_no_delete BEFORE DELETE ON {_name} "
        f"BEGIN SELECT RAISE(ABORT, '{_name}: append-only'); END",
    )
for _name in ("stock_design", "stock_batch"):
    ddl(
        Base.metadata.tables[_name],
        f"CREATE TRIGGER {_name}_no_update BEFORE UPDATE ON {_name} "
        f"BEGIN SELECT RAISE(ABORT, '{_name}: append-only'); END",
    )


class GiveBackRow(Base):
    """What was done about one thing to be given back after a revocation (чл. 29а, ал. 3).

    `state` „returned“ stands once for each thing; „remark“ says why it does not come: death, refusal.
    """

    __tablename__ = "give_back"
    id: Mapped[int] = mapped_column(primary_key=True)
    book: Mapped[str]
    seq: Mapped[int]
    attribute: Mapped[str]
    state: Mapped[str]
    on: Mapped[date]
    serial: Mapped[str] = mapped_column(default="")
    who: Mapped[str] = mapped_column(default="", info=_PERSONAL)
    condition: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="", info=_PERSONAL)
    closes: Mapped[bool] = mapped_column(default=False)
    move_id: Mapped[int | None] = mapped_column(ForeignKey("stock_move.id"))
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict(
        ForeignKeyConstraint(["book", "seq"], ["revocation.book", "revocation.seq"]),
        CheckConstraint("state IN ('returned','remark')", name="state"),
        CheckConstraint("state <> 'remark' OR remark <> ''", name="remark"),
        Index(
            "uq_give_back_returned", "book", "seq", "attribute",
            unique=True, sqlite_where=text("state = 'returned'"),
        ),
    )  # fmt: skip


ddl(
    GiveBackRow.__table__,
    "CREATE TRIGGER give_back_no_delete BEFORE DELETE ON give_back "
    "BEGIN SELECT RAISE(ABORT, 'give_back: append-only'); END",
)
_FIXED = ", ".join(
    f'"{column.name}"'
    for column in GiveBackRow.__table__.columns
    if column.name not in {"who", "remark"}
)
ddl(
    GiveBackRow.__table__,
    f"CREATE TRIGGER give_back_kept BEFORE UPDATE OF {_FIXED} ON give_back "
    "BEGIN SELECT RAISE(ABORT, 'give_back: append-only'); END",
)
