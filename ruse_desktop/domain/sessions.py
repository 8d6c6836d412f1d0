"""A commission's session: attendance, quorum, slots as steps, and what stands in its way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from ruse_desktop.domain.acts import ActView
from ruse_desktop.domain.ballots import ALL_MEMBERS, SIMPLE, TWO_THIRDS, Step, needed
from ruse_desktop.domain.commissions import CommissionView
from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.nominations import AdmittedNomination, OverrideView
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.domain.practice import Practice
from ruse_desktop.domain.rules import CommissionRule, Slot, VotingRule
from ruse_desktop.domain.session_chair import NOTHING_FIRST, FirstSteps
from ruse_desktop.kernel.i18n import _


class SessionState(StrEnum):
    """Planned, in the room, or closed for ever."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True)
class SessionInput:
    """When and where a commission meets, and the number of its minutes."""

    held_on: date
    at: time
    place: str
    protocol_no: str
    tellers: tuple[str, ...] = ()


@dataclass(frozen=True)
class AttendanceInput:
    """One member at a session; a declared conflict bars him from vote and base (чл. 45, ал. 7)."""

    member_id: int
    present: bool
    arrived: time | None = None
    left: time | None = None
    declared: bool = False
    conflict: str = ""
    conflict_nomination: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Attendance(AttendanceInput):
    """A member's line with his name and quota."""

    name: str = ""
    source: str = ""
    position: str = ""
    chair: bool = False
    barred: bool = False

    @property
    def votes(self) -> bool:
        """Whether the member is in the vote and in the base."""
        return self.present and not self.barred and self.left is None


class RoundState(StrEnum):
    """Open while it is written; then sealed with its totals, or void with a reason that stays."""

    OPEN = "open"
    SEALED = "sealed"
    VOID = "void"


@dataclass(frozen=True)
class RoundView:
    """A held round with its totals; `votes` follow `options` (nomination ids), elected among them."""

    id: int
    number: int
    attempt: int
    name: str
    state: RoundState
    base: int
    places: int
    marks: int
    issued: int
    used: int
    unused: int
    valid: int
    blank: int
    invalid: int
    options: tuple[int, ...]
    votes: tuple[int, ...]
    elected: tuple[int, ...]
    voided_why: str = ""
    majority: str = SIMPLE
    session_id: int = 0
    on_screen: bool = False
    warned_why: str = ""

    @property
    def needed(self) -> int:
        """Votes needed: the majority of the base."""
        return needed(self.base, self.majority)


@dataclass(frozen=True)
class SlotAward:
    """A laureate of a slot and the motive of the commission."""

    nomination_id: int
    motive: str
    otherwise: str = ""


@dataclass(frozen=True)
class SlotView:
    """A slot as a step of the session: who stands, what was voted, what comes next.

    `nominees` are all who stood in it; `gone` are ids of those withdrawn after a round was held.
    Its rounds may be of earlier sessions too; `settled_before` says that one of them settled it.
    """

    slot: Slot
    name: str
    nominees: tuple[AdmittedNomination, ...]
    rounds: tuple[RoundView, ...]
    step: Step
    awards: tuple[SlotAward, ...] = ()
    unawarded: str = ""
    gone: tuple[int, ...] = ()
    motive_citation: str = ""
    unawarded_citation: str = ""
    motive_required: bool = True
    settled_before: bool = False

    @property
    def standing(self) -> tuple[AdmittedNomination, ...]:
        """The nominees who stand now."""
        return tuple(nominee for nominee in self.nominees if nominee.id not in self.gone)

    @property
    def voting(self) -> bool:
        """Whether a round is open on the screen, or was cut off and is not declared void yet."""
        return any(one.state is RoundState.OPEN for one in self.rounds)

    @property
    def done(self) -> bool:
        """Whether the slot is settled: unawarded with a reason, or chosen and with motives.

        Where the act asks for no motive, none has to be there (R-64-0.7).
        """
        told = not self.motive_required or all(a.motive for a in self.awards)
        return bool(self.unawarded) or (bool(self.awards) and told)

    def nominee(self, nomination_id: int) -> AdmittedNomination:
        """The nominee with this id. Raises KeyError."""
        for nominee in self.nominees:
            if nominee.id == nomination_id:
                return nominee
        raise KeyError(nomination_id)


