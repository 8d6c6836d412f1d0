"""The count of a round on paper: two tellers enter the totals, equal ones seal the round."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.ballots import Count
from ruse_desktop.domain.secret_box import PAPER
from ruse_desktop.domain.sessions import SessionState
from ruse_desktop.domain.tellers import ONCE, commitment, differing, packed, unpacked
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services.nomination_writing import require_reason
from ruse_desktop.services.session_reading import OBJECT
from ruse_desktop.services.session_rounds import (
    KINDS,
    RoundVerbs,
    base_now,
    in_state,
    new_round,
    refuse_open,
    require_arithmetic,
    require_quorum,
    require_votable,
    require_vote,
    slot_of,
    voting_of,
    write_totals,
    write_void,
)
from ruse_desktop.storage.tellers import PaperEntryRow

if TYPE_CHECKING:
    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.deadlines import WorkingDays
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.sessions import SessionView
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.session_reading import SessionReader
    from ruse_desktop.storage.sessions import RoundRow
    from ruse_desktop.storage.store import Store, Transaction

_NAME = 200


class TellerService:
    """Takes the counts of the tellers; no figure is told before the round is sealed."""

    def __init__(
        self,
        store: Store,
        law: LawBook,
        calendar: WorkingDays,
        practice: Practice,
        *,
        rounds: RoundVerbs,
    ) -> None:
        self._store = store
        self._law = law
        self._calendar = calendar
        self._practice = practice
        self._rounds = rounds

    def enter(
        self, session_id: int, slot: str, teller: str, count: Count, *, actor: Actor
    ) -> SessionView:
        """Take the totals of one teller of the round the slot waits for.

        The first entry opens the round and is kept; an equal one of another teller seals it, a
        different one puts both aside. Where the office counts once, the first entry seals.
        Raises Refused when the arithmetic does not hold (no override), the quorum is lost, the
        slot waits for no vote or the teller has counted already; UserError without a name.
        """
        name = clean(teller, _NAME)
        if not name:
            raise UserError(_("Не е посочено кой брои."), _("Изберете или впишете преброител."))
        with self._store.write(actor, "sessions.enter-count", KINDS) as tx:
            reader = self._rounds.reader(tx.session)
            in_state(reader, session_id, SessionState.OPEN, voting=True)
            view = reader.view(session_id)
            row = self._round(tx, reader, view, slot)
            voting, place = voting_of(reader, view), slot_of(view, slot)
            held = replace(
                place.step,
                options=tuple(option.nomination_id for option in row.options),
                marks=row.marks,
            )
            require_arithmetic(count, len(row.eligible), held, voting)
            if self._keep(tx, row, name, count):
                base = base_now(voting, view, count.valid, self._practice, row.slot)
                write_totals(tx, row, count, base)
                self._rounds.settle(tx, session_id, slot)
            tx.subject(OBJECT, session_id, f"броене на тур {row.number} в {slot}")
        return self._rounds.view(session_id)

    def _round(
        self, tx: Transaction, reader: SessionReader, view: SessionView, slot: str
    ) -> RoundRow:
        """The round on paper that is being counted in the slot, opened by its first entry."""
        row = reader.open_round(view.id)
        if row is not None:
            if row.mode != PAPER or row.slot != slot:
                refuse_open(row)
            require_quorum(view)
            return row
        require_votable(view)
        place = slot_of(view, slot)
        step = require_vote(place)
        nothing = Count(0, 0, 0, 0, 0, 0, dict.fromkeys(step.options, 0))
        base = base_now(voting_of(reader, view), view, 0, self._practice, place.slot.code)
        row = new_round(view, place, PAPER, nothing, base)
        tx.session.add(row)
        tx.session.flush()
        return row

    def _keep(self, tx: Transaction, row: RoundRow, teller: str, count: Count) -> bool:
        """Keep an entry for ever; whether the round can be sealed by it."""
        last = tx.session.scalars(
            select(PaperEntryRow)
            .where(PaperEntryRow.round_id == row.id)
            .order_by(PaperEntryRow.attempt.desc(), PaperEntryRow.place.desc())
            .limit(1)
        ).first()
        first = last if last is not None and last.place == 1 else None
        if first is not None and first.teller.casefold() == teller.casefold():
            raise Refused(
                _("{name} вече въведе своето броене.").format(name=first.teller),
                _("Второто броене се въвежда от другия преброител."),
                code="teller",
            )
        salt = secrets.token_bytes(32)
        attempt = first.attempt if first else last.attempt + 1 if last else 1
        entry = PaperEntryRow(
            round_id=row.id,
            attempt=attempt,
            place=2 if first else 1,
            teller=teller,
            figures=packed(count),
            salt=salt,
        )
        tx.session.add(entry)
        tx.session.flush()
        tx.note({"count": commitment(salt, count)})
        if first is None:
            return self._practice.double_count == ONCE
        return not differing(unpacked(first.figures), count)

    def void(self, session_id: int, reason: str, *, actor: Actor) -> SessionView:
        """Declare the round that is being counted void; its entries and the reason stay."""
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "sessions.void-round", KINDS) as tx:
            reader = self._rounds.reader(tx.session)
            in_state(reader, session_id, SessionState.OPEN, voting=True)
            row = reader.open_round(session_id)
            if row is None or row.mode != PAPER:
                raise Refused(_("Няма започнато преброяване."), _("Опреснете екрана."))
            write_void(tx, row, why)
        return self._rounds.view(session_id)
