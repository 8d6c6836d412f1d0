"""The page of the office's practice in the real window."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from ruse_desktop.ui.main_window import MainWindow
from ruse_desktop.ui.screens.practice.page import PracticePage
from tests.ui import windows
from tests.ui.typing import type_text


@pytest.fixture
def page(qtbot: Any, window: MainWindow) -> PracticePage:
    window.actions_registry.run("practice")
    windows.settle(qtbot, window)
    return window.findChild(PracticePage)


def test_another_answer_is_recorded_by_keyboard(qtbot: Any, window: MainWindow, page: PracticePage):
    type_text(page.search, "мотивировка")
    windows.settle(qtbot, window)
    assert page.title.text() == "Изчерпателна мотивировка"
    assert "изчерпателна мотивировка" in page.article.text()
    page.text.setFocus()
    page.text.selectAll()
    type_text(page.text, "250")
    page.reason.setFocus()
    type_text(page.reason, "Указание на ръководителя")
    qtbot.keyClick(page.reason, Qt.Key.Key_Return)
    windows.settle(qtbot, window)
    assert "записан" in page.bar.text.text()
    assert page.state.text() == "променено от службата"
    assert page.list.lines_model.lines[0].texts[1] == "250 знака"


def test_a_wrong_answer_is_told_beside_the_field_and_stays_typed(
    qtbot: Any, window: MainWindow, page: PracticePage
):
    type_text(page.search, "край на работното")
    windows.settle(qtbot, window)
    page.text.selectAll()
    type_text(page.text, "26:80")
    windows.press(qtbot, page, "Запиши отговора")
    assert "не е час" in page.problem.text()
    assert "основанието" in page.problem.text()
    assert page.text.text() == "26:80"
