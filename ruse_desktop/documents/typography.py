"""Fonts and the only doors through which text enters a page: escaped, cleaned, kerned, fitted."""

from __future__ import annotations

import json
import math
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib.colors import HexColor, black
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph

from ruse_desktop.kernel import paths
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlab.pdfgen.canvas import Canvas

DISPLAY, DISPLAY_BOLD, DISPLAY_ITALIC = "CormorantBG-SemiBold", "CormorantBG-Bold", "CormorantBG-Italic"  # fmt: skip
TEXT, TEXT_BOLD, TEXT_ITALIC = "RuseSerifBG-Regular", "RuseSerifBG-Bold", "RuseSerifBG-Italic"
SANS, SANS_BOLD, SANS_SEMI, SANS_ITALIC = "SofiaSans-Regular", "SofiaSans-Bold", "SofiaSans-SemiBold", "SofiaSans-Italic"  # fmt: skip
FACES = (
    DISPLAY, DISPLAY_BOLD, DISPLAY_ITALIC, TEXT, TEXT_BOLD, TEXT_ITALIC,
    SANS, SANS_BOLD, SANS_SEMI, SANS_ITALIC,
)  # fmt: skip
INK = black
MUTED = HexColor("#4a5563")
BLUE = HexColor("#1c4f8f")
GOLD = HexColor("#a27a1f")
LINE = HexColor("#9aa5b4")
_HAIR = 0.01  # a size computed to fill the room must fit into it
_STEP = 6.0
_TIE = "\x1f"  # cannot come from a person: `plain` removes it
_SHORT = re.compile(
    r"(?<![^\s„(])(?:[ВвСсКкУуОоАаИи]|№|чл\.|ал\.|т\.|гр\.|ул\.|св\.|г-н|г-жа|д-р|проф\.|доц\.|"
    r"акад\.|инж\.|арх\.)(?= )"
)
_BEFORE = re.compile(r"(?<=\d) (?=(?:г|ч|лв)\.|€)")
_QUOTED = re.compile(r"„[^“]{1,30}“")


@cache
def register() -> None:
    """Make the fonts known to ReportLab, once."""
    rl_config.useA85 = 0
    for name in FACES:
        pdfmetrics.registerFont(TTFont(name, str(paths.resource("fonts", f"{name}.ttf"))))


@cache
def _kerning() -> dict[str, dict[str, int]]:
    source = paths.resource("fonts", "kerning.json")
    tables: dict[str, dict[str, int]] = json.loads(source.read_text(encoding="utf-8"))
    return tables


def plain(text: str) -> str:
    """Text as it may be drawn: NFC, no control or direction characters, ordinary hard spaces."""
    return visible(text).replace("\u202f", "\u00a0").replace("\u2009", "\u00a0")


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


def struck(old: str, new: str, style: ParagraphStyle) -> Paragraph:
    """A paragraph of a text struck out and what stands now; nothing in them is markup."""
    register()
    gone = f'<strike color="{MUTED.hexval().replace("0x", "#")}">{escape(plain(old))}</strike>'
    return Paragraph(f"{gone} {escape(plain(new))}", style)


def require(text: str, font: str) -> None:
    """Raise UserError when the font has no glyph for a character of the text."""
    _require(plain(text), font)


def _require(text: str, font: str) -> None:
    register()
    known = pdfmetrics.getFont(font).face.charToGlyph
    strange = sorted({c for c in text if ord(c) not in known and c != "\n"})
    if strange:
        raise UserError(
            _("Шрифтът няма знак „{sign}“, който е в „{text}“.").format(
                sign=strange[0], text=text[:60]
            ),
            _("Изпишете текста с български или латински букви."),
            code="no-glyph",
        )


@lru_cache(maxsize=20_000)
def _unit_width(text: str, font: str) -> float:
    """Width at one point, kerned where the face has a table; `text` is plain."""
    register()
    natural = float(pdfmetrics.stringWidth(text, font, 1.0))
    pairs = _kerning().get(font)
    if not pairs:
        return natural
    return natural + sum(pairs.get(text[i : i + 2], 0) for i in range(len(text) - 1)) / 1000


def width(text: str, font: str, size: float) -> float:
    """Width in points, with the kerning that `draw` applies."""
    return _unit_width(plain(text), font) * size


