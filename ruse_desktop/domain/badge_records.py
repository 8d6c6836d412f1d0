"""What is kept of the badge: positions and terms, who wears one, honours, forums, points of sale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ruse_desktop.domain.badge import WearerGroup
from ruse_desktop.domain.books import Act
from ruse_desktop.domain.citations import Citation
from ruse_desktop.kernel.i18n import mark


class Closing(StrEnum):
    """How a badge that was worn is accounted for: it came back, it was left to its holder, or lost."""

    RETURNED = "returned"
    LEFT = "left"
    LOST = "lost"


CLOSING_NAMES: dict[Closing, str] = {
    Closing.RETURNED: mark("върната"),
    Closing.LEFT: mark("оставена"),
    Closing.LOST: mark("изгубена"),
}


class WearState(StrEnum):
    """Where a term of office stands with its badge."""

    WEARS = "wears"
    WITHOUT = "without"
    DUE = "due"
    COMING = "coming"
    CLOSED = "closed"
    OUTSIDE = "outside"
    ENDED = "ended"


WEAR_NAMES: dict[WearState, str] = {
    WearState.WEARS: mark("носи"),
    WearState.WITHOUT: mark("без значка"),
    WearState.DUE: mark("за връщане"),
    WearState.COMING: mark("предстои"),
    WearState.CLOSED: mark("приключена"),
    WearState.OUTSIDE: mark("извън групите"),
    WearState.ENDED: mark("бивш"),
}
WEAR_TONES: dict[WearState, str] = {
    WearState.WEARS: "met",
    WearState.WITHOUT: "judgement",
    WearState.DUE: "not-met",
    WearState.COMING: "info",
    WearState.CLOSED: "neutral",
    WearState.OUTSIDE: "neutral",
    WearState.ENDED: "neutral",
}


@dataclass(frozen=True)
class Position:
    """A position in the municipality or the council; `group` is a code of the act, „“ outside it."""

    id: int
    name: str
    group: str = ""


@dataclass(frozen=True)
class TermInput:
    """Who is in which position, from when to when; `group` is taken where the position is new."""

    name: str
    position: str
    since: date | None
    until: date | None = None
    group: str = ""
    note: str = ""


@dataclass(frozen=True)
class WearInput:
    """A badge given to be worn: when, by which paper; `reason` where the act does not provide for it."""

    on: date | None
    document: str = ""
    serial: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Wear:
    """A badge given to be worn; `closed_how` None while it is with its holder."""

    id: int
    on: date
    document: str = ""
    serial: str = ""
    reason: str = ""
    closed_on: date | None = None
    closed_how: Closing | None = None
    closed_why: str = ""


@dataclass(frozen=True)
class Term:
    """A holder of a position with the badges he was given, oldest first.

    `stays` tells that the same person is in office under another entry, so that nothing is due.
    """

    id: int
    name: str
    position: Position
    group: WearerGroup | None
    since: date
    until: date | None
    note: str = ""
    wears: tuple[Wear, ...] = ()
    stays: bool = False
    by: str = ""
    at: datetime | None = None

    @property
    def open(self) -> Wear | None:
        """The badge that is with him now."""
        return next((one for one in self.wears if one.closed_how is None), None)

    def in_office(self, day: date) -> bool:
        """Whether he holds the position on a day."""
        return self.since <= day and (self.until is None or day <= self.until)

    def entitled(self, day: date) -> bool:
        """Whether he wears the badge by the act on a day."""
        return self.group is not None and self.in_office(day)

    def state(self, today: date) -> WearState:
        """Where it stands today."""
        if self.open is not None:
            gone = self.until is not None and self.until < today
            return WearState.DUE if gone and not self.stays else WearState.WEARS
        if self.since > today:
            return WearState.COMING
        if self.until is not None and self.until < today:
            return WearState.CLOSED if self.wears else WearState.ENDED
        return WearState.WITHOUT if self.group else WearState.OUTSIDE


@dataclass(frozen=True)
class HonourInput:
    """A badge as an honour: whom, for which merits (codes of the act), by whose decision."""

    given: str
    family: str
    middle: str = ""
    citizenship: str = ""
    grounds: tuple[str, ...] = ()
    motive: str = ""
    variant: str = ""
    decided_by: str = ""
    number: str = ""
    decided_on: date | None = None


@dataclass(frozen=True)
class Honour:
    """A line of the register of honours of чл. 17; `id` is the laureate's, `seq` its place in the book."""

    id: int
    book: str
    seq: int
    number: int
    year: int
    name: str
    grounds: tuple[str, ...]
    citizenship: str
    decided_by: str
    motive: str
    act: Act | None
    handed_on: date | None = None
    handed_by: str = ""
    revoked: bool = False
    by: str = ""


@dataclass(frozen=True)
class ForumInput:
    """Badges for the participants of a forum; `variant` is a code of the act."""

    forum: str
    level: str
    on: date | None
    recipients: str
    quantity: int
    variant: str
    document: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Forum:
    """A forum at which badges were given."""

    id: int
    typed: ForumInput
    level_name: str
    variant_name: str
    by: str
    at: datetime
    struck_why: str = ""


class Sale(StrEnum):
    """What happens at a point of sale."""

    DELIVERED = "delivered"
    SOLD = "sold"
    RETURNED = "returned"


SALE_NAMES: dict[Sale, str] = {
    Sale.DELIVERED: mark("доставени"),
    Sale.SOLD: mark("продадени"),
    Sale.RETURNED: mark("върнати"),
}


@dataclass(frozen=True)
class OutletInput:
    """A point of sale as typed."""

    name: str
    address: str = ""
    contact: str = ""
    contract: str = ""


@dataclass(frozen=True)
class SaleInput:
    """Badges brought, sold or taken back; `variant` is a code of the act."""

    sort: Sale
    on: date | None
    variant: str
    quantity: int
    document: str = ""
    reason: str = ""


@dataclass(frozen=True)
class SaleLine:
    """A movement at a point of sale; `left` is what remained there of the variant afterwards."""

    id: int
    typed: SaleInput
    variant_name: str
    left: int
    by: str
    struck_why: str = ""


@dataclass(frozen=True)
class Outlet:
    """A point of sale with its movements, oldest first."""

    id: int
    typed: OutletInput
    moves: tuple[SaleLine, ...] = ()
    closed_on: date | None = None

    def total(self, sort: Sale) -> int:
        """How many in all, struck lines left out."""
        return total_of(self.moves, sort)

    @property
    def left(self) -> int:
        """Delivered less sold and taken back."""
        return self.total(Sale.DELIVERED) - self.total(Sale.SOLD) - self.total(Sale.RETURNED)

    @property
    def left_by_variant(self) -> dict[str, int]:
        """What remains there of each variant, by its name; without those of which nothing does."""
        found: dict[str, int] = {}
        for one in self.moves:
            if not one.struck_why:
                sign = 1 if one.typed.sort is Sale.DELIVERED else -1
                name = one.variant_name
                found[name] = found.get(name, 0) + sign * one.typed.quantity
        return {name: n for name, n in found.items() if n}


def total_of(moves: Sequence[SaleLine], sort: Sale) -> int:
    """How many of this sort among the movements that stand."""
    return sum(o.typed.quantity for o in moves if o.typed.sort is sort and not o.struck_why)


@dataclass(frozen=True)
class BadgeDay:
    """A day on which the badge is worn, with its name and where it comes from."""

    on: date
    name: str
    citation: Citation | None = None
