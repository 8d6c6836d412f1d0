"""What stands on a diploma, and on what paper it is printed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MOST_OFFSET = 20.0
"""As far as a page may be moved, in millimetres."""


class Orientation(StrEnum):
    """How the sheet stands."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class Paper(StrEnum):
    """The sheet."""

    A4 = "A4"
    A3 = "A3"


@dataclass(frozen=True)
class Layout:
    """Sheet, orientation, and whether only texts are printed on a pre-printed blank.

    `right` and `down` move everything, in millimetres of the sheet: what this printer is off by.
    """

    orientation: Orientation = Orientation.PORTRAIT
    paper: Paper = Paper.A4
    blank: bool = False
    right: float = 0.0
    down: float = 0.0


@dataclass(frozen=True)
class Signatory:
    """Who signs: the office, and the name when it is known."""

    role: str
    name: str = ""


@dataclass(frozen=True)
class Diploma:
    """The content of one diploma.

    A person has `given`, `middle`, `family`; a team or an organisation has `name`. `award` is the
    full official name, `act` and `entry` are whole phrases, `fingerprint` the first ten hex digits
    of the entry's hash, `code` the text of the QR sign. `heading` is what the law calls the sheet;
    `yearly` is False for an honour given without a cycle, which is not „за 2026 година“; `title` is
    True for a title, which is given otherwise than a prize. `duplicate` is what a duplicate or a copy
    says of itself, „“ on the first one; `copy` marks one printed after the seal was put on, which
    has no place for it (чл. 21). `work` says in a phrase for what work it is given, „“ for none;
    `second` says the same in a second language, lines broken as typed; `founded` who founded the
    award, where the act says so.
    """

    award: str
    year: int
    area: str
    section: str
    motive: str
    act: str
    entry: str
    dated: date
    place: str
    signatories: tuple[Signatory, ...]
    fingerprint: str
    code: str
    municipality: str
    heading: str = "ДИПЛОМ"
    yearly: bool = True
    title: bool = False
    given: str = ""
    middle: str = ""
    family: str = ""
    titles: str = ""
    name: str = ""
    members: tuple[str, ...] = ()
    duplicate: str = ""
    copy: bool = False
    work: str = ""
    second: str = ""
    founded: str = ""

    @property
    def signed(self) -> bool:
        """Whether the code carries a signature."""
        return self.code.startswith("2:")

    @property
    def full_name(self) -> str:
        """The name in one line."""
        return self.name or " ".join(p for p in (self.given, self.middle, self.family) if p)


_FIELD = re.compile(r"\{(\w+)\}")
_QUOTED = re.compile(r"„(\{\w+\})“")


def fields_named(parts: Sequence[str]) -> tuple[str, ...]:
    """The fields that the parts of a phrase name."""
    return tuple(code for part in parts for code in _FIELD.findall(part))


def work_of(parts: Sequence[str], facts: Mapping[str, object]) -> str:
    """„за книгата „Мостът“, издателство „Ехо““; parts without their field are left out.

    What is typed in quotation marks already does not get them twice.
    """
    said = []
    for part in parts:
        values = {code: str(facts.get(code) or "").strip() for code in fields_named((part,))}
        if not all(values.values()):
            continue
        text = part
        for code, value in values.items():
            bare = "„" in value and value.endswith("“")
            text = _QUOTED.sub(r"\1", text) if bare else text
            text = text.replace(f"{{{code}}}", value)
        said.append(text)
    return ", ".join(said)
