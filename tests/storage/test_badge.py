"""The badge „Русе“ on a real file: stock, who wears it, honours, forums, points of sale."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from ruse_desktop.documents import registers
from ruse_desktop.domain.badge_records import (
    Closing,
    ForumInput,
    HonourInput,
    OutletInput,
    Sale,
    SaleInput,
    TermInput,
    WearInput,
    WearState,
)
from ruse_desktop.domain.registers import RegisterFilter
from ruse_desktop.domain.stock import BatchInput
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.services.facade import Services
from tests.ui.filling import services
from tests.ui.windows import ACTOR
from tests.unit.pdf_reading import words

NOW = datetime(2027, 11, 24, 11, 0, tzinfo=SOFIA)
BOUGHT, FESTIVE = date(2027, 2, 1), date(2027, 5, 6)
SHOWN, SOUVENIR = "badge-representative", "badge-souvenir"
COUNCIL, MANAGERS = "badge-wearer-4", "badge-wearer-3"
WHY = "гост от побратимен град, по решение на кмета"
ALL = RegisterFilter()
DONOR = HonourInput(
    "Йохан", "Линдрот", citizenship="германско", grounds=("donation",), motive="дарение за музея",
    variant=SHOWN, decided_by="Кмет на Община Русе", number="РД-01-77",
    decided_on=date(2027, 4, 20),
)  # fmt: skip


@pytest.fixture
def s(tmp_path: Path) -> Iterator[Services]:
    with services(tmp_path, NOW) as made:
        for variant, count in ((SHOWN, 40), (SOUVENIR, 520)):
            code = made.badge_stock.rules().variant(variant).stock  # type: ignore[union-attr]  # it is there
            batch = BatchInput(BOUGHT, count, "Фактура № 118", "Монетен двор")
            made.stock.receive(actor=ACTOR, code=code, batch=batch)
        yield made


def there(s: Services) -> dict[str, int]:
    return {one.variant.name: one.line.available for one in s.badge_stock.lines()}


def councillor(s: Services, name: str = "Ива Бонева", until: date | None = None) -> Any:
    typed = TermInput(name, "общински съветник", date(2023, 11, 10), until, COUNCIL)
    return s.badge_wearers.appoint(typed, actor=ACTOR)


def forum(**more: Any) -> ForumInput:
    typed = {
        "forum": "Среща на дунавските градове", "level": "forum-international",
        "on": date(2027, 6, 15), "recipients": "делегациите", "quantity": 60, "variant": SOUVENIR,
    }  # fmt: skip
    return ForumInput(**(typed | more))


def shown(register: Any, wanted: RegisterFilter = ALL) -> list[tuple[str, ...]]:
    return [row.texts for row in register.rows(register.keys(wanted))]


@pytest.mark.requirement("R-15-2.1", "R-15-2.2")
def test_two_variants_by_the_law_that_never_fall_below_zero(s: Services) -> None:
    assert there(s) == {"представителна": 40, "сувенирна": 520}
    assert {str(one.variant.citation) for one in s.badge_stock.lines()} == {
        "чл. 15, ал. 2, т. 1", "чл. 15, ал. 2, т. 2",
    }  # fmt: skip
    with pytest.raises(Refused, match="има 520, искат се 521") as refused:
        s.badge_forums.add(forum(quantity=521), actor=ACTOR)
    assert refused.value.code == "below-zero"
    with pytest.raises(UserError, match="вариант"):
        s.badge_forums.add(forum(variant="badge-golden"), actor=ACTOR)
    assert there(s)["сувенирна"] == 520
    s.badge_forums.add(forum(), actor=ACTOR)
    code = s.badge_stock.lines()[1].variant.stock
    s.stock.write_off(
        actor=ACTOR, code=code, on=date(2027, 7, 1), protocol="Протокол № 3", reason="счупени",
        count=10,
    )  # fmt: skip
    assert there(s)["сувенирна"] == 520 - 60 - 10
    # in the past, too: nothing was there before the delivery, and later days count
    with pytest.raises(Refused, match=r"От 15\.01\.2027\sг\. нататък .* до 0"):
        s.badge_forums.add(forum(on=date(2027, 1, 15), quantity=1), actor=ACTOR)
    with pytest.raises(Refused, match="искат се 451"):
        s.badge_forums.add(forum(on=date(2027, 2, 2), quantity=451), actor=ACTOR)
    lines = s.badge_stock.count_sheet(date(2027, 6, 30)).lines
    assert lines[1] == ("сувенирна", 520, 60, 0, 0, 0, 460, "", "")
    with pytest.raises(UserError):
        s.badge_stock.count_sheet(date(2027, 12, 1))


@pytest.mark.requirement("R-15-1.1", "R-16-0.1", "R-16-0.4")
def test_a_councillor_gets_a_badge_and_gives_it_back_after_the_term(s: Services) -> None:
    term = councillor(s, until=date(2027, 11, 10))
    worn = s.badge_wearers.issue(term.id, WearInput(date(2027, 3, 1), "Списък № 1"), actor=ACTOR)
    assert there(s)["представителна"] == 39
    (move,) = (s.badge_stock.move(key) for key in s.badge_stock.keys(RegisterFilter("бонева")))
    assert move.text == "отличителен, за носене (чл. 16), представителна"
    assert "(чл. 16, т. 4)" in move.move.ground
    with pytest.raises(Refused, match="вече има значка"):
        s.badge_wearers.issue(term.id, WearInput(date(2027, 3, 2)), actor=ACTOR)
    with pytest.raises(Refused, match="при значките"):
        s.stock.reverse(actor=ACTOR, lot=move.id, reason="сгрешено е лицето в списъка")
    assert worn.state(NOW.date()) is WearState.DUE
    assert s.badge_wear_lists.former() == 1
    (waiting,) = (one for one in s.today.view().waiting if one.sort == "badge-due")
    assert waiting.records[0].name == "Ива Бонева, общински съветник – до 10.11.2027"
    due = RegisterFilter(choices=(("state", "due"),))
    assert [row[0] for row in shown(s.badge_wear_lists, due)] == ["Ива Бонева"]
    (wear,) = worn.wears
    with pytest.raises(UserError, match="кратка"):
        s.badge_wearers.close(wear.id, Closing.LEFT, on=NOW.date(), reason="", actor=ACTOR)
    with pytest.raises(UserError, match="преди издаването"):
        s.badge_wearers.close(wear.id, Closing.RETURNED, on=date(2027, 2, 1), actor=ACTOR)
    s.badge_wearers.close(wear.id, Closing.RETURNED, on=NOW.date(), actor=ACTOR)
    assert there(s)["представителна"] == 40
    assert s.badge_wear_lists.former() == 0
    assert shown(s.badge_wear_lists)[0][-1] == "върната"


@pytest.mark.requirement("R-16-0.4")
def test_one_in_office_again_owes_nothing_and_a_left_badge_keeps_its_reason(s: Services) -> None:
    first, other = councillor(s, until=date(2027, 11, 10)), councillor(s, "Петър Рашков", BOUGHT)
    for one in (first, other):
        s.badge_wearers.issue(one.id, WearInput(BOUGHT), actor=ACTOR)
    again = TermInput("Ива Бонева", "общински съветник", date(2027, 11, 11), group=COUNCIL)
    s.badge_wearers.appoint(again, actor=ACTOR)
    assert s.badge_wear_lists.former() == 1
    wear = s.badge_wearers.term(other.id).open
    assert wear is not None
    left = s.badge_wearers.close(wear.id, Closing.LEFT, on=NOW.date(), reason=WHY, actor=ACTOR)
    assert (left.wears[0].closed_why, left.state(NOW.date())) == (WHY, WearState.CLOSED)
    assert there(s)["представителна"] == 38


@pytest.mark.requirement("R-16-0.2", "R-16-0.5")
def test_a_position_outside_the_groups_needs_a_reason_or_is_marked(s: Services) -> None:
    typed = TermInput("Петя Златева", "началник отдел", date(2027, 1, 4))
    term = s.badge_wearers.appoint(typed, actor=ACTOR)
    (found,) = s.badge_wearers.findings(term.id, FESTIVE)
    assert found.sentence == "Длъжността „началник отдел“ не е сред чл. 16, т. 1–4."
    assert "чл. 17" in found.question
    with pytest.raises(Refused, match="не е сред") as refused:
        s.badge_wearers.issue(term.id, WearInput(FESTIVE), actor=ACTOR)
    assert refused.value.citation == "чл. 16"
    # the clerk marks the position as one of management
    s.badge_wearers.mark_position(term.position.id, MANAGERS, actor=ACTOR)
    assert s.badge_wearers.findings(term.id, FESTIVE) == ()
    now = s.badge_wearers.term(term.id)
    assert now.group is not None
    assert str(now.group.citation) == "чл. 16, т. 3"
    clerk = s.badge_wearers.appoint(
        TermInput("Стоян Пеев", "технически сътрудник", date(2027, 1, 4)), actor=ACTOR
    )
    made = s.badge_wearers.issue(clerk.id, WearInput(FESTIVE, reason=WHY), actor=ACTOR)
    assert made.wears[0].reason == WHY
    with pytest.raises(UserError, match="група"):
        s.badge_wearers.mark_position(clerk.position.id, "badge-wearer-9", actor=ACTOR)


@pytest.mark.requirement("R-16-0.1", "R-16-0.3")
def test_the_reminder_names_those_in_office_on_the_day(s: Services) -> None:
    for name, position, group in (
        ("Владислав Кънев", "кмет", "badge-wearer-1"),
        ("Румяна Дечева", "председател на Общинския съвет", "badge-wearer-2"),
        ("Огнян Стефчев", "заместник-кмет", MANAGERS),
    ):
        typed = TermInput(name, position, date(2023, 11, 13), None, group)
        s.badge_wearers.appoint(typed, actor=ACTOR)
    councillor(s)
    councillor(s, "Радостина Филева", date(2027, 2, 28))
    day = date(2027, 3, 3)
    sheet = s.badge_wear_lists.reminder(day, "Национален празник")
    assert [line[2] for line in sheet.lines] == [
        "Владислав Кънев", "Румяна Дечева", "Огнян Стефчев", "Ива Бонева",
    ]  # fmt: skip
    text = words(registers.render(sheet), 0)
    assert "Национален празник – 03.03.2027 г." in text
    assert "Филева" not in text
    assert "4 лица" in text
    days = {one.on: one for one in s.badge_wear_lists.days()}
    assert str(days[date(2028, 3, 3)].citation) == "чл. 16"
    assert {date(2028, 5, 6), date(2027, 12, 25)} <= days.keys()
    signed = s.badge_wear_lists.signatures()
    assert signed.heads[-1] == "Подпис"
    assert signed.lines == ()


def test_a_term_that_contradicts_itself_is_refused(s: Services) -> None:
    councillor(s)
    for typed, said in (
        (TermInput("Ива Бонева", "Общински съветник", FESTIVE), "вече е вписан"),
        (TermInput("Ива Цонева", "кмет", FESTIVE, BOUGHT), "преди първия"),
        (TermInput("", "кмет", FESTIVE), "името"),
        (TermInput("Ива Цонева", "кмет", None), "денят"),
    ):
        with pytest.raises(UserError, match=said):
            s.badge_wearers.appoint(typed, actor=ACTOR)
    assert len(shown(s.badge_wear_lists)) == 1


@pytest.mark.requirement("R-17-0.1", "R-17-0.2", "R-17-0.3", "R-17-0.4", "R-15-1.1")
def test_an_honour_has_merits_decision_and_hand_over(s: Services) -> None:
    made = s.badge_honours.award(DONOR, actor=ACTOR)
    assert (made.number, made.grounds, made.handed_on) == (1, ("donation",), None)
    assert there(s)["представителна"] == 40
    with pytest.raises(Refused, match="само представителната") as refused:
        s.badge_honours.award(replace_honour(variant=SOUVENIR), actor=ACTOR)
    assert refused.value.citation == "чл. 17"
    with pytest.raises(UserError, match="заслуги"):
        s.badge_honours.award(replace_honour(grounds=("money",)), actor=ACTOR)
    with pytest.raises(UserError, match="номерът"):
        s.badge_honours.award(replace_honour(number=""), actor=ACTOR)
    with pytest.raises(UserError, match="преди решението"):
        s.badge_honours.hand_over(made.id, on=BOUGHT, by="Кметът", actor=ACTOR)
    given = s.badge_honours.hand_over(made.id, on=FESTIVE, by="Кметът", actor=ACTOR)
    assert (given.handed_on, there(s)["представителна"]) == (FESTIVE, 39)
    assert "от Кмета" in given.handed_by
    (move,) = (s.badge_stock.move(key) for key in s.badge_stock.keys(RegisterFilter("линдрот")))
    assert move.text == "почетен (чл. 17), представителна"
    with pytest.raises(Refused, match="вече е връчена"):
        s.badge_honours.hand_over(made.id, on=FESTIVE, by="Кметът", actor=ACTOR)
    sheet = s.badge_honours.sheet(ALL)
    assert sheet.title == "Връчени значки „Русе“ (чл. 17)"
    assert "не е наградата „Почетен знак на Община Русе“ (чл. 30)" in sheet.subtitle
    assert sheet.lines[0][1:4] == ("Йохан Линдрот", "германско", "дарителство")
    text = words(registers.render(sheet), 0)
    assert "Линдрот" in text
    assert "дарителство" in text
    assert len(shown(s.badge_honours, RegisterFilter(choices=(("ground", "memory"),)))) == 0


def replace_honour(**more: Any) -> HonourInput:
    from dataclasses import replace

    return replace(DONOR, given="Ерик", **more)


@pytest.mark.requirement("R-18-0.1", "R-18-0.3")
def test_a_forum_takes_souvenirs_and_warns_of_the_other_variant(s: Services) -> None:
    made = s.badge_forums.add(forum(), actor=ACTOR)
    assert there(s)["сувенирна"] == 460
    row = shown(s.badge_forums)[0]
    assert row[:6] == (
        "15.06.2027", "Среща на дунавските градове", "международен", "делегациите", "сувенирна",
        "60",
    )  # fmt: skip
    with pytest.raises(Refused, match="сувенирен характер") as refused:
        s.badge_forums.add(forum(variant=SHOWN, quantity=5), actor=ACTOR)
    assert refused.value.citation == "чл. 18"
    s.badge_forums.add(forum(variant=SHOWN, quantity=5, reason=WHY), actor=ACTOR)
    assert there(s)["представителна"] == 35
    s.badge_forums.strike(made.id, "вписано два пъти по погрешка", actor=ACTOR)
    assert there(s)["сувенирна"] == 520
    with pytest.raises(Refused, match="вече е зачеркнато"):
        s.badge_forums.strike(made.id, "вписано два пъти по погрешка", actor=ACTOR)


@pytest.mark.requirement("R-18-0.2", "R-18-0.3", "R-15-2.2")
def test_an_outlet_has_a_balance_on_every_day(s: Services) -> None:
    shop = s.badge_outlets.add(OutletInput("Туристически информационен център"), actor=ACTOR)

    def record(sort: Sale, on: date, n: int, variant: str = SOUVENIR) -> Any:
        return s.badge_outlets.record(shop.id, SaleInput(sort, on, variant, n), actor=ACTOR)

    record(Sale.DELIVERED, FESTIVE, 100)
    made = record(Sale.SOLD, date(2027, 8, 1), 37)
    assert (made.total(Sale.DELIVERED), made.total(Sale.SOLD), made.left) == (100, 37, 63)
    assert there(s)["сувенирна"] == 420
    with pytest.raises(Refused, match="има 63 значки, вписвате 64"):
        record(Sale.SOLD, date(2027, 9, 1), 64)
    with pytest.raises(Refused, match=r"От 01\.04\.2027\sг\."):
        record(Sale.SOLD, date(2027, 4, 1), 5)
    with pytest.raises(Refused, match=r"чл\. 16–17"):
        record(Sale.DELIVERED, FESTIVE, 5, SHOWN)
    made = record(Sale.RETURNED, date(2027, 9, 1), 13)
    assert (made.left, there(s)["сувенирна"]) == (50, 433)
    with pytest.raises(Refused, match="вече са продадени"):
        s.badge_outlets.strike(made.moves[0].id, "вписано два пъти по погрешка", actor=ACTOR)
    made = s.badge_outlets.strike(made.moves[1].id, "вписано два пъти по погрешка", actor=ACTOR)
    assert made.left == 87
    with pytest.raises(Refused, match="още 87"):
        s.badge_outlets.close(shop.id, on=NOW.date(), actor=ACTOR)
    assert s.badge_outlets.sheet(ALL).lines[0][3:] == ("сувенирна", 100, 0, 13, 87)
    # what came back from the outlet is given again
    s.badge_forums.add(forum(quantity=430, on=date(2027, 10, 1)), actor=ACTOR)
    assert there(s)["сувенирна"] == 3
