"""How each commission of the ordinance votes: its rounds, its quorum, its chair and its criteria."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date, time
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from ruse_desktop.domain.ballots import Count, StepKind
from ruse_desktop.domain.commissions import OrderInput
from ruse_desktop.domain.findings import OverrideInput
from ruse_desktop.domain.nominations import State
from ruse_desktop.domain.sessions import SessionInput, SessionState
from ruse_desktop.kernel.errors import Refused, UserError
from tests.storage.awards_world import DAYS, HEAD, AwardWorld

CANETTI = date(2027, 9, 2)
Make = Callable[..., AwardWorld]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Makes the world of an award; closed at the end."""
    made: list[AwardWorld] = []

    def one(award: str, **slots: int) -> AwardWorld:
        made.append(AwardWorld(tmp_path, award, DAYS.get(award, CANETTI), **slots))
        return made[-1]

    yield one
    for world in made:
        world.close()


def chair_count(world: AwardWorld, session_id: int, *votes: int) -> Count:
    """A ballot for the first members, one for each number of votes."""
    view = world.services.sessions.view(session_id)
    there = [line.member_id for line in view.attendance if line.votes]
    n = sum(votes)
    return Count(n, n, 0, n, 0, 0, dict(zip(there, votes, strict=False)))


# --- „Русе – 21. век“ --------------------------------------------------------------------------


@pytest.mark.requirement("R-50-4.1")
def test_each_nominee_needs_more_than_half_of_those_present(make: Make) -> None:
    world = make("NR21", all=3)
    session_id = world.opened(of_all=9)
    step = world.slot(session_id).step
    assert (step.each, step.places, step.marks) == (True, 3, 3)
    place = world.seal(session_id, 7, 6, 13)
    assert place.rounds[0].base == 13
    assert place.rounds[0].needed == 7
    assert [one.nomination_id for one in place.awards] == [world.ids["all"][0], world.ids["all"][2]]


@pytest.mark.requirement("R-50-4.1")
def test_valid_ballots_may_be_against_everyone_and_nobody_is_voted_again(make: Make) -> None:
    world = make("NR21", all=2)
    session_id = world.opened(of_all=9)
    place = world.seal(session_id, 3, 2)
    assert (place.step.kind, place.awards) == (StepKind.UNDECIDED, ())


@pytest.mark.requirement("R-50-4.2")
def test_laureates_of_earlier_years_are_shown(make: Make) -> None:
    world = make("NR21", all=1)
    session_id = world.opened(of_all=9)
    assert world.services.sessions.view(session_id).history == ()
    world.enter_old({2024: 3, 2025: 4})
    assert world.services.sessions.view(session_id).history == ((2024, 3), (2025, 4))


# --- „Студент на годината“ и „Млад творец“ --------------------------------------------------------


@pytest.mark.requirement("R-72-4.1")
def test_two_tied_at_the_border_of_three_vote_again(make: Make) -> None:
    world = make("SG", all=4)
    a, b, c, d = world.ids["all"]
    session_id = world.opened()
    place = world.seal(session_id, 8, 6, 5, 5)
    assert (place.step.attempt, place.step.options, place.step.places) == (1, (c, d), 1)
    place = world.seal(session_id, 4, 5)
    assert {one.nomination_id for one in place.awards} == {a, b, d}


@pytest.mark.requirement("R-72-4.1")
def test_fourth_votes_of_nine_do_not_fill_the_third_place(make: Make) -> None:
    world = make("SG", all=4)
    session_id = world.opened()
    place = world.seal(session_id, 8, 6, 4, 3)
    assert place.step.kind is StepKind.DECIDED
    assert [one.nomination_id for one in place.awards] == world.ids["all"][:2]


