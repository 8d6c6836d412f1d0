"""Which file the emblem is drawn from: the one in force, else the placeholder that is shipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.kernel import paths

if TYPE_CHECKING:
    from pathlib import Path

_chosen: list[Path] = []


def default() -> Path:
    """The shipped placeholder, not the official coat of arms."""
    return paths.resource("emblem", "emblem.svg")


def current() -> Path:
    """What documents draw; the placeholder too while the file in force is missing."""
    return _chosen[0] if _chosen and _chosen[0].is_file() else default()


def use(path: Path | None) -> None:
    """Draw from this file from now on; None for the placeholder."""
    _chosen[:] = [] if path is None else [path]


def official() -> bool:
    """Whether a file of the municipality's own is drawn."""
    return current() != default()
