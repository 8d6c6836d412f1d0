"""Lists whose rows bring no sort keys, and what their cells look like."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QColor

from ruse_desktop.ui import theme
from ruse_desktop.ui.kit.tables import Column, Line, ListTable, on_change

COLUMNS = [Column("№", 60), Column("Име", 200, stretch=True), Column("Състояние", 110, chip=True)]
PEOPLE = [
    Line(7, ("ПР-10", "Яна Щърбева", "Допуснато"), "met"),
    Line(8, ("ПР-9", "ангел Бонев", "Чернова"), "neutral"),
    Line(9, ("ПР-11", "Ѝван Петров", "Недопуснато"), "not-met"),
]


@pytest.fixture
def settings(tmp_path):
    return QSettings(str(tmp_path / "x.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def make(qtbot, settings):
    def build() -> ListTable:
        theme.theme().apply(theme.Scheme.LIGHT)
        table = ListTable(COLUMNS, "Предложения", settings)
        qtbot.addWidget(table)
        table.resize(600, 300)
        table.show()
        return table

    return build


def keys(table) -> list[int]:
    return [line.key for line in table.lines_model.lines]


def test_names_sort_as_in_bulgarian_whatever_their_case(make):
    table = make()
    table.show_lines(PEOPLE)
    table._sort(1)
    assert keys(table) == [8, 9, 7]
    table._sort(1)
    assert keys(table) == [7, 9, 8]


def test_numbers_in_texts_sort_by_value(make):
    table = make()
    table.show_lines(PEOPLE)
    table._sort(0)
    assert keys(table) == [8, 7, 9]


def test_own_keys_win_over_texts(make):
    table = make()
    table.show_lines(
        [Line(1, ("б", "", ""), sort=(1, 0, 0)), Line(2, ("а", "", ""), sort=(2, 0, 0))]
    )
    table._sort(0)
    assert keys(table) == [1, 2]


def test_new_rows_keep_the_order_chosen(make):
    table = make()
    table.show_lines(PEOPLE)
    table._sort(1)
    table.show_lines([*PEOPLE, Line(10, ("ПР-1", "Борис Азов", ""))])
    assert keys(table) == [8, 10, 9, 7]


def test_empty_list_says_that_nothing_is_chosen(make, qtbot):
    table = make()
    table.show_lines(PEOPLE)
    with qtbot.waitSignal(table.chosen, check_params_cb=lambda key: key == -1):
        table.show_lines([])


def test_double_click_opens(make, qtbot):
    table = make()
    table.show_lines(PEOPLE)
    place = table.visualRect(table.lines_model.index(2, 0)).center()
    with qtbot.waitSignal(table.opened, check_params_cb=lambda key: key == 9):
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_state_is_a_word_on_its_tint(make, qtbot):
    table = make()
    table.show_lines(PEOPLE)
    table.select(9)
    image = table.viewport().grab().toImage()
    cell = table.visualRect(table.lines_model.index(0, 2))
    inside = {
        image.pixelColor(x, y).name()
        for x in range(cell.left(), cell.right())
        for y in range(cell.top(), cell.bottom())
    }
    ink, tint = theme.colours().tone(theme.Tone.MET)
    assert {QColor(ink).name(), QColor(tint).name()} <= inside
    assert table.lines_model.data(table.lines_model.index(0, 2), 11) == "Допуснато"


def test_only_the_last_of_many_changes_is_looked_at(qtbot, make):
    ran = []
    change = on_change(30, lambda: ran.append(1), make())
    for _n in range(5):
        change()
    assert not ran
    qtbot.wait(120)
    assert ran == [1]
