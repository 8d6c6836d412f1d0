"""Verified backups of the open database: copied aside, opened and counted, packed, read back, named."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from ruse_desktop import __version__
from ruse_desktop.domain.restoring import FileState, Manifest, Part
from ruse_desktop.kernel.durable import sync_folder
from ruse_desktop.kernel.errors import DatabaseProblem
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.os_errors import NoRoom, why
from ruse_desktop.kernel.progress import Progress, no_progress
from ruse_desktop.storage import backup_manifest, file_state, keyslots
from ruse_desktop.storage.backup_container import (
    CHUNK,
    DATABASE,
    KEYSLOTS,
    MANIFEST,
    NAME,
    SUFFIX,
    check_parts,
    damaged,
    extract,
    unseal,
)
from ruse_desktop.storage.engine import explain, unlock
from ruse_desktop.storage.remote_vote import BLANKED_IN_COPIES, RemoteBoxRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine

_WORK = ".copy.part"
_ROOM = 2.5


@dataclass(frozen=True)
class Source:
    """What is copied: the open file, the data folder with its attachments and keys, its key."""

    engine: Engine
    folder: Path
    key: bytes | None = None

    def attachments(self) -> list[Path]:
        """The attached files, as they lie."""
        found = (self.folder / "attachments").glob("??/*")
        return sorted(p for p in found if p.is_file() and p.suffix != ".part")

    def files(self) -> list[tuple[str, Path]]:
        """Everything but the database by its name in the container: keys, attachments, overlay."""
        keys = self.folder / keyslots.FILE_NAME
        overlay = self.folder / "ordinance"
        found = [(KEYSLOTS, keys)] if keys.exists() else []
        found += [(f"attachments/{p.parent.name}/{p.name}", p) for p in self.attachments()]
        found += [
            (f"ordinance/{p.relative_to(overlay).as_posix()}", p)
            for p in sorted(overlay.rglob("*.toml"))
        ]
        return [one for one in found if NAME.fullmatch(one[0])]


@dataclass(frozen=True)
class Stamp:
    """When and by whom a copy is made; `label` goes into its name."""

    at: datetime
    by: str = ""
    label: str = ""

    @property
    def name(self) -> str:
        """The file's name."""
        return f"ruse_{self.at:%Y-%m-%d_%H-%M-%S}{'_' + self.label if self.label else ''}{SUFFIX}"


@dataclass(frozen=True)
class Snapshot:
    """A verified copy of the database alone, with what it holds."""

    path: Path
    state: FileState


@dataclass(frozen=True)
class Backup:
    """A verified backup: where it lies and how many rows it holds in all tables."""

    path: Path
    rows: int


def make(source: Source, folder: Path, stamp: Stamp, progress: Progress = no_progress) -> Backup:
    """A verified copy in `folder`. Raises DatabaseProblem; the live database is untouched."""
    with snapshot(source, [source.folder, folder]) as taken:
        made = pack(taken, source, folder, stamp, progress)
    refuse_faults(taken.state)
    return made


def refuse_faults(state: FileState) -> None:
    """Raises DatabaseProblem when a chain of the copied file is broken; the copy itself stays."""
    if state.faults:
        raise DatabaseProblem(
            _("Копието е записано, но базата не е цяла: {what}").format(
                what=" ".join(state.faults)
            ),
            _("Не пишете повече в нея. Пазете по-старите копия и повикайте поддържащия."),
            code="chain-broken",
        )


@contextmanager
def snapshot(source: Source, folders: Sequence[Path]) -> Iterator[Snapshot]:
    """A verified copy of the database in the first of `folders` that takes it; removed at the end.

    Of an open round by code cards it keeps that it was held, not its sealed box. It is encrypted
    with the same key when the file is. Raises DatabaseProblem.
    """
    problem: DatabaseProblem | None = None
    for folder in folders:
        work = folder / _WORK
        try:
            try:
                state = _snapshot(source, work)
            except DatabaseProblem as error:
                problem = error
                continue
            yield Snapshot(work, state)
            return
        finally:
            for path in (work, work.with_name(f"{work.name}-journal")):
                with suppress(OSError):
                    path.unlink()
    assert problem is not None
    raise problem


def _snapshot(source: Source, work: Path) -> FileState:
    try:
        work.parent.mkdir(parents=True, exist_ok=True)
        work.unlink(missing_ok=True)
        expected = _copy(source, work)
        state = file_state.inspect(work, source.key)
    except OSError as error:
        raise _failed(work.parent, error) from error
    if state.rows != expected:
        raise DatabaseProblem(
            _("Резервното копие не съвпада с базата и е отхвърлено."),
            _("Опитайте отново или изберете друга папка; базата е цяла."),
            code="backup-differs",
        )
    return state


def _failed(folder: Path, error: OSError) -> DatabaseProblem:
    return DatabaseProblem(
        _("Резервното копие в „{folder}“ не е направено: {error}").format(
            folder=folder, error=why(error)
        ),
        _("Изберете папка, в която има място и право на запис; базата е цяла."),
        code="backup-failed",
    )


