"""What goes with the awards as stock: kinds, batches, serials, movements that are only added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from itertools import groupby

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, mark, ngettext

NAMED = frozenset({"certificate", "diploma", "gramma"})
"""Attributes that bear a name once given; taken back they are never given again."""
MOST_AT_ONCE = 5000
_MOST_DIGITS = 12


class Sort(StrEnum):
    """What a movement is; only RECEIPT and RETURN add to the stock, REVERSAL goes either way."""

    RECEIPT = "receipt"
    ISSUE = "issue"
    RETURN = "return"
    WRITE_OFF = "write-off"
    REVERSAL = "reversal"


class Pile(StrEnum):
    """Where a thing lies: never given yet, or given once and taken back."""

    NEW = "new"
    RETURNED = "returned"


SORT_NAMES: dict[Sort, str] = {
    Sort.RECEIPT: mark("получаване"),
    Sort.ISSUE: mark("издаване"),
    Sort.RETURN: mark("връщане"),
    Sort.WRITE_OFF: mark("бракуване"),
    Sort.REVERSAL: mark("сторниране"),
}
"""Names for people; screens pass them through gettext."""

_ATTRIBUTES: dict[str, str] = {
    "sign": mark("Знаци"),
    "badge": mark("Значки"),
    "statuette": mark("Статуетки"),
    "plaque": mark("Плакети"),
    "certificate": mark("Удостоверения и грамоти"),
    "diploma": mark("Дипломи"),
    "souvenir": mark("Сувенири"),
    "other": mark("Други"),
}


def attributes() -> dict[str, str]:
    """What the office may add by itself: the stable names and their words."""
    return {code: _(name) for code, name in _ATTRIBUTES.items()}


@dataclass(frozen=True)
class StockKind:
    """One kind of thing in stock; `code` is „PG:sign“ where the act of law names it, else „own:7“.

    `award` is „“ for what belongs to no award. `numbered`: each piece has a serial. Where a design
    accepted by the council is asked for, `design` is the provision on who decides until then.
    """

    id: int
    code: str
    name: str
    award: str = ""
    award_name: str = ""
    attribute: str = "other"
    variant: str = ""
    citation: Citation | None = None
    design: Citation | None = None
    numbered: bool = False
    minimum: int = 0
    prescribed: bool = False
    own: bool = False

    @property
    def full_name(self) -> str:
        """„Отличителен знак – Почетен гражданин“."""
        return f"{self.called} – {self.award_name}" if self.award_name else self.called

    @property
    def called(self) -> str:
        """The name with the variant, without the award."""
        return ", ".join(part for part in (self.name, self.variant) if part)

    @property
    def reusable(self) -> bool:
        """Whether a piece taken back may be given to somebody else."""
        return self.attribute not in NAMED


@dataclass(frozen=True)
class Design:
    """The approved design of a kind: the council's decision, or the mayor's act until then (§ 1).

    `act` is „decision“ or „order“; `contest_on` and `author` of the competition, if any; `file` is
    the name of the kept file, `file_id` opens it.
    """

    act: str
    number: str
    on: date
    contest_on: date | None = None
    author: str = ""
    note: str = ""
    file: str = ""
    file_id: int | None = None

    @property
    def approved(self) -> bool:
        """Whether the council accepted it; else the mayor named the attribute meanwhile."""
        return self.act == "decision"

    @property
    def text(self) -> str:
        """„решение № 412/22.04.2027 г., конкурс 10.03.2027 г.“."""
        kind = _("решение") if self.approved else _("заповед")
        said = _("{kind} № {no}/{day}").format(kind=kind, no=self.number, day=date_short(self.on))
        if self.contest_on:
            said += _(", конкурс {day}").format(day=date_short(self.contest_on))
        return said + (_(", автор {name}").format(name=self.author) if self.author else "")


@dataclass(frozen=True)
class Move:
    """What was moved together; `quantity` is signed, `serials` are of its pieces.

    `balance` is what there was afterwards; `purpose` is what another feature gave it for. `book` and `seq` point to the laureate's entry, named in
    `ground`. `reversed` tells that all of it was taken back by counter-movements.
    """

    id: int
    on: date
    sort: Sort
    pile: Pile
    quantity: int
    balance: int
    serials: tuple[str, ...] = ()
    document: str = ""
    ground: str = ""
    reason: str = ""
    condition: str = ""
    price: Decimal | None = None
    book: str = ""
    seq: int | None = None
    reversed: bool = False
    by: str = ""
    at: datetime | None = None
    purpose: str = ""

    @property
    def serials_text(self) -> str:
        """„№ 61–64, 70“."""
        return serial_text(self.serials)


@dataclass(frozen=True)
class StockLine:
    """A kind with what there is of it; `waiting` laureates are still to be handed one.

    `used` tells that the stock of it is kept at all. `next_year` is the year of the next edition of
    the award it is prescribed for, 0 where none is known.
    """

    kind: StockKind
    new: int = 0
    returned: int = 0
    waiting: int = 0
    design: Design | None = None
    used: bool = False
    next_year: int = 0

    @property
    def available(self) -> int:
        """How many can be given."""
        return self.new + (self.returned if self.kind.reusable else 0)

    @property
    def lacking(self) -> int:
        """How many are short for the laureates that wait; 0 where the stock is not kept."""
        return max(0, self.waiting - self.available) if self.used else 0

    @property
    def low(self) -> bool:
        """Whether the minimum is reached."""
        return bool(self.kind.minimum) and self.available < self.kind.minimum

    @property
    def warning(self) -> str:
        """What is wrong with it, „“ when nothing is."""
        if self.lacking:
            said = ngettext("липсва {n} от {all}", "липсват {n} от {all}", self.lacking)
            return said.format(n=self.lacking, all=self.waiting)
        if self.used and self.next_year and not self.available:
            return _("няма: изработване за {year} г.").format(year=self.next_year)
        if self.low:
            return _("под минимума от {n}").format(n=self.kind.minimum)
        if self.kind.design and self.design is None:
            return _("няма утвърден проект")
        return ""

    @property
    def tone(self) -> str:
        """The colour of its state."""
        if self.lacking:
            return "not-met"
        if self.warning:
            return "judgement"
        return "met" if self.used else "neutral"


@dataclass(frozen=True)
class StockCard:
    """A kind with all its movements, oldest first, and the serials that lie in stock by pile."""

    line: StockLine
    moves: tuple[Move, ...] = ()
    designs: tuple[Design, ...] = ()
    free: Mapping[str, Pile] = field(default_factory=dict)
    municipality: str = ""
    unit: str = ""
    drawn_on: date | None = None


@dataclass(frozen=True)
class DesignReport:
    """All kinds whose design is to be approved; the competitions were due by `term`, None unknown."""

    cards: tuple[StockCard, ...]
    term: date | None
    drawn_on: date
    unit: str = ""


def judge_designs(cards: Iterable[StockCard], items: Iterable[Item]) -> tuple[Finding, ...]:
    """A finding for each kind given without an approved design or the mayor's act (§ 1 ПЗР)."""
    given = {one.kind for one in items}
    return tuple(
        Finding(
            f"design:{one.line.kind.attribute}",
            Verdict.NOT_MET,
            Effect.WARNS,
            _("Няма въведен утвърден проект: {name}").format(name=one.line.kind.name),
            one.line.kind.design,
            _(
                "До утвърждаването му вещта се определя от кмета; въведете заповедта в наличностите."
            ),
        )
        for one in cards
        if one.line.kind.code in given and one.line.kind.design and one.line.design is None
    )


