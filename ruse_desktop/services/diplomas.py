"""Diplomas from the books: filled from the entry, printed or saved one file per laureate."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
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

    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.books import BookService
    from ruse_desktop.storage.store import Store


def default_signatories(law: LawBook) -> tuple[Signatory, ...]:
    """Who signs where nothing else is set: the mayor and the chair of the commission."""
    mayor = _("Кмет на {municipality}").format(municipality=law.municipality or _("Общината"))
    return (Signatory(mayor), Signatory(_("Председател на комисията")))


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
            self._diploma(entry, tuple(signatories) or default_signatories(self._law), dated)
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

        made = self.contents(book=book, seqs=seqs, year=year, signatories=signatories, dated=dated)
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
        signed = tuple(signatories) or default_signatories(self._law)
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
            return DiplomaCheck(
                genuine=False, sentence=_("Това не е код от диплома на тази програма.")
            )
        row = next((r for r in self._books.rows(code.book) if r.entry_no == code.entry_no), None)
        if row is None:
            return DiplomaCheck(genuine=False, sentence=_("В книгата няма запис с този номер."))
        entry = self._books.detail(code.book, row.seq)
        if _code(entry) != code:
            return DiplomaCheck(
                genuine=False, sentence=_("Кодът не отговаря на записа в книгата."), row=row
            )
        if row.revoked:
            return DiplomaCheck(
                genuine=True, sentence=_("Дипломът е издаден, но отличието е отнето."), row=row
            )
        text = _("Дипломът отговаря на запис № {n}: {name}.").format(n=row.entry_no, name=row.name)
        return DiplomaCheck(genuine=True, sentence=text, row=row)

    def _entries(self, book: str, seqs: Sequence[int], year: int | None) -> tuple[EntryDetail, ...]:
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

    def _diploma(
        self, entry: EntryDetail, signatories: tuple[Signatory, ...], dated: date | None
    ) -> Diploma:
        act, row = entry.act, entry.row
        if row.revoked:
            raise Refused(
                _("Отличието на {name} е отнето.").format(name=row.name),
                _("За отнето отличие не се издава диплом."),
                code="revoked",
            )
        if act is None or not act.text:
            raise Refused(
                _("За {name} в книгата няма акт.").format(name=row.name),
                _("Добавете акта с поправка и опитайте отново."),
                code="no-act",
            )
        day = dated or act.on or row.handed_over or entry.entered_at.date()
        person = row.kind is HolderKind.PERSON and bool(entry.given or entry.family)
        return Diploma(
            award=self._award_name(row.book, act.on or day),
            year=row.year,
            area=entry.area,
            section=row.section,
            motive=entry.motive,
            act=act.text,
            entry=_("вписване под № {n} в книгата").format(n=row.entry_no),
            dated=day,
            place=self._law.town,
            signatories=signatories,
            fingerprint=entry.fingerprint,
            code=str(_code(entry)),
            given=entry.given,
            middle=entry.middle,
            family=entry.family,
            titles=entry.titles,
            name="" if person else row.name,
            members=entry.members,
        )

    def _award_name(self, code: str, on: date) -> str:
        """The official name of the award on a day; the book's title where the law has it no more."""
        edition = self._law.at(on)
        found = next((award.name for award in edition.awards if award.code == code), None)
        return found or self._books.book(code).title


def _code(entry: EntryDetail) -> book_chain.DiplomaCode:
    """The code as it was on the day of entering: later corrections do not change it."""
    row = entry.row
    return book_chain.diploma_code(row.book, row.entry_no, entry.original_year, entry.hash)


def _file_name(entry: EntryDetail) -> str:
    from pathvalidate import sanitize_filename

    name = entry.row.name.replace("„", "").replace("“", "")
    text = _("Диплом № {n} – {name}").format(n=entry.row.entry_no, name=name)
    return f"{sanitize_filename(text, replacement_text=' ')[:120].strip()}.pdf"


def _save(folder: Path, name: str, pdf: bytes) -> Path:
    """Write the whole file or nothing. Raises UserError."""
    target = folder / name
    part = target.with_name(f"{target.name}.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(pdf)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as problem:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise UserError(
            _("Файлът „{path}“ не се записа.").format(path=target),
            _("Проверете папката, мястото на диска и дали файлът не е отворен."),
            code="cannot-write",
        ) from problem
    return target
