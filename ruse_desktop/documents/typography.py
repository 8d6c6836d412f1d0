"""Fonts and the only doors through which text enters a page: escaped, cleaned, fitted."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib.colors import HexColor, black
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph

from ruse_desktop.kernel import paths

if TYPE_CHECKING:
    from collections.abc import Sequence

DISPLAY, DISPLAY_BOLD, DISPLAY_ITALIC = "CormorantBG-SemiBold", "CormorantBG-Bold", "CormorantBG-Italic"  # fmt: skip
TEXT, TEXT_BOLD, TEXT_ITALIC = "SourceSerif4BG-Regular", "SourceSerif4BG-Bold", "SourceSerif4BG-Italic"  # fmt: skip
SANS, SANS_BOLD, SANS_SEMI, SANS_ITALIC = "SofiaSans-Regular", "SofiaSans-Bold", "SofiaSans-SemiBold", "SofiaSans-Italic"  # fmt: skip
INK = black
MUTED = HexColor("#4a5563")
BLUE = HexColor("#1c4f8f")
GOLD = HexColor("#a27a1f")
LINE = HexColor("#9aa5b4")
_BAD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


@cache
def register() -> None:
    """Make the fonts known to ReportLab, once."""
    rl_config.useA85 = 0
    for name in (
        DISPLAY, DISPLAY_BOLD, DISPLAY_ITALIC, TEXT, TEXT_BOLD, TEXT_ITALIC,
        SANS, SANS_BOLD, SANS_SEMI, SANS_ITALIC,
    ):  # fmt: skip
        pdfmetrics.registerFont(TTFont(name, str(paths.resource("fonts", f"{name}.ttf"))))


def plain(text: str) -> str:
    """Text as it may be drawn: NFC, no control or direction characters, ordinary hard spaces."""
    cleaned = _BAD.sub("", unicodedata.normalize("NFC", text))
    return cleaned.replace("\u202f", "\u00a0").replace("\u2009", "\u00a0")


def para(text: str, style: ParagraphStyle) -> Paragraph:
    """A paragraph of a person's text: nothing in it is markup. Line breaks stay."""
    register()
    return Paragraph("<br/>".join(escape(line) for line in plain(text).split("\n")), style)


def rich(parts: Sequence[tuple[str, bool]], style: ParagraphStyle) -> Paragraph:
    """A paragraph of parts, each (text, bold); nothing in the texts is markup."""
    register()
    inner = "".join(
        f'<font name="{TEXT_BOLD}">{escape(plain(text))}</font>' if bold else escape(plain(text))
        for text, bold in parts
    )
    return Paragraph(inner, style)


def width(text: str, font: str, size: float) -> float:
    """Width in points."""
    register()
    return float(pdfmetrics.stringWidth(plain(text), font, size))


def fit(text: str, font: str, most: float, least: float, room: float) -> float | None:
    """The largest size between `most` and `least` points at which the text fits; None if none does."""
    natural = width(text, font, 1.0)
    size = min(most, room / natural if natural else most)
    return size if size >= least else None


def wrap(text: str, font: str, size: float, room: float) -> list[str]:
    """Lines of whole words no wider than `room`; a longer word is cut."""
    lines: list[str] = []
    for word in plain(text).replace("\n", " ").split(" "):
        pieces = [word]
        while width(pieces[-1], font, size) > room and len(pieces[-1]) > 1:
            last = pieces.pop()
            cut = len(last)
            while cut > 1 and width(last[:cut], font, size) > room:
                cut -= 1
            pieces += [last[:cut], last[cut:]]
        for piece in pieces:
            joined = f"{lines[-1]} {piece}" if lines else piece
            if lines and width(joined, font, size) <= room:
                lines[-1] = joined
            else:
                lines.append(piece)
    return lines


def style(name: str = "text", **changes: object) -> ParagraphStyle:
    """A paragraph style of office papers; `changes` override single values."""
    register()
    base: dict[str, object] = {
        "fontName": TEXT,
        "fontSize": 10.5,
        "leading": 14.5,
        "textColor": INK,
        "spaceAfter": 4,
        "splitLongWords": 1,
    }
    return ParagraphStyle(name, **{**base, **changes})
