"""The journal read: filters, words, a record's history, personal values, the proof of the chain."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from ruse_desktop import app
from ruse_desktop.__main__ import _close_log
from ruse_desktop.documents import registers
from ruse_desktop.domain.actors import Actor, Role
from ruse_desktop.domain.events import EventInput, When
from ruse_desktop.domain.journal_words import knows, names_field, names_table
from ruse_desktop.domain.people import PersonInput
from ruse_desktop.domain.registers import RegisterFilter
from ruse_desktop.kernel.clock import FixedClock
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.services import demo
from ruse_desktop.services.facade import Services
from ruse_desktop.storage.base import Base
from ruse_desktop.storage.books import Laureate
from ruse_desktop.storage.nominations import NominationRecord
from tests.storage.sessions_world import World
from tests.ui.windows import NOW
from tests.unit.pdf_reading import words
from tests.unit.test_rights import verbs

CLERK = Actor("Ирина Добрева", frozenset({Role.CLERK}))


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    made = app.open_services(app.Options(tmp_path, FixedClock(NOW), Actor("Мария Колева")))
    yield made
    made.store.close()
    _close_log()


def filled(services: Services) -> int:
    person = services.people.save_person(
        PersonInput("Ива", family="Примерна", birth_year=1980), actor=CLERK
    )
    services.people.save_person(
        PersonInput("Ива", family="Примерна-Нова"), actor=services.actor, person_id=person.id
    )
    day = NOW.date()
    services.events.create(EventInput("Изложба", When(day, day)), actor=services.actor)
    return int(person.id)


@pytest.mark.requirement("R-X-0.12")
def test_lines_say_who_when_what_before_and_after(services: Services):
    person = filled(services)
    journal = services.journal
    assert list(journal.keys(RegisterFilter())) == [3, 2, 1]
    rows = journal.rows([1])
    assert rows[0].texts[:3] == ("08.05.2026 11:00", "Ирина Добрева", "Картони: записано")
    assert list(journal.keys(RegisterFilter(choices=(("area", "events"),)))) == [3]
    assert list(journal.keys(RegisterFilter(choices=(("who", "Ирина Добрева"),)))) == [1]
    assert list(journal.keys(RegisterFilter("картони записано"))) == [2, 1]
    assert list(journal.keys(RegisterFilter(since=NOW.date()))) == [3, 2, 1]
    assert not journal.keys(RegisterFilter(until=NOW.date().replace(year=2025)))
    first, second = journal.history("person", person)
    assert (first.line.seq, second.line.seq) == (1, 2)
    told = {one.name: (one.before, one.after) for one in second.changes[0].fields}
    assert told["фамилия"] == ("Примерна", "Примерна-Нова")
    paper = words(registers.render(journal.history_sheet("person", person, "картон")), 0)
    assert "История на записа" in paper
    assert "Примерна-Нова" in paper
    assert journal.check().print.split()[0] in paper


@pytest.mark.requirement("R-X-0.12")
def test_record_written_by_a_verb_about_another_has_its_history_too(tmp_path: Path):
    """A card made with its nomination; of that line only the card's own row is told."""
    world = World(tmp_path)
    journal = world.services.journal
    with world.services.store.read() as session:
        nomination = session.get(NominationRecord, world.ids["1.1"][1])
        assert nomination is not None
        person = nomination.person_id
        assert person is not None
    made = journal.history("person", person)
    assert made[0].line.kind == "nomination"
    assert [(one.table, one.key) for one in made[0].changes] == [("Лице", str(person))]
    whole = journal.detail(made[0].line.seq)
    assert len(whole.changes) > 1
    assert not journal.history("person", 9_999)
    world.close()


def test_entry_written_among_many_has_its_history_too(demo_folder: Path, tmp_path: Path):
    shutil.copytree(demo_folder, tmp_path / "data")
    services = app.open_services(app.Options(tmp_path / "data", FixedClock(demo.end_of())))
    with services.store.read() as session:
        last, other = session.scalars(
            select(Laureate.id)
            .where(Laureate.book == "NR", Laureate.historic.is_(False))
            .order_by(Laureate.seq.desc())
        ).all()[::7]
    for entry in (last, other):
        verbs = [one.line.verb for one in services.journal.history("book", entry)]
        assert verbs.count("books.enter") == 1
    first = services.journal.history("nomination", 37)[0]
    assert first.line.verb == "imports.nominations"
    own = {one.table for one in first.changes}
    assert {"Предложение", "Състояние на предложение"} <= own, "with its parts"
    assert [one.key for one in first.changes if one.table == "Предложение"] == ["37"]
    assert len(first.changes) < len(services.journal.detail(first.line.seq).changes) / 5
    services.store.close()
    _close_log()