def draw(
    canvas: Canvas,
    text: str,
    x: float,
    y: float,
    font: str,
    size: float,
    *,
    at: Literal["left", "centre"] = "left",
    gap: float = 0.0,
) -> None:
    """Draw one kerned line from `x` or centred on it, `gap` points between letters.

    Raises UserError when the font lacks a character.
    """
    text = plain(text)
    _require(text, font)
    text = text.replace("\n", " ")
    if at == "centre":
        x -= (_unit_width(text, font) * size + gap * (len(text) - 1)) / 2
    line = canvas.beginText(x, y)
    line.setFont(font, size)
    if gap:
        line.setCharSpace(gap)
    pairs = _kerning().get(font, {})
    start = 0
    for end in range(1, len(text) + 1):
        move = pairs.get(text[end - 1 : end + 1], 0) if end < len(text) else 0
        if move or end == len(text):
            run = text[start:end]
            line.textOut(run)
            x += float(pdfmetrics.stringWidth(run, font, size)) + gap * len(run)
            x += move * size / 1000
            start = end
            if move:
                line.setTextOrigin(x, y)
    if gap:
        line.setCharSpace(0)
    canvas.drawText(line)


def fit(text: str, font: str, most: float, least: float, room: float) -> float | None:
    """The largest size between `most` and `least` points at which the text fits; None if none."""
    natural = width(text, font, 1.0)
    size = min(most, room / natural if natural else most)
    return size if size >= least else None


@lru_cache(maxsize=500)
def words(text: str, *, quotes: bool = False) -> tuple[str, ...]:
    """What a line may be broken between: short words, „№“ and „г.“ stay with their neighbours.

    With `quotes`, a short quoted title stays whole. Ties are kept as U+001F inside a word.
    """
    tied = _SHORT.sub(lambda m: m[0] + _TIE, plain(text).replace("\n", " "))
    tied = _BEFORE.sub(_TIE, tied.replace(_TIE + " ", _TIE))
    if quotes:
        tied = _QUOTED.sub(lambda m: m[0].replace(" ", _TIE), tied)
    return tuple(word for word in tied.split(" ") if word)


def wrap(text: str, font: str, size: float, room: float, *, quotes: bool = False) -> list[str]:
    """Lines of whole words no wider than `room`; only a word longer than a line is cut."""
    lines: list[str] = []
    used, space = 0.0, _unit_width(" ", font) * size
    for word in words(text, quotes=quotes):
        for piece in _pieces(word, font, size, room):
            wide = _unit_width(piece, font) * size
            if lines and used + space + wide <= room + _HAIR:
                lines[-1] += f" {piece}"
                used += space + wide
            else:
                lines.append(piece)
                used = wide
    return lines


def _pieces(word: str, font: str, size: float, room: float) -> list[str]:
    whole = word.replace(_TIE, " ")
    if _unit_width(whole, font) * size <= room + _HAIR:
        return [whole]
    if _TIE in word:
        return [p for part in word.split(_TIE) for p in _pieces(part, font, size, room)]
    return list(_cut(whole, font, size, room))


def _cut(word: str, font: str, size: float, room: float) -> Iterator[str]:
    """Parts of a word as long as they fit, at least one letter each; time grows with its length."""
    start = 0
    while start < len(word):
        fits, used = start + 1, _unit_width(word[start], font) * size
        while fits < len(word):
            # a pair less its first letter: what the next one adds, with the kerning between them
            pair = _unit_width(word[fits - 1 : fits + 1], font)
            used += (pair - _unit_width(word[fits - 1], font)) * size
            if used > room:
                break
            fits += 1
        yield word[start:fits]
        start = fits


def balance(text: str, font: str, size: float, room: float, *, quotes: bool = False) -> list[str]:
    """As few lines as the room allows, of nearly equal width: centred text without an orphan."""
    best = wrap(text, font, size, room, quotes=quotes)
    longest = max((width(word, font, size) for word in plain(text).split()), default=0.0)
    least = max(room * 0.5, longest + 6)
    fits, fails = 0, math.ceil(max(0.0, room - least) / _STEP) + 1
    while len(best) > 1 and fails - fits > 1:
        middle = (fits + fails) // 2
        tried = wrap(text, font, size, room - middle * _STEP, quotes=quotes)
        if len(tried) > len(best):
            fails = middle
        else:
            fits, best = middle, tried
    return best


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
