"""The verbs of the key that signs diplomas: make, unlock for this run, replace, sign."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain import diploma_code
from ruse_desktop.domain.diploma_code import PublicKey, key_id
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.sealing import WrongPassword, seal, unseal
from ruse_desktop.services.nomination_writing import require_reason
from ruse_desktop.storage.signing import SigningKeyRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.book_chain import DiplomaCode
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.storage.store import Store

_KINDS = ("signing",)
LEAST_PASSWORD = 10


class KeyState(StrEnum):
    """Whether diplomas can be signed now."""

    NONE = "none"
    LOCKED = "locked"
    OPEN = "open"


@dataclass
class OpenKey:
    """The private key of this run of the program; never stored, never shown."""

    private: bytes | None = field(default=None, repr=False)


class KeyService:
    """Who has the file alone cannot sign: the private key opens with the keeper's password only."""

    def __init__(self, store: Store, practice: Practice, opened: OpenKey) -> None:
        self._store = store
        self._practice = practice
        self._opened = opened

    def state(self) -> KeyState:
        """No key yet, one that waits for its password, or one that signs."""
        if self._opened.private is not None:
            return KeyState.OPEN
        with self._store.read() as session:
            return KeyState.LOCKED if _current(session) else KeyState.NONE

    def public_keys(self) -> tuple[PublicKey, ...]:
        """All public keys, the newest first; old signatures are checked by theirs for ever."""
        with self._store.read() as session:
            rows = session.scalars(
                select(SigningKeyRow).order_by(
                    SigningKeyRow.until.is_not(None), SigningKeyRow.since.desc()
                )
            )
            return tuple(
                PublicKey(row.id, row.public, row.since, row.until, row.why) for row in rows
            )

    def make(self, password: str, *, reason: str = "", actor: Actor) -> PublicKey:
        """A new key, unlocked for this run; the one before it stays for checking only.

        Raises UserError for a short password, Refused where a key is replaced without a reason.
        """
        if len(password) < LEAST_PASSWORD:
            raise UserError(
                _("Паролата е твърде кратка: нужни са поне {least} знака.").format(
                    least=LEAST_PASSWORD
                ),
                _("Изберете няколко думи, които помните."),
            )
        private = diploma_code.new_private()
        public = diploma_code.public_of(private)
        sealed = seal(private, password)
        with self._store.write(actor, "signing.make-key", _KINDS) as tx:
            before = _current(tx.session)
            if before is not None:
                before.until = tx.now.date()
                before.why = require_reason(reason, self._practice.min_reason)
                before.sealed = b""
            row = SigningKeyRow(
                id=key_id(public), public=public, sealed=sealed, since=tx.now.date(),
                by=actor.name, until=None, why="",
            )  # fmt: skip
            tx.session.add(row)
            tx.subject("signing-key", 0, row.id)
        self._opened.private = private
        return PublicKey(row.id, public, row.since)

    def unlock(self, password: str) -> None:
        """Open the key for this run. Raises Refused for a wrong password and where there is no key."""
        with self._store.read() as session:
            row = _current(session)
            sealed = row.sealed if row else b""
        if not sealed:
            raise Refused(_("Още няма ключ за дипломите."), _("Създайте ключ."), code="no-key")
        try:
            self._opened.private = unseal(sealed, password)
        except WrongPassword:
            raise Refused(
                _("Паролата не отваря ключа."),
                _("Опитайте отново. Ако паролата е загубена, създайте нов ключ с причина."),
                code="password",
            ) from None

    def lock(self) -> None:
        """Forget the key until it is unlocked again."""
        self._opened.private = None

    def code(self, code: DiplomaCode) -> str:
        """The text for the diploma: signed while the key is open, else identity alone."""
        if self._opened.private is None:
            return str(code)
        return str(diploma_code.sign(code, self._opened.private))


def _current(session: Session) -> SigningKeyRow | None:
    return session.scalar(select(SigningKeyRow).where(SigningKeyRow.until.is_(None)))
