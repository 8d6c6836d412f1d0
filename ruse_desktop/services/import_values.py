"""From cells of a registry's table to values: dates, hours, sections, kinds, names, merits."""

from __future__ import annotations

import re
from datetime import date, time
from typing import TYPE_CHECKING

from ruse_desktop.domain.intake import NO, YES, FactValue, FieldKind, IntakeField, number_of
from ruse_desktop.domain.nominations import Channel, Merit
from ruse_desktop.domain.rules import NomineeKind, ProposerKind, SlotKind
from ruse_desktop.kernel.formats import parse_date
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import search_key

if TYPE_CHECKING:
    from ruse_desktop.domain.rules import AwardRules
    from ruse_desktop.exchange.cells import Cell

_HOUR = re.compile(r"(\d{1,2})[:.,](\d{2})(?::\d{2})?(?:\s*ч\.?)?")
_DATED_NO = re.compile(r"(?P<no>[^/]+?)\s*/\s*(?P<day>\d[\d.\-]{5,})\s*(?:г\.?)?")
_DAY = r"\d{1,2}\.\d{1,2}\.\d{4}"
_MERIT = re.compile(rf"(?P<from>{_DAY})(?:\s*г\.?)?(?:\s*[-–—]\s*(?P<to>{_DAY})(?:\s*г\.?)?)?\s*[-–—:,]\s*(?P<text>.+)", re.DOTALL)  # fmt: skip
_NOMINEE = {
    "лице": NomineeKind.PERSON,
    "физическо лице": NomineeKind.PERSON,
    "човек": NomineeKind.PERSON,
    "екип": NomineeKind.TEAM,
    "творчески екип": NomineeKind.TEAM,
    "колектив": NomineeKind.TEAM,
    "състав": NomineeKind.TEAM,
    "организация": NomineeKind.ORGANISATION,
    "институция": NomineeKind.ORGANISATION,
}
_CHANNEL = {
    "деловодство": Channel.REGISTRY,
    "на място": Channel.REGISTRY,
    "лично": Channel.REGISTRY,
    "поща": Channel.POST,
    "куриер": Channel.POST,
    "е поща": Channel.EMAIL,
    "имейл": Channel.EMAIL,
    "електронна поща": Channel.EMAIL,
    "ссев": Channel.SECURE,
    "формуляр": Channel.FORM,
}
DEFAULT_CHANNEL = Channel.REGISTRY
_PROPOSER = {
    "организация": ProposerKind.ORGANISATION,
    "нпо": ProposerKind.ORGANISATION,
    "институция": ProposerKind.INSTITUTION,
    "училище": ProposerKind.SCHOOL,
    "висше училище": ProposerKind.UNIVERSITY,
    "университет": ProposerKind.UNIVERSITY,
    "ректор": ProposerKind.RECTOR,
    "съюз": ProposerKind.UNION,
    "творчески съюз": ProposerKind.UNION,
    "издателство": ProposerKind.PUBLISHER,
    "културен институт": ProposerKind.CULTURAL_INSTITUTE,
    "научен институт": ProposerKind.SCIENCE_INSTITUTE,
    "кмет": ProposerKind.MAYOR,
    "председател на обс": ProposerKind.COUNCIL_CHAIR,
    "общински съветник": ProposerKind.COUNCILLOR,
    "гражданско сдружение": ProposerKind.CIVIC,
    "физическо лице": ProposerKind.PERSON,
    "лице": ProposerKind.PERSON,
    "гражданин": ProposerKind.PERSON,
}


class BadCell(Exception):
    """A cell that cannot be understood; the text says what is expected instead."""


def day(cell: Cell, today: date) -> date | None:
    """The date in a cell, kept as a date or typed as text. Raises BadCell."""
    if cell.empty:
        return None
    if cell.day is not None:
        return cell.day
    try:
        return parse_date(cell.text, today)
    except ValueError as problem:
        raise BadCell(
            _("„{text}“ не е дата; очаква се 06.05.2026").format(text=cell.text)
        ) from problem


def hour(cell: Cell) -> time | None:
    """The hour in a cell. Raises BadCell."""
    if cell.empty:
        return None
    if cell.hour is not None:
        return cell.hour.replace(microsecond=0)
    match = _HOUR.fullmatch(cell.text)
    try:
        if match is not None:
            return time(int(match[1]), int(match[2]))
    except ValueError:
        pass
    raise BadCell(_("„{text}“ не е час; очаква се 14:30").format(text=cell.text))


def registry_number(cell: Cell, today: date) -> tuple[str, date | None]:
    """„30-211“, with the date when written „30-211/06.05.2026“. Raises BadCell.

    A spreadsheet turns „30-11“ into a date of its own accord; such a cell is refused.
    """
    if cell.day is not None:
        raise BadCell(
            _(
                "програмата за таблици е превърнала номера в дата ({text}); впишете го като текст"
            ).format(text=cell.text)
        )
    match = _DATED_NO.fullmatch(cell.text)
    if match is None:
        return cell.text, None
    try:
        return match["no"], parse_date(match["day"].rstrip("."), today)
    except ValueError:
        return cell.text, None


def nominee_kind(cell: Cell, *, members: bool) -> NomineeKind | None:
    """Person, team or organisation; without a word the members decide. Raises BadCell."""
    if cell.empty:
        return NomineeKind.TEAM if members else None
    found = _NOMINEE.get(search_key(cell.text))
    if found is None:
        raise BadCell(
            _("„{text}“ не е вид; очаква се лице, екип или организация").format(text=cell.text)
        )
    return found


