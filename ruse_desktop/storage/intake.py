"""Tables of the intake beyond the nomination itself: envelopes, cure dates, steps, copies."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl, strict
from ruse_desktop.storage.nominations import NominationRecord

_PERSONAL: dict[Any, Any] = {"personal": True}


class EnvelopeRow(Base):
    """An envelope as it came, before anybody opened it; numbered within its year."""

    __tablename__ = "envelope"
    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    ordinal: Mapped[int]
    received_on: Mapped[date]
    received_at: Mapped[time | None]
    sender: Mapped[str] = mapped_column(info=_PERSONAL)
    channel: Mapped[str]
    postmarked_on: Mapped[date | None]
    sealed: Mapped[bool]
    note: Mapped[str] = mapped_column(info=_PERSONAL)
    outcome: Mapped[str] = mapped_column(default="")
    outcome_on: Mapped[date | None]
    outcome_note: Mapped[str] = mapped_column(default="", info=_PERSONAL)
    nomination_id: Mapped[int | None] = mapped_column(
        ForeignKey("nomination.id", ondelete="SET NULL"), index=True
    )
    __table_args__ = strict(UniqueConstraint("year", "ordinal"))


class CompletionRow(Base):
    """A request to the proposer to bring what is missing by a day."""

    __tablename__ = "completion_request"
    id: Mapped[int] = mapped_column(primary_key=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"), index=True)
    until: Mapped[date] = mapped_column(index=True)
    what: Mapped[str] = mapped_column(info=_PERSONAL)
    by: Mapped[str]
    at: Mapped[datetime]


class StepRow(Base):
    """A step the act prescribes for a nomination, as it was taken."""

    __tablename__ = "nomination_step"
    id: Mapped[int] = mapped_column(primary_key=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"), index=True)
    code: Mapped[str]
    on: Mapped[date]
    result: Mapped[str]
    who: Mapped[str]
    document: Mapped[str]
    text_: Mapped[str] = mapped_column("text", info=_PERSONAL)
    by: Mapped[str]
    at: Mapped[datetime]


class TakenUpRow(Base):
    """What became of a nomination that only leads to a proposal: the proposal, or that there is none."""

    __tablename__ = "taken_up"
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"), primary_key=True)
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("nomination.id"), index=True)
    on: Mapped[date]
    note: Mapped[str] = mapped_column(info=_PERSONAL)


class CopyRow(Base):
    """A copy of the file in somebody's hands; given again after it came back, it is a new row."""

    __tablename__ = "copy_given"
    id: Mapped[int] = mapped_column(primary_key=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"), index=True)
    copy_no: Mapped[int]
    holder: Mapped[str] = mapped_column(info=_PERSONAL)
    given_on: Mapped[date]
    returned_on: Mapped[date | None]
    __table_args__ = strict(
        Index(
            "uq_copy_out",
            "nomination_id",
            "copy_no",
            unique=True,
            sqlite_where=text("returned_on IS NULL"),
        )
    )


ddl(
    NominationRecord.__table__,
    "CREATE TRIGGER nomination_no_delete BEFORE DELETE ON nomination "
    "WHEN OLD.intake_no IS NOT NULL "
    "BEGIN SELECT RAISE(ABORT, 'a line of the register stays'); END",
)
ddl(
    NominationRecord.__table__,
    "CREATE TRIGGER nomination_no_renumber BEFORE UPDATE OF intake_no ON nomination "
    "WHEN OLD.intake_no IS NOT NULL AND NEW.intake_no IS NOT OLD.intake_no "
    "BEGIN SELECT RAISE(ABORT, 'a number of the register stays'); END",
)
ddl(
    EnvelopeRow.__table__,
    "CREATE TRIGGER envelope_no_delete BEFORE DELETE ON envelope "
    "BEGIN SELECT RAISE(ABORT, 'an envelope stays in its register'); END",
)
