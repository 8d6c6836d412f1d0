"""Who was told of a session, and who may be in the room of a closed one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ruse_desktop.domain.commissions import EXPERT, MemberInput
from ruse_desktop.domain.findings import OverrideInput
from ruse_desktop.domain.notices import Capacity, Guest, NoticeInput, Way
from ruse_desktop.domain.sessions import AttendanceInput, SessionState
from ruse_desktop.kernel.errors import Refused, UserError
from tests.storage.awards_world import AwardWorld
from tests.storage.sessions_world import ACTOR, HELD, ORDER, PLAN, World

WHY = OverrideInput("Членът е поканен устно на предишното заседание.")


@pytest.fixture
def world(tmp_path):
    made = World(tmp_path, {"1.1": 2})
    yield made
    made.close()


def planned(world):
    """A session of which nobody was told yet."""
    return world.services.sessions.plan(world.commission_id, PLAN, actor=ACTOR)


def finding(world, session, rule="notices"):
    view = world.services.sessions.view(session)
    return next((one for one in view.findings if one.rule == rule), None)


@pytest.mark.requirement("R-45-6.3")
def test_each_who_is_called_has_his_day_way_and_writer(world):
    session, notices = planned(world), world.services.session_notices
    names = [one.name for one in world.services.sessions.view(session).called]
    assert names == [*(m.name for m in world.commission.members), "Стела Драганова"]
    told = [NoticeInput(Capacity.MEMBER, name, date(2026, 5, 12), Way.POST) for name in names[:8]]
    notices.record(session, told, actor=ACTOR)
    view = notices.record(
        session, [NoticeInput(Capacity.SECRETARY, names[9], date(2026, 5, 13), Way.EMAIL)],
        actor=ACTOR,
    )  # fmt: skip
    assert [bool(one.notice) for one in view.called] == [*[True] * 8, False, True]
    assert view.called[0].notice.says == "12.05.2026\xa0г., по пощата"
    assert view.called[0].notice.by == ACTOR.name
    assert finding(world, session).explanation == names[8]


@pytest.mark.requirement("R-45-6.3")
def test_absent_member_who_was_not_told_is_listed_before_opening_and_passed_with_a_reason(world):
    session = planned(world)
    told = [
        NoticeInput(one.capacity, one.name, date(2026, 5, 12), Way.IN_PERSON)
        for one in world.services.sessions.view(session).called[1:]
    ]
    world.services.session_notices.record(session, told, actor=ACTOR)
    world.attend(session, absent=[0])
    with pytest.raises(Refused, match=r"Няма записано уведомяване.*Член А"):
        world.services.sessions.open(session, actor=ACTOR)
    number = world.services.sessions.override(session, "notices", WHY, actor=ACTOR)
    assert number == "1/2026"
    view = world.services.sessions.open(session, actor=ACTOR)
    assert view.state is SessionState.OPEN
    assert view.overrides[0].reason == WHY.reason


def test_notice_is_corrected_taken_back_and_refused_for_strangers_and_days_to_come(world):
    session, notices = planned(world), world.services.session_notices
    one = NoticeInput(Capacity.MEMBER, "Член А", date(2026, 5, 12), Way.POST)
    notices.record(session, [one], actor=ACTOR)
    view = notices.record(session, [replace(one, way=Way.PHONE)], actor=ACTOR)
    assert (view.called[0].notice.way, view.called[0].notice.on) == (Way.PHONE, one.on)
    with pytest.raises(UserError, match="още не е дошъл"):
        notices.record(session, [replace(one, on=HELD + timedelta(days=1))], actor=ACTOR)
    with pytest.raises(UserError, match="твърде отдавна"):
        notices.record(session, [replace(one, on=date(2006, 5, 12))], actor=ACTOR)
    with pytest.raises(UserError, match="не е сред поканените"):
        notices.record(session, [replace(one, name="Ива Бонева")], actor=ACTOR)
    view = notices.forget(session, ["Член А"], actor=ACTOR)
    assert view.called[0].notice is None


def test_notice_outlives_a_new_order(world):
    session = world.plan()
    world.appoint(replace(ORDER, number="РД-01-1300"))
    assert all(one.notice for one in world.services.sessions.view(session).called)


@pytest.mark.requirement("R-45-5.2")
def test_closed_session_has_members_secretary_experts_and_technical_staff(world):
    session, sessions = world.plan(), world.services.sessions
    lines = [AttendanceInput(one.id, True, declared=True) for one in world.commission.members]
    guests = [
        Guest(Capacity.SECRETARY, "Стела Драганова"),
        Guest(Capacity.TECHNICAL, "Пламен Рачев"),
    ]
    view = sessions.attend(session, lines, actor=ACTOR, guests=guests)
    assert view.guests == tuple(guests)
    assert (view.entitled, finding(world, session, "closed")) == (9, None)
    stranger = Guest(Capacity.OTHER, "Ива Бонева", "журналист")
    with pytest.raises(Refused, match="закрито заседание") as refused:
        sessions.attend(session, lines, actor=ACTOR, guests=[*guests, stranger])
    assert refused.value.citation == "чл. 45, ал. 5"
    reason = replace(stranger, reason="снимка преди разглеждането на предложенията")
    view = sessions.attend(session, lines, actor=ACTOR, guests=[*guests, reason])
    assert view.guests[2].says == (
        "Ива Бонева (журналист) – снимка преди разглеждането на предложенията"
    )
    said = finding(world, session, "closed")
    assert "закрито заседание (чл. 45, ал. 5)" in said.sentence
    assert not said.open
    assert sessions.attend(session, lines, actor=ACTOR).guests == view.guests
    with pytest.raises(UserError, match="своя списък"):
        sessions.attend(session, lines, actor=ACTOR, guests=[Guest(Capacity.MEMBER, "Ива Бонева")])


@pytest.mark.requirement("R-72-3.1")
def test_expert_without_a_vote_is_called_and_is_in_no_base(tmp_path):
    students = AwardWorld(tmp_path, "SG", date(2026, 11, 26))
    students.appoint()
    held = students.commission
    expert = MemberInput(EXPERT, "Йоана Рачева", "електроника", "покана № 4", voting=False)
    order = replace(ORDER, on=date(2026, 11, 23))
    students.services.commissions.appoint(held.id, [*held.members, expert], order, actor=ACTOR)
    plan = replace(PLAN, held_on=date(2026, 11, 26))
    session = students.services.sessions.plan(held.id, plan, actor=ACTOR)
    there = [AttendanceInput(one.id, True, declared=True) for one in students.commission.members]
    view = students.services.sessions.attend(
        session, there, actor=ACTOR, guests=[Guest(Capacity.EXPERT, "Йоана Рачева")]
    )
    assert (Capacity.EXPERT, "Йоана Рачева") in {(one.capacity, one.name) for one in view.called}
    assert (view.entitled, len(view.guests)) == (9, 1)
    students.close()
