"""Days of sessions where the act sets none, the ceremony's own day, planning back from 5 May."""

from __future__ import annotations

from datetime import date

import pytest

from ruse_desktop.domain.deadlines import session_window
from ruse_desktop.domain.editions import AwardEdition
from ruse_desktop.domain.findings import Finding
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.domain.practice import guidance_questions
from ruse_desktop.domain.session_days import back_plan, judge_session_day, window_of, window_text
from ruse_desktop.kernel.paths import resource
from ruse_desktop.law.book import load

LAW = load(resource("ordinance"))
EDITION = LAW.editions[-1]
CALENDAR = LAW.calendar()
PRACTICE = LAW.practice


def opened(code: str, year: int, ceremony: int = 1, **announced: date) -> AwardEdition:
    return AwardEdition(
        1, code, year, EDITION.id, "", date(year, 1, 4), announced, ceremony=ceremony
    )


def findings(code: str, held_on: date) -> dict[str, Finding]:
    award = EDITION.award(code)
    found = judge_session_day(
        award, award.commissions[0], opened(code, held_on.year), held_on, CALENDAR, PRACTICE
    )
    return {one.rule: one for one in found}


@pytest.mark.requirement("R-72-0.7")
@pytest.mark.requirement("R-74g-0.7")
@pytest.mark.parametrize(
    ("code", "opens", "target", "closes"),
    [
        ("SG", date(2026, 11, 23), date(2026, 11, 25), date(2026, 12, 4)),
        ("MT", date(2027, 5, 11), date(2027, 5, 17), date(2027, 5, 20)),
        ("NR21", date(2027, 10, 21), date(2027, 10, 25), date(2027, 10, 28)),
    ],
)
def test_a_commission_without_a_day_in_the_act_has_a_window_by_practice(
    code: str, opens: date, target: date, closes: date
) -> None:
    window = window_of(EDITION.award(code), opened(code, opens.year), CALENDAR, PRACTICE)
    assert window is not None
    assert (window.opens, window.target, window.closes) == (opens, target, closes)
    assert window.guidance
    assert "по служебна практика" in window_text(window)


def test_the_window_follows_the_announced_day_and_the_chosen_ceremony() -> None:
    spring = opened("NR21", 2027, ceremony=2, submission=date(2027, 4, 30))
    window = window_of(EDITION.award("NR21"), spring, CALENDAR, PRACTICE)
    assert window is not None
    assert (window.opens, window.closes) == (date(2027, 5, 7), date(2027, 5, 20))
    late = opened("NR21", 2027, submission=date(2027, 10, 29))
    assert window_of(EDITION.award("NR21"), late, CALENDAR, PRACTICE) is None


def test_the_office_changes_the_window() -> None:
    wider = PRACTICE.answered("sessions:MT", "5")
    window = session_window(EDITION.award("MT"), 2027, CALENDAR, wider)
    assert window is not None
    assert window.closes == date(2027, 5, 18)
    asked = {one.key for one in guidance_questions(EDITION)}
    assert asked == {
        "sessions:NR21", "sessions:SG", "sessions:MT",
        "plan:PG.chairs-council", "plan:PG.committee", "plan:PG.session",
    }  # fmt: skip


@pytest.mark.requirement("R-72-0.7")
def test_a_session_on_the_day_of_the_ceremony_warns() -> None:
    found = findings("SG", date(2026, 12, 7))
    same = found["session-ceremony"]
    assert (same.sentence, same.effect, same.open) == (
        "Церемонията е същия ден", Effect.WARNS, True,
    )  # fmt: skip
    assert found["session-window"].effect is Effect.INFORMS
    assert findings("SG", date(2026, 12, 9))["session-ceremony"].sentence == (
        "Заседанието е след церемонията"
    )
    assert "session-ceremony" not in findings("SG", date(2026, 12, 4))


def test_the_law_s_own_window_still_warns() -> None:
    found = findings("NR", date(2027, 5, 21))["session-window"]
    assert (found.effect, found.open, str(found.citation)) == (
        Effect.WARNS, True, "чл. 45, ал. 6",
    )  # fmt: skip


@pytest.mark.requirement("R-27-0.4")
def test_the_title_is_planned_back_from_5_may() -> None:
    plan = {one.step.code: one for one in back_plan(EDITION.award("PG"), 2027, CALENDAR, PRACTICE)}
    assert list(plan) == ["chairs-council", "committee", "session"]
    session = plan["session"]
    assert (session.literal, session.by) == (date(2027, 4, 30), date(2027, 4, 29))
    assert "Разпети петък" in session.why or "Велики петък" in session.why
    days = [one.by for one in plan.values()]
    assert days == sorted(days)
    assert not back_plan(EDITION.award("NR"), 2027, CALENDAR, PRACTICE)
