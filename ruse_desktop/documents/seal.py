"""The receipt of the seal's hand-over; the seal itself is never drawn (чл. 19)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import Flowable, KeepTogether, Spacer

from ruse_desktop.documents import typography as type_
from ruse_desktop.documents.office import paper, table
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import sentence

if TYPE_CHECKING:
    from ruse_desktop.domain.seal import Custody

_DOTS = "…………………………………………"


def receipt(one: Custody, *, municipality: str, citation: str) -> bytes:
    """A page for both to sign: who takes the seal, by which order, for how long; then the return."""
    type_.register()
    title = _("Приемо-предавателен протокол за печата")
    return paper(
        _story(one, title, municipality, citation), title=title, subject=title,
        lines=(_("Дирекция „Хуманитарни дейности“"),), foot=title, municipality=municipality,
        day=one.since,
    )  # fmt: skip


def _story(one: Custody, title: str, municipality: str, citation: str) -> list[Flowable]:
    big = type_.style(
        "title", alignment=1, fontName=type_.TEXT_BOLD, fontSize=15, leading=20, spaceAfter=3
    )
    body = type_.style("body", fontSize=11, leading=16, spaceAfter=7)
    under = type_.style("under", alignment=1, spaceAfter=10)
    ground = ", ".join(part for part in (citation, one.order_text) if part)
    said = _(
        "На {day} печатът на {municipality} се предава на {who} за времето от {since} до {until}"
    ).format(
        day=date_short(one.since), municipality=municipality, who=one.who,
        since=date_short(one.since), until=date_short(one.until),
    )  # fmt: skip
    story: list[Flowable] = [
        type_.para(title, big),
        type_.para(_("Основание: {ground}").format(ground=ground), under),
        Spacer(1, 8),
        type_.para(sentence(said), body),
    ]
    if one.reason:
        story.append(type_.para(_("Повод: {reason}").format(reason=one.reason), body))
    story += [
        type_.para(
            _("Приелият полага печата само след подписа на кмета и вписва всяко полагане в описа."),
            body,
        ),
        Spacer(1, 10),
        _signed(_("Предаване"), date_short(one.since)),
        Spacer(1, 22),
    ]
    back = date_short(one.returned_on) if one.returned_on else _DOTS
    story.append(KeepTogether([_signed(_("Връщане"), back)]))
    if one.struck_why:
        story.append(type_.para(_("ЗАЧЕРКНАТО: {why}").format(why=one.struck_why), body))
    return story


def _signed(what: str, day: str) -> Flowable:
    rows = ((day, _DOTS, _DOTS),)
    return table((what, _("Предал (подпис)"), _("Приел (подпис)")), rows, (0.24, 0.38, 0.38))
