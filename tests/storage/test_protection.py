"""Protected signs and names on a real file: terms, reminders, renewals, papers (§ 2 ПЗР)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from ruse_desktop.documents import registers
from ruse_desktop.domain.protection import MarkInput, MarkState
from ruse_desktop.domain.registers import RegisterFilter
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.services.facade import Services
from ruse_desktop.services.today_protection import waiting_protection
from tests.ui.filling import services
from tests.ui.windows import ACTOR
from tests.unit.pdf_reading import words

NOW = datetime(2027, 9, 3, 11, 0, tzinfo=SOFIA)
TODAY = NOW.date()
TYPED = MarkInput(
    "Герб на Община Русе", "protect-mark", "Патентно ведомство", "emblem", "2017/55",
    date(2017, 10, 2), "98765", date(2018, 3, 1), date(2028, 3, 1), "16, 25", "Мария Колева",
)  # fmt: skip
NAME = replace(
    TYPED, name="Русенско грозде", kind="protect-origin", symbol="", number="", filed_no="НП-4",
    registered_on=None, expires_on=None,
)  # fmt: skip
WHY = "заменена от нова регистрация"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Services]:
    with services(tmp_path, NOW) as made:
        yield made


def waiting(house: Services, day: date) -> dict[str, str]:
    with house.store.read() as session:
        found = waiting_protection(session, house.practice, day)
    return {one.sort: f"{one.text}: {one.records[0].name}" for one in found}


@pytest.mark.requirement("R-PZR2-0.3")
def test_a_mark_is_remembered_before_its_term_and_renewed(house: Services) -> None:
    made = house.protection.add(TYPED, actor=ACTOR)
    house.protection.add(NAME, actor=ACTOR)
    assert made.reminder_on(house.protection.days) == date(2027, 9, 3)
    assert waiting(house, date(2027, 9, 2)) == {}
    assert waiting(house, TODAY) == {
        "protection-soon": "1 закрила изтича скоро: Герб на Община Русе – до 01.03.2028"
    }
    groups = {one.sort: one for one in house.today.view().waiting}
    assert groups["protection-soon"].records[0].id == made.id
    assert list(waiting(house, date(2028, 3, 2))) == ["protection-late"]
    renewed = house.protection.renew(
        made.id, on=TODAY, expires_on=date(2038, 3, 1), number="Р-12", actor=ACTOR
    )
    assert renewed == house.protection.get(made.id)
    assert renewed.typed.expires_on == date(2038, 3, 1)
    (renewal,) = renewed.renewals
    assert (renewal.before, renewal.expires_on) == (date(2028, 3, 1), date(2038, 3, 1))
    assert waiting(house, TODAY) == {}
    with pytest.raises(IntegrityError), house.store.write(ACTOR, "x") as tx:
        tx.session.execute(text("DELETE FROM protected_mark_renewal"))


def test_the_kinds_come_from_the_law_and_name_the_act_outside_it(house: Services) -> None:
    kinds = {one.code: one for one in house.protection.kinds()}
    assert len(kinds) == 4
    assert {str(one.citation) for one in kinds.values()} == {"§ 2 ПЗР"}
    assert "Парижката конвенция" in kinds["protect-state"].full


def test_days_that_contradict_and_numbers_entered_twice_are_refused(house: Services) -> None:
    made = house.protection.add(TYPED, actor=ACTOR)
    wrong: tuple[dict[str, object], ...] = (
        {"name": " "}, {"office": ""}, {"kind": "unknown"}, {"number": ""},
        {"filed_on": date(2018, 3, 2)}, {"expires_on": date(2018, 3, 1)},
        {"registered_on": date(2027, 9, 4)}, {"filed_on": None, "registered_on": None},
    )  # fmt: skip
    for one in wrong:
        with pytest.raises(UserError):
            house.protection.add(replace(TYPED, **one), actor=ACTOR)  # type: ignore[arg-type]  # its fields
    with pytest.raises(Refused, match="вече е вписана: „Герб на Община Русе“"):
        house.protection.add(TYPED, actor=ACTOR)
    for on, until in ((TODAY, date(2028, 3, 1)), (date(2027, 9, 4), date(2038, 3, 1))):
        with pytest.raises(UserError):
            house.protection.renew(made.id, on=on, expires_on=until, actor=ACTOR)
    named = house.protection.add(NAME, actor=ACTOR)
    with pytest.raises(Refused, match="няма срок"):
        house.protection.renew(named.id, on=TODAY, expires_on=date(2030, 1, 1), actor=ACTOR)
    with pytest.raises(NotFound):
        house.protection.get(99)


def test_what_is_ended_is_neither_renewed_nor_reminded_of(house: Services) -> None:
    made = house.protection.add(TYPED, actor=ACTOR)
    with pytest.raises(UserError, match="кратка"):
        house.protection.end(made.id, on=TODAY, reason="не", actor=ACTOR)
    ended = house.protection.end(made.id, on=TODAY, reason=WHY, actor=ACTOR)
    assert ended.state(TODAY, 180) is MarkState.ENDED
    assert waiting(house, TODAY) == {}
    with pytest.raises(Refused, match="прекратена"):
        house.protection.renew(made.id, on=TODAY, expires_on=date(2038, 3, 1), actor=ACTOR)


def test_a_term_once_renewed_is_not_corrected_but_the_rest_is(
    house: Services, tmp_path: Path
) -> None:
    made = house.protection.add(TYPED, actor=ACTOR)
    changed = house.protection.correct(
        made.id, replace(TYPED, expires_on=date(2028, 4, 1), classes="16"), actor=ACTOR
    )
    assert changed.typed.classes == "16"
    house.protection.renew(made.id, on=TODAY, expires_on=date(2038, 4, 1), actor=ACTOR)
    with pytest.raises(Refused, match="подновяван"):
        house.protection.correct(made.id, TYPED, actor=ACTOR)
    scan = tmp_path / "свидетелство.pdf"
    scan.write_bytes(b"%PDF-1.7 scan")
    house.protection.attach(made.id, scan, actor=ACTOR)
    with pytest.raises(Refused, match="вече е приложен"):
        house.protection.attach(made.id, scan, actor=ACTOR)
    (kept,) = house.protection.get(made.id).files
    assert house.attachments.sweep() == 0
    assert house.attachments.path_of(kept.sha256, kept.suffix).read_bytes() == scan.read_bytes()


def test_the_register_is_filtered_by_state_and_printed(house: Services) -> None:
    house.protection.add(TYPED, actor=ACTOR)
    house.protection.add(NAME, actor=ACTOR)
    old = replace(TYPED, name="Стар знак", number="1", expires_on=date(2020, 1, 1))
    house.protection.add(old, actor=ACTOR)
    held = replace(TYPED, name="Нов знак", number="2", expires_on=date(2035, 1, 1))
    house.protection.add(held, actor=ACTOR)
    for state, names in (
        ("soon", ["Герб на Община Русе"]), ("filed", ["Русенско грозде"]),
        ("expired", ["Стар знак"]), ("held", ["Нов знак"]), ("ended", []),
    ):  # fmt: skip
        keys = house.protection.keys(RegisterFilter(choices=(("state", state),)))
        rows = house.protection.rows(keys)
        assert [row.texts[0] for row in rows] == names
    keys = house.protection.keys(RegisterFilter())
    states = {row.texts[0]: row.texts[-1] for row in house.protection.rows(keys)}
    assert states == {
        "Стар знак": "изтекло", "Герб на Община Русе": "изтича", "Нов знак": "закриляно",
        "Русенско грозде": "заявено",
    }  # fmt: skip
    assert list(states) == ["Стар знак", "Герб на Община Русе", "Нов знак", "Русенско грозде"]
    said = words(registers.render(house.protection.sheet(RegisterFilter())), 0)
    for part in ("§ 2 ПЗР", "98765", "без срок", "Общо 4 записа"):
        assert part in said
