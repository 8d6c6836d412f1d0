"""The papers of a commission in the real window: listed, seen, saved, remembered as printed."""

from __future__ import annotations

import io

import docx
import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from ruse_desktop.domain.papers import PaperKind
from ruse_desktop.ui.kit import files
from ruse_desktop.ui.screens.sessions.papers import PapersDialog
from tests.storage.sessions_world import ACTOR, MOTIVE, NOW, World
from tests.ui import windows
from tests.ui.windows import dialog, press, say


@pytest.fixture
def eve(qtbot, data_folder):
    """The window on a planned session of nine members; its tab „Заседания“."""
    world = World(data_folder, {"1.1": 6, "1.3": 1})
    world.attend(world.plan())
    world.close()
    with windows.opened(qtbot, data_folder, NOW) as window:
        window.pages.show_screen("sessions")
        windows.settle(qtbot, window)
        yield window


def opened(qtbot, window):
    """The dialog with its first paper in sight."""
    press(qtbot, window.pages.current(), "Документи…")
    papers = dialog(qtbot, window, PapersDialog)
    qtbot.waitUntil(lambda: papers.view.pdf != b"", timeout=windows.PATIENCE)
    return papers


def choose(qtbot, papers, name):
    """Choose the paper with this name and wait for its pages."""
    names = [line.texts[0] for line in papers.table.lines_model.lines]
    papers.table.select(names.index(name))
    qtbot.waitUntil(
        lambda: papers.title.text() == name and papers.view.pdf != b"", timeout=windows.PATIENCE
    )


@pytest.mark.requirement("R-X-0.20")
def test_invitations_are_seen_saved_and_remembered(qtbot, eve, tmp_path, monkeypatch):
    papers = opened(qtbot, eve)
    choose(qtbot, papers, "Покани с дневен ред")
    assert "9 документа" in say(papers)
    assert papers.view.pdf.startswith(b"%PDF")
    assert len(PdfReader(io.BytesIO(papers.view.pdf)).pages) == 9
    target = tmp_path / "pokani.docx"
    monkeypatch.setattr(
        files.QFileDialog, "getSaveFileName", lambda *_args: (str(target), "DOCX (*.docx)")
    )
    press(qtbot, papers, "Запази DOCX…")
    qtbot.waitUntil(target.exists, timeout=windows.PATIENCE)
    windows.settle(qtbot, eve)
    written = "\n".join(one.text for one in docx.Document(str(target)).paragraphs)
    assert written.count("Дневен ред:") == 9
    row = next(
        line for line in papers.table.lines_model.lines if line.texts[0] == "Покани с дневен ред"
    )
    assert "отпечатано на 18.05.2026" in row.texts[1]


def test_papers_open_from_the_menu_and_work_by_keyboard(qtbot, eve):
    QTest.keySequence(eve, QKeySequence("Ctrl+Shift+O"))
    papers = dialog(qtbot, eve, PapersDialog)
    qtbot.waitUntil(lambda: papers.view.pdf != b"", timeout=windows.PATIENCE)
    assert papers.title.text() == "Покани с дневен ред"
    papers.table.setFocus()
    QTest.keyClick(papers.table, Qt.Key.Key_Down)
    assert papers.title.text() == "Декларации за конфликт на интереси"
    assert windows.nameless(papers) == []
    kinds = [line.kind for line in papers._lines]
    assert kinds[:2] == [PaperKind.ORDER, PaperKind.NAMING]
    assert PaperKind.ACT not in kinds


@pytest.fixture
def over(qtbot, data_folder):
    """The window after a closed session with one laureate."""
    world = World(data_folder, {"1.1": 3})
    one = world.opened()
    world.seal(one, "1.1", 6, 5, 2)
    view = world.seal(one, "1.1", 6, 3)
    winner = view.slots[0].awards[0].nomination_id
    world.services.sessions.set_motive(one, "1.1", winner, MOTIVE, actor=ACTOR)
    world.leave_others(one, "1.1")
    world.services.sessions.close(one, actor=ACTOR)
    world.close()
    with windows.opened(qtbot, data_folder, NOW) as window:
        window.pages.show_screen("sessions")
        windows.settle(qtbot, window)
        yield window


def test_after_the_session_the_list_says_why_there_is_no_order(qtbot, over):
    papers = opened(qtbot, over)
    windows.settle(qtbot, over)
    names = [line.texts[0] for line in papers.table.lines_model.lines]
    assert "Покани с дневен ред" not in names
    papers.table.select(names.index("Проект за акт за удостояване"))
    assert "Не се издава акт: решава протоколът на комисията (чл. 45, ал. 1)." in say(papers)
    assert not windows.button(papers, "Печат…").isEnabled()
    choose(qtbot, papers, "Писма до останалите вносители")
    windows.settle(qtbot, over)
    assert "2 документа" in say(papers)
