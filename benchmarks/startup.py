"""Start to first paint, against a bare window of the same toolkit."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

from benchmarks.measure import Row, alternate

_BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTabWidget, QWidget
app = QApplication(sys.argv)
window = QMainWindow()
tabs = QTabWidget()
for n in range(4):
    tabs.addTab(QWidget(), str(n))
window.setCentralWidget(tabs)
window.show()
app.processEvents()
"""
_OURS = """
import sys
from pathlib import Path
from ruse_desktop import app
from ruse_desktop.ui import start
options = app.Options(data_dir=Path(sys.argv[1]))
application = start.application()
window = start.make_window(lambda: app.open_services(options), options)
window.painted.disconnect()
window.show()
application.processEvents()
"""


def _python(code: str, *arguments: str) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([sys.executable, "-c", code, *arguments], check=True, env=environment)


def run(rounds: int = 7) -> list[Row]:
    """Whole processes, started in turn."""
    with tempfile.TemporaryDirectory() as folder:
        seen = alternate(
            (("bare", lambda: _python(_BARE)), ("ours", lambda: _python(_OURS, folder))), rounds
        )
    bare, ours = seen["bare"], seen["ours"]
    return [
        Row("bare window, whole process", bare, 1.0, ""),
        Row("our window to its first paint, whole process", ours, ours / bare, "≤ 1.15×"),
    ]
