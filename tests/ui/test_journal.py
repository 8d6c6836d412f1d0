"""The journal through the window: the list, a line's fields, a record's history, the check."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from ruse_desktop.services import demo
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.main_window import MainWindow
from ruse_desktop.ui.screens.protocol.calendar import CalendarSection
from ruse_desktop.ui.screens.safety.journal import CompareDialog, JournalSection
from tests.ui import windows
from tests.ui.typing import type_text
from tests.unit import pdf_reading


def test_journal_shows_fields_checks_itself_and_prints_a_history(
    qtbot: Any, demo_window: MainWindow
):
    window = demo_window
    window.pages.show_screen("safety")
    screen = window.pages.current()
    section = screen.show_section("journal")
    windows.settle(qtbot, window)
    assert isinstance(section, JournalSection)
    section.view.focus_search("регистрирано")
    windows.settle(qtbot, window)
    section.view.table.setFocus()
    keys = section.view.current
    assert keys is not None
    windows.settle(qtbot, window)
    said = windows.say(section.card)
    assert "регистрирано" in said
    assert "Мария Колева" in said or "·" in said or section.detail is not None
    assert section.detail is not None
    assert section.card.findChildren(QLabel)
    window.actions_registry.run("safety.new")
    windows.settle(qtbot, window)
    assert "Журналът е цял" in section.message.text.text()
    window.actions_registry.run("journal.history")
    windows.settle(qtbot, window)
    pages = [one for one in window.findChildren(PdfDialog) if one.isVisible()]
    assert "История на записа" in pdf_reading.words(pages[0].view.pdf, 0)
    pages[0].close()
    window.actions_registry.run("journal.compare")
    dialog = window.findChildren(CompareDialog)[0]
    dialog.seq.setValue(section.detail.line.seq)
    type_text(dialog.typed, section.detail.print[:19])
    windows.click(qtbot, dialog.do)
    windows.settle(qtbot, window)
    assert "Съвпада" in dialog.said.text()
    dialog.close()


def test_edit_outside_the_program_is_said_in_words(
    qtbot: Any, demo_folder: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("ruse_desktop.ui.main_window.farewell", lambda *_a, **_k: True)
    shutil.copytree(demo_folder, data_folder, dirs_exist_ok=True)
    with sqlite3.connect(data_folder / "ruse.db") as raw:
        raw.execute("UPDATE event SET title = 'Подменена' WHERE id = 2")
    raw.close()
    with windows.opened(qtbot, data_folder, demo.end_of()) as window:
        window.pages.show_screen("safety")
        section = window.pages.current().show_section("journal")
        windows.settle(qtbot, window)
        assert isinstance(section, JournalSection)
        window.actions_registry.run("safety.new")
        windows.settle(qtbot, window)
        assert section.message.isVisible()
        said = section.message.text.text()
    assert "Данните са променяни извън програмата" in said
    assert "Запис 2 в „Събитие“" in said
    assert "наименование" in said


def test_record_in_sight_tells_its_history(qtbot: Any, demo_window: MainWindow):
    window = demo_window
    window.pages.show_screen("nominations")
    windows.settle(qtbot, window)
    window.actions_registry.refresh()
    window.actions_registry.run("history")
    windows.settle(qtbot, window)
    pages = [one for one in window.findChildren(PdfDialog) if one.isVisible()]
    text = pdf_reading.words(pages[0].view.pdf, 0)
    assert "История на записа" in text
    assert "Внасяне: предложения" in text, "it begins with the file it came from"
    pages[0].close()
    met = set()
    for name in ("people", "books", "sessions"):
        window.pages.show_screen(name)
        windows.settle(qtbot, window)
        record = window.pages.current().current_record()
        assert record is not None, name
        met.add(record)
    window.pages.show_screen("protocol")
    calendar = window.pages.current().show_section("calendar")
    windows.settle(qtbot, window)
    assert isinstance(calendar, CalendarSection)
    calendar.card.event_id = 1
    record = window.pages.current().current_record()
    assert record == ("event", 1)
    assert {kind for kind, _id in met} >= {"book"}
    told = []
    window.tasks.read(
        lambda s: [(one, len(s.journal.history(*one))) for one in (*met, record)],
        told.extend,
        owner=window,
    )
    windows.settle(qtbot, window)
    assert len(told) == len(met) + 1
    assert all(lines for _one, lines in told), told
