"""Competitions on a real file: entries by number, hidden authors, the result."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from ruse_desktop.documents import registers
from ruse_desktop.domain.competitions import CompetitionInput, EntryInput, Placing, State
from ruse_desktop.domain.registers import RegisterFilter
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.services.facade import Services
from tests.ui.filling import services
from tests.ui.windows import ACTOR
from tests.unit.pdf_reading import words

NOW = datetime(2027, 3, 12, 9, 0, tzinfo=SOFIA)
TODAY = NOW.date()
SIGN = CompetitionInput(
    "Отличителен знак", date(2027, 1, 11), date(2027, 3, 1), "чл. 36", "сайт", prize="500 €",
    jury=("Рая Илиева", "Явор Минков"), jury_act="заповед № 5",
)  # fmt: skip
WHY = "вписано два пъти по погрешка"
ACT = "протокол № 1"
ALL = RegisterFilter()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Services]:
    with services(tmp_path, NOW) as made:
        yield made


def works(house: Services, key: int, count: int, on: date = date(2027, 2, 1)) -> None:
    for n in range(1, count + 1):
        house.competitions.enter(key, EntryInput(on, f"девиз {n}"), actor=ACTOR)


@pytest.mark.requirement("R-F21-0.1")
def test_eleven_anonymous_entries_and_one_winner(house: Services) -> None:
    made = house.competitions.add(SIGN, actor=ACTOR)
    assert made.state(date(2027, 3, 1)) is State.OPEN
    assert made.state(date(2027, 3, 2)) is State.JUDGING
    works(house, made.id, 11)
    with pytest.raises(Refused):
        house.competitions.enter(made.id, EntryInput(TODAY, author="Ива Бонева"), actor=ACTOR)
    with pytest.raises(Refused):
        house.competitions.set_author(made.id, 4, "Ива Бонева", actor=ACTOR)
    rows = house.competitions.card(made.id).tables[0].rows
    assert (len(rows), rows[3][:1], {row[3] for row in rows}) == (
        11,
        ("4",),
        {"скрит"},
    )
    (waiting,) = [one for one in house.today.view().waiting if one.kind == "competition"]
    assert waiting.text == "1 конкурс чака резултат"
    decided = house.competitions.decide(
        made.id, TODAY, ACT, [Placing(4, 1, "500 €")], "единодушно", actor=ACTOR
    )
    assert (decided.state(TODAY), [one.number for one in decided.placed]) == (State.DECIDED, [4])
    house.competitions.set_author(made.id, 4, "Ива Бонева", actor=ACTOR)
    assert house.competitions.card(made.id).tables[0].rows[3][3:] == ("Ива Бонева", "I – 500 €")
    sheet = house.competition_register.sheet(ALL)
    assert sheet.lines[0][4:6] == (11, "Рая Илиева, Явор Минков")
    assert sheet.lines[0][7] == "№ 4 – Ива Бонева"
    assert "№ 4 – Ива Бонева" in words(registers.render(sheet), 0)
    assert [one.kind for one in house.search.find("отличителен")] == ["competition"]
    with pytest.raises(Refused):
        house.competitions.undecide(made.id, WHY, actor=ACTOR)


def test_late_and_excluded_entries_get_no_place(house: Services) -> None:
    made = house.competitions.add(SIGN, actor=ACTOR)
    works(house, made.id, 2)
    house.competitions.enter(made.id, EntryInput(date(2027, 3, 2), "късно"), actor=ACTOR)
    house.competitions.exclude(made.id, 2, "подписана е с име на автора", actor=ACTOR)
    for number, place in ((3, 1), (2, 1)):
        with pytest.raises(Refused):
            house.competitions.decide(made.id, TODAY, ACT, [Placing(number, place)], actor=ACTOR)
    with pytest.raises(Refused):
        twice = [Placing(1, 1), Placing(1, 2)]
        house.competitions.decide(made.id, TODAY, ACT, twice, actor=ACTOR)
    with pytest.raises(NotFound):
        house.competitions.decide(made.id, TODAY, ACT, [Placing(9, 1)], actor=ACTOR)
    with pytest.raises(UserError):
        house.competitions.decide(made.id, TODAY, " ", [], actor=ACTOR)
    with pytest.raises(Refused):
        house.competitions.decide(made.id, date(2027, 3, 1), ACT, [], actor=ACTOR)
    assert all(one.place is None for one in house.competitions.get(made.id).entries)
    marks = [row[4] for row in house.competitions.card(made.id).tables[0].rows]
    assert marks == ["", "изключена: подписана е с име на автора", "след срока"]
    house.competitions.decide(made.id, TODAY, ACT, [Placing(1, 1)], actor=ACTOR)
    back = house.competitions.undecide(made.id, WHY, actor=ACTOR)
    assert (back.state(TODAY), back.placed) == (State.JUDGING, ())
    none = house.competitions.decide(made.id, TODAY, ACT, [], actor=ACTOR)
    assert none.state(TODAY) is State.UNAWARDED
    with pytest.raises(Refused):
        house.competitions.enter(made.id, EntryInput(TODAY), actor=ACTOR)


def test_competitions_are_filtered_corrected_and_struck_out(house: Services) -> None:
    made = house.competitions.add(SIGN, actor=ACTOR)
    named = house.competitions.add(
        replace(SIGN, subject="Песен", anonymous=False, deadline=date(2027, 6, 1), jury=()),
        actor=ACTOR,
    )
    entry = house.competitions.enter(named.id, EntryInput(TODAY, author="Ния Колева"), actor=ACTOR)
    assert (entry.number, entry.typed.author) == (1, "Ния Колева")
    with pytest.raises(Refused):
        house.competitions.correct(named.id, replace(named.typed, anonymous=True), actor=ACTOR)
    for wrong in (
        replace(SIGN, subject=""), replace(SIGN, deadline=date(2027, 1, 10)),
        replace(SIGN, announced_on=None),
    ):  # fmt: skip
        with pytest.raises(UserError):
            house.competitions.correct(made.id, wrong, actor=ACTOR)
    register = house.competition_register

    def listed(**choices: str) -> list[tuple[str, ...]]:
        wanted = RegisterFilter(choices=tuple(choices.items()))
        return [one.texts for one in register.rows(register.keys(wanted, "subject"))]

    assert listed(state="open") == [("Песен", "11.01.2027", "01.06.2027", "1", "приема творби")]
    assert [one[0] for one in listed()] == ["Отличителен знак", "Песен"]
    house.competitions.strike(made.id, WHY, actor=ACTOR)
    assert [one[0] for one in listed()] == ["Песен"]
    assert [one[4] for one in listed(state="struck")] == ["зачеркнат"]
    (term,) = [
        one
        for one in house.events.occurrences(TODAY, date(2027, 6, 30))
        if one.kind == "competition"
    ]
    assert (term.when.on, term.title) == (date(2027, 6, 1), "Краен срок на конкурс: Песен")
    with pytest.raises(IntegrityError), house.store.write(ACTOR, "x") as tx:
        tx.session.execute(text("DELETE FROM competition_entry"))
