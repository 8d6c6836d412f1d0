"""Counting: the lawyer's cases, and what holds for every possible count."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruse_desktop.domain.ballots import (
    Count,
    SealedRound,
    StepKind,
    base_of,
    faults,
    needed,
    next_step,
    outcome,
)
from ruse_desktop.domain.rules import RoundRule, VotingRule
from ruse_desktop.kernel import paths
from ruse_desktop.law import book

CASES = Path(__file__).resolve().parent.parent / "cases" / "ballots"
AWARD = book.load(paths.resource("ordinance", "naredba-17")).edition("2024-02-29").award("NR")
SLOT = AWARD.slot("1.1")


def voting() -> VotingRule:
    """How the commissions of the award vote, from the law's files."""
    assert AWARD.voting is not None
    return AWARD.voting


def cases(name: str) -> list[Any]:
    """The cases of one file, marked with the requirements they show."""
    found = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return [
        pytest.param(
            case,
            id=case["title"],
            marks=[pytest.mark.requirement(one) for one in case["requirements"]],
        )
        for case in found
    ]


def ids(letters: Any) -> Any:
    """Nomination ids for the letters of a case: A is 1."""
    if isinstance(letters, dict):
        return {ord(letter) - 64: n for letter, n in letters.items()}
    return tuple(ord(letter) - 64 for letter in letters)


@pytest.mark.parametrize("case", cases("rounds"))
def test_round_elects_as_the_case_says(case: dict[str, Any]) -> None:
    result = outcome(ids(case["votes"]), base=case["present"], places=case["places"])
    assert result.elected == ids(case["elected"])
    assert result.again == ids(case["again"])
    assert result.places_left == case["left"]


@pytest.mark.parametrize("case", cases("counts"))
def test_count_is_refused_with_a_sentence_for_each_broken_rule(case: dict[str, Any]) -> None:
    votes = ids(case["votes"])
    count = Count(**case["count"], votes=votes)
    found = faults(count, entitled=case["entitled"], options=tuple(votes), marks=case["marks"])
    assert len(found) == len(case["faults"]), found
    for sentence, words in zip(found, case["faults"], strict=True):
        assert words in sentence


@pytest.mark.parametrize("case", cases("slots"))
def test_slot_goes_on_as_the_case_says(case: dict[str, Any]) -> None:
    sealed = [
        SealedRound(one["number"], one["attempt"], case["present"], ids(one["votes"]))
        for one in case.get("rounds", ())
    ]
    step = next_step(voting(), SLOT, ids(case["nominees"]), sealed, max_revotes=2)
    wanted = case["next"]
    assert step.kind == wanted["kind"]
    assert step.winners == ids(wanted.get("winners", ""))
    if step.kind is StepKind.VOTE:
        assert (step.number, step.attempt) == (wanted["number"], wanted["attempt"])
        assert step.options == ids(wanted["options"])
        assert step.marks == wanted["marks"]
        assert step.yes_or_no is wanted.get("yes_or_no", False)


def test_count_for_other_options_is_refused() -> None:
    count = Count(issued=3, used=3, unused=0, valid=3, blank=0, invalid=0, votes={1: 2, 9: 1})
    assert faults(count, entitled=3, options=(1, 2), marks=1) == (
        "Гласовете не са за предложените в този тур.",
    )


TALLIES = st.dictionaries(st.integers(1, 12), st.integers(0, 9), min_size=1, max_size=12)
BASES = st.integers(1, 15)
PLACES = st.integers(1, 3)


@pytest.mark.requirement("R-45-5.6")
@given(votes=TALLIES, base=BASES, places=PLACES)
def test_elected_have_more_than_half_and_fit_the_places(
    votes: dict[int, int], base: int, places: int
) -> None:
    result = outcome(votes, base=base, places=places)
    assert len(result.elected) + result.places_left == places
    assert all(2 * votes[one] > base for one in result.elected)
    assert len(set(result.elected)) == len(result.elected)


@pytest.mark.requirement("R-45-5.7")
@given(votes=TALLIES, base=BASES, places=PLACES)
def test_no_tie_is_ever_split_and_nobody_overtakes(
    votes: dict[int, int], base: int, places: int
) -> None:
    result = outcome(votes, base=base, places=places)
    lost = [votes[one] for one in votes if one not in result.elected]
    assert [votes[one] for one in result.elected] == sorted(
        (votes[one] for one in result.elected), reverse=True
    )
    if result.elected and lost:
        assert min(votes[one] for one in result.elected) > max(lost)