@dataclass(frozen=True)
class BatchInput:
    """A delivery: `count` pieces, or the serials from `first` to `last`; `price` in euro a piece."""

    on: date
    count: int = 0
    document: str = ""
    supplier: str = ""
    price: Decimal | None = None
    first: str = ""
    last: str = ""


@dataclass(frozen=True)
class Item:
    """A piece handed over to the laureate at `seq`; without a serial any piece of the kind."""

    seq: int
    kind: str
    serial: str = ""


@dataclass(frozen=True)
class HeldItem:
    """What a laureate was given from stock and still has."""

    kind: StockKind
    serial: str
    on: date

    @property
    def text(self) -> str:
        """„Отличителен знак № 40“."""
        return _("{name} № {no}").format(name=self.kind.name, no=self.serial) if self.serial else self.kind.name  # fmt: skip


def serials(first: str, last: str) -> tuple[str, ...]:
    """All serials from `first` to `last`: „А-001“, „А-012“. Raises UserError for a strange range."""
    head, low = _split(first.strip())
    tail, high = _split((last or first).strip())
    if not low or not high or head != tail or int(high) < int(low):
        raise UserError(
            _("Номерата „{first}“ – „{last}“ не са поредица.").format(first=first, last=last),
            _("Впишете първия и последния номер, например 61 и 80 или А-001 и А-020."),
            code="serials",
        )
    count = int(high) - int(low) + 1
    if count > MOST_AT_ONCE:
        raise UserError(
            _("Номерата са {n}, а наведнъж се заприходяват до {most}.").format(
                n=count, most=MOST_AT_ONCE
            ),
            _("Разделете доставката на части."),
            code="serials",
        )
    wide = len(low) if low.startswith("0") else 0
    return tuple(f"{head}{n:0{wide}d}" for n in range(int(low), int(high) + 1))


def serial_key(serial: str) -> tuple[str, int, str]:
    """Serials in the order people count them."""
    head, digits = _split(serial)
    return head, int(digits or 0), serial


def serial_text(values: Iterable[str]) -> str:
    """„№ 61–64, 70“; „“ without serials."""
    ordered = sorted({one for one in values if one}, key=serial_key)
    runs: list[str] = []
    for _head, group in groupby(enumerate(ordered), key=_place):
        run = [one for _n, one in group]
        runs.append(run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}")
    return _("№ {list}").format(list=", ".join(runs)) if runs else ""


def allot(
    seqs: Sequence[int], kind: StockKind, free: Iterable[str], first: str = ""
) -> tuple[Item, ...]:
    """One piece of `kind` for each entry, serials in order from `first` on.

    There are fewer items than entries where the serials do not suffice.
    """
    if not kind.numbered:
        return tuple(Item(seq, kind.code) for seq in seqs)
    ordered = sorted(free, key=serial_key)
    start = ordered.index(first) if first in ordered else 0
    return tuple(Item(seq, kind.code, one) for seq, one in zip(seqs, ordered[start:], strict=False))


def _split(serial: str) -> tuple[str, str]:
    """Everything before the last digits, and those digits."""
    head = serial.rstrip("0123456789")
    digits = serial[len(head) :]
    return (head, digits) if len(digits) <= _MOST_DIGITS else (serial, "")


def _place(numbered: tuple[int, str]) -> tuple[str, int]:
    n, serial = numbered
    head, digits = _split(serial)
    return (head, int(digits) - n) if digits else (serial, -n)
