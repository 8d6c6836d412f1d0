"""The place for the seal as the screen shows it: a dashed circle that no printer draws (чл. 19).

PDF/A wants everything in a file printed, so the file holds only where the place is – a destination
one could jump to – and the preview draws the circle.
"""

from __future__ import annotations

import ctypes
from math import tan
from math import tau as turn
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

SEAL = 38 / 25.4 * 72
"""The place left for the seal; the act gives no measure, round seals of offices are not larger."""
NAME = "seal-{page}"
_GREY = 158
_LINE = 0.7
_DASH = 3.0
_ARC = 4 / 3 * tan(turn / 16)  # how far a quarter of a circle pulls its curve


def note(canvas: Canvas, x: float, y: float) -> None:
    """Note on the page that the seal comes about a point, of its size however the page is scaled.

    ReportLab writes no destination that nothing points at, so the catalogue is told of it here.
    """
    from reportlab.pdfbase import pdfdoc

    across, up = canvas.absolutePosition(x, y)
    half = SEAL / 2
    document = canvas._doc  # noqa: SLF001 - no public verb reaches the catalogue
    document.inPage()
    known = getattr(document.Catalog, "Dests", None)
    if known is None:
        known = document.Catalog.Dests = pdfdoc.PDFDictionary({})
    sides = (across - half, up - half, across + half, up + half)
    known[NAME.format(page=canvas.getPageNumber())] = pdfdoc.PDFArray(
        [document.thisPageRef(), pdfdoc.PDFName("FitR"), *sides]
    )


def show(document: Any, sheet: Any, page: int) -> None:
    """Draw the circle on a page (counted from 0) that PDFium has open; nothing where none was noted."""
    from pypdfium2 import raw  # type: ignore[import-untyped]  # no types are published

    found = raw.FPDF_GetNamedDestByName(document, NAME.format(page=page + 1).encode())
    if not found:
        return
    count, sides = ctypes.c_ulong(), (ctypes.c_float * 4)()
    if raw.FPDFDest_GetView(found, count, sides) != raw.PDFDEST_VIEW_FITR:
        return
    left, bottom, right, top = sides
    x, y, half = (left + right) / 2, (bottom + top) / 2, (right - left) / 2
    pull = half * _ARC
    circle = raw.FPDFPageObj_CreateNewPath(x + half, y)
    for ends in (
        (half, pull, pull, half, 0, half),
        (-pull, half, -half, pull, -half, 0),
        (-half, -pull, -pull, -half, 0, -half),
        (pull, -half, half, -pull, half, 0),
    ):
        points = (base + end for base, end in zip((x, y) * 3, ends, strict=True))
        raw.FPDFPath_BezierTo(circle, *points)
    raw.FPDFPageObj_SetStrokeColor(circle, _GREY, _GREY, _GREY, 255)
    raw.FPDFPageObj_SetStrokeWidth(circle, _LINE)
    raw.FPDFPageObj_SetDashArray(circle, (ctypes.c_float * 2)(_DASH, _DASH), 2, 0)
    raw.FPDFPath_SetDrawMode(circle, raw.FPDF_FILLMODE_NONE, 1)
    raw.FPDFPage_InsertObject(sheet, circle)
