"""Figures of the books and their drawing: what is counted, and every number in words beside it."""

from __future__ import annotations

from datetime import date

import pytest

from ruse_desktop.documents import charts
from ruse_desktop.documents.pages import page_count
from ruse_desktop.domain import statistics
from ruse_desktop.domain.statistics import Laurel, Places, Statistics
from tests.unit.pdf_reading import fonts, words

NAMES = {"NR": "Награда „Русе“", "PG": "Почетен гражданин"}
LAURELS = [
    Laurel("NR", 2024, "Литература", "person"),
    Laurel("NR", 2024, "Музика", "team"),
    Laurel("NR", 2026, "Музика", "person"),
    Laurel("PG", 2026, "", "person"),
]


def report(*made: statistics.Chart) -> Statistics:
    return Statistics("Община Русе", "", 1965, 2026, 4, date(2026, 12, 31), made)


def test_years_without_a_laureate_are_counted_as_none() -> None:
    made = statistics.by_year(LAURELS, 2023, 2026)
    assert [(bar.name, bar.value) for bar in made.bars] == [
        ("2023", 0), ("2024", 2), ("2025", 0), ("2026", 2),
    ]  # fmt: skip


def test_shares_are_of_the_whole_and_unknown_sections_stand_last() -> None:
    assert [bar.cells for bar in statistics.by_award(LAURELS, NAMES).bars] == [
        ("Награда „Русе“", "3", "75,0\u00a0%"), ("Почетен гражданин", "1", "25,0\u00a0%"),
    ]  # fmt: skip
    assert [bar.cells[:2] for bar in statistics.by_section(LAURELS).bars] == [
        ("Музика", "2"), ("Литература", "1"), ("без записан раздел", "1"),
    ]  # fmt: skip
    assert [bar.cells[:2] for bar in statistics.by_kind(LAURELS).bars] == [
        ("лице", "3"), ("колектив", "1"),
    ]  # fmt: skip


def test_share_of_unawarded_is_of_the_places_settled() -> None:
    places = [Places("NR", 2025, 8, 1), Places("NR", 2026, 9, 0), Places("PG", 2026, 0, 0)]
    (bar,) = statistics.unawarded(places, NAMES).bars
    assert bar.value == 5.6
    assert bar.cells == ("Награда „Русе“", "18", "1", "5,6\u00a0%")


@pytest.mark.parametrize("years", [1, 12, 62, 130])
def test_every_year_stands_in_the_table_beside_the_drawing(years: int) -> None:
    first = 2026 - years + 1
    many = [
        Laurel("NR", year, "", "person") for year in range(first, 2027) for _n in range(year % 7)
    ]
    pdf = charts.render(report(statistics.by_year(many, first, 2026)))
    said = " ".join(words(pdf, page) for page in range(page_count(pdf)))
    for year in range(first, 2027):
        assert f"{year} {year % 7}" in said
    assert all(fonts(pdf).values())


def test_many_sections_are_drawn_as_far_as_there_is_room_and_all_are_in_the_table() -> None:
    many = [
        Laurel("NR", 2026, f"Раздел за много дълго наименувано изкуство номер {n}", "person")
        for n in range(60)
    ]
    pdf = charts.render(report(statistics.by_section(many)))
    said = " ".join(words(pdf, page) for page in range(page_count(pdf)))
    assert "На чертежа са първите 18; всички са в таблицата." in said
    assert all(f"номер {n} 1 1,7" in said for n in range(60))


def test_percentages_are_written_at_their_bars() -> None:
    made = statistics.unawarded([Places("NR", 2026, 8, 1)], NAMES)
    said = words(charts.render(report(made)), 0)
    assert "11,1 %" in said
    assert "решени на приключили заседания" in said
