"""The deadlines of every award, 2022–2032, against figures written by hand."""

from __future__ import annotations

from datetime import date

import pytest

from ruse_desktop.domain.deadlines import (
    HAND_OVER,
    award_deadlines,
    edition_deadlines,
    opened_deadlines,
)
from ruse_desktop.domain.editions import AwardEdition
from ruse_desktop.domain.rules import Deadline
from ruse_desktop.kernel.paths import resource
from ruse_desktop.law.book import load

LAW = load(resource("ordinance"))
EDITION = LAW.editions[-1]
CALENDAR = LAW.calendar()
YEARS = range(2022, 2033)

MOVES: dict[str, dict[int, str]] = {
    # „“ = the last day is a working one; else the day on which the deadline ends
    "NR.submission": {2025: "05-12", 2026: "05-11", 2031: "05-12"},
    "MT.submission": {2025: "05-12", 2026: "05-11", 2031: "05-12"},
    "NLN.submission": {2025: "06-02", 2031: "06-02"},
    "SG.submission": {2022: "11-21", 2027: "11-22", 2032: "11-22"},
    "NR21.submission": {2024: "10-21", 2029: "10-22", 2030: "10-21"},
}
"""The years in which a deadline for proposers falls on a non-working day and where it ends then."""

SAFE: dict[str, dict[int, str]] = {
    "NR.campaign": {2022: "04-08", 2026: "04-09", 2027: "04-09", 2032: "04-09"},
    "NR.sessions": {2023: "05-19", 2028: "05-19", 2029: "05-18"},
    "NLN.announcement": {2025: "01-31", 2031: "01-31"},
    "NLN.repeated-announcement": {2023: "03-31", 2029: "03-30"},
    "NLN.sessions": {2025: "10-24", 2031: "10-24"},
}
"""The same for deadlines that are not moved: the safe working day before."""

LITERAL = {
    "NR.campaign": "04-10", "NR.submission": "05-10", "NR.sessions": "05-20",
    "MT.submission": "05-10", "SG.submission": "11-20", "NR21.submission": "10-20",
    "NLN.announcement": "02-01", "NLN.repeated-announcement": "04-01",
    "NLN.submission": "05-31", "NLN.sessions": "10-25",
}  # fmt: skip
EVES = {
    "NR": ["05-23"], "MT": ["05-23"], "NR21": ["05-23", "10-31"], "NLN": ["10-31"], "SG": ["12-07"],
}  # fmt: skip


def day(year: int, text: str) -> date:
    return date.fromisoformat(f"{year}-{text}")


def of(award: str, purpose: str, year: int) -> Deadline:
    found = award_deadlines(EDITION.award(award), year, CALENDAR, LAW.practice)
    return next(one for one in found if one.purpose == purpose)


@pytest.mark.requirement("R-44-2.1")
@pytest.mark.requirement("R-57-3.1")
@pytest.mark.requirement("R-65-1.2")
@pytest.mark.requirement("R-65-1.3")
@pytest.mark.requirement("R-65-4.1")
@pytest.mark.requirement("R-X-0.3")
@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("name", LITERAL)
def test_every_deadline_of_every_year_is_the_one_written_by_hand(name: str, year: int) -> None:
    award, _dot, purpose = name.partition(".")
    if award == "NLN" and year % 2 == 0:
        assert award_deadlines(EDITION.award(award), year, CALENDAR) == ()
        return
    found = of(award, purpose, year)
    literal = day(year, LITERAL[name])
    moved, safe = MOVES.get(name, {}).get(year), SAFE.get(name, {}).get(year)
    assert found.literal == literal
    assert found.effective == (day(year, moved) if moved else literal)
    assert found.safe == (day(year, safe) if safe else None)
    assert ("е неделя" in found.why or "е събота" in found.why or "Велики петък" in found.why) == (
        bool(moved or safe)
    )


@pytest.mark.requirement("R-56-0.1")
@pytest.mark.requirement("R-56-0.3")
@pytest.mark.requirement("R-68-0.1")
@pytest.mark.parametrize("year", YEARS)
def test_hand_overs_are_on_the_eve_working_or_not(year: int) -> None:
    for code, eves in EVES.items():
        found = award_deadlines(EDITION.award(code), year, CALENDAR)
        held = [one.effective for one in found if one.purpose.startswith(HAND_OVER)]
        due = code != "NLN" or year in {2023, 2025, 2027, 2029, 2031}
        assert held == ([day(year, one) for one in eves] if due else [])


