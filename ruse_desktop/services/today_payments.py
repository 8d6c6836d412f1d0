"""What the first page says of money: late and due payments, orders and decisions awaited, donations."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.deadlines import eve
from ruse_desktop.domain.money import total_of, totals_text
from ruse_desktop.domain.payments import PaymentFilter, PaymentView, PayState
from ruse_desktop.domain.today import Waiting, WaitingRecord
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.services.payment_reading import PaymentReader
from ruse_desktop.services.payments import has_received
from ruse_desktop.storage.nominations import EditionRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.rules import AwardRules
    from ruse_desktop.law.book import LawBook

_ASKED = frozenset({PayState.UNDECIDED, PayState.DUE, PayState.LISTED, PayState.HELD})


def waiting_payments(
    session: Session, law: LawBook, practice: Practice, today: date
) -> tuple[Waiting, ...]:
    """Groups of the first page; each laureate is one record, whatever number of sums waits."""
    reader = PaymentReader(session, law, practice, today)
    found = reader.payments(PaymentFilter(states=_ASKED))
    late = [one for one in found if one.late(today)]
    due = [one for one in found if one.state is PayState.DUE and one.due_on and not one.late(today)]
    held = [one for one in found if one.state is PayState.HELD and _begun(one, today)]
    orders = [one for one in found if one.state is PayState.UNDECIDED]
    groups = (
        _group("pay-late", late, lambda n: ngettext(
            "{n} носител чака закъсняло плащане", "{n} носители чакат закъсняло плащане", n
        )),
        _group("pay-due", due, lambda n: ngettext(
            "{n} носител със сума за плащане", "{n} носители със сума за плащане", n
        )),
        _group("pay-order", orders, lambda n: ngettext(
            "{n} награда очаква заповед за сумата", "{n} награди очакват заповед за сумата", n
        )),
        _group("pay-held", held, lambda n: ngettext(
            "{n} спряна стипендия очаква решение", "{n} спрени стипендии очакват решение", n
        )),
        _donations(session, reader, practice, today),
    )  # fmt: skip
    return tuple(group for group in groups if group.records)


def _begun(one: PaymentView, today: date) -> bool:
    return one.month is not None and one.month <= today


def _group(sort: str, payments: Sequence[PaymentView], says: Callable[[int], str]) -> Waiting:
    by_laureate: dict[int, list[PaymentView]] = defaultdict(list)
    for one in payments:
        by_laureate[one.laureate_id].append(one)
    records = tuple(WaitingRecord(laureate, _said(mine)) for laureate, mine in by_laureate.items())
    return Waiting(sort, "payment", says(len(records)).format(n=len(records)), records)


def _said(payments: Sequence[PaymentView]) -> str:
    """„Ива Петрова – 1 240,40 €, до 31.12.2026“."""
    sums = totals_text(total_of([one.sum for one in payments if one.sum is not None]))
    days = [one.due_on for one in payments if one.due_on is not None]
    who = payments[0].laureate
    if sums == "–":
        return _("{who} – {award} {year}").format(
            who=who, award=payments[0].award, year=payments[0].year
        )
    if not days:
        return _("{who} – {sum}").format(who=who, sum=sums)
    return _("{who} – {sum}, до {day}").format(who=who, sum=sums, day=date_plain(min(days)))


def _donations(session: Session, reader: PaymentReader, practice: Practice, today: date) -> Waiting:
    """Opened editions whose donor has not given the money shortly before the hand-over (R-74b-0.2)."""
    records = tuple(_missing(session, reader, practice, today))
    text = ngettext(
        "{n} дарение за награда не е получено", "{n} дарения за награди не са получени",
        len(records),
    )  # fmt: skip
    return Waiting("donation", "edition", text.format(n=len(records)), records)


def _missing(
    session: Session, reader: PaymentReader, practice: Practice, today: date
) -> Iterator[WaitingRecord]:
    rows = session.scalars(
        select(EditionRow).where(EditionRow.year.between(today.year - 1, today.year))
    )
    for row in rows:
        award = reader.award(row.award, row.year)
        if award is None or not _near(award, row, practice, today):
            continue
        for fund in award.funds:
            if fund.sole and not has_received(session, row.award, row.year, fund.code):
                said = _("{award} {year}: {who} ({where})")
                yield WaitingRecord(
                    row.id,
                    said.format(
                        award=award.short_name, year=row.year, who=fund.name, where=fund.citation
                    ),
                )


def _near(award: AwardRules, row: EditionRow, practice: Practice, today: date) -> bool:
    """Whether the hand-over is within the days in which a deadline is near, or has passed."""
    if award.hand_over is None or not award.hand_over.eve_of:
        return False
    feasts = award.hand_over.eve_of
    feast = feasts[min(row.ceremony, len(feasts)) - 1]
    day = eve(feast.in_year(row.year))
    return day - timedelta(days=practice.deadline_soon_days) <= today
