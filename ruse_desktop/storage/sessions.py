"""Tables of sessions and their secret ballots: totals only, nothing joins a member with a vote."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ruse_desktop.storage.base import Base, ddl, strict

_PERSONAL: dict[Any, Any] = {"personal": True}


class SessionRow(Base):
    """A session of a commission."""

    __tablename__ = "session"
    id: Mapped[int] = mapped_column(primary_key=True)
    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"), index=True)
    held_on: Mapped[date]
    at: Mapped[time]
    place: Mapped[str]
    protocol_no: Mapped[str]
    tellers: Mapped[list[str]]
    state: Mapped[str]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class AttendanceRow(Base):
    """A member at a session; `signed_on` is the day of the declaration of conflicts."""

    __tablename__ = "attendance"
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("commission_member.id"), primary_key=True)
    present: Mapped[bool]
    arrived: Mapped[time | None]
    left: Mapped[time | None]
    signed_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(info=_PERSONAL)


class RoundRow(Base):
    """A round: opened without totals, sealed with them, or void. `mode` is „paper“ or „screen“.

    `warned_why` is the reason to vote on the screen although few vote; `returned` are the slips
    the tellers got back unused, with a `remark` where they are not those not voted with; `digest`
    fixes the ballots of a box that was opened.
    """

    __tablename__ = "vote_round"
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"), index=True)
    slot: Mapped[str]
    number: Mapped[int]
    attempt: Mapped[int]
    repeat: Mapped[int]
    mode: Mapped[str]
    state: Mapped[str]
    base: Mapped[int]
    places: Mapped[int]
    marks: Mapped[int]
    issued: Mapped[int]
    used: Mapped[int]
    unused: Mapped[int]
    valid: Mapped[int]
    blank: Mapped[int]
    invalid: Mapped[int]
    voided_why: Mapped[str]
    warned_why: Mapped[str] = mapped_column(default="")
    returned: Mapped[int | None]
    remark: Mapped[str] = mapped_column(default="")
    digest: Mapped[str] = mapped_column(default="")
    options: Mapped[list[OptionRow]] = relationship(order_by="OptionRow.ordinal", lazy="selectin")
    eligible: Mapped[list[EligibleRow]] = relationship(order_by="EligibleRow.member_id")
    __table_args__ = strict(UniqueConstraint("session_id", "slot", "number", "attempt", "repeat"))


class OptionRow(Base):
    """A nominee in a round and the votes he received in all."""

    __tablename__ = "vote_option"
    round_id: Mapped[int] = mapped_column(ForeignKey("vote_round.id"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"))
    votes: Mapped[int]


class EligibleRow(Base):
    """Who might vote in a round; never who did."""

    __tablename__ = "vote_eligible"
    round_id: Mapped[int] = mapped_column(ForeignKey("vote_round.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("commission_member.id"), primary_key=True)


class SlotAwardRow(Base):
    """A laureate of a slot; `otherwise` is the reason when no round elected him."""

    __tablename__ = "slot_award"
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"), primary_key=True)
    slot: Mapped[str] = mapped_column(primary_key=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"), primary_key=True)
    motive: Mapped[str]
    otherwise: Mapped[str]


class UnawardedRow(Base):
    """A slot left unawarded and why (чл. 43, ал. 2)."""

    __tablename__ = "slot_unawarded"
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"), primary_key=True)
    slot: Mapped[str] = mapped_column(primary_key=True)
    reason: Mapped[str]


_COUNTED = {"base", "used", "unused", "valid", "blank", "invalid", "returned", "remark", "digest"}
_FROZEN = tuple(
    column.name
    for column in RoundRow.__table__.columns
    if column.name not in {"state", "voided_why", "issued", *_COUNTED}
)
_SAME = " AND ".join(f"new.{name} IS old.{name}" for name in _FROZEN)
_UNCOUNTED = " AND ".join(f"new.{name} IS old.{name}" for name in sorted({"issued", *_COUNTED}))
_MOVES = (
    "((old.state = 'open' AND new.state = 'sealed' AND new.voided_why = '' "
    "AND (new.issued IS old.issued OR old.mode = 'paper')) "
    "OR (old.state IN ('open', 'sealed') AND new.state = 'void' AND new.voided_why <> '' "
    f"AND {_UNCOUNTED}))"
)
_IN_OPEN_SESSION = "'open' = (SELECT state FROM session WHERE id = old.session_id)"
ddl(
    RoundRow.__table__,
    "CREATE TRIGGER vote_round_frozen BEFORE UPDATE ON vote_round "
    f"WHEN NOT ({_SAME} AND {_MOVES} AND {_IN_OPEN_SESSION}) "
    "BEGIN SELECT RAISE(ABORT, 'a sealed round can only become void'); END",
)
ddl(
    RoundRow.__table__,
    "CREATE TRIGGER vote_round_opened BEFORE INSERT ON vote_round WHEN new.state <> 'open' "
    "OR (SELECT state FROM session WHERE id = new.session_id) <> 'open' "
    "BEGIN SELECT RAISE(ABORT, 'a round is opened in an open session'); END",
)
ddl(
    RoundRow.__table__,
    "CREATE TRIGGER vote_round_kept BEFORE DELETE ON vote_round "
    "BEGIN SELECT RAISE(ABORT, 'a round is never deleted'); END",
)
_ROUND_SEALED = (
    "WHEN (SELECT state FROM vote_round WHERE id = new.round_id) <> 'open' "
    "BEGIN SELECT RAISE(ABORT, 'a sealed round never changes'); END"
)
_SESSION_CLOSED = (
    "= (SELECT id FROM session WHERE id = {row}.session_id AND state = 'closed') "
    "BEGIN SELECT RAISE(ABORT, 'a closed session never changes'); END"
)
for _part in (OptionRow, EligibleRow):
    _name = _part.__tablename__
    ddl(
        _part.__table__,
        f"CREATE TRIGGER {_name}_no_insert BEFORE INSERT ON {_name} {_ROUND_SEALED}",
    )
    ddl(
        _part.__table__,
        f"CREATE TRIGGER {_name}_no_delete BEFORE DELETE ON {_name} "
        "BEGIN SELECT RAISE(ABORT, 'a round never changes'); END",
    )
ddl(
    EligibleRow.__table__,
    "CREATE TRIGGER vote_eligible_no_update BEFORE UPDATE ON vote_eligible "
    "BEGIN SELECT RAISE(ABORT, 'a round never changes'); END",
)
ddl(
    OptionRow.__table__,
    "CREATE TRIGGER vote_option_no_update BEFORE UPDATE ON vote_option "
    "WHEN NOT (new.round_id IS old.round_id AND new.ordinal IS old.ordinal "
    "AND new.nomination_id IS old.nomination_id "
    "AND 'open' = (SELECT state FROM vote_round WHERE id = old.round_id)) "
    "BEGIN SELECT RAISE(ABORT, 'a round never changes'); END",
)
for _kept in (AttendanceRow, SlotAwardRow, UnawardedRow):
    _name = _kept.__tablename__
    for _action, _row in (("INSERT", "new"), ("UPDATE", "old"), ("DELETE", "old")):
        ddl(
            _kept.__table__,
            f"CREATE TRIGGER {_name}_closed_{_action.lower()} BEFORE {_action} ON {_name} "
            f"WHEN {_row}.session_id {_SESSION_CLOSED.format(row=_row)}",
        )
for _action in ("UPDATE", "DELETE"):
    ddl(
        SessionRow.__table__,
        f"CREATE TRIGGER session_closed_{_action.lower()} BEFORE {_action} ON session "
        "WHEN old.state = 'closed' "
        "BEGIN SELECT RAISE(ABORT, 'a closed session never changes'); END",
    )
