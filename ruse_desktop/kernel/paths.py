"""Where the program's own files and the user's data lie, from checkout, wheel and frozen bundle."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

APP = "ruse-desktop"


@cache
def _roots() -> tuple[Path, ...]:
    package = Path(__file__).resolve().parent.parent
    frozen = getattr(sys, "_MEIPASS", None)
    roots = [Path(frozen)] if frozen else []
    return (*roots, package / "_data", package.parent)


def resource(*parts: str) -> Path:
    """The path of a shipped file, e.g. `resource("fonts", "x.ttf")`.

    Raises FileNotFoundError when the installation is incomplete.
    """
    for root in _roots():
        found = root.joinpath("resources", *parts)
        if found.exists():
            return found
    raise FileNotFoundError("/".join(("resources", *parts)))


def default_data_dir() -> Path:
    """The user's own data folder; not created here."""
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False)


def demo_data_dir() -> Path:
    """The folder of the example year, rebuilt by `demo`, never the user's own."""
    from platformdirs import user_cache_path

    return user_cache_path(APP, appauthor=False) / "demo"
