"""The emblem's file in versions: what is in force, and which symbols are to be looked over (чл. 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from ruse_desktop.domain.artwork import EMBLEM, comma
from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.domain.town import SymbolRule
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _

CARRIERS = ("flag", "seal")
"""The symbols the emblem is the central element of, where the act says so."""


@dataclass(frozen=True)
class EmblemInput:
    """What is typed of a new version: where it comes from, when it was approved."""

    source: str = ""
    approved_on: date | None = None


@dataclass(frozen=True)
class Candidate:
    """A file looked at before it becomes a version: what would be drawn, and what is drawn now.

    `before` and `after` are PNG.
    """

    name: str
    ratio: Decimal
    before: bytes
    after: bytes


@dataclass(frozen=True)
class EmblemVersion:
    """A file of the approved emblem; `ratio` is width to height of the drawing."""

    id: int
    number: int
    name: str
    suffix: str
    size: int
    sha256: str
    drawn: str
    drawn_suffix: str
    ratio: Decimal
    source: str
    approved_on: date
    by: str
    at: datetime

    @property
    def title(self) -> str:
        """„версия 2 от 15.01.2027 г.“."""
        return _("версия {n} от {day}").format(n=self.number, day=date_short(self.approved_on))

    @property
    def ratio_text(self) -> str:
        """„0,800“."""
        return comma(self.ratio, 3)


@dataclass(frozen=True)
class Review:
    """A symbol with the emblem in it and the version it was last looked over for, 0 for none.

    `open`: it is still to be looked over for the version in force.
    """

    symbol: str
    version: int
    open: bool

    @property
    def said(self) -> str:
        """„герб: версия 1 – за проверка“; „“ when nothing is to be done."""
        if not self.open:
            return ""
        if not self.version:
            return _("герб: за проверка по внесената версия")
        return _("герб: версия {n} – за проверка").format(n=self.version)


@dataclass(frozen=True)
class EmblemState:
    """Everything of the emblem: its versions, newest first, the one in force, what is to be done.

    `missing`: the file of the version in force is not in the data folder.
    """

    versions: tuple[EmblemVersion, ...] = ()
    current: EmblemVersion | None = None
    reviews: tuple[Review, ...] = ()
    missing: bool = False

    @property
    def open_reviews(self) -> tuple[Review, ...]:
        """What is still to be looked over."""
        return tuple(one for one in self.reviews if one.open)


def carriers(symbols: Sequence[SymbolRule]) -> tuple[str, ...]:
    """The symbols that hold the emblem by the act; () where no rule says that it is in others."""
    said = any(one.symbol == EMBLEM and one.kind == "use" for one in symbols)
    return tuple(one for one in CARRIERS if said and any(s.symbol == one for s in symbols))


def letterhead_finding(state: EmblemState, symbols: Sequence[SymbolRule]) -> Finding | None:
    """What is wrong with the letterhead: no approved emblem, or its file is gone (чл. 7, ал. 1)."""
    rule = next((o for o in symbols if o.symbol == EMBLEM and o.kind == "use"), None)
    if rule is None or (state.current is not None and not state.missing):
        return None
    citation: Citation = rule.citation
    said = _("Бланката е без официалния герб.")
    if state.missing:
        said = _("Файлът на герба липсва и бланката е без него.")
    return Finding(
        "letterhead-emblem", Verdict.NOT_MET, Effect.WARNS, said, citation,
        _("Отпечатва се заместител."), _("Внесете файла от „Гербът на общината…“."),
    )  # fmt: skip
