"""Rights: which role may do what, and which right each verb of the services asks for."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from ruse_desktop.domain.actors import Role
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.kernel.i18n import _, mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ruse_desktop.domain.actors import Actor


class Right(StrEnum):
    """What a person at the workstation may be allowed to do."""

    OWN = "own"
    OFFICE = "office"
    NOMINATIONS = "nominations"
    SESSIONS = "sessions"
    PROTOCOL = "protocol"
    BOOKS = "books"
    MONEY = "money"
    REGISTERS = "registers"
    OVERRIDE = "override"
    CLOSE = "close"
    ERASE = "erase"
    LAW = "law"
    USERS = "users"
    BACKUP = "backup"
    RESTORE = "restore"
    READ_AUDIT = "read-audit"
    READ_PRIVATE = "read-private"


_A, _H, _C, _S, _P, _B = (
    Role.ADMINISTRATOR, Role.HEAD, Role.CLERK, Role.SECRETARY, Role.PROTOCOL, Role.BOOK_KEEPER,
)  # fmt: skip

GRANTS: Mapping[Right, frozenset[Role]] = {
    Right.OWN: frozenset(Role),
    Right.OFFICE: frozenset({_H, _C, _S, _P, _B}),
    Right.NOMINATIONS: frozenset({_C, _H}),
    Right.SESSIONS: frozenset({_S}),
    Right.PROTOCOL: frozenset({_P, _H}),
    Right.BOOKS: frozenset({_B}),
    Right.MONEY: frozenset({_C, _H}),
    Right.REGISTERS: frozenset({_C, _S, _P, _B, _H}),
    Right.OVERRIDE: frozenset({_H}),
    Right.CLOSE: frozenset({_H}),
    Right.ERASE: frozenset({_H}),
    Right.LAW: frozenset({_H}),
    Right.USERS: frozenset({_A}),
    Right.BACKUP: frozenset({_A, _H}),
    Right.RESTORE: frozenset({_A}),
    Right.READ_AUDIT: frozenset({_A, _H}),
    Right.READ_PRIVATE: frozenset({_C, _S, _P, _H}),
}
"""Who has a right (decisions, „People and roles“). The administrator has none to the content."""

ROLE_WORDS: Mapping[Role, str] = {
    Role.ADMINISTRATOR: mark("администратор"),
    Role.HEAD: mark("ръководител"),
    Role.CLERK: mark("деловодител"),
    Role.SECRETARY: mark("секретар на комисия"),
    Role.PROTOCOL: mark("протоколист"),
    Role.BOOK_KEEPER: mark("книговодител"),
    Role.READER: mark("четене"),
}

VERBS: Mapping[str, Right] = {
    "accounts": Right.USERS,
    "accounts.changed-password": Right.OWN,
    "accounts.failed": Right.OWN,
    "accounts.signed-in": Right.OWN,
    "accounts.pin": Right.OWN,
    "accounts.recovered": Right.OWN,
    "acts": Right.SESSIONS,
    "agreements": Right.REGISTERS,
    "archive": Right.OFFICE,
    "artwork": Right.PROTOCOL,
    "attachments": Right.OFFICE,
    "backups": Right.BACKUP,
    "backups.record": Right.OWN,
    "backups.data-copy": Right.RESTORE,
    "backups.restored": Right.RESTORE,
    "badge": Right.PROTOCOL,
    "bodies": Right.REGISTERS,
    "books": Right.BOOKS,
    "books.close": Right.CLOSE,
    "books.erase": Right.ERASE,
    "books.open": Right.CLOSE,
    "books.revoke": Right.CLOSE,
    "campaigns": Right.PROTOCOL,
    "city-day": Right.PROTOCOL,
    "commissions": Right.SESSIONS,
    "competitions": Right.REGISTERS,
    "contacts": Right.REGISTERS,
    "drafts": Right.OWN,
    "editions": Right.NOMINATIONS,
    "emblem": Right.PROTOCOL,
    "emblem-place": Right.PROTOCOL,
    "envelopes": Right.NOMINATIONS,
    "erasure": Right.ERASE,
    "events": Right.PROTOCOL,
    "flag": Right.PROTOCOL,
    "flag-anniversaries": Right.PROTOCOL,
    "flag-appearances": Right.PROTOCOL,
    "funds": Right.MONEY,
    "imports": Right.NOMINATIONS,
    "institutions": Right.REGISTERS,
    "journal": Right.READ_AUDIT,
    "law": Right.LAW,
    "memory": Right.BOOKS,
    "minutes": Right.SESSIONS,
    "nominations": Right.NOMINATIONS,
    "nominations.override": Right.OVERRIDE,
    "office-holders": Right.REGISTERS,
    "papers": Right.OFFICE,
    "payments": Right.MONEY,
    "people": Right.REGISTERS,
    "permits": Right.PROTOCOL,
    "permits.override": Right.OVERRIDE,
    "personal": Right.ERASE,
    "personal.export": Right.READ_PRIVATE,
    "practice": Right.LAW,
    "protection": Right.PROTOCOL,
    "protocol": Right.PROTOCOL,
    "publications": Right.OFFICE,
    "publicity": Right.OFFICE,
    "register-files": Right.REGISTERS,
    "requirement": Right.PROTOCOL,
    "rescue": Right.RESTORE,
    "retention": Right.ERASE,
    "seal": Right.PROTOCOL,
    "search": Right.BACKUP,
    "sessions": Right.SESSIONS,
    "sessions.close": Right.CLOSE,
    "sessions.override": Right.OVERRIDE,
    "second-text": Right.BOOKS,
    "signing": Right.CLOSE,
    "stock": Right.OFFICE,
    "units": Right.PROTOCOL,
    "violations": Right.PROTOCOL,
    "web-list": Right.BOOKS,
    "word-template": Right.OFFICE,
    "wording": Right.OFFICE,
    "year": Right.NOMINATIONS,
}
"""The right a verb asks for: its own line, else that of its area (the word before the dot)."""

_NOT_KNOWN = Right.CLOSE


def right_of(verb: str) -> Right:
    """The right `verb` asks for; what has no line is for the head alone."""
    return VERBS.get(verb) or VERBS.get(verb.partition(".")[0], _NOT_KNOWN)


def may(actor: Actor, right: Right) -> bool:
    """Whether one of the actor's roles has the right."""
    return not actor.roles.isdisjoint(GRANTS[right])


def require(actor: Actor, right: Right) -> None:
    """Raises Refused (code „right“) when none of the actor's roles has the right."""
    if not may(actor, right):
        roles = [_(ROLE_WORDS[role]) for role in Role if role in GRANTS[right]]
        raise Refused(
            _("За това е нужна роля: {roles}.").format(roles=_(" или ").join(roles)),
            _("Помолете колега с тази роля да потвърди с паролата си или да го направи."),
            code=f"right:{right}",
        )


def require_verb(actor: Actor, verb: str) -> None:
    """`require` the right of a verb."""
    require(actor, right_of(verb))


def require_book(actor: Actor, book: str) -> None:
    """Raises Refused when the actor keeps other books than this one (its award's code)."""
    if actor.books and book not in actor.books:
        raise Refused(
            _("Тази книга се води от друг книговодител."),
            _("Помолете него или администратора да промени профила Ви."),
            code="right:books",
        )


__all__ = [
    "GRANTS",
    "ROLE_WORDS",
    "VERBS",
    "Right",
    "may",
    "require",
    "require_book",
    "require_verb",
    "right_of",
]
