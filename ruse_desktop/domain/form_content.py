"""What stands on the fillable form of an award, by the law's data: parts, documents, privacy."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from ruse_desktop.domain.form_sheet import FormSheet, SheetItem, SheetPart
from ruse_desktop.domain.intake import Choice, Column, FieldKind, IntakeField
from ruse_desktop.domain.nominations import PROPOSER_NAMES
from ruse_desktop.domain.rules import NomineeKind, ProposerKind
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, mark
from ruse_desktop.kernel.text import sentence

if TYPE_CHECKING:
    from ruse_desktop.domain.rules import AwardRules, Deadline, Section

KIND_NAMES: dict[NomineeKind, str] = {
    NomineeKind.PERSON: mark("лице"),
    NomineeKind.TEAM: mark("екип"),
    NomineeKind.ORGANISATION: mark("организация"),
}
_YES, _NO = mark("да"), mark("не")
_FEW = 7
"""From so many choices on a list to open is shorter than boxes."""
_HEAD_ROOM = 50
"""Choices of a column longer than this do not stand in its heading but above the table."""


def build(
    award: AwardRules,
    *,
    year: int,
    law_edition: str,
    act: str,
    deadline: Deadline | None,
    municipality: str = "",
) -> FormSheet:
    """The form of an award in a year; `act` names the ordinance, `deadline` is None where none is."""
    intake = award.intake
    title = intake.form if intake and intake.form else _("Предложение за {award}").format(award=award.name)  # fmt: skip
    return FormSheet(
        title=title,
        subtitle=_("{year} г. · {act} ({citation})").format(
            year=year, act=act, citation=award.citation
        ),
        award=award.code,
        year=year,
        law_edition=law_edition,
        where=tuple(_where(award, deadline)),
        parts=tuple(_parts(award, year)),
        enclosed=tuple(_enclosed(award)),
        privacy=tuple(_privacy(award, act, municipality or _("Общината"))),
    )


def _where(award: AwardRules, deadline: Deadline | None) -> Iterator[str]:
    intake = award.intake
    if deadline is not None:
        hour = _(", до {hour} ч.").format(hour=f"{deadline.hour:%H:%M}") if deadline.hour else ""
        yield _("Срок: {day} включително{hour} ({citation}).").format(
            day=date_short(deadline.effective), hour=hour, citation=deadline.citation
        )
    elif award.deadline("submission") is not None:
        yield _("Срок: обявява се за всяка година ({citation}).").format(
            citation=getattr(award.deadline("submission"), "citation", "")
        )
    if intake is not None:
        yield _("Предложението се подава в: {place}.").format(place=intake.place)
    yield from intake.notes if intake else ()
    yield _(
        "Попълнете формуляра на компютър или на хартия с печатни букви. Полетата със "
        "звездичка (*) са задължителни."
    )


def _parts(award: AwardRules, year: int) -> Iterator[SheetPart]:
    yield from _slot_part(award)
    yield from _nominee_parts(award)
    yield SheetPart(_("Кой предлага"), tuple(_proposer(award)))
    own = [one for one in award.fields if one.on_form]
    for group, fields in groupby(own, key=lambda one: one.group):
        items = tuple(_own(award, one) for one in fields)
        yield SheetPart(group or _("Данни за предложението"), items)
    yield from _merits(award, year)
    motives = SheetItem("motives", _("Мотиви"), FieldKind.LONG, required=True, lines=12, grows=True)
    note = _("За какво се предлага. Ако мястото не стига, продължете на отделен лист и го приложете.")  # fmt: skip
    yield SheetPart(_("Мотиви за предложението"), (motives,), note)


def slot_item(award: AwardRules) -> SheetItem:
    """The choice of what the nomination is for; each choice names the section's genres."""

    def said(code: str) -> str:
        listed = genres_of(award.section(award.slot(code).section))
        name = award.slot_name(code)
        return f"{name}: {', '.join(listed)}" if listed else name

    choices = tuple(Choice(slot.code, said(slot.code), slot.citation) for slot in award.slots)
    return SheetItem(
        "slot", _("Раздел"), FieldKind.CHOICE, choices, required=True, spread=True
    )  # fmt: skip


def genres_of(section: Section) -> tuple[str, ...]:
    """The genres or levels of a section."""
    return section.genres or section.levels


def _slot_part(award: AwardRules) -> Iterator[SheetPart]:
    items: list[SheetItem] = []
    if award.slot_for(NomineeKind.PERSON) is None:
        items.append(slot_item(award))
    names = dict.fromkeys(name for one in award.sections for name in genres_of(one))
    if names:
        choices = tuple(Choice(name, name) for name in names)
        hint = _("От изброените в избрания раздел.") if len(award.slots) > 1 else ""
        items.append(SheetItem("genre", _("Жанр или степен"), FieldKind.CHOICE, choices, hint=hint))
    if items:
        yield SheetPart(_("За какво се предлага"), tuple(items))