@pytest.mark.requirement("R-74g-4.1")
@pytest.mark.parametrize(
    ("votes", "again"), [((4, 4, 1), (0, 1)), ((4, 3, 2), (0, 1)), ((3, 3, 3), (0, 1, 2))]
)
def test_without_a_majority_the_leaders_vote_again(
    make: Make, votes: tuple[int, ...], again: tuple[int, ...]
) -> None:
    world = make("MT", all=3)
    session_id = world.opened()
    place = world.seal(session_id, *votes)
    assert place.step.options == tuple(world.ids["all"][n] for n in again)
    assert place.awards == ()


@pytest.mark.requirement("R-74g-4.1")
def test_five_of_nine_win(make: Make) -> None:
    world = make("MT", all=3)
    session_id = world.opened()
    place = world.seal(session_id, 5, 3, 1)
    assert [one.nomination_id for one in place.awards] == world.ids["all"][:1]


# --- „Елиас Канети“ ----------------------------------------------------------------------------


@pytest.mark.requirement("R-64-1.1")
def test_four_of_seven_do_not_open_and_five_do(make: Make) -> None:
    world = make("NLN", fiction=2)
    with pytest.raises(Refused, match="Няма кворум") as refused:
        world.opened(absent=[4, 5, 6])
    assert refused.value.citation == "чл. 64, ал. 1"
    (session,) = world.services.sessions.of_commission(world.commission.id)
    with pytest.raises(Refused, match="не допуска отклонение"):
        world.services.sessions.override(
            session.id, "quorum", OverrideInput("възпрепятствани членове", "вх. № 1"), actor=HEAD
        )
    world.attend(session.id, absent=[5, 6])
    assert world.services.sessions.open(session.id, actor=HEAD).state is SessionState.OPEN


@pytest.mark.requirement("R-64-1.1")
def test_every_step_is_refused_while_the_quorum_is_lost(make: Make) -> None:
    world = make("NLN", fiction=2)
    session_id = world.opened()
    world.found(session_id)
    world.seal(session_id, 6, 5, slot="fiction")
    world.seal(session_id, 5, 2, slot="fiction")
    world.attend(session_id, absent=[4, 5, 6])
    won = world.slot(session_id, "fiction").awards[0].nomination_id
    sessions = world.services.sessions
    for step in (
        lambda: sessions.set_motive(session_id, "fiction", won, "за романа и езика му", actor=HEAD),
        lambda: sessions.leave_unawarded(session_id, "drama", "няма пиеси", actor=HEAD),
        lambda: sessions.void_round(session_id, "fiction", "намерена бюлетина", actor=HEAD),
        lambda: sessions.close(session_id, actor=HEAD),
    ):
        with pytest.raises(Refused, match="Кворумът е загубен") as refused:
            step()
        assert refused.value.citation == "чл. 64, ал. 1"


@pytest.mark.requirement("R-64-2.1")
def test_no_other_ballot_before_the_chair_is_elected(make: Make) -> None:
    world = make("NLN", fiction=2)
    session_id = world.opened(absent=[5, 6])
    with pytest.raises(Refused, match="Председателят още не е избран") as refused:
        world.seal(session_id, 3, 2, slot="fiction")
    assert refused.value.citation == "чл. 64, ал. 2"
    chairs = world.services.chairs
    view = chairs.elect(session_id, chair_count(world, session_id, 2, 2, 1), actor=HEAD)
    assert view.first.chair is None
    first, second, third = view.first.rounds[0].votes
    assert view.first.rounds[0].again == (first, second)
    view = chairs.elect(session_id, chair_count(world, session_id, 3, 2), actor=HEAD)
    assert view.first.chair == first != third
    assert view.commission.chair is not None
    assert view.commission.chair.id == first
    with pytest.raises(Refused, match="вече има председател"):
        chairs.elect(session_id, chair_count(world, session_id, 3, 2), actor=HEAD)


