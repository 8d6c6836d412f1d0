"""A damaged file: what can be read comes into a new one, the rest is counted, nothing is thrown away."""

from __future__ import annotations

from pathlib import Path

import pytest

from ruse_desktop import app
from ruse_desktop.__main__ import _close_log
from ruse_desktop.domain.people import PersonInput
from ruse_desktop.kernel.clock import FixedClock
from ruse_desktop.kernel.errors import DatabaseProblem
from ruse_desktop.storage import rescue
from tests.ui.windows import NOW

PEOPLE = 150


def filled(folder: Path) -> app.Options:
    options = app.Options(folder, FixedClock(NOW))
    made = app.open_services(options)
    for number in range(PEOPLE):
        made.people.save_person(
            PersonInput(given="Ива", family=f"Примерна-{number}"), actor=made.actor
        )
    made.store.close()
    _close_log()
    return options


def spoil(path: Path, word: str) -> int:
    """Zero every second page that holds data with `word`; how many."""
    content = bytearray(path.read_bytes())
    pages = [
        at
        for at in range(0, len(content), 4096)
        if word.encode() in (page := content[at : at + 4096]) and b"CREATE " not in page
    ]
    for at in pages[::2]:
        content[at : at + 4096] = bytes(4096)
    path.write_bytes(content)
    return len(pages[::2])


def test_readable_rows_are_saved_and_the_damaged_file_is_kept(tmp_path: Path):
    options = filled(tmp_path)
    path = tmp_path / "ruse.db"
    assert spoil(path, "Примерна") > 1
    damaged = path.read_bytes()
    with pytest.raises(DatabaseProblem) as refusal:
        app.open_services(options)
    assert refusal.value.code == "damaged"
    report = rescue.rescue(tmp_path, NOW)
    assert (report.damaged / "ruse.db").read_bytes() == damaged
    assert report.saved > PEOPLE // 2
    again = app.open_services(options)
    people = next(one for one in report.tables if one.table == "person")
    assert 0 < people.saved <= PEOPLE
    saved = again.people.save_person(PersonInput(given="Нова", family="Карта"), actor=again.actor)
    assert saved.id
    again.store.close()
    _close_log()


def test_whole_file_comes_over_whole(tmp_path: Path):
    options = filled(tmp_path)
    report = rescue.rescue(tmp_path, NOW)
    assert report.lost == 0
    assert report.orphans == 0
    assert next(one.saved for one in report.tables if one.table == "person") == PEOPLE
    again = app.open_services(options)
    assert again.store.verify_audit() == (PEOPLE, None)
    again.store.close()
    _close_log()


def test_file_without_a_readable_list_of_tables_stays_where_it_is(tmp_path: Path):
    filled(tmp_path)
    path = tmp_path / "ruse.db"
    path.write_bytes(b"\0" * 8192)
    with pytest.raises(DatabaseProblem) as refusal:
        rescue.rescue(tmp_path, NOW)
    assert refusal.value.code == "beyond-rescue"
    assert path.stat().st_size == 8192
    assert not (tmp_path / "ruse.db.rescued").exists()
