"""Measuring a picture of a symbol: the box of what is not background, its proportions, the verdict.

Pure: the picture comes as rows of one byte per pixel, how far the pixel is from the background.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.domain.town import SymbolRule
from ruse_desktop.kernel.i18n import _

EMBLEM, FLAG = "emblem", "flag"
TOLERANCE = "artwork_ratio_tolerance"
"""The practice's answer: how many percent the proportions may differ."""
USUAL_TOLERANCE = Decimal(1)
THRESHOLD = 48
"""How far (of 255) a pixel must be from the background to belong to the drawing."""
MOST_PIXELS = 50_000_000
LEAST_SIDE = 4
_PLACES = Decimal("0.0001")
_WIDTH, _LENGTH = "ширина, см", "дължина, см"  # names of figures in the law's file


@dataclass(frozen=True)
class Box:
    """A rectangle on a picture in pixels; right and bottom are the first ones outside of it."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Pixels across."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Pixels down."""
        return self.bottom - self.top

    def within(self, width: int, height: int) -> bool:
        """Whether it lies on a picture of this size and is large enough to be measured."""
        inside = self.left >= 0 and self.top >= 0 and self.right <= width and self.bottom <= height
        return inside and min(self.width, self.height) >= LEAST_SIDE


@dataclass(frozen=True)
class Measured:
    """What was measured: proportions of the box, of the original, how far apart in percent.

    `kept` is None while there is no official original to compare with. `version` is the number of
    the emblem's version, 0 for another original.
    """

    symbol: str
    width: int
    height: int
    ratio: Decimal
    reference: Decimal | None
    tolerance: Decimal
    deviation: Decimal | None
    kept: bool | None
    version: int = 0

    @property
    def said(self) -> str:
        """„0,750 при оригинал 0,800; отклонение 6,25 %“."""
        if self.reference is None or self.deviation is None:
            return _("ширина към височина {ratio}").format(ratio=comma(self.ratio, 3))
        return _("{ratio} при оригинал {reference}; отклонение {deviation} %").format(
            ratio=comma(self.ratio, 3), reference=comma(self.reference, 3),
            deviation=comma(self.deviation, 2),
        )  # fmt: skip


@dataclass(frozen=True)
class Picture:
    """A picture made ready to be looked at: PNG of `width` × `height`, the box proposed on it."""

    png: bytes
    width: int
    height: int
    proposed: Box
    name: str = ""


@dataclass(frozen=True)
class Marked:
    """What a person marked on an attached picture of `picture` size, and what came out of it."""

    id: int
    file_id: int
    box: Box
    picture: tuple[int, int]
    measured: Measured
    by: str
    at: datetime


def comma(value: Decimal, places: int) -> str:
    """„0,800“: a number with a decimal comma."""
    return f"{value:.{places}f}".replace(".", ",")


def percent(value: Decimal) -> str:
    """„1“ or „0,5“: a tolerance without zeros at its end."""
    return f"{value.normalize():f}".replace(".", ",")


def bounding_box(rows: Sequence[bytes], threshold: int = THRESHOLD) -> Box | None:
    """The smallest box with every pixel further from the background than `threshold`.

    None when nothing is; rows of one length, a byte for each pixel.
    """
    table = bytes(0 if value <= threshold else 1 for value in range(256))
    top = bottom = -1
    left, right = len(rows[0]) if rows else 0, 0
    for y, row in enumerate(rows):
        marks = row.translate(table)
        first = marks.find(1)
        if first < 0:
            continue
        top = y if top < 0 else top
        bottom = y + 1
        left, right = min(left, first), max(right, marks.rfind(1) + 1)
    return None if top < 0 else Box(left, top, right, bottom)


def ratio_of(width: Decimal | int, height: Decimal | int) -> Decimal:
    """Width to height, four places. Raises ValueError for a side that is not above zero."""
    if width <= 0 or height <= 0:
        raise ValueError(f"{width} × {height}")
    return (Decimal(width) / Decimal(height)).quantize(_PLACES, ROUND_HALF_UP)


def deviation(ratio: Decimal, reference: Decimal) -> Decimal:
    """How many percent `ratio` is from the `reference`, two places."""
    return (abs(ratio - reference) / reference * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


def flag_sides(symbols: Sequence[SymbolRule]) -> tuple[Decimal, Decimal] | None:
    """Width and length of the flag in cm as the act measures it (90:170); None where it does not."""
    for one in symbols:
        if one.symbol == FLAG and one.kind == "form" and {_WIDTH, _LENGTH} <= set(one.values):
            return one.values[_WIDTH], one.values[_LENGTH]
    return None


def flag_ratio(symbols: Sequence[SymbolRule]) -> Decimal | None:
    """Short side to long side of the flag; None where the act does not measure it."""
    sides = flag_sides(symbols)
    return ratio_of(*sides) if sides is not None else None


def measure(
    symbol: str, box: Box, *, reference: Decimal | None, tolerance: Decimal, version: int = 0
) -> Measured:
    """Compare the box with the original; the flag by its short and long side, however it hangs."""
    wide, tall = box.width, box.height
    if symbol == FLAG:
        wide, tall = min(wide, tall), max(wide, tall)
    ratio = ratio_of(wide, tall)
    if reference is None:
        return Measured(symbol, box.width, box.height, ratio, None, tolerance, None, None)
    apart = deviation(ratio, reference)
    return Measured(
        symbol, box.width, box.height, ratio, reference, tolerance, apart, apart <= tolerance,
        version,
    )  # fmt: skip


def finding(measured: Measured, citation: Citation | None) -> Finding:
    """What the act says of the measured proportions (чл. 8)."""
    code, cited = "artwork-ratio", citation
    if measured.kept is None:
        return Finding(
            code, Verdict.JUDGEMENT, Effect.WARNS,
            _("Няма внесен официален герб, с който да се сравни изображението."), cited,
            measured.said,
            question=_("Внесете герба от „Гербът на общината…“ или преценете на око."),
        )  # fmt: skip
    limit = percent(measured.tolerance)
    if measured.kept:
        said = _("Съотношенията в изображението са спазени (допуск {limit} %).")
        return Finding(
            code, Verdict.MET, Effect.BLOCKS, said.format(limit=limit), cited, measured.said
        )
    said = _("Съотношенията в изображението не са спазени (допуск {limit} %).")
    return Finding(
        code, Verdict.NOT_MET, Effect.BLOCKS, said.format(limit=limit), cited, measured.said,
        question=_("Проверете дали рамката огражда точно символа."),
    )  # fmt: skip
