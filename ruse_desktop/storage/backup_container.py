"""Reading a copy: its manifest, its parts checked by their hashes, its files laid out in a folder."""

from __future__ import annotations

import hashlib
import os
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from ruse_desktop.domain.restoring import Manifest, Part
from ruse_desktop.kernel.errors import DatabaseProblem
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.os_errors import why
from ruse_desktop.kernel.progress import Progress, no_progress
from ruse_desktop.storage import backup_manifest

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX = ".bak"
DATABASE, KEYSLOTS, MANIFEST = "db", "keyslots.json", "manifest.json"
CHUNK = 1 << 20
_MOST_MANIFEST = 64 << 20
NAME = re.compile(
    r"db|keyslots\.json|attachments/[0-9a-f]{2}/[0-9a-f]{64}(\.[0-9a-z]{1,8})?"
    r"|ordinance/(?!.*\.\.)[^\\:*?\"<>|\x00-\x1f]{1,200}\.toml"
)
"""What may lie in a container: nothing else goes in, nothing else comes out."""
_UUID = 32
_END = b"PK\x05\x06"


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The container. Raises DatabaseProblem when it is missing, foreign, cut off or unreadable."""
    try:
        with zipfile.ZipFile(path) as box:
            yield box
    except FileNotFoundError as error:
        raise DatabaseProblem(
            _("Няма файл „{path}“.").format(path=path),
            _("Проверете името и дали носителят е поставен."),
            code="no-file",
        ) from error
    except zipfile.BadZipFile as error:
        raise damaged(path, _("файлът не е цял")) from error
    except OSError as error:
        raise damaged(path, why(error)) from error
    except (EOFError, NotImplementedError, RuntimeError) as error:
        raise damaged(path, str(error)) from error


def damaged(path: Path, what: str) -> DatabaseProblem:
    """The problem of a copy that must not be used."""
    return DatabaseProblem(
        _("Копието „{name}“ е повредено: {why}.").format(name=path.name, why=what.rstrip(".")),
        _("Не го използвайте. Изберете друго копие."),
        code="damaged",
    )


def manifest_in(box: zipfile.ZipFile, path: Path) -> Manifest:
    """What the open container says of itself. Raises DatabaseProblem."""
    try:
        with box.open(MANIFEST) as source:
            found = backup_manifest.parse(source.read(_MOST_MANIFEST))
    except (KeyError, ValueError, TypeError) as error:
        raise DatabaseProblem(
            _("Файлът „{name}“ не е резервно копие на тази програма.").format(name=path.name),
            _("Изберете друго копие."),
            code="foreign",
        ) from error
    _check_names(box, found, path)
    return found


def _check_names(box: zipfile.ZipFile, manifest: Manifest, path: Path) -> None:
    """Only what the manifest names lies in the container, once each, stored, under known names."""
    there = sorted(info.filename for info in box.infolist())
    named = sorted([MANIFEST, *(one.name for one in manifest.parts)])
    strange = [one.name for one in manifest.parts if not NAME.fullmatch(one.name)]
    sizes = {one.name: one.size for one in manifest.parts}
    wrong = any(
        info.compress_type != zipfile.ZIP_STORED
        or sizes.get(info.filename, info.file_size) != info.file_size
        for info in box.infolist()
    )
    if there != named or strange or wrong or DATABASE not in sizes:
        raise damaged(path, _("съдържанието не отговаря на описа му"))


def read_manifest(path: Path, key: bytes | None = None) -> Manifest:
    """What a copy says of itself, its facts unsealed when `key` opens them. Raises DatabaseProblem."""
    with opened(path) as box:
        found = manifest_in(box, path)
    return unseal(found, path, key) if found.encrypted and key is not None else found


def unseal(manifest: Manifest, path: Path, key: bytes) -> Manifest:
    """The manifest with its sealed facts. Raises DatabaseProblem for another file's key."""
    try:
        return backup_manifest.unsealed(manifest, key)
    except backup_manifest.WrongKey as error:
        raise DatabaseProblem(
            _("Копието „{name}“ не се отваря с този ключ.").format(name=path.name),
            _("Въведете паролата или кода за възстановяване от времето на копието."),
            code="wrong-key",
        ) from error


def uuid_of(path: Path) -> str:
    """Whose copy it is, by its last bytes alone; „“ when that cannot be said."""
    try:
        with path.open("rb") as handle:
            handle.seek(-(22 + _UUID), os.SEEK_END)
            tail = handle.read()
    except OSError:
        return ""
    return tail[22:].decode("ascii", "replace") if tail.startswith(_END) else ""


def keyslots_of(path: Path) -> bytes | None:
    """The wrapped keys that lie in a copy; None in a plain one. Raises DatabaseProblem."""
    with opened(path) as box:
        found = manifest_in(box, path)
        if KEYSLOTS not in {one.name for one in found.parts}:
            return None
        return box.read(KEYSLOTS)


def check_parts(path: Path, progress: Progress = no_progress) -> Manifest:
    """Read every part and compare its hash. Raises DatabaseProblem."""
    with opened(path) as box:
        manifest = manifest_in(box, path)
        for part in _told(manifest, progress, _("проверка")):
            with box.open(part.name) as source:
                if _pour(source, None) != part.sha256:
                    raise damaged(path, _("„{part}“ е променено").format(part=part.name))
    return manifest


def extract(path: Path, folder: Path, progress: Progress = no_progress) -> Manifest:
    """Lay the parts out in `folder` (which must be new), each checked and synced.

    The database gets the name „db“. Raises DatabaseProblem; what was written stays for the caller
    to remove.
    """
    with opened(path) as box:
        manifest = manifest_in(box, path)
        folder.mkdir(parents=True)
        for part in _told(manifest, progress, _("разопаковане")):
            target = folder.joinpath(*part.name.split("/"))
            target.parent.mkdir(parents=True, exist_ok=True)
            with box.open(part.name) as source, target.open("xb") as sink:
                digest = _pour(source, sink)
                sink.flush()
                os.fsync(sink.fileno())
            if digest != part.sha256:
                raise damaged(path, _("„{part}“ е променено").format(part=part.name))
    return manifest


def _told(manifest: Manifest, progress: Progress, text: str) -> Iterator[Part]:
    for n, part in enumerate(manifest.parts):
        progress.step(n, len(manifest.parts), text)
        yield part


def _pour(source: IO[bytes], sink: IO[bytes] | None) -> str:
    """Read to the end, write on when there is where; the hash."""
    digest = hashlib.sha256()
    while block := source.read(CHUNK):
        digest.update(block)
        if sink is not None:
            sink.write(block)
    return digest.hexdigest()