def _copy(source: Source, work: Path) -> dict[str, int]:
    with source.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        connection.rollback()
        counts = file_state.rows(driver)
        try:
            copy = dbapi2.connect(str(work), isolation_level=None)
            try:
                unlock(copy, source.key)
                driver.backup(copy)
                if RemoteBoxRow.__tablename__ in counts:
                    copy.execute("PRAGMA secure_delete=ON")
                    copy.execute(BLANKED_IN_COPIES)
            finally:
                copy.close()
        except dbapi2.Error as error:
            raise explain(error, work) from error
    return counts


def pack(
    taken: Snapshot,
    source: Source,
    folder: Path,
    stamp: Stamp,
    progress: Progress = no_progress,
) -> Backup:
    """Pack the snapshot, the attachments and the keys into `folder`, read it back, then name it.

    Raises DatabaseProblem and Cancelled; nothing half-made keeps a name of ours.
    """
    target = _free(folder / stamp.name)
    part = target.with_name(f"{target.name}.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _require_room(taken, source, folder)
        written = _write(taken, source, part, stamp, progress)
        _sync(part)
        if check_parts(part, progress).parts != written:
            raise DatabaseProblem(
                _("Записаното копие не се чете така, както е записано: „{folder}“.").format(
                    folder=folder
                ),
                _("Носителят е ненадежден; използвайте друг. Базата е цяла."),
                code="backup-differs",
            )
        part.replace(target)
        sync_folder(folder)
    except OSError as error:
        raise _failed(folder, error) from error
    finally:
        with suppress(OSError):
            part.unlink()
    return Backup(target, taken.state.total)


def _free(target: Path) -> Path:
    """The name itself, or the first with a number that nobody has: no copy is written over."""
    found, n = target, 1
    while found.exists():
        n += 1
        found = target.with_name(f"{target.stem}-{n}{SUFFIX}")
    return found


def _require_room(taken: Snapshot, source: Source, folder: Path) -> None:
    """Raises OSError when there is not room for two and a half copies."""
    size = taken.path.stat().st_size + sum(p.stat().st_size for _n, p in source.files())
    free = shutil.disk_usage(folder).free
    if free < size * _ROOM:
        raise NoRoom(
            _("свободни са {free} MB, нужни са {need} MB").format(
                free=free // 1_000_000, need=int(size * _ROOM) // 1_000_000 + 1
            ),
        )


def _write(
    taken: Snapshot, source: Source, part: Path, stamp: Stamp, progress: Progress
) -> tuple[Part, ...]:
    files = [(DATABASE, taken.path), *source.files()]
    parts: list[Part] = []
    with part.open("wb") as raw:
        with zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED) as box:
            for n, (name, path) in enumerate(files):
                progress.step(n, len(files), _("записване"))
                parts.append(_add(box, name, path, stamp))
            manifest = Manifest(
                version=__version__, uuid=taken.state.uuid, at=stamp.at, label=stamp.label,
                encrypted=source.key is not None, parts=tuple(parts), by=stamp.by,
                state=taken.state,
            )  # fmt: skip
            box.comment = taken.state.uuid.encode()
            box.writestr(_info(MANIFEST, stamp), backup_manifest.text_of(manifest, source.key))
        raw.flush()
        os.fsync(raw.fileno())
    return tuple(parts)


def _add(box: zipfile.ZipFile, name: str, path: Path, stamp: Stamp) -> Part:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as source, box.open(_info(name, stamp), "w", force_zip64=True) as sink:
        while block := source.read(CHUNK):
            digest.update(block)
            size += len(block)
            sink.write(block)
    return Part(name, size, digest.hexdigest())


def _info(name: str, stamp: Stamp) -> zipfile.ZipInfo:
    at = stamp.at
    year = min(max(at.year, 1980), 2107)
    return zipfile.ZipInfo(name, (year, at.month, at.day, at.hour, at.minute, at.second))


def check(path: Path, key: bytes | None = None, progress: Progress = no_progress) -> Manifest:
    """Verify a copy: every part, and the database itself when it is plain or `key` opens it.

    Raises DatabaseProblem.
    """
    manifest = check_parts(path, progress)
    if manifest.encrypted and key is None:
        return manifest
    if key is not None and manifest.encrypted:
        manifest = unseal(manifest, path, key)
    with tempfile.TemporaryDirectory(prefix="ruse-check-") as aside:
        folder = Path(aside) / "copy"
        extract(path, folder, progress)
        state = file_state.inspect(folder / DATABASE, key if manifest.encrypted else None)
    if state != manifest.state:
        raise damaged(path, _("базата не отговаря на описа"))
    return manifest


def _sync(path: Path) -> None:
    """Write through to the medium and forget what is in memory, so that it is read from there."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(handle)
