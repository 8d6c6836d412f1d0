"""Saving what can be read of a damaged file into a new one, with a count of what could not be."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sqlalchemy import text
from sqlcipher3 import dbapi2

from ruse_desktop.kernel.errors import DatabaseProblem
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.progress import Progress, no_progress
from ruse_desktop.storage import integrity, schema
from ruse_desktop.storage.base import Base
from ruse_desktop.storage.engine import FILE_NAME, unlock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

_BLOCK = 256
_OWN = frozenset({"meta", "alembic_version", "search_item"})


@dataclass(frozen=True)
class TableRescue:
    """What became of one table: rows saved, rows that could not be read or kept."""

    table: str
    saved: int
    lost: int


@dataclass(frozen=True)
class RescueReport:
    """The new file, the place of the damaged one, and every table in which there was something."""

    damaged: Path
    tables: tuple[TableRescue, ...]
    orphans: int

    @property
    def saved(self) -> int:
        """Rows in the new file."""
        return sum(one.saved for one in self.tables)

    @property
    def lost(self) -> int:
        """Rows known to be lost; of unreadable pages nobody knows how many they held."""
        return sum(one.lost for one in self.tables)


def rescue(
    folder: Path, now: datetime, *, key: bytes | None = None, progress: Progress = no_progress
) -> RescueReport:
    """Save what can be read of the folder's file into a new one that takes its place.

    The damaged file and its journal are moved to `quarantine/<time>/`, never deleted. Raises
    DatabaseProblem when not even the list of tables can be read; nothing is moved then.
    """
    source, made = folder / FILE_NAME, folder / f"{FILE_NAME}.rescued"
    with suppress(FileNotFoundError):
        made.unlink()
    old = _open(source, key)
    try:
        names = _tables(old, source)
        file_id = _file_id(old)
        engine = schema.create(made, now, key=key, file_id=file_id)
        try:
            results = _copy_all(old, engine, names, progress)
            with engine.connect() as connection:
                orphans = len(connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall())
                connection.rollback()
        finally:
            engine.dispose()
    except BaseException:
        with suppress(FileNotFoundError):
            made.unlink()
        raise
    finally:
        old.close()
    aside = folder / "quarantine" / f"{now:%Y-%m-%d_%H-%M-%S}"
    aside.mkdir(parents=True, exist_ok=True)
    for name in (FILE_NAME, f"{FILE_NAME}-journal", f"{FILE_NAME}{integrity.SUFFIX}"):
        if (folder / name).exists():
            (folder / name).replace(aside / name)
    made.replace(source)
    return RescueReport(aside, results, orphans)


def _open(path: Path, key: bytes | None) -> Any:
    """The damaged file, only for reading; a journal beside it is rolled back in memory."""
    raw = dbapi2.connect(
        f"file:{quote(str(path))}?mode=rw", uri=True, isolation_level=None, check_same_thread=False
    )
    unlock(raw, key)
    for pragma in ("query_only=ON", "trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0"):
        with suppress(dbapi2.Error):
            raw.execute(f"PRAGMA {pragma}")
    return raw


def _tables(old: Any, path: Path) -> frozenset[str]:
    try:
        return frozenset(
            row[0] for row in old.execute("SELECT name FROM sqlite_master WHERE type='table'")
        )
    except dbapi2.Error as error:
        raise DatabaseProblem(
            _("От „{path}“ не може да се прочете нищо.").format(path=path),
            _("Не изтривайте файла. Възстановете последното резервно копие."),
            code="beyond-rescue",
        ) from error


def _file_id(old: Any) -> str | None:
    with suppress(dbapi2.Error, TypeError):
        return str(old.execute("SELECT value FROM meta WHERE key='uuid'").fetchone()[0])
    return None


def _copy_all(
    old: Any, engine: Any, names: frozenset[str], progress: Progress
) -> tuple[TableRescue, ...]:
    results: list[TableRescue] = []
    tables = [one for one in Base.metadata.sorted_tables if one.name not in _OWN]
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.rollback()
    with engine.begin() as connection:
        raw: Any = connection.connection.driver_connection
        triggers = raw.execute(
            "SELECT name, sql FROM sqlite_master WHERE type='trigger'"
        ).fetchall()
        for name, _sql in triggers:
            raw.execute(f'DROP TRIGGER "{name}"')
        for done, table in enumerate(tables):
            progress.step(done, len(tables), table.name)
            if table.name in names:
                one = _copy(old, raw, table.name, [column.name for column in table.columns])
                if one.saved or one.lost:
                    results.append(one)
        for _name, sql in triggers:
            raw.execute(sql)
        connection.execute(text("SELECT 1"))
    return tuple(results)


def _copy(old: Any, new: Any, table: str, wanted: list[str]) -> TableRescue:
    there = {row[1] for row in old.execute(f'PRAGMA table_info("{table}")')}
    columns = [name for name in wanted if name in there]
    listed = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" * len(columns))
    put = f'INSERT INTO "{table}" ({listed}) VALUES ({marks})'  # noqa: S608 - names from the schema
    saved = lost = 0
    for rows, missing in _read(old, table, listed):
        lost += missing
        for row in rows:
            try:
                new.execute(put, row)
            except dbapi2.Error:
                lost += 1
            else:
                saved += 1
    return TableRescue(table, saved, lost)


def _read(old: Any, table: str, listed: str) -> Iterator[tuple[list[Any], int]]:
    """Blocks of rows; where a block cannot be read, its rows one by one, the unreadable counted."""
    try:
        low, high = old.execute(f'SELECT min(rowid), max(rowid) FROM "{table}"').fetchone()  # noqa: S608 - names from the schema
    except dbapi2.Error:
        yield from _straight(old, table, listed)
        return
    if low is None:
        return
    for start in range(low, high + 1, _BLOCK):
        query = f'SELECT {listed} FROM "{table}" WHERE rowid BETWEEN ? AND ?'  # noqa: S608 - names from the schema
        try:
            yield old.execute(query, (start, start + _BLOCK - 1)).fetchall(), 0
        except dbapi2.Error:
            yield from _singly(old, query, start, min(start + _BLOCK - 1, high))


def _singly(old: Any, query: str, start: int, end: int) -> Iterator[tuple[list[Any], int]]:
    for rowid in range(start, end + 1):
        try:
            yield old.execute(query, (rowid, rowid)).fetchall(), 0
        except dbapi2.Error:
            yield [], 1


def _straight(old: Any, table: str, listed: str) -> Iterator[tuple[list[Any], int]]:
    """A table without rowids, or with a broken end: as far as it goes."""
    rows: list[Any] = []
    try:
        rows.extend(old.execute(f'SELECT {listed} FROM "{table}"'))  # noqa: S608 - names from the schema
    except dbapi2.Error:
        yield rows, 1
        return
    yield rows, 0


__all__ = ["RescueReport", "TableRescue", "rescue"]
