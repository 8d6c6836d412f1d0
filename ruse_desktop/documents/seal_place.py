"""The place for the seal as the screen shows it: a dashed circle that no printer draws (чл. 19)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.pdfbase import pdfdoc

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_GREY = 0.62


def screen_circle(canvas: Canvas, x: float, y: float, radius: float) -> None:
    """A dashed circle about a point, as an annotation without the flag „print“.

    `radius` is its size on the sheet, however the drawing is scaled: the seal does not grow.
    """
    across, up = canvas.absolutePosition(x, y)
    border = {"W": 0.7, "S": pdfdoc.PDFName("D"), "D": pdfdoc.PDFArray([3, 3])}
    circle = {
        "Type": pdfdoc.PDFName("Annot"),
        "Subtype": pdfdoc.PDFName("Circle"),
        "Rect": pdfdoc.PDFArray([across - radius, up - radius, across + radius, up + radius]),
        "C": pdfdoc.PDFArray([_GREY] * 3),
        "BS": pdfdoc.PDFDictionary(border),
        "F": 0,
    }
    canvas._addAnnotation(pdfdoc.PDFDictionary(circle))  # noqa: SLF001 - no public verb takes a circle
