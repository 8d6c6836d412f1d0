"""Damage and changes past the program: the sum of the closed file, the rows against the audit."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from ruse_desktop.kernel.errors import DatabaseProblem
from ruse_desktop.storage.audit import AuditPrivate
from ruse_desktop.storage.events import EventRow
from ruse_desktop.storage.people import PersonRow
from tests.faults.house import HEAD, Ground, prepare
from tests.faults.work import Work


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    folder = tmp_path_factory.mktemp("kept")
    made = prepare(folder / "data")
    services = made.open()
    work = Work(services, 1, "Я", folder)
    for kind in ("person", "event", "seal", "nomination", "book"):
        work.step(kind)
    services.store.close()
    return made


@pytest.fixture
def ground(kept: Ground, tmp_path: Path) -> Ground:
    return kept.copy(tmp_path / "data")


def by_hand(ground: Ground, statement: str) -> None:
    """Change the file with another program."""
    raw = sqlite3.connect(ground.database)
    raw.execute(statement)
    raw.commit()
    raw.close()


def test_wrong_letter_in_a_closed_file_is_refused_and_the_file_left_alone(ground: Ground) -> None:
    data = bytearray(ground.database.read_bytes())
    data[data.index("Петрова".encode()) + 1] ^= 1
    ground.database.write_bytes(data)
    with pytest.raises(DatabaseProblem, match="повредена") as problem:
        ground.open()
    assert problem.value.code == "damaged"
    assert ground.database.read_bytes() == data


def test_foreign_journal_is_not_rolled_back_into_the_file(ground: Ground) -> None:
    ground.journal.write_bytes(bytes.fromhex("d9d505f920a163d7") + b"\1" * 9000)
    before = ground.database.read_bytes()
    with pytest.raises(DatabaseProblem, match="чужд дневник"):
        ground.open()
    assert ground.database.read_bytes() == before
    ground.journal.unlink()
    services = ground.open()
    assert services.store.doubts() == []
    services.store.close()


@pytest.mark.requirement("R-X-0.12")
def test_row_changed_past_the_program_is_named_with_its_columns(ground: Ground) -> None:
    by_hand(ground, "UPDATE nomination SET registry_no = '9-9'")
    by_hand(ground, "UPDATE person SET family = 'Друга' WHERE id = 1")
    services = ground.open()
    try:
        found = " ".join(services.store.doubts())
        assert services.store.unsure
    finally:
        services.store.close()
    assert "„nomination“" in found
    assert "registry_no" in found
    assert "family" in found


@pytest.mark.requirement("R-X-0.12")
def test_one_statement_over_many_rows_is_in_the_audit(ground: Ground) -> None:
    services = ground.open()
    store = services.store
    try:
        with store.write(HEAD, "events.change") as tx:
            tx.session.execute(update(EventRow).values(place="зала „Малка“"))
            tx.session.execute(update(PersonRow).values(pseudonym="Яна"))
        assert store.doubts() == []
        with store.write(HEAD, "events.remove") as tx:
            tx.session.execute(delete(EventRow))
        assert store.doubts() == []
        with store.read() as session:
            said = session.scalars(select(AuditPrivate.data).order_by(AuditPrivate.seq)).all()[-1]
        assert "Яна" in said
    finally:
        store.close()
