"""Verified backups of the open database: written aside, opened and counted, then named."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from ruse_desktop.kernel.errors import DatabaseProblem
from ruse_desktop.kernel.i18n import _
from ruse_desktop.storage.engine import APPLICATION_ID, explain
from ruse_desktop.storage.remote_vote import BLANKED_IN_COPIES, RemoteBoxRow

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Engine

SUFFIX = ".bak"


@dataclass(frozen=True)
class Backup:
    """A verified backup: where it lies and how many rows it holds in all tables."""

    path: Path
    rows: int


def make(engine: Engine, folder: Path, now: datetime, label: str = "") -> Backup:
    """Copy the open database into `folder` and verify the copy by opening it.

    The copy gets its final name only after its rows were counted and found equal. Of an open round
    by code cards it keeps that it was held, not its sealed box.
    Raises DatabaseProblem; the live database is untouched in every case.
    """
    name = f"ruse_{now:%Y-%m-%d_%H-%M-%S}{'_' + label if label else ''}{SUFFIX}"
    target, part = folder / name, folder / (name + ".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            part.unlink()
        expected = _copy(engine, part)
        found = _count(part)
        if found != expected:
            raise DatabaseProblem(
                _("Резервното копие не съвпада с базата и е отхвърлено."),
                _("Опитайте отново или изберете друга папка; базата е цяла."),
                code="backup-differs",
            )
        _sync(part)
        part.replace(target)
        _sync_folder(folder)
    except OSError as error:
        raise DatabaseProblem(
            _("Резервното копие в „{folder}“ не е направено: {error}").format(
                folder=folder, error=error.strerror or error
            ),
            _("Изберете папка, в която има място и право на запис; базата е цяла."),
            code="backup-failed",
        ) from error
    finally:
        with suppress(OSError):
            part.unlink()
    return Backup(target, sum(expected.values()))


def _copy(engine: Engine, part: Path) -> dict[str, int]:
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        connection.rollback()
        counts = _tables(driver)
        try:
            copy = dbapi2.connect(str(part), isolation_level=None)
            try:
                driver.backup(copy)
                if RemoteBoxRow.__tablename__ in counts:
                    copy.execute("PRAGMA secure_delete=ON")
                    copy.execute(BLANKED_IN_COPIES)
            finally:
                copy.close()
        except dbapi2.Error as error:
            raise explain(error, part) from error
    return counts


def _tables(raw: Any) -> dict[str, int]:
    names = [
        row[0]
        for row in raw.execute(
            "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'"
        )
    ]
    return {name: raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608 - names come from the schema itself


def _count(path: Path) -> dict[str, int]:
    """Open a closed copy, check it and count its rows. Raises DatabaseProblem."""
    raw = dbapi2.connect(f"file:{path}?mode=ro", uri=True)
    try:
        raw.execute("PRAGMA trusted_schema=OFF")
        if raw.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise DatabaseProblem(
                _("Файлът „{path}“ не е копие на тази база.").format(path=path),
                _("Изберете друго копие."),
                code="foreign",
            )
        answer = raw.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if answer != "ok":
            raise DatabaseProblem(
                _("Резервното копие е повредено: {answer}").format(answer=answer),
                _("Опитайте отново или изберете друга папка; базата е цяла."),
                code="damaged",
            )
        return _tables(raw)
    except dbapi2.Error as error:
        raise explain(error, path) from error
    finally:
        raw.close()


def check(path: Path) -> int:
    """Verify a backup file; the number of rows in it. Raises DatabaseProblem."""
    return sum(_count(path).values())


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
