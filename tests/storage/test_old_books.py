"""Old lists on a real file: kept while worked on, compared with the book, entered all or none."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ruse_desktop.domain.books import HolderKind
from ruse_desktop.domain.old_books import OldBook, OldEntry, RowState
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.paths import resource
from ruse_desktop.services.books import BookService
from ruse_desktop.services.old_books import OldBookService
from ruse_desktop.storage.store import Store
from tests.storage.books_world import ACTOR, books_of, law, open_store

SAMPLE = resource("sample", "old-book-nagrada.csv")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def books(store: Store) -> BookService:
    return books_of(store)


@pytest.fixture
def old_books(store: Store, books: BookService, tmp_path: Path) -> OldBookService:
    return OldBookService(store, law(), books, tmp_path / "old-books")


@pytest.fixture
def sample(old_books: OldBookService) -> OldBook:
    old = old_books.read(award="NR", path=SAMPLE)
    return old_books.understand(old, dict(old.mapping))


def row(old: OldBook, line: int, place: int = 0) -> OldEntry:
    return [one for one in old.entries if one.line == line][place]


def decided(old: OldBook, *, out: tuple[int, ...] = ()) -> OldBook:
    """All rows confirmed but those on these lines."""
    entries = tuple(
        replace(one, state=RowState.LEFT_OUT if one.line in out else RowState.CONFIRMED)
        for one in old.entries
    )
    return replace(old, entries=entries)


def test_each_row_shows_what_was_written_and_what_is_proposed(sample: OldBook) -> None:
    first = row(sample, 3)
    assert first.text("act") == "Решение № 146 Прието с Протокол № 6/25.04.1996 г."
    assert (first.year, first.titles, first.full_name, first.paper_no) == (
        "1996", "проф. д-р", "Стоил Вълчев Паскалев", "1",
    )  # fmt: skip
    assert (first.act_kind, first.act_no, first.protocol, first.act_on) == (
        "decision", "146", "6", "1996-04-25",
    )  # fmt: skip
    assert first.motive == "за историята на града"
    assert first.state is RowState.PROPOSED
    assert row(sample, 4).posthumous
    assert [row(sample, 5, n).full_name for n in (0, 1)] == [
        "Ради Минчев Дюлгеров", "Стефка Минкова",
    ]  # fmt: skip
    assert row(sample, 14).members[0] == "Ана Белева"


def test_a_year_alone_counts_for_the_lines_below_but_is_doubted(sample: OldBook) -> None:
    below = row(sample, 4)
    assert (below.year, below.state) == ("1996", RowState.UNCLEAR)
    assert not [one for one in sample.entries if one.line == 2]


def test_uncertain_parts_stay_as_written_and_are_marked(sample: OldBook) -> None:
    assert "year" in row(sample, 9).kept
    assert set(row(sample, 8).kept) >= {"name", "act"}
    assert row(sample, 8).state is RowState.UNCLEAR


def test_a_line_with_several_people_can_become_one_team(
    old_books: OldBookService, sample: OldBook
) -> None:
    joined = old_books.regroup(sample, row(sample, 5).id, team=True)
    team = row(joined, 5)
    assert (team.kind, len(team.members)) == (HolderKind.TEAM, 2)
    assert len(joined.entries) == len(sample.entries) - 1
    assert joined.entries.index(team) == sample.entries.index(row(sample, 5))
    parted = old_books.regroup(joined, team.id, team=False)
    assert [one.full_name for one in parted.entries] == [one.full_name for one in sample.entries]
    assert len({one.id for one in parted.entries}) == len(parted.entries)


def test_everything_typed_is_kept_until_it_is_thrown_away(
    old_books: OldBookService, sample: OldBook
) -> None:
    assert old_books.kept("NR") is None
    typed = replace(sample, complete_from=1996, chosen=row(sample, 8).id)
    old_books.keep(typed)
    assert old_books.kept("NR") == typed
    old_books.throw_away("NR")
    assert old_books.kept("NR") is None


@pytest.mark.parametrize("broken", ["", "{", '{"format": 99}', '{"format": 1}'])
def test_an_unreadable_kept_list_is_told_and_put_aside(
    old_books: OldBookService, sample: OldBook, tmp_path: Path, broken: str
) -> None:
    old_books.keep(sample)
    path = tmp_path / "old-books" / "NR.json"
    path.write_text(broken, encoding="utf-8")
    with pytest.raises(UserError, match="не може да се прочете"):
        old_books.kept("NR")
    aside = path.with_name("NR-unreadable.json")
    assert aside.read_text(encoding="utf-8") == broken
    assert old_books.kept("NR") is None


def test_repetitions_in_the_list_and_in_the_book_are_found(
    old_books: OldBookService, books: BookService, sample: OldBook, tmp_path: Path
) -> None:
    path = tmp_path / "книга.csv"
    path.write_text("Година;Носител\n1998;Любомира Стойкова Ганчева\n1990;Коста Лозев\n", "utf-8")
    books.import_book(actor=ACTOR, award="NR", source=path)
    twins = {one.id: one for one in old_books.twins(sample)}
    assert {n for n, one in twins.items() if one.sure} == {
        row(sample, 7).id, row(sample, 10).id, row(sample, 18).id,
    }  # fmt: skip
    assert "№ 1 (1998 г.)" in twins[row(sample, 7).id].text
    other_year = twins[row(sample, 13, 1).id]
    assert (other_year.sure, "№ 2 (1990 г.)" in other_year.text) == (False, True)
    without_middle = twins[row(sample, 17).id]
    assert (without_middle.sure, "ред 10" in without_middle.text) == (False, True)


@pytest.mark.requirement("R-5-0.9")
def test_confirmed_rows_enter_at_once_with_what_stayed_as_written(
    old_books: OldBookService, books: BookService, sample: OldBook
) -> None:
    old_books.keep(sample)
    ready = replace(decided(sample, out=(18,)), complete_from=1996)
    result = old_books.enter(actor=ACTOR, old=ready)
    assert (result.count, result.first_no) == (len(sample.entries) - 1, 1)
    assert books.book("NR").complete_from == 1996
    assert books.verify().intact
    assert old_books.kept("NR") is None
    found = {one.name: books.detail("NR", one.seq) for one in books.rows("NR")}
    first = next(one for name, one in found.items() if name.endswith("Паскалев"))
    assert first.act is not None
    assert (first.act.kind, first.act.number, str(first.act.on)) == (
        "decision", "146", "1996-04-25",
    )  # fmt: skip
    assert first.act.text == "Решение № 146 Прието с Протокол № 6/25.04.1996 г."
    assert (first.titles, first.paper_no, first.row.historic) == ("проф. д-р", "1", True)
    dead = next(one for name, one in found.items() if name.endswith("Кънева"))
    assert dead.note.startswith("посмъртно")
    odd = next(one for name, one in found.items() if name.endswith("Петрова"))
    assert "както е записано: годината „1998/99“" in odd.note


def test_nothing_enters_while_a_row_waits_or_is_impossible(
    old_books: OldBookService, books: BookService, sample: OldBook
) -> None:
    with pytest.raises(UserError, match="още не са потвърдени"):
        old_books.enter(actor=ACTOR, old=sample)
    nobody = tuple(replace(one, state=RowState.LEFT_OUT) for one in sample.entries)
    with pytest.raises(UserError, match="Нито един ред"):
        old_books.enter(actor=ACTOR, old=replace(sample, entries=nobody))
    with pytest.raises(UserError, match="се повтаря"):
        old_books.enter(actor=ACTOR, old=decided(sample))
    ready = decided(sample, out=(18,))
    for field, bad in (("year", "2031"), ("year", "две"), ("note", "8501011234")):
        entries = (replace(ready.entries[0], **{field: bad}), *ready.entries[1:])
        with pytest.raises(UserError, match="Ред 3: "):
            old_books.enter(actor=ACTOR, old=replace(ready, entries=entries))
    assert books.book("NR").entries == 0


def test_a_protocol_added_by_hand_is_said_after_the_act(
    old_books: OldBookService, books: BookService, sample: OldBook
) -> None:
    ready = decided(sample, out=(18,))
    at = ready.entries.index(row(ready, 4))
    typed = replace(ready.entries[at], protocol="6")
    entries = (*ready.entries[:at], typed, *ready.entries[at + 1 :])
    old_books.enter(actor=ACTOR, old=replace(ready, entries=entries))
    second = books.detail("NR", books.rows("NR", text="Кънева")[0].seq)
    assert second.act is not None
    assert second.act.text == "Реш.№146/25.04.1996, протокол № 6"


def test_columns_must_name_year_and_laureate(old_books: OldBookService) -> None:
    old = old_books.read(award="NR", path=SAMPLE)
    with pytest.raises(UserError, match="колоните за година и за име"):
        old_books.understand(old, {"year": 1})


def test_the_kept_file_is_plain_json_of_the_list(
    old_books: OldBookService, sample: OldBook, tmp_path: Path
) -> None:
    old_books.keep(sample)
    (path,) = (tmp_path / "old-books").iterdir()
    assert json.loads(path.read_text(encoding="utf-8"))["file"] == SAMPLE.name


def test_many_rows_of_like_names_are_compared_without_waiting(
    old_books: OldBookService, tmp_path: Path
) -> None:
    path = tmp_path / "дълъг.csv"
    letters = "абвгдежзий"
    middles = [f"Баща{a}{b}{c}{d}" for a in letters for b in letters for c in letters for d in "аб"]
    text = "".join(f"{1965 + n % 60};Име {one} Фамилия\n" for n, one in enumerate(middles))
    path.write_text(f"Година;Носител\n{text}1998;Име Фамилия\n", encoding="utf-8")
    old = old_books.read(award="NR", path=path)
    old = old_books.understand(old, dict(old.mapping))
    start = time.perf_counter()
    twins = old_books.twins(old)
    assert time.perf_counter() - start < 1.5
    assert len(twins) == len(middles) + 1
    assert not any(one.sure for one in twins)
