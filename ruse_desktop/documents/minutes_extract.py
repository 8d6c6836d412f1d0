"""The extract from the minutes as an office paper: decisions and motives, nothing secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.documents.minutes import numbered
from ruse_desktop.domain.papers import Look, Paper, Signatures, Text
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ruse_desktop.domain.minutes_extract import ExtractSection, MinutesExtract
    from ruse_desktop.domain.papers import Block


def paper(extract: MinutesExtract) -> Paper:
    """The extract from top to bottom; the secretary certifies it."""
    day = date_short(extract.held_on)
    return Paper(
        title=say("ИЗВЛЕЧЕНИЕ"),
        under=(
            say("от Протокол № {no}/{day}").format(no=extract.number, day=day),
            extract.commission,
            say("{award}, {year} г.").format(award=extract.award, year=extract.year),
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
            Text(say("Извлечението е вярно с оригинала на протокола.")),
            Signatures(((say("Секретар на комисията"), extract.secretary),)),
            Text(
                say("Обсъжданията и гласуването са в закрито заседание и не се възпроизвеждат.")
                if extract.closed_session
                else say("Гласуването е тайно и не се възпроизвежда."),
                Look.SMALL,
            ),
        ),
        draft=extract.draft,
        foot=say("Извлечение от протокол № {no}/{day}").format(no=extract.number, day=day),
    )


def _opening(extract: MinutesExtract) -> str:
    said = say("На {day} се проведе {closed} на комисията, назначена със {order}, {basis}.")
    return said.format(
        day=date_short(extract.held_on),
        closed=extract.closed_session or say("заседание"),
        order=extract.order,
        basis=extract.basis,
    )


def _decided(extract: MinutesExtract) -> str:
    if extract.proposes:
        return say("Въз основа на тайно гласуване комисията предлага:")
    return say("Въз основа на тайно гласуване комисията реши:")


def _section(n: int, section: ExtractSection) -> Iterator[Block]:
    head = f"{numbered(n, section.name)} ({section.citation}). "
    names = ", ".join(one.name for one in section.laureates)
    if section.laureates:
        said = say("Носител: {names}") if len(section.laureates) == 1 else say("Носители: {names}")
        yield Text(head, strong=said.format(names=names))
    elif section.open:
        yield Text(head, strong=say("Остава за следващо заседание."))
    else:
        yield Text(head, strong=say("Наградата не се присъжда."))
    for one in section.laureates:
        whose = f"{one.name}. " if len(section.laureates) > 1 else ""
        if one.withheld:
            why = say(
                "Мотивът не се възпроизвежда: засяга лица, които не са носители, или гласуването."
            )
            yield Text(whose + why, Look.SMALL)
        elif one.motive:
            yield Text(whose + say("Мотив: {text}").format(text=one.motive), Look.MOTIVE)
