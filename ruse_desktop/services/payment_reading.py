"""What is to be paid: every sum of every laureate, counted by the law of its year and what was done."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.money import (
    WAGE_DAY,
    Counted,
    count_fixed,
    count_wages,
    money_text,
    share_of,
)
from ruse_desktop.domain.payments import (
    MONTHS,
    OVERDUE_DAYS,
    WAGE_MODE,
    PaymentFilter,
    PaymentKey,
    PaymentView,
    PayState,
    StatusEvent,
    StatusKind,
    month_end,
    months_from,
    state_by_status,
)
from ruse_desktop.domain.town import Sum, convert
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import search_words
from ruse_desktop.services import book_entries, book_rules
from ruse_desktop.storage.books import Laureate
from ruse_desktop.storage.nominations import EditionRow
from ruse_desktop.storage.payments import (
    PaymentListRow,
    PaymentRow,
    PaymentShareRow,
    PrizeSumRow,
    StipendEventRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.book_state import LaureateState
    from ruse_desktop.domain.outcomes import MoneyRule
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.rules import AwardRules
    from ruse_desktop.law.book import LawBook

EVERY = PaymentFilter()
"""No filter at all."""
_EntryKey = tuple[str, int]
_RuleKey = tuple[str, int, str]


@dataclass(frozen=True)
class _Kept:
    """Everything written about payments, by what it belongs to."""

    sums: dict[_RuleKey, PrizeSumRow]
    shares: dict[_RuleKey, list[PaymentShareRow]]
    rows: dict[PaymentKey, PaymentRow]
    lists: dict[int, PaymentListRow]
    events: dict[_EntryKey, list[StatusEvent]]


class PaymentReader:
    """Counts payments within one session; `today` is the day of payment of what waits."""

    def __init__(self, session: Session, law: LawBook, practice: Practice, today: date) -> None:
        self._session = session
        self._law = law
        self._practice = practice
        self._today = today
        self._kept = _kept(session)
        self._awards: dict[tuple[str, int], AwardRules | None] = {}

    def payments(self, asked: PaymentFilter = EVERY) -> tuple[PaymentView, ...]:
        """Every sum asked for, newest year first, in the order of the book and of the months."""
        query = (
            select(Laureate)
            .where(~Laureate.historic)
            .order_by(Laureate.year.desc(), Laureate.book, Laureate.entry_no)
        )
        if asked.award:
            query = query.where(Laureate.book == asked.award)
        if asked.year is not None:
            query = query.where(Laureate.year == asked.year)
        if asked.laureate_id is not None:
            query = query.where(Laureate.id == asked.laureate_id)
        words = search_words(asked.text)
        return tuple(
            one
            for laureate in self._session.scalars(query)
            if all(word in laureate.search_key for word in words)
            for one in self.of(laureate)
            if not asked.states or one.state in asked.states
        )

    def of(self, laureate: Laureate) -> Iterator[PaymentView]:
        """The sums of one laureate; of one whose honour was taken away only those handed over."""
        award = self.award(laureate.book, laureate.year)
        if award is None or not award.money:
            return
        state = book_entries.state_of(self._session, laureate.book, laureate.seq)
        rules = [rule for rule in award.money if not rule.slot or rule.slot == state.slot]
        for rule in rules:
            for one in self._of_rule(laureate, state, award, rule):
                if not laureate.revoked or one.state in {
                    PayState.LISTED,
                    PayState.PAID,
                    PayState.RETURNED,
                }:
                    yield one

    def award(self, code: str, year: int) -> AwardRules | None:
        """The award by the edition that binds its year; None where there was no such award."""
        if (code, year) not in self._awards:
            row = self._session.scalar(
                select(EditionRow).where(EditionRow.award == code, EditionRow.year == year)
            )
            edition = (
                self._law.edition(row.law_edition)
                if row
                else book_rules.edition_of_year(self._law, year, self._today)
            )
            found = next((one for one in edition.awards if one.code == code), None)
            self._awards[code, year] = found
        return self._awards[code, year]

    def events(self, book: str, seq: int) -> tuple[StatusEvent, ...]:
        """What was recorded of a student's status, oldest first."""
        return tuple(self._kept.events.get((book, seq), ()))

    def _of_rule(
        self, laureate: Laureate, state: LaureateState, award: AwardRules, rule: MoneyRule
    ) -> Iterator[PaymentView]:
        key = PaymentKey(laureate.book, laureate.seq, rule.name)
        fund = next((one for one in award.funds if one.sole and one.kind != "budget"), None)
        base = PaymentView(
            key, laureate.id, laureate.entry_no, laureate.year, award.short_name,
            laureate.name, laureate.name, PayState.DUE, None, "", rule.citation, rule.payer,
            laureate.section, donor=fund.name if fund else "",
            donor_code=fund.code if fund else "", team=state.members,
            capped=rule.at_most or rule.optional,
        )  # fmt: skip
        if rule.per_month:
            yield from self._months(base, state, rule)
        else:
            yield from self._prize(base, state, rule, laureate.handed_over)

    # stipends

    def _months(
        self, base: PaymentView, state: LaureateState, rule: MoneyRule
    ) -> Iterator[PaymentView]:
        assert rule.start is not None
        start = rule.start.in_year(base.year)
        act = state.act.on if state.act and state.act.on else start
        events = self.events(base.key.book, base.key.seq)
        for month in months_from(start, int(self._practice.value(MONTHS) or rule.months)):
            key = replace(base.key, month=f"{month:%Y-%m}")
            one = replace(base, key=key, due_on=month_end(max(month, act)))
            counted = self.month_sum(rule, start, month)
            state_now = state_by_status(month, events)
            if state_now is PayState.DUE and month > self._today:
                state_now = PayState.AHEAD
            one = replace(one, state=state_now)
            made = self._as_kept(one, counted)
            day = self._day_of(key)
            if day is not None and made.sum is not None and made.state is not PayState.RETURNED:
                again = self.month_sum(rule, start, month, day).sum
                later, left = self._later(made, _difference(made.sum, again, self._law))
                yield replace(made, difference=left)
                yield from later
            else:
                yield made

    def _later(self, one: PaymentView, added: Sum | None) -> tuple[list[PaymentView], Sum | None]:
        """What a later wage adds to a month that was handed over: paid already, and still waiting.

        The second value is what is left, negative when the wage went down; None for nothing.
        """
        made: list[PaymentView] = []
        left = self._today_sum(added) if added else None
        due = replace(one, state=PayState.DUE, due_on=month_end(self._today), list_id=None,
                      list_no="", paid_on=None, document="", reason="")  # fmt: skip
        why = _("разлика до заплатата, въведена по-късно")
        while (key := replace(one.key, part=len(made) + 1)) in self._kept.rows:
            kept = self._as_kept(replace(due, key=key), Counted(left, why))
            made.append(kept)
            if kept.state is PayState.WITHHELD:
                return made, None
            if left is not None and kept.sum is not None:
                left = replace(left, amount=left.amount - self._today_sum(kept.sum).amount)
        if left is None or not left.amount:
            return made, None
        if left.amount > 0:
            made.append(replace(due, key=key, sum=left, why=why))
        return made, left

    def _today_sum(self, found: Sum) -> Sum:
        """A sum in the currency of today, without what it was before."""
        now = convert(found.amount, found.currency, self._today, self._law.changeovers)
        return Sum(now.amount, now.currency)

    def month_sum(
        self, rule: MoneyRule, start: date, month: date, pay_on: date | None = None
    ) -> Counted:
        """One month's stipend: by the wage of the month, or by that of the start (R-73-0.3).

        In the currency of `pay_on`, by default that of the month or of today, the later.
        """
        day = pay_on or max(month, self._today)
        if rule.wages is None:
            return count_fixed(rule, day, self._law.changeovers)
        on = start if self._practice.value(WAGE_MODE) == "start" else month
        counted = count_wages(rule.wages, on, day, self._law.wages, self._law.changeovers)
        if counted.wage is not None and counted.wage.valid_from.year < on.year:
            why = _("{why}; за {year} г. още няма въведена заплата")
            counted = replace(counted, why=why.format(why=counted.why, year=on.year))
        return counted

    def _day_of(self, key: PaymentKey) -> date | None:
        """The day on which a sum was handed over or paid; None while it waits."""
        row = self._kept.rows.get(key)
        if row is None or row.amount is None:
            return None
        listed = self._kept.lists.get(row.list_id) if row.list_id else None
        return row.paid_on or (listed.on if listed else None)

    # prizes

    def _prize(
        self, base: PaymentView, state: LaureateState, rule: MoneyRule, handed: date | None
    ) -> Iterator[PaymentView]:
        late = int(self._practice.value(OVERDUE_DAYS) or 0)
        base = replace(base, due_on=handed + timedelta(days=late) if handed else None)
        fixed = self._kept.sums.get((base.key.book, base.key.seq, rule.name))
        if fixed is not None and fixed.amount is None:
            why = _("определено е без парична сума")
            if fixed.order_no:
                why = _("{why}; {order}").format(why=why, order=order_text(fixed))
            yield replace(base, state=PayState.NONE, why=why)
            return
        if fixed is None and base.capped:
            yield replace(base, state=PayState.UNDECIDED, why=self._cap_why(rule, state))
            return
        counted = self._fixed(fixed) if fixed else self._of_law(rule, state)
        shares = self._kept.shares.get((base.key.book, base.key.seq, rule.name), [])
        if not shares or counted.sum is None:
            yield self._as_kept(base, counted)
            return
        for row in shares:
            key = replace(base.key, part=row.part)
            mine = share_of(counted.sum, row.amount)
            why = _("дял от {sum}: {why}").format(
                sum=money_text(counted.sum.amount, counted.sum.currency), why=counted.why
            )
            yield self._as_kept(replace(base, key=key, recipient=row.name), Counted(mine, why))

    def _of_law(self, rule: MoneyRule, state: LaureateState) -> Counted:
        if rule.wages is None:
            return count_fixed(rule, self._today, self._law.changeovers)
        on = self._today
        if self._practice.value(WAGE_DAY) != "payment" and state.act and state.act.on:
            on = state.act.on
        return count_wages(rule.wages, on, self._today, self._law.wages, self._law.changeovers)

    def _fixed(self, row: PrizeSumRow) -> Counted:
        assert row.amount is not None
        found = convert(row.amount, row.currency, self._today, self._law.changeovers)
        return Counted(found, order_text(row))

    def _cap_why(self, rule: MoneyRule, state: LaureateState) -> str:
        counted = self._of_law(rule, state)
        if counted.sum is None:
            return counted.why
        return _("до {sum}; {why}").format(
            sum=money_text(counted.sum.amount, counted.sum.currency), why=counted.why
        )

    # what was done

    def _as_kept(self, one: PaymentView, counted: Counted) -> PaymentView:
        row = self._kept.rows.get(one.key)
        if row is None:
            return replace(one, sum=counted.sum, why=counted.why)
        listed = self._kept.lists.get(row.list_id) if row.list_id else None
        made = replace(
            one, state=PayState(row.state), sum=counted.sum, why=counted.why,
            list_id=row.list_id, paid_on=row.paid_on, document=row.document, reason=row.reason,
            list_no=f"{listed.number}/{listed.on:%d.%m.%Y}" if listed else "",
        )  # fmt: skip
        if row.amount is None:
            return made
        kept = Sum(
            row.amount, row.currency, row.original, row.original_currency,
            Decimal(row.rate) if row.rate else None,
        )  # fmt: skip
        return replace(made, sum=kept, why=row.why)


