"""Cards of persons, organisations and teams: one per real one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from ruse_desktop.domain.rules import NomineeKind, ProposerKind
from ruse_desktop.kernel.text import search_key
from ruse_desktop.kernel.transliteration import latin as transliterated


@dataclass(frozen=True)
class EarlierName:
    """A name borne before, or another spelling; None = the day is not known."""

    name: str
    since: date | None = None
    until: date | None = None

    def borne_on(self, day: date) -> bool:
        """Whether the name was in use on the day, as far as known."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


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
    earlier: tuple[EarlierName, ...] = ()

    @property
    def full_name(self) -> str:
        """Given, middle and family name, without titles."""
        return " ".join(part for part in (self.given, self.middle, self.family) if part)

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other names under which the person is known: the pseudonym, then the earlier names."""
        return _others(self.full_name, (self.pseudonym, *(one.name for one in self.earlier)))

    @property
    def latin_name(self) -> str:
        """The Latin spelling: the one of the person's own document, else by the act."""
        return self.latin or transliterated(self.full_name)

    @property
    def latin_own(self) -> bool:
        """Whether the Latin spelling is a written exception."""
        return bool(self.latin) and self.latin != transliterated(self.full_name)


@dataclass(frozen=True)
class Person(PersonInput):
    """A saved person; `merged_into` is the card that took its place."""

    id: int = 0
    merged_into: int | None = None


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
    latin: str = ""
    earlier: tuple[EarlierName, ...] = ()

    @property
    def aliases(self) -> tuple[str, ...]:
        """The names it bore before."""
        return _others(self.name, (one.name for one in self.earlier))

    @property
    def latin_name(self) -> str:
        """The Latin spelling: the registered one, else by the act."""
        return self.latin or transliterated(self.name)

    @property
    def latin_own(self) -> bool:
        """Whether the Latin spelling is a written exception."""
        return bool(self.latin) and self.latin != transliterated(self.name)

    def name_on(self, day: date) -> str:
        """The name in use on the day: an earlier one whose end is known and not past, else today's."""
        ended = [one for one in self.earlier if one.until is not None and one.borne_on(day)]
        return min(ended, key=lambda one: one.until or day).name if ended else self.name


@dataclass(frozen=True)
class Organisation(OrganisationInput):
    """A saved organisation; `merged_into` is the card that took its place."""

    id: int = 0
    merged_into: int | None = None


@dataclass(frozen=True)
class TeamInput:
    """What is typed for a team: its name, home and the members by full name."""

    name: str
    organisation: str = ""
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class Team(TeamInput):
    """A saved team; `merged_into` is the card that took its place."""

    id: int = 0
    merged_into: int | None = None


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
class CardLine:
    """A card in the register; `order` sorts it, `twins` counts its likely doubles (R-X-0.9)."""

    kind: NomineeKind
    id: int
    name: str
    detail: str
    order: str = ""
    twins: int = 0


@dataclass(frozen=True)
class HistoryLine:
    """One thing a card took part in; `kind` and `record_id` open it, `exact` is False by likeness."""

    year: int
    what: str
    title: str
    detail: str
    kind: str
    record_id: int
    exact: bool = True


@dataclass(frozen=True)
class MergeView:
    """A merge that was made; `dropped` is the name of the card put away."""

    id: int
    kind: NomineeKind
    keep_id: int
    drop_id: int
    dropped: str
    at: datetime
    by: str


@dataclass(frozen=True)
class History:
    """All years of a card on one page, newest first, with the merges that made it."""

    lines: tuple[HistoryLine, ...]
    merges: tuple[MergeView, ...] = ()


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


def ending(gender: str, masculine: str, feminine: str, both: str = "") -> str:
    """The word with the ending of the person: „удостоен“, „удостоена“, unknown „удостоен(а)“."""
    if gender == "m":
        return masculine
    if gender == "f":
        return feminine
    if both:
        return both
    stem = feminine.removeprefix(masculine)
    return f"{masculine}({stem})" if stem != feminine else f"{masculine}/{feminine}"


def gender_of(family: str) -> str:
    """What the ending of a family name proposes: „f“, „m“ or „“; a person decides."""
    folded = family.strip().casefold()
    if folded.endswith(("ова", "ева", "ска", "цка", "ина")):
        return "f"
    return "m" if folded.endswith(("ов", "ев", "ски", "цки", "ин")) else ""


def _others(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names that are not the card's own, each once, in order."""
    own = search_key(name)
    found: dict[str, str] = {}
    for one in names:
        key = search_key(one)
        if key and key != own:
            found.setdefault(key, one.strip())
    return tuple(found.values())


_TITLES = frozenset({"д-р", "маестро", "г-н", "г-жа", "акад", "проф", "доц"})
