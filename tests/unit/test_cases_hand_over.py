"""Who hands over and when (tests/cases/presenters/*.toml) against the packaged ordinance."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ruse_desktop.domain import hand_over
from ruse_desktop.domain.findings import Finding
from ruse_desktop.kernel import paths
from ruse_desktop.law import book

FOLDER = Path(__file__).parent.parent / "cases" / "presenters"
LAW = book.load(paths.resource("ordinance", "naredba-17"))
KEYS = {
    "name", "requirements", "award", "edition", "presenter", "authorisation", "on", "year",
    "occasion", "tolerance", "expect", "silent",
}  # fmt: skip
EXPECTED = {"rule", "verdict", "effect", "citation", "says"}


def cases() -> list[Any]:
    return [
        pytest.param(
            case,
            id=f"{path.stem}: {case['name']}",
            marks=[pytest.mark.requirement(one) for one in case.get("requirements", ())],
        )
        for path in sorted(FOLDER.glob("*.toml"))
        for case in tomllib.loads(path.read_text("utf-8"))["case"]
    ]


def agrees(finding: Finding, expected: dict[str, Any]) -> bool:
    text = f"{finding.sentence} {finding.explanation}".replace("\u00a0", " ")
    return (
        finding.rule == expected["rule"]
        and finding.verdict == expected["verdict"]
        and finding.effect == expected.get("effect", finding.effect)
        and str(finding.citation) == expected.get("citation", str(finding.citation))
        and all(words in text for words in expected.get("says", ()))
    )


@pytest.mark.parametrize("case", cases())
def test_case_of_handing_over(case: dict[str, Any]):
    assert case.keys() <= KEYS, case.keys() - KEYS
    rule = LAW.edition(case.get("edition", "2024-02-29")).award(case["award"]).hand_over
    assert rule is not None
    found = hand_over.judge(
        rule,
        presenter=case["presenter"],
        authorisation=case.get("authorisation", ""),
        on=case["on"],
        year=case.get("year", case["on"].year),
        practice=replace(LAW.practice, eve_tolerance_days=case.get("tolerance", 3)),
        exception_occasion=case.get("occasion", ""),
    )
    assert len({finding.rule for finding in found}) == len(found)
    for expected in case["expect"]:
        assert expected.keys() <= EXPECTED, expected.keys() - EXPECTED
        assert any(agrees(finding, expected) for finding in found), (expected, found)
    assert not {finding.rule for finding in found} & set(case.get("silent", ()))


def test_an_honour_without_a_named_presenter_or_day_is_not_judged():
    rule = LAW.edition("2024-02-29").award("ZN").hand_over
    assert rule is not None
    day = LAW.editions[-1].in_force
    assert not hand_over.judge(
        rule, presenter="Кмет", authorisation="", on=day, year=day.year, practice=LAW.practice
    )


@pytest.mark.parametrize(
    ("award", "year", "days"),
    [
        pytest.param(
            "PG", 2027, [date(2027, 5, 5)], marks=pytest.mark.requirement("R-29-1.1", "R-3-0.2")
        ),
        ("PG", 2029, [date(2029, 5, 5)]),
        ("NR", 2027, [date(2027, 5, 23)]),
        ("NR21", 2027, [date(2027, 5, 23), date(2027, 10, 31)]),
        ("PZ", 2027, []),
    ],
)
def test_the_day_proposed_for_the_ceremony(award: str, year: int, days: list[date]):
    rule = LAW.edition("2024-02-29").award(award).hand_over
    assert rule is not None
    assert list(hand_over.proposed_days(rule, year)) == days
