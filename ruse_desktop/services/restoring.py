"""Restoring a copy: looked at first, laid out beside the data, put in their place at the next opening.

Nothing here needs a healthy database. The earlier files are moved into „quarantine“, never deleted.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from ruse_desktop.domain import restoring
from ruse_desktop.domain.accounts import read_code
from ruse_desktop.domain.restoring import FileState, Manifest, Preview, Restored
from ruse_desktop.kernel.errors import DatabaseProblem, Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.os_errors import NoRoom, why
from ruse_desktop.kernel.progress import Progress, no_progress
from ruse_desktop.kernel.sealing import WrongPassword
from ruse_desktop.storage import backup_container, engine, file_state, integrity, keyslots, schema
from ruse_desktop.storage.backup_container import DATABASE

if TYPE_CHECKING:
    from ruse_desktop.domain.actors import Actor

READY, NOTE = "restore.ready", "restored.json"
_PART, _MOVED, _MARK = "restore.part", "moved", "restore.json"
_ROOM = 2.5
BROKEN = frozenset({"damaged", "foreign", "empty", "cannot-open", "keyslots", "io"})
"""Problems of the present file that do not stand in the way of putting a copy in its place."""
ASKS = frozenset({"encrypted", "sign-in", "wrong-key"})
"""Problems of a copy that a person's password solves."""
KeyOf = Callable[[bytes], bytes]
"""Gives the key for the wrapped keys of a copy (asks a person). Raises UserError."""

_TAKEN = (
    engine.FILE_NAME, f"{engine.FILE_NAME}-journal", f"{engine.FILE_NAME}{integrity.SUFFIX}",
    keyslots.FILE_NAME, f"{keyslots.FILE_NAME}.1",
    "attachments", "ordinance",
)  # fmt: skip
"""What belongs to a database in its folder and gives way to the copy's own."""


def preview(
    data_dir: Path,
    copy: Path,
    *,
    key: bytes | None = None,
    key_of: KeyOf | None = None,
    present: Any = None,
    progress: Progress = no_progress,
) -> Preview:
    """What a copy contains and what would be missing after it; the copy is opened and checked whole.

    `key` opens the present file, and the copy when it has the same; `present` is a bare connection
    to it while it is open. Raises DatabaseProblem for a copy that cannot be used, Cancelled.
    """
    manifest = backup_container.check_parts(copy, progress)
    opens = _key_for(copy, manifest, key, key_of)
    with tempfile.TemporaryDirectory(prefix="ruse-look-") as aside:
        laid = Path(aside) / "copy"
        backup_container.extract(copy, laid, progress)
        state, manifest = _opened(copy, laid, manifest, opens)
        now, forked = _against(data_dir, laid / DATABASE, state, opens, key, present)
    return Preview(
        copy, manifest, state, now, forked,
        counts=restoring.counts(state),
        missing=restoring.missing(state, now) if now is not None else (),
        warnings=restoring.warnings(state, now, forked=forked),
        books_behind=now is not None and restoring.books_behind(state, now),
    )  # fmt: skip


def _key_for(
    copy: Path, manifest: Manifest, key: bytes | None, key_of: KeyOf | None
) -> bytes | None:
    """The key of the copy: the given one when it fits, else the one a person's password gives."""
    if not manifest.encrypted:
        return None
    if key is not None:
        with suppress(DatabaseProblem):
            backup_container.unseal(manifest, copy, key)
            return key
    slots = backup_container.keyslots_of(copy)
    if key_of is None or slots is None:
        raise DatabaseProblem(
            _("Копието „{name}“ е шифровано.").format(name=copy.name),
            _("Въведете името и паролата от времето на копието или кода за възстановяване."),
            code="encrypted",
        )
    return key_of(slots)


def key_and_manifest(
    copy: Path, key: bytes | None, key_of: KeyOf | None
) -> tuple[bytes | None, Manifest]:
    """The key of a copy, None of a plain one, and its manifest with the facts unsealed."""
    manifest = backup_container.read_manifest(copy)
    opens = _key_for(copy, manifest, key, key_of)
    return opens, backup_container.unseal(manifest, copy, opens) if opens else manifest


