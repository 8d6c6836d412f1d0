"""The steps of a violation's file: write one with what the act says of it, or strike it out (чл. 75–77)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from ruse_desktop.domain import violation_steps as rules_of_steps
from ruse_desktop.domain.money import money_text
from ruse_desktop.domain.violation_steps import FORMS, Judged, limits_on
from ruse_desktop.domain.violations import (
    ALL,
    CHANGED,
    NONE,
    OTHER,
    RULINGS,
    Step,
    StepInput,
    Violation,
    left_on,
)
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.i18n import _, mark
from ruse_desktop.kernel.text import clean
from ruse_desktop.services.nomination_writing import require_reason
from ruse_desktop.services.violation_reading import find_row, judged, read
from ruse_desktop.services.violations import KINDS, OBJECT
from ruse_desktop.storage.violations import ViolationRow, ViolationStepRow

if TYPE_CHECKING:
    from datetime import date

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.findings import Finding
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store, Transaction

_LACKS = {
    "on": mark("Не е посочена датата."),
    "number": mark("Липсва номерът."),
    "who": mark("Не е посочено името."),
    "office": mark("Не са посочени длъжността или звеното."),
    "code": mark("Не е направен избор."),
    "amount": mark("Не е посочена сумата."),
    "text": mark("Липсва пояснение."),
}


class ViolationSteps:
    """Judgement, act, decree and what follows; each is written once and only struck out."""

    def __init__(self, store: Store, law: LawBook, practice: Practice) -> None:
        self._store = store
        self._law = law
        self._practice = practice

    def known(self, violation_id: int, day: date | None = None) -> Judged:
        """What the findings of a step on a day are made from, today by default."""
        with self._store.read() as session:
            found = read(session, find_row(session, violation_id))
            on = day or self._store.clock.today()
            return judged(session, self._law, self._practice, found, on)

    def findings(self, violation_id: int, typed: StepInput) -> tuple[Finding, ...]:
        """What the act says of a step as typed; nothing is written."""
        with self._store.read() as session:
            found = read(session, find_row(session, violation_id))
            day = typed.on or self._store.clock.today()
            known = judged(session, self._law, self._practice, found, day)
        return rules_of_steps.findings(typed, found, known)

    def add(self, violation_id: int, typed: StepInput, *, actor: Actor) -> Violation:
        """Write the next step of a file.

        Raises UserError for what is missing, Refused when the step has no place now, its day
        contradicts another, or the act forbids it (with the article); a warning wants a reason.
        """
        with self._store.write(actor, f"violations.{typed.kind}", KINDS) as tx:
            row = find_row(tx.session, violation_id)
            before = read(tx.session, row)
            ready = _checked(typed)
            assert ready.on is not None
            rules_of_steps.check_fits(ready, before, tx.now.date())
            known = judged(tx.session, self._law, self._practice, before, ready.on)
            self._obey(ready, before, known)
            ready = _payment(ready, before, known)
            tx.session.add(_row(tx, row.id, ready, known))
            return _told(tx, row)

    def strike(self, step_id: int, reason: str, *, actor: Actor) -> Violation:
        """Strike out a step written by mistake; it stays with the reason.

        Raises NotFound, Refused when it is struck out already or a later step rests on it.
        """
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "violations.strike", KINDS) as tx:
            step = tx.session.get(ViolationStepRow, step_id)
            if step is None:
                raise NotFound(_("Стъпката не е намерена."), _("Опреснете списъка."))
            if step.struck_why:
                raise Refused(_("Стъпката вече е зачеркната."), _("Опреснете списъка."))
            row = find_row(tx.session, step.violation_id)
            before = read(tx.session, row)
            entry = next(one for one in before.steps if one.id == step_id)
            rules_of_steps.check_strike(entry, before)
            step.struck_why, step.struck_by = why, actor.name
            return _told(tx, row)

    def _obey(self, typed: StepInput, violation: Violation, known: Judged) -> None:
        """Raises Refused for what the act forbids, UserError for a warning without a reason."""
        found = rules_of_steps.findings(typed, violation, known)
        for finding in found:
            if finding.blocking:
                cited = str(finding.citation) if finding.citation else None
                said = f"{finding.sentence[:-1]} ({cited})." if cited else finding.sentence
                raise Refused(
                    said, finding.question or _("Поправете и опитайте отново."),
                    citation=cited, code=finding.rule,
                )  # fmt: skip
        for finding in rules_of_steps.to_answer(found):
            if len(typed.reason) < self._practice.min_reason:
                raise Refused(
                    finding.sentence, finding.question,
                    citation=str(finding.citation) if finding.citation else None,
                    code=finding.rule,
                )  # fmt: skip


def _checked(typed: StepInput) -> StepInput:
    """The step with clean texts and only the fields of its kind. Raises UserError."""
    form = FORMS[typed.kind]
    texts = {"number": 80, "who": 200, "order_no": 80, "text": 2000}
    made: dict[str, object] = {
        name: clean(str(getattr(typed, name)), limit) if name in form.fields else ""
        for name, limit in texts.items()
    }
    unused = {"office": "", "code": "", "amount": None, "order_on": None}
    made |= {name: none for name, none in unused.items() if name not in form.fields}
    ready = replace(typed, reason=clean(typed.reason, 1000), **made)  # type: ignore[arg-type]  # named above
    for name in form.fields:
        if name in form.needed and not getattr(ready, name):
            raise UserError(_(_LACKS[name]), _("Попълнете полето и опитайте отново."))
    if ready.kind is Step.RULED and ready.code == CHANGED and ready.amount is None:
        raise UserError(_(_LACKS["amount"]), _("Впишете глобата, която съдът е определил."))
    if ready.kind is Step.RULED and ready.code != CHANGED:
        ready = replace(ready, amount=None)
    amount = ready.amount
    if amount is not None and (amount <= 0 or amount != amount.quantize(Decimal("0.01"))):
        raise UserError(
            _("Сумата трябва да е положителна и с най-много два знака след запетаята."),
            _("Поправете сумата."),
        )
    return ready


def _payment(typed: StepInput, violation: Violation, known: Judged) -> StepInput:
    """A payment marked when it pays all that is left. Raises Refused for more than that."""
    if typed.kind is not Step.PAID or typed.amount is None or typed.on is None:
        return typed
    left = left_on(violation.standing, typed.on, known.changes)
    if left is None or typed.amount > left.amount:
        said = money_text(left.amount, left.currency) if left is not None else _("нищо")
        raise Refused(
            _("Платеното е повече от дължимото: остават {sum}.").format(sum=said),
            _("Проверете сумата."),
        )
    return replace(typed, code=ALL if typed.amount == left.amount else "")


def _row(tx: Transaction, violation_id: int, typed: StepInput, known: Judged) -> ViolationStepRow:
    assert typed.on is not None
    offices = (*known.rules.drawers, *known.rules.issuers)
    office = next((one.name for one in offices if one.code == typed.office), "")
    if typed.office == OTHER:
        office = _("друго длъжностно лице")
    code, citation = "", ""
    if typed.kind is Step.JUDGEMENT:
        code, citation = _judgement(typed, known)
    elif typed.kind is Step.RULED:
        code = _(RULINGS[typed.code])
    elif typed.kind is Step.ACT or typed.kind is Step.DECREE:
        citation = str(known.rules.decree or "")
    return ViolationStepRow(
        violation_id=violation_id, kind=typed.kind, on=typed.on, number=typed.number,
        who=typed.who, office=typed.office, office_name=office, order_no=typed.order_no,
        order_on=typed.order_on, code=typed.code, code_name=code, citation=citation,
        amount=typed.amount, currency=_currency(typed, known), text=typed.text,
        reason=typed.reason, by=tx.actor.name, at=tx.now,
    )  # fmt: skip


def _judgement(typed: StepInput, known: Judged) -> tuple[str, str]:
    """The ground in the act's words, and its citation."""
    if typed.code == NONE:
        return _("няма нарушение"), ""
    ground = known.rules.ground(typed.code)
    if ground is None:
        return _("друго нарушение на наредбата"), ""
    return ground.name, str(ground.citation or "")


def _currency(typed: StepInput, known: Judged) -> str:
    """The currency of the day, which the fine of the act leads to; „“ for a step without a sum."""
    if typed.amount is None or typed.on is None:
        return ""
    if known.rules.fine is None:
        return "EUR"
    return limits_on(known.rules.fine, typed.on, known.changes)[0].currency


def _told(tx: Transaction, row: ViolationRow) -> Violation:
    tx.session.flush()
    found = read(tx.session, row)
    row.state, row.ground = found.state, short_ground(found)
    tx.subject(OBJECT, row.id, f"{row.number}/{row.year}")
    return found


def short_ground(found: Violation) -> str:
    """„чл. 75: за политически послания“, as lists show it; „“ before the judgement."""
    judgement = found.last(Step.JUDGEMENT)
    if judgement is None:
        return ""
    cited = str(judgement.citation or "")
    return ": ".join(part for part in (cited, judgement.code_name) if part)
