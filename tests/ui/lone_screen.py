"""One screen in a plain window over a real database, for the tests of a single tab."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QMainWindow

from ruse_desktop.app import Options, load_law, open_store
from ruse_desktop.domain.actors import Actor
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.services.facade import Services
from ruse_desktop.ui.actions import Actions
from ruse_desktop.ui.screens.base import Screen, ScreenContext
from ruse_desktop.ui.tasks import Tasks

ACTOR = Actor("Мария Колева")
NOW = datetime(2026, 5, 20, 11, 0, tzinfo=SOFIA)


@dataclass
class Stage:
    """The window around the screen and what the screen told it."""

    qtbot: Any
    folder: Path
    window: QMainWindow
    tasks: Tasks
    screen: Screen
    opened: list[tuple[str, int]] = field(default_factory=list)
    articles: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    problems: list[Exception] = field(default_factory=list)

    def settle(self) -> None:
        """Wait until everything asked is answered."""
        self.qtbot.waitUntil(lambda: self.tasks.busy == 0, timeout=20_000)

    def close(self) -> None:
        """Stop the workers and release the database."""
        assert self.tasks.shutdown() is None


def services_in(folder: Path, now: datetime = NOW) -> Services:
    """The services over the database in `folder`, without the log file of the program."""
    clock = FixedClock(now)
    law = load_law()
    store = open_store(Options(data_dir=folder, clock=clock, actor=ACTOR))
    return Services(store, law, law.calendar(), law.practice, ACTOR, clock, folder)


def show(qtbot, factory, folder: Path, now: datetime = NOW) -> Stage:
    """Build the screen over the database in `folder`, with everything loaded."""
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(1366, 700)
    clock = FixedClock(now)
    tasks = Tasks(lambda: services_in(folder, now))
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    stage = Stage(qtbot, folder, window, tasks, None)  # type: ignore[arg-type]
    context = ScreenContext(
        tasks=tasks,
        clock=clock,
        actions=Actions(window),
        settings=settings,
        actor=ACTOR,
        open_record=lambda kind, record: stage.opened.append((kind, record)),
        show_article=lambda citation, _edition="": stage.articles.append(str(citation)),
        notify=stage.said.append,
        status=stage.said.append,
        problem=stage.problems.append,
    )
    stage.screen = factory(context)
    context.actions.set_scope(stage.screen.id)
    tasks.problem.connect(stage.problems.append)
    tasks.bug.connect(stage.problems.append)
    tasks.open_failed.connect(stage.problems.append)
    tasks.changed.connect(stage.screen.reload)
    window.setCentralWidget(stage.screen)
    window.show()
    with qtbot.waitSignal(tasks.opened, timeout=20_000):
        tasks.start()
    stage.screen.reload(frozenset())
    stage.screen.activated()
    stage.settle()
    return stage
