"""Reading of the books: their pages, one laureate with its history, holders by name."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from ruse_desktop.domain import book_state
from ruse_desktop.domain.books import (
    BookView,
    Change,
    EntryDetail,
    EntryKind,
    EntryRow,
    HistoryLine,
    HolderKind,
    Keeper,
)
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import search_key, search_words
from ruse_desktop.services import book_entries
from ruse_desktop.services.search import matching
from ruse_desktop.storage.book_receipts import BookReceiptRow
from ruse_desktop.storage.books import (
    Book,
    BookEntry,
    BookKeeper,
    EntryPrivate,
    Laureate,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_NAMING = 4  # letters of a word that may name an award
_ORDERS = {
    "entry_no": (Laureate.entry_no,),
    "year": (Laureate.year, Laureate.entry_no),
    "name": (Laureate.sort_key, Laureate.entry_no),
    "section": (Laureate.section, Laureate.sort_key),
}
_ROW = (
    Laureate.id, Laureate.book, Laureate.seq, Laureate.entry_no, Laureate.year, Laureate.name,
    Laureate.section, Laureate.act, Laureate.kind, Laureate.historic, Laureate.corrected,
    Laureate.revoked, Laureate.handed_over,
)  # fmt: skip


def book_view(session: Session, row: Book) -> BookView:
    """The page of an opened book."""
    keepers = keepers_of(session, row.code)
    count, last = session.execute(
        select(func.count(), func.max(Laureate.entry_no)).where(Laureate.book == row.code)
    ).one()
    years = session.scalars(
        select(Laureate.year).where(Laureate.book == row.code).distinct().order_by(Laureate.year)
    )
    opening = session.scalar(
        select(BookEntry.payload).where(BookEntry.book == row.code, BookEntry.seq == 1)
    )
    opened = datetime.fromisoformat(json.loads(opening)["at"]).date() if opening else None
    return BookView(
        book=row.code,
        title=row.title,
        keeper=keepers[-1].unit if keepers else "",
        keepers=keepers,
        citation=row.citation,
        opened_on=opened,
        holders=count,
        entries=row.head_seq,
        last_no=last or 0,
        years=tuple(reversed(tuple(years))),
        head=row.head_hash.hex(),
        closed=book_entries.is_closed(session, row.code),
        complete_from=row.complete_from,
    )


def keepers_of(session: Session, book: str) -> tuple[Keeper, ...]:
    """The keepers of a book, oldest first."""
    rows = session.scalars(
        select(BookKeeper).where(BookKeeper.book == book).order_by(BookKeeper.valid_from)
    )
    return tuple(Keeper(row.unit, row.valid_from) for row in rows)


def keeper_on(keepers: Sequence[Keeper], day: date) -> str:
    """The office that kept the book on a day; the first one for earlier days."""
    held = [keeper for keeper in keepers if keeper.valid_from <= day]
    if held:
        return held[-1].unit
    return keepers[0].unit if keepers else ""


def rows(
    session: Session,
    book: str,
    *,
    text: str = "",
    year: int | None = None,
    sort: str = "entry_no",
    descending: bool = True,
    limit: int | None = None,
) -> tuple[EntryRow, ...]:
    """Laureates of a book; `sort` is entry_no, year, name or section."""
    order = [column.desc() if descending else column.asc() for column in _ORDERS[sort]]
    query = select(*_ROW).where(Laureate.book == book).order_by(*order).limit(limit)
    if year is not None:
        query = query.where(Laureate.year == year)
    if text.strip():
        query = query.where(Laureate.id.in_(matching(text, "laureate", book)))
    return tuple(entry_row(row) for row in session.execute(query))


def found(
    session: Session,
    names: Mapping[str, str],
    text: str,
    *,
    year: int | None = None,
    limit: int | None = None,
) -> tuple[EntryRow, ...]:
    """Laureates of all books with every word of the text, newest year first.

    After them those of a book named by some of the words (`names` by code), with the other words.
    """
    query = select(*_ROW).order_by(Laureate.year.desc(), Laureate.book, Laureate.entry_no.desc())
    if year is not None:
        query = query.where(Laureate.year == year)
    words = search_words(text)
    if not words:
        return tuple(entry_row(row) for row in session.execute(query.limit(limit)))
    rows = {
        row.id: entry_row(row)
        for row in session.execute(
            query.where(Laureate.id.in_(matching(text, "laureate"))).limit(limit)
        )
    }
    for code, name in names.items():
        of_name = search_key(name).split()
        rest = [word for word in words if not _names(word, of_name)]
        if len(rest) == len(words) or (limit is not None and len(rows) >= limit):
            continue
        within = query.where(Laureate.book == code)
        if rest:
            within = within.where(Laureate.id.in_(matching(" ".join(rest), "laureate", code)))
        for row in session.execute(within.limit(limit)):
            rows.setdefault(row.id, entry_row(row))
    return tuple(rows.values())[:limit]


def _names(word: str, of_name: Sequence[str]) -> bool:
    """Whether a word as long as a name of an award begins one of its words."""
    return len(word) >= _NAMING and any(one.startswith(word) for one in of_name)


def entry_row(row: Any) -> EntryRow:
    """A row of the list as a value."""
    return EntryRow(
        id=row.id,
        book=row.book,
        seq=row.seq,
        entry_no=row.entry_no,
        year=row.year,
        name=row.name,
        section=row.section,
        act=row.act,
        kind=HolderKind(row.kind),
        historic=row.historic,
        corrected=row.corrected,
        revoked=row.revoked,
        handed_over=row.handed_over,
    )


def row_at(session: Session, book: str, seq: int) -> EntryRow:
    """The row of the laureate at `seq`."""
    found = session.execute(select(*_ROW).where(Laureate.book == book, Laureate.seq == seq))
    return entry_row(found.one())


def detail(session: Session, book: str, seq: int) -> EntryDetail:
    """A laureate with its history. Raises NotFound."""
    entries = book_entries.entries_of(session, book, seq)
    state = book_entries.state_of(session, book, seq)
    owner = book_entries.find_book(session, book)
    commitment, private = session.execute(
        select(BookEntry.pcommit, EntryPrivate.seq)
        .outerjoin(
            EntryPrivate,
            (EntryPrivate.book == BookEntry.book) & (EntryPrivate.seq == BookEntry.seq),
        )
        .where(BookEntry.book == book, BookEntry.seq == seq)
    ).one()
    original = state.spellings[0]
    return EntryDetail(
        row=row_at(session, book, seq),
        given=state.given,
        middle=state.middle,
        family=state.family,
        titles=state.titles,
        members=state.members,
        slot=state.slot,
        area=state.area,
        motive=state.motive,
        act=state.act,
        nomination_id=state.nomination_id,
        paper_no=state.paper_no,
        note=state.note,
        former_names=state.former_names,
        original_name=original if original != state.full_name else "",
        entered_at=state.entered_at,
        entered_by=state.entered_by,
        keeper=keeper_on(keepers_of(session, book), state.entered_at.date()),
        citation=owner.citation,
        hand_over=state.hand_over,
        hash=entries[0].hash.hex(),
        history=tuple(history_line(entry) for entry in entries),
        original_year=json.loads(entries[0].payload)["year"],
        private_erased=commitment is not None and private is None,
        received_by=received_by(session, book, seq),
    )


def received_by(session: Session, book: str, seq: int) -> str:
    """Who received the award for the laureate at the newest hand-over; „“ for himself."""
    query = select(BookReceiptRow.received_by).join(
        Laureate,
        (Laureate.book == BookReceiptRow.book)
        & (Laureate.seq == BookReceiptRow.seq)
        & (Laureate.handed_over == BookReceiptRow.on),
    )
    query = query.where(BookReceiptRow.book == book, BookReceiptRow.seq == seq)
    return session.scalar(query.order_by(BookReceiptRow.id.desc()).limit(1)) or ""


def history_line(entry: Any) -> HistoryLine:
    """An entry (seq, kind, payload text, hash) as a sentence for people."""
    payload = json.loads(entry.payload)
    kind = EntryKind(entry.kind)
    at = datetime.fromisoformat(payload["at"])
    changes: tuple[Change, ...] = ()
    if kind is EntryKind.CORRECTION:
        changes = tuple(
            Change(
                c["field"],
                book_state.label(c["field"]),
                book_state.shown(c["old"]),
                book_state.shown(c["new"]),
            )
            for c in payload["changes"]
        )
    return HistoryLine(
        seq=entry.seq,
        kind=kind,
        at=at,
        by=payload["by"],
        text=f"{date_plain(at.date())} {_sentence(kind, payload, changes)}",
        reason=payload.get("reason", ""),
        changes=changes,
        fingerprint=entry.hash.hex()[:10],
    )


def _sentence(kind: EntryKind, payload: Any, changes: Sequence[Change]) -> str:
    if kind is EntryKind.AWARD:
        if payload["historic"]:
            return _("исторически запис")
        return _("вписване под № {n}").format(n=payload["entry_no"])
    if kind is EntryKind.HAND_OVER:
        return _("връчване: {text}").format(text=book_state.hand_over_text(payload))
    if kind is EntryKind.CORRECTION:
        parts = "; ".join(
            _("{label}: „{old}“ → „{new}“").format(label=c.label, old=c.old, new=c.new)
            for c in changes
        )
        return _("поправка: {changes}").format(changes=parts)
    if kind is EntryKind.REVOCATION:
        return _("отнемане с {act}").format(act=payload["act"]["text"])
    if kind is EntryKind.OPENING:
        return _("откриване на книгата, водена от {keeper}").format(keeper=payload["keeper"])
    if kind is EntryKind.CLOSING:
        return _("закриване на книгата")
    return _("бележка: {text}").format(text=payload.get("text", ""))
