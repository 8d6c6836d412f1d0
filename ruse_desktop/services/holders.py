"""Who in the books has a name like this: read once, asked for many nominees in turn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.books import Holder
from ruse_desktop.kernel.text import search_key
from ruse_desktop.services import book_reading
from ruse_desktop.storage.books import Book, Laureate, LaureateName

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.books import BookView

SIMILAR = 85
_HOLDER_LIMIT = 20
_EXACT = 1000.0


class NameIndex:
    """All names in a book (None = in every book), read once; asked for many nominees in turn.

    Similar: 85 of 100 by letters in any order of words, or the same first and last word.
    """

    def __init__(self, session: Session, book: str | None) -> None:
        self._session = session
        query = select(LaureateName.id, LaureateName.key)
        if book is not None:
            query = query.join(Laureate, Laureate.id == LaureateName.laureate_id).where(
                Laureate.book == book
            )
        self._ids: list[int] = []
        self._sorted: list[str] = []
        self._same: dict[str, list[int]] = {}
        self._by_ends: dict[tuple[str, str], list[int]] = {}
        for row in session.execute(query):
            self._ids.append(row.id)
            words = row.key.split()
            self._sorted.append(" ".join(sorted(words)))
            self._same.setdefault(row.key, []).append(row.id)
            if len(words) > 1:
                self._by_ends.setdefault((words[0], words[-1]), []).append(row.id)

    def holders_like(self, names: Iterable[str]) -> tuple[Holder, ...]:
        """Laureates with one of these names or a similar one, exact ones first."""
        wanted = {key for name in names if (key := search_key(name))}
        scores: dict[int, float] = {}
        for key in wanted:
            self._score(key, scores)
        best = sorted(scores.items(), key=lambda item: -item[1])[:_HOLDER_LIMIT]
        return self._holders(dict(best)) if best else ()

    def _score(self, key: str, scores: dict[int, float]) -> None:
        from rapidfuzz import fuzz, process

        words = key.split()
        ends = self._by_ends.get((words[0], words[-1]), ()) if len(words) > 1 else ()
        for row_id in ends:
            scores[row_id] = max(scores.get(row_id, 0.0), 95.0)
        for row_id in self._same.get(key, ()):
            scores[row_id] = _EXACT
        near = process.extract(
            " ".join(sorted(words)),
            self._sorted,
            scorer=fuzz.ratio,
            score_cutoff=SIMILAR,
            limit=_HOLDER_LIMIT,
        )
        for _other, score, place in near:
            row_id = self._ids[place]
            scores[row_id] = max(scores.get(row_id, 0.0), score)

    def _holders(self, scored: dict[int, float]) -> tuple[Holder, ...]:
        found: dict[int, tuple[float, Holder]] = {}
        query = (
            select(
                LaureateName.id, LaureateName.name, Laureate.id.label("laureate"), Laureate.book,
                Laureate.entry_no, Laureate.year, Laureate.section,
            )
            .join(Laureate, Laureate.id == LaureateName.laureate_id)
            .where(LaureateName.id.in_(scored))
        )  # fmt: skip
        for row in self._session.execute(query):
            score = scored[row.id]
            holder = Holder(
                row.book, row.entry_no, row.year, row.name, row.section, exact=score >= _EXACT
            )
            if score > found.get(row.laureate, (0.0, holder))[0]:
                found[row.laureate] = (score, holder)
        ranked = sorted(found.values(), key=lambda pair: (-pair[0], pair[1].book, pair[1].entry_no))
        return tuple(holder for _score, holder in ranked)


@dataclass(frozen=True)
class Entry:
    """What of an entry decides whether it counts against a nomination."""

    entry_no: int
    kind: str
    year: int
    nomination_id: int | None


class Holders:
    """What the books say of nominees, read once per book within a session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._indexes: dict[str | None, NameIndex] = {}
        self._entries: dict[str, tuple[Entry, ...]] = {}
        self._views: dict[str, BookView | None] = {}

    def like(self, names: Iterable[str], book: str | None = None) -> tuple[Holder, ...]:
        """Laureates with one of these names or a similar one, exact ones first."""
        if book not in self._indexes:
            self._indexes[book] = NameIndex(self._session, book)
        return self._indexes[book].holders_like(names)

    def entries(self, book: str) -> tuple[Entry, ...]:
        """Every laureate of a book."""
        if book not in self._entries:
            rows = self._session.execute(
                select(
                    Laureate.entry_no, Laureate.kind, Laureate.year, Laureate.nomination_id
                ).where(Laureate.book == book)
            )
            self._entries[book] = tuple(Entry(*row) for row in rows)
        return self._entries[book]

    def view(self, book: str) -> BookView | None:
        """The state of a book; None when it is not opened."""
        if book not in self._views:
            row = self._session.get(Book, book)
            self._views[book] = book_reading.book_view(self._session, row) if row else None
        return self._views[book]
