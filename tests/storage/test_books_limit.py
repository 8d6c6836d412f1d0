"""The act's cap on laureates a year: refused where it forbids, with a reason where it only warns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from ruse_desktop.app import Options, load_law, open_store
from ruse_desktop.domain.books import OVER_LIMIT_WARNS, Act, LaureateInput
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.services.books import BookService
from tests.storage.books_world import ACTOR

WHY = "двама равностойни носители по доклад на комисията"


@pytest.fixture
def books(tmp_path: Path) -> Iterator[BookService]:
    """The books of the ordinance over an empty database."""
    clock = FixedClock(datetime(2026, 12, 10, 10, tzinfo=SOFIA))
    store = open_store(Options(tmp_path, clock, ACTOR))
    law = load_law()
    made = BookService(store, law)
    for award in law.at(clock.today()).awards:
        if award.book is not None and award.book.proposed:
            made.open_book(actor=ACTOR, award=award.code, reason="по решение на дирекцията")
    yield made
    store.close()


def laureate(family: str, year: int = 2026) -> LaureateInput:
    """A laureate by an order of the mayor."""
    act = Act("order", "31", date(year, 12, 1), f"Акт № 31/01.12.{year} г.")
    return LaureateInput(year, given="Ива", family=family, motive="за отличен успех", act=act)


@pytest.mark.requirement("R-69-1.1")
def test_fourth_student_of_the_year_is_refused_with_the_article(books: BookService) -> None:
    three = [laureate(name) for name in ("Бонева", "Ганева", "Донева")]
    assert len(books.enter(actor=ACTOR, award="SG", laureates=three)) == 3
    fourth = [laureate("Жекова")]
    with pytest.raises(Refused) as refused:
        books.enter(actor=ACTOR, award="SG", laureates=fourth, why_more=WHY)
    assert refused.value.citation == "чл. 69, ал. 1"
    assert "има 3, вписват се още 1; годишно се допуска най-много 3" in refused.value.message
    assert len(books.rows("SG")) == 3
    last_year = [laureate("Жекова", 2025)]
    assert len(books.enter(actor=ACTOR, award="SG", laureates=last_year)) == 1


@pytest.mark.requirement("R-69-1.1")
def test_four_at_once_are_refused_whole(books: BookService) -> None:
    four = [laureate(name) for name in ("Бонева", "Ганева", "Донева", "Жекова")]
    with pytest.raises(Refused):
        books.enter(actor=ACTOR, award="SG", laureates=four)
    assert books.rows("SG") == ()


@pytest.mark.requirement("R-74g-1.3")
def test_cap_that_only_warns_is_passed_with_a_reason_kept_in_the_entry(books: BookService) -> None:
    books.enter(actor=ACTOR, award="MT", laureates=[laureate("Бонева")])
    second = [laureate("Ганева")]
    for why in ("", "кратко"):
        with pytest.raises(Refused) as refused:
            books.enter(actor=ACTOR, award="MT", laureates=second, why_more=why)
        assert (refused.value.code, refused.value.citation) == (OVER_LIMIT_WARNS, "чл. 74г, ал. 1")
    (row,) = books.enter(actor=ACTOR, award="MT", laureates=second, why_more=WHY)
    assert books.detail("MT", row.seq).note == WHY
