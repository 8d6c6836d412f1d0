"""The year in figures: awards, symbols, calendar, registers, beside the year before (R-F5-0.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ruse_desktop.domain.registers import Cell
from ruse_desktop.domain.statistics import Chart


@dataclass(frozen=True)
class AwardYear:
    """An award in the year: what came, what was admitted, who was honoured, what stayed without."""

    award: str
    nominations: int
    admitted: int
    laureates: int
    unawarded: int


@dataclass(frozen=True)
class Figure:
    """Something counted: this year and the year before."""

    name: str
    value: int
    before: int


@dataclass(frozen=True)
class Part:
    """Figures that belong together."""

    title: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Detail:
    """A list behind the figures; `widths` are shares of the line."""

    title: str
    heads: tuple[str, ...]
    widths: tuple[float, ...]
    lines: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class YearReport:
    """The whole year; `details` are empty unless they were asked for."""

    municipality: str
    year: int
    drawn_on: date
    awards: tuple[AwardYear, ...]
    parts: tuple[Part, ...]
    months: Chart
    details: tuple[Detail, ...] = ()

    @property
    def total(self) -> AwardYear:
        """All awards together; its name is „“."""
        sums = [
            sum(getattr(one, name) for one in self.awards)
            for name in ("nominations", "admitted", "laureates", "unawarded")
        ]
        return AwardYear("", *sums)
