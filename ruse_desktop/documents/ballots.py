"""Paper ballots: identical slips of one height with lines to cut along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from ruse_desktop.documents import typography as type_

if TYPE_CHECKING:
    from ruse_desktop.domain.papers import Slips

_SIDE = 22 * mm
_EDGE = 11 * mm
_MOST_ON_PAGE = 4
BOX = 4.2 * mm
_SPARE = 1.0  # a frame takes nothing that fills it to the last point


class Box(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """An empty square to put a mark into."""

    def __init__(self) -> None:
        super().__init__()
        self.width = self.height = BOX

    def draw(self) -> None:
        """The square alone."""
        self.canv.setStrokeColor(type_.INK)
        self.canv.setLineWidth(0.9)
        self.canv.rect(0, -0.6 * mm, BOX, BOX)


def slips(block: Slips) -> list[Flowable]:
    """Whole pages of slips, the same number on each; the last page is not filled up."""
    room = A4[0] - 2 * _SIDE
    columns = (
        1 if len(block.options) <= 18 or block.answers else 2 if len(block.options) <= 54 else 3
    )
    size = 12.0 if columns == 1 else 10.0 if columns == 2 else 8.5
    body = _slip(block, room, columns, size)
    tall = _height(body, room) + 2 * _EDGE
    on_page = max(1, min(_MOST_ON_PAGE, int((A4[1] - _SPARE) // tall)))
    high = (A4[1] - _SPARE) / on_page
    rows = [[_slip(block, room, columns, size)] for _n in range(block.count)]
    made = Table(rows, colWidths=[A4[0] - _SPARE], rowHeights=[high] * len(rows))
    made.setStyle(
        TableStyle(
            [
                ("FONTNAME", (0, 0), (-1, -1), type_.SANS),  # the default would name Helvetica
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), _SIDE),
                ("RIGHTPADDING", (0, 0), (-1, -1), _SIDE),
                ("TOPPADDING", (0, 0), (-1, -1), _EDGE),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
                *_cuts(on_page, block.count),
            ]
        )
    )
    return [made]


def _cuts(on_page: int, count: int) -> list[tuple[Any, ...]]:
    """Dashed lines between the slips; every slip is cut alike, also the last one alone."""
    dash = (0.5, type_.LINE, None, (3, 3))
    return [("LINEBELOW", (0, row), (0, row), *dash) for row in range(count) if (row + 1) % on_page]


def _height(body: list[Flowable], room: float) -> float:
    total = 0.0
    for one in body:
        _wide, tall = one.wrap(room, 10_000)
        total += tall + one.getSpaceBefore() + one.getSpaceAfter()
    return total


def _slip(block: Slips, room: float, columns: int, size: float) -> list[Flowable]:
    title = type_.style(
        "slip", alignment=1, fontName=type_.TEXT_BOLD, fontSize=15, leading=19, spaceAfter=2
    )
    line = type_.style("slipline", alignment=1, fontSize=10.5, leading=14, spaceAfter=0)
    how = type_.style(
        "how", alignment=1, fontName=type_.SANS_SEMI, fontSize=10, leading=13, spaceAfter=6,
        spaceBefore=5,
    )  # fmt: skip
    return [
        type_.para(block.title, title),
        *(type_.para(text, line) for text in block.lines),
        type_.para(block.how, how),
        _options(block, room, columns, size),
        Spacer(1, 2),
    ]


def _options(block: Slips, room: float, columns: int, size: float) -> Table:
    """The options down the columns, each behind its square."""
    if block.answers:
        return _answers(block, room, size)
    options = block.options
    cell = type_.style("option", fontSize=size, leading=size * 1.25, spaceAfter=0)
    down = -(-len(options) // columns)
    rows: list[list[Any]] = []
    for row in range(down):
        line: list[Any] = []
        for column in range(columns):
            at = column * down + row
            there = at < len(options)
            line += [Box() if there else "", type_.para(options[at], cell) if there else ""]
        rows.append(line)
    each = room / columns
    made = Table(rows, colWidths=[BOX + 4 * mm, each - BOX - 4 * mm] * columns)
    made.setStyle(_bare(4.0 if columns == 1 else 2.5))
    return made


def _answers(block: Slips, room: float, size: float) -> Table:
    """The options with a square for each answer beside them."""
    cell = type_.style("option", fontSize=size, leading=size * 1.25, spaceAfter=0)
    rows = [
        [
            type_.para(option, cell),
            *(one for answer in block.answers for one in (Box(), type_.para(answer, cell))),
        ]
        for option in block.options
    ]
    box, word = BOX + 3 * mm, 20 * mm
    name = room - len(block.answers) * (box + word)
    made = Table(rows, colWidths=[name, *(box, word) * len(block.answers)])
    made.setStyle(_bare(4.0))
    return made


def _bare(pad: float) -> TableStyle:
    return TableStyle(
        [
            ("FONTNAME", (0, 0), (-1, -1), type_.SANS),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ("TOPPADDING", (0, 0), (-1, -1), pad),
            ("BOTTOMPADDING", (0, 0), (-1, -1), pad),
        ]
    )
