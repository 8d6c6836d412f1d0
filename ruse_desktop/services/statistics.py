"""Statistics out of the books and the closed sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import distinct, func, select

from ruse_desktop.domain import statistics
from ruse_desktop.domain.statistics import Laurel, Places, Statistics
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.storage.books import Book, Laureate
from ruse_desktop.storage.commissions import CommissionRow
from ruse_desktop.storage.nominations import EditionRow
from ruse_desktop.storage.sessions import SessionRow, SlotAwardRow, UnawardedRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store

_CLOSED = "closed"


class StatisticsService:
    """Counts what is recorded, and nothing that is not."""

    def __init__(self, store: Store, law: LawBook) -> None:
        self._store = store
        self._law = law

    def years(self, book: str = "") -> tuple[int, int] | None:
        """The first and the last year with a laureate; None without any."""
        with self._store.read() as session:
            query = select(func.min(Laureate.year), func.max(Laureate.year))
            if book:
                query = query.where(Laureate.book == book)
            found: Sequence[int | None] = session.execute(query).one()
        first, last = found
        return None if first is None or last is None else (first, last)

    def report(
        self, *, book: str = "", first: int | None = None, last: int | None = None
    ) -> Statistics:
        """The figures of one book or of all, for a period or for all years.

        Revoked distinctions are not counted. Raises UserError without any laureate or where the
        period ends before it begins.
        """
        known = self.years(book)
        if known is None:
            raise UserError(
                _("Още няма вписани носители."), _("Впишете или внесете носители в книгите.")
            )
        start = known[0] if first is None else first
        end = known[1] if last is None else last
        if end < start:
            raise UserError(
                _("Периодът свършва, преди да е започнал."), _("Проверете двете години.")
            )
        with self._store.read() as session:
            names = self._names(session)
            laurels = _laurels(session, book, start, end)
            places = places_in(session, book, start, end)
        charts = [statistics.by_year(laurels, start, end)]
        if not book:
            charts.append(statistics.by_award(laurels, names))
        charts += [
            statistics.by_section(laurels),
            statistics.by_kind(laurels),
            statistics.unawarded(places, names),
        ]
        return Statistics(
            municipality=self._law.municipality,
            book=names.get(book, ""),
            first=start,
            last=end,
            laureates=len(laurels),
            drawn_on=self._store.clock.today(),
            charts=tuple(chart for chart in charts if chart.bars),
        )

    def _names(self, session: Session) -> dict[str, str]:
        """Short names of the awards with a book, in the order of the act."""
        rows = session.execute(select(Book.code, Book.title).order_by(Book.code))
        titles: dict[str, str] = {row.code: row.title for row in rows}
        held = self._law.at(self._store.clock.today()).awards
        names = {award.code: award.short_name for award in held}
        return {**names, **{code: t for code, t in titles.items() if code not in names}}


def _laurels(session: Session, book: str, first: int, last: int) -> list[Laurel]:
    query = select(Laureate.book, Laureate.year, Laureate.section, Laureate.kind).where(
        Laureate.year.between(first, last), ~Laureate.revoked
    )
    if book:
        query = query.where(Laureate.book == book)
    return [
        Laurel(row.book, row.year, row.section.strip(), row.kind) for row in session.execute(query)
    ]


def places_in(session: Session, book: str, first: int, last: int) -> list[Places]:
    """Awarded and unawarded slots of closed sessions by award and year."""
    counts: dict[tuple[str, int], list[int]] = {}
    held = (
        (SlotAwardRow.session_id, SlotAwardRow.slot),
        (UnawardedRow.session_id, UnawardedRow.slot),
    )
    for at, (session_id, slot) in enumerate(held):
        place = func.count(distinct(session_id.op("||")("/").op("||")(slot)))
        query = (
            select(EditionRow.award, EditionRow.year, place)
            .select_from(SessionRow)
            .join(session_id.class_, session_id == SessionRow.id)
            .join(CommissionRow, CommissionRow.id == SessionRow.commission_id)
            .join(EditionRow, EditionRow.id == CommissionRow.edition_id)
            .where(SessionRow.state == _CLOSED, EditionRow.year.between(first, last))
            .group_by(EditionRow.award, EditionRow.year)
        )
        if book:
            query = query.where(EditionRow.award == book)
        for award, year, count in session.execute(query):
            counts.setdefault((award, year), [0, 0])[at] = count
    return [Places(award, year, held[0], held[1]) for (award, year), held in sorted(counts.items())]
