from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from ruse_desktop.kernel.text import sort_key
from ruse_desktop.ui.kit.tables import Column, Line, ListTable

COLUMNS = (Column("№", 80), Column("Име", 200, stretch=True), Column("Състояние", 120, chip=True))
NAMES = ("Юлия", "Ангел", "Щерю", "Ъгленка", "Ван", "Яна")


def line(key: int, name: str, no: str) -> Line:
    return Line(key, (no, name, "Допуснато"), "met", (sort_key(no), sort_key(name), ""))


@pytest.fixture
def settings(tmp_path) -> QSettings:
    return QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def table(qtbot, settings) -> ListTable:
    made = ListTable(COLUMNS, "Предложения", settings)
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show_lines([line(n, name, f"Г-{n + 8}") for n, name in enumerate(NAMES)])
    made.show()
    return made


def column(table: ListTable, n: int) -> list[str]:
    model = table.model()
    return [model.index(row, n).data() for row in range(model.rowCount())]


def test_sorting_is_bulgarian_and_numbers_go_by_value(table):
    table._sort(1)
    assert column(table, 1) == ["Ангел", "Ван", "Щерю", "Ъгленка", "Юлия", "Яна"]
    table._sort(1)
    assert column(table, 1)[0] == "Яна"
    table._sort(0)
    assert column(table, 0) == ["Г-8", "Г-9", "Г-10", "Г-11", "Г-12", "Г-13"]


def test_chosen_record_stays_chosen_when_the_rows_change(table):
    table.select(3)
    table.show_lines([line(3, "Ъгленка", "Г-11"), line(9, "Борис", "Г-20")])
    assert table.current_key() == 3


def test_enter_opens_the_chosen_record(table):
    opened = []
    table.opened.connect(opened.append)
    table.select(2)
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(
            table, QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
        )
    assert opened == [2]


def test_width_of_a_column_is_remembered(qtbot, table, settings):
    table.setColumnWidth(0, 133)
    again = ListTable(COLUMNS, "Предложения", settings)
    qtbot.addWidget(again)
    assert again.columnWidth(0) == 133


def test_model_keeps_the_rules_of_qt(qtmodeltester, table):
    qtmodeltester.check(table.model())
