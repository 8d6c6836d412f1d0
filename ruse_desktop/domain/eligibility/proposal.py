"""Checks of the proposal itself: deadline, registry, proposer, motives, merits."""

from __future__ import annotations

from dataclasses import replace

from ruse_desktop.domain.deadlines import in_time
from ruse_desktop.domain.eligibility.core import Context, NominationFacts, asks, fails, kind, met
from ruse_desktop.domain.findings import Finding
from ruse_desktop.domain.nominations import CHANNEL_NAMES, PROPOSER_NAMES, Channel
from ruse_desktop.domain.rules import EligibilityRule, ProposerKind
from ruse_desktop.kernel.formats import date_plain, date_short, weekday
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import search_key, sentence

Findings = tuple[Finding, ...]


@kind("submission-deadline")
def submission_deadline(
    rule: EligibilityRule, facts: NominationFacts, context: Context
) -> Findings:
    """Registered on or before the effective last day; an earlier post mark is for judgement."""
    deadline = context.deadlines[str(rule.params["purpose"])]
    last = date_short(deadline.effective)
    if facts.registered_on is None:
        return fails(
            rule,
            _("Няма дата на завеждане"),
            _("Срокът е до {last} включително.").format(last=last),
        )
    day = _("Заведено на {day}, {weekday}.").format(
        day=date_short(facts.registered_on), weekday=weekday(facts.registered_on)
    )
    if facts.registered_on == deadline.effective and facts.registered_at and deadline.hour:
        day = _("Заведено на {day} в {at} ч.; работното време е до {hour} ч.").format(
            day=date_short(facts.registered_on),
            at=f"{facts.registered_at:%H:%M}",
            hour=f"{deadline.hour:%H:%M}",
        )
    why = sentence(deadline.why[:1].upper() + deadline.why[1:])
    facts_used = " ".join(part for part in (day, why) if part)
    if in_time(deadline, facts.registered_on, facts.registered_at):
        return met(rule, _("В срок до {last}").format(last=last), facts_used)
    by_hand = facts.channel is Channel.REGISTRY
    if facts.sent_on is not None and not by_hand and in_time(deadline, facts.sent_on):
        return asks(
            rule,
            _("Изпратено в срок, заведено след него"),
            _("Приема ли се датата на изпращане ({sent})? Запишете доказателството.").format(
                sent=date_short(facts.sent_on)
            ),
            facts_used
            + " "
            + _("Подаване: {channel}.").format(channel=_(CHANNEL_NAMES[facts.channel])),
        )
    return fails(rule, _("Просрочено: срокът изтече на {last}").format(last=last), facts_used)


@kind("registry-number")
def registry_number(rule: EligibilityRule, facts: NominationFacts, _context: Context) -> Findings:
    """The registry's number and date are there and the number is not taken."""
    if not facts.registry_no:
        return fails(
            rule,
            _("Няма входящ номер от деловодството"),
            _("Предложенията се депозират в деловодството."),
        )
    if facts.same_registry:
        taken = fails(
            rule,
            _("Входящият номер вече е зает"),
            _("Същият номер има {other}.").format(other=facts.same_registry),
        )[0]
        return (replace(taken, overridable=False),)
    return met(rule, _("Заведено в деловодството"), _("вх. № {no}").format(no=facts.registry_no))


@kind("proposer-kind")
def proposer_kind(rule: EligibilityRule, facts: NominationFacts, context: Context) -> Findings:
    """The proposer is of a kind that may propose: the award's, or those in `kinds`."""
    named = rule.params.get("kinds", ())
    allowed = (
        tuple(ProposerKind(one) for one in named)
        if isinstance(named, tuple) and named
        else context.award.proposers
    )
    if facts.proposer_kind not in allowed:
        who = (
            _("Вносителят е физическо лице")
            if facts.proposer_kind is ProposerKind.PERSON
            else _("Вносителят не е сред имащите право да предлагат")
        )
        return fails(
            rule,
            rule.says or who,
            _("Предлагат: {who}.").format(who=", ".join(_(PROPOSER_NAMES[one]) for one in allowed)),
        )
    if not facts.proposer_name:
        return fails(rule, _("Няма вносител"), _("Посочете кой внася предложението."))
    return met(rule, _("Вносителят има право да предлага"), facts.proposer_name)


