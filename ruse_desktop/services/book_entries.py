"""Writing of book entries inside a transaction: the chain grows, the list of laureates follows."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, update

from ruse_desktop.domain import book_chain, book_state
from ruse_desktop.domain.books import EntryKind, LaureateInput
from ruse_desktop.domain.rights import require_book
from ruse_desktop.kernel.errors import NotFound
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.progress import Progress, no_progress
from ruse_desktop.kernel.text import search_key
from ruse_desktop.storage.books import (
    Book,
    BookEntry,
    EntryPrivate,
    Laureate,
    LaureateName,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.book_chain import Canon
    from ruse_desktop.domain.book_state import LaureateState
    from ruse_desktop.storage.store import Transaction

_BATCH = 2000


@dataclass(frozen=True)
class NewEntry:
    """An entry to be appended; `private` goes to the erasable part."""

    kind: EntryKind
    payload: dict[str, Canon]
    ref: int | None = None
    private: dict[str, Canon] | None = None


def head(session: Session, book: str) -> tuple[int, bytes]:
    """The place and hash of the last entry; (0, zeros) for an empty chain."""
    last = session.execute(
        select(BookEntry.seq, BookEntry.hash)
        .where(BookEntry.book == book)
        .order_by(BookEntry.seq.desc())
        .limit(1)
    ).first()
    return (last[0], last[1]) if last else (0, book_chain.FIRST)


def append(tx: Transaction, book: str, entries: Iterable[NewEntry]) -> tuple[int, ...]:
    """Append entries to the chain of a book; their places, in order. The audit notes the head.

    Raises Refused when the actor keeps other books.
    """
    require_book(tx.actor, book)
    seq, prev = head(tx.session, book)
    first = seq + 1
    rows: list[dict[str, Any]] = []
    private: list[dict[str, Any]] = []
    for entry in entries:
        seq += 1
        commitment = None
        if entry.private is not None:
            salt = secrets.token_bytes(book_chain.SALT_BYTES)
            data = book_chain.canonical(entry.private)
            commitment = book_chain.commit_private(salt, data)
            private.append({"book": book, "seq": seq, "salt": salt, "data": data})
        payload = book_chain.canonical(entry.payload)
        digest = book_chain.entry_hash(
            book, seq, entry.kind.value, entry.ref, payload, commitment, prev
        )
        rows.append({
            "book": book, "seq": seq, "kind": entry.kind.value, "ref_seq": entry.ref,
            "payload": payload, "pcommit": commitment, "prev": prev, "hash": digest,
        })  # fmt: skip
        prev = digest
    if rows:
        insert_rows(tx.session, BookEntry, rows)
        insert_rows(tx.session, EntryPrivate, private)
        tx.note({"book": book, "from": first, "to": seq, "head": prev.hex()})
    return tuple(range(first, seq + 1))


def add_laureates(
    tx: Transaction,
    book: str,
    laureates: Sequence[LaureateInput],
    progress: Progress = no_progress,
) -> tuple[int, ...]:
    """Enter laureates under the next numbers; their chain places. Texts must be clean already."""
    session = tx.session
    last_no = session.scalar(select(func.max(Laureate.entry_no)).where(Laureate.book == book)) or 0
    row_id = session.scalar(select(func.max(Laureate.id))) or 0
    seqs: list[int] = []
    for done in range(0, len(laureates), _BATCH):
        progress.step(done, len(laureates), _("Вписване в книгата"))
        part = laureates[done : done + _BATCH]
        entries = [
            NewEntry(
                EntryKind.AWARD,
                book_state.award_payload(item, last_no + n, tx.actor.name, tx.now),
                private=book_state.private_payload(item),
            )
            for n, item in enumerate(part, start=done + 1)
        ]
        made = append(tx, book, entries)
        states = [
            book_state.start(entry.payload, item.former_names)
            for entry, item in zip(entries, part, strict=True)
        ]
        _insert_list(session, book, row_id + done + 1, made, states)
        seqs.extend(made)
    progress.step(len(laureates), len(laureates), _("Вписване в книгата"))
    return tuple(seqs)


def refer(
    tx: Transaction, book: str, seq: int, kind: EntryKind, payload: dict[str, Canon]
) -> LaureateState:
    """Append an entry that speaks of the laureate at `seq`; what the book reads afterwards.

    Raises NotFound.
    """
    entries_of(tx.session, book, seq)
    append(tx, book, [NewEntry(kind, payload, ref=seq)])
    state = state_of(tx.session, book, seq)
    _update_list(tx.session, book, seq, state)
    return state


def erase_private(tx: Transaction, book: str, seq: int, payload: dict[str, Canon]) -> None:
    """Delete the erasable part of an entry with its salt and note it in the chain."""
    tx.session.execute(
        delete(EntryPrivate).where(EntryPrivate.book == book, EntryPrivate.seq == seq)
    )
    append(tx, book, [NewEntry(EntryKind.NOTE, {**payload, "erased": True}, ref=seq)])
    _update_list(tx.session, book, seq, state_of(tx.session, book, seq))


def insert_rows(session: Session, table: type[Any], rows: list[dict[str, Any]]) -> None:
    """Insert many rows of one table at once."""
    if rows:
        session.connection().execute(insert(table.__table__), rows)


def entries_of(session: Session, book: str, seq: int) -> list[Any]:
    """The award entry at `seq` and all that speak of it: (seq, kind, payload text, hash).

    Raises NotFound.
    """
    columns = select(BookEntry.seq, BookEntry.kind, BookEntry.payload, BookEntry.hash)
    award = session.execute(
        columns.where(
            BookEntry.book == book, BookEntry.seq == seq, BookEntry.kind == EntryKind.AWARD.value
        )
    ).first()
    if award is None:
        raise NotFound(
            _("В книгата няма такъв запис."), _("Отворете книгата отново и изберете запис от нея.")
        )
    later = session.execute(
        columns.where(BookEntry.book == book, BookEntry.ref_seq == seq).order_by(BookEntry.seq)
    )
    return [award, *later]


def former_names(session: Session, book: str, seq: int) -> tuple[str, ...]:
    """Former names kept in the erasable part, if it is still there."""
    data = session.scalar(
        select(EntryPrivate.data).where(EntryPrivate.book == book, EntryPrivate.seq == seq)
    )
    return tuple(json.loads(data).get("former_names", ())) if data else ()


def state_of(session: Session, book: str, seq: int) -> LaureateState:
    """What the book reads of the laureate at `seq`. Raises NotFound."""
    award, *later = entries_of(session, book, seq)
    state = book_state.start(json.loads(award.payload), former_names(session, book, seq))
    for entry in later:
        state = book_state.follow(state, EntryKind(entry.kind), json.loads(entry.payload))
    return state


def list_values(state: LaureateState) -> dict[str, Any]:
    """The columns of the list that follow from a state."""
    return {
        "entry_no": state.entry_no,
        "year": state.year,
        "kind": state.kind.value,
        "name": state.full_name,
        "section": state.section,
        "act": state.act_text,
        "historic": state.historic,
        "corrected": state.corrected,
        "revoked": state.revoked,
        "handed_over": state.handed_over,
        "nomination_id": state.nomination_id,
        "search_key": state.search_key,
        "sort_key": state.sort_key,
    }


def rebuild_list(session: Session, book: str) -> None:
    """Make the list of laureates of a book anew from its chain."""
    ids = select(Laureate.id).where(Laureate.book == book)
    session.execute(delete(LaureateName).where(LaureateName.laureate_id.in_(ids)))
    session.execute(delete(Laureate).where(Laureate.book == book))
    awards = select(BookEntry.seq).where(
        BookEntry.book == book, BookEntry.kind == EntryKind.AWARD.value
    )
    seqs = tuple(session.scalars(awards.order_by(BookEntry.seq)))
    row_id = session.scalar(select(func.max(Laureate.id))) or 0
    states = [state_of(session, book, seq) for seq in seqs]
    _insert_list(session, book, row_id + 1, seqs, states)


def is_closed(session: Session, book: str) -> bool:
    """Whether the book takes no more laureates."""
    closing = select(BookEntry.seq).where(
        BookEntry.book == book, BookEntry.kind == EntryKind.CLOSING.value
    )
    return session.scalar(closing) is not None


def find_book(session: Session, book: str) -> Book:
    """The opened book. Raises NotFound."""
    row = session.get(Book, book)
    if row is None:
        raise NotFound(
            _("Книгата още не е открита."), _("Открива се с първото вписване или внасяне в нея.")
        )
    return row


def _insert_list(
    session: Session,
    book: str,
    first_id: int,
    seqs: Sequence[int],
    states: Sequence[LaureateState],
) -> None:
    rows = [
        {"id": row_id, "book": book, "seq": seq, **list_values(state)}
        for row_id, (seq, state) in enumerate(zip(seqs, states, strict=True), start=first_id)
    ]
    names = [
        n for row_id, state in enumerate(states, start=first_id) for n in _names(row_id, state)
    ]
    insert_rows(session, Laureate, rows)
    insert_rows(session, LaureateName, names)


def _names(row_id: int, state: LaureateState) -> list[dict[str, Any]]:
    return [{"laureate_id": row_id, "name": n, "key": search_key(n)} for n in state.names]


def _update_list(session: Session, book: str, seq: int, state: LaureateState) -> None:
    row_id = session.scalars(
        select(Laureate.id).where(Laureate.book == book, Laureate.seq == seq)
    ).one()
    session.execute(
        update(Laureate)
        .where(Laureate.id == row_id)
        .values(**list_values(state))
        .execution_options(synchronize_session=False)
    )
    session.execute(delete(LaureateName).where(LaureateName.laureate_id == row_id))
    insert_rows(session, LaureateName, _names(row_id, state))
