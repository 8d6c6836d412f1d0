"""Name cards, place cards and labels of guests, labels with addresses, several on an A4 sheet."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from ruse_desktop.documents import typography as type_
from ruse_desktop.domain.protocol_plans import PAPER_NAMES, LabelSize, PlanPaper
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruse_desktop.domain.protocol_plans import Plan

_NAME_CARD = LabelSize("name", "", 2, 2, 105.0, 148.5)
_PLACE_CARD = LabelSize("place", "", 2, 5, 105.0, 59.4)
_INNER = 6 * mm


def name_cards(plan: Plan) -> bytes:
    """A card for each guest who confirmed, four on A4."""
    cards = [(one.name, (one.office,)) for one in plan.coming]
    return _sheets(cards, _NAME_CARD, PlanPaper.NAME_CARDS, plan.title, 26.0, cut=True)


def place_cards(plan: Plan) -> bytes:
    """A card for each taken seat with row and number; a companion's bears the guest's name."""
    cards = [
        (
            one.guest.name,
            (_("придружител") if one.companion else one.guest.office, one.text),
        )
        for one in plan.seats
    ]
    return _sheets(cards, _PLACE_CARD, PlanPaper.PLACE_CARDS, plan.title, 19.0, cut=True)


def labels(plan: Plan, size: LabelSize) -> bytes:
    """A label for each guest who has not declined: name, office, address."""
    cards = [(one.name, (one.office, one.address)) for one in plan.guests if one.reply != "no"]
    return _sheets(cards, size, PlanPaper.LABELS, plan.title, 12.0)


def address_labels(
    lines: Sequence[tuple[str, Sequence[str]]], size: LabelSize, subject: str
) -> bytes:
    """A label for each name with the lines under it, as many on a sheet as the size says."""
    return _sheets(lines, size, PlanPaper.LABELS, subject, 12.0)


def _sheets(
    cards: Sequence[tuple[str, Sequence[str]]], size: LabelSize, paper: PlanPaper, subject: str,
    most: float, *, cut: bool = False,
) -> bytes:  # fmt: skip
    type_.register()
    out = io.BytesIO()
    canvas = Canvas(
        out, pagesize=A4, lang="bg-BG", invariant=1, initialFontName=type_.TEXT, pageCompression=1
    )
    canvas.setTitle(_(PAPER_NAMES[paper]))
    canvas.setSubject(type_.plain(subject))
    wide, tall = size.wide * mm, size.tall * mm
    left, top = (A4[0] - size.across * wide) / 2, (A4[1] + size.down * tall) / 2
    for n, (name, under) in enumerate(cards):
        place = n % (size.across * size.down)
        if n and not place:
            canvas.showPage()
        x, y = left + place % size.across * wide, top - (place // size.across + 1) * tall
        if cut:
            canvas.setStrokeColor(type_.LINE)
            canvas.setDash(2, 3)
            canvas.rect(x, y, wide, tall)
        _card(canvas, name, [one for one in under if one], x, y, wide, tall, most)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _card(
    canvas: Canvas, name: str, under: Sequence[str], x: float, y: float, wide: float, tall: float,
    most: float,
) -> None:  # fmt: skip
    """Name and lines in the middle of the card, smaller where they would not fit."""
    room, size = wide - 2 * _INNER, most
    while True:
        small = max(7.0, size * 0.62)
        lines = [(text, type_.TEXT_BOLD, size)
                 for text in type_.balance(name, type_.TEXT_BOLD, size, room)]  # fmt: skip
        for one in under:
            lines += [(text, type_.TEXT, small)
                      for text in type_.balance(one, type_.TEXT, small, room)]  # fmt: skip
        high = sum(one[2] * 1.3 for one in lines)
        whole = all(
            type_.width(word, font, points) <= room
            for text, font, points in (
                (name, type_.TEXT_BOLD, size),
                *((one, type_.TEXT, small) for one in under),
            )
            for word in text.split()
        )
        if (high <= tall - _INNER and whole) or size <= 7:
            break
        size -= 0.5
    line = y + (tall + high) / 2
    for text, font, points in lines:
        line -= points * 1.3
        type_.draw(canvas, text, x + wide / 2, line + points * 0.3, font, points, at="centre")