def _opened(
    copy: Path, laid: Path, manifest: Manifest, key: bytes | None
) -> tuple[FileState, Manifest]:
    """The facts of the laid out database, compared with what the manifest says of it."""
    if key is not None:
        manifest = backup_container.unseal(manifest, copy, key)
    state = file_state.inspect(laid / DATABASE, key)
    if state != manifest.state:
        raise backup_container.damaged(copy, _("базата не отговаря на описа"))
    _refuse_foreign_objects(copy, laid / DATABASE, key)
    return state, manifest


def _refuse_foreign_objects(copy: Path, database: Path, key: bytes | None) -> None:
    """Raises DatabaseProblem when the file has triggers or views this program did not make."""
    raw = file_state.open_closed(database, key)
    try:
        if raw.execute("PRAGMA user_version").fetchone()[0] != engine.SCHEMA:
            return
        found = raw.execute(_OBJECTS).fetchall()
    finally:
        raw.close()
    strange = sorted({name for _kind, name, _sql in set(found) - schema.objects()})
    if strange:
        raise backup_container.damaged(
            copy, _("в базата има чужди тригери: {names}").format(names=", ".join(strange[:3]))
        )


_OBJECTS = "SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')"


def _against(
    data_dir: Path,
    laid: Path,
    state: FileState,
    laid_key: bytes | None,
    key: bytes | None,
    present: Any,
) -> tuple[FileState | None, bool]:
    """The present file's facts, None when it cannot be read; whether the two have parted."""
    own = present is None
    path = data_dir / engine.FILE_NAME
    if own and not path.exists():
        return None, False
    try:
        raw = file_state.open_closed(path, key) if own else present
    except UserError:
        return None, False
    try:
        now = file_state.read(raw)
        if now.uuid != state.uuid:
            return now, False
        if now.audit_lines >= state.audit_lines:
            return now, file_state.audit_hash(raw, state.audit_lines) != state.audit_head
    except (dbapi2.Error, ValueError):
        return None, False
    finally:
        if own:
            raw.close()
    other = file_state.open_closed(laid, laid_key)
    try:
        return now, file_state.audit_hash(other, now.audit_lines) != now.audit_head
    finally:
        other.close()


def prepare(
    data_dir: Path,
    copy: Path,
    *,
    actor: Actor,
    now: datetime,
    key: bytes | None = None,
    key_of: KeyOf | None = None,
    progress: Progress = no_progress,
) -> Path:
    """Lay the copy out beside the data, checked whole; the next opening puts it in place.

    Raises DatabaseProblem and Cancelled; until it returns nothing of the data has changed.
    """
    manifest = backup_container.read_manifest(copy)
    opens = _key_for(copy, manifest, key, key_of)
    part, ready = data_dir / _PART, data_dir / READY
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        _require_room(data_dir, manifest)
        for old in (part, ready):
            if old.exists():
                shutil.rmtree(old)
        try:
            backup_container.extract(copy, part, progress)
            _opened(copy, part, manifest, opens)
            (part / DATABASE).rename(part / engine.FILE_NAME)
            mark = {
                "at": now.isoformat(timespec="seconds"), "by": actor.name, "path": str(copy),
                "copy_at": manifest.at.isoformat(timespec="seconds"),
                "quarantine": f"quarantine/{now:%Y-%m-%d_%H-%M-%S}",
            }  # fmt: skip
            _write(part / _MARK, mark)
            part.rename(ready)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    except OSError as error:
        raise DatabaseProblem(
            _("Копието не се разопакова в „{folder}“: {why}").format(
                folder=data_dir, why=why(error)
            ),
            _("Освободете място или посочете друга папка; нищо не е променено."),
            code="cannot-write",
        ) from error
    return ready


def _require_room(data_dir: Path, manifest: Manifest) -> None:
    need = int(sum(one.size for one in manifest.parts) * _ROOM)
    free = shutil.disk_usage(data_dir).free
    if free < need:
        raise NoRoom(
            _("свободни са {free} MB, нужни са {need} MB").format(
                free=free // 1_000_000, need=need // 1_000_000 + 1
            ),
        )


def _write(path: Path, value: object) -> None:
    with path.open("w", encoding="utf-8") as handle:
        json.dump(value, handle, ensure_ascii=False)
        handle.flush()
        os.fsync(handle.fileno())


