"""How sums are printed after a change of currency: in the new one, in the old one, or in both."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from ruse_desktop.domain.money import amount_says, cents_of, money_text
from ruse_desktop.domain.town import Sum
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.town import Changeover

MONEY_PRINT = "money_print"
"""The practice key of the mode."""
_CENT = Decimal("0.01")


class PrintMode(StrEnum):
    """The currencies on papers; a sum of a day before the change stays as it was then."""

    NEW = "euro"
    OLD = "leva"
    BOTH = "both"


@dataclass(frozen=True)
class MoneyPrint:
    """The office's way of printing sums (R-X-0.7); `changes` are the known changes of currency.

    In both currencies a sum stands with the figure of the act it was converted from; a sum that the
    act or a wage names in the new currency has no other figure.
    """

    mode: PrintMode = PrintMode.BOTH
    changes: tuple[Changeover, ...] = ()

    def shown(self, found: Sum) -> Sum:
        """The sum as it is printed: with, without, or only by its figure in the old currency."""
        if self.mode is PrintMode.NEW:
            return Sum(found.amount, found.currency)
        if self.mode is PrintMode.BOTH:
            return found
        if found.original is not None:
            return Sum(found.original, found.original_currency)
        for change in self.changes:
            if change.new == found.currency:
                back = (found.amount * change.rate).quantize(_CENT, ROUND_HALF_UP)
                return Sum(back, change.old)
        return found

    def figures(self, found: Sum) -> str:
        """„2 556,46 € (5 000,00 лв.)“."""
        return self.text(self.shown(found))

    def says(self, found: Sum) -> str:
        """The sum in figures and words, with the figure of the act beside it."""
        return self.words(self.shown(found))

    @staticmethod
    def text(one: Sum) -> str:
        """A sum as `shown` or `total` gave it, in figures."""
        text = money_text(one.amount, one.currency)
        if one.original is None:
            return text
        return f"{text} ({money_text(one.original, one.original_currency)})"

    @staticmethod
    def words(one: Sum) -> str:
        """A sum as `shown` or `total` gave it, in figures and words."""
        text = amount_says(cents_of(one.amount), one.currency)
        if one.original is None:
            return text
        return _("{sum}, равностойност на {original}").format(
            sum=text, original=money_text(one.original, one.original_currency)
        )

    def total(self, sums: Sequence[Sum]) -> tuple[Sum, ...]:
        """The totals as printed, one for each currency; what they were only when all were."""
        found: dict[str, list[Sum]] = {}
        for one in map(self.shown, sums):
            found.setdefault(one.currency, []).append(one)
        return tuple(_added(same) for same in found.values())


def print_of(practice: Practice, changes: Sequence[Changeover]) -> MoneyPrint:
    """How the office prints sums; in both currencies where it never said."""
    answer = practice.value(MONEY_PRINT)
    return MoneyPrint(PrintMode(answer) if answer else PrintMode.BOTH, tuple(changes))


def _added(same: Sequence[Sum]) -> Sum:
    """Sums of one currency, printed already, as one."""
    total = sum((one.amount for one in same), start=Decimal(0))
    known = {one.original_currency for one in same if one.original is not None}
    if len(known) != 1 or any(one.original is None for one in same):
        return Sum(total, same[0].currency)
    before = sum((one.original for one in same if one.original is not None), start=Decimal(0))
    return Sum(total, same[0].currency, before, known.pop(), same[0].rate)