def test_personal_values_only_for_those_who_may_see_them(services: Services):
    filled(services)
    services.become(Actor("Администратор Иванов", frozenset({Role.ADMINISTRATOR})))
    fields = services.journal.detail(1).changes[0].fields
    assert any(one.personal for one in fields)
    shown = " ".join(f"{one.before} {one.after}" for one in fields if one.personal)
    assert "Примерна" not in shown
    assert "(лични данни)" in shown
    services.become(CLERK)
    assert not services.journal.keys(RegisterFilter())
    assert not services.journal.rows([1, 2, 3]), "nor by numbers guessed"
    assert services.journal.choices()[1] == ()
    for attempt in (
        lambda: services.journal.detail(1),
        lambda: services.journal.history("person", 1),
        lambda: services.journal.sheet(RegisterFilter()),
        services.journal.check,
        lambda: services.journal.compare(1, "0000 0000"),
    ):
        with pytest.raises(Refused) as refusal:
            attempt()
        assert refusal.value.code == "right:read-audit"


def test_line_changed_outside_the_program_is_found(tmp_path: Path):
    options = app.Options(tmp_path, FixedClock(NOW))
    made = app.open_services(options)
    filled(made)
    printed = made.journal.check().print
    made.store.close()
    raw = sqlite3.connect(tmp_path / "ruse.db")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        raw.execute("UPDATE audit_line SET actor='Друг' WHERE seq=1")
    raw.execute("DROP TRIGGER audit_line_no_update")
    raw.execute("DROP TRIGGER audit_line_no_delete")
    raw.execute(
        "UPDATE audit_line SET body=replace(body, 'people.save', 'people.sawe') WHERE seq=2"
    )
    raw.commit()
    raw.close()
    made = app.open_services(options)
    assert made.journal.check().broken == 2
    assert made.journal.compare(1, made.journal.detail(1).print)
    assert not made.journal.compare(3, printed), "a line before it was forged"
    made.store.close()
    raw = sqlite3.connect(tmp_path / "ruse.db")
    raw.execute("DELETE FROM audit_private WHERE seq=3")
    raw.execute("DELETE FROM audit_line WHERE seq=3")
    raw.commit()
    raw.close()
    made = app.open_services(options)
    with pytest.raises(Refused) as refusal:
        made.journal.compare(3, printed)
    assert refusal.value.code == "tail-cut"
    assert not made.journal.compare(2, printed)
    made.store.close()
    _close_log()


@pytest.mark.parametrize(
    ("forged", "said"),
    [
        ("UPDATE audit_line SET actor='Друг' WHERE seq=1", "Запис 1 в „Ред в журнала“"),
        (
            "UPDATE audit_line SET at='2020-01-01T10:00:00.000000+02:00' WHERE seq=1",
            "Запис 1 в „Ред в журнала“",
        ),
        ("UPDATE audit_line SET summary='друг запис' WHERE seq=2", "дневника: кратко."),
        (
            "UPDATE audit_private SET data=replace(data,'Примерна','Друга')",
            "Запис 1 в „Ред в журнала“",
        ),
        ("UPDATE event SET title='Подменена'", "Запис 1 в „Събитие“"),
        ("DELETE FROM event", "дневника: липсва."),
    ],
)
def test_edit_that_leaves_the_chain_whole_is_found_too(tmp_path: Path, forged: str, said: str):
    """The chain hashes the text of a line; what is shown and what it tells of may be edited beside it."""
    options = app.Options(tmp_path, FixedClock(NOW))
    made = app.open_services(options)
    filled(made)
    assert made.journal.check().whole
    printed = made.journal.check().print
    assert made.journal.compare(3, printed)
    made.store.close()
    raw = sqlite3.connect(tmp_path / "ruse.db")
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall():
        raw.execute(f'DROP TRIGGER "{name}"')
    assert raw.execute(forged).rowcount
    raw.commit()
    raw.close()
    made = app.open_services(options)
    state = made.journal.check()
    assert (state.broken, state.whole) == (None, False)
    assert said in " ".join(state.differing)
    assert made.journal.compare(3, printed) == ("audit" not in forged), (
        "it tells of the journal only"
    )
    made.store.close()
    _close_log()


def test_every_verb_has_words():
    assert not [
        verb for _place, verb in verbs() if not verb.endswith(("-", ".")) and not knows(verb)
    ]


def test_every_table_and_column_of_the_audit_has_words():
    """Left out: what the audit never writes, and the file's own tables."""
    own = {"audit_line", "audit_private", "erased", "meta", "search_item"}
    tables = [one for one in Base.metadata.tables.values() if one.name not in own]
    assert len(tables) > 100, "all storage modules are loaded"
    assert not [one.name for one in tables if not names_table(one.name)]
    silent = ("derived", "secret")
    assert not {
        f"{table.name}.{column.name}"
        for table in tables for column in table.columns
        if not any(column.info.get(one) for one in silent) and not names_field(column.name)
    }  # fmt: skip


def test_hundred_thousand_lines_are_filtered_by_the_database(services: Services):
    filled(services)
    with services.store.write(services.actor, "people.save", ()) as tx:
        tx.session.connection().exec_driver_sql(
            "WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 100099)"
            " INSERT INTO audit_line SELECT i, 's' || i, at, actor, verb, subject_kind, i, summary,"
            " body, private_commitment, prev, CAST(i AS BLOB) FROM n, audit_line WHERE seq = 1"
        )
        tx.subject("test", None, "")
    assert len(services.journal.keys(RegisterFilter())) > 100_000
    assert len(services.journal.keys(RegisterFilter("изложба"))) <= 1
    assert len(services.journal.rows(services.journal.keys(RegisterFilter())[:50])) == 50
