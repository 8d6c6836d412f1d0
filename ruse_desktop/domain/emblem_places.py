"""Rooms in which the emblem must hang (чл. 7, ал. 2): who answers for them, the yearly check."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ruse_desktop.domain.artwork import EMBLEM
from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.town import SymbolRule
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, mark


class Seen(StrEnum):
    """What a check found."""

    PRESENT = "present"
    MISSING = "missing"
    DAMAGED = "damaged"


class PlaceState(StrEnum):
    """Where a room stands; DUE: not looked at since the office changed hands, or this year."""

    NEW = "new"
    DUE = "due"
    PRESENT = "present"
    MISSING = "missing"
    DAMAGED = "damaged"
    CLOSED = "closed"


SEEN_NAMES: dict[Seen, str] = {
    Seen.PRESENT: mark("поставен"),
    Seen.MISSING: mark("липсва"),
    Seen.DAMAGED: mark("повреден"),
}
STATE_NAMES: dict[PlaceState, str] = {
    PlaceState.NEW: mark("за проверка"),
    PlaceState.DUE: mark("непроверен тази година"),
    PlaceState.PRESENT: SEEN_NAMES[Seen.PRESENT],
    PlaceState.MISSING: SEEN_NAMES[Seen.MISSING],
    PlaceState.DAMAGED: SEEN_NAMES[Seen.DAMAGED],
    PlaceState.CLOSED: mark("закрит"),
}
TONES: dict[PlaceState, str] = {
    PlaceState.NEW: "judgement",
    PlaceState.DUE: "info",
    PlaceState.PRESENT: "met",
    PlaceState.MISSING: "not-met",
    PlaceState.DAMAGED: "not-met",
    PlaceState.CLOSED: "neutral",
}


@dataclass(frozen=True)
class PlaceKind:
    """One kind of room of the act; codes follow the order of its lines."""

    code: str
    name: str
    citation: Citation


@dataclass(frozen=True)
class PlaceInput:
    """What is typed of a room: its kind, a name of its own, whose it is and since when.

    `settlement` is the кметство, „“ in the town itself; `responsible` sees to the emblem.
    """

    kind: str = ""
    name: str = ""
    settlement: str = ""
    holder: str = ""
    holder_since: date | None = None
    responsible: str = ""
    note: str = ""


@dataclass(frozen=True)
class CheckInput:
    """What is typed of a check."""

    seen: Seen
    on: date | None
    checked_by: str
    note: str = ""


@dataclass(frozen=True)
class Check:
    """A check as it was written; a mistake is struck out with a reason."""

    id: int
    seen: Seen
    on: date
    checked_by: str
    note: str
    by: str
    at: datetime
    struck_why: str = ""


@dataclass(frozen=True)
class Place:
    """A room with its checks, newest first."""

    id: int
    typed: PlaceInput
    kind_name: str
    since: date
    by: str
    at: datetime
    checks: tuple[Check, ...] = ()
    closed_on: date | None = None
    closed_why: str = ""

    @property
    def title(self) -> str:
        """„кабинетът на кмета“, or its own name, with the settlement."""
        return title_of(self.typed, self.kind_name)

    @property
    def standing(self) -> tuple[Check, ...]:
        """The checks that are not struck out."""
        return tuple(one for one in self.checks if not one.struck_why)

    def state(self, today: date) -> PlaceState:
        """Where it stands on a day."""
        last = self.standing[0] if self.standing else None
        return state_of(
            last.seen if last else None, last.on if last else None, self.typed.holder_since,
            self.closed_on, today,
        )  # fmt: skip


def title_of(typed: PlaceInput, kind_name: str) -> str:
    """What a room is called in lists: its own name, else the settlement, else what the act says."""
    if typed.name:
        return f"{typed.name}, {typed.settlement}" if typed.settlement else typed.name
    return f"{typed.settlement}: {kind_name}" if typed.settlement else kind_name


def state_of(
    seen: Seen | None,
    on: date | None,
    holder_since: date | None,
    closed_on: date | None,
    today: date,
) -> PlaceState:
    """Where a room stands: what is missing or damaged stays so until a better check.

    A check before the office changed hands does not count for the new holder (R-7-2.3).
    """
    if closed_on is not None and closed_on <= today:
        return PlaceState.CLOSED
    if seen is None or on is None or (holder_since is not None and on < holder_since):
        return PlaceState.NEW
    if seen is not Seen.PRESENT:
        return PlaceState(seen.value)
    return PlaceState.PRESENT if on.year == today.year else PlaceState.DUE


def kinds_of(symbols: Sequence[SymbolRule]) -> tuple[PlaceKind, ...]:
    """The kinds of room that the act lists, in its order."""
    return tuple(
        PlaceKind(f"{rule.code}-{n}", line, rule.citation)
        for rule in symbols
        if rule.symbol == EMBLEM and rule.kind == "place"
        for n, line in enumerate(rule.lines or (rule.name,), 1)
    )


def without_place(kinds: Iterable[PlaceKind], used: Iterable[str]) -> tuple[PlaceKind, ...]:
    """Kinds of the act for which no room is written down."""
    there = set(used)
    return tuple(one for one in kinds if one.code not in there)


def check_problem(typed: CheckInput, since: date, today: date) -> str:
    """Why a check cannot be written, as a sentence; „“ when it can."""
    if typed.on is None:
        return _("Не е посочен денят на проверката.")
    if typed.on > today:
        return _("Денят на проверката още не е дошъл.")
    if typed.on < since:
        return _("Проверката е преди {day}, когато мястото е открито.").format(
            day=date_short(since)
        )
    if not typed.checked_by:
        return _("Не е посочено кой е проверил.")
    if typed.seen is not Seen.PRESENT and not typed.note:
        return _("Напишете какво е видяно, за да се поправи.")
    return ""
