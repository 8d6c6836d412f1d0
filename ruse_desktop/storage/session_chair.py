"""Tables of what a commission does first: elects its chair by secret ballot, adopts its criteria."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ruse_desktop.storage.base import Base, ddl

_PERSONAL: dict[Any, Any] = {"personal": True}


class ChairRoundRow(Base):
    """A ballot for a chair: totals only, nothing joins a member with a vote.

    Opened without totals, sealed with them, or void, as a round of a section is.
    """

    __tablename__ = "chair_round"
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"), index=True)
    base: Mapped[int]
    issued: Mapped[int]
    used: Mapped[int]
    unused: Mapped[int]
    valid: Mapped[int]
    blank: Mapped[int]
    invalid: Mapped[int]
    voided_why: Mapped[str]
    at: Mapped[datetime]
    mode: Mapped[str] = mapped_column(default="paper")
    state: Mapped[str] = mapped_column(default="open")
    warned_why: Mapped[str] = mapped_column(default="")
    returned: Mapped[int | None]
    remark: Mapped[str] = mapped_column(default="")
    digest: Mapped[str] = mapped_column(default="")
    options: Mapped[list[ChairOptionRow]] = relationship(
        order_by="ChairOptionRow.ordinal", lazy="selectin"
    )


class ChairOptionRow(Base):
    """A member who stood for chair and the votes he received in all."""

    __tablename__ = "chair_option"
    round_id: Mapped[int] = mapped_column(ForeignKey("chair_round.id"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("commission_member.id"))
    votes: Mapped[int]


class CriteriaRow(Base):
    """The criteria put before the commission and who of those present agreed."""

    __tablename__ = "session_criteria"
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"), primary_key=True)
    text_: Mapped[str] = mapped_column("text")
    agreed: Mapped[list[Any]]
    present: Mapped[list[Any]]
    at: Mapped[datetime]


class LeadRow(Base):
    """Who leads a session until a chair is elected."""

    __tablename__ = "session_lead"
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("commission_member.id"))
    by: Mapped[str]
    at: Mapped[datetime]


_IN_OPEN_SESSION = "'open' = (SELECT state FROM session WHERE id = old.session_id)"
_SESSION_CLOSED = "= (SELECT id FROM session WHERE id = {row}.session_id AND state = 'closed')"
_TOTALS = {
    "issued", "base", "used", "unused", "valid", "blank", "invalid", "returned", "remark", "digest",
}  # fmt: skip
_OTHERS = [
    column.name
    for column in ChairRoundRow.__table__.columns
    if column.name not in {"state", "voided_why", *_TOTALS}
]
_SAME = " AND ".join(f'new."{name}" IS old."{name}"' for name in _OTHERS)
_UNCOUNTED = " AND ".join(f'new."{name}" IS old."{name}"' for name in sorted(_TOTALS))
_MOVES = (
    "((old.state = 'open' AND new.state = 'sealed' AND new.voided_why = '' "
    "AND (new.issued IS old.issued OR old.mode = 'paper')) "
    "OR (old.state IN ('open', 'sealed') AND new.state = 'void' AND new.voided_why <> '' "
    f"AND {_UNCOUNTED}))"
)
ddl(
    ChairRoundRow.__table__,
    "CREATE TRIGGER chair_round_frozen BEFORE UPDATE ON chair_round "
    f"WHEN NOT ({_SAME} AND {_MOVES} AND {_IN_OPEN_SESSION}) "
    "BEGIN SELECT RAISE(ABORT, 'a sealed round can only become void'); END",
)
ddl(
    ChairRoundRow.__table__,
    "CREATE TRIGGER chair_round_opened BEFORE INSERT ON chair_round WHEN new.state <> 'open' "
    "OR (SELECT state FROM session WHERE id = new.session_id) <> 'open' "
    "BEGIN SELECT RAISE(ABORT, 'a round is opened in an open session'); END",
)
for _table in (ChairRoundRow, ChairOptionRow):
    _name = _table.__tablename__
    ddl(
        _table.__table__,
        f"CREATE TRIGGER {_name}_kept BEFORE DELETE ON {_name} "
        "BEGIN SELECT RAISE(ABORT, 'a round is never deleted'); END",
    )
ddl(
    ChairOptionRow.__table__,
    "CREATE TRIGGER chair_option_frozen BEFORE UPDATE ON chair_option "
    "WHEN NOT (new.round_id IS old.round_id AND new.ordinal IS old.ordinal "
    "AND new.member_id IS old.member_id "
    "AND 'open' = (SELECT state FROM chair_round WHERE id = old.round_id)) "
    "BEGIN SELECT RAISE(ABORT, 'a round never changes'); END",
)
ddl(
    ChairOptionRow.__table__,
    "CREATE TRIGGER chair_option_no_insert BEFORE INSERT ON chair_option "
    "WHEN (SELECT state FROM chair_round WHERE id = new.round_id) <> 'open' "
    "BEGIN SELECT RAISE(ABORT, 'a sealed round never changes'); END",
)
for _kept in (CriteriaRow, LeadRow):
    _name = _kept.__tablename__
    for _action, _row in (("INSERT", "new"), ("UPDATE", "old"), ("DELETE", "old")):
        ddl(
            _kept.__table__,
            f"CREATE TRIGGER {_name}_closed_{_action.lower()} BEFORE {_action} ON {_name} "
            f"WHEN {_row}.session_id {_SESSION_CLOSED.format(row=_row)} "
            "BEGIN SELECT RAISE(ABORT, 'a closed session never changes'); END",
        )
