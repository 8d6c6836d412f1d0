"""Reading what follows a nomination: steps, cure date, merging, proposal, copies."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain import steps as order
from ruse_desktop.domain.following import (
    NOMINATION_PAPER,
    PAPER,
    Beside,
    Completion,
    CopyOut,
    Following,
    StepView,
    TakenUp,
)
from ruse_desktop.domain.intake import text_of
from ruse_desktop.domain.nominations import State
from ruse_desktop.storage.intake import CompletionRow, CopyRow, StepRow, TakenUpRow
from ruse_desktop.storage.nominations import NominationRecord
from ruse_desktop.storage.people import OrganisationRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.outcomes import ProcedureStep
    from ruse_desktop.domain.rules import AwardRules
    from ruse_desktop.domain.session_days import PlannedStep

MERGEABLE = (State.SUBMITTED, State.INCOMPLETE, State.ADMITTED)
"""States in which proposals for one nominee may be put together (OP-14)."""


def following_of(
    session: Session,
    row: NominationRecord,
    award: AwardRules,
    plan: Sequence[PlannedStep] = (),
) -> Following:
    """Everything that hangs on a nomination after its intake; `plan` are guidance days of steps."""
    leading = session.get(NominationRecord, row.merged_into_id) if row.merged_into_id else None
    return Following(
        steps=steps_of(session, row, award, plan),
        completion=completion_of(session, row.id),
        merged_into=beside_of(session, leading) if leading else None,
        merged=tuple(beside_of(session, one) for one in merged_rows(session, row.id)),
        same=tuple(beside_of(session, one) for one in same_rows(session, row)),
        taken_up=_taken_up(session, row.id),
        asks_proposal=asks_proposal(row),
        copies=copies_asked(award),
        out=tuple(
            CopyOut(one.id, one.copy_no, one.holder, one.given_on, one.returned_on)
            for one in session.scalars(
                select(CopyRow)
                .where(CopyRow.nomination_id == row.id)
                .order_by(CopyRow.copy_no, CopyRow.id)
            )
        ),
    )


def asks_proposal(row: NominationRecord) -> bool:
    """Whether it is a nomination that only leads to somebody's proposal (чл. 27, ал. 1)."""
    return text_of(row.facts, PAPER) == NOMINATION_PAPER and row.state != State.DRAFT


def copies_asked(award: AwardRules) -> int:
    """How many copies go to the members: the most copies of one paper, 0 when one is enough."""
    most = max((item.copies for item in award.dossier), default=0)
    return most if most > 1 else 0


def of_nomination(award: AwardRules) -> tuple[ProcedureStep, ...]:
    """The steps that the act prescribes for each nomination."""
    return tuple(step for step in award.steps if step.of == "nomination")


def taken_steps(session: Session, nomination_id: int) -> tuple[StepRow, ...]:
    """The steps recorded of a nomination, in the order in which they were taken."""
    return tuple(
        session.scalars(
            select(StepRow)
            .where(StepRow.nomination_id == nomination_id)
            .order_by(StepRow.on, StepRow.id)
        )
    )


def as_taken(row: StepRow) -> order.StepTaken:
    """The value that the order of steps is judged by."""
    return order.StepTaken(row.code, row.on, row.result, row.who, row.document)


def steps_of(
    session: Session,
    row: NominationRecord,
    award: AwardRules,
    plan: Sequence[PlannedStep] = (),
) -> tuple[StepView, ...]:
    """The steps of the act in its order, each with what was recorded; „“ where there are none.

    A nomination that waits for a proposal has none of its own: the proposal has them.
    """
    known = of_nomination(award)
    if not known or asks_proposal(row) or row.state == State.DRAFT:
        return ()
    taken = taken_steps(session, row.id)
    may = {step.code for step in order.open_steps(known, [as_taken(one) for one in taken])}
    views: list[StepView] = []
    for step in known:
        done = [one for one in taken if one.code == step.code]
        views += [_view(step, one) for one in done]
        if not done or step.several:
            day = next((one for one in plan if one.step.code == step.code), None)
            shown = _view(step, None, may=step.code in may)
            if day is not None and not done:
                shown = replace(shown, by=day.by, by_why=day.why)
            views.append(shown)
    return tuple(views)


