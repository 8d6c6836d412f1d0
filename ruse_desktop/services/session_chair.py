"""The verbs before any ballot: elect the chair by secret ballot, adopt the criteria (чл. 64)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from ruse_desktop.domain.ballots import Count, faults
from ruse_desktop.domain.secret_box import PAPER
from ruse_desktop.domain.sessions import SessionState
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services.chair_reading import OPEN, SEALED, VOID
from ruse_desktop.services.nomination_writing import require_reason
from ruse_desktop.services.session_reading import OBJECT, SessionReader
from ruse_desktop.services.session_rounds import KINDS, in_state, require_present, require_quorum
from ruse_desktop.storage.commissions import MemberRow
from ruse_desktop.storage.session_chair import (
    ChairOptionRow,
    ChairRoundRow,
    CriteriaRow,
    LeadRow,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.deadlines import WorkingDays
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.sessions import SessionView
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store, Transaction

_KINDS = (*KINDS, "commissions")


class ChairService:
    """Elects a commission's chair and adopts its criteria, in an open session with a quorum."""

    def __init__(
        self, store: Store, law: LawBook, calendar: WorkingDays, practice: Practice
    ) -> None:
        self._store = store
        self._law = law
        self._calendar = calendar
        self._practice = practice

    def _reader(self, session: Session) -> SessionReader:
        return SessionReader(session, self._law, self._calendar, self._practice)

    def lead(self, session_id: int, member_id: int, *, actor: Actor) -> SessionView:
        """Record the member who leads the session until a chair is elected (R-64-2.1).

        Raises Refused when a chair is there, or the member is not in the room.
        """
        with self._store.write(actor, "sessions.lead", _KINDS) as tx:
            view = self._open(tx, session_id)
            if view.first.chair_done:
                raise Refused(_("Комисията вече има председател."), _("Опреснете екрана."))
            if member_id not in {one.member_id for one in view.attendance if one.votes}:
                raise Refused(
                    _("Временно води само присъстващ член с право на глас."),
                    _("Изберете друг член."),
                    citation=str(view.commission.rule.chair_citation),
                )
            tx.session.merge(
                LeadRow(session_id=session_id, member_id=member_id, by=actor.name, at=tx.now)
            )
            tx.subject(OBJECT, session_id, "временно водещ")
        return self._view(session_id)

    def elect(self, session_id: int, count: Count, *, actor: Actor) -> SessionView:
        """Seal a ballot for the chair; `count.votes` by member id. Its result is in the view.

        Raises Refused when the arithmetic does not hold, the quorum is lost or a chair is there.
        """
        with self._store.write(actor, "sessions.elect-chair", _KINDS) as tx:
            view = self._open(tx, session_id)
            require_present(view)
            if view.first.chair_done:
                raise Refused(_("Комисията вече има председател."), _("Опреснете екрана."))
            members = {line.member_id for line in view.attendance}
            if not count.votes or set(count.votes) - members:
                raise UserError(
                    _("Не е посочено кои членове са предложени."), _("Отбележете поне един.")
                )
            wrong = faults(count, entitled=view.entitled, options=tuple(count.votes), marks=1)
            if wrong:
                raise Refused(
                    " ".join(wrong),
                    _("Преброителите броят отново; числата не се нагаждат."),
                    citation=str(view.commission.rule.chair_citation),
                    code="arithmetic",
                )
            row = open_ballot(tx, session_id, tuple(count.votes), view.entitled, PAPER)
            seal_ballot(tx, row, count)
            seat_chair(tx, self._reader(tx.session).view(session_id))
            tx.subject(OBJECT, session_id, "избор на председател")
        return self._view(session_id)

    def void(self, session_id: int, reason: str, *, actor: Actor) -> SessionView:
        """Declare the last ballot for the chair void; the record and its reason stay.

        Raises Refused once a ballot on nominations was held under that chair.
        """
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "sessions.void-chair", _KINDS) as tx:
            view = self._open(tx, session_id)
            standing = [one for one in view.first.rounds if not one.voided_why]
            if not standing or any(slot.rounds for slot in view.slots):
                raise Refused(
                    _("Изборът на председател вече не се променя."), _("Опреснете екрана.")
                )
            tx.session.execute(
                update(ChairRoundRow)
                .where(ChairRoundRow.id == standing[-1].id)
                .values(voided_why=why, state=VOID)
            )
            tx.session.expire_all()
            seat_chair(tx, self._reader(tx.session).view(session_id))
            tx.note({"void": standing[-1].id, "why": why})
            tx.subject(OBJECT, session_id, "недействителен избор на председател")
        return self._view(session_id)

    def adopt(
        self, session_id: int, text: str, agreed: Sequence[int], *, actor: Actor
    ) -> SessionView:
        """Record the criteria and who of those present agreed; adopted only when all did.

        Raises UserError without a text, Refused once a ballot on nominations was held.
        """
        said = clean(text, 8000)
        if len(said) < self._practice.min_reason:
            raise UserError(_("Критериите не са написани."), _("Впишете текста им."))
        with self._store.write(actor, "sessions.criteria", _KINDS) as tx:
            view = self._open(tx, session_id)
            require_present(view)
            if any(slot.rounds for slot in view.slots):
                raise Refused(
                    _("Гласувано е вече; критериите не се променят."),
                    _("Опреснете екрана."),
                    citation=str(view.commission.rule.criteria_citation or ""),
                )
            present = [line.member_id for line in view.attendance if line.votes]
            tx.session.merge(
                CriteriaRow(
                    session_id=session_id,
                    text_=said,
                    agreed=[one for one in present if one in set(agreed)],
                    present=present,
                    at=tx.now,
                )
            )
            tx.subject(OBJECT, session_id, "критерии")
        return self._view(session_id)

    def _open(self, tx: Transaction, session_id: int) -> SessionView:
        reader = self._reader(tx.session)
        in_state(reader, session_id, SessionState.OPEN)
        view = reader.view(session_id)
        require_quorum(view)
        return view

    def _view(self, session_id: int) -> SessionView:
        with self._store.read() as session:
            return self._reader(session).view(session_id)


