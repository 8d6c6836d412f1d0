"""The steps of the act in the life of a nomination, and the proposal a nomination led to (чл. 27)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from ruse_desktop.domain import steps as order
from ruse_desktop.domain.findings import Verdict
from ruse_desktop.domain.following import (
    DECLINED,
    NOMINATION_PAPER,
    PAPER,
    PROPOSED,
    UPTAKE,
)
from ruse_desktop.domain.nominations import State
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services.nomination_following import (
    as_taken,
    asks_proposal,
    name_of,
    of_nomination,
    taken_steps,
)
from ruse_desktop.services.nomination_lookups import OBJECT
from ruse_desktop.services.nomination_reading import Reader
from ruse_desktop.services.nomination_rows import Rows
from ruse_desktop.services.overrides import override_in
from ruse_desktop.storage.intake import StepRow, TakenUpRow
from ruse_desktop.storage.nominations import NominationRecord

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.deadlines import WorkingDays
    from ruse_desktop.domain.findings import Finding, OverrideInput
    from ruse_desktop.domain.following import StepInput
    from ruse_desktop.domain.nominations import NominationRow
    from ruse_desktop.domain.outcomes import ProcedureStep
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store

_KINDS = ("nominations",)
_NOT_NOW = (State.DRAFT, State.REJECTED, State.WITHDRAWN)


class NominationSteps:
    """Records steps in the order the act gives them, each passed only with its override."""

    def __init__(
        self, store: Store, law: LawBook, calendar: WorkingDays, practice: Practice
    ) -> None:
        self._store = store
        self._law = law
        self._calendar = calendar
        self._practice = practice

    def _reader(self, session: Session) -> Reader:
        return Reader(session, self._law, self._calendar, self._practice)

    def judge(self, nomination_id: int, code: str, on: date) -> tuple[Finding, ...]:
        """What stands against taking a step on a day. Raises NotFound, Refused for an unknown step."""
        with self._store.read() as session:
            return self._judge(session, nomination_id, code, on)

    def _judge(
        self, session: Session, nomination_id: int, code: str, on: date
    ) -> tuple[Finding, ...]:
        reader = self._reader(session)
        row = reader.record(nomination_id)
        known = of_nomination(reader.award(row.edition_id))
        if code not in {step.code for step in known} or asks_proposal(row):
            raise Refused(
                _("Наредбата не предвижда такава стъпка за това предложение."),
                _("Опреснете екрана."),
            )
        taken = [as_taken(one) for one in taken_steps(session, nomination_id)]
        return order.judge(known, taken, code, on)

    def record(
        self,
        nomination_id: int,
        typed: StepInput,
        *,
        actor: Actor,
        overrides: dict[str, OverrideInput] | None = None,
    ) -> int:
        """Record a step; its id.

        `overrides` pass what stands against it, by the id of the finding. Raises Refused with the
        first finding that nothing passes, UserError when day or result is missing.
        """
        if typed.on is None:
            raise UserError(_("Липсва датата на стъпката."), _("Впишете я."))
        kinds = (*_KINDS, "overrides") if overrides else _KINDS
        with self._store.write(actor, "nominations.step", kinds) as tx:
            reader = self._reader(tx.session)
            row = reader.record(nomination_id)
            if State(row.state) in _NOT_NOW:
                raise Refused(
                    _("Предложението не е в ход и стъпка не се вписва."),
                    _("Проверете състоянието."),
                )
            if typed.on > tx.now.date():
                raise UserError(_("Датата е в бъдещето."), _("Впишете стъпката, когато мине."))
            found = self._judge(tx.session, nomination_id, typed.code, typed.on)
            standing = [one for one in found if one.verdict is Verdict.NOT_MET]
            for finding in standing:
                written = (overrides or {}).get(finding.rule)
                if written is None:
                    raise Refused(
                        f"{finding.sentence}.",
                        finding.explanation,
                        citation=str(finding.citation or ""),
                        code=finding.rule,
                    )
                override_in(tx, self._practice, finding, written, (OBJECT, nomination_id))
            known = of_nomination(reader.award(row.edition_id))
            _refuse_half(next(step for step in known if step.code == typed.code), typed)
            made = StepRow(
                nomination_id=nomination_id,
                code=typed.code,
                on=typed.on,
                result=typed.result,
                who=clean(typed.who),
                document=clean(typed.document),
                text_=clean(typed.text, 4000),
                by=tx.actor.name,
                at=tx.now,
            )
            tx.session.add(made)
            tx.session.flush()
            tx.subject(OBJECT, nomination_id, f"{row.number}: {typed.code}")
            return made.id

    def remove(self, step_id: int, *, actor: Actor) -> None:
        """Take back a step recorded by mistake; the audit keeps it.

        Raises NotFound, and Refused when a later step stands on it.
        """
        with self._store.write(actor, "nominations.remove-step", _KINDS) as tx:
            step = tx.session.get(StepRow, step_id)
            if step is None:
                raise NotFound(_("Стъпката не е намерена."), _("Опреснете екрана."))
            reader = self._reader(tx.session)
            row = reader.record(step.nomination_id)
            known = of_nomination(reader.award(row.edition_id))
            taken = taken_steps(tx.session, step.nomination_id)
            alone = sum(one.code == step.code for one in taken) == 1
            after = {one.code for one in known if one.after == step.code}
            if alone and any(one.code in after for one in taken):
                raise Refused(_("След тази стъпка има вписана следваща."), _("Първо махнете нея."))
            tx.session.delete(step)
            tx.subject(OBJECT, row.id, f"{row.number}: {step.code}")

    def link(self, nomination_id: int, proposal_id: int, *, on: date, actor: Actor) -> None:
        """Record the proposal that a nomination led to (R-27-1.3).

        Raises Refused when it is not such a nomination, or the proposal is for somebody else.
        """
        with self._store.write(actor, "nominations.link-proposal", _KINDS) as tx:
            reader = self._reader(tx.session)
            row, proposal = reader.record(nomination_id), reader.record(proposal_id)
            _refuse_own_way(row)
            alike = row.edition_id == proposal.edition_id and name_of(row) == name_of(proposal)
            if not alike or asks_proposal(proposal) or proposal.number is None:
                raise Refused(
                    _("Това не е внесено предложение за същия предложен."),
                    _("Заведете предложението на кмета или съветника и го изберете."),
                    citation="чл. 27, ал. 1",
                )
            self._settle(tx.session, row, proposal_id, on, "")
            tx.subject(OBJECT, row.id, f"{row.number} → {proposal.number}")

    def not_taken_up(self, nomination_id: int, *, on: date, note: str, actor: Actor) -> None:
        """Record that the addressee brought no proposal in. Raises UserError without a note."""
        why = clean(note, 1000)
        if not why:
            raise UserError(_("Липсва бележка защо не е внесено."), _("Напишете едно изречение."))
        with self._store.write(actor, "nominations.not-taken-up", _KINDS) as tx:
            row = self._reader(tx.session).record(nomination_id)
            _refuse_own_way(row)
            self._settle(tx.session, row, None, on, why)
            tx.subject(OBJECT, row.id, row.number or "")

    def _settle(
        self,
        session: Session,
        nomination: NominationRecord,
        proposal_id: int | None,
        on: date,
        note: str,
    ) -> None:
        """Keep the link, and say the same in the award's own fields where it has them."""
        row = session.get(TakenUpRow, nomination.id)
        if row is None:
            row = TakenUpRow(nomination_id=nomination.id, proposal_id=None, on=on, note="")
            session.add(row)
        row.proposal_id, row.on, row.note = proposal_id, on, note
        known = {field.code for field in self._reader(session).award(nomination.edition_id).fields}
        said = {
            UPTAKE: PROPOSED if proposal_id is not None else DECLINED,
            f"{UPTAKE}_on": on.isoformat(),
            f"{UPTAKE}_note": note,
        }
        nomination.facts = {**nomination.facts, **{k: v for k, v in said.items() if k in known}}
        session.flush()

    def proposals_for(self, nomination_id: int) -> tuple[NominationRow, ...]:
        """The proposals for the same nominee to which a nomination may have led."""
        with self._store.read() as session:
            reader = self._reader(session)
            row = reader.record(nomination_id)
            found = session.scalars(
                select(NominationRecord).where(
                    NominationRecord.edition_id == row.edition_id,
                    NominationRecord.number.is_not(None),
                    NominationRecord.search_key.startswith(f"{name_of(row)}|", autoescape=True),
                )
            ).all()
            ids = tuple(one.id for one in found if one.id != row.id and not asks_proposal(one))
            return Rows(session, reader).of(ids)

    def without_proposal(self, edition_id: int | None = None) -> tuple[NominationRow, ...]:
        """„Номинации без внесено предложение“: nothing is recorded of them yet (R-27-1.3)."""
        query = (
            select(NominationRecord)
            .outerjoin(TakenUpRow, TakenUpRow.nomination_id == NominationRecord.id)
            .where(
                TakenUpRow.nomination_id.is_(None),
                func.coalesce(func.json_extract(NominationRecord.facts, f"$.{UPTAKE}"), "") == "",
                NominationRecord.number.is_not(None),
                NominationRecord.state != str(State.WITHDRAWN),
                func.json_extract(NominationRecord.facts, f"$.{PAPER}") == NOMINATION_PAPER,
            )
            .order_by(NominationRecord.edition_id, NominationRecord.intake_no)
        )
        if edition_id is not None:
            query = query.where(NominationRecord.edition_id == edition_id)
        with self._store.read() as session:
            ids = tuple(row.id for row in session.scalars(query))
            return Rows(session, self._reader(session)).of(ids)


def _refuse_half(step: ProcedureStep, typed: StepInput) -> None:
    """Raise UserError when the outcome or the body of a step is missing."""
    if step.results and typed.result not in step.results:
        raise UserError(
            _("Не е избран изходът на стъпката „{step}“.").format(step=step.name),
            _("Изберете един от посочените."),
        )
    if step.several and not clean(typed.who):
        raise UserError(
            _("Не е посочено кой орган я е извършил."), _("Впишете името на комисията.")
        )


def _refuse_own_way(row: NominationRecord) -> None:
    if not asks_proposal(row):
        raise Refused(
            _("Това е предложение, а не номинация до кмета или съветник."),
            _("Свързва се само номинация."),
            citation="чл. 27, ал. 1",
        )
