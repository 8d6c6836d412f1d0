"""The list of nominations when it is long, and checking all of it anew."""

from __future__ import annotations

from typing import Any

from ruse_desktop.kernel.text import search_key
from ruse_desktop.ui.main_window import MainWindow
from tests.ui import windows


def test_all_checks_of_the_year_are_run_anew(qtbot: Any, demo_window: MainWindow):
    demo_window.pages.show_screen("nominations")
    windows.settle(qtbot, demo_window)
    demo_window.actions_registry.run("nominations.recheck")
    windows.settle(qtbot, demo_window)
    said = demo_window.messages.text.text()
    assert said.startswith("Проверен"), said
    assert "с друг извод: 0" in said, said


def test_another_order_comes_from_the_database_and_keeps_the_choice(
    qtbot: Any, demo_window: MainWindow
):
    demo_window.pages.show_screen("nominations")
    windows.settle(qtbot, demo_window)
    table = demo_window.pages.current().list.table
    chosen = table.current_key()
    for column in range(5):
        table.horizontalHeader().sectionClicked.emit(column)
        windows.settle(qtbot, demo_window)
        assert table.current_key() == chosen
        texts = [search_key(line.texts[column]) for line in table.paged.loaded]
        if column in {0, 2, 4}:
            assert texts == sorted(texts)
    assert len(table.paged.loaded) == table.paged.rowCount() > 30
