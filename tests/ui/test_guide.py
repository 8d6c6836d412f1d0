"""F1 opens the guide at the right page; the walk of five steps can be left."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from ruse_desktop.ui.first_walk import SEEN, Walk, offer_walk
from ruse_desktop.ui.guide import GuideWindow, pages
from ruse_desktop.ui.kit.sections import SectionScreen
from ruse_desktop.ui.main_window import MainWindow
from tests.ui import windows
from tests.ui.typing import type_text

KEYED = re.compile(r"\*\*„([^“]+)“\*\* \(([A-Z][^)]*)\)")


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
    windows.press(qtbot, guide, "Назад")
    assert guide.current == "seal"
    guide.back()
    assert guide.current != "seal"
    guide.close()
    window.actions_registry.run("walk")
    walk = window.findChild(Walk)
    assert isinstance(walk, Walk)
    walk.leave()
    window.settings.remove(SEEN)
    offer_walk(window)  # nobody needs it where work goes on
    windows.settle(qtbot, window)
    assert window.settings.value(SEEN) == "true"
    sections = {
        f"{screen}.{spec.id}"
        for screen in ("symbols", "protocol")
        for spec in _tab(window, screen).specs
    }
    named = {place for page in pages() for place in page.screens if "." in place}
    assert named == sections
    for screen in ("sessions", "books"):
        window.pages.show_screen(screen)
    known = {(a.plain_text, key) for a in window.actions_registry.all() for key in a.keys}
    quoted = {pair for page in pages() for pair in KEYED.findall(page.text)}
    assert len(quoted) >= 6
    assert quoted <= known


def _tab(window: MainWindow, screen: str) -> SectionScreen:
    window.pages.show_screen(screen)
    shown = window.pages.current()
    assert isinstance(shown, SectionScreen)
    return shown


def test_the_walk_goes_on_and_back_and_is_left(qtbot: Any, window: MainWindow):
    settings: QSettings = window.settings
    offer_walk(window)
    windows.settle(qtbot, window)
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
    windows.settle(qtbot, window)
    new = windows.button(window.pages.current(), "Ново предложение")
    assert walk.x() == new.mapTo(window, new.rect().topLeft()).x()
    assert window.rect().contains(walk.geometry())
    QTest.keyClick(walk, Qt.Key.Key_Escape)
    assert not walk.isVisible()
    assert settings.value(SEEN) == "true"
    windows.settle(qtbot, window)
    offer_walk(window)
    assert window.findChild(Walk) in {None, walk}
