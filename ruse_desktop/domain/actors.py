"""Who acts: the person at the keyboard with a role."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Roles of the workstation's users (decisions: people and roles)."""

    ADMINISTRATOR = "administrator"
    HEAD = "head"
    CLERK = "clerk"
    SECRETARY = "secretary"
    PROTOCOL = "protocol"
    BOOK_KEEPER = "book-keeper"
    READER = "reader"


@dataclass(frozen=True)
class Actor:
    """The person on whose behalf a verb runs; the name is what the audit line shows.

    Without roles named he has all: an office of one, a file without accounts. `login` names his
    account; `books` the awards whose books he keeps, empty = every book.
    """

    name: str
    roles: frozenset[Role] = frozenset(Role)
    login: str = ""
    books: frozenset[str] = frozenset()


NOBODY = Actor("", frozenset())
"""Nobody has signed in: no right to anything."""
