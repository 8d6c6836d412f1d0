"""A letter about a nomination as PDF: letterhead, number, addressee, text, signature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table, TableStyle

from ruse_desktop.documents import typography as type_
from ruse_desktop.documents.office import ROOM, paper, table
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.wording import say

if TYPE_CHECKING:
    from ruse_desktop.domain.letters import Letter

_DOTS = "……………………………"


def render(letter: Letter) -> bytes:
    """The whole letter, A4 portrait."""
    type_.register()
    title = letter.title or letter.subject
    return paper(
        _story(letter), title=title, subject=letter.subject, lines=letter.sender,
        foot=say("№ {no}").format(no=letter.own) if letter.own else "", day=letter.day,
    )  # fmt: skip


def _story(letter: Letter) -> list[Flowable]:
    body = type_.style("body", fontSize=11, leading=16, spaceAfter=7)
    story: list[Flowable] = []
    if letter.outgoing:
        story += _outgoing(letter)
    if letter.addressee:
        story += _addressee(letter)
    if letter.title:
        big = type_.style(
            "title", alignment=1, fontName=type_.TEXT_BOLD, fontSize=15, leading=20, spaceAfter=3
        )
        story += [Spacer(1, 10), type_.para(letter.title, big)]
        story += [type_.para(letter.place_and_day, type_.style("day", alignment=1)), Spacer(1, 12)]
    if letter.subject:
        story += _subject(letter.subject)
    if letter.salutation:
        bold = type_.style("salutation", fontName=type_.TEXT_BOLD, fontSize=11, spaceAfter=8)
        story.append(type_.para(letter.salutation, bold))
    story += [type_.para(text, body) for text in letter.before]
    if letter.table is not None:
        story += [
            Spacer(1, 2),
            table(letter.table.head, letter.table.rows, letter.table.widths),
            Spacer(1, 10),
        ]
    last = [type_.para(text, body) for text in letter.after]
    story += last[:-1]
    story.append(KeepTogether([*last[-1:], *_signature(letter)]))
    return story


def _outgoing(letter: Letter) -> list[Flowable]:
    """Room for the number that the registry gives, beside the place and the day."""
    cell = type_.style("out", fontName=type_.SANS, fontSize=9.5, leading=13, spaceAfter=0)
    right = type_.style("outday", parent=cell, fontName=type_.SANS, fontSize=9.5, alignment=2)
    left = type_.para(say("Изх. № {dots}").format(dots=_DOTS), cell)
    row = [[left, type_.para(letter.place_and_day, right)]]
    return [_plain(row, (0.6, 0.4)), Spacer(1, 14)]


def _addressee(letter: Letter) -> list[Flowable]:
    bold = type_.style("to", fontName=type_.TEXT_BOLD, fontSize=11, leading=15, spaceAfter=0)
    plain = type_.style("toline", fontSize=11, leading=15, spaceAfter=0)
    first, *rest = letter.addressee
    lines = [type_.para(say("ДО"), bold), type_.para(first.upper(), bold)]
    return [*lines, *(type_.para(text, plain) for text in rest), Spacer(1, 14)]


def _subject(subject: str) -> list[Flowable]:
    style = type_.style("subject", fontSize=11, leading=15, leftIndent=14 * mm, spaceAfter=12)
    return [type_.rich(((say("Относно: "), True), (subject, False)), style)]


def _signature(letter: Letter) -> list[Flowable]:
    """Whose signature is asked for; a slip is also signed by who takes it."""
    plain = type_.style("sign", fontSize=10.5, leading=15, spaceAfter=0)
    lines = [f"{letter.position}: {_DOTS}" if letter.handed else letter.position]
    lines.append(letter.name if letter.handed else _DOTS)
    ours = [type_.para(text, plain) for text in lines if text]
    if not letter.handed:
        under = [type_.para(letter.name, plain)] if letter.name else []
        return [Spacer(1, 18), *ours, *under]
    theirs = [
        type_.para(say("Получил бележката: {dots}").format(dots=_DOTS), plain),
        type_.para(say("({day})").format(day=date_short(letter.day)), plain),
    ]
    return [Spacer(1, 22), _plain([[ours, theirs]], (0.5, 0.5))]


def _plain(rows: list[list[Any]], widths: tuple[float, ...]) -> Table:
    """Things side by side without lines."""
    made = Table(rows, colWidths=[share * ROOM for share in widths])
    made.setStyle(
        TableStyle(
            [
                ("FONTNAME", (0, 0), (-1, -1), type_.SANS),  # the default would name Helvetica
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ]
        )
    )
    return made