def forget(data_dir: Path) -> None:
    """Give up a prepared restore that has not begun."""
    ready = data_dir / READY
    if ready.exists() and not (ready / _MOVED).exists():
        shutil.rmtree(ready)


def finish(data_dir: Path) -> bool:
    """Put a prepared copy in place of the present files; whether there was one.

    It can be interrupted at any point and goes on at the next opening. Raises DatabaseProblem.
    """
    ready = data_dir / READY
    if not (ready / _MARK).exists():
        return False
    _require_free(data_dir)
    mark = json.loads((ready / _MARK).read_text("utf-8"))
    aside = data_dir / mark["quarantine"]
    try:
        if not (ready / _MOVED).exists():
            for name in _TAKEN:
                if (data_dir / name).exists():
                    aside.mkdir(parents=True, exist_ok=True)
                    (data_dir / name).rename(_unused(aside / name))
            _write(ready / _MOVED, mark)
        for name in _TAKEN:
            if (ready / name).exists():
                (ready / name).rename(data_dir / name)
        if not aside.exists():
            _write(ready / _MARK, mark | {"quarantine": ""})
        (ready / _MARK).replace(data_dir / NOTE)
        shutil.rmtree(ready)
    except OSError as error:
        raise DatabaseProblem(
            _("Възстановяването спря: {why}").format(why=why(error)),
            _("Проверете диска и правото на запис и отворете отново: то ще продължи."),
            code="restore-stopped",
        ) from error
    return True


def _unused(path: Path) -> Path:
    found, n = path, 1
    while found.exists():
        n += 1
        found = path.with_name(f"{path.name}-{n}")
    return found


def _require_free(data_dir: Path) -> None:
    """Raises DatabaseProblem when another program has the present file open."""
    path = data_dir / engine.FILE_NAME
    if not path.exists():
        return
    try:
        raw = dbapi2.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=0.5)
        try:
            raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
        finally:
            raw.close()
    except dbapi2.Error as error:
        problem = engine.explain(error, path)
        if problem.code == "locked":
            raise problem from error


def refuse_open_round(data_dir: Path, key: bytes | None = None, present: Any = None) -> None:
    """Raises Refused while a round is open in the present file; one that cannot be read has none."""
    own = present is None
    path = data_dir / engine.FILE_NAME
    if own and not path.exists():
        return
    try:
        raw = file_state.open_closed(path, key) if own else present
    except UserError as problem:
        if problem.code == "locked":
            raise
        return
    try:
        found = raw.execute("SELECT 1 FROM vote_round WHERE state = 'open' LIMIT 1").fetchone()
    except dbapi2.Error as error:
        if engine.explain(error, path).code == "locked":
            raise engine.explain(error, path) from error
        found = None
    finally:
        if own:
            raw.close()
    if found is not None:
        raise Refused(
            _("Докато тече гласуване, не се възстановява копие."),
            _("Запечатайте кръга или го обявете за недействителен, после опитайте отново."),
            code="round-open",
        )


def noted(data_dir: Path) -> Restored | None:
    """A restore that is in place but not yet told to the audit."""
    try:
        read = json.loads((data_dir / NOTE).read_text("utf-8"))
    except FileNotFoundError:
        return None
    return Restored(
        datetime.fromisoformat(read["at"]), read["path"], datetime.fromisoformat(read["copy_at"]),
        read["quarantine"], read["by"],
    )  # fmt: skip


def told(data_dir: Path) -> None:
    """The audit knows of the restore."""
    (data_dir / NOTE).unlink(missing_ok=True)


def by_password(login: str, password: str) -> KeyOf:
    """Opens a copy with a name and password of its time; „recovery“ takes the code of the sheet.

    The returned function raises Refused („sign-in“).
    """

    def key_of(content: bytes) -> bytes:
        try:
            typed = read_code(password) if login == keyslots.RECOVERY else password
            return keyslots.parse(content).open(login, typed)
        except (WrongPassword, Refused, ValueError, KeyError, TypeError):
            raise Refused(
                _("Името или паролата не е тази от времето на копието."),
                _(
                    "Проверете клавиатурата (БГ/EN) и Caps Lock или въведете кода за възстановяване."
                ),
                code="sign-in",
            ) from None

    return key_of
