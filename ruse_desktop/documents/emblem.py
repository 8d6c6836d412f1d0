"""The emblem as vector: one SVG file of a restricted kind, drawn on any canvas."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from defusedxml import ElementTree
from reportlab.lib.colors import HexColor

from ruse_desktop.kernel import paths
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

    from reportlab.pdfgen.canvas import Canvas

_TOKEN = re.compile(r"[MLHVCZ]|-?\d+(?:\.\d+)?")
_ARITY = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Z": 0}
Shape = tuple[tuple[tuple[str, tuple[float, ...]], ...], str, str, float]


@cache
def _shapes(source: Path) -> tuple[tuple[float, float], tuple[Shape, ...]]:
    """Size of the view box and its paths. Raises UserError when the file is of another kind."""
    try:
        root = ElementTree.fromstring(source.read_bytes())
        _x, _y, width, height = (float(part) for part in root.attrib["viewBox"].split())
        shapes = tuple(
            (
                _commands(node.attrib["d"]),
                node.attrib.get("fill", "none"),
                node.attrib.get("stroke", "none"),
                float(node.attrib.get("stroke-width", "1")),
            )
            for node in root.iter("{http://www.w3.org/2000/svg}path")
        )
    except (KeyError, ValueError, ElementTree.ParseError) as problem:
        raise UserError(
            _("Файлът на герба „{name}“ не може да се нарисува.").format(name=source.name),
            _("Нужен е SVG с viewBox и пътища само с команди M, L, H, V, C и Z."),
        ) from problem
    return (width, height), shapes


def _commands(text: str) -> tuple[tuple[str, tuple[float, ...]], ...]:
    tokens, found, at, name = _TOKEN.findall(text), [], 0, ""
    while at < len(tokens):
        if tokens[at] in _ARITY:
            name = tokens[at]
            at += 1
        count = _ARITY[name]
        found.append((name, tuple(float(t) for t in tokens[at : at + count])))
        at += count
    return tuple(found)


def draw(canvas: Canvas, x: float, y: float, height: float) -> float:
    """Draw the emblem with its lower left corner at (x, y), `height` points high; its width."""
    (width, tall), shapes = _shapes(paths.resource("emblem", "emblem.svg"))
    scale = height / tall
    canvas.saveState()
    canvas.translate(x, y + height)
    canvas.scale(scale, -scale)
    canvas.setLineJoin(1)
    canvas.setLineCap(1)
    for commands, fill, stroke, line in shapes:
        _shape(canvas, commands, fill, stroke, line)
    canvas.restoreState()
    return width * scale


def width_of(height: float) -> float:
    """The width of the emblem when it is `height` points high."""
    (width, tall), _paths = _shapes(paths.resource("emblem", "emblem.svg"))
    return width * height / tall


def _shape(
    canvas: Canvas,
    commands: tuple[tuple[str, tuple[float, ...]], ...],
    fill: str,
    stroke: str,
    line: float,
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
