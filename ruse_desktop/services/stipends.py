"""Stipends: the months of a student, the status that holds or stops them, what a new wage changes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.money_print import print_of
from ruse_desktop.domain.payments import (
    DECISIONS,
    PaymentFilter,
    PayState,
    StatusKind,
    next_month,
)
from ruse_desktop.domain.stipends import StipendView, WageChange
from ruse_desktop.domain.town import Sum, Wage, convert
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services import book_entries
from ruse_desktop.services.payment_reading import PaymentReader
from ruse_desktop.services.payment_rules import plain, reason_of
from ruse_desktop.services.payments import KINDS
from ruse_desktop.storage.books import Laureate
from ruse_desktop.storage.payments import StipendEventRow

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.payments import StatusEvent
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store

_NO_CHANGE = frozenset({PayState.STOPPED, PayState.RETURNED, PayState.NONE})


class StipendService:
    """The schedule of each student and everything that bends it (чл. 73)."""

    def __init__(self, store: Store, law: LawBook, practice: Practice) -> None:
        self._store = store
        self._law = law
        self._practice = practice

    def schedule(self, laureate_id: int) -> StipendView:
        """The months of one student. Raises NotFound for someone without a stipend."""
        with self._store.read() as session:
            return self._schedule(session, laureate_id)

    def schedules(self, award: str, year: int) -> tuple[StipendView, ...]:
        """The schedules of an award's year, in the order of the book."""
        with self._store.read() as session:
            ids = session.scalars(
                select(Laureate.id)
                .where(Laureate.book == award, Laureate.year == year, ~Laureate.historic)
                .order_by(Laureate.entry_no)
            ).all()
            return tuple(self._schedule(session, one) for one in ids)

    def pdf(self, view: StipendView) -> bytes:
        """The schedule of one student on paper (R-73-0.6)."""
        from ruse_desktop.documents.payments import render_schedule

        printed = print_of(self._practice, self._law.changeovers)
        today = self._store.clock.today()
        return render_schedule(view, printed, self._law.municipality, today)

    def record_status(self, laureate_id: int, event: StatusEvent, *, actor: Actor) -> StipendView:
        """Record that a student's status changed, or a decision on it (R-73-0.5).

        A change counts from the next month, a decision from the month of its `since`. Raises
        Refused without a document, for a decision on nothing, and for a stop before paid months.
        """
        with self._store.write(actor, "payments.status", KINDS) as tx:
            before = self._schedule(tx.session, laureate_id)
            document = plain(event.document)
            if not document:
                raise Refused(
                    _("Не е посочен документ за промяната."),
                    _("Впишете номера и датата му, например „уверение № 14/12.02.2027 г.“."),
                )
            since = event.since.replace(day=1)
            if event.kind in DECISIONS:
                reason = reason_of(event.reason, self._practice.min_reason)
                if event.kind is StatusKind.GOES_ON and not before.events:
                    raise UserError(
                        _("Стипендията не е спирана."), _("Първо впишете промяната в статуса.")
                    )
            else:
                reason = plain(event.reason, 1000)
                since = next_month(event.on)
                if event.on > tx.now.date():
                    raise UserError(
                        _("Промяната е с бъдеща дата."), _("Впишете я, когато настъпи.")
                    )
            key = before.months[0].key
            tx.session.add(
                StipendEventRow(
                    book=key.book, seq=key.seq, kind=event.kind.value, on=event.on, since=since,
                    document=document, reason=reason, by=actor.name, at=tx.now,
                )
            )  # fmt: skip
            tx.session.flush()
            tx.subject("payment", laureate_id, f"{key.book} № {before.entry_no}")
            return self._schedule(tx.session, laureate_id)

    def changes_by(
        self, amount: Decimal, currency: str, valid_from: date, year: int | None = None
    ) -> tuple[WageChange, ...]:
        """What a minimum wage from a day on would change, month by month; nothing is written."""
        new = Wage(valid_from, amount, currency, "", "")
        kept = tuple(one for one in self._law.wages if one.valid_from != valid_from)
        wages = tuple(sorted((*kept, new), key=lambda one: one.valid_from))
        today = self._store.clock.today()
        asked = PaymentFilter(year=year)
        with self._store.read() as session:
            now = PaymentReader(session, self._law, self._practice, today).payments(asked)
            then = PaymentReader(
                session, replace(self._law, wages=wages), self._practice, today
            ).payments(asked)
        after = {one.key: one for one in then}
        pairs = [
            (one, *_pair(one.sum, after[one.key].sum, after[one.key].difference, self._law))
            for one in now
            if one.month is not None and not one.key.part and one.state not in _NO_CHANGE
        ]
        return tuple(
            WageChange(one, before.amount, later.amount, later.currency)
            for one, before, later in pairs
            if before.amount != later.amount
        )

    def _schedule(self, session: Session, laureate_id: int) -> StipendView:
        today = self._store.clock.today()
        reader = PaymentReader(session, self._law, self._practice, today)
        found = reader.payments(PaymentFilter(laureate_id=laureate_id))
        months = tuple(one for one in found if one.month is not None)
        if not months:
            raise NotFound(_("С тази награда не върви стипендия."), _("Изберете стипендиант."))
        first = months[0]
        act = book_entries.state_of(session, first.key.book, first.key.seq).act_text
        events = reader.events(first.key.book, first.key.seq)
        return StipendView(
            first.laureate, first.award, first.year, first.entry_no, months, events, act
        )


def _pair(
    before: Sum | None, after: Sum | None, difference: Sum | None, law: LawBook
) -> tuple[Sum, Sum]:
    """The sum now and by the new wage, in one currency; of a month handed over with the difference."""
    assert before is not None
    assert after is not None
    if difference is not None:
        now = convert(after.amount, after.currency, _far(law), law.changeovers)
        return Sum(now.amount, now.currency), Sum(now.amount + difference.amount, now.currency)
    return before, after


def _far(law: LawBook) -> date:
    """A day after every change of currency."""
    days = [one.valid_from for one in law.changeovers] + [one.valid_from for one in law.wages]
    return max(days)