def categories(award: AwardRules) -> tuple[str, ...]:
    """What a nominee may be („творец“, „деец“), where the law lists it."""
    for rule in award.eligibility:
        listed = rule.params.get("categories", ())
        if isinstance(listed, tuple) and listed:
            return listed
    return ()


def category_of(award: AwardRules, kind: NomineeKind) -> str:
    """The category that the kind of nominee leaves no choice in („творчески екип“), else „“."""
    for rule in award.eligibility:
        if rule.params.get("categories"):
            return str(rule.params.get(kind.value, ""))
    return ""


def _nominee_parts(award: AwardRules) -> Iterator[SheetPart]:
    kinds = award.nominee_kinds
    top: list[SheetItem] = []
    if len(kinds) > 1:
        choices = tuple(Choice(kind.value, _(KIND_NAMES[kind])) for kind in kinds)
        top.append(
            SheetItem("nominee-kind", _("Предлага се"), FieldKind.CHOICE, choices, required=True, spread=True)
        )  # fmt: skip
    if listed := categories(award):
        choices = tuple(Choice(name, name) for name in listed)
        top.append(
            SheetItem("category", _("Като"), FieldKind.CHOICE, choices, required=True, spread=True)
        )
    note = _("Попълнете само частта за този, когото предлагате.") if len(kinds) > 1 else ""
    if top:
        yield SheetPart(_("Кого предлагате"), tuple(top), note)
    builders = {
        NomineeKind.PERSON: (_("Предложено лице"), _person),
        NomineeKind.TEAM: (_("Предложен екип"), _team),
        NomineeKind.ORGANISATION: (_("Предложена организация"), _organisation),
    }
    for kind in kinds:
        heading, items = builders[kind]
        yield SheetPart(heading, tuple(items(award, alone=len(kinds) == 1)))


def _person(award: AwardRules, *, alone: bool) -> Iterator[SheetItem]:
    third = 1 / 3
    yield SheetItem("person-given", _("Собствено име"), required=alone, width=third)
    yield SheetItem("person-middle", _("Бащино име"), width=third)
    yield SheetItem("person-family", _("Фамилно име"), required=alone, width=third)
    yield SheetItem("person-titles", _("Титли и звания"), width=third)
    yield SheetItem("person-pseudonym", _("Псевдоним"), width=third)
    yield SheetItem("person-settlement", _("Населено място"), width=third)
    if asks_birth(award):
        yield SheetItem(
            "person-birth", _("Дата на раждане"), FieldKind.DATE, required=alone, width=third
        )
    if "citizenship" in " ".join(rule.when for rule in award.eligibility):
        yield SheetItem("person-citizenship", _("Гражданство"), width=third)
    yield SheetItem("person-employer", _("Месторабота или учебно заведение"), width=1)


def asks_birth(award: AwardRules) -> bool:
    """Whether a rule of the award depends on the nominee's age."""
    return any(rule.kind == "age-below" for rule in award.eligibility)


def _team(_award: AwardRules, *, alone: bool) -> Iterator[SheetItem]:
    yield SheetItem("team-name", _("Име на екипа"), required=alone, width=0.5)
    yield SheetItem("team-home", _("Към коя организация"), width=0.5)
    yield SheetItem(
        "team-members", _("Членове на екипа"), FieldKind.LONG, lines=5,
        hint=_("Трите имена на всеки на отделен ред."), required=alone,
    )  # fmt: skip


def _organisation(_award: AwardRules, *, alone: bool) -> Iterator[SheetItem]:
    yield SheetItem("body-name", _("Наименование"), required=alone)
    yield SheetItem("body-settlement", _("Седалище"), width=0.5)
    yield SheetItem("body-head", _("Представлява се от"), width=0.5)


def _proposer(award: AwardRules) -> Iterator[SheetItem]:
    kinds = award.proposers or (ProposerKind.PERSON,)
    if len(kinds) > 1:
        choices = tuple(Choice(kind.value, _(PROPOSER_NAMES[kind])) for kind in kinds)
        yield SheetItem("proposer-kind", _("Предлагащ"), FieldKind.CHOICE, choices, required=True, spread=True)  # fmt: skip
    yield SheetItem("proposer-name", _("Наименование, а за лице – трите имена"), required=True)
    yield SheetItem("proposer-head", _("Представител и длъжност"), width=0.5)
    yield SheetItem("proposer-address", _("Адрес за кореспонденция"), width=0.5)
    yield SheetItem("proposer-phone", _("Телефон"), width=0.5)
    yield SheetItem("proposer-email", _("Електронна поща"), width=0.5)
    if len(award.areas) > 1:
        choices = tuple(Choice(area.code, area.name) for area in award.areas)
        yield SheetItem("proposer-areas", _("Работи в област"), FieldKind.CHOICES, choices)


