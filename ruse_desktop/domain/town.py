"""What the law's files say besides awards: symbols, the year wheel, money and wages, bodies' names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.outcomes import YearDay


@dataclass(frozen=True)
class SymbolRule:
    """One rule of a symbol (emblem, flag, badge, seal): what it demands and the figures it names.

    `kind`: „form“, „place“, „use“, „custody“, „wearer“, „permit“, „ban“, „fine“, „drawer“ and „issuer“
    (of an act or a decree; „…-order“: only when named by an order), „protection“, for the badge „variant“, „wear“, „honour“,
    „gift“ and „forum“ (its level); `variant` is the code of the one a use is meant for. `values` are
    figures by name („ширина, см“ → 90). `awards` are kinds of award whose papers the rule takes in;
    `agreement` marks papers that may rest on an international agreement. `uses` marks a rule under
    which the mayor permits reproduction: the code of the rule whose lines are the ways of it.
    """

    code: str
    symbol: str
    kind: str
    name: str
    citation: Citation
    values: Mapping[str, Decimal] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    note: str = ""
    awards: tuple[str, ...] = ()
    agreement: bool = False
    uses: str = ""
    variant: str = ""


class OffDay(StrEnum):
    """What is done about a duty's day that is not a working day.

    It stays (a feast, a ceremony), the work is to be ready on the working day before, or it is
    shown on the next working day.
    """

    STAYS = "stays"
    BEFORE = "working-day-before"
    AFTER = "next-working-day"


@dataclass(frozen=True)
class Duty:
    """A recurring duty of the year wheel; `on` None = without a fixed day.

    `eve`: on the eve of that day. `subject` is an award's code or „city-day“, „flag“, „badge“.
    `every_years` and `base_year` as of the award it belongs to. `plus` is the practice's answer
    that says how many days after `on` it falls. `guidance`: the day is practice, not law.
    """

    code: str
    name: str
    subject: str
    actor: str
    citation: Citation
    on: YearDay | None = None
    eve: bool = False
    every_years: int = 1
    base_year: int = 0
    note: str = ""
    off_day: OffDay = OffDay.STAYS
    plus: str = ""
    guidance: bool = False

    def due_in(self, year: int) -> bool:
        """Whether the duty falls in `year`."""
        return (year - self.base_year) % self.every_years == 0


@dataclass(frozen=True)
class Wage:
    """The minimum wage for the country from a day on, with the act that set it.

    `checked` is False where the figure or the act was not seen in a published source.
    """

    valid_from: date
    amount: Decimal
    currency: str
    act: str
    source: str
    checked: bool = True


@dataclass(frozen=True)
class Changeover:
    """A change of currency: `rate` units of `old` are one of `new`, from the day on."""

    old: str
    new: str
    rate: Decimal
    valid_from: date
    act: str
    source: str


@dataclass(frozen=True)
class BodyName:
    """A name of a body or unit with its usual abbreviation; both days inclusive, None = open."""

    name: str
    abbr: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""

    def holds(self, day: date) -> bool:
        """Whether the body was called so on `day`."""
        after = self.valid_from is None or self.valid_from <= day
        return after and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Body:
    """A body, unit or office the act speaks of; the rules know it by `code`.

    `act_name` is how the act calls it, `names` how it was really called and when; `kind`:
    „committee“, „directorate“, „department“, „council“, „office“, „outside“.
    """

    code: str
    kind: str
    act_name: str
    citation: Citation
    names: tuple[BodyName, ...] = ()
    note: str = ""

    def name_on(self, day: date) -> BodyName:
        """The name on `day`, the newest one known of it; the act's own where none is."""
        held = [name for name in self.names if name.holds(day)]
        return held[-1] if held else BodyName(self.act_name)

    def called(self, text: str) -> bool:
        """Whether `text` is any of its names or abbreviations."""
        from ruse_desktop.kernel.text import search_key

        wanted = search_key(text)
        known = [self.act_name, *(n for one in self.names for n in (one.name, one.abbr) if n)]
        return any(search_key(one) == wanted for one in known)


@dataclass(frozen=True)
class Sum:
    """An amount with its currency, and the amount it was converted from when it was."""

    amount: Decimal
    currency: str
    original: Decimal | None = None
    original_currency: str = ""
    rate: Decimal | None = None


_CENT = Decimal("0.01")


def convert(amount: Decimal, currency: str, on: date, changes: Sequence[Changeover]) -> Sum:
    """The amount in the currency of the day: divided by the full rate, rounded half up to cents."""
    for change in changes:
        if change.old == currency and change.valid_from <= on:
            made = (amount / change.rate).quantize(_CENT, ROUND_HALF_UP)
            return Sum(made, change.new, amount, currency, change.rate)
    return Sum(amount, currency)


def wage_on(day: date, wages: Sequence[Wage]) -> Wage | None:
    """The minimum wage in force on `day`; None before the first one known."""
    held = [wage for wage in wages if wage.valid_from <= day]
    return max(held, key=lambda wage: wage.valid_from) if held else None
