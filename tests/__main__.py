"""`python -m tests`: all tests in two processes, those with windows beside the others.

Windows share clipboard and focus, so they stay in one process; the rest runs meanwhile. At the end
stands one closing line with the sums of both.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_HERE = Path(__file__).parent
_WINDOWS = ("ui", "e2e")
_COUNT = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed|xpassed|warnings?|deselected)")
_WIDTH = 79


def main() -> int:
    """Run both halves; the exit code is 0 only when both passed."""
    start = time.monotonic()
    others = [str(path) for path in sorted(_HERE.iterdir()) if _holds_tests(path)]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as aside:
        beside = subprocess.Popen(
            [sys.executable, "-m", "pytest", *others], stdout=aside, stderr=subprocess.STDOUT
        )
        shown: list[str] = []
        with subprocess.Popen(
            [sys.executable, "-m", "pytest", *(str(_HERE / one) for one in _WINDOWS)],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
        ) as windows:  # fmt: skip
            assert windows.stdout is not None
            for line in windows.stdout:
                sys.stdout.write(line)
                shown.append(line)
        codes = [windows.returncode, beside.wait()]
        aside.seek(0)
        text = aside.read()
    sys.stdout.write(text)
    counted = [_COUNT.findall(_last(lines)) for lines in (shown, text.splitlines())]
    sys.stdout.write(f"{_closing(counted, time.monotonic() - start)}\n")
    return int(any(codes))


def _last(lines: list[str]) -> str:
    return next((one for one in reversed(lines) if " in " in one), "")


def _holds_tests(path: Path) -> bool:
    return path.is_dir() and path.name not in _WINDOWS and any(path.rglob("test_*.py"))


def _closing(counted: list[list[tuple[str, str]]], seconds: float) -> str:
    """pytest's own closing line over both halves."""
    sums: dict[str, int] = {}
    for half in counted:
        for number, what in half:
            sums[what] = sums.get(what, 0) + int(number)
    order = ("failed", "passed", "skipped", "deselected", "xfailed", "xpassed", "warning", "error")
    parts = [
        f"{n} {what}"
        for what, n in sorted(
            sums.items(),
            key=lambda one: next(i for i, o in enumerate(order) if one[0].startswith(o)),
        )
    ]
    return f" {', '.join(parts)} in {seconds:.2f}s ".center(_WIDTH, "=")


if __name__ == "__main__":
    sys.exit(main())
