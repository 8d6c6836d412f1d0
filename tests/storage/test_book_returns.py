"""Sign and certificate given back after a revocation, each by itself; overdue on the first page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from ruse_desktop.app import Options, load_law, open_store
from ruse_desktop.documents import letters
from ruse_desktop.domain.book_hand_over import HandOverInput
from ruse_desktop.domain.book_returns import ReturnInput
from ruse_desktop.domain.book_revocation import CouncilVote, RevocationInput
from ruse_desktop.domain.books import Act, LaureateInput
from ruse_desktop.domain.revocation import RevocationFacts
from ruse_desktop.domain.stock import BatchInput, Design, Item
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.services.facade import Services
from tests.storage.books_world import ACTOR
from tests.unit.pdf_reading import words

CHAIR = "Председателят на Общинския съвет"
EVE = date(2026, 5, 5)
SIGN = "PG:sign"


def services(folder: Path, day: date) -> Services:
    """All services on the ordinance as of a day."""
    clock, law = FixedClock(datetime(day.year, day.month, day.day, 10, tzinfo=SOFIA)), load_law()
    store = open_store(Options(folder, clock, ACTOR))
    return Services(store, law, law.calendar(), ACTOR, clock, folder)


@pytest.fixture
def s(tmp_path: Path) -> Iterator[Services]:
    """An honorary citizen with sign № 40, taken away on 20.05.2027; today is 22.06.2027."""
    made = services(tmp_path, date(2027, 6, 22))
    act = Act("decision", "310", date(2026, 4, 16), "Решение № 310/16.04.2026 г.")
    one = LaureateInput(2026, given="Стоил", family="Радулов", act=act)
    (row,) = made.books.enter(actor=ACTOR, award="PG", laureates=[one])
    made.stock.settle(actor=ACTOR, code=SIGN, minimum=0, numbered=True)
    batch = BatchInput(date(2026, 3, 2), document="Фактура № 12", first="40", last="41")
    made.stock.receive(actor=ACTOR, code=SIGN, batch=batch)
    design = Design("decision", "118", date(2025, 3, 19))
    made.stock.record_design(actor=ACTOR, code=SIGN, design=design)
    given = HandOverInput(EVE, CHAIR, items=(Item(row.seq, SIGN, "40"),))
    made.hand_overs.record(actor=ACTOR, book="PG", seqs=[row.seq], asked=given)
    taken = RevocationInput(
        Act("decision", "345", date(2027, 5, 20), "Решение № 345/20.05.2027 г."),
        initiator="Удостоения",
        protocol="12",
        facts=RevocationFacts(ground=3, statement_no="30-19", statement_on=date(2027, 4, 28)),
        vote=CouncilVote(51, 45, 23, 10, 12),
    )
    made.revocations.record(actor=ACTOR, book="PG", seq=row.seq, asked=taken)
    yield made
    made.store.close()


def overdue(s: Services) -> list[tuple[str, str, str]]:
    """The overdue terms of the first page: what, whose, by which provision."""
    view = s.today.view()
    late = [one for one in view.terms if one.deadline.purpose == "return" and one.days < 0]
    waits = [len(one.records) for one in view.waiting if one.sort == "returns"]
    assert waits == ([len(late)] if late else [])
    return [(one.title, one.detail, str(one.deadline.citation)) for one in late]


@pytest.mark.requirement("R-29a-3.2")
def test_each_thing_comes_back_by_itself_and_the_rest_is_overdue(s: Services) -> None:
    both = "Връщане: удостоверение и отличителен знак № 40"
    assert overdue(s) == [(both, "Стоил Радулов", "чл. 29а, ал. 3")]
    given = ReturnInput("sign", date(2027, 6, 10), "Стоил Радулов", "запазен")
    case = s.returns.record(actor=ACTOR, book="PG", seq=2, given=given)
    assert [(one.name, one.state.replace("\xa0", " ")) for one in case.things] == [
        ("Удостоверение", "не е върнато"),
        ("Отличителен знак", "върнато на 10.06.2027 г."),
    ]
    assert [one[0] for one in overdue(s)] == ["Връщане: удостоверение"]
    with pytest.raises(Refused, match="вече е върнато"):
        s.returns.record(actor=ACTOR, book="PG", seq=2, given=given)
    paper = ReturnInput("certificate", date(2027, 6, 22), "Стоил Радулов", serial="40")
    s.returns.record(actor=ACTOR, book="PG", seq=2, given=paper)
    assert overdue(s) == []
    assert "удостоверение № 40" in s.books.detail("PG", 2).history[-1].text
    assert s.books.verify().intact


def test_what_came_back_lies_in_the_stock_as_returned(s: Services) -> None:
    assert [one.text for one in s.stock.held("PG", 2)] == ["Отличителен знак № 40"]
    given = ReturnInput("sign", date(2027, 6, 10), "Стоил Радулов", "надраскан")
    s.returns.record(actor=ACTOR, book="PG", seq=2, given=given)
    assert s.stock.held("PG", 2) == ()
    card = s.stock.card(SIGN)
    assert (card.line.new, card.line.returned) == (1, 1)
    assert card.moves[-1].condition == "надраскан"


def test_death_or_refusal_is_a_remark_and_may_end_the_waiting(s: Services) -> None:
    s.returns.remark(actor=ACTOR, book="PG", seq=2, attribute="sign", text="отказва да го върне")
    assert "знак № 40" in overdue(s)[0][0]
    for thing in ("sign", "certificate"):
        case = s.returns.remark(
            actor=ACTOR,
            book="PG",
            seq=2,
            attribute=thing,
            text="починал на 01.06.2027",
            waived=True,
        )
    assert overdue(s) == []
    assert [len(one.remarks) for one in case.things] == [1, 2]


@pytest.mark.requirement("R-29a-3.3")
def test_letter_names_things_day_place_and_hours(s: Services) -> None:
    letter = s.returns.letter("PG", 2, place="стая 305, пл. „Свобода“ 6", hours="8:30–17:00 ч.")
    said = words(letters.render(letter), 0).replace("\xa0", " ")
    for part in ("отличителен знак № 40", "удостоверение", "до 21.06.2027 г. включително", "стая 305",
                 "8:30–17:00", "Решение № 345/20.05.2027", "ГОСПОДИН РАДУЛОВ", "чл. 29а, ал. 3"):  # fmt: skip
        assert part in said


def test_nothing_is_awaited_where_nothing_was_taken_away(s: Services) -> None:
    act = Act("decision", "311", date(2026, 4, 16), "Решение № 311/16.04.2026 г.")
    one = LaureateInput(2026, given="Ива", family="Ганева", act=act)
    (row,) = s.books.enter(actor=ACTOR, award="PG", laureates=[one])
    assert s.returns.case("PG", row.seq) is None
    with pytest.raises(NotFound):
        s.returns.remark(actor=ACTOR, book="PG", seq=row.seq, attribute="sign", text="няма")
    ahead = ReturnInput("sign", date(2027, 7, 1), "Стоил Радулов")
    with pytest.raises(UserError, match="бъдеща"):
        s.returns.record(actor=ACTOR, book="PG", seq=2, given=ahead)
