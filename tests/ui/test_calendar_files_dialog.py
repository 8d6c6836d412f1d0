"""iCalendar through the real window: saved, brought into another calendar, never twice."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from ruse_desktop.domain.events import EventInput, When
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.ui.screens.protocol import files
from ruse_desktop.ui.screens.protocol.files import ExportDialog, ImportDialog
from tests.ui import windows
from tests.ui.filling import services
from tests.ui.windows import ACTOR, press

NOW = datetime(2026, 5, 8, 11, 0, tzinfo=SOFIA)
DAY = date(2026, 5, 20)


def section_of(qtbot: Any, window: Any) -> Any:
    window.pages.show_screen("protocol")
    windows.settle(qtbot, window)
    return window.pages.current().section


def test_a_calendar_goes_out_and_comes_in_once(
    qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, other, target = tmp_path / "едно", tmp_path / "друго", tmp_path / "май.ics"
    made.mkdir()
    other.mkdir()
    with services(made, NOW) as s:
        for n, title in enumerate(("Изложба", "Концерт")):
            when = When(DAY, DAY, time(10 + n), time(11 + n))
            s.events.create(EventInput(title, when), actor=ACTOR)
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), "iCalendar (*.ics)")
    )
    with windows.opened(qtbot, made, NOW) as window:
        files.export(section_of(qtbot, window))
        dialog = windows.dialog(qtbot, window, ExportDialog)
        assert not windows.nameless(dialog)
        press(qtbot, dialog, "Запази файла…")
        windows.settle(qtbot, window)
    assert target.read_bytes().startswith(b"BEGIN:VCALENDAR")
    with windows.opened(qtbot, other, NOW) as window:
        section = section_of(qtbot, window)
        files.bring_in(section, target)
        windows.settle(qtbot, window)
        coming = windows.dialog(qtbot, window, ImportDialog)
        assert len(coming.chosen) == 2
        press(qtbot, coming, "Внеси 2 събития")
        windows.settle(qtbot, window)
        files.bring_in(section, target)
        windows.settle(qtbot, window)
        again = windows.dialog(qtbot, window, ImportDialog)
        assert again.chosen == []
        assert not again.do.isEnabled()
        assert "вече е тук" in again.list.item(0).text()
        checkable = again.list.item(0).flags() & Qt.ItemFlag.ItemIsUserCheckable
        assert not checkable
        again.reject()
