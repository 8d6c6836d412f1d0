"""The verbs of a session: plan, attend, open, seal rounds, settle slots, close, minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.acts import awaits
from ruse_desktop.domain.nominations import State
from ruse_desktop.domain.sessions import RoundState, SessionState
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services.attendance import write_attendance, write_guests
from ruse_desktop.services.commissions import find_commission
from ruse_desktop.services.nomination_reading import Reader
from ruse_desktop.services.nomination_writing import set_state_in
from ruse_desktop.services.overrides import override_in
from ruse_desktop.services.remote_reading import require_period
from ruse_desktop.services.session_reading import OBJECT
from ruse_desktop.services.session_results import results_of
from ruse_desktop.services.session_rounds import (
    KINDS,
    RoundVerbs,
    in_state,
    require_quorum,
    voting_of,
)
from ruse_desktop.storage.sessions import SessionRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.findings import OverrideInput
    from ruse_desktop.domain.notices import Guest
    from ruse_desktop.domain.results import AwardResult
    from ruse_desktop.domain.sessions import (
        AttendanceInput,
        SessionInput,
        SessionView,
        SlotView,
    )
    from ruse_desktop.services.session_reading import SessionReader
    from ruse_desktop.storage.store import Transaction

_BRIEF = 160


class SessionService(RoundVerbs):
    """From the invitation to the signed minutes; what is sealed never changes."""

    def of_commission(self, commission_id: int) -> tuple[SessionView, ...]:
        """The sessions of a commission, oldest first."""
        with self._store.read() as session:
            ids = session.scalars(
                select(SessionRow.id)
                .where(SessionRow.commission_id == commission_id)
                .order_by(SessionRow.held_on, SessionRow.id)
            ).all()
            return tuple(self._reader(session).view(one) for one in ids)

    def results(self, session_id: int) -> tuple[AwardResult, ...]:
        """What a closed session decided, by its minutes or by the act on its proposal.

        Raises Refused while it is not closed, or while that act is not entered (R-50-1.3).
        """
        with self._store.read() as session:
            reader = self._reader(session)
            view = reader.view(session_id)
            if view.state is not SessionState.CLOSED:
                raise Refused(
                    _("Заседанието още не е приключило; протоколът не е акт."),
                    _("Приключете заседанието и тогава впишете носителите."),
                    citation=next((slot.motive_citation for slot in view.slots), None),
                )
            if view.awaits_act:
                raise Refused(
                    _("Протоколът е само предложение: {state} ({citation}).").format(
                        state=awaits(view.decided_by), citation=view.act_citation
                    ),
                    _("Впишете акта, с който се определят носителите, и тогава – книгата."),
                    citation=view.act_citation,
                    code="no-act",
                )
            return results_of(
                Reader(session, self._law, self._calendar, self._practice),
                view,
                reader.award(view.commission),
            )

    def plan(self, commission_id: int, typed: SessionInput, *, actor: Actor) -> int:
        """Put a session in the plan; its id."""
        with self._store.write(actor, "sessions.plan", KINDS) as tx:
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
        with self._store.write(actor, "sessions.change", KINDS) as tx:
            row = in_state(
                self._reader(tx.session), session_id, SessionState.PLANNED, SessionState.OPEN
            )
            require_period(self._reader(tx.session), row, typed.held_on)
            _require_same_members(self._reader(tx.session), row, typed.held_on)
            row.held_on, row.at = typed.held_on, typed.at
            row.place = clean(typed.place)
            row.protocol_no = _protocol_no(tx, typed, session_id)
            row.tellers = [clean(name) for name in typed.tellers]
            tx.subject(OBJECT, row.id, row.protocol_no)

    def attend(
        self,
        session_id: int,
        lines: Sequence[AttendanceInput],
        *,
        actor: Actor,
        guests: Sequence[Guest] | None = None,
    ) -> SessionView:
        """Record who is there, who signed the declaration, and which relations were declared.

        `guests`, those without a vote, stay as they are when None. Raises UserError, and Refused
        for somebody who has no place at a closed session.
        """
        with self._store.write(actor, "sessions.attend", KINDS) as tx:
            in_state(self._reader(tx.session), session_id, SessionState.PLANNED, SessionState.OPEN)
            view = self._reader(tx.session).view(session_id)
            write_attendance(tx, view, lines)
            if guests is not None:
                write_guests(tx, view, guests)
            tx.subject(OBJECT, session_id, "присъствие")
        return self.view(session_id)

    def override(self, session_id: int, rule: str, written: OverrideInput, *, actor: Actor) -> str:
        """Pass a finding on the session with a reason; its number, „3/2026“."""
        with self._store.write(actor, "sessions.override", (*KINDS, "overrides")) as tx:
            in_state(self._reader(tx.session), session_id, SessionState.PLANNED, SessionState.OPEN)
            for finding in self._reader(tx.session).view(session_id).findings:
                if finding.rule == rule and finding.open:
                    kept = override_in(tx, self._practice, finding, written, (OBJECT, session_id))
                    tx.subject(OBJECT, session_id, rule)
                    return f"{kept.ordinal}/{kept.year}"
            raise Refused(_("Няма какво да се преодолява."), _("Опреснете екрана."))

    def open(self, session_id: int, *, actor: Actor) -> SessionView:
        """Open the session. Raises Refused with every finding that stands in its way."""
        with self._store.write(actor, "sessions.open", KINDS) as tx:
            row = in_state(self._reader(tx.session), session_id, SessionState.PLANNED)
            standing = [f for f in self._reader(tx.session).view(session_id).findings if f.open]
            if standing:
                raise Refused(
                    _("Заседанието не може да бъде открито: {what}.").format(
                        what="; ".join(
                            f"{f.sentence} ({_brief(f.explanation)})"
                            if f.explanation
                            else f.sentence
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

    def close(self, session_id: int, *, actor: Actor, adjourn: bool = False) -> SessionView:
        """Close the session for ever: every slot is settled, every laureate has a motive.

        With `adjourn` the slots that are not settled stay for the commission's next session.
        """
        with self._store.write(actor, "sessions.close", KINDS) as tx:
            row = in_state(self._reader(tx.session), session_id, SessionState.OPEN)
            view = self._reader(tx.session).view(session_id)
            require_quorum(view)
            waiting = [
                _waits_for(slot)
                for slot in view.slots
                if not slot.done and not (adjourn and not slot.awards)
            ]
            if waiting:
                raise Refused(
                    _("Заседанието не може да приключи; чакат: {slots}.").format(
                        slots="; ".join(waiting)
                    ),
                    _("Довършете гласуването, впишете мотив или отбележете „неприсъдена“."),
                    citation=view.slots[0].motive_citation,
                    code="slots-open",
                )
            last = voting_of(self._reader(tx.session), view).rounds[-1].number
            for slot in (one for one in view.slots if one.done and not one.settled_before):
                if view.decided_by and view.proposes:
                    _propose(tx, slot)
                else:
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


def _brief(text: str) -> str:
    """The beginning of a long explanation; the whole of it stands among the findings."""
    return text if len(text) <= _BRIEF else f"{text[:_BRIEF].rsplit(' ', 1)[0]}…"


def _require_same_members(reader: SessionReader, row: SessionRow, held_on: date) -> None:
    """Raises Refused where another day would change who sits in a session that is open."""
    if row.state == SessionState.PLANNED or held_on == row.held_on:
        return
    commission = reader.view(row.id).commission
    if commission.on(held_on).everyone != commission.everyone:
        raise Refused(
            _("На {day} съставът на комисията е друг; заседанието вече е открито.").format(
                day=date_short(held_on)
            ),
            _("Оставете деня, в който комисията заседава."),
            code="composition",
        )


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


def _waits_for(slot: SlotView) -> str:
    """The section, with the laureates whose motive is not written."""
    silent = [slot.nominee(one.nomination_id).nominee_name for one in slot.awards if not one.motive]
    if not silent or not slot.motive_required:
        return slot.name
    return _("{slot} – мотив за {names} ({citation})").format(
        slot=slot.name, names=", ".join(silent), citation=slot.motive_citation
    )


def _propose(tx: Transaction, slot: SlotView) -> None:
    """„номинирано“ for those whom the commission proposes; the act decides about all others too."""
    for won in slot.awards:
        set_state_in(tx, won.nomination_id, State.NOMINATED, citation=str(slot.slot.citation))


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
