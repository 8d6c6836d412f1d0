"""The key of the diplomas and checking one, in the window: printed, photographed, revoked, checked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ruse_desktop.documents import pages
from ruse_desktop.domain.book_revocation import RevocationInput
from ruse_desktop.domain.books import Act
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.books.diploma_check import DiplomaCheckDialog
from ruse_desktop.ui.screens.books.diploma_key import DiplomaKeyDialog
from tests.ui import windows
from tests.unit.pdf_reading import words

WORDS = "дунав мост библиотека"


@pytest.fixture
def books(qtbot, demo_window):
    """The tab with the newest laureate of „Награда „Русе““ shown."""
    demo_window.pages.show_screen("books")
    windows.settle(qtbot, demo_window)
    screen = demo_window.pages.current()
    got: list = []
    demo_window.tasks.read(lambda s: s.books.rows("NR", year=2026, limit=1), got.append)
    windows.settle(qtbot, demo_window)
    screen.open_record("laureate", got[0][0].id)
    windows.settle(qtbot, demo_window)
    return screen


def signed(qtbot, window, screen) -> bytes:
    """Make the key from the link under the preview; the signed page."""
    windows.press(qtbot, screen.preview, "Кодът не е подписан. Подписване…")
    windows.settle(qtbot, window)
    dialog = windows.dialog(qtbot, window, DiplomaKeyDialog)
    assert not windows.nameless(dialog)
    windows.fill(dialog, "Парола", WORDS)
    windows.fill(dialog, "Паролата още веднъж", "друго нещо съвсем")
    windows.press(qtbot, dialog, "Създай ключа")
    assert "не са еднакви" in dialog.message.text.text()
    windows.fill(dialog, "Паролата още веднъж", WORDS)
    windows.press(qtbot, dialog, "Създай ключа")
    windows.settle(qtbot, window)
    assert "Кодът не е подписан" not in windows.say(screen.preview)
    return screen.preview.view.pdf


def checked(qtbot, window, screen, file: Path) -> str:
    screen.context.actions.run("books.check-diploma")
    windows.settle(qtbot, window)
    dialog = windows.dialog(qtbot, window, DiplomaCheckDialog)
    assert not windows.nameless(dialog)
    dialog.check_file(file)
    windows.settle(qtbot, window)
    said = windows.say(dialog)
    dialog.accept()
    return said


def test_printed_diploma_is_checked_from_its_picture_also_after_revocation(
    qtbot, demo_window, books, tmp_path
):
    image = pages.page_image(signed(qtbot, demo_window, books), 0, 200)
    from PIL import Image

    photo = tmp_path / "диплом.png"
    picture = Image.frombytes("RGBA", (image.width, image.height), image.pixels, "raw", "BGRA")
    picture.convert("RGB").save(photo)
    said = checked(qtbot, demo_window, books, photo)
    assert "Дипломът отговаря на запис №" in said
    assert "Кодът е подписан с ключа на общината." in said
    assert "Записът в книгата не е променян." in said
    act = Act(
        "decision", "100", date(2026, 5, 20),
        "Решение № 100 по протокол № 9/20.05.2026 г. на Общинския съвет",
    )  # fmt: skip
    demo_window.tasks.write(
        lambda s: s.revocations.record(
            actor=s.actor, book="NR", seq=s.books.rows("NR", year=2026, limit=1)[0].seq,
            asked=RevocationInput(act, "поведение, несъвместимо с отличието"),
        ),
        lambda _done: None,
    )  # fmt: skip
    windows.settle(qtbot, demo_window)
    assert "но отличието е отнето" in checked(qtbot, demo_window, books, photo)


def test_typed_code_and_a_wrong_file_are_answered(qtbot, demo_window, books, tmp_path):
    books.context.actions.run("books.check-diploma")
    windows.settle(qtbot, demo_window)
    dialog = windows.dialog(qtbot, demo_window, DiplomaCheckDialog)
    windows.fill(dialog, "Текст на кода", "1:NR:1:2026:00")
    windows.settle(qtbot, demo_window)
    assert "Това не е код от диплома на тази програма." in windows.say(dialog)
    wrong = tmp_path / "писмо.txt"
    wrong.write_text("писмо", encoding="utf-8")
    dialog.check_file(wrong)
    windows.settle(qtbot, demo_window)
    assert "не е снимка" in dialog.message.text.text()
    assert not dialog.answer.isVisible()
    dialog.accept()


def test_sheet_with_the_key_is_previewed(qtbot, demo_window, books):
    signed(qtbot, demo_window, books)
    books.context.actions.run("books.diploma-key")
    windows.settle(qtbot, demo_window)
    dialog = windows.dialog(qtbot, demo_window, DiplomaKeyDialog)
    assert "Ключът е отключен" in windows.say(dialog)
    windows.press(qtbot, dialog, "Лист с ключа…")
    windows.settle(qtbot, demo_window)
    sheet = windows.dialog(qtbot, dialog, PdfDialog)
    assert "КЛЮЧ ЗА ДИПЛОМИТЕ" in words(sheet.view.pdf, 0)
    sheet.accept()
    windows.press(qtbot, dialog, "Заключи")
    windows.settle(qtbot, demo_window)
    assert "Кодът не е подписан" in " ".join(windows.buttons(books.preview))
