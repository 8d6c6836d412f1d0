"""Reading the election of a chair and the criteria of a commission."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.ballots import outcome
from ruse_desktop.domain.session_chair import ChairRound, Criteria, FirstSteps
from ruse_desktop.storage.session_chair import ChairRoundRow, CriteriaRow
from ruse_desktop.storage.sessions import SessionRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.rules import CommissionRule


def first_steps(session: Session, commission_id: int, rule: CommissionRule) -> FirstSteps:
    """What the rule asks for before any ballot, and what the commission's sessions did of it."""
    if not rule.chair_elected and rule.criteria_citation is None:
        return FirstSteps()
    sessions = select(SessionRow.id).where(SessionRow.commission_id == commission_id)
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
    return FirstSteps(
        asks_chair=rule.chair_elected,
        asks_criteria=rule.criteria_citation is not None,
        rounds=tuple(_round(row) for row in rounds),
        criteria=_criteria(criteria) if criteria else None,
    )


def _round(row: ChairRoundRow) -> ChairRound:
    votes = {one.member_id: one.votes for one in row.options}
    result = outcome(votes, base=row.base, places=1)
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
    )


def _criteria(row: CriteriaRow) -> Criteria:
    lacking = tuple(one for one in row.present if one not in row.agreed)
    return Criteria(row.text_, tuple(row.agreed), lacking, row.session_id)
