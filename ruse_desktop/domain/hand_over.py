"""Who may hand an award over and when: the eve of its feast, or the exception the act knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ruse_desktop.domain.book_state import after_preposition
from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.deadlines import EveVerdict, eve, feast_name, judge_eve
from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.outcomes import Effect, HandOverRule
from ruse_desktop.domain.practice import Practice
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import search_key

PRESENTER, DAY = "presenter", "day"
"""The ids of the findings."""


def judge(
    rule: HandOverRule,
    *,
    presenter: str,
    authorisation: str,
    on: date,
    year: int,
    practice: Practice,
    exception_occasion: str = "",
) -> tuple[Finding, ...]:
    """Findings on the presenter and the day of a hand-over in the award year `year`.

    `presenter` is the office in which the person hands over; who stands in for its holder says so
    („за кмета на Община Русе: …“). `authorisation` is the number and date of the order by which
    that is so, or by which the presenter authorised somebody else. `exception_occasion` names
    another solemn occasion.
    """
    return (
        *_presenter(rule, presenter.strip(), authorisation.strip()),
        *_day(rule, on, year, practice, exception_occasion.strip()),
    )


def may_present(rule: HandOverRule, presenter: str) -> bool:
    """Whether the act names this office; „Кмет“ is „Кметът на Община Русе“."""
    own = _office(presenter)
    return bool(own) and any(_same(own, _office(named)) for named in rule.presenters)


def acts_for(rule: HandOverRule, presenter: str) -> str:
    """The office the act names for whose holder this presenter stands in („за кмета“); „“ for none."""
    for part in re.split(r"[,:;–—(]", presenter):
        words = _office(part)
        if words[:1] != ["за"] or len(words) < 2:
            continue
        for named in rule.presenters:
            office = _office(named)
            head = words[1][:-1] if words[1][:-1] == office[0] else words[1]
            if _same([head, *words[2:]], office):
                return named
    return ""


def stand_ins(rule: HandOverRule) -> tuple[str, ...]:
    """„За кмета на Община Русе“ for each office the act names."""
    short = (after_preposition(office) for office in rule.presenters)
    return tuple(_("За {office}").format(office=one[:1].lower() + one[1:]) for one in short)


def proposed_days(rule: HandOverRule, year: int) -> tuple[date, ...]:
    """The eves on which the act places the ceremony in the award year; () where it sets no day."""
    return tuple(sorted(eve(feast.in_year(year)) for feast in rule.eve_of))


def _presenter(rule: HandOverRule, presenter: str, authorisation: str) -> Iterator[Finding]:
    if not rule.presenters:
        return
    named = _(" или ").join(rule.presenters)
    does = _("Обявява: {names}") if rule.announced_only else _("Връчва: {names}")
    may = does.format(names=named)
    if not presenter:
        yield _fails(PRESENTER, rule.citation, _("Не е посочено кой връчва"), may)
    elif may_present(rule, presenter):
        yield _met(PRESENTER, rule.citation, _("Връчва овластеният по наредбата"), presenter)
    elif office := acts_for(rule, presenter):
        yield _stands_in(rule, presenter, authorisation, office)
    elif not rule.authorised:
        note = _("{who} не е сред посочените. {may}. Упълномощаване не е предвидено.")
        yield _fails(
            PRESENTER,
            rule.citation,
            _("Посоченият не може да обяви наградата")
            if rule.announced_only
            else _("Посоченият не може да връчи отличието"),
            note.format(who=presenter, may=may),
        )
    elif any(letter.isdigit() for letter in authorisation):
        yield _met(
            PRESENTER,
            rule.citation,
            _("Връчва упълномощено лице"),
            _("{who}, заповед {order}").format(who=presenter, order=authorisation),
        )
    else:
        yield _fails(
            PRESENTER,
            rule.citation,
            _("Упълномощаването няма заповед"),
            _("{may} или упълномощено лице; впишете номера и датата на заповедта.").format(may=may),
        )


def _stands_in(rule: HandOverRule, presenter: str, order: str, office: str) -> Finding:
    if any(letter.isdigit() for letter in order):
        said = _("{who}, заповед {order}").format(who=presenter, order=order)
        return _met(PRESENTER, rule.citation, _("Връчва заместващ по заповед"), said)
    asks = _("Впишете номера и датата на заповедта, с която е заместван {office}.")
    return _fails(
        PRESENTER,
        rule.citation,
        _("Заместването няма заповед"),
        asks.format(office=after_preposition(office)),
    )


def _day(
    rule: HandOverRule, on: date, year: int, practice: Practice, occasion: str
) -> Iterator[Finding]:
    if not rule.eve_of:
        return
    feasts = [feast.in_year(year) for feast in rule.eve_of]
    judged = [judge_eve(on, feast, practice.eve_tolerance_days) for feast in feasts]
    verdicts = [one.verdict for one in judged]
    eves = _(" или ").join(feast_name(feast) for feast in rule.eve_of)
    when = _("Връчването е в навечерието на {days}.").format(days=eves)
    if EveVerdict.EVE in verdicts:
        yield _met(DAY, rule.citation, _("В навечерието"), date_short(on))
    elif EveVerdict.WITHIN_TOLERANCE in verdicts:
        note = judged[verdicts.index(EveVerdict.WITHIN_TOLERANCE)].note
        yield _met(DAY, rule.citation, _("Приема се за „в навечерието“"), note)
    elif occasion and rule.exception_citation is not None:
        said = _("{occasion}, {day}").format(occasion=occasion, day=date_short(on))
        yield _met(
            DAY, rule.exception_citation, _("По изключение, при друг тържествен повод"), said
        )
    elif occasion:
        said = _("Друг тържествен повод не е предвиден. {when}").format(when=when)
        yield _fails(DAY, rule.citation, _("Връчването не е в навечерието"), said)
    else:
        yield _other_day(rule, on, when, too_early=EveVerdict.TOO_EARLY in verdicts)


def _other_day(rule: HandOverRule, on: date, when: str, *, too_early: bool) -> Finding:
    """A day too early only warns; a day after every feast needs an override (R-X-0.4)."""
    advice = (
        _("За друг тържествен повод приложете {citation}.").format(citation=rule.exception_citation)
        if rule.exception_citation
        else ""
    )
    said = " ".join(part for part in (date_short(on), when, advice) if part)
    if too_early:
        return _fails(DAY, rule.citation, _("Твърде рано за „в навечерието“"), said, Effect.WARNS)
    return _fails(DAY, rule.citation, _("Връчването е след навечерието"), said)


def _met(rule: str, citation: Citation, sentence: str, explanation: str) -> Finding:
    return Finding(rule, Verdict.MET, Effect.BLOCKS, sentence, citation, explanation)


def _fails(
    rule: str, citation: Citation, sentence: str, explanation: str, effect: Effect = Effect.BLOCKS
) -> Finding:
    return Finding(rule, Verdict.NOT_MET, effect, sentence, citation, explanation)


_SHORT = {"обс": "общински съвет"}


def _office(text: str) -> list[str]:
    """The words of an office's name without articles and with „ОбС“ written out."""
    words = " ".join(_SHORT.get(word, word) for word in search_key(text).split()).split()
    return [_indefinite(word) for word in words]


def _indefinite(word: str) -> str:
    if word.endswith(("ът", "ят")) and len(word) > 4:
        return word[:-2]
    return word[:-1] if word.endswith("ския") else word


def _same(one: list[str], other: list[str]) -> bool:
    """Whether the shorter name is the beginning of the longer one."""
    least = min(len(one), len(other))
    return one[:least] == other[:least]
