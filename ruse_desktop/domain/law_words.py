"""A rule of the law said in one plain sentence, and what it is about in a word or two."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from ruse_desktop.domain import intake, outcomes, rules, town
from ruse_desktop.domain.check_names import CHECKS
from ruse_desktop.domain.condition_words import NOMINEES, name_of_field, told
from ruse_desktop.domain.intake import FieldKind
from ruse_desktop.domain.outcomes import Effect, YearDay
from ruse_desktop.domain.rules import AwardRules, DeadlineMode, SlotKind
from ruse_desktop.kernel.formats import day_in_year
from ruse_desktop.kernel.i18n import _, mark, ngettext

EFFECTS = {
    Effect.BLOCKS: mark("спира"),
    Effect.WARNS: mark("предупреждава"),
    Effect.INFORMS: mark("само показва"),
}
SLOTS = {SlotKind.INDIVIDUAL: mark("индивидуална"), SlotKind.COLLECTIVE: mark("колективна")}
MODES = {
    DeadlineMode.NEXT_WORKING_DAY: mark("мести се в първия присъствен ден"),
    DeadlineMode.LITERAL: mark("не се мести"),
}
OFF_DAYS = {
    town.OffDay.STAYS: mark("остава"),
    town.OffDay.BEFORE: mark("готово е в предния присъствен ден"),
    town.OffDay.AFTER: mark("показва се в следващия присъствен ден"),
}
ACTS = {
    "minutes": mark("протокол на комисията"),
    "order": mark("заповед на кмета"),
    "decision": mark("решение на Общинския съвет"),
}
SYMBOLS = {
    "emblem": mark("Герб"),
    "flag": mark("Знаме"),
    "badge": mark("Значка „Русе“"),
    "seal": mark("Печат"),
    "all": mark("Всички символи"),
}
MAJORITIES = {"simple": mark("обикновено мнозинство"), "two-thirds": mark("мнозинство две трети")}
BASES = {"": mark("по служебната практика"), "all": mark("от всички членове")}
CHOSEN = {
    "": mark("с писмо, когато е посочено от кого"),
    "named": mark("с писмо"),
    "elected": mark("избират се с гласуване"),
    "office": mark("по длъжност"),
}
AWARD_KINDS = {
    "title": mark("звание"),
    "prize": mark("награда"),
    "stipend": mark("стипендия"),
    "honour": mark("почест"),
}
PROOFS = {
    "sentence": mark("влязла в сила присъда"),
    "judgement": mark("преценка"),
    "statement": mark("заявление на удостоения"),
}
STEPS_OF = {"nomination": mark("на предложението"), "edition": mark("на изданието")}
FIELD_KINDS = {
    FieldKind.TEXT: mark("кратък текст"),
    FieldKind.LONG: mark("дълъг текст"),
    FieldKind.DATE: mark("дата"),
    FieldKind.NUMBER: mark("число"),
    FieldKind.YES_NO: mark("да или не"),
    FieldKind.CHOICE: mark("една възможност"),
    FieldKind.CHOICES: mark("няколко възможности"),
    FieldKind.ROWS: mark("таблица"),
}
BINDS = {
    "proposers": mark("за предлагащите"),
    "administration": mark("за администрацията"),
    "commission": mark("за комисията"),
}
CONFLICTS = {
    "commission": mark("отстранява от цялата работа на комисията"),
    "item": mark("отстранява от отделната точка"),
    "warns": mark("само предупреждава"),
}
TABLES = {
    "award": mark("Награда"),
    "area": mark("Област"),
    "section": mark("Раздел"),
    "slot": mark("Брой награди"),
    "deadline": mark("Срок"),
    "eligibility": mark("Проверка"),
    "dossier": mark("Документ"),
    "field": mark("Поле от предложението"),
    "commission": mark("Комисия"),
    "attribute": mark("Какво се връчва"),
    "money": mark("Сума"),
    "fund": mark("Източник на средства"),
    "publicity": mark("Оповестяване"),
    "step": mark("Стъпка"),
    "intake": mark("Приемане на предложения"),
    "limit": mark("Брой удостоени"),
    "voting": mark("Гласуване"),
    "act": mark("Акт"),
    "book": mark("Книга"),
    "hand_over": mark("Връчване"),
    "merit": mark("Период на заслугите"),
    "revocation": mark("Отнемане"),
    "symbol": mark("Символ"),
    "duty": mark("Задължение през годината"),
}


def title_of(table: str) -> str:
    """What a rule of this table is about."""
    return _(TABLES[table]) if table in TABLES else table


def symbol_name(code: str) -> str:
    """„Герб“ for the emblem's rules; the code itself for a symbol of another town."""
    return _(SYMBOLS[code]) if code in SYMBOLS else code


