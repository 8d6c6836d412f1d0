"""Runs the parts of the harness and prints one table of figures; `--write` keeps it in docs/faults.md."""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from tests.faults import (
    clock_jumps,
    damage,
    full_disk,
    house,
    io_errors,
    kill,
    power_cut,
    two_processes,
)
from tests.faults.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable

PAPER = Path(__file__).resolve().parents[2] / "docs" / "faults.md"
_PREPARED = ("person", "nomination", "event", "seal", "book", "payment", "attachment")


@dataclass(frozen=True)
class Part:
    """One part of the harness: its name, what runs it, how often in the short and the long form."""

    name: str
    run: Callable[[list[house.Ground], Path, int, int], Any]
    short: int
    long: int


PARTS = (
    Part("killed processes", kill.run, 30, 500),
    Part("power cuts (replayed)", power_cut.run, 16, 1000),
    Part("failed system calls", io_errors.run, 8, 300),
    Part("full disk", full_disk.run, 4, 60),
    Part("damaged files", damage.run, 150, 3000),
    Part("two processes", two_processes.run, 2, 20),
    Part("clock jumps", clock_jumps.run, 3, 24),
)


@dataclass
class Line:
    """One line of the table."""

    name: str
    runs: int = 0
    promised: int | None = None
    lost: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    silent: list[str] | None = None
    note: str = ""
    seconds: float = 0.0

    @property
    def good(self) -> bool:
        """Nothing lost, nothing wrong, nothing silent."""
        return not (self.lost or self.faults or self.silent)


def measure(*, long: bool, seed: int, only: tuple[str, ...] = (), times: int = 0) -> list[Line]:
    """Run the parts, each on a plain and an encrypted folder."""
    lines: list[Line] = []
    with tempfile.TemporaryDirectory(prefix="ruse-faults-") as aside:
        folder = Path(aside)
        grounds = _grounds(folder)
        kill.warm(grounds[0], folder)
        for part in PARTS:
            if only and not any(word in part.name for word in only):
                continue
            began = time.perf_counter()
            found = part.run(grounds, folder, times or (part.long if long else part.short), seed)
            lines.append(_line(part.name, found, time.perf_counter() - began))
            print(_row(lines[-1]), file=sys.stderr, flush=True)  # noqa: T201 - the progress of a tool
    return lines


def _grounds(folder: Path) -> list[house.Ground]:
    """A plain folder with a day's work in it, and the same encrypted; both closed in order."""
    plain = house.prepare(folder / "plain")
    services = plain.open()
    clerk = Work(services, 5, "Щ", folder)
    for n in range(42):
        clerk.step(_PREPARED[n % len(_PREPARED)])
    services.store.close()
    secret = house.encrypted(plain, folder / "secret")
    secret.open().store.close()
    return [plain, secret]


def _line(name: str, found: Any, seconds: float) -> Line:
    line = Line(name, found.runs, seconds=seconds)
    line.promised = getattr(found, "promised", None)
    line.lost = list(getattr(found, "lost", ()))
    line.faults = list(getattr(found, "faults", ()))
    line.silent = getattr(found, "silent", None)
    line.note = _note(found)
    return line


def _note(found: Any) -> str:
    match found:
        case kill.Killed():
            return (
                f"journal to roll back in {found.hot}; saved but not yet told: {found.untold}; "
                f"copies verified: {found.copies}"
            )
        case damage.Damaged():
            told = ", ".join(f"{who} {n}" for who, n in found.noticed.most_common())
            return f"unchanged {found.unchanged}; noticed: {told}"
        case full_disk.Filled():
            return f"by {found.how}; refused calmly: {sum(found.codes.values())}"
        case io_errors.Failing() if not found.skipped:
            return f"refused {found.refused}, of these „unknown“ {found.unknown}"
        case power_cut.Cut() if not found.skipped:
            return f"journal to roll back in {found.hot}"
        case two_processes.Together():
            return f"second refused with the owner's name: {found.refused}; races: {found.raced}"
        case clock_jumps.Jumped():
            return f"refused calmly: {found.refused}"
    return f"skipped: {found.skipped}"


def _row(line: Line) -> str:
    promised = "" if line.promised is None else str(line.promised)
    silent = "" if line.silent is None else str(len(line.silent))
    return (
        f"| {line.name} | {line.runs} | {promised} | {len(line.lost)} | {len(line.faults)} | "
        f"{silent} | {line.note} | {line.seconds:.0f} s |"
    )


def text_of(lines: list[Line]) -> str:
    """The table in Markdown."""
    head = (
        "| what was done | runs | saves promised | of them lost | corrupt or half done | "
        "silently changed | | time |\n|---|--:|--:|--:|--:|--:|---|--:|"
    )
    total = Line(
        "**together**", sum(one.runs for one in lines), sum(one.promised or 0 for one in lines),
        [one for line in lines for one in line.lost], [one for line in lines for one in line.faults],
        [one for line in lines for one in line.silent or ()], "", sum(one.seconds for one in lines),
    )  # fmt: skip
    return "\n".join([head, *(_row(one) for one in (*lines, total))])


def main() -> int:
    """The command line: 0 when nothing was lost, wrong or silent."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--long", action="store_true", help="the numbers of `make faults`")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", action="append", default=[], help="a word of the part's name")
    parser.add_argument("--times", type=int, default=0, help="so many runs of each part")
    parser.add_argument("--write", action="store_true", help=f"into {PAPER.name}")
    asked = parser.parse_args()
    lines = measure(long=asked.long, seed=asked.seed, only=tuple(asked.only), times=asked.times)
    table = text_of(lines)
    print(table)  # noqa: T201 - what the tool is for
    for line in lines:
        for one in (*line.lost, *line.faults, *(line.silent or ())):
            print(f"  {line.name}: {one}")  # noqa: T201 - what the tool is for
    if asked.write:
        _write(table, asked.seed)
    return 0 if all(line.good for line in lines) else 1


def _write(table: str, seed: int) -> None:
    before = PAPER.read_text(encoding="utf-8")
    start, end = "<!-- table -->\n", "<!-- end -->"
    head, rest = before.split(start, 1)
    tail = rest.split(end, 1)[1]
    where = (
        f"Seed {seed}, {sys.platform}, Python {sys.version.split()[0]}, "
        f"SQLCipher's SQLite {dbapi2.sqlite_version} (the library of Python has {sqlite3.sqlite_version}).\n\n"
    )
    PAPER.write_text(f"{head}{start}{where}{table}\n{end}{tail}", encoding="utf-8")
