"""What a step of a violation's file asks for, when it fits the steps before it, and what the act says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.money import money_text, sum_text
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.domain.town import Changeover, Sum, convert
from ruse_desktop.domain.violations import (
    ALL,
    CHANGED,
    NEEDS,
    NONE,
    REPEATED,
    REVOKED,
    STEP_NAMES,
    FineRule,
    Offender,
    Office,
    Step,
    StepEntry,
    StepInput,
    Violation,
    ViolationRules,
)
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.months import months_later


@dataclass(frozen=True)
class StepForm:
    """The fields a kind of step has, in their order, and which of them must be filled in."""

    fields: tuple[str, ...]
    needed: frozenset[str]


def _form(*fields: str) -> StepForm:
    names = tuple(one.rstrip("*") for one in fields)
    return StepForm(names, frozenset(one[:-1] for one in fields if one.endswith("*")))


FORMS: dict[Step, StepForm] = {
    Step.JUDGEMENT: _form("on*", "code*", "text*", "who*"),
    Step.REPORT: _form("on*", "number*", "who*"),
    Step.ACT: _form("on*", "number*", "office*", "who*", "order_no", "order_on", "text"),
    Step.OBJECTION: _form("on*", "who*", "number", "text*"),
    Step.DECREE: _form(
        "on*", "number*", "office*", "who*", "order_no", "order_on", "amount*", "text"
    ),
    Step.SERVED: _form("on*", "who*", "text"),
    Step.APPEALED: _form("on*", "number", "who*", "text"),
    Step.RULED: _form("on*", "number*", "who*", "code*", "amount", "text"),
    Step.IN_FORCE: _form("on*", "text"),
    Step.PAID: _form("on*", "number*", "amount*", "text"),
    Step.CLOSED: _form("on*", "text*"),
}
"""`who`: who judged, who received a report, the drawer, the issuer, who objected, the court."""


@dataclass(frozen=True)
class Earlier:
    """An earlier decree against the same offender that came into force."""

    violation_id: int
    number_text: str
    decree: str
    in_force_on: date


@dataclass(frozen=True)
class Judged:
    """What findings of a step are made from: the law, the rates of money, the office's answers."""

    rules: ViolationRules
    changes: Sequence[Changeover] = ()
    earlier: Sequence[Earlier] = ()
    months: int = 12
    least_reason: int = 15


def limits_on(fine: FineRule, day: date, changes: Sequence[Changeover]) -> tuple[Sum, Sum]:
    """The least and the greatest fine in the currency of `day`, the act's own figure beside."""
    low, high = (convert(one, fine.currency, day, changes) for one in (fine.least, fine.most))
    return low, high


def limits_text(fine: FineRule, day: date, changes: Sequence[Changeover]) -> str:
    """„от 25,56 € (равностойност на 50,00 лв.) до 255,65 € (…)“."""
    low, high = limits_on(fine, day, changes)
    return _("от {low} до {high}").format(low=sum_text(low), high=sum_text(high))


def possible(violation: Violation) -> tuple[Step, ...]:
    """The steps that may be written now, in their usual order."""
    there = {one.kind for one in violation.standing}
    if Step.CLOSED in there:
        return ()
    found = []
    for kind in Step:
        need = NEEDS.get(kind)
        lacks = need is not None and need not in there
        twice = kind in there and kind not in REPEATED
        late = kind in {Step.JUDGEMENT, Step.OBJECTION} and Step.DECREE in there
        if not (lacks or twice or late or _settled(kind, violation)):
            found.append(kind)
    return tuple(found)


def _settled(kind: Step, violation: Violation) -> bool:
    """Whether the course of the file leaves this step no place."""
    judged = violation.last(Step.JUDGEMENT)
    if kind is Step.ACT and judged is not None and judged.code == NONE:
        return True
    appealed, ruled = violation.last(Step.APPEALED), violation.last(Step.RULED)
    if ruled is not None and ruled.code == REVOKED:
        return kind is not Step.CLOSED
    if kind is Step.APPEALED:
        return violation.last(Step.IN_FORCE) is not None
    if kind is Step.IN_FORCE:
        return appealed is not None and ruled is None
    if kind is Step.PAID:
        return any(one.kind is Step.PAID and one.code == ALL for one in violation.standing)
    return False


