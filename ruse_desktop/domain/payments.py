"""Payments of the awards' sums: their states, months of a stipend, lists for accounting."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.town import Sum
from ruse_desktop.kernel.formats import month_name
from ruse_desktop.kernel.i18n import _, mark

OVERDUE_DAYS = "prize_payment_days"
"""The practice key: so many days after the hand-over an unpaid prize is shown as late."""
MONTHS, WAGE_MODE = "stipend_months", "stipend_wage_mode"
"""The practice keys of a stipend (чл. 73)."""


class PayState(StrEnum):
    """Where a sum stands on its way to the laureate."""

    UNDECIDED = "undecided"
    NONE = "none"
    AHEAD = "ahead"
    DUE = "due"
    LISTED = "listed"
    PAID = "paid"
    WITHHELD = "withheld"
    RETURNED = "returned"
    HELD = "held"
    STOPPED = "stopped"


STATE_NAMES = {
    PayState.UNDECIDED: mark("очаква заповед за сумата"),
    PayState.NONE: mark("без парична сума"),
    PayState.AHEAD: mark("предстои"),
    PayState.DUE: mark("за плащане"),
    PayState.LISTED: mark("предадено на счетоводството"),
    PayState.PAID: mark("платено"),
    PayState.WITHHELD: mark("задържано"),
    PayState.RETURNED: mark("върнато"),
    PayState.HELD: mark("спряно до решение"),
    PayState.STOPPED: mark("прекратено"),
}
"""Names for people; screens pass them through gettext."""
OPEN = frozenset({PayState.UNDECIDED, PayState.DUE, PayState.LISTED, PayState.HELD})
"""States that still ask something of someone."""


class StatusKind(StrEnum):
    """What happened to a student, or what was decided about it."""

    INTERRUPTED = "interrupted"
    GRADUATED = "graduated"
    TRANSFERRED = "transferred"
    PART_TIME = "part-time"
    MOVED = "moved"
    GOES_ON = "goes-on"
    STOPS = "stops"


STATUS_NAMES = {
    StatusKind.INTERRUPTED: mark("прекъсва обучението"),
    StatusKind.GRADUATED: mark("завършва"),
    StatusKind.TRANSFERRED: mark("премества се в друго висше училище"),
    StatusKind.PART_TIME: mark("минава в друга форма на обучение"),
    StatusKind.MOVED: mark("вече не е жител на общината"),
    StatusKind.GOES_ON: mark("решение: стипендията продължава"),
    StatusKind.STOPS: mark("решение: стипендията се прекратява"),
}
DECISIONS = frozenset({StatusKind.GOES_ON, StatusKind.STOPS})


@dataclass(frozen=True)
class PaymentKey:
    """Which sum: the entry of the book, the rule's name, the month „2026-10“ of a stipend, the part.

    `part` 0 is the whole; of a prize 1… are the members' shares, of a month the later differences.
    """

    book: str
    seq: int
    rule: str
    month: str = ""
    part: int = 0


@dataclass(frozen=True)
class StatusEvent:
    """A change of status or a decision; it counts from the month that begins at `since`."""

    kind: StatusKind
    on: date
    since: date
    document: str
    reason: str = ""
    by: str = ""


@dataclass(frozen=True)
class PaymentView:
    """One sum as it stands today.

    `sum` is None while nobody fixed it; `why` says how it was counted. `due_on` is the day after
    which it is late (None = no such day yet). `difference` is what a later wage would add to a sum
    that was handed over already.
    """

    key: PaymentKey
    laureate_id: int
    entry_no: int
    year: int
    award: str
    laureate: str
    recipient: str
    state: PayState
    sum: Sum | None
    why: str
    citation: Citation
    payer: str = ""
    section: str = ""
    due_on: date | None = None
    list_id: int | None = None
    list_no: str = ""
    paid_on: date | None = None
    document: str = ""
    reason: str = ""
    difference: Sum | None = None
    donor: str = ""
    donor_code: str = ""
    team: tuple[str, ...] = ()
    capped: bool = False

    @property
    def month(self) -> date | None:
        """The first day of the month of a stipend."""
        return date.fromisoformat(f"{self.key.month}-01") if self.key.month else None

    @property
    def what(self) -> str:
        """„Стипендия за октомври 2026 г.“."""
        if self.month is None:
            return self.key.rule
        text = _("{rule} за {month} – разлика") if self.key.part else _("{rule} за {month}")
        return text.format(rule=self.key.rule, month=month_text(self.month))

    @property
    def state_text(self) -> str:
        """The state in words."""
        return _(STATE_NAMES[self.state])

    def late(self, today: date) -> bool:
        """Whether it should have been paid already."""
        waits = self.state in {PayState.DUE, PayState.LISTED}
        return waits and self.due_on is not None and self.due_on < today


@dataclass(frozen=True)
class PaymentFilter:
    """What is asked of the payments; empty = all. `text` is a part of a name."""

    award: str = ""
    year: int | None = None
    states: frozenset[PayState] = frozenset()
    text: str = ""
    laureate_id: int | None = None


@dataclass(frozen=True)
class SumInput:
    """The sum an order fixes (чл. 51, ал. 2); `amount` None = no sum goes with the award."""

    amount: Decimal | None
    currency: str = "EUR"
    order_no: str = ""
    order_on: date | None = None
    proposal_no: str = ""
    proposal_on: date | None = None


@dataclass(frozen=True)
class ListLine:
    """A line of a list: the number in it, who, what for, how much, by which provision."""

    ordinal: int
    recipient: str
    award: str
    what: str
    sum: Sum
    ground: str
    paid_on: date | None = None
    keys: tuple[PaymentKey, ...] = ()


@dataclass(frozen=True)
class PaymentListView:
    """A list for accounting; `struck_why` is the reason when it was struck out."""

    id: int
    number: int
    year: int
    on: date
    title: str
    lines: tuple[ListLine, ...]
    struck_why: str = ""
    by: str = ""

    @property
    def label(self) -> str:
        """„№ 2/15.12.2026“."""
        return f"№\u00a0{self.number}/{self.on:%d.%m.%Y}"

    @property
    def totals(self) -> dict[str, Decimal]:
        """The total in each currency."""
        found: dict[str, Decimal] = {}
        for one in self.lines:
            found[one.sum.currency] = found.get(one.sum.currency, Decimal(0)) + one.sum.amount
        return found


def month_text(month: date) -> str:
    """„октомври 2026 г.“."""
    return f"{month_name(month.month)} {month.year}\u00a0г."


def months_text(months: Sequence[date]) -> str:
    """„октомври – ноември 2026 г.“; months with a gap between them are named one by one."""
    first, last = months[0], months[-1]
    if len(months) == 1:
        return month_text(first)
    if tuple(months) != months_from(first, len(months)):
        return ", ".join(month_text(one) for one in months)
    start = month_name(first.month) if first.year == last.year else month_text(first)
    return f"{start} – {month_text(last)}"


def month_end(day: date) -> date:
    """The last day of the month of `day`."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def months_from(start: date, count: int) -> tuple[date, ...]:
    """First days of `count` months, the month of `start` first."""
    first = start.year * 12 + start.month - 1
    return tuple(date((first + n) // 12, (first + n) % 12 + 1, 1) for n in range(count))


def next_month(day: date) -> date:
    """The first day of the month after that of `day`; a change on a first day counts at once."""
    return day if day.day == 1 else months_from(day, 2)[1]


def status_in(month: date, events: Sequence[StatusEvent]) -> StatusKind | None:
    """The last thing that counts in a month; None where nothing happened.

    `events` in the order in which they were recorded: a later one speaks over an earlier one.
    """
    held = [one for one in events if one.since <= month]
    return held[-1].kind if held else None


def state_by_status(month: date, events: Sequence[StatusEvent]) -> PayState:
    """Whether a month's stipend is due, held until a decision, or stopped (R-73-0.5)."""
    kind = status_in(month, events)
    if kind is None or kind is StatusKind.GOES_ON:
        return PayState.DUE
    return PayState.STOPPED if kind is StatusKind.STOPS else PayState.HELD


def merged(lines: Sequence[ListLine], payments: Sequence[PaymentView], on: date) -> list[ListLine]:
    """Lines of a list where months of one person before that of the list are one „доплащане“ (R-73-0.2)."""
    past: dict[tuple[str, int, str, str], list[tuple[ListLine, PaymentView]]] = {}
    for line, one in zip(lines, payments, strict=True):
        if one.month is not None and one.month < on.replace(day=1):
            held = (one.key.book, one.key.seq, one.key.rule, line.sum.currency)
            past.setdefault(held, []).append((line, one))
    joined: dict[PaymentKey, ListLine | None] = {}
    for found in past.values():
        if len(found) < 2:
            continue
        joined.update({one.key: None for _line, one in found})
        joined[found[0][1].key] = _arrears(found)
    made = [joined.get(one.key, line) for line, one in zip(lines, payments, strict=True)]
    kept = [line for line in made if line is not None]
    return [replace(line, ordinal=n) for n, line in enumerate(kept, 1)]


def _arrears(found: Sequence[tuple[ListLine, PaymentView]]) -> ListLine:
    first = found[0][1]
    months = list(dict.fromkeys(one.month for _line, one in found if one.month is not None))
    total = sum((line.sum.amount for line, _one in found), Decimal(0))
    return replace(
        found[0][0],
        what=_("{rule}: доплащане за {months}").format(
            rule=first.key.rule, months=months_text(months)
        ),
        sum=Sum(total, found[0][0].sum.currency),
        keys=tuple(one.key for _line, one in found),
    )
