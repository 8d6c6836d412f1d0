"""Trying out a copy: restored into a folder aside, opened by the services, compared, recorded."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.backups import Rehearsal
from ruse_desktop.domain.restoring import FileState, Manifest
from ruse_desktop.domain.rights import Right, require
from ruse_desktop.kernel import file_sealing
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.progress import Progress, no_progress
from ruse_desktop.services import restoring
from ruse_desktop.services.backup_places import KINDS
from ruse_desktop.storage import engine, file_state, integrity, schema
from ruse_desktop.storage.meta import RehearsalRecord
from ruse_desktop.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.services.facade import Services

Opener = Callable[[Store, Path], AbstractContextManager["Services"]]
"""Builds the services over another file."""


class RehearsalService:
    """Shows that a copy can really be restored and worked with."""

    def __init__(self, store: Store, data_dir: Path, opener: Opener) -> None:
        self._store = store
        self._data_dir = data_dir
        self._opener = opener

    def rehearse(
        self,
        copy: Path,
        *,
        actor: Actor,
        key_of: restoring.KeyOf | None = None,
        progress: Progress = no_progress,
    ) -> Rehearsal:
        """Restore the copy into a temporary folder, open it, compare; the result is recorded.

        A copy that fails is recorded too. Raises Refused, Cancelled, and DatabaseProblem when it asks
        for a password.
        """
        require(actor, Right.BACKUP)
        now = self._store.clock.now()
        copy_at, rows, books, files, lines, detail = now, 0, 0, 0, 0, ""
        try:
            with tempfile.TemporaryDirectory(prefix="ruse-try-") as aside:
                folder = Path(aside) / "data"
                restoring.prepare(
                    folder, copy, actor=actor, now=now, key=self._store.key, key_of=key_of,
                    progress=progress,
                )  # fmt: skip
                restoring.finish(folder)
                key, manifest = restoring.key_and_manifest(copy, self._store.key, key_of)
                copy_at, files = manifest.at, manifest.attachments
                found = self._try(folder, key)
                rows, books, lines = found.total, len(found.books), found.audit_lines
                detail = _difference(manifest, found, folder, key)
        except UserError as problem:
            if problem.code in restoring.ASKS:
                raise
            detail = problem.message
        done = Rehearsal(
            now, copy, copy_at, not detail, rows, books, files, lines, actor.name, detail
        )
        return self._record(done, actor)

    def _try(self, folder: Path, key: bytes | None) -> FileState:
        """Open the restored folder as the program does and let the services check the books."""
        with self._services(folder, key) as services:
            report = services.books.verify()
            for check in report.books:
                if check.fault is not None:
                    raise UserError(
                        _("{book}: {what}").format(book=check.title, what=check.fault.what)
                    )
            with services.store.read() as session:
                for what in integrity.findings(session):
                    raise UserError(what)
            services.today.view()
            services.search.find("а", limit=3)
            with services.store.engine.connect() as connection:
                connection.rollback()
                return file_state.read(connection.connection.driver_connection)

    @contextmanager
    def _services(self, folder: Path, key: bytes | None) -> Iterator[Services]:
        path = folder / engine.FILE_NAME
        opened = engine.open_engine(path, key=key)
        try:
            if schema.version(opened) < engine.SCHEMA:
                schema.upgrade(opened)
            with self._opener(Store(opened, self._store.clock, path, key), folder) as services:
                yield services
        finally:
            opened.dispose()

    def _record(self, done: Rehearsal, actor: Actor) -> Rehearsal:
        with self._store.write(actor, "backups.rehearse", KINDS) as tx:
            row = RehearsalRecord(
                at=done.at, path=str(done.path), copy_at=done.copy_at, ok=done.ok, rows=done.rows,
                books=done.books, attachments=done.attachments, audit_lines=done.audit_lines,
                by=done.by, detail=done.detail,
            )  # fmt: skip
            tx.session.add(row)
            tx.session.flush()
            tx.subject("rehearsal", row.id, "успешна" if done.ok else "неуспешна")
            return _rehearsal(row)

    def history(self) -> tuple[Rehearsal, ...]:
        """The rehearsals, newest first."""
        with self._store.read() as session:
            rows = session.scalars(select(RehearsalRecord).order_by(RehearsalRecord.id.desc()))
            return tuple(_rehearsal(row) for row in rows)


def _rehearsal(row: RehearsalRecord) -> Rehearsal:
    return Rehearsal(
        row.at, Path(row.path), row.copy_at, row.ok, row.rows, row.books, row.attachments,
        row.audit_lines, row.by, row.detail, row.id,
    )  # fmt: skip


def _difference(manifest: Manifest, found: FileState, folder: Path, key: bytes | None) -> str:
    """What the opened file has otherwise than its manifest says; „“ when nothing."""
    state = manifest.state
    assert state is not None
    if found.schema == state.schema and found.rows != state.rows:
        return _("Броят на записите не е този от описа.")
    if (found.audit_head, found.books) != (state.audit_head, state.books):
        return _("Дневникът или книгите не са тези от описа.")
    for path in sorted((folder / "attachments").glob("??/*")):
        if not _reads(path, key):
            return _("Приложението „{name}“ не се чете.").format(name=path.name)
    return ""


def _reads(path: Path, key: bytes | None) -> bool:
    """Whether an attached file is what its name, the hash of its content, says."""
    content = path.read_bytes()
    if file_sealing.is_sealed(content):
        if key is None:
            return False
        try:
            content = file_sealing.open_file(content, key, path.stem)
        except file_sealing.Damaged:
            return False
    return hashlib.sha256(content).hexdigest() == path.stem
