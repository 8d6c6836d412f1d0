"""Taking an honour away (tests/cases/revocation/*.toml) against the packaged ordinance."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from ruse_desktop.domain import kinds, revocation
from ruse_desktop.domain.findings import Finding
from ruse_desktop.domain.revocation import RevocationFacts
from ruse_desktop.kernel import paths
from ruse_desktop.law import book

FOLDER = Path(__file__).parent.parent / "cases" / "revocation"
LAW = book.load(paths.resource("ordinance", "naredba-17"))
CALENDAR = LAW.calendar()
KEYS = {
    "name", "requirements", "award", "edition", "facts", "vote", "decided_on", "notified_on",
    "returns", "expect", "silent",
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
    text = f"{finding.sentence} {finding.explanation} {finding.question}".replace("\u00a0", " ")
    return (
        finding.rule == expected["rule"]
        and finding.verdict == expected["verdict"]
        and finding.effect == expected.get("effect", finding.effect)
        and str(finding.citation) == expected.get("citation", str(finding.citation))
        and all(words in text for words in expected.get("says", ()))
    )


@pytest.mark.parametrize("case", cases())
def test_case_of_taking_an_honour_away(case: dict[str, Any]):
    assert case.keys() <= KEYS, case.keys() - KEYS
    edition = LAW.edition(case.get("edition", "2024-02-29"))
    rule = edition.award(case.get("award", "PG")).revocation
    assert rule is not None
    found: list[Finding] = []
    if "facts" in case:
        found.extend(revocation.judge(rule, RevocationFacts(**case["facts"])))
    if "vote" in case:
        found.extend(revocation.judge_vote(rule, **case["vote"]))
    if "decided_on" in case:
        due = revocation.return_day(rule, case["decided_on"], CALENDAR, case.get("notified_on"))
        assert {"literal": due.literal, "effective": due.effective} == case["returns"]
        assert bool(due.why) == (due.literal != due.effective)
        found.extend(due.findings)
    assert found or "returns" in case
    for expected in case.get("expect", ()):
        assert expected.keys() <= EXPECTED, expected.keys() - EXPECTED
        assert any(agrees(finding, expected) for finding in found), (expected, found)
    assert not {finding.rule for finding in found} & set(case.get("silent", ()))


def test_every_kind_of_proof_is_a_ground_of_the_title():
    rule = LAW.edition("2024-02-29").award("PG").revocation
    assert rule is not None
    assert {ground.proof for ground in rule.grounds} == kinds.PROOFS


def test_more_votes_than_voters_is_no_vote():
    rule = LAW.edition("2024-02-29").award("PG").revocation
    assert rule is not None
    with pytest.raises(ValueError, match="46"):
        revocation.judge_vote(rule, present=45, in_favour=46)
