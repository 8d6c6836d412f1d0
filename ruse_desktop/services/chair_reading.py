"""Reading the election of a chair and the criteria of a commission."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.ballots import Outcome, outcome
from ruse_desktop.domain.secret_box import SCREEN
from ruse_desktop.domain.session_chair import ChairRound, Criteria, FirstSteps
from ruse_desktop.storage.session_chair import ChairRoundRow, CriteriaRow, LeadRow
from ruse_desktop.storage.sessions import SessionRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.commissions import CommissionView


OPEN, SEALED, VOID = "open", "sealed", "void"
"""The states of a ballot for the chair, as those of a section's round."""


def first_steps(session: Session, commission: CommissionView, session_id: int) -> FirstSteps:
    """What the rule asks for before any ballot, and what was done of it up to the session."""
    rule = commission.rule
    if not rule.chair_elected and rule.criteria_citation is None:
        return FirstSteps()
    sessions = select(SessionRow.id).where(
        SessionRow.commission_id == commission.id, SessionRow.id <= session_id
    )
    rounds = session.scalars(
        select(ChairRoundRow)
        .where(ChairRoundRow.session_id.in_(sessions))
        .order_by(ChairRoundRow.id)
    )
    criteria = session.scalar(
        select(CriteriaRow)
        .where(CriteriaRow.session_id.in_(sessions))
        .order_by(CriteriaRow.session_id.desc())
        .limit(1)
    )
    lead = session.get(LeadRow, session_id)
    return FirstSteps(
        asks_chair=rule.chair_elected,
        asks_criteria=rule.criteria_citation is not None,
        rounds=tuple(_round(row) for row in rounds),
        criteria=_criteria(criteria) if criteria else None,
        seated=frozenset(one.id for one in commission.members),
        temporary=lead.member_id if lead else None,
        temporary_by=lead.by if lead else "",
    )


def _round(row: ChairRoundRow) -> ChairRound:
    votes = {one.member_id: one.votes for one in row.options}
    waits = row.state == OPEN
    result = Outcome(()) if waits else outcome(votes, base=row.base, places=1)
    return ChairRound(
        id=row.id,
        base=row.base,
        issued=row.issued,
        used=row.used,
        unused=row.unused,
        valid=row.valid,
        blank=row.blank,
        invalid=row.invalid,
        votes=votes,
        elected=result.elected[0] if result.elected else None,
        again=result.again,
        voided_why=row.voided_why,
        session_id=row.session_id,
        open=waits,
        on_screen=row.mode == SCREEN,
        warned_why=row.warned_why,
        remark=row.remark,
        digest=row.digest,
    )


def open_chair_round(session: Session, session_id: int) -> ChairRoundRow | None:
    """The ballot for the chair that is voted on the screen now, or was cut off."""
    return session.scalar(
        select(ChairRoundRow).where(
            ChairRoundRow.session_id == session_id, ChairRoundRow.state == OPEN
        )
    )


def _criteria(row: CriteriaRow) -> Criteria:
    lacking = tuple(one for one in row.present if one not in row.agreed)
    return Criteria(row.text_, tuple(row.agreed), lacking, row.session_id)
