"""A registry's table in the window: columns, faults row by row, all or nothing."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from ruse_desktop.kernel.paths import resource
from ruse_desktop.ui.screens.nominations.edition import EditionDialog
from ruse_desktop.ui.screens.nominations.importing import ImportDialog
from tests.ui import windows

SAMPLE = resource("sample", "predlozheniya-2026.xlsx")
HEADER = ("Вх. №", "Дата", "Вносител", "Предложен", "Раздел", "Мотиви")
GOOD = ("30-1", "05.05.2026", "Сдружение „Пристан“", "Анелия Зорева", "1.1 Литература", "Роман")


@pytest.fixture
def ask(qtbot):
    def run(window, work):
        got: list[Any] = []
        window.tasks.write(work, got.append)
        windows.settle(qtbot, window)
        return got[0]

    return run


@pytest.fixture
def screen(qtbot, window, ask):
    window.pages.show_screen("nominations")
    windows.settle(qtbot, window)
    ask(window, lambda s: s.editions.open("NR", 2026, actor=s.actor, law_edition="2024-02-29"))
    return window.pages.current()


@pytest.fixture
def look(qtbot, window, screen):
    """Opens the preview of a file."""

    def run(path: Path) -> ImportDialog:
        screen.import_from(path)
        dialog = windows.dialog(qtbot, window, ImportDialog)
        windows.settle(qtbot, window)
        return dialog

    return run


@pytest.fixture
def table(tmp_path):
    def run(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER) -> Path:
        path = tmp_path / "таблица.csv"
        with path.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, delimiter=";").writerows([header, *rows])
        return path

    return run


def count(window, ask) -> int:
    return len(ask(window, lambda s: s.nominations.rows()))


def states(dialog: ImportDialog) -> list[str]:
    return [line.texts[-1] for line in dialog.table.lines_model.lines]


def test_good_table_is_entered_whole(qtbot, window, screen, look, table, ask):
    dialog = look(table(GOOD, ("30-2", "06.05.2026", "Съюз", "Боян Ълчев", "1.3", "Сграда")))
    assert states(dialog) == ["изправен", "изправен"]
    assert dialog.do.text() == "Внеси 2 предложения"
    windows.click(qtbot, dialog.do)
    windows.settle(qtbot, window)
    windows.gone(qtbot, window, ImportDialog)
    assert count(window, ask) == 2
    assert "Внесени са 2 предложения." in windows.say(window)
    shown = {line.texts[2] for line in screen.list.table.paged.loaded}
    assert shown == {"Анелия Зорева", "Боян Ълчев"}


def test_faults_are_named_by_row_and_column_and_only_good_rows_enter_on_wish(
    qtbot, window, look, table, ask
):
    dialog = look(table(GOOD, ("30-2", "32.13.2026", "Съюз", "Боян Ълчев", "9.9 Спорт", "Сграда")))
    assert states(dialog) == ["изправен", "грешка"]
    dialog.table.select(3)
    said = dialog.details.text()
    assert "Дата:" in said
    assert "Раздел:" in said
    assert not dialog.do.isEnabled()
    dialog.skip.setChecked(True)
    assert dialog.do.text() == "Внеси 1 предложение"
    windows.click(qtbot, dialog.do)
    windows.settle(qtbot, window)
    assert count(window, ask) == 1
    assert "Редове с грешка: 1; те не са внесени." in windows.say(window)


def test_suspicious_letters_are_shown_before_the_import(look, table):
    dialog = look(table(("30-1", "05.05.2026", "Съюз", "Aнелия Зорева", "1.1", "Роман")))
    assert states(dialog) == ["вижте"]
    assert "смесва латиница" in dialog.details.text()


def test_unknown_columns_are_pointed_at_by_hand(qtbot, window, look, table, ask):
    path = table(
        ("30-1", "Пристан", "Анелия Зорева", "1.1"),
        header=("Вх. №", "хххх", "уууу", "зззз"),
    )
    dialog = look(path)
    assert "В таблицата няма колона за: Вносител, Предложен, Раздел." in windows.say(dialog)
    assert not dialog.do.isEnabled()
    windows.fill(dialog, "Вносител", "хххх")
    windows.fill(dialog, "Предложен", "уууу")
    windows.fill(dialog, "Раздел", "зззз")
    windows.settle(qtbot, window)
    assert dialog.mapping() == {
        "registry_no": "Вх. №", "proposer": "хххх", "nominee": "уууу", "section": "зззз"
    }  # fmt: skip
    assert dialog.do.isEnabled()
    windows.click(qtbot, dialog.do)
    windows.settle(qtbot, window)
    assert count(window, ask) == 1


def test_file_that_is_no_table_is_refused_calmly(window, look, tmp_path, ask):
    picture = tmp_path / "scan.xlsx"
    picture.write_bytes(b"%PDF-1.4")
    dialog = look(picture)
    said = windows.say(dialog)
    assert "не е таблица" in said
    assert "нищо не е внесено" in said
    assert not dialog.do.isEnabled()
    assert count(window, ask) == 0


def test_sample_of_the_registry_is_understood(qtbot, window, look, ask):
    dialog = look(SAMPLE)
    assert dialog.preview is not None
    wanted = len(dialog.preview.ready)
    assert wanted == 27
    said = {fault.message for row in dialog.preview.faulty for fault in row.faults}
    assert said == {"датата е в бъдещето"}, "the registry's later days have not come yet"
    dialog.skip.setChecked(True)
    windows.click(qtbot, dialog.do)
    windows.settle(qtbot, window)
    assert count(window, ask) == wanted


def test_same_table_is_not_entered_twice(qtbot, window, look, table):
    path = table(GOOD)
    windows.click(qtbot, look(path).do)
    windows.settle(qtbot, window)
    again = look(path)
    assert states(again) == ["заведено"]
    assert not again.do.isEnabled()


def test_stopped_import_leaves_nothing(qtbot, window, look, table, ask):
    rows = [
        (f"30-{n}", "05.05.2026", "Съюз", f"Анелия {chr(0x410 + n % 32)}орева", "1.1", "Роман")
        for n in range(400)
    ]
    dialog = look(table(*rows))
    window.tasks.long_started.connect(
        lambda task: task.progressed.connect(lambda *_step: task.cancel())
    )
    windows.click(qtbot, dialog.do)
    windows.settle(qtbot, window)
    assert dialog.isVisible()
    assert count(window, ask) == 0
    assert dialog.do.isEnabled()


def test_esc_during_the_import_stops_it_first(qtbot, window, look, table, ask):
    rows = [
        (f"30-{n}", "05.05.2026", "Съюз", f"Анелия Зорева {n}", "1.1", "Роман") for n in range(400)
    ]
    dialog = look(table(*rows))
    windows.click(qtbot, dialog.do)
    dialog.reject()
    assert dialog.isVisible()
    windows.settle(qtbot, window)
    assert count(window, ask) == 0


def test_dropped_table_opens_its_preview(qtbot, window, screen, table):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(table(GOOD)))])
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    screen.dropEvent(event)
    dialog = windows.dialog(qtbot, window, ImportDialog)
    windows.settle(qtbot, window)
    assert states(dialog) == ["изправен"]


@pytest.mark.requirement("R-PRE-0.3")
def test_import_into_a_year_without_edition_asks_for_it_first(qtbot, window, table, ask):
    window.pages.show_screen("nominations")
    windows.settle(qtbot, window)
    screen = window.pages.current()
    screen.import_from(table(GOOD))
    asking = windows.dialog(qtbot, window, EditionDialog)
    windows.click(qtbot, asking.do)
    dialog = windows.dialog(qtbot, window, ImportDialog)
    windows.settle(qtbot, window)
    assert dialog.edition.year == 2026
    assert states(dialog) == ["изправен"]
    assert count(window, ask) == 0


def test_everything_in_the_preview_has_a_name(look, table):
    assert windows.nameless(look(table(GOOD))) == []
