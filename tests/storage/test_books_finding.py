"""One field finds laureates of all books by name, year, number, section, act and award."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ruse_desktop.services.books import BookService
from ruse_desktop.storage.store import Store
from tests.storage.books_world import ACTOR, books_of, historic, open_store, person, team


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "база")
    yield opened
    opened.close()


@pytest.fixture
def books(store: Store) -> BookService:
    made = books_of(store)
    made.enter(actor=ACTOR, award="NR", laureates=[person(), team("Иво Бонев")])
    made.enter(
        actor=ACTOR,
        award="NR",
        laureates=[historic(1998, "Иван Творчев"), historic(2003, "Невена Русева")],
    )
    made.enter(
        actor=ACTOR,
        award="SG",
        laureates=[historic(1998, "Петър Попов", section="Медицина"), historic(2010, "Ана Бонева")],
    )
    return made


@pytest.mark.requirement("R-X-0.19")
@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("попов", ["Маргарита Илиева Попова", "Петър Попов"]),
        ("ПОПОВА", ["Маргарита Илиева Попова"]),
        ("бонев", ["Ансамбъл „Дунавска вълна“", "Ана Бонева"]),
        ("1998", ["Иван Творчев", "Петър Попов"]),
        ("медиц", ["Петър Попов"]),
        ("протокол 18.05", ["Ансамбъл „Дунавска вълна“", "Маргарита Илиева Попова"]),
        ("студент", ["Ана Бонева", "Петър Попов"]),
        ("студент 1998", ["Петър Попов"]),
        ("студент на годината бонева", ["Ана Бонева"]),
        ("русе творчев", ["Иван Творчев"]),
        ("ру", ["Невена Русева"]),
        ("няма такъв", []),
        ("студент творчев", []),
    ],
)
def test_any_part_of_what_is_known_finds(books: BookService, asked: str, names: list[str]) -> None:
    assert [row.name for row in books.find(asked)] == names


def test_who_bears_the_words_comes_before_the_award_that_bears_them(books: BookService) -> None:
    found = [row.name for row in books.find("русев")]
    assert found == ["Невена Русева"]
    found = [row.name for row in books.find("русе")]
    assert found[0] == "Невена Русева"
    assert set(found[1:]) == {
        "Маргарита Илиева Попова", "Ансамбъл „Дунавска вълна“", "Иван Творчев",
    }  # fmt: skip


def test_all_books_are_listed_from_the_newest_and_narrowed_by_year(books: BookService) -> None:
    every = books.find()
    assert [row.year for row in every] == [2026, 2026, 2010, 2003, 1998, 1998]
    assert [row.book for row in books.find(year=1998)] == ["NR", "SG"]
    assert len(books.find(limit=2)) == 2
    assert [row.name for row in books.find("студент", year=2010)] == ["Ана Бонева"]
