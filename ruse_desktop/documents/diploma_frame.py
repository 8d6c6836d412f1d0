"""Measures and static art of the diploma: frame, emblem, municipality and title."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from ruse_desktop.documents import emblem
from ruse_desktop.documents import typography as type_
from ruse_desktop.domain.diplomas import Orientation

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_OUTER, _INNER = 6.2 * mm, 4.4 * mm
_SPACED = 0.14


@dataclass(frozen=True)
class Frame:
    """Measures of one orientation on A4, in points from the lower left corner."""

    width: float
    height: float
    inner: float
    emblem: float
    top: float
    title: float
    name: float
    motive: float
    motive_lines: int
    text: float
    foot: float
    widest_gap: float

    @property
    def centre(self) -> float:
        """The vertical axis."""
        return self.width / 2

    @property
    def title_y(self) -> float:
        """The baseline of the heading."""
        return self.top - self.emblem - 19 - self.title * 1.02

    @property
    def line(self) -> float:
        """Distance of the inner hairline from the edges of the sheet; no text passes it."""
        return self.inner - float(_INNER)


FRAMES = {
    Orientation.PORTRAIT: Frame(
        width=A4[0], height=A4[1], inner=17 * mm, emblem=76, top=A4[1] - 25 * mm, title=50,
        name=38, motive=13.5, motive_lines=9, text=A4[0] - 62 * mm, foot=27 * mm, widest_gap=54,
    ),
    Orientation.LANDSCAPE: Frame(
        width=A4[1], height=A4[0], inner=15 * mm, emblem=54, top=A4[0] - 17 * mm, title=38,
        name=36, motive=12.5, motive_lines=5, text=A4[1] - 92 * mm, foot=21.5 * mm, widest_gap=36,
    ),
}  # fmt: skip


def border(canvas: Canvas, frame: Frame) -> None:
    """The double gold line with its corners."""
    canvas.setStrokeColor(type_.GOLD)
    for inset, line in ((frame.inner - _OUTER, 1.6), (frame.line, 0.5)):
        canvas.setLineWidth(line)
        canvas.rect(inset, inset, frame.width - 2 * inset, frame.height - 2 * inset)
    inset, arm = frame.line, 5 * mm
    for x, dx in ((inset, 1), (frame.width - inset, -1)):
        for y, dy in ((inset, 1), (frame.height - inset, -1)):
            canvas.line(x + dx * arm, y, x + dx * arm, y + dy * arm)
            canvas.line(x, y + dy * arm, x + dx * arm, y + dy * arm)


def art(canvas: Canvas, frame: Frame, municipality: str, heading: str) -> None:
    """Everything that is the same on each page of one heading; drawn once."""
    border(canvas, frame)
    wide = emblem.width_of(frame.emblem)
    emblem.draw(canvas, frame.centre - wide / 2, frame.top - frame.emblem, frame.emblem)
    canvas.setFillColor(type_.INK)
    y = frame.top - frame.emblem - 19
    office = municipality.upper()
    type_.draw(canvas, office, frame.centre, y, type_.SANS_SEMI, 11, at="centre", gap=3.4)
    canvas.setFillColor(type_.BLUE)
    size = frame.title
    spaced = type_.width(heading, type_.DISPLAY_BOLD, 1.0) + _SPACED * (len(heading) - 1)
    size = min(size, frame.text / spaced)
    type_.draw(
        canvas, heading, frame.centre, frame.title_y, type_.DISPLAY_BOLD, size,
        at="centre", gap=size * _SPACED,
    )  # fmt: skip
    _rule(canvas, frame.centre, frame.title_y - frame.title * 0.24)


def _rule(canvas: Canvas, x: float, y: float) -> None:
    """A hairline with a small lozenge in the middle."""
    canvas.setStrokeColor(type_.GOLD)
    canvas.setFillColor(type_.GOLD)
    canvas.setLineWidth(0.7)
    half, gap, side = 22 * mm, 6.0, 2.6
    canvas.line(x - half, y, x - gap, y)
    canvas.line(x + gap, y, x + half, y)
    path = canvas.beginPath()
    path.moveTo(x - side, y)
    for dx, dy in ((0.0, side), (side, 0.0), (0.0, -side)):
        path.lineTo(x + dx, y + dy)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)