@pytest.mark.requirement("R-64-2.1")
def test_ballot_for_a_chair_is_kept_and_is_only_made_void(make: Make) -> None:
    world = make("NLN", fiction=1)
    session_id = world.opened()
    chairs = world.services.chairs
    with pytest.raises(Refused) as refused:
        chairs.elect(session_id, chair_count(world, session_id, 5, 3), actor=HEAD)
    assert refused.value.code == "arithmetic"
    chairs.elect(session_id, chair_count(world, session_id, 4, 3), actor=HEAD)
    for statement in ("UPDATE chair_round SET valid = 1", "DELETE FROM chair_round"):
        with pytest.raises(IntegrityError), world.services.store.write(HEAD, "tests.forge") as tx:
            tx.session.execute(text(statement))
    view = chairs.void(session_id, "намерена е осма бюлетина", actor=HEAD)
    assert view.first.chair is None
    assert view.commission.chair is None
    assert view.first.rounds[0].voided_why == "намерена е осма бюлетина"


@pytest.mark.requirement("R-64-4.1")
def test_criteria_need_the_consent_of_everyone_present(make: Make) -> None:
    world = make("NLN", fiction=2)
    session_id = world.opened()
    chairs = world.services.chairs
    view = chairs.elect(session_id, chair_count(world, session_id, 4, 3), actor=HEAD)
    there = [line.member_id for line in view.attendance]
    words = "Художествени качества, новост, завършеност."
    view = chairs.adopt(session_id, words, there[:6], actor=HEAD)
    assert view.first.criteria is not None
    assert not view.first.criteria.adopted
    with pytest.raises(Refused, match="Няма общо съгласие") as refused:
        world.seal(session_id, 6, 5, slot="fiction")
    assert refused.value.citation == "чл. 64, ал. 4"
    view = chairs.adopt(session_id, words, there, actor=HEAD)
    assert view.first.criteria_done
    world.seal(session_id, 6, 5, slot="fiction")
    with pytest.raises(Refused, match="Гласувано е вече"):
        chairs.adopt(session_id, "Други критерии.", there, actor=HEAD)


@pytest.mark.requirement("R-63-2.1")
@pytest.mark.requirement("R-63-2.2")
def test_first_ten_of_those_with_a_majority_and_a_tie_at_the_border(make: Make) -> None:
    world = make("NLN", fiction=12)
    session_id = world.opened()
    world.found(session_id)
    step = world.slot(session_id, "fiction").step
    assert (step.places, step.marks) == (10, 10)
    place = world.seal(session_id, 7, 7, 7, 6, 6, 6, 5, 5, 5, 4, 4, 3, slot="fiction")
    ids = world.ids["fiction"]
    assert (place.step.number, place.step.attempt) == (1, 1)
    assert (place.step.options, place.step.places) == ((ids[9], ids[10]), 1)
    place = world.seal(session_id, 3, 4, slot="fiction")
    assert (place.step.number, place.step.options) == (2, (*ids[:9], ids[10]))


@pytest.mark.requirement("R-63-2.1")
def test_fewer_than_the_limit_are_not_filled_up(make: Make) -> None:
    world = make("NLN", drama=4)
    session_id = world.opened()
    world.found(session_id)
    step = world.slot(session_id, "drama").step
    assert (step.places, step.marks) == (3, 3)
    place = world.seal(session_id, 6, 4, 3, 2, slot="drama")
    assert (place.step.number, place.step.options) == (2, tuple(world.ids["drama"][:2]))


@pytest.mark.requirement("R-63-2.3")
@pytest.mark.requirement("R-63-2.4")
def test_second_stage_stands_on_the_first_and_elects_by_majority(make: Make) -> None:
    world = make("NLN", fiction=4)
    a, b, c, d = world.ids["fiction"]
    session_id = world.opened()
    world.found(session_id)
    assert world.slot(session_id, "fiction").step.number == 1
    place = world.seal(session_id, 6, 5, 5, 2, slot="fiction")
    assert (place.step.number, place.step.options) == (2, (a, b, c))
    assert d not in place.step.options
    place = world.seal(session_id, 3, 2, 2, slot="fiction")
    assert (place.step.attempt, place.step.options) == (1, (a, b, c))
    place = world.seal(session_id, 3, 3, 1, slot="fiction")
    assert (place.step.attempt, place.step.options) == (2, (a, b))
    place = world.seal(session_id, 4, 3, slot="fiction")
    assert [one.nomination_id for one in place.awards] == [a]


