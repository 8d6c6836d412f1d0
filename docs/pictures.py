"""Takes the pictures of the documentation from the real window: `python docs/pictures.py FOLDER`.

Builds the example year in a temporary folder, opens every tab at both screen sizes, light and
dark, and saves PNG files.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from ruse_desktop import app
from ruse_desktop.domain.actors import Actor
from ruse_desktop.kernel.clock import FixedClock
from ruse_desktop.services import demo
from ruse_desktop.ui import start
from ruse_desktop.ui.main_window import MainWindow
from ruse_desktop.ui.registry import screens
from ruse_desktop.ui.theme import Scheme, theme

_SIZES = ((1366, 768), (1920, 1080))


def main(folder: Path) -> None:
    """Save `tab-WIDTH-scheme.png` for every tab."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        _build(Path(data))
        options = app.Options(
            data_dir=Path(data), clock=FixedClock(demo.end_of()), actor=Actor("Мария Колева")
        )
        application = start.application()
        window = start.make_window(lambda: app.open_services(options), options)
        window.show()
        _settle(application, window)
        for scheme in (Scheme.LIGHT, Scheme.DARK):
            theme().apply(scheme)
            for width, height in _SIZES:
                window.resize(width, height)
                for spec in screens():
                    window.pages.show_screen(spec.id)
                    _settle(application, window)
                    window.grab().save(str(folder / f"{spec.id}-{width}-{scheme}.png"))
        window.close()
        _settle(application, window)


def _build(data: Path) -> None:
    clock = demo.ScriptedClock(demo.start_of())
    services = app.open_services(app.Options(data_dir=data, clock=clock))
    try:
        demo.build_demo(services, clock, data / "papers")
    finally:
        services.close()


def _settle(application: QApplication, window: MainWindow) -> None:
    quiet = 0.0
    while quiet < 0.6:
        application.processEvents()
        time.sleep(0.02)
        quiet = 0.0 if window.tasks.busy else quiet + 0.02


if __name__ == "__main__":
    main(Path(sys.argv[1]))
