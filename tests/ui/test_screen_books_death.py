"""The hand-over dialog asks of a laureate who died after the decision, and keeps the answer."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtWidgets import QApplication

from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.screens.books.hand_over import HandOverDialog
from tests.storage.test_books_death import HEIR, Late
from tests.ui import windows
from tests.ui.typing import type_text
from tests.ui.windows import press, say


@pytest.fixture
def window(qtbot, data_folder):
    """The book „Млад творец“ with two laureates of 2027, one of them no longer alive."""
    Late(data_folder, "MT", "all").world.close()
    with windows.opened(qtbot, data_folder, datetime(2027, 5, 24, 12, tzinfo=SOFIA)) as made:
        made.pages.show_screen("books")
        windows.settle(qtbot, made)
        screen = made.pages.current()
        screen.choice.go_to("MT", None)
        screen._ask_rows()
        windows.settle(qtbot, made)
        yield made


@pytest.mark.requirement("R-40-5.2")
def test_the_year_is_handed_over_with_an_answer_for_the_dead_laureate(qtbot, window, settle):
    window.pages.current().context.actions.run("books.hand-over")
    dialog = windows.dialog(qtbot, window, HandOverDialog)
    dialog.everyone.setChecked(True)
    QApplication.processEvents()
    assert "по подразбиране не се връчва" in say(dialog)
    assert not dialog.do.isEnabled()
    press(qtbot, dialog, "Отговор…")
    asked = windows.dialog(qtbot, window, TextDialog)
    assert "кой я получава" in say(asked)

    type_text(asked.field, HEIR)
    press(qtbot, asked, "Запиши причината")
    assert dialog.do.isEnabled()
    press(qtbot, dialog, "Впиши връчването")
    windows.gone(qtbot, window, HandOverDialog)
    settle(window)
    card = window.pages.current().card
    assert "23.05.2027" in say(card)
