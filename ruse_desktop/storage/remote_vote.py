"""Tables of sessions from a distance: the act, who is remote, the sealed box of a round, named votes.

The box of a round by code cards is one row rewritten whole: no row, key or time of a single vote.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl, strict

_PERSONAL: dict[Any, Any] = {"personal": True}
BLANKED_IN_COPIES = "UPDATE remote_box SET wrapped = x'', codes = x'', back = '[]'"
"""No copy keeps a box: what is destroyed at the end of a round was nowhere else."""
_UNTOLD: dict[Any, Any] = {"derived": True}
"""Neither keys nor codes nor who sent them back go into the audit, which has times."""


class RemoteSessionRow(Base):
    """The act that lets a session be held from a distance, the means, the chosen way of voting."""

    __tablename__ = "remote_session"
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"), primary_key=True)
    situation: Mapped[str]
    act_no: Mapped[str]
    issuer: Mapped[str]
    act_date: Mapped[date]
    from_day: Mapped[date]
    until_day: Mapped[date | None]
    territory: Mapped[str]
    hinders: Mapped[str]
    means: Mapped[str]
    way: Mapped[str]
    way_reason: Mapped[str]
    __table_args__ = strict()


class RemoteMemberRow(Base):
    """A member who takes part from elsewhere and how his identity was established."""

    __tablename__ = "remote_member"
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("commission_member.id"), primary_key=True)
    identified: Mapped[str] = mapped_column(info=_PERSONAL)
    __table_args__ = strict()


class RemoteBoxRow(Base):
    """What came back in a round by code cards.

    `wrapped`: the keys under both passwords; `codes`: the returned codes under one of these keys;
    both empty once destroyed. `back`: the members whose ballot came back, sorted, without times.
    """

    __tablename__ = "remote_box"
    round_id: Mapped[int] = mapped_column(ForeignKey("vote_round.id"), primary_key=True)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary, info=_UNTOLD)
    codes: Mapped[bytes] = mapped_column(LargeBinary, info=_UNTOLD)
    back: Mapped[list[Any]] = mapped_column(info=_UNTOLD)
    __table_args__ = strict()


class NamedVoteRow(Base):
    """How a member voted in a round held by name; printed only in the closed annex."""

    __tablename__ = "named_vote"
    round_id: Mapped[int] = mapped_column(ForeignKey("vote_round.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("commission_member.id"), primary_key=True)
    marks: Mapped[list[Any]] = mapped_column(info=_PERSONAL)
    abstained: Mapped[bool] = mapped_column(info=_PERSONAL)
    __table_args__ = strict()


_STATE = "(SELECT state FROM session WHERE id = {row}.session_id)"
for _action, _row in (("INSERT", "new"), ("UPDATE", "old"), ("DELETE", "old")):
    ddl(
        RemoteSessionRow.__table__,
        f"CREATE TRIGGER remote_session_{_action.lower()} BEFORE {_action} ON remote_session "
        f"WHEN 'planned' <> {_STATE.format(row=_row)} "
        "BEGIN SELECT RAISE(ABORT, 'the way is chosen before the session opens'); END",
    )
    ddl(
        RemoteMemberRow.__table__,
        f"CREATE TRIGGER remote_member_{_action.lower()} BEFORE {_action} ON remote_member "
        f"WHEN 'closed' = {_STATE.format(row=_row)} "
        "BEGIN SELECT RAISE(ABORT, 'a closed session never changes'); END",
    )
_OPEN = "'open' = (SELECT state FROM vote_round WHERE id = {row}.round_id AND mode = '{mode}')"
ddl(
    RemoteBoxRow.__table__,
    "CREATE TRIGGER remote_box_insert BEFORE INSERT ON remote_box "
    f"WHEN NOT EXISTS (SELECT 1 WHERE {_OPEN.format(row='new', mode='codes')}) "
    "BEGIN SELECT RAISE(ABORT, 'a box belongs to an open round'); END",
)
ddl(
    RemoteBoxRow.__table__,
    "CREATE TRIGGER remote_box_update BEFORE UPDATE ON remote_box "
    "WHEN new.round_id IS NOT old.round_id OR NOT (length(new.wrapped) = 0 "
    "AND length(new.codes) = 0 OR (new.wrapped IS old.wrapped "
    f"AND EXISTS (SELECT 1 WHERE {_OPEN.format(row='old', mode='codes')}))) "
    "BEGIN SELECT RAISE(ABORT, 'a box is filled while its round is open'); END",
)
ddl(
    RemoteBoxRow.__table__,
    "CREATE TRIGGER remote_box_kept BEFORE DELETE ON remote_box "
    "BEGIN SELECT RAISE(ABORT, 'a round is never deleted'); END",
)
ddl(
    NamedVoteRow.__table__,
    "CREATE TRIGGER named_vote_insert BEFORE INSERT ON named_vote "
    f"WHEN NOT EXISTS (SELECT 1 WHERE {_OPEN.format(row='new', mode='named')}) "
    "BEGIN SELECT RAISE(ABORT, 'a vote is written while its round is open'); END",
)
ddl(
    NamedVoteRow.__table__,
    "CREATE TRIGGER named_vote_update BEFORE UPDATE ON named_vote "
    "WHEN new.round_id IS NOT old.round_id OR new.member_id IS NOT old.member_id "
    "OR (new.marks <> '[]' OR new.abstained) "
    "BEGIN SELECT RAISE(ABORT, 'a vote never changes, it can only be erased'); END",
)
