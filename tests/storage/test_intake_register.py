"""The register of proposals, announced days, cure dates and copies, on a real file by the real law."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ruse_desktop.domain.nominations import State
from ruse_desktop.domain.people import OrganisationInput, PersonInput
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.errors import Refused, UserError
from tests.storage.test_nominations import CLERK, HEAD, Counter


@pytest.fixture
def counter(tmp_path):
    made = Counter(tmp_path)
    yield made
    made.services.store.close()


def open_edition(counter: Counter, award: str, year: int) -> int:
    return counter.services.editions.open(award, year, actor=HEAD, law_edition="2024-02-29").id


def test_announced_day_binds_the_edition_and_can_be_taken_back(counter):
    editions = counter.services.editions
    made = open_edition(counter, "NR21", 2026)
    said = editions.set_announced(
        made, purpose="submission", day=date(2026, 10, 22), reference="Заповед № РД-01-12",
        ceremony=1, previous_year=2021, actor=HEAD,
    )  # fmt: skip
    assert said == editions.get(made)
    assert dict(said.announced) == {"submission": date(2026, 10, 22)}
    assert (said.announcement, said.previous_year) == ("Заповед № РД-01-12", 2021)
    back = editions.set_announced(made, purpose="submission", day=None, actor=HEAD)
    assert not back.announced
    assert back.announcement == ""


def test_a_day_set_by_the_act_is_not_announced(counter):
    editions = counter.services.editions
    with pytest.raises(Refused) as refusal:
        editions.set_announced(
            counter.edition_id, purpose="submission", day=date(2026, 6, 1), actor=HEAD
        )
    assert refusal.value.citation == "чл. 44, ал. 2"
    with pytest.raises(Refused):
        editions.set_announced(counter.edition_id, ceremony=9, actor=HEAD)
    with pytest.raises(Refused):
        editions.set_announced(counter.edition_id, previous_year=2026, actor=HEAD)
    assert not editions.get(counter.edition_id).announced


@pytest.mark.requirement("R-60-0.1")
def test_register_is_gap_free_and_its_lines_cannot_be_deleted(counter):
    first = counter.register()
    second = counter.register(registry_no="30-212", person=PersonInput("Боян", "", "Ълчев"))
    counter.nominations.withdraw(first, actor=CLERK, reason="писмо на вносителя")
    register = counter.services.intake_register.register(counter.edition_id)
    assert [line.ordinal for line in register.lines] == [1, 2]
    assert register.lines[0].state is State.WITHDRAWN
    assert register.lines[1].proposer == "Сдружение „Дунавски бряг“"
    assert register.lines[1].registry_no == "30-212"
    for statement in (
        f"DELETE FROM nomination WHERE id = {second}",
        f"UPDATE nomination SET intake_no = 9 WHERE id = {second}",
    ):
        with pytest.raises(DBAPIError), counter.services.store.engine.begin() as connection:
            connection.execute(text(statement))
    with pytest.raises(Refused):
        counter.nominations.delete_draft(second, actor=CLERK)


@pytest.mark.requirement("R-49-2.1", "R-70-2.2")
def test_the_unit_gives_its_own_number_and_the_registry_s_stays_optional(counter):
    edition = open_edition(counter, "NR21", 2026)
    counter.register(edition_id=edition, registry_no="", slot="", genre="")
    line = counter.services.intake_register.register(edition).lines[0]
    assert line.number == "ХД-21В-1/2026"
    assert line.registry_no == ""


def test_cure_date_is_the_last_day_or_a_week_whichever_is_later(counter):
    number = counter.register(motives="")
    assert counter.state(number) is State.INCOMPLETE
    register = counter.services.intake_register
    assert register.cure_date(number) == date(2026, 5, 14)  # a week; 10 May is nearer
    counter.clock.moment = datetime(2026, 4, 1, 9, 0, tzinfo=SOFIA)
    assert register.cure_date(number) == date(2026, 5, 11)


def test_completion_is_asked_until_a_day_and_becomes_overdue(counter):
    number = counter.register(motives="")
    register = counter.services.intake_register
    counter.nominations.ask_completion(
        number, actor=CLERK, reason="липсват мотиви", until=date(2026, 5, 14)
    )
    asked = counter.nominations.detail(number).following.completion
    assert asked is not None
    assert (asked.until, asked.what) == (date(2026, 5, 14), "липсват мотиви")
    counter.clock.moment = datetime(2026, 5, 14, 9, 0, tzinfo=SOFIA)
    assert register.overdue() == ()
    counter.clock.moment = datetime(2026, 5, 15, 9, 0, tzinfo=SOFIA)
    assert register.overdue() == (number,)
    (waiting,) = counter.services.today.view().waiting
    assert (waiting.sort, [one.id for one in waiting.records]) == ("overdue", [number])
    counter.nominations.ask_completion(
        number, actor=CLERK, reason="липсват мотиви", until=date(2026, 5, 20)
    )
    assert register.overdue() == ()
    with pytest.raises(UserError):
        counter.nominations.ask_completion(
            number, actor=CLERK, reason="липсват мотиви", until=date(2026, 5, 1)
        )


@pytest.mark.requirement("R-61-2.3")
def test_copies_are_given_and_come_back(counter):
    edition = open_edition(counter, "NLN", 2027)
    counter.clock.moment = datetime(2027, 6, 15, 9, 0, tzinfo=SOFIA)
    number = counter.register(
        edition_id=edition, slot="", genre="", registry_no="",
        proposer=OrganisationInput("Издателство „Пристан“"), registered_on=date(2027, 3, 20),
    )  # fmt: skip
    register = counter.services.intake_register
    given = [
        register.give_copy(number, copy_no=n, holder=f"Член {n}", on=date(2027, 6, 15), actor=CLERK)
        for n in range(1, 8)
    ]
    with pytest.raises(Refused):
        register.give_copy(number, copy_no=8, holder="Член", on=date(2027, 6, 15), actor=CLERK)
    with pytest.raises(Refused):
        register.give_copy(number, copy_no=5, holder="Друг", on=date(2027, 6, 16), actor=CLERK)
    for n, copy in enumerate(given, 1):
        if n != 5:
            register.return_copy(copy, on=date(2027, 11, 1), actor=CLERK)
    out = register.copies_out(edition)
    assert [(one.copy_no, one.holder) for _number, one in out] == [(5, "Член 5")]
    assert len(counter.nominations.detail(number).following.out) == 7
