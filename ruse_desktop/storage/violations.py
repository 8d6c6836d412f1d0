"""The tables of violations: the signal, the steps after it, the files that prove it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl, strict

_PERSONAL = {"personal": True}


class ViolationRow(Base):
    """One file; numbers go by year without gaps. `state` and the next ones follow from the steps.

    `permit_id` is the permit it was opened from.
    """

    __tablename__ = "violation"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    year: Mapped[int]
    symbol: Mapped[str]
    signal_on: Mapped[date]
    source: Mapped[str] = mapped_column(info=_PERSONAL)
    channel: Mapped[str]
    description: Mapped[str] = mapped_column(info=_PERSONAL)
    place: Mapped[str]
    committed_on: Mapped[date | None]
    offender_kind: Mapped[str]
    offender: Mapped[str] = mapped_column(info=_PERSONAL)
    offender_key: Mapped[str] = mapped_column(info={"derived": True}, index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    guilty: Mapped[str] = mapped_column(info=_PERSONAL)
    permit_id: Mapped[int | None]
    permit: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    search_key: Mapped[str] = mapped_column(info={"derived": True})
    state: Mapped[str] = mapped_column(info={"derived": True})
    ground: Mapped[str] = mapped_column(default="", info={"derived": True})
    __table_args__ = strict(
        UniqueConstraint("year", "number"),
        CheckConstraint("committed_on IS NULL OR committed_on <= signal_on", name="done_first"),
        CheckConstraint("person_id IS NULL OR organisation_id IS NULL", name="one_offender"),
        Index("ix_violation_signal_on", "signal_on"),
    )


class ViolationStepRow(Base):
    """A step of a file; struck out with a reason, never changed or deleted.

    `office_name`, `code_name` and `citation` are the act's words on the day of writing.
    """

    __tablename__ = "violation_step"
    id: Mapped[int] = mapped_column(primary_key=True)
    violation_id: Mapped[int] = mapped_column(ForeignKey("violation.id"), index=True)
    kind: Mapped[str]
    on: Mapped[date]
    number: Mapped[str]
    who: Mapped[str] = mapped_column(info=_PERSONAL)
    office: Mapped[str]
    office_name: Mapped[str]
    order_no: Mapped[str]
    order_on: Mapped[date | None]
    code: Mapped[str]
    code_name: Mapped[str]
    citation: Mapped[str]
    amount: Mapped[Decimal | None]
    currency: Mapped[str]
    text: Mapped[str] = mapped_column(info=_PERSONAL)
    reason: Mapped[str] = mapped_column(info=_PERSONAL)
    by: Mapped[str]
    at: Mapped[datetime]
    struck_why: Mapped[str] = mapped_column(default="")
    struck_by: Mapped[str] = mapped_column(default="")
    __table_args__ = strict(CheckConstraint("amount IS NULL OR amount > 0", name="amount"))


class ViolationFileRow(Base):
    """A file of the case, kept by its checksum; `removed_why` takes it out of the case."""

    __tablename__ = "violation_file"
    id: Mapped[int] = mapped_column(primary_key=True)
    violation_id: Mapped[int] = mapped_column(ForeignKey("violation.id"), index=True)
    name: Mapped[str] = mapped_column(info=_PERSONAL)
    suffix: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(index=True)
    added_on: Mapped[date]
    note: Mapped[str] = mapped_column(info=_PERSONAL)
    by: Mapped[str]
    removed_why: Mapped[str] = mapped_column(default="")
    __table_args__ = strict(
        CheckConstraint("size > 0", name="size"),
    )


_STEP = ViolationStepRow.__table__
_KEPT = " AND ".join(
    f'new."{one.name}" IS old."{one.name}"'
    for one in _STEP.columns
    if one.name not in {"struck_why", "struck_by"}
)
ddl(
    _STEP,
    "CREATE TRIGGER violation_step_frozen BEFORE UPDATE ON violation_step "
    f"WHEN NOT (old.struck_why = '' AND new.struck_why <> '' AND {_KEPT}) "
    "BEGIN SELECT RAISE(ABORT, 'violation_step: append-only'); END",
)
for _table in (ViolationRow.__table__, _STEP, ViolationFileRow.__table__):
    _name = _table.name  # type: ignore[attr-defined]  # declared as FromClause, it is a Table
    ddl(
        _table,
        f"CREATE TRIGGER {_name}_kept BEFORE DELETE ON {_name} "
        f"BEGIN SELECT RAISE(ABORT, '{_name}: kept'); END",
    )
ddl(
    ViolationRow.__table__,
    "CREATE TRIGGER violation_next BEFORE INSERT ON violation BEGIN "
    "SELECT RAISE(ABORT, 'violation: gap') WHERE new.number <> "
    "(SELECT coalesce(max(number), 0) + 1 FROM violation WHERE year = new.year); END",
)
