"""Contacts of the department: who to write to, how they are addressed, which groups are invited (функция 16)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ruse_desktop.kernel.i18n import mark


class Kind(StrEnum):
    """What a contact speaks for (функции 13, 16, 30)."""

    STATE = "state"
    MUNICIPAL = "municipal"
    POLITICAL = "political"
    PUBLIC = "public"
    CIVIL = "civil"
    EMBASSY = "embassy"
    INSTITUTE = "institute"
    MEDIA = "media"
    PERSON = "person"


KIND_NAMES: Mapping[Kind, str] = {
    Kind.STATE: mark("държавна институция"),
    Kind.MUNICIPAL: mark("общинска структура"),
    Kind.POLITICAL: mark("политическа организация"),
    Kind.PUBLIC: mark("обществена организация"),
    Kind.CIVIL: mark("гражданска организация"),
    Kind.EMBASSY: mark("посолство, консулство"),
    Kind.INSTITUTE: mark("чуждестранен културен институт"),
    Kind.MEDIA: mark("медия"),
    Kind.PERSON: mark("лице"),
}
"""Names for people; screens pass them through gettext."""


class State(StrEnum):
    """Whether a contact was looked at lately."""

    CHECKED = "checked"
    DUE = "due"
    STRUCK = "struck"


STATE_NAMES: Mapping[State, str] = {
    State.CHECKED: mark("проверен"),
    State.DUE: mark("за преглед"),
    State.STRUCK: mark("зачеркнат"),
}
TONES: Mapping[State, str] = {
    State.CHECKED: "met",
    State.DUE: "judgement",
    State.STRUCK: "neutral",
}


@dataclass(frozen=True)
class ContactInput:
    """What is written of a contact.

    `title` and `called` are the office and the form of address; a second pair stands beside them,
    `second` says that it is the one used. `rank` is a code of the order of precedence.
    """

    kind: Kind = Kind.STATE
    organisation: str = ""
    person: str = ""
    title: str = ""
    called: str = ""
    other_title: str = ""
    other_called: str = ""
    second: bool = False
    rank: str = "other"
    address: str = ""
    phone: str = ""
    email: str = ""
    groups: tuple[str, ...] = ()
    checked_on: date | None = None
    note: str = ""

    @property
    def name(self) -> str:
        """Who stands on an envelope: the person, else the organisation."""
        return self.person or self.organisation

    @property
    def used(self) -> tuple[str, str]:
        """The office and the form of address that are used."""
        if self.second:
            return self.other_title, self.other_called
        return self.title, self.called

    @property
    def office(self) -> str:
        """Office and organisation in one line; the organisation alone is the name already."""
        parts = (self.used[0], self.organisation if self.person else "")
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class Contact:
    """A contact of the register."""

    id: int
    typed: ContactInput
    by: str
    at: datetime
    struck_why: str = ""


@dataclass(frozen=True)
class ContactGroup:
    """A group of invitations and how many living contacts are in it."""

    name: str
    count: int
