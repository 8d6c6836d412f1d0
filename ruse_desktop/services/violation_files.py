"""The evidence of a violation: photographs, scans and letters, kept by their checksums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.kernel.errors import NotFound, Refused
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services.nomination_writing import require_reason
from ruse_desktop.services.violation_reading import evidence_of, find_row
from ruse_desktop.services.violations import KINDS, OBJECT
from ruse_desktop.storage.violations import ViolationFileRow

if TYPE_CHECKING:
    from pathlib import Path

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.violations import Evidence
    from ruse_desktop.services.attachments import AttachmentService
    from ruse_desktop.storage.store import Store


class ViolationFiles:
    """Adds, shows and takes out the files of a case."""

    def __init__(self, store: Store, practice: Practice, attachments: AttachmentService) -> None:
        self._store = store
        self._practice = practice
        self._attachments = attachments

    def add(self, violation_id: int, source: Path, *, actor: Actor, note: str = "") -> Evidence:
        """Keep a copy of a file in the case. Raises UserError; Refused when it is there already."""
        digest, size, name, suffix = self._attachments.keep(source)
        with self._store.write(actor, "violations.file", KINDS) as tx:
            row = find_row(tx.session, violation_id)
            there = tx.session.scalar(
                select(ViolationFileRow.name).where(
                    ViolationFileRow.violation_id == row.id, ViolationFileRow.sha256 == digest,
                    ViolationFileRow.removed_why == "",
                )
            )  # fmt: skip
            if there is not None:
                raise Refused(
                    _("Този файл вече е в преписката под името „{name}“.").format(name=there),
                    _("Изберете друг файл."),
                )
            made = ViolationFileRow(
                violation_id=row.id, name=name, suffix=suffix, size=size, sha256=digest,
                added_on=tx.now.date(), note=clean(note, 300), by=actor.name,
            )  # fmt: skip
            tx.session.add(made)
            tx.session.flush()
            tx.subject(OBJECT, row.id, f"{row.number}/{row.year}")
            return evidence_of(made)

    def remove(self, file_id: int, reason: str, *, actor: Actor) -> None:
        """Take a file out of the case with a reason; its line stays in the database."""
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "violations.file-out", KINDS) as tx:
            found = tx.session.get(ViolationFileRow, file_id)
            if found is None or found.removed_why:
                raise NotFound(_("Файлът вече не е в преписката."), _("Опреснете списъка."))
            found.removed_why = why
            tx.subject(OBJECT, found.violation_id, str(file_id))

    def path(self, file_id: int) -> Path:
        """Where the kept file lies. Raises NotFound."""
        with self._store.read() as session:
            found = session.get(ViolationFileRow, file_id)
            place = (found.sha256, found.suffix) if found is not None else ("", "")
        return self._attachments.path_of(*place)
