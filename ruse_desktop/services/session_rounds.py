"""The verbs of the sections of a session: void rounds, settle slots, write motives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from ruse_desktop.domain.ballots import StepKind, base_of, faults
from ruse_desktop.domain.remote_session import CODES, require_mode
from ruse_desktop.domain.secret_box import PAPER
from ruse_desktop.domain.session_chair import CHAIR, CRITERIA
from ruse_desktop.domain.sessions import RoundState, SessionState
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services.nomination_writing import require_reason
from ruse_desktop.services.session_reading import OBJECT, SessionReader
from ruse_desktop.storage.sessions import (
    EligibleRow,
    OptionRow,
    RoundRow,
    SessionRow,
    SlotAwardRow,
    UnawardedRow,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.ballots import Count, Step
    from ruse_desktop.domain.deadlines import WorkingDays
    from ruse_desktop.domain.findings import Finding
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.rules import VotingRule
    from ruse_desktop.domain.sessions import SessionView, SlotView
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store, Transaction

KINDS = ("sessions", "nominations")
_PRESENT = ("declarations", "posthumous")
_EVERY_ROUND = (*_PRESENT, CHAIR, CRITERIA)


class RoundVerbs:
    """The verbs of the sections of a session; `SessionService` adds those of the session itself."""

    def __init__(
        self, store: Store, law: LawBook, calendar: WorkingDays, practice: Practice
    ) -> None:
        self._store = store
        self._law = law
        self._calendar = calendar
        self._practice = practice

    def reader(self, session: Session) -> SessionReader:
        """What reads a session within one database session."""
        return self._reader(session)

    def _reader(self, session: Session) -> SessionReader:
        return SessionReader(session, self._law, self._calendar, self._practice)

    def view(self, session_id: int) -> SessionView:
        """The session with everything the room needs. Raises NotFound."""
        with self._store.read() as session:
            return self._reader(session).view(session_id)

    def settle(self, tx: Transaction, session_id: int, slot: str) -> None:
        """Keep the slot's laureates equal to what its sealed rounds say."""
        place = slot_of(self._reader(tx.session).view(session_id), slot)
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
        with self._store.write(actor, "sessions.void-round", KINDS) as tx:
            in_state(self._reader(tx.session), session_id, SessionState.OPEN)
            view = self._reader(tx.session).view(session_id)
            require_quorum(view)
            place = slot_of(view, slot)
            sealed = [one for one in place.rounds if one.state is RoundState.SEALED]
            if not sealed or sealed[-1].session_id != session_id or place.settled_before:
                raise Refused(_("Няма запечатан тур за обявяване."), _("Опреснете екрана."))
            write_void(tx, tx.session.get_one(RoundRow, sealed[-1].id), why)
            self.settle(tx, session_id, slot)
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
        with self._store.write(actor, "sessions.motive", KINDS) as tx:
            in_state(self._reader(tx.session), session_id, SessionState.OPEN)
            require_quorum(self._reader(tx.session).view(session_id))
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
        with self._store.write(actor, "sessions.unawarded", KINDS) as tx:
            in_state(self._reader(tx.session), session_id, SessionState.OPEN)
            view = self._reader(tx.session).view(session_id)
            require_quorum(view)
            place = slot_of(view, slot)
            if place.step.kind is StepKind.DECIDED or place.awards or place.settled_before:
                raise Refused(
                    _("В раздела вече има избран носител."),
                    _("Обявете тура за недействителен, ако е опорочен."),
                )
            tx.session.merge(UnawardedRow(session_id=session_id, slot=slot, reason=why))
            tx.subject(OBJECT, session_id, f"неприсъдена {slot}")
        return self.view(session_id)

    def resume_slot(self, session_id: int, slot: str, *, actor: Actor) -> SessionView:
        """Take back „неприсъдена“ or another decision; what the rounds say holds again."""
        with self._store.write(actor, "sessions.resume-slot", KINDS) as tx:
            in_state(self._reader(tx.session), session_id, SessionState.OPEN)
            view = self._reader(tx.session).view(session_id)
            require_quorum(view)
            place = slot_of(view, slot)
            _refuse_settled(place)
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
        with self._store.write(actor, "sessions.decide-otherwise", KINDS) as tx:
            in_state(self._reader(tx.session), session_id, SessionState.OPEN)
            view = self._reader(tx.session).view(session_id)
            require_quorum(view)
            place = slot_of(view, slot)
            _refuse_settled(place)
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


