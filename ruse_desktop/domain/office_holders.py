"""Who holds an office when, and who signs for it on a day, „за“ by an order (R-X-0.6)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, mark


class Office(StrEnum):
    """The offices that sign, present, or are patrons."""

    MAYOR = "mayor"
    DEPUTY = "deputy"
    SECRETARY = "secretary"
    CHAIR = "chair"
    DIRECTOR = "director"
    HEAD = "head"
    OTHER = "other"


ONE_HOLDER = frozenset({Office.MAYOR, Office.SECRETARY, Office.CHAIR})
"""Offices with one holder at a time; a person acting for him stands beside."""


class State(StrEnum):
    """Where a line stands."""

    NOW = "now"
    AHEAD = "ahead"
    PAST = "past"
    STRUCK = "struck"


OFFICE_NAMES: Mapping[Office, str] = {
    Office.MAYOR: mark("кмет"),
    Office.DEPUTY: mark("зам.-кмет"),
    Office.SECRETARY: mark("секретар на общината"),
    Office.CHAIR: mark("председател на ОбС"),
    Office.DIRECTOR: mark("директор на дирекция"),
    Office.HEAD: mark("началник на отдел"),
    Office.OTHER: mark("друга"),
}
STATE_NAMES: Mapping[State, str] = {
    State.NOW: mark("сега"),
    State.AHEAD: mark("предстои"),
    State.PAST: mark("минало"),
    State.STRUCK: mark("зачеркнато"),
}
"""Names for people; screens pass them through gettext."""
TONES: Mapping[State, str] = {
    State.NOW: "met",
    State.AHEAD: "info",
    State.PAST: "neutral",
    State.STRUCK: "neutral",
}


_ORDER = re.compile(r"№\s*(\S+?)(?:\s*/\s*|\s+от\s+)(\d{1,2})\.(\d{1,2})\.(\d{4})")


@dataclass(frozen=True)
class HolderInput:
    """A line as typed: `title` is the office in full, „Кмет на Община Русе“.

    One who is `acting` signs for the holder on the days of an order (`act`), which has a last day.
    """

    office: Office
    title: str
    name: str
    since: date | None
    until: date | None = None
    acting: bool = False
    act: str = ""
    note: str = ""

    def meets(self, other: HolderInput) -> bool:
        """Whether both would hold an office on one day that only one person holds."""
        one_holder = self.office is other.office and self.office in ONE_HOLDER
        if not one_holder or self.acting or other.acting:
            return False
        if self.since is None or other.since is None:
            return False
        return (self.until is None or self.until >= other.since) and (
            other.until is None or other.until >= self.since
        )


@dataclass(frozen=True)
class Holder:
    """A kept line."""

    id: int
    typed: HolderInput
    by: str
    at: datetime
    struck_why: str = ""

    def state(self, today: date) -> State:
        """Where it stands on a day."""
        return state_of(self.typed.since, self.typed.until, today, struck=bool(self.struck_why))


@dataclass(frozen=True)
class Signer:
    """Who signs for an office on a day: „за Кмет на Община Русе“, the name, the order."""

    title: str
    name: str
    acting: bool = False
    act: str = ""

    @property
    def role(self) -> str:
        """„Кмет на Община Русе“, or „за Кмет на Община Русе“."""
        return _("за {title}").format(title=self.title) if self.acting else self.title

    @property
    def ground(self) -> str:
        """„заповед № 12/01.08.2027“, when it is signed for another."""
        return self.act if self.acting else ""

    @property
    def line(self) -> tuple[str, str]:
        """Role with the order, and name, as they stand under a paper."""
        return ", ".join(one for one in (self.role, self.ground) if one), self.name

    @property
    def order(self) -> tuple[str, date | None]:
        """Number and day of the order, where its words tell them; else all of it and no day."""
        found = _ORDER.search(self.act)
        if found is None:
            return self.act, None
        number, day, month, year = found.groups()
        try:
            return number, date(int(year), int(month), int(day))
        except ValueError:
            return self.act, None

    @property
    def said(self) -> str:
        """Everything in one line: „за Кмет на Община Русе, заповед № …: Ива Бонева“."""
        role, name = self.line
        return _("{role}: {name}").format(role=role, name=name)


def state_of(since: date | None, until: date | None, today: date, *, struck: bool) -> State:
    """Struck out, to come, past, or now."""
    if struck:
        return State.STRUCK
    if since is not None and since > today:
        return State.AHEAD
    return State.PAST if until is not None and until < today else State.NOW


def signatory_on(lines: Iterable[HolderInput], office: Office, day: date) -> Signer | None:
    """Who signs for the office on the day: an acting person before the holder, the newest line first."""
    found = [
        one
        for one in lines
        if one.office is office
        and one.since is not None
        and one.since <= day
        and (one.until is None or day <= one.until)
    ]
    found.sort(key=lambda one: (one.acting, one.since or date.min))
    if not found:
        return None
    best = found[-1]
    return Signer(best.title, best.name, best.acting, best.act)


def term_text(typed: HolderInput) -> str:
    """„от 13.11.2023 г.“, „02.08.2027 г. – 13.08.2027 г.“."""
    since = date_short(typed.since) if typed.since else ""
    if typed.until is None:
        return _("от {day}").format(day=since)
    return f"{since} – {date_short(typed.until)}"
