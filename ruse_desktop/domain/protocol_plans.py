"""The protocol plan of an event: guests, seats, wreaths, scenario, and a delegation's visit (функции 13, 34)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from decimal import Decimal
from enum import StrEnum

from ruse_desktop.domain.events import When
from ruse_desktop.kernel.i18n import _, mark


class Reply(StrEnum):
    """What a guest answered."""

    WAITING = "waiting"
    YES = "yes"
    NO = "no"


REPLY_NAMES: dict[Reply, str] = {
    Reply.WAITING: mark("чака"),
    Reply.YES: mark("да"),
    Reply.NO: mark("не"),
}


class StepKind(StrEnum):
    """Whether a timed row belongs to the ceremony or to the delegation's programme."""

    SCENARIO = "scenario"
    PROGRAMME = "programme"


STEP_KIND_NAMES: dict[StepKind, str] = {
    StepKind.SCENARIO: mark("сценарий"),
    StepKind.PROGRAMME: mark("програма на делегацията"),
}


@dataclass(frozen=True)
class GuestInput:
    """What is written of a guest; `called` is the form of address, `source` the laureate's entry."""

    name: str
    office: str = ""
    rank: str = "other"
    called: str = ""
    address: str = ""
    invited_on: date | None = None
    reply: Reply = Reply.WAITING
    companions: int = 0
    wreath: bool = False
    person_id: int | None = None
    source: str = ""


@dataclass(frozen=True)
class Guest(GuestInput):
    """A guest of the plan; `place` in the order of precedence from 1, `by_hand` with its reason."""

    id: int = 0
    by_hand: int | None = None
    by_hand_why: str = ""
    fixed_seat: str = ""
    place: int = 0

    @property
    def coming(self) -> bool:
        """Whether the guest confirmed."""
        return self.reply is Reply.YES


@dataclass(frozen=True)
class Hall:
    """Rows of seats counted from the stage; `aisle` is the number of seats to its left."""

    name: str = ""
    rows: int = 0
    seats: int = 0
    aisle: int = 0

    @property
    def middle(self) -> int:
        """The seats left of the aisle; without one, half of the row."""
        return self.aisle if 0 < self.aisle < self.seats else self.seats // 2


@dataclass(frozen=True)
class Seat:
    """A taken seat: row and number from 1; `companion` is 0 for the guest, then 1, 2 …"""

    row: int
    number: int
    guest: Guest
    companion: int = 0

    @property
    def text(self) -> str:
        """„ред 2, място 7“."""
        return _("ред {row}, място {seat}").format(row=self.row, seat=self.number)


@dataclass(frozen=True)
class Step:
    """A row with its hour: what happens, who does it, in what order the flags stand or go."""

    starts: time | None
    action: str
    who: str = ""
    flags: str = ""
    on: date | None = None
    kind: StepKind = StepKind.SCENARIO


@dataclass(frozen=True)
class Cost:
    """A cost of the visit, in the currency of its day."""

    name: str
    amount: Decimal


@dataclass(frozen=True)
class Gift:
    """What was given from the stock; `lot` is its movement there."""

    id: int
    lot: int
    name: str
    count: int
    on: date
    receiver: str


@dataclass(frozen=True)
class PlanFile:
    """A speech or other material kept with the plan."""

    id: int
    name: str
    note: str
    added_on: date


@dataclass(frozen=True)
class PlanInput:
    """What is written of the plan itself; the delegation's part stays empty for a ceremony."""

    hall: Hall = field(default_factory=Hall)
    music: str = ""
    delegation: str = ""
    members: tuple[str, ...] = ()
    hosts: str = ""
    interpreter: str = ""
    accommodation: str = ""
    note: str = ""
    costs: tuple[Cost, ...] = ()


@dataclass(frozen=True)
class Plan:
    """The whole plan of an event, guests in the order of precedence."""

    id: int
    event_id: int
    title: str
    when: When
    venue: str
    responsible: str
    typed: PlanInput
    guests: tuple[Guest, ...] = ()
    steps: tuple[Step, ...] = ()
    gifts: tuple[Gift, ...] = ()
    files: tuple[PlanFile, ...] = ()

    @property
    def invited(self) -> int:
        """How many were invited."""
        return sum(one.invited_on is not None for one in self.guests)

    @property
    def coming(self) -> tuple[Guest, ...]:
        """Those who confirmed, in order."""
        return tuple(one for one in self.guests if one.coming)

    @property
    def wreaths(self) -> tuple[Guest, ...]:
        """Who lays a wreath, in order: those who confirmed and bring one."""
        return tuple(one for one in self.coming if one.wreath)

    @property
    def costs(self) -> Decimal:
        """What the visit costs altogether."""
        return sum((one.amount for one in self.typed.costs), Decimal(0))

    def steps_of(self, kind: StepKind) -> tuple[Step, ...]:
        """The rows of one kind by time."""
        first = self.when.on
        return tuple(sorted(
            (one for one in self.steps if one.kind is kind),
            key=lambda one: (one.on or first, one.starts or time(0)),
        ))  # fmt: skip

    @property
    def seats(self) -> tuple[Seat, ...]:
        """Who sits where."""
        return seating(self.coming, self.typed.hall)

    @property
    def standing(self) -> tuple[Guest, ...]:
        """Those who confirmed and for whom the hall has no seat left."""
        seated = {one.guest.id for one in self.seats}
        return tuple(one for one in self.coming if one.id not in seated)


