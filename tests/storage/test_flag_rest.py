"""6 May: one appearance by itself on two grounds; the Правилник's file and steps; units by any name."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from ruse_desktop import app
from ruse_desktop.__main__ import _close_log
from ruse_desktop.domain.clashes import Resource
from ruse_desktop.domain.events import EventInput, Source, When
from ruse_desktop.domain.flag_appearances import Step, rules_text
from ruse_desktop.kernel.clock import FixedClock
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.services import demo
from ruse_desktop.services.facade import Services
from tests.ui.windows import NOW
from tests.unit.pdf_reading import words

FEAST = date(2027, 5, 6)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    made = app.open_services(app.Options(tmp_path / "data", FixedClock(NOW)))
    yield made
    made.store.close()
    _close_log()


def with_flag(title: str, hour: int, day: date = FEAST) -> EventInput:
    return EventInput(title, When(day, day, time(hour), time(hour + 1)), uses_flag=True)


@pytest.mark.requirement("R-12-0.4")
def test_opened_holiday_plans_one_appearance_on_both_grounds(services: Services):
    services.city_day.open(2027, actor=services.actor)
    (planned,) = services.flag_appearances.between(FEAST, FEAST)
    assert planned.state_text == "планирано"
    assert planned.typed.ground == "flag-use-2"
    assert planned.citation == "чл. 12, т. 2 и т. 1"
    assert planned.typed.steps
    assert FEAST not in {one.day for one in services.flag_appearances.proposals(2027)}


@pytest.mark.requirement("R-12-0.4")
def test_appearance_that_is_there_already_is_not_doubled(services: Services):
    made = services.events.create(with_flag("Издигане на знамето", 9), actor=services.actor)
    services.city_day.open(2027, actor=services.actor)
    assert [one.event_id for one in services.flag_appearances.between(FEAST, FEAST)] == [made]


@pytest.mark.requirement("R-3-0.3")
def test_second_appearance_on_the_holiday_is_asked_about(services: Services):
    services.city_day.open(2027, actor=services.actor)
    asked, free = services.events.try_out(with_flag("Водосвет", 17))
    (question,) = asked
    assert question.resource is Resource.FLAG_DAY
    assert not question.blocking
    assert question.text.startswith("Едно или две участия на знамето?")
    assert question.citation == "чл. 3 и чл. 12, т. 1 и т. 2"
    services.events.create(with_flag("Водосвет", 17), actor=services.actor)
    assert len(services.flag_appearances.between(FEAST, FEAST)) == 2, "the person separates them"
    working_day = date(2027, 5, 11)
    services.events.create(with_flag("Посрещане", 9, working_day), actor=services.actor)
    assert services.events.try_out(with_flag("Изпращане", 17, working_day))[0] == ()
    del free


@pytest.mark.requirement("R-13-0.1")
def test_rules_are_kept_with_their_file_and_the_office_keeps_its_steps(
    services: Services, tmp_path: Path
):
    rules = services.flag_regulations
    assert rules_text(rules.in_force(FEAST)) == "Правилникът по чл. 13 не е въведен"
    paper = tmp_path / "Правилник.pdf"
    paper.write_bytes(b"%PDF-1.4\n%%EOF\n")
    kept = rules.enter("№ 3", date(2027, 2, 1), actor=services.actor, file=paper)
    paper.unlink()
    assert services.attachments.sweep() == 0
    assert rules.file(kept).read_bytes().startswith(b"%PDF")
    assert rules.in_force(FEAST) == kept
    mine = (Step("Викане на духовия оркестър"), Step("Ръкавици"))
    rules.keep_usual("flag-use-2", mine, actor=services.actor)
    assert rules.usual_steps("flag-use-2") == mine
    assert rules.usual_steps("flag-use-1") != mine
    with pytest.raises(UserError):
        rules.keep_usual("flag-use-2", (Step(" "),), actor=services.actor)
    services.city_day.open(2027, actor=services.actor)
    assert services.flag_appearances.between(FEAST, FEAST)[0].typed.steps == mine


@pytest.mark.requirement("R-13-0.4")
def test_unit_is_found_by_each_of_its_names(services: Services):
    hits = [one for one in services.search.find("връзки с обществеността") if one.kind == "unit"]
    assert [one.title for one in hits] == [
        "Отдел „Връзки с обществеността“",
        "Отдел „Международни отношения, протокол и връзки с обществеността“",
    ]
    places = [str(services.search.unit_place(one.id)) for one in hits]
    assert places == ["чл. 5", "чл. 13"]
    assert [one.title for one in services.search.find("МОПВО")] == [one.title for one in hits]


@pytest.mark.requirement("R-3-0.3")
def test_a_reason_keeps_the_ceremonies_apart(services: Services):
    services.city_day.open(2027, actor=services.actor)
    why = "вечерната заря е отделна церемония на гарнизона"
    second = services.events.create(
        replace(with_flag("Заря", 21), apart=f" {why} "), actor=services.actor
    )
    assert services.events.get(second).typed.apart == why
    assert services.events.clashes(FEAST, FEAST) == ()
    services.events.create(with_flag("Водосвет", 17), actor=services.actor)
    (asked,) = services.events.clashes(FEAST, FEAST)
    assert {asked.first.title, asked.second.title} == {"Празник на град Русе", "Водосвет"}
    services.events.change(
        second, replace(with_flag("Заря", 21), uses_flag=False, apart=why), actor=services.actor
    )
    assert services.events.get(second).typed.apart == "", "without the flag there is nothing apart"


@pytest.mark.requirement("R-12-0.4", "R-12-0.10")
def test_planned_appearance_stands_in_the_printed_schedule(services: Services):
    services.city_day.open(2027, actor=services.actor)
    text = words(services.flag_appearances.schedule(date(2027, 1, 1), date(2027, 12, 31)), 0)
    assert "06.05.2027" in text
    assert "т. 2 и т. 1" in text


def test_two_holidays_of_one_day_are_two_in_the_calendar(services: Services):
    """6 May 2024 was Easter Monday too; the next such year is 2097."""
    day = date(2024, 5, 6)
    found = [
        one.title for one in services.events.occurrences(day, day) if one.source is Source.HOLIDAY
    ]
    assert found == ["Великден", "Гергьовден, Ден на храбростта и Българската армия"]


@pytest.mark.requirement("R-13-0.2")
def test_example_year_has_a_prepared_appearance_and_guests(demo_folder: Path, tmp_path: Path):
    folder = tmp_path / "demo"
    shutil.copytree(demo_folder, folder)
    services = app.open_services(app.Options(folder, FixedClock(demo.end_of())))
    try:
        day = date(2026, 5, 6)
        (kept,) = services.flag_appearances.between(day, day)
        assert (kept.state_text, kept.typed.ticked, kept.typed.lacking) == ("проведено", "9/9", ())
        assert len(kept.typed.scenario) == 6
        (out,) = services.flag_custody.of_event(kept.event_id)
        assert (out.typed.place, out.typed.ground) == (kept.event.place, kept.typed.ground)
        (line,) = services.protocol_plans.list()
        plan = services.protocol_plans.get(line.id)
        assert len(plan.guests) == 10
        assert [one.rank for one in plan.guests[:3]] == ["governor", "mayor", "council-chair"]
    finally:
        services.close()
        _close_log()
