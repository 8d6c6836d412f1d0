"""The register of proposals of an edition („Книга за завеждане“) as it is shown and printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ruse_desktop.domain.nominations import State


@dataclass(frozen=True)
class RegisterLine:
    """A line of the register: `ordinal` is gap-free within the edition and never given twice.

    `number` is the unit's own number, „“ where it has none; `about` the work or the section;
    `complete` says „комплектно“ or what is missing; `merged_with` the leading proposal.
    """

    nomination_id: int
    ordinal: int
    number: str
    our_no: str
    registry_no: str
    day: date | None
    proposer: str
    nominee: str
    about: str
    complete: str
    state: State
    merged_with: str = ""


@dataclass(frozen=True)
class Register:
    """The whole register of one edition; `citation` is the provision that asks for it, if any."""

    title: str
    citation: str
    place: str
    award: str
    year: int
    drawn_on: date
    lines: tuple[RegisterLine, ...]
