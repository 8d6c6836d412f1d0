"""The year wheel as days: 10 April on Good Friday and on a Saturday, the report 30 days later."""

from __future__ import annotations

from datetime import date

import pytest

from ruse_desktop.domain.deadlines import edition_deadlines
from ruse_desktop.domain.duties import (
    DutyDay,
    duty_days,
    feasts_ahead,
    judge_duty,
    other_duties,
    work_ahead,
)
from ruse_desktop.domain.findings import Verdict
from ruse_desktop.domain.practice import Practice, deadline_default, deadline_questions
from ruse_desktop.kernel.paths import resource
from ruse_desktop.law.book import load

LAW = load(resource("ordinance"))
CALENDAR = LAW.calendar()
EDITION = LAW.editions[-1]
MODE = "mode:city-day.city-day-programme"


def of(code: str, year: int, practice: Practice = LAW.practice) -> DutyDay:
    days = duty_days(EDITION.duties, year, CALENDAR, practice)
    return next(one for one in days if one.duty.code == code)


@pytest.mark.requirement("R-23-0.1")
@pytest.mark.parametrize(
    ("year", "safe", "why"),
    [(2026, date(2026, 4, 9), "Велики петък"), (2027, date(2027, 4, 9), "събота")],
)
def test_the_programme_has_a_safe_working_day_before_a_day_off(
    year: int, safe: date, why: str
) -> None:
    found = of("city-day-programme", year)
    assert (found.literal, found.effective) == (date(year, 4, 10), date(year, 4, 10))
    assert (found.safe, found.shown) == (safe, safe)
    assert why in found.why


def test_a_working_10_april_is_its_own_day() -> None:
    found = of("city-day-programme", 2028)
    assert (found.shown, found.safe, found.why) == (date(2028, 4, 10), None, "")


@pytest.mark.requirement("R-23-0.3")
def test_bringing_in_after_10_april_is_late_and_approving_is_only_told() -> None:
    day = of("city-day-programme", 2027)
    (in_time,) = judge_duty(day, CALENDAR, date(2027, 4, 9))
    assert (in_time.verdict, in_time.open) == (Verdict.MET, False)
    (late,) = judge_duty(day, CALENDAR, date(2027, 4, 12))
    assert (late.sentence, late.open) == ("След 10 април (събота)", True)
    _kept, approved = judge_duty(day, CALENDAR, date(2027, 4, 9), date(2027, 4, 16))
    assert "Одобрено след 10 април" in approved.sentence
    assert not approved.open


@pytest.mark.requirement("R-23-0.3")
def test_with_the_other_practice_the_next_working_day_is_in_time() -> None:
    moved = LAW.practice.answered(MODE, "next-working-day")
    day = of("city-day-programme", 2027, moved)
    assert (day.effective, day.safe) == (date(2027, 4, 12), None)
    assert not judge_duty(day, CALENDAR, date(2027, 4, 12))[0].open
    assert judge_duty(day, CALENDAR, date(2027, 4, 13))[0].open
    assert MODE in {one.key for one in deadline_questions(EDITION)}
    assert deadline_default(EDITION, MODE) == "literal"


@pytest.mark.requirement("R-25-0.3")
def test_the_report_is_shown_30_days_after_the_holiday_on_a_working_day() -> None:
    found = of("city-day-report", 2027)
    assert (found.literal, found.shown) == (date(2027, 6, 5), date(2027, 6, 7))
    assert "служебна практика" in found.why
    sooner = of("city-day-report", 2027, LAW.practice.answered("report_days", "20"))
    assert sooner.shown == date(2027, 5, 26)
    assert of("city-day-plan", 2027).shown == date(2027, 4, 9)


def test_feasts_stay_on_their_day_and_awards_deadlines_are_not_said_twice() -> None:
    days = duty_days(EDITION.duties, 2027, CALENDAR, LAW.practice)
    rest = other_duties(days, edition_deadlines(EDITION, 2027, CALENDAR, LAW.practice))
    codes = {one.duty.code for one in rest}
    assert not codes & {"nr-submission", "nr-ceremony", "nln-decision", "nr-campaign"}
    assert codes >= {"city-day-programme", "flag-05-24", "sg-campaign", "sg-stipends"}
    feast = of("flag-05-24", 2026)
    assert (feast.shown, CALENDAR.is_working(feast.shown)) == (date(2026, 5, 24), False)


def test_the_first_page_gets_the_work_and_not_the_feasts() -> None:
    ahead = work_ahead(EDITION, 2027, CALENDAR, LAW.practice)
    assert [(one.award, one.purpose, one.effective) for one in ahead] == [
        ("", "city-day-plan", date(2027, 4, 10)),
        ("", "city-day-programme", date(2027, 4, 10)),
        ("SG", "sg-campaign", date(2027, 4, 10)),
        ("", "city-day-report", date(2027, 6, 7)),
    ]
    assert ahead[1].safe == date(2027, 4, 9)


@pytest.mark.requirement("R-X-0.17")
def test_feasts_with_the_flag_are_shown_a_month_ahead() -> None:
    ahead = feasts_ahead(EDITION, date(2027, 5, 5), CALENDAR, LAW.practice)
    assert {(one.purpose, one.effective) for one in ahead} == {
        ("badge-05-06", date(2027, 5, 6)),
        ("city-day", date(2027, 5, 6)),
        ("flag-05-06", date(2027, 5, 6)),
        ("flag-05-24", date(2027, 5, 24)),
    }
    over_the_year = feasts_ahead(
        EDITION, date(2026, 12, 20), CALENDAR, LAW.practice.answered("deadline_soon_days", "90")
    )
    assert {one.purpose for one in over_the_year} == {"flag-03-03", "badge-03-03"}
