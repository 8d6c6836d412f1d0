"""A spreadsheet brought into a register: which column means what, what each line will become."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ImportField:
    """A field that a column may give; `names` are the headings offices use for it, folded."""

    key: str
    label: str
    names: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True)
class ImportLine:
    """A line of the file: its number there, the name, what will be done with it or why it is left out.

    `ready` lines are written; `fault` says why not, `note` what to look at.
    """

    line: int
    name: str
    detail: str = ""
    fault: str = ""
    note: str = ""

    @property
    def ready(self) -> bool:
        """Whether the line will be written."""
        return not self.fault


@dataclass(frozen=True)
class RegisterImport:
    """What a file would bring: `header` its columns, `mapping` field → column, `notes` of the reading."""

    header: tuple[str, ...]
    mapping: tuple[tuple[str, str], ...]
    lines: tuple[ImportLine, ...]
    notes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def ready(self) -> int:
        """How many lines will be written."""
        return sum(one.ready for one in self.lines)
