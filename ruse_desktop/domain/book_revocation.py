"""Taking a distinction away: what is asked, how it is judged, how the book says it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from ruse_desktop.domain import council, revocation
from ruse_desktop.domain.books import Act
from ruse_desktop.domain.deadlines import WorkingDays
from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.outcomes import Attribute, Effect, RevocationRule
from ruse_desktop.domain.revocation import ReturnDay, RevocationFacts
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _


@dataclass(frozen=True)
class CouncilVote:
    """The numbers of a council's sitting; None = not given. Who abstained is among those present."""

    members: int = 0
    present: int | None = None
    in_favour: int | None = None
    against: int | None = None
    abstained: int | None = None


@dataclass(frozen=True)
class RevocationInput:
    """A revocation: the act, the ground with its proof, who asked for it, the vote.

    Where the act of law knows no revocation only `act` and `reason` are read. `notified_on` is the
    day from which the month is counted when it is not the decision's.
    """

    act: Act
    reason: str = ""
    initiator: str = ""
    protocol: str = ""
    facts: RevocationFacts = field(default_factory=RevocationFacts)
    vote: CouncilVote = field(default_factory=CouncilVote)
    notified_on: date | None = None


@dataclass(frozen=True)
class RevocationFile:
    """What is kept of a revocation beside the book; `due_on` is the last day to return things."""

    ground: str
    initiator: str
    protocol: str
    due_on: date | None


@dataclass(frozen=True)
class RevocationPlan:
    """What the act in force says of taking this entry's distinction away; None = nothing.

    `awarded_on` is the day of the awarding act, `returned` what has to be given back.
    """

    rule: RevocationRule | None
    edition: str
    awarded_on: date | None = None
    members: int = 0
    returned: tuple[Attribute, ...] = ()

    def judge(self, asked: RevocationInput, calendar: WorkingDays) -> tuple[Finding, ...]:
        """Findings on the ground, the vote and the day; none where the act has no rule of it."""
        if self.rule is None:
            return ()
        facts = replace(asked.facts, awarded_on=self.awarded_on)
        found = [*revocation.judge(self.rule, facts), *_judge_vote(self.rule, asked.vote)]
        day = self.return_day(asked, calendar)
        return (*found, *(day.findings if day else ()))

    def return_day(self, asked: RevocationInput, calendar: WorkingDays) -> ReturnDay | None:
        """The last day to give the attributes back; None where none is set or known."""
        if self.rule is None or not self.rule.return_months or asked.act.on is None:
            return None
        return revocation.return_day(self.rule, asked.act.on, calendar, asked.notified_on)

    def recorded(self, asked: RevocationInput, calendar: WorkingDays) -> str:
        """The reason as the book keeps it: the provision, the vote, the day of return.

        What proves the ground is personal and stays out of the book.
        """
        if self.rule is None:
            return asked.reason
        ground = self.ground(asked)
        vote = asked.vote
        said = [
            _("основание {citation}").format(citation=ground) if ground else "",
            _("„за“ {yes} от {present} присъстващи").format(
                yes=vote.in_favour, present=vote.present
            )
            if self.rule.majority
            else "",
            self.to_return(asked, calendar),
            asked.reason,
        ]
        return "; ".join(part for part in said if part)

    def to_return(self, asked: RevocationInput, calendar: WorkingDays) -> str:
        """„да върне отличителния знак … до 21.06.2027 г.“; „“ where nothing is to be returned."""
        day = self.return_day(asked, calendar)
        if day is None:
            return ""
        things = _(" и ").join(one.name.lower() for one in self.returned)
        return _("за връщане до {day}: {things}").format(
            day=date_short(day.effective), things=things
        )

    def ground(self, asked: RevocationInput) -> str:
        """The provision of the ground chosen; „“ where none is."""
        if self.rule is None or not 1 <= asked.facts.ground <= len(self.rule.grounds):
            return ""
        return str(self.rule.grounds[asked.facts.ground - 1].citation)


def _judge_vote(rule: RevocationRule, vote: CouncilVote) -> tuple[Finding, ...]:
    if not rule.majority:
        return ()
    present, in_favour = vote.present, vote.in_favour
    if present is None or in_favour is None:
        return (_no_vote(rule, _("Впишете присъстващите и гласовете „за“.")),)
    counted = in_favour + (vote.against or 0) + (vote.abstained or 0)
    if counted > present or (vote.members and present > vote.members):
        said = _("Гласове {votes}, присъстващи {present}, съветници {members}.")
        return (_no_vote(rule, said.format(votes=counted, present=present, members=vote.members)),)
    return revocation.judge_vote(
        rule,
        present=present,
        in_favour=in_favour,
        against=vote.against,
        abstained=vote.abstained,
        members=vote.members,
    )


def _no_vote(rule: RevocationRule, explanation: str) -> Finding:
    return Finding(
        council.MAJORITY,
        Verdict.NOT_MET,
        Effect.BLOCKS,
        _("Гласуването не е вписано вярно"),
        rule.majority_citation or rule.citation,
        explanation,
        overridable=False,
    )
