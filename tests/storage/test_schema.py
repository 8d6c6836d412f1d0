"""Creating the file and bringing an older one up."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import text

from ruse_desktop import app
from ruse_desktop.domain.actors import Actor
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.kernel.errors import DatabaseProblem
from ruse_desktop.storage import backup, schema
from ruse_desktop.storage.base import Base
from ruse_desktop.storage.engine import SCHEMA, connect, open_engine

NOW = datetime(2026, 5, 11, 9, 0, tzinfo=SOFIA)


def options(folder: Path) -> app.Options:
    """A start on the folder at a fixed moment."""
    return app.Options(data_dir=folder, clock=FixedClock(NOW), actor=Actor("Мария Колева"))


def test_new_file_has_every_table_strict_and_the_newest_revision(tmp_path: Path) -> None:
    engine = schema.create(tmp_path / "ruse.db", NOW)
    with engine.begin() as connection:
        tables = dict(
            connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type='table'")).all()
        )
        revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    engine.dispose()
    assert set(Base.metadata.tables) <= set(tables)
    loose = [name for name in Base.metadata.tables if not tables[name].rstrip().endswith("STRICT")]
    assert loose == []
    head = ScriptDirectory.from_config(schema.alembic_config()).get_current_head()
    assert revision == schema.REVISION == head


def test_older_file_is_upgraded_after_a_verified_backup(tmp_path: Path) -> None:
    app.open_store(options(tmp_path)).close()
    raw = connect(tmp_path / "ruse.db")
    raw.execute("PRAGMA user_version=0")
    raw.close()
    store = app.open_store(options(tmp_path))
    assert schema.version(store.engine) == SCHEMA
    store.close()
    (kept,) = (tmp_path / "backups").glob("*преди-обновяване*")
    state = backup.check(kept).state
    assert state is not None
    assert state.total > 0
    assert backup.check(kept).label == "преди-обновяване"


def test_failed_creation_leaves_no_half_made_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(schema, "_stamp_file", break_off)
    with pytest.raises(OSError, match="No space"):
        schema.create(tmp_path / "ruse.db", NOW)
    assert not (tmp_path / "ruse.db").exists()


def test_second_start_names_who_holds_the_file(tmp_path: Path) -> None:
    store = app.open_store(options(tmp_path))
    with pytest.raises(DatabaseProblem, match="Мария Колева") as caught:
        app.open_store(options(tmp_path))
    assert caught.value.code == "locked"
    store.close()
    reopened = open_engine(tmp_path / "ruse.db")
    reopened.dispose()
