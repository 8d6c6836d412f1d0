"""Lists whose rows bring no sort keys, and what their cells look like."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton, QWidget

from ruse_desktop.ui import theme
from ruse_desktop.ui.kit.flow import FlowLayout
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


WIDE = [
    Column("№", 60), Column("Организация", 260), Column("Име", 240, stretch=True),
    Column("Състояние", 110, chip=True),
]  # fmt: skip


def widths(table: ListTable) -> list[int]:
    return [table.columnWidth(n) for n in range(len(WIDE))]


def test_wide_columns_give_way_before_the_name_and_come_back(qtbot, settings):
    theme.theme().apply(theme.Scheme.LIGHT)
    table = ListTable(WIDE, "Гости", settings)
    qtbot.addWidget(table)
    table.show_lines([Line(1, ("1", "Посолство", "Ива Бонева", "поканен"))])
    table.show()
    table.resize(800, 200)
    roomy = widths(table)
    assert (roomy[0], roomy[1], roomy[3]) == (60, 260, 110)
    assert roomy[2] == table.viewport().width() - 430
    table.resize(480, 200)
    tight = widths(table)
    assert tight[1] < 260
    assert tight[2] >= 149
    assert (tight[0], tight[3]) == (60, 110)
    assert sum(tight) == table.viewport().width()
    table.resize(300, 200)
    assert widths(table)[2] == 104
    assert sum(widths(table)) > table.viewport().width(), "the rest is scrolled"
    table.resize(800, 200)
    assert widths(table) == roomy
    assert settings.value("columns/Гости/1") is None, "only a person's width is kept"
    table.setColumnWidth(1, 200)
    assert settings.value("columns/Гости/1") == 200


def test_buttons_go_on_in_the_next_line(qtbot):
    box = QWidget()
    qtbot.addWidget(box)
    row = FlowLayout(6)
    box.setLayout(row)
    row.setContentsMargins(0, 0, 0, 0)
    for text in ("Поправи…", "Приложи файл…", "Карта за печат…", "Зачеркни…"):
        row.addWidget(QPushButton(text))
    box.resize(2000, 200)
    box.show()
    line = row.sizeHint().height()
    assert row.heightForWidth(2000) == line
    assert row.heightForWidth(10) == 4 * line + 3 * 6
    box.resize(row.sizeHint().width() // 2 + 20, 200)
    placed = [row.itemAt(n).geometry() for n in range(row.count())]
    assert len({one.top() for one in placed}) > 1
    assert not any(one.intersects(other) for one, other in combinations(placed, 2))
    assert all(one.right() <= box.width() for one in placed)
    row.itemAt(1).widget().hide()
    assert row.heightForWidth(10) == 3 * line + 2 * 6
