"""Verified backups to every place: on demand, on exit, on schedule, before upgrades and big imports."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from ruse_desktop.domain.actors import Actor, Role
from ruse_desktop.domain.backups import (
    BEFORE_IMPORT,
    BIG_IMPORT,
    HOME,
    BackupReport,
    Copy,
    Health,
    Made,
    Place,
    health,
)
from ruse_desktop.domain.rights import Right, require
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.progress import Progress, no_progress
from ruse_desktop.services import backup_files
from ruse_desktop.services.backup_places import KINDS, BackupPlaces, report_of
from ruse_desktop.storage import backup
from ruse_desktop.storage.audit import AuditLine
from ruse_desktop.storage.meta import BackupRecord, Meta, RehearsalRecord, RestoreRecord
from ruse_desktop.storage.sessions import RoundRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ruse_desktop.storage.store import Store
    from ruse_desktop.storage.volumes import Volumes

BeforeImport = Callable[[int, Actor], None]
"""Called with the number of rows before an import."""
ELSEWHERE = -1
"""A folder chosen once, which is no place of the list."""
_QUIET = ("backups.%", "accounts.signed-in", "accounts.failed", "drafts.%")


@dataclass
class _Round:
    """One round over the places: what came of it, the first problem."""

    reports: list[BackupReport] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    problem: UserError | None = None

    def failed(self, at: datetime, place: Place, problem: UserError) -> None:
        path = place.now or Path(place.folder)
        self.reports.append(BackupReport(at, path, False, 0, problem.message, place.id))  # noqa: FBT003 - a value
        self.problem = self.problem or problem


class BackupService:
    """Makes, records, lists and thins the backups of the open database."""

    def __init__(self, store: Store, folder: Path, mounted: Volumes | None = None) -> None:
        self._store = store
        self.folder = folder
        self.places = BackupPlaces(store, folder, mounted)

    # making

    def make(
        self,
        *,
        actor: Actor,
        folder: Path | None = None,
        label: str = "",
        progress: Progress = no_progress,
    ) -> BackupReport:
        """A verified copy in every place, or in `folder` alone; each attempt is recorded.

        The report is that of `folder`, else of the copy beside the data. A folder of one's own
        choice asks for the right to copies. Raises Refused, and UserError for the first place that
        has no verified copy now; the others were tried all the same.
        """
        if folder is not None:
            require(actor, Right.BACKUP)
            place = Place(ELSEWHERE, backup_files.FOLDER, str(folder), now=folder)
            done = self._round((place,), actor, label, progress)
        else:
            done = self._round(self.places.list(), actor, label, progress)
        if done.problem is not None:
            raise done.problem
        return done.reports[0]

    def everywhere(
        self, *, actor: Actor, label: str = "", progress: Progress = no_progress
    ) -> Made:
        """A verified copy in every place; failures stand in the reports."""
        done = self._round(self.places.list(), actor, label, progress)
        return Made(tuple(done.reports), tuple(done.absent))

    def make_if_due(self, *, actor: Actor, progress: Progress = no_progress) -> Made | None:
        """The copy of the schedule; None when nothing changed, it is early, or a round is open."""
        return self.everywhere(actor=actor, progress=progress) if self.due() else None

    def due(self) -> bool:
        """Whether the schedule asks for a copy now."""
        hours = timedelta(hours=self.places.every_hours)
        now = self._store.clock.now()
        with self._store.read() as session:
            if session.scalar(select(RoundRow.id).where(RoundRow.state == "open").limit(1)):
                return False
            tried = session.scalar(
                select(func.max(BackupRecord.at)).where(
                    BackupRecord.place_id.is_(None), BackupRecord.at <= now
                )
            )
            changed = _changed(session)
        return changed and (tried is None or now - tried >= hours)

    def at_exit(self, *, actor: Actor) -> None:
        """The copy of the exit, unless every place has a whole one of exactly this data.

        Raises DatabaseProblem when none could be made beside the data.
        """
        places = [one for one in self.places.list() if one.active]
        with self._store.read() as session:
            changed = _changed(session)
        known = all(one.last_ok is not None and one.failure is None for one in places)
        if changed or not known or self._store.unsure:
            self.make(actor=actor)

    def before_import(self, rows: int, actor: Actor) -> None:
        """A copy before an import of many rows. Raises UserError when none could be made."""
        if rows >= BIG_IMPORT:
            home = self.places.list()[:1]
            done = self._round(home, actor, BEFORE_IMPORT, no_progress)
            if done.problem is not None:
                raise done.problem

    def _round(
        self, places: tuple[Place, ...], actor: Actor, label: str, progress: Progress
    ) -> _Round:
        now = self._store.clock.now()
        source = self.source
        stamp = backup.Stamp(now, actor.name, label)
        done = _Round()
        there = [(one, one.now) for one in places if one.now is not None]
        done.absent = [one.name for one in places if one.now is None]
        try:
            with backup.snapshot(source, [source.folder, *(path for _p, path in there)]) as taken:
                for place, path in there:
                    self._one(taken, place, path, stamp, progress, done)
        except UserError as problem:
            for place, _path in there:
                done.failed(now, place, problem)
        self._record(actor, done.reports)
        for place, path in there:
            if any(one.place == place.id and one.ok for one in done.reports):
                self._thin(path, place.id)
        return done

    def _one(
        self,
        taken: backup.Snapshot,
        place: Place,
        path: Path,
        stamp: backup.Stamp,
        progress: Progress,
        done: _Round,
    ) -> None:
        try:
            made = backup.pack(taken, self.source, path, stamp, progress)
            backup.refuse_faults(taken.state)
            if self._store.unsure:
                backup.refuse_faults(replace(taken.state, faults=tuple(self._store.doubts()[:3])))
        except UserError as problem:
            done.failed(stamp.at, place, problem)
            return
        done.reports.append(
            BackupReport(stamp.at, made.path, ok=True, rows=made.rows, place=place.id)
        )

    @property
    def source(self) -> backup.Source:
        """What is copied."""
        return backup.Source(self._store.engine, self._store.path.parent, self._store.key)

    def _record(self, actor: Actor, reports: list[BackupReport]) -> None:
        if not actor.roles:  # nobody has signed in: the program itself
            actor = Actor(_("програмата"), frozenset({Role.READER}))
        with self._store.write(actor, "backups.record", KINDS) as tx:
            for one in reports:
                tx.session.add(
                    BackupRecord(
                        at=one.at, path=str(one.path), ok=one.ok, detail=one.detail, rows=one.rows,
                        place_id=None if one.place == HOME else one.place,
                    )
                )  # fmt: skip
            good = all(one.ok for one in reports)
            tx.subject("backup", None, "проверено" if good else "неуспешно")

    def _thin(self, folder: Path, place: int) -> None:
        now = self._store.clock.now()
        with self._store.read() as session:
            restored = session.scalar(select(func.max(RestoreRecord.at)))
            paths = session.scalars(
                select(BackupRecord.path).where(
                    BackupRecord.place_id.is_(None)
                    if place == HOME
                    else BackupRecord.place_id == place,
                    BackupRecord.ok,
                )
            ).all()
            uuid = session.scalar(select(Meta.value).where(Meta.key == "uuid")) or ""
        with suppress(OSError):
            backup_files.thin_folder(
                folder, uuid, now, verified=[Path(one).name for one in paths], restored=restored
            )

    # reading

    def latest(self) -> BackupReport | None:
        """The most recent attempt, successful or not."""
        with self._store.read() as session:
            row = session.scalars(
                select(BackupRecord).order_by(BackupRecord.id.desc()).limit(1)
            ).first()
            return report_of(row) if row is not None else None

    def health(self) -> Health:
        """How the copies stand now."""
        places = self.places.list()
        hours = self.places.every_hours
        now = self._store.clock.now()
        with self._store.read() as session:
            created = session.scalar(select(Meta.value).where(Meta.key == "created_at"))
            rehearsed = session.scalar(
                select(func.max(RehearsalRecord.at)).where(RehearsalRecord.ok)
            )
            replaced = self._replaced(session)
        began = datetime.fromisoformat(created) if created else now
        return health(places, rehearsed, began, now, every_hours=hours, replaced=replaced)

    def _replaced(self, session: Session) -> datetime | None:
        """The moment of the newest copy beside the data, when it knows lines the file has not.

        Copies made before the last restore are from another time and do not count.
        """
        newest = backup_files.newest(self.folder, self._store.key)
        restored = session.scalar(select(func.max(RestoreRecord.at)))
        if newest is None or newest.state is None or (restored and newest.at <= restored):
            return None
        if newest.uuid != session.scalar(select(Meta.value).where(Meta.key == "uuid")):
            return None
        head = session.scalar(
            select(AuditLine.hash).where(AuditLine.seq == newest.state.audit_lines)
        )
        same = head is not None and head.hex() == newest.state.audit_head
        return None if same or not newest.state.audit_lines else newest.at

    def records(self, limit: int = 200) -> tuple[BackupReport, ...]:
        """The attempts, newest first."""
        with self._store.read() as session:
            rows = session.scalars(
                select(BackupRecord).order_by(BackupRecord.id.desc()).limit(limit)
            )
            return tuple(report_of(row) for row in rows)

    def copies(self) -> tuple[Copy, ...]:
        """The copies that lie in the places now, newest first."""
        found: list[Copy] = []
        for place in self.places.list():
            if place.now is not None:
                found += (
                    replace(one, place=place.id)
                    for one in backup_files.copies_in(place.now, self._store.key)
                )
        return tuple(sorted(found, key=backup_files.age, reverse=True))

    def see(self, report_id: int, *, actor: Actor) -> None:
        """A person takes note of a failure; until then, or a success there, it stays in sight."""
        with self._store.write(actor, "backups.seen", KINDS) as tx:
            row = tx.session.get(BackupRecord, report_id)
            if row is not None:
                row.seen = True
                tx.subject("backup", row.id, "видяно")


def _changed(session: Session) -> bool:
    """Whether something was written after the last copy, beside what copies and sign-ins write."""
    made = session.scalar(select(func.max(AuditLine.seq)).where(AuditLine.verb == "backups.record"))
    query = select(func.max(AuditLine.seq))
    for pattern in _QUIET:
        query = query.where(AuditLine.verb.not_like(pattern))
    last = session.scalar(query)
    return last is not None and last > (made or 0)
