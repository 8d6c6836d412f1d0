"""Steps of violations (tests/cases/violations/*.toml) against the packaged ordinance."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ruse_desktop.domain import violation_steps
from ruse_desktop.domain.findings import Finding
from ruse_desktop.domain.violation_steps import Earlier, Judged
from ruse_desktop.domain.violations import (
    ALL,
    Offender,
    SignalInput,
    State,
    Step,
    StepEntry,
    StepInput,
    Violation,
    rules_of,
    state_of,
)
from ruse_desktop.kernel import paths
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.law import book

FOLDER = Path(__file__).parent.parent / "cases" / "violations"
LAW = book.load(paths.resource("ordinance", "naredba-17"))
RULES = rules_of(LAW.edition("2024-02-29").symbols)
KEYS = {"name", "requirements", "offender", "guilty", "day", "step", "earlier", "expect", "silent"}
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
    text = f"{finding.sentence} {finding.explanation} {finding.question}".replace("\u00a0", " ")
    return (
        finding.rule == expected["rule"]
        and finding.verdict == expected["verdict"]
        and finding.effect == expected.get("effect", finding.effect)
        and str(finding.citation) == expected.get("citation", str(finding.citation))
        and all(words in text for words in expected.get("says", ()))
    )


@pytest.mark.parametrize("case", cases())
def test_case_of_a_violation(case: dict[str, Any]):
    assert case.keys() <= KEYS, case.keys() - KEYS
    day = case.get("day", date(2027, 9, 3))
    signal = SignalInput(
        "emblem", day, "Ива Бонева", "писмо", "герб на листовка",
        offender_kind=Offender(case.get("offender", "person")), offender="Петър Цонев",
        guilty=case.get("guilty", ""),
    )  # fmt: skip
    typed = dict(case["step"])
    step = StepInput(
        Step(typed.pop("kind")), amount=Decimal(typed.pop("amount", "0")) or None, **typed
    )
    earlier = tuple(
        Earlier(9, "Н-1/2026", "№ 5/01.10.2026 г.", one) for one in case.get("earlier", ())
    )
    file = Violation(1, 4, day.year, signal, "Мария", datetime(2027, 9, 3, tzinfo=SOFIA))
    found = violation_steps.findings(step, file, Judged(RULES, LAW.changeovers, earlier))
    for expected in case.get("expect", ()):
        assert expected.keys() <= EXPECTED
        assert any(agrees(one, expected) for one in found), found
    for rule in case.get("silent", ()):
        assert rule not in {one.rule for one in found}


def test_the_law_names_grounds_drawers_and_issuers():
    assert [one.name for one in RULES.grounds if str(one.citation) == "чл. 75"] == [
        "за политически послания", "за религиозни послания", "по начин, който уронва престижа",
    ]  # fmt: skip
    assert [one.code for one in RULES.grounds_of("badge")] == ["ban-1", "ban-2", "ban-3"]
    emblem, flag = ({str(g.citation) for g in RULES.grounds_of(s)} for s in ("emblem", "flag"))
    assert "чл. 8" in emblem
    assert "чл. 14" in flag - emblem
    assert [one.by_order for one in RULES.drawers] == [False, False, True]
    assert [one.by_order for one in RULES.issuers] == [False, True]
    assert RULES.fine is not None
    assert (RULES.fine.least, RULES.fine.most, RULES.fine.currency) == (50, 500, "BGN")


def test_an_act_that_says_nothing_of_violations_has_no_rules():
    empty = rules_of(())
    assert empty.fine is None
    assert empty.grounds == ()
    file = Violation(
        1, 1, 2027, SignalInput("emblem", date(2027, 9, 3), "а", "б", "в"), "Мария",
        datetime(2027, 9, 3, tzinfo=SOFIA),
    )  # fmt: skip
    decree = StepInput(Step.DECREE, date(2027, 10, 5), office="other", amount=Decimal(9))
    (issuer,) = violation_steps.findings(decree, file, Judged(empty))
    assert issuer.blocking


@pytest.mark.parametrize(
    ("kinds", "state"),
    [
        ((), State.SIGNAL), ((Step.REPORT,), State.SIGNAL), ((Step.JUDGEMENT,), State.JUDGED),
        ((Step.JUDGEMENT, Step.ACT, Step.OBJECTION), State.ACT),
        ((Step.JUDGEMENT, Step.ACT, Step.DECREE), State.DECREE),
        ((Step.DECREE, Step.SERVED), State.SERVED),
        ((Step.DECREE, Step.SERVED, Step.APPEALED), State.APPEALED),
        ((Step.DECREE, Step.SERVED, Step.IN_FORCE), State.IN_FORCE),
        ((Step.DECREE, Step.IN_FORCE, Step.PAID), State.PAID),
        ((Step.JUDGEMENT, Step.CLOSED), State.CLOSED),
    ],
)  # fmt: skip
def test_the_state_follows_from_the_steps(kinds: tuple[Step, ...], state: State):
    steps = [
        StepEntry(
            n, kind, date(2027, 9, 3), "", "", "", "", "", None,
            ALL if kind is Step.PAID else "ban-1", "", None, Decimal(100),
            "EUR", "", "", "Мария", datetime(2027, 9, 3, tzinfo=SOFIA),
        )
        for n, kind in enumerate(kinds)
    ]  # fmt: skip
    assert state_of(steps) is state
