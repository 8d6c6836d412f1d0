"""What is known of the backups of a database: places, attempts, how old the last verified copy is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _, mark, ngettext

HOME = 0
"""The place beside the data, which is always there."""
YELLOW_DAYS, RED_DAYS, STICK_DAYS = 3, 7, 30
REHEARSE_DAYS = 183
"""How often a copy is to be tried out: twice a year."""
EVERY_HOURS = (1, 2, 4, 8)
BEFORE_UPGRADE, BEFORE_IMPORT = "преди-обновяване", "преди-внасяне"
BIG_IMPORT = 10
"""From so many rows on an import is preceded by a copy."""


class PlaceKind(StrEnum):
    """What sort of place copies go to."""

    HOME = "home"
    FOLDER = "folder"
    STICK = "stick"


PLACE_WORDS = {
    PlaceKind.HOME: mark("до данните"),
    PlaceKind.FOLDER: mark("папка"),
    PlaceKind.STICK: mark("флашка"),
}


@dataclass(frozen=True)
class BackupReport:
    """One attempt: when, where, whether it was verified, how many rows it holds.

    `seen` says that a person has taken note of a failure.
    """

    at: datetime
    path: Path
    ok: bool
    rows: int
    detail: str = ""
    place: int = HOME
    seen: bool = False
    id: int = 0


@dataclass(frozen=True)
class PlaceInput:
    """A place as it is typed: a folder, or the label of a stick and a folder on it."""

    kind: PlaceKind
    folder: str = ""
    label: str = ""


@dataclass(frozen=True)
class Place:
    """Where copies go. `now` is the folder at this moment, None while the stick is not there."""

    id: int
    kind: PlaceKind
    folder: str
    label: str = ""
    active: bool = True
    now: Path | None = None
    last_ok: datetime | None = None
    failure: BackupReport | None = None

    @property
    def name(self) -> str:
        """How the place is called."""
        if self.kind is PlaceKind.HOME:
            return _("Папка до данните")
        if self.kind is PlaceKind.STICK:
            return _("Флашка „{label}“").format(label=self.label)
        return self.folder


@dataclass(frozen=True)
class Made:
    """What came of one round over all places; `absent` are sticks that were not there."""

    reports: tuple[BackupReport, ...]
    absent: tuple[str, ...] = ()
    thinned: int = 0

    @property
    def home(self) -> BackupReport:
        """The report of the copy beside the data."""
        return next(one for one in self.reports if one.place == HOME)


class Level(StrEnum):
    """How the copies stand."""

    GOOD = "good"
    YELLOW = "yellow"
    RED = "red"


@dataclass(frozen=True)
class Health:
    """How the copies stand now: the worst of all that is said in `lines`."""

    level: Level
    last_ok: datetime | None
    lines: tuple[str, ...] = ()
    failures: tuple[BackupReport, ...] = ()
    rehearse: bool = False
    every_hours: int = 4


@dataclass(frozen=True)
class Rehearsal:
    """A copy tried out: restored aside, opened by the services, compared with what it says of itself."""

    at: datetime
    path: Path
    copy_at: datetime
    ok: bool
    rows: int
    books: int
    attachments: int
    audit_lines: int
    by: str
    detail: str = ""
    id: int = 0


@dataclass(frozen=True)
class Copy:
    """A copy found in a place, as its manifest tells; `problem` when that could not be read."""

    path: Path
    at: datetime
    label: str = ""
    rows: int = 0
    size: int = 0
    encrypted: bool = False
    problem: str = ""
    place: int = HOME


@dataclass
class _Worst:
    """Gathers sentences and keeps the worst level."""

    level: Level = Level.GOOD
    lines: list[str] = field(default_factory=list)

    def add(self, level: Level, text: str) -> None:
        order = list(Level)
        self.level = max(self.level, level, key=order.index)
        self.lines.append(text)


def _replaced(copy: datetime) -> str:
    return _(
        "Базата е по-стара от копието от {when}: файлът е подменен с предишен. Възстановете копието "
        "или повикайте поддържащия."
    ).format(when=f"{date_plain(copy.date())} {copy:%H:%M}")


def health(
    places: Sequence[Place],
    rehearsed: datetime | None,
    created: datetime,
    now: datetime,
    *,
    every_hours: int = 4,
    replaced: datetime | None = None,
) -> Health:
    """How the copies stand: age of the last verified one, failures nobody has seen, the stick.

    A copy „from the future“ (the clock was moved) never counts as recent. `created` is when the
    file was made: from then on the days without a copy or rehearsal are counted. `replaced` is the
    moment of a copy that knows more than the file itself: an older file was put in its place.
    """
    known = [one.last_ok for one in places if one.last_ok is not None and one.last_ok <= now]
    last = max(known, default=None)
    worst = _Worst()
    if replaced is not None:
        worst.add(Level.RED, _replaced(replaced))
    days = (now - (last or created)).days
    if days > YELLOW_DAYS:
        said = (
            ngettext(
                "Последното проверено копие е отпреди {n} ден.",
                "Последното проверено копие е отпреди {n} дни.",
                days,
            )
            if last
            else _("Още няма проверено копие.")
        )
        worst.add(Level.RED if days > RED_DAYS else Level.YELLOW, said.format(n=days))
    if any(one.last_ok is not None and one.last_ok > now for one in places):
        worst.add(Level.YELLOW, _("Има копие с бъдеща дата: проверете часовника на компютъра."))
    failures = tuple(
        one.failure for one in places if one.failure is not None and not one.failure.seen
    )
    for place in places:
        if place.failure is not None and not place.failure.seen:
            detail = place.failure.detail
            text = _("{place}: {problem}").format(place=place.name, problem=detail)
            text = detail if place.name in detail else text
            worst.add(Level.RED, text)
    sticks = [one for one in places if one.kind is PlaceKind.STICK and one.active]
    fresh = [one.last_ok for one in sticks if one.last_ok is not None and one.last_ok <= now]
    if sticks and (now - max(fresh, default=created)).days > STICK_DAYS:
        when = max(fresh, default=None)
        text = (
            _("Копието на флашка е от {day}. Поставете флашката и направете ново.").format(
                day=date_plain(when.date())
            )
            if when
            else _("На флашка още няма копие. Поставете я и направете копие.")
        )
        worst.add(Level.RED, text)
    rehearse = (now - (rehearsed or created)).days > REHEARSE_DAYS
    if rehearse:
        worst.add(Level.YELLOW, _("Време е за проверка на копие (два пъти в годината)."))
    return Health(worst.level, last, tuple(worst.lines), failures, rehearse, every_hours)
