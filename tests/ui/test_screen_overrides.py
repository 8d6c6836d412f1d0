"""The section „Отклонения“: every override can be read whole and leads to what it was on."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ui.windows import press, say, settle


@pytest.mark.requirement("R-X-0.2")
def test_an_override_is_read_whole_and_leads_to_its_record(qtbot: Any, demo_window: Any) -> None:
    demo_window.pages.show_screen("safety")
    demo_window.pages.current().show_section("overrides")
    settle(qtbot, demo_window)
    section = demo_window.pages.current().section
    told = say(section.panel)
    assert "Отклонение № 1/2026" in told
    assert "чл. 44, ал. 1" in told
    assert "Мотив" in told
    press(qtbot, section.panel, "Към записа")
    settle(qtbot, demo_window)
    assert demo_window.pages.current().id == "nominations"


def test_filters_take_two_lines_in_a_narrow_window(qtbot: Any, demo_window: Any) -> None:
    demo_window.pages.show_screen("people")
    demo_window.pages.current().show_section("agreements")
    demo_window.resize(1366, 768)
    settle(qtbot, demo_window)
    filters = demo_window.pages.current().section.view.filters
    state = filters.choices["state"]
    assert state.geometry().top() == filters.search.geometry().top()
    demo_window.resize(1024, 640)
    settle(qtbot, demo_window)
    assert state.geometry().top() >= filters.search.geometry().bottom()
    assert filters.search.width() > 300
    demo_window.resize(1366, 768)
    settle(qtbot, demo_window)
    assert state.geometry().top() == filters.search.geometry().top()
