"""Diplomas from the books: filled from the entry, printed or saved one file per laureate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ruse_desktop.domain.books import EntryDetail, HolderKind
from ruse_desktop.domain.diplomas import Diploma, Layout, Signatory
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.progress import Progress, no_progress
from ruse_desktop.services.diploma_check import code_of
from ruse_desktop.services.files import write_file

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from ruse_desktop.domain.book_printing import PrintLine
    from ruse_desktop.domain.rules import AwardRules
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.books import BookService
    from ruse_desktop.services.signing import KeyService
    from ruse_desktop.storage.store import Store


def default_signatories(law: LawBook) -> tuple[Signatory, ...]:
    """Who signs where nothing else is set: the mayor and the chair of the commission."""
    mayor = _("Кмет на {municipality}").format(municipality=law.municipality or _("Общината"))
    return (Signatory(mayor), Signatory(_("Председател на комисията")))


def duplicate_text(line: PrintLine) -> str:
    """„ДУБЛИКАТ № 1, издаден на 22.11.2026 г.“."""
    return _("ДУБЛИКАТ № {n}, издаден на {day}").format(n=line.number, day=date_short(line.day))


_SHEETS = frozenset({"diploma", "certificate"})
_TITLE = "title"


class DiplomaService:
    """Makes diplomas of committed entries only; the code on each leads back to its entry."""

    def __init__(self, store: Store, law: LawBook, books: BookService, keys: KeyService) -> None:
        self._store = store
        self._law = law
        self._books = books
        self._keys = keys

    def contents(
        self,
        *,
        book: str,
        seqs: Sequence[int] = (),
        year: int | None = None,
        signatories: Sequence[Signatory] = (),
        dated: date | None = None,
        duplicate: PrintLine | None = None,
    ) -> tuple[Diploma, ...]:
        """The diplomas of chosen entries, or of all laureates of a year, in the book's order.

        `dated` is the day under the text; the act's day where it is not given. With a `duplicate`
        of the log its number and day stand on the page. Raises Refused for an entry without an act
        and for a revoked one, NotFound for no entry.
        """
        said = duplicate_text(duplicate) if duplicate else ""
        signed = tuple(signatories) or default_signatories(self._law)
        return tuple(
            replace(self._diploma(entry, signed, dated), duplicate=said)
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
            saved.append(write_file(folder, _file_name(entry), render((made,), layout or Layout())))
        progress.step(len(entries), len(entries), _("Дипломи"))
        return tuple(saved)

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
        award = self._award(row.book, act.on or day)
        return Diploma(
            award=award.name if award else self._books.book(row.book).title,
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
            code=self._keys.code(code_of(entry)),
            municipality=self._law.municipality,
            heading=_heading(award),
            yearly=award is None or award.every_years > 0,
            title=award is not None and award.kind == _TITLE,
            given=entry.given,
            middle=entry.middle,
            family=entry.family,
            titles=entry.titles,
            name="" if person else row.name,
            members=entry.members,
        )

    def _award(self, code: str, on: date) -> AwardRules | None:
        """The award as the law had it on a day; None where the law has it no more."""
        return next((award for award in self._law.at(on).awards if award.code == code), None)


def _heading(award: AwardRules | None) -> str:
    """What the sheet is called: „УДОСТОВЕРЕНИЕ“ or „ГРАМОТА“ where the law or custom says so."""
    sheets = (one.name for one in (award.attributes if award else ()) if one.kind in _SHEETS)
    return next(sheets, _("Диплом")).upper()


def _file_name(entry: EntryDetail) -> str:
    from pathvalidate import sanitize_filename

    name = entry.row.name.replace("„", "").replace("“", "")
    text = _("Диплом № {n} – {name}").format(n=entry.row.entry_no, name=name)
    return f"{sanitize_filename(text, replacement_text=' ')[:120].strip()}.pdf"
