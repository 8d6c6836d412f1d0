"""The list of any length: pages come when they are looked at, keys tell what is chosen."""

from __future__ import annotations

from array import array
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt

from ruse_desktop.ui.kit.paged import PAGE, PagedTable
from ruse_desktop.ui.kit.tables import Column, Line

COUNT = 1000


def lines(keys: array[int]) -> list[Line]:
    return [Line(key, (f"№ {key}", f"Ред {key}")) for key in keys]


@pytest.fixture
def table(qtbot: Any, tmp_path: Any) -> PagedTable:
    settings = QSettings(str(tmp_path / "list.ini"), QSettings.Format.IniFormat)
    made = PagedTable((Column("№", 80), Column("Име", 200, stretch=True)), "Списък", settings)
    made.asked = []  # type: ignore[attr-defined]  # kept by the test
    made.page_asked.connect(lambda page, keys: made.asked.append((page, keys)))  # type: ignore[attr-defined]
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    keys = array("q", range(COUNT, 0, -1))
    made.show_keys(keys, lines(keys[:PAGE]))
    return made


def text(table: PagedTable, row: int) -> str:
    return str(table.paged.data(table.paged.index(row, 0)))


def test_first_page_is_there_and_another_is_asked_for_once(table: PagedTable):
    assert text(table, 0) == "№ 1000"
    assert text(table, 500) == "…"
    assert text(table, 501) == "…"
    asked = [(page, len(keys), keys[0]) for page, keys in table.asked]  # type: ignore[attr-defined]
    assert asked == [(3, PAGE, COUNT - 3 * PAGE)]
    table.deliver(3, lines(table.asked[0][1]))  # type: ignore[attr-defined]
    assert text(table, 500) == "№ 500"


def test_a_record_gone_meanwhile_leaves_a_dash(table: PagedTable):
    text(table, 500)
    table.deliver(3, lines(table.asked[0][1][1:]))  # type: ignore[attr-defined]
    assert text(table, 3 * PAGE) == "–"


def test_the_chosen_record_stays_chosen_in_another_order(qtbot: Any, table: PagedTable):
    assert table.select(700)
    up = array("q", range(1, COUNT + 1))
    table.show_keys(up, lines(up[:PAGE]))
    assert table.current_key() == 700
    assert table.currentIndex().row() == 699
    qtbot.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert table.current_key() == COUNT


def test_a_heading_asks_for_another_order(qtbot: Any, table: PagedTable):
    with qtbot.waitSignal(table.sort_asked) as asked:
        table.horizontalHeader().sectionClicked.emit(1)
    assert asked.args == [1, False]
    assert table.order == (1, False)
    table.horizontalHeader().sectionClicked.emit(1)
    assert table.order == (1, True)


def test_an_empty_list_chooses_nothing(qtbot: Any, table: PagedTable):
    with qtbot.waitSignal(table.chosen) as chosen:
        table.show_keys(array("q"), ())
    assert chosen.args == [-1]
    assert table.current_key() is None
