"""What the first page says of the stock: pieces short for laureates, kinds that ran out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.today import Waiting, WaitingRecord
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.services import stock_reading
from ruse_desktop.storage.books import Laureate

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.rules import ActEdition


def waiting_stock(session: Session, edition: ActEdition) -> tuple[Waiting, ...]:
    """One group; a record leads to the newest laureate of the award, whose book has the stock."""
    records = []
    for line in stock_reading.lines(session, edition):
        if not line.used or not (line.lacking or (line.next_year and not line.available)):
            continue
        newest = session.scalar(
            select(Laureate.id)
            .where(Laureate.book == line.kind.award)
            .order_by(Laureate.year.desc(), Laureate.entry_no.desc())
            .limit(1)
        )
        if newest is not None:
            text = _("{kind} – {what}").format(kind=line.kind.full_name, what=line.warning)
            records.append(WaitingRecord(newest, text))
    if not records:
        return ()
    said = ngettext("{n} вид вещи не достига", "{n} вида вещи не достигат", len(records))
    return (Waiting("stock", "laureate", said.format(n=len(records)), tuple(records)),)
