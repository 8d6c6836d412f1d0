"""The verbs of a session: plan, attend, open, seal rounds, settle slots, close, minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from ruse_desktop.domain.ballots import Count, StepKind, base_of, faults
from ruse_desktop.domain.nominations import State
from ruse_desktop.domain.sessions import RoundState, SessionState
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services.commissions import find_commission
from ruse_desktop.services.nomination_writing import require_reason, set_state_in
from ruse_desktop.services.overrides import override_in
from ruse_desktop.services.session_reading import OBJECT, SessionReader
from ruse_desktop.storage.sessions import (
    AttendanceRow,
    EligibleRow,
    OptionRow,
    RoundRow,
    SessionRow,
    SlotAwardRow,
    UnawardedRow,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.deadlines import WorkingDays
    from ruse_desktop.domain.findings import OverrideInput
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.results import AwardResult
    from ruse_desktop.domain.rules import VotingRule
    from ruse_desktop.domain.sessions import (
        AttendanceInput,
        SessionInput,
        SessionView,
        SlotView,
    )
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store, Transaction

_KINDS = ("sessions", "nominations")
_EVERY_ROUND = ("declarations", "posthumous")


class SessionService:
    """From the invitation to the signed minutes; what is sealed never changes."""

    def __init__(
        self, store: Store, law: LawBook, calendar: WorkingDays, practice: Practice
    ) -> None:
        self._store = store
        self._law = law
        self._calendar = calendar
        self._practice = practice

    def _reader(self, session: Session) -> SessionReader:
        return SessionReader(session, self._law, self._calendar, self._practice)

    def of_commission(self, commission_id: int) -> tuple[SessionView, ...]:
        """The sessions of a commission, oldest first."""
        with self._store.read() as session:
            ids = session.scalars(
                select(SessionRow.id)
                .where(SessionRow.commission_id == commission_id)
                .order_by(SessionRow.held_on, SessionRow.id)
            ).all()
            return tuple(self._reader(session).view(one) for one in ids)

    def view(self, session_id: int) -> SessionView:
        """The session with everything the room needs. Raises NotFound."""
        with self._store.read() as session:
            return self._reader(session).view(session_id)

    def results(self, session_id: int) -> tuple[AwardResult, ...]:
        """What a closed session decided. Raises Refused while it is not closed."""
        with self._store.read() as session:
            reader = self._reader(session)
            view = reader.view(session_id)
            if view.state is not SessionState.CLOSED:
                raise Refused(
                    _("Заседанието още не е приключило; протоколът не е акт."),
                    _("Приключете заседанието и тогава впишете носителите."),
                    citation=next((slot.motive_citation for slot in view.slots), None),
                )
            return reader.results(session_id)

    def plan(self, commission_id: int, typed: SessionInput, *, actor: Actor) -> int:
        """Put a session in the plan; its id."""
        with self._store.write(actor, "sessions.plan", _KINDS) as tx:
            find_commission(tx.session, commission_id)
            row = SessionRow(
                commission_id=commission_id,
                held_on=typed.held_on,
                at=typed.at,
                place=clean(typed.place),
                protocol_no=_protocol_no(tx, typed, 0),
                tellers=[clean(name) for name in typed.tellers],
                state=str(SessionState.PLANNED),
            )
            tx.session.add(row)
            tx.session.flush()
            tx.subject(OBJECT, row.id, row.protocol_no)
            return row.id

    def change_plan(self, session_id: int, typed: SessionInput, *, actor: Actor) -> None:
        """Change day, hour, place, number or tellers before the session is closed."""
        with self._store.write(actor, "sessions.change", _KINDS) as tx:
            row = self._in_state(tx, session_id, SessionState.PLANNED, SessionState.OPEN)
            row.held_on, row.at = typed.held_on, typed.at
            row.place = clean(typed.place)
            row.protocol_no = _protocol_no(tx, typed, session_id)
            row.tellers = [clean(name) for name in typed.tellers]
            tx.subject(OBJECT, row.id, row.protocol_no)

    def attend(
        self, session_id: int, lines: Sequence[AttendanceInput], *, actor: Actor
    ) -> SessionView:
        """Record who is there, who signed the declaration, who is barred and why."""
        with self._store.write(actor, "sessions.attend", _KINDS) as tx:
            row = self._in_state(tx, session_id, SessionState.PLANNED, SessionState.OPEN)
            tx.session.execute(delete(AttendanceRow).where(AttendanceRow.session_id == row.id))
            tx.session.add_all(
                AttendanceRow(
                    session_id=row.id,
                    member_id=line.member_id,
                    present=line.present,
                    arrived=line.arrived,
                    left=line.left,
                    declared=line.declared,
                    conflict=clean(line.conflict, 500),
                    conflict_nomination=line.conflict_nomination,
                    note=clean(line.note, 300),
                )
                for line in lines
            )
            tx.subject(OBJECT, row.id, "присъствие")
        return self.view(session_id)

    def override(self, session_id: int, rule: str, written: OverrideInput, *, actor: Actor) -> str:
        """Pass a finding on the session with a reason; its number, „3/2026“."""
        with self._store.write(actor, "sessions.override", (*_KINDS, "overrides")) as tx:
            self._in_state(tx, session_id, SessionState.PLANNED, SessionState.OPEN)
            for finding in self._reader(tx.session).view(session_id).findings:
                if finding.rule == rule and finding.open:
                    kept = override_in(tx, self._practice, finding, written, (OBJECT, session_id))
                    tx.subject(OBJECT, session_id, rule)
                    return f"{kept.ordinal}/{kept.year}"
            raise Refused(_("Няма какво да се преодолява."), _("Опреснете екрана."))

    def open(self, session_id: int, *, actor: Actor) -> SessionView:
        """Open the session. Raises Refused with every finding that stands in its way."""
        with self._store.write(actor, "sessions.open", _KINDS) as tx:
            row = self._in_state(tx, session_id, SessionState.PLANNED)
            standing = [f for f in self._reader(tx.session).view(session_id).findings if f.open]
            if standing:
                raise Refused(
                    _("Заседанието не може да бъде открито: {what}.").format(
                        what="; ".join(
                            f"{f.sentence} ({f.explanation})" if f.explanation else f.sentence
                            for f in standing
                        )
                    ),
                    _("Допълнете данните; предупреждение се преминава с обосновка."),
                    citation=str(standing[0].citation or ""),
                    code="open-findings",
                )
            row.state, row.opened_at = str(SessionState.OPEN), tx.now
            tx.subject(OBJECT, row.id, row.protocol_no)
        return self.view(session_id)

    def seal_round(self, session_id: int, slot: str, count: Count, *, actor: Actor) -> SessionView:
        """Seal the totals of the round a slot waits for; they are committed before they are shown.

        Raises Refused when arithmetic does not hold (no override), the quorum is lost, or the
        slot waits for no vote.
        """
        with self._store.write(actor, "sessions.seal-round", _KINDS) as tx:
            self._in_state(tx, session_id, SessionState.OPEN)
            view = self._reader(tx.session).view(session_id)
            _require_votable(view)
            voting = _voting(self._reader(tx.session), view)
            place = _slot(view, slot)
            step = place.step
            if step.kind is not StepKind.VOTE or place.unawarded:
                raise Refused(_("Този раздел не чака гласуване."), _("Опреснете екрана."))
            wrong = faults(count, entitled=view.entitled, options=step.options, marks=step.marks)
            if wrong:
                raise Refused(
                    " ".join(wrong),
                    _("Преброителите броят отново; числата не се нагаждат."),
                    citation=str(voting.citation),
                    code="arithmetic",
                )
            repeat = sum(
                one.number == step.number and one.attempt == step.attempt for one in place.rounds
            )
            row = RoundRow(
                session_id=session_id,
                slot=slot,
                number=step.number,
                attempt=step.attempt,
                repeat=repeat,
                mode="paper",
                state=str(RoundState.OPEN),
                base=_base(voting, view, count.valid, self._practice),
                places=step.places,
                marks=step.marks,
                issued=count.issued,
                used=count.used,
                unused=count.unused,
                valid=count.valid,
                blank=count.blank,
                invalid=count.invalid,
                voided_why="",
            )
            row.options = [
                OptionRow(ordinal=n, nomination_id=option, votes=count.votes[option])
                for n, option in enumerate(step.options, 1)
            ]
            row.eligible = [
                EligibleRow(member_id=member)
                for member in sorted(line.member_id for line in view.attendance if line.votes)
            ]
            tx.session.add(row)
            tx.session.flush()
            row.state = str(RoundState.SEALED)
            tx.session.flush()
            self._settle(tx, session_id, slot)
            tx.subject(OBJECT, session_id, f"тур {step.number} в {slot}")
        return self.view(session_id)

    def _settle(self, tx: Transaction, session_id: int, slot: str) -> None:
        """Keep the slot's laureates equal to what its sealed rounds say."""
        place = _slot(self._reader(tx.session).view(session_id), slot)
        winners = place.step.winners if place.step.kind is StepKind.DECIDED else ()
        for award in place.awards:
            if award.nomination_id not in winners and not award.otherwise:
                row = tx.session.get(SlotAwardRow, (session_id, slot, award.nomination_id))
                tx.session.delete(row)
        there = {award.nomination_id for award in place.awards}
        tx.session.add_all(
            SlotAwardRow(
                session_id=session_id, slot=slot, nomination_id=one, motive="", otherwise=""
            )
            for one in winners
            if one not in there
        )
        tx.session.flush()

    def void_round(self, session_id: int, slot: str, reason: str, *, actor: Actor) -> SessionView:
        """Declare the last sealed round of a slot void; the record and its reason stay."""
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "sessions.void-round", _KINDS) as tx:
            self._in_state(tx, session_id, SessionState.OPEN)
            place = _slot(self._reader(tx.session).view(session_id), slot)
            sealed = [one for one in place.rounds if one.state is RoundState.SEALED]
            if not sealed:
                raise Refused(_("Няма запечатан тур за обявяване."), _("Опреснете екрана."))
            tx.session.execute(
                update(RoundRow)
                .where(RoundRow.id == sealed[-1].id)
                .values(state=str(RoundState.VOID), voided_why=why)
            )
            tx.session.expire_all()
            self._settle(tx, session_id, slot)
            tx.note({"void": sealed[-1].id, "why": why})
            tx.subject(OBJECT, session_id, f"недействителен тур в {slot}")
        return self.view(session_id)

    def set_motive(
        self, session_id: int, slot: str, nomination_id: int, motive: str, *, actor: Actor
    ) -> SessionView:
        """The commission's concrete motive for a laureate (чл. 45, ал. 8)."""
        text = clean(motive, 2000)
        if len(text) < self._practice.min_reason:
            raise UserError(
                _("Мотивът е твърде кратък: {n} от поне {least} знака.").format(
                    n=len(text), least=self._practice.min_reason
                ),
                _("Напишете конкретната мотивировка на комисията."),
            )
        with self._store.write(actor, "sessions.motive", _KINDS) as tx:
            self._in_state(tx, session_id, SessionState.OPEN)
            row = tx.session.get(SlotAwardRow, (session_id, slot, nomination_id))
            if row is None:
                raise Refused(_("Този предложен не е носител в раздела."), _("Опреснете екрана."))
            row.motive = text
            tx.subject(OBJECT, session_id, f"мотив в {slot}")
        return self.view(session_id)

    def leave_unawarded(
        self, session_id: int, slot: str, reason: str, *, actor: Actor
    ) -> SessionView:
        """Leave a slot „неприсъдена“ with the reason (чл. 43, ал. 2).

        `resume_slot` takes it back while the session is open.
        """
        why = require_reason(reason, 3)
        with self._store.write(actor, "sessions.unawarded", _KINDS) as tx:
            self._in_state(tx, session_id, SessionState.OPEN)
            place = _slot(self._reader(tx.session).view(session_id), slot)
            if place.step.kind is StepKind.DECIDED or place.awards:
                raise Refused(
                    _("В раздела вече има избран носител."),
                    _("Обявете тура за недействителен, ако е опорочен."),
                )
            tx.session.merge(UnawardedRow(session_id=session_id, slot=slot, reason=why))
            tx.subject(OBJECT, session_id, f"неприсъдена {slot}")
        return self.view(session_id)

    def resume_slot(self, session_id: int, slot: str, *, actor: Actor) -> SessionView:
        """Take back „неприсъдена“ or another decision; what the rounds say holds again."""
        with self._store.write(actor, "sessions.resume-slot", _KINDS) as tx:
            self._in_state(tx, session_id, SessionState.OPEN)
            place = _slot(self._reader(tx.session).view(session_id), slot)
            for award in place.awards:
                if award.otherwise:
                    key = (session_id, slot, award.nomination_id)
                    tx.session.delete(tx.session.get_one(SlotAwardRow, key))
            if place.unawarded:
                tx.session.delete(tx.session.get_one(UnawardedRow, (session_id, slot)))
            tx.subject(OBJECT, session_id, f"отново {slot}")
        return self.view(session_id)

    def decide_otherwise(
        self, session_id: int, slot: str, nomination_id: int, reason: str, *, actor: Actor
    ) -> SessionView:
        """When the re-votes are used up: another way the commission found, with its reason.

        Raises Refused for one who does not stand in the slot, and beyond the slot's places.
        """
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "sessions.decide-otherwise", _KINDS) as tx:
            self._in_state(tx, session_id, SessionState.OPEN)
            place = _slot(self._reader(tx.session).view(session_id), slot)
            if place.step.kind is not StepKind.UNDECIDED:
                raise Refused(_("Гласуването в раздела не е изчерпано."), _("Проведете тура."))
            if nomination_id not in {nominee.id for nominee in place.standing}:
                raise Refused(_("Този предложен не е в раздела."), _("Опреснете екрана."))
            others = [one for one in place.awards if one.nomination_id != nomination_id]
            if place.unawarded or 0 < place.slot.places <= len(others):
                raise Refused(
                    _("В раздела вече има решение."),
                    _("Върнете раздела за решаване и тогава изберете друго."),
                    citation=str(place.slot.citation),
                )
            tx.session.merge(
                SlotAwardRow(
                    session_id=session_id,
                    slot=slot,
                    nomination_id=nomination_id,
                    motive="",
                    otherwise=why,
                )
            )
            tx.subject(OBJECT, session_id, f"решено иначе в {slot}")
        return self.view(session_id)

    def close(self, session_id: int, *, actor: Actor) -> SessionView:
        """Close the session for ever: every slot is settled, every laureate has a motive."""
        with self._store.write(actor, "sessions.close", _KINDS) as tx:
            row = self._in_state(tx, session_id, SessionState.OPEN)
            view = self._reader(tx.session).view(session_id)
            waiting = [slot.name for slot in view.slots if not slot.done]
            if waiting:
                raise Refused(
                    _("Заседанието не може да приключи; чакат: {slots}.").format(
                        slots="; ".join(waiting)
                    ),
                    _("Довършете гласуването, впишете мотив или отбележете „неприсъдена“."),
                    citation=view.slots[0].motive_citation,
                    code="slots-open",
                )
            last = _voting(self._reader(tx.session), view).rounds[-1].number
            for slot in view.slots:
                _move_nominees(tx, slot, last)
            row.state, row.closed_at = str(SessionState.CLOSED), tx.now
            tx.subject(OBJECT, row.id, row.protocol_no)
        return self.view(session_id)

    def minutes_pdf(self, session_id: int) -> bytes:
        """The minutes as PDF; a draft while the session is not closed."""
        from ruse_desktop.documents.minutes import render
        from ruse_desktop.services.session_minutes import minutes_of

        with self._store.read() as session:
            reader = self._reader(session)
            content = minutes_of(
                session, reader.view(session_id), self._law, self._practice.majority_base
            )
        return render(content)

    def _in_state(self, tx: Transaction, session_id: int, *states: SessionState) -> SessionRow:
        row = self._reader(tx.session).row(session_id)
        if SessionState(row.state) not in states:
            raise Refused(
                _("Заседанието е приключило и не се променя.")
                if row.state == SessionState.CLOSED
                else _("Заседанието още не е открито.")
                if row.state == SessionState.PLANNED
                else _("Заседанието вече е открито."),
                _("Опреснете екрана."),
                code="state",
            )
        return row


