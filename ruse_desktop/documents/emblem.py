"""The emblem: one file, SVG of a restricted kind or PNG, drawn on any canvas."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from defusedxml import DefusedXmlException, ElementTree
from reportlab.lib.colors import HexColor

from ruse_desktop.kernel import paths
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from reportlab.pdfgen.canvas import Canvas

_TOKEN = re.compile(r"[A-Za-z]|-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE]-?\d+)?")
_BETWEEN = re.compile(r"[\s,]*")
_ARITY = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Z": 0}
_SVG = "{http://www.w3.org/2000/svg}"
_SILENT = {f"{_SVG}svg", f"{_SVG}title", f"{_SVG}desc", f"{_SVG}metadata", f"{_SVG}g"}
_PLAIN = {"d", "fill", "stroke", "stroke-width", "stroke-linejoin", "stroke-linecap", "id"}
Command = tuple[str, tuple[float, ...]]
Shape = tuple[tuple[Command, ...], str, str, float]
Drawing = tuple[tuple[float, float, float, float], tuple[Shape, ...]]


def default_source() -> Path:
    """The shipped placeholder, not the official coat of arms."""
    return paths.resource("emblem", "emblem.svg")


def draw(canvas: Canvas, x: float, y: float, height: float, source: Path | None = None) -> float:
    """Draw the emblem with its lower left corner at (x, y), `height` points high; its width.

    Raises UserError when the file cannot be drawn exactly.
    """
    source = source or default_source()
    wide = width_of(height, source)
    if source.suffix.lower() == ".png":
        canvas.drawImage(str(source), x, y, wide, height, mask="auto")
        return wide
    (left, top, _width, tall), shapes = _read(source)
    scale = height / tall
    canvas.saveState()
    canvas.translate(x, y + height)
    canvas.scale(scale, -scale)
    canvas.translate(-left, -top)
    canvas.setLineJoin(1)
    canvas.setLineCap(1)
    for commands, fill, stroke, line in shapes:
        _shape(canvas, commands, fill, stroke, line)
    canvas.restoreState()
    return wide


def width_of(height: float, source: Path | None = None) -> float:
    """The width of the emblem when it is `height` points high. Raises UserError as `draw`."""
    source = source or default_source()
    if source.suffix.lower() == ".png":
        across, down = _png_size(source)
        return across * height / down
    (_left, _top, wide, tall), _drawn = _read(source)
    return wide * height / tall


def _unusable(source: Path) -> UserError:
    return UserError(
        _("Файлът на герба „{name}“ не може да се нарисува точно.").format(name=source.name),
        _(
            "Нужен е PNG или SVG с viewBox и само с пътища: абсолютни команди M, L, H, V, C и Z, "
            "плътни цветове, без трансформации."
        ),
        code="emblem",
    )


def _png_size(source: Path) -> tuple[int, int]:
    with source.open("rb") as file:
        head = file.read(24)
    if not head.startswith(b"\x89PNG\r\n\x1a\n") or len(head) < 24:
        raise _unusable(source)
    size = int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")
    if 0 in size:
        raise _unusable(source)
    return size


def _read(source: Path) -> Drawing:
    return _parse(source, source.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _parse(source: Path, _changed: int) -> Drawing:
    """The view box and the paths; anything that would be lost in drawing is refused."""
    try:
        root = ElementTree.fromstring(source.read_bytes())
        return _view_box(root.attrib["viewBox"]), tuple(_shapes(root))
    except (KeyError, ValueError, ElementTree.ParseError, DefusedXmlException) as problem:
        raise _unusable(source) from problem


def _view_box(text: str) -> tuple[float, float, float, float]:
    left, top, width, height = (float(part) for part in text.split())
    if width <= 0 or height <= 0:
        raise ValueError(text)
    return left, top, width, height


def _shapes(root: Element) -> Iterator[Shape]:
    for node in root.iter():
        if node.tag == f"{_SVG}path" and set(node.attrib) <= _PLAIN:
            yield _shape_of(node.attrib)
        elif node.tag not in _SILENT or (node.tag == f"{_SVG}g" and set(node.attrib) - {"id"}):
            raise ValueError(node.tag)


def _shape_of(attributes: dict[str, str]) -> Shape:
    fill, stroke = attributes.get("fill", "#000000"), attributes.get("stroke", "none")
    for colour in (fill, stroke):
        if colour != "none":
            HexColor(colour)
    return _commands(attributes["d"]), fill, stroke, float(attributes.get("stroke-width", "1"))


def _commands(text: str) -> tuple[Command, ...]:
    """Absolute commands with their numbers. Raises ValueError for any other command."""
    if _BETWEEN.sub("", _TOKEN.sub("", text)):
        raise ValueError(text)
    tokens, at, name = _TOKEN.findall(text), 0, ""
    found: list[Command] = []
    while at < len(tokens):
        if tokens[at].isalpha():
            name = tokens[at]
            at += 1
        elif name in {"", "Z"}:
            raise ValueError(text)
        if name not in _ARITY:
            raise ValueError(name)
        numbers = tuple(float(token) for token in tokens[at : at + _ARITY[name]])
        if len(numbers) < _ARITY[name]:
            raise ValueError(text)
        found.append((name, numbers))
        at += _ARITY[name]
        name = "L" if name == "M" else name
    return tuple(found)


def _shape(
    canvas: Canvas, commands: tuple[Command, ...], fill: str, stroke: str, line: float
) -> None:
    path = canvas.beginPath()
    x = y = 0.0
    for name, numbers in commands:
        if name == "M":
            x, y = numbers
            path.moveTo(x, y)
        elif name == "Z":
            path.close()
        elif name == "C":
            path.curveTo(*numbers)
            x, y = numbers[4:]
        else:
            x = numbers[0] if name in "LH" else x
            y = numbers[-1] if name in "LV" else y
            path.lineTo(x, y)
    if fill != "none":
        canvas.setFillColor(HexColor(fill))
    if stroke != "none":
        canvas.setStrokeColor(HexColor(stroke))
        canvas.setLineWidth(line)
    canvas.drawPath(path, stroke=int(stroke != "none"), fill=int(fill != "none"))
