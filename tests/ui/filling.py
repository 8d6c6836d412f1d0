"""The services over a data folder, to fill it before the window opens on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from ruse_desktop.app import Options, load_law, open_store
from ruse_desktop.kernel.clock import FixedClock
from ruse_desktop.services.facade import Services
from tests.ui.windows import ACTOR


@contextmanager
def services(folder: Path, now: datetime) -> Iterator[Services]:
    """Everything but the window, without the log file of the program."""
    clock, law = FixedClock(now), load_law()
    store = open_store(Options(data_dir=folder, clock=clock, actor=ACTOR))
    try:
        yield Services(store, law, law.calendar(), ACTOR, clock, folder)
    finally:
        store.close()
