"""The extract from the minutes as an office paper: decisions and motives, nothing secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.documents.minutes import numbered
from ruse_desktop.domain.papers import Look, Paper, Signatures, Text
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ruse_desktop.domain.minutes_extract import ExtractSection, MinutesExtract
    from ruse_desktop.domain.papers import Block


def paper(extract: MinutesExtract) -> Paper:
    """The extract from top to bottom; the secretary certifies it."""
    day = date_short(extract.held_on)
    return Paper(
        title=_("ИЗВЛЕЧЕНИЕ"),
        under=(
            _("от Протокол № {no}/{day}").format(no=extract.number, day=day),
            extract.commission,
            _("{award}, {year} г.").format(award=extract.award, year=extract.year),
        ),
        sender=(extract.office,) if extract.office else (),
        blocks=(
            Text(_opening(extract)),
            Text(_decided(extract), Look.LABEL),
            *(
                block
                for n, section in enumerate(extract.sections, 1)
                for block in _section(n, section)
            ),
            *((Text(extract.final),) if extract.final and not extract.proposes else ()),
            Text(_("Извлечението е вярно с оригинала на протокола.")),
            Signatures(((_("Секретар на комисията"), extract.secretary),)),
            Text(
                _("Обсъжданията и гласуването са в закрито заседание и не се възпроизвеждат.")
                if extract.closed_session
                else _("Гласуването е тайно и не се възпроизвежда."),
                Look.SMALL,
            ),
        ),
        draft=extract.draft,
        foot=_("Извлечение от протокол № {no}/{day}").format(no=extract.number, day=day),
    )


def _opening(extract: MinutesExtract) -> str:
    said = _("На {day} се проведе {closed} на комисията, назначена със {order}, {basis}.")
    return said.format(
        day=date_short(extract.held_on),
        closed=extract.closed_session or _("заседание"),
        order=extract.order,
        basis=extract.basis,
    )


def _decided(extract: MinutesExtract) -> str:
    if extract.proposes:
        return _("Въз основа на тайно гласуване комисията предлага:")
    return _("Въз основа на тайно гласуване комисията реши:")


def _section(n: int, section: ExtractSection) -> Iterator[Block]:
    head = f"{numbered(n, section.name)} ({section.citation}). "
    names = ", ".join(one.name for one in section.laureates)
    if section.laureates:
        said = _("Носител: {names}") if len(section.laureates) == 1 else _("Носители: {names}")
        yield Text(head, strong=said.format(names=names))
    elif section.open:
        yield Text(head, strong=_("Остава за следващо заседание."))
    else:
        yield Text(head, strong=_("Наградата не се присъжда."))
    for one in section.laureates:
        whose = f"{one.name}. " if len(section.laureates) > 1 else ""
        if one.withheld:
            why = _(
                "Мотивът не се възпроизвежда: засяга лица, които не са носители, или гласуването."
            )
            yield Text(whose + why, Look.SMALL)
        elif one.motive:
            yield Text(whose + _("Мотив: {text}").format(text=one.motive), Look.MOTIVE)
