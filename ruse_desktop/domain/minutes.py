"""What stands in the minutes of a commission's session."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time


@dataclass(frozen=True)
class MinutesMember:
    """A member's line: name, position, quota, how he took part, reason of absence or recusal.

    `times` says when he came and left, where that was written down.
    """

    name: str
    position: str
    quota: str
    part: str
    reason: str = ""
    chair: bool = False
    signs: bool = True
    times: str = ""


@dataclass(frozen=True)
class MinutesRound:
    """A round as it is printed: its heading, totals, votes by nominee, and what it led to.

    `each`: a valid ballot said за or против of everyone. `notes` are further lines under it:
    recounts, differences, the digest.
    """

    heading: str
    base: int
    needed: int
    issued: int
    used: int
    unused: int
    valid: int
    blank: int
    invalid: int
    votes: tuple[tuple[str, int, bool], ...]
    outcome: str
    void: str = ""
    notes: tuple[str, ...] = ()
    each: bool = False


@dataclass(frozen=True)
class MinutesSlot:
    """A section: the admitted nominations with proposers, the rounds, the decision and its motive.

    `first` marks what is decided before the sections: the chair, the criteria. `winners` are the
    laureates with their motives, `otherwise` says how it was decided when no round elected them,
    `left` that nothing is decided yet.
    """

    name: str
    citation: str
    nominations: tuple[tuple[str, str, str], ...]
    rounds: tuple[MinutesRound, ...]
    decision: str
    motive: str = ""
    first: bool = False
    code: str = ""
    winners: tuple[tuple[str, str], ...] = ()
    otherwise: str = ""
    left: bool = False


@dataclass(frozen=True)
class MinutesWarning:
    """A warning that stood at the session: what, its provision, who took note of it and how."""

    text: str
    citation: str
    noted: str = ""


@dataclass(frozen=True)
class MinutesOverride:
    """A rule that was passed: number, provision, reason, basis, who authorised."""

    number: str
    citation: str
    reason: str
    basis: str
    authorised_by: str


@dataclass(frozen=True)
class Minutes:
    """The minutes of one session; `draft` prints ПРОЕКТ on every page, `final` ends the decisions.

    `named`: the votes were given by name and stand in a closed annex.
    `notes` are further sentences on who was there and how the session was held; `municipality`
    and `office` make the letterhead, `version` is the program that composed the paper.
    """

    number: str
    held_on: date
    at: time
    place: str
    commission: str
    award: str
    year: int
    order: str
    basis: str
    closed_session: str
    quorum: str
    secretary: str
    tellers: tuple[str, ...]
    members: tuple[MinutesMember, ...]
    slots: tuple[MinutesSlot, ...]
    overrides: tuple[MinutesOverride, ...] = field(default_factory=tuple)
    draft: bool = False
    final: str = ""
    municipality: str = ""
    office: str = ""
    version: str = ""
    notes: tuple[str, ...] = ()
    warnings: tuple[MinutesWarning, ...] = ()
    named: bool = False
