"""The administration's requirements for applying emblem and flag (чл. 8, 14), in versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from ruse_desktop.domain.artwork import EMBLEM, FLAG, flag_sides
from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.emblem import EmblemVersion
from ruse_desktop.domain.permits import rules_of
from ruse_desktop.domain.town import SymbolRule
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _

SIZES_MM = (15, 30, 45, 60)
"""Heights at which the sheet shows the emblem."""
LEAST_MM, MOST_LEAST_MM = 15, 90
FREE, MOST_FREE = 10, 50


@dataclass(frozen=True)
class RequirementInput:
    """What is typed of a version; `lines` are the office's own requirements.

    `least_mm` is the least height of the emblem, `free_percent` the free room around it in percent
    of its width.
    """

    issued_on: date | None = None
    least_mm: int = LEAST_MM
    free_percent: int = FREE
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class RequirementVersion:
    """A version as it was issued, with the emblem drawn in it (None = none was approved yet)."""

    id: int
    number: int
    typed: RequirementInput
    emblem: EmblemVersion | None
    by: str
    at: datetime

    @property
    def title(self) -> str:
        """„Изисквания, в. 3 от 15.01.2026 г.“."""
        day = self.typed.issued_on
        assert day is not None
        return _("Изисквания, в. {n} от {day}").format(n=self.number, day=date_short(day))


@dataclass(frozen=True)
class Elements:
    """What the act prescribes of a symbol: lines to tick, where they stand."""

    symbol: str
    citation: Citation
    lines: tuple[str, ...]


@dataclass(frozen=True)
class RequirementSheet:
    """A version ready for paper; `flag_sides` are its width and length in cm by the act."""

    version: RequirementVersion
    elements: tuple[Elements, ...]
    ground: Citation | None
    flag_ground: Citation | None
    ban: tuple[str, ...]
    ban_citation: Citation | None
    flag_sides: tuple[Decimal, Decimal] | None
    tolerance: Decimal
    municipality: str = ""


def elements_of(symbols: Sequence[SymbolRule]) -> tuple[Elements, ...]:
    """The prescribed form of emblem and flag, in the order of the act.

    What the act says with figures is how the one flag of the municipality is made, not its copies.
    """
    return tuple(
        Elements(one.symbol, one.citation, one.lines)
        for symbol in (EMBLEM, FLAG)
        for one in symbols
        if one.symbol == symbol and one.kind == "form" and not one.values
    )


def sheet_of(
    version: RequirementVersion,
    symbols: Sequence[SymbolRule],
    tolerance: Decimal,
    municipality: str = "",
) -> RequirementSheet:
    """A version with what the act of its day says."""
    rules = rules_of(symbols)
    emblem, flag = rules.of(EMBLEM), rules.of(FLAG)
    ban = next((one for one in symbols if one.kind == "ban"), None)
    return RequirementSheet(
        version,
        elements_of(symbols),
        emblem.citation if emblem else None,
        flag.citation if flag else None,
        ban.lines if ban else (),
        rules.ban_citation,
        flag_sides(symbols),
        tolerance,
        municipality,
    )
