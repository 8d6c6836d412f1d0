"""May this nomination go to the commission? All findings, each with its facts and its provision.

One function per kind of `EligibilityRule`; which of them apply, and with what values, is law data.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time

from ruse_desktop.domain.books import Holder
from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.intake import NO, YES, Facts, holds
from ruse_desktop.domain.kinds import ELIGIBILITY
from ruse_desktop.domain.nominations import Channel, Merit
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.domain.practice import Practice
from ruse_desktop.domain.rules import (
    AwardRules,
    Deadline,
    EligibilityRule,
    NomineeKind,
    ProposerKind,
)
from ruse_desktop.kernel.text import MixedWord


@dataclass(frozen=True)
class NominationFacts:
    """What the checks may know of a nomination; gathered by the service, never read by the checks.

    `aliases` are other names of the nominee. `holders` are laureates with one of these names or a
    similar one, `team_holders` awarded teams of which the nominee was a member, `member_holders`
    laureates with the name of a member of the nominated team. `other_slots` are the slots in which
    the same nominee stands in this edition, `checked_from` the first year from which the book is
    declared complete and `checked_entries` its size. `facts` are the award's own fields, `copies`
    the copies brought of each item of the dossier, `completed_on` the day the last one came.
    `previous_year` is the year of the award's previous edition, `other_awards` what the nominee
    holds in the books of other awards.
    """

    year: int
    slot: str = ""
    genre: str = ""
    category: str = ""
    nominee_kind: NomineeKind = NomineeKind.PERSON
    nominee_name: str = ""
    aliases: tuple[str, ...] = ()
    nominee_area: str = ""
    employer: str = ""
    death_date: date | None = None
    nominee_settlement: str = ""
    nominee_reg_no: str = ""
    members: tuple[str, ...] = ()
    proposer_kind: ProposerKind = ProposerKind.ORGANISATION
    proposer_name: str = ""
    proposer_areas: tuple[str, ...] = ()
    merits: tuple[Merit, ...] = ()
    lifetime: bool = False
    motives: str = ""
    attachments: int = 0
    registry_no: str = ""
    registered_on: date | None = None
    registered_at: time | None = None
    channel: Channel = Channel.REGISTRY
    sent_on: date | None = None
    holders: tuple[Holder, ...] = ()
    team_holders: tuple[Holder, ...] = ()
    member_holders: tuple[Holder, ...] = ()
    checked_entries: int = 0
    checked_from: int | None = None
    other_slots: tuple[str, ...] = ()
    mixed: tuple[MixedWord, ...] = ()
    personal_numbers: int = 0
    same_registry: str = ""
    facts: Facts = field(default_factory=dict)
    copies: Mapping[str, int] = field(default_factory=dict)
    completed_on: date | None = None
    birth_date: date | None = None
    citizenship: str = ""
    previous_year: int | None = None
    other_awards: tuple[Holder, ...] = ()

    @property
    def known(self) -> Facts:
        """The award's own facts with the common ones, as conditions of the law's files ask them."""
        return {
            **self.facts,
            "slot": self.slot,
            "genre": self.genre,
            "category": self.category,
            "nominee_kind": str(self.nominee_kind),
            "proposer_kind": str(self.proposer_kind),
            "lifetime": YES if self.lifetime else NO,
            "channel": str(self.channel),
            "citizenship": self.citizenship,
            "settlement": self.nominee_settlement,
            "dead": YES if self.death_date else NO,
        }


@dataclass(frozen=True)
class Context:
    """What a check is judged by: the award's rules, its submission deadline, office practice."""

    award: AwardRules
    deadlines: dict[str, Deadline]
    practice: Practice
    on: date


Check = Callable[[EligibilityRule, NominationFacts, Context], tuple[Finding, ...]]
CHECKS: dict[str, Check] = {}


def check(facts: NominationFacts, award: AwardRules, context: Context) -> tuple[Finding, ...]:
    """Every finding of every rule of the award, in the order of the law's file.

    Raises KeyError for a kind the code does not know; the loader refuses such files earlier.
    """
    section = next((one.section for one in award.slots if one.code == facts.slot), "")
    known = {**facts.known, "section": section}
    found: list[Finding] = []
    for rule in award.eligibility:
        if holds(rule.when, known):
            found.extend(_at_most(rule, CHECKS[rule.kind](rule, facts, context)))
    return tuple(found)


def _at_most(rule: EligibilityRule, found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """A rule that only informs asks nobody."""
    if rule.effect is not Effect.INFORMS:
        return found
    return tuple(replace(one, effect=Effect.INFORMS, question="") for one in found)


def kind(name: str) -> Callable[[Check], Check]:
    """Register the function that judges rules of this kind."""
    if name not in ELIGIBILITY:
        raise KeyError(name)

    def register(function: Check) -> Check:
        CHECKS[name] = function
        return function

    return register


def met(rule: EligibilityRule, sentence: str, explanation: str = "") -> tuple[Finding, ...]:
    """The rule holds."""
    return (Finding(rule.id, Verdict.MET, rule.effect, sentence, rule.citation, explanation),)


def fails(rule: EligibilityRule, sentence: str, explanation: str = "") -> tuple[Finding, ...]:
    """The rule does not hold."""
    return (Finding(rule.id, Verdict.NOT_MET, rule.effect, sentence, rule.citation, explanation),)


def asks(
    rule: EligibilityRule, sentence: str, question: str, explanation: str = ""
) -> tuple[Finding, ...]:
    """Only a person can judge; the answer is recorded and no more than a warning."""
    return (
        Finding(
            rule.id, Verdict.JUDGEMENT, Effect.WARNS, sentence, rule.citation, explanation, question
        ),
    )
