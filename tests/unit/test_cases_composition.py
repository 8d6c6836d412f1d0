"""The cases of commissions (tests/cases/composition/*.toml) against the packaged ordinance."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ruse_desktop.domain.commissions import EXPERT, MemberInput, composition
from ruse_desktop.domain.findings import Finding
from ruse_desktop.domain.rules import CommissionRule
from ruse_desktop.kernel import paths
from ruse_desktop.kernel.text import search_key
from ruse_desktop.law import book

FOLDER = Path(__file__).parent.parent / "cases" / "composition"
LAW = book.load(paths.resource("ordinance", "naredba-17"))
EDITION = LAW.edition("2024-02-29")
GIVEN = {"award", "commission", "all_members"}
KEYS = {
    "name", "requirements", "seats", "all_members", "chair", "chairs", "unnamed", "order", "twice",
    "expect", "silent", "open", "total", "advisers", "earlier",
    "named", "changed", "beyond",
}  # fmt: skip
EXPECTED = {"rule", "verdict", "effect", "citation", "says", "overridable"}


def cases() -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        table = tomllib.loads(path.read_text("utf-8"))
        assert table["given"].keys() <= GIVEN
        for case in table["case"]:
            marks = [pytest.mark.requirement(one) for one in case.get("requirements", ())]
            whole = {**case, "given": table["given"]}
            found.append(pytest.param(whole, id=f"{path.stem}: {case['name']}", marks=marks))
    return found


def rule_of(case: dict[str, Any]) -> CommissionRule:
    return EDITION.award(case["given"]["award"]).commission(case["given"]["commission"])


def members_of(case: dict[str, Any], rule: CommissionRule) -> list[MemberInput]:
    """As many as the law says of each quota; `seats` changes the numbers."""
    everyone = case.get("all_members", case["given"].get("all_members", 0))
    counts = {seat.source: seat.count or everyone for seat in rule.seats}
    counts |= case.get("seats", {})
    unnamed = case.get("unnamed", ())
    members = [
        MemberInput(source, f"Член {source} {n}", naming="" if source in unnamed else "писмо № 7")
        for source, count in counts.items()
        for n in range(1, count + 1)
    ]
    chair, left = case.get("chair", rule.chair_source), case.get("chairs", 1)
    for place, member in enumerate(members):
        if left and member.source == chair:
            members[place] = MemberInput(
                member.source, member.name, naming=member.naming, chair=True
            )
            left -= 1
    members += [
        MemberInput(EXPERT, f"Експерт {n}", "балет", "покана № 3", voting=False)
        for n in range(case.get("advisers", 0))
    ]
    if "beyond" in case:
        members = [replace(one, chair=False) for one in members]
        members.append(
            MemberInput(
                case.get("chair", rule.chair_source), "Извънреден Член", naming="писмо № 7",
                chair=True, extra=True, extra_why=case["beyond"],
            )
        )  # fmt: skip
    if case.get("twice"):
        members[-1] = MemberInput(members[-1].source, members[0].name, naming="писмо № 7")
    return members


def findings_of(case: dict[str, Any]) -> tuple[Finding, ...]:
    rule = rule_of(case)
    number, day = ("РД-01-77", date(2027, 5, 11)) if case.get("order", True) else ("", None)
    members = members_of(case, rule)
    for place, member in enumerate(members):
        if member.source in case.get("named", {}):
            members[place] = replace(member, naming=case["named"][member.source])
    held = {search_key(one.name): 2021 for one in members} if case.get("earlier", True) else {}
    changed = case.get("changed", False)
    return composition(rule, members, number, day, held, changed=changed)


def agrees(finding: Finding, expected: dict[str, Any]) -> bool:
    text = f"{finding.sentence} {finding.explanation}".replace("\u00a0", " ")
    return (
        finding.rule == expected["rule"]
        and finding.verdict == expected["verdict"]
        and finding.effect == expected.get("effect", finding.effect)
        and str(finding.citation) == expected.get("citation", str(finding.citation))
        and finding.overridable == expected.get("overridable", finding.overridable)
        and all(words in text for words in expected.get("says", ()))
    )


@pytest.mark.parametrize("case", cases())
def test_commission_of_the_ordinance(case: dict[str, Any]):
    assert case.keys() <= {*KEYS, "given"}, case.keys() - KEYS
    rule = rule_of(case)
    sources = {seat.source for seat in rule.seats}
    assert case.get("seats", {}).keys() <= {*sources, "expert"}, "no such quota"
    found = findings_of(case)
    for expected in case.get("expect", ()):
        assert expected.keys() <= EXPECTED, expected.keys() - EXPECTED
        assert any(agrees(finding, expected) for finding in found), (expected, found)
    assert not {finding.rule for finding in found} & set(case.get("silent", ()))
    if "open" in case:
        assert [finding.rule for finding in found if finding.open] == case["open"]
    if "total" in case:
        assert sum(one.voting for one in members_of(case, rule)) == case["total"]


def test_every_commission_of_the_ordinance_has_cases():
    held = {
        (award.code, commission.code)
        for award in EDITION.awards
        for commission in award.commissions
    }
    shown = {
        (param.values[0]["given"]["award"], param.values[0]["given"]["commission"])
        for param in cases()
    }
    assert shown == held


def test_quotas_of_bodies_are_known_by_the_same_code():
    """A quota of a body has its code; critics and the author are persons, not bodies."""
    codes = {body.code for body in LAW.bodies}
    sources = {
        seat.source
        for award in EDITION.awards
        for commission in award.commissions
        for seat in commission.seats
    }
    assert sources - codes == {"literary-critic", "theatre-critic", "author"}