@pytest.mark.requirement("R-63-2.3")
def test_four_of_six_are_needed(make: Make) -> None:
    world = make("NLN", fiction=2)
    session_id = world.opened(absent=[6])
    world.found(session_id)
    world.seal(session_id, 6, 6, slot="fiction")
    place = world.seal(session_id, 3, 3, slot="fiction")
    assert place.rounds[-1].needed == 4
    assert (place.step.kind, place.awards) == (StepKind.VOTE, ())


@pytest.mark.requirement("R-63-2.5")
@pytest.mark.requirement("R-64-5.1")
def test_year_without_a_drama_prize_is_closed_for_ever(make: Make) -> None:
    world = make("NLN", fiction=2)
    session_id = world.opened()
    world.found(session_id)
    world.seal(session_id, 6, 5, slot="fiction")
    world.seal(session_id, 5, 2, slot="fiction")
    world.motives(session_id, "fiction")
    sessions = world.services.sessions
    with pytest.raises(UserError):
        sessions.leave_unawarded(session_id, "drama", " ", actor=HEAD)
    sessions.leave_unawarded(session_id, "drama", "няма подадени пиеси", actor=HEAD)
    view = sessions.close(session_id, actor=HEAD)
    assert not view.awaits_act
    won, nobody = sessions.results(session_id)
    assert (won.nomination_id, won.act_kind) == (world.ids["fiction"][0], "minutes")
    assert nobody.unawarded_reason == "няма подадени пиеси"
    with pytest.raises(Refused, match="приключило"):
        world.seal(session_id, slot="fiction")
    with pytest.raises(Refused, match="приключило"):
        world.services.chairs.void(session_id, "повторно гласуване", actor=HEAD)
    with pytest.raises(IntegrityError), world.services.store.write(HEAD, "tests.forge") as tx:
        tx.session.execute(text("UPDATE session_criteria SET text = 'други'"))
    states = {one.id: one.state for one in world.services.nominations.rows()}
    assert states == dict(
        zip(world.ids["fiction"], (State.AWARDED, State.NOT_AWARDED), strict=True)
    )


@pytest.mark.requirement("R-64-3.1")
def test_commission_of_the_next_edition_waits_for_its_own_order(make: Make) -> None:
    world = make("NLN", fiction=1)
    world.appoint()
    seats = [*world.commission.members]
    opened = world.services.editions.open("NLN", 2029, actor=HEAD, law_edition="2024-02-29")
    (later,) = world.services.commissions.of_edition(opened.id, actor=HEAD)
    assert later.order_no == ""
    view = world.services.commissions.appoint(later.id, seats, OrderInput("", None), actor=HEAD)
    lacking = world.services.commissions.check(view.id, seats, OrderInput("", None))
    assert "order" in {one.rule for one in lacking if one.blocking}


@pytest.mark.requirement("R-64-0.7")
@pytest.mark.requirement("R-64-2.1")
@pytest.mark.requirement("R-64-5.2")
def test_minutes_print_the_election_and_the_criteria(make: Make) -> None:
    world = make("NLN", fiction=1)
    session_id = world.opened()
    world.found(session_id)
    pages = PdfReader(io.BytesIO(world.services.sessions.minutes_pdf(session_id))).pages
    said = " ".join(" ".join(page.extract_text() for page in pages).split())
    chair = world.commission.chair
    assert chair is not None
    assert f"Избран за председател: {chair.name}" in said
    assert "Приети с общо съгласие на 7 присъстващи." in said
    assert "Художествени качества и новост." in said
    assert "Решението на комисията е окончателно и не подлежи на обжалване." in said
    assert "чл. 64, ал. 2" in said
    assert "чл. 64, ал. 4" in said


