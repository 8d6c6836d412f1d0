"""Calendar files (RFC 5545) as other calendars take them: stable names, zone, repeats, alarms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from ruse_desktop.domain.events import CATEGORY_NAMES, EventState, Source, occurrence_of
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from ruse_desktop.domain.events import Event, EventInput, Occurrence, When

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
        if internal or occurrence_of(event, event.typed.when).announced:
            made.add_component(_event(event, whens.get(event.id, ()), internal=internal))
            days.append(event.typed.when.on)
    for one in own:
        if one.source is not Source.EVENT and (internal or one.announced):
            made.add_component(_own(one, now))
            days.append(one.when.on)
    if days:
        made.add_missing_timezones(first_date=min(days), last_date=max(days) + 400 * _DAY)
    return Exported(made.to_ical(), len(days))


def is_own(uid: str) -> bool:
    """Whether it names what the program puts into the calendar itself: that is never taken in."""
    return uid.endswith(_HOME) and ":" in uid


def _event(event: Event, days: Sequence[When], *, internal: bool) -> Any:
    from icalendar import Event as Component

    typed = event.typed
    made = Component()
    made.add("uid", event.uid)
    made.add("sequence", event.version - 1)
    made.add("dtstamp", event.changed_at.astimezone(UTC))
    made.add("last-modified", event.changed_at.astimezone(UTC))
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
    made.add("class", "PUBLIC" if typed.public else "PRIVATE")
    _own_fields(made, typed, internal=internal)
    if typed.recurrence.rule:
        made.add("rrule", _rule(typed))
        if typed.recurrence.skipped:
            made.add("exdate", [_start(typed.when.moved(day)) for day in typed.recurrence.skipped])
    others = [one for one in days if one.on != typed.when.on]
    if typed.recurrence.easter is not None and others:
        # no RRULE can say Orthodox Easter: others take its days, this program the distance
        made.add("rdate", [_start(one) for one in others])
    if typed.alarm_minutes is not None:
        made.add_component(_alarm(typed.title, typed.alarm_minutes))
    return made


def _own_fields(made: Any, typed: EventInput, *, internal: bool) -> None:
    """What only this program reads back; everyone else takes the description."""
    from icalendar import vText

    made.add("x-ruse-category", str(typed.category))
    made.add("x-ruse-state", str(typed.state))
    if typed.recurrence.easter is not None:
        made.add("x-ruse-easter", str(typed.recurrence.easter))
        if typed.recurrence.skipped:
            skipped = " ".join(day.isoformat() for day in typed.recurrence.skipped)
            made.add("x-ruse-skipped", skipped)
    if typed.public_text:
        made.add("x-ruse-public-text", vText(typed.public_text))
    if not internal:
        return
    for name, text in (
        ("internal-text", typed.internal_text), ("responsible", typed.responsible),
        ("people", "\n".join(typed.people)), ("flag", "1" if typed.uses_flag else ""),
    ):  # fmt: skip
        if text:
            made.add(f"x-ruse-{name}", vText(text))


def _rule(typed: EventInput) -> Any:
    """The RRULE; its last day is told in UTC where the event has hours, as RFC 5545 asks."""
    from icalendar import vRecur

    rule = vRecur.from_ical(typed.recurrence.rule)
    last = rule.get("UNTIL")
    if last and not typed.when.all_day:
        day = last[0].date() if isinstance(last[0], datetime) else last[0]
        end = datetime.combine(day, typed.when.begin.time(), SOFIA)
        rule["UNTIL"] = [end.astimezone(UTC)]
    return rule


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
