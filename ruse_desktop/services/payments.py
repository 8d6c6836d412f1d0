"""Payments of the awards: the sum of an order, shares of a team, paid, withheld, returned."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from ruse_desktop.domain.money import sum_text
from ruse_desktop.domain.payments import (
    PaymentFilter,
    PaymentKey,
    PaymentView,
    PayState,
    SumInput,
)
from ruse_desktop.domain.stipends import StipendView
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.payment_reading import EVERY, PaymentReader
from ruse_desktop.services.payment_rules import (
    SumJudge,
    find,
    must_be,
    not_to_come,
    plain,
    reason_of,
    refuse_shares,
)
from ruse_desktop.storage.books import Laureate
from ruse_desktop.storage.payments import (
    FundLineRow,
    PaymentRow,
    PaymentShareRow,
    PrizeSumRow,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store, Transaction

KINDS = ("payments",)
_SUM_FIXED_FOR = (PayState.UNDECIDED, PayState.NONE, PayState.DUE)


class PaymentService:
    """Which sums wait for whom, and what was done about them."""

    def __init__(self, store: Store, law: LawBook, practice: Practice) -> None:
        self._store = store
        self._law = law
        self._practice = practice

    def payments(self, asked: PaymentFilter = EVERY) -> tuple[PaymentView, ...]:
        """The sums asked for, newest year first, as they stand today."""
        with self._store.read() as session:
            return self._reader(session, self._store.clock.today()).payments(asked)

    def said(self, laureate_id: int) -> str:
        """What the entry's page says of its money: „306,78 € – платено“; „“ without any (R-51-1.3)."""
        found = self.payments(PaymentFilter(laureate_id=laureate_id))
        if not found:
            return ""
        if found[0].key.month:
            first = found[0]
            months = StipendView(first.laureate, first.award, first.year, first.entry_no, found)
            return f"{first.key.rule}: {months.said}"
        lines = []
        for one in found:
            text = f"{sum_text(one.sum)} – {one.state_text}" if one.sum else one.state_text
            lines.append(f"{one.recipient}: {text}" if one.key.part else text)
        return "\n".join(lines)

    def years(self) -> tuple[int, ...]:
        """The years whose books hold laureates with a sum, newest first."""
        codes = {one.code for edition in self._law.editions for one in edition.awards if one.money}
        query = (
            select(Laureate.year)
            .where(~Laureate.historic, Laureate.book.in_(codes))
            .distinct()
            .order_by(Laureate.year.desc())
        )
        with self._store.read() as session:
            return tuple(session.scalars(query))

    def awards(self) -> tuple[tuple[str, str], ...]:
        """Code and short name of the awards with a sum or a source of money by the act of today."""
        edition = self._law.at(self._store.clock.today())
        return tuple((one.code, one.short_name) for one in edition.awards if one.money or one.funds)

    def fix_sum(self, key: PaymentKey, asked: SumInput, *, actor: Actor) -> PaymentView:
        """Record the sum an order fixes, or that none goes with the award (чл. 51).

        Raises Refused above the limit, without order or proposal, and after the sum was handed over.
        """
        with self._store.write(actor, "payments.fix", KINDS) as tx:
            reader = self._reader(tx.session, tx.now.date())
            held = tx.session.scalar(
                select(func.count()).where(
                    PaymentRow.book == key.book, PaymentRow.seq == key.seq,
                    PaymentRow.rule == key.rule,
                )
            )  # fmt: skip
            (one,) = find(reader, tx.session, [self._whole(tx, key)])
            if held:
                raise Refused(
                    _("Сумата вече е предадена, платена или задържана."),
                    _("Зачертайте списъка или освободете сумата, после я променете."),
                )
            must_be(one, _SUM_FIXED_FOR, _("определена"))
            SumJudge(reader, self._law, self._practice).refuse(one, asked, tx)
            values = {
                "amount": asked.amount,
                "currency": asked.currency,
                "order_no": plain(asked.order_no),
                "order_on": asked.order_on,
                "proposal_no": plain(asked.proposal_no),
                "proposal_on": asked.proposal_on,
                "by": actor.name,
                "at": tx.now,
            }
            row = tx.session.get(PrizeSumRow, (key.book, key.seq, key.rule))
            if row is None:
                tx.session.add(PrizeSumRow(book=key.book, seq=key.seq, rule=key.rule, **values))
            else:
                for name, value in values.items():
                    setattr(row, name, value)
            self._drop_shares(tx, key)
            tx.session.flush()
            tx.subject("payment", one.laureate_id, f"{key.book} № {one.entry_no}: {key.rule}")
            return self._again(tx, key)

    def share(
        self, key: PaymentKey, shares: Sequence[tuple[str, Decimal]], *, actor: Actor
    ) -> tuple[PaymentView, ...]:
        """Split the sum of a team among its members; () makes it one sum again.

        Raises Refused unless the parts agree with the total to the cent.
        """
        typed = [(plain(name), amount) for name, amount in shares]
        with self._store.write(actor, "payments.share", KINDS) as tx:
            self._drop_shares(tx, key)
            tx.session.flush()
            reader = self._reader(tx.session, tx.now.date())
            whole = PaymentKey(key.book, key.seq, key.rule)
            (one,) = find(reader, tx.session, [whole])
            must_be(one, (PayState.DUE,), _("разпределена"))
            if tx.session.scalar(
                select(PaymentRow.id).where(
                    PaymentRow.book == key.book, PaymentRow.seq == key.seq,
                    PaymentRow.rule == key.rule,
                ).limit(1)
            ):  # fmt: skip
                raise Refused(
                    _("Дял от сумата вече е предаден."), _("Зачертайте списъка и опитайте пак.")
                )
            if typed:
                refuse_shares(one, typed)
            tx.session.add_all(
                PaymentShareRow(
                    book=key.book, seq=key.seq, rule=key.rule, part=n, name=name, amount=amount
                )
                for n, (name, amount) in enumerate(typed, 1)
            )
            tx.session.flush()
            tx.subject("payment", one.laureate_id, f"{key.book} № {one.entry_no}: {key.rule}")
            asked = PaymentFilter(laureate_id=one.laureate_id)
            found = self._reader(tx.session, tx.now.date()).payments(asked)
            return tuple(p for p in found if p.key.rule == key.rule)

    def pay(
        self,
        keys: Sequence[PaymentKey],
        *,
        on: date | None,
        document: str,
        actor: Actor,
        source_reason: str = "",
    ) -> None:
        """Tick sums as paid on a day by a document (R-73-0.4).

        A sum that was not on a list is counted for that day. Raises UserError for a day to come,
        Refused for a sum that waits for nothing or whose donor gave nothing (R-74b-0.2).
        """
        with self._store.write(actor, "payments.pay", KINDS) as tx:
            day = not_to_come(on, tx.now.date())
            said = plain(document)
            if not said:
                raise Refused(
                    _("Не е посочен документът за плащането."),
                    _("Впишете номера му, например „пл. нареждане № 118“."),
                )
            for one in find(self._reader(tx.session, day), tx.session, keys):
                must_be(one, (PayState.DUE, PayState.LISTED), _("платена"))
                row = self.row_for(tx, one, source_reason)
                row.state, row.paid_on, row.document = PayState.PAID.value, day, said
                self._told(tx, one)

    def withhold(self, keys: Sequence[PaymentKey], *, reason: str, actor: Actor) -> None:
        """Do not pay these sums for now; the reason stays. Raises Refused for one handed over."""
        with self._store.write(actor, "payments.withhold", KINDS) as tx:
            why = reason_of(reason, self._practice.min_reason)
            for one in find(self._reader(tx.session, tx.now.date()), tx.session, keys):
                must_be(one, (PayState.DUE, PayState.HELD), _("задържана"))
                tx.session.add(
                    PaymentRow(
                        book=one.key.book, seq=one.key.seq, rule=one.key.rule,
                        month=one.key.month, part=one.key.part,
                        state=PayState.WITHHELD.value, reason=why,
                    )
                )  # fmt: skip
                self._told(tx, one)

    def give_back(self, keys: Sequence[PaymentKey], *, reason: str, actor: Actor) -> None:
        """A paid sum came back; the reason stays, the payment remains written."""
        with self._store.write(actor, "payments.return", KINDS) as tx:
            why = reason_of(reason, self._practice.min_reason)
            for one in find(self._reader(tx.session, tx.now.date()), tx.session, keys):
                must_be(one, (PayState.PAID,), _("върната"))
                row = row_of(tx.session, one.key)
                assert row is not None  # a paid sum has one
                row.state, row.reason = PayState.RETURNED.value, why
                self._told(tx, one)

    def release(self, keys: Sequence[PaymentKey], *, reason: str, actor: Actor) -> None:
        """Make withheld or returned sums payable again; what was there stays in the audit."""
        with self._store.write(actor, "payments.release", KINDS) as tx:
            why = reason_of(reason, self._practice.min_reason)
            for one in find(self._reader(tx.session, tx.now.date()), tx.session, keys):
                must_be(one, (PayState.WITHHELD, PayState.RETURNED), _("платена отново"))
                row = row_of(tx.session, one.key)
                assert row is not None  # the state comes from it
                row.reason = why
                tx.session.flush()
                tx.session.delete(row)
                self._told(tx, one)

    # what the lists use too

    def row_for(self, tx: Transaction, one: PaymentView, source_reason: str) -> PaymentRow:
        """The row of a payment, made with the sum as counted when it has none yet.

        Raises Refused where the sum is unknown or its donor gave nothing and no reason is written.
        """
        row = row_of(tx.session, one.key)
        if row is not None and row.amount is not None:
            return row
        if one.sum is None:
            raise Refused(_("{who}: сумата не е известна.").format(who=one.recipient), one.why)
        why = self._source(tx, one, source_reason)
        row = PaymentRow(
            book=one.key.book, seq=one.key.seq, rule=one.key.rule, month=one.key.month,
            part=one.key.part, state=PayState.LISTED.value, amount=one.sum.amount,
            currency=one.sum.currency, original=one.sum.original,
            original_currency=one.sum.original_currency,
            rate=f"{one.sum.rate:f}" if one.sum.rate else "", why=one.why, source_reason=why,
        )  # fmt: skip
        tx.session.add(row)
        return row

    def _source(self, tx: Transaction, one: PaymentView, reason: str) -> str:
        """Why another source pays; „“ where the named one gave the money or none is named."""
        if not one.donor or has_received(tx.session, one.key.book, one.year, one.donor_code):
            return ""
        if not reason.strip():
            raise Refused(
                _("Дарението от „{who}“ не е получено ({citation}).").format(
                    who=one.donor, citation=one.citation
                ),
                _("Впишете получаването му или посочете причина и заповед, с които плаща друг."),
                citation=str(one.citation), code="no-donation",
            )  # fmt: skip
        return reason_of(reason, self._practice.min_reason)

    def _reader(self, session: Session, day: date) -> PaymentReader:
        return PaymentReader(session, self._law, self._practice, day)

    @staticmethod
    def _told(tx: Transaction, one: PaymentView) -> None:
        tx.subject("payment", one.laureate_id, f"{one.key.book} № {one.entry_no}: {one.what}")

    def _again(self, tx: Transaction, key: PaymentKey) -> PaymentView:
        whole = PaymentKey(key.book, key.seq, key.rule)
        return find(self._reader(tx.session, tx.now.date()), tx.session, [whole])[0]

    @staticmethod
    def _whole(tx: Transaction, key: PaymentKey) -> PaymentKey:
        """The key of the sum that stands for the whole: its first share where it is split."""
        shared = tx.session.get(PaymentShareRow, (key.book, key.seq, key.rule, 1))
        return PaymentKey(key.book, key.seq, key.rule, part=1 if shared else 0)

    @staticmethod
    def _drop_shares(tx: Transaction, key: PaymentKey) -> None:
        rows = tx.session.scalars(
            select(PaymentShareRow).where(
                PaymentShareRow.book == key.book,
                PaymentShareRow.seq == key.seq,
                PaymentShareRow.rule == key.rule,
            )
        )
        for row in rows.all():
            tx.session.delete(row)


def row_of(session: Session, key: PaymentKey) -> PaymentRow | None:
    """What is written of a sum."""
    return session.scalar(
        select(PaymentRow).where(
            PaymentRow.book == key.book, PaymentRow.seq == key.seq, PaymentRow.rule == key.rule,
            PaymentRow.month == key.month, PaymentRow.part == key.part,
        )
    )  # fmt: skip


def has_received(session: Session, award: str, year: int, source: str) -> bool:
    """Whether any money of a source came in for the award's edition."""
    return bool(
        session.scalar(
            select(func.count()).where(
                FundLineRow.award == award, FundLineRow.year == year,
                FundLineRow.received_on.is_not(None), FundLineRow.struck_why == "",
                FundLineRow.source == source,
            )
        )
    )  # fmt: skip
