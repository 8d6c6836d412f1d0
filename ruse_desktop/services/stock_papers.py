"""Papers of the stock: the card of a kind, the table of all, the report on approved designs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.domain.stock import DesignReport
from ruse_desktop.services import stock_reading

if TYPE_CHECKING:
    from datetime import date

    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.stock import StockService
    from ruse_desktop.storage.store import Store

_FEBRUARY, _LAST = 2, 28


class StockPapers:
    """Makes the papers of what the stock says today; nothing is written."""

    def __init__(self, store: Store, law: LawBook, stock: StockService) -> None:
        self._store = store
        self._law = law
        self._stock = stock

    def card(self, code: str) -> bytes:
        """The card of a kind as PDF. Raises NotFound."""
        from ruse_desktop.documents import stock as pages

        return pages.render(self._stock.card(code))

    def workbook(self) -> bytes:
        """All kinds that are kept, with their movements, as XLSX."""
        from ruse_desktop.exchange import stock_cards

        kept = [one.kind.code for one in self._stock.lines() if one.used]
        return stock_cards.workbook([self._stock.card(code) for code in kept])

    def designs(self) -> DesignReport:
        """Which attribute has an approved design, and until when competitions were due (§ 1 ПЗР)."""
        today = self._store.clock.today()
        with self._store.read() as session:
            kinds = stock_reading.kinds(session, self._law.at(today))
        cards = tuple(self._stock.card(one.code) for one in kinds if one.design)
        adopted = min(one.adopted for one in (*self._law.texts, *self._law.editions))
        return DesignReport(cards, _year_after(adopted), today)

    def designs_pdf(self) -> bytes:
        """The report on the designs as PDF."""
        from ruse_desktop.documents import stock as pages

        return pages.render_designs(self.designs())


def _year_after(day: date) -> date:
    leap = day.month == _FEBRUARY and day.day > _LAST
    return day.replace(year=day.year + 1, day=_LAST if leap else day.day)
