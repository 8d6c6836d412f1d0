"""The uses of the badge (tests/cases/badge/*.toml) against the packaged ordinance; its values."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ruse_desktop.domain import badge
from ruse_desktop.domain.badge import Purpose
from ruse_desktop.domain.badge_records import (
    Closing,
    Outlet,
    OutletInput,
    Position,
    Sale,
    SaleInput,
    SaleLine,
    Term,
    Wear,
    WearState,
)
from ruse_desktop.domain.findings import Finding
from ruse_desktop.kernel import paths
from ruse_desktop.law import book

FOLDER = Path(__file__).parent.parent / "cases" / "badge"
LAW = book.load(paths.resource("ordinance", "naredba-17"))
RULES = badge.rules_of(LAW.edition("2024-02-29"))
TODAY = date(2027, 5, 24)
COUNCIL = RULES.group("badge-wearer-4")


def cases() -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            marks = [pytest.mark.requirement(*case["requirements"])]
            found.append(pytest.param(case, id=case["name"], marks=marks))
    return found


def judge(case: dict[str, Any]) -> tuple[Finding, ...]:
    variant = case.get("variant", "")
    if case["question"] == "wear":
        inside = case.get("in_office", True)
        return badge.judge_wear(case["position"], case.get("group", ""), RULES, in_office=inside)
    if case["question"] == "honour":
        return badge.judge_honour(variant, case.get("decided_by", ""), RULES)
    if case["question"] == "gift":
        return badge.judge_gift(variant, RULES)
    return badge.judge_supplier(case["supplier"], RULES)


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any]) -> None:
    found = judge(case)
    expected = case.get("expect")
    if expected is None:
        assert found == ()
        return
    (one,) = (finding for finding in found if finding.rule == expected["rule"])
    assert (one.effect.value, str(one.citation)) == (expected["effect"], expected["citation"])
    assert expected["says"] in one.sentence
    assert badge.needs_reason((one,)) == (expected["effect"] != "informs")


@pytest.mark.requirement("R-15-1.1", "R-15-2.1")
def test_the_act_gives_two_variants_four_groups_and_five_merits() -> None:
    assert [(one.name, str(one.citation)) for one in RULES.variants] == [
        ("представителна", "чл. 15, ал. 2, т. 1"), ("сувенирна", "чл. 15, ал. 2, т. 2"),
    ]  # fmt: skip
    assert [one.item for one in RULES.groups] == ["т. 1", "т. 2", "т. 3", "т. 4"]
    assert len(RULES.grounds) == 5
    assert [one.name for one in RULES.levels] == ["международен", "национален", "местен"]
    assert RULES.form is not None
    assert "релефно изображение на герба" in RULES.form.lines[0]
    assert RULES.honour is not None
    assert COUNCIL is not None
    name = RULES.variants[0].name
    assert badge.purpose_text(Purpose.HONOUR, RULES.honour.citation, name) == (
        "почетен (чл. 17), представителна"
    )
    assert badge.purpose_text(Purpose.WEAR, COUNCIL.citation, "").startswith("отличителен")


def term(until: date | None, *wears: Wear, stays: bool = False) -> Term:
    position = Position(1, "общински съветник", "badge-wearer-4")
    since = date(2023, 11, 10)
    return Term(1, "Ива Бонева", position, COUNCIL, since, until, "", wears, stays)


@pytest.mark.requirement("R-16-0.4")
def test_where_a_term_stands_with_its_badge() -> None:
    open_, left = Wear(1, TODAY), Wear(1, TODAY, closed_on=TODAY, closed_how=Closing.LEFT)
    past = date(2027, 5, 23)
    for one, state in (
        (term(None), WearState.WITHOUT), (term(None, open_), WearState.WEARS),
        (term(TODAY, open_), WearState.WEARS), (term(past, open_), WearState.DUE),
        (term(past, open_, stays=True), WearState.WEARS), (term(past, left), WearState.CLOSED),
        (term(past), WearState.ENDED), (term(None, left), WearState.WITHOUT),
    ):  # fmt: skip
        assert one.state(TODAY) is state


@pytest.mark.requirement("R-18-0.2")
def test_the_balance_of_an_outlet_leaves_struck_lines_out() -> None:
    def line(sort: Sale, n: int, why: str = "") -> SaleLine:
        typed = SaleInput(sort, TODAY, "badge-souvenir", n)
        return SaleLine(n, typed, "сувенирна", 0, "Мария Колева", why)

    made = Outlet(1, OutletInput("ТИЦ"), (
        line(Sale.DELIVERED, 100), line(Sale.SOLD, 37), line(Sale.SOLD, 5, "сгрешено"),
    ))  # fmt: skip
    assert (made.total(Sale.SOLD), made.left, made.left_by_variant) == (37, 63, {"сувенирна": 63})
