"""What the act says of an application: its use, proportions, colours, doubles, first use, the ban."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from ruse_desktop.domain import artwork
from ruse_desktop.domain.findings import Finding, Resolution, Verdict
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.domain.permit_words import Size
from ruse_desktop.domain.permits import (
    ALLOWED,
    OPEN,
    OTHER,
    Permit,
    PermitInput,
    PermitRules,
    State,
    StepInput,
    SymbolPermit,
)
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import search_key

USE, RATIO, LOOK = "permit-use", "permit-ratio", "permit-look"
ARTWORK, MEASURED = "permit-artwork", "artwork-ratio"
TWICE, FIRST_USE, BAN = "permit-twice", "permit-first-use", "permit-ban"
TERM, ANSWER = "permit-term", "permit-answer"
MAY_PASS = frozenset({USE, RATIO, MEASURED, LOOK, TWICE, FIRST_USE})
"""The rules that a person may pass by an override."""
_MET, _NOT, _ASK = Verdict.MET, Verdict.NOT_MET, Verdict.JUDGEMENT


@dataclass(frozen=True)
class Other:
    """Another application of the same applicant for the same thing; None = open at that end."""

    id: int
    text: str
    state: State
    since: date | None
    until: date | None


@dataclass(frozen=True)
class Known:
    """What an application is judged by.

    `emblem_ratio` is width over height of the emblem's own file, None while only a placeholder is
    there; `tolerance` in per cent; `artworks` are the measured pictures, `resolved` what people
    answered, by rule.
    """

    rules: PermitRules
    today: date
    tolerance: Decimal = Decimal(1)
    emblem_ratio: Decimal | None = None
    answer_days: int = 14
    others: tuple[Other, ...] = ()
    artworks: tuple[artwork.Marked, ...] = ()
    resolved: Mapping[str, Resolution] = field(default_factory=dict)


def findings(typed: PermitInput, known: Known, permit: Permit | None = None) -> tuple[Finding, ...]:
    """Everything that is to be known of an application, or of a written one, `known.today`.

    Where the act does not know the symbol there is nothing to say.
    """
    rule = known.rules.of(typed.symbol)
    if rule is None:
        return ()
    found = [
        *_uses(typed, rule),
        *_ratio(typed, rule, known),
        *_artwork(rule, known),
        *_look(typed, rule),
        *_twice(typed, rule, known),
        *_first_use(typed, rule, known, permit),
    ]
    if permit is not None:
        found += [*_ban(known, permit), *_term(rule, permit), *_answer(rule, known, permit)]
    return tuple(_resolved(one, known.resolved) for one in found)


def _resolved(one: Finding, resolved: Mapping[str, Resolution]) -> Finding:
    return replace(one, resolution=resolved[one.rule]) if one.open and one.rule in resolved else one


def _uses(typed: PermitInput, rule: SymbolPermit) -> Iterator[Finding]:
    names = dict(rule.uses)
    asked = [names[one] for one in typed.uses if one in names]
    if OTHER in typed.uses:
        said = _("„{what}“ е извън изброяването в {citation}.").format(
            what=typed.other or _("друго"), citation=rule.citation
        )
        allowed = _("Изброени са: {names}.").format(names=", ".join(names.values()))
        yield Finding(USE, _NOT, Effect.BLOCKS, said, rule.citation, allowed)
    elif asked:
        said = _("Начинът на ползване е сред изброените: {names}.").format(names=", ".join(asked))
        yield Finding(USE, _MET, Effect.BLOCKS, said, rule.citation)
    else:
        said = _("Не е посочен начин на ползване.")
        yield Finding(USE, _NOT, Effect.BLOCKS, said, rule.citation, overridable=False)


def _ratio(typed: PermitInput, rule: SymbolPermit, known: Known) -> Iterator[Finding]:
    try:
        sizes = typed.all_sizes
    except ValueError:
        return  # the field itself says so
    if not sizes:
        said = _("Размерът не е посочен: съотношенията се преценяват по изображението.")
        yield Finding(RATIO, _ASK, Effect.INFORMS, said, rule.citation)
        return
    wanted = rule.ratio or known.emblem_ratio
    if wanted is None:
        said = _("Официалният герб не е внесен и размерите няма с какво да се сравнят.")
        yield Finding(RATIO, _ASK, Effect.WARNS, said, rule.citation)
        return
    for size in sizes:
        yield _size(size, rule, wanted, known.tolerance)


def _size(size: Size, rule: SymbolPermit, wanted: Decimal, tolerance: Decimal) -> Finding:
    """A stated size; where the act gives the sides, the shorter one comes first however it is told."""
    sides = (size.width, size.height)
    ratio = artwork.ratio_of(min(sides), max(sides)) if rule.ratio else artwork.ratio_of(*sides)
    off = artwork.deviation(ratio, wanted)
    facts = _("{what}: {ratio} при {wanted}; отклонение {off} %, допуска се {most} %").format(
        what=size.text, ratio=artwork.comma(ratio, 3), wanted=artwork.comma(wanted, 3),
        off=artwork.comma(off, 2), most=artwork.comma(tolerance, 2),
    )  # fmt: skip
    if off <= tolerance:
        said = _("Съотношенията са спазени.")
        return Finding(RATIO, _MET, Effect.BLOCKS, said, rule.citation, facts)
    said = _("Съотношенията не са спазени ({citation}).").format(citation=rule.citation)
    return Finding(RATIO, _NOT, Effect.BLOCKS, said, rule.citation, facts)


def _artwork(rule: SymbolPermit, known: Known) -> Iterator[Finding]:
    pictures = [one for one in known.artworks if one.measured.symbol == rule.symbol]
    if not pictures:
        said = _("Няма приложено и измерено изображение на изделието.")
        yield Finding(ARTWORK, _ASK, Effect.INFORMS, said, rule.citation)
    for one in pictures:
        yield artwork.finding(one.measured, rule.citation)


def _look(typed: PermitInput, rule: SymbolPermit) -> Iterator[Finding]:
    """Ground and place of the emblem on a flag, where the act says them."""
    if not rule.ground or rule.form is None:
        return
    ground, place = search_key(typed.ground), search_key(typed.place_of_emblem)
    wrong = []
    if ground and ground != search_key(rule.ground):
        wrong.append(_("полето е „{ground}“").format(ground=typed.ground))
    if place and place not in search_key(rule.place):
        wrong.append(_("гербът е „{place}“").format(place=typed.place_of_emblem))
    if wrong:
        said = _("По {citation} полето е {ground}, {place}. В заявлението {wrong}.").format(
            citation=rule.form, ground=rule.ground, place=rule.place, wrong=_(" и ").join(wrong)
        )
        yield Finding(LOOK, _NOT, Effect.WARNS, said, rule.form)
    elif ground and place:
        said = _("Полето и мястото на герба са по {citation}.").format(citation=rule.form)
        yield Finding(LOOK, _MET, Effect.WARNS, said, rule.form)
    else:
        said = _("Не е посочено какво е полето и къде е гербът.")
        yield Finding(LOOK, _ASK, Effect.WARNS, said, rule.form)


def _twice(typed: PermitInput, rule: SymbolPermit, known: Known) -> Iterator[Finding]:
    """Another application or permit for the same thing in the same time."""
    for one in known.others:
        if not overlap((typed.use_from, typed.use_until), (one.since, one.until)):
            continue
        until = date_plain(one.until) if one.until else _("безсрочно")
        since = date_plain(one.since) if one.since else _("без начална дата")
        facts = _("№ {no}, {since} – {until}").format(no=one.text, since=since, until=until)
        if one.state in OPEN:
            said = _("Същият заявител вече е поискал същото и още чака отговор.")
        else:
            said = _("Същият заявител вече има разрешение за същото за това време.")
        yield Finding(
            TWICE, _NOT, Effect.BLOCKS, said, rule.citation, facts,
            question=_("Ако е продължение, използвайте „Поднови“ или посочете период след края му."),
        )  # fmt: skip


def overlap(one: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> bool:
    """Whether two periods share a day; both days inclusive, None = open."""
    first, last = date.min, date.max
    starts = max(one[0] or first, other[0] or first)
    return starts <= min(one[1] or last, other[1] or last)


def _first_use(
    typed: PermitInput, rule: SymbolPermit, known: Known, permit: Permit | None
) -> Iterator[Finding]:
    used, granted = typed.first_use_on, permit.granted if permit else None
    if used is None:
        return
    allowed = None
    if granted is not None:
        allowed = max(granted.on, granted.typed.valid_from or granted.on)
    facts = _("първо ползване {used}").format(used=date_plain(used))
    if allowed is not None:
        facts = _("{facts}, разрешено от {day}").format(facts=facts, day=date_plain(allowed))
    if (allowed is not None and used < allowed) or (allowed is None and used <= known.today):
        said = _("Ползване преди разрешението ({citation}).").format(citation=rule.citation)
        yield Finding(
            FIRST_USE, _NOT, Effect.WARNS, said, rule.citation, facts,
            question=_("Преценете дали да откриете преписка за нарушение."),
        )  # fmt: skip
    elif allowed is not None:
        said = _("Ползването започва след разрешението.")
        yield Finding(FIRST_USE, _MET, Effect.WARNS, said, rule.citation, facts)


def _ban(known: Known, permit: Permit) -> Iterator[Finding]:
    decision, citation = permit.decision, known.rules.ban_citation
    if citation is None or (decision is None and permit.state(known.today) not in OPEN):
        return
    if decision is None:
        names = ", ".join(name for _code, name in known.rules.ban)
        yield Finding(
            BAN, _ASK, Effect.WARNS, _("Преценява се дали ползването е забранено."), citation,
            _("Забранено е ползване {names}.").format(names=names),
            question=_("Преценката се пише с решението."),
        )  # fmt: skip
    elif decision.typed.judgement:
        yield ban_finding(decision.typed, known.rules, decision.judgement_name)


def ban_finding(typed: StepInput, rules: PermitRules, name: str = "") -> Finding:
    """The judgement of чл. 75 as a finding; a permit cannot pass one that is not met."""
    said = _("Ползването не е забранено.")
    if typed.judgement != ALLOWED:
        what = name or dict(rules.ban).get(typed.judgement, "")
        said = _("Ползването е забранено: {what}.").format(what=what)
    verdict = _MET if typed.judgement == ALLOWED else _NOT
    return Finding(
        BAN, verdict, Effect.BLOCKS, said, rules.ban_citation, typed.judged_why, overridable=False
    )


def _term(rule: SymbolPermit, permit: Permit) -> Iterator[Finding]:
    granted = permit.granted
    if granted is None or granted.typed.valid_until is not None:
        return
    if permit.unlimited:
        said = _("Безсрочно, потвърдено.")
        yield Finding(TERM, _MET, Effect.WARNS, said, rule.citation)
        return
    said = _("Безсрочно – потвърдете.")
    facts = _("Наредбата не определя срок на разрешението.")
    yield Finding(TERM, _ASK, Effect.WARNS, said, rule.citation, facts)


def _answer(rule: SymbolPermit, known: Known, permit: Permit) -> Iterator[Finding]:
    target = permit.answer_by(known.answer_days)
    if target is None:
        return
    facts = _("Наредбата не определя срок; целта е служебна практика.")
    if known.today > target:
        said = _("Отговорът закъснява: целта беше {day}").format(day=date_short(target))
        yield Finding(ANSWER, _NOT, Effect.INFORMS, said, rule.citation, facts)
    else:
        said = _("Отговор до {day}").format(day=date_short(target))
        yield Finding(ANSWER, _MET, Effect.INFORMS, said, rule.citation, facts)
