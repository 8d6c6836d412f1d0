"""The extract from the minutes that may leave the office: the decisions and nothing that is secret.

It is built from what may be told, not by striking things out of the minutes. It tells: number, day
and commission, the order and the provisions, that the session was closed, the sections with their
laureates and motives, and which sections stay without one. It never tells: who of the members was
there or was barred and why (R-45-5.2, R-45-7.1, R-X-0.10), votes, totals and rounds (R-45-5.3),
digests and control numbers, the names of those who were not chosen, the reason why a section stays
without a laureate, overrides and warnings, who counted. A motive that names somebody who was not
chosen or tells votes is left out as a whole, and the extract says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ruse_desktop.domain.minutes import Minutes

_VOTES = re.compile(
    r"(\d|един|два|три|четири|пет|шест|седем|осем|девет)\s+глас|гласува|бюлетин|мнозинств",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class ExtractLaureate:
    """A laureate with the motive; „“ where it may not be told (`withheld`) or there is none."""

    name: str
    motive: str
    withheld: bool = False


@dataclass(frozen=True)
class ExtractSection:
    """A section and its laureates; () = it stays without one. `open` = left for a later session."""

    name: str
    citation: str
    laureates: tuple[ExtractLaureate, ...] = ()
    open: bool = False


@dataclass(frozen=True)
class MinutesExtract:
    """What the extract says, of the whole session or of one laureate (`of`)."""

    number: str
    held_on: date
    commission: str
    award: str
    year: int
    order: str
    basis: str
    closed_session: str
    sections: tuple[ExtractSection, ...]
    secretary: str
    proposes: bool
    final: str
    municipality: str
    office: str
    of: str = ""
    draft: bool = False


def extract(
    minutes: Minutes, part: tuple[str, int] | None = None, *, proposes: bool = False
) -> MinutesExtract:
    """The extract of the whole minutes, or of one laureate: (code of the section, place in it).

    `proposes` says that another act decides. Raises KeyError when there is no such laureate.
    """
    sections = tuple(_sections(minutes))
    of = ""
    if part is not None:
        codes = [slot.code for slot in minutes.slots if not slot.first]
        if part[0] not in codes:
            raise KeyError(part)
        section = sections[codes.index(part[0])]
        if not 0 <= part[1] < len(section.laureates):
            raise KeyError(part)
        one = section.laureates[part[1]]
        of = one.name
        sections = (ExtractSection(section.name, section.citation, (one,)),)
    return MinutesExtract(
        number=minutes.number,
        held_on=minutes.held_on,
        commission=minutes.commission,
        award=minutes.award,
        year=minutes.year,
        order=minutes.order,
        basis=minutes.basis,
        closed_session=minutes.closed_session,
        sections=sections,
        secretary=minutes.secretary,
        proposes=proposes,
        final=minutes.final,
        municipality=minutes.municipality,
        office=minutes.office,
        of=of,
        draft=minutes.draft,
    )


def _sections(minutes: Minutes) -> Iterator[ExtractSection]:
    won = {name for slot in minutes.slots for name, _motive in slot.winners}
    others = {name for slot in minutes.slots for _no, name, _by in slot.nominations} - won
    for slot in minutes.slots:
        if slot.first:
            continue
        laureates = tuple(
            ExtractLaureate(name, "", withheld=True)
            if tells_more(motive, others, won)
            else ExtractLaureate(name, motive)
            for name, motive in slot.winners
        )
        yield ExtractSection(slot.name, slot.citation, laureates, open=slot.left)


def tells_more(motive: str, others: set[str], won: set[str]) -> bool:
    """Whether a motive speaks of votes, or has the family name of one who was not chosen."""
    if _VOTES.search(motive):
        return True
    families = _words(*(name.split()[-1] for name in others if name.split()))
    return bool(_words(motive) & (families - _words(*won)))


def _words(*texts: str) -> set[str]:
    return {word.casefold() for text in texts for word in _WORD.findall(text)}
