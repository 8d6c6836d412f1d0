"""Signed minutes: what is entered with a scan, and the versions that are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

SCANS = (".pdf", ".jpg", ".jpeg", ".png")
"""The kinds of file in which signed minutes are kept."""


@dataclass(frozen=True)
class SignedInput:
    """A scan to be attached; `reason` only for a further version, `registry_no` if there is one."""

    file: Path | None
    signed_on: date | None
    registry_no: str = ""
    reason: str = ""


@dataclass(frozen=True)
class SignedVersion:
    """A kept scan of the signed minutes; `sha256` in hex, `size` in bytes."""

    session_id: int
    version: int
    signed_on: date
    registry_no: str
    reason: str
    name: str
    size: int
    sha256: str
    by: str
    at: datetime


@dataclass(frozen=True)
class SignedMinutes:
    """The minutes of a closed session and their scans, the first one first; () = not signed yet."""

    session_id: int
    protocol_no: str
    held_on: date
    versions: tuple[SignedVersion, ...] = ()

    @property
    def last(self) -> SignedVersion | None:
        """The version that is shown."""
        return self.versions[-1] if self.versions else None
