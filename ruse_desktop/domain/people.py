"""Cards of persons, organisations and teams: one per real one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ruse_desktop.domain.rules import NomineeKind, ProposerKind


@dataclass(frozen=True)
class PersonInput:
    """What is typed for a person; unknown parts stay empty. No personal number is kept (R-X-0.10)."""

    given: str
    middle: str = ""
    family: str = ""
    titles: str = ""
    pseudonym: str = ""
    latin: str = ""
    gender: str = ""
    birth_year: int | None = None
    birth_date: date | None = None
    death_date: date | None = None
    citizenship: str = ""
    settlement: str = ""
    employer: str = ""
    note: str = ""

    @property
    def full_name(self) -> str:
        """Given, middle and family name, without titles."""
        return " ".join(part for part in (self.given, self.middle, self.family) if part)


@dataclass(frozen=True)
class Person(PersonInput):
    """A saved person."""

    id: int = 0


@dataclass(frozen=True)
class OrganisationInput:
    """What is typed for an organisation: `areas` are area codes of the law, `field` free words."""

    name: str
    kind: ProposerKind = ProposerKind.ORGANISATION
    areas: tuple[str, ...] = ()
    settlement: str = ""
    reg_no: str = ""
    representative: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    field: str = ""


@dataclass(frozen=True)
class Organisation(OrganisationInput):
    """A saved organisation."""

    id: int = 0


@dataclass(frozen=True)
class TeamInput:
    """What is typed for a team: its name, home and the members by full name."""

    name: str
    organisation: str = ""
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class Team(TeamInput):
    """A saved team."""

    id: int = 0


@dataclass(frozen=True)
class Candidate:
    """A saved card that may be the same as the one being typed; `score` is 0–100 (R-X-0.9)."""

    kind: NomineeKind
    id: int
    name: str
    detail: str
    score: float
    exact: bool


@dataclass(frozen=True)
class NameParts:
    """A full name split into parts, with titles taken off the front."""

    given: str
    middle: str = ""
    family: str = ""
    titles: str = ""


def split_name(text: str) -> NameParts:
    """Split „проф. Анна Василева Тодорова“; two words are given and family name."""
    words = text.split()
    titles: list[str] = []
    while words and (words[0].endswith(".") or words[0].casefold() in _TITLES):
        titles.append(words.pop(0))
    if len(words) <= 1:
        return NameParts(" ".join(words), titles=" ".join(titles))
    middle = " ".join(words[1:-1])
    return NameParts(words[0], middle, words[-1], " ".join(titles))


_TITLES = frozenset({"д-р", "маестро", "г-н", "г-жа", "акад", "проф", "доц"})
