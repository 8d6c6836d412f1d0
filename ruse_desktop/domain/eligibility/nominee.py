"""Checks of the nominee: category, section, kind, once-only, alive, name."""

from __future__ import annotations

from ruse_desktop.domain.books import Holder
from ruse_desktop.domain.eligibility.core import Context, NominationFacts, asks, fails, kind, met
from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.domain.rules import EligibilityRule, NomineeKind, Section, Slot, SlotKind
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, mark
from ruse_desktop.kernel.text import search_key, sentence

Findings = tuple[Finding, ...]
_FEW = 3


def _slot(facts: NominationFacts, context: Context) -> Slot | None:
    return next((slot for slot in context.award.slots if slot.code == facts.slot), None)


def _section(facts: NominationFacts, context: Context) -> Section | None:
    slot = _slot(facts, context)
    return context.award.section(slot.section) if slot else None


@kind("section-chosen")
def section_chosen(rule: EligibilityRule, facts: NominationFacts, context: Context) -> Findings:
    """Exactly one section of the award is chosen."""
    slot = _slot(facts, context)
    if slot is None:
        names = [one.name for one in context.award.sections]
        few = "; ".join(names) if len(names) <= _FEW else ""
        return fails(
            rule,
            rule.says or _("Изберете раздел"),
            few or _("Наградата се присъжда по области и раздели."),
        )
    return met(
        rule,
        _("Избран е раздел"),
        " ".join((context.award.slot_name(slot.code), slot.note)).strip(),
    )


@kind("nominee-category")
def nominee_category(rule: EligibilityRule, facts: NominationFacts, context: Context) -> Findings:
    """There is a nominee, of a kind and category the award may honour."""
    if not facts.nominee_name:
        kinds = ", ".join(_(_KIND_NAMES[one]) for one in context.award.nominee_kinds)
        return fails(
            rule, _("Не е посочен предложеният"), _("Предлага се: {kinds}.").format(kinds=kinds)
        )
    if facts.nominee_kind not in context.award.nominee_kinds:
        return fails(
            rule,
            rule.says or _("Наградата не се дава на такъв предложен"),
            _(_KIND_NAMES[facts.nominee_kind]),
        )
    allowed = rule.params.get("categories", ())
    category = facts.category or rule.params.get(facts.nominee_kind.value, "")
    if allowed and isinstance(allowed, tuple) and not category:
        return (
            *fails(
                rule,
                _("Не е посочена категория на предложения"),
                _("Изброени са: {allowed}.").format(allowed=", ".join(allowed)),
            ),
            *_name(rule, facts),
        )
    if facts.category and isinstance(allowed, tuple) and facts.category not in allowed:
        return fails(
            rule,
            _("Категорията не е сред изброените"),
            _("„{category}“; изброени са: {allowed}.").format(
                category=facts.category, allowed=", ".join(allowed)
            ),
        )
    return (
        *met(rule, _("Предложеният може да бъде отличен"), facts.nominee_name),
        *_name(rule, facts),
        *_numbers(rule, facts),
    )


def _numbers(rule: EligibilityRule, facts: NominationFacts) -> Findings:
    """An ЕГН in what is typed is not needed and would be printed for the commission."""
    if not facts.personal_numbers:
        return ()
    return (
        Finding(
            f"{rule.id}:egn", Verdict.JUDGEMENT, Effect.WARNS, _("В текста има ЕГН"), None,
            _("Наредбата не го изисква; мотивите се четат и печатат."),
            _("Махнете го или потвърдете, че числото не е ЕГН."),
        ),
    )  # fmt: skip


def _name(rule: EligibilityRule, facts: NominationFacts) -> Findings:
    if not facts.mixed:
        return ()
    words = ", ".join(f"„{word.word}“ → „{word.suggestion}“" for word in facts.mixed)
    finding = asks(
        rule,
        _("Името смесва латински и кирилски букви"),
        _("Поправете името или потвърдете, че се пише така."),
        words,
    )[0]
    return (
        Finding(
            f"{rule.id}:letters", finding.verdict, finding.effect, finding.sentence, None,
            finding.explanation, finding.question,
        ),
    )  # fmt: skip


