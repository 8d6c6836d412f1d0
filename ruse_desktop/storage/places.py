"""Where the database may lie: a local disk, in no folder that another program copies behind our back.

Locks vanish on network disks, and a synchronised folder is copied in the middle of a save; both
have cost users of other programs their data (reliability §1.2).
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from ruse_desktop.kernel.errors import DatabaseProblem
from ruse_desktop.kernel.i18n import _

_MOUNTS = Path("/proc/self/mounts")
_NETWORK = re.compile(
    r"^(nfs4?|cifs|smb3?|smbfs|ncpfs|afs|ceph|9p|davfs|fuse\.(sshfs|davfs2?|rclone|s3fs|gvfsd-fuse))$"
)
_SYNCED = re.compile(
    r"^(onedrive( .*)?|dropbox( .*)?|google ?drive.*|my drive|моят диск|nextcloud.*|owncloud.*|icloud.*|"
    r"mega(sync)?|pcloud.*|yandex\.?disk|box sync)$",
    re.IGNORECASE,
)
_REMOTE_DRIVE = 4


def check(folder: Path, mounts: str | None = None) -> None:
    """Raises DatabaseProblem („network“, „synced“) for a folder where the data is not safe.

    `mounts` is the kernel's table of mounts; None = this machine's.
    """
    place = folder.absolute()
    if _is_remote(place, mounts):
        raise DatabaseProblem(
            _("Папката „{path}“ е на мрежов диск.").format(path=folder),
            _(
                "Там заключването не е сигурно и вписаното може да се загуби. Изберете папка на този "
                "компютър; мрежовият диск е добро място за резервните копия."
            ),
            code="network",
        )
    synced = next((part for part in place.parts if _SYNCED.match(part)), "")
    if synced:
        raise DatabaseProblem(
            _("Папката „{path}“ се синхронизира от друга програма ({name}).").format(
                path=folder, name=synced
            ),
            _(
                "Тя копира базата по средата на запис и може да я повреди. Изберете обикновена папка; "
                "тук дръжте само резервни копия."
            ),
            code="synced",
        )


def _is_remote(place: Path, mounts: str | None) -> bool:
    if sys.platform == "win32":
        import ctypes

        if place.drive.startswith("\\\\"):
            return True
        kind = ctypes.windll.kernel32.GetDriveTypeW(f"{place.drive}\\")
        return bool(kind == _REMOTE_DRIVE)
    if mounts is None:
        try:
            mounts = _MOUNTS.read_text("utf-8", "surrogateescape")
        except OSError:
            return False
    best, kind = Path("/"), ""
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) > 2:
            where = Path(parts[1].replace("\\040", " "))
            if (place == where or where in place.parents) and len(where.parts) >= len(best.parts):
                best, kind = where, parts[2]
    return bool(_NETWORK.match(kind))
