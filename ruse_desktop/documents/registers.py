"""Any register as PDF: title, law, what was asked for, a line for each row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table, TableStyle

from ruse_desktop.documents import typography as type_
from ruse_desktop.documents.office import MARGIN, paper, table
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruse_desktop.domain.registers import Cell, RegisterSheet

_SIZE = landscape(A4)
_ROOM = _SIZE[0] - 2 * MARGIN
_BAND = HexColor("#e8eef5")


def render(sheet: RegisterSheet) -> bytes:
    """The whole register, A4 landscape, its head repeated on every page."""
    type_.register()
    return paper(
        _story(sheet), title=sheet.title, subject=sheet.title,
        lines=(sheet.unit or _("Дирекция „Хуманитарни дейности“"),), foot=sheet.title, size=_SIZE,
        municipality=sheet.municipality, day=sheet.drawn_on,
    )  # fmt: skip


def _story(sheet: RegisterSheet) -> list[Flowable]:
    title = type_.style(
        "title", alignment=1, fontName=type_.TEXT_BOLD, fontSize=15, leading=19, spaceAfter=2
    )
    under = type_.style("under", alignment=1, spaceAfter=3)
    small = type_.style("small", fontName=type_.SANS, fontSize=9, leading=12.5)
    story: list[Flowable] = [type_.para(sheet.title, title)]
    story += [type_.para(text, under) for text in (sheet.subtitle, sheet.asked) if text]
    story.append(Spacer(1, 7))
    if sheet.lines:
        rows = [[_cell(one) for one in line] for line in sheet.lines]
        plain = _table(sheet.heads, rows, sheet.widths)
        story.append(_grouped(sheet, rows) if sheet.grouped else plain)
    else:
        story.append(type_.para(_("Няма вписвания за това, което е поискано."), small))
    day = _("Към {day}").format(day=date_short(sheet.drawn_on))
    closing: list[Flowable] = [Spacer(1, 8)]
    closing.append(type_.para(". ".join(part for part in (sheet.count, day) if part), small))
    for name in sheet.signatures:
        closing += [Spacer(1, 12), type_.para(f"{name}: ……………………………………", small)]
    return [*story, KeepTogether(closing)]


def _table(heads: Sequence[str], rows: Sequence[list[str]], widths: Sequence[float]) -> Table:
    return table(heads, rows, [one / sum(widths) for one in widths], _ROOM)


def _grouped(sheet: RegisterSheet, rows: Sequence[list[str]]) -> Flowable:
    """The table with a line across it above each group of lines with the same first cell."""
    lines: list[list[str]] = []
    across = []
    for name, group in groupby(rows, key=lambda row: row[0]):
        across.append(len(lines) + 1)
        lines.append([name[:1].upper() + name[1:], *[""] * (len(sheet.heads) - 2)])
        lines += [row[1:] for row in group]
    made = _table(sheet.heads[1:], lines, sheet.widths[1:])
    style: list[tuple[object, ...]] = [("SPAN", (0, n), (-1, n)) for n in across]
    style += [("BACKGROUND", (0, n), (-1, n), _BAND) for n in across]
    style += [("NOSPLIT", (0, n), (0, n + 1)) for n in across]
    made.setStyle(TableStyle(style))
    if max(len(cell) for line in lines for cell in line) < _LONG_CELL:
        made.splitInRow = 0  # else the name of a group may stay alone at the foot of a page
    return made


_LONG_CELL = 1500
"""A cell so long may need to go on on the next page."""


def _cell(value: Cell) -> str:
    if isinstance(value, Decimal):
        return f"{value:,.2f}".replace(",", "\u00a0").replace(".", ",")
    return date_plain(value) if isinstance(value, date) else str(value)
