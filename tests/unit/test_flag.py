"""The flag: the cases of tests/cases/flag, and when a going out is late."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ruse_desktop.domain.flag import (
    FlagPlace,
    Movement,
    ReturnInput,
    TakingInput,
    findings,
    rules_of,
)
from ruse_desktop.kernel import paths
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.law import book

FOLDER = Path(__file__).parent.parent / "cases" / "flag"
TAKEN = datetime(2027, 3, 3, 9, 30, tzinfo=SOFIA)
DUE = datetime(2027, 3, 4, 18, 0, tzinfo=SOFIA)
RULES = rules_of(book.load(paths.resource("ordinance", "naredba-17")).at(TAKEN.date()).symbols)
OUT = TakingInput(TAKEN, "Мария Колева", "Иван Петров", "протокол", "", DUE, "без забележки")


def cases() -> list[Any]:
    return [
        pytest.param(
            case,
            id=case["name"],
            marks=[pytest.mark.requirement(one) for one in case.get("requirements", ())],
        )
        for path in sorted(FOLDER.glob("*.toml"))
        for case in tomllib.loads(path.read_text("utf-8"))["case"]
    ]


@pytest.mark.parametrize("case", cases())
def test_going_out_is_judged_by_the_act(case: dict[str, Any]) -> None:
    assert case.keys() <= {"name", "requirements", "typed", "expect"}
    found = findings(replace(OUT, **case["typed"]), RULES)
    assert [one.rule for one in found] == [one["rule"] for one in case["expect"]]
    for finding, wanted in zip(found, case["expect"], strict=True):
        assert finding.verdict == wanted["verdict"]
        assert str(finding.citation) == wanted["citation"]
        if "effect" in wanted:
            assert finding.effect == wanted["effect"]
        assert finding.blocking == (wanted.get("effect") == "blocks")
        assert wanted.get("says", "") in finding.sentence


def test_flag_is_late_after_its_hour_until_it_is_back_or_struck() -> None:
    one = Movement(1, 1, 2027, "Знаме", OUT, "т. 1", "чл. 12, т. 1", "Мария Колева", TAKEN)
    assert not one.overdue(DUE)
    later = DUE + timedelta(minutes=1)
    assert one.overdue(later)
    back = ReturnInput(later, "Мария Колева", "без забележки")
    assert not replace(one, back=back).overdue(later)
    assert not replace(one, struck_why="вписано по погрешка").overdue(later)
    assert FlagPlace(None, "").text == "Няма заведено знаме."
