"""An appointed commission changed by later orders: who leaves, who enters, since when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from ruse_desktop.documents import docx_papers
from ruse_desktop.documents.papers import render
from ruse_desktop.domain.commissions import ChangeInput, Leaving, MemberInput, OrderInput
from ruse_desktop.domain.findings import Verdict
from ruse_desktop.domain.papers import Grid, PaperKind
from ruse_desktop.domain.sessions import SessionInput
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.services.session_minutes import minutes_of
from tests.storage.awards_world import HEAD, AwardWorld
from tests.storage.sessions_world import ACTOR, NOW, ORDER, PLAN, World, filled
from tests.unit.pdf_reading import words

LEFT_ON = date(2026, 5, 14)
SUCCESSOR = MemberInput(
    "culture-committee", "Цветана Рачева Минкова", "съветник", "изх. № 70/13.05.2026 г."
)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.close()


def change(world: World, place: int, successor: MemberInput | None, **but: object) -> ChangeInput:
    """The order by which the member on a place leaves."""
    gone = world.commission.members[place]
    typed = ChangeInput("РД-01-1288", LEFT_ON, LEFT_ON, (Leaving(gone.id, "отвод", successor),))
    return replace(typed, **but)  # type: ignore[arg-type]  # test data


@pytest.mark.requirement("R-45-7.3")
def test_who_leaves_stays_in_the_history_and_the_seat_is_taken(world: World) -> None:
    before = world.commission
    after = world.services.commissions.change(
        world.commission_id, change(world, 2, SUCCESSOR), actor=ACTOR
    )
    assert [one.name for one in after.members] == [
        SUCCESSOR.name if n == 2 else one.name for n, one in enumerate(before.members)
    ]
    assert after.members[2].replaces == before.members[2].id
    assert [one.name for one in after.on(date(2026, 5, 13)).members] == [
        one.name for one in before.members
    ]
    assert [one.name for one in after.on(LEFT_ON).members] == [one.name for one in after.members]
    (order,) = after.changes
    ((left, entered),) = order.pairs
    assert left is not None
    assert entered is not None
    assert (left.name, left.left_why, left.until) == (before.members[2].name, "отвод", LEFT_ON)
    assert (entered.name, entered.since, order.by) == (SUCCESSOR.name, LEFT_ON, ACTOR.name)
    assert not [one for one in after.check(after.everyone, "РД-01-1203", ORDER.on) if one.open]


@pytest.mark.requirement("R-45-7.3")
def test_eight_of_nine_warn_with_quorum_and_majority_anew(world: World) -> None:
    world.services.commissions.change(world.commission_id, change(world, 2, None), actor=ACTOR)
    session = world.plan()
    view = world.attend(session)
    finding = next(one for one in view.findings if one.rule == "below-seats")
    assert (finding.verdict, finding.blocking) == (Verdict.NOT_MET, False)
    assert finding.sentence == "Съставът е под предвидения: 8 от 9"
    assert "Кворумът става 5, мнозинството при пълно присъствие – 5" in finding.explanation
    quorum = next(one for one in view.findings if one.rule == "quorum")
    assert "8 от 8; нужни са 5" in quorum.explanation
    assert view.entitled == 8


@pytest.mark.requirement("R-45-2.1")
def test_nine_are_still_asked_of_the_first_order(world: World) -> None:
    world.appoint(members=8)
    view = world.services.sessions.view(world.plan())
    assert next(one for one in view.findings if one.rule == "composition").blocking


@pytest.mark.requirement("R-45-7.3")
def test_a_session_has_the_composition_of_its_day(world: World) -> None:
    world.services.commissions.change(world.commission_id, change(world, 2, SUCCESSOR), actor=ACTOR)
    early = world.plan(replace(PLAN, held_on=date(2026, 5, 13), protocol_no="1"))
    late = world.plan()
    names = [
        [one.name for one in world.services.sessions.view(one).attendance] for one in (early, late)
    ]
    assert SUCCESSOR.name not in names[0]
    assert SUCCESSOR.name in names[1]


def closed(world: World) -> int:
    """A session of the first composition, closed for ever."""
    session = world.opened()
    world.leave_others(session)
    world.services.sessions.close(session, actor=ACTOR)
    return session


def test_a_closed_session_is_not_changed_by_a_later_order(world: World) -> None:
    session = closed(world)
    before = world.services.sessions.view(session)
    with world.services.store.read() as rows:
        minutes = minutes_of(rows, before, world.services.law)
    late = date(2026, 5, 19)
    world.services.commissions.change(
        world.commission_id, change(world, 0, None, on=late, from_day=late), actor=ACTOR
    )
    after = world.services.sessions.view(session)
    assert after.attendance == before.attendance
    with world.services.store.read() as rows:
        assert minutes_of(rows, after, world.services.law) == minutes


def test_an_order_cannot_hold_for_a_day_on_which_was_already_sat(world: World) -> None:
    closed(world)
    with pytest.raises(Refused) as refused:
        world.services.commissions.change(
            world.commission_id, change(world, 2, SUCCESSOR), actor=ACTOR
        )
    assert refused.value.code == "session-held"
    assert world.commission.changes == ()


def test_an_open_session_is_not_moved_into_another_composition(world: World) -> None:
    session = world.opened()
    late = date(2026, 5, 20)
    world.services.commissions.change(
        world.commission_id, change(world, 2, SUCCESSOR, on=late, from_day=late), actor=ACTOR
    )
    sessions = world.services.sessions
    sessions.change_plan(session, replace(PLAN, held_on=date(2026, 5, 19)), actor=ACTOR)
    with pytest.raises(Refused) as refused:
        sessions.change_plan(session, replace(PLAN, held_on=late), actor=ACTOR)
    assert refused.value.code == "composition"


def test_a_planned_session_forgets_who_left(world: World) -> None:
    session = world.plan()
    before = world.attend(session)
    world.services.commissions.change(world.commission_id, change(world, 2, SUCCESSOR), actor=ACTOR)
    after = world.services.sessions.view(session)
    present = {one.member_id for one in after.attendance if one.present}
    assert present == {one.member_id for one in before.attendance} - {
        before.attendance[2].member_id
    }
    assert [one.present for one in after.attendance if one.name == SUCCESSOR.name] == [False]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE commission_member SET name = 'Друг'",
        "UPDATE commission_member SET voting = 0",
        "UPDATE commission_member SET until = '2026-05-18'",
        "UPDATE commission_member SET since = '2026-05-19'",
        "DELETE FROM commission_member",
        (
            "INSERT INTO commission_member SELECT 999, commission_id, 10, source, 'Десети', position,"
            " naming, 0, 1, '', 0, NULL, NULL, NULL, NULL, '', NULL, NULL, NULL"
            " FROM commission_member LIMIT 1"
        ),
    ],
)
def test_the_file_keeps_the_composition_of_a_closed_session(world: World, statement: str) -> None:
    closed(world)
    with (
        pytest.raises(IntegrityError, match="closed session never changes"),
        world.services.store.write(ACTOR, "attack", ("commissions",)) as tx,
    ):
        tx.session.execute(text(statement))


@pytest.mark.parametrize(
    ("but", "code"),
    [
        ({"number": ORDER.number}, "order-reused"),
        ({"number": ""}, "change-order"),
        ({"on": date(2026, 5, 3), "from_day": date(2026, 5, 3)}, "change-order"),
        ({"from_day": date(2026, 5, 13)}, "change-order"),
        ({"leaving": ()}, "change-order"),
    ],
)
def test_an_incomplete_or_reused_order_is_refused(
    world: World, but: dict[str, object], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        world.services.commissions.change(
            world.commission_id, change(world, 2, SUCCESSOR, **but), actor=ACTOR
        )
    assert refused.value.code == code
    assert world.commission.changes == ()


def test_the_first_order_is_not_written_anew_after_a_change(world: World) -> None:
    world.services.commissions.change(world.commission_id, change(world, 2, SUCCESSOR), actor=ACTOR)
    with pytest.raises(Refused, match="изменян"):
        world.appoint()


def test_the_chair_passes_to_another_of_the_quota(world: World) -> None:
    first = world.commission
    other = first.quota("culture-committee")[1]
    typed = ChangeInput("РД-01-1290", LEFT_ON, LEFT_ON, chair=other.id)
    after = world.services.commissions.change(world.commission_id, typed, actor=ACTOR)
    assert after.chair is not None
    assert first.chair is not None
    assert after.chair.name == other.name
    assert len(after.members) == 9
    before = after.on(date(2026, 5, 13)).chair
    assert before is not None
    assert before.name == first.chair.name


@pytest.mark.requirement("R-45-3.2")
def test_who_knew_of_the_even_number_is_kept_with_the_day(tmp_path: Path) -> None:
    world = World(tmp_path, commission="education")
    try:
        assert world.commission.parity is None
        world.appoint(replace(ORDER, parity_seen=True))
        known = world.commission.parity
        assert known is not None
        assert (known.total, known.by, known.at) == (8, ACTOR.name, NOW)
        view = world.services.sessions.view(world.plan())
        finding = next(one for one in view.findings if one.rule == "parity")
        assert "Взето предвид от Мария Колева на 18.05.2026" in finding.explanation
        with world.services.store.read() as rows:
            notes = minutes_of(rows, view, world.services.law).notes
        assert "съставът е четен (8): Мария Колева, 18.05.2026" in str(notes)
        gone = world.commission.members[-1]
        typed = ChangeInput(
            "РД-01-9", LEFT_ON, LEFT_ON, (Leaving(gone.id, "оставка"),), parity_seen=True
        )
        world.services.commissions.change(world.commission_id, typed, actor=ACTOR)
        seven = world.commission
        assert "parity" not in {
            one.rule for one in seven.check(seven.everyone, ORDER.number, ORDER.on)
        }
        assert seven.parity is not None
        assert seven.parity.total == 8
    finally:
        world.close()


@pytest.mark.requirement("R-45-4.2")
def test_a_chair_beyond_the_quota_is_the_tenth_with_a_reason(world: World) -> None:
    seats = [replace(one, chair=False) for one in filled(world.commission.rule)]
    why = "председателят не е посочен с писмото на председателя на ОбС"
    chair = MemberInput(
        "culture-committee", "Радка Енчева", "председател", "изх. № 62", chair=True, extra=True,
        extra_why=why,
    )  # fmt: skip
    silent = replace(chair, extra_why="")
    told = {one.rule: one for one in world.commission.check([*seats, silent], "1", ORDER.on)}
    assert told["chair-extra"].blocking
    world.services.commissions.appoint(world.commission_id, [*seats, chair], ORDER, actor=ACTOR)
    commission = world.commission
    assert len(commission.members) == 10
    found = {one.rule: one for one in commission.check(commission.everyone, "1", ORDER.on)}
    assert found["composition"].verdict is Verdict.MET
    assert found["chair-extra"].verdict is Verdict.MET
    assert why in found["chair-extra"].explanation
    assert "четен (10)" in found["parity"].sentence
    view = world.attend(world.plan())
    assert view.entitled == 10
    with world.services.store.read() as rows:
        notes = minutes_of(rows, view, world.services.law).notes
    assert f"Радка Енчева е извънреден член (чл. 45, ал. 4): {why}." in notes


@pytest.mark.requirement("R-F20-0.1")
def test_a_term_that_does_not_hold_the_day_warns(world: World) -> None:
    seats = filled(world.commission.rule)
    seats[1] = replace(seats[1], term_until=date(2026, 5, 17))
    seats[2] = replace(seats[2], term_from=date(2026, 5, 19))
    seats[3] = replace(seats[3], term_from=date(2024, 1, 1), term_until=date(2027, 11, 1))
    world.services.commissions.appoint(world.commission_id, seats, ORDER, actor=ACTOR)
    view = world.services.sessions.view(world.plan())
    finding = next(one for one in view.findings if one.rule == "terms")
    assert finding.open
    assert not finding.blocking
    assert seats[1].name in finding.explanation
    assert seats[2].name in finding.explanation
    assert seats[3].name not in finding.explanation


@pytest.mark.requirement("R-64-3.1")
def test_last_years_commission_is_only_a_draft_until_an_order_of_its_own(tmp_path: Path) -> None:
    world = AwardWorld(tmp_path, "NLN", date(2027, 9, 2))
    world.appoint()
    services = world.services
    opened = services.editions.open(
        "NLN", 2028, actor=HEAD, law_edition="2024-02-29", why="решение № 1"
    )
    (fresh,) = services.commissions.of_edition(opened.id, actor=HEAD)
    assert fresh.members == ()
    assert fresh.previous_year == 2027
    assert [one.name for one in fresh.previous] == [one.name for one in world.commission.members]
    assert not any(one.naming for one in fresh.previous)
    draft = services.commissions.appoint(fresh.id, fresh.previous, OrderInput("", None), actor=HEAD)
    number = services.sessions.plan(
        fresh.id, SessionInput(date(2028, 9, 4), PLAN.at, "", "1"), actor=HEAD
    )
    with pytest.raises(Refused, match="Няма заповед за назначаване"):
        services.sessions.open(number, actor=HEAD)
    reused = OrderInput("РД-01-1203", world.day)
    told = {one.rule: one for one in draft.check(draft.members, reused.number, reused.on)}
    assert told["order-reused"].blocking
    assert str(told["order-reused"].citation) == "чл. 64, ал. 3"
    own = draft.check(draft.members, "РД-01-77", date(2028, 6, 1))
    assert "order-reused" not in {one.rule for one in own}


def test_the_changing_order_is_drafted_and_kept_as_pdf_and_docx(world: World) -> None:
    typed = change(world, 2, SUCCESSOR, number="", on=None)
    gone = world.commission.members[2]
    papers = world.services.papers
    draft = papers.change_draft(world.commission_id, typed)
    pdf, written = render(draft), docx_papers.render(draft, made=NOW)
    for said in (words(pdf, 0), docx_words(written)):
        for wanted in (gone.name, "отвод", SUCCESSOR.name, "РД-01-1203", "изх. № 70/13.05.2026"):
            assert wanted in squeezed(said)
        assert "чл. 45, ал. 1" in squeezed(said)
    world.services.commissions.change(world.commission_id, change(world, 2, SUCCESSOR), actor=ACTOR)
    (line,) = [one for one in papers.list(world.commission_id) if one.kind is PaperKind.CHANGE]
    assert "РД-01-1288" in line.name
    kept = squeezed(words(papers.pdf(world.commission_id, line.kind, line.part), 0))
    assert gone.name in kept
    assert SUCCESSOR.name in kept
    first = squeezed(words(papers.pdf(world.commission_id, PaperKind.ORDER), 0))
    assert gone.name in first
    assert SUCCESSOR.name not in first


@pytest.mark.requirement("R-X-0.5")
def test_orders_print_the_name_of_their_day_and_that_of_the_ordinance(tmp_path: Path) -> None:
    world = World(tmp_path, commission="education")
    try:
        gone = world.commission.quota("education-committee")[2]
        typed = ChangeInput("РД-01-9", LEFT_ON, LEFT_ON, (Leaving(gone.id, "оставка"),))
        draft = world.services.papers.change_draft(world.commission_id, typed)
        first = world.services.papers.compose(world.commission_id, PaperKind.ORDER)
        both = "ПКОНИД (в наредбата: Постоянна комисия по образование, наука и иновации)"
        for papers in (draft, first):
            cells = [
                cell
                for block in papers.papers[0].blocks
                if isinstance(block, Grid)
                for row in block.rows
                for cell in row
            ]
            assert any(cell.startswith(both) for cell in cells)
        world.appoint(replace(ORDER, on=date(2021, 6, 1)))
        old = world.services.papers.compose(world.commission_id, PaperKind.ORDER)
        assert "ПКОНИД" not in str(old)
    finally:
        world.close()


def squeezed(text_: str) -> str:
    """The text with single ordinary spaces."""
    return " ".join(text_.split())


def docx_words(content: bytes) -> str:
    """Everything written in a DOCX."""
    document = docx.Document(BytesIO(content))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return " ".join([*(p.text for p in document.paragraphs), *cells])
