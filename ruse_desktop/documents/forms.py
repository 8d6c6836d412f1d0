"""The fillable form of an award as PDF: to be filled in on a computer or printed and written on."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    PageTemplate,
    Spacer,
    Table,
    TableStyle,
)

from ruse_desktop.documents import emblem
from ruse_desktop.documents import typography as type_
from ruse_desktop.documents.form_fields import Box, add_fields
from ruse_desktop.documents.form_layout import Block, lines_of
from ruse_desktop.domain.form_sheet import VERSION
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from ruse_desktop.domain.form_sheet import FormSheet, SheetPart

_MARGIN = 18 * mm
_ROOM = A4[0] - 2 * _MARGIN
_HEAD = 20 * mm
_HEIGHTS = (38, 30, 24, 18, 14, 12)


class _Canvas(Canvas):  # type: ignore[misc]  # ReportLab has no types
    """In Bulgarian, the same bytes for the same content, no foreign font named in the file."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.update(lang="bg-BG", invariant=1, initialFontName=type_.SANS)
        super().__init__(*args, **options)


def render(sheet: FormSheet) -> bytes:
    """The form, A4 portrait, with fields; what grows is as tall as the fewest pages allow."""
    type_.register()
    pages = [_lay_out(_grown(sheet, lines), 0)[2] for lines in _HEIGHTS]
    least = min(pages)
    drawn, boxes, _pages = _lay_out(_grown(sheet, _HEIGHTS[pages.index(least)]), least)
    return add_fields(drawn, boxes, sheet.meta)


def _grown(sheet: FormSheet, lines: int) -> FormSheet:
    parts = tuple(
        replace(
            part,
            items=tuple(replace(one, lines=lines) if one.grows else one for one in part.items),
        )
        for part in sheet.parts
    )
    return replace(sheet, parts=parts)


def _lay_out(sheet: FormSheet, pages: int) -> tuple[bytes, list[Box], int]:
    out = io.BytesIO()
    boxes: list[Box] = []
    document = BaseDocTemplate(
        out, pagesize=A4, title=f"{sheet.title} · {sheet.year}", author="Община Русе",
        subject=sheet.subtitle, leftMargin=_MARGIN, rightMargin=_MARGIN,
    )  # fmt: skip

    def first(canvas: Canvas, _document: BaseDocTemplate) -> None:
        _letterhead(canvas)
        later(canvas, _document)

    def later(canvas: Canvas, _document: BaseDocTemplate) -> None:
        _foot(canvas, sheet, pages)

    low, top = 18 * mm, A4[1] - 13 * mm
    document.addPageTemplates([
        PageTemplate(
            "first", [Frame(_MARGIN, low, _ROOM, top - low - _HEAD, 0, 0, 0, 0)], onPage=first,
            autoNextPageTemplate="later",
        ),
        PageTemplate("later", [Frame(_MARGIN, low, _ROOM, top - low, 0, 0, 0, 0)], onPage=later),
    ])  # fmt: skip
    document.build(_story(sheet, boxes), canvasmaker=_Canvas)
    return out.getvalue(), boxes, int(document.page)


def _letterhead(canvas: Canvas) -> None:
    top, tall = A4[1] - 12 * mm, 15 * mm
    wide = emblem.draw(canvas, _MARGIN, top - tall, tall)
    canvas.setFillColor(type_.INK)
    type_.draw(
        canvas, "ОБЩИНА РУСЕ", _MARGIN + wide + 4 * mm, top - 9.5 * mm, type_.DISPLAY_BOLD, 19
    )
    canvas.setStrokeColor(type_.BLUE)
    canvas.setLineWidth(1)
    canvas.line(_MARGIN, top - tall - 2 * mm, A4[0] - _MARGIN, top - tall - 2 * mm)


