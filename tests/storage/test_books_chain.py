"""The chain of a book: whatever is done leaves it whole, whatever is forged is found and named."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from ruse_desktop.domain.book_keeping import PassingInput
from ruse_desktop.domain.books import ChainFault
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.services import book_check
from ruse_desktop.services.book_keeping import KeepingService
from ruse_desktop.services.book_volume import VolumeService
from ruse_desktop.services.books import BookService
from ruse_desktop.services.search import SearchService
from ruse_desktop.storage.store import Store
from tests.storage.books_world import (
    ACT,
    ACTOR,
    books_of,
    hand_over,
    historic,
    law,
    open_store,
    person,
    revoke,
    team,
)

TRIGGERS = (
    "book_entry_chain", "book_entry_no_update", "book_entry_no_delete", "book_entry_head",
    "entry_private_no_update", "entry_private_once",
)  # fmt: skip
REASON = "правописна грешка в протокола"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Two books: NR with eight entries, SG with two."""
    opened = open_store(tmp_path_factory.mktemp("вериги"))
    books = books_of(opened)
    books.enter(
        actor=ACTOR,
        award="NR",
        laureates=[
            person(birth_year=1961, former_names=("Мара Кънева",)),
            person("Минкова"),
            team("Иво Бонев", "Ана Русева"),
        ],
    )
    books.correct(actor=ACTOR, book="NR", seq=3, changes={"family": "Минева"}, reason=REASON)
    hand_over(opened, [2, 3])
    revoke(opened, 4, ACT, REASON)
    books.enter(actor=ACTOR, award="SG", laureates=[person("Друга")])
    yield opened
    opened.close()


@contextmanager
def _without_guards(store: Store) -> Iterator[Connection]:
    """A forger's connection: no triggers, no foreign keys; everything is undone afterwards."""
    raw = store.engine.raw_connection().driver_connection
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        with store.engine.connect() as connection:
            for name in TRIGGERS:
                connection.execute(text(f"DROP TRIGGER {name}"))
            yield connection
            connection.rollback()
    finally:
        raw.execute("PRAGMA foreign_keys=ON")


def _first(connection: Connection) -> ChainFault | None:
    with Session(connection, join_transaction_mode="rollback_only") as session:
        return book_check.verify(session).first


def _forge(store: Store, statement: str, **values: Any) -> ChainFault | None:
    with _without_guards(store) as connection:
        assert connection.execute(text(statement), values).rowcount == 1
        return _first(connection)


def test_untouched_books_are_whole(store: Store) -> None:
    report = books_of(store).verify()
    assert report.intact
    assert [(c.book, c.entries, c.holders) for c in report.books] == [("NR", 8, 3), ("SG", 2, 1)]
    assert (report.entries, report.holders, report.first) == (10, 4, None)


