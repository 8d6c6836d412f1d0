"""Sums of the awards: how they are written, which wage and which currency count, how they are shared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from ruse_desktop.domain.amount_words import amount_words
from ruse_desktop.domain.town import Sum, convert, wage_on
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ruse_desktop.domain.outcomes import MoneyRule
    from ruse_desktop.domain.town import Changeover, Wage

SIGNS = {"BGN": "лв.", "EUR": "€"}
WAGE_DAY = "prize_wage_day"
"""The practice key of the day whose minimum wage limits a prize (чл. 51, ал. 1)."""
CAP_PER = "prize_cap_per"
"""The practice key that says whether the limit is for each laureate or for all of the year."""
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Counted:
    """A sum in the currency of a day with the wage it comes from; `why` says all that in words.

    `sum` is None where the wage of the day is not known.
    """

    sum: Sum | None
    why: str
    wage: Wage | None = None


def money_text(amount: Decimal, currency: str) -> str:
    """„2 556,46 €“."""
    number = f"{amount:,.2f}".replace(",", "\u00a0").replace(".", ",")
    return f"{number}\u00a0{SIGNS.get(currency, currency)}"


def sum_text(found: Sum) -> str:
    """The sum, with the law's own figure beside it when it was converted."""
    text = money_text(found.amount, found.currency)
    if found.original is None:
        return text
    return _("{sum} (равностойност на {original})").format(
        sum=text, original=money_text(found.original, found.original_currency)
    )


def cents_of(amount: Decimal) -> int:
    """Whole cents of a sum. Raises ValueError for parts of a cent."""
    cents = amount * 100
    if cents != cents.to_integral_value():
        raise ValueError(amount)
    return int(cents)


def amount_says(cents: int, currency: str) -> str:
    """„2 556,46 € (две хиляди петстотин петдесет и шест евро и четиридесет и шест цента)“."""
    number = money_text(Decimal(cents) / 100, currency)
    return f"{number} ({amount_words(cents, currency)})"


def count_wages(
    wages: Decimal, on: date, pay_on: date, known: Sequence[Wage], changes: Sequence[Changeover]
) -> Counted:
    """`wages` minimum wages of the day `on`, in the currency of the day of payment."""
    wage = wage_on(on, known)
    count = ngettext(
        "{n} минимална работна заплата",
        "{n} минимални работни заплати",
        1 if wages == 1 else 2,
    ).format(n=f"{wages.normalize():f}".replace(".", ","))
    if wage is None:
        why = _("{count}; заплатата към {day} не е въведена")
        return Counted(None, why.format(count=count, day=date_short(on)))
    found = convert(wages * wage.amount, wage.currency, pay_on, changes)
    text = _("{count} към {day}: {wage}, {act}").format(
        count=count, day=date_short(on), wage=money_text(wage.amount, wage.currency), act=wage.act
    )
    if not wage.checked:
        text = _("{text} – сверете с обнародвания акт").format(text=text)
    return Counted(found, text, wage)


def count_fixed(
    rule: MoneyRule, pay_on: date, changes: Sequence[Changeover], amount: Decimal | None = None
) -> Counted:
    """The sum that stands in the act, or `amount` of the same currency, on the day of payment."""
    given = amount if amount is not None else rule.amount
    if given is None:
        raise ValueError(rule.name)
    found = convert(given, rule.currency, pay_on, changes)
    why = money_text(given, rule.currency)
    if found.rate is not None:
        why = _("{sum} по курс {rate}").format(sum=why, rate=f"{found.rate:f}".replace(".", ","))
    return Counted(found, f"{why}; {rule.note}" if rule.note else why)


def share_out(total: Decimal, parts: int) -> tuple[Decimal, ...]:
    """Equal parts that sum up to the total; cents left over go to the first ones.

    Raises ValueError for no parts.
    """
    if parts < 1:
        raise ValueError(parts)
    each, left = divmod(cents_of(total), parts)
    return tuple(Decimal(each + (n < left)) / 100 for n in range(parts))


def shares_differ(total: Decimal, shares: Sequence[Decimal]) -> Decimal:
    """What the shares are over (+) or under (−) the total; zero when they agree to the cent."""
    return (sum(shares, Decimal(0)) - total).quantize(_CENT)


def total_of(sums: Sequence[Sum]) -> dict[str, Decimal]:
    """The total in each currency, in the order of first appearance."""
    found: dict[str, Decimal] = {}
    for one in sums:
        found[one.currency] = found.get(one.currency, Decimal(0)) + one.amount
    return found


def totals_text(totals: dict[str, Decimal]) -> str:
    """„1 860,60 €“, several currencies joined by a plus; „–“ for nothing."""
    return " + ".join(money_text(one, code) for code, one in totals.items()) or "–"


def share_of(found: Sum, amount: Decimal) -> Sum:
    """A part of a sum in its currency; what it was converted from is said of the whole only."""
    return replace(found, amount=amount, original=None, original_currency="", rate=None)
