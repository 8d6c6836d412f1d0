"""The section „Знаме“ in the real window: passport, out and back with the record shown."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.symbols.flag_passport import (
    AccessoryDialog,
    ExtrasDialog,
    PassportDialog,
)
from ruse_desktop.ui.screens.symbols.flag_taking import ReturnDialog, TakingDialog
from tests.ui import windows
from tests.ui.typing import type_text
from tests.ui.windows import fill, press, say

NOW = datetime(2027, 5, 6, 9, 0, tzinfo=SOFIA)


def section_of(qtbot: Any, window: Any) -> Any:
    window.pages.show_screen("symbols")
    windows.settle(qtbot, window)
    screen = window.pages.current()
    screen.show_section("flag")
    windows.settle(qtbot, window)
    return screen.section


@pytest.mark.requirement("R-10-0.1", "R-11-0.1", "R-11-0.3")
def test_flag_is_registered_goes_out_and_comes_back(qtbot: Any, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with windows.opened(qtbot, tmp_path / "data", NOW) as window:
        section = section_of(qtbot, window)
        assert "Още няма паспорт на знамето" in say(section)
        section.new()
        passport = windows.dialog(qtbot, window, PassportDialog)
        assert not windows.nameless(passport)
        fill(passport, "ширина, см", "дълга")
        assert not passport.do.isEnabled()
        assert "Поправете „ширина, см“" in say(passport)
        fill(passport, "ширина, см", "90")
        fill(passport, "Изработил", "Ателие „Дунав“")
        press(qtbot, passport, "Запиши паспорта")
        windows.settle(qtbot, window)
        assert "Знамето е на мястото си" in section.where.text()

        section.new()
        taking = windows.dialog(qtbot, window, TakingDialog)
        assert not windows.nameless(taking)
        type_text(taking.to_whom, "Иван Петров")
        fill(taking, "Състояние", "без забележки")
        assert not taking.do.isEnabled()
        taking.ground.setCurrentIndex(taking.ground.findData("flag-use-3"))
        windows.settle(qtbot, window)
        assert "преценка" in say(taking)
        assert not taking.do.isEnabled()
        taking.ground.setCurrentIndex(taking.ground.findData("flag-use-2"))
        assert taking.do.isEnabled()
        press(qtbot, taking, "Впиши и покажи протокола")
        pages = windows.dialog(qtbot, window, PdfDialog)
        assert pages.windowTitle() == "Протокол за знамето № 1/2027"
        pages.done(0)
        windows.settle(qtbot, window)
        assert "Иван Петров" in section.where.text()
        assert "изнесено" in say(section.card)

        press(qtbot, section, "Връщане…")
        back = windows.dialog(qtbot, window, ReturnDialog)
        fill(back, "Състояние", "без забележки")
        press(qtbot, back, "Впиши връщането")
        windows.dialog(qtbot, window, PdfDialog).done(0)
        windows.settle(qtbot, window)
        assert "Знамето е на мястото си" in section.where.text()
        assert "върнато" in say(section.card)


@pytest.mark.requirement("R-10-0.3", "R-11-0.2")
def test_late_flag_is_shown_and_an_accessory_without_a_design_refused(
    qtbot: Any, demo_window: Any
) -> None:
    section = section_of(qtbot, demo_window)
    assert section.late.text() == "просрочено връщане"
    assert "3 изнасяния" in say(section)
    section.extras()
    extras = windows.dialog(qtbot, demo_window, ExtrasDialog)
    windows.settle(qtbot, demo_window)
    assert "проект 17/2019" in say(extras)
    press(qtbot, extras, "Добави аксесоар…")
    accessory = windows.dialog(qtbot, demo_window, AccessoryDialog)
    press(qtbot, accessory, "Впиши аксесоара")
    windows.settle(qtbot, demo_window)
    assert "само по утвърден проект" in accessory.message.text.text()
    fill(accessory, "Утвърден проект №", "21/2026")
    fill(accessory, "Утвърден на", "04.05.2026")
    press(qtbot, accessory, "Впиши аксесоара")
    windows.settle(qtbot, demo_window)
    assert "проект 21/2026" in say(extras)
    extras.accept()
    demo_window.pages.show_screen("today")
    windows.settle(qtbot, demo_window)
    assert "Знамето не е върнато в срок" in say(demo_window.pages.current())
