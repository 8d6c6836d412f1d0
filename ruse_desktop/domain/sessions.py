"""A commission's session: attendance, quorum, slots as steps, and what stands in its way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

from ruse_desktop.domain.acts import ActView
from ruse_desktop.domain.ballots import ALL_MEMBERS, SIMPLE, TWO_THIRDS, Step, needed
from ruse_desktop.domain.commission_checks import quorum_needed
from ruse_desktop.domain.commissions import CommissionView
from ruse_desktop.domain.conflicts import Conflict
from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.nominations import AdmittedNomination, OverrideView
from ruse_desktop.domain.notices import Guest, Invited
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.domain.practice import Practice
from ruse_desktop.domain.remote_session import CODES, NAMED, RemoteView
from ruse_desktop.domain.rules import CommissionRule, Slot, VotingRule
from ruse_desktop.domain.session_chair import NOTHING_FIRST, FirstSteps
from ruse_desktop.domain.tellers import NOT_COUNTED, Counting
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
    """One member at a session, with the relations declared (чл. 45, ал. 7).

    `declared`: there is a signed declaration; without `signed_on` it is of the day it is recorded.
    """

    member_id: int
    present: bool
    arrived: time | None = None
    left: time | None = None
    declared: bool = False
    note: str = ""
    signed_on: date | None = None
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True)
class Attendance(AttendanceInput):
    """A member's line with his name and quota.

    `conflict` says the relations in words; `barred` from it all; `out_of` are the nominations in
    whose sections he has no part.
    """

    name: str = ""
    source: str = ""
    position: str = ""
    chair: bool = False
    barred: bool = False
    conflict: str = ""
    out_of: frozenset[int] = frozenset()

    @property
    def votes(self) -> bool:
        """Whether the member is in the vote and in the base."""
        return self.present and not self.barred and self.left is None

    def votes_in(self, place: SlotView) -> bool:
        """Whether the member is in the vote and in the base of this section."""
        return self.votes and self.out_of.isdisjoint(one.id for one in place.nominees)


def came(line: AttendanceInput, at: time) -> AttendanceInput:
    """The member comes at `at`; one who had gone out is back, and his absence is noted."""
    if line.left is None:
        arrived = line.arrived if line.present else None
        return replace(line, present=True, arrived=arrived or at)
    away = _("извън залата {left}–{back}").format(left=f"{line.left:%H:%M}", back=f"{at:%H:%M}")
    note = f"{line.note}; {away}" if line.note else away
    return replace(line, present=True, left=None, note=note)


def went(line: AttendanceInput, at: time) -> AttendanceInput:
    """The member leaves at `at`: from the next round on he is not in the base."""
    return replace(line, left=at) if line.present else line


class RoundState(StrEnum):
    """Open while it is written; then sealed with its totals, or void with a reason that stays."""

    OPEN = "open"
    SEALED = "sealed"
    VOID = "void"


@dataclass(frozen=True)
class RoundView:
    """A held round with its totals; `votes` follow `options` (nomination ids), elected among them.

    While it is open no total is told. `returned`: the slips of the screen that came back unused,
    with a `remark` where they are not those not voted with; `digest`: the fingerprint of the
    ballots of the screen, in hex. `mode` is how it was voted: „screen“, „paper“, „codes“, „named“.
    """

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
    counting: Counting = NOT_COUNTED
    returned: int | None = None
    remark: str = ""
    digest: str = ""
    mode: str = ""

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
        return any(one.state is RoundState.OPEN and one.on_screen for one in self.rounds)

    @property
    def counted(self) -> RoundView | None:
        """The round on paper whose ballots are being counted."""
        other = (CODES, NAMED)
        opened = (
            r
            for r in self.rounds
            if r.state is RoundState.OPEN and not r.on_screen and r.mode not in other
        )
        return next(opened, None)

    @property
    def coded(self) -> bool:
        """Whether a round by code cards is open."""
        return any(one.state is RoundState.OPEN and one.mode == CODES for one in self.rounds)

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
    minutes decide; `history` the laureates of earlier years, (year, how many);
    `counted_twice` says that two tellers enter the ballots of a round on paper; `remote` is None
    for a session in the room.
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
    counted_twice: bool = True
    guests: tuple[Guest, ...] = ()
    called: tuple[Invited, ...] = ()
    remote: RemoteView | None = None

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

    def voters(self, code: str) -> tuple[Attendance, ...]:
        """The members who vote in the section `code`: its base, and one ballot for each.

        Raises KeyError for a section the commission does not look at.
        """
        place = {slot.slot.code: slot for slot in self.slots}[code]
        return tuple(line for line in self.attendance if line.votes_in(place))

    def entitled_in(self, code: str) -> int:
        """How many are entitled in the section `code`; there a recusal may be of one item only."""
        return len(self.voters(code))

    @property
    def appointed(self) -> int:
        """The members of whom the quorum is counted: those barred are in no base (R-45-7.3)."""
        return sum(not line.barred for line in self.attendance)


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
