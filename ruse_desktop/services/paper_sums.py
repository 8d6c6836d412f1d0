"""The sums of an award in the currency of a day, as an act or a letter says them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ruse_desktop.domain.money_print import print_of
from ruse_desktop.domain.town import convert, wage_on
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import ngettext
from ruse_desktop.kernel.wording import say

if TYPE_CHECKING:
    from datetime import date

    from ruse_desktop.domain.outcomes import MoneyRule
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.paper_ground import Ground


class SumGround(Protocol):
    """What a sum depends on: the law, the office's answers and the year of the edition."""

    @property
    def law(self) -> LawBook:
        """The loaded law."""
        ...

    @property
    def practice(self) -> Practice:
        """The office's answers."""
        ...

    @property
    def year(self) -> int:
        """The year of the edition."""
        ...


def rules_for(ground: Ground, slot: str) -> tuple[MoneyRule, ...]:
    """The sums that go with a slot."""
    return tuple(rule for rule in ground.award.money if not rule.slot or rule.slot == slot)


def says(ground: SumGround, rule: MoneyRule, on: date) -> str:
    """„Стипендия – 620,20 € на месец за 10 месеца от 01.10.2026 г., изплаща Община Русе (чл. 73)“.

    A sum in wages is counted by the minimum wage known for its day; without one only the number
    of wages is said.
    """
    day = rule.start.in_year(ground.year) if rule.start else on
    text = _amount(ground, rule, day)
    if rule.at_most:
        text = say("до {sum}").format(sum=text)
    if rule.per_month:
        months = int(ground.practice.value("stipend_months") or rule.months)
        text = ngettext(
            "{sum} всеки месец, общо {n} месец от {day}",
            "{sum} всеки месец, общо {n} месеца от {day}",
            months,
        ).format(sum=text, n=months, day=date_short(day))
    said = say("{name} – {sum}").format(name=rule.name, sum=text)
    if rule.payer:
        said = say("{said}, изплаща {payer}").format(said=said, payer=rule.payer)
    return f"{said} ({rule.citation})"


def _amount(ground: SumGround, rule: MoneyRule, day: date) -> str:
    said = print_of(ground.practice, ground.law.changeovers).says
    if rule.amount is not None:
        return said(convert(rule.amount, rule.currency, day, ground.law.changeovers))
    if rule.wages is None:
        return say("сума по предложение")
    count = ngettext(
        "{n} минимална работна заплата", "{n} минимални работни заплати", int(rule.wages)
    ).format(n=f"{rule.wages:f}")
    wage = wage_on(day, ground.law.wages)
    if wage is None:
        return count
    found = convert(rule.wages * wage.amount, wage.currency, day, ground.law.changeovers)
    if rule.per_month and ground.practice.value("stipend_wage_mode") == "month":
        return say("{count} за съответния месец, към {day} – {sum},").format(
            count=count, day=date_short(day), sum=said(found)
        )
    return say("{count}, {sum}").format(count=count, sum=said(found))
