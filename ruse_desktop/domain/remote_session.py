"""A session from a distance: the act that allows it, the means, who is remote, and how it is voted.

It is held only while one of four situations is declared for the municipality or a part of it and
its measures hinder meeting in the room (чл. 45, ал. 9; 50, ал. 6; 64, ал. 6; 72, ал. 6; 74г, ал. 6).
The same provisions ask that the vote of each member be ensured, while the ballot is secret: which
of the two the commission keeps is a choice, recorded with its reason (R-45-9.3).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.domain.rules import CommissionRule
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, mark

CODES, NAMED = "codes", "named"
"""Modes of a round besides paper and the screen: secret by code cards, and by name."""
REMOTE_ACT = "remote-act"
"""The finding on the day of a session from a distance."""
_LEAST = 3


class Situation(StrEnum):
    """What is declared."""

    EMERGENCY = "emergency"
    DISASTER = "disaster"
    EPIDEMIC = "epidemic"
    CRISIS = "crisis"


class VoteWay(StrEnum):
    """Secret by code cards, or a personal vote with names („поименно“)."""

    SECRET = "secret"  # noqa: S105 - a way of voting, no password
    NAMED = "named"


SITUATIONS = {
    Situation.EMERGENCY: mark("извънредно положение"),
    Situation.DISASTER: mark("бедствено положение"),
    Situation.EPIDEMIC: mark("извънредна епидемична обстановка"),
    Situation.CRISIS: mark("кризисна ситуация"),
}
WAYS = {
    VoteWay.SECRET: mark("тайно, с карти с кодове"),
    VoteWay.NAMED: mark("лично и поименно"),
}


@dataclass(frozen=True)
class RemoteInput:
    """The act with its period and territory, why the room is hindered, the means, the way of voting."""

    situation: Situation
    act_no: str
    issuer: str
    act_date: date | None
    from_day: date | None
    until_day: date | None
    territory: str
    hinders: str
    means: str
    way: VoteWay
    way_reason: str

    @property
    def act(self) -> str:
        """„заповед № 5/20.10.2027 г. на Кмета“, as it is printed."""
        return _("акт № {no}/{day} на {issuer}").format(
            no=self.act_no,
            day=date_short(self.act_date) if self.act_date else "…",
            issuer=self.issuer,
        )

    def holds(self, day: date) -> bool:
        """Whether the declared situation lasts on the day, the first and last included."""
        after = self.from_day is not None and day >= self.from_day
        return after and (self.until_day is None or day <= self.until_day)


@dataclass(frozen=True)
class NamedVote:
    """What a member said: the nominations voted for, or that he abstains; neither = against."""

    marks: frozenset[int] = frozenset()
    abstained: bool = False


@dataclass(frozen=True)
class RemoteMember:
    """A member who takes part from elsewhere, and how his identity was established."""

    member_id: int
    identified: str


@dataclass(frozen=True)
class RemoteView:
    """What is recorded of a session from a distance."""

    typed: RemoteInput
    members: tuple[RemoteMember, ...] = ()

    @property
    def away(self) -> frozenset[int]:
        """Who is not in the room."""
        return frozenset(one.member_id for one in self.members)


def require_allowed(rule: CommissionRule, held_on: date, typed: RemoteInput, least: int) -> None:
    """The whole record is there and the day is within the period.

    Raises Refused with the commission's provision (R-45-9.1), and where it has none; UserError for
    means or a reason of less than `least` characters (R-45-9.2, R-45-9.3).
    """
    citation = _citation(rule)
    if not typed.act_no or not typed.issuer or typed.act_date is None:
        raise Refused(
            _(
                "Заседание от разстояние се провежда само при обявено извънредно или бедствено "
                "положение, епидемична обстановка или криза; няма акт, с който са обявени."
            ),
            _("Впишете номера, датата и издателя на акта или насрочете присъствено заседание."),
            citation=citation,
            code=REMOTE_ACT,
        )
    if typed.from_day is None or not typed.territory or not typed.hinders:
        raise Refused(
            _("За акта липсва срок, територия или мярката, която пречи да се заседава в залата."),
            _("Впишете ги от акта; без край срокът е до отмяна."),
            citation=citation,
            code=REMOTE_ACT,
        )
    if typed.until_day is not None and typed.until_day < typed.from_day:
        raise UserError(_("Краят на срока е преди началото му."), _("Проверете датите на акта."))
    require_within(rule, held_on, typed)
    if len(typed.means) < _LEAST:
        raise UserError(
            _("Не са посочени техническите средства."),
            _("Впишете ги, например „видеоконферентна връзка“."),
        )
    if len(typed.way_reason) < least:
        raise UserError(
            _("Изборът между тайно и поименно гласуване е без обосновка."),
            _("Впишете причината с поне {least} знака; тя се печата в протокола.").format(
                least=least
            ),
        )


def require_within(rule: CommissionRule, held_on: date, typed: RemoteInput) -> None:
    """Raises Refused for a session on a day outside the period of the act (R-45-9.1)."""
    if not typed.holds(held_on):
        raise Refused(
            _("Заседанието е на {day}, извън срока на акта: {period}.").format(
                day=date_short(held_on), period=period(typed)
            ),
            _("Променете деня или впишете акта, който важи за него."),
            citation=_citation(rule),
            code=REMOTE_ACT,
        )


def _citation(rule: CommissionRule) -> str:
    """The provision that lets the commission sit from a distance. Raises Refused without one."""
    if rule.remote_citation is None:
        raise Refused(
            _("Наредбата не предвижда заседания от разстояние на тази комисия."),
            _("Насрочете присъствено заседание."),
            citation=str(rule.citation),
            code="no-remote",
        )
    return str(rule.remote_citation)


def period(typed: RemoteInput) -> str:
    """„20.10.2027 г. – 31.10.2027 г.“, or „… – до отмяна“."""
    first = date_short(typed.from_day) if typed.from_day else "…"
    last = date_short(typed.until_day) if typed.until_day else _("до отмяна")
    return f"{first} – {last}"


def remote_findings(
    rule: CommissionRule, held_on: date, remote: RemoteView | None
) -> tuple[Finding, ...]:
    """Whether the session from a distance is within the period of its act; nothing in the room."""
    if remote is None:
        return ()
    inside = remote.typed.holds(held_on)
    return (
        Finding(
            REMOTE_ACT,
            Verdict.MET if inside else Verdict.NOT_MET,
            Effect.BLOCKS,
            _("Заседанието от разстояние е в срока на акта")
            if inside
            else _("Заседанието от разстояние е извън срока на акта"),
            rule.remote_citation or rule.citation,
            f"{remote.typed.act}; {period(remote.typed)}",
        ),
    )


def modes(remote: RemoteView | None, voters: Collection[int]) -> tuple[str, ...]:
    """The modes a round of a section may have besides those of the room; () = only these.

    `voters` are who vote in it. One who is not there makes the whole round go the same way.
    """
    if remote is None:
        return ()
    if remote.typed.way is VoteWay.NAMED:
        return (NAMED,)
    return (CODES,) if remote.away & set(voters) else ()


def require_mode(remote: RemoteView | None, voters: Collection[int], mode: str) -> None:
    """Raises Refused for a round in a mode that the session does not vote in."""
    wanted = modes(remote, voters)
    if mode in wanted:
        return
    if wanted == (NAMED,):
        raise Refused(
            _("Комисията избра да гласува лично и поименно."),
            _("Впишете гласа на всеки член в раздела."),
            code="mode",
        )
    if wanted == (CODES,):
        raise Refused(
            _("В раздела гласува член от разстояние; целият тур е с карти с кодове."),
            _("Започнете гласуване с карти с кодове."),
            code="mode",
        )
    if mode in (CODES, NAMED):
        raise Refused(
            _("В раздела никой не гласува от разстояние."),
            _("Гласувайте с бюлетини или на екрана."),
            code="mode",
        )
