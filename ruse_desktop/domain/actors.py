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
    """The person on whose behalf a verb runs; the name is what the audit line shows."""

    name: str
    roles: frozenset[Role] = frozenset({Role.HEAD})
