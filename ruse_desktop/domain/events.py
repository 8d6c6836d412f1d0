"""What the protocol calendar holds: an event, how it repeats, when it takes place (функции 8, 34)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.i18n import _, mark

_DAY = timedelta(days=1)
_MIDNIGHT = time(0)


class Category(StrEnum):
    """The kinds of events of the department (функции 8, 12, 13, 33, 34)."""

    HOLIDAY = "holiday"
    TOWN = "town"
    COMMEMORATION = "commemoration"
    TRADITION = "tradition"
    FESTIVAL = "festival"
    CEREMONY = "ceremony"
    VISIT = "visit"
    CAMPAIGN = "campaign"
    MEETING = "meeting"
    PROGRAMME = "programme"
    OTHER = "other"


CATEGORY_NAMES: dict[Category, str] = {
    Category.HOLIDAY: mark("официален празник"),
    Category.TOWN: mark("градско тържество"),
    Category.COMMEMORATION: mark("годишнина, възпоменание"),
    Category.TRADITION: mark("местна традиционна проява"),
    Category.FESTIVAL: mark("фестивал"),
    Category.CEREMONY: mark("церемония, протокол"),
    Category.VISIT: mark("посещение, делегация"),
    Category.CAMPAIGN: mark("изложба, представяне, кампания"),
    Category.MEETING: mark("заседание, среща"),
    Category.PROGRAMME: mark("срок на програма"),
    Category.OTHER: mark("друго"),
}


class EventState(StrEnum):
    """Where the preparation of an event stands."""

    PROPOSED = "proposed"
    PLANNED = "planned"
    CONFIRMED = "confirmed"
    HELD = "held"
    CANCELLED = "cancelled"


STATE_NAMES: dict[EventState, str] = {
    EventState.PROPOSED: mark("предложено"),
    EventState.PLANNED: mark("планирано"),
    EventState.CONFIRMED: mark("потвърдено"),
    EventState.HELD: mark("проведено"),
    EventState.CANCELLED: mark("отменено"),
}


class Movable(StrEnum):
    """How an event finds its day in another year (R-F8-0.2)."""

    FIXED = "fixed"
    WEEKDAY = "weekday"
    EASTER = "easter"


@dataclass(frozen=True)
class When:
    """The days and hours of an event by the wall clock of Ruse.

    `until` is the last day, inclusive; without hours the event takes whole days. An end earlier than
    the start on the same day is refused by `faults`.
    """

    on: date
    until: date
    starts: time | None = None
    ends: time | None = None

    @property
    def all_day(self) -> bool:
        """Whether it takes whole days."""
        return self.starts is None

    @property
    def begin(self) -> datetime:
        """The first moment."""
        return datetime.combine(self.on, self.starts or _MIDNIGHT, SOFIA)

    @property
    def end(self) -> datetime:
        """The moment after the last one."""
        if self.starts is None:
            return datetime.combine(self.until + _DAY, _MIDNIGHT, SOFIA)
        return datetime.combine(self.until, self.ends or self.starts, SOFIA)

    def moved(self, to: date, starts: time | None = None) -> When:
        """The same length from another day; with `starts` also from another hour."""
        span = self.until - self.on
        if starts is None or self.starts is None:
            return replace(self, on=to, until=to + span)
        first = datetime.combine(self.on, self.starts)
        last = datetime.combine(self.until, self.ends or self.starts)
        end = datetime.combine(to, starts) + (last - first)
        return When(to, end.date(), starts, end.time())

    def faults(self) -> tuple[str, ...]:
        """What contradicts itself, in sentences."""
        if self.until < self.on:
            return (_("Последният ден е преди първия."),)
        if self.starts is None and self.ends is not None:
            return (_("Има краен час без начален."),)
        if self.starts is not None and self.end <= self.begin:
            return (_("Краят не е след началото."),)
        return ()


@dataclass(frozen=True)
class Recurrence:
    """How an event repeats within its years.

    `rule` is the RRULE of RFC 5545 without its name (“FREQ=WEEKLY;BYDAY=MO”); `easter` instead of it
    is the distance in days from Orthodox Easter, every year. `skipped` are days left out. Both empty:
    the event takes place once.
    """

    rule: str = ""
    easter: int | None = None
    skipped: tuple[date, ...] = ()

    @property
    def repeats(self) -> bool:
        """Whether there is more than one occurrence."""
        return bool(self.rule) or self.easter is not None


@dataclass(frozen=True)
class Task:
    """Something to prepare for an event, with its day."""

    text: str
    due: date | None = None
    who: str = ""
    done: bool = False


@dataclass(frozen=True)
class EventInput:
    """An event as it is typed; `people` are the officials whom it takes, in the order of protocol.

    `uses_flag` asks for the only flag (чл. 10, чл. 12); `apart` is why it is a ceremony of its own on
    a day whose two grounds are one appearance (чл. 3: R-3-0.3). `public_text` may leave the house,
    `internal_text` and `budget_note` never do. `movable` says how the next year's day is proposed.
    """

    title: str
    when: When
    category: Category = Category.OTHER
    state: EventState = EventState.PLANNED
    place: str = ""
    people: tuple[str, ...] = ()
    responsible: str = ""
    organiser: str = ""
    partner: str = ""
    public: bool = True
    public_text: str = ""
    internal_text: str = ""
    budget_note: str = ""
    attendance: int | None = None
    link: str = ""
    movable: Movable = Movable.FIXED
    recurrence: Recurrence = field(default_factory=Recurrence)
    tasks: tuple[Task, ...] = ()
    uses_flag: bool = False
    alarm_minutes: int | None = None
    apart: str = ""

    def faults(self) -> tuple[str, ...]:
        """What is missing or contradicts itself, in sentences."""
        found = [] if self.title.strip() else [_("Събитието няма наименование.")]
        found.extend(self.when.faults())
        if self.uses_flag and self.when.all_day:
            found.append(_("Участието на знамето иска начален и краен час."))
        return tuple(found)


@dataclass(frozen=True)
class Event:
    """A kept event; `uid` is its name in every exported calendar and never changes.

    `version` grows with every change; `copied_from` is the event of the year before.
    """

    id: int
    uid: str
    typed: EventInput
    version: int
    changed_at: datetime
    copied_from: int | None = None
    removed: bool = False


@dataclass(frozen=True)
class EventLink:
    """A record that hangs on an event: `kind` and `record_id` are what `open_record` takes."""

    kind: str
    record_id: int
    text: str


class Source(StrEnum):
    """Where an occurrence comes from; only events are typed."""

    EVENT = "event"
    HOLIDAY = "holiday"
    DEADLINE = "deadline"
    SESSION = "session"
    CEREMONY = "ceremony"
    FLAG = "flag"
    TERM = "term"
    PAYMENT = "payment"


SOURCE_NAMES: dict[Source, str] = {
    Source.EVENT: mark("събитие"),
    Source.HOLIDAY: mark("празник"),
    Source.DEADLINE: mark("срок по наредбата"),
    Source.SESSION: mark("заседание"),
    Source.CEREMONY: mark("церемония"),
    Source.FLAG: mark("знаме"),
    Source.TERM: mark("изтичащ срок"),
    Source.PAYMENT: mark("плащане"),
}


@dataclass(frozen=True)
class Occurrence:
    """One appearance in the calendar, of an event or of what the program puts there itself.

    `key` is stable („event:12:2026-05-06“, „holiday:2026-05-06“). `kind` and `record_id` are what
    `open_record` takes; an occurrence with neither leads nowhere. `citation` is the article of a
    deadline, `note` a second line („буквално 10.05.2026 г., неделя“). `apart` is kept as a ceremony of
    its own on the town's holiday.
    """

    key: str
    source: Source
    title: str
    when: When
    category: Category = Category.OTHER
    place: str = ""
    people: tuple[str, ...] = ()
    uses_flag: bool = False
    kind: str = ""
    record_id: int | None = None
    citation: str = ""
    note: str = ""
    state: EventState | None = None
    public: bool = True
    apart: bool = False

    @property
    def announced(self) -> bool:
        """Whether the public version of the calendar tells it (R-F8-0.3): no terms, no proposals."""
        shown = self.source in (Source.EVENT, Source.HOLIDAY, Source.CEREMONY)
        return shown and self.public and self.state is not EventState.PROPOSED

    @property
    def movable(self) -> bool:
        """Whether a person may drag it: only what was typed moves."""
        return self.source is Source.EVENT

    def days(self) -> Iterator[date]:
        """Every day it touches."""
        day = self.when.on
        last = self.when.until
        if self.when.ends == _MIDNIGHT and last > day:
            last -= _DAY
        while day <= last:
            yield day
            day += _DAY


def occurrence_of(event: Event, when: When) -> Occurrence:
    """The occurrence of `event` at `when`."""
    typed = event.typed
    return Occurrence(
        f"event:{event.id}:{when.on.isoformat()}", Source.EVENT, typed.title, when, typed.category,
        typed.place, typed.people, typed.uses_flag, "event", event.id,
        note=typed.public_text, state=typed.state, public=typed.public, apart=bool(typed.apart),
    )  # fmt: skip


def shown_as(occurrence: Occurrence, kind: str) -> bool:
    """Whether a choice of kinds lets it through: „“ all, „event“ what people typed, a category."""
    if kind == "event":
        return occurrence.source is Source.EVENT
    return not kind or str(occurrence.category) == kind
