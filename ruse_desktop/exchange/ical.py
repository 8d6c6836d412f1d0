"""Calendar files (RFC 5545): written for other calendars, read back bounded and without trust."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from ruse_desktop.domain.events import (
    CATEGORY_NAMES,
    Category,
    EventInput,
    EventState,
    Movable,
    Recurrence,
    Source,
    When,
)
from ruse_desktop.domain.recurring import rule_faults
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from ruse_desktop.domain.events import Event, Occurrence

_MOST_BYTES = 5_000_000
_MOST_EVENTS = 20_000
_LONGEST = 20_000
_DAY = timedelta(days=1)
_HOME = "@ruse"
_STATES = {EventState.CANCELLED: "CANCELLED", EventState.PROPOSED: "TENTATIVE"}


@dataclass(frozen=True)
class Exported:
    """A file with its number of events."""

    content: bytes
    count: int


def export(
    events: Sequence[Event],
    own: Iterable[Occurrence],
    *,
    name: str,
    now: datetime,
    whens: dict[int, tuple[When, ...]],
    internal: bool = False,
) -> Exported:
    """A calendar of `events` and of what the program puts there itself (`own`).

    UIDs are stable: the event's own, or the key of the occurrence. `whens` gives the days of events
    that go by Easter, which no RRULE can say. Without `internal` only public events and texts leave.
    """
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//Ruse//ruse-desktop//BG")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("x-wr-calname", name)
    days: list[date] = []
    for event in events:
        if internal or event.typed.public:
            made.add_component(_event(event, whens.get(event.id, ()), internal=internal))
            days.append(event.typed.when.on)
    for one in own:
        if one.source is not Source.EVENT and (internal or one.public):
            made.add_component(_own(one, now))
            days.append(one.when.on)
    if days:
        made.add_missing_timezones(first_date=min(days), last_date=max(days) + 400 * _DAY)
    return Exported(made.to_ical(), len(days))


def is_own(uid: str) -> bool:
    """Whether it names what the program puts into the calendar itself: that is never taken in."""
    return uid.endswith(_HOME) and ":" in uid


def same_rule(one: str, other: str) -> bool:
    """Whether two rules say the same in another order."""
    return sorted(one.upper().split(";")) == sorted(other.upper().split(";"))


def _event(event: Event, days: Sequence[When], *, internal: bool) -> Any:
    from icalendar import Event as Component
    from icalendar import vRecur

    typed = event.typed
    made = Component()
    made.add("uid", event.uid)
    made.add("sequence", event.version - 1)
    made.add("dtstamp", event.changed_at.astimezone(UTC))
    _times(made, typed.when)
    made.add("summary", typed.title)
    if typed.place:
        made.add("location", typed.place)
    made.add("categories", [_(CATEGORY_NAMES[typed.category])])
    texts = [typed.public_text]
    if internal:
        texts += [typed.internal_text, ", ".join(typed.people), typed.responsible]
    if said := "\n".join(text for text in texts if text):
        made.add("description", said)
    if typed.link:
        made.add("url", typed.link)
    made.add("status", _STATES.get(typed.state, "CONFIRMED"))
    made.add("x-ruse-category", str(typed.category))
    if typed.recurrence.rule:
        made.add("rrule", vRecur.from_ical(typed.recurrence.rule))
        if typed.recurrence.skipped:
            made.add("exdate", [_start(typed.when.moved(day)) for day in typed.recurrence.skipped])
    others = [one for one in days if one.on != typed.when.on]
    if typed.recurrence.easter is not None and others:
        made.add("rdate", [_start(one) for one in others])
    if typed.alarm_minutes is not None:
        made.add_component(_alarm(typed.title, typed.alarm_minutes))
    return made


def _alarm(title: str, minutes: int) -> Any:
    from icalendar import Alarm

    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", title)
    made.add("trigger", -timedelta(minutes=minutes))
    return made


def _own(one: Occurrence, now: datetime) -> Any:
    from icalendar import Event as Component

    made = Component()
    made.add("uid", f"{one.key}{_HOME}")
    made.add("dtstamp", now.astimezone(UTC))
    _times(made, one.when)
    made.add("summary", one.title)
    if one.place:
        made.add("location", one.place)
    if said := "\n".join(text for text in (one.citation, one.note) if text):
        made.add("description", said)
    made.add("transp", "TRANSPARENT")
    return made


def _times(made: Any, when: When) -> None:
    if when.all_day:
        made.add("dtstart", when.on)
        made.add("dtend", when.until + _DAY)
    else:
        made.add("dtstart", when.begin)
        made.add("dtend", when.end)


def _start(when: When) -> date | datetime:
    return when.on if when.all_day else when.begin


@dataclass(frozen=True)
class Incoming:
    """An event of a foreign file; `problem` says why it cannot come in."""

    uid: str
    typed: EventInput | None
    problem: str = ""


def read(content: bytes) -> tuple[Incoming, ...]:
    """The events of a calendar file. Raises UserError for what is no calendar or too large."""
    from icalendar import Calendar

    if len(content) > _MOST_BYTES:
        raise UserError(_("Файлът е твърде голям."), _("Изнесете по-кратък период."))
    try:
        found = Calendar.from_ical(content)
        parts = list(found.walk("VEVENT"))
    except (ValueError, KeyError, IndexError, AttributeError, TypeError) as error:
        raise UserError(
            _("Файлът не е календар (.ics)."), _("Изнесете го отново от другия календар.")
        ) from error
    if len(parts) > _MOST_EVENTS:
        raise UserError(
            _("Във файла има над {n} събития.").format(n=_MOST_EVENTS),
            _("Изнесете по-кратък период."),
        )
    return tuple(_incoming(part) for part in parts)


def _incoming(part: Any) -> Incoming:
    uid = str(part.get("uid", ""))[:255]
    title = _text(part.get("summary"))
    try:
        when = _when(part)
    except (LookupError, ValueError, AttributeError, OverflowError, TypeError):
        return Incoming(uid, None, _("денят не е разчетен"))
    if not uid:
        return Incoming("", None, _("няма UID"))
    rule = part.get("rrule")
    recurrence = Recurrence(rule.to_ical().decode("utf-8") if rule is not None else "")
    if rule_faults(recurrence) or isinstance(rule, list):
        return Incoming(uid, None, _("повторението не е разчетено"))
    known = str(part.get("x-ruse-category", ""))
    typed = EventInput(
        title=title or _("без наименование"),
        when=when,
        category=Category(known) if known in set(Category) else Category.OTHER,
        state=EventState.CANCELLED if part.get("status") == "CANCELLED" else EventState.PLANNED,
        place=_text(part.get("location")),
        public_text=_text(part.get("description")),
        link=_text(part.get("url")),
        movable=Movable.FIXED,
        recurrence=recurrence,
    )
    faults = typed.faults()
    return Incoming(uid, None, faults[0]) if faults else Incoming(uid, typed)


def _text(value: object) -> str:
    return "" if value is None else str(value)[:_LONGEST].strip()


def _when(part: Any) -> When:
    start = part["dtstart"].dt
    end = part["dtend"].dt if "dtend" in part else None
    if end is None and "duration" in part:
        end = start + part["duration"].dt
    if not isinstance(start, datetime):
        last = end - _DAY if isinstance(end, date) and end > start else start
        return When(start, last)
    begins = _local(start)
    ends = _local(end) if isinstance(end, datetime) else begins
    if ends <= begins:
        ends = begins + timedelta(hours=1)
    return When(begins.date(), ends.date(), begins.time(), ends.time())


def _local(moment: datetime) -> datetime:
    """Bulgarian wall time; a floating moment is taken as it is."""
    local = moment if moment.tzinfo is None else moment.astimezone(SOFIA)
    return local.replace(tzinfo=None, second=0, microsecond=0)
