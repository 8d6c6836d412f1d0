"""The calendar as a file: other readers accept it, and coming back it changes nothing."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest

from ruse_desktop.domain.clashes import Resource
from ruse_desktop.domain.events import Category, EventInput, EventState, Recurrence, When
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.services.calendar_files import Coming
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
