"""The calendar as a file: other readers accept it, and coming back it changes nothing."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruse_desktop.domain.clashes import Resource
from ruse_desktop.domain.events import Category, Event, EventInput, EventState, Recurrence, When
from ruse_desktop.domain.recurring import whens
from ruse_desktop.exchange import ical, ical_reading
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.services.calendar_files import Coming
from ruse_desktop.services.calendar_rows import cleaned
from ruse_desktop.services.facade import Services
from tests.storage.test_calendar import HEAD, MAY_6, RITUAL, hours
from tests.ui.filling import services as opened

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
NOW = datetime(2026, 3, 2, 10, tzinfo=SOFIA)
WEEKLY = EventInput(
    "Оперативка; с „кавички“, запетаи и много дълго наименование, което се пренася на няколко реда",
    hours(9, 10, date(2026, 3, 9)), Category.MEETING, place="зала 2, етаж 3", public=False,
    recurrence=Recurrence("FREQ=WEEKLY;BYDAY=MO;COUNT=10", skipped=(date(2026, 3, 16),)),
)  # fmt: skip
FESTIVAL = EventInput(
    "Мартенски музикални дни", When(date(2026, 3, 13), date(2026, 3, 27)), Category.FESTIVAL,
    public_text="Първи ред\nвтори ред", internal_text="бюджетът е в друг файл", alarm_minutes=60,
)  # fmt: skip
EASTER = EventInput("Концерт", hours(18, 19, date(2026, 4, 12)), recurrence=Recurrence(easter=0))


@pytest.fixture
def s(tmp_path: Path) -> Iterator[Services]:
    with opened(tmp_path, NOW) as made:
        for one in (RITUAL, WEEKLY, FESTIVAL, EASTER):
            made.events.create(one, actor=HEAD)
        yield made


def test_two_other_readers_find_every_event_with_its_hours(s: Services) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import ics
        import vobject

        made = s.calendar_files.export(*YEAR, internal=True)
        text = made.content.decode("utf-8")
        one = vobject.readOne(text)
        other = ics.Calendar(text)
    assert len(one.vevent_list) == made.count == len(other.events)
    starts = {event.summary.value: event.dtstart.value for event in one.vevent_list}
    assert starts[RITUAL.title].astimezone(SOFIA) == RITUAL.when.begin
    assert starts[FESTIVAL.title] == date(2026, 3, 13)
    assert WEEKLY.title in starts
    assert any("Гергьовден" in title for title in starts)
    ritual = next(event for event in other.events if event.name == RITUAL.title)
    assert ritual.end.datetime == RITUAL.when.end


def test_lines_fold_the_zone_is_told_and_uids_are_one_each(s: Services) -> None:
    content = s.calendar_files.export(*YEAR, internal=True).content
    lines = content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert b"BEGIN:VTIMEZONE" in content
    assert b"TZID=Europe/Sofia" in content
    uids = [line for line in lines if line.startswith(b"UID:")]
    assert len(uids) == len(set(uids))
    assert s.calendar_files.export(*YEAR, internal=True).content == content


@pytest.mark.requirement("R-F8-0.3")
def test_what_is_internal_stays_in_the_house(s: Services) -> None:
    text = s.calendar_files.export(*YEAR).content.decode("utf-8").replace("\r\n ", "")
    assert "Оперативка" not in text
    assert "бюджетът" not in text
    assert "Кметът" not in text
    assert "Мартенски музикални дни" in text
    only = s.calendar_files.export(*YEAR, categories={str(Category.FESTIVAL)})
    assert only.count == 1


def test_coming_back_the_file_changes_nothing(s: Services) -> None:
    content = s.calendar_files.export(*YEAR, internal=True).content
    arrivals = s.calendar_files.preview(content)
    assert {one.kind for one in arrivals} == {Coming.SAME}
    assert s.calendar_files.take(arrivals, actor=HEAD) == (0, ())


def test_a_changed_event_changes_once_and_a_new_one_comes_once(s: Services, tmp_path: Path) -> None:
    with opened(tmp_path / "друга", NOW) as other:
        content = s.calendar_files.export(*YEAR, internal=True, event_id=1).content
        assert other.calendar_files.take(other.calendar_files.preview(content), actor=HEAD)[0] == 1
        assert other.calendar_files.take(other.calendar_files.preview(content), actor=HEAD)[0] == 0
        s.events.change(1, replace(RITUAL, title="Ритуал", when=hours(10, 11)), actor=HEAD)
        newer = s.calendar_files.export(*YEAR, internal=True, event_id=1).content
        (one,) = other.calendar_files.preview(newer)
        assert one.kind is Coming.CHANGED
        assert other.calendar_files.take([one], actor=HEAD) == (1, ())
        assert other.events.get(1).typed.title == "Ритуал"
        other.events.remove(1, actor=HEAD)
        assert [a.kind for a in other.calendar_files.preview(newer)] == [Coming.REMOVED]


def test_a_double_booking_that_comes_with_a_file_is_told(s: Services, tmp_path: Path) -> None:
    with opened(tmp_path / "друга", NOW) as other:
        other.events.create(
            EventInput("Среща", hours(10, 11), place=RITUAL.place, state=EventState.PLANNED),
            actor=HEAD,
        )
        content = other.calendar_files.export(*YEAR, internal=True, event_id=1).content
    (one,) = s.calendar_files.preview(content)
    assert [clash.resource for clash in one.clashes] == [Resource.PLACE]
    assert one.clashes[0].begin.date() == MAY_6


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "не е календар"),
        ("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:край", "не е календар"),
        ("<html>не е календар</html>", "не е календар"),
    ],
)
def test_what_is_no_calendar_is_said(s: Services, text: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        s.calendar_files.preview(text.encode())


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (("UID:1", "SUMMARY:без ден"), "денят не е разчетен"),
        (("SUMMARY:без UID", "DTSTART:20260506T100000"), "няма UID"),
        (("UID:2", "DTSTART:20260506T100000", "RRULE:FREQ=WEEKLY;BYDAY=XX"), ""),
        (("UID:3", "DTSTART;VALUE=DATE:20260506", "DTEND;VALUE=DATE:20260501"), ""),
        (("UID:4", "DTSTART;TZID=Nowhere/Else:20260506T100000"), ""),
    ],
)
def test_odd_events_are_told_and_nothing_breaks(
    s: Services, lines: tuple[str, ...], problem: str
) -> None:
    text = "\r\n".join(
        (
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "BEGIN:VEVENT",
            *lines,
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        )
    )
    (one,) = s.calendar_files.preview(text.encode())
    assert one.problem == problem or not problem
    assert one.kind in (Coming.UNREAD, Coming.NEW)
    assert s.calendar_files.take([one], actor=HEAD)[0] == int(one.takeable)


def test_floating_and_foreign_hours_are_taken_in_bulgarian_time(s: Services) -> None:
    lines = (
        "BEGIN:VCALENDAR", "VERSION:2.0",
        "BEGIN:VEVENT", "UID:f", "SUMMARY:Местно", "DTSTART:20260610T100000", "END:VEVENT",
        "BEGIN:VEVENT", "UID:z", "SUMMARY:UTC", "DTSTART:20260610T100000Z",
        "DTEND:20260610T113000Z", "END:VEVENT", "END:VCALENDAR", "",
    )  # fmt: skip
    text = "\r\n".join(lines)
    found = {one.uid: one.typed for one in s.calendar_files.preview(text.encode())}
    floating, zulu = found["f"], found["z"]
    assert floating is not None
    assert zulu is not None
    assert (floating.when.starts, floating.when.ends) == (time(10), time(11))
    assert (zulu.when.starts, zulu.when.ends) == (time(13), time(14, 30))


def file_of(*events: tuple[str, ...]) -> bytes:
    """A calendar file of these events, each some lines."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]
    for event in events:
        lines += ["BEGIN:VEVENT", *event, "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=90)
MINUTES = st.integers(0, 24 * 60 - 1)


@st.composite
def typed_events(draw: st.DrawFn) -> EventInput:
    """Events as people type them, of every kind that a file can carry."""
    on = draw(st.dates(date(2026, 4, 1), date(2026, 9, 30)))
    when = When(on, on + timedelta(days=draw(st.integers(0, 3))))
    if draw(st.booleans()):
        begin, end = sorted(draw(st.lists(MINUTES, min_size=2, max_size=2, unique=True)))
        when = replace(when, starts=time(*divmod(begin, 60)), ends=time(*divmod(end, 60)))
    rule = draw(st.sampled_from((
        "", "FREQ=DAILY;COUNT=5", "FREQ=WEEKLY;UNTIL=20261115", "FREQ=MONTHLY;BYDAY=-1FR",
        "FREQ=YEARLY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR,SA,SU",
    )))  # fmt: skip
    easter = draw(st.none() | st.integers(-48, 50)) if not rule else None
    skipped = (on + timedelta(days=7),) if rule or easter is not None else ()
    return cleaned(EventInput(
        draw(WORDS.filter(str.strip)), when, draw(st.sampled_from(Category)),
        draw(st.sampled_from(EventState)), draw(WORDS), tuple(draw(st.lists(WORDS, max_size=3))),
        draw(WORDS), public=draw(st.booleans()), public_text=draw(WORDS), internal_text=draw(WORDS),
        recurrence=Recurrence(rule, easter, skipped), alarm_minutes=draw(st.none() | MINUTES),
        uses_flag=not when.all_day and draw(st.booleans()),
    ))  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(typed_events().filter(lambda one: not one.faults()))
def test_what_goes_out_comes_back_as_it_was(typed: EventInput) -> None:
    event = Event(1, "един@ruse", typed, 3, NOW)
    days = tuple(islice(whens(typed, *YEAR), 3))
    made = ical.export([event], (), name="Проба", now=NOW, whens={1: days}, internal=True)
    assert max(len(line) for line in made.content.split(b"\r\n")) <= 75
    (back,) = ical_reading.read(made.content)
    assert (back.uid, back.changed) == (event.uid, NOW)
    assert back.typed == typed


HOUR = ("SUMMARY:Сбирка", "DTSTART;TZID=Europe/Sofia:20260610T100000",
        "DTEND;TZID=Europe/Sofia:20260610T110000")  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (("RRULE:FREQ=SECONDLY",), "повторението не е разчетено"),
        (("RRULE:FREQ=DAILY;INTERVAL=0",), "повторението не е разчетено"),
        (("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",), "повторението не е разчетено"),
        (("RRULE:FREQ=MONTHLY;BYDAY=MO;BYSETPOS=300",), "повторението не е разчетено"),
        (("RRULE:FREQ=DAILY;COUNT=2", "RRULE:FREQ=DAILY;COUNT=3"), "повторението не е разчетено"),
        (("RRULE:FREQ=WEEKLY;UNTIL=20260701T065959Z",), ""),
        (("DTEND;TZID=Europe/Sofia:20960610T110000",), "денят не е разчетен"),
    ],
)
def test_repeats_that_never_end_or_never_come_stay_out(
    lines: tuple[str, ...], problem: str
) -> None:
    (one,) = ical_reading.read(file_of(("UID:1", *HOUR, *lines)))
    assert one.problem == problem
    assert (one.typed is None) == bool(problem)


