"""Every register of every tab sorts by every heading that can be pressed, up and down."""

from __future__ import annotations

from typing import Any

from ruse_desktop.ui.kit.register import RegisterView
from ruse_desktop.ui.kit.sections import SectionScreen
from tests.ui.walking import every_section
from tests.ui.windows import say, settle


def test_every_heading_sorts_both_ways(qtbot: Any, demo_window: Any) -> None:
    seen = 0
    for name, screen in every_section(qtbot, demo_window):
        if not isinstance(screen, SectionScreen):
            continue
        for view in screen.section.findChildren(RegisterView):
            view.show_all()
            settle(qtbot, demo_window)
            shown = view.table.model().rowCount()
            for column in range(len(view.spec.columns)):
                for _way in ("up", "down"):
                    view.table.horizontalHeader().sectionClicked.emit(column)
                settle(qtbot, demo_window)
                told = demo_window.messages
                assert not told.isVisible(), (name, column, say(told))
                assert view.table.model().rowCount() == shown
            seen += 1
    assert seen > 15
