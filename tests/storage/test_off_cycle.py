"""An edition out of the award's cycle: it asks for a reason; the cycle moves only when told to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from ruse_desktop.app import Options, load_law, open_store
from ruse_desktop.domain.actors import Actor
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.services.facade import Services
from ruse_desktop.services.year_opening import missing
from ruse_desktop.services.year_wheel import award_terms

ACTOR = Actor("Мария Колева")
NOW = datetime(2027, 11, 8, 10, tzinfo=SOFIA)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    law = load_law()
    store = open_store(Options(tmp_path, FixedClock(NOW), ACTOR))
    yield Services(store, law, law.calendar(), ACTOR, FixedClock(NOW), tmp_path)
    store.close()


def years_of_terms(services: Services) -> set[int]:
    with services.store.read() as session:
        return {
            one.literal.year
            for one in award_terms(
                session, services.law, services.calendar, services.practice, range(2028, 2032)
            )
            if one.award == "NLN" and one.purpose == "submission"
        }


@pytest.mark.requirement("R-56-0.2")
def test_edition_out_of_cycle_asks_for_a_reason_and_keeps_the_cycle(services: Services):
    law = services.law.at(NOW.date()).id
    with pytest.raises(Refused, match="извън реда") as refused:
        services.editions.open("NLN", 2028, actor=ACTOR, law_edition=law)
    assert refused.value.citation == "чл. 56"
    assert refused.value.code == "cycle"
    made = services.editions.open(
        "NLN", 2028, actor=ACTOR, law_edition=law, why="решение № 5/12.10.2027 г."
    )
    assert (made.off_cycle, made.moves_cycle) == ("решение № 5/12.10.2027 г.", False)
    assert years_of_terms(services) == {2028, 2029, 2031}, "the cycle goes on as it was"
    due = services.editions.open("NLN", 2029, actor=ACTOR, law_edition=law, why="ненужно")
    assert due.off_cycle == "", "in its own year no reason is kept"


@pytest.mark.requirement("R-56-0.2")
def test_cycle_is_counted_from_the_year_a_person_says(services: Services):
    law = services.law.at(NOW.date()).id
    services.editions.open(
        "NLN", 2028, actor=ACTOR, law_edition=law, why="решение № 5/12.10.2027 г.", moves=True
    )
    assert years_of_terms(services) == {2028, 2030}
    with pytest.raises(Refused, match="извън реда"):
        services.editions.open("NLN", 2029, actor=ACTOR, law_edition=law)
    lines = services.year_opening.proposal(2030, actor=ACTOR).lines
    assert "NLN" in {one.key for one in lines}
    with services.store.read() as session:
        waits = missing(session, services.law, services.calendar, services.practice, NOW.date())
    assert not any("Канети" in name for name in waits.get(2028, ()))
