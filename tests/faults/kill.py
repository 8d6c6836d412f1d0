"""The process is killed at any moment of random work, and while it opens, saves, copies or imports."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.faults import truth
from tests.faults.work import Work
from tests.faults.worker import start

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faults.house import Ground
    from tests.faults.worker import Told, Worker

_FRESH = 20
"""So many kills on one folder, then a new copy: numbers and chains grow over kills, but not for ever."""
_PATIENCE = 20.0


@dataclass
class Killed:
    """The figures of the kills: how they fell and what was found afterwards."""

    runs: int = 0
    promised: int = 0
    untold: int = 0
    hot: int = 0
    lost: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    aims: dict[str, int] = field(default_factory=dict)
    copies: int = 0


def run(grounds: list[Ground], folder: Path, times: int, seed: int = 1) -> Killed:
    """Kill `times` workers, the grounds in turn; a report of everything found."""
    chance = random.Random(seed)
    killed = Killed()
    working: dict[int, Ground] = {}
    verified: dict[int, set[str]] = {}
    warm(grounds[0], folder)
    for n in range(times):
        which = n % len(grounds)
        if which not in working or (n // len(grounds)) % _FRESH == 0:
            working[which] = grounds[which].copy(folder / f"kill-{which}")
            verified[which] = set()
        ground = working[which]
        aim = chance.choices(("time", "journal", "backup", "import", "opening"), (4, 4, 1, 1, 1))[0]
        only = aim if aim in ("backup", "import") else ""
        worker = start(ground, seed=seed * 100_000 + n, mark=f"Ж{n}к", only=only)
        _wait(worker, ground, aim, chance)
        told = worker.kill()
        _judge(killed, ground, told, f"{n} {aim}", verified[which])
        killed.aims[aim] = killed.aims.get(aim, 0) + 1
    return killed


def warm(ground: Ground, folder: Path) -> None:
    """Do every verb once, so that the workers forked afterwards need not load anything."""
    folder.mkdir(parents=True, exist_ok=True)
    copy = ground.copy(folder / "warm")
    services = copy.open()
    try:
        clerk = Work(services, 1, "Топло", folder)
        for kind in clerk.kinds:
            clerk.step(kind)
    finally:
        services.store.close()
    truth.check(copy, (), None)


def _wait(worker: Worker, ground: Ground, aim: str, chance: random.Random) -> None:
    """Let it work until the moment to kill it."""
    began = time.perf_counter()
    if aim == "opening":
        time.sleep(chance.uniform(0, 0.04))
        return
    while b"ready" not in worker.said and worker.read():
        if time.perf_counter() - began > _PATIENCE:
            return
        time.sleep(0.0005)
    time.sleep(chance.uniform(0, 0.1 if aim == "backup" else 0.35))
    if aim == "journal" or (aim == "import" and chance.random() < 0.5):
        _until_journal(worker, ground, chance)


def _until_journal(worker: Worker, ground: Ground, chance: random.Random) -> None:
    """Wait until a save has begun to write, then a little more."""
    end = time.perf_counter() + 2.0
    while time.perf_counter() < end and worker.read():
        if _size(ground) > 0:
            wait = time.perf_counter() + chance.uniform(0, 0.002)
            while time.perf_counter() < wait:
                pass
            return


def _size(ground: Ground) -> int:
    try:
        return ground.journal.stat().st_size
    except FileNotFoundError:
        return 0


def _judge(killed: Killed, ground: Ground, told: Told, where: str, seen: set[str]) -> None:
    killed.runs += 1
    killed.promised += len(told.promises)
    hot = _size(ground) > 0
    killed.hot += hot
    if told.error:
        killed.faults.append(f"{where}: the worker stopped by itself: {told.error}")
    verdict = truth.check(ground, told.promises, told.lines if told.ready else None, seen=seen)
    killed.untold += verdict.untold
    killed.copies += verdict.backups
    killed.lost += [f"{where}: {one}" for one in verdict.lost]
    killed.faults += [f"{where}: {one}" for one in verdict.faults]
