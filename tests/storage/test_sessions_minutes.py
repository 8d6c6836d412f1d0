"""The minutes say what was recorded: nothing more, and never who voted how."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from pypdf import PdfReader

from ruse_desktop.domain.commissions import ChangeInput, Leaving, MemberInput
from ruse_desktop.domain.findings import OverrideInput
from ruse_desktop.domain.minutes import Minutes
from ruse_desktop.domain.notices import Capacity, Guest
from ruse_desktop.domain.sessions import AttendanceInput
from ruse_desktop.services.session_minutes import minutes_of
from ruse_desktop.services.session_reading import SessionReader
from tests.storage.sessions_world import ACTOR, MOTIVE, ORDER, World

BARRED = "сестра на предложен"


def held(world: World, *, close: bool) -> int:
    """A session with a re-vote, a void round, a barred and an absent member and an override."""
    sessions = world.services.sessions
    session_id = world.plan()
    members = world.commission.members
    world.attend(session_id, absent=[3, 4, 5, 6], conflicts={8: BARRED})
    written = OverrideInput("отсъстващите са в командировка до края на месеца")
    sessions.override(session_id, "quorum", written, actor=ACTOR)
    sessions.open(session_id, actor=ACTOR)
    assert len(members) == 9
    world.seal(session_id, "1.1", 4, 2, 2, used=4)
    world.seal(session_id, "1.1", 3, 1, used=4)
    sessions.void_round(session_id, "1.1", "раздадени са стари бюлетини", actor=ACTOR)
    world.seal(session_id, "1.1", 1, 3, used=4)
    view = world.seal(session_id, "1.1", 3, 1, used=4)
    winner = view.slots[0].awards[0].nomination_id
    sessions.set_motive(session_id, "1.1", winner, MOTIVE, actor=ACTOR)
    world.leave_others(session_id, "1.1")
    if close:
        sessions.close(session_id, actor=ACTOR)
    return session_id


def content(world: World, session_id: int) -> Minutes:
    """The content of the minutes."""
    services = world.services
    with services.store.read() as session:
        reader = SessionReader(session, services.law, services.calendar, services.practice)
        return minutes_of(session, reader.view(session_id), services.law)


@pytest.mark.requirement("R-45-8.2")
@pytest.mark.requirement("R-X-0.1")
def test_minutes_hold_attendance_rounds_motives_and_overrides(tmp_path: Path) -> None:
    world = World(tmp_path)
    minutes = content(world, held(world, close=True))
    assert (minutes.number, minutes.draft) == ("2", False)
    assert "РД-01-1203/04.05.2026" in minutes.order
    assert "закрито заседание" in minutes.closed_session
    assert "От 9 назначени членове присъстват 5, с право на глас 4" in minutes.quorum
    parts = [member.part for member in minutes.members]
    assert parts.count("присъства") == 4
    assert parts.count("отсъства") == 4
    assert minutes.members[8].part == "не участва (чл. 45, ал. 7)"
    assert minutes.members[8].reason.endswith(f": {BARRED}")
    literature = minutes.slots[0]
    assert [(r.base, r.needed, r.used, bool(r.void)) for r in literature.rounds] == [
        (4, 3, 4, False),
        (4, 3, 4, True),
        (4, 3, 4, False),
        (4, 3, 4, False),
    ]
    assert literature.rounds[1].void == "раздадени са стари бюлетини"
    assert literature.motive == MOTIVE
    assert minutes.slots[1].decision == "Наградата не се присъжда: няма предложения"
    assert [(one.number, one.citation) for one in minutes.overrides] == [
        ("1/2026", "чл. 45, ал. 5")
    ]
    world.close()


@pytest.mark.requirement("R-45-8.2")
@pytest.mark.requirement("R-45-5.2")
def test_printed_minutes_are_final_only_when_the_session_is_closed(tmp_path: Path) -> None:
    world = World(tmp_path)
    session_id = held(world, close=False)
    draft = _text(world.services.sessions.minutes_pdf(session_id))
    world.services.sessions.close(session_id, actor=ACTOR)
    final = _text(world.services.sessions.minutes_pdf(session_id))
    assert "ПРОЕКТ" in draft
    assert "ПРОЕКТ" not in final
    for words in ("закрито заседание", "раздадени са стари бюлетини", MOTIVE, "Член А"):
        assert words in final
    world.close()


def _text(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.requirement("R-45-3.2")
@pytest.mark.requirement("R-45-5.2")
def test_minutes_tell_the_even_number_the_changed_order_the_times_and_the_guests(
    tmp_path: Path,
) -> None:
    world = World(tmp_path, {"2.1": 1}, commission="education")
    world.appoint(replace(ORDER, parity_seen=True))
    gone = world.commission.members[-1]
    entering = MemberInput(gone.source, "Радка Енчева", gone.position, gone.naming)
    day = date(2026, 5, 14)
    typed = ChangeInput("РД-01-1288", day, day, (Leaving(gone.id, "оставка", entering),))
    world.services.commissions.change(world.commission_id, typed, actor=ACTOR)
    session_id = world.plan()
    lines = [
        AttendanceInput(
            one.id, present=True, declared=True, arrived=time(14),
            left=time(15, 20) if n == 3 else None,
        )
        for n, one in enumerate(world.commission.members)
    ]  # fmt: skip
    guests = (
        Guest(Capacity.TECHNICAL, "Ива Техникова"),
        Guest(Capacity.TECHNICAL, "Иво Отсъстващ", present=False),
    )
    world.services.sessions.attend(session_id, lines, actor=ACTOR, guests=guests)
    minutes = content(world, session_id)
    assert minutes.order.startswith("Заповед № РД-01-1203/04.05.2026")
    assert "изм. с № РД-01-1288/14.05.2026" in minutes.order
    even = [one for one in minutes.warnings if "четен" in one.text]
    assert len(even) == 1
    assert "Взето предвид от Мария Колева на 18.05.2026" in even[0].text
    assert even[0].citation == "чл. 45, ал. 3"
    assert "Ива Техникова" in " ".join(minutes.notes)
    assert "Отсъстващ" not in " ".join(minutes.notes)
    assert [one.times for one in minutes.members][2:4] == ["от 14:00 ч.", "от 14:00 до 15:20 ч."]
    assert all(one.signs for one in minutes.members)
    assert "с право на глас 7. " in minutes.quorum
    assert minutes.members[-1].name == "Радка Енчева"
    world.close()


@pytest.mark.requirement("R-45-3.2")
def test_even_number_nobody_knew_of_is_no_warning_of_the_minutes(tmp_path: Path) -> None:
    world = World(tmp_path, {"2.1": 1}, commission="education")
    session_id = world.plan()
    world.attend(session_id)
    assert [one for one in content(world, session_id).warnings if "четен" in one.text] == []
    world.close()


@pytest.mark.requirement("R-45-8.2")
def test_void_round_says_no_outcome_and_who_counted_is_named(tmp_path: Path) -> None:
    world = World(tmp_path)
    rounds = content(world, held(world, close=True)).slots[0].rounds
    assert [bool(one.outcome) for one in rounds] == [not one.void for one in rounds]
    assert rounds[0].notes == ("Преброили независимо: Ива Тодорова, Огнян Марков.",)
    assert all("с хартиени бюлетини" in one.heading for one in rounds)
    world.close()