def proposer_kind(cell: Cell) -> ProposerKind:
    """The kind of proposer; without a word an organisation. Raises BadCell."""
    if cell.empty:
        return ProposerKind.ORGANISATION
    found = _PROPOSER.get(search_key(cell.text))
    if found is None:
        raise BadCell(
            _(
                "„{text}“ не е вид вносител; очаква се напр. организация, училище, физическо лице"
            ).format(text=cell.text)
        )
    return found


def channel(cell: Cell) -> Channel:
    """The way it came in; without a word through the registry. Raises BadCell."""
    if cell.empty:
        return Channel.REGISTRY
    found = _CHANNEL.get(search_key(cell.text))
    if found is None:
        raise BadCell(
            _("„{text}“ не е начин на подаване; очаква се напр. деловодство, поща, ССЕВ").format(
                text=cell.text
            )
        )
    return found


def areas(cell: Cell, award: AwardRules) -> tuple[str, ...]:
    """Codes of the areas named in a cell; words that name none give nothing."""
    text = search_key(cell.text)
    return tuple(area.code for area in award.areas if search_key(area.name) in text)


def yes(cell: Cell) -> bool:
    """„да“, „x“, „1“, „+“ mean yes; everything else no."""
    return search_key(cell.text) in {"да", "x", "х", "1", "+", "yes", "v"}


def year(cell: Cell, today: date) -> int | None:
    """A year of birth. Raises BadCell."""
    if cell.empty:
        return None
    if cell.day is not None:
        return cell.day.year
    match = re.search(r"\b(1[89]\d\d|20\d\d)\b", cell.text)
    if match is None or int(match[1]) > today.year:
        raise BadCell(_("„{text}“ не е година").format(text=cell.text))
    return int(match[1])


def slot(cell: Cell, award: AwardRules, kind: NomineeKind | None) -> str:
    """The slot of a section written as „1.2 … – колективна“, „1.2-c“ or by name. Raises BadCell."""
    if cell.empty:
        only = award.slot_for(kind or NomineeKind.PERSON)
        return only.code if only else ""
    text = search_key(cell.text)
    for one in award.slots:
        if cell.text == one.code:
            return one.code
    number = re.match(r"(\d+\.\d+)", cell.text)
    codes = [s.code for s in award.sections if number and s.code == number[1]]
    codes = codes or [s.code for s in award.sections if search_key(s.name) in text]
    if len(codes) != 1:
        known = ", ".join(s.code for s in award.sections)
        raise BadCell(
            _("„{text}“ не е раздел; разделите са {known}").format(text=cell.text, known=known)
        )
    slots = [one for one in award.slots if one.section == codes[0]]
    if len(slots) > 1:
        wanted = _slot_kind(text, kind)
        slots = [one for one in slots if one.kind is wanted] or slots
        slots = [one for one in slots if one.degree and search_key(one.degree) in text] or slots
    return slots[0].code


def _slot_kind(text: str, kind: NomineeKind | None) -> SlotKind:
    if "колект" in text or " кол" in text:
        return SlotKind.COLLECTIVE
    if "индив" in text or " инд" in text:
        return SlotKind.INDIVIDUAL
    return SlotKind.INDIVIDUAL if kind in {None, NomineeKind.PERSON} else SlotKind.COLLECTIVE


def fact(cell: Cell, text: str, field: IntakeField, today: date) -> FactValue:
    """The value of an award's own field as it is kept (see `domain.intake`). Raises BadCell."""
    if field.kind is FieldKind.DATE:
        found = day(cell, today)
        return found.isoformat() if found else ""
    if field.kind is FieldKind.NUMBER:
        number = number_of(text)
        if number is None:
            raise BadCell(_("„{text}“ не е число").format(text=text))
        return f"{number:f}"
    if field.kind is FieldKind.YES_NO:
        return YES if yes(cell) else NO
    if field.kind is FieldKind.CHOICE:
        return _choice(text, field)
    if field.kind is FieldKind.CHOICES:
        return tuple(_choice(part, field) for part in listed(text))
    return text


def _choice(text: str, field: IntakeField) -> str:
    wanted = search_key(text)
    for one in field.choices:
        if wanted in {search_key(one.code), search_key(one.name)}:
            return one.code
    known = ", ".join(one.name for one in field.choices)
    raise BadCell(_("„{text}“ не е сред възможните: {known}").format(text=text, known=known))


def listed(text: str) -> tuple[str, ...]:
    """Names of a list divided by semicolons, line breaks or, failing these, commas."""
    parts = re.split(r"[;\n]", text)
    if len(parts) == 1:
        parts = text.split(",")
    return tuple(name for part in parts if (name := re.sub(r"^\s*\d+[.)]\s*", "", part).strip()))


def merits(text: str, today: date) -> tuple[Merit, ...]:
    """„14.02.2026 – награда; 01.2026 …“ taken apart; what has no date keeps none."""
    found = []
    for part in re.split(r";|\n", text):
        words = part.strip()
        if not words:
            continue
        match = _MERIT.fullmatch(words)
        try:
            start = parse_date(match["from"], today) if match else None
            end = parse_date(match["to"], today) if match and match["to"] else None
        except ValueError:
            match, start, end = None, None, None
        found.append(Merit(match["text"].strip() if match else words, start, end))
    return tuple(found)
