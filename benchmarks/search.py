"""Search as one types in 100 000 entries of a book, against LIKE on a folded column."""

from __future__ import annotations

import random
import tempfile
from datetime import datetime
from pathlib import Path

from sqlalchemy import text

from benchmarks.measure import Row, alternate
from ruse_desktop import app
from ruse_desktop.domain.actors import Actor
from ruse_desktop.domain.books import BookImport, LaureateInput
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.services.books import BookService
from ruse_desktop.services.search import SearchService

_COUNT = 100_000
_GIVEN = [
    "Иван",
    "Мария",
    "Петър",
    "Елена",
    "Георги",
    "Стефка",
    "Николай",
    "Радка",
    "Тодор",
    "Ана",
    "Христо",
    "Йорданка",
]
_STEMS = [
    "Стоян",
    "Колар",
    "Минк",
    "Добр",
    "Аврам",
    "Щърбан",
    "Велик",
    "Русин",
    "Бонч",
    "Радул",
    "Кънч",
    "Йорд",
    "Ъгл",
    "Пет",
]
_WORDS = ("щърбанков", "иван мин", "йо", "99321")


def run(rounds: int = 5) -> list[Row]:
    """One book of invented laureates, made once; queries in turn."""
    rnd = random.Random(17)
    with tempfile.TemporaryDirectory() as folder:
        clock = FixedClock(datetime(2026, 5, 20, 9, tzinfo=SOFIA))
        actor = Actor("Мярка")
        options = app.Options(data_dir=Path(folder), clock=clock, actor=actor)
        store = app.open_store(options)
        books = BookService(store, app.load_law())
        rows = tuple(
            LaureateInput(
                year=1950 + n % 76,
                name=f"{rnd.choice(_GIVEN)} {rnd.choice(_STEMS)}ов {rnd.choice(_STEMS)}ков {n}",
                historic=True,
            )
            for n in range(_COUNT)
        )
        books.import_book(actor=actor, award="NR", source=BookImport(rows), complete_from=1950)
        search = SearchService(store)
        found: list[Row] = []
        for word in _WORDS:

            def raw(word: str = word) -> object:
                with store.read() as session:
                    return session.execute(
                        text("SELECT id FROM laureate WHERE search_key LIKE :w LIMIT 50"),
                        {"w": f"%{word}%"},
                    ).all()

            seen = alternate((("like", raw), ("ours", lambda w=word: search.find(w))), rounds)
            ratio = seen["ours"] / seen["like"]
            found.append(Row(f"„{word}“ by LIKE on the folded column", seen["like"], 1.0, ""))
            found.append(Row(f"„{word}“ by our search", seen["ours"], ratio, "< 16 ms"))
        for word in (*_WORDS, "награда щърбан", "1987"):
            seen = alternate((("find", lambda w=word: books.find(w, limit=500)),), rounds)
            found.append(Row(f"„{word}“ in the tab, all books", seen["find"], 1.0, "< 50 ms"))
        store.close()
    return found
