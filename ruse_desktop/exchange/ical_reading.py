"""Others' calendar files (RFC 5545), read bounded and without trust: nothing in them can hold us up."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from ruse_desktop.domain.events import Category, EventInput, EventState, Recurrence, When
from ruse_desktop.domain.recurring import rule_faults
from ruse_desktop.exchange.encodings import decode
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean

_MOST_BYTES = 5_000_000
_MOST_EVENTS = 5_000
_MOST_LINES = 200_000
_MOST_REPEATING = 300
_MOST_SKIPPED = 1_000
_MOST_PEOPLE = 30
_MOST_ALARM = 28 * 24 * 60
_LONGEST_LINE = 50_000
_LONGEST_UID = 200
_DEEPEST = 4
_YEARS = (1900, 2100)
_LONGEST_EVENT = timedelta(days=3 * 366)
_DAY = timedelta(days=1)
_UNREAD = (LookupError, ValueError, AttributeError, OverflowError, TypeError)
_ESCAPED = re.compile(r"\\(.)")
_DROPPED = ("ATTACH", "X-ALT-DESC", "IMAGE")


@dataclass(frozen=True)
class Incoming:
    """An event of a foreign file; `problem` says why it cannot come in, `notes` what is different.

    `changed` is when it was last changed in the calendar it comes from, where the file says so.
    """

    uid: str
    typed: EventInput | None
    problem: str = ""
    title: str = ""
    notes: tuple[str, ...] = ()
    changed: datetime | None = None


def read(content: bytes) -> tuple[Incoming, ...]:
    """The events of a calendar file. Raises UserError for what is no calendar or too large."""
    from icalendar import Calendar

    if len(content) > _MOST_BYTES:
        raise _too_large()
    try:
        lines = list(_lines(decode(content).text))
        found = Calendar.from_ical("\r\n".join(lines), multiple=True)
        parts = [part for one in found if one.name == "VCALENDAR" for part in one.walk("VEVENT")]
    except (*_UNREAD, RecursionError) as error:
        raise _no_calendar() from error
    if not any(one.name == "VCALENDAR" for one in found):
        raise _no_calendar()
    repeating, events = 0, []
    for part in parts:
        repeating += "rrule" in part
        one = _incoming(part, crowded=repeating > _MOST_REPEATING)
        events.append((one, _replaced_day(part)))
    return _joined(events)


def _no_calendar() -> UserError:
    return UserError(_("Файлът не е календар (.ics)."), _("Изнесете го отново от другия календар."))


def _too_large() -> UserError:
    return UserError(_("Файлът е твърде голям."), _("Изнесете по-кратък период."))


def _lines(text: str) -> Iterator[str]:
    """The unfolded lines without zones' own rules, files and what is too deep or too long.

    A zone is known by its name: rules in a file may be anything. Raises UserError, ValueError.
    """
    unfolded = text.replace("\r\n", "\n").replace("\r", "\n")
    unfolded = unfolded.replace("\n ", "").replace("\n\t", "")
    events, depth, zone = 0, 0, False
    lines = unfolded.split("\n")
    if len(lines) > _MOST_LINES:
        raise _too_large()
    for line in lines:
        head = line[:40].upper().strip()
        if head == "BEGIN:VTIMEZONE":
            zone = True
        if not zone and line.strip() and not head.startswith(_DROPPED):
            depth += head.startswith("BEGIN:")
            depth -= head.startswith("END:")
            events += head == "BEGIN:VEVENT"
            if not 0 <= depth <= _DEEPEST:
                raise ValueError(line[:40])
            if events > _MOST_EVENTS:
                raise UserError(
                    _("Във файла има над {n} събития.").format(n=_MOST_EVENTS),
                    _("Изнесете по-кратък период."),
                )
            if len(line) <= _LONGEST_LINE:
                yield line
        if head == "END:VTIMEZONE":
            zone = False


def _joined(events: list[tuple[Incoming, date | None]]) -> tuple[Incoming, ...]:
    """One of each name: a moved time of a series is an event of its own, its day is left out."""
    moved: dict[str, list[date]] = {}
    kept: dict[str, Incoming] = {}
    unnamed = []
    for one, day in events:
        uid = one.uid
        if not uid:
            unnamed.append(one)
            continue
        if day is not None:
            moved.setdefault(uid, []).append(day)
            uid = f"{uid}/{day:%Y%m%d}"
        if uid not in kept or one.typed is not None:
            kept[uid] = replace(one, uid=uid)
    for uid, days in moved.items():
        series = kept.get(uid)
        if series is not None and series.typed is not None and series.typed.recurrence.repeats:
            skipped = tuple(sorted({*series.typed.recurrence.skipped, *days}))
            rest = replace(series.typed.recurrence, skipped=skipped)
            kept[uid] = replace(series, typed=replace(series.typed, recurrence=rest))
    return (*kept.values(), *unnamed)


def _replaced_day(part: Any) -> date | None:
    """The day of its series that this event stands for."""
    try:
        moment = part["recurrence-id"].dt
        return _local(moment).date() if isinstance(moment, datetime) else moment
    except _UNREAD:
        return None


def _incoming(part: Any, *, crowded: bool) -> Incoming:
    """The event of a component; in a `crowded` file none that repeats."""
    uid, title = _uid(part), clean(_text(part, "summary"), 300)
    fail = Incoming(uid, None, title=title)
    if not uid:
        return replace(fail, problem=_("няма UID"))
    if crowded and "rrule" in part:
        return replace(fail, problem=_("твърде много повторения във файла"))
    try:
        when = _when(part)
    except _UNREAD:
        return replace(fail, problem=_("денят не е разчетен"))
    if not _YEARS[0] <= when.on.year <= when.until.year <= _YEARS[1]:
        return replace(fail, problem=_("годината е извън обхвата"))
    if when.until - when.on > _LONGEST_EVENT:
        return replace(fail, problem=_("трае повече от три години"))
    try:
        recurrence = _recurrence(part, when)
    except _UNREAD:
        return replace(fail, problem=_("повторението не е разчетено"))
    typed = _typed(part, title or _("без наименование"), when, recurrence)
    faults = typed.faults()
    if faults:
        return replace(fail, problem=faults[0])
    return Incoming(uid, typed, "", title, tuple(_notes(part, typed)), _changed(part))


def _typed(part: Any, title: str, when: When, recurrence: Recurrence) -> EventInput:
    """The values; of a foreign calendar nothing is public and its words are internal."""
    known = _text(part, "x-ruse-category")
    ours = known in set(Category)
    said, people = _text(part, "description"), _own(part, "people").split("\n")
    return EventInput(
        title=title,
        when=when,
        category=Category(known) if ours else Category.OTHER,
        state=_state(part),
        place=clean(_text(part, "location"), 200),
        people=tuple(clean(one, 200) for one in people if one) if ours else _people(part),
        responsible=_own(part, "responsible"),
        public=ours and _text(part, "class").upper() in ("", "PUBLIC"),
        public_text=clean(_own(part, "public-text"), 20_000),
        internal_text=clean(_own(part, "internal-text") if ours else said, 20_000),
        link=clean(_text(part, "url"), 500),
        recurrence=recurrence,
        uses_flag=ours and not when.all_day and _own(part, "flag") == "1",
        alarm_minutes=_alarm(part),
    )


def _text(part: Any, name: str) -> str:
    value = part.get(name)
    if isinstance(value, list):
        value = value[0] if value else None
    return "" if value is None else str(value)[:_LONGEST_LINE].strip()


def _own(part: Any, name: str) -> str:
    """What this program wrote for itself: text whose escapes icalendar leaves in."""
    raw = part.get(f"x-ruse-{name}")
    if raw is None or isinstance(raw, list):
        return ""
    return _ESCAPED.sub(lambda sign: "\n" if sign[1] in "nN" else sign[1], str(raw))


def _uid(part: Any) -> str:
    uid = _text(part, "uid")
    if len(uid) <= _LONGEST_UID:
        return uid
    return f"{hashlib.sha256(uid.encode()).hexdigest()}@long"


def _state(part: Any) -> EventState:
    if _text(part, "status").upper() == "CANCELLED":
        return EventState.CANCELLED
    known = _text(part, "x-ruse-state")
    if known in set(EventState):
        return EventState(known)
    tentative = _text(part, "status").upper() == "TENTATIVE"
    return EventState.PROPOSED if tentative else EventState.PLANNED


def _people(part: Any) -> tuple[str, ...]:
    """The names of those invited, never their addresses."""
    found = part.get("attendee", [])
    listed = found if isinstance(found, list) else [found]
    names = (clean(str(getattr(one, "params", {}).get("CN", "")), 200) for one in listed)
    return tuple(dict.fromkeys(name for name in names if name and "@" not in name))[:_MOST_PEOPLE]


def _changed(part: Any) -> datetime | None:
    try:
        moment = part["last-modified"].dt
    except _UNREAD:
        return None
    if not isinstance(moment, datetime):
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _alarm(part: Any) -> int | None:
    """Minutes before the start, of the first alarm that says so."""
    for one in part.walk("VALARM"):
        try:
            before = -one["trigger"].dt
        except _UNREAD:
            continue
        minutes = int(before.total_seconds()) // 60
        if 0 <= minutes <= _MOST_ALARM:
            return minutes
    return None


def _when(part: Any) -> When:
    start = part["dtstart"].dt
    end = part["dtend"].dt if "dtend" in part else None
    if end is None and "duration" in part:
        end = start + part["duration"].dt
    if not isinstance(start, datetime):
        last = end - _DAY if end is not None and end > start else start
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


def _recurrence(part: Any, when: When) -> Recurrence:
    """The repeats with the days left out. Raises ValueError for what cannot be told here."""
    distance = _text(part, "x-ruse-easter")
    if distance:
        skipped = _text(part, "x-ruse-skipped").split()[:_MOST_SKIPPED]
        days = tuple(date.fromisoformat(day) for day in skipped)
        return Recurrence(easter=max(-120, min(120, int(distance))), skipped=days)
    found = part.get("rrule")
    if found is None:
        return Recurrence()
    start = part["dtstart"].dt
    if isinstance(start, datetime) and start.date() != when.on:
        raise ValueError(start)  # its weekdays are another zone's
    last = found.get("UNTIL")  # a list of rules has none and is not understood
    rule = str(found.to_ical().decode("utf-8")).upper()
    words = [word for word in rule.split(";") if not word.startswith(("UNTIL=", "WKST=MO"))]
    if last:
        words.append(f"UNTIL={_last_day(last[0], when):%Y%m%d}")
    made = Recurrence(";".join(words), skipped=tuple(sorted(_skipped(part))[:_MOST_SKIPPED]))
    if rule_faults(made, when.on):
        raise ValueError(rule)
    return made


def _last_day(last: date | datetime, when: When) -> date:
    """The last day on which a time of the series may begin."""
    if not isinstance(last, datetime):
        return last
    local = _local(last)
    early = when.starts is not None and local.time() < when.starts
    return local.date() - _DAY if early else local.date()


def _skipped(part: Any) -> set[date]:
    found = part.get("exdate", [])
    listed = found if isinstance(found, list) else [found]
    moments = (one.dt for dates in listed for one in getattr(dates, "dts", ()))
    return {_local(one).date() if isinstance(one, datetime) else one for one in moments}


def _notes(part: Any, typed: EventInput) -> Iterator[str]:
    start = part["dtstart"]
    zone = str(start.params.get("TZID", ""))
    if isinstance(start.dt, datetime) and start.dt.tzinfo is None and zone:
        yield _("часовият пояс „{zone}“ не е познат, часовете са взети както са").format(
            zone=zone[:60]
        )
    if part.get("rdate") is not None and typed.recurrence.easter is None:
        yield _("изброените допълнителни дни не се внасят")
