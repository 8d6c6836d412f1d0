"""The archive of an award edition: what is kept of it, how many pieces, on which shelf, until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ruse_desktop.domain.citations import Citation
from ruse_desktop.kernel.i18n import _, mark, ngettext


class ArchiveKind(StrEnum):
    """What kind of thing is kept (чл. 60)."""

    PROPOSALS = "proposals"
    MINUTES = "minutes"
    PHOTOS = "photos"
    PRESS = "press"
    OTHER = "other"


ARCHIVE_NAMES = {
    ArchiveKind.PROPOSALS: mark("предложения"),
    ArchiveKind.MINUTES: mark("протоколи"),
    ArchiveKind.PHOTOS: mark("снимки"),
    ArchiveKind.PRESS: mark("преса"),
    ArchiveKind.OTHER: mark("друго"),
}
"""Names for people; screens pass them through gettext."""

MOST = 1_000_000
"""The largest number of pieces or pages of a line."""


@dataclass(frozen=True)
class ArchiveInput:
    """One line as typed.

    `place` is the file or shelf of the paper („К-3“); `pages` 0 where they were not counted;
    `retention` says how long it is kept, `review` is the year to look at it again.
    """

    kind: ArchiveKind
    title: str = ""
    pieces: int = 0
    pages: int = 0
    place: str = ""
    retention: str = ""
    review: int | None = None


@dataclass(frozen=True)
class ArchiveItem(ArchiveInput):
    """A recorded line; `struck_why` when it is no longer true."""

    id: int = 0
    by: str = ""
    at: datetime | None = None
    struck_why: str = ""

    @property
    def count(self) -> str:
        """„65 броя, 312 страници“."""
        said = ngettext("{n} брой", "{n} броя", self.pieces).format(n=self.pieces)
        if not self.pages:
            return said
        pages = ngettext("{n} страница", "{n} страници", self.pages).format(n=self.pages)
        return f"{said}, {pages}"

    @property
    def what(self) -> str:
        """„предложения – първа папка“."""
        name = _(ARCHIVE_NAMES[self.kind])
        return f"{name} – {self.title}" if self.title else name


@dataclass(frozen=True)
class Proposed:
    """A line the program's own data speak for: how many there are, and how many are in the list."""

    kind: ArchiveKind
    pieces: int
    kept: int

    @property
    def missing(self) -> int:
        """Pieces that no line of the archive speaks of."""
        return max(0, self.pieces - self.kept)

    @property
    def sentence(self) -> str:
        """„предложения: 65 в програмата, 60 в архива“."""
        return _("{what}: {all} в програмата, {kept} в архива").format(
            what=_(ARCHIVE_NAMES[self.kind]), all=self.pieces, kept=self.kept
        )


@dataclass(frozen=True)
class ArchiveView:
    """The archive of an edition; `citation` only where the act asks for an archive."""

    edition_id: int
    award: str
    name: str
    year: int
    items: tuple[ArchiveItem, ...]
    proposed: tuple[Proposed, ...] = ()
    citation: Citation | None = None

    @property
    def valid(self) -> tuple[ArchiveItem, ...]:
        """Lines that were not struck out."""
        return tuple(one for one in self.items if not one.struck_why)

    @property
    def missing(self) -> tuple[Proposed, ...]:
        """What the program knows of and the archive does not."""
        return tuple(one for one in self.proposed if one.missing)

    def due(self, today: date) -> tuple[ArchiveItem, ...]:
        """Lines whose year of review has come."""
        return tuple(one for one in self.valid if one.review and one.review <= today.year)
