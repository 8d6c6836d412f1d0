"""The page of a laureate in the memory book, as PDF: photo, works, motives, what the press wrote."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Image, Spacer, Table, TableStyle

from ruse_desktop.documents import photos
from ruse_desktop.documents import typography as type_
from ruse_desktop.documents.office import ROOM, paper
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruse_desktop.domain.memory_pages import MemoryContent

_PHOTO = (62 * mm, 84 * mm)
_GAP = 8 * mm


def render(content: MemoryContent) -> bytes:
    """One or two pages, A4."""
    type_.register()
    row = content.entry.row
    foot = _("{title}, № {n}").format(title=content.title, n=row.entry_no)
    return paper(
        _story(content), title=_("{name} – № {n}").format(name=row.name, n=row.entry_no),
        subject=content.title, lines=(content.keeper,), foot=foot,
        municipality=content.municipality,
    )  # fmt: skip


def _story(content: MemoryContent) -> list[Flowable]:
    entry, page = content.entry, content.page
    title = type_.style(
        "title", alignment=1, fontName=type_.TEXT_BOLD, fontSize=15, leading=19, spaceAfter=2
    )
    under = type_.style("under", alignment=1, fontSize=9.5, leading=13, spaceAfter=12)
    story: list[Flowable] = [
        type_.para(content.title, title),
        type_.para(_ground(content), under),
        _head(content),
        Spacer(1, 10),
    ]
    story += _part(_("Мотиви"), [entry.motive, *page.text.splitlines()])
    story += _part(_("Творби"), [_("• {line}").format(line=one) for one in page.works])
    story += _part(_("В печата"), [_("• {line}").format(line=one) for one in page.press])
    return story


def _ground(content: MemoryContent) -> str:
    """Whether this book is also the special book of laureates."""
    if content.shared:
        return _("води се по {where}; същата книга е и книгата на носителите по чл. 5").format(
            where=content.citation
        )
    return _(
        "води се по {where}, отделно от книгата на носителите по чл. 5; номерата са общи"
    ).format(where=content.citation)


def _head(content: MemoryContent) -> Flowable:
    """Name and award beside the photo; without one over the whole line."""
    facts = _facts(content)
    if not content.picture:
        return Table([[facts]], colWidths=(ROOM,), style=_PLAIN)
    photo, wide, tall = photos.printable(content.picture)
    scale = min(_PHOTO[0] / wide, _PHOTO[1] / tall)
    picture = Image(io.BytesIO(photo), wide * scale, tall * scale)
    picture.hAlign = "LEFT"
    left = wide * scale + _GAP
    return Table([[picture, facts]], colWidths=(left, ROOM - left), style=_PLAIN)


def _facts(content: MemoryContent) -> list[Flowable]:
    entry, row = content.entry, content.entry.row
    name = type_.style("name", fontName=type_.TEXT_BOLD, fontSize=20, leading=25, spaceAfter=6)
    text = type_.style("fact", fontSize=11, leading=15, spaceAfter=3)
    section = " · ".join(part for part in (entry.area, row.section) if part)
    lines = [
        _("№ {n} · {year} г.").format(n=row.entry_no, year=row.year),
        section,
        ", ".join(entry.members),
        entry.act.text if entry.act else "",
        _("Връчена: {text}").format(text=entry.hand_over) if entry.hand_over else "",
        _("Отличието е отнето.") if row.revoked else "",
        _("Вписан на {day}").format(day=date_short(entry.entered_at.date())),
    ]
    who = " ".join(part for part in (entry.titles, row.name) if part)
    return [type_.para(who, name), *(type_.para(line, text) for line in lines if line)]


def _part(name: str, lines: Sequence[str]) -> list[Flowable]:
    shown = [line for line in lines if line.strip()]
    if not shown:
        return []
    head = type_.style(
        "part", fontName=type_.SANS_SEMI, fontSize=11, leading=15, textColor=type_.BLUE,
        spaceBefore=8, spaceAfter=3, keepWithNext=1,
    )  # fmt: skip
    text = type_.style("text", fontSize=11, leading=15, spaceAfter=3)
    return [type_.para(name, head), *(type_.para(line, text) for line in shown)]


_PLAIN = TableStyle([
    ("FONTNAME", (0, 0), (-1, -1), type_.SANS),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
])  # fmt: skip
