"""Numbers as people type them in an application: „60×80 мм; 6,5 х 8 см“, „РЗ-17“."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from ruse_desktop.kernel.i18n import mark

UNITS: dict[str, tuple[str, Decimal]] = {
    "мм": (mark("мм"), Decimal(1)),
    "см": (mark("см"), Decimal(10)),
    "м": (mark("м"), Decimal(1000)),
}
"""Units by their signs: name and how many millimetres."""
_LATIN = {"mm": "мм", "cm": "см", "m": "м"}
_SIZE = re.compile(
    r"^\s*(\d+(?:[.,]\d+)?)\s*(?:[xхХX×*/]|на)\s*(\d+(?:[.,]\d+)?)\s*(мм|см|м|mm|cm|m)?\.?\s*$"
)
_MOST = Decimal(100_000)
_DIGITS = re.compile(r"(?<!\d)([1-9]\d{0,8})$")


@dataclass(frozen=True)
class Size:
    """Width and height in one unit."""

    width: Decimal
    height: Decimal
    unit: str = "мм"

    @property
    def ratio(self) -> Decimal:
        """Width over height."""
        return self.width / self.height

    @property
    def text(self) -> str:
        """„60 × 80 мм“."""
        return f"{_plain(self.width)} × {_plain(self.height)} {self.unit}"


def sizes_of(text: str) -> tuple[Size, ...]:
    """The sizes in a text, parted by „;“; without a unit those of the next one, at last mm.

    Raises ValueError for a part that is no size.
    """
    parts = [part for part in text.split(";") if part.strip()]
    found: list[Size] = []
    unit = "мм"
    for part in reversed(parts):
        match = _SIZE.match(part)
        if match is None:
            raise ValueError(part.strip())
        width, height = _number(match[1]), _number(match[2])
        unit = _LATIN.get(match[3], match[3]) if match[3] else unit
        if not (0 < width <= _MOST and 0 < height <= _MOST):
            raise ValueError(part.strip())
        found.append(Size(width, height, unit))
    return tuple(reversed(found))


def _number(text: str) -> Decimal:
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation as error:
        raise ValueError(text) from error


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}".replace(".", ",")


def numbers_of(text: str) -> int | None:
    """The number at the end of a text: 17 of „РЗ-17“; None where there is none."""
    found = _DIGITS.search(text.strip())
    return int(found[1]) if found else None
