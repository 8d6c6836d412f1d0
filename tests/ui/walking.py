"""Walks through every screen and section of a window, and reads what a person would see there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtWidgets import QMenu, QWidget

from ruse_desktop.ui.kit.sections import SectionScreen
from ruse_desktop.ui.main_window import MainWindow
from ruse_desktop.ui.registry import beside, screens
from tests.ui.windows import settle


def every_section(qtbot: Any, window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Each screen, and each section of it, in sight and loaded: its name and its widget."""
    for spec in (*screens(), *beside()):
        window.pages.show_screen(spec.id)
        screen = window.pages.screen_of(spec.id)
        if not isinstance(screen, SectionScreen):
            settle(qtbot, window)
            yield spec.id, screen
            continue
        for section in screen.specs:
            screen.show_section(section.id)
            settle(qtbot, window)
            yield f"{spec.id}.{section.id}", screen


def menu_texts(menu: QMenu) -> list[str]:
    """What the entries of a menu and of those under it say."""
    found = [menu.title()]
    for action in menu.actions():
        found += [action.text(), action.toolTip()]
        if (inner := action.menu()) is not None:
            found += menu_texts(inner)
    return found
