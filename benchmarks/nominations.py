"""Nominations in bulk: import of 10 000, a list of 100 000, checks of 1 000, against the raw limits."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import insert, text

from benchmarks.measure import Row, alternate
from ruse_desktop import app
from ruse_desktop.domain.actors import Actor
from ruse_desktop.domain.nominations import NominationFilter
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.kernel.text import search_key, sort_key
from ruse_desktop.services.facade import Services
from ruse_desktop.storage.nominations import NominationRecord
from ruse_desktop.storage.people import PersonRow

if TYPE_CHECKING:
    from collections.abc import Iterator

ACTOR = Actor("Мярка")
NOW = datetime(2026, 5, 20, 9, tzinfo=SOFIA)
_GIVEN = ("Иван", "Мария", "Петър", "Елена", "Георги", "Стефка", "Николай", "Радка", "Тодор")
_STEMS = ("Стоян", "Колар", "Минк", "Добр", "Аврам", "Щърбан", "Велик", "Русин", "Бонч", "Радул")


def _name(n: int) -> tuple[str, str, str]:
    given = _GIVEN[n % 9]
    middle = f"{_STEMS[n // 9 % 10]}ов"
    return given, middle, f"{_STEMS[n // 90 % 10]}{'абвгд'[n // 900 % 5]}{n // 4500}ев"


def _fill(services: Services, count: int) -> int:
    """Registered nominations put in as plain rows; returns the edition's id."""
    edition = services.editions.open("NR", 2026, actor=ACTOR, law_edition="2024-02-29")
    people, nominations = [], []
    for n in range(1, count + 1):
        given, middle, family = _name(n)
        name = f"{given} {middle} {family}"
        empty = dict.fromkeys(
            ("titles", "pseudonym", "latin", "gender", "citizenship", "settlement", "employer", "note"), ""
        )  # fmt: skip
        people.append(
            {
                "id": n, "given": given, "middle": middle, "family": family, **empty,
                "provisional": False, "search_key": search_key(name),
                "sort_key": sort_key(f"{family} {given}"),
            }
        )  # fmt: skip
        nominations.append(
            {
                "id": n, "edition_id": edition.id, "number": f"ПР-2026-{n:06d}",
                "state": "submitted", "slot": "1.1", "genre": "поезия", "category": "творец",
                "nominee_kind": "person", "person_id": n, "proposer_kind": "person",
                "proposer_person": "Читалище „Зора“", "lifetime": False, "motives": "Принос. " * 60,
                "registry_no": f"30-{n}", "registry_year": 2026,
                "registered_on": date(2026, 4, 1 + n % 28), "channel": "registry", "facts": {},
                "copies": {}, "intake_no": n, "open_findings": 0,
                "search_key": f"{search_key(name)}|{n:06d}||", "sort_key": sort_key(name),
            }
        )  # fmt: skip
    with services.store.write(ACTOR, "bench.fill", ()) as tx:
        tx.session.execute(insert(PersonRow), people)
        tx.session.execute(insert(NominationRecord), nominations)
    return edition.id


def run(rounds: int = 3) -> list[Row]:
    """All three measurements."""
    return [*_list(rounds), *_checks(rounds), *_import()]


def _services(folder: str) -> Services:
    options = app.Options(data_dir=Path(folder), clock=FixedClock(NOW), actor=ACTOR)
    return app.open_services(options)


