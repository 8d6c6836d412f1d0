"""Files of the department's registers: keep a scan with a record, take it out with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from ruse_desktop.domain.violations import Evidence
from ruse_desktop.kernel.errors import NotFound, Refused
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services.nomination_writing import require_reason
from ruse_desktop.storage.agreements import AgreementRow
from ruse_desktop.storage.bodies import BodyRow
from ruse_desktop.storage.competitions import CompetitionRow
from ruse_desktop.storage.institutions import InstitutionRow
from ruse_desktop.storage.office_holders import OfficeHolderRow
from ruse_desktop.storage.register_files import RegisterFileRow

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.services.attachments import AttachmentService
    from ruse_desktop.storage.store import Store

KINDS = ("register-files",)
_OWNERS: Mapping[str, Any] = {
    "body": BodyRow,
    "institution": InstitutionRow,
    "agreement": AgreementRow,
    "competition": CompetitionRow,
    "office-holder": OfficeHolderRow,
}
"""The table of each kind of record that keeps files."""


class RegisterFiles:
    """Files kept with the records of the registers."""

    def __init__(self, store: Store, practice: Practice, attachments: AttachmentService) -> None:
        self._store = store
        self._practice = practice
        self._attachments = attachments

    def attach(
        self, kind: str, record_id: int, source: Path, *, actor: Actor, note: str = ""
    ) -> Evidence:
        """Keep a copy of a file. Raises UserError, NotFound; Refused when it is there already."""
        digest, size, name, suffix = self._attachments.keep(source)
        with self._store.write(actor, "register-files.add", KINDS) as tx:
            if tx.session.get(_OWNERS[kind], record_id) is None:
                raise NotFound(_("Записът не е намерен."), _("Опреснете списъка."))
            if any(one.sha256 == digest for one in files_in(tx.session, kind, record_id)):
                raise Refused(_("Този файл вече е приложен."), _("Изберете друг файл."))
            row = RegisterFileRow(
                kind=kind, record_id=record_id, name=name, suffix=suffix, size=size, sha256=digest,
                added_on=tx.now.date(), note=clean(note, 300), by=actor.name,
            )  # fmt: skip
            tx.session.add(row)
            tx.session.flush()
            tx.subject(kind, record_id, "файл")
            return _evidence(row)

    def detach(self, file_id: int, reason: str, *, actor: Actor) -> None:
        """Take a file out with a reason; its line stays in the database."""
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "register-files.remove", KINDS) as tx:
            found = tx.session.get(RegisterFileRow, file_id)
            if found is None or found.removed_why:
                raise NotFound(_("Файлът вече не е приложен."), _("Опреснете списъка."))
            found.removed_why = why
            tx.subject(found.kind, found.record_id, "махнат файл")


def files_in(session: Session, kind: str, record_id: int) -> tuple[Evidence, ...]:
    """The files of a record that were not taken out, oldest first."""
    query = select(RegisterFileRow).where(
        RegisterFileRow.kind == kind,
        RegisterFileRow.record_id == record_id,
        RegisterFileRow.removed_why == "",
    )
    return tuple(_evidence(row) for row in session.scalars(query.order_by(RegisterFileRow.id)))


def _evidence(row: RegisterFileRow) -> Evidence:
    return Evidence(row.id, row.name, row.suffix, row.size, row.sha256, row.added_on, row.note)
