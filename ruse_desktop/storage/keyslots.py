"""The key of an encrypted file, wrapped once for each user and for the recovery sheet.

`keyslots.json` lies beside the database and inside every backup. The data key is 32 random bytes;
a slot keeps it under AES-256-GCM with a key made by Argon2id from a password (reliability §6.3).
"""

from __future__ import annotations

import base64
import json
import os
import secrets
import unicodedata
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ruse_desktop.kernel.durable import sync_folder
from ruse_desktop.kernel.errors import DatabaseProblem, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.sealing import WrongPassword, seal, unseal

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME = "keyslots.json"
KEY_BYTES = 32
_FORMAT = 1
RECOVERY = "recovery"


@dataclass(frozen=True)
class Slot:
    """One wrapped copy of the key. `label` is the user's name for signing in, or „recovery“."""

    id: str
    label: str
    box: bytes


@dataclass(frozen=True)
class Keyslots:
    """All wrapped copies of one file's key; `file` ties them to it."""

    file: str
    slots: tuple[Slot, ...] = ()

    def of(self, label: str) -> Slot | None:
        """The slot under this name."""
        wanted = folded(label)
        return next((one for one in self.slots if one.label == wanted), None)

    def open(self, label: str, password: str) -> bytes:
        """The key. Raises WrongPassword, also for a name without a slot."""
        slot = self.of(label)
        if slot is None:
            raise WrongPassword
        key = unseal(slot.box, _bound(self.file, slot.id), normal(password))
        if len(key) != KEY_BYTES:
            raise WrongPassword
        return key

    def put(self, label: str, key: bytes, password: str) -> Keyslots:
        """These slots with the key wrapped under `password` in place of the one of that name."""
        made = secrets.token_hex(8)
        box = seal(key, _bound(self.file, made), normal(password))
        return replace(self, slots=(*self.without(label).slots, Slot(made, folded(label), box)))

    def without(self, label: str) -> Keyslots:
        """These slots without the one of that name."""
        wanted = folded(label)
        return replace(self, slots=tuple(one for one in self.slots if one.label != wanted))


def new_key() -> bytes:
    """A key for a new file."""
    return secrets.token_bytes(KEY_BYTES)


def folded(label: str) -> str:
    """A name for signing in as it is compared."""
    return unicodedata.normalize("NFKC", label).strip().casefold()


def normal(password: str) -> str:
    """A password as it is hashed: the same letters typed on any keyboard give the same text."""
    return unicodedata.normalize("NFKC", password)


def _bound(file: str, slot: str) -> str:
    """Ties a slot to its file and place, so that it cannot be moved into another."""
    return f"{file}\n{slot}"


def load(folder: Path) -> Keyslots | None:
    """The slots beside the database; None for a plain one.

    Raises DatabaseProblem when they cannot be read.
    """
    path = folder / FILE_NAME
    if not path.exists():
        return None
    try:
        return parse(path.read_bytes())
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DatabaseProblem(
            _("Файлът с ключовете „{path}“ не може да се прочете.").format(path=path),
            _(
                "Не го изтривайте. Предишният му вид е до него („{name}“), а копие има във всяко "
                "резервно копие."
            ).format(name=f"{FILE_NAME}.1"),
            code="keyslots",
        ) from error


def parse(content: bytes) -> Keyslots:
    """Read the text of the file. Raises ValueError, KeyError or TypeError when it is not one."""
    read: dict[str, Any] = json.loads(content)
    if read["format"] != _FORMAT:
        raise ValueError(read["format"])
    slots = tuple(
        Slot(one["id"], one["label"], base64.b64decode(one["box"], validate=True))
        for one in read["slots"]
    )
    return Keyslots(read["file"], slots)


def save(folder: Path, slots: Keyslots) -> None:
    """Write them aside, sync, put them in place; the previous ones stay as „.1“.

    Raises UserError; the slots on the disk are whole in every case.
    """
    path = folder / FILE_NAME
    part = folder / f"{FILE_NAME}.part"
    try:
        with part.open("wb") as handle:
            handle.write(text_of(slots))
            handle.flush()
            os.fsync(handle.fileno())
        if path.exists():
            before = folder / f"{FILE_NAME}.1"
            before.write_bytes(path.read_bytes())
        part.replace(path)
        with suppress(OSError):  # they are in place: the next sync of the database keeps the name
            sync_folder(folder)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UserError(
            _("Ключовете не са записани: {error}").format(error=error.strerror or error),
            _("Старата парола остава. Освободете място и опитайте отново."),
            code="keyslots-not-saved",
        ) from error


def text_of(slots: Keyslots) -> bytes:
    """What stands in the file."""
    return json.dumps(
        {
            "format": _FORMAT,
            "file": slots.file,
            "slots": [
                {"id": one.id, "label": one.label, "box": base64.b64encode(one.box).decode()}
                for one in slots.slots
            ],
        },
        ensure_ascii=False,
        indent=1,
    ).encode()