def _foot(canvas: Canvas, sheet: FormSheet, pages: int) -> None:
    canvas.saveState()
    canvas.setFont(type_.SANS, 7.5)
    canvas.setFillColor(type_.MUTED)
    text = _("Формуляр {award}/{year} · редакция {law} · версия {version}").format(
        award=sheet.label or sheet.award, year=sheet.year, law=sheet.law_edition, version=VERSION
    )
    canvas.drawString(_MARGIN, 10 * mm, type_.plain(text))
    number = _("стр. {n} от {all}").format(n=canvas.getPageNumber(), all=pages)
    canvas.drawRightString(A4[0] - _MARGIN, 10 * mm, number)
    canvas.restoreState()


def _story(sheet: FormSheet, boxes: list[Box]) -> list[Flowable]:
    title = type_.style(
        "t", alignment=1, fontName=type_.TEXT_BOLD, fontSize=15, leading=19, spaceAfter=2
    )
    under = type_.style("u", alignment=1, fontSize=10, leading=13, textColor=type_.MUTED)
    where = type_.style("w", fontName=type_.SANS, fontSize=9, leading=11.5, spaceAfter=1)
    story: list[Flowable] = [type_.para(sheet.title, title), type_.para(sheet.subtitle, under)]
    story += [type_.para(text, where) for text in sheet.where]
    for part in sheet.parts:
        story += _part(part, boxes)
    story += _enclosed(sheet)
    story.append(KeepTogether([*_privacy(sheet), *_signature(sheet.signer)]))
    return story


def _heading(text: str) -> Flowable:
    style = type_.style(
        "h", fontName=type_.SANS_BOLD, fontSize=10.5, leading=14, spaceBefore=6, spaceAfter=3,
        textColor=type_.BLUE,
    )  # fmt: skip
    return type_.para(text, style)


def _part(part: SheetPart, boxes: list[Box]) -> list[Flowable]:
    note = type_.style(
        "n", fontName=type_.SANS, fontSize=8, leading=10, textColor=type_.MUTED, spaceAfter=3
    )
    head = [_heading(part.heading)]
    if part.note:
        head.append(type_.para(part.note, note))
    blocks = [Block(line, boxes) for line in lines_of(part.items)]
    together = KeepTogether([*head, *blocks[:1]])
    return [together, *blocks[1:]]


def _enclosed(sheet: FormSheet) -> list[Flowable]:
    if not sheet.enclosed:
        return []
    cell = type_.style("cell", fontName=type_.SANS, fontSize=9, leading=11, spaceAfter=0)
    rows = [
        [type_.para("–", cell), *(type_.para(text, cell) for text in row)] for row in sheet.enclosed
    ]
    made = Table(rows, colWidths=[4 * mm, _ROOM - 50 * mm, 16 * mm, 30 * mm])
    made.setStyle(
        TableStyle(
            [
                ("FONTNAME", (0, 0), (-1, -1), type_.SANS),  # the default would name Helvetica
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LINEBELOW", (0, 0), (-1, -1), 0.3, type_.LINE),
                ("TOPPADDING", (0, 0), (-1, -1), 1.5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ]
        )
    )
    return [CondPageBreak(30 * mm), _heading(_("Какво се прилага")), made]


def _privacy(sheet: FormSheet) -> list[Flowable]:
    small = type_.style("p", fontName=type_.SANS, fontSize=8, leading=10, spaceAfter=2)
    return [_heading(_("Лични данни")), *(type_.para(text, small) for text in sheet.privacy)]


def _signature(signer: str) -> list[Flowable]:
    cell = type_.style("sig", fontName=type_.SANS, fontSize=9.5, leading=12, spaceAfter=0)
    texts = (
        _("Дата: {line}").format(line="…" * 18),
        _("{who}: {line}").format(who=signer or _("Предлагащ"), line="…" * 32),
    )
    under = ("", _("(подпис и печат, ако има)"))
    rows = [[type_.para(text, cell) for text in row] for row in (texts, under)]
    made = Table(rows, colWidths=[0.38 * _ROOM, 0.62 * _ROOM])
    made.setStyle(
        TableStyle(
            [
                ("FONTNAME", (0, 0), (-1, -1), type_.SANS),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 0),
            ]
        )
    )
    return [Spacer(1, 9 * mm), made]
