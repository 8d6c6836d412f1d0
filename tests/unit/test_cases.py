"""The cases that a lawyer can read (tests/cases/eligibility/*.toml) against the packaged ordinance."""

from __future__ import annotations

import tomllib
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ruse_desktop.domain import deadlines
from ruse_desktop.domain.books import Holder
from ruse_desktop.domain.eligibility import CHECKS, Context, NominationFacts, check
from ruse_desktop.domain.findings import Finding
from ruse_desktop.domain.kinds import ELIGIBILITY
from ruse_desktop.domain.nominations import Channel, Merit
from ruse_desktop.domain.practice import Practice
from ruse_desktop.domain.rules import DeadlineMode, NomineeKind, ProposerKind
from ruse_desktop.kernel import paths
from ruse_desktop.kernel.text import mixed_words
from ruse_desktop.law import book

FOLDER = Path(__file__).parent.parent / "cases" / "eligibility"
LAW = book.load(paths.resource("ordinance", "naredba-17"))
CALENDAR = LAW.calendar()
REGULAR: dict[str, Any] = tomllib.loads((FOLDER / "regular.toml").read_text("utf-8"))["facts"]
KEYS = {
    "name", "requirements", "edition", "year", "on", "facts", "practice", "expect", "absent", "open",
}  # fmt: skip
EXPECTED = {"rule", "verdict", "effect", "citation", "says", "overridable"}
HOLDERS = ("holders", "team_holders", "member_holders")


def cases() -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("[0-9]*.toml")):
        for case in tomllib.loads(path.read_text("utf-8"))["case"]:
            marks = [pytest.mark.requirement(one) for one in case["requirements"]]
            found.append(pytest.param(case, id=f"{path.stem}: {case['name']}", marks=marks))
    return found


def facts_of(case: dict[str, Any]) -> NominationFacts:
    values = {**REGULAR, **case.get("facts", {})}
    unknown = values.keys() - {field.name for field in fields(NominationFacts)}
    assert not unknown, unknown
    values["nominee_kind"] = NomineeKind(values["nominee_kind"])
    values["proposer_kind"] = ProposerKind(values["proposer_kind"])
    values["channel"] = Channel(values["channel"])
    values["registered_on"] = values["registered_on"] or None
    values["checked_from"] = values["checked_from"] or None
    values["merits"] = tuple(Merit(**merit) for merit in values["merits"])
    for name in HOLDERS:
        values[name] = tuple(Holder(**holder) for holder in values.get(name, ()))
    for name in ("members", "proposer_areas", "other_slots"):
        values[name] = tuple(values.get(name, ()))
    words = " ".join((values["nominee_name"], *values["members"]))
    facts = NominationFacts(year=case.get("year", 2026), mixed=mixed_words(words), **values)
    award = LAW.edition(case.get("edition", "2024-02-29")).award("NR")
    area = next((award.section(s.section).area for s in award.slots if s.code == facts.slot), "")
    return replace(facts, nominee_area=area)


def practice_of(case: dict[str, Any]) -> Practice:
    changed = dict(case.get("practice", {}))
    if "deadline_modes" in changed:
        modes = changed["deadline_modes"].items()
        changed["deadline_modes"] = {key: DeadlineMode(mode) for key, mode in modes}
    return replace(LAW.practice, **changed)


def findings_of(case: dict[str, Any]) -> tuple[Finding, ...]:
    award = LAW.edition(case.get("edition", "2024-02-29")).award("NR")
    practice, year = practice_of(case), case.get("year", 2026)
    computed = {
        rule.purpose: deadlines.compute(rule, "NR", year, CALENDAR, practice)
        for rule in award.deadlines
    }
    context = Context(award, computed, practice, case.get("on", date(2026, 5, 13)))
    return check(facts_of(case), award, context)


def agrees(finding: Finding, expected: dict[str, Any]) -> bool:
    text = " ".join((finding.sentence, finding.explanation, finding.question)).replace("\u00a0", " ")
    return (
        finding.rule == expected["rule"]
        and finding.verdict == expected["verdict"]
        and finding.effect == expected.get("effect", finding.effect)
        and str(finding.citation or "") == expected.get("citation", str(finding.citation or ""))
        and finding.overridable == expected.get("overridable", finding.overridable)
        and expected.get("says", "") in text
    )


@pytest.mark.parametrize("case", cases())
def test_case_of_the_ordinance(case: dict[str, Any]):
    assert case.keys() <= KEYS, case.keys() - KEYS
    found = findings_of(case)
    for expected in case.get("expect", ()):
        assert expected.keys() <= EXPECTED, expected.keys() - EXPECTED
        assert any(agrees(finding, expected) for finding in found), (expected, found)
    given = {finding.rule for finding in found}
    assert not given & set(case.get("absent", ()))
    if "open" in case:
        assert [finding.rule for finding in found if finding.open] == case["open"]
    assert case.get("expect") or "absent" in case or "open" in case, "the case states nothing"


def test_every_kind_of_rule_has_a_check_and_a_case():
    assert set(CHECKS) == ELIGIBILITY
    kinds = {rule.id: rule.kind for rule in LAW.edition("2024-02-29").award("NR").eligibility}
    shown = {
        kinds[expected["rule"].split(":")[0]]
        for case in (param.values[0] for param in cases())
        for expected in case.get("expect", ())
    }
    assert shown == set(kinds.values())


def test_rule_and_effect_come_from_the_law_file():
    """A rule left out of the law's file is not checked; its citation is the file's."""
    award = LAW.edition("2024-02-29").award("NR")
    rule = next(one for one in award.eligibility if one.kind == "motives-present")
    other = replace(award, eligibility=(replace(rule, id="own-id"),))
    context = Context(other, {}, Practice(), date(2026, 5, 13))
    found = check(replace(facts_of({}), motives=""), other, context)
    assert [(f.rule, f.citation) for f in found] == [("own-id", rule.citation)]