@pytest.mark.requirement("R-45-5.7")
@given(votes=TALLIES, base=BASES, places=PLACES)
def test_revote_holds_the_two_highest_of_the_rest_and_all_tied_with_the_second(
    votes: dict[int, int], base: int, places: int
) -> None:
    result = outcome(votes, base=base, places=places)
    rest = sorted((n for one, n in votes.items() if one not in result.elected), reverse=True)
    if not result.places_left or not rest:
        assert result.again == ()
        return
    line = rest[min(1, len(rest) - 1)]
    assert set(result.again) == {
        one for one, n in votes.items() if one not in result.elected and n >= line
    }


@given(votes=TALLIES, base=BASES, places=PLACES, shift=st.integers(1, 50))
def test_outcome_does_not_depend_on_who_was_registered_first(
    votes: dict[int, int], base: int, places: int, shift: int
) -> None:
    turned = {100 + shift - one: n for one, n in votes.items()}
    ahead = outcome(votes, base=base, places=places)
    behind = outcome(turned, base=base, places=places)
    assert {100 + shift - one for one in ahead.elected} == set(behind.elected)
    assert {100 + shift - one for one in ahead.again} == set(behind.again)


@given(base=st.integers(1, 500))
def test_needed_is_the_least_number_over_half(base: int) -> None:
    assert 2 * needed(base) > base >= 2 * (needed(base) - 1)


@st.composite
def honest_counts(draw: st.DrawFn) -> tuple[Count, int, int]:
    """A count made from real ballots, with the entitled members and the marks."""
    options = draw(st.integers(2, 5))
    marks = draw(st.integers(1, 2))
    ballots = draw(
        st.lists(
            st.one_of(
                st.sampled_from(["blank", "invalid", "kept"]),
                st.sets(st.integers(1, options), min_size=1, max_size=marks),
            ),
            max_size=9,
        )
    )
    valid = [one for one in ballots if isinstance(one, set)]
    votes = {n: sum(n in one for one in valid) for n in range(1, options + 1)}
    count = Count(
        issued=len(ballots),
        used=len(ballots) - ballots.count("kept"),
        unused=ballots.count("kept"),
        valid=len(valid),
        blank=ballots.count("blank"),
        invalid=ballots.count("invalid"),
        votes=votes,
    )
    return count, draw(st.integers(len(ballots), 9)), marks


@pytest.mark.requirement("R-45-5.4")
@given(made=honest_counts())
def test_count_of_real_ballots_is_never_refused(made: tuple[Count, int, int]) -> None:
    count, entitled, marks = made
    assert faults(count, entitled=entitled, options=tuple(count.votes), marks=marks) == ()


@pytest.mark.requirement("R-45-5.4")
@given(
    made=honest_counts(),
    field=st.sampled_from(["issued", "used", "unused", "valid", "blank", "invalid"]),
    by=st.sampled_from([-1, 1]),
)
def test_one_number_changed_in_an_honest_count_is_refused(
    made: tuple[Count, int, int], field: str, by: int
) -> None:
    count, entitled, marks = made
    changed = {**vars(count), field: getattr(count, field) + by}
    assert faults(Count(**changed), entitled=entitled, options=tuple(count.votes), marks=marks)


@given(
    tallies=st.lists(st.lists(st.integers(0, 9), min_size=6, max_size=6), min_size=9, max_size=9),
    nominees=st.integers(0, 6),
)
def test_every_slot_comes_to_an_end_within_the_allowed_revotes(
    tallies: list[list[int]], nominees: int
) -> None:
    standing = tuple(range(1, nominees + 1))
    sealed: list[SealedRound] = []
    for tally in tallies:
        step = next_step(voting(), SLOT, standing, sealed, max_revotes=2)
        if step.kind is not StepKind.VOTE:
            break
        assert step.attempt <= 2
        assert step.options
        assert set(step.options) <= set(standing)
        votes = {option: tally[n] for n, option in enumerate(step.options)}
        sealed.append(SealedRound(step.number, step.attempt, 9, votes))
    else:
        pytest.fail("the slot never ended")
    assert len(step.winners) <= SLOT.places


