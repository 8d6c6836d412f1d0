"""The act that decides: on a commission's proposal or without one, and only then the book."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from ruse_desktop.domain.acts import ActInput, CouncilVote, NamedInput
from ruse_desktop.domain.findings import OverrideInput
from ruse_desktop.domain.following import StepInput
from ruse_desktop.domain.nominations import State
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.text import clean
from tests.storage.awards_world import DAYS, HEAD, AwardWorld

MAY = date(2027, 5, 3)
VOTE = CouncilVote(51, 45, 23, 9, 13)
Make = Callable[..., AwardWorld]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Makes the world of an award; closed at the end."""
    made: list[AwardWorld] = []

    def one(award: str, day: date | None = None, **slots: int) -> AwardWorld:
        made.append(AwardWorld(tmp_path, award, day or DAYS.get(award, MAY), **slots))
        return made[-1]

    yield one
    for world in made:
        world.close()


def proposed(world: AwardWorld, *votes: int) -> int:
    """A closed session of one section that proposes those with the majority; its id."""
    session_id = world.opened(of_all=9)
    world.seal(session_id, *votes)
    world.motives(session_id)
    world.services.sessions.close(session_id, actor=HEAD)
    return session_id


def states(world: AwardWorld) -> list[State]:
    """The states of the nominations, in the order in which they were made."""
    found = {one.id: one.state for one in world.services.nominations.rows()}
    return [found[one] for ids in world.ids.values() for one in ids]


# --- on the commission's proposal ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("award", "votes", "citation"),
    [
        pytest.param("NR21", (13, 4), "чл. 50, ал. 1", marks=pytest.mark.requirement("R-50-1.3")),
        pytest.param("SG", (9, 4), "чл. 72, ал. 1", marks=pytest.mark.requirement("R-72-1.2")),
        pytest.param("MT", (7, 2), "чл. 74г, ал. 1", marks=pytest.mark.requirement("R-74g-1.2")),
    ],
)
def test_minutes_are_a_proposal_until_the_order(
    make: Make, award: str, votes: tuple[int, ...], citation: str
) -> None:
    world = make(award, all=2)
    session_id = proposed(world, *votes)
    services = world.services
    view = services.sessions.view(session_id)
    assert view.awaits_act
    assert states(world) == [State.NOMINATED, State.ADMITTED]
    with pytest.raises(Refused, match="очаква заповед") as refused:
        services.sessions.results(session_id)
    assert refused.value.citation == citation
    draft = services.acts.draft_of_session(session_id)
    act_id = services.acts.enter(draft, world.name_all(draft), actor=HEAD)
    assert states(world) == [State.NOMINATED, State.ADMITTED]
    (won,) = services.sessions.results(session_id)
    assert (won.nomination_id, won.act_kind) == (world.ids["all"][0], "order")
    assert won.act_text == f"Заповед № РД-01-2000/{date_short(world.day)} на Кмета на Община Русе"
    if services.books.book(award).opened_on is None:
        services.books.open_book(actor=HEAD, award=award, reason="по искане на дирекцията")
    (row,) = services.books.enter_results(actor=HEAD, results=(won,))
    assert row.act == clean(won.act_text)
    assert states(world) == [State.AWARDED, State.NOT_AWARDED]
    assert services.sessions.view(session_id).entered
    with pytest.raises(Refused, match="вписани в книгата"):
        services.acts.strike(act_id, "сгрешен номер на заповедта", actor=HEAD)


@pytest.mark.requirement("R-50-1.4")
def test_name_left_out_by_the_order_needs_a_reason(make: Make) -> None:
    world = make("NR21", all=3)
    session_id = proposed(world, 13, 12, 9)
    draft = world.services.acts.draft_of_session(session_id)
    a, b, c = world.ids["all"]
    typed = world.name_all(draft, names=(NamedInput(a), NamedInput(b), NamedInput(c, named=False)))
    with pytest.raises(Refused) as refused:
        world.services.acts.enter(draft, typed, actor=HEAD)
    assert world.person(2).family in refused.value.message
    assert (refused.value.code, refused.value.citation) == ("act-differs", "чл. 50, ал. 1")
    without = NamedInput(c, named=False, reason="отказала се е от наградата")
    typed = replace(typed, names=(*typed.names[:2], without))
    world.services.acts.enter(draft, typed, actor=HEAD)
    view = world.services.sessions.view(session_id)
    assert view.act is not None
    assert [(one.named, one.reason) for one in view.act.names] == [
        (True, ""), (True, ""), (False, "отказала се е от наградата"),
    ]  # fmt: skip
    results = world.services.sessions.results(session_id)
    assert [one.nomination_id for one in results] == [a, b]
    assert results[0].not_awarded == (c,)


