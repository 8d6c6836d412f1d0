"""A condition of the law's files („paper=nomination & dead=no“) in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.domain.nominations import PROPOSER_NAMES
from ruse_desktop.domain.rules import NomineeKind, ProposerKind
from ruse_desktop.kernel.i18n import _, mark

if TYPE_CHECKING:
    from ruse_desktop.domain.rules import AwardRules

COMMON: dict[str, str] = {
    "slot": mark("място"),
    "section": mark("раздел"),
    "genre": mark("жанр"),
    "category": mark("категория"),
    "nominee_kind": mark("номиниран"),
    "proposer_kind": mark("предлагащ"),
    "lifetime": mark("за цялостна дейност"),
    "channel": mark("начин на подаване"),
    "citizenship": mark("гражданство"),
    "settlement": mark("населено място"),
    "dead": mark("починал"),
}
"""What a condition may ask besides the award's own fields."""

NOMINEES = {
    NomineeKind.PERSON: mark("лице"),
    NomineeKind.TEAM: mark("екип"),
    NomineeKind.ORGANISATION: mark("организация"),
}
_VALUES: dict[str, dict[str, str]] = {
    "nominee_kind": {str(kind): name for kind, name in NOMINEES.items()},
    "proposer_kind": {str(kind): PROPOSER_NAMES[ProposerKind(kind)] for kind in PROPOSER_NAMES},
}
_PLAIN = {"yes": mark("да"), "no": mark("не"), "BG": mark("българско")}


def told(condition: str, award: AwardRules | None) -> str:
    """„при „Вид на документа“ – номинация до кмета“; several parts by commas."""
    return ", ".join(_part(part.strip(), award) for part in condition.split("&") if part.strip())


def name_of_field(code: str, award: AwardRules | None) -> str:
    """What the form calls the field; the code itself where no award is known."""
    field = next((one for one in award.fields if one.code == code), None) if award else None
    return field.name if field else _(COMMON[code]) if code in COMMON else code


def _part(part: str, award: AwardRules | None) -> str:
    code, _sign, wanted = part.partition("=")
    negative = code.endswith("!")
    code = code.rstrip("!").strip()
    name = name_of_field(code, award)
    if not wanted.strip():
        text = _("когато „{name}“ е попълнено") if negative else _("когато „{name}“ не е попълнено")
        return text.format(name=name)
    values = _(" или ").join(_value(code, one.strip(), award) for one in wanted.split("|"))
    text = _("освен при „{name}“ – {values}") if negative else _("при „{name}“ – {values}")
    return text.format(name=name, values=values)


def _value(code: str, value: str, award: AwardRules | None) -> str:
    known = _VALUES.get(code, {})
    if value in known:
        return _(known[value])
    if award is not None and code == "slot" and value in {one.code for one in award.slots}:
        return award.slot_name(value)
    if award is not None and code == "section" and value in {one.code for one in award.sections}:
        return award.section(value).name
    field = next((one for one in award.fields if one.code == code), None) if award else None
    if field is not None:
        choices = (*field.choices, *(c for column in field.columns for c in column.choices))
        found = next((one.name for one in choices if one.code == value), "")
        if found:
            return found
    return _(_PLAIN[value]) if value in _PLAIN else value
