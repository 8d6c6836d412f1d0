"""The clock of the machine jumps during work: order, numbers, chains and copies must not depend on it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.errors import UserError
from tests.faults import truth
from tests.faults.house import NOW
from tests.faults.work import Promise, Work

if TYPE_CHECKING:
    from tests.faults.house import Ground

JUMPS = {
    "400 days back": NOW - timedelta(days=400),
    "10 years on": NOW.replace(year=NOW.year + 10),
    "1 January 2000": datetime(2000, 1, 1, 0, 5, tzinfo=SOFIA),
    "the hour that comes twice": datetime(2026, 10, 25, 3, 30, tzinfo=SOFIA, fold=1),
    "the hour that is not there": datetime(2027, 3, 28, 3, 30, tzinfo=SOFIA),
    "a second back": NOW - timedelta(seconds=1),
}
_STEPS = 6


@dataclass
class Jumping:
    """A clock that a test sets."""

    moment: datetime

    def now(self) -> datetime:
        """The moment it was set to."""
        return self.moment

    def today(self) -> date:
        """Its day."""
        return self.moment.date()


@dataclass
class Jumped:
    """So many jumps, the promises around them, calm refusals, and what was wrong."""

    runs: int = 0
    promised: int = 0
    refused: int = 0
    lost: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def run(grounds: list[Ground], folder: Path, times: int, seed: int = 1) -> Jumped:
    """Work, jump, work, come back, work: `times` times over the kinds of jumps."""
    result = Jumped()
    for n in range(times):
        ground = grounds[n % len(grounds)].copy(folder / "jumping")
        name = list(JUMPS)[n % len(JUMPS)]
        _jump(ground, name, seed * 1000 + n, result)
        result.runs += 1
    return result


def _jump(ground: Ground, name: str, seed: int, result: Jumped) -> None:
    clock = Jumping(NOW)
    promises: list[Promise] = []
    services = ground.open(clock)
    with tempfile.TemporaryDirectory(prefix="ruse-aside-") as aside:
        clerk = Work(services, seed, "Ч", Path(aside))
        try:
            for moment in (NOW, JUMPS[name], NOW + timedelta(minutes=5)):
                clock.moment = moment
                promises.append(clerk.step("backup"))
                for _n in range(_STEPS):
                    _try(clerk, promises, result)
                if not list((ground.folder / "backups").glob("*.bak")):
                    result.faults.append(f"{name}: no copy was left")
            lines = clerk.lines()
        except Exception as error:  # noqa: BLE001 - anything but a calm refusal is what we look for
            result.faults.append(f"{name}: {type(error).__name__}: {error}")
            return
        finally:
            services.store.close()
    if promises and not _kept(ground, promises):
        result.faults.append(f"{name}: the copy from before the jump is gone")
    result.promised += len(promises)
    verdict = truth.check(ground, promises, lines)
    result.lost += [f"{name}: {one}" for one in verdict.lost]
    result.faults += [f"{name}: {one}" for one in verdict.faults]


def _try(clerk: Work, promises: list[Promise], result: Jumped) -> None:
    try:
        promises.append(clerk.step())
    except UserError:
        result.refused += 1


def _kept(ground: Ground, promises: list[Promise]) -> bool:
    """The copy made just before the jump is still there."""
    first = next(one for one in promises if one.kind == "backup")
    return (ground.folder / "backups" / first.mark).exists()