@pytest.mark.requirement("R-50-1.4")
def test_name_added_by_the_order_needs_a_reason(make: Make) -> None:
    world = make("MT", all=2)
    session_id = proposed(world, 6, 3)
    draft = world.services.acts.draft_of_session(session_id)
    a, b = world.ids["all"]
    typed = world.name_all(draft, names=(NamedInput(a), NamedInput(b)))
    with pytest.raises(Refused, match=world.person(1).family):
        world.services.acts.enter(draft, typed, actor=HEAD)
    both = (NamedInput(a), NamedInput(b, motive="за дебюта", reason="дарителят даде две суми"))
    world.services.acts.enter(draft, replace(typed, names=both), actor=HEAD)
    assert [one.motive for one in world.services.sessions.results(session_id)][1] == "за дебюта"


@pytest.mark.requirement("R-50-1.3")
@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"number": " "}, "няма номер"),
        ({"on": None}, "няма дата"),
        ({"kind": "decision", "protocol": "4"}, "само с: заповед на кмета"),
        ({"on": DAYS["SG"] + timedelta(1)}, "бъдеща"),
        ({"on": DAYS["SG"] - timedelta(1)}, "комисията заседава на 26.11.2026"),
        ({"names": ()}, "не посочва никого"),
    ],
)
def test_act_that_is_not_whole_is_refused(
    make: Make, changes: dict[str, object], says: str
) -> None:
    world = make("SG", all=2)
    draft = world.services.acts.draft_of_session(proposed(world, 9, 3))
    with pytest.raises((UserError, Refused), match=says):
        world.services.acts.enter(draft, world.name_all(draft, **changes), actor=HEAD)
    assert world.services.acts.of_edition(world.edition_id) == ()


def test_act_is_struck_out_with_a_reason_and_never_changed(make: Make) -> None:
    world = make("MT", all=2)
    session_id = proposed(world, 6, 3)
    acts = world.services.acts
    draft = acts.draft_of_session(session_id)
    act_id = acts.enter(draft, world.name_all(draft, number="РД-1"), actor=HEAD)
    with pytest.raises(Refused, match="вече е вписан"):
        acts.enter(draft, world.name_all(draft), actor=HEAD)
    for statement in (
        "UPDATE deciding_act SET number = '7'",
        "DELETE FROM deciding_act",
        "UPDATE deciding_act_name SET named = 0",
    ):
        with pytest.raises(IntegrityError), world.services.store.write(HEAD, "tests.forge") as tx:
            tx.session.execute(text(statement))
    acts.strike(act_id, "сгрешен номер на заповедта", actor=HEAD)
    assert world.services.sessions.view(session_id).awaits_act
    acts.enter(draft, world.name_all(draft), actor=HEAD)
    assert [one.act.number for one in acts.of_edition(world.edition_id)] == ["РД-01-2000"]


def test_session_that_proposes_nobody_needs_no_act(make: Make) -> None:
    world = make("MT", all=1)
    session_id = world.opened()
    world.services.sessions.leave_unawarded(session_id, "all", "няма достоен кандидат", actor=HEAD)
    view = world.services.sessions.close(session_id, actor=HEAD)
    assert not view.awaits_act
    assert states(world) == [State.NOT_AWARDED]
    with pytest.raises(Refused, match="не се издава акт"):
        world.services.acts.draft_of_session(session_id)


# --- without a commission ------------------------------------------------------------------------


@pytest.mark.requirement("R-38-0.1")
def test_one_order_names_several_and_a_decision_is_refused(make: Make) -> None:
    world = make("PL", individual=5)
    acts = world.services.acts
    draft = acts.draft_of_edition(world.edition_id)
    assert draft.rule.kinds == ("order",)
    with pytest.raises(Refused, match="само с") as refused:
        acts.enter(
            draft, world.name_all(draft, kind="decision", protocol="8", vote=VOTE), actor=HEAD
        )
    assert refused.value.citation == "чл. 38"
    names = tuple(NamedInput(one, motive="за приноса") for one in world.ids["individual"])
    act_id = acts.enter(draft, world.name_all(draft, names=names), actor=HEAD)
    results = acts.results(act_id)
    rows = world.services.books.enter_results(actor=HEAD, results=results)
    assert [row.entry_no for row in rows] == [1, 2, 3, 4, 5]
    assert {clean(row.act) for row in rows} == {clean(results[0].act_text)}
    assert states(world) == [State.AWARDED] * 5
    (kept,) = acts.of_edition(world.edition_id)
    assert kept.entered


