"""The opening of a year in a real file: what is due, everything at once, nothing twice (R-X-0.22)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

import pytest

from ruse_desktop.app import Options, load_law, open_store
from ruse_desktop.domain.actors import Actor, Role
from ruse_desktop.domain.city_day import ItemInput
from ruse_desktop.domain.events import Category, EventInput, When
from ruse_desktop.domain.year_opening import LineKind, OpeningChoice, YearOpening
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.services.facade import Services

HEAD = Actor("Мария Колева")
CLERK = Actor("Елена Тодорова", roles=frozenset({Role.CLERK}))
DUE = ("NR", "NR21", "NLN", "SG", "MT")


@dataclass
class Fixed:
    """A clock that a test sets."""

    moment: datetime = datetime(2026, 11, 2, 10, tzinfo=SOFIA)

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.date()


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    clock, law = Fixed(), load_law()
    made = Services(
        open_store(Options(tmp_path, clock, HEAD)), law, law.calendar(), HEAD, clock, tmp_path
    )
    yield made
    made.store.close()


def event(title: str, day: date) -> EventInput:
    return EventInput(title, When(day, day, time(18), time(19)), Category.OTHER, place="Операта")


def everything(found: YearOpening) -> OpeningChoice:
    return OpeningChoice(
        frozenset(one.key for one in found.of(LineKind.EDITION)),
        city_day=True,
        events=frozenset(int(one.key) for one in found.of(LineKind.EVENT)),
    )


@pytest.mark.requirement("R-X-0.22")
def test_the_list_of_a_year_follows_the_cycle_of_the_awards(services: Services) -> None:
    found = services.year_opening.proposal(2027, actor=HEAD)
    assert sorted(one.key for one in found.of(LineKind.EDITION)) == sorted(DUE)
    nr = next(one for one in found.of(LineKind.EDITION) if one.key == "NR")
    assert nr.day == date(2027, 5, 10)
    assert "23.05.2027" in nr.detail
    (feast,) = found.of(LineKind.CITY_DAY)
    assert feast.day == date(2027, 5, 6)
    assert "09.04.2027" in feast.detail
    assert "Заседания" not in feast.detail
    assert found.of(LineKind.TERM)
    assert not found.opened
    assert "NLN" not in {
        one.key for one in services.year_opening.proposal(2028, actor=HEAD).of(LineKind.EDITION)
    }


@pytest.mark.requirement("R-X-0.22")
def test_a_year_opens_at_once_and_a_second_opening_makes_nothing_twice(services: Services) -> None:
    services.city_day.open(2026, actor=HEAD)
    ritual = event("Ритуал", date(2026, 5, 6))
    services.city_day.add_item(2026, ItemInput(ritual), actor=HEAD)
    concert = services.events.create(event("Концерт", date(2026, 6, 1)), actor=HEAD)
    found = services.year_opening.proposal(2027, actor=HEAD)
    assert [one.key for one in found.of(LineKind.EVENT)] == [str(concert)]
    assert "1 проява" in found.of(LineKind.CITY_DAY)[0].detail
    chosen = everything(found)
    made = services.year_opening.open(2027, chosen, actor=HEAD, law_edition=found.law_edition)
    assert sorted(made.awards) == sorted(DUE)
    assert made.city_day
    assert len(made.events) == 1
    assert not made.there
    bound = {one.award: one.law_edition for one in services.editions.list() if one.year == 2027}
    assert bound == dict.fromkeys(DUE, found.law_edition)
    titles = [one.title for one in services.events.occurrences(date(2027, 5, 6), date(2027, 6, 1))]
    assert (titles.count("Ритуал"), titles.count("Концерт")) == (1, 1)

    again = services.year_opening.proposal(2027, actor=HEAD)
    assert again.opened
    assert not any(one.choosable for one in again.lines)
    second = services.year_opening.open(2027, chosen, actor=HEAD, law_edition=found.law_edition)
    assert (second.awards, second.city_day, second.events) == ((), False, ())
    assert len(second.there) == len(DUE) + 2
    assert len([one for one in services.editions.list() if one.year == 2027]) == len(DUE)
    later = [one.title for one in services.events.occurrences(date(2027, 5, 6), date(2027, 6, 1))]
    assert later == titles


def test_what_a_role_may_not_open_is_not_offered(services: Services) -> None:
    found = services.year_opening.proposal(2027, actor=CLERK)
    assert all(one.choosable for one in found.of(LineKind.EDITION))
    assert not found.of(LineKind.CITY_DAY)[0].choosable
    only = OpeningChoice(city_day=True)
    with pytest.raises(Refused):
        services.city_day.open(2027, actor=CLERK)
    made = services.year_opening.open(2027, only, actor=CLERK, law_edition=found.law_edition)
    assert not made.city_day
    assert services.city_day.years() == ()
    with pytest.raises(UserError):
        services.year_opening.open(2027, OpeningChoice(), actor=HEAD, law_edition=found.law_edition)


def test_an_edition_opened_by_itself_before_is_not_opened_again(services: Services) -> None:
    law = services.year_opening.acts()[0].id
    services.editions.open("NR", 2027, actor=HEAD, law_edition=law)
    chosen = OpeningChoice(awards=frozenset({"NR", "MT"}))
    made = services.year_opening.open(2027, chosen, actor=HEAD, law_edition=law)
    assert made.awards == ("MT",)
    assert len(made.there) == 1
    missing = {one.key for one in services.year_opening.proposal(2027, actor=HEAD).lines
               if one.kind is LineKind.EDITION and not one.opened}  # fmt: skip
    assert missing == {"NR21", "NLN", "SG"}


def test_the_first_page_asks_from_november_until_the_year_is_open(services: Services) -> None:
    def asked() -> list[tuple[int, str]]:
        return [
            (one.records[0].id, one.records[0].name)
            for one in services.today.view().waiting
            if one.sort == "year-opening"
        ]

    clock = services.clock
    assert isinstance(clock, Fixed)
    law = services.year_opening.acts()[0].id
    services.editions.open("SG", 2026, actor=HEAD, law_edition=law)
    clock.moment = datetime(2026, 10, 31, 10, tzinfo=SOFIA)
    assert asked() == []
    clock.moment = datetime(2026, 11, 1, 10, tzinfo=SOFIA)
    ((year, names),) = asked()
    assert year == services.year_opening.next_year() == 2027
    assert "НЛН „Елиас Канети“" in names
    services.year_opening.open(
        2027, OpeningChoice(awards=frozenset(DUE)), actor=HEAD, law_edition=law
    )
    assert asked() == [(2027, "Остават: Празник на града")]
    services.city_day.open(2027, actor=HEAD)
    assert asked() == []
    clock.moment = datetime(2028, 1, 10, 10, tzinfo=SOFIA)
    ((year, names),) = asked()
    assert year == 2028
    assert "НЛН" not in names
