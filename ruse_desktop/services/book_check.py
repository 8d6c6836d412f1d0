"""The check of the books: every entry hashed again, the list compared with what the entries say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, text

from ruse_desktop.domain import book_chain, book_state
from ruse_desktop.domain.books import BookCheck, ChainFault, ChainReport, EntryKind
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import search_key
from ruse_desktop.services.book_entries import list_values
from ruse_desktop.storage.books import Book, Laureate, LaureateName

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.book_state import LaureateState

# Read as bytes: a text whose bytes were damaged is not UTF-8 any more.
_ENTRIES = text(
    "SELECT e.seq, CAST(e.kind AS BLOB) AS kind, e.ref_seq, CAST(e.payload AS BLOB) AS payload,"
    " e.pcommit, e.prev, e.hash, p.salt, CAST(p.data AS BLOB) AS data"
    " FROM book_entry e LEFT JOIN entry_private p ON p.book = e.book AND p.seq = e.seq"
    " WHERE e.book = :book ORDER BY e.seq"
)


class _Broken(Exception):
    """The walk stops here: place and what is wrong."""

    def __init__(self, seq: int, what: str) -> None:
        super().__init__(seq, what)
        self.seq = seq
        self.what = what


@dataclass
class _Walk:
    """What the walk over one chain has gathered."""

    entries: int = 0
    head: bytes = book_chain.FIRST


def verify(session: Session) -> ChainReport:
    """Check every book; each one's first fault is named."""
    books = session.execute(select(Book.code, Book.title).order_by(Book.code)).all()
    return ChainReport(tuple(check_book(session, code, title) for code, title in books))


def check_book(session: Session, book: str, title: str) -> BookCheck:
    """Check one book; its first fault is named."""
    walk = _Walk()
    states: dict[int, LaureateState] = {}
    fault: ChainFault | None = None
    try:
        _replay(session, book, walk, states)
        _check_head(session, book, walk)
        _check_list(session, book, states)
    except _Broken as broken:
        fault = ChainFault(book, title, broken.seq, broken.what)
    return BookCheck(book, title, walk.entries, len(states), walk.head.hex(), fault)


def _replay(session: Session, book: str, walk: _Walk, states: dict[int, LaureateState]) -> None:
    missing: set[int] = set()
    number = 0
    for seq, kind, ref, payload, data in _walk_chain(session, book, walk, missing):
        try:
            if kind is EntryKind.AWARD:
                former = tuple((data or {}).get("former_names", ()))
                states[seq] = book_state.start(payload, former)
                number += 1
                if states[seq].entry_no != number:
                    raise _Broken(seq, _("номерът в книгата не е поредният"))
            elif ref is not None:
                states[ref] = book_state.follow(states[ref], kind, payload)
                if kind is EntryKind.NOTE and payload.get("erased"):
                    missing.discard(ref)
        except (KeyError, ValueError, TypeError) as problem:
            raise _Broken(seq, _("записът не може да се разчете")) from problem
    if missing:
        raise _Broken(min(missing), _("личната част липсва без отбелязано заличаване"))


def _walk_chain(
    session: Session, book: str, walk: _Walk, missing: set[int]
) -> Iterator[tuple[int, EntryKind, int | None, Any, Any]]:
    prev = book_chain.FIRST
    for row in session.execute(_ENTRIES, {"book": book}):
        expected = walk.entries + 1
        if row.seq != expected:
            raise _Broken(expected, _("записът липсва"))
        if row.prev != prev:
            raise _Broken(expected, _("връзката с предходния запис е прекъсната"))
        try:
            kind, payload = row.kind.decode(), row.payload.decode()
            digest = book_chain.entry_hash(
                book, row.seq, kind, row.ref_seq, payload, row.pcommit, row.prev
            )
        except UnicodeError as problem:
            raise _Broken(expected, _("съдържанието е променено")) from problem
        if digest != row.hash:
            raise _Broken(expected, _("съдържанието е променено"))
        data = _private(row, expected, missing)
        walk.entries, walk.head = expected, digest
        prev = digest
        yield row.seq, EntryKind(kind), row.ref_seq, json.loads(payload), data


def _private(row: Any, seq: int, missing: set[int]) -> Any:
    """The erasable part, checked against its commitment; None when erased or never there."""
    if row.salt is None:
        if row.pcommit is not None:
            missing.add(seq)
        return None
    try:
        data = row.data.decode()
    except UnicodeError as problem:
        raise _Broken(seq, _("личната част е променена")) from problem
    if book_chain.commit_private(row.salt, data) != row.pcommit:
        raise _Broken(seq, _("личната част е променена"))
    return json.loads(data)


def _check_head(session: Session, book: str, walk: _Walk) -> None:
    seq, digest = session.execute(
        select(Book.head_seq, Book.head_hash).where(Book.code == book)
    ).one()
    if walk.entries < seq:
        raise _Broken(walk.entries + 1, _("записът липсва"))
    if (seq, digest) != (walk.entries, walk.head):
        raise _Broken(walk.entries, _("последният запис не е този, с който книгата е затворена"))


def _check_list(session: Session, book: str, states: dict[int, LaureateState]) -> None:
    """Whether the list that screens and searches read is what the chain says."""
    what = _("показваното в списъка не отговаря на записа")
    names: dict[int, list[tuple[str, str]]] = {}
    for row_id, name, key in session.execute(
        select(LaureateName.laureate_id, LaureateName.name, LaureateName.key)
        .join(Laureate, Laureate.id == LaureateName.laureate_id)
        .where(Laureate.book == book)
        .order_by(LaureateName.id)
    ):
        names.setdefault(row_id, []).append((name, key))
    table = Laureate.__table__
    seen = 0
    for row in session.execute(select(table).where(table.c.book == book).order_by(table.c.seq)):
        seen += 1
        state = states.get(row.seq)
        if state is None:
            raise _Broken(row.seq, what)
        wanted = list_values(state)
        actual = {key: getattr(row, key) for key in wanted}
        if actual != wanted or names.get(row.id, []) != [(n, search_key(n)) for n in state.names]:
            raise _Broken(row.seq, what)
    if seen != len(states):
        present = set(session.scalars(select(Laureate.seq).where(Laureate.book == book)))
        raise _Broken(min(set(states) - present), what)
