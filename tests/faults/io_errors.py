"""The n-th write, sync or truncation fails, once or for good: what is said of the save must be true."""

from __future__ import annotations

import ctypes
import errno
import json
import os
import random
import sys
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ruse_desktop.kernel.errors import UserError
from tests.faults import shim, truth
from tests.faults.house import Ground
from tests.faults.kill import warm
from tests.faults.work import Promise, Work
from tests.faults.worker import forked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

VERBS = ("person", "nomination", "book", "seal", "event", "payment", "attachment", "import", "backup")
_ERRORS = (errno.EIO, errno.ENOSPC)


@dataclass
class Failing:
    """So many failed calls, what was said, what of it was not true; `skipped` says why not run."""

    skipped: str = ""
    runs: int = 0
    promised: int = 0
    refused: int = 0
    there_though_refused: int = 0
    unknown: int = 0
    lost: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def run(grounds: list[Ground], folder: Path, times: int, seed: int = 1) -> Failing:
    """Let about `times` calls fail, in a process that has the shim before its C library."""
    reason = shim.why_not()
    if reason:
        return Failing(skipped=reason)
    told = {
        "grounds": [(str(one.folder), one.key.hex() if one.key else "") for one in grounds],
        "folder": str(folder), "times": times, "seed": seed,
    }  # fmt: skip
    return Failing(**shim.run_within("tests.faults.io_errors", told, folder))


def within(told: dict[str, Any]) -> Failing:
    """The same inside the process with the shim."""
    library = shim.loaded()
    folder, chance = Path(told["folder"]), random.Random(told["seed"])  # noqa: S311 - repeatable, not secret
    grounds = [Ground(Path(place), bytes.fromhex(key) or None) for place, key in told["grounds"]]
    result = Failing()
    warm(grounds[0], folder / "warm")
    plan = _plan(grounds, told["times"], chance, library, folder)
    for n, (ground, verb, which, lasting) in enumerate(plan):
        here = ground.copy(folder / "failing")
        error = _ERRORS[n % len(_ERRORS)]
        on = " и нататък" if lasting else ""
        where = f"{n} {verb}, извикване {which}{on}, {errno.errorcode[error]}"
        worker = forked(_fail(here, verb, which, library, lasting=lasting, error=error))
        said = _all(worker.pid, worker.pipe)
        result.runs += 1
        _judge(result, here, said, where)
    return result


def _plan(
    grounds: list[Ground], times: int, chance: random.Random, library: Any, folder: Path
) -> Iterator[tuple[Ground, str, int, bool]]:
    """Which call of which verb fails: spread evenly over all calls that each verb makes."""
    calls: list[tuple[Ground, str, int, bool]] = []
    for ground in grounds:
        for verb in VERBS:
            here = ground.copy(folder / "counting")
            worker = forked(_fail(here, verb, 1 << 40, library, lasting=False, error=errno.EIO))
            said = _all(worker.pid, worker.pipe)
            count = int(next(rest for word, rest in said if word == "seen"))
            calls += [
                (ground, verb, n, lasting) for n in range(1, count + 1) for lasting in (False, True)
            ]
    yield from calls if len(calls) <= times else chance.sample(calls, times)


def _all(pid: int, pipe: int) -> list[tuple[str, str]]:
    os.set_blocking(pipe, True)
    said = b""
    while block := os.read(pipe, 65536):
        said += block
    os.close(pipe)
    os.waitpid(pid, 0)
    lines = [line.split("\t", 1) for line in said.decode().splitlines()]
    return [(line[0], line[1]) for line in lines]


def _fail(
    ground: Ground, verb: str, which: int, library: Any, *, lasting: bool, error: int
) -> Callable[[Callable[[str], None]], None]:
    def work(say: Callable[[str], None]) -> None:
        services = ground.open()
        with tempfile.TemporaryDirectory(prefix="ruse-aside-") as aside:
            clerk = Work(services, 1, "Г", Path(aside))
            first = clerk.step("nomination")
            say(f"kept\t{first.kind} {first.mark}")
            library.shim_arm(os.fsencode(ground.folder), ctypes.c_long(which), int(lasting), error)
            try:
                done = clerk.step(verb)
                say(f"kept\t{done.kind} {done.mark}")
            except UserError as problem:
                say(f"refused\t{problem.code} {verb} Г2")
            say(f"seen\t{library.shim_seen()}")
            if lasting:
                library.shim_disarm()
            try:
                after = clerk.step("person")
                say(f"kept\t{after.kind} {after.mark}")
            except UserError as problem:
                say(f"after\t{problem.code}")
            library.shim_disarm()
            services.store.close()

    return work


def _judge(result: Failing, ground: Ground, said: list[tuple[str, str]], where: str) -> None:
    promises, refused = [], ""
    for word, rest in said:
        if word == "kept":
            kind, mark = rest.split(" ", 1)
            promises.append(Promise(kind, mark))
        elif word == "refused":
            refused = rest
        elif word == "after" and rest not in {"unknown", "io", "disk-full", "damaged"}:
            result.faults.append(f"{where}: после {rest}")
        elif word == "error":
            result.faults.append(f"{where}: {rest}")
    verdict = truth.check(ground, promises, None)
    result.promised += len(promises)
    result.lost += [f"{where}: {one}" for one in verdict.lost]
    result.faults += [f"{where}: {one}" for one in verdict.faults]
    if refused:
        code, kind, mark = refused.split(" ")
        result.refused += 1
        if kind == "backup":
            return
        there = not truth.check(ground, [Promise(kind, mark)], None, copies=False).lost
        if code == "unknown":
            result.unknown += 1
        elif there:
            result.there_though_refused += 1
            result.faults.append(f"{where}: казано е „не е записано“ ({code}), а е там")


if __name__ == "__main__":
    print(json.dumps(asdict(within(json.loads(sys.argv[1])))))  # noqa: T201 - told to the parent
