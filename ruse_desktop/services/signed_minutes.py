"""Signed minutes: the scan is attached to the closed session once and then locked."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.sessions import SessionState
from ruse_desktop.domain.signed_minutes import SCANS, SignedMinutes, SignedVersion
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.storage.sessions import SessionRow, SlotAwardRow
from ruse_desktop.storage.signed_minutes import SignedMinutesRow

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.signed_minutes import SignedInput
    from ruse_desktop.services.attachments import AttachmentService
    from ruse_desktop.storage.store import Store

_KINDS = ("sessions", "books")
_OBJECT = "session"
_LEAST_REASON = 15


class SignedMinutesService:
    """Attaches the scan of signed minutes; a further one is a version with a reason (R-64-5.1)."""

    def __init__(self, store: Store, attachments: AttachmentService) -> None:
        self._store = store
        self._attachments = attachments

    def of_session(self, session_id: int) -> SignedMinutes:
        """The scans of the minutes of a session. Raises NotFound."""
        with self._store.read() as session:
            return signed_of(session, _row(session, session_id))

    def of_nomination(self, nomination_id: int) -> SignedMinutes | None:
        """The minutes by which a laureate was chosen; None when no session chose him."""
        with self._store.read() as session:
            found = session.scalar(
                select(SlotAwardRow.session_id)
                .where(SlotAwardRow.nomination_id == nomination_id)
                .order_by(SlotAwardRow.session_id.desc())
                .limit(1)
            )
            return None if found is None else signed_of(session, _row(session, found))

    def attach(self, session_id: int, typed: SignedInput, *, actor: Actor) -> SignedMinutes:
        """Keep a scan under its SHA-256: the first one signs and locks, a further one has a reason.

        Raises UserError for what is missing or cannot be kept; Refused while the session is not
        closed, for a day of signing before it or in the future, for the same scan once more.
        """
        source, day = _complete(typed)
        today = self._store.clock.today()
        kept = self._attachments.keep(source)
        with self._store.write(actor, "minutes.sign", _KINDS) as tx:
            row = _row(tx.session, session_id)
            before = signed_of(tx.session, row).versions
            _require_day(row, day, today)
            reason = _reason(typed, before)
            digest, size, name, suffix = kept
            if any(one.sha256 == digest for one in before):
                raise Refused(
                    _("Този файл вече е приложен към протокола."),
                    _("Изберете другото сканирано копие."),
                )
            tx.session.add(
                SignedMinutesRow(
                    session_id=row.id,
                    version=len(before) + 1,
                    signed_on=day,
                    registry_no=clean(typed.registry_no, 60),
                    reason=reason,
                    name=name,
                    suffix=suffix,
                    size=size,
                    sha256=digest,
                    by=actor.name,
                    at=tx.now,
                )
            )
            tx.subject(_OBJECT, row.id, row.protocol_no)
        return self.of_session(session_id)

    def path(self, session_id: int, version: int) -> Path:
        """Where a kept scan lies, byte for byte as it was attached.

        Raises NotFound when there is none or it is gone, Refused when it was changed since.
        """
        with self._store.read() as session:
            row = session.get(SignedMinutesRow, (session_id, version))
        if row is None:
            raise NotFound(_("Протоколът още не е подписан."), _("Приложете сканирания протокол."))
        place = self._attachments.path_of(row.sha256, row.suffix)
        if hashlib.sha256(place.read_bytes()).hexdigest() != row.sha256:
            raise Refused(
                _("Сканираният протокол в папката с данни е променен след прилагането."),
                _("Възстановете папката от резервно копие."),
                code="changed-file",
            )
        return place


def signed_of(session: Session, row: SessionRow) -> SignedMinutes:
    """The minutes of a session with their scans."""
    kept = session.scalars(
        select(SignedMinutesRow)
        .where(SignedMinutesRow.session_id == row.id)
        .order_by(SignedMinutesRow.version)
    )
    return SignedMinutes(row.id, row.protocol_no, row.held_on, tuple(map(_version, kept)))


def unsigned_sessions(session: Session) -> frozenset[int]:
    """The closed sessions whose minutes wait for their signatures."""
    return frozenset(
        session.scalars(
            select(SessionRow.id).where(
                SessionRow.state == str(SessionState.CLOSED),
                SessionRow.id.not_in(select(SignedMinutesRow.session_id)),
            )
        )
    )


def _version(row: SignedMinutesRow) -> SignedVersion:
    return SignedVersion(
        row.session_id, row.version, row.signed_on, row.registry_no, row.reason, row.name,
        row.size, row.sha256, row.by, row.at,
    )  # fmt: skip


def _row(session: Session, session_id: int) -> SessionRow:
    row = session.get(SessionRow, session_id)
    if row is None:
        raise NotFound(_("Заседанието не е намерено."), _("Опреснете екрана."))
    return row


def _complete(typed: SignedInput) -> tuple[Path, date]:
    """File and day, when both are there and the file is of a kind that is kept."""
    if typed.file is None:
        raise UserError(
            _("Няма избран файл."), _("Изберете сканирания протокол или го пуснете в прозореца.")
        )
    if typed.file.suffix.casefold() not in SCANS:
        raise UserError(
            _("„{name}“ не е сканиран документ.").format(name=typed.file.name),
            _("Изберете файл PDF, JPG или PNG."),
        )
    if typed.signed_on is None:
        raise UserError(_("Няма дата на подписване."), _("Впишете датата, например 19.05.2026."))
    return typed.file, typed.signed_on


def _require_day(row: SessionRow, day: date, today: date) -> None:
    if row.state != str(SessionState.CLOSED):
        raise Refused(
            _("Заседанието още не е приключило; протоколът е проект."),
            _("Приключете заседанието, отпечатайте протокола и го дайте за подпис."),
        )
    if day < row.held_on:
        raise Refused(
            _("Протоколът не може да е подписан преди заседанието ({day}).").format(
                day=date_short(row.held_on)
            ),
            _("Проверете датата на подписване."),
        )
    if day > today:
        raise Refused(
            _("Датата на подписване {day} е в бъдещето.").format(day=date_short(day)),
            _("Проверете датата на подписване."),
        )


def _reason(typed: SignedInput, before: tuple[SignedVersion, ...]) -> str:
    """Why a further scan is added; the first one needs no reason."""
    reason = clean(typed.reason, 500)
    if not before:
        return ""
    if len(reason) < _LEAST_REASON:
        raise Refused(
            _("Протоколът е подписан и заключен; ново копие се прилага само с причина."),
            _("Напишете защо се прилага, с поне {n} знака. Досегашното копие остава.").format(
                n=_LEAST_REASON
            ),
            code="signed",
        )
    return reason