@pytest.mark.parametrize(("base", "least"), [(3, 2), (6, 4), (7, 5), (8, 6), (9, 6), (51, 34)])
def test_two_thirds_are_at_least_two_thirds(base: int, least: int) -> None:
    assert needed(base, "two-thirds") == least
    votes = {1: least - 1, 2: 0}
    assert outcome(votes, base=base, places=1, majority="two-thirds").elected == ()
    assert outcome({**votes, 1: least}, base=base, places=1, majority="two-thirds").elected == (1,)


def test_majority_of_all_members_counts_the_absent_too() -> None:
    rule = replace(voting(), base="all")
    of = {"appointed": 9, "present": 7, "valid": 6, "practice": "valid"}
    assert base_of(rule, **of) == 9
    assert base_of(voting(), **of) == 6
    assert base_of(voting(), **{**of, "practice": "present"}) == 7


def _one_round(marks: int, elects: int = 1) -> VotingRule:
    turn = RoundRule(1, "Награда", elects, marks, voting().citation)
    return replace(voting(), rounds=(turn,))


@pytest.mark.parametrize(("standing", "marks"), [(4, 2), (3, 2), (2, 1), (1, 1)])
def test_ballot_may_mark_more_names_than_are_elected_but_never_all(
    standing: int, marks: int
) -> None:
    step = next_step(_one_round(2), SLOT, range(1, standing + 1), [], max_revotes=1)
    assert (step.places, step.marks) == (1, marks)


def test_without_a_number_of_prizes_everyone_with_the_majority_is_elected() -> None:
    rule, slot = _one_round(99, elects=0), replace(SLOT, places=0)
    step = next_step(rule, slot, (1, 2, 3), [], max_revotes=1)
    assert (step.places, step.marks) == (3, 3)
    held = SealedRound(1, 0, 9, {1: 9, 2: 6, 3: 4})
    assert next_step(rule, slot, (1, 2, 3), [held], max_revotes=1).winners == (1, 2)
    nobody = SealedRound(1, 0, 9, {1: 4, 2: 4, 3: 1})
    assert next_step(rule, slot, (1, 2, 3), [nobody], max_revotes=1).kind is StepKind.UNDECIDED


def test_ballot_of_an_unlimited_award_says_for_or_against_each() -> None:
    rule, slot = _one_round(99, elects=0), replace(SLOT, places=0)
    assert next_step(rule, slot, (1, 2, 3), [], max_revotes=1).each
    assert not next_step(_one_round(3), SLOT, (1, 2, 3), [], max_revotes=1).each
    count = Count(issued=9, used=9, unused=0, valid=9, blank=0, invalid=0, votes={1: 5, 2: 1, 3: 0})
    of_each = {"entitled": 9, "options": (1, 2, 3), "marks": 3}
    assert not faults(count, **of_each, each=True)
    assert faults(count, **of_each)


def _up_to(elects: int) -> VotingRule:
    turn = replace(_one_round(elects, elects).rounds[0], at_most=True)
    return replace(voting(), rounds=(turn,))


@pytest.mark.requirement("R-72-4.1")
def test_up_to_three_leave_a_place_empty_rather_than_fill_it() -> None:
    slot = replace(SLOT, places=3)
    few = SealedRound(1, 0, 9, {1: 8, 2: 6, 3: 4, 4: 3})
    step = next_step(_up_to(3), slot, (1, 2, 3, 4), [few], max_revotes=2)
    assert (step.kind, step.winners) == (StepKind.DECIDED, (1, 2))


@pytest.mark.requirement("R-72-4.1")
def test_tie_at_the_border_of_up_to_three_is_voted_again() -> None:
    slot = replace(SLOT, places=3)
    tied = SealedRound(1, 0, 9, {1: 8, 2: 6, 3: 5, 4: 5, 5: 3})
    step = next_step(_up_to(3), slot, (1, 2, 3, 4, 5), [tied], max_revotes=2)
    assert (step.attempt, step.options, step.places, step.marks) == (1, (3, 4), 1, 1)
    still = SealedRound(1, 1, 8, {3: 4, 4: 4})
    step = next_step(_up_to(3), slot, (1, 2, 3, 4, 5), [tied, still], max_revotes=2)
    assert (step.attempt, step.options) == (2, (3, 4))
