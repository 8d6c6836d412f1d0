"""The accounts as a register: list, paper, spreadsheet."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from ruse_desktop.domain.registers import RegisterFilter, RegisterRow, RegisterSheet
from ruse_desktop.domain.rights import ROLE_WORDS
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import search_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruse_desktop.domain.accounts import Account
    from ruse_desktop.kernel.clock import Clock
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.accounts import AccountService


class AccountList:
    """Shows who may work here; a handful of rows."""

    def __init__(self, accounts: AccountService, law: LawBook, clock: Clock) -> None:
        self._accounts = accounts
        self._law = law
        self._clock = clock

    def keys(
        self, wanted: RegisterFilter, order: str = "", *, descending: bool = False
    ) -> array[int]:
        """The ids asked for, the active first."""
        del order, descending  # there is one order: who works here first
        found = [one.id for one in self._asked(wanted)]
        return array("q", found)

    def rows(self, keys: Sequence[int]) -> tuple[RegisterRow, ...]:
        """Name, name for signing in, roles, state."""
        known = {one.id: one for one in self._accounts.accounts()}
        return tuple(_row(known[key]) for key in keys if key in known)

    def sheet(self, wanted: RegisterFilter) -> RegisterSheet:
        """The list for paper."""
        found = self._asked(wanted)
        return RegisterSheet(
            _("Профили за работа с програмата"),
            (_("Име"), _("Име за вход"), _("Роли"), _("От"), _("Състояние")),
            (0.26, 0.16, 0.34, 0.11, 0.13),
            tuple(
                (one.name, one.login, roles_text(one), one.created_on or "", _state(one)[0])
                for one in found
            ),
            self._clock.today(),
            asked=wanted.text,
            count=ngettext("Общо {n} профил", "Общо {n} профила", len(found)).format(n=len(found)),
            file_name="profili",
            municipality=self._law.municipality,
        )

    def get(self, account_id: int) -> Account | None:
        """One account."""
        return next((one for one in self._accounts.accounts() if one.id == account_id), None)

    def _asked(self, wanted: RegisterFilter) -> list[Account]:
        word = search_key(wanted.text)
        return [
            one
            for one in self._accounts.accounts()
            if word in search_key(f"{one.name} {one.login} {roles_text(one)}")
        ]


def roles_text(one: Account) -> str:
    """The roles in words."""
    return ", ".join(_(words) for role, words in ROLE_WORDS.items() if role in one.roles)


def since_text(one: Account) -> str:
    """The day of the account."""
    return date_short(one.created_on) if one.created_on else ""


def _state(one: Account) -> tuple[str, str]:
    if not one.active:
        return _("закрит"), "neutral"
    if one.must_change:
        return _("сменя парола"), "warning"
    return _("действащ"), "met"


def _row(one: Account) -> RegisterRow:
    words, tone = _state(one)
    return RegisterRow(one.id, (one.name, one.login, roles_text(one), words), tone)
