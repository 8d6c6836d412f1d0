"""Who leads a session until its chair is elected, and who is chair when the elected one left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from ruse_desktop.domain.ballots import Count
from ruse_desktop.domain.commissions import ChangeInput, Leaving, MemberInput
from ruse_desktop.domain.sessions import SessionInput, SessionView
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.services.session_minutes import minutes_of
from tests.storage.awards_world import HEAD, AwardWorld


@pytest.fixture
def world(tmp_path: Path) -> Iterator[AwardWorld]:
    made = AwardWorld(tmp_path, "NLN", date(2027, 9, 2), fiction=2)
    yield made
    made.services.store.close()


def elect(world: AwardWorld, session_id: int, *votes: int, blank: int = 0) -> SessionView:
    view = world.services.sessions.view(session_id)
    n = view.entitled
    there = [one.member_id for one in view.attendance if one.votes]
    count = Count(n, n, 0, n - blank, blank, 0, dict(zip(there, votes, strict=False)))
    return world.services.chairs.elect(session_id, count, actor=HEAD)


@pytest.mark.requirement("R-64-2.1")
def test_one_of_those_present_leads_until_the_chair_is_elected(world: AwardWorld) -> None:
    session_id = world.opened(absent=[6])
    chairs = world.services.chairs
    view = world.services.sessions.view(session_id)
    assert view.first.temporary is None
    first, absent = view.attendance[0].member_id, view.attendance[6].member_id
    with pytest.raises(Refused, match="само присъстващ"):
        chairs.lead(session_id, absent, actor=HEAD)
    view = chairs.lead(session_id, first, actor=HEAD)
    assert (view.first.temporary, view.first.temporary_by) == (first, HEAD.name)
    assert view.first.chair is None
    view = elect(world, session_id, 2, 4)
    assert view.first.chair == view.attendance[1].member_id
    assert view.first.temporary == first
    with world.services.store.read() as rows:
        notes = minutes_of(rows, view, world.services.law).notes
    assert f"До избора на председател заседанието води {view.attendance[0].name}." in notes
    with pytest.raises(Refused, match="вече има председател"):
        chairs.lead(session_id, first, actor=HEAD)


@pytest.mark.requirement("R-64-2.1")
def test_one_candidate_is_voted_for_or_against(world: AwardWorld) -> None:
    session_id = world.opened()
    assert elect(world, session_id, 3).first.chair is None
    view = elect(world, session_id, 4)
    assert view.first.chair == view.attendance[0].member_id


@pytest.mark.requirement("R-64-2.1")
def test_a_tie_is_voted_again_among_the_tied(world: AwardWorld) -> None:
    session_id = world.opened(absent=[6])
    view = elect(world, session_id, 3, 3)
    there = [one.member_id for one in view.attendance]
    assert view.first.chair is None
    assert view.first.rounds[0].again == (there[0], there[1])
    assert elect(world, session_id, 4, 2).first.chair == there[0]


def test_a_chair_who_left_presides_no_more(world: AwardWorld) -> None:
    one = world.opened()
    view = elect(world, one, 4, 3)
    elected = view.first.chair
    world.services.sessions.close(one, actor=HEAD, adjourn=True)
    left = date(2027, 9, 3)
    gone = next(m for m in world.commission.members if m.id == elected)
    assert gone.chair
    successor = MemberInput(gone.source, "Цветана Рачева Минкова", "", "изх. № 7")
    typed = ChangeInput("РД-01-9", left, left, (Leaving(gone.id, "оставка", successor),))
    world.services.commissions.change(world.commission.id, typed, actor=HEAD)
    two = world.services.sessions.plan(
        world.commission.id, SessionInput(date(2027, 9, 6), time(10), "", "2"), actor=HEAD
    )
    later = world.services.sessions.view(two)
    assert later.first.chair is None
    assert not later.first.chair_done
    assert later.commission.chair is None
    before = world.services.sessions.view(one)
    assert before.first.chair == elected
    assert before.commission.chair is not None
    assert replace(before.commission.chair, until=None, left_why="") == gone


def test_the_file_keeps_who_led_a_closed_session(world: AwardWorld) -> None:
    session_id = world.opened()
    view = world.services.sessions.view(session_id)
    world.services.chairs.lead(session_id, view.attendance[0].member_id, actor=HEAD)
    elect(world, session_id, 4, 3)
    world.services.sessions.close(session_id, actor=HEAD, adjourn=True)
    with pytest.raises(IntegrityError), world.services.store.write(HEAD, "tests.forge") as tx:
        tx.session.execute(text("DELETE FROM session_lead"))
