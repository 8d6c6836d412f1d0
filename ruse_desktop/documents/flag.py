"""The record of handing the flag over and of its return, two signatures each (чл. 11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import Flowable, KeepTogether, Spacer, Table, TableStyle

from ruse_desktop.documents import typography as type_
from ruse_desktop.documents.office import ROOM, paper
from ruse_desktop.domain.flag import moment
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import sentence

if TYPE_CHECKING:
    from ruse_desktop.domain.flag import Movement

_DOTS = "…………………………………………"


def receipt(one: Movement, *, municipality: str, place_citation: str) -> bytes:
    """One page: who takes the flag, on what ground, until when; below it the return."""
    type_.register()
    title = _("Приемо-предавателен протокол за знамето")
    return paper(
        _story(one, title, place_citation), title=title, subject=title,
        lines=(_("Дирекция „Хуманитарни дейности“"),), foot=f"{title} № {one.number_text}",
        municipality=municipality,
    )  # fmt: skip


def _story(one: Movement, title: str, place_citation: str) -> list[Flowable]:
    big = type_.style(
        "title", alignment=1, fontName=type_.TEXT_BOLD, fontSize=15, leading=20, spaceAfter=3
    )
    body = type_.style("body", fontSize=11, leading=16, spaceAfter=6)
    under = type_.style("under", alignment=1, spaceAfter=10)
    typed = one.typed
    assert typed.taken_at is not None
    assert typed.due_at is not None
    ground = ", ".join(part for part in (place_citation, one.citation) if part)
    taker = f"{typed.to_whom} ({typed.office})" if typed.office else typed.to_whom
    said = _("На {taken} {giver} предаде, а {taker} прие: {flag}, за връщане до {due}").format(
        taken=moment(typed.taken_at), giver=typed.from_whom, taker=taker, flag=one.flag,
        due=moment(typed.due_at),
    )  # fmt: skip
    facts = (
        (_("Случай"), one.ground_text), (_("Събитие"), typed.occasion),
        (_("Място"), typed.place),
        (_("Мотив"), typed.motive), (_("Решил"), typed.decided_by),
        (_("Състояние при предаването"), typed.condition),
    )  # fmt: skip
    story: list[Flowable] = [
        type_.para(title, big),
        type_.para(
            _("№ {no} · основание: {ground}").format(no=one.number_text, ground=ground), under
        ),
        Spacer(1, 8),
        type_.para(sentence(said), body),
        *(type_.para(f"{name}: {text}", body) for name, text in facts if text),
        _signed(typed.from_whom, typed.to_whom),
        Spacer(1, 30),
    ]
    back = one.back
    when = moment(back.at) if back is not None and back.at is not None else _DOTS
    receiver = back.received_by if back else _DOTS
    under_return: list[Flowable] = [
        type_.para(sentence(_("На {when} знамето е върнато").format(when=when)), body),
        type_.para(
            _("Състояние при връщането: {text}").format(text=back.condition if back else _DOTS),
            body,
        ),
    ]
    if back is not None and back.damage:
        under_return.append(type_.para(_("Повреди: {text}").format(text=back.damage), body))
    under_return.append(_signed(typed.to_whom, receiver))
    story.append(KeepTogether(under_return))
    if one.struck_why:
        story.append(type_.para(_("ЗАЧЕРКНАТО: {why}").format(why=one.struck_why), body))
    return story


def _signed(giver: str, taker: str) -> Flowable:
    """Two lines to sign on, the names under them."""
    names = type_.style("names", fontSize=9, leading=13, alignment=1)
    said = (_("Предал: {dots}").format(dots=_DOTS), _("Приел: {dots}").format(dots=_DOTS))
    cells = [
        [
            type_.para(one, type_.style("sign", fontSize=10, leading=14, alignment=1))
            for one in said
        ],
        [type_.para(f"({name})" if name != _DOTS else "", names) for name in (giver, taker)],
    ]
    signed = Table(cells, colWidths=[ROOM / 2] * 2)
    signed.setStyle(
        TableStyle(
            [
                ("FONTNAME", (0, 0), (-1, -1), type_.SANS),
                ("TOPPADDING", (0, 0), (-1, 0), 26),
            ]
        )
    )
    return signed
