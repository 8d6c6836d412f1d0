"""The minutes after the session, in the real window: to edit, signed and locked, seen from the book."""

from __future__ import annotations

import io

import docx
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from ruse_desktop.ui.kit import files
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.sessions.closing import MinutesDialog
from ruse_desktop.ui.screens.sessions.signing import SignDialog
from tests.storage.sessions_world import ACTOR, MOTIVE, NOW, World
from tests.ui import windows
from tests.ui.windows import dialog, fill, gone, press, say


@pytest.fixture
def scan(data_folder, tmp_path):
    """A closed session with one laureate in the book of the data folder; its minutes as a file."""
    world = World(data_folder, {"1.1": 3})
    one = world.opened()
    world.seal(one, "1.1", 6, 5, 2)
    view = world.seal(one, "1.1", 6, 3)
    winner = view.slots[0].awards[0].nomination_id
    world.services.sessions.set_motive(one, "1.1", winner, MOTIVE, actor=ACTOR)
    world.leave_others(one, "1.1")
    world.services.sessions.close(one, actor=ACTOR)
    world.services.books.enter_results(actor=ACTOR, results=world.services.sessions.results(one))
    path = tmp_path / "протокол 2 подписан.pdf"
    path.write_bytes(world.services.sessions.minutes_pdf(one))
    world.close()
    return path


@pytest.fixture
def over(qtbot, data_folder, scan):
    """The window on the closed session."""
    with windows.opened(qtbot, data_folder, NOW) as window:
        window.pages.show_screen("sessions")
        windows.settle(qtbot, window)
        yield window


def drop(widget, *paths) -> bool:
    """Drag files over a widget and drop them; whether they were taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(one)) for one in paths])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), copy, data, left, none)
    enter.ignore()
    QApplication.sendEvent(widget, enter)
    if enter.isAccepted():
        QApplication.sendEvent(widget, QDropEvent(QPointF(5, 5), copy, data, left, none))
    return enter.isAccepted()


def sign(qtbot, window, path):
    """Attach the first scan."""
    press(qtbot, window.pages.current(), "Протоколът е подписан…")
    asked = dialog(qtbot, window, SignDialog)
    assert drop(asked, path)
    press(qtbot, asked, "Приложи и заключи протокола")
    windows.settle(qtbot, window)
    gone(qtbot, window, SignDialog)
    windows.settle(qtbot, window)


@pytest.mark.requirement("R-45-8.2")
def test_signed_minutes_are_attached_shown_and_locked(qtbot, over, scan, tmp_path):
    screen = over.pages.current()
    assert "протоколът чака подпис" in say(screen)
    press(qtbot, screen, "Протоколът е подписан…")
    asked = dialog(qtbot, over, SignDialog)
    press(qtbot, asked, "Приложи и заключи протокола")
    windows.settle(qtbot, over)
    assert "Няма избран файл" in say(asked)
    assert not drop(asked, tmp_path / "протокол.docx")
    assert not drop(asked, scan, scan)
    assert drop(asked, scan)
    assert scan.name in say(asked)
    fill(asked, "Подписан на", "17.5.26")
    press(qtbot, asked, "Приложи и заключи протокола")
    windows.settle(qtbot, over)
    assert "преди заседанието" in say(asked)
    fill(asked, "Подписан на", "18.5.26")
    fill(asked, "Регистрационен номер", "63-12/18.05.2026 г.")
    assert windows.nameless(asked) == []
    press(qtbot, asked, "Приложи и заключи протокола")
    windows.settle(qtbot, over)
    gone(qtbot, over, SignDialog)
    windows.settle(qtbot, over)
    assert "протоколът е подписан на 18.05.2026" in say(screen)
    press(qtbot, screen, "Подписан протокол")
    shown = dialog(qtbot, over, PdfDialog)
    assert shown.view.pdf == scan.read_bytes()


def test_another_scan_is_only_added_with_a_reason(qtbot, over, scan, tmp_path):
    sign(qtbot, over, scan)
    screen = over.pages.current()
    again = tmp_path / "по-ясно.pdf"
    again.write_bytes(scan.read_bytes() + b"\n%")
    press(qtbot, screen, "Друго копие…")
    asked = dialog(qtbot, over, SignDialog)
    assert "Приложено е 1 копие; то остава." in say(asked)
    drop(asked, again)
    press(qtbot, asked, "Приложи и това копие")
    windows.settle(qtbot, over)
    assert "подписан и заключен" in say(asked)
    fill(asked, "Причина за новото копие", "На първото не се чете печатът.")
    press(qtbot, asked, "Приложи и това копие")
    windows.settle(qtbot, over)
    gone(qtbot, over, SignDialog)


def test_today_waits_for_the_signature_and_leads_to_the_session(qtbot, over, scan):
    over.pages.show_screen("today")
    windows.settle(qtbot, over)
    today = over.pages.current()
    assert "1 протокол чака подпис" in say(today)
    links = [b for b in today.findChildren(files.QWidget) if "чака подпис:" in b.accessibleName()]
    windows.click(qtbot, links[0])
    windows.settle(qtbot, over)
    assert over.pages.current().id == "sessions"
    sign(qtbot, over, scan)
    over.pages.show_screen("today")
    windows.settle(qtbot, over)
    assert "чака подпис" not in say(over.pages.current())


def test_entry_of_the_book_opens_the_signed_minutes(qtbot, over, scan):
    over.pages.show_screen("books")
    windows.settle(qtbot, over)
    book = over.pages.current()
    assert "протокол № 2 чака подпис" in say(book)
    over.pages.show_screen("sessions")
    windows.settle(qtbot, over)
    sign(qtbot, over, scan)
    over.pages.show_screen("books")
    windows.settle(qtbot, over)
    press(qtbot, book, "№ 2, подписан на 18.05.2026\u00a0г.")
    shown = dialog(qtbot, over, PdfDialog)
    assert shown.view.pdf == scan.read_bytes()


def test_minutes_are_saved_to_be_edited(qtbot, over, tmp_path, monkeypatch):
    press(qtbot, over.pages.current(), "Протокол")
    shown = dialog(qtbot, over, MinutesDialog)
    target = tmp_path / "протокол.docx"
    monkeypatch.setattr(
        files.QFileDialog, "getSaveFileName", lambda *_args: (str(target), "DOCX (*.docx)")
    )
    press(qtbot, shown, "Запази DOCX…")
    qtbot.waitUntil(target.exists, timeout=windows.PATIENCE)
    windows.settle(qtbot, over)
    assert "Записано: протокол.docx" in say(shown)
    written = [one.text for one in docx.Document(io.BytesIO(target.read_bytes())).paragraphs]
    assert any(MOTIVE in text for text in written)


def test_signing_is_in_the_menu_and_waits_for_the_end_of_the_session(qtbot, data_folder):
    world = World(data_folder, {"1.1": 1})
    world.opened()
    world.close()
    with windows.opened(qtbot, data_folder, NOW) as window:
        window.pages.show_screen("sessions")
        windows.settle(qtbot, window)
        screen = window.pages.current()
        assert not screen.session.signed.isVisible()
        screen.context.actions.run("sessions.signed")
        windows.settle(qtbot, window)
        assert "Подписва се протокол на приключило заседание." in say(window)
        assert not [one for one in window.findChildren(SignDialog) if one.isVisible()]
