"""The calendar on paper and as a list: for everyone, and for the house."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from ruse_desktop.documents import calendar
from ruse_desktop.documents.pages import page_count
from ruse_desktop.domain.events import Category, EventInput, EventState, Task, When
from ruse_desktop.exchange import registers, web_sheet
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.services.facade import Services
from tests.storage.test_calendar import HEAD, RITUAL, hours
from tests.ui.filling import services as opened
from tests.unit.pdf_reading import words

MAY = (date(2026, 5, 1), date(2026, 5, 31))
NOW = datetime(2026, 3, 2, 10, tzinfo=SOFIA)
INSIDE = ("Преводач осигурен", "1 200 €", "Кметът", "0888 123 456", "Обсъждане", "Проект")


@pytest.fixture
def s(tmp_path: Path) -> Iterator[Services]:
    with opened(tmp_path, NOW) as made:
        ritual = replace(
            RITUAL, responsible="Огнян Дочев, 0888 123 456", budget_note="1 200 €",
            internal_text="Преводач осигурен", public_text="Заповядайте.",
        )  # fmt: skip
        week = When(date(2026, 5, 9), date(2026, 5, 14))
        for one in (
            ritual,
            EventInput("Дни на книгата", week, Category.FESTIVAL),
            EventInput("Обсъждане", hours(9, 10, date(2026, 5, 7)), public=False),
            EventInput("Проект", hours(9, 10, date(2026, 5, 8)), state=EventState.PROPOSED),
            EventInput("Отпаднала", hours(9, 10, date(2026, 5, 20)), state=EventState.CANCELLED),
        ):
            made.events.create(one, actor=HEAD)
        yield made


@pytest.mark.requirement("R-F8-0.3")
def test_the_month_for_everyone_is_without_what_is_internal(s: Services) -> None:
    pdf = calendar.render(s.calendar_lists.paper(*MAY))
    sheet, listed = words(pdf, 0), words(pdf, 1)
    for said in ("май 2026", "Гергьовден", "Дни на книгата", RITUAL.title, "Отпаднала"):
        assert said in sheet
        assert said in listed or said == "май 2026"
    assert "Заповядайте." in listed
    assert "(отменено)" in listed
    for said in INSIDE:
        assert said not in sheet + listed


@pytest.mark.requirement("R-F8-0.3")
def test_the_month_for_the_house_has_the_money_the_people_and_the_terms(s: Services) -> None:
    pdf = calendar.render(s.calendar_lists.paper(*MAY, internal=True))
    every = "".join(words(pdf, n) for n in range(page_count(pdf)))
    for said in (*INSIDE, "Вътрешна версия", "участва знамето", "Краен срок", "чл. 44, ал. 2"):
        assert said in every


def test_the_year_has_twelve_months_and_everything_after_them(s: Services) -> None:
    paper = s.calendar_lists.paper(date(2026, 1, 1), date(2026, 12, 31))
    pdf = calendar.render(paper)
    sheet = words(pdf, 0)
    assert all(name in sheet for name in ("Януари", "Декември", "2026 г.", "официален празник"))
    listed = "".join(words(pdf, n) for n in range(1, page_count(pdf)))
    assert f"Общо {len(paper.events)} събития" in listed
    assert listed.count("Дни на книгата") == 1


def test_a_full_day_says_how_many_stand_only_in_the_list(s: Services) -> None:
    day = date(2026, 5, 27)
    for n in range(12):
        s.events.create(EventInput(f"Среща {n:02}", hours(8 + n, 9 + n, day)), actor=HEAD)
    pdf = calendar.render(s.calendar_lists.paper(*MAY))
    sheet = words(pdf, 0)
    shown = sum(f"Среща {n:02}" in sheet for n in range(12))
    assert 0 < shown < 12
    assert f"+ още {12 - shown} в списъка" in sheet
    assert all(f"Среща {n:02}" in words(pdf, 1) + words(pdf, 2) for n in range(12))


@pytest.mark.parametrize("month", [date(2024, 5, 1), date(2026, 2, 1), date(2026, 8, 1)])
def test_months_of_four_to_six_weeks_fit_their_page(s: Services, month: date) -> None:
    last = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    assert page_count(calendar.render(s.calendar_lists.paper(month, last))) <= 2


def test_the_table_has_real_dates_and_its_version(s: Services) -> None:
    for internal in (False, True):
        sheet = s.calendar_lists.sheet(*MAY, "event", internal=internal)
        book = CalamineWorkbook.from_filelike(io.BytesIO(registers.workbook(sheet)))
        rows = book.get_sheet_by_index(0).to_python()
        row = next(row for row in rows if "Дни на книгата" in row)
        assert date(2026, 5, 9) in row
        assert date(2026, 5, 14) in row
        told = any("1 200 €" in str(cell) for row in rows for cell in row)
        assert told == internal


@pytest.mark.requirement("R-F36-0.1")
def test_the_calendar_for_the_site_is_safe_text_without_what_is_internal(s: Services) -> None:
    s.events.create(
        EventInput("=<b>Изложба</b>", hours(18, 19, date(2026, 5, 29)), public_text="&"), actor=HEAD
    )
    made = {suffix: write(s.calendar_lists.sheet(*MAY)) for suffix, write in
            web_sheet.WRITERS.items()}  # fmt: skip
    for content in made.values():
        text = content.decode("utf-8-sig")
        assert "Дни на книгата" in text
        assert not any(said in text for said in INSIDE)
    page = made[".html"].decode()
    assert "&lt;b&gt;Изложба&lt;/b&gt;<br>&amp;" in page
    assert '<time datetime="2026-05-09">' in page
    assert "://" not in page
    assert "\r\n" in made[".csv"].decode("utf-8-sig")
    assert "'=<b>Изложба" in made[".csv"].decode("utf-8-sig")


@pytest.mark.requirement("R-F12-0.1")
def test_a_programme_stands_on_the_first_page_thirty_days_ahead(tmp_path: Path) -> None:
    day = date(2027, 2, 15)
    asked = EventInput(
        "Срок за кандидатстване", When(day, day), Category.PROGRAMME, link="www.example.bg",
        tasks=(Task("Бюджетна обосновка", date(2027, 2, 1), "Огнян Дочев"), Task("Без ден")),
    )  # fmt: skip
    with opened(tmp_path, datetime(2027, 1, 15, 10, tzinfo=SOFIA)) as s:
        kept = s.events.create(asked, actor=HEAD)
        assert "programme" not in {one.sort for one in s.today.view().waiting}
    with opened(tmp_path, datetime(2027, 1, 28, 10, tzinfo=SOFIA)) as s:
        found = {one.sort: one for one in s.today.view().waiting}
        assert [one.name for one in found["programme"].records] == [
            f"Срок за кандидатстване – до {date_short(day)}"
        ]
        assert (found["programme"].kind, found["programme"].records[0].id) == ("event", kept)
        (task,) = found["event-task"].records
        assert "Бюджетна обосновка (Огнян Дочев)" in task.name
        s.events.change(kept, replace(asked, state=EventState.HELD, tasks=()), actor=HEAD)
        assert not {"programme", "event-task"} & {one.sort for one in s.today.view().waiting}
