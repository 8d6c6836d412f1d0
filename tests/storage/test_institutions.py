"""Cultural institutions on a real file: cards, the periodic look, paper, labels, import."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from ruse_desktop.documents import guest_cards, pages, papers, registers
from ruse_desktop.domain.eik import is_eik
from ruse_desktop.domain.institutions import Form, Institution, InstitutionInput, State
from ruse_desktop.domain.people import OrganisationInput
from ruse_desktop.domain.register_cards import card_paper
from ruse_desktop.domain.registers import RegisterFilter
from ruse_desktop.domain.rules import NomineeKind, ProposerKind
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.services.facade import Services
from tests.ui.filling import services
from tests.ui.windows import ACTOR
from tests.unit.pdf_reading import words

NOW = datetime(2027, 3, 2, 10, 0, tzinfo=SOFIA)
TODAY = NOW.date()
ALL = RegisterFilter()
WHY = "вписана два пъти по погрешка"


def institution(name: str, form: Form = Form.COMMUNITY, **more: object) -> InstitutionInput:
    """An institution in Ruse."""
    card = OrganisationInput(
        name, ProposerKind.CULTURAL_INSTITUTE, settlement="Русе", address="ул. „Борисова“ 1",
        representative="Ива Бонева", reg_no="000530632", field="музика",
    )  # fmt: skip
    return replace(InstitutionInput(card, form), **more)  # type: ignore[arg-type]  # its fields


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Services]:
    with services(tmp_path, NOW) as made:
        yield made


def names(house: Services, wanted: RegisterFilter = ALL, order: str = "") -> list[str]:
    register = house.institution_register
    return [one.texts[0] for one in register.rows(register.keys(wanted, order))]


def chosen(**choices: str) -> RegisterFilter:
    return RegisterFilter(choices=tuple(choices.items()))


@pytest.mark.requirement("R-F7-0.1")
def test_an_institution_is_a_card_that_can_propose_at_once(house: Services) -> None:
    made = house.institutions.add(institution("Народно читалище „Зора“"), actor=ACTOR)
    assert [one.name for one in house.people.organisations("зора")] == [made.card.name]
    assert house.institutions.of_card(made.card.id) == made.id
    assert [one.kind for one in house.search.find("зора борисова")] == ["institution"]
    with pytest.raises(Refused):
        house.institutions.add(institution("Народно читалище „Зора“"), actor=ACTOR)
    with pytest.raises(Refused):
        house.institutions.add(
            institution("Народно читалище „Зора“", organisation_id=made.card.id), actor=ACTOR
        )
    old = house.people.save_organisation(
        OrganisationInput("Дом на изкуствата", areas=("arts",), phone="082 1"), actor=ACTOR
    )
    typed = institution("Дом на изкуствата", Form.MUNICIPAL, organisation_id=old.id)
    onto = house.institutions.add(replace(typed, card=replace(old, field="театър")), actor=ACTOR)
    assert (onto.card.id, onto.card.areas, onto.card.phone) == (old.id, ("arts",), "082 1")
    assert names(house) == ["Дом на изкуствата", "Народно читалище „Зора“"]
    assert names(house, RegisterFilter(text="зора бонева 000530632")) == ["Народно читалище „Зора“"]
    assert names(house, chosen(form="municipal")) == ["Дом на изкуствата"]


def test_a_changed_card_is_found_anew_and_a_joined_one_takes_its_institution_along(
    house: Services,
) -> None:
    made = house.institutions.add(institution("Камерен състав „Ехо“"), actor=ACTOR)
    other = house.people.save_organisation(OrganisationInput("Състав „Ехо“"), actor=ACTOR)
    house.people.save_organisation(
        replace(made.card, settlement="Мартен"), actor=ACTOR, organisation_id=made.card.id
    )
    assert names(house, RegisterFilter(text="мартен")) == ["Камерен състав „Ехо“"]
    house.people.merge(NomineeKind.ORGANISATION, other.id, made.card.id, actor=ACTOR)
    assert house.institutions.get(made.id).card.id == other.id
    assert len(names(house)) == 1
    right = replace(house.institutions.get(made.id).typed, website="www.example.bg")
    assert house.institutions.correct(made.id, right, actor=ACTOR).typed.website == "www.example.bg"
    struck = house.institutions.strike(made.id, WHY, actor=ACTOR)
    assert struck.state(TODAY, 12) is State.STRUCK
    assert names(house) == []
    assert house.search.find("борисова") == ()
    with pytest.raises(Refused):
        house.institutions.check(made.id, TODAY, actor=ACTOR)
    with pytest.raises(IntegrityError), house.store.write(ACTOR, "x") as tx:
        tx.session.execute(text("DELETE FROM institution"))


@pytest.mark.requirement("R-F7-0.2")
def test_a_card_checked_a_year_and_a_day_ago_is_on_the_list_for_review(house: Services) -> None:
    def entered(name: str, on: date | None, **more: object) -> Institution:
        return house.institutions.add(institution(name, checked_on=on, **more), actor=ACTOR)

    old = entered("Стара", date(2026, 3, 1))
    entered("На ръба", date(2026, 3, 2))
    entered("Непроверена", None)
    entered("Закрита", None, until=date(2026, 12, 31))
    assert names(house, chosen(state="due")) == ["Непроверена", "Стара"]
    assert names(house, chosen(state="checked")) == ["На ръба"]
    assert names(house, chosen(state="closed")) == ["Закрита"]
    assert (old.state(date(2027, 3, 1), 12), old.state(TODAY, 12)) == (State.CHECKED, State.DUE)
    card = house.institutions.card(old.id)
    assert (card.state, card.warning.split(";")[0]) == (
        "за преглед", "Проверена е преди повече от 12 месеца",
    )  # fmt: skip
    with pytest.raises(UserError):
        house.institutions.check(old.id, date(2027, 3, 3), actor=ACTOR)
    seen = house.institutions.check(old.id, TODAY, actor=ACTOR)
    assert (seen.checked_by, seen.typed.checked_on) == (ACTOR.name, TODAY)
    assert names(house, chosen(state="due")) == ["Непроверена"]
    said = [what for _day, what in house.institutions.card(old.id).history]
    assert said == [f"прегледана – {ACTOR.name}", f"вписана – {ACTOR.name}"]


@pytest.mark.requirement("R-F7-0.3")
def test_forty_two_clubs_are_printed_and_get_labels_on_two_sheets(house: Services) -> None:
    for n in range(42, 0, -1):
        house.institutions.add(institution(f"Читалище {n}"), actor=ACTOR)
    house.institutions.add(institution("Опера", Form.STATE), actor=ACTOR)
    wanted = chosen(form="community")
    sheet = house.institution_register.sheet(wanted)
    assert [line[2] for line in sheet.lines] == [f"Читалище {n}" for n in range(1, 43)]
    assert (sheet.count, sheet.asked) == ("Общо 42 институции", "читалище")
    printed = registers.render(sheet)
    last = pages.page_count(printed) - 1
    assert "Читалище 42" in words(printed, last)
    assert house.institution_register.sheet(ALL).lines[0][0] == "държавна"
    lines = house.institution_register.addresses(wanted)
    size = next(one for one in house.protocol_plans.label_sizes() if one.code == "63.5x38.1")
    pdf = guest_cards.address_labels(lines, size, "Етикети")
    assert (len(lines), pages.page_count(pdf)) == (42, 2)
    assert "Читалище 1 Ива Бонева ул. „Борисова“ 1, Русе" in words(pdf, 0)
    card = house.institutions.card(1)
    paper = papers.render(
        card_paper(
            card, "Културна институция", "x", municipality="Община Русе", unit="", drawn="днес"
        )
    )
    assert "КУЛТУРНА ИНСТИТУЦИЯ Читалище 42" in words(paper, 0)


def test_a_scan_is_kept_and_taken_out_with_a_reason(house: Services, tmp_path: Path) -> None:
    made = house.institutions.add(institution("Музей", Form.REGIONAL), actor=ACTOR)
    scan = tmp_path / "решение.pdf"
    scan.write_bytes(b"%PDF-1.4\n" + b"0" * 200)
    kept = house.register_files.attach("institution", made.id, scan, actor=ACTOR)
    with pytest.raises(Refused):
        house.register_files.attach("institution", made.id, scan, actor=ACTOR)
    assert house.institutions.card(made.id).files == (kept,)
    assert house.attachments.sweep() == 0
    house.register_files.detach(kept.id, WHY, actor=ACTOR)
    assert house.institutions.card(made.id).files == ()


def test_a_table_is_looked_at_line_by_line_and_brought_in_at_once(
    house: Services, tmp_path: Path
) -> None:
    house.institutions.add(institution("Държавна опера", Form.STATE), actor=ACTOR)
    card = house.people.save_organisation(
        OrganisationInput("Читалище „Изгрев“", phone="082 5"), actor=ACTOR
    )
    path = tmp_path / "институции.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for n, row in enumerate((
        ("Наименование", "Град", "Председател", "Булстат", "Актуално към"),
        ("Читалище „Изгрев“", "Русе", "Рая Илиева", "000530633", "01.02.2027"),
        ("Държавна опера", "Русе", "", "", ""),
        ("Фондация „Мост“", "", "", "000530632", ""),
        ("Фондация „Мост“", "", "", "", ""),
        ("", "Русе", "Без Име", "", ""),
        ("Галерия", "Русе", "", "", "31.12.2027"),
    )):  # fmt: skip
        sheet.write_row(n, 0, row)
    book.close()
    seen = house.register_imports["institutions"].preview(path)
    assert dict(seen.mapping) == {
        "name": "Наименование", "settlement": "Град", "head": "Председател", "reg_no": "Булстат",
        "checked_on": "Актуално към",
    }  # fmt: skip
    assert [(one.line, one.ready) for one in seen.lines] == [
        (2, True), (3, False), (4, True), (5, False), (6, False), (7, False),
    ]  # fmt: skip
    assert "контролната цифра" in seen.lines[0].note
    assert house.register_imports["institutions"].preview(path, {"settlement": "Град"}).missing == (
        "Име",
    )
    assert house.register_imports["institutions"].run(path, dict(seen.mapping), actor=ACTOR) == 2
    assert names(house) == ["Държавна опера", "Фондация „Мост“", "Читалище „Изгрев“"]
    brought = house.institutions.get(house.institutions.of_card(card.id) or 0)
    assert (brought.card.phone, brought.card.representative) == ("082 5", "Рая Илиева")
    assert (brought.typed.form, brought.typed.checked_on) == (Form.COMMUNITY, date(2027, 2, 1))
    with pytest.raises(UserError):
        house.register_imports["institutions"].run(path, dict(seen.mapping), actor=ACTOR)


@pytest.mark.parametrize(
    ("number", "right"),
    [("000530632", True), ("BG 117 005 106", True), ("1234567890123", False), ("000530633", False),
     ("12345678", False), ("", False), ("٠٠٠٥٣٠٦٣٢", False)],
)  # fmt: skip
def test_check_digits_of_an_eik(number: str, right: bool) -> None:
    assert is_eik(number) is right
