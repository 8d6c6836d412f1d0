"""The day of a session against practice and ceremony, and the steps of the title planned back."""

from __future__ import annotations

from datetime import date, time

import pytest

from ruse_desktop.domain.sessions import SessionInput
from tests.storage.awards_world import HEAD, AwardWorld


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
