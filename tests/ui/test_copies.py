"""The section „Резервни копия“, the card on „Днес“, and restoring from the page of a broken file."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

from ruse_desktop import app
from ruse_desktop.domain.backups import BackupReport, Made, PlaceInput, PlaceKind
from ruse_desktop.domain.people import PersonInput
from ruse_desktop.kernel.clock import FixedClock
from ruse_desktop.services.facade import Services
from ruse_desktop.ui import backing_up, start
from ruse_desktop.ui.first_start import FirstStart
from ruse_desktop.ui.main_window import MainWindow
from ruse_desktop.ui.opening import OpeningFailed
from ruse_desktop.ui.screens.safety import copies, copies_dialogs
from ruse_desktop.ui.screens.safety.copies_dialogs import KeyDialog, PlaceDialog, PreviewDialog
from tests.ui import windows

NAME = PersonInput("Елена", "", "Томова")


def section_of(qtbot: Any, window: MainWindow) -> copies.CopiesSection:
    """The section in sight."""
    window.pages.open_record("backup", 0)
    windows.settle(qtbot, window)
    found = window.pages.current().section  # type: ignore[union-attr]  # the screen of sections
    assert isinstance(found, copies.CopiesSection)
    return found


def ask(qtbot: Any, window: MainWindow, work: Any) -> Any:
    """What the services answer."""
    got: list[Any] = []
    window.tasks.write(work, got.append)
    windows.settle(qtbot, window)
    return got[0]


@pytest.mark.requirement("R-X-0.13")
def test_places_copies_rehearsal_and_preview_in_one_section(
    qtbot: Any, window: MainWindow, tmp_path: Path
) -> None:
    ask(qtbot, window, lambda s: s.people.save_person(NAME, actor=s.actor) and None)
    section = section_of(qtbot, window)
    assert section.empty.isVisible()
    disk = tmp_path / "disk"
    disk.mkdir()
    windows.press(qtbot, section, "Добави място…")
    dialog = windows.dialog(qtbot, window, PlaceDialog)
    assert not dialog.do.isEnabled()
    windows.fill(dialog, "Папка", str(disk / "nyama"))
    windows.press(qtbot, dialog, "Добави мястото")
    windows.settle(qtbot, window)
    assert "Няма папка" in windows.say(dialog)
    windows.fill(dialog, "Папка", str(disk))
    windows.press(qtbot, dialog, "Добави мястото")
    windows.gone(qtbot, window, PlaceDialog)
    windows.settle(qtbot, window)
    windows.press(qtbot, window, "Копие сега")
    windows.settle(qtbot, window)
    assert section.table.lines_model.rowCount() == 2
    assert list(disk.glob("*.bak"))
    assert "на 2 места" in windows.say(window)

    windows.press(qtbot, section, "Какво съдържа…")
    windows.settle(qtbot, window)
    preview = windows.dialog(qtbot, window, PreviewDialog)
    assert "Лица" in windows.say(preview)
    preview.reject()
    windows.press(qtbot, section, "Проверка на копие…")
    windows.settle(qtbot, window)
    shown = windows.dialog(qtbot, window, QDialog)
    assert shown.windowTitle() == "Проверка на резервно копие"
    shown.hide()
    assert "успешна" in section.tried.text()
    assert windows.nameless(section) == []

    shutil.rmtree(disk)
    disk.write_text("файл на мястото на папката")
    windows.press(qtbot, window, "Копие сега")
    windows.settle(qtbot, window)
    assert "неуспешно" in windows.say(section.places)
    assert "неуспешно" in window.line.database.text()
    window.pages.show_screen("today")
    windows.settle(qtbot, window)
    today: Any = window.pages.current()
    assert today.backup.state.text() == "неуспешно"
    assert today._beside.indexOf(today.backup) == 0
    windows.press(qtbot, today.backup, "Видях")
    windows.settle(qtbot, window)
    assert today.backup.state.text() == "проверено"
    assert "неуспешно" not in window.line.database.text()
    section = section_of(qtbot, window)
    with windows.Modal(lambda d: windows.press(qtbot, d, "Махни мястото")):
        windows.press(qtbot, section, "Махни")
    windows.settle(qtbot, window)
    assert "disk" not in windows.say(section.places)


def test_restore_from_the_section_waits_for_the_next_opening(
    qtbot: Any, window: MainWindow, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[bool] = []
    made = ask(qtbot, window, lambda s: s.backups.make(actor=s.actor))
    ask(qtbot, window, lambda s: s.people.save_person(NAME, actor=s.actor) and None)
    section = section_of(qtbot, window)
    monkeypatch.setattr(copies, "ask_open", lambda *_rest: made.path)
    windows.press(qtbot, section, "Възстанови от файл…")
    windows.settle(qtbot, window)
    preview = windows.dialog(qtbot, window, PreviewDialog)
    assert "лица: 1 по-малко" in windows.say(preview)
    monkeypatch.setattr(window, "close", lambda: closed.append(True))
    with windows.Modal(lambda d: windows.press(qtbot, d, "Възстанови")):
        windows.press(qtbot, preview, "Възстанови от това копие")
    windows.settle(qtbot, window)
    box = windows.dialog(qtbot, window, QMessageBox)
    windows.press(qtbot, box, "Затвори програмата")
    assert closed == [True]
    monkeypatch.undo()
    assert (data_folder / "restore.ready").exists()
    window.close()
    services = opened(data_folder)
    assert services.people.people() == ()
    assert services.restores.history()
    services.store.close()


def opened(folder: Path) -> Services:
    """The services over the folder, without a window."""
    options = app.Options(data_dir=folder, clock=FixedClock(windows.NOW), actor=windows.ACTOR)
    return app.open_services(options)


@pytest.mark.requirement("R-X-0.13")
def test_damaged_file_is_replaced_by_a_copy_from_the_page_that_says_so(
    qtbot: Any, data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = opened(data_folder)
    services.people.save_person(NAME, actor=windows.ACTOR)
    made = services.backups.make(actor=windows.ACTOR, folder=tmp_path / "stick")
    services.store.close()
    database = data_folder / "ruse.db"
    database.write_bytes(database.read_bytes()[:20_000])
    options = app.Options(data_dir=data_folder, clock=FixedClock(windows.NOW), actor=windows.ACTOR)
    settings = QSettings(str(data_folder / "window.ini"), QSettings.Format.IniFormat)
    window = start.make_window(app.Door(options), replace(options), settings)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.tasks.open_failed, timeout=windows.PATIENCE):
        window.show()
    QApplication.processEvents()
    page = window.findChild(OpeningFailed)
    assert page is not None
    monkeypatch.setattr("ruse_desktop.ui.opening_restore.ask_open", lambda *_rest: made.path)
    windows.press(qtbot, page, "Възстановяване от копие…")
    preview = windows.dialog(qtbot, window, PreviewDialog)
    assert "Няма сегашна база" in windows.say(preview)
    with (
        qtbot.waitSignal(window.tasks.opened, timeout=windows.PATIENCE),
        windows.Modal(lambda d: windows.press(qtbot, d, "Възстанови")),
    ):
        windows.press(qtbot, preview, "Възстанови от това копие")
    windows.settle(qtbot, window)
    people = ask(qtbot, window, lambda s: s.people.people())
    assert [one.full_name for one in people] == ["Елена Томова"]
    assert (data_folder / ask(qtbot, window, lambda s: s.restores.history())[0].quarantine).is_dir()
    window.close()
    assert window.tasks.shutdown() is None


def test_words_about_what_was_made_and_the_dialog_for_a_password(qtbot: Any) -> None:
    one = BackupReport(windows.NOW, Path("/a/ruse_x.bak"), ok=True, rows=3)
    assert backing_up.words(Made((one,))).endswith("ruse_x.bak")
    assert "„КОПИЕ А“" in backing_up.words(Made((one,), ("Флашка „КОПИЕ А“",)))
    bad = replace(one, ok=False, detail="Дискът е пълен.", place=2)
    problem = backing_up.failed_in(Made((one, bad)))
    assert problem is not None
    assert problem.message == "Дискът е пълен."
    assert copies_dialogs.size_words(1_600_000) == "1,6 MB"
    dialog = KeyDialog(None)  # type: ignore[arg-type]  # a window of its own
    qtbot.addWidget(dialog)
    dialog.show()
    windows.fill(dialog, "Име за вход", "mkoleva")
    windows.fill(dialog, "Парола или код", "три крави")
    assert dialog.typed == ("mkoleva", "три крави")
    dialog.by_code.setChecked(True)
    assert dialog.typed == ("recovery", "три крави")
    assert windows.nameless(dialog) == []


def test_stick_is_typed_by_its_label(qtbot: Any, window: MainWindow) -> None:
    section = section_of(qtbot, window)
    windows.press(qtbot, section, "Добави място…")
    dialog = windows.dialog(qtbot, window, PlaceDialog)
    dialog.stick_kind.setChecked(True)
    dialog.stick.setEditText("КОПИЕ А")
    assert dialog.typed_place == PlaceInput(PlaceKind.STICK, "", "КОПИЕ А")
    windows.press(qtbot, dialog, "Добави мястото")
    windows.gone(qtbot, window, PlaceDialog)
    windows.settle(qtbot, window)
    assert "не е поставена" in windows.say(section.places)
    section.places.hours.setCurrentIndex(0)
    section.places.hours.activated.emit(0)
    windows.settle(qtbot, window)
    assert ask(qtbot, window, lambda s: s.backups.places.every_hours) == 1
    ask(qtbot, window, lambda s: s.people.save_person(NAME, actor=s.actor) and None)
    window.schedule.look()
    windows.settle(qtbot, window)
    assert section.table.lines_model.rowCount() == 1


def test_new_computer_begins_with_a_copy_instead_of_a_new_file(
    qtbot: Any, data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = opened(data_folder)
    services.people.save_person(NAME, actor=windows.ACTOR)
    made = services.backups.make(actor=windows.ACTOR, folder=tmp_path / "stick")
    services.store.close()
    clean = tmp_path / "clean"
    clean.mkdir()
    options = app.Options(
        data_dir=clean, clock=FixedClock(windows.NOW), actor=windows.ACTOR, ask_setup=True
    )
    settings = QSettings(str(clean / "window.ini"), QSettings.Format.IniFormat)
    window = start.make_window(app.Door(options), options, settings)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.tasks.open_failed, timeout=windows.PATIENCE):
        window.show()
    QApplication.processEvents()
    page = window.findChild(FirstStart)
    assert page is not None
    bad = tmp_path / "stick" / "bad.bak"
    bad.write_bytes(made.path.read_bytes()[:1000])
    monkeypatch.setattr("ruse_desktop.ui.opening_restore.ask_open", lambda *_rest: bad)
    windows.press(qtbot, page, "Възстановяване от копие…")
    qtbot.waitUntil(page.problem.isVisible, timeout=windows.PATIENCE)
    assert "повредено" in page.problem.text()
    monkeypatch.setattr("ruse_desktop.ui.opening_restore.ask_open", lambda *_rest: made.path)
    windows.press(qtbot, page, "Възстановяване от копие…")
    preview = windows.dialog(qtbot, window, PreviewDialog)
    with (
        qtbot.waitSignal(window.tasks.opened, timeout=windows.PATIENCE),
        windows.Modal(lambda d: windows.press(qtbot, d, "Възстанови")),
    ):
        windows.press(qtbot, preview, "Възстанови от това копие")
    windows.settle(qtbot, window)
    assert len(ask(qtbot, window, lambda s: s.people.people())) == 1
    window.close()
    assert window.tasks.shutdown() is None
