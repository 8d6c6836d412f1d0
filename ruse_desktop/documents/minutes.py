"""The minutes of a session as PDF: an office paper with letterhead, tables and signature lines."""

from __future__ import annotations

import io
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
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruse_desktop.domain.minutes import Minutes, MinutesMember, MinutesRound, MinutesSlot

_MARGIN = 22 * mm
_ROOM = A4[0] - 2 * _MARGIN


class _NumberedCanvas(Canvas):  # type: ignore[misc]  # ReportLab has no types
    """Writes „стр. x от y“ once the number of pages is known."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.update(lang="bg-BG", invariant=1, initialFontName=type_.SANS)
        super().__init__(*args, **options)
        self._pages: list[dict[str, Any]] = []
        self.foot = ""

    def showPage(self) -> None:
        """Keep the page until all are known."""
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Number the kept pages and write the document."""
        for number, page in enumerate(self._pages, 1):
            self.__dict__.update(page)
            self.setFont(type_.SANS, 8.5)
            self.setFillColor(type_.MUTED)
            text = _("стр. {n} от {all}").format(n=number, all=len(self._pages))
            self.drawRightString(A4[0] - _MARGIN, 12 * mm, text)
            self.drawString(_MARGIN, 12 * mm, type_.plain(self.foot))
            super().showPage()
        super().save()


def render(minutes: Minutes) -> bytes:
    """The whole paper, A4 portrait."""
    type_.register()
    out = io.BytesIO()
    heading = _("Протокол № {no}/{day}").format(no=minutes.number, day=date_short(minutes.held_on))
    document = BaseDocTemplate(
        out,
        pagesize=A4,
        title=heading,
        author="Община Русе",
        subject=minutes.commission,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
    )

    def first(canvas: Canvas, _document: BaseDocTemplate) -> None:
        _letterhead(canvas)
        later(canvas, _document)

    def later(canvas: Canvas, _document: BaseDocTemplate) -> None:
        canvas.foot = heading
        if minutes.draft:
            canvas.setFont(type_.SANS_BOLD, 9)
            canvas.setFillColor(type_.GOLD)
            canvas.drawCentredString(A4[0] / 2, A4[1] - 12 * mm, _("ПРОЕКТ"))

    tall = A4[1] - 20 * mm
    document.addPageTemplates([
        PageTemplate(
            "first", [Frame(_MARGIN, 20 * mm, _ROOM, tall - 46 * mm, 0, 0, 0, 0)], onPage=first,
            autoNextPageTemplate="later",
        ),
        PageTemplate(
            "later", [Frame(_MARGIN, 20 * mm, _ROOM, tall - 22 * mm, 0, 0, 0, 0)], onPage=later
        ),
    ])  # fmt: skip
    document.build(_story(minutes, heading), canvasmaker=_NumberedCanvas)
    return out.getvalue()


def _letterhead(canvas: Canvas) -> None:
    top = A4[1] - 16 * mm
    tall = 18 * mm
    wide = emblem.draw(canvas, _MARGIN, top - tall, tall)
    canvas.setFillColor(type_.INK)
    canvas.setFont(type_.DISPLAY_BOLD, 20)
    canvas.drawString(_MARGIN + wide + 5 * mm, top - 9 * mm, "ОБЩИНА РУСЕ")
    canvas.setFont(type_.SANS, 9)
    canvas.setFillColor(type_.MUTED)
    canvas.drawString(_MARGIN + wide + 5 * mm, top - 15 * mm, _("Дирекция „Хуманитарни дейности“"))
    canvas.setStrokeColor(type_.BLUE)
    canvas.setLineWidth(1)
    canvas.line(_MARGIN, top - tall - 3 * mm, A4[0] - _MARGIN, top - tall - 3 * mm)