@pytest.mark.requirement("R-5-0.8")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE book_entry SET payload = 'x' WHERE seq = 2",
        (
            "UPDATE OR REPLACE book_entry SET hash = (SELECT hash FROM book_entry WHERE book = 'NR'"
            " AND seq = 3) WHERE book = 'NR' AND seq = 4"
        ),
        "DELETE FROM book_entry WHERE book = 'NR' AND seq = 8",
        "DELETE FROM book_entry",
        (
            "INSERT OR REPLACE INTO book_entry SELECT book, seq, kind, ref_seq, '{}', pcommit, prev,"
            " randomblob(32) FROM book_entry WHERE seq = 2"
        ),
        (
            "INSERT INTO book_entry SELECT * FROM book_entry WHERE book = 'NR' AND seq = 2"
            " ON CONFLICT DO UPDATE SET payload = 'x'"
        ),
        (
            "INSERT INTO book_entry VALUES ('NR', 12, 'note', NULL, '{}', NULL, zeroblob(32),"
            " randomblob(32))"
        ),
        (
            "INSERT INTO book_entry VALUES ('NR', 9, 'note', NULL, '{}', NULL, zeroblob(32),"
            " randomblob(32))"
        ),
        (
            "INSERT INTO book_entry SELECT 'NR', 9, 'opening', NULL, '{}', NULL, hash, randomblob(32)"
            " FROM book_entry WHERE book = 'NR' AND seq = 8"
        ),
        (
            "INSERT INTO book_entry SELECT 'NR', 9, 'correction', NULL, '{}', NULL, hash,"
            " randomblob(32) FROM book_entry WHERE book = 'NR' AND seq = 8"
        ),
        (
            "INSERT INTO book_entry SELECT 'NR', 9, 'correction', 5, '{}', NULL, hash,"
            " randomblob(32) FROM book_entry WHERE book = 'NR' AND seq = 8"
        ),
        "UPDATE entry_private SET data = '{}'",
        "INSERT OR REPLACE INTO entry_private SELECT book, seq, salt, '{}' FROM entry_private",
        "DELETE FROM book WHERE code = 'SG'",
    ],
)
def test_database_itself_refuses(store: Store, statement: str) -> None:
    with pytest.raises(DBAPIError), store.engine.begin() as connection:
        connection.execute(text(statement))
    assert books_of(store).verify().intact


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    seq=st.integers(1, 8),
    column=st.sampled_from(["payload", "prev", "hash", "pcommit", "kind"]),
    place=st.integers(0, 10_000),
    byte=st.integers(0, 255),
)
def test_any_changed_byte_is_found_and_named(
    store: Store, seq: int, column: str, place: int, byte: int
) -> None:
    with _without_guards(store) as connection:
        connection.execute(text("PRAGMA ignore_check_constraints=ON"))
        where = "WHERE book = 'NR' AND seq = :seq"
        old = connection.execute(
            text(f"SELECT CAST({column} AS BLOB) FROM book_entry {where}"), {"seq": seq}
        ).scalar_one()
        if old is None:
            old = bytes(32)
        changed = bytearray(old)
        changed[place % len(changed)] = byte
        new = bytes(changed)
        if new != old:
            value = "CAST(:new AS TEXT)" if column in {"payload", "kind"} else ":new"
            connection.execute(
                text(f"UPDATE book_entry SET {column} = {value} {where}"), {"seq": seq, "new": new}
            )
        fault = _first(connection)
        connection.execute(text("PRAGMA ignore_check_constraints=OFF"))
    if new == old:
        assert fault is None
    else:
        assert fault is not None
        assert (fault.book, fault.seq) == ("NR", seq)
        assert fault.what


@pytest.mark.parametrize(
    ("statement", "seq", "what"),
    [
        ("DELETE FROM book_entry WHERE book = 'NR' AND seq = 8", 8, "липсва"),
        ("DELETE FROM book_entry WHERE book = 'NR' AND seq = 4", 4, "липсва"),
        ("UPDATE book_entry SET seq = 88 WHERE book = 'NR' AND seq = 6", 6, "липсва"),
        ("UPDATE book_entry SET book = 'SG' WHERE book = 'NR' AND seq = 7", 7, "липсва"),
        ("UPDATE book_entry SET ref_seq = 3 WHERE book = 'NR' AND seq = 6", 6, "променено"),
        ("UPDATE book_entry SET ref_seq = NULL WHERE book = 'NR' AND seq = 6", 6, "променено"),
        ("UPDATE entry_private SET data = replace(data, '1961', '1962')", 2, "личната част"),
        ("UPDATE entry_private SET salt = randomblob(32)", 2, "личната част"),
        ("DELETE FROM entry_private", 2, "без отбелязано заличаване"),
        ("UPDATE laureate SET name = 'Друг' WHERE entry_no = 2 AND book = 'NR'", 3, "списъка"),
        ("UPDATE laureate SET revoked = 0 WHERE book = 'NR' AND seq = 4", 4, "списъка"),
        ("DELETE FROM laureate_name WHERE name = 'Ана Русева'", 4, "списъка"),
        ("UPDATE laureate_name SET key = 'x' WHERE name = 'Ана Русева'", 4, "списъка"),
        ("DELETE FROM laureate WHERE book = 'NR' AND seq = 4", 4, "списъка"),
        ("UPDATE book SET head_hash = zeroblob(32) WHERE code = 'NR'", 8, "последният"),
    ],
)
def test_forged_place_is_named(store: Store, statement: str, seq: int, what: str) -> None:
    fault = _forge(store, statement)
    assert fault is not None
    assert (fault.book, fault.seq) == ("NR", seq)
    assert what in fault.what


