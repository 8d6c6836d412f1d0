"""Events in a real file: kept, moved, brought back; the flag is never promised twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest
from sqlalchemy import event, insert

from ruse_desktop.app import Options, load_law, open_store
from ruse_desktop.domain.actors import Actor
from ruse_desktop.domain.clashes import Resource
from ruse_desktop.domain.events import (
    Category,
    EventInput,
    EventState,
    Movable,
    Recurrence,
    Source,
    Task,
    When,
)
from ruse_desktop.domain.findings import OverrideInput
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.services.facade import Services
from ruse_desktop.storage.events import EventRow

HEAD = Actor("Мария Колева")
NOW = datetime(2026, 3, 2, 10, tzinfo=SOFIA)
MAY_6 = date(2026, 5, 6)
RITUAL = EventInput(
    "Тържествен ритуал", When(MAY_6, MAY_6, time(9, 30), time(12, 30)), place="пл. „Свобода“",
    people=("Кметът на Община Русе",), uses_flag=True,
)  # fmt: skip


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    law, clock = load_law(), FixedClock(NOW)
    made = Services(
        open_store(Options(tmp_path, clock, HEAD)), law, law.calendar(), HEAD, clock, tmp_path
    )
    yield made
    made.store.close()


def hours(start: int, end: int, day: date = MAY_6) -> When:
    return When(day, day, time(start), time(end))


def written(services: Services, day: date = MAY_6) -> list[str]:
    """The titles of what people wrote on the day."""
    found = services.events.occurrences(day, day)
    return [one.title for one in found if one.source is Source.EVENT]


@pytest.mark.requirement("R-12-0.8", "R-F34-0.3")
def test_flag_taken_twice_is_refused_and_free_times_are_offered(services: Services) -> None:
    services.events.create(RITUAL, actor=HEAD)
    wanted = EventInput("Посрещане на гости", hours(11, 12), uses_flag=True)
    with pytest.raises(Refused) as refused:
        services.events.create(wanted, actor=HEAD)
    assert "Знамето е едно" in str(refused.value)
    assert refused.value.citation == "чл. 12"
    found, free = services.events.try_out(wanted)
    assert [one.resource for one in found] == [Resource.FLAG]
    assert [one.when.starts for one in free] == [time(7, 30), time(13, 30)]
    assert written(services) == [RITUAL.title]

    services.events.create(
        wanted,
        actor=HEAD,
        override=OverrideInput("второ знаме е осигурено", "вх. № 30-1/02.03.2026 г."),
    )
    assert services.events.clashes(MAY_6, MAY_6)[0].blocking


def test_moving_onto_the_flag_is_refused_and_the_event_stays_where_it_was(
    services: Services,
) -> None:
    services.events.create(RITUAL, actor=HEAD)
    other = replace(RITUAL, title="Шествие", when=hours(10, 11, date(2026, 5, 24)))
    one = services.events.create(other, actor=HEAD)
    with pytest.raises(Refused):
        services.events.change(one, replace(other, when=other.when.moved(MAY_6)), actor=HEAD)
    assert services.events.get(one).typed == other


def test_a_change_gives_back_what_was_before_and_a_removed_event_returns(
    services: Services,
) -> None:
    one = services.events.create(RITUAL, actor=HEAD)
    before = services.events.change(one, replace(RITUAL, title="Ритуал"), actor=HEAD)
    assert before.typed == RITUAL
    with pytest.raises(Refused):
        services.events.change(one, RITUAL, actor=HEAD, version=before.version)
    services.events.remove(one, actor=HEAD)
    assert written(services) == []
    services.events.restore(one, actor=HEAD)
    assert services.events.get(one).typed.title == "Ритуал"


def test_repeating_events_stand_on_every_day_but_the_skipped(services: Services) -> None:
    rule = Recurrence("FREQ=WEEKLY;BYDAY=MO", skipped=(date(2026, 3, 16),))
    weekly = EventInput("Оперативка", hours(9, 10, date(2026, 3, 9)), recurrence=rule)
    services.events.create(weekly, actor=HEAD)
    easter = EventInput(
        "Концерт", hours(18, 19, date(2026, 4, 12)), recurrence=Recurrence(easter=0)
    )
    services.events.create(easter, actor=HEAD)
    march = services.events.occurrences(date(2026, 3, 4), date(2026, 3, 31))
    assert [o.when.on.day for o in march if o.source is Source.EVENT] == [9, 23, 30]
    found = services.events.occurrences(date(2027, 5, 2), date(2027, 5, 2))
    assert [one.title for one in found if one.source is Source.EVENT] == ["Концерт"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (replace(RITUAL, title=" "), "наименование"),
        (replace(RITUAL, when=hours(12, 11)), "Краят"),
        (replace(RITUAL, when=When(MAY_6, date(2026, 5, 5))), "Последният"),
        (replace(RITUAL, recurrence=Recurrence("FREQ=НИКОГА")), "повторение"),
    ],
)
def test_what_contradicts_itself_is_said(services: Services, typed: EventInput, said: str) -> None:
    with pytest.raises(UserError, match=said):
        services.events.create(typed, actor=HEAD)
    assert written(services) == []


@pytest.mark.requirement("R-52-0.3")
def test_two_ceremonies_of_one_eve_are_both_shown_and_warned_of_at_one_hour(
    services: Services,
) -> None:
    eve = date(2027, 10, 31)
    shown = services.events.occurrences(eve, eve)
    awards = [one.title.split(":")[0] for one in shown if one.source is Source.CEREMONY]
    assert len(awards) == 2
    canetti = EventInput("Връчване „Елиас Канети“", hours(18, 20, eve), Category.CEREMONY)
    other = replace(canetti, title="Връчване „Русе – 21. век“", when=hours(11, 12, eve))
    services.events.create(canetti, actor=HEAD)
    assert services.events.try_out(other)[0] == ()
    (found,) = services.events.try_out(replace(other, when=hours(18, 19, eve)))[0]
    assert found.resource is Resource.CEREMONY
    assert not found.blocking
    assert "Две церемонии по едно време" in found.text


def test_an_event_is_found_by_any_part_until_it_is_removed(services: Services) -> None:
    one = services.events.create(RITUAL, actor=HEAD)
    assert [(hit.kind, hit.id) for hit in services.search.find("ритуал свобода")] == [
        ("event", one)
    ]
    services.events.change(one, replace(RITUAL, title="Заря-проверка"), actor=HEAD)
    assert [hit.title for hit in services.search.find("заря 06 05 2026")] == ["Заря-проверка"]
    services.events.remove(one, actor=HEAD)
    assert services.search.find("заря") == ()
    services.events.restore(one, actor=HEAD)
    assert len(services.search.find("заря")) == 1


def test_a_reason_once_given_is_not_asked_again_for_another_change(services: Services) -> None:
    services.events.create(RITUAL, actor=HEAD)
    second = EventInput("Посрещане", hours(11, 12), uses_flag=True)
    reason = OverrideInput("второ знаме е осигурено", "вх. № 30-1/02.03.2026 г.")
    one = services.events.create(second, actor=HEAD, override=reason)
    services.events.change(one, replace(second, place="Община Русе"), actor=HEAD)
    with pytest.raises(Refused):
        services.events.change(one, replace(second, when=hours(12, 13)), actor=HEAD)
    assert services.events.get(one).typed == replace(second, place="Община Русе")


def test_a_removed_event_returns_only_while_its_flag_is_free(services: Services) -> None:
    one = services.events.create(RITUAL, actor=HEAD)
    services.events.remove(one, actor=HEAD)
    services.events.create(replace(RITUAL, title="Шествие"), actor=HEAD)
    with pytest.raises(Refused):
        services.events.restore(one, actor=HEAD)
    assert written(services) == ["Шествие"]


def test_one_time_of_a_series_is_moved_and_joined_again(services: Services) -> None:
    monday = date(2026, 3, 9)
    weekly = EventInput(
        "Оперативка", hours(9, 10, monday), recurrence=Recurrence("FREQ=WEEKLY;COUNT=3")
    )
    series_id = services.events.create(weekly, actor=HEAD)
    on = date(2026, 3, 16)
    made, series = services.events.move_once(
        series_id, on, hours(14, 15, date(2026, 3, 17)), actor=HEAD
    )

    def days() -> list[tuple[int, int | None]]:
        found = services.events.occurrences(date(2026, 3, 4), date(2026, 3, 31))
        mine = [one for one in found if one.source is Source.EVENT]
        return [(one.when.on.day, one.record_id) for one in mine]

    assert days() == [(9, series_id), (17, made), (23, series_id)]
    services.events.join_again(made, series, actor=HEAD)
    assert days() == [(9, series_id), (16, series_id), (23, series_id)]


def test_a_year_is_read_by_as_many_statements_however_many_events_there_are(
    services: Services,
) -> None:
    counted: list[str] = []
    services.events.create(replace(RITUAL, tasks=(Task("Озвучаване"),)), actor=HEAD)

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        counted.append(statement)

    def read() -> int:
        counted.clear()
        services.events.occurrences(date(2026, 1, 1), date(2026, 12, 31))
        return len(counted)

    with services.store.read() as session:
        engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", count)
    few = read()
    with services.store.write(HEAD, "events.create", ("events",)) as tx:
        first = tx.session.get_one(EventRow, 1)
        like = {c.name: getattr(first, c.name) for c in EventRow.__table__.columns}
        rows = [like | {"id": n, "uid": f"{n}@ruse", "uses_flag": False} for n in range(2, 2_000)]
        tx.session.execute(insert(EventRow), rows)
    assert read() == few
    assert len(written(services)) == 1_999


CONCERT = EventInput(
    "Великденски концерт", When(date(2026, 4, 12), date(2026, 4, 12), time(18), time(19)),
    movable=Movable.EASTER, state=EventState.HELD, attendance=300,
    tasks=(Task("Афиш", date(2026, 4, 2), done=True),),
)  # fmt: skip


@pytest.mark.requirement("R-F8-0.2")
def test_a_calendar_is_proposed_for_the_next_year_and_copied_once(services: Services) -> None:
    feast = services.events.create(RITUAL, actor=HEAD)
    concert = services.events.create(CONCERT, actor=HEAD)
    cancelled = replace(RITUAL, title="Отменено", state=EventState.CANCELLED)
    services.events.create(cancelled, actor=HEAD)
    found = {one.event.id: one for one in services.calendar_copies.proposals(2027)}
    assert {key: (one.when.on, one.why) for key, one in found.items()} == {
        feast: (date(2027, 5, 6), "същата дата"),
        concert: (date(2027, 5, 2), "спрямо Великден, 02.05.2027 г."),
    }
    made = services.calendar_copies.copy({key: one.when for key, one in found.items()}, actor=HEAD)
    copies = [services.events.get(one) for one in made]
    assert {one.copied_from for one in copies} == {feast, concert}
    moved = next(one.typed for one in copies if one.copied_from == concert)
    assert (moved.state, moved.attendance) == (EventState.PROPOSED, None)
    assert moved.tasks == (Task("Афиш", date(2027, 4, 22)),)
    again = services.calendar_copies.proposals(2027)
    assert all(one.copied for one in again)
    with pytest.raises(Refused, match="вече е в календара"):
        services.calendar_copies.copy({feast: found[feast].when}, actor=HEAD)


def test_a_copy_that_takes_the_flag_twice_is_shown_and_refused_whole(services: Services) -> None:
    feast = services.events.create(RITUAL, actor=HEAD)
    concert = services.events.create(CONCERT, actor=HEAD)
    there = replace(RITUAL, title="Вече записано", when=hours(11, 12, date(2027, 5, 6)))
    services.events.create(there, actor=HEAD)
    found = {one.event.id: one for one in services.calendar_copies.proposals(2027)}
    assert {one.resource for one in found[feast].clashes} == {
        Resource.FLAG, Resource.PERSON, Resource.PLACE,
    }  # fmt: skip
    assert not found[concert].clashes
    with pytest.raises(Refused, match="Знамето е едно"):
        services.calendar_copies.copy(
            {concert: found[concert].when, feast: found[feast].when}, actor=HEAD
        )
    assert not any(one.copied for one in services.calendar_copies.proposals(2027))


@pytest.mark.requirement("R-12-0.8")
@pytest.mark.parametrize(("start", "free"), [((12, 30), False), ((13, 0), True)])
def test_flag_needs_an_hour_between_two_appearances(
    services: Services, start: tuple[int, int], free: bool
) -> None:
    day = date(2026, 5, 24)
    services.events.create(replace(RITUAL, when=hours(10, 12, day)), actor=HEAD)
    wanted = EventInput("Шествие", When(day, day, time(*start), time(14)), uses_flag=True)
    assert (services.events.try_out(wanted)[0] == ()) is free
