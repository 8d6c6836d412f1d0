"""The composition of a commission against the quotas of the law's files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import count

import pytest

from ruse_desktop.domain.commissions import MemberInput, composition
from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.domain.rules import CommissionRule
from ruse_desktop.kernel import paths
from ruse_desktop.law import book

AWARD = book.load(paths.resource("ordinance", "naredba-17")).edition("2024-02-29").award("NR")
ARTS, EDUCATION = AWARD.commission("arts"), AWARD.commission("education")
ORDER = ("РД-01-1203", date(2026, 5, 4))


def full(rule: CommissionRule, **counts: int) -> list[MemberInput]:
    """Members by the quotas of `rule`, other numbers for the sources in `counts`."""
    numbers = count(1)
    return [
        MemberInput(
            source=seat.source,
            name=f"Член Номер{next(numbers)}",
            naming="изх. № 61/20.04.2026 г." if seat.named_by else "",
            chair=seat.source == rule.chair_source and place == 0,
        )
        for seat in rule.seats
        for place in range(counts.get(seat.source.replace("-", "_"), seat.count))
    ]


def found(rule: CommissionRule, members: list[MemberInput], name: str) -> Finding | None:
    """The finding of one rule."""
    return next((f for f in composition(rule, members, *ORDER) if f.rule == name), None)


@pytest.mark.requirement("R-45-2.1")
def test_nine_members_by_quota_meet_every_rule() -> None:
    findings = composition(ARTS, full(ARTS), *ORDER)
    assert [f.rule for f in findings] == ["composition", "chair"]
    assert all(f.verdict is Verdict.MET for f in findings)
    assert ARTS.size == 9


@pytest.mark.requirement("R-45-2.1")
@pytest.mark.parametrize("counts", [{"public_council": 2}, {"public_council": 4}])
def test_eight_members_or_four_experts_do_not_fit(counts: dict[str, int]) -> None:
    finding = found(ARTS, full(ARTS, **counts), "composition")
    assert finding is not None
    assert finding.blocking
    assert "чл. 45, ал. 2" in finding.sentence


@pytest.mark.requirement("R-45-3.1")
def test_wrong_quotas_are_named_with_exact_counts() -> None:
    finding = found(EDUCATION, full(EDUCATION, rio=3, directorate=1), "composition")
    assert finding is not None
    assert finding.blocking
    assert finding.sentence == "Несъответствие със състава по чл. 45, ал. 3"
    assert finding.explanation == "Дирекция „Хуманитарни дейности“ 1 (2), РУО – Русе 3 (2)"


def test_seat_without_a_name_is_not_filled() -> None:
    members = full(ARTS)
    members[-1] = replace(members[-1], name="  ")
    finding = found(ARTS, members, "composition")
    assert finding is not None
    assert finding.explanation.endswith("2 (3)")


def test_seat_of_an_unknown_quota_does_not_pass_for_another() -> None:
    members = [*full(ARTS), MemberInput(source="rio", name="Чужд Член", naming="писмо")]
    finding = found(ARTS, members, "composition")
    assert finding is not None
    assert finding.blocking
    assert finding.explanation == "извън квотите 1 (0)"


@pytest.mark.requirement("R-45-2.2")
def test_members_without_the_letter_that_names_them_are_shown() -> None:
    members = [replace(m, naming="") if m.source == "culture-committee" else m for m in full(ARTS)]
    finding = found(ARTS, members, "naming")
    assert finding is not None
    assert finding.open
    assert finding.sentence == "За допълване: посочване по чл. 45, ал. 2"
    assert finding.explanation == "Председателят на ОбС – Русе"
    assert found(ARTS, full(ARTS), "naming") is None


@pytest.mark.requirement("R-45-3.2")
def test_even_commission_is_warned_of_a_tie() -> None:
    finding = found(EDUCATION, full(EDUCATION), "parity")
    assert finding is not None
    assert finding.sentence == "Съставът е четен (8) – възможно е равенство"
    assert found(ARTS, full(ARTS), "parity") is None


@pytest.mark.requirement("R-45-4.1")
def test_deputy_mayor_cannot_preside() -> None:
    members = [replace(m, chair=m.source == "deputy-mayor") for m in full(ARTS)]
    finding = found(ARTS, members, "chair")
    assert finding is not None
    assert finding.blocking
    assert "Председателят на ПККРВ" in finding.explanation
    assert "чл. 45, ал. 4" in finding.explanation


@pytest.mark.requirement("R-45-4.1")
def test_head_of_the_education_committee_presides_over_the_second() -> None:
    finding = found(EDUCATION, full(EDUCATION), "chair")
    assert finding is not None
    assert finding.verdict is Verdict.MET


@pytest.mark.parametrize("chairs", [0, 2])
def test_exactly_one_member_presides(chairs: int) -> None:
    members = full(ARTS)
    places = [n for n, m in enumerate(members) if m.source == ARTS.chair_source][:chairs]
    members = [replace(m, chair=n in places) for n, m in enumerate(members)]
    finding = found(ARTS, members, "chair")
    assert finding is not None
    assert finding.blocking


@pytest.mark.requirement("R-45-1.1")
@pytest.mark.parametrize("order", [("", date(2026, 5, 4)), ("РД-01-1203", None), (" ", None)])
def test_commission_without_an_order_cannot_be_passed(order: tuple[str, date | None]) -> None:
    findings = {f.rule: f for f in composition(ARTS, full(ARTS), *order)}
    assert findings["order"].blocking
    assert not findings["order"].overridable
    assert str(findings["order"].citation) == "чл. 45, ал. 1"


def test_one_person_on_two_seats_is_refused() -> None:
    members = full(ARTS)
    members[1] = replace(members[1], name=members[0].name.upper())
    finding = found(ARTS, members, "one-seat")
    assert finding is not None
    assert finding.effect is Effect.BLOCKS
    assert not finding.overridable


def test_empty_commission_says_everything_that_is_missing() -> None:
    found_rules = {f.rule for f in composition(ARTS, [], "", None) if f.blocking}
    assert found_rules == {"composition", "chair", "order"}
