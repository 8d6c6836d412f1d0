"""A student's stipend over the school year: its months, totals, status, and what a new wage changes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ruse_desktop.domain.money import money_text, totals_text
from ruse_desktop.domain.payments import PaymentView, PayState, StatusEvent, month_text
from ruse_desktop.kernel.i18n import _

_LEFT = frozenset({PayState.AHEAD, PayState.DUE, PayState.LISTED, PayState.HELD, PayState.WITHHELD})


@dataclass(frozen=True)
class StipendView:
    """The schedule of one student; `months` in their order, each with its later differences."""

    laureate: str
    award: str
    year: int
    entry_no: int
    months: tuple[PaymentView, ...]
    events: tuple[StatusEvent, ...] = ()
    act: str = ""

    @property
    def school_year(self) -> str:
        """„2026/2027“."""
        return f"{self.year}/{self.year + 1}"

    @property
    def paid(self) -> dict[str, Decimal]:
        """What was paid, by currency."""
        return _total([one for one in self.months if one.state is PayState.PAID])

    @property
    def left(self) -> dict[str, Decimal]:
        """What is still to be paid, by currency; stopped months are not in it."""
        return _total([one for one in self.months if one.state in _LEFT])

    @property
    def remaining(self) -> int:
        """How many months are still to be paid."""
        return sum(one.state in _LEFT and not one.key.part for one in self.months)

    @property
    def count(self) -> int:
        """How many months the stipend has."""
        return sum(not one.key.part for one in self.months)

    @property
    def said(self) -> str:
        """„платени 3 101,00 €, остават 5 месеца – 3 101,00 €“."""
        if not self.paid:
            return _("още няма платени, остават {n} от {all} месеца – {left}").format(
                n=self.remaining, all=self.count, left=totals_text(self.left)
            )
        return _("платени {paid}, остават {n} от {all} месеца – {left}").format(
            paid=totals_text(self.paid), n=self.remaining, all=self.count,
            left=totals_text(self.left),
        )  # fmt: skip


@dataclass(frozen=True)
class WageChange:
    """What a new wage changes for one month; `before` and `after` in `currency`."""

    payment: PaymentView
    before: Decimal
    after: Decimal
    currency: str

    @property
    def done(self) -> bool:
        """Whether the month was handed over already, so that only the difference is left to pay."""
        return self.payment.state in {PayState.LISTED, PayState.PAID}

    @property
    def text(self) -> str:
        """„Ива Петрова, януари 2027 г.: 620,20 € → 650,00 € (+29,80 €)“."""
        month = self.payment.month
        assert month is not None
        return _("{who}, {month}: {before} → {after} ({sign}{by})").format(
            who=self.payment.recipient, month=month_text(month),
            before=money_text(self.before, self.currency),
            after=money_text(self.after, self.currency),
            sign="+" if self.after >= self.before else "−",
            by=money_text(abs(self.after - self.before), self.currency),
        )  # fmt: skip


def _total(payments: list[PaymentView]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for one in payments:
        if one.sum is not None:
            found[one.sum.currency] = found.get(one.sum.currency, Decimal(0)) + one.sum.amount
    return found
