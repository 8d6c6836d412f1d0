"""International agreements on a real file: terms, renewals, reminders, paper, the seal's line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
import python_calamine
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from ruse_desktop.documents import pages, papers, registers
from ruse_desktop.domain.agreements import AgreementInput, Renewal, State
from ruse_desktop.domain.register_cards import card_paper
from ruse_desktop.domain.registers import RegisterFilter
from ruse_desktop.domain.seal import SealInput
from ruse_desktop.exchange import registers as tables
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.services.facade import Services
from tests.ui.filling import services
from tests.ui.windows import ACTOR
from tests.unit.pdf_reading import words

NOW = datetime(2027, 5, 10, 9, 0, tzinfo=SOFIA)
TODAY = NOW.date()
VOLOS = AgreementInput(
    "5", "Град Волос", "Гърция", "Побратимяване", date(2019, 6, 11), place="Русе",
    signed_by="Кмет", term_years=10, renewal=Renewal.AGREED, decision="№ 871 от 23.05.2019 г.",
    shelf="шкаф 2",
)  # fmt: skip
WHY = "вписано два пъти по погрешка"
ALL = RegisterFilter()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Services]:
    with services(tmp_path, NOW) as made:
        yield made


def partners(house: Services, wanted: RegisterFilter = ALL, order: str = "") -> list[str]:
    register = house.agreement_register
    return [one.texts[1] for one in register.rows(register.keys(wanted, order))]


def chosen(**choices: str) -> RegisterFilter:
    return RegisterFilter(choices=tuple(choices.items()))


@pytest.mark.requirement("R-F35-0.1")
def test_ten_years_from_the_signing_with_a_reminder_half_a_year_before(
    house: Services, tmp_path: Path
) -> None:
    made = house.agreements.add(VOLOS, actor=ACTOR)
    assert (made.expires_on, made.remind_on) == (date(2029, 6, 11), date(2028, 12, 11))
    states = [made.state(day) for day in (
        date(2028, 12, 10), date(2028, 12, 11), date(2029, 6, 11), date(2029, 6, 12)
    )]  # fmt: skip
    assert states == [State.VALID, State.SOON, State.SOON, State.EXPIRED]
    scan = tmp_path / "споразумение.pdf"
    scan.write_bytes(b"%PDF-1.4\n" + b"1" * 90)
    kept = house.register_files.attach("agreement", made.id, scan, actor=ACTOR)
    with pytest.raises(NotFound):
        house.register_files.attach("agreement", 404, scan, actor=ACTOR)
    card = house.agreements.card(made.id)
    assert card.files == (kept,)
    rows = dict(card.rows)
    assert (rows["Срок"], rows["Оригиналът е в"]) == ("10 години", "шкаф 2")
    assert house.attachments.sweep() == 0
    assert [one.kind for one in house.search.find("волос побратим")] == ["agreement"]
    with pytest.raises(Refused):
        house.agreements.add(VOLOS, actor=ACTOR)
    later = house.agreements.correct(made.id, replace(VOLOS, term_years=12), actor=ACTOR)
    assert later.expires_on == date(2031, 6, 11)


def test_a_renewal_moves_the_end_and_may_be_struck_out(house: Services) -> None:
    made = house.agreements.add(VOLOS, actor=ACTOR)
    renewed = house.agreements.renew(made.id, TODAY, date(2039, 6, 11), "анекс", actor=ACTOR)
    assert renewed.expires_on == date(2039, 6, 11)
    for on, until, document in (
        (TODAY, date(2039, 6, 11), "анекс"), (TODAY, date(2045, 1, 1), " "),
        (date(2027, 5, 11), None, "анекс"), (date(2019, 6, 10), None, "анекс"),
    ):  # fmt: skip
        with pytest.raises(UserError):
            house.agreements.renew(made.id, on, until, document, actor=ACTOR)
    endless = house.agreements.renew(made.id, TODAY, None, "размяна на писма", actor=ACTOR)
    assert (endless.expires_on, endless.remind_on) == (None, None)
    back = house.agreements.unrenew(made.id, WHY, actor=ACTOR)
    assert back.expires_on == date(2039, 6, 11)
    (table,) = house.agreements.card(made.id).tables
    assert table.rows == (
        ("10.05.2027", "11.06.2039", "анекс"),
        ("10.05.2027", "без срок", f"зачеркнато: {WHY}"),
    )
    same = house.agreements.correct(made.id, replace(VOLOS, place="Волос"), actor=ACTOR)
    assert same.expires_on == date(2039, 6, 11)
    ended = house.agreements.end(made.id, TODAY, "с писмо на партньора", actor=ACTOR)
    assert ended.state(TODAY) is State.ENDED
    with pytest.raises(Refused):
        house.agreements.renew(made.id, TODAY, None, "анекс", actor=ACTOR)


@pytest.mark.requirement("R-F35-0.2")
def test_the_register_and_what_ends_this_year_are_printed(house: Services, tmp_path: Path) -> None:
    for n in range(1, 27):
        until = {3: date(2027, 9, 30), 7: date(2027, 12, 31), 8: date(2028, 1, 1)}.get(n)
        typed = AgreementInput(
            str(n), f"Град {n}", "Румъния", "Обмен", date(2020, 1, n), term_until=until
        )
        house.agreements.add(typed, actor=ACTOR)
    gone = house.agreements.add(
        AgreementInput("27", "Град 27", "", "Обмен", date(2021, 1, 1), term_until=date(2027, 6, 1)),
        actor=ACTOR,
    )
    house.agreements.end(gone.id, date(2022, 1, 1), "по взаимно съгласие", actor=ACTOR)
    ending = house.agreement_register.sheet(chosen(ending="year"))
    assert [line[0] for line in ending.lines] == ["3", "7"]
    assert ending.asked == "изтичащи до края на годината"
    assert partners(house, chosen(ending="6")) == ["Град 3"]
    assert partners(house, chosen(state="soon")) == ["Град 3"]
    assert partners(house, chosen(state="ended")) == ["Град 27"]
    house.agreements.strike(gone.id, WHY, actor=ACTOR)
    sheet = house.agreement_register.sheet(ALL)
    assert sheet.count == "Общо 26 споразумения"
    printed = registers.render(sheet)
    assert any("Град 26" in words(printed, n) for n in range(pages.page_count(printed)))
    path = tmp_path / "list.xlsx"
    path.write_bytes(tables.workbook(sheet))
    cells = python_calamine.load_workbook(str(path)).get_sheet_by_index(0).to_python()
    assert any("Град 7, Румъния" in row for row in cells)
    assert partners(house, order="number")[:3] == ["Град 1", "Град 2", "Град 3"]
    years = RegisterFilter(since=date(2020, 1, 25), until=date(2020, 1, 31))
    assert partners(house, years) == ["Град 26", "Град 25"]
    card = house.agreements.card(3)
    made = card_paper(card, "Споразумение", "x", municipality="Община", unit="", drawn="днес")
    assert "№ 3 – Град 3" in words(papers.render(made), 0)


@pytest.mark.requirement("R-F35-0.1")
def test_one_is_reminded_on_the_first_page_and_in_the_calendar(house: Services) -> None:
    made = house.agreements.add(replace(VOLOS, term_years=8), actor=ACTOR)
    old = house.agreements.add(
        replace(VOLOS, number="6", partner="Град Сибиу", term_years=7), actor=ACTOR
    )
    house.agreements.add(replace(VOLOS, number="7", partner="Град Вършац"), actor=ACTOR)
    waiting = {one.sort: one for one in house.today.view().waiting}
    (soon,), (late,) = waiting["agreement-soon"].records, waiting["agreement-late"].records
    assert (soon.id, soon.name) == (made.id, "№ 5 – Град Волос – до 11.06.2027")
    assert late.id == old.id
    found = house.events.occurrences(date(2026, 12, 1), date(2027, 6, 30))
    terms = {(one.when.on, one.title) for one in found if one.kind == "agreement"}
    assert terms == {
        (date(2026, 12, 11), "Споразумение № 5 – Град Волос: решение за подновяване"),
        (date(2027, 6, 11), "Изтича споразумение № 5 – Град Волос"),
    }


@pytest.mark.requirement("R-21-0.6")
def test_a_line_of_the_seal_leads_to_its_agreement(house: Services) -> None:
    made = house.agreements.add(
        replace(VOLOS, signed_on=date(2027, 5, 6), decision=""), actor=ACTOR
    )
    ((number, name),) = house.agreements.offers()
    assert (number, name) == (made.id, "№ 5 – Град Волос, 06.05.2027")
    rules = house.seal.rules()
    code = next(one.code for one in rules.categories if one.agreement)
    entry = house.seal.add(
        SealInput("Споразумение с Волос", code, 2, date(2027, 5, 6), "Кмет", TODAY, "отдела",
                  agreement=name, agreement_id=number),
        actor=ACTOR,
    )  # fmt: skip
    assert house.seal.entry(entry.id).agreement_id == made.id
    (link,) = house.agreements.card(made.id).links
    assert link == ("Подпечатано: вписване 1/2027", "seal", entry.id)
    with pytest.raises(IntegrityError), house.store.write(ACTOR, "x") as tx:
        tx.session.execute(text("DELETE FROM agreement"))