def says(value: Any, award: AwardRules | None = None) -> str:
    """The rule in one sentence without a full stop; of an unknown kind its own name.

    With the `award` it belongs to, sections, fields and conditions are called by their names.
    """
    if isinstance(value, rules.Slot):
        return _slot(value, award)
    if isinstance(value, rules.EligibilityRule):
        return _eligibility(value, award)
    teller = _TELLERS.get(type(value))
    if teller is not None:
        return teller(value)
    if hasattr(value, "nominee_kinds"):
        return _award(value)
    return str(getattr(value, "name", value))


def day_of_year(day: YearDay) -> str:
    """„10 май“, „10 май на предходната година“."""
    named = day_in_year(day.month, day.day)
    if day.year_offset == 0:
        return named
    if day.year_offset == -1:
        return _("{day} на предходната година").format(day=named)
    if day.year_offset == 1:
        return _("{day} на следващата година").format(day=named)
    return _("{day} ({n:+} години)").format(day=named, n=day.year_offset)


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def _numbered(code: str, text: str) -> str:
    """„Раздел 1.2: …“; a section that is only a place holder is not named."""
    if not code[:1].isdigit():
        return text[:1].upper() + text[1:]
    return _("Раздел {code}: {text}").format(code=code, text=text)


def _award(header: Any) -> str:
    every = {
        0: _("по повод"),
        1: _("всяка година"),
    }.get(header.every_years) or _("на всеки {n} години").format(n=header.every_years)
    nominees = ", ".join(_(NOMINEES[kind]) for kind in header.nominee_kinds)
    return _joined(
        _("{name}: {every}").format(name=header.name, every=every),
        _("удостоява се {whom}").format(whom=nominees) if nominees else "",
        ngettext(
            "предлага {n} вид предложители",
            "предлагат {n} вида предложители",
            len(header.proposers),
        ).format(n=len(header.proposers))
        if header.proposers
        else "",
    )


def _section(one: rules.Section) -> str:
    return _joined(
        _numbered(one.code, one.name),
        _("жанрове: {names}").format(names=", ".join(one.genres)) if one.genres else "",
        _("степени: {names}").format(names=", ".join(one.levels)) if one.levels else "",
    )


def _slot(one: rules.Slot, award: AwardRules | None) -> str:
    many = (
        ngettext("{n} награда", "{n} награди", one.places).format(n=one.places)
        if one.places
        else _("без определен брой")
    )
    what = f"{_(SLOTS[one.kind])}, {many}"
    section = next((s for s in award.sections if s.code == one.section), None) if award else None
    if section is not None and not section.code[:1].isdigit():
        what = f"{section.name}: {what}"
    return _joined(_numbered(one.section, what), one.degree, one.note)


def _deadline(one: rules.DeadlineRule) -> str:
    day = (
        _("денят се обявява (обичайно {day})").format(day=day_of_year(one.on))
        if one.announced
        else day_of_year(one.on)
    )
    hour = _("до {hour} ч.").format(hour=f"{one.hour:%H:%M}") if one.hour else ""
    how = _joined(_(BINDS.get(one.binds, one.binds)), _(MODES[one.mode]))
    return f"{one.name}: {' '.join(part for part in (day, hour) if part)} ({how})"