def check_fits(typed: StepInput, violation: Violation, today: date) -> None:
    """Raises Refused when the step has no place now, or its day is before what it follows."""
    name = _(STEP_NAMES[typed.kind])
    if typed.kind not in possible(violation):
        need = NEEDS.get(typed.kind)
        advice = (
            _("Първо впишете „{step}“.").format(step=_(STEP_NAMES[need]))
            if need is not None and violation.last(need) is None
            else _("Вижте докъде е стигнала преписката; грешен запис се зачерква с причина.")
        )
        raise Refused(_("„{step}“ не може да се впише сега.").format(step=name), advice)
    assert typed.on is not None
    if typed.on > today:
        raise Refused(
            _("Денят {day} още не е дошъл.").format(day=date_short(typed.on)),
            _("Впишете стъпката, след като е извършена."),
        )
    for before, said in _before(typed.kind, violation):
        if typed.on < before:
            raise Refused(
                _("„{step}“ е с дата {day}, а {what} е от {before}.").format(
                    step=name, day=date_short(typed.on), what=said, before=date_short(before)
                ),
                _("Поправете датата."),
            )


def _before(kind: Step, violation: Violation) -> list[tuple[date, str]]:
    """The days a step cannot come before, with what happened on them."""
    signal = violation.typed.signal_on
    found = [(signal, _("сигналът"))] if signal is not None else []
    need = NEEDS.get(kind)
    wanted = {need} if need is not None else set()
    wanted |= {Step.RULED} if kind is Step.IN_FORCE else set()
    if kind is Step.PAID:  # a fine may be paid before its decree comes into force
        wanted = {Step.DECREE}
    if kind is Step.CLOSED:
        wanted = set(Step)
    found += [(s.on, f"„{s.name}“") for s in violation.standing if s.kind in wanted]
    return found


def check_strike(step: StepEntry, violation: Violation) -> None:
    """Raises Refused when a standing step rests on this one."""
    left = [one for one in violation.standing if one.id != step.id]
    kinds = {one.kind for one in left}
    if step.kind is not Step.CLOSED and Step.CLOSED in kinds:
        raise Refused(_("Преписката е приключена."), _("Първо зачеркнете приключването с причина."))
    for one in left:
        need = NEEDS.get(one.kind)
        paid = one.kind is step.kind is Step.PAID and one.code == ALL
        court = one.kind is Step.IN_FORCE and step.kind is Step.RULED
        if court or paid or (need is step.kind and need not in kinds):
            raise Refused(
                _("„{step}“ стои върху това, което зачерквате.").format(step=one.name),
                _("Първо зачеркнете по-късната стъпка."),
            )


def findings(typed: StepInput, violation: Violation, known: Judged) -> tuple[Finding, ...]:
    """What the act says of a step as typed; steps it does not speak of have none."""
    if typed.kind is Step.ACT:
        return (_drawer(typed, known),)
    if typed.kind is Step.DECREE:
        found = [_issuer(typed, known.rules), _limits(typed, known)]
        if violation.typed.offender_kind is Offender.ORGANISATION:
            found.append(_organisation(violation, known))
        return tuple(one for one in (*found, repeat(violation, known)) if one is not None)
    if typed.kind is Step.RULED and typed.code == CHANGED:
        found = [_limits(typed, known)]
        return tuple(one for one in found if one is not None)
    return ()


def _named(offices: Sequence[Office], code: str) -> Office | None:
    return next((one for one in offices if one.code == code), None)


def _drawer(typed: StepInput, known: Judged) -> Finding:
    code, rules = "act-drawer", known.rules
    office = _named(rules.drawers, typed.office)
    said, question, verdict = "", "", Verdict.NOT_MET
    if office is not None and not office.by_order:
        said, verdict = _("Актът е съставен от {unit}.").format(unit=office.name), Verdict.MET
    elif office is None or not (typed.order_no.strip() and typed.order_on):
        said = _("Друго длъжностно лице съставя акт само ако е определено със заповед на кмета.")
        question = _("Впишете заповедта или обяснете защо актът е съставен без нея.")
    elif typed.on is not None and typed.order_on > typed.on:
        said = _("Заповедта, с която съставителят е определен, е след акта.")
        question = _("Проверете датите или обяснете.")
    else:
        said, verdict = _("Съставителят е определен със заповед на кмета."), Verdict.MET
    facts = _("заповед № {no}/{day}").format(no=typed.order_no, day=date_short(typed.order_on)) if (
        typed.order_no and typed.order_on
    ) else ""  # fmt: skip
    return Finding(code, verdict, Effect.WARNS, said, rules.decree, facts, question)


