"""What the journal of changes shows: a line, its fields before and after, the state of its chain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True)
class FieldChange:
    """A field before and after, in words; `personal` values may be hidden or erased."""

    name: str
    before: str
    after: str
    personal: bool = False


@dataclass(frozen=True)
class RecordChange:
    """The changed fields of one row: „Предложения“ № 12, created, changed or removed."""

    table: str
    key: str
    action: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class JournalLine:
    """One verb that was done: when, by whom, what, on which record."""

    seq: int
    at: datetime
    actor: str
    verb: str
    what: str
    kind: str
    record_id: int | None
    summary: str


@dataclass(frozen=True)
class JournalDetail:
    """A line with everything it keeps; `print` is the fingerprint of the chain up to it."""

    line: JournalLine
    changes: tuple[RecordChange, ...]
    notes: tuple[tuple[str, str], ...]
    print: str


@dataclass(frozen=True)
class JournalState:
    """The chain of all lines: how many, the first broken one, the fingerprint of the last.

    `differing`: what was changed past the journal, in words; looked for only where the chain holds.
    """

    lines: int
    broken: int | None
    print: str
    differing: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing was changed outside the program."""
        return self.broken is None and not self.differing


def grouped(digest: bytes) -> str:
    """A fingerprint as it is printed and typed: sixteen groups of four."""
    text = digest.hex()
    return " ".join(text[n : n + 4] for n in range(0, len(text), 4))