def _eligibility(one: rules.EligibilityRule, award: AwardRules | None) -> str:
    effect = _(EFFECTS[one.effect])
    check = _(CHECKS.get(one.kind, one.kind))
    field = one.params.get("field")
    if one.says:
        said = _("{effect}: {says}").format(effect=effect, says=one.says.rstrip("."))
    elif one.kind == "fact-present" and isinstance(field, str):
        name = name_of_field(field, award)
        said = _("Попълнено е „{name}“ (иначе {effect})").format(name=name, effect=effect)
    else:
        said = _("{check} (иначе {effect})").format(check=check, effect=effect)
    return _joined(said[:1].upper() + said[1:], told(one.when, award))


def _dossier(one: rules.DossierItem) -> str:
    copies = ngettext("{n} екземпляр", "{n} екземпляра", one.copies).format(n=one.copies)
    need = _("задължително") if one.required else _("по желание")
    return _joined(f"{one.name} ({copies}, {need})", one.note)


def _field(one: intake.IntakeField) -> str:
    need = _("задължително") if one.required else _("по желание")
    return _joined(
        _("„{name}“ ({need})").format(name=one.name, need=need),
        _("възможности: {names}").format(names=", ".join(c.name for c in one.choices))
        if one.choices
        else "",
        _("колони: {names}").format(names=", ".join(c.name for c in one.columns))
        if one.columns
        else "",
    )


def _commission(one: rules.CommissionRule) -> str:
    seats = ", ".join(
        f"{seat.name} – {seat.count}" if seat.count else _("{name} – всички").format(name=seat.name)
        for seat in one.seats
    )
    return _joined(
        one.name,
        ngettext("{n} член", "{n} членове", one.members).format(n=one.members)
        if one.members
        else "",
        seats,
        _("председател: {name}").format(name=one.chair_name)
        if one.chair_name
        else _("председателят се избира от членовете"),
        ngettext("кворум: {n} член", "кворум: {n} членове", one.quorum).format(n=one.quorum)
        if one.quorum
        else "",
        _("свързаност: {what}").format(what=_(CONFLICTS.get(one.conflict, one.conflict))),
        _("закрити заседания") if one.closed else "",
        _("може и експерти") if one.experts_citation else "",
    )


def _voting(one: rules.VotingRule) -> str:
    turns = ", ".join(
        _("{name}: {n} избрани").format(name=turn.name, n=turn.elects)
        if turn.elects
        else _("{name}: колкото са местата").format(name=turn.name)
        for turn in one.rounds
    )
    return _joined(
        _("Тайно гласуване") if one.secret else _("Явно гласуване"),
        _(MAJORITIES.get(one.majority, one.majority)),
        _("от всички членове") if one.base == "all" else "",
        turns,
        _("награда може да не се присъди") if one.unawarded_citation else "",
    )


def _hand_over(one: outcomes.HandOverRule) -> str:
    when = " / ".join(day_of_year(day) for day in one.eve_of)
    done = _("Обявява се") if one.announced_only else _("Връчва се")
    return _joined(
        _("{done} в навечерието на {day}").format(done=done, day=when) if when else done,
        _("от: {names}").format(names=", ".join(one.presenters)) if one.presenters else "",
        _("или упълномощено лице") if one.authorised else "",
    )


def _money(one: outcomes.MoneyRule) -> str:
    if one.wages is not None:
        much = ngettext(
            "{n} минимална работна заплата",
            "{n} минимални работни заплати",
            1 if one.wages == 1 else 2,
        ).format(n=_plain(one.wages))
    elif one.amount is not None:
        much = f"{_plain(one.amount)} {_CURRENCY.get(one.currency, one.currency)}"
    else:
        much = _("без посочен размер")
    return _joined(
        _("{name}: {much}").format(
            name=one.name, much=_("до {much}").format(much=much) if one.at_most else much
        ),
        _("на месец") if one.per_month else "",
        ngettext("{n} месец", "{n} месеца", one.months).format(n=one.months) if one.months else "",
        _("не е задължителна") if one.optional else "",
        _("плаща {who}").format(who=one.payer) if one.payer else "",
    )


