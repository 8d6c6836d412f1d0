"""The wizard of old lists in the real window."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ruse_desktop.domain.old_books import RowState
from ruse_desktop.kernel.paths import resource
from ruse_desktop.ui.screens.books.old_books import OldBookDialog
from tests.ui import windows
from tests.ui.typing import type_text
from tests.ui.windows import fill, press, say, texts

SAMPLE = resource("sample", "old-book-nagrada.csv")


@pytest.fixture
def screen(qtbot, window):
    window.pages.show_screen("books")
    windows.settle(qtbot, window)
    made = window.pages.current()
    made.choice.go_to("NR", None)
    windows.settle(qtbot, window)
    return made


def opened(qtbot, window, screen, path=SAMPLE) -> OldBookDialog:
    screen.old_book.read(path)
    windows.settle(qtbot, window)
    return windows.dialog(qtbot, window, OldBookDialog)


def rows_of(qtbot, window, dialog) -> OldBookDialog:
    press(qtbot, dialog, "Прочети редовете")
    windows.settle(qtbot, window)
    return dialog


def shown(dialog) -> list[tuple[str, ...]]:
    return [line.texts for line in dialog.rows.table.lines_model.lines]


def go_to(qtbot, window, dialog, line: int) -> None:
    """Choose the first row in sight of this line of the file."""
    at = [one[0] for one in shown(dialog)].index(str(line))
    dialog.rows.table.selectRow(at)
    windows.settle(qtbot, window)


def enter(dialog) -> None:
    QTest.keyClick(dialog.rows.table, Qt.Key.Key_Return)


def state(dialog, line: int) -> RowState:
    return next(one.state for one in dialog.rows.book().entries if one.line == line)


@pytest.mark.requirement("R-5-0.9")
def test_old_list_is_corrected_entered_and_its_laureate_found(qtbot, window, screen):
    dialog = rows_of(qtbot, window, opened(qtbot, window, screen))
    press(qtbot, dialog, "Потвърди 9 ясни реда")
    go_to(qtbot, window, dialog, 8)  # two people with one family name
    fill(dialog, "Членове, с точка и запетая", "Иван Калоферов; Мария Калоферова")
    fill(dialog, "Дата на акта", "20.05.1998")
    type_text(dialog.rows.form.lines["members"], "\n")
    assert state(dialog, 8) is RowState.CONFIRMED
    assert dialog.rows.current().line == 9  # Enter goes on
    fill(dialog, "Бащино име", "Станева")
    enter(dialog)
    go_to(qtbot, window, dialog, 18)
    windows.settle(qtbot, window)
    assert "Същото име има и на ред 10 (1999 г.)." in texts(dialog)
    press(qtbot, dialog, "Не вписвай")
    windows.settle(qtbot, window)
    for _row in range(len(shown(dialog))):
        enter(dialog)
        windows.settle(qtbot, window)
    assert dialog.rows.book().open == 0
    assert "Няма такива редове" in texts(dialog)
    press(qtbot, dialog, "Към вписването")
    assert "1996–2004" in texts(dialog)
    dialog.summary.complete.setChecked(True)
    press(qtbot, dialog, "Впиши 17 записа")
    windows.gone(qtbot, window, OldBookDialog)
    windows.settle(qtbot, window)
    assert screen.choice.view.complete_from == 1996
    assert screen.choice.chain.text() == "17 носители · веригата е цяла"

    palette = window.palette_box
    palette.open()
    type_text(palette.field, "ганчева")
    qtbot.waitUntil(
        lambda: any("Ганчева" in one.title for one in palette.entries()), timeout=windows.PATIENCE
    )
    at = next(n for n, one in enumerate(palette.entries()) if "Ганчева" in one.title)
    palette.list.setCurrentRow(at)
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    windows.settle(qtbot, window)
    said = say(screen.card)
    assert "Любомира Стойкова Ганчева" in said
    assert "1998" in said


def test_nothing_typed_is_lost_when_the_wizard_is_closed(qtbot, window, screen):
    dialog = rows_of(qtbot, window, opened(qtbot, window, screen))
    go_to(qtbot, window, dialog, 9)
    fill(dialog, "Собствено име", "Янина")
    dialog.reject()  # with Enter never pressed on the row
    windows.gone(qtbot, window, OldBookDialog)
    windows.settle(qtbot, window)
    screen.old_book.choose()
    windows.settle(qtbot, window)
    again = windows.dialog(qtbot, window, OldBookDialog)
    assert "Продължавате започнатата работа по списъка." in texts(again)
    assert again.rows.current().line == 9
    assert windows.field(again, "Собствено име").text() == "Янина"
    with windows.Modal(lambda box: press(qtbot, box, "Изхвърли списъка")):
        press(qtbot, again, "Изхвърли списъка…")
    windows.settle(qtbot, window)
    asked = []
    screen.old_book.ask_file = lambda: asked.append("файл")
    screen.old_book.choose()
    windows.settle(qtbot, window)
    assert asked == ["файл"]


def test_unclear_rows_are_filtered_and_an_impossible_one_is_refused(qtbot, window, screen):
    dialog = rows_of(qtbot, window, opened(qtbot, window, screen))
    fill(dialog, "Кои редове се показват", "Само неясните")
    assert {one[4] for one in shown(dialog)} == {"неясен"}
    go_to(qtbot, window, dialog, 9)
    fill(dialog, "Година на наградата", "2031")
    enter(dialog)
    assert "Годината 2031 не е възможна." in texts(dialog)
    assert state(dialog, 9) is RowState.UNCLEAR
    fill(dialog, "Година на наградата", "1998")
    enter(dialog)
    assert state(dialog, 9) is RowState.CONFIRMED
    press(qtbot, dialog, "Към вписването")
    assert not windows.button(dialog, "Впиши 1 запис").isEnabled()
    press(qtbot, dialog, "Назад")
    assert dialog.page == 1


def test_people_of_one_cell_become_a_team_and_part_again(qtbot, window, screen):
    dialog = rows_of(qtbot, window, opened(qtbot, window, screen))
    go_to(qtbot, window, dialog, 5)
    press(qtbot, dialog, "Впиши като един екип")
    windows.settle(qtbot, window)
    assert [one[2] for one in shown(dialog) if one[0] == "5"] == [
        "Екип: Ради Минчев Дюлгеров, Стефка Минкова"
    ]
    assert windows.field(dialog, "Членове, с точка и запетая").text() == (
        "Ради Минчев Дюлгеров; Стефка Минкова"
    )
    press(qtbot, dialog, "Раздели на отделни носители")
    windows.settle(qtbot, window)
    assert len([one for one in shown(dialog) if one[0] == "5"]) == 2


def test_columns_can_be_chosen_by_hand(qtbot, window, screen, tmp_path):
    path = tmp_path / "списък.csv"
    path.write_text("Кога;Кой;Защо\n1998;Калина Драгнева;за роли\n", encoding="utf-8")
    dialog = opened(qtbot, window, screen, path)
    press(qtbot, dialog, "Прочети редовете")
    windows.settle(qtbot, window)
    assert "Посочете колоните за година и за име на носителя." in say(dialog)
    fill(dialog, "Година", "Кога")
    fill(dialog, "Носител", "Кой")
    fill(dialog, "Мотиви", "Защо")
    rows_of(qtbot, window, dialog)
    assert shown(dialog) == [("2", "1998", "Калина Драгнева", "", "предложен")]
    assert windows.nameless(dialog) == []


def test_two_thousand_rows_are_worked_at_without_waiting(qtbot, window, screen, tmp_path):
    path = tmp_path / "дълъг.csv"
    lines = [
        f"{1965 + n % 60};проф. Име{chr(1072 + n % 28)} Баща{chr(1072 + n // 28 % 28)} "
        f"Фамилия{chr(1072 + n // 784)};Решение № {n + 1}/12.05.{1965 + n % 60}"
        for n in range(2000)
    ]
    path.write_text("Година;Носител;Решение\n" + "\n".join(lines), encoding="utf-8")
    dialog = rows_of(qtbot, window, opened(qtbot, window, screen, path))
    assert len(shown(dialog)) == 2000
    start = time.perf_counter()
    for _row in range(10):
        enter(dialog)
    assert (time.perf_counter() - start) / 10 < 0.2
    assert dialog.rows.book().count(RowState.CONFIRMED) == 10
