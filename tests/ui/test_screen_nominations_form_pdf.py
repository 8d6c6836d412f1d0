"""Filled PDF forms in the window: dropped, chosen, looked at one after another, then registered."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog

from ruse_desktop.domain.nominations import NominationFilter
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.nominations.dialog import NominationDialog
from tests.ui import windows

FILLED = {
    "slot": "/1.1", "nominee-kind": "/person", "category": "/c0", "genre": "проза",
    "person-given": "Анелия", "person-family": "Зорева", "person-settlement": "Русе",
    "proposer-kind": "/organisation", "proposer-name": "Сдружение „Пристан“",
    "proposer-areas-arts": "/Yes", "merits-1-from": "12.03.2026", "merits-1-text": "Роман „Кей“",
    "motives": "Първият роман за пристанището.",
}  # fmt: skip


@pytest.fixture
def ask(qtbot):
    def run(window, work):
        got: list[Any] = []
        window.tasks.write(work, got.append)
        windows.settle(qtbot, window)
        return got[0]

    return run


@pytest.fixture
def screen(qtbot, window, ask):
    window.pages.show_screen("nominations")
    windows.settle(qtbot, window)
    ask(window, lambda s: s.editions.open("NR", 2026, actor=s.actor, law_edition="2024-02-29"))
    windows.settle(qtbot, window)
    return window.pages.current()


@pytest.fixture
def form(window, screen, ask, tmp_path):
    """Fills in the award's blank form with another program."""
    blank = ask(window, lambda s: s.forms.blank("NR", 2026))

    def make(name: str, **values: str) -> Path:
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(blank))
        for page in writer.pages:
            writer.update_page_form_field_values(page, FILLED | values, auto_regenerate=False)
        with (tmp_path / name).open("wb") as out:
            writer.write(out)
        return tmp_path / name

    return make


def drop(screen, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    screen.dropEvent(
        QDropEvent(
            QPointF(20, 20), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )  # fmt: skip


def rows(window, ask):
    return ask(window, lambda s: s.nominations.rows(NominationFilter()))


def test_dropped_form_opens_filled_in_and_registers_with_its_file(qtbot, window, screen, form, ask):
    drop(screen, form("zoreva.pdf"))
    dialog = windows.dialog(qtbot, window, NominationDialog)
    windows.settle(qtbot, window)
    assert "„zoreva.pdf“" in dialog.message.text.text()
    assert rows(window, ask) == ()
    typed = dialog.form.typed()
    assert typed.person is not None
    assert typed.person.full_name == "Анелия Зорева"
    assert (typed.slot, typed.genre) == ("1.1", "проза")
    assert typed.proposer is not None
    assert typed.proposer.name == "Сдружение „Пристан“"
    assert typed.proposer.areas == ("arts",)
    assert typed.merits[0].text == "Роман „Кей“"
    assert typed.motives == "Първият роман за пристанището."
    windows.fill(dialog, "Входящ номер", "30-77")
    if typed.registered_on is None:
        dialog.form.ui.registeredOn.setText("08.05.2026")
    windows.press(qtbot, dialog, "Регистрирай")
    windows.settle(qtbot, window)
    windows.gone(qtbot, window, NominationDialog)
    (row,) = rows(window, ask)
    detail = ask(window, lambda s: s.nominations.detail(row.id))
    assert (row.registry_no, row.nominee) == ("30-77", "Анелия Зорева")
    assert [one.name for one in detail.attachments] == ["zoreva.pdf"]


def test_chosen_form_is_read_as_a_dropped_one(qtbot, window, screen, form, monkeypatch):
    path = form("zoreva.pdf")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a, **_k: ([str(path)], ""))
    screen.context.actions.run("nominations.form")
    dialog = windows.dialog(qtbot, window, NominationDialog)
    windows.settle(qtbot, window)
    assert dialog.form.files.files == [path]


def test_several_forms_come_one_after_another(qtbot, window, screen, form, ask, tmp_path):
    bad = tmp_path / "scan.pdf"
    bad.write_bytes(b"%PDF-1.4 nothing")
    first, second = (
        form("a.pdf"),
        form("b.pdf", **{"person-given": "Боян", "merits-1-from": "скоро"}),
    )
    drop(screen, first, bad, second)
    dialog = windows.dialog(qtbot, window, NominationDialog)
    windows.settle(qtbot, window)
    assert "Формуляр 1 от 3" in dialog.message.text.text()
    assert screen.forms.waiting == 2
    windows.press(qtbot, dialog, "Запиши като чернова")
    qtbot.waitUntil(lambda: screen.intake.dialog not in {None, dialog}, timeout=windows.PATIENCE)
    windows.settle(qtbot, window)
    said = screen.intake.dialog.message.text.text()
    assert "Формуляр 3 от 3" in said
    assert "„скоро“ не е дата" in said
    assert "повреден" in windows.say(screen)
    assert screen.forms.waiting == 0
    assert len(rows(window, ask)) == 1


def test_blank_form_is_shown_before_it_is_saved(qtbot, window, screen, monkeypatch, tmp_path):
    screen.context.actions.run("nominations.blank-form")
    shown = windows.dialog(qtbot, window, PdfDialog)
    windows.settle(qtbot, window)
    target = tmp_path / "blank.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    windows.press(qtbot, shown, "Запази PDF…")
    fields = pypdf.PdfReader(target).get_fields()
    assert fields is not None
    assert fields["form-award"]["/V"]
    shown.close()
