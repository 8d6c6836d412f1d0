"""Deadlines: inclusive last day, non-working days, closing hour, eves of feasts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.deadlines import (
    EveVerdict,
    award_deadlines,
    compute,
    days_left,
    eve,
    in_time,
    judge_eve,
    next_working,
    previous_working,
    session_window,
)
from ruse_desktop.domain.outcomes import YearDay
from ruse_desktop.domain.rules import AwardRules, Deadline, DeadlineMode, DeadlineRule
from ruse_desktop.kernel.paths import resource
from ruse_desktop.law.book import load, year_deadlines
from ruse_desktop.law.calendar import DayException, WorkingCalendar

LAW = load(resource("ordinance"))
CALENDAR = LAW.calendar()


@pytest.fixture(scope="module")
def nr() -> AwardRules:
    return LAW.editions[-1].award("NR")


def deadline(award: AwardRules, purpose: str, year: int) -> Deadline:
    rule = award.deadline(purpose)
    assert rule is not None
    return compute(rule, award.code, year, CALENDAR, LAW.practice)


# Expected days were found by hand from the calendar and the dates of Orthodox Easter.
# year: (safe day before 10 April, effective day of 10 May, safe day before 20 May)
TABLE = {
    2022: ("2022-04-08", "2022-05-10", None),
    2023: (None, "2023-05-10", "2023-05-19"),
    2024: (None, "2024-05-10", None),
    2025: (None, "2025-05-12", None),
    2026: ("2026-04-09", "2026-05-11", None),
    2027: ("2027-04-09", "2027-05-10", None),
    2028: (None, "2028-05-10", "2028-05-19"),
    2029: (None, "2029-05-10", "2029-05-18"),
    2030: (None, "2030-05-10", None),
    2031: (None, "2031-05-12", None),
    2032: ("2032-04-09", "2032-05-10", None),
}


@pytest.mark.requirement("R-X-0.3", "R-40-1.1", "R-44-2.1", "R-44-3.1")
@pytest.mark.parametrize("year", TABLE)
def test_deadlines_of_the_award_by_year(nr: AwardRules, year: int) -> None:
    campaign_safe, submission_effective, sessions_safe = TABLE[year]
    campaign, submission, sessions, hand_over = award_deadlines(nr, year, CALENDAR, LAW.practice)
    assert (campaign.purpose, campaign.literal) == ("campaign", date(year, 4, 10))
    assert campaign.effective == campaign.literal
    assert campaign.safe == (campaign_safe and date.fromisoformat(campaign_safe))
    assert (submission.purpose, submission.literal) == ("submission", date(year, 5, 10))
    assert submission.effective == date.fromisoformat(submission_effective)
    assert submission.safe is None
    assert (sessions.purpose, sessions.effective) == ("sessions", date(year, 5, 20))
    assert sessions.safe == (sessions_safe and date.fromisoformat(sessions_safe))
    assert (hand_over.purpose, hand_over.effective) == ("hand-over", date(year, 5, 23))


@pytest.mark.requirement("R-44-2.1")
def test_last_day_on_a_sunday_moves_and_says_why(nr: AwardRules) -> None:
    found = deadline(nr, "submission", 2026)
    assert (found.literal, found.effective) == (date(2026, 5, 10), date(2026, 5, 11))
    assert found.why.replace("\u00a0", " ") == (
        "10.05.2026 г. е неделя; срокът изтича в първия присъствен ден – понеделник, 11.05.2026 г."
    )
    assert str(found.citation) == "чл. 44, ал. 2"


@pytest.mark.requirement("R-44-2.1")
def test_office_practice_may_keep_the_last_day_literal(nr: AwardRules) -> None:
    rule = nr.deadline("submission")
    assert rule is not None
    practice = replace(LAW.practice, deadline_modes={"NR.submission": DeadlineMode.LITERAL})
    found = compute(rule, "NR", 2026, CALENDAR, practice)
    assert (found.effective, found.safe) == (date(2026, 5, 10), date(2026, 5, 8))
    assert compute(rule, "MT", 2026, CALENDAR, practice).effective == date(2026, 5, 11)


def test_campaign_on_good_friday_stays_and_names_the_safe_day(nr: AwardRules) -> None:
    found = deadline(nr, "campaign", 2026)
    assert found.effective == date(2026, 4, 10)
    assert found.safe == date(2026, 4, 9)
    assert "Велики петък" in found.why
    assert "четвъртък, 09.04.2026" in found.why


def test_working_last_day_needs_no_explanation(nr: AwardRules) -> None:
    found = deadline(nr, "submission", 2027)
    assert (found.why, found.safe) == ("", None)


@pytest.mark.requirement("R-X-0.3")
def test_last_day_is_inclusive_until_the_closing_hour(nr: AwardRules) -> None:
    found = deadline(nr, "submission", 2026)
    assert found.hour == time(17, 30)
    assert in_time(found, date(2026, 5, 11))
    assert in_time(found, date(2026, 5, 11), time(17, 30))
    assert not in_time(found, date(2026, 5, 11), time(17, 31))
    assert in_time(found, date(2026, 5, 10), time(23, 59))
    assert not in_time(found, date(2026, 5, 12), time(8, 0))
    assert deadline(nr, "campaign", 2026).hour is None
    assert [days_left(found, date(2026, 5, day)) for day in (1, 11, 12)] == [10, 0, -1]


@pytest.mark.requirement("R-45-6.1")
@pytest.mark.parametrize(
    ("year", "opens", "closes", "safe"),
    [
        (2026, date(2026, 5, 12), date(2026, 5, 20), None),
        (2027, date(2027, 5, 11), date(2027, 5, 20), None),
        (2028, date(2028, 5, 11), date(2028, 5, 20), date(2028, 5, 19)),
    ],
)
def test_sessions_open_after_the_effective_deadline(
    nr: AwardRules, year: int, opens: date, closes: date, safe: date | None
) -> None:
    window = session_window(nr, year, CALENDAR)
    assert window is not None
    assert (window.opens, window.closes, window.safe) == (opens, closes, safe)
    assert window.holds(opens)
    assert window.holds(closes)
    assert not window.holds(closes + timedelta(days=1))


def test_award_without_a_day_for_sessions_has_no_window(nr: AwardRules) -> None:
    assert session_window(replace(nr, deadlines=()), 2026, CALENDAR) is None


def test_award_every_two_years_has_deadlines_only_in_its_years(nr: AwardRules) -> None:
    biennial = replace(nr, every_years=2, base_year=2005)
    assert award_deadlines(biennial, 2026, CALENDAR) == ()
    assert len(award_deadlines(biennial, 2027, CALENDAR)) == 4
    assert not replace(nr, every_years=0).due_in(2027)


@pytest.mark.requirement("R-X-0.4")
@pytest.mark.parametrize(
    ("day", "verdict", "note"),
    [
        (23, EveVerdict.EVE, ""),
        (22, EveVerdict.WITHIN_TOLERANCE, "1 ден преди навечерието"),
        (21, EveVerdict.WITHIN_TOLERANCE, "2 дни преди навечерието"),
        (20, EveVerdict.TOO_EARLY, "3 дни преди навечерието"),
        (24, EveVerdict.NOT_BEFORE, "24.05.2027 г. не е преди празника на 24.05.2027 г."),
    ],
)
def test_eve_of_24_may(day: int, verdict: EveVerdict, note: str) -> None:
    judged = judge_eve(date(2027, 5, day), date(2027, 5, 24), LAW.practice.eve_tolerance_days)
    assert (judged.verdict, judged.note.replace("\u00a0", " ")) == (verdict, note)


@pytest.mark.requirement("R-X-0.4")
def test_eve_is_the_day_before_even_on_a_weekend(nr: AwardRules) -> None:
    assert eve(date(2027, 5, 24)) == date(2027, 5, 23)
    hand_over = award_deadlines(nr, 2027, CALENDAR)[-1]
    assert hand_over.effective == date(2027, 5, 23)
    assert hand_over.name == "Връчване в навечерието на 24 май"
    assert "неделя" in hand_over.why


def test_year_deadlines_take_each_deadline_from_the_edition_of_its_day() -> None:
    found = [one for one in year_deadlines(LAW, 2026, CALENDAR) if one.award == "NR"]
    assert [one.purpose for one in found] == ["campaign", "submission", "sessions", "hand-over"]
    assert found[1].hour == time(17, 30)


def test_year_deadlines_before_the_oldest_edition_use_the_oldest() -> None:
    found = [one for one in year_deadlines(LAW, 2020, CALENDAR) if one.award == "NR"]
    assert [one.literal.year for one in found] == [2020] * 4


@pytest.mark.requirement("R-X-0.3")
@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 4, 10), "Велики петък"),
        (date(2026, 5, 10), "неделя"),
        (date(2027, 5, 3), "Великден"),
        (date(2027, 5, 4), "Ден на труда"),
        (date(2026, 12, 28), "Рождество Христово"),
        (date(2028, 12, 27), "Бъдни вечер"),
        (date(2025, 12, 31), "преминаване към еврото"),
        (date(2026, 1, 2), "преминаване към еврото"),
        (date(2016, 3, 4), "Почивен ден"),
    ],
)
def test_non_working_days_have_bulgarian_reasons(day: date, why: str) -> None:
    assert not CALENDAR.is_working(day)
    assert why in CALENDAR.why(day)


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 4, 14),
        date(2027, 5, 5),
        date(2016, 3, 12),  # a Saturday worked for 4 March 2016
        date(2024, 5, 7),  # 6 May 2024 was Easter Monday too; nothing was substituted
        date(2026, 11, 2),  # 1 November is a day off for schools only
    ],
)
def test_working_days_have_no_reason(day: date) -> None:
    assert CALENDAR.is_working(day)
    assert CALENDAR.why(day) == ""


def test_day_added_by_the_office_wins() -> None:
    added = [
        DayException(date(2026, 5, 11), working=False, name="Почивен ден", source="РМС"),
        DayException(date(2026, 5, 23), working=True, name="Отработване", source="РМС"),
        DayException(date(2026, 1, 2), working=True, name="", source="поправка"),
    ]
    calendar = LAW.calendar(added)
    assert not calendar.is_working(date(2026, 5, 11))
    assert calendar.why(date(2026, 5, 11)) == "Почивен ден"
    assert calendar.is_working(date(2026, 5, 23))
    assert calendar.is_working(date(2026, 1, 2))
    rule = LAW.editions[-1].award("NR").deadline("submission")
    assert rule is not None
    assert compute(rule, "NR", 2026, calendar).effective == date(2026, 5, 12)


def test_names_of_holidays_do_not_depend_on_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en_US")
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert WorkingCalendar().why(date(2026, 4, 10)) == "Велики петък"


DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@given(DAYS)
def test_neighbouring_working_days_enclose_every_day(day: date) -> None:
    following, before = next_working(day, CALENDAR), previous_working(day, CALENDAR)
    assert before < day <= following
    assert CALENDAR.is_working(following)
    assert CALENDAR.is_working(before)
    assert (following == day) == CALENDAR.is_working(day)


@given(DAYS, st.sampled_from(DeadlineMode))
def test_deadline_never_moves_back_and_explains_every_rest_day(
    day: date, mode: DeadlineMode
) -> None:
    if (day.month, day.day) == (2, 29):
        return
    rule = DeadlineRule("x", "Срок", YearDay(day.month, day.day), mode, Citation("1"))
    found = compute(rule, "X", day.year, CALENDAR)
    assert found.literal == day <= found.effective
    assert bool(found.why) == (not CALENDAR.is_working(day))
    if mode is DeadlineMode.NEXT_WORKING_DAY:
        assert CALENDAR.is_working(found.effective)
    else:
        assert found.effective == day
