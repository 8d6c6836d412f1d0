"""What follows an application: a supplement, the mayor's decision, withdrawal, taking away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.office_holders import Office
from ruse_desktop.domain.permit_checks import MAY_PASS, ban_finding, findings
from ruse_desktop.domain.permits import (
    ALLOWED,
    DECISIONS,
    STEP_NAMES,
    Permit,
    PermitRules,
    Step,
    StepInput,
    decision_text,
    following,
)
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services.nomination_writing import require_reason
from ruse_desktop.services.office_holders import signatory_in
from ruse_desktop.services.overrides import override_in
from ruse_desktop.services.permit_reading import OBJECT, find_row, judged, read, rules_on, settle
from ruse_desktop.services.permits import KINDS
from ruse_desktop.services.requirements import current_version
from ruse_desktop.storage.permits import PermitRow, PermitStepRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.findings import Finding, OverrideInput
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store

_REASONED = frozenset({Step.REFUSED, Step.WITHDRAWN, Step.REVOKED})


@dataclass(frozen=True)
class Usual:
    """What a decision begins with: the next number, who signed last and how, the requirements."""

    number: str
    signed_by: str
    acting: bool
    order_no: str
    order_on: date | None
    requirements: str


class PermitSteps:
    """Writes, strikes out, passes rules."""

    def __init__(self, store: Store, law: LawBook, practice: Practice) -> None:
        self._store = store
        self._law = law
        self._practice = practice

    def usual(self) -> Usual:
        """What the office wrote last, with the next number of this year."""
        year = self._store.clock.today().year
        with self._store.read() as session:
            taken = _taken(session, year)
            last = session.scalar(
                select(PermitStepRow)
                .where(PermitStepRow.kind.in_([str(one) for one in DECISIONS]))
                .order_by(PermitStepRow.id.desc())
                .limit(1)
            )
            issued = current_version(session)
            signer = signatory_in(session, Office.MAYOR, self._store.clock.today())
            used = session.scalar(
                select(PermitStepRow.requirements)
                .where(PermitStepRow.requirements != "")
                .order_by(PermitStepRow.id.desc())
                .limit(1)
            )
        sheet = issued.title if issued is not None else used or ""
        number = following(taken, _("РЗ-1"))
        if signer is not None:
            no, on = signer.order if signer.acting else ("", None)
            return Usual(number, signer.name, signer.acting, no, on, sheet)
        if last is None:
            mayor = _("Кмет на {municipality}").format(municipality=self._law.municipality)
            return Usual(
                number, mayor, acting=False, order_no="", order_on=None, requirements=sheet
            )
        return Usual(number, last.signed_by, last.acting, last.order_no, last.order_on, sheet)

    def add(self, permit_id: int, typed: StepInput, *, actor: Actor) -> Permit:
        """Write a step; the permit as it is then.

        Raises UserError for what is missing or days that contradict each other, Refused with the
        provision when the step does not follow, the permit would not be in writing, or the act
        forbids it.
        """
        with self._store.write(actor, f"permits.{typed.kind}", KINDS) as tx:
            row = find_row(tx.session, permit_id)
            found, today = read(tx.session, row), tx.now.date()
            if typed.kind not in found.possible(today):
                raise Refused(
                    _("„{step}“ не може да се впише в това състояние.").format(
                        step=_(STEP_NAMES[typed.kind])
                    ),
                    _("Опреснете списъка."),
                )
            ready = self._clean(typed)
            _days(ready, found, today)
            if ready.kind in _REASONED:
                require_reason(ready.text, self._practice.min_reason)
            if ready.kind is Step.ASKED and not ready.text:
                raise UserError(_("Не е посочено какво липсва."), _("Впишете го."))
            rules = rules_on(self._law, found.typed.incoming_on or today)
            if ready.kind in DECISIONS:
                ready = _decided(ready, found, rules)
                self._free(tx.session, ready, row.id)
            if ready.kind is Step.GRANTED:
                _judged(ready, rules, self._practice.min_reason)
                known = judged(tx.session, self._law, self._practice, found.typed, today, found)
                _allowed(findings(found.typed, known, found))
            tx.session.add(_row(ready, row.id, rules, actor.name, tx.now))
            made = settle(tx.session, row)
            tx.subject(OBJECT, row.id, made.number_text)
            return made

    def strike(self, permit_id: int, step_id: int, reason: str, *, actor: Actor) -> Permit:
        """Strike out the last step with a reason. Raises NotFound, UserError, Refused."""
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "permits.strike", KINDS) as tx:
            row = find_row(tx.session, permit_id)
            found = read(tx.session, row)
            step = tx.session.get(PermitStepRow, step_id)
            if step is None or step.permit_id != row.id or step.struck_why:
                raise NotFound(_("Стъпката вече не стои."), _("Опреснете списъка."))
            if found.standing[-1].id != step_id:
                raise Refused(_("След тази стъпка има други."), _("Зачеркнете първо последната."))
            step.struck_why, step.struck_by = why, actor.name
            made = settle(tx.session, row)
            tx.subject(OBJECT, row.id, made.number_text)
            return made

    def override(self, permit_id: int, rule: str, written: OverrideInput, *, actor: Actor) -> None:
        """Pass a rule with a reason and its ground. Raises Refused, NotFound (R-X-0.1)."""
        with self._store.write(actor, "permits.override", KINDS) as tx:
            row = find_row(tx.session, permit_id)
            found = read(tx.session, row)
            known = judged(tx.session, self._law, self._practice, found.typed, tx.now.date(), found)
            open_ = [o for o in findings(found.typed, known, found) if o.rule == rule and o.open]
            if not open_ or rule not in MAY_PASS:
                raise Refused(_("Това правило не допуска отклонение."), _("Поправете данните."))
            worst = next((one for one in open_ if one.blocking), open_[0])
            override_in(tx, self._practice, worst, written, (OBJECT, row.id))
            tx.subject(OBJECT, row.id, found.number_text)

    def _free(self, session: Session, ready: StepInput, own: int) -> None:
        assert ready.on is not None
        if ready.number.casefold() in {o.casefold() for o in _taken(session, ready.on.year, own)}:
            raise Refused(
                _("Решение № {no} вече е вписано.").format(no=decision_text(ready)),
                _("Впишете следващия свободен номер."), code="number",
            )  # fmt: skip

    def _clean(self, typed: StepInput) -> StepInput:
        decision = typed.kind in DECISIONS
        granted = typed.kind is Step.GRANTED
        ready = replace(
            typed,
            text=clean(typed.text, 4000), number=clean(typed.number, 60),
            signed_by=clean(typed.signed_by), acting=decision and typed.acting,
            order_no=clean(typed.order_no, 60) if typed.acting else "",
            order_on=typed.order_on if typed.acting else None,
            requirements=clean(typed.requirements) if granted else "",
            judged_why=clean(typed.judged_why, 2000) if decision else "",
            judgement=typed.judgement if decision else "",
        )  # fmt: skip
        if granted:
            return replace(ready, valid_from=ready.valid_from or ready.on)
        return replace(ready, valid_from=None, valid_until=None, copies=None, unlimited=False)


def _taken(session: Session, year: int, but: int = 0) -> list[str]:
    rows = session.execute(
        select(PermitRow.decision_no, PermitRow.day).where(
            PermitRow.decision_no != "", PermitRow.id != but
        )
    )
    return [row.decision_no for row in rows if row.day.year == year]


def _days(ready: StepInput, found: Permit, today: date) -> None:
    """The days follow each other. Raises UserError."""
    if ready.on is None:
        raise UserError(_("Не е посочен денят."), _("Впишете го."))
    assert found.typed.incoming_on is not None
    last = max([found.typed.incoming_on, *(one.on for one in found.standing)])
    if ready.on < last:
        raise UserError(
            _("{day} е преди предходната стъпка от {last}").format(
                day=date_short(ready.on), last=date_short(last)
            ),
            _("Поправете датата."),
        )
    if ready.on > today:
        raise UserError(
            _("{day} още не е дошъл.").format(day=date_short(ready.on)), _("Поправете датата.")
        )
    since, until = ready.valid_from, ready.valid_until
    if since is not None and since < ready.on:
        raise UserError(
            _("Разрешението не може да важи от {since} – преди деня, в който е дадено.").format(
                since=date_short(since)
            ),
            _("Поправете „Валидно от“."),
        )
    if since is not None and until is not None and until < since:
        raise UserError(
            _("Разрешението свършва на {until} – преди да е започнало на {since}").format(
                until=date_short(until), since=date_short(since)
            ),
            _("Поправете една от двете дати."),
        )


def _decided(ready: StepInput, found: Permit, rules: PermitRules) -> StepInput:
    """A decision in writing: number, day, signatory (R-8-0.4). Raises Refused."""
    rule = rules.of(found.typed.symbol)
    cited = str(rule.citation) if rule else ""
    written = ready.number and ready.signed_by
    if ready.kind is Step.GRANTED and not written:
        raise Refused(
            _("Няма писмено разрешение от кмета ({citation}).").format(citation=cited),
            _("Впишете номера, датата и кой е подписал."), citation=cited, code="permit-written",
        )  # fmt: skip
    if not written:
        raise UserError(
            _("Отказът няма номер или подписал."), _("Впишете номера, датата и кой е подписал.")
        )
    if ready.acting and (not ready.order_no or ready.order_on is None):
        raise Refused(
            _("Подписалият замества кмета, а заповедта не е посочена."),
            _("Впишете номера и датата на заповедта."), citation=cited, code="permit-acting",
        )  # fmt: skip
    if ready.order_on is not None and ready.on is not None and ready.order_on > ready.on:
        raise UserError(
            _("Заповедта за заместване е след деня на решението."), _("Поправете датата ѝ.")
        )
    if ready.kind is Step.GRANTED and not ready.requirements:
        raise Refused(
            _("Не е посочена версията на изискванията на администрацията ({citation}).").format(
                citation=cited
            ),
            _("Впишете версията и датата, например „Изисквания, в. 3 от 15.01.2026 г.“."),
            citation=cited, code="permit-requirements",
        )  # fmt: skip
    return ready


def _judged(ready: StepInput, rules: PermitRules, least: int) -> None:
    """The ban was judged and does not stand against a permit. Raises Refused, UserError."""
    if rules.ban_citation is None:
        return
    cited = str(rules.ban_citation)
    if not ready.judgement:
        raise Refused(
            _("Не е преценено дали ползването е забранено ({citation}).").format(citation=cited),
            _("Изберете преценката и напишете защо."), citation=cited, code="permit-ban",
        )  # fmt: skip
    require_reason(ready.judged_why, least)
    if ready.judgement != ALLOWED:
        raise Refused(
            ban_finding(ready, rules).sentence, _("Откажете разрешението."), citation=cited,
            code="permit-ban",
        )  # fmt: skip


def _allowed(found: tuple[Finding, ...]) -> None:
    """No rule stands against the permit. Raises Refused with the first that does."""
    stops = next((one for one in found if one.blocking), None)
    if stops is not None:
        raise Refused(
            " ".join(part for part in (stops.sentence, stops.explanation) if part),
            _("Поправете заявлението, откажете или впишете отклонение."),
            citation=str(stops.citation) if stops.citation else None, code=stops.rule,
        )  # fmt: skip


def _row(
    ready: StepInput, permit_id: int, rules: PermitRules, by: str, at: object
) -> PermitStepRow:
    names = {ALLOWED: _("не е забранено"), **dict(rules.ban)}
    row = PermitStepRow(
        permit_id=permit_id, judgement_name=names.get(ready.judgement, ""), by=by, at=at
    )
    for name in StepInput.__dataclass_fields__:
        setattr(row, name, getattr(ready, name))
    return row