def _protocol_no(tx: Transaction, typed: SessionInput, session_id: int) -> str:
    number = clean(typed.protocol_no, 30)
    if not number:
        raise UserError(_("Няма номер на протокола."), _("Впишете номера на протокола."))
    same = tx.session.scalar(
        select(SessionRow.held_on).where(
            SessionRow.protocol_no == number, SessionRow.id != session_id
        )
    )
    if same is not None and same.year == typed.held_on.year:
        raise Refused(
            _("Протокол № {no} за {year} г. вече има.").format(no=number, year=typed.held_on.year),
            _("Вземете следващия номер."),
        )
    return number


def _voting(reader: SessionReader, view: SessionView) -> VotingRule:
    voting = reader.award(view.commission).voting
    assert voting is not None  # the slots were read under it
    return voting


def _base(voting: VotingRule, view: SessionView, valid: int, practice: Practice) -> int:
    """Of how many the majority of a round with `valid` ballots is counted."""
    return base_of(
        voting,
        appointed=len(view.commission.members),
        present=view.entitled,
        valid=valid,
        practice=practice.majority_base,
    )


def _slot(view: SessionView, code: str) -> SlotView:
    for slot in view.slots:
        if slot.slot.code == code:
            return slot
    raise Refused(_("Комисията не разглежда този раздел."), _("Опреснете екрана."))