def _story(minutes: Minutes, heading: str) -> list[Flowable]:
    centre = type_.style("c", alignment=1, spaceAfter=2)
    title = type_.style("t", alignment=1, fontName=type_.TEXT_BOLD, fontSize=17, leading=22)
    label = type_.style(
        "h", fontName=type_.TEXT_BOLD, fontSize=12, leading=16, spaceBefore=8, keepWithNext=1
    )
    body = type_.style("b")
    story: list[Flowable] = [
        type_.para("П Р О Т О К О Л", title),
        type_.para(heading.replace("Протокол ", ""), centre),
        type_.para(minutes.commission, type_.style("cb", alignment=1, fontName=type_.TEXT_BOLD)),
        type_.para(_("{award}, {year} г.").format(award=minutes.award, year=minutes.year), centre),
        Spacer(1, 8),
        type_.para(
            _(
                "Днес, {day}, от {hour} ч. в {place} се проведе {closed} на комисията, назначена "
                "със {order}, {basis}."
            ).format(
                day=date_short(minutes.held_on),
                hour=f"{minutes.at:%H:%M}",
                place=minutes.place,
                closed=minutes.closed_session or _("заседание"),
                order=minutes.order,
                basis=minutes.basis,
            ),
            body,
        ),
        type_.para(_("I. Присъствие и кворум"), label),
        _members(minutes.members),
        Spacer(1, 5),
        type_.para(minutes.quorum, body),
    ]
    people = [(_("Преброители"), ", ".join(minutes.tellers)), (_("Секретар без право на глас"), minutes.secretary)]  # fmt: skip
    story += [type_.para(f"{what}: {who}.", body) for what, who in people if who]
    story.append(CondPageBreak(65 * mm))
    story.append(type_.para(_("II. Предложения и тайно гласуване по раздели"), label))
    for slot in minutes.slots:
        story += _slot(slot)
    story += _decisions(minutes, label)
    if minutes.overrides:
        story.append(
            type_.para(_("Приложение. Отклонения: {n}").format(n=len(minutes.overrides)), label)
        )
        for one in minutes.overrides:
            text = _("Отклонение № {no} – {citation}: {reason} Документ: {basis} Разрешил: {who}")
            story.append(
                type_.para(
                    text.format(
                        no=one.number, citation=one.citation, reason=_full_stop(one.reason),
                        basis=_full_stop(one.basis or "–"), who=_full_stop(one.authorised_by),
                    ),
                    body,
                )
            )  # fmt: skip
    story += _signatures(minutes, label)
    return story


def _full_stop(text: str) -> str:
    return text if text.rstrip().endswith((".", "!", "?")) else f"{text}."


