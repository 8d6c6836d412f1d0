"""The council's vote on the title: a majority the act does not set only warns."""

from __future__ import annotations

import pytest

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.council import MAJORITY, QUORUM, SUM, judge_vote
from ruse_desktop.domain.findings import Verdict
from ruse_desktop.domain.outcomes import Effect

ART_28 = Citation.parse("чл. 28")


@pytest.mark.requirement("R-28-0.2")
@pytest.mark.parametrize(("votes", "passes"), [(22, False), (23, True)])
def test_more_than_half_of_45_present_is_23(votes: int, passes: bool):
    against = 45 - votes - 13
    (found,) = judge_vote(
        ART_28, present=45, in_favour=votes, against=against, abstained=13, members=51
    )
    assert (found.rule, found.citation) == (MAJORITY, ART_28)
    assert found.verdict is (Verdict.MET if passes else Verdict.NOT_MET)
    assert found.effect is Effect.WARNS
    assert found.overridable
    assert f"{votes} „за“ от 45" in found.explanation


def test_votes_that_do_not_add_up_are_shown():
    found = judge_vote(ART_28, present=45, in_favour=23, against=10, abstained=10)
    assert [one.rule for one in found if one.verdict is Verdict.NOT_MET] == [SUM]


def test_few_councillors_only_warn():
    found = judge_vote(ART_28, present=25, in_favour=25, members=51)
    assert [(one.rule, one.effect) for one in found if one.open] == [(QUORUM, Effect.WARNS)]
    assert judge_vote(ART_28, present=26, in_favour=26, members=51)[-1].rule == MAJORITY


def test_a_majority_the_act_sets_cannot_be_passed():
    (found,) = judge_vote(ART_28, present=44, in_favour=22, effect=Effect.BLOCKS)
    assert found.blocking
    assert not found.overridable
