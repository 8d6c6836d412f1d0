"""Cards in words: names of fields, values as they are shown, the key of a card in a list."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from ruse_desktop.domain.citizenship import citizenship_name
from ruse_desktop.domain.nominations import PROPOSER_NAMES
from ruse_desktop.domain.people import EarlierName, Organisation, Person, ending
from ruse_desktop.domain.rules import NomineeKind, ProposerKind
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from ruse_desktop.domain.people_joining import Card

KINDS = (NomineeKind.PERSON, NomineeKind.ORGANISATION, NomineeKind.TEAM)


def key_of(kind: NomineeKind, card_id: int) -> int:
    """One number for a card in a list of all kinds."""
    return card_id * len(KINDS) + KINDS.index(kind)


def of_key(key: int) -> tuple[NomineeKind, int]:
    """The card that a key stands for."""
    card_id, place = divmod(key, len(KINDS))
    return KINDS[place], card_id


def kind_word(kind: NomineeKind) -> str:
    """„лице“, „организация“, „екип“."""
    return {
        NomineeKind.PERSON: _("лице"),
        NomineeKind.ORGANISATION: _("организация"),
        NomineeKind.TEAM: _("екип"),
    }[kind]


def name_of(card: Card) -> str:
    """The name on the card, without titles."""
    return card.full_name if isinstance(card, Person) else card.name


def kind_of(card: Card) -> NomineeKind:
    """Which kind of card it is."""
    if isinstance(card, Person):
        return NomineeKind.PERSON
    return NomineeKind.ORGANISATION if isinstance(card, Organisation) else NomineeKind.TEAM


def field_names() -> dict[str, str]:
    """Every field and group of fields of a card, and the texts of its records, in words."""
    return {
        "name": _("Име"),
        "given": _("Собствено име"),
        "middle": _("Бащино име"),
        "family": _("Фамилно име"),
        "titles": _("Титли"),
        "pseudonym": _("Псевдоним"),
        "latin": _("На латиница"),
        "gender": _("Пол"),
        "birth": _("Роден(а)"),
        "birth_year": _("Година на раждане"),
        "birth_date": _("Дата на раждане"),
        "death_date": _("Починал(а) на"),
        "citizenship": _("Гражданство"),
        "settlement": _("Населено място"),
        "employer": _("Месторабота"),
        "note": _("Бележка"),
        "earlier": _("Предишни имена"),
        "kind": _("Вид"),
        "areas": _("Области"),
        "reg_no": _("ЕИК"),
        "representative": _("Представител"),
        "address": _("Адрес"),
        "phone": _("Телефон"),
        "email": _("Е-поща"),
        "field": _("Дейност"),
        "organisation": _("Към организация"),
        "members": _("Членове"),
        "motives": _("Мотиви"),
        "merits": _("Постижения"),
        "facts": _("Други данни"),
        "registry": _("Вх. №"),
        "registered_on": _("Заведено на"),
        "states": _("Движение"),
    }


def gender_word(gender: str) -> str:
    """„жена“, „мъж“, „“."""
    return {"f": _("жена"), "m": _("мъж")}.get(gender, "")


def value_of(card: Card, group: str) -> str:
    """A field or group of fields of the card as it is shown; „“ when empty."""
    if group == "birth" and isinstance(card, Person) and card.birth_date is None:
        return _("{year} г.").format(year=card.birth_year) if card.birth_year else ""
    if group == "kind" and isinstance(card, Organisation):
        return _(PROPOSER_NAMES[ProposerKind(card.kind)])
    words = {"citizenship": citizenship_name, "gender": gender_word}
    value: Any = name_of(card) if group == "name" else getattr(card, _FIELDS.get(group, group))
    return words[group](value) if group in words else _plain(value)


_FIELDS = {"birth": "birth_date"}


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return date_short(value)
    return ", ".join(value) if isinstance(value, tuple) else str(value or "")


def latin_shown(card: Card) -> str:
    """The Latin spelling and where it comes from; „“ for a team."""
    if not isinstance(card, Person | Organisation):
        return ""
    if card.latin_own:
        return _("{name} (вписано ръчно)").format(name=card.latin_name)
    return _("{name} (по Закона за транслитерацията)").format(name=card.latin_name)


def earlier_shown(one: EarlierName) -> str:
    """„Ана Станева (до 01.06.1995 г.)“."""
    parts = []
    if one.since:
        parts.append(_("от {day}").format(day=date_short(one.since)))
    if one.until:
        parts.append(_("до {day}").format(day=date_short(one.until)))
    return f"{one.name} ({' '.join(parts)})" if parts else one.name


def day_text(day: date | None) -> str:
    """A date for a field, „“ for none."""
    return date_plain(day) if day else ""


def rows_of(card: Card, areas: dict[str, str]) -> list[tuple[str, str]]:
    """The filled fields of the card, in the order they are read; `areas` names area codes."""
    names = field_names()
    shown = {
        NomineeKind.PERSON: (
            "titles", "pseudonym", "gender", "birth", "death_date", "citizenship", "settlement",
            "employer",
        ),
        NomineeKind.ORGANISATION: (
            "kind", "settlement", "reg_no", "representative", "address", "phone", "email", "field",
        ),
        NomineeKind.TEAM: ("organisation", "members"),
    }[kind_of(card)]  # fmt: skip
    if isinstance(card, Person):
        names["birth"] = ending(card.gender, _("Роден"), _("Родена"), names["birth"])
        names["death_date"] = ending(
            card.gender, _("Починал на"), _("Починала на"), names["death_date"]
        )
    rows = [(names[group], value_of(card, group)) for group in shown]
    if isinstance(card, Person | Organisation):
        rows.insert(0, (names["latin"], latin_shown(card)))
        earlier = "\n".join(earlier_shown(one) for one in card.earlier)
        rows.insert(1, (names["earlier"], earlier))
    if isinstance(card, Organisation):
        codes = [areas.get(code, code) for code in card.areas]
        rows.append((names["areas"], ", ".join(codes)))
    if isinstance(card, Person):
        rows.append((names["note"], card.note))
    return rows
