"""The day of a session against its window and the ceremony; days to plan by where the act has none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ruse_desktop.domain.deadlines import (
    Window,
    WorkingDays,
    ceremony_day,
    on_or_before,
    session_window,
)
from ruse_desktop.domain.editions import SUBMISSION, AwardEdition
from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.outcomes import Effect, ProcedureStep
from ruse_desktop.domain.practice import PLAN, Practice
from ruse_desktop.domain.rules import AwardRules, CommissionRule
from ruse_desktop.kernel.formats import date_short, weekday
from ruse_desktop.kernel.i18n import _


def window_of(
    award: AwardRules, edition: AwardEdition, calendar: WorkingDays, practice: Practice
) -> Window | None:
    """The window of an opened edition: with its announced last day and its chosen ceremony."""
    return session_window(
        award,
        edition.year,
        calendar,
        practice,
        announced=edition.announced.get(SUBMISSION),
        ceremony=edition.ceremony,
    )


def window_text(window: Window) -> str:
    """The window in words, with the day to aim at where only practice proposes it."""
    span = _("Прозорец: {opens} – {closes}").format(
        opens=date_short(window.opens), closes=date_short(window.closes)
    )
    if not window.guidance or window.target is None:
        return span
    return _("{span}, желателно до {target}; по служебна практика").format(
        span=span, target=date_short(window.target)
    )


def judge_session_day(
    award: AwardRules,
    rule: CommissionRule,
    edition: AwardEdition,
    held_on: date,
    calendar: WorkingDays,
    practice: Practice,
) -> tuple[Finding, ...]:
    """Whether a session is within its window and before the ceremony (чл. 45, 50, 72, 74г).

    A window of the law warns, one of practice only tells; the ceremony's own day warns.
    """
    return (
        *_in_window(award, rule, edition, held_on, calendar, practice),
        *_before_ceremony(award, rule, edition, held_on),
    )


def _in_window(
    award: AwardRules,
    rule: CommissionRule,
    edition: AwardEdition,
    held_on: date,
    calendar: WorkingDays,
    practice: Practice,
) -> Iterator[Finding]:
    window = window_of(award, edition, calendar, practice)
    if window is None:
        return
    last = award.deadline("sessions")
    inside = window.holds(held_on)
    if window.guidance:
        kept, broken = (
            _("Заседанието е в препоръчания срок"),
            _("Заседанието е извън препоръчания срок"),
        )
    else:
        kept, broken = _("Заседанието е в срока"), _("Заседанието е извън срока")
    yield Finding(
        "session-window",
        Verdict.MET if inside else Verdict.NOT_MET,
        Effect.INFORMS if window.guidance else Effect.WARNS,
        kept if inside else broken,
        last.citation if last else rule.citation,
        window_text(window),
    )


def _before_ceremony(
    award: AwardRules, rule: CommissionRule, edition: AwardEdition, held_on: date
) -> Iterator[Finding]:
    ceremony = ceremony_day(award, edition.year, edition.ceremony)
    if ceremony is None or award.hand_over is None or held_on < ceremony:
        return
    same = held_on == ceremony
    yield Finding(
        "session-ceremony",
        Verdict.NOT_MET,
        Effect.WARNS,
        _("Церемонията е същия ден") if same else _("Заседанието е след церемонията"),
        award.hand_over.citation,
        _("{commission}: {held}; церемония: {day}").format(
            commission=rule.name, held=date_short(held_on), day=date_short(ceremony)
        ),
    )


@dataclass(frozen=True)
class PlannedStep:
    """A step with the working day to have it done by; `literal` is the day that was counted to."""

    step: ProcedureStep
    literal: date
    by: date
    why: str = ""


def back_plan(
    award: AwardRules, year: int, calendar: WorkingDays, practice: Practice, ceremony: int = 1
) -> tuple[PlannedStep, ...]:
    """The steps counted back from the hand-over, in their order: guidance only (чл. 27).

    Steps that practice gives no days for are left out.
    """
    given = ceremony_day(award, year, ceremony)
    found = []
    for step in award.steps:
        days = practice.days_before(f"{PLAN}{award.code}.{step.code}")
        if given is None or days is None:
            continue
        literal = given - timedelta(days=days)
        by = on_or_before(literal, calendar)
        why = ""
        if by != literal:
            why = _("{day} е {what}; работният ден преди него е {weekday}, {by}").format(
                day=date_short(literal),
                what=calendar.why(literal),
                weekday=weekday(by),
                by=date_short(by),
            )
        found.append(PlannedStep(step, literal, by, why))
    return tuple(found)
