"""Accounts: signing in with growing delays, roles, passwords, quick unlocking, the recovery sheet."""

from __future__ import annotations

import math
import time
import unicodedata
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from ruse_desktop.domain.accounts import (
    Account,
    AccountInput,
    RecoverySheet,
    RecoveryState,
    check_password,
    check_pin,
    checked,
    delay_after,
    new_code,
    read_code,
)
from ruse_desktop.domain.actors import Actor, Role
from ruse_desktop.domain.rights import Right, may
from ruse_desktop.kernel.errors import NotFound, Refused
from ruse_desktop.kernel.i18n import _
from ruse_desktop.storage import keyslots
from ruse_desktop.storage.accounts import AccountRow, RecoveryRow

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy.orm import Session

    from ruse_desktop.storage.store import Store, Transaction

KINDS = ("accounts",)
_PIN_TRIES = 3
Delays = dict[str, tuple[int, float]]
"""By name for signing in: failures in a row and the monotonic second when one may try again."""


class AccountService:
    """Who may work here. Every refusal of a sign-in says the same, whoever the name belongs to."""

    def __init__(
        self,
        store: Store,
        folder: Path,
        delays: Delays,
        tick: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._folder = folder
        self._delays = delays
        self._tick = tick

    # reading

    def accounts(self) -> tuple[Account, ...]:
        """All accounts, the active first, by name."""
        with self._store.read() as session:
            rows = session.scalars(select(AccountRow)).all()
            return tuple(
                sorted((_account(row) for row in rows), key=lambda one: (not one.active, one.name))
            )

    def names(self) -> tuple[tuple[str, str], ...]:
        """(name for signing in, name) of those who may sign in; empty for a file without accounts."""
        return tuple((one.login, one.name) for one in self.accounts() if one.active)

    def recovery(self) -> RecoveryState | None:
        """The recovery sheet in force."""
        with self._store.read() as session:
            row = _sheet(session)
            return RecoveryState(row.number, row.made_on, row.used) if row else None

    def must_change(self, login: str) -> bool:
        """Whether the password was given by an administrator and waits to be changed."""
        return any(one.must_change for one in self.accounts() if one.login == login)

    # signing in

    def sign_in(self, login: str, password: str) -> Actor:
        """The actor of this account.

        Raises Refused („sign-in“) for a wrong name or password, and while a delay runs.
        """
        name = keyslots.folded(login)
        self._wait_over(name)
        with self._store.read() as session:
            row = session.scalar(
                select(AccountRow).where(AccountRow.login == name, AccountRow.active)
            )
            stored = row.password if row else _nobody()
        if not _matches(stored, password) or row is None:
            self._failed(name, row)
            raise _wrong()
        self._delays.pop(name, None)
        actor = _actor(row)
        with self._store.write(actor, "accounts.signed-in", ()) as tx:
            kept = _row(tx.session, row.id)
            kept.failures = 0
            tx.subject("account", row.id, name)
        return actor

    def confirm(self, login: str, password: str, right: Right, asked_by: Actor) -> Actor:
        """The actor for one step that a colleague confirms with his password (R-X-0.11).

        His name stands beside that of the one who asked. Raises Refused.
        """
        other = self.sign_in(login, password)
        if not may(other, right):
            raise Refused(
                _("{name} също няма нужната роля.").format(name=other.name),
                _("Потвърждава колега, който я има."),
                code="confirm",
            )
        both = _("{who}, потвърдено от {other}").format(who=asked_by.name, other=other.name)
        return Actor(
            both, asked_by.roles | other.roles, asked_by.login, asked_by.books | other.books
        )

    def unlock(self, login: str, pin: str) -> bool:
        """Whether the PIN unlocks the locked window; three wrong ones ask for the password."""
        name = keyslots.folded(login)
        wrong = self._delays.get(f"pin:{name}", (0, 0.0))[0]
        with self._store.read() as session:
            stored = session.scalar(
                select(AccountRow.pin).where(AccountRow.login == name, AccountRow.active)
            )
        if stored is None or wrong >= _PIN_TRIES:
            raise Refused(_("Напишете паролата си."), "", code="password-needed")
        if _matches(stored, pin):
            self._delays.pop(f"pin:{name}", None)
            return True
        self._delays[f"pin:{name}"] = (wrong + 1, 0.0)
        return False

    def _wait_over(self, name: str) -> None:
        if name not in self._delays:
            with self._store.read() as session:
                failures = session.scalar(
                    select(AccountRow.failures).where(AccountRow.login == name)
                )
            if failures:
                self._delays[name] = (failures, self._tick() + delay_after(failures))
        left = self._delays.get(name, (0, 0.0))[1] - self._tick()
        if left > 0:
            raise Refused(
                _("След грешна парола се изчаква: още {n} сек.").format(n=math.ceil(left)),
                _("Опитайте отново след малко; нищо не е заключено завинаги."),
                code="sign-in-wait",
            )

    def _failed(self, name: str, row: AccountRow | None) -> None:
        failures = self._delays.get(name, (row.failures if row else 0, 0.0))[0] + 1
        self._delays[name] = (failures, self._tick() + delay_after(failures))
        if row is None:
            return
        with self._store.write(_actor(row), "accounts.failed", ()) as tx:
            _row(tx.session, row.id).failures = failures
            tx.subject("account", row.id, name)

    # keeping

    def create(self, typed: AccountInput, password: str, *, actor: Actor) -> Account:
        """A new account; the first one must be an administrator's."""
        wanted = checked(typed)
        check_password(password, (wanted.login, wanted.name))
        with (
            self._keys(wanted.login, password),
            self._store.write(actor, "accounts.create", KINDS) as tx,
        ):
            if tx.session.scalar(select(AccountRow.id).where(AccountRow.login == wanted.login)):
                raise Refused(
                    _("Името за вход „{login}“ е заето.").format(login=wanted.login),
                    _("Изберете друго."),
                )
            first = not tx.session.scalar(select(func.count()).select_from(AccountRow))
            if first and Role.ADMINISTRATOR not in wanted.roles:
                raise Refused(_("Първият профил е на администратор."), _("Отбележете и тази роля."))
            row = AccountRow(
                login=wanted.login,
                name=wanted.name,
                roles=sorted(wanted.roles),
                books=sorted(wanted.books),
                created_on=tx.now.date(),
                password=_hashed(password),
            )
            tx.session.add(row)
            tx.session.flush()
            tx.subject("account", row.id, row.login)
            return _account(row)

    def change(self, account_id: int, typed: AccountInput, *, actor: Actor) -> Account:
        """Other name, roles or books; the name for signing in stays."""
        wanted = checked(typed)
        with self._store.write(actor, "accounts.change", KINDS) as tx:
            row = _row(tx.session, account_id)
            row.name, row.books = wanted.name, sorted(wanted.books)
            row.roles = sorted(wanted.roles)
            _keep_an_administrator(tx)
            tx.subject("account", row.id, row.login)
            return _account(row)

    def switch(self, account_id: int, *, active: bool, actor: Actor) -> None:
        """Close an account, or open it again with a new password to be set."""
        with self._store.write(actor, "accounts.open" if active else "accounts.close", KINDS) as tx:
            row = _row(tx.session, account_id)
            row.active = active
            _keep_an_administrator(tx)
            tx.subject("account", row.id, row.login)
        slots = keyslots.load(self._folder)
        if slots is not None and not active:
            keyslots.save(self._folder, slots.without(row.login))

    def reset_password(self, account_id: int, password: str, *, actor: Actor) -> None:
        """A new password given by an administrator; its owner changes it at the next sign-in."""
        with self._store.read() as session:
            before = _account(_row(session, account_id))
        check_password(password, (before.login, before.name))
        with (
            self._keys(before.login, password),
            self._store.write(actor, "accounts.reset-password", KINDS) as tx,
        ):
            row = _row(tx.session, account_id)
            row.password, row.pin, row.must_change, row.failures = _hashed(password), None, True, 0
            tx.subject("account", row.id, row.login)
        self._delays.pop(before.login, None)

    def change_password(self, login: str, old: str, new: str) -> Actor:
        """One's own new password."""
        actor = self.sign_in(login, old)
        check_password(new, (actor.login, actor.name))
        with (
            self._keys(actor.login, new),
            self._store.write(actor, "accounts.changed-password", KINDS) as tx,
        ):
            row = tx.session.scalars(
                select(AccountRow).where(AccountRow.login == actor.login)
            ).one()
            row.password, row.must_change = _hashed(new), False
            tx.subject("account", row.id, row.login)
        return actor

    def set_pin(self, login: str, password: str, pin: str) -> None:
        """A PIN for quick unlocking of the locked window; „“ takes it away."""
        actor = self.sign_in(login, password)
        if pin:
            check_pin(pin)
        with self._store.write(actor, "accounts.pin", KINDS) as tx:
            row = tx.session.scalars(
                select(AccountRow).where(AccountRow.login == actor.login)
            ).one()
            row.pin = _hashed(pin) if pin else None
            tx.subject("account", row.id, row.login)
        self._delays.pop(f"pin:{actor.login}", None)

    # the recovery sheet

    def make_sheet(self, *, actor: Actor, code: str = "") -> RecoverySheet:
        """A new recovery sheet; the one before it opens nothing any more.

        `code` is one already shown and typed again from the paper; else a new one is made.
        """
        shown = code or new_code()
        body = read_code(shown)
        with (
            self._keys(keyslots.RECOVERY, body),
            self._store.write(actor, "accounts.recovery-sheet", KINDS) as tx,
        ):
            last = _sheet(tx.session)
            row = RecoveryRow(
                number=last.number + 1 if last else 1, made_on=tx.now.date(), code=_hashed(body)
            )
            tx.session.add(row)
            tx.subject("recovery-sheet", row.number, str(row.number))
            return RecoverySheet(shown, row.number, row.made_on)

    def recover(self, code: str, login: str, password: str) -> Actor:
        """Give an administrator's account a new password by the code of the sheet.

        The sheet is used up. Raises Refused.
        """
        body = read_code(code)
        self._wait_over(keyslots.RECOVERY)
        with self._store.read() as session:
            sheet = _sheet(session)
            row = session.scalar(
                select(AccountRow).where(
                    AccountRow.login == keyslots.folded(login), AccountRow.active
                )
            )
        known = sheet is not None and not sheet.used and _matches(sheet.code, body)
        if not known or row is None or Role.ADMINISTRATOR not in row.roles:
            failures = self._delays.get(keyslots.RECOVERY, (0, 0.0))[0] + 1
            self._delays[keyslots.RECOVERY] = (failures, self._tick() + delay_after(failures))
            raise Refused(
                _("Кодът не отваря профил на администратор с това име."),
                _("Проверете името за вход и дали листът е последният; използван лист не важи."),
                code="sign-in",
            )
        check_password(password, (row.login, row.name))
        actor = _actor(row)
        with (
            self._keys(row.login, password),
            self._store.write(actor, "accounts.recovered", KINDS) as tx,
        ):
            kept, used = _row(tx.session, row.id), _sheet(tx.session)
            assert used is not None, "the sheet was there a moment ago"
            kept.password, kept.failures, kept.pin, used.used = _hashed(password), 0, None, True
            tx.subject("account", row.id, row.login)
        self._delays.clear()
        return actor

    def _keys(self, label: str, password: str) -> _KeyChange:
        return _KeyChange(self._folder, self._store.key, label, password)


class _KeyChange:
    """Keeps the slots in step with the database: written first, put back when the save fails."""

    def __init__(self, folder: Path, key: bytes | None, label: str, password: str) -> None:
        self._folder, self._key, self._label, self._password = folder, key, label, password
        self._before: keyslots.Keyslots | None = None

    def __enter__(self) -> None:
        if self._key is None:
            return
        self._before = keyslots.load(self._folder)
        assert self._before is not None, "an encrypted file has its slots beside it"
        keyslots.save(self._folder, self._before.put(self._label, self._key, self._password))

    def __exit__(self, kind: type[BaseException] | None, *_rest: object) -> None:
        if kind is not None and self._before is not None:
            keyslots.save(self._folder, self._before)


def _wrong() -> Refused:
    return Refused(
        _("Името или паролата не е вярна."),
        _("Проверете клавиатурата (БГ/EN) и Caps Lock."),
        code="sign-in",
    )


def _row(session: Session, account_id: int) -> AccountRow:
    row = session.get(AccountRow, account_id)
    if row is None:
        raise NotFound(_("Няма такъв профил."), _("Опреснете списъка."))
    return row


def _sheet(session: Session) -> RecoveryRow | None:
    return session.scalars(select(RecoveryRow).order_by(RecoveryRow.number.desc()).limit(1)).first()


def _keep_an_administrator(tx: Transaction) -> None:
    tx.session.flush()
    left = tx.session.scalars(select(AccountRow).where(AccountRow.active)).all()
    if not any(Role.ADMINISTRATOR in row.roles for row in left):
        raise Refused(
            _("Трябва да остане поне един администратор."),
            _("Дайте първо тази роля на друг профил."),
        )


def _account(row: AccountRow) -> Account:
    return Account(
        row.id, row.login, row.name, frozenset(Role(one) for one in row.roles),
        frozenset(row.books), row.active, row.created_on, row.pin is not None, row.must_change,
    )  # fmt: skip


def _actor(row: AccountRow) -> Actor:
    return Actor(
        row.name, frozenset(Role(one) for one in row.roles), row.login, frozenset(row.books)
    )


def _hashed(password: str) -> str:
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4).hash(
        unicodedata.normalize("NFKC", password)
    )


def _matches(stored: str, password: str) -> bool:
    from argon2 import PasswordHasher
    from argon2.exceptions import VerifyMismatchError

    try:
        return PasswordHasher().verify(stored, unicodedata.normalize("NFKC", password))
    except VerifyMismatchError:
        return False


_NOBODY: list[str] = []


def _nobody() -> str:
    """A hash nobody's password has, so that an unknown name costs as much time as a known one."""
    if not _NOBODY:
        _NOBODY.append(_hashed("\0"))
    return _NOBODY[0]
