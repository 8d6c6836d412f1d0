"""What can be said of a data folder without opening its database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.storage.engine import FILE_NAME

if TYPE_CHECKING:
    from pathlib import Path


def is_there(data_dir: Path) -> bool:
    """Whether the folder holds a database file."""
    return (data_dir / FILE_NAME).exists()
