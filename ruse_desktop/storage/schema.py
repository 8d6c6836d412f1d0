"""Creating the file and bringing an older one up to the schema of this version."""

from __future__ import annotations

import importlib
import pkgutil
import uuid
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, event, insert, text
from sqlcipher3 import dbapi2

from ruse_desktop import __version__, storage
from ruse_desktop.storage.base import Base
from ruse_desktop.storage.engine import APPLICATION_ID, SCHEMA, open_engine
from ruse_desktop.storage.meta import Meta

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection, Engine

REVISION = f"{SCHEMA:04d}"


def register_tables() -> None:
    """Import every storage module, so that the metadata knows all tables."""
    for module in pkgutil.iter_modules(storage.__path__):
        if not module.ispkg:
            importlib.import_module(f"ruse_desktop.storage.{module.name}")


def alembic_config(connection: Connection | None = None) -> Config:
    """The configuration of the migrations that lie in the package."""
    config = Config()
    config.set_main_option("script_location", "ruse_desktop:storage/migrations")
    config.attributes["connection"] = connection
    return config


def create(
    path: Path, now: datetime, *, key: bytes | None = None, file_id: str | None = None
) -> Engine:
    """A new database file with all tables, its identity written last in the same transaction.

    With `key` it is encrypted; `file_id` is its uuid, a new one by default.

    A half-made file is removed when the creation fails. Raises DatabaseProblem.
    """
    register_tables()
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = open_engine(path, create=True, key=key)
    try:
        with engine.begin() as connection:
            for statement in _made().statements:
                connection.exec_driver_sql(statement)
            command.stamp(alembic_config(connection), REVISION)
            facts = {
                "uuid": file_id or uuid.uuid4().hex,
                "created_at": now.isoformat(timespec="seconds"),
                "created_by": __version__,
            }
            connection.execute(insert(Meta), [{"key": k, "value": v} for k, v in facts.items()])
            _stamp_file(connection)
    except BaseException:
        engine.dispose()
        with suppress(FileNotFoundError):
            path.unlink()
        raise
    return engine


@dataclass(frozen=True)
class _Made:
    """How a file of this version is made: the statements in order; its triggers and views."""

    statements: tuple[str, ...]
    objects: frozenset[tuple[str, str, str]]


@cache
def _made() -> _Made:
    """What SQLAlchemy says while it makes a file in memory; asked once, since words do not change."""
    register_tables()
    engine = create_engine("sqlite://", module=dbapi2)
    statements: list[str] = []

    @event.listens_for(engine, "before_cursor_execute")
    def _note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    with engine.begin() as connection:
        Base.metadata.create_all(connection, checkfirst=False)
        written = tuple(statements)
        rows = connection.execute(
            text("SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')")
        ).all()
    engine.dispose()
    return _Made(written, frozenset((kind, name, sql) for kind, name, sql in rows))


def objects() -> frozenset[tuple[str, str, str]]:
    """The triggers and views of a file made by this version: kind, name, text."""
    return _made().objects


def version(engine: Engine) -> int:
    """The schema number of the open file."""
    with engine.begin() as connection:
        return int(connection.execute(text("PRAGMA user_version")).scalar_one())


def upgrade(engine: Engine) -> None:
    """Bring an older file up in one transaction; the number changes last. Keep a backup first."""
    register_tables()
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.rollback()
    with engine.begin() as connection:
        command.upgrade(alembic_config(connection), "head")
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"foreign keys broken by the migration: {broken[:3]}")
        _stamp_file(connection)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")
        connection.rollback()


def _stamp_file(connection: Connection) -> None:
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA}")
