"""A laureate who died between the decision and the hand-over: a person says whether the award stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from ruse_desktop.domain.book_hand_over import HandOverInput
from ruse_desktop.domain.books import Act, LaureateInput
from ruse_desktop.domain.findings import Finding, OverrideInput
from ruse_desktop.domain.hand_over_death import Deceased, judge_death
from ruse_desktop.domain.people import PersonInput
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.kernel.paths import resource
from ruse_desktop.law.book import load
from ruse_desktop.services.facade import Services
from ruse_desktop.storage.nominations import NominationRecord
from tests.storage.awards_world import HEAD, AwardWorld

DECIDED, DIED, GIVEN = date(2027, 5, 18), date(2027, 5, 20), date(2027, 5, 23)
EDITION = load(resource("ordinance")).editions[-1]
HEIR = "Кметът реши наградата да получи дъщерята на носителя."


def judged(code: str, died: date) -> tuple[Finding, ...]:
    rule = next(one for one in EDITION.award(code).eligibility if one.kind == "posthumous")
    return judge_death(rule, Deceased(3, "Стоил Радулов", died, DECIDED), GIVEN)


@pytest.mark.requirement("R-40-5.2")
@pytest.mark.requirement("R-59-2.1")
@pytest.mark.parametrize(
    ("code", "says", "citation"),
    [
        ("NR", "остава в сила", "чл. 40, ал. 5"),
        ("NLN", "не се връчва", "чл. 59, ал. 2"),
        ("MT", "не се връчва", "чл. 74а, ал. 2"),
    ],
)
def test_the_word_of_the_act_gives_the_default(code: str, says: str, citation: str) -> None:
    (found,) = judged(code, DIED)
    assert says in found.sentence
    assert (str(found.citation), found.open, found.blocking) == (citation, True, False)
    assert judged(code, GIVEN + timedelta(days=1)) == ()


def test_one_dead_on_the_day_of_the_decision_was_not_to_be_chosen() -> None:
    (found,) = judged("NR", DECIDED)
    assert found.blocking
    assert "преди решението" in found.sentence


class Late:
    """A laureate in the book of an award who died two days after the decision, and one alive."""

    def __init__(self, folder: Path, code: str, slot: str) -> None:
        self.world = AwardWorld(folder, code, GIVEN + timedelta(days=1), **{slot: 2})
        self.services: Services = self.world.services
        act = Act("order", "РД-01-2000", DECIDED, "Заповед № РД-01-2000/18.05.2027 г.")
        people = [self.services.nominations.detail(one) for one in self.world.ids[slot]]
        self.services.books.open_book(
            actor=HEAD, award=code, reason="Книгата се води от дирекцията."
        )
        rows = self.services.books.enter(
            actor=HEAD,
            award=code,
            why_more="Две награди със заповед на кмета.",
            laureates=[
                LaureateInput(
                    2027,
                    given="Стоил",
                    family="Радулов",
                    act=act,
                    section=one.section_name,
                    motive="за принос",
                    nomination_id=one.row.id,
                )
                for one in people
            ],
        )
        self.dead, self.alive = (row.seq for row in rows)
        with self.services.store.read() as session:
            card = session.get_one(NominationRecord, self.world.ids[slot][0]).person_id
        assert card is not None
        held = self.services.people.person(card)
        typed = PersonInput(**{name: getattr(held, name) for name in PersonInput.__annotations__})
        self.services.people.save_person(
            replace(typed, death_date=DIED), actor=HEAD, person_id=card
        )


@pytest.fixture
def late(tmp_path):
    made = Late(tmp_path, "MT", "all")
    yield made
    made.world.close()


@pytest.mark.requirement("R-40-5.2")
@pytest.mark.requirement("R-74a-2.1")
def test_the_reason_is_asked_once_and_stays_in_the_book(late: Late) -> None:
    services, asked = late.services, HandOverInput(GIVEN, "Кметът на Община Русе")
    plan = services.hand_overs.plan("MT", 2027)
    assert set(plan.deceased) == {late.dead}
    both = (late.dead, late.alive)
    with pytest.raises(Refused, match="не се връчва") as refused:
        services.hand_overs.record(actor=HEAD, book="MT", seqs=both, asked=asked)
    assert refused.value.citation == "чл. 74а, ал. 2"
    why = {f"death-{late.dead}": OverrideInput(HEIR)}
    dead, alive = services.hand_overs.record(
        actor=HEAD, book="MT", seqs=both, asked=asked, passes=why
    )
    assert HEIR in str(dead.history)
    assert HEIR not in str(alive.history)
    assert services.books.verify().intact
