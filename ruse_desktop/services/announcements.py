"""The papers for the public of an award edition: the call for proposals, the list of laureates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.domain.editions import SUBMISSION
from ruse_desktop.domain.papers import PAPER_NAMES, PaperKind
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services import paper_announcement
from ruse_desktop.services.edition_papers import EditionPapers
from ruse_desktop.services.editions import edition_of
from ruse_desktop.services.paper_announcement import CallGround

if TYPE_CHECKING:
    from datetime import date

    from ruse_desktop.domain.books import EntryRow
    from ruse_desktop.domain.deadlines import WorkingDays
    from ruse_desktop.domain.papers import Paper
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.books import BookService
    from ruse_desktop.storage.store import Store


class AnnouncementPapers(EditionPapers):
    """Texts made of the award's data and of the book (чл. 44, ал. 3; чл. 46; чл. 65)."""

    def __init__(
        self,
        store: Store,
        law: LawBook,
        calendar: WorkingDays,
        practice: Practice,
        books: BookService,
    ) -> None:
        super().__init__(store, law)
        self._calendar = calendar
        self._practice = practice
        self._books = books

    def wanted(self, edition_id: int) -> tuple[tuple[PaperKind, str, str], ...]:
        """The call, and the names once they are in the book."""
        kinds = [PaperKind.CALL, *([PaperKind.RESULTS] if self._laureates(edition_id) else [])]
        return tuple((kind, "", _(PAPER_NAMES[kind])) for kind in kinds)

    def papers(self, edition_id: int, kind: PaperKind, part: str) -> tuple[Paper, ...]:
        """The one page of it."""
        del part
        ground = self._ground(edition_id)
        if kind is PaperKind.RESULTS:
            return (paper_announcement.results(ground, self._laureates(edition_id)),)
        return (paper_announcement.call(ground),)

    def last_day(self, edition_id: int) -> date | None:
        """The last day for proposals of an edition; None where the act sets none."""
        last = self._ground(edition_id).day(SUBMISSION)
        return last.effective if last is not None else None

    def _ground(self, edition_id: int) -> CallGround:
        row, act, award = self.edition(edition_id)
        return CallGround(
            award=award, act=act, law=self._law, today=self._store.clock.today(),
            edition=edition_of(row), calendar=self._calendar, practice=self._practice,
        )  # fmt: skip

    def _laureates(self, edition_id: int) -> tuple[EntryRow, ...]:
        row, _act, award = self.edition(edition_id)
        if award.book is None:
            return ()
        return tuple(self._books.rows(row.award, year=row.year, descending=False))
