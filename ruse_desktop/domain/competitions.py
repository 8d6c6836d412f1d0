"""Competitions other than the awards: entries by number, jury, result (функция 21; чл. 26, 31, 36, 48)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ruse_desktop.kernel.i18n import _, mark


class State(StrEnum):
    """Where a competition stands."""

    OPEN = "open"
    JUDGING = "judging"
    DECIDED = "decided"
    UNAWARDED = "unawarded"
    STRUCK = "struck"


STATE_NAMES: Mapping[State, str] = {
    State.OPEN: mark("приема творби"),
    State.JUDGING: mark("чака резултат"),
    State.DECIDED: mark("приключил"),
    State.UNAWARDED: mark("без отличени"),
    State.STRUCK: mark("зачеркнат"),
}
"""Names for people; screens pass them through gettext."""
TONES: Mapping[State, str] = {
    State.OPEN: "info",
    State.JUDGING: "judgement",
    State.DECIDED: "met",
    State.UNAWARDED: "neutral",
    State.STRUCK: "neutral",
}
PLACES = 9
"""The last place one may be given."""


@dataclass(frozen=True)
class CompetitionInput:
    """A competition as typed; `jury` are its members, the chair first, appointed by `jury_act`.

    `ground` is the article it rests on, if any; `announcement` where it was announced. In an
    `anonymous` one the authors are not kept before the result.
    """

    subject: str
    announced_on: date | None
    deadline: date | None
    ground: str = ""
    announcement: str = ""
    anonymous: bool = True
    prize: str = ""
    jury: tuple[str, ...] = ()
    jury_act: str = ""
    note: str = ""


@dataclass(frozen=True)
class EntryInput:
    """An entry as typed; `motto` is the sign on it, `author` may be unknown."""

    received_on: date | None
    motto: str = ""
    author: str = ""
    note: str = ""


@dataclass(frozen=True)
class Entry:
    """A kept entry under its number; `place` from 1, `award` what it gets, `excluded_why` it is out."""

    id: int
    number: int
    typed: EntryInput
    place: int | None = None
    award: str = ""
    excluded_why: str = ""

    def late(self, deadline: date | None) -> bool:
        """Whether it came after the last day."""
        on = self.typed.received_on
        return on is not None and deadline is not None and on > deadline


@dataclass(frozen=True)
class Placing:
    """A place given to the entry with this number, and what goes with it."""

    number: int
    place: int
    award: str = ""


@dataclass(frozen=True)
class Competition:
    """A kept competition with its entries by number."""

    id: int
    typed: CompetitionInput
    by: str
    at: datetime
    entries: tuple[Entry, ...] = ()
    result_on: date | None = None
    result_act: str = ""
    result: str = ""
    struck_why: str = ""

    @property
    def placed(self) -> tuple[Entry, ...]:
        """The entries with a place, the first first."""
        found = [one for one in self.entries if one.place is not None]
        return tuple(sorted(found, key=lambda one: (one.place or 0, one.number)))

    def state(self, today: date) -> State:
        """Where it stands on a day."""
        return state_of(
            self.typed.deadline, self.result_on, today,
            placed=bool(self.placed), struck=bool(self.struck_why),
        )  # fmt: skip


def state_of(
    deadline: date | None, result_on: date | None, today: date, *, placed: bool, struck: bool
) -> State:
    """Struck out, decided with or without a winner, waiting for a result, or open."""
    if struck:
        return State.STRUCK
    if result_on is not None:
        return State.DECIDED if placed else State.UNAWARDED
    return State.OPEN if deadline is None or today <= deadline else State.JUDGING


def place_text(place: int | None) -> str:
    """„I“, „II“, „III“, then digits; „“ without a place."""
    if place is None:
        return ""
    return {1: "I", 2: "II", 3: "III"}.get(place, str(place))


def authors_hidden(competition: Competition) -> bool:
    """Whether who made the entries is not to be known yet."""
    return competition.typed.anonymous and competition.result_on is None


def shown_author(entry: Entry, *, hidden: bool) -> str:
    """Who made an entry, or why one does not know."""
    if entry.typed.author:
        return entry.typed.author
    return _("скрит") if hidden else "–"
