"""The start of the window: first the paint, then the database."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QSettings
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from ruse_desktop.domain.actors import Actor
from ruse_desktop.kernel.clock import Clock
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.paths import resource
from ruse_desktop.ui import translations
from ruse_desktop.ui.doorkeeper import Door
from ruse_desktop.ui.fitting import keep_on_screen
from ruse_desktop.ui.main_window import MainWindow
from ruse_desktop.ui.single import SingleInstance
from ruse_desktop.ui.tasks import Tasks
from ruse_desktop.ui.theme import Scheme, theme

if TYPE_CHECKING:
    from ruse_desktop.services.facade import Services

_log = logging.getLogger(__name__)
SETTINGS_FILE = "window.ini"


class Started(Protocol):
    """How the program was started."""

    @property
    def data_dir(self) -> Path:
        """The data folder."""
        ...

    @property
    def clock(self) -> Clock:
        """The clock in use."""
        ...

    @property
    def actor(self) -> Actor:
        """Who works."""
        ...


def run(opener: Callable[[], Services], options: Started) -> int:
    """Show the window until it is closed; 0 also when another one was raised instead."""
    app = application()
    single = SingleInstance(options.data_dir)
    if not single.first:
        return 0
    window = make_window(opener, options)
    window.keeper.entered.connect(lambda _actor: _walk_once(window))
    single.raise_wanted.connect(window.come_forward)
    before = sys.excepthook
    sys.excepthook = _reporter(window)
    let_go = keep_on_screen(app)
    try:
        window.show()
        return app.exec()
    finally:
        sys.excepthook = before
        let_go()
        single.release()


def _walk_once(window: MainWindow) -> None:
    """The walk over the window for who has just come in, where nobody has seen it."""
    from ruse_desktop.ui.first_walk import offer_walk

    offer_walk(window)


def application() -> QApplication:
    """The application, in Bulgarian."""
    app = QApplication.instance() or QApplication(["ruse-desktop"])
    assert isinstance(app, QApplication)
    app.setApplicationName("ruse-desktop")
    app.setDesktopFileName("ruse-desktop")
    emblem = resource("emblem")
    for name in ("app.svg", "emblem.svg"):
        if (emblem / name).exists():
            app.setWindowIcon(QIcon(str(emblem / name)))
            break
    translations.install(app)
    return app


def make_window(
    opener: Callable[[], Services], options: Started, settings: QSettings | None = None
) -> MainWindow:
    """The window, dressed; its database opens after the first paint."""
    if settings is None:
        settings = QSettings(str(options.data_dir / SETTINGS_FILE), QSettings.Format.IniFormat)
    theme().apply(_scheme(settings))
    tasks = Tasks(opener)
    door = opener if isinstance(opener, Door) else None
    window = MainWindow(tasks, options.clock, options.actor, settings, door)
    tasks.setParent(window)
    window.painted.connect(tasks.start)
    return window


def _scheme(settings: QSettings) -> Scheme:
    try:
        return Scheme(str(settings.value("window/scheme", "auto")))
    except ValueError:
        return Scheme.AUTO


def _reporter(
    window: MainWindow,
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """Shows what nobody caught; the program goes on."""

    def report(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            window.close()
            return
        if isinstance(error, UserError):
            window.messages.refuse(error)
            return
        _log.critical("nobody caught this", exc_info=(kind, error, trace))
        window.report_bug(error)

    return report
