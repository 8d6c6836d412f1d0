"""Where copies go: the folder beside the data, other folders, sticks known by their label."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from ruse_desktop.domain.backups import (
    EVERY_HOURS,
    HOME,
    BackupReport,
    Place,
    PlaceInput,
    PlaceKind,
)
from ruse_desktop.kernel.errors import NotFound, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.storage import volumes
from ruse_desktop.storage.meta import BackupPlace, BackupRecord, Meta

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.storage.store import Store

KINDS = ("backups",)
_HOURS = "backup_every_hours"
_STICK_FOLDER = "ruse-kopia"


class BackupPlaces:
    """The list of places and how often copies are made while the program is open."""

    def __init__(self, store: Store, home: Path, mounted: volumes.Volumes | None = None) -> None:
        self._store = store
        self.home = home
        self.volumes = mounted or volumes.of_this_machine()

    def list(self) -> tuple[Place, ...]:
        """The folder beside the data first, then the others as they were added."""
        with self._store.read() as session:
            rows = session.scalars(
                select(BackupPlace).where(BackupPlace.active).order_by(BackupPlace.id)
            ).all()
            home = Place(
                HOME, PlaceKind.HOME, str(self.home), now=self.home,
                last_ok=_last_ok(session, None), failure=_failure(session, None),
            )  # fmt: skip
            return (home, *(self._place(session, row) for row in rows))

    def _place(self, session: Session, row: BackupPlace) -> Place:
        kind = PlaceKind(row.kind)
        return Place(
            row.id, kind, row.folder, row.label, now=self._now(kind, row.folder, row.label),
            last_ok=_last_ok(session, row.id), failure=_failure(session, row.id),
        )  # fmt: skip

    def _now(self, kind: PlaceKind, folder: str, label: str) -> Path | None:
        if kind is PlaceKind.FOLDER:
            return Path(folder)
        root = volumes.find(self.volumes, label)
        return root / folder if root is not None else None

    def sticks(self) -> tuple[str, ...]:
        """The labels of what is plugged in now."""
        return tuple(sorted({one.label for one in self.volumes.mounted()}))

    def add(self, typed: PlaceInput, *, actor: Actor) -> int:
        """Copies go there too from now on. Raises UserError when it cannot be used."""
        kind, folder, label = typed.kind, typed.folder.strip(), clean(typed.label)
        if kind is PlaceKind.STICK:
            folder = folder or _STICK_FOLDER
            _require_stick(folder, label)
        else:
            kind, label = PlaceKind.FOLDER, ""
            self._require_folder(folder)
        with self._store.write(actor, "backups.place", KINDS) as tx:
            there = tx.session.scalar(
                select(BackupPlace).where(
                    BackupPlace.kind == kind,
                    BackupPlace.folder == folder,
                    BackupPlace.label == label,
                )
            )
            row = there or BackupPlace(kind=kind, folder=folder, label=label, active=True)
            row.active = True
            tx.session.add(row)
            tx.session.flush()
            tx.subject("backup-place", row.id, f"{kind}: {label or folder}")
            return row.id

    def _require_folder(self, folder: str) -> None:
        path = Path(folder)
        if not folder or not path.is_absolute() or not path.is_dir():
            raise UserError(
                _("Няма папка „{folder}“.").format(folder=folder),
                _("Изберете съществуваща папка."),
                code="no-folder",
            )
        data = self._store.path.parent.resolve()
        chosen = path.resolve()
        if chosen == data or data in chosen.parents:
            raise UserError(
                _("Тази папка е при самите данни; едно и също събитие може да унищожи и двете."),
                _("Изберете папка на друг диск или на друг компютър."),
                code="same-folder",
            )

    def remove(self, place_id: int, *, actor: Actor) -> None:
        """No more copies go there; those made stay where they are. Raises NotFound."""
        with self._store.write(actor, "backups.place", KINDS) as tx:
            row = tx.session.get(BackupPlace, place_id)
            if row is None or not row.active:
                raise NotFound(_("Това място вече не е в списъка."))
            row.active = False
            tx.subject("backup-place", row.id, f"{row.kind}: {row.label or row.folder}")

    @property
    def every_hours(self) -> int:
        """How often a copy is made while the program is open and something changed."""
        with self._store.read() as session:
            row = session.get(Meta, _HOURS)
            return int(row.value) if row is not None else 4

    def set_every_hours(self, hours: int, *, actor: Actor) -> None:
        """Change it. Raises UserError for a number that is not offered."""
        if hours not in EVERY_HOURS:
            raise UserError(
                _("Няма такъв избор: {n} часа.").format(n=hours), _("Изберете от списъка.")
            )
        with self._store.write(actor, "backups.place", KINDS) as tx:
            row = tx.session.get(Meta, _HOURS) or Meta(key=_HOURS, value="")
            row.value = str(hours)
            tx.session.add(row)
            tx.subject("backup-place", None, f"{hours} ч.")

    def room(self, place: Place) -> int | None:
        """Free bytes there; None while it is not there."""
        if place.now is None:
            return None
        try:
            return shutil.disk_usage(place.now if place.now.exists() else place.now.parent).free
        except OSError:
            return None


def _require_stick(folder: str, label: str) -> None:
    if not label:
        raise UserError(
            _("Флашката се познава по етикета си, а той е празен."),
            _("Дайте име на флашката в системата, напр. „КОПИЕ А“."),
            code="no-label",
        )
    parts = Path(folder).parts
    if Path(folder).is_absolute() or ".." in parts or any(":" in one for one in parts):
        raise UserError(
            _("„{folder}“ не е папка на флашката.").format(folder=folder),
            _("Напишете само името на папка, напр. „ruse-kopia“."),
            code="no-folder",
        )


def _last_ok(session: Session, place: int | None) -> Any:
    return session.scalar(select(func.max(BackupRecord.at)).where(_of(place), BackupRecord.ok))


def _of(place: int | None) -> Any:
    return BackupRecord.place_id.is_(None) if place is None else BackupRecord.place_id == place


def _failure(session: Session, place: int | None) -> BackupReport | None:
    """The last attempt there when it failed."""
    row = session.scalars(
        select(BackupRecord).where(_of(place)).order_by(BackupRecord.id.desc()).limit(1)
    ).first()
    return report_of(row) if row is not None and not row.ok else None


def report_of(row: BackupRecord) -> BackupReport:
    """The value of a row."""
    place = HOME if row.place_id is None else row.place_id
    return BackupReport(
        row.at, Path(row.path), row.ok, row.rows, row.detail, place, row.seen, row.id
    )
