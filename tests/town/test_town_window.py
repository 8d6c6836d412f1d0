"""The real window over another town's ordinance: its own sections, degrees, fields and findings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from ruse_desktop.ui import registry
from ruse_desktop.ui.main_window import MainWindow
from ruse_desktop.ui.screens.nominations.dialog import NominationDialog
from tests.town.world import LAW_DIR, NOW
from tests.ui import windows


@pytest.fixture
def window(qtbot: Any, tmp_path: Path) -> Iterator[MainWindow]:
    """The window over an empty database, working by the town's files."""
    folder = tmp_path / "data"
    folder.mkdir()
    with windows.opened(qtbot, folder, NOW, LAW_DIR) as made:
        yield made


def _form(qtbot: Any, window: MainWindow, award: str) -> NominationDialog:
    """The empty intake form of an award's edition of 2026."""
    law = "2026-02-26"
    window.tasks.write(
        lambda s: s.editions.open(award, 2026, actor=s.actor, law_edition=law), lambda _made: None
    )
    window.pages.show_screen("nominations")
    windows.settle(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    made = windows.dialog(qtbot, window, NominationDialog)
    windows.settle(qtbot, window)
    return made


def _choices(form: NominationDialog, name: str) -> list[str]:
    combo = windows.field(form, name, QComboBox)
    return [combo.itemText(n) for n in range(combo.count())]


def test_form_offers_the_degrees_and_asks_for_signatures(qtbot: Any, window: MainWindow) -> None:
    form = _form(qtbot, window, "ZM")
    assert _choices(form, "Раздел")[1:] == [
        "1 Занаяти – златен", "1 Занаяти – сребърен",
        "2 Певческо изкуство – златен", "2 Певческо изкуство – сребърен",
    ]  # fmt: skip
    windows.fill(form, "Подписи на жители", "49")
    windows.settle(qtbot, window)
    assert "Подписите са по-малко от петдесет" in windows.say(form)
    windows.fill(form, "Подписи на жители", "50")
    windows.settle(qtbot, window)
    assert "Подписите са по-малко от петдесет" not in windows.say(form)


def test_form_offers_the_settlements_and_checks_where_the_person_lives(
    qtbot: Any, window: MainWindow
) -> None:
    form = _form(qtbot, window, "PZ")
    assert _choices(form, "Раздел")[1:] == ["гр. Брегово поле", "с. Долна лъка", "с. Върбово"]
    windows.fill(form, "Раздел", "с. Върбово")
    windows.fill(form, "Собствено име", "Рада")
    windows.fill(form, "Фамилно име", "Ненова")
    windows.fill(form, "Населено място", "с. Долна лъка")
    windows.settle(qtbot, window)
    assert "Не живее в населеното място, за което е предложен(а)" in windows.say(form)
    windows.fill(form, "Населено място", "Върбово")
    windows.settle(qtbot, window)
    assert "Не живее в населеното място" not in windows.say(form)


def test_every_screen_opens_over_the_town_s_law(qtbot: Any, window: MainWindow) -> None:
    for one in (*registry.SCREENS, *registry.BESIDE):
        window.pages.show_screen(one.id)
        windows.settle(qtbot, window)
    window.pages.show_screen("law")
    windows.settle(qtbot, window)
    assert "Наредба № 4" in windows.say(window)