def _merits(award: AwardRules, year: int) -> Iterator[SheetPart]:
    rule = award.merit
    if rule is None:
        return
    columns = (
        Column("from", _("От дата"), FieldKind.DATE),
        Column("to", _("До дата"), FieldKind.DATE),
        Column("text", _("Постижение"), required=True),
        Column("level", _("Равнище")),
    )
    items = [SheetItem("merits", merit_name(), FieldKind.ROWS, columns=columns)]
    if rule.lifetime_citation:
        text = _("Предлага се за цялостна дейност ({citation})").format(
            citation=rule.lifetime_citation
        )
        items.append(SheetItem("lifetime", "", FieldKind.CHOICES, (Choice("yes", text),)))
    first, last = rule.in_year(year)
    note = _("Оценяват се постиженията от {first} до {last} ({citation}).").format(
        first=date_short(first), last=date_short(last), citation=rule.citation
    )
    yield SheetPart(_("Постижения"), tuple(items), note)


def merit_name() -> str:
    """How the table of merits is called on the form and in messages."""
    return _("Какво е постигнато и кога")


def own_name(code: str) -> str:
    """The name in the file of one of the award's own fields."""
    return f"own-{code}"


def _own(award: AwardRules, one: IntakeField) -> SheetItem:
    when = _when(award, one.when)
    spread = one.kind is FieldKind.YES_NO or len(one.choices) in range(1, _FEW)
    said = ("" if spread else _listed(one), one.hint, when)
    hint = " ".join(sentence(part.strip()) for part in said if part)
    short = one.kind in {FieldKind.DATE, FieldKind.NUMBER}
    choices = one.choices
    if one.kind is FieldKind.YES_NO:
        choices = (Choice("yes", _(_YES)), Choice("no", _(_NO)))
    return SheetItem(
        own_name(one.code), one.name, one.kind, choices, one.columns, hint,
        required=one.required and not one.when,
        width=1 / 3 if short and not hint else 1.0,
        lines=5 if one.kind is FieldKind.LONG else 1,
        spread=spread,
    )  # fmt: skip


def _listed(one: IntakeField) -> str:
    """The choices of a list in words, for those who fill in the form on paper."""
    if one.kind is FieldKind.CHOICE:
        return _("Едно от: {list}.").format(list="; ".join(choice.name for choice in one.choices))
    said = (
        _("{column} – едно от: {list}.").format(
            column=column.name, list="; ".join(choice.name for choice in column.choices)
        )
        for column in one.columns
        if sum(len(choice.name) for choice in column.choices) > _HEAD_ROOM
    )
    return " ".join(said)


def _when(award: AwardRules, condition: str) -> str:
    """A condition of the law's files in words; „“ for none or one that has no words."""
    said = [words for part in condition.split("&") if (words := _one(award, part.strip()))]
    return _("Попълва се, ако {condition}.").format(condition=_(" и ").join(said)) if said else ""


def _one(award: AwardRules, part: str) -> str:
    name, sign, values = part.partition("=")
    negative = name.endswith("!")
    field = next((one for one in award.fields if one.code == name.rstrip("!").strip()), None)
    if not sign or field is None:
        return ""
    choices = field.choices or (field.columns[0].choices if field.columns else ())
    names = {"yes": _(_YES), "no": _(_NO)} | {one.code: one.name for one in choices}
    listed = _(" или ").join(f"„{names.get(code, code)}“" for code in values.strip().split("|"))
    text = _("„{field}“ не е {values}") if negative else _("„{field}“ е {values}")
    return text.format(field=field.name, values=listed)


def _enclosed(award: AwardRules) -> Iterator[tuple[str, str, str]]:
    for item in award.dossier:
        notes = [
            item.note,
            _when(award, item.when),
            "" if item.required else _("Не е задължително."),
        ]
        name = ". ".join([item.name, *(note.rstrip(".") for note in notes if note)])
        yield name, _("{n} бр.").format(n=item.copies), str(item.citation)


def _privacy(award: AwardRules, act: str, municipality: str) -> Iterator[str]:
    age = _(", дата на раждане (за проверка на възрастта)") if asks_birth(award) else ""
    yield _(
        "{municipality} обработва имената, населеното място{age}, посочените постижения и данните "
        "за връзка само за да разгледа предложението по {act} ({citation})."
    ).format(municipality=municipality, age=age, act=act, citation=award.citation)
    yield _(
        "Имената на удостоените се публикуват в уебсайта на Общината (§ 2 ПЗР); други лични данни "
        "не се публикуват. Не вписвайте ЕГН и данни, които не са поискани. Уведомете лицето, "
        "което предлагате."
    )