@dataclass(frozen=True)
class EarlierSession:
    """A closed session of the same commission: where the work was before."""

    id: int
    protocol_no: str
    held_on: date


@dataclass(frozen=True)
class SessionView:
    """A session with everything the room needs.

    `decided_by` are the kinds of the act that decides on the commission's proposal, () where its
    minutes decide; `history` the laureates of earlier years, (year, how many).
    """

    id: int
    commission: CommissionView
    typed: SessionInput
    state: SessionState
    attendance: tuple[Attendance, ...]
    slots: tuple[SlotView, ...]
    findings: tuple[Finding, ...]
    overrides: tuple[OverrideView, ...] = ()
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    entered: bool = False
    decided_by: tuple[str, ...] = ()
    act: ActView | None = None
    act_citation: str = ""
    history: tuple[tuple[int, int], ...] = ()
    first: FirstSteps = NOTHING_FIRST
    earlier: tuple[EarlierSession, ...] = ()

    @property
    def finished(self) -> bool:
        """Whether nothing is left for a further session."""
        return all(slot.done for slot in self.slots)

    @property
    def proposes(self) -> bool:
        """Whether the session has chosen anybody; or one before it, where an act decides on all."""
        return any(slot.awards for slot in self.slots if self.decided_by or not slot.settled_before)

    @property
    def awaits_act(self) -> bool:
        """Closed, with names proposed, and the act that decides is not entered yet (R-50-1.3)."""
        return (
            self.state is SessionState.CLOSED
            and bool(self.decided_by)
            and self.act is None
            and self.finished
            and self.proposes
        )

    @property
    def entitled(self) -> int:
        """Members present and entitled: the base of the majority."""
        return sum(line.votes for line in self.attendance)

    @property
    def present(self) -> int:
        """Members in the room who are not barred; what the quorum counts."""
        return self.entitled


def quorum_needed(rule: CommissionRule, appointed: int) -> int:
    """The members that must be there: the law's number, else more than half of the appointed."""
    return rule.quorum or appointed // 2 + 1


def quorum(rule: CommissionRule, appointed: int, present: int, practice: Practice) -> Finding:
    """The quorum now: a law's number refuses, practice only warns (R-45-5.8)."""
    del practice
    least = quorum_needed(rule, appointed)
    citation = rule.quorum_citation or rule.closed_citation or rule.citation
    effect = Effect.BLOCKS if rule.quorum else Effect.WARNS
    fact = _("Присъстват с право на глас {present} от {appointed}; нужни са {least}.").format(
        present=present, appointed=appointed, least=least
    )
    if present >= least:
        return Finding("quorum", Verdict.MET, effect, _("Има кворум"), citation, fact)
    return Finding(
        "quorum", Verdict.NOT_MET, effect, _("Няма кворум"), citation, fact,
        overridable=not rule.quorum,
    )  # fmt: skip


def majority_says(voting: VotingRule | None, practice_base: str, appointed: int) -> str:
    """The majority in one sentence, as the minutes and the room say it; `appointed` members."""
    if voting is not None and voting.base == ALL_MEMBERS:
        whole = _("всички {n} членове").format(n=appointed)
    elif practice_base == "valid":
        whole = _("действителните бюлетини")
    else:
        whole = _("присъстващите с право на глас")
    if voting is not None and voting.majority == TWO_THIRDS:
        return _("Мнозинството е не по-малко от две трети от {whole}.").format(whole=whole)
    return _("Мнозинството е повече от половината от {whole}.").format(whole=whole)


def declarations(rule: CommissionRule, attendance: Sequence[Attendance]) -> tuple[Finding, ...]:
    """Each present member's signed declaration; required or only offered (R-45-7.5, R-X-0.21)."""
    lacking = [line.name for line in attendance if line.present and not line.declared]
    effect = Effect.BLOCKS if rule.declaration_required else Effect.WARNS
    citation = rule.conflict_citation or rule.citation
    if lacking:
        return (
            Finding(
                "declarations", Verdict.NOT_MET, effect,
                _("Липсва подписана декларация за конфликт"), citation, ", ".join(lacking),
            ),
        )  # fmt: skip
    if not any(line.present for line in attendance):
        return ()
    return (
        Finding(
            "declarations",
            Verdict.MET,
            effect,
            _("Присъстващите са подписали декларации"),
            citation,
        ),
    )