@pytest.mark.requirement("R-74g-1.2")
def test_minutes_of_a_proposal_do_not_decide(make: Make) -> None:
    world = make("MT", all=2)
    session_id = world.opened()
    world.seal(session_id, 6, 3)
    pages = PdfReader(io.BytesIO(world.services.sessions.minutes_pdf(session_id))).pages
    said = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert f"Предлага за носител: {world.person(0).given}" in said


# --- a commission that meets more than once ---------------------------------------------------------


def later_session(world: AwardWorld, number: str) -> int:
    """A further open session of the commission, everyone there; its id."""
    plan = SessionInput(world.day, time(14), "зала „Малка“", number, ("Ива Тодорова",))
    session_id = world.services.sessions.plan(world.commission.id, plan, actor=HEAD)
    world.attend(session_id)
    world.pass_warnings(session_id)
    world.services.sessions.open(session_id, actor=HEAD)
    return session_id


def minutes(world: AwardWorld, session_id: int) -> str:
    """What the minutes of a session say."""
    pages = PdfReader(io.BytesIO(world.services.sessions.minutes_pdf(session_id))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.requirement("R-64-0.7")
@pytest.mark.requirement("R-63-2.4")
def test_two_stages_in_three_sessions_have_three_minutes(make: Make) -> None:
    world = make("NLN", fiction=3)
    sessions = world.services.sessions
    first = world.opened()
    world.found(first)
    with pytest.raises(Refused, match="не може да приключи"):
        sessions.close(first, actor=HEAD)
    assert not sessions.close(first, actor=HEAD, adjourn=True).awaits_act
    assert "Избран за председател" in minutes(world, first)
    assert "Остава за следващо заседание." in minutes(world, first)

    second = later_session(world, "2")
    assert sessions.view(second).first.chair_done
    assert sessions.view(second).earlier[0].protocol_no == "1"
    world.seal(second, 6, 5, 2, slot="fiction")
    sessions.leave_unawarded(second, "drama", "няма подадени пиеси", actor=HEAD)
    sessions.close(second, actor=HEAD, adjourn=True)
    said = minutes(world, second)
    assert "Избран за председател" not in said
    assert "Носителят се избира на следващо заседание." in said

    third = later_session(world, "3")
    a, b, c = world.ids["fiction"]
    assert world.slot(third, "fiction").step.options == (a, b)
    assert world.slot(third, "drama").settled_before
    with pytest.raises(Refused, match="решен на предишно заседание"):
        sessions.resume_slot(third, "drama", actor=HEAD)
    with pytest.raises(Refused, match="Няма запечатан тур"):
        sessions.void_round(third, "fiction", "опорочен първи етап", actor=HEAD)
    world.seal(third, 2, 5, slot="fiction")
    sessions.close(third, actor=HEAD)
    (won,) = sessions.results(third)
    assert won.nomination_id == b
    assert won.act_text.startswith("Протокол № 3/")
    assert "няма подадени пиеси" not in minutes(world, third)
    states = {one.id: one.state for one in world.services.nominations.rows()}
    assert states == {a: State.NOT_AWARDED, b: State.AWARDED, c: State.NOT_AWARDED}


@pytest.mark.requirement("R-72-5.1")
def test_chosen_without_a_motive_are_not_put_off(make: Make) -> None:
    world = make("SG", all=2)
    session_id = world.opened()
    world.seal(session_id, 9, 2)
    with pytest.raises(Refused, match="мотив за"):
        world.services.sessions.close(session_id, actor=HEAD, adjourn=True)


def test_session_is_not_put_off_in_the_middle_of_a_ballot(make: Make) -> None:
    world = make("MT", all=2)
    session_id = world.opened()
    world.services.secret_ballots.start(
        session_id, "all", chair_pin="482915", secretary_pin="730164", actor=HEAD
    )
    with pytest.raises(Refused, match="започнато гласуване"):
        world.services.sessions.close(session_id, actor=HEAD, adjourn=True)