_KIND_NAMES = {
    NomineeKind.PERSON: mark("лице"),
    NomineeKind.TEAM: mark("екип"),
    NomineeKind.ORGANISATION: mark("организация"),
}


@kind("slot-kind")
def slot_kind(rule: EligibilityRule, facts: NominationFacts, context: Context) -> Findings:
    """Persons stand for individual prizes, teams and organisations for collective ones."""
    slot = _slot(facts, context)
    if slot is None:
        return ()
    individual = facts.nominee_kind is NomineeKind.PERSON
    if individual == (slot.kind is SlotKind.INDIVIDUAL):
        return met(
            rule,
            _("Видът на предложения отговаря на раздела"),
            _("индивидуална награда") if individual else _("колективна награда"),
        )
    if individual:
        return fails(
            rule,
            _("Разделът е за колективна награда, а е предложено лице"),
            context.award.slot_name(slot.code),
        )
    area = context.award.section(slot.section).area
    collective = [
        other.code
        for other in context.award.slots
        if other.kind is SlotKind.COLLECTIVE and context.award.section(other.section).area == area
    ]
    if collective:
        return fails(
            rule,
            _("Разделът е за индивидуална награда, а е предложен колектив"),
            _("Колективна награда в областта: {slots}.").format(
                slots="; ".join(context.award.slot_name(code) for code in collective)
            ),
        )
    return fails(
        rule,
        _("Няма колективна награда в „{area}“").format(area=context.award.area(area).name),
        _("Предложението може да остане за сведение."),
    )


@kind("genre")
def genre(rule: EligibilityRule, facts: NominationFacts, context: Context) -> Findings:
    """The genre is one that the section lists."""
    section = _section(facts, context)
    if section is None or not (section.genres or section.levels):
        return ()
    listed = section.genres or section.levels
    what = _("жанр") if section.genres else _("степен на образование")
    if not facts.genre:
        return asks(
            rule,
            _("Не е посочен {what}").format(what=what),
            _("Към кой {what} се отнася предложението?").format(what=what),
            ", ".join(listed),
        )
    if facts.genre in listed:
        fits = _("Жанрът е от раздела") if section.genres else _("Степента е от раздела")
        return met(rule, fits, facts.genre)
    return fails(
        rule,
        _("„{genre}“ не е в раздела").format(genre=facts.genre),
        _("Изброени са: {listed}.").format(listed=", ".join(listed)),
    )


def _seen(holder: Holder) -> str:
    return _("{name} – книга № {no}/{year}").format(
        name=holder.name, no=holder.entry_no, year=holder.year
    )


@kind("once-only")
def once_only(rule: EligibilityRule, facts: NominationFacts, context: Context) -> Findings:
    """The nominee does not already hold the award; similar names are for judgement.

    With `scope` = „section“ the award may be held once in each section.
    """
    if not facts.nominee_name:
        return ()
    holders = facts.holders
    section = _section(facts, context)
    if rule.params.get("scope") == "section" and section is not None:
        holders = tuple(one for one in holders if one.section == section.name)
    scope = _("Прегледани са {n} записа в книгата").format(n=facts.checked_entries)
    scope += (
        _(", пълна от {year} г.").format(year=facts.checked_from)
        if facts.checked_from
        else _("; пълнотата на книгата не е заявена.")
    )
    same = [holder for holder in holders if holder.exact]
    if same:
        return fails(
            rule,
            rule.says or _("Вече е удостоен(а) с наградата"),
            "; ".join(_seen(holder) for holder in same),
        )
    if holders:
        return asks(
            rule,
            _("Сходно име в книгата"),
            _("Друго лице ли е, или вече е отличаван(а)?"),
            _("{scope} Най-близко име: {near}.").format(
                scope=scope, near="; ".join(_seen(holder) for holder in holders[:3])
            ),
        )
    if context.award.kind == "title":
        return met(rule, _("Не е удостояван(а) със званието досега"), scope)
    return met(rule, _("Не е носител на наградата досега"), scope)


