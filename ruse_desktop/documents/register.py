"""The register of proposals of an edition as PDF: one line for each, over as many pages as needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import Flowable, KeepTogether, Spacer

from ruse_desktop.documents import typography as type_
from ruse_desktop.documents.office import MARGIN, paper, table
from ruse_desktop.domain.nominations import STATE_NAMES
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _, ngettext

if TYPE_CHECKING:
    from ruse_desktop.domain.intake_register import Register, RegisterLine

_SIZE = landscape(A4)
_ROOM = _SIZE[0] - 2 * MARGIN
_WIDTHS = (0.05, 0.13, 0.19, 0.18, 0.2, 0.15, 0.1)


def render(register: Register) -> bytes:
    """The whole register, A4 landscape; its last line says how many there are and when it was drawn."""
    type_.register()
    year = _("{title} · {year} г.").format(title=register.title, year=register.year)
    return paper(
        _story(register), title=year, subject=register.award,
        lines=(register.place or _("Дирекция „Хуманитарни дейности“"),), foot=year, size=_SIZE,
        day=register.drawn_on,
    )  # fmt: skip


def _story(register: Register) -> list[Flowable]:
    title = type_.style(
        "title", alignment=1, fontName=type_.TEXT_BOLD, fontSize=15, leading=19, spaceAfter=2
    )
    under = type_.style("under", alignment=1, spaceAfter=10)
    said = _("{award}, {year} г.").format(award=register.award, year=register.year)
    if register.citation:
        said = _("{award}, {year} г. ({citation})").format(
            award=register.award, year=register.year, citation=register.citation
        )
    head = (
        "№", _("Дата и номер"), _("Вносител"), _("Предложен"), _("Произведение / раздел"),
        _("Комплектност"), _("Състояние"),
    )  # fmt: skip
    small = type_.style("small", fontName=type_.SANS, fontSize=9, leading=12)
    count = len(register.lines)
    drawn = ngettext(
        "В книгата има {n} заведено предложение към {day}",
        "В книгата има {n} заведени предложения към {day}",
        count,
    ).format(n=count, day=date_short(register.drawn_on))
    closing = KeepTogether([
        Spacer(1, 8),
        type_.para(drawn, small),
        Spacer(1, 14),
        type_.para(_("Длъжностно лице: ……………………………………"), small),
    ])  # fmt: skip
    return [
        type_.para(register.title, title),
        type_.para(said, under),
        table(head, [_line(one) for one in register.lines], _WIDTHS, _ROOM),
        closing,
    ]


def _line(one: RegisterLine) -> tuple[str, ...]:
    day = date_plain(one.day) if one.day else ""
    registry = _("вх. № {no}").format(no=one.registry_no) if one.registry_no else ""
    numbers = "\n".join(part for part in (day, one.number, registry, one.our_no) if part)
    state = _(STATE_NAMES[one.state])
    if one.merged_with:
        state = "\n".join((state, _("обединено с {no}").format(no=one.merged_with)))
    return (
        str(one.ordinal), numbers, one.proposer, one.nominee, one.about, one.complete, state,
    )  # fmt: skip
