"""The copies of a folder as files: which there are, which are thinned out."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ruse_desktop.domain.backup_rotation import Kept, thin
from ruse_desktop.domain.backups import Copy, PlaceKind
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.storage import backup_container

if TYPE_CHECKING:
    from collections.abc import Collection

    from ruse_desktop.domain.restoring import Manifest

FOLDER = PlaceKind.FOLDER
_NAME = re.compile(r"ruse_(\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d)(?:_(.+?))?(?:-\d+)?\.bak")


def named(path: Path) -> Kept | None:
    """What the name of a copy says; None when it is not a name of ours."""
    found = _NAME.fullmatch(path.name)
    if found is None:
        return None
    try:
        at = datetime.strptime(found[1], "%Y-%m-%d_%H-%M-%S").replace(tzinfo=SOFIA)
    except ValueError:
        return None
    return Kept(path.name, at, found[2] or "")


def thin_folder(
    folder: Path,
    uuid: str,
    now: datetime,
    *,
    verified: Collection[str],
    restored: datetime | None,
) -> tuple[str, ...]:
    """Remove what the rule lets go, of this database alone; the names that are gone."""
    ours = []
    for path in sorted(folder.glob(f"ruse_*{backup_container.SUFFIX}")):
        one = named(path)
        if one is not None and backup_container.uuid_of(path) == uuid:
            ours.append(one)
    gone = thin(ours, now, verified=verified, restored=restored)
    for name in gone:
        (folder / name).unlink(missing_ok=True)
    return gone


def copies_in(folder: Path, key: bytes | None = None) -> tuple[Copy, ...]:
    """The copies of a folder by their manifests; what cannot be read has its `problem`."""
    try:
        paths = sorted(folder.glob(f"*{backup_container.SUFFIX}"))
    except OSError:
        return ()
    return tuple(one for one in (copy_of(path, key) for path in paths) if one is not None)


def newest(folder: Path, key: bytes | None = None) -> Manifest | None:
    """What the newest copy of a folder says of itself; None when there is none that can be read."""
    for path in sorted(folder.glob(f"ruse_*{backup_container.SUFFIX}"), reverse=True):
        try:
            manifest = backup_container.read_manifest(path)
            if manifest.encrypted:
                return backup_container.unseal(manifest, path, key) if key is not None else None
        except (UserError, OSError):
            continue
        return manifest
    return None


def copy_of(path: Path, key: bytes | None = None) -> Copy | None:
    """A copy as its manifest tells; None when the file is gone meanwhile."""
    try:
        size = path.stat().st_size
        modified = path.stat().st_mtime
    except OSError:
        return None
    try:
        manifest = backup_container.read_manifest(path)
    except UserError as problem:
        kept = named(path)
        at = kept.at if kept is not None else datetime.fromtimestamp(modified, SOFIA)
        return Copy(path, at, size=size, problem=problem.message)
    rows = 0
    if manifest.encrypted and key is not None:
        try:
            manifest = backup_container.unseal(manifest, path, key)
        except UserError as problem:
            return Copy(path, manifest.at, manifest.label, 0, size, True, problem.message)  # noqa: FBT003 - a value
    if manifest.state is not None:
        rows = manifest.state.total
    return Copy(path, manifest.at, manifest.label, rows, size, manifest.encrypted)


def age(one: Copy) -> tuple[datetime, int, str]:
    """Sorts copies by their moment; within a second the numbered one is the later."""
    return one.at, len(one.path.name), one.path.name
