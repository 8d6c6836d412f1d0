"""Permits: the cases of tests/cases/permits, sizes and numbers as typed, the answer's day."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ruse_desktop.domain.findings import Finding
from ruse_desktop.domain.permit_checks import ANSWER, Known, Other, findings
from ruse_desktop.domain.permit_words import sizes_of
from ruse_desktop.domain.permits import (
    Permit,
    PermitInput,
    PermitStep,
    State,
    Step,
    StepInput,
    following,
    rules_of,
    state_of,
)
from ruse_desktop.kernel import paths
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.law import book

FOLDER = Path(__file__).parent.parent / "cases" / "permits"
LAW = book.load(paths.resource("ordinance", "naredba-17"))
KEYS = {"name", "requirements", "on", "known", "typed", "expect", "absent"}
AT = datetime(2027, 2, 3, 10, 0, tzinfo=SOFIA)


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


def known_of(case: dict[str, Any]) -> Known:
    told = case.get("known", {})
    assert told.keys() <= {"ratio", "tolerance", "others"}
    return Known(
        rules_of(LAW.at(case["on"]).symbols),
        case["on"],
        Decimal(told.get("tolerance", "1")),
        Decimal(told["ratio"]) if "ratio" in told else None,
        others=tuple(
            Other(n, one["text"], State(one["state"]), one.get("since"), one.get("until"))
            for n, one in enumerate(told.get("others", ()))
        ),
    )


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
def test_case_of_an_application(case: dict[str, Any]):
    assert case.keys() <= KEYS, case.keys() - KEYS
    assert case.get("expect") or case.get("absent")
    typed = case["typed"]
    made = PermitInput(**{**typed, "uses": tuple(typed["uses"])})
    found = findings(made, known_of(case))
    for expected in case.get("expect", ()):
        assert expected.keys() <= {"rule", "verdict", "effect", "citation", "says"}
        assert any(agrees(one, expected) for one in found), (expected, found)
    assert not {one.rule for one in found} & set(case.get("absent", ()))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("60×80", "60 × 80 мм"),
        ("6,5 х 8 см", "6,5 × 8 см"),
        ("60x80 mm; 30Х40mm", "60 × 80 мм; 30 × 40 мм"),
        ("3 на 5; 6*10 см.", "3 × 5 см; 6 × 10 см"),
        (" ", ""),
        ("60", None),
        ("0×80", None),
        ("60×80×10", None),
        ("60×80 инча", None),
        ("-6×8", None),
    ],
)
def test_sizes_as_people_type_them(text: str, read: str | None):
    if read is None:
        with pytest.raises(ValueError, match=r".+"):
            sizes_of(text)
    else:
        assert "; ".join(one.text for one in sizes_of(text)) == read


def test_the_next_number_follows_the_highest_one():
    assert following([], "З-1") == "З-1"
    assert following(["З-9", "З-10", "30-1", "без"], "З-1") == "З-11"
    assert following(["30-211-99"], "З-1") == "30-211-100"
    assert following(["З-7а"], "З-1") == "З-1"


@pytest.mark.requirement("R-8-0.8")
@pytest.mark.parametrize(
    ("today", "verdict", "said"),
    [(17, "met", "Отговор до 17.02.2027"), (18, "not-met", "Отговорът закъснява")],
)
def test_the_answer_is_late_after_fourteen_days(today: int, verdict: str, said: str):
    typed = PermitInput(
        "emblem", "З-1", date(2027, 2, 3), uses=("emblem-permit-1",), applicant="А", product="м"
    )
    permit = Permit(1, typed, (), (), (), "М", AT)
    known = Known(rules_of(LAW.at(AT.date()).symbols), date(2027, 2, today))
    found = next(one for one in findings(typed, known, permit) if one.rule == ANSWER)
    assert found.verdict == verdict
    assert said in found.sentence


def test_every_step_leads_somewhere_and_a_term_ends_by_itself():
    day = date(2027, 2, 10)
    granted = StepInput(Step.GRANTED, day, valid_until=date(2027, 3, 1))
    assert state_of([], day) is State.APPLIED
    assert state_of([granted], date(2027, 3, 1)) is State.GRANTED
    assert state_of([granted], date(2027, 3, 2)) is State.EXPIRED
    assert state_of([granted, StepInput(Step.REVOKED, day)], date(2027, 3, 2)) is State.REVOKED
    steps = tuple(
        PermitStep(n, one, "", "М", AT) for n, one in enumerate((StepInput(Step.ASKED, day),))
    )
    typed = PermitInput("emblem", "З-1", date(2027, 2, 3))
    asked = Permit(1, typed, (), steps, (), "М", AT)
    assert asked.possible(day) == (Step.SUPPLIED, Step.REFUSED, Step.WITHDRAWN)
