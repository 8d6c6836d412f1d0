"""The paper of the office: numbered pages, letterhead with the emblem, plain tables."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Table,
    TableStyle,
)

from ruse_desktop.documents import emblem, emblem_source, pdfa
from ruse_desktop.documents import typography as type_
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

MARGIN = 22 * mm
ROOM = A4[0] - 2 * MARGIN
OURS = "Община Русе"
_HEAD = 30 * mm  # from the upper edge of the page to under the line of the letterhead


class NumberedCanvas(Canvas):  # type: ignore[misc]  # ReportLab has no types
    """Writes „стр. x от y“ and the foot once the number of pages is known."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.update(lang="bg-BG", invariant=1, initialFontName=type_.SANS)
        super().__init__(*args, **options)
        self._pages: list[dict[str, Any]] = []
        self.foot = ""
        self.numbered = True

    def showPage(self) -> None:
        """Keep the page until all are known."""
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Number the kept pages and write the document."""
        for number, page in enumerate(self._pages, 1):
            self.__dict__.update(page)
            self.finish(number, len(self._pages))
            super().showPage()
        super().save()

    def finish(self, number: int, total: int) -> None:
        """Draw what needs the number of pages."""
        if not self.numbered:
            return
        self.setFont(type_.SANS, 8.5)
        self.setFillColor(type_.MUTED)
        text = self.counted().format(n=number, all=total)
        self.drawRightString(self._pagesize[0] - MARGIN, 12 * mm, text)
        self.drawString(MARGIN, 12 * mm, type_.plain(self.foot))

    @staticmethod
    def counted() -> str:
        """How pages are counted, with the fields n and all."""
        return _("стр. {n} от {all}")


def letterhead(
    canvas: Canvas,
    lines: Sequence[str],
    size: tuple[float, float] = A4,
    municipality: str = OURS,
) -> None:
    """Emblem, „ОБЩИНА РУСЕ“ and the unit under it, over a line across the page.

    The placeholder is Ruse's: another municipality has its name alone until it brings its emblem.
    """
    wide, tall = size
    top, high = tall - 16 * mm, 18 * mm
    left = MARGIN
    if municipality == OURS or emblem_source.official():
        left += emblem.draw(canvas, MARGIN, top - high, high) + 5 * mm
    canvas.setFillColor(type_.INK)
    canvas.setFont(type_.DISPLAY_BOLD, 20)
    canvas.drawString(left, top - 9 * mm, type_.plain(municipality.upper()))
    canvas.setFont(type_.SANS, 9)
    canvas.setFillColor(type_.MUTED)
    canvas.drawString(left, top - 15 * mm, type_.plain(" · ".join(lines)))
    canvas.setStrokeColor(type_.BLUE)
    canvas.setLineWidth(1)
    canvas.line(MARGIN, top - high - 3 * mm, wide - MARGIN, top - high - 3 * mm)


def paper(
    story: Sequence[Flowable],
    *,
    title: str,
    subject: str,
    lines: Sequence[str],
    foot: str,
    size: tuple[float, float] = A4,
    municipality: str = OURS,
    headed: bool = True,
    numbered: bool = True,
    kept: bool = True,
    day: date | None = None,
) -> bytes:
    """A document on this paper: the letterhead on its first page, the foot and number on each.

    Pages that are handed out singly are not `numbered`; `anew` gives the next one the letterhead.
    What is only read from is not `headed`. What nobody keeps for good is not `kept`; all else is
    PDF/A with the `day` of its content.
    """
    out = io.BytesIO()
    wide, tall = size
    document = BaseDocTemplate(
        out, pagesize=size, title=type_.plain(title), author=municipality,
        subject=type_.plain(subject), leftMargin=MARGIN, rightMargin=MARGIN,
    )  # fmt: skip

    def first(canvas: NumberedCanvas, _document: BaseDocTemplate) -> None:
        later(canvas, _document)
        letterhead(canvas, lines, size, municipality)

    def later(canvas: NumberedCanvas, _document: BaseDocTemplate) -> None:
        canvas.foot, canvas.numbered = foot, numbered

    room, low = wide - 2 * MARGIN, 20 * mm
    templates = [
        PageTemplate(
            "first", [Frame(MARGIN, low, room, tall - low - 16 * mm - _HEAD, 0, 0, 0, 0)],
            onPage=first, autoNextPageTemplate="later",
        ),
        PageTemplate(
            "later", [Frame(MARGIN, low, room, tall - low - 18 * mm, 0, 0, 0, 0)], onPage=later
        ),
    ]  # fmt: skip
    document.addPageTemplates(templates if headed else templates[1:])
    document.build(list(story), canvasmaker=NumberedCanvas)
    return pdfa.kept(out.getvalue(), day) if kept else out.getvalue()


def anew() -> tuple[Flowable, ...]:
    """Begin a page with the letterhead, as for another receiver."""
    return NextPageTemplate("first"), PageBreak()


GRID = TableStyle([
    ("FONTNAME", (0, 0), (-1, -1), type_.SANS),  # the default would name Helvetica in the file
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LINEBELOW", (0, 0), (-1, 0), 0.8, type_.BLUE),
    ("LINEBELOW", (0, 1), (-1, -1), 0.3, type_.LINE),
    ("TOPPADDING", (0, 0), (-1, -1), 2.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ("LEFTPADDING", (0, 0), (-1, -1), 3),
    ("RIGHTPADDING", (0, 0), (-1, -1), 4),
])  # fmt: skip


def table(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    room: float = ROOM,
) -> Table:
    """A table whose `widths` are shares of `room`; its head is repeated on every page."""
    cell = type_.style("cell", fontName=type_.SANS, fontSize=9, leading=11.5, spaceAfter=0)
    bold = type_.style("head", fontName=type_.SANS_SEMI, fontSize=8.5, leading=11, spaceAfter=0)
    data = [[type_.para(text, bold) for text in head]]
    data += [[type_.para(text, cell) for text in row] for row in rows]
    made = Table(data, colWidths=[w * room for w in widths], repeatRows=1, splitInRow=1)
    made.setStyle(GRID)
    return made
