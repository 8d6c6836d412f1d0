"""An extract or a certified copy of one entry of a book, as PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table, TableStyle

from ruse_desktop.documents import typography as type_
from ruse_desktop.documents.book_anchor import Sign
from ruse_desktop.documents.office import ROOM, paper
from ruse_desktop.domain.book_printing import PrintKind
from ruse_desktop.domain.books import EntryKind
from ruse_desktop.kernel.formats import date_long, date_short
from ruse_desktop.kernel.wording import say

if TYPE_CHECKING:
    from ruse_desktop.domain.book_printing import Extract

_SIGN = 22 * mm


def render(extract: Extract) -> bytes:
    """One page, A4, more where the history is long."""
    type_.register()
    entry = extract.entry
    name = say("{name} – запис № {n}").format(name=extract.name, n=entry.row.entry_no)
    return paper(
        _story(extract), title=name, subject=extract.title, lines=(entry.keeper,),
        foot=say("{title}, запис № {n}").format(title=extract.title, n=entry.row.entry_no),
        day=extract.request.day,
    )  # fmt: skip


def _story(extract: Extract) -> list[Flowable]:
    head = type_.style(
        "title", alignment=1, fontName=type_.TEXT_BOLD, fontSize=17, leading=22, spaceAfter=2
    )
    under = type_.style("under", alignment=1, spaceAfter=10)
    name = extract.name.upper()
    line = extract.issued
    number = line.number_text if line else "……"
    entry = extract.entry
    said = say("№ {number}, {day}").format(number=number, day=date_short(extract.request.day))
    book = say("{title} ({where})").format(title=extract.title, where=extract.citation)
    if not extract.citation:
        book = extract.title
    story: list[Flowable] = [
        type_.para(name, head), type_.para(said, under), type_.para(book, under), _fields(extract),
        Spacer(1, 8),
    ]  # fmt: skip
    later = [one for one in entry.history if one.kind is not EntryKind.AWARD]
    if later:
        small = type_.style("small", fontName=type_.SANS, fontSize=9, leading=12.5, spaceAfter=2)
        bold = type_.style("bold", fontName=type_.SANS_SEMI, fontSize=9.5, leading=13, spaceAfter=2)
        story.append(type_.para(say("Следващи записи за същия носител"), bold))
        for one in later:
            why = say("; причина: {why}").format(why=one.reason) if one.reason else ""
            story.append(type_.para(f"{one.text}{why} · {one.by} · {one.fingerprint}", small))
        story.append(Spacer(1, 6))
    if entry.row.revoked:
        bold = type_.style("gone", fontName=type_.TEXT_BOLD, fontSize=12, leading=16)
        story.append(type_.para(say("Отличието е отнето."), bold))
    return [*story, KeepTogether([_foot(extract)])]


def _fields(extract: Extract) -> Table:
    entry, row = extract.entry, extract.entry.row
    handed = say("Обявяване") if extract.announced else say("Връчване")
    section = " · ".join(part for part in (entry.area, row.section) if part)
    pairs = [
        (say("Номер в книгата"), f"№ {row.entry_no}"),
        (say("Година"), str(row.year)),
        (say("Носител"), " ".join(part for part in (entry.titles, row.name) if part)),
        (say("Вписан като"), entry.original_name),
        (say("Членове"), ", ".join(entry.members)),
        (say("Раздел"), section),
        (say("Акт"), entry.act.text if entry.act else say("няма данни за акта")),
        (say("Мотив"), entry.motive),
        (handed, entry.hand_over),
        (say("Стар номер"), entry.paper_no),
        (say("Вписан на"), say("{day} от {who}").format(day=date_short(entry.entered_at.date()), who=entry.entered_by)),
        (say("Отпечатък"), entry.fingerprint),
    ]  # fmt: skip
    key = type_.style("key", fontName=type_.SANS, fontSize=9.5, leading=14, textColor=type_.MUTED, spaceAfter=0)  # fmt: skip
    value = type_.style("value", fontSize=11, leading=14.5, spaceAfter=0)
    rows = [[type_.para(name, key), type_.para(text, value)] for name, text in pairs if text]
    made = Table(rows, colWidths=(0.24 * ROOM, 0.76 * ROOM), splitInRow=1)
    made.setStyle(TableStyle([
        ("FONTNAME", (0, 0), (-1, -1), type_.SANS),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.3, type_.LINE),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ]))  # fmt: skip
    return made


def _foot(extract: Extract) -> Table:
    """Who asked, who certifies, the seal and the sign of the entry."""
    text = type_.style("foot", fontSize=10.5, leading=15, spaceAfter=3)
    asked = extract.request
    lines: list[Flowable] = []
    if asked.applicant:
        lines.append(type_.para(say("Издава се на {who}.").format(who=asked.applicant), text))
    if asked.reason:
        lines.append(type_.para(say("Да послужи за: {why}").format(why=asked.reason), text))
    lines.append(Spacer(1, 10))
    if extract.kind is PrintKind.COPY:
        bold = type_.style("true", fontName=type_.TEXT_BOLD, fontSize=13, leading=18)
        lines.append(type_.para(say("Вярно с оригинала"), bold))
    place = say("{place}, {day}").format(place=extract.town, day=date_long(asked.day))
    lines.append(type_.para(place, text))
    who = asked.certified_by or say("длъжностно лице")
    lines += [
        Spacer(1, 12),
        type_.para("……………………………………", text),
        type_.para(say("({who})").format(who=who), text),
    ]
    if extract.kind is not PrintKind.COPY:  # the seal is put on originals only (чл. 21)
        lines.append(type_.para(say("М.П."), text))
    made = Table([[lines, Sign(extract.code, _SIGN)]], colWidths=(ROOM - 30 * mm, 30 * mm))
    made.setStyle(TableStyle([
        ("FONTNAME", (0, 0), (-1, -1), type_.SANS),
        ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
        ("ALIGN", (1, 0), (1, 0), "RIGHT"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ]))  # fmt: skip
    return made
