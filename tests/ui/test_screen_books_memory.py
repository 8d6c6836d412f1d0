"""The page in the memory book, from the entry in the tab of books to the page in sight."""

from __future__ import annotations

from datetime import date

import pytest
from PIL import Image

from ruse_desktop.domain.books import Act, LaureateInput
from ruse_desktop.ui.screens.books.memory import MemoryDialog
from tests.ui import windows
from tests.unit.pdf_reading import words

LAUREATE = LaureateInput(
    2025, given="Петър", middle="Илиев", family="Донев", section="Художествена проза",
    motive="за романа „Градът и реката“ и за езика, с който е написан",
    act=Act("minutes", "3", date(2025, 10, 20), "Протокол № 3/20.10.2025 г."),
)  # fmt: skip


@pytest.fixture
def memory(qtbot, window):
    """The page of the only laureate of the literary prize."""
    entered = []
    window.tasks.write(
        lambda s: s.books.enter(actor=s.actor, award="NLN", laureates=[LAUREATE]), entered.append
    )
    windows.settle(qtbot, window)
    window.pages.show_screen("books")
    windows.settle(qtbot, window)
    window.pages.current().open_record("entry", entered[0][0].id)
    windows.settle(qtbot, window)
    window.pages.current().context.actions.run("books.memory")
    windows.settle(qtbot, window)
    return windows.dialog(qtbot, window, MemoryDialog)


@pytest.mark.requirement("R-60-0.2", "R-60-0.3")
def test_page_is_saved_and_shown(qtbot, window, memory, tmp_path):
    assert not windows.nameless(memory)
    assert "книгата по чл. 5 и Паметната книга са една" in windows.say(memory)
    memory.works.setPlainText("„Градът и реката“, роман, 2025\n„Мостове“, разкази, 2019")
    memory.press.setPlainText("в. „Утро“, бр. 212 от 02.11.2025 г.")
    kept = tmp_path / "donev.jpg"
    Image.new("RGB", (600, 800), (60, 90, 130)).save(kept)
    memory.take_photo(kept)
    windows.press(qtbot, memory, "Запиши страницата")
    windows.settle(qtbot, window)
    said = words(memory.view.pdf, 0)
    assert "Мостове" in said
    assert "Утро" in said
    assert "donev.jpg" in memory.photo.text()
    assert memory.drop.isEnabled()


def test_broken_photo_is_refused_and_the_text_stays(qtbot, window, memory, tmp_path):
    memory.works.setPlainText("„Мостове“")
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"not a picture")
    memory.take_photo(broken)
    windows.press(qtbot, memory, "Запиши страницата")
    windows.settle(qtbot, window)
    assert "не е снимка или е повреден" in memory.message.text.text()
    assert memory.works.toPlainText() == "„Мостове“"
