"""The real services over a folder of their own, plain or encrypted, as the window opens them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ruse_desktop.app import Options, open_services
from ruse_desktop.domain.accounts import new_code
from ruse_desktop.domain.actors import Actor
from ruse_desktop.domain.books import Act, LaureateInput
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.services.data_copy import NewKeys, copy_data
from ruse_desktop.storage import keyslots
from ruse_desktop.storage.engine import FILE_NAME

if TYPE_CHECKING:
    from ruse_desktop.kernel.clock import Clock
    from ruse_desktop.services.facade import Services

HEAD = Actor("Мария Колева")
NOW = datetime(2026, 12, 15, 11, 0, tzinfo=SOFIA)
LAW = "2024-02-29"
PRIZE_DAY = date(2026, 10, 20)
_PASSWORD = "тиха вода бряг рони 9"


@dataclass(frozen=True)
class Ground:
    """A prepared data folder that nobody has open; `key` opens an encrypted one."""

    folder: Path
    key: bytes | None = None

    @property
    def database(self) -> Path:
        """The database file."""
        return self.folder / FILE_NAME

    @property
    def journal(self) -> Path:
        """The journal that lies beside it during a save."""
        return self.folder / f"{FILE_NAME}-journal"

    def open(self, clock: Clock | None = None) -> Services:
        """The services, wired as the window wires them. Raises UserError."""
        return open_services(Options(self.folder, clock or FixedClock(NOW), HEAD, key=self.key))

    def copy(self, target: Path) -> Ground:
        """The same in another folder, which is emptied first."""
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.folder, target)
        return replace(self, folder=target)


def prepare(folder: Path) -> Ground:
    """A plain folder with an edition that takes nominations and books with their first entries."""
    ground = Ground(folder)
    services = ground.open(FixedClock(datetime(2026, 5, 12, 11, 0, tzinfo=SOFIA)))
    try:
        services.editions.open("NR", 2026, actor=HEAD, law_edition=LAW)
    finally:
        services.store.close()
    services = ground.open()
    try:
        laureates = [laureate(f"Първа{n}") for n in range(5)]
        services.books.enter(actor=HEAD, award="NR21", laureates=laureates)
    finally:
        services.store.close()
    return ground


def encrypted(plain: Ground, folder: Path) -> Ground:
    """The same data in an encrypted folder."""
    services = plain.open()
    try:
        copy_data(services, folder, actor=HEAD, keys=NewKeys("koleva", _PASSWORD, new_code()))
    finally:
        services.store.close()
    slots = keyslots.load(folder)
    assert slots is not None
    return Ground(folder, slots.open("koleva", _PASSWORD))


def laureate(family: str) -> LaureateInput:
    """A laureate of 2026 with the order that names him."""
    return LaureateInput(
        year=2026, given="Ива", family=family, slot="all", section="Носители",
        motive="за постиженията през годината и за признанието, което получиха",
        act=Act("order", "21", PRIZE_DAY, "Заповед № 21/20.10.2026 г."),
    )  # fmt: skip
