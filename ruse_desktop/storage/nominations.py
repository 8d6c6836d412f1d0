"""Tables of award editions, nominations and all that hangs on a nomination."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ruse_desktop.storage.base import Base, ddl, strict

_PERSONAL: dict[Any, Any] = {"personal": True}
_DERIVED: dict[Any, Any] = {"derived": True}


class EditionRow(Base):
    """One award in one year, pinned to an edition of the ordinance.

    `off_cycle` is the reason of one that is not due; `moves_cycle`: the next are counted from it.
    """

    __tablename__ = "award_edition"
    id: Mapped[int] = mapped_column(primary_key=True)
    award: Mapped[str]
    year: Mapped[int]
    law_edition: Mapped[str]
    confirmed_by: Mapped[str]
    confirmed_on: Mapped[date]
    announced: Mapped[dict[str, Any]] = mapped_column(default=dict)
    announcement: Mapped[str] = mapped_column(default="")
    ceremony: Mapped[int] = mapped_column(default=1)
    previous_year: Mapped[int | None]
    off_cycle: Mapped[str] = mapped_column(default="")
    moves_cycle: Mapped[bool] = mapped_column(default=False)
    __table_args__ = strict(UniqueConstraint("award", "year"))


class NominationRecord(Base):
    """A nomination as it was brought in; exactly one of the three nominee keys is set."""

    __tablename__ = "nomination"
    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("award_edition.id"), index=True)
    number: Mapped[str | None] = mapped_column(unique=True)
    state: Mapped[str] = mapped_column(index=True)
    slot: Mapped[str]
    genre: Mapped[str]
    category: Mapped[str]
    nominee_kind: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    proposer_kind: Mapped[str]
    proposer_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    proposer_person: Mapped[str] = mapped_column(info=_PERSONAL)
    lifetime: Mapped[bool]
    motives: Mapped[str] = mapped_column(info=_PERSONAL)
    registry_no: Mapped[str]
    registry_year: Mapped[int | None] = mapped_column(info=_DERIVED)
    registered_on: Mapped[date | None]
    registered_at: Mapped[time | None]
    channel: Mapped[str]
    sent_on: Mapped[date | None]
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict, info=_PERSONAL)
    copies: Mapped[dict[str, Any]] = mapped_column(default=dict)
    completed_on: Mapped[date | None]
    intake_no: Mapped[int | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("nomination.id"), index=True)
    open_findings: Mapped[int] = mapped_column(info=_DERIVED)
    search_key: Mapped[str] = mapped_column(info=_DERIVED)
    sort_key: Mapped[str] = mapped_column(index=True, info=_DERIVED)
    merits: Mapped[list[MeritRow]] = relationship(
        order_by="MeritRow.ordinal", cascade="all, delete-orphan", lazy="selectin"
    )
    __table_args__ = strict(
        Index(
            "uq_nomination_registry",
            "registry_year",
            "registry_no",
            unique=True,
            sqlite_where=text("registry_year IS NOT NULL"),
        ),
        UniqueConstraint("edition_id", "intake_no"),
    )


class MeritRow(Base):
    """One achievement named in a nomination."""

    __tablename__ = "merit"
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    text_: Mapped[str] = mapped_column("text", info=_PERSONAL)
    date_from: Mapped[date | None]
    date_to: Mapped[date | None]
    level: Mapped[str]


class StateRow(Base):
    """One move of a nomination."""

    __tablename__ = "nomination_state"
    id: Mapped[int] = mapped_column(primary_key=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"), index=True)
    state: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    citation: Mapped[str]
    reason: Mapped[str] = mapped_column(info=_PERSONAL)


class AnswerRow(Base):
    """A person's answer to what only a person can judge."""

    __tablename__ = "finding_answer"
    id: Mapped[int] = mapped_column(primary_key=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"), index=True)
    rule: Mapped[str]
    text_: Mapped[str] = mapped_column("text", info=_PERSONAL)
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict(UniqueConstraint("nomination_id", "rule"))


class OverrideRow(Base):
    """A rule passed with a written reason; numbered within its year and never changed."""

    __tablename__ = "override"
    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    ordinal: Mapped[int]
    object_kind: Mapped[str]
    object_id: Mapped[int]
    rule: Mapped[str]
    citation: Mapped[str]
    reason: Mapped[str] = mapped_column(info=_PERSONAL)
    basis: Mapped[str]
    basis_date: Mapped[date | None]
    authorised_by: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict(
        UniqueConstraint("year", "ordinal"), Index("ix_override_object", "object_kind", "object_id")
    )


class AttachmentRow(Base):
    """A file kept by its checksum, attached to a nomination."""

    __tablename__ = "attachment"
    id: Mapped[int] = mapped_column(primary_key=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"), index=True)
    name: Mapped[str]
    suffix: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(index=True)
    added_on: Mapped[date]


for _kept in (OverrideRow, StateRow):
    _name = _kept.__tablename__
    for _action in ("UPDATE", "DELETE"):
        ddl(
            _kept.__table__,
            f"CREATE TRIGGER {_name}_no_{_action.lower()} BEFORE {_action} ON {_name} "
            "BEGIN SELECT RAISE(ABORT, 'what was decided stays'); END",
        )
