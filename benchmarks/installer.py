"""The frozen program beside the same program from source: start, and the size of what is shipped.

Its folder is named by RUSE_FROZEN, else it is what `make installers` left or what the package
installed; without any there is nothing to measure.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measure import Row, alternate

_PLACES = ("build/installer/frozen/ruse-desktop", "/usr/lib/ruse-desktop")
_PATIENCE = 60.0
_MEGABYTE = 1e6


def _frozen() -> Path | None:
    named = os.environ.get("RUSE_FROZEN")
    places = (named,) if named else _PLACES
    return next((Path(p) for p in places if Path(p, "ruse-desktop").is_file()), None)


def _until_painted(*command: str) -> None:
    """Start the window on an empty folder; its log appears right after the first paint."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        process = subprocess.Popen([*command, "--data", folder], env=environment)
        try:
            limit = time.perf_counter() + _PATIENCE
            while not Path(folder, "logs").exists():
                if process.poll() is not None or time.perf_counter() > limit:
                    raise RuntimeError(f"{command[0]} showed no window")
                time.sleep(0.002)
        finally:
            process.kill()
            process.wait()


def _bytes(folder: Path) -> int:
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file())


def run(rounds: int = 7) -> list[Row]:
    """Whole processes in turn; sizes stand in the words, since they are no times."""
    folder = _frozen()
    if folder is None:
        sys.stderr.write("nothing frozen is here: make installers\n")
        return []
    program = str(folder / "ruse-desktop")
    seen = alternate(
        (
            ("source", lambda: _until_painted(sys.executable, "-m", "ruse_desktop")),
            ("frozen", lambda: _until_painted(program)),
        ),
        rounds,
    )
    source, frozen = seen["source"], seen["frozen"]
    import PySide6

    ours, qt = _bytes(folder), _bytes(Path(PySide6.__file__).parent)
    size = f"size of the frozen folder, {ours / _MEGABYTE:.0f} MB, to PySide6 alone"
    return [
        Row("window from source, whole process", source, 1.0, ""),
        Row("window of the frozen program, whole process", frozen, frozen / source, "≤ 1.2×"),
        Row(size, 0.0, ours / qt, "≤ 1.5×"),
    ]
