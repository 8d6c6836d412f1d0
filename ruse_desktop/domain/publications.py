"""What was made public of an award edition: where and when it appeared, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.outcomes import Effect, PublicityRule
from ruse_desktop.domain.rules import Deadline
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, mark, ngettext

OTHER = "other"
"""The purpose of what no rule asks for."""


class PublicationKind(StrEnum):
    """In what form something appeared (функции 11, 15)."""

    WEB = "web"
    PRESS = "press"
    RADIO = "radio"
    TELEVISION = "television"
    POSTER = "poster"
    OTHER = "other"


KIND_NAMES = {
    PublicationKind.WEB: mark("сайт"),
    PublicationKind.PRESS: mark("вестник или списание"),
    PublicationKind.RADIO: mark("радио"),
    PublicationKind.TELEVISION: mark("телевизия"),
    PublicationKind.POSTER: mark("плакат или диплянка"),
    PublicationKind.OTHER: mark("друго"),
}
"""Names for people; screens pass them through gettext."""


@dataclass(frozen=True)
class PublicationInput:
    """One appearance as typed.

    `purpose` is the code of the act's rule or „other“; `listed` the medium of the act's list that
    this stands for, `instead` why another medium stands for it; `awards` the codes of the awards it
    made known, `reference` a link, an issue or the place of the cutting, `agreed` with whom.
    """

    purpose: str
    medium: str
    on: date | None
    kind: PublicationKind = PublicationKind.PRESS
    listed: str = ""
    instead: str = ""
    awards: tuple[str, ...] = ()
    reference: str = ""
    responsible: str = ""
    agreed: str = ""


@dataclass(frozen=True)
class Publication(PublicationInput):
    """A recorded appearance; `struck_why` when it was entered by mistake."""

    id: int = 0
    by: str = ""
    at: datetime | None = None
    struck_why: str = ""


@dataclass(frozen=True)
class PublicityState:
    """One rule of the act with its last day, what appeared under it and what is missing."""

    rule: PublicityRule
    deadline: Deadline | None
    shown: tuple[Publication, ...]
    findings: tuple[Finding, ...]

    @property
    def count(self) -> str:
        """„2 от 4 медии“, or how often it appeared."""
        if self.rule.media:
            done = len({one.listed for one in self.shown} & set(self.rule.media))
            return _("{done} от {all} медии").format(done=done, all=len(self.rule.media))
        n = len(self.shown)
        return ngettext("{n} публикация", "{n} публикации", n).format(n=n)


@dataclass(frozen=True)
class PublicityView:
    """Everything made public of an edition; `names` are the awards' names by code."""

    award: str
    year: int
    states: tuple[PublicityState, ...]
    all: tuple[Publication, ...]
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def open(self) -> tuple[Finding, ...]:
        """What is missing or late."""
        return tuple(one for state in self.states for one in state.findings)


def judge(
    rule: PublicityRule,
    deadline: Deadline | None,
    shown: Sequence[Publication],
    names: Mapping[str, str],
    today: date,
) -> tuple[Finding, ...]:
    """What is missing of one rule: it is late, a listed medium, an award (чл. 44, ал. 3; чл. 65)."""
    return (*_late(rule, deadline, shown, today), *_media(rule, shown), *_along(rule, shown, names))


def _late(
    rule: PublicityRule, deadline: Deadline | None, shown: Sequence[Publication], today: date
) -> Iterable[Finding]:
    days = [one.on for one in shown if one.on is not None]
    if deadline is None:
        return
    last = deadline.effective
    if days and min(days) <= last:
        return
    if not days and today <= last:
        return
    fact = (
        _("първата публикация е от {day}").format(day=date_short(min(days)))
        if days
        else _("няма публикация до {day}").format(day=date_short(today))
    )
    yield Finding(
        f"{rule.code}-late", Verdict.NOT_MET, Effect.WARNS,
        _("{name}: срокът е бил {day}").format(name=rule.name, day=date_short(last)),
        deadline.citation, fact,
    )  # fmt: skip


def _media(rule: PublicityRule, shown: Sequence[Publication]) -> Iterable[Finding]:
    there = {one.listed for one in shown}
    missing = [medium for medium in rule.media if medium not in there]
    if missing and shown:
        yield Finding(
            f"{rule.code}-media", Verdict.NOT_MET, Effect.WARNS,
            _("Непълно: {media}").format(media=", ".join(missing)),
            rule.citation, rule.name,
        )  # fmt: skip


def _along(
    rule: PublicityRule, shown: Sequence[Publication], names: Mapping[str, str]
) -> Iterable[Finding]:
    told = {award for one in shown for award in one.awards}
    missing = [names.get(code, code) for code in rule.along if code not in told]
    if missing and shown:
        yield Finding(
            f"{rule.code}-along", Verdict.NOT_MET, Effect.WARNS,
            _("В кампанията липсва: {awards}").format(awards=", ".join(missing)),
            rule.along_citation or rule.citation, rule.name,
        )  # fmt: skip
