"""Any register as PDF: title, law, what was asked for, a line for each row."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer

from ruse_desktop.documents import typography as type_
from ruse_desktop.documents.office import MARGIN, paper, table
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruse_desktop.domain.registers import Cell, RegisterSheet

_SIZE = landscape(A4)
_ROOM = _SIZE[0] - 2 * MARGIN


def render(sheet: RegisterSheet) -> bytes:
    """The whole register, A4 landscape, its head repeated on every page."""
    type_.register()
    return paper(
        _story(sheet), title=sheet.title, subject=sheet.title,
        lines=(sheet.unit or _("Дирекция „Хуманитарни дейности“"),), foot=sheet.title, size=_SIZE,
        municipality=sheet.municipality,
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
        story += (
            _grouped(sheet, rows) if sheet.grouped else [_table(sheet.heads, rows, sheet.widths)]
        )
    else:
        story.append(type_.para(_("Няма вписвания за това, което е поискано."), small))
    day = _("Към {day}").format(day=date_short(sheet.drawn_on))
    closing: list[Flowable] = [Spacer(1, 8)]
    closing.append(type_.para(". ".join(part for part in (sheet.count, day) if part), small))
    for name in sheet.signatures:
        closing += [Spacer(1, 12), type_.para(f"{name}: ……………………………………", small)]
    return [*story, KeepTogether(closing)]


def _table(heads: Sequence[str], rows: Sequence[list[str]], widths: Sequence[float]) -> Flowable:
    return table(heads, rows, [one / sum(widths) for one in widths], _ROOM)


def _grouped(sheet: RegisterSheet, rows: Sequence[list[str]]) -> list[Flowable]:
    """A heading and a table for each group of lines with the same first cell."""
    bold = type_.style(
        "group", fontName=type_.SANS_SEMI, fontSize=10.5, leading=14, spaceBefore=7, spaceAfter=2
    )
    story: list[Flowable] = []
    for name, lines in groupby(rows, key=lambda row: row[0]):
        made = _table(sheet.heads[1:], [row[1:] for row in lines], sheet.widths[1:])
        story += [CondPageBreak(90), type_.para(name[:1].upper() + name[1:], bold), made]
    return story


def _cell(value: Cell) -> str:
    return date_plain(value) if isinstance(value, date) else str(value)
