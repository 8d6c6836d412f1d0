"""The table of moves: which state a nomination may take after which (R-X-0.16)."""

from __future__ import annotations

import pytest

from ruse_desktop.domain.nominations import MOVES, STATE_NAMES, State

FINAL = {State.AWARDED, State.NOT_AWARDED, State.WITHDRAWN}


def reachable(start: State) -> set[State]:
    found, waiting = {start}, [start]
    while waiting:
        for state in MOVES[waiting.pop()]:
            if state not in found:
                found.add(state)
                waiting.append(state)
    return found


@pytest.mark.requirement("R-X-0.16")
def test_states_have_the_names_of_the_requirement():
    assert {name.casefold() for name in STATE_NAMES.values()} == {
        "чернова", "подадено", "за допълване", "допуснато", "недопуснато", "номинирано",
        "удостоено", "неудостоено", "оттеглено",
    }  # fmt: skip
    assert set(STATE_NAMES) == set(MOVES) == set(State)


def test_every_state_is_reached_from_a_draft():
    assert reachable(State.DRAFT) == set(State)


def test_what_is_decided_has_no_move():
    assert {state for state, moves in MOVES.items() if not moves} == FINAL


def test_nothing_becomes_a_draft_again():
    assert all(State.DRAFT not in moves for moves in MOVES.values())


def test_award_needs_admission():
    before = {state for state, moves in MOVES.items() if State.AWARDED in moves}
    assert before == {State.ADMITTED, State.NOMINATED}


def test_refused_nomination_reaches_the_commission_only_through_submission():
    assert MOVES[State.REJECTED] == (State.SUBMITTED,)
