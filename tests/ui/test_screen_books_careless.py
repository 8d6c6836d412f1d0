"""The tab „Книги“ under careless hands: double clicks, Esc over what was typed, Enter too soon."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from ruse_desktop.domain.books import Act, LaureateInput
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.screens.books.ceremony import CeremonyDialog
from ruse_desktop.ui.screens.books.dialogs import CorrectionDialog
from ruse_desktop.ui.screens.books.hand_over import HandOverDialog
from ruse_desktop.ui.screens.books.memory import MemoryDialog
from ruse_desktop.ui.screens.books.revocation import RevocationDialog
from tests.ui import windows
from tests.ui.filling import services
from tests.ui.typing import type_text
from tests.ui.windows import ACTOR, Modal, fill, gone, press

NOW = datetime(2027, 11, 5, 10, 0, tzinfo=SOFIA)
ACT = Act("minutes", "9", date(2027, 10, 20), "Протокол № 9/20.10.2027 г.")


@pytest.fixture
def window(qtbot, tmp_path):
    """The newest laureate of the memory book is shown."""
    folder = tmp_path / "data"
    folder.mkdir()
    with services(folder, NOW) as s:
        one = LaureateInput(2027, given="Искра", family="Донева", slot="fiction", section="Проза", act=ACT)  # fmt: skip
        s.books.enter(actor=ACTOR, award="NLN", laureates=[one])
    with windows.opened(qtbot, folder, NOW) as made:
        made.pages.show_screen("books")
        windows.settle(qtbot, made)
        screen = made.pages.current()
        screen.choice.go_to("NLN", None)
        screen._ask_rows()
        windows.settle(qtbot, made)
        assert screen.card.name.text() == "Искра Донева"
        yield made


def dialogs(window: Any) -> list[QDialog]:
    return [one for one in window.findChildren(QDialog) if one.isVisible()]


def opened(qtbot: Any, window: Any, action: str, kind: Any) -> Any:
    """Ask twice, as a double click does, and settle; there must be one dialog."""
    for _n in range(2):
        window.actions_registry.run(action)
    windows.settle(qtbot, window)
    assert [type(one) for one in dialogs(window)] == [kind], action
    return dialogs(window)[0]


def escape(dialog: QDialog) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    QApplication.processEvents()


def test_verb_asked_twice_opens_one_dialog_and_untouched_it_closes_by_esc(qtbot, window):
    for action, kind in (
        ("books.hand-over", HandOverDialog),
        ("books.revoke", RevocationDialog),
        ("books.ceremony", CeremonyDialog),
    ):
        dialog = opened(qtbot, window, action, kind)
        escape(dialog)
        gone(qtbot, window, kind)


def test_esc_asks_before_a_correction_is_thrown_away(qtbot, window):
    window.actions_registry.run("books.correct")
    dialog = windows.dialog(qtbot, window, CorrectionDialog)
    windows.settle(qtbot, window)
    assert dialog.focusWidget() is dialog.field, "Enter must not mean „Отказ“"
    type_text(dialog.reason, "сгрешена буква в протокола на комисията")
    with Modal(lambda asked: press(qtbot, asked, "Отказ")) as asked:
        escape(dialog)
    assert "Промените в „Поправка на запис“ не са записани." in asked.seen
    assert dialog.isVisible()
    assert dialog.reason.toPlainText().startswith("сгрешена")
    with Modal(lambda asked: press(qtbot, asked, "Затвори без запис")):
        escape(dialog)
    gone(qtbot, window, CorrectionDialog)


def test_note_is_written_by_ctrl_enter_once_it_is_long_enough(qtbot, window):
    window.actions_registry.run("books.note")
    dialog = windows.dialog(qtbot, window, TextDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    type_text(dialog.field, "да")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible()
    type_text(dialog.field, " се провери мотивът")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    gone(qtbot, window, TextDialog)
    windows.settle(qtbot, window)
    assert "да се провери мотивът" in windows.say(window.pages.current().card)


def test_presenter_chosen_from_the_list_is_not_typed_but_a_name_is(qtbot, window):
    dialog = opened(qtbot, window, "books.hand-over", HandOverDialog)
    fill(dialog, "Връчва", "Председателят на Общинския съвет")
    assert not dialog.unsaved()
    fill(dialog, "Връчва", "За кмета на Община Русе")
    assert not dialog.unsaved()
    type_text(dialog.presenter.lineEdit(), ": Елица Стоева")
    assert dialog.unsaved()
    assert windows.field(dialog, "Заповед за заместване №").isEnabled()
    dialog.done(0)


def test_page_of_the_memory_book_is_saved_once_and_never_lost(qtbot, window):
    window.actions_registry.run("books.memory")
    dialog = windows.dialog(qtbot, window, MemoryDialog)
    windows.settle(qtbot, window)
    type_text(dialog.works, "Реката")
    with Modal(lambda asked: press(qtbot, asked, "Отказ")):
        press(qtbot, dialog, "Затвори")
    assert dialog.isVisible()
    for _n in range(2):
        dialog.keep()
    windows.settle(qtbot, window)
    got: list[int] = []
    row = dialog.entry.row
    window.tasks.read(lambda s: s.memory.page(row.book, row.seq).version, got.append)
    windows.settle(qtbot, window)
    assert got == [1]
    press(qtbot, dialog, "Затвори")
    gone(qtbot, window, MemoryDialog)
