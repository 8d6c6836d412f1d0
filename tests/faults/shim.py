"""Compiling the shim and running a part of the harness with it before the C library."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
_PLACE = "RUSE_FAULTS_SHIM"


def why_not() -> str:
    """Why the shim cannot be had on this machine; „“ when it can."""
    if not sys.platform.startswith("linux"):
        return "not Linux"
    return "" if _compiler() else "no C compiler"


def _compiler() -> str | None:
    return shutil.which("cc") or shutil.which("gcc")


def run_within(module: str, told: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Run `python -m module` with the shim loaded; what it printed last, read as JSON."""
    library = folder / "shim.so"
    compiler = _compiler()
    assert compiler is not None
    subprocess.run(
        [compiler, "-O1", "-shared", "-fPIC", "-o", library, _HERE / "shim.c", "-ldl"], check=True
    )
    done = subprocess.run(
        [sys.executable, "-m", module, json.dumps(told)],
        env=os.environ | {"LD_PRELOAD": str(library), _PLACE: str(library)},
        cwd=_HERE.parent.parent,
        stdout=subprocess.PIPE,
        check=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout.decode().splitlines()[-1])
    return answer


def loaded() -> Any:
    """The shim of this process, its functions to be called."""
    return ctypes.CDLL(os.environ[_PLACE])
