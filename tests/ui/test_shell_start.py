from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from ruse_desktop.ui.single import SingleInstance

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("sqlalchemy", "reportlab", "babel.dates", "openpyxl", "docx", "numpy", "holidays")

BUDGET = """
import sys
from pathlib import Path
from ruse_desktop import app
from ruse_desktop.ui import start
application = start.application()
window = start.make_window(lambda: None, app.Options(data_dir=Path(sys.argv[1])))
window.painted.disconnect()
def painted():
    print("\\n".join(sorted(sys.modules)))
    application.exit(0)
window.painted.connect(painted)
window.show()
sys.exit(application.exec())
"""


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=60,
    )


def test_first_paint_needs_no_heavy_library(tmp_path):
    done = run(BUDGET, str(tmp_path))
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    assert "ruse_desktop.ui.main_window" in loaded
    assert not [name for name in HEAVY if name in loaded]


SECOND = """
import sys
from pathlib import Path
from ruse_desktop import app
from ruse_desktop.ui import start
def opener():
    raise SystemExit("the second window must not open the database")
sys.exit(start.run(opener, app.Options(data_dir=Path(sys.argv[1]))))
"""


def test_second_start_raises_the_first_window_and_ends_well(qtbot, tmp_path):
    first = SingleInstance(tmp_path)
    assert first.first
    with qtbot.waitSignal(first.raise_wanted, timeout=30_000):
        process = subprocess.Popen(
            [sys.executable, "-c", SECOND, str(tmp_path)],
            cwd=ROOT,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )
    assert process.wait(30) == 0
    first.release()


def test_another_data_folder_has_its_own_window(qtbot, tmp_path):
    one, other = SingleInstance(tmp_path / "a"), SingleInstance(tmp_path / "b")
    assert one.first
    assert other.first
    one.release()
    other.release()


def test_name_of_a_crashed_window_is_taken_over(qtbot, tmp_path):
    one = SingleInstance(tmp_path)
    one.release()
    again = SingleInstance(tmp_path)
    assert again.first
    again.release()


WHOLE = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ruse_desktop import app
from ruse_desktop.ui import start
from ruse_desktop.ui.kit.dialogs import ErrorReport
from ruse_desktop.ui.main_window import MainWindow
def broken():
    raise RuntimeError("a slot broke")
def step():
    shown = next((w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)), None)
    if shown is None or not shown.tasks.is_open or shown.tasks.busy:
        return
    reports = shown.findChildren(ErrorReport)
    if not reports:
        QTimer.singleShot(0, broken)
        return
    print("reported", "a slot broke" in reports[0].report.toPlainText())
    watch.stop()
    reports[0].reject()
    shown.close()
start.application()
watch = QTimer(interval=100)
watch.timeout.connect(step)
watch.start()
sys.exit(app.run_window(app.Options(data_dir=Path(sys.argv[1]))))
"""


def test_whole_start_reports_a_broken_slot_and_ends_with_a_backup(tmp_path):
    done = run(WHOLE, str(tmp_path / "data"))
    assert done.returncode == 0, done.stderr
    assert "reported True" in done.stdout
    assert list((tmp_path / "data" / "backups").glob("*.bak"))
    assert "a slot broke" in (tmp_path / "data" / "logs" / "ruse-desktop.log").read_text("utf-8")
