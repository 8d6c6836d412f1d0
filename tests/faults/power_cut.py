"""The power goes: what the disk had not been told to keep is kept, lost or torn, as bad luck has it.

The shim writes down every write, sync and truncation of the database and its journal. A cut anywhere
keeps what was synced before; each later write is there, gone, or there in some of its sectors.
"""

from __future__ import annotations

import json
import os
import random
import struct
import sys
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ruse_desktop.storage.engine import FILE_NAME
from tests.faults import shim, truth
from tests.faults.house import Ground
from tests.faults.kill import warm
from tests.faults.work import Promise, Work
from tests.faults.worker import forked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SECTOR = 512
_VERBS = ("person", "nomination", "event", "seal", "book", "payment")
_RECORDED = 24


@dataclass
class Cut:
    """So many states a cut may leave; `hot` of them with a journal to roll back."""

    skipped: str = ""
    runs: int = 0
    promised: int = 0
    hot: int = 0
    lost: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Entry:
    """One line of the record: what was done to which file, where, with which bytes."""

    what: str
    name: str
    at: int
    data: bytes


def run(grounds: list[Ground], folder: Path, times: int, seed: int = 1) -> Cut:
    """Look at `times` states that a power cut could have left."""
    reason = shim.why_not()
    if reason:
        return Cut(skipped=reason)
    told = {
        "grounds": [(str(one.folder), one.key.hex() if one.key else "") for one in grounds],
        "folder": str(folder), "times": times, "seed": seed,
    }  # fmt: skip
    return Cut(**shim.run_within("tests.faults.power_cut", told, folder))


def within(told: dict[str, Any]) -> Cut:
    """The same inside the process with the shim."""
    library, folder = shim.loaded(), Path(told["folder"])
    grounds = [Ground(Path(place), bytes.fromhex(key) or None) for place, key in told["grounds"]]
    warm(grounds[0], folder / "warm")
    result = Cut()
    for n, ground in enumerate(grounds):
        log = folder / f"record-{n}"
        here = ground.copy(folder / "recorded")
        worker = forked(_recording(here, library, log, told["seed"] * 1000 + n))
        said = worker.end()
        if said.error:
            result.faults.append(said.error)
        record = list(_entries(log.read_bytes()))
        chance = random.Random(told["seed"] * 7 + n)
        for _state in range(told["times"] // len(grounds)):
            _look(ground, folder / "cut", record, chance, result)
    return result


def _recording(
    ground: Ground, library: Any, log: Path, seed: int
) -> Callable[[Callable[[str], None]], None]:
    def work(_say: Callable[[str], None]) -> None:
        services = ground.open()
        with tempfile.TemporaryDirectory(prefix="ruse-aside-") as aside:
            clerk = Work(services, seed, "Т", Path(aside))
            library.shim_record(f"/{FILE_NAME}".encode(), os.fsencode(log))
            library.shim_acknowledge(f"{clerk.lines()}".encode())
            for _n in range(_RECORDED):
                done = clerk.step(clerk.random.choice(_VERBS))
                said = f"{clerk.lines()}\t{done.kind}\t{done.mark}"
                library.shim_acknowledge(said.encode())

    return work


def _entries(data: bytes) -> Iterator[Entry]:
    at = 0
    while at < len(data):
        what, length = data[at : at + 1].decode(), struct.unpack_from("=I", data, at + 1)[0]
        at += 5
        name = data[at : at + length].decode()
        place, size = struct.unpack_from("=qI", data, at + length)
        at += length + 12
        yield Entry(what, name, place, data[at : at + size])
        at += size


def _look(
    ground: Ground, folder: Path, record: list[Entry], chance: random.Random, result: Cut
) -> None:
    end = chance.randrange(1, len(record) + 1)
    here = ground.copy(folder)
    files = {
        FILE_NAME: bytearray(ground.database.read_bytes()),
        f"{FILE_NAME}-journal": bytearray(),
    }
    promises, lines = _apply(files, record[:end], chance)
    here.database.write_bytes(files[FILE_NAME])
    here.journal.write_bytes(files[f"{FILE_NAME}-journal"])
    (folder / f"{FILE_NAME}-sum").unlink(missing_ok=True)
    result.hot += len(files[f"{FILE_NAME}-journal"]) > 0
    verdict = truth.check(here, promises, lines)
    result.runs += 1
    result.promised += len(promises)
    result.lost += [f"state {end}: {one}" for one in verdict.lost]
    result.faults += [f"state {end}: {one}" for one in verdict.faults]


def _apply(
    files: dict[str, bytearray], record: list[Entry], chance: random.Random
) -> tuple[list[Promise], int | None]:
    """Bring the files to what the cut left; the promises given before it and their audit lines."""
    promises: list[Promise] = []
    lines: int | None = None
    waiting: dict[str, list[Entry]] = {name: [] for name in files}
    for one in record:
        if one.what == "A":
            count, *promise = one.data.decode().split("\t")
            lines = int(count)
            promises += [Promise(*promise)] if promise else []
        elif one.what == "S" and one.name in files:
            for done in waiting[one.name]:
                _do(files[one.name], done)
            waiting[one.name].clear()
        elif one.name in files:
            waiting[one.name].append(one)
    luck = chance.choice((0.0, 0.3, 0.5, 0.8, 1.0))
    for name, left in waiting.items():
        for one in left:
            if chance.random() < luck:
                _do(files[name], one)
            elif one.what == "W" and chance.random() < 0.5:
                _tear(files[name], one, chance)
    return promises, lines


def _do(file: bytearray, one: Entry) -> None:
    if one.what == "T":
        del file[one.at :]
        file.extend(bytes(one.at - len(file)))
        return
    end = one.at + len(one.data)
    if len(file) < end:
        file.extend(bytes(end - len(file)))
    file[one.at : end] = one.data


def _tear(file: bytearray, one: Entry, chance: random.Random) -> None:
    """Some of its sectors only."""
    for start in range(0, len(one.data), _SECTOR):
        if chance.random() < 0.5:
            piece = one.data[start : start + _SECTOR]
            _do(file, Entry("W", one.name, one.at + start, piece))


if __name__ == "__main__":
    print(json.dumps(asdict(within(json.loads(sys.argv[1])))))  # noqa: T201 - told to the parent
