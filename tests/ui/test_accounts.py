"""First start, signing in, locking and a colleague's confirmation, through the real window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget

from ruse_desktop import app
from ruse_desktop.__main__ import _close_log
from ruse_desktop.domain.accounts import AccountInput, Setup, new_code
from ruse_desktop.domain.actors import Role
from ruse_desktop.domain.events import EventInput, When
from ruse_desktop.domain.people import PersonInput
from ruse_desktop.kernel.clock import FixedClock
from ruse_desktop.ui import start
from ruse_desktop.ui.confirming import ConfirmDialog
from ruse_desktop.ui.first_start import FirstStart
from ruse_desktop.ui.main_window import MainWindow
from ruse_desktop.ui.opening import OpeningFailed
from ruse_desktop.ui.screens.safety.profile_dialogs import PasswordDialog, ProfileDialog
from ruse_desktop.ui.sign_in import Curtain, SignInDialog
from tests.storage.test_rescue import spoil
from tests.ui import windows
from tests.ui.typing import type_text

PASSWORD = "зелен чайник 47 свири"
OTHER = "трета тетрадка, син молив"
HEAD = AccountInput("mkoleva", "Мария Колева", frozenset(Role))
CLERK = AccountInput("idobreva", "Ирина Добрева", frozenset({Role.CLERK}))


def options(folder: Path, **more: Any) -> app.Options:
    return app.Options(folder, FixedClock(windows.NOW), ask_setup=True, **more)


@contextmanager
def window_at(qtbot: Any, folder: Path) -> Iterator[MainWindow]:
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    asked = options(folder)
    window = start.make_window(app.Door(asked), asked, settings)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    try:
        yield window
    finally:
        for dialog in QApplication.topLevelWidgets():
            if isinstance(dialog, QDialog):
                dialog.hide()
        window.close()
        window.tasks.shutdown()
        _close_log()


def make(folder: Path, *, encrypt: bool, clerk: bool = True) -> None:
    made = app.open_services(options(folder, setup=Setup(HEAD, PASSWORD, new_code(), encrypt)))
    if clerk:
        made.accounts.create(CLERK, OTHER, actor=made.actor)
    made.store.close()
    _close_log()


def sign_in(qtbot: Any, window: MainWindow, login: str, password: str) -> None:
    qtbot.waitUntil(lambda: window.keeper.dialog is not None, timeout=windows.PATIENCE)
    dialog = window.keeper.dialog
    assert dialog is not None
    dialog.name.setEditText(login)
    dialog.password.clear()
    type_text(dialog.password, password)
    windows.click(qtbot, dialog.enter)


def until(qtbot: Any, true: Callable[[], bool]) -> None:
    qtbot.waitUntil(true, timeout=windows.PATIENCE)


def entered(window: MainWindow) -> bool:
    return not window.keeper.locked and bool(window.actor.login) and window.tasks.busy == 0


def test_first_start_makes_the_administrator_and_the_encrypted_file(qtbot: Any, tmp_path: Path):
    with window_at(qtbot, tmp_path) as window:
        until(qtbot, lambda: in_sight(window, FirstStart))
        first = window._failure
        assert isinstance(first, FirstStart)
        windows.click(qtbot, first.on)
        assert first.problem.text(), "an empty profile is not enough"
        for field, text in (
            (first.name, "Мария Колева"), (first.login, "mkoleva"),
            (first.first, PASSWORD), (first.second, PASSWORD),
        ):  # fmt: skip
            type_text(field, text)
        windows.click(qtbot, first.on)
        assert first.encrypt.isChecked()
        windows.click(qtbot, first.on)
        type_text(first.again, "AAAA")
        windows.click(qtbot, first.on)
        assert not (tmp_path / "ruse.db").exists(), "nothing is written before the code is right"
        first.again.clear()
        type_text(first.again, first.code.lower())
        windows.click(qtbot, first.on)
        until(qtbot, lambda: entered(window))
        assert window.who.text() == "Мария Колева"
    assert b"SQLite format" not in (tmp_path / "ruse.db").read_bytes()[:32]
    with window_at(qtbot, tmp_path) as window:
        sign_in(qtbot, window, "mkoleva", "грешна парола 1")
        until(qtbot, lambda: bool(window.keeper.dialog and window.keeper.dialog.problem.text()))
        assert not window.tasks.is_open, "the file is closed without the password"
        sign_in(qtbot, window, "mkoleva", PASSWORD)
        until(qtbot, lambda: entered(window))


def test_locked_window_shows_nothing_and_keeps_the_open_dialog(qtbot: Any, tmp_path: Path):
    make(tmp_path, encrypt=False)
    with window_at(qtbot, tmp_path) as window:
        sign_in(qtbot, window, "mkoleva", PASSWORD)
        until(qtbot, lambda: entered(window))
        window.pages.show_screen("safety")
        windows.settle(qtbot, window)
        window.actions_registry.run("safety.new")
        typed = next(iter(window.findChildren(ProfileDialog)))
        type_text(typed.name, "Петър Ми")
        window.keeper.idleness.minutes = 0
        window.keeper.idleness.check()
        assert window.keeper.locked
        assert all(one.findChildren(Curtain) for one in (window, typed))
        sign_in(qtbot, window, "idobreva", OTHER)
        until(qtbot, lambda: entered(window))
        assert window.actor.name == "Ирина Добрева"
        assert not typed.isVisible(), "another person's dialog is put away"
        window.actions_registry.run("lock")
        sign_in(qtbot, window, "mkoleva", PASSWORD)
        until(qtbot, lambda: entered(window))
        assert typed.isVisible()
        assert typed.name.text() == "Петър Ми"
        assert not window.findChildren(SignInDialog) or not any(
            one.isVisible() for one in window.findChildren(SignInDialog)
        )


@pytest.mark.requirement("R-X-0.11")
def test_clerk_without_the_right_is_confirmed_by_the_head(qtbot: Any, tmp_path: Path):
    make(tmp_path, encrypt=False)
    with window_at(qtbot, tmp_path) as window:
        sign_in(qtbot, window, "idobreva", OTHER)
        until(qtbot, lambda: entered(window))
        done: list[object] = []
        refused: list[str] = []
        day = window.clock.today()

        def ask() -> None:
            window.tasks.write(
                lambda s: s.events.create(_event(day), actor=s.actor),
                done.append, lambda error: refused.append(error.message), owner=window,
            )  # fmt: skip

        ask()
        until(qtbot, lambda: bool(window.findChildren(ConfirmDialog)))
        dialog = window.findChildren(ConfirmDialog)[0]
        dialog.name.setEditText("idobreva")
        type_text(dialog.password, OTHER)
        windows.click(qtbot, dialog.do)
        until(qtbot, lambda: bool(dialog.problem.text()))
        assert not done, "one's own password confirms nothing"
        dialog.name.setEditText("mkoleva")
        dialog.password.clear()
        type_text(dialog.password, PASSWORD)
        windows.click(qtbot, dialog.do)
        until(qtbot, lambda: bool(done))
        assert window.actor.name == "Ирина Добрева"
        ask()
        until(qtbot, lambda: any(one.isVisible() for one in window.findChildren(ConfirmDialog)))
        again = next(one for one in window.findChildren(ConfirmDialog) if one.isVisible())
        again.reject()
        until(qtbot, lambda: bool(refused))
        assert "протоколист" in refused[0]


def _event(day: date) -> EventInput:
    return EventInput("Откриване на изложба", When(day, day))


def in_sight(window: MainWindow, kind: type[QWidget]) -> bool:
    """Whether the page that stands in place of the tabs is of this kind and can be seen."""
    page = window._failure
    return isinstance(page, kind) and page.isVisible()


def test_damaged_file_is_rescued_from_the_window(
    qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    made = app.open_services(app.Options(tmp_path, FixedClock(windows.NOW)))
    for number in range(40):
        made.people.save_person(PersonInput("Ива", family=f"Примерна-{number}"), actor=made.actor)
    made.store.close()
    _close_log()
    path = tmp_path / "ruse.db"
    assert spoil(path, "Примерна") > 1
    monkeypatch.setattr("ruse_desktop.ui.opening.confirm", lambda *_asked: True)
    monkeypatch.setattr("ruse_desktop.ui.main_window.farewell", lambda *_told: None)
    with window_at(qtbot, tmp_path) as window:
        until(qtbot, lambda: in_sight(window, OpeningFailed))
        page = window._failure
        assert isinstance(page, OpeningFailed)
        windows.press(qtbot, page, "Спаси четимото…")
        until(qtbot, lambda: window.tasks.is_open and window.tasks.busy == 0)
        until(qtbot, lambda: bool(window.findChildren(QMessageBox)))
        said = window.findChildren(QMessageBox)[0].text()
        assert "Спасени са" in said
        assert list((tmp_path / "quarantine").rglob("ruse.db"))


def test_reader_changes_nothing_and_a_vote_is_never_covered(qtbot: Any, tmp_path: Path):
    make(tmp_path, encrypt=False, clerk=False)
    made = app.open_services(options(tmp_path))
    head = made.accounts.sign_in("mkoleva", PASSWORD)
    made.accounts.create(
        AccountInput("vstoyanov", "Васил Стоянов", frozenset({Role.READER})), OTHER, actor=head
    )
    made.store.close()
    _close_log()
    with window_at(qtbot, tmp_path) as window:
        sign_in(qtbot, window, "vstoyanov", OTHER)
        until(qtbot, lambda: entered(window))
        assert window.who.text() == "Васил Стоянов · четене"
        for tab, verb in (("nominations", "nominations.new"), ("symbols", "symbols.new")):
            window.pages.show_screen(tab)
            windows.settle(qtbot, window)
            window.actions_registry.refresh()
            assert not window.actions_registry._made[verb].isEnabled()
        voting = QWidget(window, Qt.WindowType.Window)
        voting.setProperty("holdsLock", True)
        voting.show()
        window.keeper.idleness.minutes = 0
        window.keeper.idleness.check()
        assert not window.keeper.locked
        voting.hide()
        window.keeper.idleness.check()
        assert window.keeper.locked


class Finger:
    """A system that is satisfied only by the right finger."""

    def __init__(self) -> None:
        self.right = False

    def ask(self, reason: str) -> bool:
        assert reason
        return self.right


def test_system_may_unlock_only_its_own_locked_window(qtbot: Any, tmp_path: Path):
    make(tmp_path, encrypt=False)
    with window_at(qtbot, tmp_path) as window:
        finger = Finger()
        window.keeper.system = finger
        until(qtbot, lambda: window.keeper.dialog is not None)
        assert not window.keeper.dialog.system.isVisible(), "the first sign-in takes the password"
        sign_in(qtbot, window, "mkoleva", PASSWORD)
        until(qtbot, lambda: entered(window))
        window.keeper.lock()
        windows.click(qtbot, window.keeper.dialog.system)
        assert window.keeper.locked
        finger.right = True
        windows.click(qtbot, window.keeper.dialog.system)
        assert not window.keeper.locked
        assert window.actor.login == "mkoleva"


def test_password_given_by_the_administrator_is_changed_at_the_first_sign_in(
    qtbot: Any, tmp_path: Path
):
    make(tmp_path, encrypt=True)
    made = app.open_services(app.unlocked(options(tmp_path), "mkoleva", PASSWORD))
    head = made.accounts.sign_in("mkoleva", PASSWORD)
    clerk = next(one for one in made.accounts.accounts() if one.login == "idobreva")
    made.accounts.reset_password(clerk.id, "временна тетрадка 5", actor=head)
    made.store.close()
    _close_log()
    with window_at(qtbot, tmp_path) as window:
        sign_in(qtbot, window, "idobreva", "временна тетрадка 5")
        until(qtbot, lambda: bool(window.findChildren(PasswordDialog)))
        dialog = window.findChildren(PasswordDialog)[0]
        assert dialog.old is not None
        for field, text in (
            (dialog.old, "временна тетрадка 5"), (dialog.first, OTHER), (dialog.second, OTHER),
        ):  # fmt: skip
            type_text(field, text)
        windows.click(qtbot, dialog.do)
        until(qtbot, lambda: not dialog.isVisible())
    with window_at(qtbot, tmp_path) as window:
        sign_in(qtbot, window, "idobreva", OTHER)
        until(qtbot, lambda: entered(window))
        assert not window.findChildren(PasswordDialog)
