"""A title with markup and turning signs, typed in the window: shown and printed as it was typed."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from ruse_desktop.documents import registers
from ruse_desktop.ui.main_window import MainWindow
from ruse_desktop.ui.screens.protocol.event_dialog import EventDialog
from tests.ui import windows
from tests.ui.typing import type_text
from tests.unit import pdf_reading

TYPED = 'Парад <img src="/etc/hostname"> & <b>марш</b> a<b, c>d\u202e'
KEPT = 'Парад <img src="/etc/hostname"> & <b>марш</b> a<b, c>d'


def test_markup_in_a_title_stays_text_from_the_field_to_the_page(qtbot: Any, window: MainWindow):
    window.pages.show_screen("protocol")
    windows.settle(qtbot, window)
    window.actions_registry.run("protocol.new")
    asked = windows.dialog(qtbot, window, EventDialog)
    type_text(asked.fields.title, TYPED)
    asked.activateWindow()
    qtbot.waitUntil(asked.isActiveWindow)
    QTest.keyClick(asked.fields.title, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    windows.settle(qtbot, window)
    windows.gone(qtbot, window, EventDialog)
    windows.settle(qtbot, window)
    labels = [one for one in window.findChildren(QLabel) if "<img" in one.text()]
    assert labels, "the card shows what was typed"
    assert all(one.textFormat() is Qt.TextFormat.PlainText for one in labels)
    assert any(KEPT in one.text() for one in labels)
    pages: list[bytes] = []
    window.tasks.read(
        lambda s: registers.render(s.calendar_lists.sheet(date(2026, 5, 1), date(2026, 5, 31))),
        pages.append,
    )
    windows.settle(qtbot, window)
    assert KEPT in pdf_reading.words(pages[0], 0)
