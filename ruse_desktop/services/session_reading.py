"""Reading a session: attendance, slots with their rounds, findings, results."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.acts import needs_act
from ruse_desktop.domain.ballots import SealedRound, next_step, outcome
from ruse_desktop.domain.conflicts import conflict_says, reduced, relations
from ruse_desktop.domain.findings import Finding, Resolution, Verdict
from ruse_desktop.domain.nominations import State
from ruse_desktop.domain.notices import invited, notices_found, strangers
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.domain.remote_session import remote_findings
from ruse_desktop.domain.secret_box import PAPER, SCREEN
from ruse_desktop.domain.session_chair import FirstSteps, first_findings
from ruse_desktop.domain.session_days import judge_session_day
from ruse_desktop.domain.sessions import (
    EarlierSession,
    RoundState,
    RoundView,
    SessionInput,
    SessionState,
    SessionView,
    SlotAward,
    SlotView,
    declarations,
    quorum,
)
from ruse_desktop.domain.tellers import NOT_COUNTED, ONCE, Counting
from ruse_desktop.kernel.errors import NotFound
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.act_reading import act_of_session, in_book, laureates_by_year
from ruse_desktop.services.attendance import attendance_of, guests_of, notices_of
from ruse_desktop.services.chair_reading import first_steps, open_chair_round
from ruse_desktop.services.commissions import commission_of, find_commission
from ruse_desktop.services.editions import edition_of, find_edition
from ruse_desktop.services.nomination_reading import Reader
from ruse_desktop.services.nominations import admitted_of
from ruse_desktop.services.overrides import overrides_of
from ruse_desktop.services.remote_reading import remote_of
from ruse_desktop.services.teller_reading import countings_of
from ruse_desktop.storage.nominations import NominationRecord
from ruse_desktop.storage.people import PersonRow
from ruse_desktop.storage.sessions import (
    RoundRow,
    SessionRow,
    SlotAwardRow,
    UnawardedRow,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.commissions import CommissionView
    from ruse_desktop.domain.deadlines import WorkingDays
    from ruse_desktop.domain.notices import Guest, Invited
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.rules import AwardRules, CommissionRule, Slot, VotingRule
    from ruse_desktop.domain.sessions import Attendance
    from ruse_desktop.law.book import LawBook

OBJECT = "session"
_ON_TABLE = (State.ADMITTED, State.NOMINATED, State.AWARDED, State.NOT_AWARDED)


@dataclass(frozen=True)
class _Record:
    """What the sessions of a commission left of all their sections, the one in view the last."""

    session_id: int
    rounds: Sequence[RoundRow]
    counted: Mapping[int, Counting]
    awards: Sequence[SlotAwardRow]
    unawarded: Sequence[UnawardedRow]
    stood: Sequence[NominationRecord]


class SessionReader:
    """Everything read of one session within one database session."""

    def __init__(
        self, session: Session, law: LawBook, calendar: WorkingDays, practice: Practice
    ) -> None:
        self._session = session
        self._law = law
        self._calendar = calendar
        self._practice = practice
        self._nominations = Reader(session, law, calendar, practice)

    def row(self, session_id: int) -> SessionRow:
        """The stored session. Raises NotFound."""
        row = self._session.get(SessionRow, session_id)
        if row is None:
            raise NotFound(_("Заседанието не е намерено."), _("Опреснете екрана."))
        return row

    def open_round(self, session_id: int) -> RoundRow | None:
        """The round of the session that is voted on the screen or counted now, or was cut off."""
        return self._session.scalar(
            select(RoundRow).where(
                RoundRow.session_id == session_id, RoundRow.state == str(RoundState.OPEN)
            )
        )

    def chair_ballot_open(self, session_id: int) -> bool:
        """Whether the chair is being elected on the screen, or that was cut off."""
        return open_chair_round(self._session, session_id) is not None

    def award(self, commission: CommissionView) -> AwardRules:
        """The award's rules in the edition that binds the commission."""
        edition = find_edition(self._session, commission.edition_id)
        return self._law.edition(edition.law_edition).award(edition.award)

    def view(self, session_id: int) -> SessionView:
        """The session with everything the room needs."""
        row = self.row(session_id)
        commission = commission_of(
            self._session, self._law, find_commission(self._session, row.commission_id)
        ).on(row.held_on)
        first = first_steps(self._session, commission, row.id)
        earlier = self._earlier(row)
        slots = self._slots(row, commission, [one.id for one in earlier])
        nominees = [nominee for slot in slots for nominee in slot.nominees]
        attendance = attendance_of(self._session, row.id, commission, nominees)
        guests = guests_of(self._session, row.id)
        there = [line.name for line in attendance if line.present]
        called = invited(commission, there, guests, notices_of(self._session, row.id))
        typed = SessionInput(row.held_on, row.at, row.place, row.protocol_no, tuple(row.tellers))
        rule = self.award(commission).act
        act = act_of_session(self._session, row.id)
        own = (slot for slot in slots if not slot.settled_before)
        ids = [one.nomination_id for slot in own for one in slot.awards]
        return SessionView(
            id=row.id,
            commission=commission,
            typed=typed,
            state=SessionState(row.state),
            attendance=attendance,
            slots=slots,
            findings=self._findings(row, commission, attendance, slots, first, guests, called),
            overrides=overrides_of(self._session, OBJECT, row.id),
            opened_at=row.opened_at,
            closed_at=row.closed_at,
            entered=act.entered if act else any(in_book(self._session, one) for one in ids),
            decided_by=rule.kinds if rule and needs_act(rule) else (),
            act=act,
            act_citation=str(rule.citation) if rule else "",
            first=first,
            earlier=earlier,
            guests=guests,
            called=called,
            remote=remote_of(self._session, row.id),
            counted_twice=self._practice.double_count != ONCE,
            history=laureates_by_year(self._session, commission.award, commission.year),
        )

    def _earlier(self, row: SessionRow) -> tuple[EarlierSession, ...]:
        """The closed sessions of the commission before this one, oldest first."""
        found = self._session.scalars(
            select(SessionRow)
            .where(
                SessionRow.commission_id == row.commission_id,
                SessionRow.state == str(SessionState.CLOSED),
                SessionRow.id < row.id,
            )
            .order_by(SessionRow.held_on, SessionRow.id)
        )
        return tuple(EarlierSession(one.id, one.protocol_no, one.held_on) for one in found)

    def _slots(
        self, row: SessionRow, commission: CommissionView, earlier: list[int]
    ) -> tuple[SlotView, ...]:
        award = self.award(commission)
        areas = commission.rule.areas
        wanted = [
            slot for slot in award.slots if not areas or award.section(slot.section).area in areas
        ]
        if award.voting is None:
            raise NotFound(_("За тази награда комисия не гласува."), _("Проверете наредбата."))
        record = self._record(
            commission.edition_id, [*earlier, row.id], [slot.code for slot in wanted]
        )
        return tuple(self._slot(record, award, award.voting, slot) for slot in wanted)

    def _record(self, edition_id: int, ids: list[int], slots: list[str]) -> _Record:
        """What the sessions `ids`, the one in view being the last, left in these sections."""
        held = self._session.scalars(
            select(RoundRow)
            .where(RoundRow.session_id.in_(ids), RoundRow.slot.in_(slots))
            .order_by(RoundRow.number, RoundRow.attempt, RoundRow.repeat, RoundRow.id)
        ).all()
        awards = self._session.scalars(
            select(SlotAwardRow).where(
                SlotAwardRow.session_id.in_(ids), SlotAwardRow.slot.in_(slots)
            )
        ).all()
        left = self._session.scalars(
            select(UnawardedRow).where(
                UnawardedRow.session_id.in_(ids), UnawardedRow.slot.in_(slots)
            )
        ).all()
        counted = countings_of(self._session, [one.id for one in held if one.mode == PAPER])
        stood = self._stood(
            edition_id, slots, {one.nomination_id for row in held for one in row.options}
        )
        return _Record(ids[-1], held, counted, awards, left, stood)

    def _slot(
        self,
        record: _Record,
        award: AwardRules,
        voting: VotingRule,
        slot: Slot,
    ) -> SlotView:
        held = [one for one in record.rounds if one.slot == slot.code]
        rounds = tuple(_round(one, voting, record.counted.get(one.id, NOT_COUNTED)) for one in held)
        voted = {option for one in rounds for option in one.options}
        stood = [one for one in record.stood if one.id in voted or _on_table(one, slot.code)]
        gone = tuple(one.id for one in stood if State(one.state) not in _ON_TABLE)
        nominees = tuple(admitted_of(self._nominations, one) for one in stood)
        sealed = [
            SealedRound(
                one.number, one.attempt, one.base, dict(zip(one.options, one.votes, strict=True))
            )
            for one in rounds
            if one.state is RoundState.SEALED
        ]
        awards = [one for one in record.awards if one.slot == slot.code]
        left = next((one for one in record.unawarded if one.slot == slot.code), None)
        where = {one.session_id for one in (*awards, *((left,) if left else ()))}
        return SlotView(
            slot=slot,
            name=award.slot_name(slot.code),
            nominees=nominees,
            rounds=rounds,
            step=next_step(
                voting,
                slot,
                [nominee.id for nominee in nominees if nominee.id not in gone],
                sealed,
                max_revotes=self._practice.max_revotes,
            ),
            awards=tuple(SlotAward(a.nomination_id, a.motive, a.otherwise) for a in awards),
            unawarded=left.reason if left else "",
            gone=gone,
            settled_before=bool(where) and record.session_id not in where,
            motive_required=voting.motive_citation is not None,
            motive_citation=str(voting.motive_citation or voting.citation),
            unawarded_citation=str(voting.unawarded_citation or voting.citation),
        )

    def _stood(
        self, edition_id: int, slots: list[str], voted: set[int]
    ) -> Sequence[NominationRecord]:
        """Who stands in these slots, or stood when the rounds were held."""
        on_table = NominationRecord.state.in_([str(state) for state in _ON_TABLE])
        return self._session.scalars(
            select(NominationRecord)
            .where(
                NominationRecord.edition_id == edition_id,
                (
                    NominationRecord.slot.in_(slots)
                    & on_table
                    & NominationRecord.merged_into_id.is_(None)
                )
                | NominationRecord.id.in_(voted),
            )
            .order_by(NominationRecord.sort_key, NominationRecord.id)
        ).all()

    def _findings(
        self,
        row: SessionRow,
        commission: CommissionView,
        attendance: Sequence[Attendance],
        slots: Sequence[SlotView],
        first: FirstSteps,
        guests: Sequence[Guest],
        called: Sequence[Invited],
    ) -> tuple[Finding, ...]:
        rule = commission.rule
        present = sum(line.votes for line in attendance)
        barred = [line.name for line in attendance if line.barred]
        appointed = len(commission.members)
        found = [
            *commission.check(
                commission.everyone, commission.order_no, commission.order_date, day=row.held_on
            ),
            *self._dates(row, commission),
            *remote_findings(rule, row.held_on, remote_of(self._session, row.id)),
            *self._deceased(row, commission, slots),
            *notices_found(rule, called, row.held_on),
            *declarations(rule, attendance),
            *_relations(rule, attendance, slots),
            *reduced(rule, barred, appointed),
            *strangers(rule, guests),
            quorum(rule, appointed - len(barred), present, self._practice),
        ]
        if row.state != SessionState.PLANNED:
            found.extend(first_findings(rule, first))
        resolved = {
            view.rule: Resolution(
                "override", view.reason, view.by, view.at, view.basis, view.basis_date,
                view.authorised_by, view.number,
            )
            for view in overrides_of(self._session, OBJECT, row.id)
        }  # fmt: skip
        return tuple(replace(f, resolution=resolved.get(f.rule)) for f in found)

    def _dates(self, row: SessionRow, commission: CommissionView) -> tuple[Finding, ...]:
        found = []
        order = commission.order_date
        rule = commission.rule
        if order is not None and row.held_on < order:
            found.append(
                Finding(
                    "order-first", Verdict.NOT_MET, Effect.BLOCKS,
                    _("Заседанието е преди акта за назначаване")
                    if rule.appointed_by
                    else _("Заседанието е преди заповедта за назначаване"),
                    rule.order_citation or rule.citation,
                    _("{act} от {order}, заседание на {held}.").format(
                        act=rule.appointed_by or _("Заповед"), order=date_short(order), held=date_short(row.held_on)
                    ),
                )
            )  # fmt: skip
        edition = edition_of(find_edition(self._session, commission.edition_id))
        found += judge_session_day(
            self.award(commission), rule, edition, row.held_on, self._calendar, self._practice
        )
        return tuple(found)

    def _deceased(
        self, row: SessionRow, commission: CommissionView, slots: Sequence[SlotView]
    ) -> tuple[Finding, ...]:
        """Nominees who died by the day of the session, where the award is not posthumous."""
        rules = (r for r in self.award(commission).eligibility if r.kind == "posthumous")
        rule = next(rules, None)
        ids = [nominee.id for slot in slots for nominee in slot.standing]
        if rule is None or row.state == SessionState.CLOSED:
            return ()
        dead = self._session.scalars(
            select(NominationRecord.id)
            .join(PersonRow, PersonRow.id == NominationRecord.person_id)
            .where(NominationRecord.id.in_(ids), PersonRow.death_date <= row.held_on)
        ).all()
        names = [n.nominee_name for slot in slots for n in slot.standing if n.id in dead]
        if not names:
            return ()
        return (
            Finding(
                "posthumous", Verdict.NOT_MET, rule.effect,
                _("Предложен не е между живите; наградата не се присъжда посмъртно"),
                rule.citation, ", ".join(names),
            ),
        )  # fmt: skip


