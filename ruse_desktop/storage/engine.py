"""Opening the database file: driver, pragmas, identity; every refusal is explained."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from ruse_desktop.kernel.errors import DatabaseProblem
from ruse_desktop.kernel.i18n import _

APPLICATION_ID = 0x52555345
SCHEMA = 1
FILE_NAME = "ruse.db"
_PRAGMAS = (
    ("journal_mode", "TRUNCATE"),
    ("synchronous", "EXTRA"),
    ("foreign_keys", "ON"),
    ("recursive_triggers", "ON"),
    ("trusted_schema", "OFF"),
    ("cell_size_check", "ON"),
    ("mmap_size", "0"),
    ("secure_delete", "ON"),
    ("temp_store", "MEMORY"),
    ("cache_size", "-65536"),
)


def connect(path: Path, *, mode: str = "rw", key: bytes | None = None) -> Any:
    """A raw connection with our pragmas and an exclusive lock.

    `mode` is „rw“ (the file must exist) or „rwc“; `key` the 32 bytes of an encrypted file.
    Raises DatabaseProblem.
    """
    raw = None
    try:
        raw = dbapi2.connect(
            f"file:{quote(str(path))}?mode={mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=1.0,
        )
        unlock(raw, key)
        raw.execute("PRAGMA locking_mode=EXCLUSIVE")
        for name, value in _PRAGMAS:
            raw.execute(f"PRAGMA {name}={value}")
        if raw.execute("PRAGMA foreign_keys").fetchone()[0] != 1:
            raise RuntimeError("foreign_keys stayed off")
    except (dbapi2.Error, UnicodeError) as error:
        if raw is not None:
            raw.close()
        raise explain(error, path) from error
    return raw


def unlock(raw: Any, key: bytes | None) -> None:
    """Give a fresh connection the key of its file; nothing for a plain one."""
    if key is not None:
        raw.execute(f"PRAGMA key=\"x'{key.hex()}'\"")


def open_engine(path: Path, *, create: bool = False, key: bytes | None = None) -> Engine:
    """The one engine of the file: one connection, `BEGIN IMMEDIATE` on each transaction.

    Raises DatabaseProblem when the file is missing, foreign, newer, damaged, locked or read-only.
    """
    if not create:
        _check_file(path)
    raw = connect(path, mode="rwc" if create else "rw", key=key)
    try:
        if not create:
            _check_identity(raw, path)
    except BaseException:
        raw.close()
        raise
    engine = create_engine(
        "sqlite://", module=dbapi2, creator=lambda: raw, poolclass=StaticPool, hide_parameters=True
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _check_file(path: Path) -> None:
    if not path.exists():
        raise DatabaseProblem(
            _("Няма база данни в „{path}“.").format(path=path.parent),
            _("Проверете папката или възстановете резервно копие."),
            code="missing",
        )
    if path.stat().st_size == 0:
        raise DatabaseProblem(
            _("Файлът „{path}“ е празен (0 байта).").format(path=path),
            _("Не го изтривайте. Възстановете последното резервно копие."),
            code="empty",
        )


def _check_identity(raw: Any, path: Path) -> None:
    try:
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("ROLLBACK")
        application = raw.execute("PRAGMA application_id").fetchone()[0]
        version = raw.execute("PRAGMA user_version").fetchone()[0]
        damage = raw.execute("PRAGMA quick_check(1)").fetchone()[0]
    except (dbapi2.Error, UnicodeError) as error:  # a damaged schema is quoted in the message
        raise explain(error, path) from error
    if application != APPLICATION_ID:
        raise DatabaseProblem(
            _("Файлът „{path}“ не е база данни на тази програма.").format(path=path),
            _("Изберете друга папка; файлът не е променен."),
            code="foreign",
        )
    if version > SCHEMA:
        raise DatabaseProblem(
            _(
                "Базата е от по-нова версия на програмата (схема {found}, тази знае {known})."
            ).format(found=version, known=SCHEMA),
            _("Инсталирайте новата версия; файлът не е променен."),
            code="newer",
        )
    if damage != "ok":
        raise DatabaseProblem(
            _("Базата данни „{path}“ е повредена.").format(path=path),
            _("Не я изтривайте. Възстановете последното проверено резервно копие."),
            code="damaged",
        )


def explain(error: Exception, path: Path) -> DatabaseProblem:
    """What a driver's error means for the person at the keyboard."""
    code = getattr(error, "sqlite_errorcode", None)
    text = str(error).casefold()
    primary = code & 0xFF if isinstance(code, int) else None
    if primary in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED} or "locked" in text:
        return DatabaseProblem(
            _("Базата данни е отворена от друго копие на програмата."),
            _("Затворете другото копие и опитайте отново."),
            code="locked",
        )
    if primary == sqlite3.SQLITE_READONLY or "readonly" in text:
        return DatabaseProblem(
            _("Базата данни е само за четене: „{path}“.").format(path=path),
            _("Поискайте право на запис в папката или отворете друга."),
            code="read-only",
        )
    if primary == sqlite3.SQLITE_FULL or "full" in text:
        return DatabaseProblem(
            _("Дискът е пълен; последното действие не е записано, записаното преди него е цяло."),
            _("Освободете място и повторете действието."),
            code="disk-full",
        )
    if primary == sqlite3.SQLITE_CANTOPEN or "unable to open" in text:
        return DatabaseProblem(
            _("Файлът „{path}“ не може да се отвори.").format(path=path),
            _("Проверете дали папката съществува и имате право да пишете в нея."),
            code="cannot-open",
        )
    if primary == sqlite3.SQLITE_NOTADB or "not a database" in text:
        return DatabaseProblem(
            _("Файлът „{path}“ не е база данни на тази програма.").format(path=path),
            _("Изберете друга папка; файлът не е променен."),
            code="foreign",
        )
    broken = isinstance(error, UnicodeError) or primary == sqlite3.SQLITE_CORRUPT
    if broken or "malformed" in text or "could not decode" in text:
        return DatabaseProblem(
            _("Базата данни „{path}“ е повредена.").format(path=path),
            _("Не я изтривайте. Възстановете последното проверено резервно копие."),
            code="damaged",
        )
    return DatabaseProblem(
        _("Дискът не прие записа: {error}").format(error=error),
        _("Проверете диска и мястото на него, после повторете действието."),
        code="io",
    )
