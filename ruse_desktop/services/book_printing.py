"""Extracts, certified copies and duplicate diplomas of an entry; the log of everything printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from ruse_desktop.domain import book_chain
from ruse_desktop.domain.book_printing import ISSUED, Extract, PrintKind, PrintLine, PrintRequest
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services import book_entries, book_reading, book_rules
from ruse_desktop.storage.book_printing import BookPrintRow
from ruse_desktop.storage.books import Laureate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store, Transaction

KINDS = ("book-prints",)


class PrintingService:
    """Issues papers of committed entries under numbers, and keeps what was printed when by whom."""

    def __init__(self, store: Store, law: LawBook) -> None:
        self._store = store
        self._law = law

    def preview(self, *, book: str, seq: int, kind: PrintKind, request: PrintRequest) -> Extract:
        """An extract or a copy without a number, to be looked at. Raises NotFound."""
        with self._store.read() as session:
            return self._extract(session, book, seq, kind, request, None)

    def issue(
        self, *, actor: Actor, book: str, seq: int, kind: PrintKind, request: PrintRequest
    ) -> PrintLine:
        """Give an extract, a certified copy or a duplicate its number and write it into the log.

        Duplicates count by entry, extracts and copies together by book and year. Raises UserError
        without what the kind asks, Refused for a duplicate of a revoked or actless entry.
        """
        ready = _checked(kind, request)
        with self._store.write(actor, f"books.print-{kind}", KINDS) as tx:
            entry = book_reading.detail(tx.session, book, seq)
            if kind is PrintKind.DUPLICATE and entry.row.revoked:
                raise Refused(
                    _("Отличието на {name} е отнето.").format(name=entry.row.name),
                    _("За отнето отличие не се издава дубликат."),
                    code="revoked",
                )
            if kind is PrintKind.DUPLICATE and entry.act is None:
                raise Refused(
                    _("За {name} в книгата няма акт.").format(name=entry.row.name),
                    _("Добавете акта с поправка и опитайте отново."),
                    code="no-act",
                )
            year = tx.now.year
            made = self._add(
                tx, book, (seq, kind), "issue", ready, _next(tx.session, book, seq, kind, year)
            )
            tx.subject("book", entry.row.id, f"{book}: № {entry.row.entry_no}")
            return made

    def issued(self, print_id: int) -> Extract:
        """The extract or copy with this line of the log, as the entry reads today. Raises NotFound."""
        with self._store.read() as session:
            line = _line(_find(session, print_id))
            if line.seq is None:
                raise _nothing()
            asked = PrintRequest(line.day, line.applicant, line.reason, line.certified_by)
            return self._extract(session, line.book, line.seq, line.kind, asked, line)

    def line(self, print_id: int) -> PrintLine:
        """One line of the log. Raises NotFound."""
        with self._store.read() as session:
            return _line(_find(session, print_id))

    def record(
        self,
        *,
        actor: Actor,
        book: str,
        kind: PrintKind,
        way: str,
        seqs: Sequence[int] = (),
        part: str = "",
    ) -> None:
        """Write down that something was printed („print“) or kept as a file („pdf“).

        For diplomas `seqs` are the entries; a volume and a sheet have none.
        """
        with self._store.write(actor, f"books.print-{kind}", KINDS) as tx:
            book_entries.find_book(tx.session, book)
            asked = PrintRequest(tx.now.date())
            for seq in seqs or (None,):
                self._add(tx, book, (seq, kind), way, asked, None, part)
            tx.subject("book", None, f"{book}: {len(seqs) or part}")

    def record_year(self, *, actor: Actor, book: str, year: int, way: str) -> None:
        """Write down that the diplomas of a year were printed or kept as files."""
        with self._store.read() as session:
            seqs = session.scalars(
                select(Laureate.seq)
                .where(Laureate.book == book, Laureate.year == year, ~Laureate.revoked)
                .order_by(Laureate.entry_no)
            ).all()
        if seqs:
            self.record(actor=actor, book=book, kind=PrintKind.DIPLOMA, way=way, seqs=seqs)

    def log(self, book: str, seq: int | None = None) -> tuple[PrintLine, ...]:
        """What was printed of an entry, or of the book itself, newest first."""
        with self._store.read() as session:
            rows = session.scalars(
                select(BookPrintRow)
                .where(
                    BookPrintRow.book == book,
                    BookPrintRow.seq.is_(None) if seq is None else BookPrintRow.seq == seq,
                )
                .order_by(BookPrintRow.id.desc())
            )
            return tuple(_line(row) for row in rows)

    @staticmethod
    def _add(
        tx: Transaction,
        book: str,
        what: tuple[int | None, PrintKind],
        way: str,
        asked: PrintRequest,
        number: int | None,
        part: str = "",
    ) -> PrintLine:
        seq, kind = what
        head_seq, head = book_entries.head(tx.session, book)
        row = BookPrintRow(
            book=book, seq=seq, kind=kind.value, way=way, number=number, year=tx.now.year,
            day=asked.day, part=part, applicant=asked.applicant, reason=asked.reason,
            certified_by=asked.certified_by, head_seq=head_seq, head=head.hex(),
            by=tx.actor.name, at=tx.now,
        )  # fmt: skip
        tx.session.add(row)
        tx.session.flush()
        return _line(row)

    def _extract(
        self,
        session: Session,
        book: str,
        seq: int,
        kind: PrintKind,
        request: PrintRequest,
        line: PrintLine | None,
    ) -> Extract:
        entry = book_reading.detail(session, book, seq)
        owner = book_entries.find_book(session, book)
        row = entry.row
        code = book_chain.diploma_code(book, row.entry_no, entry.original_year, entry.hash)
        day = entry.act.on if entry.act and entry.act.on else self._store.clock.today()
        awards = self._law.at(day).awards
        rule = next((one.hand_over for one in awards if one.code == book), None)
        return Extract(
            kind=kind,
            municipality=self._law.municipality,
            town=self._law.town,
            title=owner.title,
            citation=owner.citation,
            entry=entry,
            request=request,
            code=str(code),
            announced=rule is not None and rule.announced_only,
            issued=line,
        )


def _next(session: Session, book: str, seq: int, kind: PrintKind, year: int) -> int:
    query = select(func.max(BookPrintRow.number)).where(BookPrintRow.book == book)
    if kind is PrintKind.DUPLICATE:
        query = query.where(BookPrintRow.kind == kind.value, BookPrintRow.seq == seq)
    else:
        both = (PrintKind.EXTRACT.value, PrintKind.COPY.value)
        query = query.where(BookPrintRow.kind.in_(both), BookPrintRow.year == year)
    return (session.scalar(query) or 0) + 1


def _checked(kind: PrintKind, request: PrintRequest) -> PrintRequest:
    """The request with clean texts. Raises UserError for what is missing."""
    if kind not in ISSUED:
        raise ValueError(kind)
    ready = PrintRequest(
        request.day,
        clean(request.applicant, 200),
        clean(request.reason, 500),
        clean(request.certified_by, 200),
    )
    if kind is PrintKind.DUPLICATE:
        book_rules.required(ready.applicant, _("Не е посочено кой иска дубликата."), 200)
        book_rules.required(ready.reason, _("Не е посочена причината за дубликата."), 500)
    if kind is PrintKind.COPY and not ready.certified_by:
        raise UserError(
            _("Не е посочено кой заверява преписа."), _("Впишете име и длъжност."), code="no-name"
        )
    return ready


def _find(session: Session, print_id: int) -> BookPrintRow:
    row = session.get(BookPrintRow, print_id)
    if row is None:
        raise _nothing()
    return row


def _nothing() -> NotFound:
    return NotFound(_("Няма такъв ред в дневника на печата."), _("Опреснете списъка."))


def _line(row: BookPrintRow) -> PrintLine:
    return PrintLine(
        row.id, row.book, row.seq, PrintKind(row.kind), row.way, row.number, row.day, row.part,
        row.applicant, row.reason, row.certified_by, row.head_seq, row.head, row.by, row.at,
    )  # fmt: skip