def _issuer(typed: StepInput, rules: ViolationRules) -> Finding:
    code = "decree-issuer"
    office = _named(rules.issuers, typed.office)
    question, verdict = "", Verdict.NOT_MET
    if office is None:
        said = _("Постановлението се издава от кмета или от определен от него зам.-кмет.")
        question = _("Изберете кмета или зам.-кмета, определен със заповед.")
    elif not office.by_order:
        said, verdict = _("Постановлението е издадено от кмета."), Verdict.MET
    elif not (typed.order_no.strip() and typed.order_on):
        said = _("Зам.-кметът издава постановление само ако кметът го е определил.")
        question = _("Впишете номера и датата на заповедта.")
    elif typed.on is not None and typed.order_on > typed.on:
        said = _("Зам.-кметът е определен след деня на постановлението.")
        question = _("Проверете датите.")
    else:
        said, verdict = _("Зам.-кметът е определен със заповед на кмета."), Verdict.MET
    return Finding(
        code, verdict, Effect.BLOCKS, said, rules.decree, question=question, overridable=False
    )


def _limits(typed: StepInput, known: Judged) -> Finding | None:
    fine, day = known.rules.fine, typed.on
    if fine is None or day is None or typed.amount is None:
        return None
    low, high = limits_on(fine, day, known.changes)
    inside = low.amount <= typed.amount <= high.amount
    limits = limits_text(fine, day, known.changes)
    said = (
        _("Глобата {sum} е в границите.") if inside else _("Глобата {sum} е извън границите.")
    ).format(sum=money_text(typed.amount, low.currency))
    return Finding(
        "fine-limits", Verdict.MET if inside else Verdict.NOT_MET, Effect.BLOCKS, said,
        fine.citation, limits if inside else "",
        "" if inside else _("Глобата е {limits}.").format(limits=limits), overridable=False,
    )  # fmt: skip


def _organisation(violation: Violation, known: Judged) -> Finding:
    guilty = violation.typed.guilty.strip()
    citation = known.rules.fine.citation if known.rules.fine else None
    said = _(
        "{citation} не предвижда имуществена санкция за организации; наказва се виновното лице."
    )
    return Finding(
        "fine-organisation", Verdict.MET if guilty else Verdict.NOT_MET, Effect.WARNS,
        said.format(citation=str(citation or "").capitalize()), citation,
        _("виновно лице: {name}").format(name=guilty) if guilty else violation.typed.offender,
        "" if guilty else _("Впишете виновното физическо лице в сигнала или обяснете."),
    )  # fmt: skip


def repeat(violation: Violation, known: Judged) -> Finding | None:
    """The question of a repeated violation; None where no earlier decree is near enough.

    The act does not say when a violation is repeated: a lawyer decides, nothing is stopped.
    """
    since = months_later(violation.day, -known.months)
    near = [one for one in known.earlier if since <= one.in_force_on <= violation.day]
    if not near:
        return None
    listed = "; ".join(
        _("{file}: постановление {decree}, в сила от {day}").format(
            file=one.number_text, decree=one.decree, day=date_short(one.in_force_on)
        )
        for one in near
    )
    return Finding(
        "repeat", Verdict.JUDGEMENT, Effect.WARNS,
        _("Възможна повторност: има постановление в сила срещу същия нарушител."),
        known.rules.repeat, listed,
        _("Наредбата не казва кога нарушението е повторно и за какъв срок е наказанието; попитайте юрист."),
    )  # fmt: skip


def to_answer(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """The warnings that want a reason: what is not met, unlike a question for a lawyer."""
    return tuple(
        one for one in found if one.verdict is Verdict.NOT_MET and one.effect is Effect.WARNS
    )
