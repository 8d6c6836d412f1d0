"""The day of a session against practice and ceremony, and the steps of the title planned back."""

from __future__ import annotations

from datetime import date, time

import pytest

from ruse_desktop.domain.commissions import EXPERT, MemberInput, OrderInput
from ruse_desktop.domain.papers import PaperKind
from ruse_desktop.domain.sessions import SessionInput
from ruse_desktop.kernel.text import search_key
from ruse_desktop.services.session_minutes import minutes_of
from tests.storage.awards_world import HEAD, LAW, AwardWorld


@pytest.fixture
def students(tmp_path):
    world = AwardWorld(tmp_path, "SG", date(2026, 11, 26))
    yield world
    world.services.store.close()


@pytest.fixture
def title(tmp_path):
    world = AwardWorld(tmp_path, "PG", date(2027, 3, 22), title=1)
    yield world
    world.services.store.close()


@pytest.mark.requirement("R-72-0.7")
def test_the_plan_and_the_session_say_the_same_of_the_day(students):
    services, commission = students.services, students.commission
    judged = services.session_days.judge(commission.id, date(2026, 12, 7))
    assert {one.rule for one in judged if one.open} == {"session-ceremony"}
    number = services.sessions.plan(
        commission.id, SessionInput(date(2026, 12, 7), time(14), "", "1"), actor=HEAD
    )
    view = services.sessions.view(number)
    assert [one for one in view.findings if one.rule.startswith("session-")] == list(judged)
    (window,) = services.session_days.judge(commission.id, date(2026, 11, 25))
    assert "23.11.2026" in window.explanation
    assert "04.12.2026" in window.explanation


@pytest.mark.requirement("R-27-0.4")
def test_the_steps_of_the_title_show_the_day_they_are_planned_by(title):
    (number,) = title.ids["title"]
    steps = title.services.nominations.detail(number).following.steps
    assert [(one.code, one.by) for one in steps] == [
        ("chairs-council", date(2027, 4, 16)),
        ("committee", date(2027, 4, 23)),
        ("session", date(2027, 4, 29)),
    ]
    assert "30.04.2027" in steps[-1].by_why


def with_expert(world: AwardWorld, expert: MemberInput) -> None:
    """Appoint the same commission with an expert beside the quotas."""
    held = world.commission
    order = OrderInput(held.order_no, held.order_date, held.secretary)
    world.services.commissions.appoint(
        held.id, [*held.members, *held.experts, expert], order, actor=HEAD
    )


@pytest.mark.requirement("R-50-3.1")
@pytest.mark.requirement("R-72-3.1")
def test_an_expert_without_a_vote_is_neither_in_the_base_nor_in_the_quorum(students):
    students.appoint()
    adviser = MemberInput(EXPERT, "Йоана Рачева", "електроника", "покана № 4", voting=False)
    with_expert(students, adviser)
    commission = students.commission
    assert (len(commission.members), len(commission.everyone)) == (9, 10)
    assert commission.experts[0].position == "електроника"
    plan = SessionInput(date(2026, 11, 26), time(14), "", "1")
    number = students.services.sessions.plan(commission.id, plan, actor=HEAD)
    view = students.attend(number)
    assert (view.entitled, len(view.attendance)) == (9, 9)
    (quorum,) = [one for one in view.findings if one.rule == "quorum"]
    assert "9 от 9; нужни са 5" in quorum.explanation
    letters = students.services.papers.compose(commission.id, PaperKind.INVITATIONS).papers
    told = [letter for letter in letters if "експерт без право на глас" in str(letter.paragraphs)]
    assert len(letters) == 10
    assert [letter.addressee[0] for letter in told] == ["Йоана Рачева"]
    with students.services.store.read() as session:
        minutes = minutes_of(session, view, students.services.law)
    assert "Експерти без право на глас: Йоана Рачева (електроника)." in minutes.notes


@pytest.mark.requirement("R-50-3.1")
def test_an_expert_with_a_vote_counts_and_warns(students):
    students.appoint()
    with_expert(students, MemberInput(EXPERT, "Йоана Рачева", "електроника", "РД-01-1203"))
    commission = students.commission
    assert (len(commission.members), commission.experts) == (10, ())
    plan = SessionInput(date(2026, 11, 26), time(14), "", "1")
    number = students.services.sessions.plan(commission.id, plan, actor=HEAD)
    view = students.attend(number)
    assert view.entitled == 10
    assert {one.rule for one in view.findings if one.open} == {"experts-vote"}
    (quorum,) = [one for one in view.findings if one.rule == "quorum"]
    assert "10 от 10; нужни са 6" in quorum.explanation


@pytest.mark.requirement("R-63-1.2")
def test_the_author_of_the_commission_is_looked_for_in_the_book(tmp_path):
    world = AwardWorld(tmp_path, "NLN", date(2027, 9, 2))
    world.enter_old({2021: 1})
    commission = world.commission
    assert dict(commission.earlier) == {"носител 2021 0": 2021}

    def found(name: str, naming: str = "") -> list[str]:
        author = MemberInput("author", name, "писател", naming)
        told = commission.check([author], "РД-01-1", date(2027, 9, 1))
        return [f"{one.sentence}|{one.open}" for one in told if one.rule == "must-hold"]

    assert found("Носител 2021-0") == []
    assert found("Носител Иванов 2021-0") == []
    assert found("Яна Калева") == ["Носител или номиниран – посочете година|True"]
    told = ["Носител или номиниран – по посочената година|False"]
    assert found("Яна Калева", "номинирана за 2013 г.") == told
    world.close()


@pytest.mark.requirement("R-63-1.2")
def test_who_was_nominated_for_the_edition_before_is_found_too(tmp_path):
    world = AwardWorld(tmp_path, "NLN", date(2027, 9, 2), fiction=1)
    person = world.services.nominations.detail(world.ids["fiction"][0]).row.nominee
    later = world.services.editions.open("NLN", 2029, actor=HEAD, law_edition=LAW)
    (commission,) = world.services.commissions.of_edition(later.id, actor=HEAD)
    assert commission.earlier == {search_key(person): 2027}
    assert world.commission.earlier == {}
    world.close()
