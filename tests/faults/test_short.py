"""The short form of the fault harness; `make faults` runs the long one and prints its table."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the harness forks and kills")
def test_nothing_promised_is_lost_and_no_damage_is_silent() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    rows = [line.split("|") for line in done.stdout.splitlines() if line.startswith("| ")]
    figures = {row[1].strip(): [cell.strip() for cell in row[2:7]] for row in rows}
    killed, damaged = figures["killed processes"], figures["damaged files"]
    assert int(killed[0]) == 30
    assert int(killed[1]) >= 30, "the workers hardly worked"
    assert killed[2:4] == ["0", "0"]
    assert int(damaged[0]) >= 150
    assert damaged[4] == "0"
