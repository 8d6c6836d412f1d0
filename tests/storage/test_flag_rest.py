"""6 May: one appearance by itself on two grounds; the Правилник's file and steps; units by any name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from ruse_desktop import app
from ruse_desktop.__main__ import _close_log
from ruse_desktop.domain.clashes import Resource
from ruse_desktop.domain.events import EventInput, When
from ruse_desktop.domain.flag_appearances import Step, rules_text
from ruse_desktop.kernel.clock import FixedClock
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.services.facade import Services
from tests.ui.windows import NOW

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
