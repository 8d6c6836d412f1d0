"""A program that is killed: forked from one that has loaded everything, so that a kill costs little."""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TextIO

import pytest

_PARENT = """
import json, os, signal, sys, tempfile
from pathlib import Path
from tests.storage.sessions_world import services_in
with tempfile.TemporaryDirectory() as aside:
    services_in(Path(aside)).close()
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
for line in sys.stdin:
    source, arguments, pipe = json.loads(line)
    child = os.fork()
    if not child:
        os.setsid()
        sys.stdin = open(os.devnull)
        sys.argv = ["-c", *arguments]
        sys.stdout = open(pipe, "w", buffering=1)
        exec(compile(source, "mortal", "exec"), {"__name__": "__main__"})
        sys.stdout.flush()
        os._exit(0)
    print(child, flush=True)
"""


@dataclass
class Mortal:
    """A running program; `out` is what it prints."""

    pid: int
    out: TextIO

    def readline(self) -> str:
        """The next line it prints; „“ when it has ended."""
        return self.out.readline()

    def kill(self) -> str:
        """End it as a power cut would; what it had printed besides."""
        os.kill(self.pid, signal.SIGKILL)
        return self.out.read()


@cache
def _parent() -> subprocess.Popen[str]:
    started = subprocess.Popen(
        [sys.executable, "-c", _PARENT],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        cwd=Path(__file__).resolve().parents[2],
    )  # fmt: skip
    atexit.register(_end, started)
    return started


def _end(started: subprocess.Popen[str]) -> None:
    started.communicate("")


@contextmanager
def mortal(source: str, *arguments: str, folder: Path) -> Iterator[Mortal]:
    """Run a program text with arguments in a process of its own; `folder` takes its pipe."""
    if not hasattr(os, "fork"):
        pytest.skip("this system cannot fork")
    pipe = folder / "mortal.pipe"
    os.mkfifo(pipe)
    parent = _parent()
    assert parent.stdin is not None
    assert parent.stdout is not None
    parent.stdin.write(json.dumps([source, arguments, str(pipe)]) + "\n")
    parent.stdin.flush()
    pid = int(parent.stdout.readline())
    with pipe.open() as out:
        pipe.unlink()
        yield Mortal(pid, out)
