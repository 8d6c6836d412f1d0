"""Declared relations in the room: what they bar from, the base of each section, hints put aside."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from ruse_desktop.domain.commissions import MemberInput, OrderInput
from ruse_desktop.domain.conflict_hints import HintKind
from ruse_desktop.domain.conflicts import Conflict, ConflictKind
from ruse_desktop.domain.findings import OverrideInput
from ruse_desktop.domain.sessions import AttendanceInput, SessionInput, SessionState
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.services.session_minutes import minutes_of
from tests.storage.awards_world import HEAD, AwardWorld
from tests.storage.sessions_world import ACTOR, HELD, PLAN, World

WHY = OverrideInput("Комисията обсъди връзката и прие, че не влияе.")


@pytest.fixture
def world(tmp_path):
    made = World(tmp_path, {"1.1": 3, "1.3": 2})
    yield made
    made.close()


def lines(world: Any, **changes: Any) -> list[AttendanceInput]:
    """Everybody there with a declaration; `changes` by „m“ and the place of the member."""
    made = [AttendanceInput(one.id, True, declared=True) for one in world.commission.members]
    for place, change in changes.items():
        made[int(place[1:])] = replace(made[int(place[1:])], **change)
    return made


def rules(view: Any) -> dict[str, Any]:
    return {one.rule: one for one in view.findings}


def kin(number: int, **changes: Any) -> Conflict:
    return replace(Conflict(number, ConflictKind.KINSHIP, "сестра"), **changes)


@pytest.mark.requirement("R-45-7.1")
@pytest.mark.requirement("R-45-7.3")
def test_kinship_bars_from_the_whole_commission_vote_base_and_quorum(world):
    session = world.plan()
    several = (kin(world.ids["1.3"][0]), Conflict(world.ids["1.1"][1], ConflictKind.OFFICIAL))
    view = world.services.sessions.attend(
        session, lines(world, m8={"conflicts": several}), actor=ACTOR
    )
    barred = view.attendance[8]
    assert barred.barred
    assert [one.kind for one in barred.conflicts] == [ConflictKind.KINSHIP, ConflictKind.OFFICIAL]
    assert barred.conflict.startswith("родство с Ангел Петров")
    assert (view.entitled, view.entitled_in("1.1"), view.entitled_in("1.3")) == (8, 8, 8)
    assert "8 от 8; нужни са 5" in rules(view)["quorum"].explanation
    assert "Отведени без заместник: 1 от 9" in rules(view)["reduced"].sentence
    assert world.services.sessions.open(session, actor=ACTOR).state is SessionState.OPEN
    view = world.seal(session, "1.1", 5, 5, 4, used=8)
    assert view.slots[0].rounds[0].base == 8


@pytest.mark.requirement("R-45-7.5")
def test_one_missing_declaration_of_a_present_member_stops_the_opening(world):
    session = world.plan()
    world.services.sessions.attend(session, lines(world, m2={"declared": False}), actor=ACTOR)
    with pytest.raises(Refused, match=r"Липсва подписана декларация.*Член В") as refused:
        world.services.sessions.open(session, actor=ACTOR)
    assert refused.value.citation == "чл. 45, ал. 7"
    assert world.services.sessions.view(session).state is SessionState.PLANNED
    signed = lines(world, m2={"declared": True, "signed_on": HELD - timedelta(days=1)})
    view = world.services.sessions.attend(session, signed, actor=ACTOR)
    assert view.attendance[2].signed_on == HELD - timedelta(days=1)
    assert view.attendance[3].signed_on == HELD
    assert world.services.sessions.open(session, actor=ACTOR).state is SessionState.OPEN


def test_other_relation_does_not_bar_but_asks_a_reason(world):
    session = world.plan()
    other = Conflict(world.ids["1.1"][0], ConflictKind.OTHER, "съседи")
    view = world.services.sessions.attend(
        session, lines(world, m1={"conflicts": (other,)}), actor=ACTOR
    )
    assert (view.attendance[1].barred, view.entitled) == (False, 9)
    assert rules(view)["conflicts"].open
    with pytest.raises(Refused, match="не отстранява по наредбата"):
        world.services.sessions.open(session, actor=ACTOR)
    world.services.sessions.override(session, "conflicts", WHY, actor=ACTOR)
    assert world.services.sessions.open(session, actor=ACTOR).state is SessionState.OPEN


@pytest.mark.requirement("R-X-0.21")
def test_stepping_out_of_one_section_changes_its_base_and_its_ballots_only(world):
    session = world.plan()
    out = Conflict(world.ids["1.3"][0], ConflictKind.OTHER, "съавтори", steps_out=True)
    world.services.sessions.attend(session, lines(world, m1={"conflicts": (out,)}), actor=ACTOR)
    view = world.services.sessions.open(session, actor=ACTOR)
    assert (view.entitled, view.entitled_in("1.1"), view.entitled_in("1.3")) == (9, 9, 8)
    assert world.commission.members[1].id not in {one.member_id for one in view.voters("1.3")}
    with pytest.raises(Refused, match="с право на глас присъстват 8"):
        world.seal(session, "1.3", 5, 4, used=9)
    view = world.seal(session, "1.3", 5, 3, used=8)
    place = next(one for one in view.slots if one.slot.code == "1.3")
    assert (place.rounds[-1].base, place.rounds[-1].issued) == (8, 8)
    view = world.seal(session, "1.1", 6, 5, 4, used=9)
    assert view.slots[0].rounds[-1].base == 9
    status = world.services.secret_ballots.start(
        session, "1.3", chair_pin="123456", secretary_pin="654321", actor=ACTOR
    )
    assert status.issued == 8


def test_relation_with_somebody_not_proposed_is_refused(world):
    session = world.plan()
    with pytest.raises(UserError, match="не е предложено"):
        world.services.sessions.attend(
            session, lines(world, m1={"conflicts": (kin(9999),)}), actor=ACTOR
        )
    with pytest.raises(UserError, match="преди да дойде"):
        world.services.sessions.attend(
            session, lines(world, m1={"arrived": time(15), "left": time(14)}), actor=ACTOR
        )


def test_member_who_leaves_between_two_rounds_changes_the_next_base_only(world):
    session = world.opened()
    view = world.seal(session, "1.1", 6, 5, 4)
    assert view.slots[0].rounds[0].base == 9
    gone = lines(world, m4={"left": time(15, 5)}, m5={"left": time(15, 10)})
    view = world.services.sessions.attend(session, gone, actor=ACTOR)
    assert (view.entitled, view.slots[0].rounds[0].base) == (7, 9)
    view = world.seal(session, "1.1", 4, 3, used=7)
    assert [one.base for one in view.slots[0].rounds] == [9, 7]
    back = world.services.sessions.attend(
        session, lines(world, m4={"note": "извън залата 15:05–15:20"}), actor=ACTOR
    )
    assert (back.entitled, [one.base for one in back.slots[0].rounds]) == (9, [9, 7])


@pytest.mark.requirement("R-45-5.8")
def test_too_few_by_practice_warn_and_go_on_with_a_reason(world):
    session = world.plan()
    view = world.attend(session, absent=[0, 2, 3, 4, 5])
    quorum = rules(view)["quorum"]
    assert (quorum.open, quorum.blocking) == (True, False)
    with pytest.raises(Refused, match="Няма кворум"):
        world.services.sessions.open(session, actor=ACTOR)
    world.services.sessions.override(session, "quorum", WHY, actor=ACTOR)
    assert world.services.sessions.open(session, actor=ACTOR).state is SessionState.OPEN


@pytest.mark.requirement("R-64-1.1")
def test_canetti_every_step_is_refused_while_the_five_are_not_there(tmp_path):
    canetti = AwardWorld(tmp_path, "NLN", date(2027, 9, 2), fiction=2)
    session = canetti.opened()
    canetti.found(session)
    sessions = canetti.services.sessions
    for place in range(3):
        canetti.attend(session, absent=range(place))
    assert sessions.view(session).entitled == 5
    canetti.attend(session, absent=range(3))
    steps = (
        lambda: canetti.seal(session, 3, 1, slot="fiction"),
        lambda: sessions.leave_unawarded(session, "drama", "няма предложения", actor=HEAD),
        lambda: sessions.close(session, actor=HEAD, adjourn=True),
    )
    for step in steps:
        with pytest.raises(Refused) as refused:
            step()
        assert (refused.value.code, refused.value.citation) == ("quorum", "чл. 64, ал. 1")
    with pytest.raises(Refused):
        sessions.override(session, "quorum", WHY, actor=HEAD)
    canetti.attend(session, absent=range(2))
    sessions.leave_unawarded(session, "drama", "няма предложения", actor=HEAD)
    canetti.close()


@pytest.mark.requirement("R-63-1.4")
def test_member_who_is_an_author_is_hinted_and_his_declaration_asks_a_reason(tmp_path):
    canetti = AwardWorld(tmp_path, "NLN", date(2027, 9, 2), fiction=1)
    canetti.appoint()
    view = canetti.commission
    author = canetti.services.nominations.detail(canetti.ids["fiction"][0]).nominee.full_name
    members = [
        MemberInput(m.source, author if n == 0 else m.name, m.position, m.naming)
        for n, m in enumerate(view.members)
    ]
    order = OrderInput("РД-01-1203", date(2027, 9, 1), "Стела Драганова")
    canetti.services.commissions.appoint(view.id, members, order, actor=HEAD)
    plan = SessionInput(date(2027, 9, 2), time(10), "зала „Малка“", "1")
    session = canetti.services.sessions.plan(view.id, plan, actor=HEAD)
    hint = canetti.services.session_conflicts.hints(session)[0]
    assert (hint.kind, hint.weak) == (HintKind.HIMSELF, False)
    one = Conflict(hint.nomination_id, ConflictKind.OTHER, "самият автор")
    there = [
        AttendanceInput(
            m.id, True, declared=True, conflicts=(one,) if m.id == hint.member_id else ()
        )
        for m in canetti.commission.members
    ]
    seen = canetti.services.sessions.attend(session, there, actor=HEAD)
    assert "чл. 45, ал. 7 не се прилага пряко" in rules(seen)["conflicts"].sentence
    assert rules(seen)["conflicts"].open
    assert seen.entitled == 7
    canetti.close()


@pytest.mark.requirement("R-45-7.4")
def test_hint_rests_on_the_cards_never_blocks_and_is_put_aside_with_a_note(world):
    commission = world.commission
    members = [
        replace(
            MemberInput(m.source, m.name, m.position, m.naming, m.chair), name="Ива Разделбкбова"
        )
        if n == 8
        else MemberInput(m.source, m.name, m.position, m.naming, m.chair)
        for n, m in enumerate(commission.members)
    ]
    members[7] = replace(members[7], position="председател на Сдружение „Речно перо“")
    members[6] = replace(members[6], name="Рада Мингова")
    world.services.commissions.appoint(
        commission.id, members, OrderInput("РД-01-1300", date(2026, 5, 6)), actor=ACTOR
    )
    session = world.plan()
    conflicts = world.services.session_conflicts
    before = world.services.sessions.view(session).findings
    assert conflicts.hints(session) == ()
    one = world.services.nominations.detail(world.ids["1.1"][0])
    card = replace(one.proposer, representative="Рада Мингова", name="Сдружение „Речно перо“")
    world.services.people.save_organisation(card, actor=ACTOR, organisation_id=card.id)
    found = conflicts.hints(session)
    by_kind = {hint.kind: hint for hint in found}
    assert set(by_kind) == {HintKind.PROPOSER, HintKind.EMPLOYER}
    assert "Речно перо" in by_kind[HintKind.EMPLOYER].text
    assert by_kind[HintKind.PROPOSER].member_id == world.commission.members[6].id
    assert world.services.sessions.view(session).findings == before
    key = by_kind[HintKind.PROPOSER].key
    with pytest.raises(UserError):
        conflicts.dismiss(session, key, "не", actor=ACTOR)
    kept = conflicts.dismiss(session, key, "съвпадение на имена", actor=ACTOR)
    (noted,) = [hint for hint in kept if hint.note]
    assert (noted.key, noted.note, noted.by) == (key, "съвпадение на имена", ACTOR.name)
    assert not any(hint.note for hint in conflicts.bring_back(session, key, actor=ACTOR))
    with pytest.raises(UserError, match="вече не важи"):
        conflicts.dismiss(session, "surname|x|y", "няма такава", actor=ACTOR)


def test_closed_session_keeps_its_declarations(world):
    session = world.plan(PLAN)
    world.attend(session, conflicts={8: "сестра"})
    world.services.sessions.open(session, actor=ACTOR)
    world.leave_others(session)
    world.services.sessions.close(session, actor=ACTOR)
    with pytest.raises(Refused):
        world.attend(session)
    assert world.services.sessions.view(session).attendance[8].barred


@pytest.mark.requirement("R-45-7.3")
def test_room_and_minutes_say_the_same_quorum_after_two_recusals(world):
    session = world.plan()
    view = world.attend(session, conflicts={7: "сестра", 8: "брат"})
    assert "7 от 7; нужни са 4" in rules(view)["quorum"].explanation
    world.services.sessions.open(session, actor=ACTOR)
    with world.services.store.read() as opened:
        minutes = minutes_of(opened, view, world.services.law)
    assert "без отведените – 4." in minutes.quorum
    assert "Основата за мнозинството е 7." in minutes.quorum
