"""What comes before any ballot of some commissions: an elected chair, criteria by common consent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ruse_desktop.domain.ballots import needed
from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.domain.rules import CommissionRule
from ruse_desktop.kernel.i18n import _

CHAIR, CRITERIA = "chair-election", "criteria"
"""The ids of the findings."""


@dataclass(frozen=True)
class ChairRound:
    """A ballot for a chair; `votes` by member id, `elected` None when nobody has the majority.

    While it is `open` on the screen no total is told. `remark` and `digest` as of a section's round.
    """

    id: int
    base: int
    issued: int
    used: int
    unused: int
    valid: int
    blank: int
    invalid: int
    votes: Mapping[int, int]
    elected: int | None = None
    again: tuple[int, ...] = ()
    voided_why: str = ""
    session_id: int = 0
    open: bool = False
    on_screen: bool = False
    warned_why: str = ""
    remark: str = ""
    digest: str = ""

    @property
    def needed(self) -> int:
        """Votes needed: more than half of the base."""
        return needed(self.base)


@dataclass(frozen=True)
class Criteria:
    """The criteria, with the members who agreed and those present who did not."""

    text: str
    agreed: tuple[int, ...]
    lacking: tuple[int, ...] = ()
    session_id: int = 0

    @property
    def adopted(self) -> bool:
        """Common consent: every present member agreed (OP-52)."""
        return bool(self.text and self.agreed) and not self.lacking


@dataclass(frozen=True)
class FirstSteps:
    """What the commission's rule asks for before any ballot, and what of it is done.

    `rounds` and `criteria` may be of an earlier session of the same commission. `seated` are the
    ids of its members on the day: a chair who left presides no more. `temporary` is the member who
    leads until a chair is elected, recorded by `temporary_by` (R-64-2.1).
    """

    asks_chair: bool = False
    asks_criteria: bool = False
    rounds: tuple[ChairRound, ...] = ()
    criteria: Criteria | None = None
    seated: frozenset[int] = frozenset()
    temporary: int | None = None
    temporary_by: str = ""

    @property
    def chair(self) -> int | None:
        """The member elected, None while nobody is."""
        chosen = next(
            (one.elected for one in reversed(self.rounds) if one.elected and not one.voided_why),
            None,
        )
        return chosen if chosen in self.seated else None

    @property
    def voting(self) -> bool:
        """Whether a ballot for the chair is open on the screen, or was cut off."""
        return any(one.open for one in self.rounds)

    @property
    def chair_done(self) -> bool:
        """Whether no election is waited for."""
        return not self.asks_chair or self.chair is not None

    @property
    def criteria_done(self) -> bool:
        """Whether no criteria are waited for."""
        return not self.asks_criteria or (self.criteria is not None and self.criteria.adopted)


NOTHING_FIRST = FirstSteps()
"""A commission that may vote at once."""


def first_findings(rule: CommissionRule, first: FirstSteps) -> tuple[Finding, ...]:
    """What stands before the first ballot of an open session (R-64-2.1, R-64-4.1)."""
    found = []
    if first.asks_chair:
        done = first.chair_done
        found.append(
            Finding(
                CHAIR,
                Verdict.MET if done else Verdict.NOT_MET,
                Effect.BLOCKS,
                _("Председателят е избран") if done else _("Председателят още не е избран"),
                rule.chair_citation,
                "" if done else _("Членовете го избират с тайно гласуване."),
            )
        )
    if first.asks_criteria:
        done = first.criteria_done
        put = first.criteria is not None
        found.append(
            Finding(
                CRITERIA,
                Verdict.MET if done else Verdict.NOT_MET,
                Effect.BLOCKS,
                _("Критериите са приети с общо съгласие")
                if done
                else _("Няма общо съгласие за критериите")
                if put
                else _("Критериите още не са приети"),
                rule.criteria_citation,
                "" if done else _("Приемат се от всички присъстващи преди първото гласуване."),
            )
        )
    return tuple(found)
