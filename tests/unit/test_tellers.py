"""Comparing what two tellers counted: which lines differ, and never the figures."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ruse_desktop.domain.ballots import Count
from ruse_desktop.domain.tellers import (
    SAME,
    Differing,
    commitment,
    differing,
    lines_of,
    packed,
    unpacked,
)

TOTALS = ("issued", "used", "unused", "valid", "blank", "invalid")
OPTIONS = (11, 12, 13)
NAMES = {11: "Алфа", 12: "Бета", 13: "Гама"}
few = st.integers(0, 15)
counts = st.builds(
    Count, few, few, few, few, few, few, st.fixed_dictionaries(dict.fromkeys(OPTIONS, few))
)


@given(counts, counts)
def test_nothing_differs_exactly_when_the_counts_are_equal(one: Count, two: Count) -> None:
    assert bool(differing(one, two)) == (one != two)
    assert differing(one, one) == SAME


@given(counts, counts)
def test_it_does_not_matter_who_counted_first(one: Count, two: Count) -> None:
    assert differing(one, two) == differing(two, one)


@given(counts, st.sampled_from(TOTALS), st.sampled_from(OPTIONS), st.integers(1, 9))
def test_exactly_the_changed_lines_are_named(
    one: Count, total: str, option: int, more: int
) -> None:
    votes = {**one.votes, option: one.votes[option] + more}
    two = replace(one, votes=votes, **{total: getattr(one, total) + more})
    assert differing(one, two) == Differing((total,), (option,))


@given(counts, counts)
def test_words_hold_no_figure(one: Count, two: Count) -> None:
    said = lines_of(differing(one, two), NAMES)
    assert not any(sign.isdigit() for sign in said)
    assert bool(said) == (one != two)


def test_lines_are_named_as_on_the_sheet() -> None:
    said = lines_of(Differing(("unused", "valid"), (12,)), NAMES)
    assert said == "върнати неизползвани; действителни; гласове за Бета"


@given(counts)
def test_a_count_comes_back_from_the_file_as_it_was(one: Count) -> None:
    assert unpacked(json.loads(json.dumps(packed(one)))) == one


@given(counts, counts)
def test_commitment_fixes_the_count_and_hides_it_behind_its_salt(one: Count, two: Count) -> None:
    salt = b"\1" * 32
    assert (commitment(salt, one) == commitment(salt, two)) == (one == two)
    assert commitment(b"\2" * 32, one) != commitment(salt, one)
