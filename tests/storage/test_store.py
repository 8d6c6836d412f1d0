"""The database file: opening, refusing, auditing, backing up."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select, text

from ruse_desktop.domain.actors import Actor
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.kernel.errors import DatabaseProblem
from ruse_desktop.storage import audit, backup, backup_container, schema
from ruse_desktop.storage.engine import open_engine
from ruse_desktop.storage.meta import BackupRecord
from ruse_desktop.storage.store import Store

NOW = datetime(2026, 5, 11, 9, 0, tzinfo=SOFIA)
ACTOR = Actor("Мария Колева")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the test's database lies."""
    return tmp_path / "data" / "ruse.db"


@pytest.fixture
def store(path: Path):
    """A fresh store on a real file."""
    opened = Store(schema.create(path, NOW), FixedClock(NOW), path)
    yield opened
    opened.close()


def _add(store: Store, place: str) -> None:
    with store.write(ACTOR, "backups.record", kinds=("backups",)) as tx:
        tx.session.add(BackupRecord(at=NOW, path=place, ok=True, detail="", rows=1))
        tx.subject("backup", None, place)


def test_write_leaves_one_audit_line_with_the_changes(store: Store) -> None:
    _add(store, "А")
    with store.read() as session:
        line = session.scalars(select(audit.AuditLine)).one()
    assert (line.verb, line.actor) == ("backups.record", "Мария Колева")
    assert '["backup_record","1","insert"' in line.body
    assert store.verify_audit() == (1, None)
    assert store.take_changes() == {"backups"}
    assert store.take_changes() == frozenset()


@pytest.mark.requirement("R-X-0.12")
def test_audit_line_cannot_be_changed_and_a_forged_one_is_found(store: Store) -> None:
    for place in "АБВ":
        _add(store, place)
    with pytest.raises(Exception, match="append-only"), store.engine.begin() as connection:
        connection.execute(text("UPDATE audit_line SET actor='друг' WHERE seq=2"))
    with store.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER audit_line_no_update"))
        connection.execute(text("UPDATE audit_line SET body=replace(body,'Б','Г') WHERE seq=2"))
    assert store.verify_audit() == (2, 2)


def test_failed_write_leaves_nothing(store: Store) -> None:
    with pytest.raises(RuntimeError), store.write(ACTOR, "backups.record") as tx:
        tx.session.add(BackupRecord(at=NOW, path="А", ok=True, detail="", rows=1))
        tx.session.flush()
        raise RuntimeError
    with store.read() as session:
        assert session.scalars(select(BackupRecord)).all() == []
        assert session.scalars(select(audit.AuditLine)).all() == []


def test_commit_that_reports_failure_but_is_on_disk_counts_as_saved(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy.exc import OperationalError
    from sqlalchemy.orm import Session

    real = Session.commit

    def commit_then_fail(session: Session) -> None:
        real(session)
        raise OperationalError("COMMIT", {}, Exception("disk I/O error"))

    monkeypatch.setattr(Session, "commit", commit_then_fail)
    _add(store, "А")
    monkeypatch.undo()
    with store.read() as session:
        assert session.scalars(select(BackupRecord.path)).all() == ["А"]


def test_open_refuses_a_missing_empty_foreign_newer_and_truncated_file(
    store: Store, path: Path, tmp_path: Path
) -> None:
    for n in range(200):
        _add(store, f"папка {n}")
    store.close()
    whole = path.read_bytes()
    cases = {
        "empty": b"",
        "foreign": b"not a database at all" * 100,
        "damaged": whole[: len(whole) // 2],
    }
    with pytest.raises(DatabaseProblem) as caught:
        open_engine(tmp_path / "nowhere.db")
    assert caught.value.code == "missing"
    assert not (tmp_path / "nowhere.db").exists()
    for code, content in cases.items():
        bad = tmp_path / f"{code}.db"
        bad.write_bytes(content)
        with pytest.raises(DatabaseProblem) as caught:
            open_engine(bad)
        assert caught.value.code == code
        assert caught.value.advice
        assert bad.read_bytes() == content


def test_open_refuses_a_newer_schema_and_keeps_the_file(store: Store, path: Path) -> None:
    with store.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA user_version=99")
    store.close()
    before = path.read_bytes()
    with pytest.raises(DatabaseProblem) as caught:
        open_engine(path)
    assert caught.value.code == "newer"
    assert path.read_bytes() == before


def test_second_opening_of_the_same_file_is_refused(store: Store, path: Path) -> None:
    _add(store, "А")
    with pytest.raises(DatabaseProblem) as caught:
        open_engine(path)
    assert caught.value.code == "locked"


@pytest.mark.requirement("R-X-0.13")
def test_backup_holds_every_row_and_is_verified(store: Store, tmp_path: Path) -> None:
    for n in range(50):
        _add(store, f"папка {n}")
    source = backup.Source(store.engine, store.path.parent)
    made = backup.make(source, tmp_path / "копия", backup.Stamp(NOW))
    assert made.path.name == "ruse_2026-05-11_09-00-00.bak"
    state = backup.check(made.path).state
    assert state is not None
    assert state.total == made.rows
    backup_container.extract(made.path, tmp_path / "извадено")
    copied = open_engine(tmp_path / "извадено" / "db")
    with copied.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM backup_record")).scalar_one() == 50
    copied.dispose()
    _add(store, "след копието")


def test_backup_into_an_impossible_place_says_so_and_leaves_no_part(
    store: Store, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x")
    with pytest.raises(DatabaseProblem) as caught:
        backup.make(
            backup.Source(store.engine, store.path.parent), blocked / "копия", backup.Stamp(NOW)
        )
    assert caught.value.advice
    assert list(tmp_path.rglob("*.part")) == []


def test_pragmas_are_the_durable_ones(store: Store) -> None:
    with store.engine.connect() as connection:
        values = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "locking_mode", "secure_delete")
        }
    assert values == {
        "journal_mode": "truncate",
        "synchronous": 3,
        "locking_mode": "exclusive",
        "secure_delete": 1,
    }
