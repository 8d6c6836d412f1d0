"""Sums shared, converted and counted in wages; months named; lines of a list joined."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.money import (
    amount_says,
    cents_of,
    count_wages,
    money_text,
    share_out,
    shares_differ,
    sum_text,
    total_of,
    totals_text,
)
from ruse_desktop.domain.money_print import MoneyPrint, PrintMode
from ruse_desktop.domain.payments import (
    ListLine,
    PaymentKey,
    PaymentView,
    PayState,
    StatusEvent,
    StatusKind,
    merged,
    month_end,
    months_from,
    months_text,
    next_month,
    state_by_status,
)
from ruse_desktop.domain.town import Sum, convert
from ruse_desktop.kernel.paths import resource
from ruse_desktop.law.book import load

LAW = load(resource("ordinance"))
cents = st.integers(1, 10**9)


@given(cents, st.integers(1, 40))
def test_shares_sum_up_to_the_cent_and_differ_by_one_at_most(total: int, parts: int) -> None:
    whole = Decimal(total) / 100
    shares = share_out(whole, parts)
    assert shares_differ(whole, shares) == 0
    assert max(shares) - min(shares) <= Decimal("0.01")
    assert list(shares) == sorted(shares, reverse=True)


def test_nothing_is_shared_among_nobody() -> None:
    with pytest.raises(ValueError, match="0"):
        share_out(Decimal(1), 0)
    with pytest.raises(ValueError, match=r"1\.005"):
        cents_of(Decimal("1.005"))


@given(cents)
def test_conversion_rounds_the_third_digit_half_up(leva: int) -> None:
    amount = Decimal(leva) / 100
    made = convert(amount, "BGN", date(2026, 1, 1), LAW.changeovers)
    exact = amount / Decimal("1.95583")
    assert abs(made.amount - exact) <= Decimal("0.005")
    assert cents_of(made.amount) == int(exact * 100 + Decimal("0.5"))
    assert (made.original, made.original_currency) == (amount, "BGN")


def test_a_sum_is_said_in_figures_and_words_with_the_laws_own_figure() -> None:
    made = convert(Decimal(5000), "BGN", date(2027, 1, 1), LAW.changeovers)
    assert sum_text(made) == "2\u00a0556,46\u00a0€ (равностойност на 5\u00a0000,00\u00a0лв.)"
    assert sum_text(Sum(Decimal(5000), "BGN")) == "5\u00a0000,00\u00a0лв."
    assert amount_says(255646, "EUR") == (
        "2\u00a0556,46\u00a0€ (две хиляди петстотин петдесет и шест евро и четиридесет и шест цента)"
    )
    assert money_text(Decimal("0.5"), "EUR") == "0,50\u00a0€"


@pytest.mark.requirement("R-X-0.7")
def test_papers_say_a_sum_in_euro_in_leva_or_in_both() -> None:
    changes = LAW.changeovers
    prize = convert(Decimal(5000), "BGN", date(2027, 10, 31), changes)
    wage = Sum(Decimal("620.20"), "EUR")
    both, euro, leva = (MoneyPrint(PrintMode(mode), changes) for mode in ("both", "euro", "leva"))
    assert [one.figures(prize) for one in (both, euro, leva)] == [
        "2\u00a0556,46\u00a0€ (5\u00a0000,00\u00a0лв.)",
        "2\u00a0556,46\u00a0€",
        "5\u00a0000,00\u00a0лв.",
    ]
    assert [one.figures(wage) for one in (both, leva)] == [
        "620,20\u00a0€",
        "1\u00a0213,01\u00a0лв.",
    ]
    assert leva.says(prize) == "5\u00a0000,00\u00a0лв. (пет хиляди лева)"
    assert both.says(prize).endswith("цента), равностойност на 5\u00a0000,00\u00a0лв.")
    before = convert(Decimal(5000), "BGN", date(2025, 10, 31), changes)
    assert {one.figures(before) for one in (both, euro, leva)} == {"5\u00a0000,00\u00a0лв."}
    assert [both.text(one) for one in both.total([prize, prize])] == [
        "5\u00a0112,92\u00a0€ (10\u00a0000,00\u00a0лв.)"
    ]
    assert [both.text(one) for one in both.total([prize, wage])] == ["3\u00a0176,66\u00a0€"]
    assert [leva.text(one) for one in leva.total([prize, wage])] == ["6\u00a0213,01\u00a0лв."]


def test_totals_keep_the_currencies_apart() -> None:
    sums = [Sum(Decimal(5), "BGN"), Sum(Decimal(2), "EUR"), Sum(Decimal(1), "BGN")]
    assert totals_text(total_of(sums)) == "6,00\u00a0лв. + 2,00\u00a0€"
    assert totals_text({}) == "–"


def test_a_wage_of_before_the_table_gives_no_sum() -> None:
    found = count_wages(Decimal(2), date(2004, 5, 1), date(2026, 1, 1), LAW.wages, LAW.changeovers)
    assert found.sum is None
    assert "не е въведена" in found.why


def test_an_unchecked_act_is_said_beside_the_wage() -> None:
    found = count_wages(
        Decimal(1), date(2024, 10, 1), date(2024, 12, 1), LAW.wages, LAW.changeovers
    )
    assert found.sum == Sum(Decimal("933.00"), "BGN")
    assert found.why.endswith("сверете с обнародвания акт")


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 14))
def test_months_follow_one_another(start: date, count: int) -> None:
    found = months_from(start, count)
    assert found[0] == start.replace(day=1)
    assert len(set(found)) == count
    assert all((month_end(a) - a).days in range(27, 31) for a in found)
    assert all(next_month(month_end(a)) == b for a, b in pairwise(found))


def test_months_are_named_as_a_range_or_one_by_one() -> None:
    october, november = date(2026, 10, 1), date(2026, 11, 1)
    january = date(2027, 1, 1)
    assert months_text([october]) == "октомври 2026\u00a0г."
    assert months_text([october, november]) == "октомври – ноември 2026\u00a0г."
    assert months_text(months_from(october, 4)) == "октомври 2026\u00a0г. – януари 2027\u00a0г."
    assert months_text([october, january]) == "октомври 2026\u00a0г., януари 2027\u00a0г."


def event(kind: StatusKind, since: date) -> StatusEvent:
    return StatusEvent(kind, since, since, "№ 1")


def test_the_last_word_on_a_month_counts() -> None:
    march, may = date(2027, 3, 1), date(2027, 5, 1)
    told = [event(StatusKind.INTERRUPTED, march)]
    assert state_by_status(date(2027, 2, 1), told) is PayState.DUE
    assert state_by_status(march, told) is PayState.HELD
    told.append(event(StatusKind.GOES_ON, may))
    assert state_by_status(date(2027, 4, 1), told) is PayState.HELD
    assert state_by_status(may, told) is PayState.DUE
    told.append(event(StatusKind.STOPS, march))
    assert state_by_status(may, told) is PayState.STOPPED


def payment(seq: int, month: str) -> PaymentView:
    return PaymentView(
        PaymentKey("SG", seq, "Стипендия", month), seq, seq, 2026, "Студент", f"Лице {seq}",
        f"Лице {seq}", PayState.DUE, Sum(Decimal(100), "EUR"), "", Citation("73"),
    )  # fmt: skip


@given(
    st.lists(
        st.tuples(st.integers(1, 4), st.sampled_from([f"2026-{m:02}" for m in range(1, 13)])),
        unique=True, max_size=20,
    )
)  # fmt: skip
def test_joined_lines_lose_no_payment_and_no_cent(chosen: list[tuple[int, str]]) -> None:
    payments = [payment(seq, month) for seq, month in sorted(chosen)]
    lines = [
        ListLine(
            n, one.recipient, "", one.what, one.sum or Sum(Decimal(0), ""), "", None, (one.key,)
        )
        for n, one in enumerate(payments, 1)
    ]
    made = merged(lines, payments, date(2026, 7, 15))
    assert sum((one.sum.amount for one in made), Decimal(0)) == 100 * len(payments)
    assert sorted(str(key) for one in made for key in one.keys) == sorted(
        str(one.key) for one in payments
    )
    assert [one.ordinal for one in made] == list(range(1, len(made) + 1))
    assert all(len(one.keys) == 1 or "доплащане" in one.what for one in made)
