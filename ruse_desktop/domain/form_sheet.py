"""The fillable form of an award: what stands on it, and what was understood of a filled one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ruse_desktop.domain.intake import Choice, Column, FieldKind
from ruse_desktop.domain.nominations import NominationInput

VERSION = "1"
LINES = 5
"""How many blank lines a table of the form has."""
ON = "Yes"
META_VERSION, META_AWARD, META_YEAR, META_LAW = (
    "form-version", "form-award", "form-year", "form-law",
)  # fmt: skip
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True)
class SheetItem:
    """One thing to fill in; `name` is the stable name of its field in the file.

    `spread` prints every choice with a box beside it instead of a list to open. `width` is its
    part of the line, `lines` the height of a text in lines of writing; one that `grows` takes the
    room that the pages leave.
    """

    name: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    choices: tuple[Choice, ...] = ()
    columns: tuple[Column, ...] = ()
    hint: str = ""
    required: bool = False
    width: float = 1.0
    lines: int = 1
    spread: bool = False
    grows: bool = False

    def state(self, choice: Choice) -> str:
        """How the file calls this choice when its box is ticked; ASCII."""
        if _PLAIN.fullmatch(choice.code):
            return choice.code
        return f"c{self.choices.index(choice)}"

    def box(self, choice: Choice) -> str:
        """The name of the check box of one of several choices."""
        return f"{self.name}-{self.state(choice)}"

    def cell(self, line: int, column: Column) -> str:
        """The name of a cell of a table; lines count from 1."""
        return f"{self.name}-{line}-{column.code}"


@dataclass(frozen=True)
class SheetPart:
    """A heading with what stands under it."""

    heading: str
    items: tuple[SheetItem, ...]
    note: str = ""


@dataclass(frozen=True)
class FormSheet:
    """A form to be made: `where` says until when and where it is brought.

    `enclosed` are the documents to enclose: name, copies, provision. `privacy` is what is said of
    personal data. `label` is what the foot calls the form, its award by default; `signer` who signs,
    the proposer by default.
    """

    title: str
    subtitle: str
    award: str
    year: int
    law_edition: str
    where: tuple[str, ...]
    parts: tuple[SheetPart, ...]
    enclosed: tuple[tuple[str, str, str], ...] = ()
    privacy: tuple[str, ...] = ()
    label: str = ""
    signer: str = ""

    @property
    def items(self) -> Iterator[SheetItem]:
        """Everything to fill in, in order."""
        for part in self.parts:
            yield from part.items

    @property
    def meta(self) -> dict[str, str]:
        """What the file says of itself: hidden fields by name."""
        return {
            META_VERSION: VERSION,
            META_AWARD: self.award,
            META_YEAR: str(self.year),
            META_LAW: self.law_edition,
        }


@dataclass(frozen=True)
class FormProblem:
    """A field that could not be taken as written, or that a person should look at."""

    label: str
    message: str

    def __str__(self) -> str:
        """„Поле: какво не е наред“."""
        return f"{self.label}: {self.message}"


@dataclass(frozen=True)
class FormReading:
    """A filled form, understood but not registered.

    `typed.edition_id` is 0 while the award's edition of the year is not open.
    """

    source: Path
    award: str
    year: int
    typed: NominationInput
    problems: tuple[FormProblem, ...] = field(default_factory=tuple)
