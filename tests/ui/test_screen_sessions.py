"""The tab „Заседания“ in the real window."""

from __future__ import annotations

import pytest

from tests.ui import windows
from tests.ui.windows import say


@pytest.fixture
def screen(demo_window, settle):
    demo_window.pages.show_screen("sessions")
    settle(demo_window)
    return demo_window.pages.current()


def test_empty_database_says_what_comes_first(window, settle):
    window.pages.show_screen("sessions")
    settle(window)
    assert "Още няма издание на награда" in say(window.pages.current())


def test_screen_has_names_for_everything_that_takes_the_focus(screen, demo_window):
    assert windows.nameless(demo_window) == []
