"""One-time voting slips: code, the same as a sign to scan, and control number; alike and drawn blind."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from ruse_desktop.documents import qr
from ruse_desktop.documents import typography as type_
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruse_desktop.domain.secret_box import BallotPaper, Slip

_ACROSS, _DOWN = 2, 4
_WIDE, _TALL = A4[0] / _ACROSS, A4[1] / _DOWN
_EDGE = 9 * mm
_SIGN = 21 * mm


def spaced(code: str) -> str:
    """The code in two groups, as it is printed: „48291 57036“."""
    return f"{code[: len(code) // 2]} {code[len(code) // 2 :]}"


def render(paper: BallotPaper, slips: Sequence[Slip]) -> bytes:
    """A4 pages of eight slips to cut apart; nothing on them names a member or a nominee."""
    type_.register()
    out = io.BytesIO()
    title = _("Фишове за тайно гласуване")
    canvas = Canvas(out, pagesize=A4, pageCompression=1, initialFontName=type_.SANS)
    canvas.setTitle(type_.plain(title))
    canvas.setAuthor("Община Русе")
    for n, slip in enumerate(slips):
        place = n % (_ACROSS * _DOWN)
        if n and not place:
            canvas.showPage()
        x = place % _ACROSS * _WIDE
        y = A4[1] - (place // _ACROSS + 1) * _TALL
        _slip(canvas, paper, slip, x, y)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _slip(canvas: Canvas, paper: BallotPaper, slip: Slip, x: float, y: float) -> None:
    canvas.setStrokeColor(type_.LINE)
    canvas.setLineWidth(0.5)
    canvas.setDash(3, 3)
    canvas.rect(x, y, _WIDE, _TALL)
    canvas.setDash()
    left, top, room = x + _EDGE, y + _TALL - _EDGE, _WIDE - 2 * _EDGE
    top = _text(canvas, _("ФИШ ЗА ТАЙНО ГЛАСУВАНЕ"), left, top, room, type_.SANS_BOLD, 10.5)
    about = f"{paper.title}\n{paper.heading}"
    _text(canvas, about, left, top - 2, room, type_.SANS, 8, most=11 * mm)
    canvas.setFillColor(type_.INK)
    low = y + 25 * mm
    type_.draw(canvas, _("код"), left, low + 9.5 * mm, type_.SANS, 8.5)
    type_.draw(canvas, spaced(slip.code), left, low + 2 * mm, type_.SANS_BOLD, 21)
    qr.draw(canvas, slip.code, x + _WIDE - _EDGE - _SIGN, low - 8.5 * mm, _SIGN)
    canvas.setFillColor(type_.INK)
    type_.draw(canvas, _("контролно число"), left, low - 3.5 * mm, type_.SANS, 8.5)
    type_.draw(canvas, slip.control, left, low - 9 * mm, type_.SANS_SEMI, 14)
    how = _(
        "Кодът гласува веднъж. Пазете фиша: при приключването ще намерите контролното число в "
        "списъка на екрана. Не го показвайте."
    )
    _text(canvas, how, left, y + 13.5 * mm, room, type_.SANS, 8)


def _text(
    canvas: Canvas,
    text: str,
    x: float,
    top: float,
    room: float,
    font: str,
    size: float,
    *,
    most: float = 30 * mm,
) -> float:
    """Draw wrapped text below `top`, smaller when it is higher than `most`; where it ends."""
    while True:
        style = type_.style("slip", fontName=font, fontSize=size, leading=size * 1.25, spaceAfter=0)
        made = type_.para(text, style)
        _wide, tall = made.wrap(room, 10_000)
        if tall <= most or size <= 5:
            break
        size -= 0.5
    made.drawOn(canvas, x, top - tall)
    return float(top - tall)