def _list(rounds: int) -> list[Row]:
    """Keys of all rows and the first page against the raw queries for the same."""
    with tempfile.TemporaryDirectory() as folder:
        services = _services(folder)
        _fill(services, 100_000)
        lists, wanted = services.nomination_lists, NominationFilter()

        def ours() -> None:
            keys = lists.keys(wanted)
            lists.rows(keys[:128])

        def raw() -> None:
            with services.store.read() as session:
                found = session.connection().exec_driver_sql(
                    "SELECT id FROM nomination ORDER BY number IS NOT NULL, number DESC"
                )
                ids = [row[0] for row in found][:128]
                marks = ",".join("?" * len(ids))
                session.connection().exec_driver_sql(
                    "SELECT n.*, p.* FROM nomination n JOIN person p ON p.id = n.person_id "
                    f"WHERE n.id IN ({marks})",
                    tuple(ids),
                ).fetchall()

        seen = alternate((("ours", ours), ("raw", raw)), rounds)
        services.close()
    ratio = seen["ours"] / seen["raw"]
    return [Row("list of 100 000: keys and first page / raw SQL", seen["ours"], ratio, "≤ 2.5")]


def _checks(rounds: int) -> list[Row]:
    """All findings of 1 000 nominations against reading their rows raw."""
    with tempfile.TemporaryDirectory() as folder:
        services = _services(folder)
        edition = _fill(services, 1000)

        def raw() -> None:
            with services.store.read() as session:
                session.execute(
                    text("SELECT * FROM nomination n JOIN person p ON p.id = n.person_id")
                ).fetchall()

        def ours() -> None:
            services.nomination_lists.recheck(edition, actor=ACTOR)

        seen = alternate((("ours", ours), ("raw", raw)), rounds)
        services.close()
    each = seen["ours"] / 1000
    return [
        Row("findings of 1 000 / reading the rows", seen["ours"], seen["ours"] / seen["raw"], "–"),
        Row("findings of one of them", each, each / seen["raw"], "–"),
    ]


def _import() -> list[Row]:
    """10 000 rows of a table through preview and registration, against `executemany` and the sheet."""
    with tempfile.TemporaryDirectory() as folder:
        services = _services(folder)
        services.editions.open("NR", 2026, actor=ACTOR, law_edition="2024-02-29")
        path = Path(folder) / "sheet.csv"
        path.write_text("\n".join(_sheet(10_000)), encoding="utf-8")
        edition = services.editions.list()[0].id

        start = time.perf_counter()
        preview = services.imports.read(path, edition_id=edition)
        services.imports.run(actor=ACTOR, preview=preview)
        ours = (time.perf_counter() - start) * 1000

        start = time.perf_counter()
        _raw_import(path, Path(folder) / "raw.sqlite")
        raw = (time.perf_counter() - start) * 1000
        services.close()
    return [Row("import of 10 000 / executemany and reading the sheet", ours, ours / raw, "≤ 3")]


def _sheet(count: int) -> Iterator[str]:
    yield "Вх. №;Дата;Предложен;Вносител;Раздел;Мотиви"
    for n in range(1, count + 1):
        yield f"30-{n};{1 + n % 28:02d}.04.2026;{' '.join(_name(n))};Читалище „Зора“;1.1;{'Принос. ' * 60}"


def _raw_import(sheet: Path, file: Path) -> None:
    from ruse_desktop.exchange.tables import read_table

    table = read_table(sheet)
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode=TRUNCATE")
    connection.execute("PRAGMA synchronous=EXTRA")
    connection.execute("CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT, key TEXT)")
    connection.execute(
        "CREATE TABLE nomination (id INTEGER PRIMARY KEY, number TEXT UNIQUE, day TEXT, "
        "person INTEGER REFERENCES person, proposer TEXT, slot TEXT, motives TEXT, key TEXT)"
    )
    connection.execute("CREATE INDEX by_key ON nomination (key)")
    rows = [
        [str(cell.value if hasattr(cell, "value") else cell) for cell in row] for row in table.rows
    ]
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(
        "INSERT INTO person VALUES (?, ?, ?)",
        [(n, row[2], row[2].casefold()) for n, row in enumerate(rows, 1)],
    )
    connection.executemany(
        "INSERT INTO nomination VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (n, row[0], row[1], n, row[3], row[4], row[5], row[2].casefold())
            for n, row in enumerate(rows, 1)
        ],
    )
    connection.execute("COMMIT")
    connection.close()
