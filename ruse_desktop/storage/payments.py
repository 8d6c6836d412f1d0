"""Tables of the money of the awards: sums fixed by an order, payments, lists for accounting, sources.

There is no column for a bank account or a personal number (R-X-0.10).
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl, strict

_PERSONAL: dict[Any, Any] = {"personal": True}
_ENTRY = ("book_entry.book", "book_entry.seq")


class PrizeSumRow(Base):
    """The sum that an order fixed for a laureate; `amount` None = the laureate gets no sum."""

    __tablename__ = "prize_sum"
    book: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    rule: Mapped[str] = mapped_column(primary_key=True)
    amount: Mapped[Decimal | None]
    currency: Mapped[str]
    order_no: Mapped[str]
    order_on: Mapped[date | None]
    proposal_no: Mapped[str]
    proposal_on: Mapped[date | None]
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict(
        ForeignKeyConstraint(["book", "seq"], _ENTRY),
        CheckConstraint("amount IS NULL OR amount > 0", name="amount"),
    )


class PaymentShareRow(Base):
    """The part of a member in the sum of a team, in the order of the act."""

    __tablename__ = "payment_share"
    book: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    rule: Mapped[str] = mapped_column(primary_key=True)
    part: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(info=_PERSONAL)
    amount: Mapped[Decimal]
    __table_args__ = strict(
        ForeignKeyConstraint(["book", "seq"], _ENTRY),
        CheckConstraint("part > 0 AND amount > 0", name="share"),
    )


class PaymentListRow(Base):
    """A list handed to accounting; it is struck out, never changed."""

    __tablename__ = "payment_list"
    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    number: Mapped[int]
    on: Mapped[date]
    title: Mapped[str]
    struck_why: Mapped[str] = mapped_column(default="")
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict(UniqueConstraint("year", "number"))


class PaymentRow(Base):
    """What was done about one sum; without a row it waits and is counted anew each time.

    `month` is „2026-10“ for a stipend, „“ for a prize; `part` 0 = the whole, 1… = the share of a
    member. Amounts are those handed to accounting, `original` those of the act before conversion.
    """

    __tablename__ = "payment"
    id: Mapped[int] = mapped_column(primary_key=True)
    book: Mapped[str]
    seq: Mapped[int]
    rule: Mapped[str]
    month: Mapped[str] = mapped_column(default="")
    part: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(index=True)
    list_id: Mapped[int | None] = mapped_column(ForeignKey("payment_list.id"), index=True)
    amount: Mapped[Decimal | None]
    currency: Mapped[str] = mapped_column(default="")
    original: Mapped[Decimal | None]
    original_currency: Mapped[str] = mapped_column(default="")
    rate: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(default="")
    paid_on: Mapped[date | None]
    document: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="", info=_PERSONAL)
    source_reason: Mapped[str] = mapped_column(default="")
    __table_args__ = strict(
        UniqueConstraint("book", "seq", "rule", "month", "part"),
        ForeignKeyConstraint(["book", "seq"], _ENTRY),
        CheckConstraint("state IN ('listed','paid','withheld','returned')", name="state"),
        CheckConstraint("state = 'withheld' OR amount > 0", name="amount"),
        CheckConstraint("state <> 'listed' OR list_id IS NOT NULL", name="listed"),
        CheckConstraint("state <> 'paid' OR paid_on IS NOT NULL", name="paid"),
        CheckConstraint("state NOT IN ('withheld','returned') OR reason <> ''", name="reason"),
        Index("ix_payment_entry", "book", "seq"),
    )


class StipendEventRow(Base):
    """A change of a student's status or a decision on it; counts from the month `since`."""

    __tablename__ = "stipend_event"
    id: Mapped[int] = mapped_column(primary_key=True)
    book: Mapped[str]
    seq: Mapped[int]
    kind: Mapped[str]
    on: Mapped[date]
    since: Mapped[date]
    document: Mapped[str]
    reason: Mapped[str] = mapped_column(info=_PERSONAL)
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict(
        ForeignKeyConstraint(["book", "seq"], _ENTRY),
        CheckConstraint("document <> ''", name="document"),
        Index("ix_stipend_event_entry", "book", "seq"),
    )


class FundLineRow(Base):
    """A sum expected or received for an award's edition from one source (чл. 67, 74б)."""

    __tablename__ = "fund_line"
    id: Mapped[int] = mapped_column(primary_key=True)
    award: Mapped[str]
    year: Mapped[int]
    source: Mapped[str]
    giver: Mapped[str] = mapped_column(info=_PERSONAL)
    document: Mapped[str]
    on: Mapped[date | None]
    amount: Mapped[Decimal]
    currency: Mapped[str]
    purpose: Mapped[str]
    received_on: Mapped[date | None]
    also_on: Mapped[date | None]
    struck_why: Mapped[str] = mapped_column(default="")
    __table_args__ = strict(
        CheckConstraint("amount > 0", name="amount"), Index("ix_fund_line_edition", "award", "year")
    )


ddl(
    PaymentRow.__table__,
    "CREATE TRIGGER payment_one_list BEFORE UPDATE OF list_id ON payment "
    "WHEN old.list_id IS NOT NULL AND new.list_id IS NOT NULL AND new.list_id <> old.list_id "
    "BEGIN SELECT RAISE(ABORT, 'a payment stands on one list'); END",
)
ddl(
    PaymentRow.__table__,
    "CREATE TRIGGER payment_paid_stays BEFORE UPDATE ON payment "
    "WHEN old.state IN ('paid', 'returned') AND (new.amount IS NOT old.amount "
    "OR new.currency <> old.currency OR new.paid_on IS NOT old.paid_on "
    "OR new.document <> old.document) "
    "BEGIN SELECT RAISE(ABORT, 'what was paid stays'); END",
)
ddl(
    PaymentRow.__table__,
    "CREATE TRIGGER payment_paid_kept BEFORE DELETE ON payment WHEN old.state = 'paid' "
    "BEGIN SELECT RAISE(ABORT, 'what was paid stays'); END",
)
for _name in ("payment_list", "stipend_event"):
    ddl(
        Base.metadata.tables[_name],
        f"CREATE TRIGGER {_name}_kept BEFORE DELETE ON {_name} "
        f"BEGIN SELECT RAISE(ABORT, '{_name} is kept'); END",
    )
