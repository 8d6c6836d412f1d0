"""City Day's rules (tests/cases/city-day/*.toml): the committee's day, spending; lines kept as they were."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ruse_desktop.domain.city_day import PROGRAMME, Line, Version, by_day, line_from
from ruse_desktop.domain.city_day_money import (
    Compared,
    Entry,
    EntryInput,
    LineInput,
    MoneyLine,
    Source,
    SponsorInput,
    judge_spending,
    source_citation,
)
from ruse_desktop.domain.duties import duty_days, judge_duty
from ruse_desktop.domain.rules import DeadlineMode
from ruse_desktop.kernel import paths
from ruse_desktop.law import book

FOLDER = Path(__file__).parent.parent / "cases" / "city-day"
LAW = book.load(paths.resource("ordinance", "naredba-17"))
CALENDAR = LAW.calendar()
MODE = f"mode:city-day.{PROGRAMME}"


def cases(name: str) -> list[Any]:
    found = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))["case"]
    return [
        pytest.param(
            case,
            id=case["name"],
            marks=[pytest.mark.requirement(one) for one in case.get("requirements", ())],
        )
        for case in found
    ]


@pytest.mark.parametrize("case", cases("submission"))
def test_the_programme_is_brought_in_by_its_day(case: dict[str, Any]) -> None:
    practice = LAW.practice
    if case.get("next_working_day"):
        practice = practice.answered(MODE, DeadlineMode.NEXT_WORKING_DAY)
    year = case["year"]
    duties = duty_days(LAW.at(date(year, 12, 31)).duties, year, CALENDAR, practice)
    day = next(one for one in duties if one.duty.code == PROGRAMME)
    assert (day.literal, day.safe) == (case["day"], case.get("safe"))
    (found,) = judge_duty(day, CALENDAR, case["done"])
    assert found.open is case["late"]
    assert found.sentence == case.get("says", "В срок")
    assert str(found.citation) == "чл. 23"


@pytest.mark.requirement("R-25-0.5")
@pytest.mark.parametrize("case", cases("spending"))
def test_spending_against_the_approved_plan(case: dict[str, Any]) -> None:
    spent = Decimal(case["spent"])
    entries = (Entry(1, EntryInput(case["on"], spent), spent, "М. Колева"),) if spent else ()
    line = MoneyLine(1, LineInput("озвучаване", Decimal(case["planned"])), entries)
    found = judge_spending(line, case["on"], Decimal(case["amount"]), case.get("plan"), "EUR")
    assert [one.rule for one in found] == case["rules"]
    assert all(one.open for one in found)
    text = "; ".join(f"{one.sentence} {one.explanation}" for one in found).replace("\u00a0", " ")
    assert case.get("says", "") in text


@pytest.mark.requirement("R-25-0.2")
@pytest.mark.parametrize(
    ("planned", "actual", "difference", "percent"),
    [
        ("4000", "4320", "320", "+8,0\u00a0%"),
        ("4000", "4000", "0", "0,0\u00a0%"),
        ("3", "2", "-1", "−33,3\u00a0%"),
        ("0", "50", "50", "–"),
        ("8", "8.005", "0.005", "+0,1\u00a0%"),
    ],
)
def test_plan_against_actual(planned: str, actual: str, difference: str, percent: str) -> None:
    found = Compared(Decimal(planned), Decimal(actual))
    assert (found.difference, found.percent_text) == (Decimal(difference), percent)


def test_a_struck_entry_counts_no_more_and_the_approved_sum_is_the_plan() -> None:
    entries = (
        Entry(1, EntryInput(date(2027, 5, 1), Decimal(5)), Decimal(5), ""),
        Entry(2, EntryInput(date(2027, 5, 2), Decimal(7)), Decimal(7), "", struck_why="двойна"),
    )
    line = MoneyLine(1, LineInput("сцена", Decimal(20)), entries, approved=Decimal(10))
    assert (line.planned, line.actual) == (10, 5)


@pytest.mark.requirement("R-24-0.1")
def test_the_sources_stand_in_the_points_of_the_article() -> None:
    assert [str(source_citation(one)) for one in Source] == [
        "чл. 24, т. 1", "чл. 24, т. 2", "чл. 24, т. 3",
    ]  # fmt: skip
    provisions = [LAW.at(date(2027, 1, 1)).provision(source_citation(one)) for one in Source]
    assert [one.text.rstrip(".") for one in provisions if one is not None] == [
        "Бюджета на Община Русе", "Спонсорство и реклама", "Други източници",
    ]  # fmt: skip


DAY = date(2027, 5, 6)
LINES = (
    Line(DAY, DAY, time(20), time(22), "Концерт", "пл. „Свобода“", budget=Decimal("14500.50")),
    Line(date(2027, 4, 29), date(2027, 5, 10), None, None, "Изложба", public=False),
)


def test_lines_come_back_as_they_were_kept() -> None:
    assert tuple(line_from(one.kept()) for one in LINES) == LINES
    assert [one.hours for one in LINES] == ["20:00–22:00", ""]
    assert LINES[1].days == "29.04.2027 – 10.05.2027"
    assert [day for day, _lines in by_day(LINES)] == [date(2027, 4, 29), DAY]


@pytest.mark.requirement("R-23-0.2")
def test_a_version_says_where_it_stands() -> None:
    one = Version(1, 2, DAY, LINES, after_approval=True)
    assert one.annex == "Програма – в. 2, изменена след утвърждаване, 2 прояви"
    assert (one.state, one.tone) == ("не е внесена", "judgement")
    one = replace(one, submitted_on=date(2027, 4, 8))
    assert (one.state, one.next) == ("внесена на 08.04.2027\u00a0г.", "examined")
    one = replace(one, examined_on=date(2027, 4, 9))
    assert one.next == "approved"
    one = replace(one, approved_on=date(2027, 4, 20))
    assert (one.state, one.next) == ("утвърдена на 20.04.2027\u00a0г.", None)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        (SponsorInput("", "С-1", DAY, Decimal(1)), "Не е посочен спонсорът."),
        (SponsorInput("А", "", DAY, Decimal(1)), "Впишете номера и датата на договора."),
        (SponsorInput("А", "С-1", None, Decimal(1)), "Впишете номера и датата на договора."),
        (SponsorInput("А", "С-1", DAY), "Впишете сума или какво се предоставя в натура."),
    ],
)
def test_a_contract_names_itself_and_what_is_given(typed: SponsorInput, fault: str) -> None:
    assert typed.faults() == (fault,)
    assert not replace(typed, name="А", contract_no="С-1", contract_on=DAY, in_kind="вода").faults()
