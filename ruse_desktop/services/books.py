"""The verbs of the laureate books: enter, correct, annotate, import, verify."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.backups import BIG_IMPORT
from ruse_desktop.domain.books import (
    BookImport,
    BookImportResult,
    BookView,
    ChainReport,
    EntryDetail,
    EntryKind,
    EntryRow,
    Holder,
    LaureateInput,
)
from ruse_desktop.kernel.errors import NotFound, Refused
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.progress import Progress, no_progress
from ruse_desktop.kernel.text import clean
from ruse_desktop.services import book_check, book_entries, book_import, book_reading, book_rules
from ruse_desktop.services.holders import Holders
from ruse_desktop.storage.books import Book, EntryPrivate, Laureate

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.book_chain import Canon
    from ruse_desktop.domain.results import AwardResult
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.backups import BeforeImport
    from ruse_desktop.storage.store import Store, Transaction

_KINDS = ("books",)


class BookService:
    """One book per award; entries are only ever added, the chain shows every later change."""

    def __init__(self, store: Store, law: LawBook, before: BeforeImport | None = None) -> None:
        self._store = store
        self._law = law
        self._before = before

    def books(self) -> tuple[BookView, ...]:
        """The opened books and those the law prescribes, in the order of the law."""
        edition = self._law.at(self._store.clock.today())
        with self._store.read() as session:
            opened = {row.code: row for row in session.scalars(select(Book).order_by(Book.code))}
            views: list[BookView] = []
            for award in edition.awards:
                row = opened.pop(award.code, None)
                if row is not None:
                    view = book_reading.book_view(session, row)
                elif award.book is not None:
                    view = book_rules.unopened(award, award.book)
                else:
                    continue
                memory = award.book is not None and award.book.memory
                views.append(replace(view, award=award.short_name, memory=memory))
            views.extend(book_reading.book_view(session, row) for row in opened.values())
        return tuple(views)

    def book(self, award: str) -> BookView:
        """The book of an award, opened or not. Raises NotFound."""
        for view in self.books():
            if view.book == award:
                return view
        raise book_rules.no_book()

    def rows(
        self,
        book: str,
        *,
        text: str = "",
        year: int | None = None,
        sort: str = "entry_no",
        descending: bool = True,
        limit: int | None = None,
    ) -> tuple[EntryRow, ...]:
        """Laureates of a book; `sort` is „entry_no“, „year“, „name“ or „section“."""
        with self._store.read() as session:
            return book_reading.rows(
                session, book, text=text, year=year, sort=sort, descending=descending, limit=limit
            )

    def find(
        self, text: str = "", *, year: int | None = None, limit: int | None = None
    ) -> tuple[EntryRow, ...]:
        """Laureates of all books, newest year first; words may name the award too (R-X-0.19)."""
        edition = self._law.at(self._store.clock.today())
        names = {award.code: f"{award.name} {award.short_name}" for award in edition.awards}
        with self._store.read() as session:
            return book_reading.found(session, names, text, year=year, limit=limit)

    def detail(self, book: str, seq: int) -> EntryDetail:
        """A laureate with the whole history of the entry. Raises NotFound."""
        with self._store.read() as session:
            return book_reading.detail(session, book, seq)

    def by_id(self, laureate_id: int) -> EntryDetail:
        """The laureate with this id, as search hits carry it. Raises NotFound."""
        with self._store.read() as session:
            place = session.execute(
                select(Laureate.book, Laureate.seq).where(Laureate.id == laureate_id)
            ).first()
            if place is None:
                raise NotFound(_("Носителят не е намерен."), _("Потърсете го отново по име."))
            return book_reading.detail(session, place.book, place.seq)

    def holders_like(
        self, names: str | Iterable[str], book: str | None = None
    ) -> tuple[Holder, ...]:
        """Laureates with one of these names or a similar one, members and former names too."""
        wanted = (names,) if isinstance(names, str) else tuple(names)
        with self._store.read() as session:
            return Holders(session).like(wanted, book)

    def verify(self) -> ChainReport:
        """Check every book from its first entry; the first broken one is named."""
        with self._store.read() as session:
            return book_check.verify(session)

    def open_book(
        self, *, actor: Actor, award: str, keeper: str = "", reason: str = ""
    ) -> BookView:
        """Open the book of an award; where the law names none, a reason is needed (R-5-0.5).

        The other verbs open a prescribed book by themselves.
        """
        with self._store.write(actor, "books.open", _KINDS) as tx:
            if tx.session.get(Book, award) is not None:
                raise Refused(_("Книгата вече е открита."), _("Продължете с вписване в нея."))
            book_rules.open_book(tx, self._law, award, keeper=keeper, reason=reason)
            tx.subject("book", None, award)
        return self.book(award)

    def enter(
        self, *, actor: Actor, award: str, laureates: Sequence[LaureateInput], why_more: str = ""
    ) -> tuple[EntryRow, ...]:
        """Enter laureates under the next numbers, all or none.

        `why_more` passes a yearly cap of which the act only warns. Raises Refused without a valid
        act (R-5-0.7), for a nomination already entered, over the cap and for a closed book.
        """
        with self._store.write(actor, "books.enter", _KINDS) as tx:
            return enter_in(tx, self._law, award, laureates, why_more)

    def enter_results(
        self, *, actor: Actor, results: Sequence[AwardResult], why_more: str = ""
    ) -> tuple[EntryRow, ...]:
        """Enter the laureates of a closed session: `sessions.results(session_id)`, all or none.

        The minutes are the act (R-45-1.2); the nominations become „удостоено“. `why_more` as in
        `enter`.
        """
        from ruse_desktop.services.book_results import enter_results_in

        with self._store.write(actor, "books.enter", (*_KINDS, "nominations")) as tx:
            return enter_results_in(tx, self._law, results, why_more)

    def correct(
        self, *, actor: Actor, book: str, seq: int, changes: Mapping[str, object], reason: str
    ) -> EntryDetail:
        """Correct fields of an entry by a further one that shows old and new (R-5-0.8).

        `changes` gives new values by the names in `book_state.CORRECTABLE`.
        """
        with self._store.write(actor, "books.correct", _KINDS) as tx:
            state = book_entries.state_of(tx.session, book, seq)
            found = book_rules.corrections(state, changes, tx.now.date())
            payload = _by(tx, reason=book_rules.reason_text(reason), changes=list(found))
            book_entries.refer(tx, book, seq, EntryKind.CORRECTION, payload)
            return _answer(tx, book, seq)

    def annotate(self, *, actor: Actor, book: str, seq: int, text: str) -> EntryDetail:
        """Add a dated remark to an entry (R-5-0.8)."""
        with self._store.write(actor, "books.annotate", _KINDS) as tx:
            payload = _by(tx, text=book_rules.required(text, _("Бележката е празна."), 2000))
            book_entries.refer(tx, book, seq, EntryKind.ANNOTATION, payload)
            return _answer(tx, book, seq)

    def close_book(self, *, actor: Actor, book: str, reason: str) -> BookView:
        """Close a book for good: no further laureates; corrections stay possible."""
        with self._store.write(actor, "books.close", _KINDS) as tx:
            book_entries.find_book(tx.session, book)
            if book_entries.is_closed(tx.session, book):
                raise book_rules.closed()
            payload = _by(tx, reason=book_rules.reason_text(reason))
            book_entries.append(tx, book, [book_entries.NewEntry(EntryKind.CLOSING, payload)])
            tx.subject("book", None, book)
        return self.book(book)

    def erase_private(
        self, *, actor: Actor, book: str, seq: int, ground: str, protocol: str
    ) -> EntryDetail:
        """Erase the personal part of an entry with its salt; the chain still holds."""
        with self._store.write(actor, "books.erase", _KINDS) as tx:
            if tx.session.get(EntryPrivate, (book, seq)) is None:
                raise NotFound(_("Записът няма лична част."), _("Няма какво да се заличи."))
            text = _("Личната част е заличена.")
            payload = _by(tx, text=text, ground=clean(ground), protocol=clean(protocol))
            book_entries.erase_private(tx, book, seq, payload)
            return _answer(tx, book, seq)

    def read_import(self, *, award: str, source: Path | BookImport) -> BookImport:
        """What an old book's table (.xlsx, .ods, .csv) holds, with faults and warnings (R-5-0.9).

        Nothing is written. Raises UserError when it is no table or a needed column is missing.
        """
        with self._store.read() as session:
            return _parsed(session, award, source, self._store.clock.today())

    def import_book(
        self,
        *,
        actor: Actor,
        award: str,
        source: Path | BookImport,
        complete_from: int | None = None,
        progress: Progress = no_progress,
    ) -> BookImportResult:
        """Enter the laureates of an old book as historic records, all or none (R-5-0.9).

        `complete_from`: the first year from which all holders are known. Raises UserError for the
        first faulty row. A big import is preceded by a backup.
        """
        if self._before is not None:
            rows = len(source.laureates) if isinstance(source, BookImport) else BIG_IMPORT
            self._before(rows, actor)
        with self._store.write(actor, "books.import", _KINDS) as tx:
            ready = _parsed(tx.session, award, source, tx.now.date())
            book_import.refuse_faults(ready)
            result = import_in(tx, self._law, award, ready.laureates, complete_from, progress)
            tx.subject("book", None, f"{award}: {result.count}")
            return result


def enter_in(
    tx: Transaction,
    law: LawBook,
    award: str,
    laureates: Sequence[LaureateInput],
    why_more: str = "",
) -> tuple[EntryRow, ...]:
    """Enter laureates within a transaction; see `BookService.enter`."""
    rules = book_rules.award_rules(law, award, tx.now.date())
    ready = [book_rules.checked(item, rules, tx.now.date()) for item in laureates]
    if not ready:
        raise Refused(_("Няма кого да впишете."), _("Изберете поне един носител."))
    book_rules.ensure_open(tx, law, award)
    for item in ready:
        _refuse_second(tx.session, award, item)
    ready = book_rules.within_limit(tx, law, award, ready, why_more)
    seqs = book_entries.add_laureates(tx, award, ready)
    made = [book_reading.row_at(tx.session, award, seq) for seq in seqs]
    numbers = (
        f"№ {made[0].entry_no}" if len(made) == 1 else f"№ {made[0].entry_no}–{made[-1].entry_no}"
    )
    tx.subject("book", made[0].id, f"{award}: {numbers}")
    return tuple(made)


def import_in(
    tx: Transaction,
    law: LawBook,
    award: str,
    laureates: Sequence[LaureateInput],
    complete_from: int | None,
    progress: Progress,
) -> BookImportResult:
    """Enter historic laureates within a transaction; see `BookService.import_book`."""
    book_rules.ensure_open(tx, law, award)
    ready = [book_rules.tidy(item) for item in laureates]
    seqs = book_entries.add_laureates(tx, award, ready, progress)
    first = book_reading.row_at(tx.session, award, seqs[0]).entry_no
    if complete_from is not None:
        book_entries.find_book(tx.session, award).complete_from = complete_from
    text = _("Внесени са {n} исторически записа (№ {first}–{last}).").format(
        n=len(seqs), first=first, last=first + len(seqs) - 1
    )
    if complete_from is not None:
        text += " " + _("Книгата е пълна от {year} г. насам.").format(year=complete_from)
    _note(tx, award, text)
    _seq, digest = book_entries.head(tx.session, award)
    return BookImportResult(award, len(seqs), first, first + len(seqs) - 1, digest.hex())


def _parsed(session: Session, award: str, source: Path | BookImport, today: date) -> BookImport:
    parsed = source if isinstance(source, BookImport) else book_import.read(source, today)
    return book_import.against_book(session, award, parsed)


def _refuse_second(session: Session, book: str, item: LaureateInput) -> None:
    if item.nomination_id is None:
        return
    number = session.scalar(
        select(Laureate.entry_no).where(
            Laureate.book == book, Laureate.nomination_id == item.nomination_id
        )
    )
    if number is not None:
        raise Refused(
            _("{name} вече е в книгата под № {n}.").format(name=item.full_name, n=number),
            _("Отворете записа; за промени добавете поправка."),
            code="already-entered",
        )


def _answer(tx: Transaction, book: str, seq: int) -> EntryDetail:
    found = book_reading.detail(tx.session, book, seq)
    tx.subject("book", found.row.id, f"{book}: № {found.row.entry_no}")
    return found


def _by(tx: Transaction, **facts: Canon) -> dict[str, Canon]:
    return {"at": tx.now.isoformat(timespec="seconds"), "by": tx.actor.name, **facts}


def _note(tx: Transaction, book: str, text: str) -> None:
    book_entries.append(tx, book, [book_entries.NewEntry(EntryKind.NOTE, _by(tx, text=text))])


__all__ = ["BookService", "enter_in", "import_in"]
