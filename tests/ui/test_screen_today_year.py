"""The year line, the flag's card and the terms of „Днес“ in the real window: all lead somewhere."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt

from ruse_desktop.domain.today import TermState
from tests.ui import windows
from tests.ui.windows import press, say


def today_of(qtbot: Any, window: Any) -> Any:
    window.pages.show_screen("today")
    windows.settle(qtbot, window)
    return window.pages.current()


@pytest.mark.requirement("R-X-0.3")
def test_year_line_tells_each_day_and_leads_to_it(qtbot: Any, demo_window: Any) -> None:
    screen = today_of(qtbot, demo_window)
    line = screen.year
    points = {one.day: one for one in line._points}
    assert points[date(2026, 5, 11)].state is TermState.OVERDUE
    assert points[date(2026, 5, 5)].state is TermState.DONE
    assert points[date(2026, 5, 23)].state is TermState.SOON
    assert points[date(2026, 12, 7)].state is TermState.AHEAD
    assert line.point.day == date(2026, 5, 20)
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Right)
    assert line.accessibleDescription().startswith("23 май 2026")
    assert "скоро: Награда „Русе“" in line.accessibleDescription()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    windows.settle(qtbot, demo_window)
    assert demo_window.pages.current().id == "nominations"

    screen = today_of(qtbot, demo_window)
    report = points[date(2026, 6, 5)]
    assert report.edition_id is None
    at = QPoint(round(line._x(report.day)), round(line._line()))
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=at)
    windows.settle(qtbot, demo_window)
    protocol = demo_window.pages.current()
    assert protocol.id == "protocol"
    assert protocol.section.days.day == date(2026, 6, 5)


def test_flag_card_and_every_term_lead_to_their_place(qtbot: Any, demo_window: Any) -> None:
    screen = today_of(qtbot, demo_window)
    assert "невърнато в срок" in say(screen.flag)
    assert "Огнян Дочев" in say(screen.flag)
    press(qtbot, screen.flag, "Отбележи връщане…")
    windows.settle(qtbot, demo_window)
    symbols = demo_window.pages.current()
    assert (symbols.id, symbols.section.id) == ("symbols", "flag")
    screen = today_of(qtbot, demo_window)
    press(qtbot, screen.terms, "Отчет за празника")
    windows.settle(qtbot, demo_window)
    assert demo_window.pages.current().section.days.day == date(2026, 6, 5)


def test_new_office_sees_the_year_and_no_flag(qtbot: Any, window: Any) -> None:
    screen = today_of(qtbot, window)
    assert screen.flag.isHidden()
    assert screen.year.point is not None
    assert not windows.nameless(screen)
