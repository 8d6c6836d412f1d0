"""What is known of the backups of a database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True)
class BackupReport:
    """One attempt: when, where, whether it was verified, how many rows it holds."""

    at: datetime
    path: Path
    ok: bool
    rows: int
    detail: str = ""
