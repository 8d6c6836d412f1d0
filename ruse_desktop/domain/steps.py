"""The order of the steps an act prescribes: what must come before, and no date backwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.outcomes import Effect, ProcedureStep
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _

BEFORE, ATTACHED, DATES, AGAIN = "step-before", "step-attached", "step-dates", "step-again"
"""The ids of the findings."""


@dataclass(frozen=True)
class StepTaken:
    """A recorded step: `who` is the body where several may take it, `document` what is attached."""

    code: str
    on: date
    result: str = ""
    who: str = ""
    document: str = ""


def judge(
    steps: Sequence[ProcedureStep], recorded: Sequence[StepTaken], next_code: str, on: date
) -> tuple[Finding, ...]:
    """Findings on taking the step `next_code` on the day `on` after what is `recorded`.

    Raises KeyError for a step that the act does not know.
    """
    step = _find(steps, next_code)
    return (
        *_again(step, recorded),
        *_before(steps, step, recorded),
        *_dates(steps, step, recorded, on),
    )


def open_steps(
    steps: Sequence[ProcedureStep], recorded: Sequence[StepTaken]
) -> tuple[ProcedureStep, ...]:
    """The steps that may be taken now, in the order of the act; with the repeatable ones."""
    return tuple(
        step
        for step in steps
        if not any(
            one.verdict is Verdict.NOT_MET
            for one in (*_again(step, recorded), *_before(steps, step, recorded))
        )
    )


def _find(steps: Sequence[ProcedureStep], code: str) -> ProcedureStep:
    for step in steps:
        if step.code == code:
            return step
    raise KeyError(code)


def _again(step: ProcedureStep, recorded: Sequence[StepTaken]) -> Iterator[Finding]:
    taken = [one for one in recorded if one.code == step.code]
    if taken and not step.several:
        yield Finding(
            AGAIN,
            Verdict.NOT_MET,
            Effect.BLOCKS,
            _("Вече е записано: {step}").format(step=step.name),
            step.citation,
            _shown(taken[-1]),
        )


def _before(
    steps: Sequence[ProcedureStep], step: ProcedureStep, recorded: Sequence[StepTaken]
) -> Iterator[Finding]:
    """The step before is recorded, and what it produces is attached to it."""
    if not step.after:
        return
    needed = _find(steps, step.after)
    taken = [one for one in recorded if one.code == needed.code]
    if not taken:
        yield Finding(
            BEFORE,
            Verdict.NOT_MET,
            Effect.BLOCKS,
            _("Липсва: {step}").format(step=needed.name),
            needed.citation,
            _("Без него не може: {step}.").format(step=step.name),
        )
        return
    shown = "; ".join(_shown(one) for one in taken)
    yield Finding(BEFORE, Verdict.MET, Effect.BLOCKS, needed.name, needed.citation, shown)
    if needed.document and not all(one.document for one in taken):
        yield Finding(
            ATTACHED,
            Verdict.NOT_MET,
            Effect.BLOCKS,
            _("Не е приложено: {document}").format(document=needed.document),
            needed.citation,
            shown,
        )


def _dates(
    steps: Sequence[ProcedureStep], step: ProcedureStep, recorded: Sequence[StepTaken], on: date
) -> Iterator[Finding]:
    """Not before any of the steps it follows, not after any that follows it."""
    earlier, later = _chain(steps, step), _followers(steps, step)
    late = [one for one in recorded if one.code in earlier and one.on > on]
    early = [one for one in recorded if one.code in later and one.on < on]
    wrong = [
        _("{step} е на {day}").format(step=_find(steps, one.code).name, day=date_short(one.on))
        for one in (*late, *early)
    ]
    if not wrong:
        return
    yield Finding(
        DATES,
        Verdict.NOT_MET,
        Effect.BLOCKS,
        _("Датата е преди предходна стъпка") if late else _("Датата е след следваща стъпка"),
        step.citation,
        _("{step}: {day} {wrong}").format(
            step=step.name, day=date_short(on), wrong="; ".join(wrong)
        ),
    )


def _chain(steps: Sequence[ProcedureStep], step: ProcedureStep) -> set[str]:
    """The codes of all steps before this one."""
    found: set[str] = set()
    while step.after and step.after not in found:
        found.add(step.after)
        step = _find(steps, step.after)
    return found


def _followers(steps: Sequence[ProcedureStep], step: ProcedureStep) -> set[str]:
    return {one.code for one in steps if step.code in _chain(steps, one)}


def _shown(taken: StepTaken) -> str:
    return ", ".join(part for part in (taken.who, date_short(taken.on), taken.result) if part)
