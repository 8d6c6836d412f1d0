"""What a payment must satisfy: the limit of the act, its order and proposal, whole shares, no bank data."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.money import CAP_PER, WAGE_DAY, count_wages, money_text, shares_differ
from ruse_desktop.domain.payments import PaymentFilter, PaymentKey, PaymentView, PayState
from ruse_desktop.domain.town import convert
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services import book_entries
from ruse_desktop.services.book_rules import refuse_personal_number
from ruse_desktop.storage.books import Laureate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.outcomes import MoneyRule
    from ruse_desktop.domain.payments import SumInput
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.payment_reading import PaymentReader
    from ruse_desktop.storage.store import Transaction

_IBAN = re.compile(r"[A-ZА-Я]{2}\s?\d{2}(?:\s?[A-ZА-Я0-9]{4}){3,}", re.IGNORECASE)
_ACT_LENGTH, _REASON_LENGTH = 120, 1000


def plain(text: str, limit: int = _ACT_LENGTH) -> str:
    """A cleaned text without bank accounts and personal numbers (R-X-0.10). Raises UserError."""
    cleaned = clean(text, limit)
    refuse_personal_number(cleaned)
    if _IBAN.search(cleaned):
        raise UserError(
            _("В текста има банкова сметка."),
            _("Махнете я: сметките се пишат на ръка върху отпечатания списък."),
            code="bank-account",
        )
    return cleaned


def reason_of(text: str, least: int) -> str:
    """The cleaned reason. Raises UserError when it is shorter than `least` characters."""
    reason = plain(text, _REASON_LENGTH)
    if len(reason) < least:
        raise UserError(
            _("Причината е твърде кратка: {n} от поне {least} знака.").format(
                n=len(reason), least=least
            ),
            _("Напишете я с едно изречение."),
        )
    return reason


def not_to_come(day: date | None, today: date) -> date:
    """The day. Raises UserError for none and for one to come."""
    if day is None:
        raise UserError(_("Не е посочена дата."), _("Впишете я във вида 06.05.2026."))
    if day > today:
        raise UserError(_("Датата е бъдеща."), _("Впишете плащането, след като е направено."))
    return day


def known(
    reader: PaymentReader, session: Session, keys: Iterable[PaymentKey]
) -> dict[PaymentKey, PaymentView]:
    """The payments of the entries that these keys name."""
    found: dict[PaymentKey, PaymentView] = {}
    for book, seq in {(one.book, one.seq) for one in keys}:
        row = session.scalar(select(Laureate).where(Laureate.book == book, Laureate.seq == seq))
        if row is not None:
            found.update({one.key: one for one in reader.of(row)})
    return found


def find(reader: PaymentReader, session: Session, keys: Iterable[PaymentKey]) -> list[PaymentView]:
    """The payments of these keys, in the order given. Raises NotFound."""
    wanted = tuple(dict.fromkeys(keys))
    there = known(reader, session, wanted)
    if any(one not in there for one in wanted):
        raise NotFound(_("Тази сума вече не се дължи."), _("Опреснете списъка с плащанията."))
    return [there[one] for one in wanted]


def must_be(one: PaymentView, states: Iterable[PayState], what: str) -> None:
    """Raises Refused when the payment stands elsewhere; `what` names the step."""
    if one.state not in set(states):
        raise Refused(
            _("{who}, {what}: сумата е „{state}“ и не може да бъде {step}.").format(
                who=one.recipient, what=one.what, state=one.state_text, step=what
            ),
            _("Изберете само суми, които позволяват това."),
        )


def rule_of(reader: PaymentReader, one: PaymentView) -> MoneyRule:
    """The rule of the act a payment follows."""
    award = reader.award(one.key.book, one.year)
    assert award is not None  # the payment comes from it
    return next(rule for rule in award.money if rule.name == one.key.rule)


class SumJudge:
    """Judges the sum an order fixes, by чл. 51 or what another town's act says instead."""

    def __init__(self, reader: PaymentReader, law: LawBook, practice: Practice) -> None:
        self._reader = reader
        self._law = law
        self._practice = practice

    def refuse(self, one: PaymentView, asked: SumInput, tx: Transaction) -> None:
        """Raises Refused with the article: no order, no proposal, over the limit (R-51-1.2, 2.1)."""
        rule = rule_of(self._reader, one)
        cited = str(rule.citation)
        if asked.amount is None:
            if not rule.optional:
                raise Refused(
                    _("Сумата е задължителна ({citation}).").format(citation=cited),
                    _("Впишете сума."), citation=cited,
                )  # fmt: skip
            return
        if not one.capped:
            raise Refused(
                _("Сумата е определена от наредбата ({citation}).").format(citation=cited),
                _("Друга сума изисква изменение на наредбата."), citation=cited,
            )  # fmt: skip
        if asked.amount <= 0 or asked.amount != asked.amount.quantize(Decimal("0.01")):
            raise UserError(_("Сумата не е вярна."), _("Впишете я с до два знака след запетаята."))
        missing = self._missing(asked)
        if missing:
            raise Refused(
                _("За допълване ({citation}): {what}.").format(citation=rule.act or cited, what=missing),
                _("Впишете номер и дата на заповедта и на предложението."),
                citation=cited, code="incomplete",
            )  # fmt: skip
        self._refuse_above(one, asked, rule, tx)

    @staticmethod
    def _missing(asked: SumInput) -> str:
        lacking = []
        if not asked.order_no or asked.order_on is None:
            lacking.append(_("липсва заповедта"))
        if not asked.proposal_no or asked.proposal_on is None:
            lacking.append(_("липсва предложението на дирекцията"))
        return ", ".join(lacking)

    def _refuse_above(
        self, one: PaymentView, asked: SumInput, rule: MoneyRule, tx: Transaction
    ) -> None:
        if not rule.at_most or rule.wages is None or asked.order_on is None:
            return
        day = self._wage_day(one, asked, tx)
        counted = count_wages(rule.wages, day, day, self._law.wages, self._law.changeovers)
        if counted.sum is None:
            raise Refused(counted.why, _("Въведете минималната работна заплата в „Наредбата“."))
        limit = counted.sum
        asked_now = convert(asked.amount or Decimal(0), asked.currency, day, self._law.changeovers)
        if asked_now.currency != limit.currency:
            raise UserError(
                _("Към тази дата сумите са в {currency}.").format(currency=limit.currency),
                _("Впишете сумата във валутата на деня на заповедта."),
            )
        others = self._others(one) if self._practice.value(CAP_PER) == "year" else Decimal(0)
        if asked_now.amount + others <= limit.amount:
            return
        said = _("{sum} е над границата от {limit} ({citation}): {why}.")
        raise Refused(
            said.format(
                sum=money_text(asked_now.amount + others, asked_now.currency),
                limit=money_text(limit.amount, limit.currency),
                citation=rule.citation, why=counted.why,
            ),
            _("Намалете сумата."), citation=str(rule.citation), code="over-limit",
        )  # fmt: skip

    def _wage_day(self, one: PaymentView, asked: SumInput, tx: Transaction) -> date:
        chosen = self._practice.value(WAGE_DAY)
        assert asked.order_on is not None
        if chosen == "award":
            act = book_entries.state_of(tx.session, one.key.book, one.key.seq).act
            return act.on if act and act.on else asked.order_on
        return tx.now.date() if chosen == "payment" else asked.order_on

    def _others(self, one: PaymentView) -> Decimal:
        """What other laureates of the award and year get by the same rule."""
        asked = PaymentFilter(award=one.key.book, year=one.year)
        return sum(
            (
                other.sum.amount
                for other in self._reader.payments(asked)
                if other.sum is not None
                and other.key.rule == one.key.rule
                and other.key.seq != one.key.seq
            ),
            Decimal(0),
        )


def refuse_shares(one: PaymentView, shares: Sequence[tuple[str, Decimal]]) -> None:
    """Raises Refused unless the parts are whole cents that sum up to the total, each above zero."""
    if one.sum is None:
        raise Refused(_("Сумата още не е определена."), _("Впишете първо заповедта за нея."))
    amounts = [amount for _name, amount in shares]
    if any(not name for name, _amount in shares) or any(amount <= 0 for amount in amounts):
        raise UserError(_("Дял без име или без сума."), _("Попълнете името и сумата на всеки."))
    over = shares_differ(one.sum.amount, amounts)
    if over:
        text = _("с {sum} повече от") if over > 0 else _("с {sum} по-малко от")
        raise Refused(
            _("Дяловете са {differ} сумата {total}.").format(
                differ=text.format(sum=money_text(abs(over), one.sum.currency)),
                total=money_text(one.sum.amount, one.sum.currency),
            ),
            _("Разпределете цялата сума до цент."),
            code="shares-differ",
        )
