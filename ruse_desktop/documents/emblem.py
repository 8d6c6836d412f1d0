"""The emblem: one file, a plain SVG drawing or PNG, drawn on any canvas."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from defusedxml import DefusedXmlException, ElementTree
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import FILL_EVEN_ODD, FILL_NON_ZERO

from ruse_desktop.documents import emblem_source, svg
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

    from reportlab.pdfgen.canvas import Canvas

    from ruse_desktop.documents.svg import Drawing, Shape


def draw(canvas: Canvas, x: float, y: float, height: float, source: Path | None = None) -> float:
    """Draw the emblem with its lower left corner at (x, y), `height` points high; its width.

    Without `source` the one in force. Raises UserError when the file cannot be drawn exactly.
    """
    source = source or emblem_source.current()
    wide = width_of(height, source)
    if source.suffix.lower() == ".png":
        canvas.drawImage(str(source), x, y, wide, height, mask="auto")
        return wide
    draw_shapes(canvas, x, y, height, _read(source))
    return wide


def draw_shapes(canvas: Canvas, x: float, y: float, height: float, drawing: Drawing) -> None:
    """Draw what `parsed` found, as `draw` does."""
    left, top, _width, tall = drawing.box
    scale = height / tall
    canvas.saveState()
    canvas.translate(x, y + height)
    canvas.scale(scale, -scale)
    canvas.translate(-left, -top)
    for shape in drawing.shapes:
        _shape(canvas, shape)
    canvas.restoreState()


def width_of(height: float, source: Path | None = None) -> float:
    """The width of the emblem when it is `height` points high. Raises UserError as `draw`."""
    source = source or emblem_source.current()
    if source.suffix.lower() == ".png":
        across, down = _png_size(source)
        return across * height / down
    _left, _top, wide, tall = _read(source).box
    return wide * height / tall


def unusable(name: str) -> UserError:
    """The refusal of a file that cannot be drawn exactly."""
    return UserError(
        _("Файлът на герба „{name}“ не може да се нарисува точно.").format(name=name),
        _(
            "Нужен е SVG само с фигури и плътни цветове: без текст, преливки, прозрачност, вложени "
            "картини и препратки. Друг файл запазете като PDF или PNG."
        ),
        code="emblem",
    )


def _png_size(source: Path) -> tuple[int, int]:
    with source.open("rb") as file:
        head = file.read(24)
    if not head.startswith(b"\x89PNG\r\n\x1a\n") or len(head) < 24:
        raise unusable(source.name)
    size = int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")
    if 0 in size:
        raise unusable(source.name)
    return size


def _read(source: Path) -> Drawing:
    return _parse(source, source.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _parse(source: Path, _changed: int) -> Drawing:
    return parsed(source.read_bytes(), source.name)


def parsed(content: bytes, name: str) -> Drawing:
    """An SVG's view box and shapes. Raises UserError for what would be lost in drawing."""
    try:
        return svg.read(content)
    except (
        KeyError, ValueError, ArithmeticError, RecursionError, ElementTree.ParseError,
        DefusedXmlException,
    ) as problem:  # fmt: skip
        raise unusable(name) from problem


def _shape(canvas: Canvas, shape: Shape) -> None:
    path = canvas.beginPath()
    for name, numbers in shape.commands:
        if name == "M":
            path.moveTo(*numbers)
        elif name == "Z":
            path.close()
        elif name == "C":
            path.curveTo(*numbers)
        else:
            path.lineTo(*numbers)
    fill, stroke = shape.fill != "none", shape.stroke != "none"
    if fill:
        canvas.setFillColor(HexColor(shape.fill))
    if stroke:
        canvas.setStrokeColor(HexColor(shape.stroke))
        canvas.setLineWidth(shape.line)
        canvas.setLineJoin(shape.join)
        canvas.setLineCap(shape.cap)
    rule = FILL_EVEN_ODD if shape.even_odd else FILL_NON_ZERO
    canvas.drawPath(path, stroke=int(stroke), fill=int(fill), fillMode=rule)
