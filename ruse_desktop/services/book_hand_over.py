"""Handing over: judged by the edition that binds the award's year, then kept in the book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.book_hand_over import HandOverPlan
from ruse_desktop.domain.books import EntryKind
from ruse_desktop.domain.deadlines import eve
from ruse_desktop.domain.hand_over_death import Deceased
from ruse_desktop.domain.stock import StockCard
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services import (
    book_entries,
    book_passing,
    book_reading,
    book_rules,
    stock_moves,
    stock_reading,
)
from ruse_desktop.storage.book_receipts import BookReceiptRow
from ruse_desktop.storage.books import Laureate
from ruse_desktop.storage.nominations import EditionRow, NominationRecord
from ruse_desktop.storage.people import PersonRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.book_hand_over import HandOverInput
    from ruse_desktop.domain.books import EntryDetail
    from ruse_desktop.domain.findings import Finding, OverrideInput
    from ruse_desktop.domain.outcomes import YearDay
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.rules import ActEdition
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store, Transaction


class HandOverService:
    """Says what the act asks of a hand-over and records it."""

    def __init__(self, store: Store, law: LawBook, practice: Practice) -> None:
        self._store = store
        self._law = law
        self._practice = practice

    def plan(self, book: str, year: int) -> HandOverPlan:
        """What the act says of handing the award over in a year, and who still waits for it."""
        with self._store.read() as session:
            found = self._plan(session, book, year)
            waiting = session.scalars(
                select(Laureate.seq)
                .where(
                    Laureate.book == book,
                    Laureate.year == year,
                    Laureate.handed_over.is_(None),
                    ~Laureate.historic,
                    ~Laureate.revoked,
                )
                .order_by(Laureate.entry_no)
            )
            return replace(found, others=tuple(waiting))

    def record(
        self,
        *,
        actor: Actor,
        book: str,
        seqs: Sequence[int],
        asked: HandOverInput,
        passes: Mapping[str, OverrideInput] | None = None,
    ) -> tuple[EntryDetail, ...]:
        """Record that the award was handed over, for one or many entries at once, all or none.

        `passes` gives, by the id of a finding, the override or the reason for it. Raises UserError
        for a day to come, Refused with the article for a finding that nothing passes and for a piece
        that is not in stock. Historic entries are not judged. What is handed over leaves the stock in
        the same transaction.
        """
        written = passes or {}
        ready = _tidy(asked)
        if ready.on > self._store.clock.today():
            raise UserError(
                _("Връчването е с бъдеща дата."), _("Впишете го, след като наградата е връчена.")
            )
        with self._store.write(actor, "books.hand-over", ("books", "overrides", "stock")) as tx:
            judged = [(seq, *self._judged(tx.session, book, seq, ready)) for seq in seqs]
            for _seq, _plan, findings in judged:
                book_passing.refuse_open(findings, written, self._practice.min_reason)
            for seq, plan, findings in judged:
                self._append(tx, book, seq, ready, plan)
                _received(tx, book, seq, ready)
                book_passing.pass_in(tx, self._practice, findings, written, (book, seq))
            items = [one for one in ready.items if one.seq in seqs]
            stock_moves.give_in(tx, self._edition(), book, items, ready.on)
            made = tuple(book_reading.detail(tx.session, book, seq) for seq in seqs)
            for one in made:
                tx.subject("book", one.row.id, f"{book}: № {one.row.entry_no}")
            return made

    def _judged(
        self, session: Session, book: str, seq: int, asked: HandOverInput
    ) -> tuple[HandOverPlan, tuple[Finding, ...]]:
        state = book_entries.state_of(session, book, seq)
        plan = self._plan(session, book, state.year)
        own = replace(asked, items=tuple(one for one in asked.items if one.seq == seq))
        return plan, () if state.historic else plan.judge(own, self._practice, (seq,))

    def _edition(self) -> ActEdition:
        return self._law.at(self._store.clock.today())

    def _stock(self, session: Session, book: str) -> tuple[StockCard, ...]:
        """What of the award is kept in stock, with the serials that can be given."""
        held = stock_reading.lines(session, self._edition())
        return tuple(
            StockCard(one, free=stock_reading.free(session, one.kind.id))
            for one in held
            if one.kind.award == book and one.used
        )

    def _plan(self, session: Session, book: str, year: int) -> HandOverPlan:
        row = session.scalar(
            select(EditionRow).where(EditionRow.award == book, EditionRow.year == year)
        )
        today = self._store.clock.today()
        edition = (
            self._law.edition(row.law_edition)
            if row
            else book_rules.edition_of_year(self._law, year, today)
        )
        award = next((one for one in edition.awards if one.code == book), None)
        stock = self._stock(session, book)
        if award is None or award.hand_over is None:
            return HandOverPlan(year, None, edition.id, stock=stock)
        rule = award.hand_over
        chosen = row.ceremony - 1 if row else 0
        only_living = next((one for one in award.eligibility if one.kind == "posthumous"), None)
        return HandOverPlan(
            year,
            rule,
            edition.id,
            _chosen_first(rule.eve_of, chosen, year),
            posthumous=only_living,
            deceased=_deceased(session, book, year) if only_living else {},
            stock=stock,
        )

    @staticmethod
    def _append(
        tx: Transaction, book: str, seq: int, asked: HandOverInput, plan: HandOverPlan
    ) -> None:
        presenter, place = plan.recorded(asked)
        for text in (presenter, place):
            book_rules.refuse_personal_number(text)
        book_entries.refer(
            tx,
            book,
            seq,
            EntryKind.HAND_OVER,
            {
                "at": tx.now.isoformat(timespec="seconds"),
                "by": tx.actor.name,
                "on": asked.on.isoformat(),
                "presenter": presenter,
                "place": place,
            },
        )


def _received(tx: Transaction, book: str, seq: int, asked: HandOverInput) -> None:
    """Keep who received it for the laureate, beside the chain (чл. 46)."""
    if asked.received_by:
        book_rules.refuse_personal_number(asked.received_by)
        tx.session.add(
            BookReceiptRow(
                book=book, seq=seq, on=asked.on, received_by=asked.received_by,
                by=tx.actor.name, at=tx.now,
            )
        )  # fmt: skip
        tx.session.flush()


def _deceased(session: Session, book: str, year: int) -> dict[int, Deceased]:
    """Laureates of the year whose card says that they died, by their place in the book."""
    rows = session.execute(
        select(Laureate.seq, Laureate.name, PersonRow.death_date)
        .join(NominationRecord, NominationRecord.id == Laureate.nomination_id)
        .join(PersonRow, PersonRow.id == NominationRecord.person_id)
        .where(Laureate.book == book, Laureate.year == year, PersonRow.death_date.is_not(None))
    )
    found = {}
    for seq, name, died in rows:
        assert died is not None  # by the query
        act = book_entries.state_of(session, book, seq).act
        found[seq] = Deceased(seq, name, died, act.on if act else None)
    return found


def _chosen_first(feasts: Sequence[YearDay], chosen: int, year: int) -> tuple[date, ...]:
    eves = [eve(feast.in_year(year)) for feast in feasts]
    return (*eves[chosen : chosen + 1], *eves[:chosen], *eves[chosen + 1 :])


def _tidy(asked: HandOverInput) -> HandOverInput:
    return replace(
        asked,
        presenter=clean(asked.presenter, 200),
        place=clean(asked.place, 200),
        authorisation=clean(asked.authorisation, 200),
        occasion=clean(asked.occasion, 200),
        received_by=clean(asked.received_by, 200),
    )
