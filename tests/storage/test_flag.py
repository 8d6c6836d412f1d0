"""The one flag: its passport, accessories by design, out and back with a record to sign."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from PIL import Image

from ruse_desktop.app import Options, load_law, open_store
from ruse_desktop.domain.actors import Actor
from ruse_desktop.domain.events import EventInput, When
from ruse_desktop.domain.flag import OTHER, Accessory, Flag, ReturnInput, TakingInput, findings
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.domain.registers import RegisterFilter
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.services.facade import Services
from tests.unit.pdf_reading import words

HEAD = Actor("Мария Колева")
NOW = datetime(2027, 3, 4, 19, 0, tzinfo=SOFIA)
TAKEN = datetime(2027, 3, 3, 9, 30, tzinfo=SOFIA)
DUE = datetime(2027, 3, 4, 18, 0, tzinfo=SOFIA)
OUT = TakingInput(
    TAKEN, "Мария Колева", "Иван Петров", "протокол", "flag-use-1", DUE, "без забележки",
    "Честване на 3 март",
)  # fmt: skip
BACK = ReturnInput(datetime(2027, 3, 4, 18, 30, tzinfo=SOFIA), "Мария Колева", "без забележки")


@pytest.fixture
def s(tmp_path: Path) -> Iterator[Services]:
    clock, law = FixedClock(NOW), load_law()
    store = open_store(Options(tmp_path, clock, HEAD))
    made = Services(store, law, law.calendar(), HEAD, clock, tmp_path)
    yield made
    store.close()


@pytest.fixture
def flag(s: Services) -> Flag:
    return s.flag.register(s.flag.proposed(), date(2020, 5, 6), actor=HEAD)


@pytest.mark.requirement("R-10-0.1")
def test_passport_begins_as_the_act_describes_the_flag(s: Services) -> None:
    typed = s.flag.proposed()
    assert [(name, f"{value.normalize():f}") for name, value in typed.sizes] == [
        ("ширина, см", "90"), ("дължина, см", "170"), ("диаметър на дръжката, см", "5.5"),
        ("дължина на дръжката, м", "2.5"),
    ]  # fmt: skip
    assert "копринен плат" in typed.material
    assert "витрина" in typed.place
    made = s.flag.register(replace(typed, condition="отлично"), date(2020, 5, 6), actor=HEAD)
    kept = s.flag.correct(made.id, replace(made.typed, made_by="Ателие „Дунав“"), actor=HEAD)
    assert s.flag.current() == kept
    with pytest.raises(UserError, match="наименование"):
        s.flag.correct(made.id, replace(typed, name=" "), actor=HEAD)


@pytest.mark.requirement("R-10-0.2")
def test_there_is_one_flag_until_it_is_withdrawn_by_an_act(s: Services, flag: Flag) -> None:
    with pytest.raises(Refused, match="уникат") as refused:
        s.flag.register(s.flag.proposed(), date(2027, 1, 1), actor=HEAD)
    assert refused.value.citation == "чл. 10"
    with pytest.raises(UserError, match="актът"):
        s.flag.withdraw(flag.id, date(2027, 3, 1), "", "износено и скъсано", actor=HEAD)
    s.flag.withdraw(flag.id, date(2027, 3, 1), "протокол № 4", "износено и скъсано", actor=HEAD)
    new = s.flag.register(s.flag.proposed(), date(2027, 3, 2), actor=HEAD)
    assert [one.id for one in s.flag.all()] == [new.id, flag.id]


def test_database_itself_refuses_a_second_flag(s: Services, flag: Flag, tmp_path: Path) -> None:
    s.store.close()
    (path,) = tmp_path.glob("*.db")
    with sqlite3.connect(path) as raw, pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        columns = [row[1] for row in raw.execute("PRAGMA table_info(flag)") if row[1] != "id"]
        names = ", ".join(f'"{one}"' for one in columns)
        raw.execute(f"INSERT INTO flag ({names}) SELECT {names} FROM flag")
    assert flag.active


@pytest.mark.requirement("R-10-0.3")
def test_accessory_needs_the_approved_design(s: Services, flag: Flag) -> None:
    with pytest.raises(Refused, match="проект") as refused:
        s.flag.sew_on(flag.id, Accessory("пискюли", "", None), actor=HEAD)
    assert refused.value.citation == "чл. 10"
    s.flag.sew_on(flag.id, Accessory("пискюли", "17/2026", date(2026, 2, 1)), actor=HEAD)
    current = s.flag.current()
    assert current is not None
    (one,) = current.accessories
    assert (one.kind, one.project_no) == ("пискюли", "17/2026")
    s.flag.take_off(one.id, "свалени за почистване", actor=HEAD)
    current = s.flag.current()
    assert current is not None
    assert current.accessories == ()


@pytest.mark.requirement("R-11-0.1")
def test_flag_goes_out_once_and_comes_back(s: Services, flag: Flag) -> None:
    assert s.flag_custody.place().text.startswith("Знамето е на мястото си: специална стъклена")
    one = s.flag_custody.take(OUT, actor=HEAD)
    assert one.number_text == "1/2027"
    assert "Иван Петров" in s.flag_custody.place().text
    with pytest.raises(Refused, match="Знамето е изнесено"):
        s.flag_custody.take(OUT, actor=HEAD)
    with pytest.raises(Refused, match="изнесено"):
        s.flag.withdraw(flag.id, date(2027, 3, 4), "протокол № 4", "износено и скъсано", actor=HEAD)
    early = replace(BACK, at=TAKEN - timedelta(hours=1))
    with pytest.raises(UserError, match="преди да е взето"):
        s.flag_custody.give_back(one.id, early, actor=HEAD)
    back = s.flag_custody.give_back(one.id, BACK, actor=HEAD)
    assert back.back == BACK
    with pytest.raises(Refused, match="вече е вписано"):
        s.flag_custody.give_back(one.id, BACK, actor=HEAD)
    inside = replace(OUT, taken_at=TAKEN + timedelta(hours=2))
    with pytest.raises(UserError, match="е било изнесено"):
        s.flag_custody.take(inside, actor=HEAD)
    before = replace(OUT, taken_at=TAKEN - timedelta(hours=5), due_at=TAKEN - timedelta(hours=1))
    late = s.flag_custody.take(before, actor=HEAD)
    with pytest.raises(UserError, match="е било изнесено: № 1/2027"):
        s.flag_custody.give_back(late.id, replace(BACK, at=TAKEN + timedelta(hours=1)), actor=HEAD)
    s.flag_custody.give_back(late.id, replace(BACK, at=TAKEN), actor=HEAD)


@pytest.mark.requirement("R-11-0.2")
def test_flag_not_back_in_time_is_told_on_the_first_page(s: Services, flag: Flag) -> None:
    one = s.flag_custody.take(OUT, actor=HEAD)
    assert s.flag_custody.place().late
    assert [finding.rule for finding in findings(OUT, s.flag.rules())] == ["flag-ground"]
    alone = findings(replace(OUT, occasion=""), s.flag.rules())
    assert [(one.rule, one.effect, one.blocking) for one in alone[1:]] == [
        ("flag-event", Effect.WARNS, False)
    ]
    (late,) = [group for group in s.today.view().waiting if group.sort == "flag-late"]
    assert [record.id for record in late.records] == [one.id]
    s.flag_custody.give_back(one.id, BACK, actor=HEAD)
    assert not [group for group in s.today.view().waiting if group.sort == "flag-late"]
    assert flag.active


@pytest.mark.requirement("R-11-0.3")
def test_record_names_who_took_it_and_has_signatures_for_both_ways(s: Services, flag: Flag) -> None:
    one = s.flag_custody.take(OUT, actor=HEAD)
    said = words(s.flag_custody.receipt(one.id), 0)
    for part in ("Иван Петров", "чл. 11", "чл. 12, т. 1", flag.typed.name):
        assert part in said
    for role in ("Предал: …", "Приел: …", "(Иван Петров)"):
        assert said.count(role) == 2, role
    damaged = replace(BACK, condition="скъсан край", damage="разшит ръб 4 см")
    s.flag_custody.give_back(one.id, damaged, actor=HEAD)
    assert "разшит ръб 4 см" in words(s.flag_custody.receipt(one.id), 0)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"ground": ""}, "изброените случаи"),
        ({"ground": OTHER, "reason": "ремонт"}, "изброените случаи"),
        ({"ground": "flag-use-3"}, "преценка"),
        ({"due_at": TAKEN}, "след вземането"),
        ({"taken_at": NOW + timedelta(hours=1), "due_at": NOW + timedelta(hours=2)}, "не е дошъл"),
        ({"to_whom": " "}, "кой взема"),
        ({"condition": ""}, "състоянието"),
    ],
)
def test_what_is_wrong_with_a_going_out_is_said(
    s: Services, flag: Flag, changes: dict[str, object], said: str
) -> None:
    with pytest.raises(UserError, match=said):
        s.flag_custody.take(replace(OUT, **changes), actor=HEAD)  # type: ignore[arg-type]
    assert s.flag_custody.place().movement is None
    assert flag.active


def test_register_is_filtered_printed_and_never_rewritten(
    s: Services, flag: Flag, tmp_path: Path
) -> None:
    one = s.flag_custody.take(
        replace(OUT, ground=OTHER, reason="реставрация на везания герб"), actor=HEAD
    )
    s.flag_custody.strike(one.id, "вписано по погрешка днес", actor=HEAD)
    two = s.flag_custody.take(OUT, actor=HEAD)
    assert list(s.flag_custody.keys(RegisterFilter())) == [two.id, one.id]
    assert list(s.flag_custody.keys(RegisterFilter("реставрация"))) == [one.id]
    out = RegisterFilter(
        choices=(("state", "out"),), since=date(2027, 3, 3), until=date(2027, 3, 3)
    )
    (row,) = s.flag_custody.rows(s.flag_custody.keys(out))
    assert row.texts[-1] == "просрочено"
    assert len(s.flag_custody.sheet(RegisterFilter()).lines) == 2
    s.store.close()
    (path,) = tmp_path.glob("*.db")
    with sqlite3.connect(path) as raw:
        for statement in ("DELETE FROM flag_movement", "UPDATE flag_movement SET to_whom = 'X'"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                raw.execute(statement)
    assert flag.active


def test_photograph_is_kept_with_the_passport(s: Services, flag: Flag, tmp_path: Path) -> None:
    picture = tmp_path / "край.png"
    Image.new("RGB", (40, 20), "white").save(picture)
    s.flag.add_photo(flag.id, picture, "десен край", actor=HEAD)
    current = s.flag.current()
    assert current is not None
    (photo,) = current.photos
    assert s.attachments.path_of(photo.sha256, photo.suffix).read_bytes() == picture.read_bytes()
    assert s.attachments.sweep() == 0
    out = s.flag_custody.take(OUT, actor=HEAD)
    torn = replace(BACK, damage="разшит ръб 4 см")
    with pytest.raises(UserError, match="JPG или PNG"):
        s.flag_custody.give_back(out.id, torn, actor=HEAD, photo=tmp_path / "протокол.pdf")
    assert s.flag_custody.get(out.id).out
    s.flag_custody.give_back(out.id, torn, actor=HEAD, photo=picture)
    current = s.flag.current()
    assert current is not None
    assert [(one.movement_id, one.says) for one in current.photos] == [
        (out.id, "разшит ръб 4 см"), (None, "десен край"),
    ]  # fmt: skip
    text = tmp_path / "бележка.txt"
    text.write_text("не е снимка", encoding="utf-8")
    with pytest.raises(UserError, match="JPG или PNG"):
        s.flag.add_photo(flag.id, text, "", actor=HEAD)


def test_going_out_and_event_of_the_calendar_are_one_record(s: Services, flag: Flag) -> None:
    day = date(2027, 3, 3)
    when = When(day, day, time(10), time(12))
    event = s.events.create(EventInput("Честване", when, uses_flag=True), actor=HEAD)
    one = s.flag_custody.take(replace(OUT, event_id=event), actor=HEAD)
    assert s.flag_custody.of_event(event) == (one,)
    s.flag_custody.give_back(one.id, BACK, actor=HEAD)
    nowhere = replace(OUT, taken_at=NOW, due_at=NOW + timedelta(hours=1), event_id=999)
    with pytest.raises(UserError, match="Събитието не е намерено"):
        s.flag_custody.take(nowhere, actor=HEAD)
    assert flag.active
