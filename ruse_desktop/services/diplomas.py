"""Diplomas from the books: filled from the entry, printed or saved one file per laureate."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ruse_desktop.domain import book_chain
from ruse_desktop.domain.books import DiplomaCheck, EntryDetail, HolderKind
from ruse_desktop.domain.diplomas import Diploma, Layout, Signatory
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.progress import Progress, no_progress

if TYPE_CHECKING:
    from datetime import date

    from ruse_desktop.domain.rules import AwardRules
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.books import BookService
    from ruse_desktop.storage.store import Store

PLACE = "Русе"


def default_signatories() -> tuple[Signatory, ...]:
    """Who signs where nothing else is set: the mayor and the chair of the commission."""
    return (Signatory(_("Кмет на Община Русе")), Signatory(_("Председател на комисията")))


class DiplomaService:
    """Makes diplomas of committed entries only; the code on each leads back to its entry."""

    def __init__(self, store: Store, law: LawBook, books: BookService) -> None:
        self._store = store
        self._law = law
        self._books = books

    def contents(
        self,
        *,
        book: str,
        seqs: Sequence[int] = (),
        year: int | None = None,
        signatories: Sequence[Signatory] = (),
        dated: date | None = None,
    ) -> tuple[Diploma, ...]:
        """The diplomas of chosen entries, or of all laureates of a year, in the book's order.

        `dated` is the day under the text; the act's day where it is not given. Raises Refused
        for an entry without an act and for a revoked one, NotFound for no entry.
        """
        return tuple(
            self._diploma(entry, tuple(signatories) or default_signatories(), dated)
            for entry in self._entries(book, seqs, year)
        )

    def render(
        self,
        *,
        book: str,
        seqs: Sequence[int] = (),
        year: int | None = None,
        layout: Layout | None = None,
        signatories: Sequence[Signatory] = (),
        dated: date | None = None,
        progress: Progress = no_progress,
    ) -> bytes:
        """One PDF with the diplomas of chosen entries, or of all laureates of a year."""
        from ruse_desktop.documents.diplomas import render

        made = self.contents(
            book=book, seqs=seqs, year=year, signatories=signatories, dated=dated
        )
        return render(made, layout or Layout(), progress=progress)

    def save_all(
        self,
        *,
        folder: Path,
        book: str,
        seqs: Sequence[int] = (),
        year: int | None = None,
        layout: Layout | None = None,
        signatories: Sequence[Signatory] = (),
        dated: date | None = None,
        progress: Progress = no_progress,
    ) -> tuple[Path, ...]:
        """One PDF per laureate in `folder`, named by number and name; the files, in order.

        Each file is whole or not there. Raises UserError when the folder cannot be written.
        """
        from ruse_desktop.documents.diplomas import render

        entries = self._entries(book, seqs, year)
        signed = tuple(signatories) or default_signatories()
        saved: list[Path] = []
        for done, entry in enumerate(entries):
            progress.step(done, len(entries), _("Дипломи"))
            made = self._diploma(entry, signed, dated)
            saved.append(_save(folder, _file_name(entry), render((made,), layout or Layout())))
        progress.step(len(entries), len(entries), _("Дипломи"))
        return tuple(saved)

    def check(self, scanned: str) -> DiplomaCheck:
        """Whether the code scanned from a diploma agrees with the book."""
        try:
            code = book_chain.read_code(scanned)
        except ValueError:
            return DiplomaCheck(False, _("Това не е код от диплома на тази програма."))
        row = next((r for r in self._books.rows(code.book) if r.entry_no == code.entry_no), None)
        if row is None:
            return DiplomaCheck(False, _("В книгата няма запис с този номер."))
        entry = self._books.detail(code.book, row.seq)
        if _code(entry) != code:
            return DiplomaCheck(False, _("Кодът не отговаря на записа в книгата."), row)
        if row.revoked:
            return DiplomaCheck(
                True, _("Дипломата е издадена, но наградата е отнета."), row
            )
        text = _("Дипломата отговаря на запис № {n}: {name}.").format(n=row.entry_no, name=row.name)
        return DiplomaCheck(True, text, row)

    def _entries(
        self, book: str, seqs: Sequence[int], year: int | None
    ) -> tuple[EntryDetail, ...]:
        if not seqs and year is not None:
            rows = self._books.rows(book, year=year, descending=False)
            seqs = [row.seq for row in rows if not row.revoked]
        if not seqs:
            raise UserError(
                _("Няма вписани носители, за които да се отпечатат дипломи."),
                _("Впишете ги първо в книгата."),
                code="no-entries",
            )
        return tuple(self._books.detail(book, seq) for seq in seqs)

    def _award(self, code: str, on: date) -> AwardRules | None:
        edition = self._law.at(on)
        return next((award for award in edition.awards if award.code == code), None)
