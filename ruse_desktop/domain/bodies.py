"""Bodies and their members by dates: councils, standing committees, juries (функция 20)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, mark
from ruse_desktop.kernel.text import search_key


class Kind(StrEnum):
    """What sort of body it is."""

    PUBLIC = "public"
    COMMITTEE = "committee"
    WORKING = "working"
    JURY = "jury"
    OTHER = "other"


class State(StrEnum):
    """Where a body stands."""

    NOW = "now"
    AHEAD = "ahead"
    PAST = "past"
    STRUCK = "struck"


KIND_NAMES: Mapping[Kind, str] = {
    Kind.PUBLIC: mark("обществен съвет"),
    Kind.COMMITTEE: mark("постоянна комисия"),
    Kind.WORKING: mark("работна група"),
    Kind.JURY: mark("жури"),
    Kind.OTHER: mark("друг орган"),
}
STATE_NAMES: Mapping[State, str] = {
    State.NOW: mark("действа"),
    State.AHEAD: mark("предстои"),
    State.PAST: mark("изтекъл"),
    State.STRUCK: mark("зачеркнат"),
}
"""Names for people; screens pass them through gettext."""
TONES: Mapping[State, str] = {
    State.NOW: "met",
    State.AHEAD: "info",
    State.PAST: "neutral",
    State.STRUCK: "neutral",
}


@dataclass(frozen=True)
class BodyInput:
    """A body as typed: `act` creates it for the days `since` … `until`; `ours` takes part for the department."""

    name: str
    kind: Kind
    since: date | None
    until: date | None = None
    act: str = ""
    ground: str = ""
    ours: str = ""
    note: str = ""


@dataclass(frozen=True)
class MemberInput:
    """A member as typed; `role` is „председател“, „секретар“ or nothing; `act` appoints him."""

    name: str
    since: date | None
    until: date | None = None
    role: str = ""
    act: str = ""

    def meets(self, other: MemberInput) -> bool:
        """Whether both are the same person on one day."""
        if search_key(self.name) != search_key(other.name):
            return False
        if self.since is None or other.since is None:
            return False
        return (self.until is None or self.until >= other.since) and (
            other.until is None or other.until >= self.since
        )


@dataclass(frozen=True)
class Membership:
    """A kept member."""

    id: int
    typed: MemberInput
    struck_why: str = ""

    def sits_on(self, day: date) -> bool:
        """Whether he is a member on the day."""
        since, until = self.typed.since, self.typed.until
        return (
            not self.struck_why
            and since is not None
            and since <= day
            and (until is None or day <= until)
        )


@dataclass(frozen=True)
class Body:
    """A kept body with its members in the order entered."""

    id: int
    typed: BodyInput
    by: str
    at: datetime
    members: tuple[Membership, ...] = ()
    struck_why: str = ""

    def on(self, day: date) -> tuple[Membership, ...]:
        """Who sits in it on a day; nobody before it begins and after it ends."""
        if self.state(day) is not State.NOW:
            return ()
        return tuple(one for one in self.members if one.sits_on(day))

    def state(self, today: date) -> State:
        """Where it stands on a day."""
        return state_of(self.typed.since, self.typed.until, today, struck=bool(self.struck_why))


def state_of(since: date | None, until: date | None, today: date, *, struck: bool) -> State:
    """Struck out, to come, past, or at work."""
    if struck:
        return State.STRUCK
    if since is not None and since > today:
        return State.AHEAD
    return State.PAST if until is not None and until < today else State.NOW


def term_text(since: date | None, until: date | None) -> str:
    """„01.01.2024 г. – 31.12.2027 г.“, „от 01.01.2024 г.“."""
    begins = date_short(since) if since else ""
    return f"{begins} – {date_short(until)}" if until else _("от {day}").format(day=begins)


def named(members: Iterable[Membership]) -> str:
    """„Ива Бонева (председател), Явор Минков“."""
    return ", ".join(
        f"{one.typed.name} ({one.typed.role})" if one.typed.role else one.typed.name
        for one in members
    )