def _require_votable(view: SessionView) -> None:
    """Quorum, declarations and living nominees are looked at before every round, not only once."""
    lost = [f for f in view.findings if f.rule == "quorum" and f.open]
    if lost:
        raise Refused(
            _("Кворумът е загубен. {fact}").format(fact=lost[0].explanation),
            _("Изчакайте членовете или впишете обосновка, когато наредбата я допуска."),
            citation=str(lost[0].citation or ""),
            code="quorum",
        )
    standing = [f for f in view.findings if f.rule in _EVERY_ROUND and f.blocking]
    if standing:
        raise Refused(
            _("{what}: {who}.").format(what=standing[0].sentence, who=standing[0].explanation),
            _("Оправете го и тогава раздайте бюлетини."),
            citation=str(standing[0].citation or ""),
            code=standing[0].rule,
        )


def _move_nominees(tx: Transaction, slot: SlotView, last: int) -> None:
    """„номинирано“ for those chosen for the `last` round, then awarded or not."""
    reached = {
        option
        for one in slot.rounds
        if one.state is RoundState.SEALED
        for option in (one.options if one.number == last else one.elected)
    }
    won = {award.nomination_id for award in slot.awards}
    for nominee in slot.standing:
        citation = str(slot.slot.citation)
        if nominee.id in reached or nominee.id in won:
            set_state_in(tx, nominee.id, State.NOMINATED, citation=citation)
        target = State.AWARDED if nominee.id in won else State.NOT_AWARDED
        set_state_in(tx, nominee.id, target, citation=citation)