def test_the_last_day_of_a_series_and_its_moved_times_are_kept() -> None:
    """Outlook and Google write the end in UTC, a moved time under the name of its series."""
    series = ("UID:s", *HOUR, "RRULE:FREQ=WEEKLY;UNTIL=20260701T070000Z",
              "EXDATE;TZID=Europe/Sofia:20260617T100000")  # fmt: skip
    moved = ("UID:s", "RECURRENCE-ID;TZID=Europe/Sofia:20260624T100000", "SUMMARY:Преместена",
             "DTSTART;TZID=Europe/Sofia:20260625T140000")  # fmt: skip
    found = {one.uid: one.typed for one in ical_reading.read(file_of(series, moved, series))}
    assert set(found) == {"s", "s/20260624"}
    kept = found["s"]
    assert kept is not None
    assert [one.on.day for one in whens(kept, *YEAR)] == [10, 1]
    early = (*series[:4], "RRULE:FREQ=WEEKLY;UNTIL=20260701T065900Z")
    (one,) = ical_reading.read(file_of(early))
    assert one.typed is not None
    assert [when.on.day for when in whens(one.typed, *YEAR)] == [10, 17, 24]


def test_hostile_files_are_read_in_bounds() -> None:
    """Deep nesting, a zone with rules of its own, endless lines and too many events."""
    zone = b"\r\n".join((
        b"BEGIN:VTIMEZONE", b"TZID:Own", b"BEGIN:STANDARD", b"DTSTART:16010101T000000",
        b"RRULE:FREQ=SECONDLY", b"TZOFFSETFROM:+0200", b"TZOFFSETTO:+0200", b"END:STANDARD",
        b"END:VTIMEZONE", b"",
    ))  # fmt: skip
    event = file_of(("UID:1", "SUMMARY:А", "DTSTART;TZID=Own:20260610T100000"))
    (one,) = ical_reading.read(event.replace(b"BEGIN:VEVENT", zone + b"BEGIN:VEVENT"))
    assert one.typed is not None
    assert one.typed.when.starts == time(10)
    assert "„Own“" in one.notes[0]
    long = (
        b"ATTACH:" + b"A" * 1_000_000 + b"\r\nDESCRIPTION:" + b"B" * 1_000_000 + b"\r\nEND:VEVENT"
    )
    assert len(ical_reading.read(event.replace(b"END:VEVENT", long))) == 1
    for content, said in (
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 100, "не е календар"),
        (file_of(*[("UID:1",)] * 5_001), "над 5000"),
        (b"A" * 5_000_001, "твърде голям"),
        (b"\xff\xfe\x00", "не е календар"),
    ):
        with pytest.raises(UserError, match=said):
            ical_reading.read(content)


