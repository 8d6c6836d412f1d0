"""Accounts of the workstation: who may sign in, what a good password is, the recovery code."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ruse_desktop.domain.actors import Role
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

MIN_PASSWORD, MIN_PIN, MAX_PIN = 10, 4, 8
SLOWEST = 60
_SAME = 4
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE, _CHECK, _GROUP = 30, 2, 4
_COMMON = (
    "парола", "password", "passw0rd", "qwerty", "йцукен", "явертъ", "qwertz", "123456", "654321",
    "111111", "000000", "abcdef", "абвгде", "letmein", "welcome", "добредошли", "admin", "админ",
    "administrator", "администратор", "русе", "ruse", "община", "obshtina", "култура", "kultura",
    "деловодител", "секретар", "протокол", "bulgaria", "българия",
)  # fmt: skip


@dataclass(frozen=True)
class Account:
    """One person's account. `books` are the awards whose books he keeps; empty = every book."""

    id: int
    login: str
    name: str
    roles: frozenset[Role]
    books: frozenset[str] = frozenset()
    active: bool = True
    created_on: date | None = None
    has_pin: bool = False
    must_change: bool = False


@dataclass(frozen=True)
class AccountInput:
    """What is typed of an account."""

    login: str
    name: str
    roles: frozenset[Role]
    books: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Setup:
    """How a new file begins: its administrator, the code typed from the sheet, encrypted or not."""

    account: AccountInput
    password: str
    code: str
    encrypt: bool


@dataclass(frozen=True)
class RecoverySheet:
    """The code that opens the file when no password does; shown once, kept on paper."""

    code: str
    number: int
    made_on: date


@dataclass(frozen=True)
class RecoveryState:
    """Which sheet is valid: its number, its day; used = a new one must be made."""

    number: int
    made_on: date
    used: bool


def checked(typed: AccountInput) -> AccountInput:
    """What was typed, trimmed. Raises Refused when something is missing."""
    login = unicodedata.normalize("NFKC", typed.login).strip().casefold()
    name = " ".join(typed.name.split())
    if not login or any(letter.isspace() for letter in login):
        raise Refused(
            _("Името за вход е една дума без интервали."), _("Напишете например „mkoleva“.")
        )
    if len(name.split()) < 2:
        raise Refused(
            _("Напишете собственото и фамилното име."), _("Те стоят в журнала на промените.")
        )
    if not typed.roles:
        raise Refused(_("Изберете поне една роля."), _("За преглед без промени изберете „четене“."))
    return AccountInput(login, name, typed.roles, typed.books)


def check_password(password: str, near: Iterable[str] = ()) -> None:
    """Raises Refused for a password that is short, common, or made of the names in `near`."""
    plain = unicodedata.normalize("NFKC", password)
    if len(plain) < MIN_PASSWORD:
        raise Refused(
            _("Паролата е от поне {n} знака.").format(n=MIN_PASSWORD),
            _("Три-четири думи са по-лесни за помнене от един труден низ."),
        )
    rest = plain.casefold()
    for word in (*_COMMON, *(part for text in near for part in text.casefold().split())):
        if len(word) > 2:
            rest = rest.replace(word, "")
    if len(rest) < MIN_PASSWORD // 2 or len(set(rest)) < _SAME:
        raise Refused(
            _("Паролата е лесна за отгатване: често срещана, от имена или от еднакви знаци."),
            _("Изберете няколко думи, които не са свързани с Вас и с работата."),
        )


def check_pin(pin: str) -> None:
    """Raises Refused unless it is four to eight digits that are not all the same or in a row."""
    digits = pin.isascii() and pin.isdigit() and MIN_PIN <= len(pin) <= MAX_PIN
    steps = {int(b) - int(a) for a, b in pairwise(pin)} if digits else {0}
    if not digits or steps in ({0}, {1}, {-1}):
        raise Refused(
            _("ПИН кодът е от {low} до {high} цифри, не еднакви и не поред.").format(
                low=MIN_PIN, high=MAX_PIN
            ),
            _("Изберете други цифри."),
        )


def delay_after(failures: int) -> int:
    """Seconds to wait after so many failures in a row: 0, 1, 2, 4 … 60. There is no final lock."""
    return 0 if failures <= 0 else min(SLOWEST, 2 ** min(failures - 1, 10))


def new_code() -> str:
    """A recovery code: 30 random letters and two that check them, in groups of four."""
    body = "".join(secrets.choice(_ALPHABET) for _n in range(_CODE))
    return grouped(body + _checksum(body))


def read_code(typed: str) -> str:
    """The code as it is hashed, however it was typed. Raises Refused for a slip of the pen."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    for wrong, right in (("О", "0"), ("O", "0"), ("I", "1"), ("L", "1"), ("І", "1")):
        plain = plain.replace(wrong, right)
    plain = plain.translate(str.maketrans("АВЕКМНРСТХУ", "ABEKMHPCTXY"))
    body = "".join(letter for letter in plain if letter in _ALPHABET)
    if len(body) != _CODE + _CHECK or _checksum(body[:_CODE]) != body[_CODE:]:
        raise Refused(
            _("Кодът не е преписан вярно."),
            _("Той е от {n} групи по {size} знака; сравнете го с листа.").format(
                n=(_CODE + _CHECK) // _GROUP, size=_GROUP
            ),
        )
    return body


def grouped(body: str) -> str:
    """„ABCD-EFGH-…“."""
    return "-".join(body[n : n + _GROUP] for n in range(0, len(body), _GROUP))


def _checksum(body: str) -> str:
    digest = hashlib.sha256(b"bg.recovery.v1\0" + body.encode()).digest()
    return _ALPHABET[digest[0] % len(_ALPHABET)] + _ALPHABET[digest[1] % len(_ALPHABET)]
