"""The shipped sample files are what their script makes, and they hold what they promise."""

from __future__ import annotations

import importlib.util
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from ruse_desktop.domain.ballots import needed, outcome
from ruse_desktop.exchange.tables import Table, read_table
from ruse_desktop.kernel import paths
from ruse_desktop.kernel.text import mixed_words, search_key
from ruse_desktop.law import book
from ruse_desktop.services.demo import ScriptedClock, end_of, script, start_of

SPREADSHEET = paths.resource("sample", "predlozheniya-2026.xlsx")
OLD_BOOK = paths.resource("sample", "kniga-nagrada-ruse.csv")
LAW = book.load(paths.resource("ordinance", "naredba-17"))


def _builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "build_sample", paths.resource("sample", "build_sample.py")
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _column(table: Table, name: str) -> list[str]:
    return [row[table.column(name)].text for row in table.rows]


def test_committed_files_are_what_the_script_writes(tmp_path: Path) -> None:
    builder = _builder()
    builder.write_spreadsheet(tmp_path / "a.xlsx")
    builder.write_old_book(tmp_path / "a.csv")
    assert read_table(tmp_path / "a.xlsx").rows == read_table(SPREADSHEET).rows
    assert (tmp_path / "a.csv").read_bytes() == OLD_BOOK.read_bytes()


def test_sample_nominations_hold_the_promised_cases() -> None:
    table = read_table(SPREADSHEET)
    assert len(table.rows) == 30
    days = [row[table.column("Дата")].day for row in table.rows]
    assert sum(day is not None and day > date(2026, 5, 11) for day in days) == 2
    assert date(2026, 5, 11) in days
    calendar = LAW.calendar()
    assert all(day is not None and calendar.is_working(day) for day in days)
    lengths = sorted(len(text) for text in _column(table, "Мотиви"))
    assert lengths[0] == 0
    assert 150 < lengths[1] < 400
    assert 400 <= lengths[2] <= lengths[-1] <= 900
    names = _column(table, "Предложен")
    assert [name for name in names if mixed_words(name)] == ["Aнтон Великов Мечкарски"]
    old = {search_key(name) for name in _column(read_table(OLD_BOOK), "Носител")}
    assert [name for name in names if search_key(name) in old] == ["Тинка Апостолова Райновска"]


def test_old_book_has_each_laureate_once_and_every_year() -> None:
    table = read_table(OLD_BOOK)
    names = _column(table, "Носител")
    assert len(set(names)) == len(names) == 190
    assert sorted({int(year) for year in _column(table, "Година")}) == list(range(1999, 2026))


def test_script_runs_forward_from_the_first_day_to_the_last() -> None:
    clock = ScriptedClock(start_of())
    for part in script()["sessions"]:
        clock.at(part["closed"])
    clock.at(end_of())
    assert clock.today() == date(2026, 5, 20)
    with pytest.raises(ValueError, match="before"):
        clock.at(start_of())


def test_scripted_ballots_elect_the_scripted_laureates_with_one_tie() -> None:
    ties = 0
    awarded = 0
    for session in script()["sessions"]:
        for place in session["slots"]:
            if "unawarded" in place:
                continue
            *_earlier, last = place["rounds"]
            assert outcome(last["votes"], base=last["used"], places=1).elected == (
                place["laureate"],
            )
            for one in place["rounds"]:
                best = sorted(one["votes"].values())[-2:]
                ties += best[0] == best[1] and best[0] < needed(one["used"])
            awarded += 1
    assert (ties, awarded) == (1, 8)


def test_scripted_commissions_fill_every_quota() -> None:
    rules = {one.code: one for one in LAW.edition("2024-02-29").award("NR").commissions}
    for part in script()["commissions"]:
        rule = rules[part["code"]]
        for seat in rule.seats:
            count = sum(member["source"] == seat.source for member in part["members"])
            assert count == seat.count, seat.name
        chair = next(m for m in part["members"] if m["name"] == part["chair"])
        assert chair["source"] == rule.chair_source
