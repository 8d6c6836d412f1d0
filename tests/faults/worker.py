"""A process that works with the real services and tells through a pipe each save it was promised."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.faults.work import Promise, Work

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.faults.house import Ground

READY = "ready"


@dataclass
class Told:
    """What came out of the pipe: whether the file was open, the promises, audit lines so far."""

    ready: bool = False
    promises: list[Promise] = field(default_factory=list)
    lines: int = 0
    error: str = ""


@dataclass
class Worker:
    """A forked worker: its process and the reading end of its pipe."""

    pid: int
    pipe: int
    said: bytes = b""

    def read(self) -> bool:
        """Take what has been said since; whether the worker can still speak."""
        while True:
            try:
                block = os.read(self.pipe, 65536)
            except BlockingIOError:
                return True
            if not block:
                return False
            self.said += block

    def kill(self) -> Told:
        """Kill it at once and hear what it had said before."""
        os.kill(self.pid, signal.SIGKILL)
        return self.end()

    def end(self) -> Told:
        """Wait until it is gone; all it said."""
        os.waitpid(self.pid, 0)
        os.set_blocking(self.pipe, True)
        self.read()
        os.close(self.pipe)
        return heard(self.said)


def heard(said: bytes) -> Told:
    """The whole lines of a worker; a last line cut off was not said."""
    told = Told()
    for line in said.decode().split("\n")[:-1]:
        word, *rest = line.split("\t")
        if word == READY:
            told.ready, told.lines = True, int(rest[0])
        elif word == "error":
            told.error = rest[0]
        else:
            told.promises.append(Promise(word, rest[0]))
            told.lines = int(rest[1])
    return told


def start(ground: Ground, seed: int, mark: str, only: str = "") -> Worker:
    """Fork a worker on the folder; `only` keeps it at one verb."""

    def work(say: Callable[[str], None]) -> None:
        services = ground.open()
        with tempfile.TemporaryDirectory(prefix="ruse-aside-", dir=ground.folder.parent) as aside:
            clerk = Work(services, seed, mark, Path(aside))
            say(f"{READY}\t{clerk.lines()}")
            while True:
                done = clerk.step(only)
                say(f"{done.kind}\t{done.mark}\t{clerk.lines()}")

    return forked(work)


def forked(work: Callable[[Callable[[str], None]], None]) -> Worker:
    """Run `work` in a process of its own; what it says comes through the pipe, line by line."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        os.close(writing)
        os.set_blocking(reading, False)
        return Worker(pid, reading)
    os.close(reading)
    try:
        work(lambda line: _say(writing, line))
        code = 0
    except BaseException as error:  # noqa: BLE001 - the parent must learn of anything
        last = traceback.extract_tb(error.__traceback__)[-1]
        _say(writing, f"error\t{type(error).__name__}: {error} ({last.filename}:{last.lineno})")
        code = 1
    finally:
        os._exit(code)


def _say(pipe: int, line: str) -> None:
    os.write(pipe, f"{line}\n".encode())
