"""The real window over a real database file, for the tests of the shell and of whole stories."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from ruse_desktop import app
from ruse_desktop.domain.actors import Actor
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.services import demo
from ruse_desktop.ui.main_window import MainWindow
from tests.ui import windows

NOON = datetime(2026, 5, 12, 10, 0, tzinfo=SOFIA)
CLERK = Actor("Мария Колева")


@dataclass
class Driven:
    """The window and what a person does with it."""

    qtbot: Any
    window: Any
    options: app.Options

    def settle(self) -> None:
        """Wait until the worker has answered everything."""
        tasks = self.window.tasks
        self.qtbot.waitUntil(lambda: tasks.is_open and tasks.busy == 0, timeout=20_000)

    def press(self, keys: str) -> None:
        """Press a key sequence as the window's shortcut would be."""
        from PySide6.QtGui import QKeySequence
        from PySide6.QtTest import QTest

        QTest.keySequence(self.window, QKeySequence(keys))

    def close(self) -> None:
        """Close the window by its cross."""
        self.window.close()


Opener = Callable[..., Driven]


@pytest.fixture
def open_window(qtbot, tmp_path: Path) -> Iterator[Opener]:
    """Opens windows on a data folder (the test's own by default); closes what is left open."""
    from ruse_desktop.ui import start

    start.application()
    opened: list[Driven] = []

    def make(data_dir: Path | None = None, *, opener: Any = None, wait: bool = True) -> Driven:
        options = app.Options(data_dir or tmp_path / "data", FixedClock(NOON), CLERK)
        window = start.make_window(opener or (lambda: app.open_services(options)), options)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show()
        driven = Driven(qtbot, window, options)
        opened.append(driven)
        if wait:
            driven.settle()
        return driven

    yield make
    for driven in opened:
        driven.window.tasks.shutdown()


@pytest.fixture
def driven(open_window: Opener) -> Driven:
    """The window over a new, empty database."""
    return open_window()


# windows for the tests of the screens, see tests/ui/windows.py


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    """An empty data folder."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def window(qtbot: Any, data_folder: Path) -> Iterator[MainWindow]:
    """The window over an empty database."""
    with windows.opened(qtbot, data_folder) as made:
        yield made


@pytest.fixture
def demo_window(qtbot: Any, demo_folder: Path, data_folder: Path) -> Iterator[MainWindow]:
    """The window over a copy of the example year, on its last day."""
    shutil.copytree(demo_folder, data_folder, dirs_exist_ok=True)
    with windows.opened(qtbot, data_folder, demo.end_of()) as made:
        yield made


@pytest.fixture
def settle(qtbot: Any) -> Callable[[MainWindow], None]:
    """Waits until the window has nothing more to do."""
    return lambda window: windows.settle(qtbot, window)
