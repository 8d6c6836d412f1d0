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

VERBS = (
    "person",
    "nomination",
    "book",
    "seal",
    "event",
    "payment",
    "attachment",
    "import",
    "backup",
)
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
    folder, chance = Path(told["folder"]), random.Random(told["seed"])
    grounds = [Ground(Path(place), bytes.fromhex(key) or None) for place, key in told["grounds"]]
    result = Failing()
    warm(grounds[0], folder / "warm")
    plan = _plan(grounds, told["times"], chance, library, folder)
    for n, (ground, verb, which, lasting) in enumerate(plan):
        here = ground.copy(folder / "failing")
        error = _ERRORS[n % len(_ERRORS)]
        on = " and all later" if lasting else ""
        where = f"{n} {verb}, call {which}{on}, {errno.errorcode[error]}"
        worker = forked(_fail(here, verb, which, library, lasting=lasting, error=error))
        said = _all(worker.pid, worker.pipe)
        result.runs += 1
        _judge(result, here, said, where)
    return result


def _plan(
    grounds: list[Ground], times: int, chance: random.Random, library: Any, folder: Path
) -> Iterator[tuple[Ground, str, int, bool]]:
    """Which call of which verb fails, once or from then on: by chance over all it makes."""
    counted: dict[tuple[int, str], int] = {}
    for n in range(times):
        which, verb = n % len(grounds), VERBS[(n // len(grounds)) % len(VERBS)]
        if (which, verb) not in counted:
            here = grounds[which].copy(folder / "counting")
            worker = forked(_fail(here, verb, 1 << 40, library, lasting=False, error=errno.EIO))
            said = dict(_all(worker.pid, worker.pipe))
            counted[which, verb] = int(said["seen"])
        yield grounds[which], verb, chance.randint(1, counted[which, verb]), chance.random() < 0.5


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
    promises: list[Promise] = []
    asked: dict[Promise, str] = {}
    for word, rest in said:
        if word == "kept":
            promises.append(Promise(*rest.split(" ", 1)))
        elif word == "refused":
            code, kind, mark = rest.split(" ")
            asked[Promise(kind, mark)] = code
        elif word == "after" and rest not in {"unknown", "io", "disk-full", "damaged"}:
            result.faults.append(f"{where}: afterwards {rest}")
        elif word == "error":
            result.faults.append(f"{where}: {rest}")
    verdict = truth.check(ground, promises, None, asked=asked)
    result.promised += len(promises)
    result.refused += len(asked)
    result.unknown += list(asked.values()).count("unknown")
    result.lost += [f"{where}: {one}" for one in verdict.lost]
    result.faults += [f"{where}: {one}" for one in verdict.faults]
    for one in verdict.there:
        if asked[one] != "unknown" and one.kind != "backup":
            result.there_though_refused += 1
            result.faults.append(f"{where}: „not saved“ was said ({asked[one]}), but it is there")


if __name__ == "__main__":
    print(json.dumps(asdict(within(json.loads(sys.argv[1])))))  # noqa: T201 - told to the parent
