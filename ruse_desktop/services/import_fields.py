"""Which columns of a registry's table mean what: the fields, their names, a proposed mapping."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ruse_desktop.domain.form_content import categories
from ruse_desktop.domain.intake import FieldKind
from ruse_desktop.domain.rules import NomineeKind
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import search_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ruse_desktop.domain.rules import AwardRules

FACT = "fact:"
"""A key „fact:grade“ is the award's own field."""
_SIMILAR = 82


@dataclass(frozen=True)
class Field:
    """A field that a column may give; `names` are the headings offices use for it."""

    key: str
    label: str
    names: tuple[str, ...]
    required: bool = False
    limit: int = 200


def fields(award: AwardRules) -> tuple[Field, ...]:
    """All fields an import of the award knows, in the order people fill them; its own last.

    A table cell holds no table: fields of kind „rows“ are filled in by hand.
    """
    own = tuple(
        Field(f"{FACT}{one.code}", one.name, (search_key(one.name),), limit=4000)
        for one in award.fields
        if one.kind is not FieldKind.ROWS
    )
    listed = bool(categories(award))
    return (
        tuple(
            replace(one, required=award.slot_for(NomineeKind.PERSON) is None)
            if one.key == "section"
            else one
            for one in _common()
            if listed or one.key != "category"
        )
        + own
    )


def _common() -> tuple[Field, ...]:
    return (
        Field("registry_no", _("Вх. №"), ("вх №", "входящ номер", "вх номер", "рег №", "регистрационен номер", "вх номер дата", "вх № дата", "номер"), limit=60),
        Field("registered_on", _("Дата"), ("дата", "дата на входиране", "дата на регистрация", "вх дата", "дата на постъпване")),
        Field("registered_at", _("Час"), ("час", "час на входиране", "време")),
        Field("channel", _("Постъпило чрез"), ("постъпило чрез", "начин на подаване", "канал", "начин на постъпване")),
        Field("sent_on", _("Изпратено на"), ("изпратено на", "пощенско клеймо", "дата на изпращане", "клеймо")),
        Field("proposer", _("Вносител"), ("вносител", "предложител", "предложено от", "номинира", "номиниращ", "организация вносител", "вносител на предложението"), required=True),
        Field("proposer_kind", _("Вид вносител"), ("вид вносител", "вид на вносителя", "тип вносител")),
        Field("proposer_area", _("Област на вносителя"), ("област на вносителя", "област на дейност", "област", "сфера на дейност")),
        Field("seat", _("Седалище"), ("седалище", "адрес", "седалище на вносителя")),
        Field("reg_no", _("ЕИК"), ("еик", "булстат", "еик булстат", "регистрация")),
        Field("representative", _("Представляващ"), ("представляващ", "представлявано от", "ръководител")),
        Field("nominee", _("Предложен"), ("предложен", "номиниран", "кандидат", "предложен за награда", "име", "име на предложения", "номинация", "предложен номиниран"), required=True),
        Field("nominee_kind", _("Вид"), ("вид", "вид на предложения", "вид кандидат", "лице екип организация")),
        Field("category", _("Категория"), ("категория", "предлага се като", "категория на предложения")),
        Field("titles", _("Звание"), ("звание", "научно звание", "титла", "степен и звание")),
        Field("birth_date", _("Дата на раждане"), ("дата на раждане", "рождена дата")),
        Field("settlement", _("Населено място"), ("населено място", "местожителство", "населено място на предложения")),
        Field("birth_year", _("Година на раждане"), ("година на раждане", "роден", "родена", "рождена година")),
        Field("employer", _("Месторабота"), ("месторабота", "работодател", "работи в", "месторабота длъжност")),
        Field("team_organisation", _("Организация на екипа"), ("организация на екипа", "екип към", "организация")),
        Field("members", _("Членове на екипа"), ("членове на екипа", "членове", "състав", "състав на екипа"), limit=4000),
        Field("section", _("Раздел"), ("раздел", "категория", "секция", "раздел по чл 43", "раздел вид"), required=True),
        Field("genre", _("Жанр/степен"), ("жанр степен", "жанр", "степен", "образователна степен", "жанр/степен")),
        Field("merits", _("Заслуги"), ("заслуги", "заслуги в периода", "постижения", "постижения в периода"), limit=8000),
        Field("lifetime", _("Цялостна дейност"), ("цялостна дейност", "за цялостна дейност", "цялостен принос")),
        Field("motives", _("Мотиви"), ("мотиви", "мотивировка", "обосновка", "аргументи", "мотиви и аргументация"), limit=20_000),
    )  # fmt: skip


def propose(header: Sequence[str], award: AwardRules) -> dict[str, str]:
    """Field → column heading: equal names first, then the most similar; each column once."""
    known = [(field.key, name) for field in fields(award) for name in field.names]
    mapping = proposed(header, known)
    if "category" in mapping and "section" not in mapping and missing(mapping, award):
        mapping["section"] = mapping.pop("category")  # offices call the section so, too
    return mapping


def proposed(header: Sequence[str], known: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Field → column heading by the `known` pairs of field and name: equal first, then most similar."""
    from rapidfuzz import fuzz

    known = [(key, search_key(name)) for key, name in known]
    scored = []
    for place, heading in enumerate(header):
        wanted = search_key(heading.replace("/", " "))
        for key, name in known:
            score = 101.0 if wanted == name else fuzz.ratio(wanted, name)
            if score >= _SIMILAR:
                scored.append((-score, place, key))
    mapping: dict[str, str] = {}
    used: set[int] = set()
    for _score, place, key in sorted(scored):
        if place not in used and key not in mapping:
            used.add(place)
            mapping[key] = header[place]
    return mapping


def missing(mapping: Mapping[str, str], award: AwardRules) -> tuple[str, ...]:
    """Labels of the required fields that no column gives."""
    return tuple(
        field.label for field in fields(award) if field.required and field.key not in mapping
    )
