"""Search over all records: folded, in any part of a word, in Bulgarian order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sqlalchemy import TextualSelect, column, func, select, text

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.search import SearchHit
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.text import search_key, search_words
from ruse_desktop.services.book_entries import rebuild_list
from ruse_desktop.storage.books import Book
from ruse_desktop.storage.search import SOURCES, SearchItem

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.town import Body, BodyName
    from ruse_desktop.storage.store import Store

LIMIT = 50
UNIT = "unit"
_NAMES, _UNITS = 100, 6
_CANDIDATES = 200
_INDEXED = 3
_WILD = re.compile(r"[%_]")


class SearchService:
    """Finds people, nominations, laureates, sessions, permits, events … by any part of them."""

    def __init__(self, store: Store, bodies: Sequence[Body] = ()) -> None:
        self._store = store
        self._bodies = bodies

    def find(
        self, query: str, *, kinds: Collection[str] = (), limit: int = LIMIT
    ) -> tuple[SearchHit, ...]:
        """At most `limit` records with every word of the query, titles that match first.

        Among many the newest are taken, then sorted: А–Я, then Latin.
        """
        words = _words(query)
        if not words:
            return ()
        where, values = _conditions(words)
        if kinds:
            names = {f"k{n}": kind for n, kind in enumerate(sorted(kinds))}
            where += f" AND i.kind IN ({', '.join(f':{name}' for name in names)})"
            values |= names
        statement = text(
            "SELECT i.kind, i.record_id, i.title, i.detail, i.sort_key"  # noqa: S608 - parameters only
            f" FROM {_from(words)} WHERE {where} ORDER BY {_newest(words)} DESC LIMIT :most"
        )
        with self._store.read() as session:
            found = session.execute(statement, {**values, "most": max(limit, _CANDIDATES)}).all()
        ranked = sorted(
            found, key=lambda row: (not _in_title(words, row.title), row.sort_key, row.kind)
        )
        records = [
            SearchHit(row.kind, row.record_id, row.title, row.detail) for row in ranked[:limit]
        ]
        units = self._units(words) if not kinds or UNIT in kinds else ()
        return (*records[: limit - len(units)], *units)

    def unit_place(self, unit: int) -> Citation:
        """Where the act calls a unit so; of a name it does not use, where it speaks of the unit."""
        body = self._bodies[unit // _NAMES]
        try:
            return Citation.parse(body.names[unit % _NAMES].source)
        except ValueError:
            return body.citation

    def _units(self, words: Sequence[str]) -> tuple[SearchHit, ...]:
        """Units and bodies by any of their names (R-13-0.4): one line for each name of theirs."""
        found = []
        for number, body in enumerate(self._bodies):
            names = [f"{one.name} {one.abbr}" for one in body.names]
            if len(names) < 2 or not any(_all_in(words, name) for name in names):
                continue
            others = "; ".join(one.name for one in body.names)
            found += [
                SearchHit(UNIT, number * _NAMES + n, one.name, _said(one, others))
                for n, one in enumerate(body.names)
            ]
        return tuple(found[:_UNITS])

    def rebuild(self, *, actor: Actor) -> int:
        """Make lists and index anew from the books and records; the number indexed.

        For after a restore or when the check of the books names the list.
        """
        with self._store.write(actor, "search.rebuild", ("books",)) as tx:
            for book in tx.session.scalars(select(Book.code)).all():
                rebuild_list(tx.session, book)
            connection = tx.session.connection()
            connection.exec_driver_sql("DELETE FROM search_item")
            for source in SOURCES:
                connection.exec_driver_sql(source.refill())
            connection.exec_driver_sql("INSERT INTO search_fts(search_fts) VALUES ('rebuild')")
            count = tx.session.scalar(select(func.count()).select_from(SearchItem)) or 0
            tx.subject("search", None, str(count))
        return count


def matching(query: str, kind: str, scope: str | None = None) -> TextualSelect:
    """The ids of records of one kind (and scope) that have every word of the query."""
    words = _words(query)
    where, values = _conditions(words)
    statement = text(
        f"SELECT i.record_id FROM {_from(words)}"  # noqa: S608 - parameters only
        f" WHERE {where} AND i.kind = :kind{'' if scope is None else ' AND i.scope = :scope'}"
    )
    if scope is not None:
        values["scope"] = scope
    return statement.bindparams(**values, kind=kind).columns(column("record_id"))


def _words(query: str) -> tuple[str, ...]:
    return search_words(query)


def _newest(words: Sequence[str]) -> str:
    """The column whose order the search reads by itself, so that it stops at the limit."""
    return "f.rowid" if _indexed(words) else "i.id"


def _indexed(words: Sequence[str]) -> bool:
    return any(len(word) >= _INDEXED for word in words)


def _from(words: Sequence[str]) -> str:
    if _indexed(words):
        # The order of the join is ours: the index first, however small the table looks.
        return "search_fts f CROSS JOIN search_item i ON i.id = f.rowid"
    return "search_item i"


def _conditions(words: Sequence[str]) -> tuple[str, dict[str, Any]]:
    """The index answers for words of three letters and more, the folded text for shorter ones."""
    values: dict[str, Any] = {}
    parts = []
    long = [word for word in words if len(word) >= _INDEXED]
    if long:
        values["q"] = " ".join('"' + word.replace('"', '""') + '"' for word in long)
        parts.append("f.search_fts MATCH :q")
    for n, word in enumerate(word for word in words if len(word) < _INDEXED):
        if _WILD.search(word):
            values[f"w{n}"] = word
            parts.append(f"instr(i.key, :w{n}) > 0")
        else:  # a quarter quicker
            values[f"w{n}"] = f"%{word}%"
            parts.append(f"i.key LIKE :w{n}")
    return " AND ".join(parts) or "1", values


def _in_title(words: Sequence[str], title: str) -> bool:
    key = search_key(title)
    return all(word in key for word in words)


def _all_in(words: Sequence[str], name: str) -> bool:
    key = search_key(name)
    return all(word in key for word in words)


def _said(name: BodyName, others: str) -> str:
    """From when it is called so, and all its names."""
    since = date_short(name.valid_from) if name.valid_from else ""
    return " · ".join(part for part in (name.source, since, others) if part)
