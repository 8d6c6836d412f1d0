"""The protocol of a book's passing from one office to another, as PDF, for two signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table, TableStyle

from ruse_desktop.documents import typography as type_
from ruse_desktop.documents.office import ROOM, paper
from ruse_desktop.kernel.formats import date_long, date_short
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from ruse_desktop.domain.book_keeping import BookPassing

_DOTS = "……………………………………"


def render(passing: BookPassing, municipality: str, town: str) -> bytes:
    """One page, A4."""
    type_.register()
    name = _("Приемо-предавателен протокол")
    return paper(
        _story(passing, municipality, town), title=name, subject=passing.title,
        lines=(passing.before,), foot=f"{name}: {passing.title}", day=passing.on,
    )  # fmt: skip


def _story(passing: BookPassing, municipality: str, town: str) -> list[Flowable]:
    head = type_.style(
        "title", alignment=1, fontName=type_.TEXT_BOLD, fontSize=16, leading=21, spaceAfter=2
    )
    under = type_.style("under", alignment=1, spaceAfter=12)
    body = type_.style("body", fontSize=11, leading=16, spaceAfter=8)
    said = date_short(passing.on)
    if passing.protocol:
        said = _("№ {no}, {day}").format(no=passing.protocol, day=said)
    opening = _(
        "Днес, {day}, в {town}, {before} предава, а {to} приема книгата „{title}“ ({citation}) на {municipality}."
    ).format(
        day=date_long(passing.on), town=_("гр. {town}").format(town=town), before=passing.before,
        to=passing.to, title=passing.title, citation=passing.citation or "–",
        municipality=municipality,
    )  # fmt: skip
    story: list[Flowable] = [
        type_.para(_("ПРИЕМО-ПРЕДАВАТЕЛЕН ПРОТОКОЛ"), head),
        type_.para(said, under),
        type_.para(opening, body),
        _fields(passing),
        Spacer(1, 10),
        type_.para(
            _("Книгата продължава със следващия номер. С отпечатъка новият водещ може да провери, че в приетото нищо не е променено."),
            body,
        ),
    ]  # fmt: skip
    return [*story, KeepTogether([Spacer(1, 14), _signatures(passing)])]


def _fields(passing: BookPassing) -> Table:
    digest = " ".join(passing.head[n : n + 8] for n in range(0, len(passing.head), 8))
    pairs = [
        (_("Основание"), passing.ground),
        (_("Томове"), "\n".join(passing.volumes)),
        (_("Последен номер"), f"№ {passing.last_no}"),
        (_("Записи във веригата"), str(passing.seq)),
        (_("Отпечатък на последния"), digest),
        (_("Вписано от"), _("{who}, {day}").format(who=passing.by, day=date_short(passing.at.date()))),
    ]  # fmt: skip
    key = type_.style("key", fontName=type_.SANS, fontSize=9.5, leading=14, textColor=type_.MUTED, spaceAfter=0)  # fmt: skip
    value = type_.style("value", fontSize=11, leading=14.5, spaceAfter=0)
    rows = [[type_.para(name, key), type_.para(text, value)] for name, text in pairs if text]
    made = Table(rows, colWidths=(0.27 * ROOM, 0.73 * ROOM))
    made.setStyle(TableStyle([
        ("FONTNAME", (0, 0), (-1, -1), type_.SANS),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.3, type_.LINE),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ]))  # fmt: skip
    return made


def _signatures(passing: BookPassing) -> Table:
    text = type_.style("sign", fontSize=10.5, leading=16, spaceAfter=0)
    sides = (
        (_("Предал"), passing.handed_by, passing.before), (_("Приел"), passing.taken_by, passing.to),
    )  # fmt: skip
    cells = [
        [
            type_.para(f"{what}:", text),
            Spacer(1, 6 * mm),
            type_.para(_DOTS, text),
            type_.para(_("({who})").format(who=who) if who else _DOTS, text),
            type_.para(unit, text),
        ]
        for what, who, unit in sides
    ]
    made = Table([cells], colWidths=(0.5 * ROOM, 0.5 * ROOM))
    made.setStyle(TableStyle([
        ("FONTNAME", (0, 0), (-1, -1), type_.SANS),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ]))  # fmt: skip
    return made
