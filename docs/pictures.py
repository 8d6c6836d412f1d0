"""Takes pictures from the real window: `python docs/pictures.py FOLDER`, `… --guide` for the guide.

Builds the example year in a temporary folder. Without `--guide` it opens every tab at both screen
sizes, light and dark; with it, the screens that the pages of resources/help name.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtWidgets import QApplication

from ruse_desktop import app
from ruse_desktop.domain.actors import Actor
from ruse_desktop.kernel.clock import FixedClock
from ruse_desktop.kernel.paths import resource
from ruse_desktop.services import demo
from ruse_desktop.ui import start
from ruse_desktop.ui.guide import PICTURE, pictures
from ruse_desktop.ui.kit.sections import SectionScreen
from ruse_desktop.ui.main_window import MainWindow
from ruse_desktop.ui.registry import screens
from ruse_desktop.ui.theme import Scheme, theme

_SIZES = ((1366, 768), (1920, 1080))
_COLOURS = 96


def main(folder: Path) -> None:
    """Save `tab-WIDTH-scheme.png` for every tab."""
    folder.mkdir(parents=True, exist_ok=True)
    with _window() as (application, window):
        for scheme in (Scheme.LIGHT, Scheme.DARK):
            theme().apply(scheme)
            for width, height in _SIZES:
                window.resize(width, height)
                for spec in screens():
                    window.pages.show_screen(spec.id)
                    _settle(application, window)
                    window.grab().save(str(folder / f"{spec.id}-{width}-{scheme}.png"))


def guide() -> None:
    """Save the pictures that the guide shows, small enough to ship."""
    folder = resource("help", "pictures")
    for old in folder.glob("*.png"):
        old.unlink()
    with _window() as (application, window):
        theme().apply(Scheme.LIGHT)
        window.resize(*_SIZES[0])
        for name in pictures():
            screen, _dash, section = name.partition("-")
            window.pages.show_screen(screen)
            page = window.pages.current()
            if section and isinstance(page, SectionScreen):
                page.show_section(section)
            _settle(application, window)
            grabbed = folder / f"{name}.png"
            window.grab().save(str(grabbed))
            with Image.open(grabbed) as taken:
                small = taken.convert("RGB").resize(PICTURE, Image.Resampling.LANCZOS)
                small.quantize(_COLOURS).save(grabbed, optimize=True)


@contextmanager
def _window() -> Iterator[tuple[QApplication, MainWindow]]:
    """The window over the example year on its last day."""
    with tempfile.TemporaryDirectory() as data:
        _build(Path(data))
        options = app.Options(
            data_dir=Path(data), clock=FixedClock(demo.end_of()), actor=Actor("Мария Колева")
        )
        application = start.application()
        window = start.make_window(lambda: app.open_services(options), options)
        window.show()
        _settle(application, window)
        yield application, window
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
    if sys.argv[1] == "--guide":
        guide()
    else:
        main(Path(sys.argv[1]))
