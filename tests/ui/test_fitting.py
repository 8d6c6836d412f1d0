"""On a small or enlarged screen a dialog keeps its buttons in reach."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QVBoxLayout, QWidget

from ruse_desktop.ui.fitting import fit, keep_on_screen
from tests.ui.windows import PATIENCE


def dialog(qtbot: Any) -> QDialog:
    made = QDialog()
    column = QVBoxLayout(made)
    column.addStretch(1)
    column.addWidget(QPushButton("Запиши"))
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(("wide", "tall"), [(3000, 300), (300, 3000), (3000, 3000), (300, 200)])
def test_a_dialog_is_no_larger_than_the_screen_and_inside_of_it(
    qtbot: Any, wide: int, tall: int
) -> None:
    made = dialog(qtbot)
    made.resize(wide, tall)
    made.move(5000, -400)
    made.show()
    room = made.screen().availableGeometry()
    fit(made)
    assert room.contains(made.frameGeometry())
    if wide <= room.width():
        assert made.width() == wide
    if tall <= room.height():
        assert made.height() == tall


def test_only_dialogs_are_fitted(qtbot: Any) -> None:
    other = QWidget()
    qtbot.addWidget(other)
    other.resize(3000, 3000)
    fit(other)
    fit(None)
    assert other.width() == 3000


def test_it_happens_when_a_dialog_comes_to_the_front(qtbot: Any) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    let_go = keep_on_screen(application)
    try:
        made = dialog(qtbot)
        made.resize(3000, 3000)
        made.show()
        made.activateWindow()
        room = made.screen().availableGeometry()
        qtbot.waitUntil(lambda: room.contains(made.frameGeometry()), timeout=PATIENCE)
    finally:
        let_go()
