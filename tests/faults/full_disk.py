"""The disk fills up at any write: the program says it calmly, keeps what was saved, goes on when freed."""

from __future__ import annotations

import ctypes
import os
import random
import resource
import signal
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ruse_desktop.kernel.errors import UserError
from tests.faults import truth
from tests.faults.work import Promise, Work
from tests.faults.worker import forked

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.faults.house import Ground

_CLONE_NEWNS, _CLONE_NEWUSER = 0x00020000, 0x10000000
_SIZE = 24 << 20
_PAGE = 4096
_TRIES = 60


@dataclass
class Filled:
    """So many fillings; how the disk was made full; promises, refusals by code, what was wrong."""

    how: str = ""
    runs: int = 0
    promised: int = 0
    codes: dict[str, int] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def run(grounds: list[Ground], folder: Path, times: int, seed: int = 1) -> Filled:
    """Fill the disk `times` times, with from none to some hundred pages left."""
    result = Filled()
    chance = random.Random(seed)
    for n in range(times):
        ground = grounds[n % len(grounds)]
        free = n // len(grounds) if n < times // 2 else chance.randrange(300)
        worker = forked(_work(ground, folder / "full", free, seed * 1000 + n))
        os.waitpid(worker.pid, 0)
        os.set_blocking(worker.pipe, True)
        worker.read()
        os.close(worker.pipe)
        _take(result, worker.said.decode(), f"{n} ({free} pages)")
        result.runs += 1
    return result


def _take(result: Filled, said: str, where: str) -> None:
    ended = False
    for line in said.splitlines():
        word, rest = line.split("\t", 1)
        if word == "how":
            result.how = rest
        elif word == "promised":
            result.promised += int(rest)
        elif word == "code":
            result.codes[rest] = result.codes.get(rest, 0) + 1
        elif word == "lost":
            result.lost.append(f"{where}: {rest}")
        elif word == "end":
            ended = True
        else:
            result.faults.append(f"{where}: {rest}")
    if not ended:
        result.faults.append(f"{where}: did not reach the end")


def _work(
    ground: Ground, folder: Path, free: int, seed: int
) -> Callable[[Callable[[str], None]], None]:
    def work(say: Callable[[str], None]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        mounted = _mount(folder)
        say(f"how\t{'tmpfs' if mounted else 'RLIMIT_FSIZE'}")
        here = ground.copy(folder / "data")
        disk: _Tmpfs | _Limit = _Tmpfs(folder, free) if mounted else _Limit(here, free)
        _play(here, disk, seed, say)
        say("end\t")

    return work


def _play(ground: Ground, disk: _Tmpfs | _Limit, seed: int, say: Callable[[str], None]) -> None:
    promises: list[Promise] = []
    with tempfile.TemporaryDirectory(prefix="ruse-aside-") as aside:
        services = ground.open()
        clerk = Work(services, seed, "Д", Path(aside))
        try:
            promises += [clerk.step("nomination") for _n in range(2)]
            disk.fill()
            refused = 0
            for _n in range(_TRIES):
                try:
                    promises.append(clerk.step())
                except UserError as problem:
                    say(f"code\t{problem.code or 'told'}")
                    clerk.lines()  # reading goes on
                    refused += 1
                    if refused == 3:
                        break
            disk.free()
            promises += [clerk.step(kind) for kind in ("person", "book", "attachment")]
            lines = clerk.lines()
        finally:
            disk.free()
            services.store.close()
    say(f"promised\t{len(promises)}")
    verdict = truth.check(ground, promises, lines)
    for one in verdict.lost:
        say(f"lost\t{one}")
    for one in verdict.faults:
        say(f"fault\t{one}")


class _Tmpfs:
    """A file that takes all the room of the mounted folder but some pages."""

    def __init__(self, folder: Path, pages: int) -> None:
        self._ballast, self._pages = folder / "ballast", pages

    def fill(self) -> None:
        room = os.statvfs(self._ballast.parent)
        with self._ballast.open("wb") as file:
            os.posix_fallocate(
                file.fileno(), 0, max(1, room.f_bavail - self._pages) * room.f_frsize
            )

    def free(self) -> None:
        self._ballast.unlink(missing_ok=True)


class _Limit:
    """No file of the process may grow over the database's present size and some pages."""

    def __init__(self, ground: Ground, pages: int) -> None:
        self._ground, self._pages = ground, pages
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    def fill(self) -> None:
        size = self._ground.database.stat().st_size + self._pages * _PAGE
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    def free(self) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def _mount(folder: Path) -> bool:
    """A small file system of this process's own on the folder; False where that is not allowed."""
    libc = ctypes.CDLL(None, use_errno=True)
    uid, gid = os.getuid(), os.getgid()
    if uid == 0:
        allowed = libc.unshare(_CLONE_NEWNS) == 0
    else:
        allowed = libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNS) == 0
        with suppress(OSError):
            Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
            Path("/proc/self/uid_map").write_text(f"0 {uid} 1", encoding="ascii")
            Path("/proc/self/gid_map").write_text(f"0 {gid} 1", encoding="ascii")
    if not allowed:
        return False
    private = 1 << 18 | 1 << 14  # MS_PRIVATE | MS_REC: nothing of this is seen outside
    if libc.mount(b"none", b"/", None, private, None) != 0:
        return False
    options = f"size={_SIZE}".encode()
    return bool(libc.mount(b"tmpfs", os.fsencode(folder), b"tmpfs", 0, options) == 0)
