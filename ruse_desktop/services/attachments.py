"""Attached files: kept by checksum in the data folder, on disk before the row is committed."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.nominations import AttachmentView
from ruse_desktop.exchange.guard import check_kept
from ruse_desktop.kernel.durable import sync_folder
from ruse_desktop.kernel.errors import NotFound, UserError
from ruse_desktop.kernel.file_names import shown_name
from ruse_desktop.kernel.file_sealing import HEAD, Damaged, is_sealed, open_file, seal_file
from ruse_desktop.kernel.i18n import _
from ruse_desktop.storage.base import Base
from ruse_desktop.storage.nominations import AttachmentRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.storage.store import Store, Transaction

LIMIT_MB = 20
Kept = tuple[str, int, str, str]
"""What is known of a kept file: sha256, size, shown name, suffix."""
_DIGESTS = frozenset({"sha256", "drawn"})
"""Columns of any table that name a kept file."""
_ORPHANS = "orphans"
_SHOWN = "shown"
_PART = ".part"
_SUFFIXES = frozenset({
    ".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".docx", ".doc", ".odt", ".xlsx", ".xls",
    ".ods", ".txt", ".zip", ".eml", ".msg", ".p7s", ".p7m", ".svg",
})  # fmt: skip


class AttachmentService:
    """Keeps copies of files under their SHA-256 and gives them back."""

    def __init__(self, store: Store, folder: Path, limit_mb: int = LIMIT_MB) -> None:
        self._store = store
        self.folder = folder
        self._limit = limit_mb

    def keep_all(self, sources: Sequence[Path], names: Sequence[str] = ()) -> tuple[Kept, ...]:
        """`keep` each file; `names` are shown instead of the files' own."""
        return tuple(
            self.keep(source, names[n] if n < len(names) else "")
            for n, source in enumerate(sources)
        )

    def keep(self, source: Path, name: str = "") -> Kept:
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
            if not 0 < size <= self._limit * 1_000_000:
                raise UserError(
                    _("Файлът „{name}“ е празен или над {limit} MB.").format(
                        name=source.name, limit=self._limit
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
        check_kept(source, suffix, content[:16])
        digest = hashlib.sha256(content).hexdigest()
        self._write(self._place(digest, suffix), content, digest)
        shown = shown_name(name or source.name, suffix)
        return digest, size, shown or f"{digest[:10]}{suffix}", suffix

    def keep_made(self, content: bytes, suffix: str) -> str:
        """Write a file made here, as `keep` does; its sha256. Raises UserError for a full disk."""
        digest = hashlib.sha256(content).hexdigest()
        self._write(self._place(digest, suffix), content, digest)
        return digest

    def place(self, row: AttachmentRow) -> Path:
        """Where the file of a row lies, or should."""
        return self._place(row.sha256, row.suffix)

    def _place(self, digest: str, suffix: str) -> Path:
        return self.folder / digest[:2] / f"{digest}{suffix}"

    def _write(self, target: Path, content: bytes, digest: str) -> None:
        if target.exists():
            return
        if self._store.key is not None:
            content = seal_file(content, self._store.key, digest)
        part = target.with_suffix(_PART)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as handle:
                handle.write(content)
                handle.flush()
                os.fsync(handle.fileno())
            part.replace(target)
            sync_folder(target.parent)
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
            place = self.place(row) if row else None
        return self._found(place)

    def path_of(self, digest: str, suffix: str) -> Path:
        """Where the kept file with this SHA-256 lies. Raises NotFound when it is gone."""
        return self._found(self._place(digest, suffix))

    def copy_out(self, attachment_id: int, target: Path, *, bare: bool) -> Path:
        """Copy the kept file to `target`, `bare` without hidden data (EXIF, author, XMP).

        Raises NotFound when it is gone, UserError when it cannot be cleaned or written.
        """
        from ruse_desktop.documents.bare import without_hidden

        source = self.path(attachment_id)
        content = source.read_bytes()
        if bare:
            content = without_hidden(content, source.suffix, target.name)
        try:
            target.write_bytes(content)
        except OSError as error:
            raise UserError(
                _("Копието не е записано: {error}").format(error=error.strerror or error),
                _("Изберете друга папка или освободете място на диска."),
            ) from error
        return target

    def _found(self, place: Path | None) -> Path:
        if place is not None and not place.is_file():
            self._bring_back(place)
        if place is None or not place.is_file():
            raise NotFound(
                _("Приложеният файл липсва в папката с данни."),
                _("Възстановете го от резервно копие."),
            )
        return self._plain(place)

    def _plain(self, place: Path) -> Path:
        """The file itself, or what is in it when it is sealed: a copy until the program ends."""
        with place.open("rb") as handle:
            if not is_sealed(handle.read(len(HEAD))):
                return place
        shown = self._shown / place.name
        if shown.is_file():
            return shown
        if self._store.key is None:
            raise self._damaged(place)
        try:
            content = open_file(place.read_bytes(), self._store.key, place.stem)
        except Damaged as error:
            raise self._damaged(place) from error
        self._shown.mkdir(mode=0o700, parents=True, exist_ok=True)
        shown.write_bytes(content)
        return shown

    def _damaged(self, place: Path) -> UserError:
        return UserError(
            _("Приложеният файл „{name}“ е повреден и не може да се разшифрова.").format(
                name=place.name
            ),
            _("Възстановете го от резервно копие."),
            code="damaged",
        )

    @property
    def _shown(self) -> Path:
        return self.folder / _SHOWN

    def forget_shown(self) -> None:
        """Remove the opened copies of sealed files; at the start and at the end of the program."""
        if not self._shown.is_dir():
            return
        for copy in self._shown.iterdir():
            with suppress(OSError):
                copy.unlink()

    def sweep(self) -> int:
        """Put aside files no row speaks of, left by an interrupted save; how many.

        They are moved to „orphans“, not deleted: after an older backup is restored, the newer one
        may still want them.
        """
        with self._store.read() as session:
            known = {
                digest
                for table in Base.metadata.sorted_tables
                for column in table.columns
                if column.name in _DIGESTS
                for digest in session.scalars(select(column))
            }
        aside = self.folder / _ORPHANS
        gone = 0
        for path in sorted(self.folder.glob("??/*")):
            if not path.is_file() or (path.stem in known and path.suffix != _PART):
                continue
            if path.suffix == _PART:
                path.unlink()
            else:
                aside.mkdir(exist_ok=True)
                path.replace(aside / path.name)
            gone += 1
        return gone

    def _bring_back(self, place: Path) -> None:
        aside = self.folder / _ORPHANS / place.name
        if aside.is_file():
            place.parent.mkdir(parents=True, exist_ok=True)
            aside.replace(place)


def attach_in(tx: Transaction, nomination_id: int, kept: Kept) -> AttachmentRow:
    """Write the row of a kept file within a transaction; the same file is attached only once."""
    digest, size, name, suffix = kept
    there = tx.session.scalar(
        select(AttachmentRow).where(
            AttachmentRow.nomination_id == nomination_id, AttachmentRow.sha256 == digest
        )
    )
    if there is not None:
        return there
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


def detach_all_in(tx: Transaction, nomination_id: int) -> tuple[AttachmentRow, ...]:
    """Remove the rows of a draft's files within a transaction; the files stay until the next start."""
    rows = tuple(
        tx.session.scalars(
            select(AttachmentRow)
            .where(AttachmentRow.nomination_id == nomination_id)
            .order_by(AttachmentRow.id)
        )
    )
    for row in rows:
        tx.session.delete(row)
    tx.session.flush()
    return rows


def attachment_of(row: AttachmentRow) -> AttachmentView:
    """The value of a row."""
    return AttachmentView(row.id, row.name, row.size, row.sha256, row.added_on)