def _difference(kept: Sum, counted: Sum | None, law: LawBook) -> Sum | None:
    """What the law known today gives above what was handed over; None when nothing."""
    if counted is None:
        return None
    if counted.currency != kept.currency:
        kept = convert(kept.amount, kept.currency, date.max, law.changeovers)
    over = counted.amount - kept.amount
    return Sum(over, counted.currency) if over else None


def order_text(row: PrizeSumRow) -> str:
    """„Заповед № 1301/20.10.2026 г. по предложение № 12/15.10.2026 г.“."""
    day = date_short(row.order_on) if row.order_on else ""
    text = _("Заповед № {no}/{day}").format(no=row.order_no, day=day)
    if not row.proposal_no:
        return text
    asked = date_short(row.proposal_on) if row.proposal_on else ""
    return _("{order} по предложение № {no}/{day}").format(
        order=text, no=row.proposal_no, day=asked
    )


def _kept(session: Session) -> _Kept:
    shares: dict[_RuleKey, list[PaymentShareRow]] = defaultdict(list)
    for row in session.scalars(select(PaymentShareRow).order_by(PaymentShareRow.part)):
        shares[row.book, row.seq, row.rule].append(row)
    events: dict[_EntryKey, list[StatusEvent]] = defaultdict(list)
    for event in session.scalars(select(StipendEventRow).order_by(StipendEventRow.id)):
        events[event.book, event.seq].append(
            StatusEvent(
                StatusKind(event.kind),
                event.on,
                event.since,
                event.document,
                event.reason,
                event.by,
            )
        )
    return _Kept(
        {(row.book, row.seq, row.rule): row for row in session.scalars(select(PrizeSumRow))},
        shares,
        {key_of(row): row for row in session.scalars(select(PaymentRow))},
        {row.id: row for row in session.scalars(select(PaymentListRow))},
        events,
    )


def key_of(row: PaymentRow) -> PaymentKey:
    """Which sum a row is about."""
    return PaymentKey(row.book, row.seq, row.rule, row.month, row.part)


def late_first(payments: Sequence[PaymentView], today: date) -> list[PaymentView]:
    """Payments that should have been made first, then by the day they fall due."""
    return sorted(payments, key=lambda one: (not one.late(today), one.due_on or date.max))