def in_state(
    reader: SessionReader, session_id: int, *states: SessionState, voting: bool = False
) -> SessionRow:
    """The stored session, when it is in one of the states. Raises Refused.

    While a round is open on the screen nothing else of the session moves, unless `voting`.
    """
    row = reader.row(session_id)
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
    if not voting:
        refuse_open(reader.open_round(session_id))
        if reader.chair_ballot_open(session_id):
            raise Refused(
                _("В заседанието се избира председател с гласуване на екрана."),
                _("Приключете гласуването или го обявете за недействително с причина."),
                code="voting",
            )
    return row


def refuse_open(row: RoundRow | None) -> None:
    """Raises Refused where a round is open: on the screen, or its ballots are being counted."""
    if row is None:
        return
    if row.mode == PAPER:
        raise Refused(
            _("В заседанието се броят бюлетините на тур в раздел {slot}.").format(slot=row.slot),
            _("Довършете преброяването или обявете тура за недействителен с причина."),
            code="voting",
        )
    if row.mode == CODES:
        raise Refused(
            _("В раздел {slot} се гласува с карти с кодове.").format(slot=row.slot),
            _("Приключете тура с двете пароли или го обявете за недействителен с причина."),
            code="voting",
        )
    raise Refused(
        _("В заседанието има започнато гласуване на екрана."),
        _("Приключете гласуването или го обявете за недействително с причина."),
        code="voting",
    )


def voting_of(reader: SessionReader, view: SessionView) -> VotingRule:
    """How the award's commission votes."""
    voting = reader.award(view.commission).voting
    assert voting is not None  # the slots were read under it
    return voting


def base_now(
    voting: VotingRule, view: SessionView, valid: int, practice: Practice, slot: str
) -> int:
    """Of how many the majority of a round with `valid` ballots in the section is counted."""
    return base_of(
        voting,
        appointed=len(view.commission.members),
        present=view.entitled_in(slot),
        valid=valid,
        practice=practice.majority_base,
    )


def require_vote(place: SlotView) -> Step:
    """The vote the section waits for. Raises Refused when it waits for none."""
    if place.step.kind is not StepKind.VOTE or place.unawarded:
        raise Refused(_("Този раздел не чака гласуване."), _("Опреснете екрана."))
    return place.step


def require_arithmetic(count: Count, entitled: int, step: Step, voting: VotingRule) -> None:
    """Refused with every fault of the totals; no override (R-45-5.4)."""
    wrong = faults(count, entitled=entitled, options=step.options, marks=step.marks, each=step.each)
    if wrong:
        raise Refused(
            " ".join(wrong),
            _("Преброителите броят отново; числата не се нагаждат."),
            citation=str(voting.citation),
            code="arithmetic",
        )


