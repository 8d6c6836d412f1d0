"""Checks of what an award asks besides the common parts: its own fields, tables, dossier, ages.

The words come from the law's file (`says`, `question`) where the kind is general.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from ruse_desktop.domain import intake
from ruse_desktop.domain.eligibility.core import Context, NominationFacts, asks, fails, kind, met
from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.intake import Column, IntakeField, Line
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.domain.rules import EligibilityRule, Value
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import search_key, sentence

Findings = tuple[Finding, ...]


def _field(rule: EligibilityRule, context: Context) -> IntakeField:
    return next(one for one in context.award.fields if one.code == rule.params["field"])


def _listed(value: Value | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else () if value is None else (str(value),)


def _missing(rule: EligibilityRule, one: IntakeField) -> Findings:
    said = rule.says or _("Не е попълнено „{field}“").format(field=one.name)
    return fails(rule, said, one.hint)


@kind("fact-present")
def fact_present(rule: EligibilityRule, facts: NominationFacts, context: Context) -> Findings:
    """The field is filled in."""
    one = _field(rule, context)
    value = facts.facts.get(one.code, "")
    shown = intake.shown_value(one, value)
    return met(rule, one.name, shown[:200]) if shown else _missing(rule, one)


@kind("fact-among")
def fact_among(rule: EligibilityRule, facts: NominationFacts, context: Context) -> Findings:
    """The value chosen is one of `values`."""
    one = _field(rule, context)
    chosen = intake.chosen_of(facts.facts, one.code)
    if not chosen:
        return fails(rule, _("Не е попълнено „{field}“").format(field=one.name), one.hint)
    shown = intake.shown_value(one, facts.facts[one.code])
    if set(chosen) <= set(_listed(rule.params.get("values"))):
        return met(rule, one.name, shown)
    return fails(rule, rule.says or _("„{field}“ не отговаря").format(field=one.name), shown)


@kind("fact-at-least")
def fact_at_least(rule: EligibilityRule, facts: NominationFacts, context: Context) -> Findings:
    """The number is not under `least`, or under the office's own figure named by `practice`.

    A number over `most` cannot be right: the highest mark is 6,00.
    """
    one = _field(rule, context)
    found = intake.number_of(intake.text_of(facts.facts, one.code))
    least = _number(rule, context)
    if found is None:
        return fails(rule, _("Не е попълнено „{field}“").format(field=one.name), one.hint)
    most = intake.number_of(str(rule.params.get("most", "")))
    if most is not None and found > most:
        return fails(
            rule,
            _("„{field}“ е над възможното").format(field=one.name),
            _("{found}; най-много {most}.").format(found=_comma(found), most=_comma(most)),
        )
    figures = _("{found}; очаква се поне {least}.").format(found=_comma(found), least=_comma(least))
    if found >= least:
        return met(rule, one.name, figures)
    return fails(
        rule, rule.says or _("„{field}“ е под изискваното").format(field=one.name), figures
    )


def _number(rule: EligibilityRule, context: Context) -> Decimal:
    own = context.practice.value(str(rule.params.get("practice", "")))
    return intake.number_of(own) or Decimal(str(rule.params.get("least", 1)))


def _comma(number: Decimal) -> str:
    return f"{number:f}".replace(".", ",")


def _lines(rule: EligibilityRule, facts: NominationFacts, one: IntakeField) -> tuple[Line, ...]:
    """The lines that count: those whose `column` holds one of `values`, or all."""
    lines = intake.lines_of(facts.facts, one.code)
    column, values = rule.params.get("where"), _listed(rule.params.get("values"))
    return tuple(ln for ln in lines if column is None or ln.get(str(column), "") in values)


@kind("lines-at-least")
def lines_at_least(rule: EligibilityRule, facts: NominationFacts, context: Context) -> Findings:
    """The table has at least `least` lines that count."""
    one = _field(rule, context)
    least = int(str(rule.params.get("least", 1)))
    counted = _lines(rule, facts, one)
    every = intake.lines_of(facts.facts, one.code)
    if len(counted) >= least:
        shown = intake.shown_value(one, tuple(counted))
        return met(rule, one.name, shown[:200])
    said = rule.says or _("„{field}“: няма достатъчно записи").format(field=one.name)
    if every and not counted:
        return fails(rule, said, intake.shown_value(one, every)[:200])
    return fails(rule, said, one.hint)


@kind("lines-complete")
def lines_complete(rule: EligibilityRule, facts: NominationFacts, context: Context) -> Findings:
    """Every line of the table has its required cells."""
    one = _field(rule, context)
    lines = intake.lines_of(facts.facts, one.code)
    lacking = [
        _("{line}: {columns}").format(
            line=_called(one.columns[0], line, n), columns=", ".join(names)
        )
        for n, line in enumerate(lines, start=1)
        if (
            names := [
                column.name
                for column in one.columns
                if column.required and not line.get(column.code, "").strip()
            ]
        )
    ]
    if lacking:
        said = rule.says or _("„{field}“ е непълно").format(field=one.name)
        return fails(rule, said, _("Липсва: {what}.").format(what="; ".join(lacking)))
    return (
        met(rule, one.name, ngettext("{n} запис", "{n} записа", len(lines)).format(n=len(lines)))
        if lines
        else ()
    )


def _called(first: Column, line: Line, n: int) -> str:
    """How a line is called: the provision chosen in its first column, else its number."""
    code = line.get(first.code)
    chosen = next((one.name for one in first.choices if one.code == code and one.citation), "")
    return chosen or _("ред {n}").format(n=n)


@kind("fact-within")
def fact_within(rule: EligibilityRule, facts: NominationFacts, context: Context) -> Findings:
    """A day, or the days in a `column` of a table, lie from `start` to `end`, both inclusive.

    `start_year` and `end_year` are offsets of the award's year; „previous“ is the year of the
    previous edition. Where an edition was skipped a person says which span holds.
    """
    one = _field(rule, context)
    days = _days(rule, facts, one)
    if not days:
        return ()
    start, end = _span(rule, facts, context)
    span = _("Период: {start} – {end}, двата дни включително.").format(
        start=date_plain(start), end=date_short(end)
    )
    outside = [day for day in days if not start <= day <= end]
    shown = ", ".join(date_plain(day) for day in outside or days)
    usual = date(facts.year - context.award.every_years, start.month, start.day)
    if rule.params.get("start_year") == "previous" and start < usual:
        between = [day for day in days if start <= day < usual]
        if between and not outside:
            return asks(
                rule,
                _("Пропуснато е издание: кой период важи?"),
                rule.question
                or _("Приема ли се период от {start}?").format(start=date_plain(start)),
                f"{shown}. {span}",
            )
    if not outside:
        return met(rule, _("В периода: {field}").format(field=one.name), f"{shown}. {span}")
    return fails(
        rule, rule.says or _("Извън периода: {field}").format(field=one.name), f"{shown}. {span}"
    )


def _days(rule: EligibilityRule, facts: NominationFacts, one: IntakeField) -> list[date]:
    column = rule.params.get("column")
    texts = (
        [line.get(str(column), "") for line in _lines(rule, facts, one)]
        if column is not None
        else [intake.text_of(facts.facts, one.code)]
    )
    return [day for text in texts if (day := intake.day_of(text)) is not None]


def _span(rule: EligibilityRule, facts: NominationFacts, context: Context) -> tuple[date, date]:
    return (
        _day(rule, "start", facts, context),
        _day(rule, "end", facts, context),
    )


def _day(rule: EligibilityRule, which: str, facts: NominationFacts, context: Context) -> date:
    """„06-01“ in the year meant; an answer of the office named by `…_practice` comes first."""
    own = context.practice.value(str(rule.params.get(f"{which}_practice", "")))
    month, day = (own or str(rule.params[which])).split("-")
    offset = rule.params.get(f"{which}_year", 0)
    if offset == "previous":
        before = facts.previous_year or facts.year - context.award.every_years
        return date(before, int(month), int(day))
    return date(facts.year + int(str(offset)), int(month), int(day))


@kind("age-below")
def age_below(rule: EligibilityRule, facts: NominationFacts, context: Context) -> Findings:
    """The nominee is younger than `below` on the literal last day of `purpose`.

    By the office's answer `age_mode` „strict“ he is not older than the birthday before. Where the
    age differs between that day and the ceremony, a person is asked.
    """
    if facts.nominee_name == "":
        return ()
    if facts.birth_date is None:
        return fails(rule, _("Няма дата на раждане"), _("Тя е нужна само за възрастта."))
    below = int(str(rule.params["below"]))
    on = context.deadlines[str(rule.params["purpose"])].literal
    ages = [(on, age(facts.birth_date, on))]
    hand_over = context.award.hand_over
    for feast in (hand_over.eve_of if hand_over else ())[:1]:
        ceremony = feast.in_year(facts.year) - timedelta(days=1)
        ages.append((ceremony, age(facts.birth_date, ceremony)))
    said = "; ".join(
        _("{n} г. на {day}").format(n=years, day=date_plain(day)) for day, years in ages
    )
    strict = context.practice.value("age_mode") == "strict"
    passed = ages[0][1] >= below or (
        strict and on > _birthday(facts.birth_date, facts.birth_date.year + below - 1)
    )
    if passed:
        return fails(rule, rule.says or _("Над възрастта"), said)
    if any(years >= below for _on, years in ages):
        return asks(
            rule,
            _("На границата на възрастта"),
            rule.question or _("Коя дата се приема за възрастта?"),
            said,
        )
    return met(rule, _("Възрастта отговаря"), said)


def age(born: date, on: date) -> int:
    """Whole years on a day; who was born on 29 February has the birthday on 1 March."""
    return on.year - born.year - (on < _birthday(born, on.year))


def _birthday(born: date, year: int) -> date:
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


@kind("settlement-among")
def settlement_among(rule: EligibilityRule, facts: NominationFacts, context: Context) -> Findings:
    """The nominee lives in one of `values`; with `of_section` in the settlement of the section."""
    if not facts.nominee_name:
        return ()
    wanted = _listed(rule.params.get("values"))
    if rule.params.get("of_section"):
        slot = next((one for one in context.award.slots if one.code == facts.slot), None)
        wanted = (context.award.section(slot.section).name,) if slot else ()
    if not facts.nominee_settlement:
        return fails(
            rule,
            _("Не е посочено населено място"),
            _("Очаква се: {places}.").format(places=", ".join(wanted)),
        )
    if _place(facts.nominee_settlement) in {_place(one) for one in wanted}:
        return met(rule, _("Населеното място отговаря"), facts.nominee_settlement)
    return fails(
        rule,
        rule.says or _("Не е от {places}").format(places=", ".join(wanted)),
        facts.nominee_settlement,
    )


def _place(text: str) -> str:
    """„гр. Русе“ and „Русе“ are one place, „с. Николово“ and „Николово“ too."""
    words = search_key(text).split()
    return " ".join(word for word in words if word not in {"гр", "гр.", "град", "с", "с.", "село"})


@kind("dossier-complete")
def dossier_complete(rule: EligibilityRule, facts: NominationFacts, context: Context) -> Findings:
    """Every required item of the dossier came in as many copies as the act asks for."""
    lacking = []
    for item in context.award.dossier:
        if not item.required or not intake.holds(item.when, facts.known):
            continue
        brought = facts.copies.get(item.code, 0)
        if brought < item.copies:
            lacking.append(
                _("{item} – {brought} от {copies}, липсват {n} бр.").format(
                    item=item.name, brought=brought, copies=item.copies, n=item.copies - brought
                )
                if item.copies > 1
                else item.name
            )
    if lacking:
        return fails(rule, rule.says or _("Непълно предложение"), "; ".join(lacking))
    return met(rule, _("Предложението е пълно"), "")


@kind("dossier-late")
def dossier_late(rule: EligibilityRule, facts: NominationFacts, context: Context) -> Findings:
    """What was completed after the deadline is for judgement."""
    deadline = context.deadlines[str(rule.params["purpose"])]
    if facts.completed_on is None or facts.completed_on <= deadline.effective:
        return ()
    return asks(
        rule,
        rule.says or _("Допълнено след срока"),
        rule.question or _("Приема ли се допълненото след срока?"),
        sentence(
            _("Допълнено на {day}; срокът изтече на {last}").format(
                day=date_short(facts.completed_on), last=date_short(deadline.effective)
            )
        ),
    )


@kind("other-award")
def other_award(rule: EligibilityRule, facts: NominationFacts, _context: Context) -> Findings:
    """The nominee holds another award of `awards`, in the same year where `same_year` says so."""
    books = _listed(rule.params.get("awards"))
    held = [
        one
        for one in facts.other_awards
        if one.book in books and (one.year == facts.year or not rule.params.get("same_year"))
    ]
    if not held:
        return ()
    return asks(
        rule,
        rule.says or _("Има и друго отличие"),
        rule.question or _("Защо се дават и двете?"),
        "; ".join(f"{one.name} – {one.book} № {one.entry_no}/{one.year}" for one in held),
    )


@kind("judgement")
def judgement(rule: EligibilityRule, facts: NominationFacts, _context: Context) -> Findings:
    """Only a person can judge; the law's file asks."""
    return asks(rule, rule.says, rule.question, facts.nominee_name)


@kind("information")
def information(rule: EligibilityRule, _facts: NominationFacts, _context: Context) -> Findings:
    """Something worth knowing; nobody is asked."""
    return (Finding(rule.id, Verdict.JUDGEMENT, Effect.INFORMS, rule.says, rule.citation),)
