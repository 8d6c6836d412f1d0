"""By which act each honour on occasion is given, and which book it enters (чл. 5, 17, 28, 33, 38)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from ruse_desktop.app import Options, load_law, open_store
from ruse_desktop.domain.actors import Actor
from ruse_desktop.domain.books import Act, LaureateInput
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.services.facade import Services

HEAD = Actor("Мария Колева")
NOW = datetime(2027, 5, 3, 9, 30, tzinfo=SOFIA)
ON = date(2027, 4, 22)
ACTS = {
    "decision": Act("decision", "412", ON, "Решение № 412 по протокол № 18/22.04.2027 г."),
    "order": Act("order", "РД-01-1200", ON, "Заповед № РД-01-1200/22.04.2027 г."),
    "minutes": Act("minutes", "1", ON, "Протокол № 1/22.04.2027 г."),
}


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    law, clock = load_law(), FixedClock(NOW)
    store = open_store(Options(tmp_path, clock, HEAD))
    yield Services(store, law, law.calendar(), HEAD, clock, tmp_path)
    store.close()


def laureate(act: Act | None) -> LaureateInput:
    return LaureateInput(
        year=2027,
        given="Радослава",
        middle="Петрова",
        family="Минчева",
        motive="за принос",
        act=act,
    )


@pytest.mark.parametrize(
    ("award", "act"),
    [
        pytest.param("PG", "decision", marks=pytest.mark.requirement("R-28-0.1")),
        pytest.param("PZ", "decision", marks=pytest.mark.requirement("R-33-0.1")),
        pytest.param("PZ", "order", marks=pytest.mark.requirement("R-33-0.1")),
        pytest.param("PL", "order", marks=pytest.mark.requirement("R-38-0.1")),
    ],
)
def test_the_act_of_the_ordinance_enters_the_book(services: Services, award: str, act: str):
    services.books.enter(actor=HEAD, award=award, laureates=[laureate(ACTS[act])])
    (row,) = services.books.rows(book=award)
    assert row.entry_no == 1


@pytest.mark.parametrize(
    ("award", "act", "citation"),
    [
        pytest.param("PG", "order", "чл. 28", marks=pytest.mark.requirement("R-28-0.1")),
        pytest.param("PG", "", "чл. 28", marks=pytest.mark.requirement("R-28-0.1")),
        pytest.param("PZ", "minutes", "чл. 33", marks=pytest.mark.requirement("R-33-0.1")),
        pytest.param("PZ", "", "чл. 33", marks=pytest.mark.requirement("R-33-0.1")),
        pytest.param("PL", "decision", "чл. 38", marks=pytest.mark.requirement("R-38-0.1")),
        pytest.param("PL", "", "чл. 38", marks=pytest.mark.requirement("R-38-0.1")),
    ],
)
def test_another_act_or_none_is_refused(services: Services, award: str, act: str, citation: str):
    with pytest.raises(Refused) as refused:
        services.books.enter(actor=HEAD, award=award, laureates=[laureate(ACTS.get(act))])
    assert refused.value.citation == citation


@pytest.mark.requirement("R-5-0.2", "R-5-0.3")
def test_the_books_are_kept_by_the_offices_of_the_ordinance(services: Services):
    keepers = {one.book: (one.keeper, one.citation) for one in services.books.books()}
    assert keepers["PG"] == ("Общински съвет – Русе", "чл. 5, тире 1")
    office = ("Отдел „Връзки с обществеността“", "чл. 5, тире 2")
    assert keepers["PZ"] == keepers["PL"] == office


@pytest.mark.requirement("R-17-0.3")
def test_the_badge_has_a_register_that_is_opened_with_a_reason(services: Services):
    with pytest.raises(Refused):
        services.books.enter(actor=HEAD, award="ZN", laureates=[laureate(ACTS["order"])])
    services.books.open_book(
        actor=HEAD,
        award="ZN",
        keeper="Дирекция „Хуманитарни дейности“",
        reason="Регистър на връчените значки по чл. 17.",
    )
    services.books.enter(actor=HEAD, award="ZN", laureates=[laureate(ACTS["order"])])
    (row,) = services.books.rows(book="ZN")
    assert row.entry_no == 1