def new_round(view: SessionView, place: SlotView, mode: str, count: Count, base: int) -> RoundRow:
    """The row of the round the section waits for, open, with its options and who may vote.

    Raises Refused for a mode in which the session does not vote.
    """
    voters = [line.member_id for line in view.voters(place.slot.code)]
    require_mode(view.remote, voters, mode)
    step = place.step
    again = [r for r in place.rounds if (r.number, r.attempt) == (step.number, step.attempt)]
    row = RoundRow(
        session_id=view.id,
        slot=place.slot.code,
        number=step.number,
        attempt=step.attempt,
        repeat=len(again),
        mode=mode,
        state=str(RoundState.OPEN),
        base=base,
        places=step.places,
        marks=step.marks,
        issued=count.issued,
        used=count.used,
        unused=count.unused,
        valid=count.valid,
        blank=count.blank,
        invalid=count.invalid,
        voided_why="",
        warned_why="",
    )
    row.options = [
        OptionRow(ordinal=n, nomination_id=option, votes=count.votes[option])
        for n, option in enumerate(step.options, 1)
    ]
    row.eligible = [EligibleRow(member_id=member) for member in sorted(voters)]
    return row


def write_totals(
    tx: Transaction, row: RoundRow, count: Count, base: int, **of_screen: int | str
) -> None:
    """Seal an open round with its totals; nothing of it changes any more.

    `of_screen` are the columns that only a round on the screen has: `returned`, `remark`, `digest`.
    """
    for option in row.options:
        option.votes = count.votes[option.nomination_id]
    tx.session.flush()  # the options are frozen once the round is sealed
    row.issued, row.used, row.unused = count.issued, count.used, count.unused
    row.valid, row.blank, row.invalid = count.valid, count.blank, count.invalid
    for name, value in of_screen.items():
        setattr(row, name, value)
    row.base, row.state = base, str(RoundState.SEALED)
    tx.session.flush()


def write_void(tx: Transaction, row: RoundRow, why: str) -> None:
    """Declare an open or sealed round void; the record and its reason stay."""
    tx.session.execute(
        update(RoundRow)
        .where(RoundRow.id == row.id)
        .values(state=str(RoundState.VOID), voided_why=why)
    )
    tx.session.expire_all()
    tx.note({"void": row.id, "why": why})
    tx.subject(OBJECT, row.session_id, f"недействителен тур в {row.slot}")


def slot_of(view: SessionView, code: str) -> SlotView:
    """The section with this code. Raises Refused where the commission has none such."""
    for slot in view.slots:
        if slot.slot.code == code:
            return slot
    raise Refused(_("Комисията не разглежда този раздел."), _("Опреснете екрана."))


def _refuse_settled(place: SlotView) -> None:
    """A section that an earlier session settled is not opened again (чл. 64, ал. 5)."""
    if place.settled_before:
        raise Refused(
            _("Разделът е решен на предишно заседание."),
            _("Решението не се променя."),
            citation=str(place.slot.citation),
            code="settled",
        )


def require_quorum(view: SessionView) -> None:
    """Every step is refused while a quorum is lost that the act itself sets (чл. 64, ал. 1)."""
    lost = [f for f in view.findings if f.rule == "quorum" and f.blocking]
    if lost:
        raise _no_quorum(lost[0])


def _no_quorum(lost: Finding) -> Refused:
    return Refused(
        _("Кворумът е загубен. {fact}").format(fact=lost.explanation),
        _("Изчакайте членовете или впишете обосновка, когато наредбата я допуска."),
        citation=str(lost.citation or ""),
        code="quorum",
    )


def require_votable(view: SessionView) -> None:
    """What is looked at before every round, not only once: with the chair and the criteria."""
    _require(view, _EVERY_ROUND)


def require_present(view: SessionView) -> None:
    """Quorum, declarations and living nominees are looked at before every step with a vote."""
    _require(view, _PRESENT)


def _require(view: SessionView, rules: tuple[str, ...]) -> None:
    lost = [f for f in view.findings if f.rule == "quorum" and f.open]
    if lost:
        raise _no_quorum(lost[0])
    standing = [f for f in view.findings if f.rule in rules and f.blocking]
    if standing:
        raise Refused(
            _("{what}: {who}.").format(
                what=standing[0].sentence, who=standing[0].explanation.rstrip(".")
            ),
            _("Оправете го и тогава раздайте бюлетини."),
            citation=str(standing[0].citation or ""),
            code=standing[0].rule,
        )
