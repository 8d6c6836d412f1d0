"""The names by which files of the law call the checks that exist in code."""

from __future__ import annotations

ELIGIBILITY = frozenset({
    "submission-deadline",
    "proposer-kind",
    "proposer-area",
    "self-proposal",
    "nominee-category",
    "section-chosen",
    "slot-kind",
    "genre",
    "once-only",
    "once-only-member",
    "merit-period",
    "posthumous",
    "motives-present",
    "motives-length",
    "registry-number",
    "organisation-seat",
    "team-members",
    "science-only",
    "two-sections",
    "fact-present",
    "fact-among",
    "fact-at-least",
    "fact-within",
    "lines-at-least",
    "lines-complete",
    "age-below",
    "settlement-among",
    "dossier-complete",
    "dossier-late",
    "other-award",
    "judgement",
    "information",
})  # fmt: skip
"""Kinds of `EligibilityRule`; domain/eligibility/ has one function for each."""

FUNDS = frozenset({"budget", "donor", "other"})
"""Where the money of an award may come from; domain/funds.py names them."""

PROOFS = frozenset({"sentence", "judgement", "statement"})
"""What proves a ground for revocation; domain/revocation.py has one function for each."""
