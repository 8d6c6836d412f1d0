"""What was typed and not yet saved, kept beside the data until its dialog closes, so that a crash loses nothing."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ruse_desktop.kernel.file_sealing import Damaged, is_sealed, open_file, seal_file

if TYPE_CHECKING:
    from pathlib import Path

    from ruse_desktop.storage.store import Store

_FOLDER, _SUFFIX = "drafts", ".draft"


@dataclass(frozen=True)
class TypedDraft:
    """Texts typed in one dialog. `place` names the dialog and its record, `title` says it to people.

    `fields` are (name of the field, text) in the order of the dialog.
    """

    place: str
    title: str
    fields: tuple[tuple[str, str], ...]
    at: datetime

    @property
    def beginning(self) -> str:
        """The first words of what was typed, for recognising it."""
        return next((text for _name, text in self.fields if text), "")[:80]


class DraftService:
    """Keeps one draft for each person and place; sealed when the file is encrypted.

    Drafts are no records: they are files of their own, outside audit and backups.
    """

    def __init__(self, store: Store, data_dir: Path) -> None:
        self._store = store
        self._folder = data_dir / _FOLDER

    def keep(self, owner: str, place: str, title: str, fields: tuple[tuple[str, str], ...]) -> None:
        """Write the draft aside and put it in place; a full disk is not worth a message here."""
        path = self._path(owner, place)
        body = {
            "owner": owner,
            "place": place,
            "title": title,
            "fields": [list(one) for one in fields],
            "at": self._store.clock.now().isoformat(timespec="seconds"),
        }
        content = json.dumps(body, ensure_ascii=False).encode("utf-8", "surrogatepass")
        if self._store.key is not None:
            content = seal_file(content, self._store.key, path.stem)
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            part = path.with_suffix(".part")
            part.write_bytes(content)
            part.replace(path)

    def find(self, owner: str, place: str) -> TypedDraft | None:
        """The draft of this person in this place."""
        return self._read(self._path(owner, place), owner)

    def all(self, owner: str) -> tuple[TypedDraft, ...]:
        """Every draft of this person, the newest first."""
        found = (self._read(path, owner) for path in self._folder.glob(f"*{_SUFFIX}"))
        return tuple(sorted((one for one in found if one), key=lambda one: one.at, reverse=True))

    def drop(self, owner: str, place: str) -> None:
        """Forget the draft: it was saved or thrown away."""
        with suppress(OSError):
            self._path(owner, place).unlink(missing_ok=True)

    def _path(self, owner: str, place: str) -> Path:
        name = hashlib.sha256(f"{owner}\n{place}".encode("utf-8", "surrogatepass")).hexdigest()
        return self._folder / f"{name}{_SUFFIX}"

    def _read(self, path: Path, owner: str) -> TypedDraft | None:
        """The draft in a file; None for another person's, a half-written or a foreign one."""
        try:
            content = path.read_bytes()
            if is_sealed(content):
                if self._store.key is None:
                    return None
                content = open_file(content, self._store.key, path.stem)
            body: dict[str, Any] = json.loads(content)
            if body["owner"] != owner:
                return None
            fields = tuple((str(name), str(text)) for name, text in body["fields"])
            return TypedDraft(
                body["place"], body["title"], fields, datetime.fromisoformat(body["at"])
            )
        except (OSError, ValueError, KeyError, TypeError, Damaged):
            return None
