"""A laureate book as a bound volume: its parts, leaves and index, and the sheet that anchors it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ruse_desktop.domain.books import EntryKind, HistoryLine, HolderKind
from ruse_desktop.kernel.text import sort_key

CODE = re.compile(r"A1:([A-Z0-9]{1,8}):(\d{1,7}):(\d{8}):([0-9A-F]{64})")
LEAST_DIGITS = 16
_GROUP = 4
_LOOKALIKE = str.maketrans("асеАСЕВ", "aceaceb")
_NOT_HEX = re.compile(r"[^0-9a-f]")
_BETWEEN = re.compile(r"[\s\-–·]+")


@dataclass(frozen=True)
class Volume:
    """A bound part of a book: laureates `first_no`–`last_no` (`last_no` < `first_no` while empty).

    `leaves` are the numbered leaves certified at its closing; None where the whole book was closed.
    """

    number: int
    first_no: int
    last_no: int
    opened_on: date
    opened_by: str
    closed_on: date | None = None
    closed_by: str = ""
    leaves: int | None = None

    @property
    def holders(self) -> int:
        """Laureates entered in it."""
        return self.last_no - self.first_no + 1


@dataclass(frozen=True)
class VolumeEntry:
    """A laureate on the page: what the book says now, and in `remarks` what it said.

    `struck` is the name first entered, where a correction changed it. `remarks` are the further
    entries, oldest first. `index` are names of the index, family name first.
    """

    number: int
    year: int
    name: str
    struck: str
    members: tuple[str, ...]
    section: str
    act: str
    motive: str
    hand_over: str
    revoked: bool
    remarks: tuple[HistoryLine, ...]
    index: tuple[str, ...]
    fingerprint: str
    entered_on: date
    historic: bool = False


@dataclass(frozen=True)
class IndexLine:
    """A name and the numbers under which it stands."""

    letter: str
    name: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Anchor:
    """What a sheet of anchoring says: the chain's head at a day. `digest` may be only its beginning.

    `book` is „“ and `seq` 0 where only the digits were typed.
    """

    digest: str
    book: str = ""
    seq: int = 0
    on: date | None = None

    @property
    def code(self) -> str:
        """The text of the QR sign on the sheet."""
        day = f"{self.on:%Y%m%d}" if self.on else "00000000"
        return f"A1:{self.book}:{self.seq}:{day}:{self.digest.upper()}"

    @property
    def groups(self) -> tuple[str, ...]:
        """The digits in groups of four."""
        return tuple(self.digest[n : n + _GROUP] for n in range(0, len(self.digest), _GROUP))


@dataclass(frozen=True)
class AnchorCheck:
    """Whether the book agrees with a sheet; `later` entries were added after it."""

    agrees: bool
    sentence: str
    book: str = ""
    seq: int = 0
    later: int = 0


@dataclass(frozen=True)
class BookVolume:
    """Everything the printed book holds.

    `part` is „том 2“, a period or „“ for the whole book; `volume` is None for a period.
    `general` are entries on the book itself: opening, keepers, volumes, closing. `announced` marks
    an award that is announced and not handed over.
    """

    municipality: str
    town: str
    book: str
    title: str
    keeper: str
    citation: str
    part: str
    volume: Volume | None
    entries: tuple[VolumeEntry, ...]
    general: tuple[HistoryLine, ...]
    anchor: Anchor
    holders: int
    drawn_on: date
    drawn_by: str
    announced: bool = False

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and the last year of the laureates in it; None while it is empty."""
        found = [entry.year for entry in self.entries]
        return (min(found), max(found)) if found else None


def read_anchor(text: str) -> Anchor:
    """Parse a scanned code or typed digits, in groups or not. Raises ValueError."""
    match = CODE.fullmatch("".join(text.split()).upper())
    if match is not None:
        day = match[3]
        on = date(int(day[:4]), int(day[4:6]), int(day[6:])) if int(day) else None
        return Anchor(match[4].lower(), match[1], int(match[2]), on)
    digits = _BETWEEN.sub("", text.strip()).translate(_LOOKALIKE).lower()
    if _NOT_HEX.search(digits) or not LEAST_DIGITS <= len(digits) <= 64:
        raise ValueError(text)
    return Anchor(digits)


def volumes(
    general: Iterable[tuple[EntryKind, date, str, Mapping[str, Any]]], last_no: int
) -> list[Volume]:
    """The volumes of a book out of its general entries (kind, day, by, payload), oldest first.

    The first volume begins with the opening of the book; closing the book closes the last one.
    """
    found: list[Volume] = []
    for kind, day, by, payload in general:
        fact = payload.get("volume")
        if not found:
            found.append(Volume(1, 1, last_no, day, by))
        if kind is EntryKind.CLOSING and found[-1].closed_on is None:
            found[-1] = replace(found[-1], closed_on=day, closed_by=by)
        if not fact:
            continue
        now = found[-1]
        found[-1] = replace(
            now, last_no=fact["last_no"], closed_on=day, closed_by=by, leaves=fact["leaves"]
        )
        if fact.get("next"):
            found.append(Volume(now.number + 1, fact["last_no"] + 1, last_no, day, by))
    return found


def index_name(name: str, kind: HolderKind) -> str:
    """„Попова, Маргарита Илиева“; teams and organisations as they are."""
    words = name.split()
    if kind is not HolderKind.PERSON or len(words) < 2:
        return name
    return f"{words[-1]}, {' '.join(words[:-1])}"


def index(entries: Sequence[VolumeEntry]) -> tuple[IndexLine, ...]:
    """The index of names in Bulgarian order, each with its numbers."""
    numbers: dict[str, list[int]] = {}
    for entry in entries:
        for name in dict.fromkeys(entry.index):
            numbers.setdefault(name, []).append(entry.number)
    ordered = sorted(numbers, key=sort_key)
    return tuple(IndexLine(_letter(name), name, tuple(numbers[name])) for name in ordered)


def _letter(name: str) -> str:
    return next((sign.upper() for sign in name if sign.isalnum()), "")
