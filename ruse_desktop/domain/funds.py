"""Where the money of an award comes from: expected, received, needed and spent (чл. 67, 74б)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ruse_desktop.domain.outcomes import FundSource
from ruse_desktop.kernel.i18n import mark

KIND_NAMES = {
    "budget": mark("бюджет"),
    "donor": mark("дарение"),
    "other": mark("друг източник"),
}
"""Names for people; screens pass them through gettext."""


@dataclass(frozen=True)
class FundInput:
    """A sum from one source: who gives it by which contract, what for, when it came.

    `source` is the code of the source in the law; `also_on` the day on which the rest the source
    provides (a sign) came.
    """

    award: str
    year: int
    source: str
    amount: Decimal
    currency: str = "EUR"
    giver: str = ""
    document: str = ""
    on: date | None = None
    purpose: str = ""
    received_on: date | None = None
    also_on: date | None = None


@dataclass(frozen=True)
class FundLine:
    """A written sum with its id; a struck out one counts nowhere."""

    id: int
    typed: FundInput
    struck_why: str = ""


@dataclass(frozen=True)
class FundTotal:
    """One source of an edition: promised and received, in the currency of the day."""

    source: FundSource
    planned: Decimal
    received: Decimal


@dataclass(frozen=True)
class FundView:
    """The money of one award's edition, in `currency`.

    `needed` is what the laureates are due and the sums of the act for places not awarded yet,
    `spent` what was paid. `warnings` say what is missing.
    """

    award: str
    name: str
    year: int
    currency: str
    totals: tuple[FundTotal, ...]
    lines: tuple[FundLine, ...]
    needed: Decimal
    spent: Decimal
    warnings: tuple[str, ...] = ()

    @property
    def planned(self) -> Decimal:
        """Promised by all sources."""
        return sum((one.planned for one in self.totals), Decimal(0))

    @property
    def received(self) -> Decimal:
        """Received from all sources."""
        return sum((one.received for one in self.totals), Decimal(0))

    @property
    def left(self) -> Decimal:
        """Promised above what is needed; negative when something is not covered."""
        return self.planned - self.needed


def percent(part: Decimal, whole: Decimal) -> Decimal | None:
    """The part in percent of the whole with one digit; None for an empty whole."""
    return (part * 100 / whole).quantize(Decimal("0.1")) if whole else None
