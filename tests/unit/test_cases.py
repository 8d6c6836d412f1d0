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
from ruse_desktop.domain.rules import AwardRules, DeadlineMode, NomineeKind, ProposerKind
from ruse_desktop.kernel import paths
from ruse_desktop.kernel.text import MixedWord, mixed_words
from ruse_desktop.law import book

FOLDER = Path(__file__).parent.parent / "cases" / "eligibility"
LAW = book.load(paths.resource("ordinance", "naredba-17"))
CALENDAR = LAW.calendar()
EDITION = "2024-02-29"
KEYS = {
    "name", "requirements", "edition", "on", "facts", "fields", "copies", "drop", "motives",
    "announced", "literal", "practice", "expect", "silent", "open",
}  # fmt: skip
EXPECTED = {"rule", "verdict", "effect", "citation", "says", "overridable"}
LISTS: dict[str, Any] = {
    "merits": lambda one: Merit(**one),
    "holders": lambda one: Holder(**one),
    "team_holders": lambda one: Holder(**one),
    "member_holders": lambda one: Holder(**one),
    "other_awards": lambda one: Holder(**one),
    "mixed": lambda one: MixedWord(**one),
    "members": str,
    "aliases": str,
    "proposer_areas": str,
    "other_slots": str,
}
ENUMS: dict[str, Any] = {
    "nominee_kind": NomineeKind, "proposer_kind": ProposerKind, "channel": Channel,
}  # fmt: skip


def cases() -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        table = tomllib.loads(path.read_text("utf-8"))
        for case in table["case"]:
            marks = [pytest.mark.requirement(one) for one in case.get("requirements", ())]
            whole = {**case, "given": table["given"]}
            found.append(pytest.param(whole, id=f"{path.stem}: {case['name']}", marks=marks))
    return found


def award_of(case: dict[str, Any]) -> AwardRules:
    return LAW.edition(case.get("edition", EDITION)).award(case["given"].get("award", "NR"))


def own_of(case: dict[str, Any]) -> dict[str, Any]:
    """The award's own fields: of `[given.fields]`, changed by the case; each must be in the law."""
    values = {**case["given"].get("fields", {}), **case.get("fields", {})}
    known = {one.code: one for one in award_of(case).fields}
    assert values.keys() <= known.keys(), values.keys() - known.keys()
    for code, value in values.items():
        chosen = {one.code for one in known[code].choices}
        assert not chosen or set([value] if isinstance(value, str) else value) <= {*chosen, ""}, (
            code
        )
        columns = {one.code for one in known[code].columns}
        assert all(line.keys() <= columns for line in value if isinstance(line, dict)), code
    return {code: tuple(one) if isinstance(one, list) else one for code, one in values.items()}


def facts_of(case: dict[str, Any]) -> NominationFacts:
    values = {**case["given"], **case.get("facts", {})}
    for name in ("award", "fields", "copies", *case.get("drop", ())):
        values.pop(name, None)
    length = case.get("motives", values.get("motives"))
    if isinstance(length, int):
        values["motives"] = ("Принос към културата на града. " * 40)[:length]
        values["motives"] = values["motives"].rstrip().ljust(length, ".")
    unknown = values.keys() - {field.name for field in fields(NominationFacts)}
    assert not unknown, unknown
    for name, read in LISTS.items():
        if name in values:
            values[name] = tuple(read(one) for one in values[name])
    for name, kind in ENUMS.items():
        if name in values:
            values[name] = kind(values[name])
    values["facts"] = own_of(case)
    values["copies"] = {**case["given"].get("copies", {}), **case.get("copies", {})}
    facts = NominationFacts(**values)
    award = award_of(case)
    assert values["copies"].keys() <= {one.code for one in award.dossier}, values["copies"]
    area = next((award.section(s.section).area for s in award.slots if s.code == facts.slot), "")
    assert not area or facts.nominee_area in {"", area}, "the case contradicts the law's sections"
    mixed = mixed_words(" ".join((facts.nominee_name, *facts.members)))
    assert facts.mixed in {(), mixed}, "the case contradicts its own name"
    return replace(facts, nominee_area=area, mixed=mixed)


def practice_of(case: dict[str, Any]) -> Practice:
    modes = dict.fromkeys(case.get("literal", ()), DeadlineMode.LITERAL)
    made = replace(LAW.practice, deadline_modes=modes)
    for key, answer in case.get("practice", {}).items():
        made = made.answered(key, str(answer))
    return made


def findings_of(case: dict[str, Any]) -> tuple[Finding, ...]:
    award, practice, facts = award_of(case), practice_of(case), facts_of(case)
    told = case.get("announced", {})
    computed = {
        rule.purpose: deadlines.compute(
            rule, award.code, facts.year, CALENDAR, practice, told.get(rule.purpose)
        )
        for rule in award.deadlines
    }
    day = case.get("on") or facts.registered_on or date(facts.year, 5, 5)
    return check(facts, award, Context(award, computed, practice, day))


def agrees(finding: Finding, expected: dict[str, Any]) -> bool:
    text = f"{finding.sentence} {finding.explanation} {finding.question}".replace("\u00a0", " ")
    return (
        finding.rule == expected["rule"]
        and finding.verdict == expected["verdict"]
        and finding.effect == expected.get("effect", finding.effect)
        and str(finding.citation or "") == expected.get("citation", str(finding.citation or ""))
        and finding.overridable == expected.get("overridable", finding.overridable)
        and all(words in text for words in expected.get("says", ()))
    )


@pytest.mark.parametrize("case", cases())
def test_case_of_the_ordinance(case: dict[str, Any]):
    assert case.keys() <= {*KEYS, "given"}, case.keys() - KEYS
    found = findings_of(case)
    for expected in case.get("expect", ()):
        assert expected.keys() <= EXPECTED, expected.keys() - EXPECTED
        assert any(agrees(finding, expected) for finding in found), (expected, found)
    assert not {finding.rule for finding in found} & set(case.get("silent", ()))
    if "open" in case:
        assert [finding.rule for finding in found if finding.open] == case["open"]
    assert case.get("expect") or "silent" in case or "open" in case, "the case states nothing"


AWARDS = [award.code for award in LAW.edition(EDITION).awards]


def shown_of(code: str) -> set[str]:
    """The rules of the award that some case expects to find."""
    return {
        expected["rule"].split(":")[0]
        for case in (param.values[0] for param in cases())
        for expected in case.get("expect", ())
        if case["given"].get("award", "NR") == code
    }


@pytest.mark.parametrize("code", AWARDS)
def test_every_rule_of_the_award_has_a_case(code: str):
    rules = {rule.id for rule in LAW.edition(EDITION).award(code).eligibility}
    assert shown_of(code) == rules


def test_every_kind_of_rule_has_a_check_and_is_in_use():
    assert set(CHECKS) == ELIGIBILITY
    used = {rule.kind for code in AWARDS for rule in LAW.edition(EDITION).award(code).eligibility}
    assert used == ELIGIBILITY


def test_rule_and_effect_come_from_the_law_file():
    """A rule left out of the law's file is not checked; its citation is the file's."""
    award = LAW.edition(EDITION).award("NR")
    rule = next(one for one in award.eligibility if one.kind == "motives-present")
    other = replace(award, eligibility=(replace(rule, id="own-id"),))
    context = Context(other, {}, Practice(), date(2026, 5, 13))
    found = check(NominationFacts(2026), other, context)
    assert [(f.rule, f.citation) for f in found] == [("own-id", rule.citation)]
