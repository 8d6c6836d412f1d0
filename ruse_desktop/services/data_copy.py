"""A complete copy of the data in an empty folder, encrypted or plain: the way in and out of encryption."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from ruse_desktop.domain.accounts import check_password, read_code
from ruse_desktop.domain.rights import Right, require
from ruse_desktop.kernel.errors import DatabaseProblem, Refused
from ruse_desktop.kernel.file_sealing import is_sealed, open_file, seal_file
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.progress import Progress, no_progress
from ruse_desktop.storage import keyslots
from ruse_desktop.storage.engine import APPLICATION_ID, FILE_NAME, SCHEMA, explain, unlock
from ruse_desktop.storage.meta import Meta

if TYPE_CHECKING:
    from pathlib import Path

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.services.facade import Services


@dataclass(frozen=True)
class NewKeys:
    """Whose password and which recovery code open an encrypted copy."""

    login: str
    password: str
    code: str


def copy_data(
    services: Services,
    target: Path,
    *,
    actor: Actor,
    keys: NewKeys | None = None,
    progress: Progress = no_progress,
) -> int:
    """Copy database, attachments and amendments into `target`; how many attachments.

    With `keys` the copy is encrypted under a new key, else plain. Raises Refused without the right
    of restoring, for a folder that is not empty, for a weak password; DatabaseProblem.
    """
    require(actor, Right.RESTORE)
    if target.exists() and any(target.iterdir()):
        raise Refused(_("Папката „{path}“ не е празна.").format(path=target), _("Изберете празна."))
    key: bytes | None = None
    target.mkdir(parents=True, exist_ok=True)
    if keys is not None:
        check_password(keys.password, (keys.login,))
        key = keyslots.new_key()
        with services.store.read() as session:
            fact = session.get(Meta, "uuid")
        slots = keyslots.Keyslots(fact.value if fact else "").put(keys.login, key, keys.password)
        keyslots.save(target, slots.put(keyslots.RECOVERY, key, read_code(keys.code)))
    _database(services, target / FILE_NAME, key)
    count = _attachments(services, target, key, progress)
    overlay = services.data_dir / "ordinance"
    if overlay.is_dir():
        shutil.copytree(overlay, target / "ordinance")
    with services.store.write(actor, "backups.data-copy", ()) as tx:
        tx.subject("backup", None, "шифровано" if key else "нешифровано")
    return count


def _database(services: Services, target: Path, key: bytes | None) -> None:
    with services.store.engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        connection.rollback()
        word = f"x'{key.hex()}'" if key else ""
        try:
            raw.execute(f'ATTACH DATABASE ? AS other KEY "{word}"', (str(target),))
            try:
                raw.execute("SELECT sqlcipher_export('other')")
                raw.execute(f"PRAGMA other.application_id={APPLICATION_ID}")
                raw.execute(f"PRAGMA other.user_version={SCHEMA}")
            finally:
                raw.execute("DETACH DATABASE other")
        except dbapi2.Error as error:
            raise explain(error, target) from error
    _check(target, key)


def _check(target: Path, key: bytes | None) -> None:
    raw = dbapi2.connect(str(target), isolation_level=None)
    try:
        unlock(raw, key)
        answer = raw.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except dbapi2.Error as error:
        raise explain(error, target) from error
    finally:
        raw.close()
    if answer != "ok":
        raise DatabaseProblem(
            _("Копието не е вярно и не бива да се използва."),
            _("Изтрийте папката и опитайте на друг диск."),
            code="damaged",
        )


def _attachments(services: Services, target: Path, key: bytes | None, progress: Progress) -> int:
    folder = services.attachments.folder
    files = sorted(path for path in folder.glob("??/*") if path.is_file())
    for done, path in enumerate(files):
        progress.step(done, len(files), path.name[:10])
        content = path.read_bytes()
        if is_sealed(content):
            assert services.store.key is not None, "a sealed file lies beside an encrypted database"
            content = open_file(content, services.store.key, path.stem)
        if key is not None:
            content = seal_file(content, key, path.stem)
        place = target / "attachments" / path.parent.name / path.name
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
    return len(files)
