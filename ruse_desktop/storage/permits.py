"""The tables of permits: the application, the steps after it, its papers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, Json, ddl, strict

_PERSONAL = {"personal": True}
_DERIVED = {"derived": True}


class PermitRow(Base):
    """One application; what follows from its steps is kept beside it for lists and reminders.

    `uses` are pairs of code and the act's words on the day of writing; `item_key` is what two
    applications for the same thing have in common; `day` is that of the decision, else of the
    application.
    """

    __tablename__ = "permit"
    id: Mapped[int] = mapped_column(primary_key=True)
    symbol: Mapped[str]
    incoming_no: Mapped[str]
    incoming_on: Mapped[date]
    year: Mapped[int] = mapped_column(info=_DERIVED)
    applicant_kind: Mapped[str]
    applicant: Mapped[str] = mapped_column(info=_PERSONAL)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    contact: Mapped[str] = mapped_column(info=_PERSONAL)
    product: Mapped[str]
    uses: Mapped[Any] = mapped_column(Json)
    other: Mapped[str]
    sizes: Mapped[str]
    copies: Mapped[int | None]
    for_sale: Mapped[bool]
    purpose: Mapped[str]
    use_from: Mapped[date | None]
    use_until: Mapped[date | None]
    place: Mapped[str]
    first_use_on: Mapped[date | None]
    ground: Mapped[str]
    place_of_emblem: Mapped[str]
    note: Mapped[str] = mapped_column(info=_PERSONAL)
    renews_id: Mapped[int | None] = mapped_column(ForeignKey("permit.id"), index=True)
    by: Mapped[str]
    at: Mapped[datetime]
    state: Mapped[str] = mapped_column(info=_DERIVED)
    decision_no: Mapped[str] = mapped_column(default="", info=_DERIVED)
    day: Mapped[date] = mapped_column(info=_DERIVED)
    answer_from: Mapped[date | None] = mapped_column(info=_DERIVED)
    valid_from: Mapped[date | None] = mapped_column(info=_DERIVED)
    valid_until: Mapped[date | None] = mapped_column(info=_DERIVED)
    unlimited: Mapped[bool] = mapped_column(default=False, info=_DERIVED)
    item_key: Mapped[str] = mapped_column(index=True, info=_DERIVED)
    applicant_key: Mapped[str] = mapped_column(info=_DERIVED)
    product_key: Mapped[str] = mapped_column(info=_DERIVED)
    search_key: Mapped[str] = mapped_column(info=_DERIVED)
    __table_args__ = strict(
        Index("uq_permit_incoming", "year", "incoming_no", unique=True),
        Index(
            "uq_permit_decision", text("substr(day, 1, 4)"), "decision_no", unique=True,
            sqlite_where=text("decision_no <> ''"),
        ),
        Index("ix_permit_state", "state", "valid_until"),
        CheckConstraint("person_id IS NULL OR organisation_id IS NULL", name="one_applicant"),
        CheckConstraint(
            "use_from IS NULL OR use_until IS NULL OR use_from <= use_until", name="period"
        ),
        CheckConstraint("copies IS NULL OR copies > 0", name="copies"),
    )  # fmt: skip


class PermitStepRow(Base):
    """A step of an application; struck out with a reason, never changed or deleted.

    `judgement_name` are the act's words on the day of writing.
    """

    __tablename__ = "permit_step"
    id: Mapped[int] = mapped_column(primary_key=True)
    permit_id: Mapped[int] = mapped_column(ForeignKey("permit.id"), index=True)
    kind: Mapped[str]
    on: Mapped[date]
    text: Mapped[str] = mapped_column(info=_PERSONAL)
    number: Mapped[str]
    signed_by: Mapped[str]
    acting: Mapped[bool]
    order_no: Mapped[str]
    order_on: Mapped[date | None]
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    unlimited: Mapped[bool]
    copies: Mapped[int | None]
    requirements: Mapped[str]
    judgement: Mapped[str]
    judgement_name: Mapped[str]
    judged_why: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    struck_why: Mapped[str] = mapped_column(default="")
    struck_by: Mapped[str] = mapped_column(default="")
    __table_args__ = strict(
        CheckConstraint(
            "kind NOT IN ('granted', 'refused') OR (number <> '' AND signed_by <> '')",
            name="written",
        ),
        CheckConstraint(
            "valid_from IS NULL OR valid_until IS NULL OR valid_from <= valid_until", name="term"
        ),
    )


class PermitFileRow(Base):
    """A paper of the application, kept by its checksum; `removed_why` takes it out."""

    __tablename__ = "permit_file"
    id: Mapped[int] = mapped_column(primary_key=True)
    permit_id: Mapped[int] = mapped_column(ForeignKey("permit.id"), index=True)
    name: Mapped[str] = mapped_column(info=_PERSONAL)
    suffix: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(index=True)
    added_on: Mapped[date]
    by: Mapped[str]
    removed_why: Mapped[str] = mapped_column(default="")
    __table_args__ = strict(CheckConstraint("size > 0", name="size"))


_STEP = PermitStepRow.__table__
_KEPT = " AND ".join(
    f'new."{one.name}" IS old."{one.name}"'
    for one in _STEP.columns
    if one.name not in {"struck_why", "struck_by"}
)
ddl(
    _STEP,
    "CREATE TRIGGER permit_step_frozen BEFORE UPDATE ON permit_step "
    f"WHEN NOT (old.struck_why = '' AND new.struck_why <> '' AND {_KEPT}) "
    "BEGIN SELECT RAISE(ABORT, 'permit_step: append-only'); END",
)
for _name, _table in (
    ("permit", PermitRow.__table__), ("permit_step", _STEP), ("permit_file", PermitFileRow.__table__)
):  # fmt: skip
    ddl(
        _table,
        f"CREATE TRIGGER {_name}_kept BEFORE DELETE ON {_name} "
        f"BEGIN SELECT RAISE(ABORT, '{_name}: kept'); END",
    )