def open_ballot(
    tx: Transaction,
    session_id: int,
    candidates: Sequence[int],
    voters: int,
    mode: str,
    warned_why: str = "",
) -> ChairRoundRow:
    """A ballot for the chair without totals; its candidates in the order given."""
    row = ChairRoundRow(
        session_id=session_id, base=voters, issued=voters, used=0, unused=0, valid=0, blank=0,
        invalid=0, voided_why="", at=tx.now, mode=mode, state=OPEN,
        warned_why=warned_why,
    )  # fmt: skip
    row.options = [
        ChairOptionRow(ordinal=n, member_id=member, votes=0)
        for n, member in enumerate(candidates, 1)
    ]
    tx.session.add(row)
    tx.session.flush()
    return row


def seal_ballot(tx: Transaction, row: ChairRoundRow, count: Count, **of_screen: int | str) -> None:
    """Seal an open ballot for the chair with its totals; nothing of it changes any more."""
    for option in row.options:
        option.votes = count.votes[option.member_id]
    tx.session.flush()  # the options are frozen once the ballot is sealed
    row.issued, row.used, row.unused = count.issued, count.used, count.unused
    row.valid, row.blank, row.invalid = count.valid, count.blank, count.invalid
    for name, value in of_screen.items():
        setattr(row, name, value)
    row.state = SEALED
    tx.session.flush()


def seat_chair(tx: Transaction, view: SessionView) -> None:
    """Make the elected member the chair wherever the commission is read."""
    for row in tx.session.scalars(
        select(MemberRow).where(
            MemberRow.commission_id == view.commission.id, MemberRow.until.is_(None)
        )
    ):
        row.chair = row.id == view.first.chair
    tx.session.flush()
