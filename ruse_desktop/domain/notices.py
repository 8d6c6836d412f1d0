"""Who was told of a session, when and how, and who is in the room without a vote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, mark, ngettext
from ruse_desktop.kernel.text import search_key

if TYPE_CHECKING:
    from ruse_desktop.domain.commissions import CommissionView
    from ruse_desktop.domain.rules import CommissionRule


class Capacity(StrEnum):
    """As what somebody is called to a session; „other“ has no place at a closed one."""

    MEMBER = "member"
    SECRETARY = "secretary"
    EXPERT = "expert"
    TECHNICAL = "technical"
    OTHER = "other"


CAPACITY_NAMES: dict[Capacity, str] = {
    Capacity.MEMBER: mark("член"),
    Capacity.SECRETARY: mark("секретар"),
    Capacity.EXPERT: mark("експерт"),
    Capacity.TECHNICAL: mark("поканено техническо лице"),
    Capacity.OTHER: mark("друго лице"),
}
"""Names for people; screens pass them through gettext."""


class Way(StrEnum):
    """How somebody was told."""

    IN_PERSON = "in-person"
    PHONE = "phone"
    POST = "post"
    EMAIL = "email"


WAY_NAMES: dict[Way, str] = {
    Way.IN_PERSON: mark("лично"),
    Way.PHONE: mark("по телефон"),
    Way.POST: mark("по пощата"),
    Way.EMAIL: mark("по е-поща"),
}
"""Names for people; screens pass them through gettext."""


@dataclass(frozen=True)
class NoticeInput:
    """A person told of a session on a day."""

    capacity: Capacity
    name: str
    on: date
    way: Way


@dataclass(frozen=True)
class Notice(NoticeInput):
    """A recorded notice: `by` wrote it down."""

    by: str = ""

    @property
    def says(self) -> str:
        """„12.05.2026 г., по телефон“."""
        return _("{day}, {way}").format(day=date_short(self.on), way=_(WAY_NAMES[self.way]))


@dataclass(frozen=True)
class Guest:
    """Somebody without a vote; `role` says what an „other“ is, `reason` why he is in the room."""

    capacity: Capacity
    name: str
    role: str = ""
    reason: str = ""
    present: bool = True

    @property
    def says(self) -> str:
        """„Ива Бонева (експерт)“, as the minutes print it, with the reason of another person."""
        what = self.role if self.capacity is Capacity.OTHER else _(CAPACITY_NAMES[self.capacity])
        said = f"{self.name} ({what})"
        return f"{said} – {self.reason}" if self.reason else said


@dataclass(frozen=True)
class Invited:
    """Somebody who is called to the session, with the notice recorded of him."""

    capacity: Capacity
    name: str
    notice: Notice | None = None
    present: bool = False


def invited(
    commission: CommissionView,
    present: Sequence[str],
    guests: Sequence[Guest],
    notices: Sequence[Notice],
) -> tuple[Invited, ...]:
    """Members, secretary, experts and technical staff, each once, with what was recorded.

    `present` are the names of the members who are in the room.
    """
    called = [(Capacity.MEMBER, one.name) for one in commission.members]
    if commission.secretary.strip():
        called.append((Capacity.SECRETARY, commission.secretary))
    called += [(Capacity.EXPERT, one.name) for one in commission.experts]
    called += [(one.capacity, one.name) for one in guests if one.capacity is not Capacity.OTHER]
    told = {(one.capacity, search_key(one.name)): one for one in notices}
    there = {search_key(name) for name in present}
    there |= {search_key(one.name) for one in guests if one.present}
    return tuple(
        Invited(capacity, name, told.get((capacity, search_key(name))), search_key(name) in there)
        for capacity, name in dict.fromkeys(called)
    )


def notices_found(
    rule: CommissionRule, called: Sequence[Invited], held_on: date
) -> tuple[Finding, ...]:
    """Those of whom no notice is recorded before the opening (R-45-6.3), and notices too late.

    A member who came knew of the session; one who is neither told nor there opens the finding, and
    it is passed with a reason. The others are listed.
    """
    untold = [one for one in called if one.notice is None]
    absent = [one for one in untold if one.capacity is Capacity.MEMBER and not one.present]
    citation = rule.closed_citation or rule.citation
    found = []
    if untold:
        names = ", ".join(
            one.name
            if one.capacity is Capacity.MEMBER
            else f"{one.name} ({_(CAPACITY_NAMES[one.capacity])})"
            for one in untold
        )
        found.append(
            Finding(
                "notices", Verdict.NOT_MET, Effect.WARNS if absent else Effect.INFORMS,
                _("Няма записано уведомяване за заседанието"), citation, names,
            )
        )  # fmt: skip
    elif called:
        found.append(
            Finding(
                "notices", Verdict.MET, Effect.WARNS, _("Всички поканени са уведомени"), citation
            )
        )
    found += _late(rule, called, held_on)
    return tuple(found)


def _late(rule: CommissionRule, called: Sequence[Invited], held_on: date) -> list[Finding]:
    """Members told later than the act asks, or after the session (it must be an error)."""
    last = held_on - timedelta(days=rule.notice_days)
    late = [
        f"{one.name} ({date_short(one.notice.on)})"
        for one in called
        if one.notice is not None and one.notice.on > last and one.capacity is Capacity.MEMBER
    ]
    if not late:
        return []
    n = rule.notice_days
    said = (
        ngettext(
            "Уведомени по-малко от {n} ден преди заседанието",
            "Уведомени по-малко от {n} дни преди заседанието",
            n,
        ).format(n=n)
        if n
        else _("Уведомени след деня на заседанието")
    )
    return [
        Finding(
            "notice-days", Verdict.NOT_MET, Effect.WARNS, said,
            rule.closed_citation or rule.citation, ", ".join(late),
        )
    ]  # fmt: skip


def strangers(rule: CommissionRule, guests: Sequence[Guest]) -> tuple[Finding, ...]:
    """Others than members, secretary, experts and technical staff at a closed session (R-45-5.2)."""
    there = [one.says for one in guests if one.present and one.capacity is Capacity.OTHER]
    if not there or not rule.closed:
        return ()
    citation = rule.closed_citation or rule.citation
    return (
        Finding(
            "closed", Verdict.NOT_MET, Effect.INFORMS,
            _("В залата има друго лице: закрито заседание ({citation})").format(citation=citation),
            citation, "; ".join(there),
        ),
    )  # fmt: skip
