"""The arrangement of flags in the real window: ticked, drawn, told, printed."""

from __future__ import annotations

from typing import Any

from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.protocol.flag_order import FlagOrderDialog
from tests.ui import windows
from tests.ui.windows import press, say


def test_flags_are_ticked_drawn_and_printed(qtbot: Any, window: Any) -> None:
    window.pages.show_screen("protocol")
    windows.settle(qtbot, window)
    window.pages.current().section.verbs.arrange_flags()
    dialog = windows.dialog(qtbot, window, FlagOrderDialog)
    windows.settle(qtbot, window)
    assert not windows.nameless(dialog)
    assert dialog.row.accessibleDescription() == "България – Европейски съюз – Русе"
    assert "служебна практика" in say(dialog)
    for code in ("UA", "RO"):
        dialog.boxes[code].click()
    dialog.boxes["EU"].click()
    assert dialog.row.accessibleDescription() == "Румъния – България – Украйна – Русе"
    dialog.side.setCurrentIndex(1)
    assert dialog.row.accessibleDescription() == "Русе – Украйна – България – Румъния"
    press(qtbot, dialog, "Страница за печат…")
    pages = windows.dialog(qtbot, window, PdfDialog)
    assert pages.windowTitle() == "Подреждане на знамената"
    pages.done(0)
    dialog.accept()
