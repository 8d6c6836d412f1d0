"""Lists for accounting: numbered by year, struck out but never changed; a sum stands on one only."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from ruse_desktop.domain.money_print import print_of
from ruse_desktop.domain.payments import (
    ListLine,
    PaymentListView,
    PayState,
    merged,
)
from ruse_desktop.domain.town import Sum
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.payment_reading import PaymentReader, key_of
from ruse_desktop.services.payment_rules import find, known, must_be, not_to_come, plain, reason_of
from ruse_desktop.services.payments import KINDS
from ruse_desktop.storage.payments import PaymentListRow, PaymentRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.payments import PaymentKey, PaymentView
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.payments import PaymentService
    from ruse_desktop.storage.store import Store

_MAY_STAND = (PayState.DUE,)
_ZERO = Decimal(0)


class PaymentListService:
    """Makes, shows, prints and strikes out the lists."""

    def __init__(
        self, store: Store, law: LawBook, practice: Practice, payments: PaymentService
    ) -> None:
        self._store = store
        self._law = law
        self._practice = practice
        self._payments = payments

    def lists(self, year: int | None = None) -> tuple[PaymentListView, ...]:
        """The lists of a year (all when None), the newest first."""
        query = select(PaymentListRow).order_by(
            PaymentListRow.year.desc(), PaymentListRow.number.desc()
        )
        if year is not None:
            query = query.where(PaymentListRow.year == year)
        with self._store.read() as session:
            return tuple(self._view(session, row) for row in session.scalars(query).all())

    def get(self, list_id: int) -> PaymentListView:
        """One list. Raises NotFound."""
        with self._store.read() as session:
            return self._view(session, _find(session, list_id))

    def draft(
        self, keys: Sequence[PaymentKey], *, on: date | None = None, title: str = ""
    ) -> PaymentListView:
        """The list that `make` would make, with its number; nothing is written."""
        day = on or self._store.clock.today()
        with self._store.read() as session:
            reader = PaymentReader(session, self._law, self._practice, day)
            there = known(reader, session, keys)
            found = [there[key] for key in keys if key in there]
            number = _next_number(session, day.year)
        return PaymentListView(
            0, number, day.year, day, title or self.title_of(found), _lines(found, day)
        )

    def make(
        self,
        keys: Sequence[PaymentKey],
        *,
        on: date | None,
        actor: Actor,
        title: str = "",
        source_reason: str = "",
    ) -> int:
        """Hand sums over to accounting on a list of that day; the id of the list.

        Raises UserError for no sum or a day to come, Refused for a sum that is on a list already,
        waits for an order or whose donor gave nothing.
        """
        with self._store.write(actor, "payments.list", KINDS) as tx:
            day = not_to_come(on, tx.now.date())
            if not keys:
                raise UserError(
                    _("Не е избрана сума."), _("Изберете поне една сума, която е за плащане.")
                )
            reader = PaymentReader(tx.session, self._law, self._practice, day)
            found = find(reader, tx.session, keys)
            for one in found:
                must_be(one, _MAY_STAND, _("включена в списък"))
            said = plain(title) or self.title_of(found)
            made = PaymentListRow(
                year=day.year, number=_next_number(tx.session, day.year), on=day, title=said,
                by=actor.name, at=tx.now,
            )  # fmt: skip
            tx.session.add(made)
            tx.session.flush()
            for one in found:
                row = self._payments.row_for(tx, one, source_reason)
                row.list_id = made.id
            tx.subject("payment-list", made.id, f"списък № {made.number}/{made.year}")
            return made.id

    def strike(self, list_id: int, *, reason: str, actor: Actor) -> None:
        """Strike a list out: its sums wait again. Raises Refused when any of it was paid."""
        with self._store.write(actor, "payments.strike-list", KINDS) as tx:
            row = _find(tx.session, list_id)
            why = reason_of(reason, self._practice.min_reason)
            if row.struck_why:
                raise Refused(_("Списъкът вече е зачертан."), _("Опреснете списъка."))
            rows = tx.session.scalars(select(PaymentRow).where(PaymentRow.list_id == list_id)).all()
            if any(one.state != PayState.LISTED for one in rows):
                raise Refused(
                    _("По списъка има платени суми."),
                    _("Отбележете върнатите суми поотделно; списъкът остава."),
                )
            row.struck_why = why
            for one in rows:
                tx.session.delete(one)
            tx.subject("payment-list", list_id, f"списък № {row.number}/{row.year}")

    def pdf(self, view: PaymentListView) -> bytes:
        """The list as PDF with totals, words, room for accounts by hand and signatures."""
        from ruse_desktop.documents.payments import render_list

        printed = print_of(self._practice, self._law.changeovers)
        return render_list(view, printed, self._law.municipality)

    def xlsx(self, view: PaymentListView) -> bytes:
        """The list as a spreadsheet for accounting, always in the currency of payment."""
        from ruse_desktop.exchange.payment_lists import workbook

        return workbook(view, self._law.municipality)

    def title_of(self, found: Sequence[PaymentView]) -> str:
        """„Студент на годината, декември 2026 г.“ of one award, else the awards named."""
        awards = list(dict.fromkeys(f"{one.award} {one.year}" for one in found))
        return _("Изплащане на суми: {awards}").format(awards=", ".join(awards))

    def _view(self, session: Session, row: PaymentListRow) -> PaymentListView:
        rows = session.scalars(
            select(PaymentRow).where(PaymentRow.list_id == row.id).order_by(PaymentRow.id)
        ).all()
        reader = PaymentReader(session, self._law, self._practice, row.on)
        keys = [key_of(one) for one in rows]
        there = known(reader, session, keys)
        found = [there[key] for key in keys if key in there]
        return PaymentListView(
            row.id, row.number, row.year, row.on, row.title, _lines(found, row.on), row.struck_why,
            row.by,
        )  # fmt: skip


def _lines(found: Sequence[PaymentView], day: date) -> tuple[ListLine, ...]:
    lines = [
        ListLine(
            n,
            one.recipient if one.recipient == one.laureate else f"{one.recipient} – {one.laureate}",
            f"{one.award} {one.year}",
            one.what,
            one.sum or Sum(_ZERO, ""),
            f"{one.citation}; {one.why}",
            one.paid_on,
            (one.key,),
        )
        for n, one in enumerate(found, 1)
    ]
    return tuple(merged(lines, found, day))


def _next_number(session: Session, year: int) -> int:
    last = session.scalar(
        select(func.max(PaymentListRow.number)).where(PaymentListRow.year == year)
    )
    return (last or 0) + 1


def _find(session: Session, list_id: int) -> PaymentListRow:
    row = session.get(PaymentListRow, list_id)
    if row is None:
        raise NotFound(_("Няма такъв списък."), _("Опреснете списъците."))
    return row