_GRID = TableStyle([
    ("FONTNAME", (0, 0), (-1, -1), type_.SANS),  # the default would name Helvetica in the file
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LINEBELOW", (0, 0), (-1, 0), 0.8, type_.BLUE),
    ("LINEBELOW", (0, 1), (-1, -1), 0.3, type_.LINE),
    ("TOPPADDING", (0, 0), (-1, -1), 2.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ("LEFTPADDING", (0, 0), (-1, -1), 3),
    ("RIGHTPADDING", (0, 0), (-1, -1), 4),
])  # fmt: skip


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> Table:
    cell = type_.style("cell", fontName=type_.SANS, fontSize=9, leading=11.5, spaceAfter=0)
    bold = type_.style("head", fontName=type_.SANS_SEMI, fontSize=8.5, leading=11, spaceAfter=0)
    data = [[type_.para(text, bold) for text in head]]
    data += [[type_.para(text, cell) for text in row] for row in rows]
    made = Table(data, colWidths=[w * _ROOM for w in widths], repeatRows=1, splitInRow=1)
    made.setStyle(_GRID)
    return made


def _members(members: Sequence[MinutesMember]) -> Table:
    rows = []
    for n, one in enumerate(members, 1):
        name = _("{name} – председател").format(name=one.name) if one.chair else one.name
        part = f"{one.part}: {one.reason}" if one.reason else one.part
        rows.append((str(n), f"{name}\n{one.position}" if one.position else name, one.quota, part))
    head = ("№", _("Член"), _("Квота"), _("Участие"))
    return _table(head, rows, (0.06, 0.36, 0.32, 0.26))


def _slot(slot: MinutesSlot) -> list[Flowable]:
    label = type_.style("s", fontName=type_.TEXT_BOLD, fontSize=11, spaceBefore=7, spaceAfter=3)
    body = type_.style("b")
    story: list[Flowable] = [
        CondPageBreak(45 * mm),
        type_.para(f"{slot.name} ({slot.citation})", label),
    ]
    if slot.nominations:
        head = (_("вх. №"), _("Предложен"), _("Вносител"))
        story.append(_table(head, slot.nominations, (0.14, 0.4, 0.46)))
        story.append(Spacer(1, 4))
    else:
        story.append(type_.para(_("Няма допуснати предложения."), body))
    story.extend(KeepTogether(_round(one)) for one in slot.rounds)
    return story


def _round(one: MinutesRound) -> list[Flowable]:
    small = type_.style("r", fontName=type_.SANS, fontSize=9, leading=12, spaceAfter=3)
    head = type_.style("rh", fontName=type_.SANS_SEMI, fontSize=9.5, spaceBefore=3, spaceAfter=1)
    totals = _(
        "раздадени {issued} · пуснати {used} · върнати {unused} · действителни {valid} · "
        "бели {blank} · недействителни {invalid} · нужни {needed} от {base}"
    ).format(
        issued=one.issued, used=one.used, unused=one.unused, valid=one.valid, blank=one.blank,
        invalid=one.invalid, needed=one.needed, base=one.base,
    )  # fmt: skip
    rows = [
        (name, str(votes), _("мнозинство") if elected else "") for name, votes, elected in one.votes
    ]
    story: list[Flowable] = [
        type_.para(one.heading, head),
        type_.para(totals, small),
        _table((_("Предложен"), _("Гласове"), ""), rows, (0.62, 0.16, 0.22)),
        Spacer(1, 4),
        type_.para(one.outcome, small),
    ]
    if one.void:
        story.append(
            type_.para(_("Турът е обявен за недействителен: {why}").format(why=one.void), small)
        )
    story.append(Spacer(1, 5))
    return story


def _decisions(minutes: Minutes, label: Any) -> list[Flowable]:
    body = type_.style("b")
    story: list[Flowable] = [
        CondPageBreak(40 * mm),
        type_.para(_("III. Въз основа на гласуването комисията РЕШИ:"), label),
    ]
    for n, slot in enumerate(minutes.slots, 1):
        story.append(type_.rich(((f"{n}. {slot.name}. ", False), (slot.decision, True)), body))
        if slot.motive:
            story.append(
                type_.para(
                    _("Мотив: {text}").format(text=slot.motive),
                    type_.style("m", leftIndent=14, fontName=type_.TEXT_ITALIC, spaceAfter=6),
                )
            )
    return story


def _signatures(minutes: Minutes, label: Any) -> list[Flowable]:
    cell = type_.style("sig", fontName=type_.SANS, fontSize=9.5, leading=12, spaceAfter=0)
    rows = []
    ordered = sorted(minutes.members, key=lambda one: not one.chair)
    for one in ordered:
        role = _("Председател") if one.chair else _("Член")
        if one.signs:
            rows.append((role, "……………………………………", one.name))
    if minutes.secretary:
        rows.append((_("Секретар"), "……………………………………", minutes.secretary))
    if not rows:
        return []
    data = [[type_.para(text, cell) for text in row] for row in rows]
    widths = [0.18 * _ROOM, 0.36 * _ROOM, 0.46 * _ROOM]
    made = Table(data, colWidths=widths, minRowHeights=[22] * len(rows))
    made.setStyle(TableStyle([("FONTNAME", (0, 0), (-1, -1), type_.SANS)]))
    return [KeepTogether([type_.para(_("Подписи"), label), made])]
