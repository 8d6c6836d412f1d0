"""Sums, wages, the change of currency, names of bodies and the year wheel of the packaged act."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ruse_desktop.domain.outcomes import MoneyRule
from ruse_desktop.domain.town import Body, Sum, convert, wage_on
from ruse_desktop.kernel.paths import resource
from ruse_desktop.law.book import load

LAW = load(resource("ordinance"))
EDITION = LAW.editions[-1]


def money(award: str, slot: str = "") -> MoneyRule:
    return next(one for one in EDITION.award(award).money if one.slot == slot)


def body(code: str) -> Body:
    return next(one for one in LAW.bodies if one.code == code)


@pytest.mark.parametrize(
    ("award", "slot", "leva", "euro"),
    [
        pytest.param(
            "NLN", "fiction", "5000", "2556.46", marks=pytest.mark.requirement("R-58-0.1")
        ),
        pytest.param("NLN", "drama", "2000", "1022.58", marks=pytest.mark.requirement("R-58-0.1")),
        pytest.param("MT", "", "600", "306.78", marks=pytest.mark.requirement("R-74b-0.1")),
    ],
)
def test_sums_in_leva_are_shown_in_euro_from_2026(
    award: str, slot: str, leva: str, euro: str
) -> None:
    rule = money(award, slot)
    assert rule.amount == Decimal(leva)
    before = convert(rule.amount, rule.currency, date(2025, 12, 31), LAW.changeovers)
    assert before == Sum(Decimal(leva), "BGN")
    after = convert(rule.amount, rule.currency, date(2026, 1, 1), LAW.changeovers)
    assert after == Sum(Decimal(euro), "EUR", Decimal(leva), "BGN", Decimal("1.95583"))


@pytest.mark.requirement("R-67-0.1")
def test_the_prize_fund_is_converted_as_one_sum() -> None:
    both = sum((one.amount for one in EDITION.award("NLN").money if one.amount), Decimal(0))
    found = convert(both, "BGN", date(2027, 10, 31), LAW.changeovers)
    assert (both, found.amount) == (Decimal(7000), Decimal("3579.04"))


@pytest.mark.requirement("R-51-1.1")
@pytest.mark.parametrize(
    ("day", "limit", "currency"),
    [
        (date(2026, 10, 20), "1240.40", "EUR"),
        (date(2025, 10, 20), "2154.00", "BGN"),
        (date(2022, 3, 31), "1300.00", "BGN"),  # the wage changed on 1 April 2022
        (date(2022, 4, 1), "1420.00", "BGN"),
    ],
)
def test_two_minimum_wages_are_of_the_day(day: date, limit: str, currency: str) -> None:
    rule, wage = money("NR21"), wage_on(day, LAW.wages)
    assert rule.wages == 2
    assert rule.at_most
    assert rule.optional
    assert wage is not None
    assert (rule.wages * wage.amount, wage.currency) == (Decimal(limit), currency)


@pytest.mark.requirement("R-73-0.1")
def test_a_stipend_is_one_wage_a_month_from_october() -> None:
    rule = money("SG")
    assert (rule.wages, rule.per_month, rule.months) == (1, True, 10)
    assert rule.start is not None
    assert rule.start.in_year(2026) == date(2026, 10, 1)
    assert LAW.practice.value("stipend_months") == str(rule.months)
    wage = wage_on(date(2026, 12, 1), LAW.wages)
    assert wage is not None
    assert wage.amount * 10 == Decimal("6202.00")


def test_wages_rise_and_each_has_its_act() -> None:
    assert [one.valid_from for one in LAW.wages] == sorted({one.valid_from for one in LAW.wages})
    assert all(one.act.startswith("ПМС № ") and one.source for one in LAW.wages)
    in_euro = [
        convert(one.amount, one.currency, date(2026, 1, 1), LAW.changeovers).amount
        for one in LAW.wages
    ]
    assert in_euro == sorted(in_euro)
    assert wage_on(date(2004, 12, 31), LAW.wages) is None


def test_a_wage_whose_act_was_not_seen_says_so() -> None:
    unseen = {one.valid_from.year for one in LAW.wages if not one.checked}
    assert unseen == {2021, 2022, 2023, 2024, 2025}


def test_wage_of_2026_is_the_one_in_leva_converted() -> None:
    wage = wage_on(date(2026, 1, 1), LAW.wages)
    assert wage is not None
    found = convert(Decimal(1213), "BGN", date(2026, 1, 1), LAW.changeovers)
    assert (found.amount, found.currency) == (wage.amount, wage.currency)


@pytest.mark.requirement("R-X-0.5")
@pytest.mark.requirement("R-50-2.1")
@pytest.mark.parametrize(
    "name", ["ПКОН", "ПКОНИ", "ПКОНИД", "постоянна комисия по образование и наука"]
)
def test_the_education_committee_is_one_body_under_all_its_names(name: str) -> None:
    assert [one.code for one in LAW.bodies if one.called(name)] == ["education-committee"]


@pytest.mark.requirement("R-X-0.5")
def test_a_document_prints_the_name_of_its_day() -> None:
    committee, unit = body("culture-committee"), body("directorate")
    assert committee.name_on(date(2014, 5, 1)).abbr == "ПКК"
    assert committee.name_on(date(2027, 5, 12)).abbr == "ПККРВ"
    assert unit.name_on(date(2015, 5, 1)).name == "Дирекция „Култура и образование“"
    assert unit.name_on(date(2027, 5, 1)).name == unit.act_name
    assert body("education-committee").name_on(date(2024, 5, 1)).abbr == "ПКОНИ"
    assert body("education-committee").name_on(date(2027, 5, 1)).abbr == "ПКОНИД"


def test_where_no_name_is_known_the_one_of_the_act_stands() -> None:
    assert body("directorate").name_on(date(2019, 5, 1)).name == "Дирекция „Хуманитарни дейности“"


def test_no_two_bodies_share_a_name() -> None:
    names = [
        (name, one.code)
        for one in LAW.bodies
        for name in {one.act_name, *(n.name for n in one.names), *(n.abbr for n in one.names)}
        if name
    ]
    assert len({name for name, _code in names}) == len(names)


def test_the_year_wheel_names_its_subjects_and_places() -> None:
    codes = {award.code for award in EDITION.awards}
    subjects = {duty.subject for duty in EDITION.duties}
    assert subjects - codes == {"city-day", "flag", "badge", "emblem"}
    assert codes - subjects == {"ZN"}
    free = [duty for duty in EDITION.duties if duty.on is None]
    assert len(EDITION.duties) - len(free) == 29
    assert all(duty.note for duty in free)


def test_a_duty_of_every_second_year_rests_between() -> None:
    duty = next(one for one in EDITION.duties if one.code == "nln-announcement")
    assert [duty.due_in(year) for year in (2025, 2026, 2027)] == [True, False, True]
