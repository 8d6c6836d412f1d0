"""A session from the plan to the closed door: what stops it, what is sealed, what it decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from ruse_desktop.domain.ballots import Count, StepKind
from ruse_desktop.domain.commissions import OrderInput
from ruse_desktop.domain.findings import Finding, OverrideInput
from ruse_desktop.domain.nominations import State
from ruse_desktop.domain.sessions import AttendanceInput, RoundState, SessionState, SlotView
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.services.session_tellers import TellerService
from ruse_desktop.services.sessions import SessionService
from ruse_desktop.storage.people import PersonRow
from tests.storage.sessions_world import ACTOR, HELD, MOTIVE, PLAN, World, services_in


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """The commission for arts with three nominations for literature."""
    made = World(tmp_path)
    yield made
    made.close()


def finding(world: World, session_id: int, rule: str) -> Finding:
    """The finding of one rule on a session."""
    view = world.services.sessions.view(session_id)
    return next(one for one in view.findings if one.rule == rule)


def slot(world: World, session_id: int, code: str = "1.1") -> SlotView:
    """A slot of the session."""
    view = world.services.sessions.view(session_id)
    return next(one for one in view.slots if one.slot.code == code)


# --- what stands before the opening ---------------------------------------------------------


@pytest.mark.requirement("R-45-1.1")
def test_session_before_the_order_is_refused(world: World) -> None:
    world.appoint(OrderInput("РД-01-1203", date(2026, 5, 19)))
    session_id = world.plan()
    world.attend(session_id)
    with pytest.raises(Refused, match="преди заповедта"):
        world.services.sessions.open(session_id, actor=ACTOR)
    assert world.services.sessions.view(session_id).state is SessionState.PLANNED


@pytest.mark.requirement("R-45-1.1")
def test_session_without_an_order_is_refused_and_not_overridable(world: World) -> None:
    world.appoint(OrderInput("", None))
    session_id = world.plan()
    world.attend(session_id)
    with pytest.raises(Refused, match="Няма заповед"):
        world.services.sessions.open(session_id, actor=ACTOR)
    written = OverrideInput("заповедта ще бъде издадена по-късно", "вх. № 1/2026")
    with pytest.raises(Refused, match="не допуска отклонение"):
        world.services.sessions.override(session_id, "order", written, actor=ACTOR)


@pytest.mark.requirement("R-45-7.5")
def test_session_with_one_unsigned_declaration_stays_unopened_and_names_him(world: World) -> None:
    session_id = world.plan()
    world.attend(session_id, unsigned=[4])
    with pytest.raises(Refused) as refused:
        world.services.sessions.open(session_id, actor=ACTOR)
    assert world.commission.members[4].name in refused.value.message
    assert refused.value.citation == "чл. 45, ал. 7"


@pytest.mark.requirement("R-45-7.5")
def test_late_comer_without_a_declaration_stops_the_next_round(world: World) -> None:
    session_id = world.opened(absent=[8])
    world.attend(session_id, unsigned=[8])
    with pytest.raises(Refused) as refused:
        world.seal(session_id, "1.1", 5, 3, 1)
    assert refused.value.code == "declarations"


@pytest.mark.requirement("R-45-7.1")
@pytest.mark.requirement("R-45-5.6")
def test_declared_conflict_bars_from_the_vote_and_from_the_base(world: World) -> None:
    session_id = world.plan()
    view = world.attend(session_id, absent=[8], conflicts={3: "майка на кандидат"})
    assert view.attendance[3].barred
    assert not view.attendance[3].votes
    assert view.entitled == 7
    world.services.sessions.open(session_id, actor=ACTOR)
    with pytest.raises(Refused, match="Раздадени са 8"):
        world.seal(session_id, "1.1", 5, 3, 0, used=8)
    world.seal(session_id, "1.1", 6, 4, 0, used=7)
    one = slot(world, session_id).rounds[0]
    assert (one.base, one.needed) == (7, 4)
    with world.services.store.read() as session:
        barred = view.attendance[3].member_id
        eligible = session.execute(text("SELECT member_id FROM vote_eligible")).scalars().all()
    assert barred not in eligible
    assert len(eligible) == 7


@pytest.mark.requirement("R-45-5.8")
def test_four_of_nine_need_a_reason_to_go_on(world: World) -> None:
    session_id = world.plan()
    world.attend(session_id, absent=[4, 5, 6, 7, 8])
    assert "4 от 9; нужни са 5" in finding(world, session_id, "quorum").explanation
    with pytest.raises(Refused, match="Няма кворум"):
        world.services.sessions.open(session_id, actor=ACTOR)
    written = OverrideInput("отсъстващите са възпрепятствани, срокът изтича на 20 май")
    number = world.services.sessions.override(session_id, "quorum", written, actor=ACTOR)
    assert number == "1/2026"
    opened = world.services.sessions.open(session_id, actor=ACTOR)
    assert opened.state is SessionState.OPEN
    assert opened.overrides[0].reason == written.reason


@pytest.mark.requirement("R-45-5.8")
def test_five_of_nine_are_a_quorum(world: World) -> None:
    session_id = world.opened(absent=[5, 6, 7, 8])
    assert not finding(world, session_id, "quorum").open


@pytest.mark.requirement("R-45-5.8")
def test_quorum_lost_during_the_session_stops_the_next_round(world: World) -> None:
    session_id = world.opened()
    members = world.commission.members
    lines = [
        AttendanceInput(
            member.id, present=True, declared=True, left=time(15, 10) if n < 5 else None
        )
        for n, member in enumerate(members)
    ]
    world.services.sessions.attend(session_id, lines, actor=ACTOR)
    with pytest.raises(Refused) as refused:
        world.seal(session_id, "1.1", 2, 1, 1, used=4)
    assert refused.value.code == "quorum"


@pytest.mark.requirement("R-45-6.1")
@pytest.mark.parametrize(
    ("day", "inside"),
    [(11, False), (12, True), (20, True), (21, False)],
)
def test_window_opens_after_the_moved_deadline_and_ends_on_the_twentieth(
    world: World, day: int, inside: bool
) -> None:
    session_id = world.plan(replace(PLAN, held_on=date(2026, 5, day)))
    found = finding(world, session_id, "session-window")
    assert found.open is not inside
    assert "12.05.2026" in found.explanation
    assert "20.05.2026" in found.explanation


@pytest.mark.requirement("R-45-6.2")
def test_session_after_the_twentieth_opens_with_a_reason(world: World) -> None:
    session_id = world.plan(replace(PLAN, held_on=date(2026, 5, 22)))
    world.attend(session_id)
    with pytest.raises(Refused, match="извън срока"):
        world.services.sessions.open(session_id, actor=ACTOR)
    written = OverrideInput("председателят на комисията беше в болница до 21 май")
    world.services.sessions.override(session_id, "session-window", written, actor=ACTOR)
    assert world.services.sessions.open(session_id, actor=ACTOR).state is SessionState.OPEN


@pytest.mark.requirement("R-40-5.1")
def test_nominee_who_died_before_the_session_stops_it(world: World) -> None:
    session_id = world.plan()
    world.attend(session_id)
    with world.services.store.write(ACTOR, "tests.death") as tx:
        person = tx.session.get(PersonRow, 1)
        assert person is not None
        person.death_date = date(2026, 5, 12)
    with pytest.raises(Refused, match="посмъртно") as refused:
        world.services.sessions.open(session_id, actor=ACTOR)
    assert refused.value.citation == "чл. 40, ал. 5"
    world.services.nominations.withdraw(
        world.ids["1.1"][0], actor=ACTOR, reason="предложеният почина на 12 май"
    )
    world.services.sessions.open(session_id, actor=ACTOR)


def test_number_of_minutes_is_taken_once_a_year(world: World) -> None:
    world.plan()
    with pytest.raises(Refused, match="вече има"):
        world.plan()


# --- rounds ---------------------------------------------------------------------------------


@pytest.mark.requirement("R-45-5.1")
def test_only_admitted_nominations_stand(world: World) -> None:
    withdrawn = world.ids["1.1"][1]
    world.services.nominations.withdraw(withdrawn, actor=ACTOR, reason="оттеглено от вносителя")
    session_id = world.opened()
    assert [n.id for n in slot(world, session_id).nominees] == [
        world.ids["1.1"][0],
        world.ids["1.1"][2],
    ]


@pytest.mark.requirement("R-45-5.4")
def test_more_ballots_than_members_are_refused_and_nothing_is_kept(world: World) -> None:
    session_id = world.opened(absent=[8])
    with pytest.raises(Refused) as refused:
        world.seal(session_id, "1.1", 5, 4, 0, used=9)
    assert refused.value.code == "arithmetic"
    assert slot(world, session_id).rounds == ()
    view = world.services.sessions.view(session_id)
    assert "arithmetic" not in {one.rule for one in view.findings}


@pytest.mark.requirement("R-45-5.5")
def test_second_ballot_holds_the_elected_of_the_first(world: World) -> None:
    session_id = world.opened()
    first, second, third = world.ids["1.1"]
    world.seal(session_id, "1.1", 4, 6, 5)
    step = slot(world, session_id).step
    assert (step.kind, step.number, step.options) == (StepKind.VOTE, 2, (second, third))
    world.seal(session_id, "1.1", 4, 5)
    done = slot(world, session_id)
    assert done.step.kind is StepKind.DECIDED
    assert [award.nomination_id for award in done.awards] == [third]
    assert first not in done.rounds[1].options


@pytest.mark.requirement("R-45-5.3")
def test_totals_are_kept_apart_and_no_member_is_joined_to_a_vote(world: World) -> None:
    session_id = world.opened()
    world.seal(session_id, "1.1", 6, 5, 1)
    options = slot(world, session_id).step.options
    count = Count(
        issued=9, used=9, unused=0, valid=8, blank=0, invalid=1,
        votes=dict(zip(options, (5, 3), strict=True)),
    )  # fmt: skip
    world.enter(session_id, "1.1", count)
    sealed = slot(world, session_id).rounds[1]
    assert (sealed.issued, sealed.valid, sealed.invalid, sealed.votes) == (9, 8, 1, (5, 3))
    assert slot(world, session_id).awards[0].nomination_id == options[0]
    with world.services.store.read() as session:
        eligible = session.execute(
            text("SELECT round_id, group_concat(member_id) FROM vote_eligible GROUP BY round_id")
        ).all()
        columns = {
            row[1]
            for table in ("vote_round", "vote_option", "vote_eligible")
            for row in session.execute(text(f"PRAGMA table_info({table})"))
        }
        after_option = session.execute(text("PRAGMA foreign_key_list(vote_option)")).all()
    everyone = ",".join(str(one) for one in sorted(m.id for m in world.commission.members))
    assert [row[1] for row in eligible] == [everyone, everyone]
    assert {row[2] for row in after_option} == {"vote_round", "nomination"}
    assert not columns & {"at", "time", "cast_at", "voter"}


@pytest.mark.requirement("R-45-5.7")
def test_two_revotes_then_another_decision_with_a_reason(world: World) -> None:
    session_id = world.opened(absent=[8])
    world.seal(session_id, "1.1", 7, 6, 1, used=8)
    one, other, _third = world.ids["1.1"]
    sessions = world.services.sessions
    with pytest.raises(Refused, match="не е изчерпано"):
        sessions.decide_otherwise(session_id, "1.1", one, "гласът на председателя", actor=ACTOR)
    for _attempt in range(3):
        assert slot(world, session_id).step.kind is StepKind.VOTE
        world.seal(session_id, "1.1", 4, 4, used=8)
    assert slot(world, session_id).step.kind is StepKind.UNDECIDED
    reason = "комисията прие с явно гласуване жребий между двамата"
    sessions.decide_otherwise(session_id, "1.1", other, reason, actor=ACTOR)
    with pytest.raises(Refused, match="вече има решение"):
        sessions.decide_otherwise(session_id, "1.1", one, reason, actor=ACTOR)
    assert slot(world, session_id).awards[0].otherwise == reason
    sessions.resume_slot(session_id, "1.1", actor=ACTOR)
    sessions.leave_unawarded(session_id, "1.1", "няма мнозинство", actor=ACTOR)
    assert slot(world, session_id).done


def test_stranger_cannot_be_decided_upon(world: World) -> None:
    session_id = world.opened(absent=[8])
    world.seal(session_id, "1.1", 7, 6, 1, used=8)
    for _attempt in range(3):
        world.seal(session_id, "1.1", 4, 4, used=8)
    with pytest.raises(Refused, match="не е в раздела"):
        world.services.sessions.decide_otherwise(
            session_id, "1.1", 999, "комисията така реши единодушно", actor=ACTOR
        )


def test_void_round_stays_with_its_reason_and_is_held_again(world: World) -> None:
    session_id = world.opened()
    sessions = world.services.sessions
    world.seal(session_id, "1.1", 6, 5, 1)
    world.seal(session_id, "1.1", 5, 4)
    winner = slot(world, session_id).awards[0].nomination_id
    sessions.set_motive(session_id, "1.1", winner, MOTIVE, actor=ACTOR)
    with pytest.raises(UserError, match="кратка"):
        sessions.void_round(session_id, "1.1", "грешка", actor=ACTOR)
    sessions.void_round(session_id, "1.1", "намерена е бюлетина извън урната", actor=ACTOR)
    voided = slot(world, session_id)
    assert [one.state for one in voided.rounds] == [RoundState.SEALED, RoundState.VOID]
    assert voided.rounds[1].voided_why == "намерена е бюлетина извън урната"
    assert voided.awards == ()
    world.seal(session_id, "1.1", 3, 6)
    assert [one.votes for one in slot(world, session_id).rounds] == [(6, 5, 1), (5, 4), (3, 6)]
    assert slot(world, session_id).awards[0].nomination_id != winner


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE vote_round SET valid = 8",
        "UPDATE vote_round SET state = 'open'",
        "UPDATE vote_round SET state = 'void'",
        "DELETE FROM vote_round",
        "UPDATE vote_option SET votes = votes + 1 WHERE ordinal = 1",
        "DELETE FROM vote_option",
        "INSERT OR REPLACE INTO vote_option VALUES (1, 1, 1, 9)",
        "INSERT INTO vote_option SELECT round_id, 9, nomination_id, 9 FROM vote_option LIMIT 1",
        "DELETE FROM vote_eligible",
        "INSERT OR REPLACE INTO vote_round SELECT * FROM vote_round",
    ],
)
def test_sealed_round_refuses_every_change(world: World, attack: str) -> None:
    session_id = world.opened()
    world.seal(session_id, "1.1", 6, 5, 1)
    before = slot(world, session_id).rounds
    with (
        pytest.raises((DBAPIError, IntegrityError)),
        world.services.store.read() as session,
        session.begin(),
    ):
        session.execute(text(attack))
    assert slot(world, session_id).rounds == before


def test_nominee_withdrawn_between_the_rounds_leaves_the_ballot_but_not_the_record(
    world: World,
) -> None:
    session_id = world.opened()
    first, second, _third = world.ids["1.1"]
    world.seal(session_id, "1.1", 6, 5, 1)
    world.services.nominations.withdraw(first, actor=ACTOR, reason="кандидатът се отказа")
    now = slot(world, session_id)
    assert now.step.options == (second,)
    assert now.step.yes_or_no
    assert now.gone == (first,)
    assert now.nominee(first).nominee_name
    world.seal(session_id, "1.1", 6)
    sessions = world.services.sessions
    sessions.set_motive(session_id, "1.1", second, MOTIVE, actor=ACTOR)
    world.leave_others(session_id, "1.1")
    sessions.close(session_id, actor=ACTOR)
    assert world.services.nominations.detail(first).row.state is State.WITHDRAWN
    assert sessions.minutes_pdf(session_id).startswith(b"%PDF")


@pytest.mark.requirement("R-45-5.6")
def test_majority_of_valid_ballots_is_a_setting_of_the_office(world: World) -> None:
    services = world.services
    practice = replace(services.practice, majority_base="valid")
    told = (services.store, services.law, services.calendar, practice)
    services.sessions = SessionService(*told)
    services.tellers = TellerService(*told, rounds=services.sessions)
    session_id = world.opened()
    options = slot(world, session_id).step.options
    count = Count(
        issued=9, used=9, unused=0, valid=7, blank=1, invalid=1,
        votes=dict(zip(options, (4, 4, 1), strict=True)),
    )  # fmt: skip
    world.enter(session_id, "1.1", count)
    held = slot(world, session_id).rounds[0]
    assert (held.base, held.needed, held.elected) == (7, 4, options[:2])


# --- settling, closing ------------------------------------------------------------------------


@pytest.mark.requirement("R-45-8.1")
def test_session_with_a_laureate_without_a_motive_cannot_close(world: World) -> None:
    session_id = world.opened()
    sessions = world.services.sessions
    world.seal(session_id, "1.1", 6, 5, 1)
    world.seal(session_id, "1.1", 5, 4)
    world.leave_others(session_id, "1.1")
    with pytest.raises(Refused, match=r"1\.1 Литература") as refused:
        sessions.close(session_id, actor=ACTOR)
    assert refused.value.citation == "чл. 45, ал. 8"
    winner = slot(world, session_id).awards[0].nomination_id
    with pytest.raises(UserError, match="твърде кратък"):
        sessions.set_motive(session_id, "1.1", winner, "заслуги", actor=ACTOR)
    sessions.set_motive(session_id, "1.1", winner, MOTIVE, actor=ACTOR)
    closed = sessions.close(session_id, actor=ACTOR)
    assert closed.state is SessionState.CLOSED


@pytest.mark.requirement("R-43-2.1")
def test_unawarded_slot_needs_a_reason_and_can_be_taken_back(world: World) -> None:
    session_id = world.opened()
    sessions = world.services.sessions
    with pytest.raises(UserError):
        sessions.leave_unawarded(session_id, "1.2-c", " ", actor=ACTOR)
    sessions.leave_unawarded(session_id, "1.2-c", "няма предложения", actor=ACTOR)
    assert slot(world, session_id, "1.2-c").unawarded == "няма предложения"
    sessions.resume_slot(session_id, "1.2-c", actor=ACTOR)
    assert not slot(world, session_id, "1.2-c").done


def test_slot_with_a_laureate_cannot_be_left_unawarded(world: World) -> None:
    session_id = world.opened()
    world.seal(session_id, "1.1", 6, 5, 1)
    world.seal(session_id, "1.1", 5, 4)
    with pytest.raises(Refused, match="избран носител"):
        world.services.sessions.leave_unawarded(session_id, "1.1", "размислихме", actor=ACTOR)


@pytest.mark.requirement("R-X-0.16")
@pytest.mark.requirement("R-45-1.2")
def test_closing_moves_every_nomination_and_results_cite_the_minutes(world: World) -> None:
    session_id = world.opened()
    sessions = world.services.sessions
    with pytest.raises(Refused, match="не е приключило"):
        sessions.results(session_id)
    world.seal(session_id, "1.1", 6, 5, 1)
    world.seal(session_id, "1.1", 4, 5)
    first, second, third = world.ids["1.1"]
    sessions.set_motive(session_id, "1.1", second, MOTIVE, actor=ACTOR)
    world.leave_others(session_id, "1.1")
    sessions.close(session_id, actor=ACTOR)
    detail = world.services.nominations.detail
    assert [detail(one).row.state for one in (first, second, third)] == [
        State.NOT_AWARDED,
        State.AWARDED,
        State.NOT_AWARDED,
    ]
    passed = [[change.state for change in detail(one).history] for one in (first, second, third)]
    assert [State.NOMINATED in states for states in passed] == [True, True, False]
    results = sessions.results(session_id)
    assert [one.slot for one in results] == ["1.1", "1.2-i", "1.2-c", "1.3", "1.4"]
    won = results[0]
    assert (won.nomination_id, won.given, won.motive) == (second, "Борис", MOTIVE)
    assert won.act_text == ("Протокол № 2/18.05.2026\u00a0г. на комисията „Изкуство и култура“")
    assert (won.act_no, won.act_date, won.year) == ("2", HELD, 2026)
    assert [one.unawarded_reason for one in results[1:]] == ["няма предложения"] * 4


def test_nobody_elected_in_the_first_round_is_not_called_nominated(world: World) -> None:
    session_id = world.opened()
    world.seal(session_id, "1.1", 4, 4, 4)
    world.leave_others(session_id)
    world.services.sessions.close(session_id, actor=ACTOR)
    for one in world.ids["1.1"]:
        states = [change.state for change in world.services.nominations.detail(one).history]
        assert State.NOMINATED not in states
        assert states[-1] is State.NOT_AWARDED


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE session SET protocol_no = '3'",
        "DELETE FROM session",
        "UPDATE slot_award SET motive = 'друг'",
        "DELETE FROM slot_award",
        "INSERT INTO slot_award SELECT session_id, '1.3', nomination_id, 'м', '' FROM slot_award",
        "DELETE FROM slot_unawarded",
        "UPDATE attendance SET present = 0",
        "UPDATE vote_round SET state = 'void', voided_why = 'късно'",
    ],
)
def test_closed_session_refuses_every_change(world: World, attack: str) -> None:
    session_id = world.opened()
    sessions = world.services.sessions
    world.seal(session_id, "1.1", 6, 5, 1)
    world.seal(session_id, "1.1", 5, 4)
    winner = slot(world, session_id).awards[0].nomination_id
    sessions.set_motive(session_id, "1.1", winner, MOTIVE, actor=ACTOR)
    world.leave_others(session_id, "1.1")
    closed = sessions.close(session_id, actor=ACTOR)
    with (
        pytest.raises((DBAPIError, IntegrityError)),
        world.services.store.read() as session,
        session.begin(),
    ):
        session.execute(text(attack))
    assert sessions.view(session_id) == closed
    with pytest.raises(Refused, match="не се променя"):
        sessions.set_motive(session_id, "1.1", winner, MOTIVE, actor=ACTOR)
    with pytest.raises(Refused, match="не се променя"):
        sessions.void_round(session_id, "1.1", "жалба след края на заседанието", actor=ACTOR)


def test_commission_that_has_sat_keeps_its_members(world: World) -> None:
    world.opened()
    with pytest.raises(Refused, match="вече е заседавала"):
        world.appoint(members=8)


@pytest.mark.requirement("R-45-7.3")
def test_changed_order_replaces_members_keeps_the_first_order_and_asks_attendance_anew(
    world: World,
) -> None:
    first, second = world.plan(), world.plan(replace(PLAN, protocol_no="3"))
    world.attend(first)
    world.attend(second)
    world.appoint(OrderInput("РД-01-1240", date(2026, 5, 15)), members=8)
    view = world.services.sessions.view(second)
    assert not any(line.present for line in view.attendance)
    assert "нужни са 5" in finding(world, first, "quorum").explanation
    assert finding(world, first, "composition").blocking
    with world.services.store.read() as session:
        orders = session.execute(text("SELECT number FROM commission_order ORDER BY id"))
        assert orders.scalars().all() == ["РД-01-1203", "РД-01-1240"]


def test_session_is_left_and_resumed_where_it_was(world: World) -> None:
    session_id = world.opened()
    view = world.seal(session_id, "1.1", 6, 5, 1)
    world.close()
    again = services_in(world.services.data_dir)
    assert again.sessions.view(session_id) == view
    assert view.opened_at == datetime.fromisoformat("2026-05-18T14:30:00+03:00")
    again.store.close()


@pytest.mark.requirement("R-45-3.2")
def test_even_commission_opens_though_a_tie_is_possible(tmp_path: Path) -> None:
    world = World(tmp_path, {"2.3": 1, "2.1": 2}, commission="education")
    session_id = world.opened()
    assert "четен (8)" in finding(world, session_id, "parity").sentence
    world.seal(session_id, "2.3", 5, used=8)
    won = slot(world, session_id, "2.3").awards[0].nomination_id
    world.services.sessions.set_motive(session_id, "2.3", won, MOTIVE, actor=ACTOR)
    world.leave_others(session_id, "2.3")
    world.services.sessions.close(session_id, actor=ACTOR)
    team = next(r for r in world.services.sessions.results(session_id) if r.nomination_id == won)
    assert (team.name, team.members) == ("Квартет „Ангел“", ("Иво Бонев", "Ана Русева"))
    world.close()
