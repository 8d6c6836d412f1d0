"""The flag's appearances in a real file: grounds, exceptions, proposals, schedule, what is ahead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest

from ruse_desktop.app import Options, load_law, open_store
from ruse_desktop.domain.actors import Actor
from ruse_desktop.domain.events import EventInput, EventState, When
from ruse_desktop.domain.findings import OverrideInput
from ruse_desktop.domain.flag import OTHER
from ruse_desktop.domain.flag_appearances import (
    Anniversary,
    AppearanceInput,
    Proposal,
    ScenarioItem,
)
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.services.facade import Services
from tests.unit.pdf_reading import words

HEAD = Actor("Мария Колева")
NOW = datetime(2027, 2, 20, 10, tzinfo=SOFIA)
MARCH_3 = date(2027, 3, 3)
READY = AppearanceInput(
    "flag-use-1", bearer="Иван Петров", assistants=("Петър Тодоров", "Никола Стоев"),
    guard="почетен караул", order="България – Европейски съюз – Русе", anthem="оркестър",
)  # fmt: skip


@pytest.fixture
def s(tmp_path: Path) -> Iterator[Services]:
    clock, law = FixedClock(NOW), load_law()
    made = Services(
        open_store(Options(tmp_path, clock, HEAD)), law, law.calendar(), HEAD, clock, tmp_path
    )
    yield made
    made.store.close()


def event(title: str, day: date = MARCH_3, start: int = 10) -> EventInput:
    when = When(day, day, time(start), time(start + 2))
    return EventInput(title, when, place="пл. „Свобода“", responsible="Елена Димова")


@pytest.mark.requirement("R-12-0.1", "R-12-0.9")
def test_outside_the_grounds_only_with_reason_and_basis(s: Services) -> None:
    funeral = s.events.create(event("Траурна церемония", date(2027, 4, 2)), actor=HEAD)
    with pytest.raises(Refused) as refused:
        s.flag_appearances.save(funeral, AppearanceInput(), actor=HEAD)
    assert "не попада в случаите по чл. 12, т. 1–4" in str(refused.value)
    assert refused.value.citation == "чл. 12"
    assert not s.events.get(funeral).typed.uses_flag
    outside = AppearanceInput(OTHER)
    with pytest.raises(Refused):
        s.flag_appearances.save(
            funeral, outside, actor=HEAD, override=OverrideInput("кратко", "заповед № 410")
        )
    override = OverrideInput("Загинал при спасяване на хора", "заповед № 410", date(2027, 4, 1))
    kept = s.flag_appearances.save(funeral, outside, actor=HEAD, override=override)
    assert kept.exception == "1/2027"
    assert s.events.get(funeral).typed.uses_flag
    again = s.flag_appearances.save(funeral, replace(outside, bearer="Иван Петров"), actor=HEAD)
    assert again.exception == "1/2027"
    assert len(s.overrides.of("event", funeral)) == 1


@pytest.mark.requirement("R-12-0.6")
def test_important_role_in_history_is_somebodys_judgement(s: Services) -> None:
    made = s.events.create(event("Освобождението на Русе", date(2027, 2, 27)), actor=HEAD)
    judged = AppearanceInput("flag-use-3")
    for typed in (judged, replace(judged, motive="край на османската власт в града")):
        with pytest.raises(Refused) as refused:
            s.flag_appearances.save(
                made, typed, actor=HEAD, override=OverrideInput("x" * 20, "№ 1")
            )
        assert refused.value.citation == "чл. 12, т. 3"
    kept = s.flag_appearances.save(
        made, replace(judged, motive="край на османската власт", decided_by="кметът"), actor=HEAD
    )
    assert kept.citation == "чл. 12, т. 3"
    assert s.flag_appearances.get(made) == kept


@pytest.mark.requirement("R-12-0.7")
def test_solemn_session_keeps_its_invitation(s: Services) -> None:
    made = s.events.create(event("Тържествено заседание", date(2027, 5, 5), 17), actor=HEAD)
    typed = AppearanceInput("flag-use-4", council_ref="покана изх. № 12/03.05.2027 г.")
    kept = s.flag_appearances.save(made, typed, actor=HEAD)
    assert (kept.citation, kept.typed.council_ref) == ("чл. 12, т. 4", typed.council_ref)
    assert kept.taken_at == datetime(2027, 5, 5, 16, tzinfo=SOFIA)
    assert kept.back_at == datetime(2027, 5, 5, 20, tzinfo=SOFIA)


def test_the_offices_buffer_moves_the_way_and_the_clash(s: Services) -> None:
    first = s.events.create(replace(event("Сутрин"), uses_flag=True), actor=HEAD)
    second = s.events.create(event("Следобед", start=14), actor=HEAD)
    s.flag_appearances.save(second, READY, actor=HEAD)
    third = replace(event("Между тях", start=14), uses_flag=True)
    assert s.events.try_out(third, second)[0] == ()
    s.practices.set(
        "flag_buffer_min", "150", valid_from=NOW.date(), reason="Пътят е по-дълъг.", actor=HEAD
    )
    s.rebuild()
    assert s.flag_appearances.get(first).taken_at == datetime(2027, 3, 3, 7, 30, tzinfo=SOFIA)
    assert s.events.try_out(third, second)[0][0].blocking


@pytest.mark.requirement("R-12-0.2", "R-12-0.3")
def test_holidays_are_offered_and_made_only_when_somebody_confirms(s: Services) -> None:
    offered = s.flag_appearances.proposals(2027)
    days = [f"{one.day:%d.%m}" for one in offered]
    assert days == [
        "06.05", "01.01", "03.03", "30.04", "01.05", "02.05", "03.05", "24.05", "06.09", "22.09",
        "24.12", "25.12", "26.12",
    ]  # fmt: skip
    town = offered[0]
    assert (town.name, town.town) == ("Празник на град Русе", True)
    assert s.flag_appearances.between(date(2027, 1, 1), date(2027, 12, 31)) == ()

    made = s.flag_appearances.accept(town, actor=HEAD)
    kept = s.flag_appearances.get(made)
    assert (kept.citation, kept.state_text) == ("чл. 12, т. 2 и т. 1", "планирано")
    assert kept.event.when == When(town.day, town.day, time(11), time(12))
    assert kept.typed.ticked == "0/9"
    with pytest.raises(Refused) as twice:
        s.flag_appearances.accept(town, actor=HEAD)
    assert twice.value.code == "flag-day"
    assert town not in s.flag_appearances.proposals(2027)
    s.events.remove(made, actor=HEAD)
    assert s.flag_appearances.proposals(2027)[0] == town


@pytest.mark.requirement("R-12-0.5", "R-12-0.6")
def test_anniversaries_are_counted_and_offered_on_the_third_ground(s: Services) -> None:
    kept = Anniversary(
        date(1878, 2, 20), "Освобождение на Русе", "край на османската власт", "кметът"
    )
    for lacking in ({"motive": ""}, {"decided_by": " "}, {"title": ""}):
        with pytest.raises(UserError):
            s.flag_anniversaries.add(replace(kept, **lacking), actor=HEAD)
    made = s.flag_anniversaries.add(kept, actor=HEAD)

    def offered(year: int) -> list[Proposal]:
        return [one for one in s.flag_appearances.proposals(year) if one.motive]

    assert [one.name for one in offered(2027)] == ["Освобождение на Русе – 149 години"]
    assert [one.name for one in offered(2028)] == [
        "Освобождение на Русе – 150 години, кръгла годишнина"
    ]
    assert offered(1878) == []
    event_id = s.flag_appearances.accept(offered(2028)[0], actor=HEAD)
    found = s.flag_appearances.get(event_id)
    assert found.event.when.on == date(2028, 2, 20)
    assert (found.citation, found.typed.motive, found.typed.decided_by) == (
        "чл. 12, т. 3", kept.motive, "кметът",
    )  # fmt: skip
    assert offered(2028) == []
    s.flag_anniversaries.remove(made, actor=HEAD)
    assert offered(2027) == []


@pytest.mark.requirement("R-12-0.11")
def test_what_is_ahead_and_not_prepared_is_on_the_first_page(s: Services) -> None:
    made = s.events.create(replace(event("Национален празник"), uses_flag=True), actor=HEAD)
    far = replace(event("Денят на Съединението", date(2027, 9, 6)), uses_flag=True)
    s.events.create(far, actor=HEAD)

    def ahead() -> list[str]:
        groups = (one for one in s.today.view().waiting if one.sort == "flag-ahead")
        return [record.name for group in groups for record in group.records]

    assert len(ahead()) == 1
    assert ahead()[0].startswith("03.03.2027\N{NO-BREAK SPACE}г., Национален празник: ")
    assert "знаменосец – не е определен" in ahead()[0]
    assert "неотметнати" not in ahead()[0]
    done = replace(
        READY, protocol_ok_by="гл. експерт", protocol_ok_on=date(2027, 2, 20), ready=True
    )
    s.flag_appearances.save(made, done, actor=HEAD)
    assert ahead() == []


@pytest.mark.requirement("R-12-0.10")
def test_schedule_is_chronological_without_what_is_only_proposed(s: Services) -> None:
    s.flag_appearances.accept(s.flag_appearances.proposals(2027)[0], actor=HEAD)
    march = s.events.create(event("Национален празник"), actor=HEAD)
    s.flag_appearances.save(march, READY, actor=HEAD)
    proposed = replace(
        event("Рождество", date(2027, 12, 25)), uses_flag=True, state=EventState.PROPOSED
    )
    s.flag_appearances.save(s.events.create(proposed, actor=HEAD), READY, actor=HEAD)
    text = words(s.flag_appearances.schedule(date(2027, 1, 1), date(2027, 12, 31)), 0)
    assert "График за участие на знамето – 2027 г." in text
    assert text.index("Национален празник") < text.index("Празник на град Русе")
    assert "Рождество" not in text
    for part in ("чл. 12, т. 1", "10:00–12:00", "пл. „Свобода“", "Елена Димова", "Общо 2 участия"):
        assert part in text
    may = words(s.flag_appearances.schedule(date(2027, 5, 1), date(2027, 5, 31)), 0)
    assert "май 2027 г." in may
    assert "Национален" not in may


@pytest.mark.requirement("R-13-0.2", "R-13-0.5")
def test_details_and_scenario_are_kept_and_printed(s: Services) -> None:
    made = s.events.create(event("Национален празник"), actor=HEAD)
    steps = s.flag_regulations.usual_steps("flag-use-1")
    ticked = tuple(replace(one, done=n < 7) for n, one in enumerate(steps))
    rows = tuple(ScenarioItem(time(10, n), f"действие {n}", "водещ") for n in range(14))
    typed = replace(READY, steps=ticked, scenario=rows[::-1])
    s.flag_appearances.save(made, typed, actor=HEAD)
    kept = s.flag_appearances.get(made).typed
    assert kept.ticked == "7/9"
    assert kept.scenario == rows
    assert (kept.bearer, kept.assistants) == (READY.bearer, READY.assistants)
    text = words(s.flag_appearances.scenario(made), 0)
    assert text.index("10:00 действие 0") < text.index("10:13 действие 13")
    assert "България – Европейски съюз – Русе" in text


def test_the_rules_of_article_13_are_of_their_day(s: Services) -> None:
    made = s.events.create(event("Национален празник"), actor=HEAD)
    assert s.flag_appearances.get(made).rules is None
    assert "Правилникът по чл. 13 не е въведен" in words(s.flag_appearances.scenario(made), 0)
    with pytest.raises(UserError):
        s.flag_regulations.enter(" ", MARCH_3, actor=HEAD)
    s.flag_regulations.enter("редакция 2", date(2027, 3, 4), actor=HEAD)
    assert s.flag_appearances.get(made).rules is None
    s.flag_regulations.enter("редакция 1", date(2020, 1, 1), actor=HEAD)
    found = s.flag_appearances.get(made).rules
    assert found is not None
    assert found.text == "Правилник: редакция 1, от 01.01.2020\N{NO-BREAK SPACE}г."
