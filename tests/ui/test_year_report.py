"""The year's report through the window: chosen, seen, with its lists, kept as a spreadsheet."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from ruse_desktop.ui.kit import files
from ruse_desktop.ui.main_window import MainWindow
from ruse_desktop.ui.screens.books.year_report import YearReportDialog
from tests.ui import windows


@pytest.mark.requirement("R-F5-0.1")
def test_the_year_is_opened_from_the_menu_and_kept(
    qtbot: Any, demo_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    window = demo_window
    window.actions_registry.run("year-report")
    dialog = windows.dialog(qtbot, window, YearReportDialog)
    qtbot.waitUntil(lambda: dialog.view.pdf != b"", timeout=windows.PATIENCE)
    assert dialog.years.currentText() == "2026"
    first = dialog.view.pdf
    assert len(PdfReader(io.BytesIO(first)).pages) == 1
    dialog.detailed.click()
    qtbot.waitUntil(lambda: dialog.view.pdf not in {b"", first}, timeout=windows.PATIENCE)
    assert len(PdfReader(io.BytesIO(dialog.view.pdf)).pages) > 1
    target = tmp_path / "otchet.xlsx"
    monkeypatch.setattr(
        files.QFileDialog, "getSaveFileName", lambda *_args: (str(target), "XLSX (*.xlsx)")
    )
    windows.press(qtbot, dialog, "Запази таблица…")
    qtbot.waitUntil(target.exists, timeout=windows.PATIENCE)
    windows.press(qtbot, dialog, "Затвори")