@pytest.mark.requirement("R-33-0.1")
@pytest.mark.parametrize("kind", ["order", "decision"])
def test_sign_is_given_by_order_or_by_decision(make: Make, kind: str) -> None:
    world = make("PZ", individual=1)
    acts = world.services.acts
    draft = acts.draft_of_edition(world.edition_id)
    with pytest.raises(UserError, match="няма номер"):
        acts.enter(draft, world.name_all(draft, kind=kind, number=""), actor=HEAD)
    typed = world.name_all(draft, kind=kind, protocol="18" if kind == "decision" else "")
    (result,) = acts.results(acts.enter(draft, typed, actor=HEAD))
    assert result.act_kind == kind
    assert (f"по протокол № 18/{date_short(MAY)}" in result.act_text) is (kind == "decision")
    world.services.books.enter_results(actor=HEAD, results=(result,))
    assert states(world) == [State.AWARDED]


def test_nomination_is_named_by_one_act_only(make: Make) -> None:
    world = make("PZ", individual=1)
    acts = world.services.acts
    draft = acts.draft_of_edition(world.edition_id)
    acts.enter(draft, world.name_all(draft), actor=HEAD)
    assert acts.draft_of_edition(world.edition_id).candidates == ()
    with pytest.raises(Refused, match="вече е в друг акт"):
        acts.enter(draft, world.name_all(draft, number="РД-2"), actor=HEAD)


def test_award_with_a_commission_takes_no_act_without_it(make: Make) -> None:
    world = make("SG", all=1)
    with pytest.raises(Refused, match="първо предлага комисия"):
        world.services.acts.draft_of_edition(world.edition_id)


def steps(world: AwardWorld, *codes: str) -> None:
    """Take steps of the first nomination, a week apart from 1 April."""
    typed = {
        "chairs-council": StepInput(
            "chairs-council", date(2027, 4, 1), "отрицателно", document="Становище № 4"
        ),
        "committee": StepInput("committee", date(2027, 4, 8), "подкрепя", who="ПК по култура"),
    }
    for code in codes:
        world.services.nomination_steps.record(world.ids["all"][0], typed[code], actor=HEAD)


def decision(world: AwardWorld, **changes: object) -> ActInput:
    """A council decision of today that names everybody."""
    draft = world.services.acts.draft_of_edition(world.edition_id)
    whole = {"number": "412", "protocol": "18", "vote": VOTE, **changes}
    return world.name_all(draft, **whole)


@pytest.mark.requirement("R-27-3.1")
@pytest.mark.parametrize(
    ("taken", "lacks"),
    [((), "Разглеждане от постоянна комисия"), (("chairs-council",), "Разглеждане от постоянна")],
)
def test_title_waits_for_the_chairs_and_the_committees(
    make: Make, taken: tuple[str, ...], lacks: str
) -> None:
    world = make("PG", all=1)
    steps(world, *taken)
    draft = world.services.acts.draft_of_edition(world.edition_id)
    with pytest.raises(Refused, match=f"Липсва: {lacks}") as refused:
        world.services.acts.enter(draft, decision(world), actor=HEAD)
    assert refused.value.citation == "чл. 27, ал. 3"


@pytest.mark.requirement("R-27-3.1")
def test_decision_before_the_committee_is_refused(make: Make) -> None:
    world = make("PG", all=1)
    steps(world, "chairs-council", "committee")
    draft = world.services.acts.draft_of_edition(world.edition_id)
    with pytest.raises(Refused, match="преди предходна стъпка"):
        world.services.acts.enter(draft, decision(world, on=date(2027, 4, 7)), actor=HEAD)


@pytest.mark.requirement("R-28-0.1")
@pytest.mark.requirement("R-27-2.2")
def test_title_is_given_by_the_decision_with_its_protocol(make: Make) -> None:
    world = make("PG", all=1)
    steps(world, "chairs-council", "committee")
    acts = world.services.acts
    draft = acts.draft_of_edition(world.edition_id)
    with pytest.raises(UserError, match="протокола на Общинския съвет"):
        acts.enter(draft, decision(world, protocol=" "), actor=HEAD)
    act_id = acts.enter(draft, decision(world), actor=HEAD)
    detail = world.services.nominations.detail(world.ids["all"][0])
    last = detail.following.steps[-1]
    assert (last.code, last.on, last.result) == ("session", MAY, "прието")
    (row,) = world.services.books.enter_results(actor=HEAD, results=acts.results(act_id))
    assert row.act == "Решение № 412 по протокол № 18/03.05.2027 г. на Общинския съвет"


def test_struck_decision_takes_back_the_step_it_recorded(make: Make) -> None:
    world = make("PG", all=1)
    steps(world, "chairs-council", "committee")
    acts = world.services.acts
    act_id = acts.enter(acts.draft_of_edition(world.edition_id), decision(world), actor=HEAD)
    acts.strike(act_id, "решението е за друго лице", actor=HEAD)
    detail = world.services.nominations.detail(world.ids["all"][0])
    assert not detail.following.steps[-1].taken


