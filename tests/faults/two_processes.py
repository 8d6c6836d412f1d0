"""Two programs on one file, and an owner that is killed: one writes, the other is told calmly who has it."""

from __future__ import annotations

import os
import random
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ruse_desktop.kernel.errors import DatabaseProblem
from tests.faults import truth
from tests.faults.worker import READY, forked, start

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.faults.house import Ground


@dataclass
class Together:
    """So many meetings of two processes and what was wrong in them."""

    runs: int = 0
    promised: int = 0
    refused: int = 0
    raced: int = 0
    lost: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def run(grounds: list[Ground], folder: Path, times: int, seed: int = 1) -> Together:
    """`times` times: one works, another tries to open; the first is killed; the next must get in."""
    result = Together()
    chance = random.Random(seed)
    for n in range(times):
        ground = grounds[n % len(grounds)].copy(folder / "together")
        if n % 3 == 2:
            _race(ground, result, n, seed)
            continue
        owner = start(ground, seed * 1000 + n, f"П{n}п")
        while READY.encode() not in owner.said and owner.read():
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.1))
        _second(ground, result, n)
        told = owner.kill()
        result.runs += 1
        result.promised += len(told.promises)
        verdict = truth.check(ground, told.promises, told.lines)
        result.lost += [f"{n}: {one}" for one in verdict.lost]
        result.faults += [f"{n}: {one}" for one in verdict.faults]
    return result


def _second(ground: Ground, result: Together, n: int) -> None:
    """Another process opens the file that is in use."""
    said = _hear(_opening(ground))
    if said != "refused\tlocked\t1":
        result.faults.append(f"{n}: a second one opened it: {said}")
    else:
        result.refused += 1


def _opening(ground: Ground) -> Callable[[Callable[[str], None]], None]:
    def work(say: Callable[[str], None]) -> None:
        try:
            ground.open().store.close()
        except DatabaseProblem as problem:
            say(f"refused\t{problem.code}\t{int('Мария Колева' in str(problem))}")
        else:
            say("opened")

    return work


def _hear(work: Callable[[Callable[[str], None]], None]) -> str:
    worker = forked(work)
    os.waitpid(worker.pid, 0)
    os.set_blocking(worker.pipe, True)
    worker.read()
    os.close(worker.pipe)
    return worker.said.decode().strip()


def _race(ground: Ground, result: Together, n: int, seed: int) -> None:
    """Two workers start at the same moment; exactly one of them works."""
    pair = [start(ground, seed * 1000 + n, f"{letter}{n}п") for letter in "АБ"]
    end = time.perf_counter() + 0.4
    while time.perf_counter() < end:
        for one in pair:
            one.read()
        time.sleep(0.005)
    told = [one.kill() for one in pair]
    result.runs += 1
    result.raced += 1
    working = [one for one in told if one.ready]
    if len(working) > 1:
        result.faults.append(f"{n}: two work at once")
    for one in told:
        if one.error and "locked" not in one.error and "друго копие" not in one.error:
            result.faults.append(f"{n}: {one.error}")
    promises = [promise for one in told for promise in one.promises]
    result.promised += len(promises)
    lines = working[0].lines if len(working) == 1 else None
    verdict = truth.check(ground, promises, lines)
    result.lost += [f"{n}: {one}" for one in verdict.lost]
    result.faults += [f"{n}: {one}" for one in verdict.faults]
