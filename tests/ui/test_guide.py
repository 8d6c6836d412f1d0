"""F1 opens the guide at the right page; the walk of five steps can be left."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from ruse_desktop.ui.first_walk import SEEN, Walk, offer_walk
from ruse_desktop.ui.guide import GuideWindow
from ruse_desktop.ui.main_window import MainWindow
from tests.ui import windows
from tests.ui.typing import type_text


def test_f1_opens_the_page_of_what_is_in_sight(qtbot: Any, demo_window: MainWindow):
    window = demo_window
    window.pages.show_screen("nominations")
    windows.settle(qtbot, window)
    QTest.keySequence(window, QKeySequence("F1"))
    guide = window.findChild(GuideWindow)
    assert isinstance(guide, GuideWindow)
    assert guide.isVisible()
    assert guide.current == "nomination"
    assert "Постъпи предложение" in guide.text.toPlainText()
    assert not windows.nameless(guide)
    type_text(guide.search, "просроченото връщане")
    qtbot.waitUntil(lambda: guide.current == "flag", timeout=windows.PATIENCE)
    assert guide.contents.count() == 1
    type_text(guide.search, "ъъъъ")
    qtbot.waitUntil(guide.nothing.isVisible, timeout=windows.PATIENCE)
    window.pages.show_screen("symbols")
    window.pages.current().show_section("seal")
    windows.settle(qtbot, window)
    window.actions_registry.run("guide")
    assert guide.current == "seal"
    window.actions_registry.run("guide.not")
    assert guide.current == "not"
    guide.close()
    window.actions_registry.run("walk")
    walk = window.findChild(Walk)
    assert isinstance(walk, Walk)
    walk.leave()


def test_the_walk_goes_on_and_back_and_is_left(qtbot: Any, window: MainWindow):
    settings: QSettings = window.settings
    offer_walk(window)
    walk = window.findChild(Walk)
    assert isinstance(walk, Walk)
    assert walk.accessibleName().startswith("1 от 5")
    assert not walk.back.isEnabled()
    for _n in range(3):
        windows.click(qtbot, walk.next)
    windows.settle(qtbot, window)
    assert (walk.at, window.pages.current().id) == (3, "books")
    QTest.keyClick(walk, Qt.Key.Key_Left)
    assert walk.at == 2
    assert window.rect().contains(walk.geometry())
    QTest.keyClick(walk, Qt.Key.Key_Escape)
    assert not walk.isVisible()
    assert settings.value(SEEN) == "true"
    windows.settle(qtbot, window)
    offer_walk(window)
    assert window.findChild(Walk) in {None, walk}