@dataclass(frozen=True)
class PlanLine:
    """A plan in the list."""

    id: int
    event_id: int
    title: str
    on: date
    venue: str
    guests: int
    invited: int
    confirmed: int
    delegation: str = ""


@dataclass(frozen=True)
class LabelSize:
    """A sheet of labels on A4: how many across and down, millimetres of one."""

    code: str
    name: str
    across: int
    down: int
    wide: float
    tall: float


class PlanPaper(StrEnum):
    """What is printed of a plan."""

    PRECEDENCE = "precedence"
    SEATS = "seats"
    WREATHS = "wreaths"
    SCENARIO = "scenario"
    PROGRAMME = "programme"
    INVITATIONS = "invitations"
    INVITATIONS_SECOND = "invitations-second"
    NAME_CARDS = "name-cards"
    PLACE_CARDS = "place-cards"
    LABELS = "labels"


PAPER_NAMES: dict[PlanPaper, str] = {
    PlanPaper.PRECEDENCE: mark("Списък по старшинство"),
    PlanPaper.SEATS: mark("Места в залата"),
    PlanPaper.WREATHS: mark("Ред на венците"),
    PlanPaper.SCENARIO: mark("Сценарий"),
    PlanPaper.PROGRAMME: mark("Програма на делегацията"),
    PlanPaper.INVITATIONS: mark("Покани"),
    PlanPaper.INVITATIONS_SECOND: mark("Покани на два езика"),
    PlanPaper.NAME_CARDS: mark("Табелки с имена"),
    PlanPaper.PLACE_CARDS: mark("Картички за места"),
    PlanPaper.LABELS: mark("Етикети за пликове"),
}


def seating(coming: Sequence[Guest], hall: Hall) -> tuple[Seat, ...]:
    """Seat guests in order: rows from the stage, in a row from the aisle outwards.

    A guest and the companions sit side by side on one side of the aisle; a seat fixed by hand („2/7“)
    is kept. Whoever does not fit is left out.
    """
    free = {row: set(range(1, hall.seats + 1)) for row in range(1, hall.rows + 1)}
    found: list[Seat] = []
    for one in coming:
        fixed = seat_of(one.fixed_seat)
        if fixed and fixed[1] in free.get(fixed[0], ()):
            numbers = tuple(range(fixed[1], fixed[1] + 1 + one.companions))
            if set(numbers) <= free[fixed[0]]:
                found += _taken(fixed[0], numbers, one, free)
    done = {one.guest.id for one in found}
    for one in coming:
        if one.id in done:
            continue
        for row, empty in free.items():
            near = _nearest(empty, hall, 1 + one.companions)
            if near:
                found += _taken(row, near, one, free)
                break
    return tuple(sorted(found, key=lambda one: (one.row, one.number)))


def seat_of(text: str) -> tuple[int, int] | None:
    """„2/7“ as row and seat; None for anything else."""
    row, _slash, seat = text.partition("/")
    return (int(row), int(seat)) if row.isdecimal() and seat.isdecimal() else None


def _taken(row: int, numbers: Iterable[int], guest: Guest, free: dict[int, set[int]]) -> list[Seat]:
    found = []
    for n, number in enumerate(numbers):
        free[row].discard(number)
        found.append(Seat(row, number, guest, n))
    return found


def _nearest(free: set[int], hall: Hall, count: int) -> tuple[int, ...]:
    """Free seats side by side nearest to the aisle, the right side first; the guest at the aisle."""
    middle = hall.middle
    best: tuple[int, tuple[int, ...]] | None = None
    for first in range(middle + 1, hall.seats + 1):
        run = tuple(range(first, first + count))
        if set(run) <= free:
            best = (first - middle, run)
            break
    for first in range(middle, 0, -1):
        run = tuple(range(first, first - count, -1))
        if set(run) <= free:
            if best is None or middle + 1 - first < best[0]:
                best = (middle + 1 - first, run)
            break
    return best[1] if best else ()


def placed(guests: Sequence[Guest]) -> tuple[Guest, ...]:
    """The guests with their places written, from 1."""
    return tuple(replace(one, place=n) for n, one in enumerate(guests, 1))
