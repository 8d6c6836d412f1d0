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

from ruse_desktop.documents import typography as type_
from ruse_desktop.documents.office import MARGIN, ROOM, NumberedCanvas, letterhead, table
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruse_desktop.domain.minutes import Minutes, MinutesMember, MinutesRound, MinutesSlot


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
        leftMargin=MARGIN,
        rightMargin=MARGIN,
    )

    def first(canvas: Canvas, _document: BaseDocTemplate) -> None:
        letterhead(canvas, (_("Дирекция „Хуманитарни дейности“"),))
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
            "first", [Frame(MARGIN, 20 * mm, ROOM, tall - 46 * mm, 0, 0, 0, 0)], onPage=first,
            autoNextPageTemplate="later",
        ),
        PageTemplate(
            "later", [Frame(MARGIN, 20 * mm, ROOM, tall - 22 * mm, 0, 0, 0, 0)], onPage=later
        ),
    ])  # fmt: skip
    document.build(_story(minutes, heading), canvasmaker=NumberedCanvas)
    return out.getvalue()


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


def _members(members: Sequence[MinutesMember]) -> Table:
    rows = []
    for n, one in enumerate(members, 1):
        name = _("{name} – председател").format(name=one.name) if one.chair else one.name
        part = f"{one.part}: {one.reason}" if one.reason else one.part
        rows.append((str(n), f"{name}\n{one.position}" if one.position else name, one.quota, part))
    head = ("№", _("Член"), _("Квота"), _("Участие"))
    return table(head, rows, (0.06, 0.36, 0.32, 0.26))


def _slot(slot: MinutesSlot) -> list[Flowable]:
    label = type_.style("s", fontName=type_.TEXT_BOLD, fontSize=11, spaceBefore=7, spaceAfter=3)
    body = type_.style("b")
    story: list[Flowable] = [
        CondPageBreak(45 * mm),
        type_.para(f"{slot.name} ({slot.citation})", label),
    ]
    if slot.nominations:
        head = (_("вх. №"), _("Предложен"), _("Вносител"))
        story.append(table(head, slot.nominations, (0.14, 0.4, 0.46)))
        story.append(Spacer(1, 4))
    elif not slot.first:
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
        table((_("Предложен"), _("Гласове"), ""), rows, (0.62, 0.16, 0.22)),
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
                    slot.motive if slot.first else _("Мотив: {text}").format(text=slot.motive),
                    type_.style("m", leftIndent=14, fontName=type_.TEXT_ITALIC, spaceAfter=6),
                )
            )
    if minutes.final:
        story.append(type_.para(minutes.final, body))
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
    widths = [0.18 * ROOM, 0.36 * ROOM, 0.46 * ROOM]
    made = Table(data, colWidths=widths, minRowHeights=[22] * len(rows))
    made.setStyle(TableStyle([("FONTNAME", (0, 0), (-1, -1), type_.SANS)]))
    return [KeepTogether([type_.para(_("Подписи"), label), made])]
