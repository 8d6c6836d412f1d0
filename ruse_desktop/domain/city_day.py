"""City Day: the year's edition, its programme in order, the versions that go to the committee (чл. 22–23)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ruse_desktop.domain.city_day_money import Approval, MoneyLine, Sponsor
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _, ngettext

if TYPE_CHECKING:
    from ruse_desktop.domain.duties import DutyDay
    from ruse_desktop.domain.events import EventInput
    from ruse_desktop.domain.findings import Finding

PROGRAMME, PLAN, REPORT, FEAST = (
    "city-day-programme", "city-day-plan", "city-day-report", "city-day",
)  # fmt: skip
"""The codes of the duties in the year wheel (чл. 3, чл. 23, чл. 25)."""
CITY_DUTIES = frozenset({PROGRAMME, PLAN, REPORT, FEAST})
COMMITTEE, ORGANISER = "culture-committee", "directorate"
"""The codes of the bodies that approve and organise (чл. 22, чл. 23)."""


@dataclass(frozen=True)
class EditionInput:
    """What is typed of an edition; `patron` is the mayor in office by name, „“ = by office only."""

    patron: str = ""
    organiser: str = ""
    note: str = ""


@dataclass(frozen=True)
class Edition:
    """The holiday of a year; `feast` is its day, `currency` that of all its sums."""

    id: int
    year: int
    typed: EditionInput
    feast: date
    currency: str


@dataclass(frozen=True)
class ItemInput:
    """An item of the programme: a calendar event with the money meant for it."""

    event: EventInput
    budget: Decimal | None = None


@dataclass(frozen=True)
class Line:
    """An item as it is printed and as a version keeps it."""

    on: date
    until: date
    starts: time | None
    ends: time | None
    title: str
    place: str = ""
    organiser: str = ""
    partner: str = ""
    responsible: str = ""
    budget: Decimal | None = None
    public: bool = True
    text: str = ""

    @property
    def hours(self) -> str:
        """„10:00–11:30“, „“ for whole days."""
        if self.starts is None:
            return ""
        said = f"{self.starts:%H:%M}"
        return f"{said}–{self.ends:%H:%M}" if self.ends not in {None, self.starts} else said

    @property
    def days(self) -> str:
        """„06.05.2026“, or from – to."""
        first = date_plain(self.on)
        return first if self.until == self.on else f"{first} – {date_plain(self.until)}"

    def kept(self) -> dict[str, Any]:
        """Plain values for the database."""
        made: dict[str, Any] = {}
        for name, value in self.__dict__.items():
            if isinstance(value, date | time):
                made[name] = value.isoformat()
            else:
                made[name] = str(value) if isinstance(value, Decimal) else value
        return made


def line_from(kept: Mapping[str, Any]) -> Line:
    """The line that `kept` was made of."""
    values = dict(kept)
    for name in ("on", "until"):
        values[name] = date.fromisoformat(values[name])
    for name in ("starts", "ends"):
        values[name] = time.fromisoformat(values[name]) if values[name] else None
    values["budget"] = Decimal(values["budget"]) if values["budget"] is not None else None
    return Line(**values)


@dataclass(frozen=True)
class Item:
    """A kept item; `event_id` is its event in the calendar, where it is typed once."""

    id: int
    event_id: int
    event: EventInput
    event_version: int
    budget: Decimal | None
    ordinal: int

    @property
    def line(self) -> Line:
        """The item as it is printed."""
        typed, when = self.event, self.event.when
        return Line(
            when.on, when.until, when.starts, when.ends, typed.title, typed.place, typed.organiser,
            typed.partner, typed.responsible, self.budget, typed.public, typed.public_text,
        )  # fmt: skip


class Step(StrEnum):
    """What happens to a version, in order (чл. 23)."""

    SUBMITTED = "submitted"
    EXAMINED = "examined"
    APPROVED = "approved"


@dataclass(frozen=True)
class StepInput:
    """A step as it is typed; `number` is the outgoing number, then that of the minutes.

    `text` is the decision; `reason` why the programme comes late.
    """

    on: date | None
    number: str = ""
    text: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Version:
    """The programme as it was on a day; `after_approval`: it changes what was approved."""

    id: int
    number: int
    made_on: date
    lines: tuple[Line, ...]
    why: str = ""
    after_approval: bool = False
    submitted_on: date | None = None
    outgoing_no: str = ""
    late_reason: str = ""
    examined_on: date | None = None
    examined_no: str = ""
    approved_on: date | None = None
    approved_no: str = ""
    decision: str = ""

    @property
    def next(self) -> Step | None:
        """The step that comes now; None when the version is approved."""
        if self.submitted_on is None:
            return Step.SUBMITTED
        if self.approved_on is not None:
            return None
        return Step.APPROVED if self.examined_on is not None else Step.EXAMINED

    @property
    def name(self) -> str:
        """„в. 2, изменена след утвърждаване“."""
        said = _("в. {n}").format(n=self.number)
        if self.after_approval:
            return _("{version}, изменена след утвърждаване").format(version=said)
        return said

    @property
    def annex(self) -> str:
        """„Програма – в. 1, 18 прояви“."""
        n = len(self.lines)
        count = ngettext("{n} проява", "{n} прояви", n).format(n=n)
        return _("Програма – {version}, {count}").format(version=self.name, count=count)

    @property
    def state(self) -> str:
        """Where the version stands, with its day."""
        if self.approved_on is not None:
            return _("утвърдена на {day}").format(day=date_short(self.approved_on))
        if self.examined_on is not None:
            return _("разгледана на {day}").format(day=date_short(self.examined_on))
        if self.submitted_on is not None:
            return _("внесена на {day}").format(day=date_short(self.submitted_on))
        return _("не е внесена")

    @property
    def tone(self) -> str:
        """How its chip looks."""
        if self.approved_on is not None:
            return "met"
        return "info" if self.submitted_on is not None else "judgement"


@dataclass(frozen=True)
class CityDay:
    """An edition with everything of it; `duties` by their code."""

    edition: Edition
    items: tuple[Item, ...]
    versions: tuple[Version, ...]
    income: tuple[MoneyLine, ...] = ()
    costs: tuple[MoneyLine, ...] = ()
    sponsors: tuple[Sponsor, ...] = ()
    approvals: tuple[Approval, ...] = ()
    duties: Mapping[str, DutyDay] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The programme as it is now, in order."""
        return tuple(one.line for one in self.items)

    @property
    def version(self) -> Version | None:
        """The newest version."""
        return self.versions[-1] if self.versions else None

    @property
    def changed(self) -> bool:
        """Whether the programme is no longer what the newest version says."""
        return self.version is not None and self.version.lines != self.lines

    @property
    def was_approved(self) -> bool:
        """Whether any version was approved."""
        return any(one.approved_on is not None for one in self.versions)

    @property
    def state(self) -> tuple[str, str]:
        """Where the programme stands, and the tone of its chip."""
        newest = self.version
        if newest is None:
            return _("в подготовка"), "neutral"
        if self.changed:
            if self.was_approved:
                return _("изменена след утвърждаване"), "judgement"
            return _("изменена след {version}").format(version=newest.name), "judgement"
        return _("{version}: {state}").format(version=newest.name, state=newest.state), newest.tone

    @property
    def budget(self) -> Decimal:
        """The sum of the items' money."""
        return sum((one.budget or Decimal(0) for one in self.items), Decimal(0))


def by_day(lines: Sequence[Line]) -> tuple[tuple[date, tuple[Line, ...]], ...]:
    """The lines under their first days; within a day in the order given."""
    ordered = sorted(lines, key=lambda one: one.on)
    return tuple((day, tuple(found)) for day, found in groupby(ordered, key=lambda one: one.on))


def programme_order(items: Sequence[Item]) -> list[Item]:
    """By day and hour, whole days first; equals stay as people put them."""
    return sorted(
        items, key=lambda one: (one.event.when.on, one.event.when.starts or time.min, one.ordinal)
    )