@kind("once-only-member")
def once_only_member(rule: EligibilityRule, facts: NominationFacts, _context: Context) -> Findings:
    """A former member of an awarded team, and a team with a holder in it, are for judgement."""
    if facts.team_holders:
        return asks(
            rule,
            _("Предложеният е бил член на отличен екип"),
            _("Приема ли се, че отличеният е бил екипът, а не лицето?"),
            "; ".join(_seen(holder) for holder in facts.team_holders),
        )
    if facts.member_holders:
        sure = any(holder.exact for holder in facts.member_holders)
        return asks(
            rule,
            _("Член на екипа вече е носител")
            if sure
            else _("Член на екипа има сходно име с носител"),
            _("Приема ли се предложението при този състав?"),
            "; ".join(_seen(holder) for holder in facts.member_holders[:5]),
        )
    return ()


@kind("posthumous")
def posthumous(rule: EligibilityRule, facts: NominationFacts, context: Context) -> Findings:
    """The award is not given posthumously; that the person lives is confirmed by a person."""
    if facts.nominee_kind is not NomineeKind.PERSON or not facts.nominee_name:
        return ()
    if facts.death_date is not None and facts.death_date <= context.on:
        return fails(
            rule,
            _("Наградата не се присъжда посмъртно"),
            sentence(_("Починал(а) на {day}").format(day=date_short(facts.death_date))),
        )
    return asks(
        rule,
        _("Приживе: потвърдете"),
        _("Потвърждавате ли, че предложеното лице е живо?"),
        _("Наградата не се присъжда посмъртно."),
    )


@kind("organisation-seat")
def organisation_seat(rule: EligibilityRule, facts: NominationFacts, _context: Context) -> Findings:
    """A nominated organisation has a seat and a registration."""
    if facts.nominee_kind is not NomineeKind.ORGANISATION or not facts.nominee_name:
        return ()
    missing = [
        name
        for name, value in (
            (_("седалище"), facts.nominee_settlement),
            (_("регистрация (ЕИК)"), facts.nominee_reg_no),
        )
        if not value
    ]
    if missing:
        return fails(
            rule,
            _("Непълни данни за предложената организация"),
            _("Липсва: {what}.").format(what=", ".join(missing)),
        )
    return met(rule, _("Организацията има седалище и регистрация"), facts.nominee_settlement)


@kind("team-members")
def team_members(rule: EligibilityRule, facts: NominationFacts, _context: Context) -> Findings:
    """A team is listed by name: the diploma's annex needs it."""
    if facts.nominee_kind is not NomineeKind.TEAM or not facts.nominee_name:
        return ()
    if len(facts.members) < 2:
        return fails(
            rule,
            _("Членовете на екипа не са изброени"),
            _("Впишете поне двама по име; те се печатат в приложението към дипломата."),
        )
    return met(rule, _("Членовете на екипа са изброени"), ", ".join(facts.members))


@kind("science-only")
def science_only(rule: EligibilityRule, facts: NominationFacts, context: Context) -> Findings:
    """A section that speaks of education only, with a nominee from science, is for judgement."""
    section = _section(facts, context)
    named = rule.params.get("sections", ())
    if section is None or not isinstance(named, tuple) or section.code not in named:
        return ()
    words = search_key(f"{facts.employer} {facts.motives[:400]}")
    if "образован" in words or "учител" in words or "училищ" in words or "преподава" in words:
        return ()
    return asks(
        rule,
        _("Разделът не споменава науката"),
        _("Приносът към образованието ли е?"),
        context.award.slot_name(facts.slot),
    )


@kind("two-sections")
def two_sections(rule: EligibilityRule, facts: NominationFacts, context: Context) -> Findings:
    """The same nominee in two sections: the commission chooses one."""
    others = [code for code in facts.other_slots if code and code != facts.slot]
    if not others:
        if facts.slot and facts.slot in facts.other_slots:
            return met(
                rule,
                _("Предложен(а) е в този раздел и от друг вносител"),
                _("Двете предложения се разглеждат заедно."),
            )
        return ()
    return asks(
        rule,
        _("Предложен(а) е и в друг раздел"),
        _("Как да се разгледат двете предложения?"),
        "; ".join(context.award.slot_name(code) for code in others),
    )
