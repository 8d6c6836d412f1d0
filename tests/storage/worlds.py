"""A prepared data folder is played once per run; every test works on a copy of its own."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ruse_desktop.services.facade import Services


@dataclass(frozen=True)
class Eve:
    """What was prepared: the edition of the award and its admitted nominations by slot."""

    edition_id: int
    ids: Mapping[str, list[int]]

    def copy(self) -> dict[str, list[int]]:
        """The nominations, for a test that adds its own."""
        return {slot: list(ids) for slot, ids in self.ids.items()}


_STOOD: dict[Hashable, tuple[Path, Eve]] = {}


def stand(
    folder: Path,
    connect: Callable[[Path], Services],
    play: Callable[[Services], Eve],
    key: Hashable,
) -> tuple[Services, Eve]:
    """The services over a copy in `folder` of what `play` made for this key."""
    if key not in _STOOD:
        kept = Path(tempfile.mkdtemp(prefix="ruse-world-"))
        atexit.register(shutil.rmtree, kept, ignore_errors=True)
        services = connect(kept)
        try:
            made = play(services)
        finally:
            services.store.close()
        _STOOD[key] = (kept, made)
    kept, made = _STOOD[key]
    shutil.copytree(kept, folder, dirs_exist_ok=True)
    return connect(folder), made