def _relations(
    rule: CommissionRule, attendance: Sequence[Attendance], slots: Sequence[SlotView]
) -> tuple[Finding, ...]:
    """The declared relations that bar nobody."""
    nominees = [nominee for slot in slots for nominee in slot.nominees]
    return relations(
        rule,
        [
            (line.name, one, conflict_says(one, nominees))
            for line in attendance
            if line.present and not line.barred
            for one in line.conflicts
        ],
    )


def _on_table(row: NominationRecord, slot: str) -> bool:
    return row.slot == slot and State(row.state) in _ON_TABLE and row.merged_into_id is None


def _round(row: RoundRow, voting: VotingRule, counting: Counting) -> RoundView:
    votes = {option.nomination_id: option.votes for option in row.options}
    elected = outcome(votes, base=row.base, places=row.places, majority=voting.majority).elected
    return RoundView(
        id=row.id,
        number=row.number,
        attempt=row.attempt,
        name=next((one.name for one in voting.rounds if one.number == row.number), ""),
        state=RoundState(row.state),
        base=row.base,
        places=row.places,
        marks=row.marks,
        issued=row.issued,
        used=row.used,
        unused=row.unused,
        valid=row.valid,
        blank=row.blank,
        invalid=row.invalid,
        options=tuple(votes),
        votes=tuple(votes.values()),
        elected=elected,
        voided_why=row.voided_why,
        majority=voting.majority,
        session_id=row.session_id,
        on_screen=row.mode == SCREEN,
        warned_why=row.warned_why,
        counting=counting,
        returned=row.returned,
        remark=row.remark,
        digest=row.digest,
        mode=row.mode,
    )
