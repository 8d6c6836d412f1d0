"""Search over all records: folded, by any part, in Bulgarian order, quick."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from ruse_desktop.domain.books import Act, BookImport
from ruse_desktop.services.search import SearchService
from ruse_desktop.storage.search import SOURCES
from ruse_desktop.storage.store import Store
from tests.storage.books_world import ACTOR, books_of, historic, open_store, person, team


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    yield opened
    opened.close()


def _titles(store: Store, query: str, **how: object) -> list[str]:
    return [hit.title for hit in SearchService(store).find(query, **how)]  # type: ignore[arg-type]


@pytest.mark.requirement("R-X-0.19")
def test_laureates_of_all_books_are_found_in_bulgarian_order(store: Store) -> None:
    books = books_of(store)
    books.enter(
        actor=ACTOR,
        award="NR",
        laureates=[
            person("Ъглова"), person("Smith", given="Jane", middle=""), person("Иванова"),
            team("Щерю Щърбанов", name="Квартет „Дунав“"),
        ],
    )  # fmt: skip
    books.enter(actor=ACTOR, award="SG", laureates=[person("Аврамова")])
    assert _titles(store, "сценични") == [
        "Маргарита Илиева Аврамова", "Маргарита Илиева Иванова", "Квартет „Дунав“",
        "Маргарита Илиева Ъглова", "Jane Smith",
    ]  # fmt: skip
    assert _titles(store, "ЩЪРБА") == ["Квартет „Дунав“"]
    assert _titles(store, "ъг") == ["Маргарита Илиева Ъглова"]
    assert _titles(store, "иванова 2026 № 3") == ["Маргарита Илиева Иванова"]
    assert len(_titles(store, "протокол № 2/18.05.2026")) == 5
    hit = SearchService(store).find("иванова")[0]
    assert (hit.kind, hit.detail) == ("laureate", "№ 3 · 2026 · Сценични изкуства")
    assert books.by_id(hit.id).row.name == "Маргарита Илиева Иванова"


def test_title_that_matches_comes_before_a_member(store: Store) -> None:
    books_of(store).enter(
        actor=ACTOR,
        award="NR",
        laureates=[team("Ана Янева", name="Ансамбъл"), person("Янева", given="Яна")],
    )
    assert _titles(store, "янева") == ["Яна Илиева Янева", "Ансамбъл"]


def test_corrected_name_is_found_under_both_spellings(store: Store) -> None:
    books = books_of(store)
    row = books.enter(actor=ACTOR, award="NR", laureates=[person("Попва")])[0]
    books.correct(
        actor=ACTOR,
        book="NR",
        seq=row.seq,
        changes={"family": "Попова"},
        reason="печатна грешка тук",
    )
    assert _titles(store, "попва") == _titles(store, "попова") == ["Маргарита Илиева Попова"]


@pytest.mark.parametrize(
    "query",
    ["", "  ", '"', "'; DROP TABLE book", "попова-стоянова AND", "%", "_", "*", "(", "a:b", "\\"],
)
def test_strange_query_finds_nothing_and_breaks_nothing(store: Store, query: str) -> None:
    books_of(store).enter(actor=ACTOR, award="NR", laureates=[person()])
    assert _titles(store, query) == []


def test_every_source_is_watched_and_can_be_rebuilt(store: Store) -> None:
    with store.read() as session:
        triggers = set(session.scalars(text("SELECT name FROM sqlite_master WHERE type='trigger'")))
    for source in SOURCES:
        wanted = {f"{source.table}_search_{action}" for action in ("added", "changed", "removed")}
        assert wanted <= triggers
    books_of(store).enter(actor=ACTOR, award="NR", laureates=[person(), team("А")])
    assert SearchService(store).rebuild(actor=ACTOR) == 2
    assert _titles(store, "попова") == ["Маргарита Илиева Попова"]


def test_person_card_and_its_nomination_are_found_and_follow_a_new_name(store: Store) -> None:
    with store.engine.begin() as connection:
        _insert(
            connection,
            "person",
            given="Иван",
            family="Иванов",
            settlement="Русе",
            search_key="иван иванов",
            find_key="иван иванов ivan ivanov",
        )
        _insert(connection, "award_edition", award="NR", year=2027, confirmed_on="2027-01-05")
        _insert(
            connection,
            "nomination",
            edition_id=1,
            person_id=1,
            number="ПР-2027-031",
            search_key="пр 2027 031",
        )
    hits = SearchService(store).find("иванов")
    assert {(h.kind, h.title) for h in hits} == {
        ("person", "Иван Иванов"), ("nomination", "Иван Иванов"),
    }  # fmt: skip
    assert {h.detail for h in hits} == {"Русе", "ПР-2027-031 · 2027"}
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE person SET family='Петров', find_key='иван петров'"))
    assert _titles(store, "иванов") == []
    assert _titles(store, "петров", kinds=("nomination",)) == ["Иван Петров"]


def _insert(connection: object, table: str, **values: object) -> None:
    """A row with empty values where the table demands one."""
    columns = connection.execute(text(f"PRAGMA table_info({table})")).all()  # type: ignore[attr-defined]
    for _cid, name, kind, required, _default, key in columns:
        if required and not key and name not in values:
            values[name] = "" if kind == "TEXT" else 0
    names = ", ".join(values)
    marks = ", ".join(f":{name}" for name in values)
    connection.execute(text(f"INSERT INTO {table}({names}) VALUES ({marks})"), values)  # type: ignore[attr-defined]


@pytest.mark.slow
def test_first_hits_among_many_records_are_few(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    chance = random.Random(17)
    given = [
        "Иван",
        "Мария",
        "Петър",
        "Елена",
        "Георги",
        "Стефка",
        "Николай",
        "Радка",
        "Тодор",
        "Ана",
        "Христо",
        "Йорданка",
    ]
    family = [f"{a}{b}" for a in ("Стоян", "Колар", "Минк", "Щърбан") for b in ("ов", "ев", "ков")]
    laureates = tuple(
        historic(
            1950 + n % 76,
            f"{chance.choice(given)} {chance.choice(family)} {n}",
            act=Act("", "", None, f"Решение № {n}"),
        )
        for n in range(10_000)
    )
    books_of(store).import_book(actor=ACTOR, award="NR", source=BookImport(laureates))
    search = SearchService(store)
    for query, some in (
        ("щърбанков", True), ("ива", True), ("ив", True), ("решение № 5", True), ("9932", True),
        ("няма такъв", False),
    ):  # fmt: skip
        hits = search.find(query)
        assert bool(hits) is some, query
        assert len(hits) <= 50, "what a person reads, not what there is"
    store.close()


def test_minutes_are_found_by_number_and_date(store: Store) -> None:
    with store.engine.begin() as connection:
        connection.execute(text("PRAGMA defer_foreign_keys=ON"))
        _insert(connection, "award_edition", award="NR", year=2026, confirmed_on="2026-01-05")
        _insert(connection, "commission", edition_id=1, code="arts")
        _insert(
            connection,
            "session",
            commission_id=1,
            held_on="2026-05-18",
            protocol_no="2",
            place="Доходно здание",
            tellers="[]",
        )
    for query in ("Протокол № 2/18.05.2026 г.", "доходно", "2/18"):
        hit = SearchService(store).find(query)[0]
        assert (hit.kind, hit.title, hit.detail) == (
            "session", "Протокол № 2/18.05.2026 г.", "Доходно здание",
        )  # fmt: skip
