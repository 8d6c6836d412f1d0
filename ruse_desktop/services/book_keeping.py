"""Books pass from keeper to keeper by an entry and a protocol; extracts go to the keeper (чл. 5)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from ruse_desktop.domain.book_keeping import BookPassing, Extracted, PassingInput
from ruse_desktop.domain.books import EntryKind
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services import book_entries, book_reading, book_rules, book_volume
from ruse_desktop.storage.book_keeping import ExtractSentRow
from ruse_desktop.storage.books import Book, BookEntry, BookKeeper, Laureate

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.book_chain import Canon
    from ruse_desktop.domain.book_volume import Volume
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store, Transaction

KINDS = ("books",)
_KEY = "keeper"
_OWN = "directorate"


class KeepingService:
    """Passes a book on, and follows what was handed to its keeper."""

    def __init__(self, store: Store, law: LawBook) -> None:
        self._store = store
        self._law = law

    def pass_on(self, *, actor: Actor, book: str, asked: PassingInput) -> BookPassing:
        """Enter that the book went to another office; the chain's head is part of the entry.

        Raises NotFound for no such book, UserError for what is missing, a day to come or the same
        office.
        """
        to = book_rules.required(asked.to, _("Не е посочено кой поема книгата."))
        ready = replace(
            asked, to=to, handed_by=_text(asked.handed_by), taken_by=_text(asked.taken_by),
            protocol=_text(asked.protocol), ground=_text(asked.ground),
        )  # fmt: skip
        if ready.on > self._store.clock.today():
            raise UserError(
                _("Предаването е с бъдеща дата."), _("Впишете го, след като е извършено.")
            )
        with self._store.write(actor, "books.pass-on", KINDS) as tx:
            row = book_entries.find_book(tx.session, book)
            keepers = book_reading.keepers_of(tx.session, book)
            before = book_reading.keeper_on(keepers, ready.on)
            if before == to:
                raise UserError(
                    _("Книгата вече се води от: {unit}.").format(unit=to),
                    _("Изберете службата, която я поема."),
                )
            later = [one for one in keepers if one.valid_from > ready.on]
            if later:
                raise UserError(
                    _("От {day} книгата се води от: {unit}.").format(
                        day=date_short(later[0].valid_from), unit=later[0].unit
                    ),
                    _("Проверете датата на предаването."),
                )
            made = self._write(tx, row, before, ready)
            tx.subject("book", None, book)
            return made

    def passings(self, book: str) -> tuple[BookPassing, ...]:
        """How the book went from office to office, the newest first. Raises NotFound."""
        with self._store.read() as session:
            row = book_entries.find_book(session, book)
            notes = session.scalars(
                select(BookEntry.payload)
                .where(
                    BookEntry.book == book,
                    BookEntry.kind == EntryKind.NOTE.value,
                    BookEntry.ref_seq.is_(None),
                )
                .order_by(BookEntry.seq.desc())
            )
            facts = [json.loads(one) for one in notes]
        return tuple(_passing(row, one) for one in facts if isinstance(one.get(_KEY), dict))

    def protocol(self, passing: BookPassing) -> bytes:
        """The protocol of a passing as PDF, to be signed by both."""
        from ruse_desktop.documents import book_keeping as pages

        return pages.render(passing, self._law.municipality, self._law.town)

    def send(
        self, *, actor: Actor, book: str, seqs: Sequence[int], on: date, document: str = ""
    ) -> tuple[Extracted, ...]:
        """Record that extracts of entries were handed to the keeper of the book (R-5-0.2).

        Raises Refused for an entry already handed.
        """
        if on > self._store.clock.today():
            raise UserError(_("Датата е бъдеща."), _("Впишете деня на предаването."))
        with self._store.write(actor, "books.extract-sent", KINDS) as tx:
            for seq in seqs:
                entry = book_reading.row_at(tx.session, book, seq)
                if tx.session.get(ExtractSentRow, (book, seq)) is not None:
                    raise Refused(
                        _("Извлечението за № {n} вече е предадено.").format(n=entry.entry_no),
                        _("Впишете номера, под който е вписано."),
                    )
                keeper = book_reading.keeper_on(book_reading.keepers_of(tx.session, book), on)
                row = ExtractSentRow(
                    book=book, seq=seq, keeper=keeper, sent_on=on, document=clean(document, 200),
                    by=tx.actor.name, at=tx.now,
                )  # fmt: skip
                tx.session.add(row)
            tx.session.flush()
            tx.subject("book", None, f"{book}: {len(seqs)}")
            return tuple(one for one in _sent(tx.session, book) if one.seq in seqs)

    def entered(self, *, actor: Actor, book: str, seq: int, number: str, on: date) -> Extracted:
        """Record the number under which the keeper entered the laureate; once. Raises Refused."""
        said = book_rules.required(number, _("Липсва номерът."), 40)
        with self._store.write(actor, "books.extract-entered", KINDS) as tx:
            row = tx.session.get(ExtractSentRow, (book, seq))
            if row is None:
                raise NotFound(
                    _("За този запис няма предадено извлечение."), _("Първо впишете предаването.")
                )
            if row.number:
                raise Refused(
                    _("Номерът вече е вписан: {n}.").format(n=row.number),
                    _("За промяна добавете бележка към записа."),
                )
            if not row.sent_on <= on <= self._store.clock.today():
                raise UserError(
                    _("Денят на вписването не е между предаването и днес."),
                    _("Проверете датата."),
                )
            row.number, row.entered_on = said, on
            tx.session.flush()
            made = next(one for one in _sent(tx.session, book) if one.seq == seq)
            tx.subject("book", made.laureate_id, f"{book}: № {made.entry_no}")
            return made

    def extracts(self, book: str) -> tuple[Extracted, ...]:
        """Extracts handed to the keeper, those that wait for a number first."""
        with self._store.read() as session:
            return tuple(sorted(_sent(session, book), key=lambda one: not one.waits))

    def extract_state(self, book: str, seq: int) -> str:
        """Where the entry's extract is: to be handed to the keeper, handed, or entered (чл. 5, чл. 34).

        „“ while the distinction is not handed over, for old entries and where the directorate keeps
        the book itself.
        """
        with self._store.read() as session:
            sent = next((one for one in _sent(session, book) if one.seq == seq), None)
            if sent is not None:
                return sent.state
            held = session.scalar(
                select(Laureate).where(Laureate.book == book, Laureate.seq == seq)
            )
            if held is None or held.historic or held.handed_over is None:
                return ""
            keepers = book_reading.keepers_of(session, book)
        keeper = book_reading.keeper_on(keepers, self._store.clock.today())
        own = next((one for one in self._law.bodies if one.code == _OWN), None)
        if own is not None and own.called(keeper):
            return ""
        return _("за предаване на {keeper}").format(keeper=keeper)

    @staticmethod
    def _write(tx: Transaction, row: Book, before: str, asked: PassingInput) -> BookPassing:
        for said in (asked.to, asked.handed_by, asked.taken_by, asked.protocol, asked.ground):
            book_rules.refuse_personal_number(said)
        seq, digest = book_entries.head(tx.session, row.code)
        last = select(func.max(Laureate.entry_no)).where(Laureate.book == row.code)
        volumes = [_volume_text(one) for one in book_volume.volumes_in(tx.session, row.code)]
        text = _("Книгата е предадена на {day}: от {before} на {to}.").format(
            day=date_short(asked.on), before=before, to=asked.to
        )
        keeper: dict[str, Canon] = {
            "on": asked.on.isoformat(), "from": before, "to": asked.to,
            "handed_by": asked.handed_by, "taken_by": asked.taken_by,
            "protocol": asked.protocol, "ground": asked.ground, "volumes": volumes,
            "last_no": tx.session.scalar(last) or 0, "seq": seq, "head": digest.hex(),
        }  # fmt: skip
        payload: dict[str, Canon] = {
            "at": tx.now.isoformat(timespec="seconds"), "by": tx.actor.name, "text": text,
            _KEY: keeper,
        }  # fmt: skip
        book_entries.append(tx, row.code, [book_entries.NewEntry(EntryKind.NOTE, payload)])
        held = tx.session.get(BookKeeper, (row.code, asked.on))
        if held is None:
            tx.session.add(BookKeeper(book=row.code, valid_from=asked.on, unit=asked.to))
        else:
            held.unit = asked.to
        tx.session.flush()
        return _passing(row, payload)


def _passing(row: Book, facts: Mapping[str, Any]) -> BookPassing:
    one = facts[_KEY]
    return BookPassing(
        row.code, row.title, row.citation, date.fromisoformat(one["on"]), one["from"], one["to"],
        one["handed_by"], one["taken_by"], one["protocol"], one["ground"], tuple(one["volumes"]),
        one["last_no"], one["seq"], one["head"], datetime.fromisoformat(facts["at"]), facts["by"],
    )  # fmt: skip


def _volume_text(one: Volume) -> str:
    """„том 1: № 1–214, приключен на 31.12.2026 г., 120 листа“."""
    said = _("том {n}: № {first}–{last}").format(n=one.number, first=one.first_no, last=one.last_no)
    if one.last_no < one.first_no:
        said = _("том {n}: без вписани").format(n=one.number)
    if one.closed_on:
        said += _(", приключен на {day}").format(day=date_short(one.closed_on))
    if one.leaves:
        said += _(", {n} листа").format(n=one.leaves)
    return said


def _sent(session: Session, book: str) -> tuple[Extracted, ...]:
    rows = session.execute(
        select(ExtractSentRow, Laureate)
        .join(
            Laureate, (Laureate.book == ExtractSentRow.book) & (Laureate.seq == ExtractSentRow.seq)
        )
        .where(ExtractSentRow.book == book)
        .order_by(Laureate.entry_no.desc())
    )
    return tuple(
        Extracted(
            sent.book, sent.seq, held.id, held.entry_no, held.name, sent.keeper, sent.sent_on,
            sent.document, sent.number, sent.entered_on,
        )
        for sent, held in rows
    )  # fmt: skip


def _text(text: str) -> str:
    return clean(text, 200)
