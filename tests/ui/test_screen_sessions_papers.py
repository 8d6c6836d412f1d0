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
from tests.storage.sessions_world import NOW, World
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
