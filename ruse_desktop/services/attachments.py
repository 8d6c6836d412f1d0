"""Attached files: kept by checksum in the data folder, on disk before the row is committed."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from pathvalidate import sanitize_filename
from sqlalchemy import select

from ruse_desktop.domain.nominations import AttachmentView
from ruse_desktop.kernel.errors import NotFound, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.storage.nominations import AttachmentRow

if TYPE_CHECKING:
    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.storage.store import Store, Transaction

LIMIT_MB = 20
_SUFFIXES = frozenset({
    ".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".docx", ".doc", ".odt", ".xlsx", ".xls",
    ".ods", ".txt", ".zip", ".eml", ".msg", ".p7s", ".p7m",
})  # fmt: skip


class AttachmentService:
    """Keeps copies of files under their SHA-256 and gives them back."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self.folder = folder

    def keep(self, source: Path) -> tuple[str, int, str, str]:
        """Copy a file into the folder and sync it: (sha256, size, clean name, suffix).

        Raises UserError when it is missing, empty, too large or of a kind that is not kept.
        """
        suffix = source.suffix.casefold()
        if suffix not in _SUFFIXES:
            raise UserError(
                _("Файл от вид „{suffix}“ не се прилага.").format(suffix=suffix or source.name),
                _("Запазете го като PDF и го приложете отново."),
            )
        try:
            size = source.stat().st_size
            if not 0 < size <= LIMIT_MB * 1_000_000:
                raise UserError(
                    _("Файлът „{name}“ е празен или над {limit} MB.").format(
                        name=source.name, limit=LIMIT_MB
                    ),
                    _("Намалете го или го разделете."),
                )
            content = source.read_bytes()
        except OSError as error:
            raise UserError(
                _("Файлът „{name}“ не може да се прочете: {error}").format(
                    name=source.name, error=error.strerror or error
                ),
                _("Проверете дали още е там и опитайте отново."),
            ) from error
        digest = hashlib.sha256(content).hexdigest()
        self._write(self._place(digest, suffix), content)
        return digest, size, clean(sanitize_filename(source.name), 120), suffix

    def _place(self, digest: str, suffix: str) -> Path:
        return self.folder / digest[:2] / f"{digest}{suffix}"

    def _write(self, target: Path, content: bytes) -> None:
        if target.exists():
            return
        part = target.with_suffix(".part")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as handle:
                handle.write(content)
                handle.flush()
                os.fsync(handle.fileno())
            part.replace(target)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise UserError(
                _("Приложението не е записано: {error}").format(error=error.strerror or error),
                _("Освободете място на диска и опитайте отново."),
                code="disk-full",
            ) from error

    def add(self, source: Path, *, actor: Actor, nomination_id: int) -> AttachmentView:
        """Attach a file to a nomination (R-X-0.18)."""
        kept = self.keep(source)
        with self._store.write(actor, "attachments.add", ("nominations",)) as tx:
            row = attach_in(tx, nomination_id, kept)
            tx.subject("nomination", nomination_id, "приложение")
            return attachment_of(row)

    def path(self, attachment_id: int) -> Path:
        """Where the kept file lies. Raises NotFound when it is gone."""
        with self._store.read() as session:
            row = session.get(AttachmentRow, attachment_id)
            place = self._place(row.sha256, row.suffix) if row else None
        if place is None or not place.is_file():
            raise NotFound(
                _("Приложеният файл липсва в папката с данни."),
                _("Възстановете го от резервно копие."),
            )
        return place

    def sweep(self) -> int:
        """Remove files no row speaks of, left by an interrupted save; how many."""
        with self._store.read() as session:
            known = set(session.scalars(select(AttachmentRow.sha256)))
        gone = 0
        for path in self.folder.glob("??/*"):
            if path.stem not in known and path.is_file() and path.parent.parent == self.folder:
                path.unlink()
                gone += 1
        return gone


def attach_in(
    tx: Transaction, nomination_id: int, kept: tuple[str, int, str, str]
) -> AttachmentRow:
    """Write the row of a kept file within a transaction."""
    digest, size, name, suffix = kept
    row = AttachmentRow(
        nomination_id=nomination_id,
        name=name,
        suffix=suffix,
        size=size,
        sha256=digest,
        added_on=tx.now.date(),
    )
    tx.session.add(row)
    tx.session.flush()
    return row


def attachment_of(row: AttachmentRow) -> AttachmentView:
    """The value of a row."""
    return AttachmentView(row.id, row.name, row.size, row.sha256, row.added_on)