@pytest.mark.requirement("R-28-0.2")
def test_twenty_two_of_forty_five_need_a_reason_and_twenty_three_do_not(make: Make) -> None:
    world = make("PG", all=1)
    steps(world, "chairs-council", "committee")
    acts = world.services.acts
    draft = acts.draft_of_edition(world.edition_id)
    few = decision(world, vote=CouncilVote(51, 45, 22, 10, 13))
    (finding,) = acts.judge(draft, few)
    assert "нужни са поне 23" in finding.explanation
    with pytest.raises(Refused, match="Няма мнозинство") as refused:
        acts.enter(draft, few, actor=HEAD)
    assert refused.value.citation == "чл. 28"
    assert acts.judge(draft, decision(world))[0].verdict == "met"
    with pytest.raises(Refused, match="не е записано"):
        acts.enter(draft, decision(world, vote=CouncilVote()), actor=HEAD)
    why = OverrideInput("Общинският съвет приема с мнозинство от гласувалите")
    act_id = acts.enter(draft, replace(few, passed={finding.rule: why}), actor=HEAD)
    (kept,) = acts.of_edition(world.edition_id)
    assert (kept.id, kept.vote) == (act_id, CouncilVote(51, 45, 22, 10, 13))
    assert [one.rule for one in world.services.overrides.list()] == ["council-majority"]


# --- motives and the first page ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("award", "votes", "citation"),
    [
        pytest.param(
            "NR21", (13, 9, 8), "чл. 50, ал. 5", marks=pytest.mark.requirement("R-50-5.1")
        ),
        pytest.param("SG", (9, 8, 7), "чл. 72, ал. 5", marks=pytest.mark.requirement("R-72-5.1")),
        pytest.param("MT", (7, 1, 1), "чл. 74г, ал. 5", marks=pytest.mark.requirement("R-74g-5.1")),
    ],
)
def test_session_without_a_motive_is_not_closed(
    make: Make, award: str, votes: tuple[int, ...], citation: str
) -> None:
    world = make(award, all=3)
    session_id = world.opened(of_all=9)
    world.seal(session_id, *votes)
    *told, silent = world.slot(session_id).awards
    for one in told:
        world.services.sessions.set_motive(
            session_id, "all", one.nomination_id, "за упоритата работа", actor=HEAD
        )
    with pytest.raises(Refused) as refused:
        world.services.sessions.close(session_id, actor=HEAD)
    name = world.slot(session_id).nominee(silent.nomination_id).nominee_name
    assert f"мотив за {name}" in refused.value.message
    assert refused.value.citation == citation


@pytest.mark.requirement("R-74g-1.2")
def test_first_page_tells_what_waits_for_an_act_and_what_for_the_book(make: Make) -> None:
    world = make("MT", all=2)
    session_id = proposed(world, 6, 3)
    sign = ("sign", [session_id])
    assert waiting(world) == [sign, ("act", [session_id])]
    draft = world.services.acts.draft_of_session(session_id)
    a, b = world.ids["all"]
    reason = "дарителят посочи друг изпълнител"
    other = (NamedInput(a, named=False, reason=reason), NamedInput(b, reason=reason))
    world.services.acts.enter(draft, world.name_all(draft, names=other), actor=HEAD)
    assert waiting(world) == [sign, ("closed", [session_id])]
    services = world.services
    services.books.open_book(actor=HEAD, award="MT", reason="по искане на дирекцията")
    services.books.enter_results(actor=HEAD, results=services.sessions.results(session_id))
    assert waiting(world) == [sign]
    assert services.sessions.view(session_id).entered
    assert states(world) == [State.NOT_AWARDED, State.AWARDED]


def test_first_page_names_those_of_an_act_who_are_not_in_the_book(make: Make) -> None:
    world = make("PZ", individual=2)
    acts = world.services.acts
    draft = acts.draft_of_edition(world.edition_id)
    act_id = acts.enter(draft, world.name_all(draft), actor=HEAD)
    assert waiting(world) == [("named", world.ids["individual"])]
    world.services.books.enter_results(actor=HEAD, results=acts.results(act_id))
    assert waiting(world) == []


def waiting(world: AwardWorld) -> list[tuple[str, list[int]]]:
    """The groups of the first page with the ids of what waits, but for the money of the award."""
    groups = (
        one for one in world.services.today.view().waiting if one.kind not in {"payment", "edition"}
    )
    return [(one.sort, [record.id for record in one.records]) for one in groups]
