"""Sources and donors of an award's money, against what it needs and what was paid."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.funds import FundInput, FundLine, FundTotal, FundView
from ruse_desktop.domain.money import money_text
from ruse_desktop.domain.payments import PaymentFilter, PayState
from ruse_desktop.domain.town import convert
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.payment_reading import PaymentReader
from ruse_desktop.services.payment_rules import plain, reason_of
from ruse_desktop.services.payments import KINDS
from ruse_desktop.storage.payments import FundLineRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.outcomes import FundSource
    from ruse_desktop.domain.payments import PaymentView
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.rules import AwardRules
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store

_SPENT = (PayState.PAID,)
_OUT = (PayState.NONE, PayState.RETURNED, PayState.STOPPED)


class FundService:
    """Records sums by source and compares them with the prizes (R-67-0.1, R-74b-0.1)."""

    def __init__(self, store: Store, law: LawBook, practice: Practice) -> None:
        self._store = store
        self._law = law
        self._practice = practice

    def view(self, award: str, year: int) -> FundView:
        """The money of an award's edition. Raises NotFound for an award without money."""
        today = self._store.clock.today()
        with self._store.read() as session:
            reader = PaymentReader(session, self._law, self._practice, today)
            rules = reader.award(award, year)
            if rules is None or not (rules.money or rules.funds):
                raise NotFound(_("С тази награда не върви сума."), _("Изберете друга награда."))
            query = (
                select(FundLineRow)
                .where(FundLineRow.award == award, FundLineRow.year == year)
                .order_by(FundLineRow.id)
            )
            lines = tuple(_line(row) for row in session.scalars(query))
            payments = reader.payments(PaymentFilter(award=award, year=year))
            currency = self._currency(rules, today)
            live = [one for one in lines if not one.struck_why]
            totals = tuple(self._total(source, live, today) for source in rules.funds)
            needed = self._needed(rules, payments, today)
            spent = self._sum([one for one in payments if one.state in _SPENT], today)
            warnings = self._warnings(rules, live, totals, needed, currency)
            return FundView(
                award, rules.short_name, year, currency, totals, lines, needed, spent, warnings
            )

    def sources(self, award: str, year: int) -> tuple[FundSource, ...]:
        """The sources the act names for an award."""
        with self._store.read() as session:
            today = self._store.clock.today()
            rules = PaymentReader(session, self._law, self._practice, today).award(award, year)
            return rules.funds if rules else ()

    def record(self, typed: FundInput, *, actor: Actor, line_id: int | None = None) -> int:
        """Write a sum of a source, or change a written one; its id.

        Raises Refused for a source the act does not name, UserError for a wrong sum or day.
        """
        with self._store.write(actor, "funds.record", KINDS) as tx:
            today = tx.now.date()
            rules = PaymentReader(tx.session, self._law, self._practice, today).award(
                typed.award, typed.year
            )
            if rules is None or typed.source not in {one.code for one in rules.funds}:
                raise Refused(
                    _("Наредбата не посочва такъв източник за тази награда."),
                    _("Изберете източник от списъка."),
                )
            if typed.amount <= 0 or typed.amount != typed.amount.quantize(Decimal("0.01")):
                raise UserError(
                    _("Сумата не е вярна."), _("Впишете я с до два знака след запетаята.")
                )
            for day in (typed.received_on, typed.also_on):
                if day is not None and day > today:
                    raise UserError(
                        _("Датата на получаване е бъдеща."), _("Впишете я, след като е получено.")
                    )
            row = self._row(tx.session, line_id) if line_id else FundLineRow()
            for name in ("award", "year", "source", "currency", "on", "received_on", "also_on"):
                setattr(row, name, getattr(typed, name))
            row.amount, row.giver = typed.amount, plain(typed.giver, 200)
            row.document, row.purpose = plain(typed.document), plain(typed.purpose, 300)
            tx.session.add(row)
            tx.session.flush()
            tx.subject("fund", row.id, f"{typed.award} {typed.year}: {typed.source}")
            return row.id

    def strike(self, line_id: int, *, reason: str, actor: Actor) -> None:
        """Strike a written sum out with a reason."""
        with self._store.write(actor, "funds.strike", KINDS) as tx:
            row = self._row(tx.session, line_id)
            row.struck_why = reason_of(reason, self._practice.min_reason)
            tx.subject("fund", row.id, f"{row.award} {row.year}: {row.source}")

    @staticmethod
    def _row(session: Session, line_id: int) -> FundLineRow:
        row = session.get(FundLineRow, line_id)
        if row is None or row.struck_why:
            raise NotFound(_("Няма такъв запис за средства."), _("Опреснете списъка."))
        return row

    def _currency(self, rules: AwardRules, today: date) -> str:
        given = next((one.currency for one in rules.money), "BGN")
        return convert(Decimal(0), given, today, self._law.changeovers).currency

    def _now(self, amount: Decimal, currency: str, today: date) -> Decimal:
        return convert(amount, currency, today, self._law.changeovers).amount

    def _total(self, source: FundSource, lines: list[FundLine], today: date) -> FundTotal:
        mine = [one.typed for one in lines if one.typed.source == source.code]
        return FundTotal(
            source, self._together(mine, today),
            self._together([one for one in mine if one.received_on], today),
        )  # fmt: skip

    def _together(self, lines: list[FundInput], today: date) -> Decimal:
        """One conversion of each currency's sum, so that cents do not drift (R-67-0.1)."""
        found: dict[str, Decimal] = {}
        for one in lines:
            found[one.currency] = found.get(one.currency, Decimal(0)) + one.amount
        return sum((self._now(one, code, today) for code, one in found.items()), Decimal(0))

    def _sum(self, payments: list[PaymentView], today: date) -> Decimal:
        found: dict[str, Decimal] = {}
        for one in payments:
            if one.sum is not None:
                whole, code = one.sum.amount, one.sum.currency
                if one.sum.original is not None and one.state not in _SPENT:
                    whole, code = one.sum.original, one.sum.original_currency
                found[code] = found.get(code, Decimal(0)) + whole
        return sum((self._now(one, code, today) for code, one in found.items()), Decimal(0))

    def _needed(self, rules: AwardRules, payments: tuple[PaymentView, ...], today: date) -> Decimal:
        """What the laureates are due; before there are any, the fixed sums of the act."""
        if payments:
            return self._sum([one for one in payments if one.state not in _OUT], today)
        fixed: dict[str, Decimal] = {}
        for one in rules.money:
            if one.amount is not None:
                fixed[one.currency] = fixed.get(one.currency, Decimal(0)) + one.amount
        return sum((self._now(one, code, today) for code, one in fixed.items()), Decimal(0))

    def _warnings(
        self, rules: AwardRules, lines: list[FundLine], totals: tuple[FundTotal, ...],
        needed: Decimal, currency: str,
    ) -> tuple[str, ...]:  # fmt: skip
        found = []
        for source in rules.funds:
            mine = [one.typed for one in lines if one.typed.source == source.code]
            if source.sole and not any(one.received_on for one in mine):
                text = _("Сумата от „{who}“ не е получена ({citation}).")
                found.append(text.format(who=source.name, citation=source.citation))
            if source.also and not any(one.also_on for one in mine):
                text = _("Не е получен: {what}, осигурява „{who}“ ({citation}).")
                found.append(
                    text.format(what=source.also, who=source.name, citation=source.citation)
                )
        promised = sum((one.planned for one in totals), Decimal(0))
        if totals and promised and promised < needed:
            text = _("Осигурени са {have} от {need}; не достигат {lack}.")
            found.append(
                text.format(
                    have=money_text(promised, currency),
                    need=money_text(needed, currency),
                    lack=money_text(needed - promised, currency),
                )
            )
        return tuple(found)


def line_text(one: FundInput) -> str:
    """„Договор № 5/12.03.2026 г.“."""
    if not one.on:
        return one.document
    return f"{one.document}/{date_short(one.on)}" if one.document else date_short(one.on)


def _line(row: FundLineRow) -> FundLine:
    typed = FundInput(
        row.award, row.year, row.source, row.amount, row.currency, row.giver, row.document, row.on,
        row.purpose, row.received_on, row.also_on,
    )  # fmt: skip
    return FundLine(row.id, typed, row.struck_why)