def test_a_foreign_calendar_brings_nothing_public_and_no_addresses(s: Services) -> None:
    lines = ("UID:outlook", *HOUR, "DESCRIPTION:телефон 0888", "CLASS:PUBLIC",
             'ATTENDEE;CN="Кметът на Община Русе":mailto:kmet@example.bg',
             "ATTENDEE;CN=kmet@example.bg:mailto:kmet@example.bg")  # fmt: skip
    content = file_of(lines).decode().encode("cp1251")
    (one,) = s.calendar_files.preview(content)
    assert one.typed is not None
    assert (one.typed.title, one.typed.public, one.typed.public_text) == ("Сбирка", False, "")
    assert one.typed.internal_text == "телефон 0888"
    assert one.typed.people == ("Кметът на Община Русе",)


def test_the_flag_and_the_mayor_twice_are_caught_on_the_way_in(s: Services, tmp_path: Path) -> None:
    with opened(tmp_path / "друга", NOW) as other:
        for n in (0, 1):
            when = hours(10 + n, 12, MAY_6)
            other.events.create(replace(WEEKLY, when=when, people=("Кметът",),
                                        recurrence=Recurrence(), place=""), actor=HEAD)  # fmt: skip
        twice = other.calendar_files.export(*YEAR, internal=True).content
    found = [one for one in s.calendar_files.preview(twice) if one.takeable]
    assert [{clash.resource for clash in one.clashes} for one in found] == [{Resource.PERSON}] * 2
    second = s.events.create(
        replace(RITUAL, title="Друго", place="", people=(), when=hours(15, 16)), actor=HEAD
    )
    ours = s.calendar_files.export(*YEAR, internal=True, event_id=second).content
    moved = ours.replace(b"T150000", b"T103000").replace(b"T160000", b"T113000")
    (one,) = s.calendar_files.preview(moved)
    assert (one.kind, [clash.blocking for clash in one.clashes]) == (Coming.CHANGED, [True])
    done, refused = s.calendar_files.take([one], actor=HEAD)
    assert (done, len(refused)) == (0, 1)
    assert s.events.get(second).typed.when == hours(15, 16)


def test_an_older_state_is_told_and_a_cancelled_event_is_cancelled(tmp_path: Path) -> None:
    with opened(tmp_path, NOW) as s:
        made = s.events.create(FESTIVAL, actor=HEAD)
        before = s.calendar_files.export(*YEAR, event_id=made).content
        cancelled = before.replace(b"STATUS:CONFIRMED", b"STATUS:CANCELLED")
        (one,) = s.calendar_files.preview(cancelled)
        assert one.typed is not None
        assert (one.kind, one.typed.state) == (Coming.CHANGED, EventState.CANCELLED)
    with opened(tmp_path, NOW + timedelta(days=1)) as s:
        s.events.change(made, replace(FESTIVAL, title="Музикални дни"), actor=HEAD)
        (one,) = s.calendar_files.preview(before)
        assert one.kind is Coming.OLDER
