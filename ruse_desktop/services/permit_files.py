"""The papers of an application: the letter, a scan of the signed permit, a sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.kernel.errors import NotFound, Refused
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.nomination_writing import require_reason
from ruse_desktop.services.permit_reading import OBJECT, file_of, find_row, number_text
from ruse_desktop.services.permits import KINDS
from ruse_desktop.storage.permits import PermitFileRow

if TYPE_CHECKING:
    from pathlib import Path

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.permits import PermitFile
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.services.attachments import AttachmentService
    from ruse_desktop.storage.store import Store


class PermitFiles:
    """Adds, shows and takes out the papers."""

    def __init__(self, store: Store, practice: Practice, attachments: AttachmentService) -> None:
        self._store = store
        self._practice = practice
        self._attachments = attachments

    def add(self, permit_id: int, source: Path, *, actor: Actor) -> PermitFile:
        """Keep a copy of a file. Raises UserError; Refused when it is there already."""
        digest, size, name, suffix = self._attachments.keep(source)
        with self._store.write(actor, "permits.file", KINDS) as tx:
            row = find_row(tx.session, permit_id)
            there = tx.session.scalar(
                select(PermitFileRow.name).where(
                    PermitFileRow.permit_id == row.id, PermitFileRow.sha256 == digest,
                    PermitFileRow.removed_why == "",
                )
            )  # fmt: skip
            if there is not None:
                raise Refused(
                    _("Този файл вече е приложен под името „{name}“.").format(name=there),
                    _("Изберете друг файл."),
                )
            made = PermitFileRow(
                permit_id=row.id, name=name, suffix=suffix, size=size, sha256=digest,
                added_on=tx.now.date(), by=actor.name,
            )  # fmt: skip
            tx.session.add(made)
            tx.session.flush()
            tx.subject(OBJECT, row.id, number_text(row))
            return file_of(made)

    def remove(self, file_id: int, reason: str, *, actor: Actor) -> None:
        """Take a file out with a reason; its line stays in the database."""
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "permits.file-out", KINDS) as tx:
            found = tx.session.get(PermitFileRow, file_id)
            if found is None or found.removed_why:
                raise NotFound(_("Файлът вече не е приложен."), _("Опреснете списъка."))
            found.removed_why = why
            tx.subject(OBJECT, found.permit_id, str(file_id))

    def path(self, file_id: int) -> Path:
        """Where the kept file lies. Raises NotFound."""
        with self._store.read() as session:
            found = session.get(PermitFileRow, file_id)
            place = (found.sha256, found.suffix) if found is not None else ("", "")
        return self._attachments.path_of(*place)
