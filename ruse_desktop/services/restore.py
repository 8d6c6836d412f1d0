"""Restoring over an open file: the right to it, the preview against what is open, the note afterwards."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from ruse_desktop.domain.actors import Actor, Role
from ruse_desktop.domain.restoring import Preview, Restored
from ruse_desktop.domain.rights import Right, require
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.progress import Progress, no_progress
from ruse_desktop.services import restoring
from ruse_desktop.services.backup_places import KINDS
from ruse_desktop.storage import file_state
from ruse_desktop.storage.meta import RestoreRecord

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ruse_desktop.services.facade import Services
    from ruse_desktop.storage.store import Store


class RestoreService:
    """Restores a copy in place of the open file; it comes into force at the next opening."""

    def __init__(self, store: Store, data_dir: Path) -> None:
        self._store = store
        self._data_dir = data_dir

    @contextmanager
    def _bare(self) -> Iterator[Any]:
        with self._store.engine.connect() as connection:
            connection.rollback()
            yield connection.connection.driver_connection

    def preview(
        self,
        copy: Path,
        *,
        actor: Actor,
        key_of: restoring.KeyOf | None = None,
        progress: Progress = no_progress,
    ) -> Preview:
        """What a copy contains, what would be missing after it. Raises Refused, DatabaseProblem."""
        require(actor, Right.BACKUP)
        with self._bare() as raw:
            return restoring.preview(
                self._data_dir, copy, key=self._store.key, key_of=key_of, present=raw,
                progress=progress,
            )  # fmt: skip

    by_password = staticmethod(restoring.by_password)

    def permitted(self, *, actor: Actor) -> Actor:
        """The actor, when a restore may begin. Raises Refused without the right or with a round."""
        require(actor, Right.RESTORE)
        with self._bare() as raw:
            restoring.refuse_open_round(self._data_dir, present=raw)
        return actor

    def prepare(
        self,
        copy: Path,
        *,
        actor: Actor,
        key_of: restoring.KeyOf | None = None,
        progress: Progress = no_progress,
    ) -> Path:
        """Lay the copy out; the next opening puts it in place of the present file.

        Raises Refused without the right and while a round is open, DatabaseProblem, Cancelled.
        """
        self.permitted(actor=actor)
        return restoring.prepare(
            self._data_dir, copy, actor=actor, now=self._store.clock.now(), key=self._store.key,
            key_of=key_of, progress=progress,
        )  # fmt: skip

    def history(self) -> tuple[Restored, ...]:
        """The restores that this file has seen, newest first."""
        with self._store.read() as session:
            return tuple(
                Restored(row.at, row.path, row.copy_at, row.quarantine, row.by)
                for row in session.scalars(select(RestoreRecord).order_by(RestoreRecord.id.desc()))
            )

    def record(self, done: Restored) -> None:
        """Tell the audit that this file comes from a copy."""
        actor = Actor(done.by, frozenset({Role.ADMINISTRATOR}))
        with self._store.write(actor, "backups.restored", KINDS) as tx:
            tx.session.add(
                RestoreRecord(
                    at=done.at, path=done.path, copy_at=done.copy_at,
                    quarantine=done.quarantine, by=done.by,
                )
            )  # fmt: skip
            tx.subject("backup", None, f"възстановено от копие {Path(done.path).name}")


def settle(services: Services) -> None:
    """After the opening: when the file comes from a copy, tell the audit and do what must follow."""
    done = restoring.noted(services.data_dir)
    if done is None:
        return
    services.restores.record(done)
    after_restore(services, done)
    restoring.told(services.data_dir)


def after_restore(services: Services, done: Restored) -> None:
    """What must be done again in a file that comes from an older copy.

    What the file before it knew and the copy does not is read by `earlier`: whom it had erased is
    erased again.
    """
    services.erasures.reapply(earlier(services, done, "erased"), actor=Actor(_("Програмата")))


def earlier(services: Services, done: Restored, table: str) -> tuple[dict[str, Any], ...]:
    """The rows of a table in the file that the copy took the place of; none when it is unreadable."""
    path = services.data_dir / done.quarantine / services.store.path.name
    if not done.quarantine or not path.exists():
        return ()
    try:
        return file_state.rows_of(path, services.store.key, table)
    except UserError:
        return ()
