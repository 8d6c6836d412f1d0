"""Values of an import of nominations from a registry's table: what was understood, what was not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ruse_desktop.domain.nominations import NominationInput


@dataclass(frozen=True)
class CellFault:
    """A cell that cannot be taken, or that a person should look at; `column` is the heading."""

    line: int
    column: str
    message: str


@dataclass(frozen=True)
class ImportRow:
    """One line of the table: `line` as in the file, names for the list, the nomination if it is whole.

    `known` lines are in the database already and are passed over.
    """

    line: int
    registry_no: str
    nominee: str
    proposer: str
    slot: str
    nomination: NominationInput | None
    faults: tuple[CellFault, ...] = ()
    warnings: tuple[CellFault, ...] = ()
    known: bool = False


@dataclass(frozen=True)
class ImportPreview:
    """A table understood for one award edition; nothing is written yet.

    `mapping` says field by field which column gave it, `unused` are the columns nothing reads,
    `notes` sentences about the file itself.
    """

    edition_id: int
    source: str
    mapping: tuple[tuple[str, str], ...]
    unused: tuple[str, ...]
    rows: tuple[ImportRow, ...]
    notes: tuple[str, ...] = ()

    @property
    def ready(self) -> tuple[ImportRow, ...]:
        """Rows that can be entered."""
        return tuple(row for row in self.rows if row.nomination is not None and not row.known)

    @property
    def faulty(self) -> tuple[ImportRow, ...]:
        """Rows with at least one fault."""
        return tuple(row for row in self.rows if row.faults)

    @property
    def known(self) -> tuple[ImportRow, ...]:
        """Rows whose number is in the database already."""
        return tuple(row for row in self.rows if row.known)


@dataclass(frozen=True)
class ImportResult:
    """What an import did: ids of the new nominations, lines passed over."""

    ids: tuple[int, ...]
    known: int
    skipped: int

    @property
    def count(self) -> int:
        """How many nominations were entered."""
        return len(self.ids)
