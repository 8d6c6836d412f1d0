"""A year opened from the first page, and an event with what hangs on it, in the real window."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from ruse_desktop.domain.city_day import ItemInput
from ruse_desktop.domain.events import Category, EventInput, When
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.ui.screens.protocol.year_opening import YearOpeningDialog
from tests.ui import windows
from tests.ui.filling import services
from tests.ui.windows import ACTOR, buttons, press, say

NOVEMBER = datetime(2026, 11, 10, 10, tzinfo=SOFIA)
RITUAL = EventInput(
    "Ритуал на площада", When(date(2026, 5, 6), date(2026, 5, 6), time(10), time(11)),
    Category.CEREMONY,
)  # fmt: skip


@pytest.fixture
def filled(data_folder: Path) -> Path:
    with services(data_folder, NOVEMBER) as made:
        made.city_day.open(2026, actor=ACTOR)
        made.city_day.add_item(2026, ItemInput(RITUAL), actor=ACTOR)
    return data_folder


def follow(qtbot: Any, window: Any, root: Any, text: str) -> None:
    """Press the link that says `text`."""
    found = [one for one in root.findChildren(QPushButton) if text in one.accessibleName()]
    found = found or [one for one in root.findChildren(QPushButton) if text in one.text()]
    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)
    windows.settle(qtbot, window)


@pytest.mark.requirement("R-X-0.22")
def test_a_year_is_opened_from_the_first_page_and_only_once(qtbot: Any, filled: Path) -> None:
    with windows.opened(qtbot, filled, NOVEMBER) as window:
        window.pages.show_screen("today")
        windows.settle(qtbot, window)
        follow(qtbot, window, window.pages.current(), "Откриване на 2027 г.")
        dialog = windows.dialog(qtbot, window, YearOpeningDialog)
        names = [one.text(0) for one in dialog.items()]
        assert any("Елиас Канети" in one for one in names)
        assert "Открий 6 избрани" in buttons(dialog)
        dialog.tree.setFocus()
        qtbot.keyClick(dialog.tree, Qt.Key.Key_Space)
        assert "Открий 5 избрани" in buttons(dialog)
        dialog.year.setValue(2028)
        windows.settle(qtbot, window)
        assert not any("Елиас Канети" in one.text(0) for one in dialog.items())
        dialog.year.setValue(2027)
        windows.settle(qtbot, window)
        press(qtbot, dialog, "Открий 6 избрани")
        windows.gone(qtbot, window, YearOpeningDialog)
        windows.settle(qtbot, window)
        screen = window.pages.current()
        assert "За 2027 г. са открити: 5 издания, празникът на града." in say(screen)

        window.pages.show_screen("today")
        windows.settle(qtbot, window)
        assert "Откриване на 2027 г." not in say(window.pages.current())
        window.pages.open_record("year-opening", 2027)
        windows.settle(qtbot, window)
        again = windows.dialog(qtbot, window, YearOpeningDialog)
        assert "Годината 2027 вече е открита." in say(again)
        assert not again.do.isEnabled()
        assert {one.text(2) for one in again.items()} >= {"вече е открито"}
        again.reject()
        _links(qtbot, window)


def _links(qtbot: Any, window: Any) -> None:
    """From City Day to the calendar and on to the plan, and back."""
    screen = window.pages.current()
    assert {"Печат на календара…", "Календарът като таблица…"} <= set(buttons(window))
    city_day = screen.show_section("city-day")
    windows.settle(qtbot, window)
    assert "Програма за комисията…" in buttons(window)
    city_day.show_list("sponsors")
    assert "Опис на спонсорите…" in buttons(window)
    city_day.show_list("programme")
    press(qtbot, city_day, "Покажи в календара")
    windows.settle(qtbot, window)
    calendar = screen.section
    assert calendar.days.current.title == "Ритуал на площада"
    follow(qtbot, window, calendar.card, "Програма на празника за")
    assert screen.section is city_day
    screen.show_section("calendar")
    windows.settle(qtbot, window)
    press(qtbot, calendar.card, "Протоколен план…")
    windows.settle(qtbot, window)
    ceremonies = screen.section
    assert ceremonies.plan.title == "Ритуал на площада"
    assert {"Документ за печат…", "Гостите като таблица…"} <= set(buttons(window))
    press(qtbot, ceremonies, "Покажи в календара")
    windows.settle(qtbot, window)
    follow(qtbot, window, calendar.card, "Протоколен план")
    assert screen.section is ceremonies