@kind("proposer-area")
def proposer_area(rule: EligibilityRule, facts: NominationFacts, context: Context) -> Findings:
    """The proposer works in the area of the section."""
    if not facts.nominee_area or not facts.proposer_name:
        return ()
    area = context.award.area(facts.nominee_area).name
    if not facts.proposer_areas:
        return asks(
            rule,
            _("Не е посочена областта на вносителя"),
            _("Работи ли вносителят в област „{area}“?").format(area=area),
            facts.proposer_name,
        )
    if facts.nominee_area in facts.proposer_areas:
        return met(rule, _("Вносителят работи в областта"), area)
    named = ", ".join(one.name for one in context.award.areas if one.code in facts.proposer_areas)
    return fails(
        rule,
        _("Вносителят е от друга област"),
        _("Работи в „{works}“, а разделът е в „{area}“.").format(works=named, area=area)
        if named
        else area,
    )


@kind("self-proposal")
def self_proposal(rule: EligibilityRule, facts: NominationFacts, _context: Context) -> Findings:
    """An organisation does not propose itself without someone having judged it."""
    names = {search_key(name) for name in (facts.nominee_name, *facts.members) if name}
    if facts.proposer_name and search_key(facts.proposer_name) in names:
        return fails(rule, _("Вносителят предлага себе си"), facts.proposer_name)
    return ()


@kind("motives-present")
def motives_present(rule: EligibilityRule, facts: NominationFacts, _context: Context) -> Findings:
    """There are motives at all."""
    if facts.motives.strip():
        return met(
            rule,
            _("Има мотивировка"),
            _("{n} знака").format(n=len(facts.motives.strip())),
        )
    return fails(
        rule,
        rule.says or _("Липсва мотивировка"),
        ""
        if rule.says
        else _("Предложението трябва да съдържа изчерпателна мотивировка и аргументация."),
    )


@kind("motives-length")
def motives_length(rule: EligibilityRule, facts: NominationFacts, context: Context) -> Findings:
    """Short motives without an attachment are for judgement; „изчерпателна“ has no number in the law."""
    length = len(facts.motives.strip())
    least = context.practice.min_motives
    if length == 0 or length >= least or facts.attachments:
        return ()
    return asks(
        rule,
        _("Мотивировката изглежда непълна"),
        _("Достатъчно изчерпателна ли е мотивировката?"),
        _("{n} знака без приложение; по практика се очакват поне {least}.").format(
            n=length, least=least
        ),
    )


@kind("merit-period")
def merit_period(rule: EligibilityRule, facts: NominationFacts, context: Context) -> Findings:
    """The merits lie within the period, or the nomination is for lifetime work."""
    period = context.award.merit
    if period is None:
        return ()
    start, end = period.start.in_year(facts.year), period.end.in_year(facts.year)
    span = _("Период: {start} – {end}, двата дни включително.").format(
        start=date_plain(start), end=date_short(end)
    )
    if facts.lifetime:
        finding = met(rule, _("За цялостна дейност: периодът не се проверява"), span)[0]
        return (replace(finding, citation=period.lifetime_citation or rule.citation),)
    if not facts.merits:
        return asks(
            rule,
            _("Няма заслуги с дати"),
            _("Заслугите от посочения период ли са?"),
            span,
        )
    outside = [
        merit
        for merit in facts.merits
        if merit.date_from is not None
        and ((merit.date_to or merit.date_from) < start or merit.date_from > end)
    ]
    undated = [merit for merit in facts.merits if merit.date_from is None]
    if outside:
        first = outside[0]
        return asks(
            rule,
            _("Заслуга извън периода"),
            _("Приема ли се заслугата, или наградата е за цялостна дейност?"),
            _("„{merit}“, {day}. {span}").format(
                merit=first.text[:80],
                day=date_plain(first.date_from) if first.date_from else "",
                span=span,
            ),
        )
    if undated:
        return asks(
            rule,
            _("Заслуга без дата"),
            _("От посочения период ли е заслугата?"),
            _("„{merit}“. {span}").format(merit=undated[0].text[:80], span=span),
        )
    days = {day for merit in facts.merits for day in (merit.date_from, merit.date_to)}
    note = "".join(
        " "
        + _("{day} е в два периода: проверете да не се отчете два пъти.").format(
            day=date_plain(day)
        )
        for day in (start, end)
        if day in days
    )
    return met(rule, _("Заслугите са от периода"), span + note)
