"""Templates in the real window: a clerk changes a letter's wording, a Word file, a sheet's offsets."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from pypdf import PdfReader

from ruse_desktop.ui.kit import files
from ruse_desktop.ui.main_window import MainWindow
from ruse_desktop.ui.screens.books.second_text import SecondTextDialog
from ruse_desktop.ui.screens.sessions.papers import PapersDialog
from ruse_desktop.ui.screens.templates.sheets import SheetSection
from ruse_desktop.ui.screens.templates.word_files import WordSection
from ruse_desktop.ui.screens.templates.wording import (
    ReplaceDialog,
    WordingDialog,
    WordingSection,
)
from tests.ui import windows
from tests.ui.typing import type_text

ORIGINAL = "Надяваме се на Вашите предложения и занапред."


def text_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


@pytest.mark.requirement("R-X-0.15")
def test_clerk_changes_the_wording_of_a_letter_where_it_is_printed(
    qtbot: Any, demo_window: MainWindow
):
    window = demo_window
    window.pages.show_screen("sessions")
    windows.settle(qtbot, window)
    windows.press(qtbot, window.pages.current(), "Документи…")
    papers = windows.dialog(qtbot, window, PapersDialog)
    qtbot.waitUntil(lambda: bool(papers.table.lines_model.lines), timeout=windows.PATIENCE)
    names = [line.texts[0] for line in papers.table.lines_model.lines]
    papers.table.select(names.index("Писма до останалите вносители"))
    qtbot.waitUntil(
        lambda: papers.title.text().startswith("Писма до ост") and papers.view.pdf != b"",
        timeout=windows.PATIENCE,
    )
    before = papers.view.pdf
    assert ORIGINAL in text_of(before)
    windows.press(qtbot, papers, "Текстове…")
    texts = windows.dialog(qtbot, papers, WordingDialog)
    lines = texts.table.lines_model.lines
    texts.table.select(next(one.key for one in lines if one.texts[0] == ORIGINAL))
    windows.settle(qtbot, window)
    editor = texts.editor
    assert not editor.keep.isEnabled()
    editor.text.clear()
    type_text(editor.text, "Заповядайте в ЦУИГ, {стая}.")
    assert "Тук няма полета" in editor.said.text()
    assert not editor.keep.isEnabled()
    editor.text.clear()
    type_text(editor.text, "Заповядайте отново в ЦУИГ.")
    assert editor.example.text() == "Заповядайте отново в ЦУИГ."
    windows.click(qtbot, editor.keep)
    windows.settle(qtbot, window)
    assert "Текстът е записан" in editor.message.text.text()
    windows.press(qtbot, texts, "Затвори")
    qtbot.waitUntil(lambda: papers.view.pdf != before, timeout=windows.PATIENCE)
    shown = text_of(papers.view.pdf)
    assert "Заповядайте отново в ЦУИГ." in shown
    assert ORIGINAL not in shown
    papers.close()
    look_at_all_texts(qtbot, window)


def look_at_all_texts(qtbot: Any, window: MainWindow) -> None:
    """The same text among all: put back, undone, a word replaced everywhere and that undone."""
    window.actions_registry.run("templates")
    windows.settle(qtbot, window)
    section = window.pages.current().show_section("wording")
    assert isinstance(section, WordingSection)
    section.view.focus_search("ЦУИГ")
    windows.settle(qtbot, window)
    section.view.table.setFocus()
    windows.settle(qtbot, window)
    assert section.editor.original.text() == ORIGINAL
    windows.click(qtbot, section.editor.back)
    windows.settle(qtbot, window)
    assert section.editor.text.toPlainText() == ORIGINAL
    assert section.undo()
    windows.settle(qtbot, window)
    section.view.focus_search("")
    window.actions_registry.run("templates.new")
    replacing = windows.dialog(qtbot, window, ReplaceDialog)
    type_text(replacing.word, "Надяваме")
    type_text(replacing.other, "Разчитаме")
    qtbot.waitUntil(lambda: replacing.said.text() != "", timeout=windows.PATIENCE)
    windows.settle(qtbot, window)
    assert not replacing.do.isEnabled(), "the office already says it otherwise"
    replacing.word.clear()
    type_text(replacing.word, "ЦУИГ")
    qtbot.waitUntil(replacing.do.isEnabled, timeout=windows.PATIENCE)
    windows.click(qtbot, replacing.do)
    windows.settle(qtbot, window)
    assert "в 1 текст" in section.editor.message.text.text()
    section.editor.message.action.click()
    windows.settle(qtbot, window)
    assert "отменена" in section.editor.message.text.text()


def test_word_file_goes_out_and_comes_back_and_the_sheet_is_moved(
    qtbot: Any, demo_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    window = demo_window
    window.pages.show_screen("templates")
    section = window.pages.current().show_section("word")
    windows.settle(qtbot, window)
    assert isinstance(section, WordSection)
    section.view.table.setFocus()
    windows.settle(qtbot, window)
    target = tmp_path / "shablon.docx"
    monkeypatch.setattr(
        files.QFileDialog, "getSaveFileName", lambda *_args: (str(target), "Word (*.docx)")
    )
    monkeypatch.setattr(
        files.QFileDialog, "getOpenFileName", lambda *_args: (str(target), "Word (*.docx)")
    )
    window.actions_registry.run("word.sample")
    qtbot.waitUntil(target.exists, timeout=windows.PATIENCE)
    made = docx.Document(str(target))
    made.add_paragraph("{{ адресат }}")
    made.save(str(target))
    window.actions_registry.run("templates.new")
    windows.settle(qtbot, window)
    assert "Няма поле „адресат“" in section.message.text.text()
    made.paragraphs[-1].text = "Деловодство: ЦУИГ"
    made.save(str(target))
    window.actions_registry.run("word.check")
    windows.settle(qtbot, window)
    assert "може да се вземе" in section.message.text.text()
    window.actions_registry.run("templates.new")
    windows.settle(qtbot, window)
    assert section.state is not None
    assert section.state.file == "shablon.docx"
    assert "„shablon.docx“" in section.now.text()
    window.actions_registry.run("word.restore")
    windows.settle(qtbot, window)
    assert "Програмата сама" in section.now.text()

    sheets = window.pages.current().show_section("sheets")
    windows.settle(qtbot, window)
    assert isinstance(sheets, SheetSection)
    qtbot.waitUntil(lambda: sheets.view.pdf != b"", timeout=windows.PATIENCE)
    sheets.right.setValue(2.5)
    windows.settle(qtbot, window)
    qtbot.waitUntil(lambda: "надясно 2,5 мм" in text_of(sheets.view.pdf), timeout=windows.PATIENCE)
    window.pages.show_screen("books")
    windows.settle(qtbot, window)
    pane = window.pages.current().preview
    pane.layouts.setCurrentIndex(sheets.choice.currentIndex())
    windows.settle(qtbot, window)
    assert pane.layout_chosen.right == 2.5
    assert sheets.choice.currentData().right == 0, "the list itself stays"
    windows.click(qtbot, pane.second)
    dialog = windows.dialog(qtbot, window, SecondTextDialog)
    type_text(dialog.text, "Award of the City of Ruse")
    windows.click(qtbot, dialog.keep)
    windows.settle(qtbot, window)
    qtbot.waitUntil(
        lambda: "Award of the City" in text_of(pane.view.pdf or b"%PDF-"), timeout=windows.PATIENCE
    )
    sheets.new()