def _view(step: ProcedureStep, row: StepRow | None, *, may: bool = False) -> StepView:
    return StepView(
        code=step.code,
        name=step.name,
        actor=step.actor,
        citation=step.citation,
        id=row.id if row else None,
        on=row.on if row else None,
        result=row.result if row else "",
        who=row.who if row else "",
        document=row.document if row else "",
        text=row.text_ if row else "",
        may=may,
        several=step.several,
        results=step.results,
        document_name=step.document,
    )


def asked_until(session: Session) -> dict[int, date]:
    """Until when each incomplete nomination is to be completed, by the last request for it."""
    query = (
        select(CompletionRow.nomination_id, CompletionRow.until)
        .join(NominationRecord, NominationRecord.id == CompletionRow.nomination_id)
        .where(NominationRecord.state == State.INCOMPLETE)
        .order_by(CompletionRow.id)
    )
    return {row.nomination_id: row.until for row in session.execute(query)}


def completion_of(session: Session, nomination_id: int) -> Completion | None:
    """The last request for completion, when there was one."""
    row = session.scalar(
        select(CompletionRow)
        .where(CompletionRow.nomination_id == nomination_id)
        .order_by(CompletionRow.id.desc())
        .limit(1)
    )
    return Completion(row.until, row.what, row.by, row.at.date()) if row else None


def merged_rows(session: Session, leading_id: int) -> Sequence[NominationRecord]:
    """The nominations merged into this one, in the order of the register."""
    return session.scalars(
        select(NominationRecord)
        .where(NominationRecord.merged_into_id == leading_id)
        .order_by(NominationRecord.intake_no)
    ).all()


def name_of(row: NominationRecord) -> str:
    """The nominee's name as it is searched."""
    return row.search_key.split("|", maxsplit=1)[0]


def same_rows(session: Session, row: NominationRecord) -> Sequence[NominationRecord]:
    """Other nominations of this nominee in this slot that go their own way."""
    name = name_of(row)
    if not name or not row.slot or row.merged_into_id or State(row.state) not in MERGEABLE:
        return ()
    return session.scalars(
        select(NominationRecord)
        .where(
            NominationRecord.edition_id == row.edition_id,
            NominationRecord.slot == row.slot,
            NominationRecord.id != row.id,
            NominationRecord.merged_into_id.is_(None),
            NominationRecord.search_key.startswith(f"{name}|", autoescape=True),
            NominationRecord.state.in_([str(state) for state in MERGEABLE]),
        )
        .order_by(NominationRecord.intake_no)
    ).all()


def beside_of(session: Session, row: NominationRecord) -> Beside:
    """Another nomination in short."""
    return Beside(row.id, row.number or "", proposer_of(session, row), row.intake_no)


def proposer_of(session: Session, row: NominationRecord) -> str:
    """The proposer's name."""
    if row.proposer_person or row.proposer_id is None:
        return row.proposer_person
    card = session.get(OrganisationRow, row.proposer_id)
    return card.name if card else ""


def proposers_of(session: Session, row: NominationRecord) -> str:
    """The names of all who proposed the nominee: the leading one's and the merged ones'."""
    names = [proposer_of(session, one) for one in (row, *merged_rows(session, row.id))]
    return "; ".join(dict.fromkeys(name for name in names if name))


def _taken_up(session: Session, nomination_id: int) -> TakenUp | None:
    row = session.get(TakenUpRow, nomination_id)
    if row is None:
        return None
    proposal = session.get(NominationRecord, row.proposal_id) if row.proposal_id else None
    return TakenUp(row.on, row.proposal_id, (proposal.number or "") if proposal else "", row.note)
