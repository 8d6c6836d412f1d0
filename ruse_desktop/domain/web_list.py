"""The list of laureates for the municipality's site: names, award, year, section and nothing more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby

from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, ngettext


class Why(StrEnum):
    """Why an entry is not in the list."""

    REVOKED = "revoked"
    CEREMONY = "ceremony"
    NOT_HANDED = "not-handed"
    ASKED = "asked"


@dataclass(frozen=True)
class WebLine:
    """A laureate of the list; `id` is the entry's in the program and is never written out."""

    id: int
    award: str
    year: int
    name: str
    section: str


@dataclass(frozen=True)
class Withheld:
    """A laureate left out, and why; `ceremony` is the day up to which the embargo lasts.

    `reason` is what was written when somebody asked to be left out, `by` and `on` by whom and when.
    """

    line: WebLine
    why: Why
    ceremony: date | None = None
    reason: str = ""
    by: str = ""
    on: date | None = None

    @property
    def text(self) -> str:
        """Why, in a sentence for people."""
        if self.why is Why.REVOKED:
            return _("отличието е отнето")
        if self.why is Why.CEREMONY and self.ceremony is not None:
            return _("връчването е на {day}").format(day=date_short(self.ceremony))
        if self.why is Why.ASKED:
            return _("не се публикува: {reason}").format(reason=self.reason)
        return _("връчването още не е вписано в книгата")


@dataclass(frozen=True)
class WebList:
    """What may be published on a day, newest year first within an award, and what may not."""

    municipality: str
    drawn_on: date
    lines: tuple[WebLine, ...]
    withheld: tuple[Withheld, ...] = ()

    @property
    def sections(self) -> tuple[tuple[str, tuple[WebLine, ...]], ...]:
        """The lines by award, in the order of the list."""
        return tuple(
            (award, tuple(lines)) for award, lines in groupby(self.lines, lambda one: one.award)
        )


@dataclass(frozen=True)
class Publication:
    """A version handed over for publishing; `digest` is the SHA-256 of the HTML file in hex."""

    version: int
    at: datetime
    by: str
    names: int
    withheld: int
    digest: str
    folder: str
    link: str = ""
    published_on: date | None = None


FILES = ("nositeli.html", "nositeli.csv", "nositeli.json")


def count_text(lines: Sequence[object]) -> str:
    """„214 имена“."""
    n = len(lines)
    return ngettext("{n} име", "{n} имена", n).format(n=n)