def test_forged_second_book_is_named_and_the_first_stays_whole(store: Store) -> None:
    with _without_guards(store) as connection:
        connection.execute(
            text("UPDATE book_entry SET payload = '{}' WHERE book = 'SG' AND seq = 2")
        )
        with Session(connection, join_transaction_mode="rollback_only") as session:
            report = book_check.verify(session)
    assert [check.fault is None for check in report.books] == [True, False]
    assert report.first is not None
    assert (report.first.book, report.first.seq) == ("SG", 2)


def test_list_can_be_made_anew_from_the_chain(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    books = books_of(store)
    books.enter(actor=ACTOR, award="NR", laureates=[person(), team("Иво Бонев")])
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE laureate SET name = 'Друг', search_key = 'друг'"))
    assert not books.verify().intact
    SearchService(store).rebuild(actor=ACTOR)
    assert books.verify().intact
    assert [hit.title for hit in SearchService(store).find("попова")] == ["Маргарита Илиева Попова"]
    store.close()


NAMES = st.text("АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЬЮЯабвгд „“\"\\и\u0306ѝ-'%", min_size=1, max_size=20)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("enter"), st.lists(NAMES, min_size=1, max_size=3)),
        st.tuples(st.just("team"), st.lists(NAMES, max_size=4)),
        st.tuples(st.just("import"), st.lists(NAMES, min_size=1, max_size=3)),
        st.tuples(st.just("correct"), NAMES),
        st.tuples(st.just("annotate"), NAMES),
        st.tuples(st.just("hand-over"), st.none()),
        st.tuples(st.just("revoke"), st.none()),
        st.tuples(st.just("erase"), st.none()),
        st.tuples(st.just("keeper"), NAMES),
        st.tuples(st.just("volume"), st.integers(1, 300)),
        st.tuples(st.just("close"), st.none()),
    ),
    max_size=12,
)


@settings(max_examples=25, deadline=None)
@given(steps=STEPS, which=st.randoms(use_true_random=False))
def test_any_sequence_of_steps_leaves_the_chain_whole(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, Any]], which: Any
) -> None:
    store = open_store(tmp_path_factory.mktemp("ход"))
    try:
        books = books_of(store)
        for step, value in steps:
            rows = books.rows("NR")
            seq = which.choice(rows).seq if rows else 1
            before = books.verify()
            try:
                _do(store, books, step, value, seq)
            except UserError:
                assert books.verify() == before
        report = books.verify()
        assert report.intact
        numbers = [row.entry_no for row in books.rows("NR", descending=False)]
        assert numbers == list(range(1, len(numbers) + 1))
        assert report.holders == len(numbers)
        assert store.verify_audit()[1] is None
    finally:
        store.close()


def _do(store: Store, books: BookService, step: str, value: Any, seq: int) -> None:
    at = {"actor": ACTOR, "book": "NR", "seq": seq}
    if step == "enter":
        items = [person(name, former_names=("Бивше Име",)) for name in value]
        books.enter(actor=ACTOR, award="NR", laureates=items)
    elif step == "team":
        books.enter(actor=ACTOR, award="NR", laureates=[team(*value)])
    elif step == "import":
        from ruse_desktop.domain.books import BookImport

        items = [historic(1990, name) for name in value]
        books.import_book(actor=ACTOR, award="NR", source=BookImport(tuple(items)))
    elif step == "correct":
        books.correct(**at, changes={"family": value, "section": value}, reason=REASON)
    elif step == "annotate":
        books.annotate(**at, text=value)
    elif step == "hand-over":
        hand_over(store, [seq])
    elif step == "revoke":
        revoke(store, seq, ACT, REASON)
    elif step == "erase":
        books.erase_private(**at, ground="искане", protocol="1")
    else:
        _do_with_book(store, books, step, value)


def _do_with_book(store: Store, books: BookService, step: str, value: Any) -> None:
    if step == "keeper":
        with suppress(UserError):  # to the office that keeps it already
            asked = PassingInput(store.clock.today(), value)
            KeepingService(store, law()).pass_on(actor=ACTOR, book="NR", asked=asked)
    elif step == "volume":
        VolumeService(store, law()).close_volume(actor=ACTOR, book="NR", leaves=value)
    else:
        books.close_book(actor=ACTOR, book="NR", reason=REASON)
