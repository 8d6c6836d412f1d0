"""Office holders on a real file: who signs on a day, „за“ by an order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from ruse_desktop.domain.office_holders import HolderInput, Office, State
from ruse_desktop.domain.registers import RegisterFilter
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.services.diplomas import default_signatories
from ruse_desktop.services.facade import Services
from ruse_desktop.services.office_holders import signers_in
from tests.ui.filling import services
from tests.ui.windows import ACTOR

NOW = datetime(2027, 8, 2, 9, 0, tzinfo=SOFIA)
TODAY = NOW.date()
TITLE = "Кмет на Община Русе"
MAYOR = HolderInput(Office.MAYOR, TITLE, "Борис Марев", date(2023, 11, 13))
ACTING = HolderInput(
    Office.MAYOR, TITLE, "Ива Бонева", date(2027, 8, 2), date(2027, 8, 13), acting=True,
    act="заповед № 12/30.07.2027 г.",
)  # fmt: skip
WHY = "вписано два пъти по погрешка"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Services]:
    with services(tmp_path, NOW) as made:
        yield made


@pytest.mark.requirement("R-X-0.6")
def test_while_the_mayor_is_on_leave_another_signs_for_him(house: Services) -> None:
    assert house.office_holders.signatory(Office.MAYOR) is None
    house.office_holders.add(MAYOR, actor=ACTOR)
    house.office_holders.add(ACTING, actor=ACTOR)
    signs = house.office_holders.signatory(Office.MAYOR)
    assert signs is not None
    assert signs.role == "за Кмет на Община Русе"
    assert signs.said == "за Кмет на Община Русе, заповед № 12/30.07.2027 г.: Ива Бонева"
    for day, name in (
        (date(2027, 8, 1), "Борис Марев"), (date(2027, 8, 13), "Ива Бонева"),
        (date(2027, 8, 14), "Борис Марев"),
    ):  # fmt: skip
        found = house.office_holders.signatory(Office.MAYOR, day)
        assert found is not None
        assert found.name == name
    assert house.office_holders.signatory(Office.MAYOR, date(2023, 11, 12)) is None


def test_two_mayors_at_a_time_are_refused_and_lines_are_kept(house: Services) -> None:
    first = house.office_holders.add(MAYOR, actor=ACTOR)
    after = replace(MAYOR, name="Явор Колев", since=date(2027, 11, 12))
    with pytest.raises(Refused):
        house.office_holders.add(after, actor=ACTOR)
    house.office_holders.correct(first.id, replace(MAYOR, until=date(2027, 11, 11)), actor=ACTOR)
    second = house.office_holders.add(after, actor=ACTOR)
    assert second.state(TODAY) is State.AHEAD
    for wrong in (
        replace(ACTING, act=""), replace(ACTING, until=None), replace(MAYOR, name=" "),
        replace(MAYOR, until=date(2020, 1, 1)), replace(MAYOR, since=None),
    ):  # fmt: skip
        with pytest.raises(UserError):
            house.office_holders.add(wrong, actor=ACTOR)
    register = house.office_holders

    def listed(**choices: str) -> list[str]:
        wanted = RegisterFilter(choices=tuple(choices.items()))
        return [one.texts[1] for one in register.rows(register.keys(wanted))]

    assert listed() == ["Явор Колев", "Борис Марев"]
    assert listed(state="now") == ["Борис Марев"]
    assert register.sheet(RegisterFilter(text="явор кмет")).lines == (
        (TITLE, "Явор Колев", date(2027, 11, 12), "", "", "", ""),
    )
    assert dict(register.card(first.id).rows)["Днес подписва"] == f"{TITLE}: Борис Марев"
    assert [one.kind for one in house.search.find("явор колев")] == ["office-holder"]
    register.strike(second.id, WHY, actor=ACTOR)
    assert listed() == ["Борис Марев"]
    with pytest.raises(IntegrityError), house.store.write(ACTOR, "x") as tx:
        tx.session.execute(text("DELETE FROM office_holder"))


@pytest.mark.requirement("R-X-0.6")
def test_papers_seal_and_permits_begin_with_who_signs_today(house: Services) -> None:
    assert house.seal.usual_signatory() == TITLE
    house.office_holders.add(MAYOR, actor=ACTOR)
    assert house.seal.usual_signatory() == "Кмет на Община Русе Борис Марев"
    usual = house.permit_steps.usual()
    assert (usual.signed_by, usual.acting, usual.order_no) == ("Борис Марев", False, "")
    house.office_holders.add(ACTING, actor=ACTOR)
    usual = house.permit_steps.usual()
    assert (usual.signed_by, usual.acting) == ("Ива Бонева", True)
    assert (usual.order_no, usual.order_on) == ("12", date(2027, 7, 30))
    with house.store.read() as session:
        signers = signers_in(session, TODAY)
    mayor, chair = default_signatories(house.law, act_kind="decision", signers=signers)
    assert mayor.role == "за Кмет на Община Русе, заповед № 12/30.07.2027 г."
    assert (mayor.name, chair.role) == ("Ива Бонева", "Председател на Общинския съвет")
