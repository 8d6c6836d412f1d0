"""The deciding act of an award: the mayor's order or the council's decision, and whom it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from ruse_desktop.domain.books import Act
from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.council import judge_vote
from ruse_desktop.domain.findings import Finding, OverrideInput, Verdict
from ruse_desktop.domain.outcomes import ActRule, Effect
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, mark

MINUTES, ORDER, DECISION = "minutes", "order", "decision"
"""The kinds of an act."""

KIND_NAMES = {
    MINUTES: mark("Протокол на комисията"),
    ORDER: mark("Заповед на Кмета"),
    DECISION: mark("Решение на Общинския съвет"),
}
"""Names for people; screens pass them through gettext."""

VOTES = "council-votes"
"""The id of the finding on a vote that is not recorded."""


@dataclass(frozen=True)
class CouncilVote:
    """The vote of the municipal council; None = not written."""

    members: int | None = None
    present: int | None = None
    in_favour: int | None = None
    against: int | None = None
    abstained: int | None = None

    @property
    def written(self) -> bool:
        """Whether enough is there to be judged."""
        return self.present is not None and self.in_favour is not None


@dataclass(frozen=True)
class NamedInput:
    """One nomination beside an act: named by it or not, the motive, and why it differs from the proposal."""

    nomination_id: int
    named: bool = True
    motive: str = ""
    reason: str = ""


@dataclass(frozen=True)
class ActInput:
    """An act as typed; `passed` are the reasons for findings by their id."""

    kind: str
    number: str
    on: date | None
    names: tuple[NamedInput, ...]
    protocol: str = ""
    vote: CouncilVote = CouncilVote()
    passed: dict[str, OverrideInput] = field(default_factory=dict)


@dataclass(frozen=True)
class Candidate:
    """Who may be named: `proposed` by the commission, or another who stood or was admitted."""

    nomination_id: int
    number: str
    name: str
    slot: str
    proposed: bool = False
    motive: str = ""


@dataclass(frozen=True)
class ActDraft:
    """What the dialog of an act starts from; `not_before` is the day of the commission's session."""

    award: str
    year: int
    edition_id: int
    session_id: int | None
    rule: ActRule
    candidates: tuple[Candidate, ...]
    not_before: date | None = None
    protocol_no: str = ""


@dataclass(frozen=True)
class ActName:
    """A line of an act as it is kept."""

    nomination_id: int
    name: str
    named: bool
    proposed: bool
    motive: str = ""
    reason: str = ""
    entered: bool = False


@dataclass(frozen=True)
class ActView:
    """A kept act; `entered` when everyone it names is in the book."""

    id: int
    edition_id: int
    session_id: int | None
    act: Act
    names: tuple[ActName, ...]
    vote: CouncilVote = CouncilVote()
    protocol: str = ""
    struck_why: str = ""

    @property
    def named(self) -> tuple[ActName, ...]:
        """Whom it awards."""
        return tuple(one for one in self.names if one.named)

    @property
    def entered(self) -> bool:
        """Whether everyone it names is in the book."""
        return all(one.entered for one in self.named)


def needs_act(rule: ActRule | None) -> bool:
    """Whether more than the commission's minutes is needed (R-45-1.2, R-50-1.3)."""
    return rule is not None and MINUTES not in rule.kinds


def awaits(kinds: Sequence[str]) -> str:
    """The state of a proposal that waits for its act, in words."""
    if tuple(kinds) == (ORDER,):
        return _("очаква заповед")
    if tuple(kinds) == (DECISION,):
        return _("очаква решение")
    return _("очаква акт")


def act_text(kind: str, number: str, on: date, protocol: str = "", municipality: str = "") -> str:
    """The act as the book and the diploma print it."""
    day = date_short(on)
    if kind == DECISION:
        return _("Решение № {no} по протокол № {protocol}/{day} на Общинския съвет").format(
            no=number, protocol=protocol, day=day
        )
    return _("Заповед № {no}/{day} на Кмета на {municipality}").format(
        no=number, day=day, municipality=municipality or _("Общината")
    )


def judge_council(rule: ActRule, kind: str, vote: CouncilVote) -> tuple[Finding, ...]:
    """Findings on the council's vote; it has to be there where only the council decides (R-28-0.2).

    Raises ValueError for more votes in favour than voters.
    """
    if kind != DECISION:
        return ()
    if not vote.written:
        if rule.kinds != (DECISION,):
            return ()
        said = _("Не е записано колко са присъствали и колко са гласували „за“.")
        return (
            Finding(
                VOTES, Verdict.NOT_MET, Effect.WARNS, _("Гласуването не е записано"),
                rule.citation, said,
            ),
        )  # fmt: skip
    assert vote.present is not None
    assert vote.in_favour is not None
    return judge_vote(
        rule.citation,
        present=vote.present,
        in_favour=vote.in_favour,
        against=vote.against,
        abstained=vote.abstained,
        members=vote.members or 0,
    )


def differs(names: Sequence[NamedInput], candidates: Sequence[Candidate]) -> tuple[int, ...]:
    """The nominations that the act treats otherwise than the commission proposed (R-50-1.4)."""
    proposed = {one.nomination_id for one in candidates if one.proposed}
    named = {one.nomination_id for one in names if one.named}
    return tuple(sorted(proposed ^ named)) if proposed else ()


def citation_of(rule: ActRule | None) -> Citation | None:
    """The provision that asks for the act."""
    return rule.citation if rule else None
