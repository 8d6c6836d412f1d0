"""Verified backups on demand, before upgrades and on exit; every attempt is recorded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.backups import BackupReport
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.storage import backup
from ruse_desktop.storage.meta import BackupRecord

if TYPE_CHECKING:
    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.storage.store import Store

KEEP = 30


class BackupService:
    """Makes, lists and thins the backups of the open database."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self.folder = folder

    def make(self, *, actor: Actor, folder: Path | None = None, label: str = "") -> BackupReport:
        """A verified copy in `folder` (default: beside the data); the attempt is recorded.

        Raises DatabaseProblem when no verified copy could be made.
        """
        target = folder or self.folder
        now = self._store.clock.now()
        try:
            made = backup.make(self._store.engine, target, now, label)
        except UserError as error:
            self._record(actor, BackupReport(now, target, ok=False, rows=0, detail=str(error)))
            raise
        report = BackupReport(now, made.path, ok=True, rows=made.rows)
        self._record(actor, report)
        if folder is None:
            self._thin()
        return report

    def latest(self) -> BackupReport | None:
        """The most recent attempt, successful or not."""
        with self._store.read() as session:
            row = session.scalars(
                select(BackupRecord).order_by(BackupRecord.id.desc()).limit(1)
            ).first()
            if row is None:
                return None
            return BackupReport(row.at, Path(row.path), row.ok, row.rows, row.detail)

    def _record(self, actor: Actor, report: BackupReport) -> None:
        with self._store.write(actor, "backups.record", kinds=("backups",)) as tx:
            tx.session.add(
                BackupRecord(
                    at=report.at,
                    path=str(report.path),
                    ok=report.ok,
                    detail=report.detail,
                    rows=report.rows,
                )
            )
            tx.subject("backup", None, "проверено" if report.ok else "неуспешно")

    def _thin(self) -> None:
        """Keep the newest by name, which is by time; the upgrade's copies are kept for good."""
        ours = sorted(
            p for p in self.folder.glob(f"ruse_*{backup.SUFFIX}") if "преди" not in p.name
        )
        for old in ours[:-KEEP]:
            old.unlink(missing_ok=True)
