"""Sessions from a distance of the other commissions: their provision, their quorum, their ballots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest

from ruse_desktop.domain.remote_session import RemoteMember
from ruse_desktop.domain.sessions import RoundState, SessionInput, SessionState
from ruse_desktop.kernel.errors import Refused
from tests.storage.awards_world import DAYS, HEAD, AwardWorld
from tests.storage.remote_world import ACT, CHAIR, SECRETARY
from tests.storage.test_remote_vote import text_of
from tests.storage.test_sessions_awards import CANETTI


@pytest.fixture
def worlds() -> Iterator[list[AwardWorld]]:
    """The worlds a test makes; closed at the end."""
    made: list[AwardWorld] = []
    yield made
    for one in made:
        one.services.store.close()


def planned(world: AwardWorld, *, of_all: int = 3) -> int:
    """A session planned from a distance, everyone away and identified; its id."""
    world.appoint(of_all=of_all)
    plan = SessionInput(world.day, time(10), "видеовръзка", "1", ("Ива Тодорова", "Огнян Марков"))
    session_id = world.services.sessions.plan(world.commission.id, plan, actor=HEAD)
    act = replace(ACT, from_day=world.day - timedelta(5), until_day=world.day + timedelta(6))
    world.services.remote.declare(session_id, act, actor=HEAD)
    world.services.remote.connect(
        session_id,
        [RemoteMember(one.id, "лична карта пред камерата") for one in world.commission.members],
        actor=HEAD,
    )
    return session_id


def opened(world: AwardWorld) -> int:
    """The session opened with everyone connected."""
    session_id = planned(world)
    world.attend(session_id)
    world.pass_warnings(session_id)
    world.services.sessions.open(session_id, actor=HEAD)
    return session_id


AWARDS = [
    pytest.param("NR21", "чл. 50, ал. 6", marks=pytest.mark.requirement("R-50-6.1")),
    pytest.param("SG", "чл. 72, ал. 6", marks=pytest.mark.requirement("R-72-6.1")),
    pytest.param("MT", "чл. 74г, ал. 6", marks=pytest.mark.requirement("R-74g-6.1")),
]


@pytest.mark.parametrize(("award", "citation"), AWARDS)
def test_commission_meets_from_a_distance_and_votes_by_codes(
    worlds: list[AwardWorld], tmp_path: Path, award: str, citation: str
) -> None:
    world = AwardWorld(tmp_path, award, DAYS[award], all=3)
    worlds.append(world)
    session_id = opened(world)
    slot = next(iter(world.ids))
    service = world.services.remote_ballots
    service.start(session_id, slot, chair=CHAIR, secretary=SECRETARY, actor=HEAD)
    (cards,) = world.services._codes.cards.values()
    service.hand_out(session_id)
    chosen = str(world.slot(session_id, slot).step.options[1])
    for card in cards:
        service.take(session_id, dict(card.codes)[chosen], actor=HEAD)
    for line in world.services.sessions.view(session_id).attendance:
        service.tick(session_id, line.member_id, back=True, actor=HEAD)
    done = service.finish(session_id, chair=CHAIR, secretary=SECRETARY, actor=HEAD)
    place = next(one for one in done.view.slots if one.slot.code == slot)
    sealed = place.rounds[-1]
    assert (sealed.state, sealed.mode) == (RoundState.SEALED, "codes")
    assert sealed.votes == (0, len(cards), 0)
    assert [won.nomination_id for won in place.awards] == [int(chosen)]
    minutes = text_of(world.services.sessions.minutes_pdf(session_id))
    assert citation in minutes
    assert "са унищожени" in minutes


@pytest.mark.requirement("R-64-6.1")
def test_five_connected_open_the_session_of_the_jury_and_four_do_not(
    worlds: list[AwardWorld], tmp_path: Path
) -> None:
    world = AwardWorld(tmp_path, "NLN", CANETTI, fiction=2)
    worlds.append(world)
    session_id = planned(world)
    world.attend(session_id, absent=[4, 5, 6])
    world.pass_warnings(session_id)
    with pytest.raises(Refused, match="нужни са 5") as refused:
        world.services.sessions.open(session_id, actor=HEAD)
    assert refused.value.citation == "чл. 64, ал. 1"
    world.attend(session_id, absent=[5, 6])
    assert world.services.sessions.open(session_id, actor=HEAD).state is SessionState.OPEN


@pytest.mark.requirement("R-50-6.2")
def test_quorum_of_the_other_commissions_warns_and_the_way_of_voting_is_printed(
    worlds: list[AwardWorld], tmp_path: Path
) -> None:
    world = AwardWorld(tmp_path, "NR21", DAYS["NR21"], all=2)
    worlds.append(world)
    session_id = planned(world, of_all=9)
    assert len(world.commission.members) == 13
    view = world.attend(session_id, absent=range(6, 13))
    quorum = next(one for one in view.findings if one.rule == "quorum")
    assert quorum.open
    assert quorum.overridable
    assert "нужни са 7" in quorum.explanation
    minutes = text_of(world.services.sessions.minutes_pdf(session_id))
    assert f"тайно, с карти с кодове. Причина за избора: {ACT.way_reason}" in minutes
