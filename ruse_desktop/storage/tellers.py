"""The table of what each teller counted on paper; append-only, also what was put aside."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl, strict

_UNTOLD: dict[Any, Any] = {"derived": True}
"""The audit would show the figures before the round is sealed; its note carries a commitment."""


class PaperEntryRow(Base):
    """One teller's totals of a round on paper; `attempt` counts the counts, `place` is 1 or 2.

    Without a time: the order in which tellers worked is nobody's business.
    """

    __tablename__ = "paper_entry"
    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("vote_round.id"))
    attempt: Mapped[int]
    place: Mapped[int]
    teller: Mapped[str]
    figures: Mapped[dict[str, Any]] = mapped_column(info=_UNTOLD)
    salt: Mapped[bytes] = mapped_column(LargeBinary, info=_UNTOLD)
    __table_args__ = strict(
        UniqueConstraint("round_id", "attempt", "place"),
        CheckConstraint("place IN (1, 2) AND attempt > 0", name="place"),
    )


ddl(
    PaperEntryRow.__table__,
    "CREATE TRIGGER paper_entry_open BEFORE INSERT ON paper_entry WHEN NOT EXISTS "
    "(SELECT 1 FROM vote_round WHERE id = new.round_id AND state = 'open' AND mode = 'paper') "
    "BEGIN SELECT RAISE(ABORT, 'ballots are counted while the round is open'); END",
)
ddl(  # INSERT OR REPLACE would delete without asking the trigger below
    PaperEntryRow.__table__,
    "CREATE TRIGGER paper_entry_once BEFORE INSERT ON paper_entry WHEN EXISTS "
    "(SELECT 1 FROM paper_entry WHERE id = new.id OR (round_id = new.round_id "
    "AND attempt = new.attempt AND place = new.place)) "
    "BEGIN SELECT RAISE(ABORT, 'a count never changes'); END",
)
for _action in ("UPDATE", "DELETE"):
    ddl(
        PaperEntryRow.__table__,
        f"CREATE TRIGGER paper_entry_no_{_action.lower()} BEFORE {_action} ON paper_entry "
        "BEGIN SELECT RAISE(ABORT, 'a count never changes'); END",
    )
ddl(
    PaperEntryRow.__table__,
    "CREATE TRIGGER vote_round_counted BEFORE UPDATE ON vote_round "
    "WHEN new.state = 'sealed' AND old.state = 'open' AND old.mode = 'paper' "
    "AND NOT EXISTS (SELECT 1 FROM paper_entry WHERE round_id = old.id) "
    "BEGIN SELECT RAISE(ABORT, 'a round on paper is sealed by what was counted'); END",
)
