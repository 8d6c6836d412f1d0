"""The act as the last of the steps that the ordinance prescribes for each nomination (чл. 27)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import delete

from ruse_desktop.domain import steps as order
from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.act_reading import nominee_of
from ruse_desktop.services.nomination_following import as_taken, of_nomination, taken_steps
from ruse_desktop.storage.intake import StepRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.acts import ActInput
    from ruse_desktop.domain.outcomes import ProcedureStep
    from ruse_desktop.domain.rules import AwardRules
    from ruse_desktop.storage.acts import ActRow
    from ruse_desktop.storage.store import Transaction

OTHERWISE = "act-step"
"""The id of the finding that the recorded last step says something else than the act."""


def last_step(award: AwardRules) -> ProcedureStep | None:
    """The step in which the act is taken: the end of the chain of a nomination's steps."""
    known = of_nomination(award)
    followed = {one.after for one in known}
    return next((one for one in known if one.after and one.code not in followed), None)


def judge(
    session: Session, award: AwardRules, nominations: Sequence[int], on: date
) -> tuple[Finding, ...]:
    """What the steps of the named nominations lack for an act of the day `on` (R-27-3.1)."""
    last = last_step(award)
    if last is None:
        return ()
    known, found = of_nomination(award), []
    for one in nominations:
        taken = [as_taken(row) for row in taken_steps(session, one)]
        there = [step for step in taken if step.code == last.code]
        judged = (
            _otherwise(last, there[-1], on) if there else order.judge(known, taken, last.code, on)
        )
        name = nominee_of(session, one)
        found += [
            replace(finding, explanation=f"{name}: {finding.explanation}")
            for finding in judged
            if finding.verdict is Verdict.NOT_MET
        ]
    return tuple(found)


def _otherwise(last: ProcedureStep, taken: order.StepTaken, on: date) -> tuple[Finding, ...]:
    """The last step is recorded already; it must be of the act's day and come to its result."""
    if taken.on == on and taken.result in last.results[:1]:
        return ()
    said = ", ".join(part for part in (date_short(taken.on), taken.result) if part)
    return (
        Finding(
            OTHERWISE, Verdict.NOT_MET, Effect.BLOCKS,
            _("Вписаната стъпка „{step}“ е с друга дата или изход").format(step=last.name),
            last.citation, said, overridable=False,
        ),
    )  # fmt: skip


def record(tx: Transaction, award: AwardRules, act: ActRow, typed: ActInput) -> None:
    """Record the last step of each named nomination by the act, where it is not recorded yet.

    Its first result is the one that awards.
    """
    last = last_step(award)
    if last is None:
        return
    for one in typed.names:
        there = {step.code for step in taken_steps(tx.session, one.nomination_id)}
        if not one.named or last.code in there:
            continue
        tx.session.add(
            StepRow(
                nomination_id=one.nomination_id,
                code=last.code,
                on=act.on,
                result=last.results[0] if last.results else "",
                who="",
                document=act.text_,
                text_="",
                by=tx.actor.name,
                at=tx.now,
            )
        )
    tx.session.flush()


def take_back(tx: Transaction, act: ActRow) -> None:
    """Forget the steps that an act struck out had recorded."""
    ids = [one.nomination_id for one in act.names]
    tx.session.execute(
        delete(StepRow).where(StepRow.nomination_id.in_(ids), StepRow.document == act.text_)
    )
