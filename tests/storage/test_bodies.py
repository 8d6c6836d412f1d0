"""Bodies and their members by dates on a real file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from ruse_desktop.documents import registers
from ruse_desktop.domain.bodies import BodyInput, Kind, MemberInput, State
from ruse_desktop.domain.registers import RegisterFilter
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.services.facade import Services
from tests.ui.filling import services
from tests.ui.windows import ACTOR
from tests.unit.pdf_reading import words

NOW = datetime(2025, 4, 1, 9, 0, tzinfo=SOFIA)
TODAY = NOW.date()
COUNCIL = BodyInput(
    "Обществен съвет по култура", Kind.PUBLIC, date(2024, 1, 1), date(2027, 12, 31),
    "решение № 118", "чл. 18 ЗЗРК", "Мария Колева",
)  # fmt: skip
WHY = "вписано два пъти по погрешка"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Services]:
    with services(tmp_path, NOW) as made:
        yield made


@pytest.mark.requirement("R-F20-0.1")
def test_who_came_in_march_is_not_offered_for_a_session_in_february(house: Services) -> None:
    made = house.bodies.add(COUNCIL, actor=ACTOR)
    for n in range(14):
        house.bodies.appoint(made.id, MemberInput(f"Член {n}", COUNCIL.since), actor=ACTOR)
    late = MemberInput("Ива Бонева", date(2025, 3, 1), role="председател", act="решение № 402")
    whole = house.bodies.appoint(made.id, late, actor=ACTOR)
    assert (len(whole.members), whole.typed.act) == (15, "решение № 118")
    assert "Ива Бонева" not in house.bodies.members_on(made.id, date(2025, 2, 20))
    assert len(house.bodies.members_on(made.id, date(2025, 2, 20))) == 14
    assert "Ива Бонева" in house.bodies.members_on(made.id, date(2025, 3, 1))
    assert house.bodies.members_on(made.id, date(2028, 1, 1)) == ()
    card = house.bodies.card(made.id)
    assert dict(card.rows)["Днес"] == "15 членове"
    assert card.tables[0].rows[14] == (
        "Ива Бонева, председател", "01.03.2025", "", "решение № 402",
    )  # fmt: skip
    sheet = house.bodies.sheet(RegisterFilter(text="бонева"))
    assert "Ива Бонева (председател)" in sheet.lines[0][5]
    assert "Обществен съвет по култура" in words(registers.render(sheet), 0)
    assert [one.kind for one in house.search.find("обществен съвет")] == ["body"]


def test_a_member_leaves_may_come_again_and_cannot_sit_twice(house: Services) -> None:
    made = house.bodies.add(COUNCIL, actor=ACTOR)
    one = MemberInput("Ива Бонева", date(2024, 1, 1))
    (kept,) = house.bodies.appoint(made.id, one, actor=ACTOR).members
    with pytest.raises(Refused):
        house.bodies.appoint(made.id, replace(one, name="ива бонева"), actor=ACTOR)
    with pytest.raises(UserError):
        house.bodies.dismiss(made.id, kept.id, date(2023, 12, 31), "", actor=ACTOR)
    house.bodies.dismiss(made.id, kept.id, date(2024, 6, 30), "заявление", actor=ACTOR)
    again = house.bodies.appoint(made.id, replace(one, since=date(2025, 1, 1)), actor=ACTOR)
    assert [one.typed.act for one in again.members] == ["заявление", ""]
    assert [len(again.on(day)) for day in (date(2024, 6, 30), date(2024, 7, 1), TODAY)] == [1, 0, 1]
    with pytest.raises(NotFound):
        house.bodies.dismiss(made.id, 99, TODAY, "", actor=ACTOR)
    for wrong in (
        replace(one, name=" "), replace(one, since=date(2023, 12, 31), name="Друг"),
        replace(one, until=date(2028, 1, 1), name="Друг"), replace(one, since=None),
    ):  # fmt: skip
        with pytest.raises(UserError):
            house.bodies.appoint(made.id, wrong, actor=ACTOR)
    with pytest.raises(UserError):
        house.bodies.correct(made.id, replace(COUNCIL, until=date(2020, 1, 1)), actor=ACTOR)
    struck = house.bodies.strike(made.id, WHY, actor=ACTOR)
    assert (struck.state(TODAY), struck.on(TODAY)) == (State.STRUCK, ())
    keys = house.bodies.keys(RegisterFilter(choices=(("state", "struck"), ("kind", "public"))))
    assert [row.texts[4] for row in house.bodies.rows(keys)] == ["зачеркнат"]
    with pytest.raises(IntegrityError), house.store.write(ACTOR, "x") as tx:
        tx.session.execute(text("DELETE FROM body_member"))