def _publicity(one: outcomes.PublicityRule) -> str:
    return _joined(
        one.name,
        _("в: {media}").format(media=", ".join(one.media)) if one.media else "",
        _("заедно с {awards}").format(awards=", ".join(one.along)) if one.along else "",
    )


def _fund(one: outcomes.FundSource) -> str:
    return _joined(
        _("Средства: {name}").format(name=one.name),
        _("само от този източник") if one.sole else "",
        _("осигурява и {what}").format(what=one.also) if one.also else "",
    )


_CURRENCY = {"BGN": "лв.", "EUR": "€"}


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}".replace(".", ",")


def _step(one: outcomes.ProcedureStep) -> str:
    return _joined(
        _("{name} – {who}").format(name=one.name, who=one.actor),
        _("изходи: {names}").format(names=", ".join(one.results)) if one.results else "",
    )


def _revocation(one: outcomes.RevocationRule) -> str:
    return _joined(
        _("Отнема се: {grounds}").format(grounds=", ".join(ground.name for ground in one.grounds)),
        _("с {act}").format(act=_(ACTS.get(one.act, one.act))),
        ngettext("връщане до {n} месец", "връщане до {n} месеца", one.return_months).format(
            n=one.return_months
        )
        if one.return_months
        else "",
    )


def _symbol(one: town.SymbolRule) -> str:
    figures = ", ".join(f"{name} {_plain(number)}" for name, number in one.values.items())
    return _joined(one.name, figures, ", ".join(one.lines), one.note)


def _duty(one: town.Duty) -> str:
    day = day_of_year(one.on) if one.on else _("без определен ден")
    when = _("в навечерието на {day}").format(day=day) if one.eve and one.on else day
    if one.plus:
        when = _("дни след {day}, по служебна практика").format(day=day)
    elif one.guidance:
        when = _("{day}, по служебна практика").format(day=day)
    return f"{one.name}: {when} ({one.actor})"


def _intake(one: intake.IntakeRule) -> str:
    return _joined(
        _("Предложенията се приемат в {place}").format(place=one.place),
        _("книга: {name}").format(name=one.book) if one.book else "",
        _("бланка: {name}").format(name=one.form) if one.form else "",
    )


def _limit(one: outcomes.LimitRule) -> str:
    many = ngettext("{n} удостоен на година", "{n} удостоени на година", one.per_year)
    return _("До {many} – {effect}").format(
        many=many.format(n=one.per_year), effect=_(EFFECTS[one.effect])
    )


def _merit(one: outcomes.MeritPeriod) -> str:
    return _joined(
        _("Заслуги от {start} до {end}").format(
            start=day_of_year(one.start), end=day_of_year(one.end)
        ),
        _("или за цялостна дейност") if one.lifetime_citation else "",
    )


def _attribute(one: outcomes.Attribute) -> str:
    return _joined(one.name, "" if one.prescribed else _("по обичай"), one.note)


_TELLERS: dict[type, Callable[[Any], str]] = {
    rules.Area: lambda one: _("Област „{name}“").format(name=one.name),
    rules.Section: _section,
    rules.DeadlineRule: _deadline,
    rules.DossierItem: _dossier,
    rules.CommissionRule: _commission,
    rules.VotingRule: _voting,
    outcomes.MeritPeriod: _merit,
    intake.IntakeField: _field,
    intake.IntakeRule: _intake,
    outcomes.LimitRule: _limit,
    outcomes.HandOverRule: _hand_over,
    outcomes.MoneyRule: _money,
    outcomes.FundSource: _fund,
    outcomes.PublicityRule: _publicity,
    outcomes.ProcedureStep: _step,
    outcomes.RevocationRule: _revocation,
    outcomes.Attribute: _attribute,
    outcomes.ActRule: lambda one: _("Актът е {names}").format(
        names=", ".join(_(ACTS.get(kind, kind)) for kind in one.kinds)
    ),
    outcomes.BookRule: lambda one: _("„{title}“, води я {keeper}").format(
        title=one.title, keeper=one.keeper
    ),
    town.SymbolRule: _symbol,
    town.Duty: _duty,
}
