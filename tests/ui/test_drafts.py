"""What was typed survives the program's sudden end and is offered where it was typed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QDialog

from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.main_window import MainWindow
from ruse_desktop.ui.screens.sessions.voting.pins import PinDialog
from tests.ui import windows
from tests.ui.typing import type_text

TEXT = "Пояснение, което не бива да се изгуби"


def ask(window: MainWindow, about: str = "Защо се поправя записът?") -> TextDialog:
    dialog = TextDialog(window, "Поправка", about, "Запиши", least=10)
    dialog.open()
    return dialog


def test_typed_text_is_kept_offered_after_a_crash_and_dropped_when_closed(
    qtbot: Any, window: MainWindow, data_folder: Path, monkeypatch: Any
):
    kept = data_folder / "drafts"
    dialog = ask(window)
    window.drafts.look()
    windows.settle(qtbot, window)
    assert not kept.exists(), "nothing typed, nothing kept"
    type_text(dialog.field, TEXT)
    window.drafts.look()
    windows.settle(qtbot, window)
    assert len(list(kept.glob("*.draft"))) == 1
    window.drafts._open.clear()  # the process dies here: nobody sees the dialog close
    dialog.hide()
    asked: list[str] = []

    def answer(_parent: object, _title: str, text: str, _do: str) -> bool:
        asked.append(text)
        return True

    monkeypatch.setattr("ruse_desktop.ui.draft_keeper.confirm", answer)
    elsewhere = ask(window, "Защо се закрива записът?")
    window.drafts.look()
    windows.settle(qtbot, window)
    assert elsewhere.text() == "", "a draft of another place is not offered"
    elsewhere.hide()
    again = ask(window)
    window.drafts.look()
    windows.settle(qtbot, window)
    assert asked
    assert TEXT in asked[0]
    assert again.text() == TEXT
    QDialog.reject(again)
    window.drafts.look()
    windows.settle(qtbot, window)
    assert not list(kept.glob("*.draft"))


def test_secrets_and_votes_are_never_kept(qtbot: Any, window: MainWindow, data_folder: Path):
    dialog = PinDialog.__new__(PinDialog)
    module = type(dialog).__module__
    from ruse_desktop.ui.draft_keeper import _NOT_KEPT

    assert module.startswith(_NOT_KEPT)
    window.drafts.look()
    windows.settle(qtbot, window)
    assert not (data_folder / "drafts").exists()
