"""Figures out of the books: laureates by year, award and section, and places left unawarded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import sort_key


class ChartKind(StrEnum):
    """How figures are drawn."""

    COLUMNS = "columns"
    BARS = "bars"


@dataclass(frozen=True)
class Laurel:
    """What is counted of one laureate."""

    award: str
    year: int
    section: str
    kind: str


@dataclass(frozen=True)
class Places:
    """Slots that closed sessions settled for an award in a year: awarded and left unawarded."""

    award: str
    year: int
    awarded: int
    unawarded: int


@dataclass(frozen=True)
class Bar:
    """A name, its number, and the further cells of its line in the table."""

    name: str
    value: float
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Chart:
    """One drawing with the table beside it; `unit` is written after each value („ %“)."""

    title: str
    kind: ChartKind
    head: tuple[str, ...]
    bars: tuple[Bar, ...]
    note: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Statistics:
    """The whole report: `book` is the name of the only book counted, „“ for all."""

    municipality: str
    book: str
    first: int
    last: int
    laureates: int
    drawn_on: date
    charts: tuple[Chart, ...]


def by_year(laurels: Iterable[Laurel], first: int, last: int) -> Chart:
    """Laureates of every year of the period, those without any too."""
    counted = Counter(one.year for one in laurels)
    bars = tuple(
        Bar(str(year), counted[year], (str(year), str(counted[year])))
        for year in range(first, last + 1)
    )
    return Chart(_("Носители по години"), ChartKind.COLUMNS, (_("Година"), _("Носители")), bars)


def by_award(laurels: Iterable[Laurel], names: Mapping[str, str]) -> Chart:
    """Laureates of each award, in the order of `names`."""
    counted = Counter(one.award for one in laurels)
    bars = [
        Bar(name, counted[code], (name, str(counted[code]), share(counted[code], counted.total())))
        for code, name in names.items()
        if counted[code]
    ]
    head = (_("Отличие"), _("Носители"), _("Дял"))
    return Chart(_("Носители по отличия"), ChartKind.BARS, head, tuple(bars))


def by_section(laurels: Iterable[Laurel]) -> Chart:
    """Laureates by section as the books write it, the most first; unknown ones last."""
    counted = Counter(one.section for one in laurels)
    total = counted.total()
    unknown = counted.pop("", 0)
    order = sorted(counted, key=lambda name: (-counted[name], sort_key(name)))
    bars = [
        Bar(name, counted[name], (name, str(counted[name]), share(counted[name], total)))
        for name in order
    ]
    if unknown:
        name = _("без записан раздел")
        bars.append(Bar(name, unknown, (name, str(unknown), share(unknown, total))))
    head = (_("Раздел"), _("Носители"), _("Дял"))
    return Chart(_("Носители по раздели"), ChartKind.BARS, head, tuple(bars))


def by_kind(laurels: Iterable[Laurel]) -> Chart:
    """Persons, teams and organisations."""
    counted = Counter(one.kind for one in laurels)
    names = {"person": _("лице"), "team": _("колектив"), "organisation": _("организация")}
    bars = [
        Bar(name, counted[kind], (name, str(counted[kind]), share(counted[kind], counted.total())))
        for kind, name in names.items()
        if counted[kind]
    ]
    head = (_("Носител"), _("Брой"), _("Дял"))
    return Chart(_("Лица, колективи и организации"), ChartKind.BARS, head, tuple(bars))


def unawarded(places: Iterable[Places], names: Mapping[str, str]) -> Chart:
    """The share of places left unawarded, by award; from sessions recorded in the program only."""
    left: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    for one in places:
        left[one.award] += one.unawarded
        whole[one.award] += one.awarded + one.unawarded
    bars = tuple(
        Bar(
            name,
            round(100 * left[code] / whole[code], 1),
            (name, str(whole[code]), str(left[code]), share(left[code], whole[code])),
        )
        for code, name in names.items()
        if whole[code]
    )
    head = (_("Отличие"), _("Решени раздели"), _("Неприсъдени"), _("Дял"))
    note = _("Броят се само разделите, решени на приключили заседания в програмата.")
    return Chart(_("Дял на неприсъдените"), ChartKind.BARS, head, bars, note, " %")


def share(part: int, whole: int) -> str:
    """„12,5 %“."""
    if not whole:
        return ""
    return f"{100 * part / whole:.1f}".replace(".", ",") + "\u00a0%"
