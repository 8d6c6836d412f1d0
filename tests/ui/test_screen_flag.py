"""The section „Знаме“ in the real window: passport, out and back with the record shown."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from ruse_desktop.domain.events import EventInput, When
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
        assert "диаметър на дръжката 5,5 см" in say(section.card)

        day = NOW.date()
        event = EventInput("Празник на Русе", When(day, day, time(10), time(12)), uses_flag=True)
        window.tasks.write(lambda s: s.events.create(event, actor=s.actor))
        windows.settle(qtbot, window)
        section.new()
        taking = windows.dialog(qtbot, window, TakingDialog)
        assert not windows.nameless(taking)
        assert taking.asked.event_id is not None
        assert taking.occasion.text() == "Празник на Русе"
        assert taking.asked.due_at == datetime(2027, 5, 7, 12, 0, tzinfo=SOFIA)
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
        fill(back, "Състояние", "скъсан край")
        fill(back, "Повреди", "разшит ръб 4 см")
        picture = tmp_path / "край.png"
        Image.new("RGB", (40, 20), "white").save(picture)
        back.show_photo(picture)
        press(qtbot, back, "Впиши връщането")
        windows.dialog(qtbot, window, PdfDialog).done(0)
        windows.settle(qtbot, window)
        assert "Знамето е на мястото си" in section.where.text()
        assert "с повреда" in say(section.card)
        picture_link = section.card.pictures.itemAt(0).widget()
        assert picture_link.text() == "Снимка от 06.05.2027: разшит ръб 4 см"


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
