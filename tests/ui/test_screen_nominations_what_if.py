"""„Какво би станало, ако…“ in the real window."""

from __future__ import annotations

from typing import Any

import pytest

from ruse_desktop.domain.findings import Verdict
from ruse_desktop.ui.kit.basics import FindingRow
from ruse_desktop.ui.main_window import MainWindow
from ruse_desktop.ui.screens.nominations.what_if import WhatIfDialog
from tests.ui import windows


@pytest.mark.requirement("R-44-2.2")
def test_another_day_shows_what_would_change(qtbot: Any, demo_window: MainWindow):
    demo_window.pages.show_screen("nominations")
    windows.settle(qtbot, demo_window)
    screen = demo_window.pages.current()
    assert screen is not None
    detail = screen.panel.detail
    assert detail is not None
    late = next(one for one in detail.findings if one.rule == "submission-deadline")
    assert late.verdict is Verdict.NOT_MET
    demo_window.actions_registry.run("nominations.what-if")
    dialog = demo_window.findChild(WhatIfDialog)
    windows.settle(qtbot, demo_window)
    dialog.day.setText("11.05.2026")
    windows.settle(qtbot, demo_window)
    shown = [row for row in dialog.changed.findChildren(FindingRow) if row.isVisible()]
    assert any("В срок до 11.05.2026" in name_of(row) for row in shown)
    assert "спира" not in dialog.said.text()
    windows.press(qtbot, dialog, "Ден по-късно")
    windows.settle(qtbot, demo_window)
    assert dialog.day.text() == "12.05.2026"
    assert "не би могло да се допусне" in dialog.said.text()
    shown = [row for row in dialog.same.findChildren(FindingRow) if row.isVisible()]
    assert any("Просрочено" in name_of(row) for row in shown)


def name_of(row: FindingRow) -> str:
    return row.accessibleName().replace("\u00a0", " ")
