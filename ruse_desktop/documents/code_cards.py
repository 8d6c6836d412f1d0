"""Code voting cards: one A4 page for each, alike, folded over the codes and drawn in a sealed cover."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from ruse_desktop.documents import typography as type_
from ruse_desktop.domain.remote_vote import AGAINST, BLANK
from ruse_desktop.domain.secret_box import Way
from ruse_desktop.kernel.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruse_desktop.domain.remote_vote import Card
    from ruse_desktop.domain.secret_box import BallotPaper

_EDGE = 22 * mm
_CODE_WIDE = 52 * mm
_TALLEST, _LEAST = 15 * mm, 7 * mm
_FOLDS = (A4[1] / 3, 2 * A4[1] / 3)


def spaced(code: str) -> str:
    """The code in two groups, as it is printed and said: „7K2M 9QXA“."""
    return f"{code[:4]}-{code[4:]}"


def render(paper: BallotPaper, cards: Sequence[Card]) -> bytes:
    """An A4 page for each card; none names a member, and their order says nothing."""
    type_.register()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, pageCompression=1, initialFontName=type_.SANS)
    canvas.setTitle(type_.plain(_("Карти с кодове за тайно гласуване")))
    canvas.setAuthor("Община Русе")
    for card in cards:
        _page(canvas, paper, card)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _page(canvas: Canvas, paper: BallotPaper, card: Card) -> None:
    canvas.setStrokeColor(type_.LINE)
    canvas.setLineWidth(0.5)
    for y in _FOLDS:
        canvas.setDash(1, 4)
        canvas.line(6 * mm, y, 16 * mm, y)
        canvas.line(A4[0] - 16 * mm, y, A4[0] - 6 * mm, y)
    canvas.setDash()
    room, top = A4[0] - 2 * _EDGE, A4[1] - 20 * mm
    top = _text(canvas, _("КАРТА С КОДОВЕ ЗА ТАЙНО ГЛАСУВАНЕ"), top, room, type_.SANS_BOLD, 15)
    top = _text(canvas, paper.title, top - 2 * mm, room, type_.SANS_SEMI, 12.5)
    top = _text(canvas, paper.heading, top - 1 * mm, room, type_.SANS, 10)
    top = _text(canvas, _how(paper), top - 5 * mm, room, type_.SANS, 10.5)
    low = 46 * mm
    top = _choices(canvas, paper, card, top - 6 * mm, low)
    _foot(canvas, card, top - 7 * mm, room)


def _how(paper: BallotPaper) -> str:
    said = _(
        "Всеки ред има свой код; кодовете на всяка карта са различни. Върнете само кода на своя "
        "избор – никога името до него."
    )
    if paper.way is Way.CHOOSE and paper.marks > 1:
        more = ngettext(
            "Може да изберете {n} предложен: върнете неговия код.",
            "Може да изберете до {n} предложени: върнете кодовете им наведнъж.",
            paper.marks,
        ).format(n=paper.marks)
        return f"{said} {more}"
    if paper.way is Way.EACH:
        more = _("Върнете наведнъж кодовете на всички, за които гласувате „за“.")
        return f"{said} {more}"
    return said


def _lines(paper: BallotPaper, card: Card) -> list[tuple[str, str, str]]:
    """(name, proposer, code) of each line of the card."""
    names = {str(one.id): (one.name, one.proposer) for one in paper.options}
    against = _("против всички") if len(paper.options) > 1 else _("против")
    names[AGAINST] = (against, "")
    names[BLANK] = (_("бяла бюлетина (въздържал се)"), "")
    if paper.way is Way.YES_NO:
        only = paper.options[0]
        names[str(only.id)] = (_("за {name}").format(name=only.name), only.proposer)
    return [(*names[choice], code) for choice, code in card.codes]


def _choices(canvas: Canvas, paper: BallotPaper, card: Card, top: float, low: float) -> float:
    """The lines with their codes, as tall as there is room for."""
    lines = _lines(paper, card)
    tall = max(_LEAST, min(_TALLEST, (top - low) / max(len(lines), 1)))
    size = 12.5 if tall >= 12 * mm else 10.5
    wide = A4[0] - 2 * _EDGE - _CODE_WIDE
    for name, proposer, code in lines:
        canvas.setStrokeColor(type_.LINE)
        canvas.line(_EDGE, top, A4[0] - _EDGE, top)
        style = type_.style(
            "card", fontName=type_.SANS_SEMI, fontSize=size, leading=size * 1.2, spaceAfter=0
        )
        made = type_.para(name, style)
        _wide, name_tall = made.wrap(wide, tall)
        small = None
        if proposer and tall >= 12 * mm:
            under = type_.style("under", fontName=type_.SANS, fontSize=8.5, leading=10.5)
            small = type_.para(_("внася: {who}").format(who=proposer), under)
        rest = small.wrap(wide, tall)[1] if small is not None else 0
        y = top - (tall - name_tall - rest) / 2 - name_tall
        made.drawOn(canvas, _EDGE, y)
        if small is not None:
            small.drawOn(canvas, _EDGE, y - rest)
        canvas.setFillColor(type_.INK)
        x = A4[0] - _EDGE - _CODE_WIDE + 4 * mm
        type_.draw(canvas, spaced(code), x, top - tall / 2 - 2.2 * mm, type_.SANS_BOLD, 18)
        top -= tall
    canvas.line(_EDGE, top, A4[0] - _EDGE, top)
    return top


def _foot(canvas: Canvas, card: Card, top: float, room: float) -> None:
    number = _("Контролно число {n}").format(n=card.control)
    top = _text(canvas, number, top, room, type_.SANS_SEMI, 13)
    said = _(
        "При приключването ще го намерите в списъка на екрана и ще проверите гласа си. Втора, "
        "различна бюлетина от същата карта прави картата недействителна. Не показвайте картата и "
        "я унищожете след проверката. В кодовете няма букви I, L, O и U."
    )
    _text(canvas, said, top - 2 * mm, room, type_.SANS, 10)


def _text(canvas: Canvas, text: str, top: float, room: float, font: str, size: float) -> float:
    """Draw wrapped text below `top`; where it ends."""
    style = type_.style("card", fontName=font, fontSize=size, leading=size * 1.3, spaceAfter=0)
    made = type_.para(text, style)
    _wide, tall = made.wrap(room, 10_000)
    made.drawOn(canvas, _EDGE, top - tall)
    return float(top - tall)