@pytest.mark.parametrize("year", YEARS)
def test_an_honour_on_occasion_is_handed_over_on_its_eve_every_year(year: int) -> None:
    (found,) = award_deadlines(EDITION.award("PG"), year, CALENDAR)
    assert (found.purpose, found.effective) == (HAND_OVER, date(year, 5, 5))
    assert not award_deadlines(EDITION.award("PL"), year, CALENDAR)


def test_no_deadline_of_an_award_is_left_out_of_the_table() -> None:
    named = {f"{award.code}.{rule.purpose}" for award in EDITION.awards for rule in award.deadlines}
    assert named == set(LITERAL)


def test_all_awards_of_a_year_come_in_one_list_by_date() -> None:
    found = edition_deadlines(EDITION, 2027, CALENDAR, LAW.practice)
    days = [one.literal for one in found]
    assert days == sorted(days)
    assert {one.award for one in found} >= set(EVES)
    assert all(one.citation for one in found)


@pytest.mark.requirement("R-X-0.3")
def test_2026_good_friday_and_a_sunday() -> None:
    assert CALENDAR.why(date(2026, 4, 10)) == "Велики петък"
    assert of("NR", "campaign", 2026).safe == date(2026, 4, 9)
    assert of("MT", "submission", 2026).effective == date(2026, 5, 11)
    assert not [one for one in edition_deadlines(EDITION, 2026, CALENDAR) if one.award == "NLN"]


@pytest.mark.requirement("R-49-2.2")
@pytest.mark.requirement("R-52-0.1")
def test_2027_a_spring_deadline_on_good_friday_ends_after_easter() -> None:
    """Easter is on 2 May 2027; 3 and 4 May are days off, 5 May is the first working day."""
    award = EDITION.award("NR21")
    spring = AwardEdition(
        1, "NR21", 2027, EDITION.id, "", date(2027, 1, 4), {"submission": date(2027, 4, 30)},
        "обява № 3", ceremony=2,
    )  # fmt: skip
    last, ceremony = opened_deadlines(award, spring, CALENDAR, LAW.practice)
    assert (last.literal, last.effective) == (date(2027, 4, 30), date(2027, 5, 5))
    assert (ceremony.purpose, ceremony.effective) == (HAND_OVER, date(2027, 5, 23))


@pytest.mark.requirement("R-49-2.2")
def test_2027_the_announced_day_replaces_the_usual_one() -> None:
    award = EDITION.award("NR21")
    usual = of("NR21", "submission", 2027)
    assert (usual.effective, "обичайният" in usual.why) == (date(2027, 10, 20), True)
    told = AwardEdition(
        1, "NR21", 2027, EDITION.id, "", date(2027, 1, 4), {"submission": date(2027, 10, 22)}
    )
    last, ceremony = opened_deadlines(award, told, CALENDAR, LAW.practice)
    assert (last.effective, last.why) == (date(2027, 10, 22), "")
    assert ceremony.effective == date(2027, 10, 31)


def test_an_edition_opened_out_of_the_cycle_has_its_deadlines() -> None:
    award = EDITION.award("NLN")
    opened = AwardEdition(1, "NLN", 2028, EDITION.id, "", date(2028, 1, 4), previous_year=2027)
    found = opened_deadlines(award, opened, CALENDAR, LAW.practice)
    assert [one.literal for one in found] == [
        date(2028, 2, 1), date(2028, 4, 1), date(2028, 5, 31), date(2028, 10, 25),
        date(2028, 10, 31),
    ]  # fmt: skip
    assert not award.due_in(2028)


def test_a_stipend_is_announced_not_handed_over() -> None:
    assert of("SG", HAND_OVER, 2026).name == "Оповестяване в навечерието на 8 декември"
    assert of("MT", HAND_OVER, 2026).name == "Връчване в навечерието на 24 май"


@pytest.mark.parametrize("year", YEARS)
def test_the_year_wheel_agrees_with_the_deadlines(year: int) -> None:
    """Every fixed day of an award's deadline or hand-over is a duty of the wheel and the other way."""
    wheel = {
        (duty.subject, duty.on.month, duty.on.day, duty.eve)
        for duty in EDITION.duties
        if duty.on and duty.due_in(year)
    }
    for award in EDITION.awards:
        for rule in award.deadlines if award.due_in(year) else ():
            listed = (award.code, rule.on.month, rule.on.day, False) in wheel
            assert listed is not rule.announced, (award.code, rule.purpose)
        due = award.due_in(year) or not award.every_years
        feasts = award.hand_over.eve_of if award.hand_over and due else ()
        for feast in feasts:
            assert (award.code, feast.month, feast.day, True) in wheel, award.code
    assert ("NLN", 11, 1, True) in wheel or year % 2 == 0
