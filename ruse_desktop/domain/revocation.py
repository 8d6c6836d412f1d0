"""May an honour be taken away: the ground and its proof, the vote, the day to give things back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ruse_desktop.domain import council
from ruse_desktop.domain.deadlines import WorkingDays, next_working
from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.outcomes import Effect, RevocationGround, RevocationRule
from ruse_desktop.kernel.formats import date_short, weekday
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.months import months_later
from ruse_desktop.kernel.text import sentence

GROUND, BOTH, BASIS = "revocation-ground", "revocation-both", "return-basis"
"""The ids of the findings."""


@dataclass(frozen=True)
class RevocationFacts:
    """What the file on a revocation says; `ground` is the place of the ground in the act, from 1.

    A sentence counts from the day it came into force. `town` and `republic`: whose good name is
    harmed. `evidence` is the number of documents.
    """

    ground: int = 0
    awarded_on: date | None = None
    sentence_no: str = ""
    sentence_in_force: date | None = None
    intentional: bool = False
    general: bool = False
    description: str = ""
    evidence: int = 0
    town: bool = False
    republic: bool = False
    statement_no: str = ""
    statement_on: date | None = None


def judge(rule: RevocationRule, facts: RevocationFacts) -> tuple[Finding, ...]:
    """Findings on the ground chosen and what proves it."""
    if not 1 <= facts.ground <= len(rule.grounds):
        listed = "; ".join(f"{one.citation} – {one.name}" for one in rule.grounds)
        return (
            Finding(
                GROUND, Verdict.NOT_MET, Effect.BLOCKS, _("Посочете основание за отнемане"),
                rule.citation, listed,
            ),
        )  # fmt: skip
    ground = rule.grounds[facts.ground - 1]
    return _PROVEN[ground.proof](ground, facts)


def _sentence(ground: RevocationGround, facts: RevocationFacts) -> tuple[Finding, ...]:
    """A sentence in force for an intentional crime of general nature, after the award."""
    if not facts.sentence_no or facts.sentence_in_force is None:
        return (_fails(ground, _("Няма влязла в сила присъда"), _("Впишете номера и датата ѝ.")),)
    said = sentence(
        _("Присъда {no}, в сила от {day}").format(
            no=facts.sentence_no, day=date_short(facts.sentence_in_force)
        )
    )
    if not (facts.intentional and facts.general):
        return (_fails(ground, _("Престъплението не е умишлено и от общ характер"), said),)
    if facts.awarded_on is None:
        return (_fails(ground, _("Не е известно кога е присъдено званието"), said),)
    if facts.sentence_in_force <= facts.awarded_on:
        awarded = sentence(_("Присъдено на {day}").format(day=date_short(facts.awarded_on)))
        return (_fails(ground, _("Осъждането предхожда присъждането"), f"{said} {awarded}"),)
    return (_met(ground, said),)


def _judgement(ground: RevocationGround, facts: RevocationFacts) -> tuple[Finding, ...]:
    """Acts or words that stain the good name: described and evidenced; a person judges."""
    missing = [
        name
        for name, there in (
            (_("описание"), facts.description.strip()),
            (_("доказателства"), facts.evidence),
        )
        if not there
    ]
    found = (
        _fails(
            ground,
            _("Основанието не е описано и доказано"),
            _("Липсва: {what}.").format(what=", ".join(missing)),
            Effect.WARNS,
        )
        if missing
        else Finding(
            GROUND, Verdict.JUDGEMENT, Effect.WARNS, _("Решава се по преценка"), ground.citation,
            facts.description[:200], _("Петнят ли тези действия доброто име?"),
        )
    )  # fmt: skip
    if facts.town == facts.republic:
        return (found,)
    only = _("само градът") if facts.town else _("само Републиката")
    hint = _("Текстът свързва града и Републиката с „и“; отбелязано е {only}.").format(only=only)
    return (
        found,
        Finding(
            BOTH, Verdict.JUDGEMENT, Effect.INFORMS, _("Засегнато е едното"), ground.citation, hint
        ),
    )


def _statement(ground: RevocationGround, facts: RevocationFacts) -> tuple[Finding, ...]:
    """The person's own written statement, registered."""
    if not facts.statement_no or facts.statement_on is None:
        said = _("Приложете писменото заявление с номер и дата ({citation}).")
        return (_fails(ground, _("Няма писмено заявление"), said.format(citation=ground.citation)),)
    said = _("Заявление вх. № {no} от {day}").format(
        no=facts.statement_no, day=date_short(facts.statement_on)
    )
    return (_met(ground, said),)


_PROVEN: dict[str, Callable[[RevocationGround, RevocationFacts], tuple[Finding, ...]]] = {
    "sentence": _sentence,
    "judgement": _judgement,
    "statement": _statement,
}
"""One function for each of `kinds.PROOFS`."""


def judge_vote(
    rule: RevocationRule,
    *,
    present: int,
    in_favour: int,
    against: int | None = None,
    abstained: int | None = None,
    members: int = 0,
) -> tuple[Finding, ...]:
    """The council's vote to take the honour away; the act sets the majority (`domain.council`)."""
    return council.judge_vote(
        rule.majority_citation or rule.citation,
        present=present,
        in_favour=in_favour,
        against=against,
        abstained=abstained,
        members=members,
        effect=Effect.BLOCKS,
    )


@dataclass(frozen=True)
class ReturnDay:
    """Until when the attributes are given back: the month's end, the working day, and why."""

    literal: date
    effective: date
    why: str = ""
    findings: tuple[Finding, ...] = ()


def return_day(
    rule: RevocationRule, decided_on: date, calendar: WorkingDays, notified_on: date | None = None
) -> ReturnDay:
    """The last day to return the attributes, counted from the decision or, asked, its notice."""
    start = notified_on or decided_on
    literal = months_later(start, rule.return_months)
    effective = next_working(literal, calendar)
    why = ""
    if effective != literal:
        why = _("{day} е {what}; срокът изтича на {moved}, {weekday}").format(
            day=date_short(literal),
            what=calendar.why(literal),
            moved=date_short(effective),
            weekday=weekday(effective),
        )
    if notified_on is None:
        return ReturnDay(literal, effective, why)
    asked = Finding(
        BASIS,
        Verdict.JUDGEMENT,
        Effect.WARNS,
        _("Срокът се брои от уведомяването, а не от решението"),
        rule.return_citation or rule.citation,
        _("Решение от {decided}, уведомяване на {notified}.").format(
            decided=date_short(decided_on), notified=date_short(notified_on)
        ),
        _("Защо срокът се брои от уведомяването?"),
    )
    return ReturnDay(literal, effective, why, (asked,))


def _met(ground: RevocationGround, explanation: str) -> Finding:
    return Finding(
        GROUND,
        Verdict.MET,
        Effect.BLOCKS,
        ground.name[:1].upper() + ground.name[1:],
        ground.citation,
        explanation,
    )


def _fails(
    ground: RevocationGround, sentence: str, explanation: str, effect: Effect = Effect.BLOCKS
) -> Finding:
    return Finding(GROUND, Verdict.NOT_MET, effect, sentence, ground.citation, explanation)
