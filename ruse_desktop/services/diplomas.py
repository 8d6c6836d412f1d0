"""Diplomas from the books: filled from the entry, printed or saved one file per laureate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ruse_desktop.domain.books import EntryDetail, HolderKind
from ruse_desktop.domain.diplomas import Diploma, Layout, Signatory, work_of
from ruse_desktop.domain.office_holders import Office
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.file_names import shown_name
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.progress import Progress, no_progress
from ruse_desktop.services.diploma_check import code_of
from ruse_desktop.services.files import write_file
from ruse_desktop.services.office_holders import signers_in
from ruse_desktop.services.seal_waiting import is_sealed
from ruse_desktop.services.second_texts import second_in
from ruse_desktop.storage.nominations import NominationRecord

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from ruse_desktop.domain.book_printing import PrintLine
    from ruse_desktop.domain.office_holders import Signer
    from ruse_desktop.domain.rules import AwardRules
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.books import BookService
    from ruse_desktop.services.signing import KeyService
    from ruse_desktop.storage.store import Store


def default_signatories(
    law: LawBook,
    award: AwardRules | None = None,
    act_kind: str = "",
    signers: Mapping[Office, Signer] | None = None,
) -> tuple[Signatory, ...]:
    """Who signs where nothing else is set: the mayor, without whom there is no seal (чл. 21).

    Beside him the chair of the council where it decided, else of the commission where there is one.
    """
    known = {office: Signatory(*one.line) for office, one in (signers or {}).items()}
    mayor = known.get(Office.MAYOR) or Signatory(
        _("Кмет на {municipality}").format(municipality=law.municipality or _("Общината"))
    )
    if act_kind == _DECISION:
        chair = known.get(Office.CHAIR) or Signatory(_("Председател на Общинския съвет"))
        return (mayor, chair)
    if award is not None and not award.commissions and act_kind != _MINUTES:
        return (mayor,)
    return (mayor, Signatory(_("Председател на комисията")))


def duplicate_text(line: PrintLine) -> str:
    """„ДУБЛИКАТ № 1, издаден на 22.11.2026 г.“."""
    return _("ДУБЛИКАТ № {n}, издаден на {day}").format(n=line.number, day=date_short(line.day))


_SHEETS = frozenset({"diploma", "certificate"})
_TITLE = "title"
_MINUTES, _DECISION = "minutes", "decision"


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
        of the log its number and day stand on the page. What already has its seal is marked as a
        copy, without a place for another (чл. 21). Raises Refused for an entry without an act
        and for a revoked one, NotFound for no entry.
        """
        return tuple(
            self._marked(self._diploma(entry, signatories, dated), entry, duplicate)
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
        saved: list[Path] = []
        for done, entry in enumerate(entries):
            progress.step(done, len(entries), _("Дипломи"))
            made = self._marked(self._diploma(entry, signatories, dated), entry, None)
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

    def _signers(self, day: date) -> Mapping[Office, Signer]:
        with self._store.read() as session:
            return signers_in(session, day)

    def _diploma(
        self, entry: EntryDetail, signatories: Sequence[Signatory], dated: date | None
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
            act=_ground(act.text, award),
            entry=_("вписване под № {n} в книгата").format(n=row.entry_no),
            dated=day,
            place=self._law.town,
            signatories=tuple(signatories)
            or default_signatories(self._law, award, act.kind, self._signers(day)),
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
            work=self._work(entry, award),
            founded=award.founded if award else "",
        )

    def _marked(self, diploma: Diploma, entry: EntryDetail, duplicate: PrintLine | None) -> Diploma:
        """What a duplicate says of itself, „ПРЕПИС“ on what was sealed already, the second language."""
        row = entry.row
        with self._store.read() as session:
            copy = is_sealed(session, row.book, row.seq, duplicate.id if duplicate else None)
            second = second_in(session, row.book, row.seq)
        said = (duplicate_text(duplicate) if duplicate else "", _("ПРЕПИС") if copy else "")
        marks = " · ".join(part for part in said if part)
        return replace(diploma, duplicate=marks, copy=copy, second=second)

    def _work(self, entry: EntryDetail, award: AwardRules | None) -> str:
        """What the award is given for, of the nomination the entry came from (чл. 58)."""
        slot = next((one for one in (award.slots if award else ()) if one.code == entry.slot), None)
        if award is None or slot is None or entry.nomination_id is None:
            return ""
        parts = award.section(slot.section).diploma
        if not parts:
            return ""
        with self._store.read() as session:
            record = session.get(NominationRecord, entry.nomination_id)
            return work_of(parts, record.facts) if record else ""

    def _award(self, code: str, on: date) -> AwardRules | None:
        """The award as the law had it on a day; None where the law has it no more."""
        return next((award for award in self._law.at(on).awards if award.code == code), None)


def _heading(award: AwardRules | None) -> str:
    """What the sheet is called: „УДОСТОВЕРЕНИЕ“ or „ГРАМОТА“ where the law or custom says so."""
    sheets = (one.name for one in (award.attributes if award else ()) if one.kind in _SHEETS)
    return next(sheets, _("Диплом")).upper()


def _ground(act: str, award: AwardRules | None) -> str:
    """The act, with the places that let a sheet of custom be given (чл. 47 и чл. 52)."""
    sheet = next((one for one in (award.attributes if award else ()) if one.kind in _SHEETS), None)
    if award is None or sheet is None or sheet.prescribed:
        return act
    return _("{act}; {first} и {second}").format(
        act=act, first=award.citation, second=sheet.citation
    )


def _file_name(entry: EntryDetail) -> str:
    name = entry.row.name.replace("„", "").replace("“", "")
    text = _("Диплом № {n} – {name}").format(n=entry.row.entry_no, name=name)
    return f"{shown_name(text, most=120)}.pdf"
