"""The order of the prescribed steps (tests/cases/steps/*.toml) against the packaged ordinance."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from ruse_desktop.domain import steps
from ruse_desktop.domain.findings import Finding
from ruse_desktop.domain.steps import StepTaken
from ruse_desktop.kernel import paths
from ruse_desktop.law import book

FOLDER = Path(__file__).parent.parent / "cases" / "steps"
LAW = book.load(paths.resource("ordinance", "naredba-17"))
KEYS = {
    "name", "requirements", "award", "edition", "recorded", "next", "on", "expect", "blocked",
    "open",
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
def test_case_of_the_order_of_steps(case: dict[str, Any]):
    assert case.keys() <= KEYS, case.keys() - KEYS
    known = LAW.edition(case.get("edition", "2024-02-29")).award(case["award"]).steps
    recorded = [StepTaken(**one) for one in case["recorded"]]
    found = steps.judge(known, recorded, case["next"], case["on"])
    for expected in case.get("expect", ()):
        assert expected.keys() <= EXPECTED, expected.keys() - EXPECTED
        assert any(agrees(finding, expected) for finding in found), (expected, found)
    assert any(finding.blocking for finding in found) == case["blocked"], found
    if "open" in case:
        assert [step.code for step in steps.open_steps(known, recorded)] == case["open"]


def test_a_result_recorded_in_a_case_is_one_the_act_knows():
    for param in cases():
        case = param.values[0]
        known = LAW.edition("2024-02-29").award(case["award"]).steps
        results = {step.code: {"", *step.results} for step in known}
        for one in case["recorded"]:
            assert one.get("result", "") in results[one["code"]], one


def test_an_unknown_step_is_not_judged():
    known = LAW.edition("2024-02-29").award("PG").steps
    with pytest.raises(KeyError):
        steps.judge(known, (), "no-such-step", LAW.editions[-1].in_force)
