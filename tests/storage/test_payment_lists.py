"""Lists for accounting: each sum on one of them, totals, words, struck out, as PDF and as XLSX."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from ruse_desktop.domain.payments import PayState
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from tests.storage.payments_world import HEAD, MoneyWorld
from tests.unit import pdf_reading

DAY = date(2026, 12, 15)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[MoneyWorld]:
    made = MoneyWorld(tmp_path, DAY)
    yield made
    made.close()


@pytest.mark.requirement("R-73-0.2")
def test_months_before_the_first_payment_are_one_line(world: MoneyWorld) -> None:
    (entry,) = world.enter("SG", date(2026, 12, 7), "Петрова")
    keys = world.keys(entry, "2026-10", "2026-11", "2026-12")
    lists = world.services.payment_lists
    view = lists.get(lists.make(keys, on=DAY, actor=HEAD))
    assert [(one.ordinal, one.what, one.sum.amount) for one in view.lines] == [
        (1, "Стипендия: доплащане за октомври – ноември 2026\u00a0г.", Decimal("1240.40")),
        (2, "Стипендия за декември 2026\u00a0г.", Decimal("620.20")),
    ]
    assert view.totals == {"EUR": Decimal("1860.60")}
    assert [key for line in view.lines for key in line.keys] == keys


def test_a_draft_is_the_list_that_will_be_made(world: MoneyWorld) -> None:
    (entry,) = world.enter("SG", date(2026, 12, 7), "Петрова")
    keys = world.keys(entry, "2026-12")
    lists = world.services.payment_lists
    draft = lists.draft(keys, on=DAY)
    assert lists.lists() == ()
    made = lists.get(lists.make(keys, on=DAY, actor=HEAD))
    assert (draft.label, draft.lines, draft.title) == (made.label, made.lines, made.title)


def test_a_sum_stands_on_one_list_only(world: MoneyWorld) -> None:
    (entry,) = world.enter("SG", date(2026, 12, 7), "Петрова")
    keys = world.keys(entry, "2026-10")
    lists = world.services.payment_lists
    first = lists.make(keys, on=DAY, actor=HEAD)
    with pytest.raises(Refused, match="предадено на счетоводството"):
        lists.make(keys, on=DAY, actor=HEAD)
    second = lists.make(world.keys(entry, "2026-11"), on=DAY, actor=HEAD)
    assert [one.number for one in lists.lists(2026)] == [2, 1]
    with (
        pytest.raises(IntegrityError, match="stands on one list"),
        world.services.store.write(HEAD, "test", ()) as tx,
    ):
        tx.session.execute(text(f"UPDATE payment SET list_id = {second} WHERE list_id = {first}"))


def test_lists_are_numbered_by_year_without_gaps(world: MoneyWorld) -> None:
    (entry,) = world.enter("SG", date(2026, 12, 7), "Петрова")
    lists = world.services.payment_lists
    for month in ("2026-10", "2026-11"):
        lists.make(world.keys(entry, month), on=DAY, actor=HEAD)
    world.go(date(2027, 1, 20))
    third = lists.get(lists.make(world.keys(entry, "2027-01"), on=date(2027, 1, 20), actor=HEAD))
    assert [one.label for one in lists.lists()] == [
        "№\u00a01/20.01.2027", "№\u00a02/15.12.2026", "№\u00a01/15.12.2026",
    ]  # fmt: skip
    assert third.year == 2027


def test_a_struck_list_frees_its_sums_and_keeps_its_number(world: MoneyWorld) -> None:
    (entry,) = world.enter("SG", date(2026, 12, 7), "Петрова")
    keys = world.keys(entry, "2026-10")
    lists = world.services.payment_lists
    first = lists.make(keys, on=DAY, actor=HEAD)
    lists.strike(first, reason="сгрешена е датата на списъка", actor=HEAD)
    assert lists.get(first).struck_why == "сгрешена е датата на списъка"
    assert world.of(entry)[0].state is PayState.DUE
    with pytest.raises(Refused, match="вече е зачертан"):
        lists.strike(first, reason="сгрешена е датата на списъка", actor=HEAD)
    second = lists.make(keys, on=DAY, actor=HEAD)
    assert lists.get(second).number == 2
    world.services.payments.pay(keys, on=DAY, document="пл. нареждане № 3", actor=HEAD)
    with pytest.raises(Refused, match="платени"):
        lists.strike(second, reason="сгрешена е датата на списъка", actor=HEAD)


@pytest.mark.parametrize("month", ["2027-01", "2027-07"])
def test_a_month_to_come_is_not_paid_ahead(world: MoneyWorld, month: str) -> None:
    (entry,) = world.enter("SG", date(2026, 12, 7), "Петрова")
    with pytest.raises(Refused, match="предстои"):
        world.services.payment_lists.make(world.keys(entry, month), on=DAY, actor=HEAD)


def test_an_empty_list_and_one_of_tomorrow_are_refused(world: MoneyWorld) -> None:
    (entry,) = world.enter("SG", date(2026, 12, 7), "Петрова")
    lists = world.services.payment_lists
    with pytest.raises(UserError, match="Не е избрана сума"):
        lists.make([], on=DAY, actor=HEAD)
    with pytest.raises(UserError, match="бъдеща"):
        lists.make(world.keys(entry, "2026-10"), on=date(2026, 12, 16), actor=HEAD)
    with pytest.raises(NotFound):
        lists.get(1)


@pytest.mark.requirement("R-73-0.6")
@pytest.mark.requirement("R-F24-0.1")
def test_the_monthly_list_prints_names_sums_and_the_total_in_words(world: MoneyWorld) -> None:
    world.go(date(2026, 12, 7))
    entries = world.enter("SG", date(2026, 12, 7), "Петрова", "Бонева", "Лазова")
    world.go(date(2027, 2, 10))
    keys = [key for entry in entries for key in world.keys(entry, "2027-02")]
    lists = world.services.payment_lists
    view = lists.get(lists.make(keys, on=date(2027, 2, 10), actor=HEAD))
    words = pdf_reading.words(lists.pdf(view), 0)
    for said in (
        "Ива Петрова", "Ива Бонева", "Ива Лазова", "СПИСЪК ЗА ИЗПЛАЩАНЕ", "№ 1/10.02.2027 г.",
        "Стипендия за февруари 2027 г.", "1 860,60 €", "ОБЩИНА РУСЕ", "Изготвил", "Одобрил",
        "хиляда осемстотин и шестдесет евро и шестдесет цента", "попълва се на ръка",
    ):  # fmt: skip
        assert said.replace("\u00a0", " ") in words.replace("\u00a0", " ")


@pytest.mark.requirement("R-X-0.7")
def test_the_office_answers_in_which_currency_its_papers_say_sums(world: MoneyWorld) -> None:
    day = date(2027, 10, 31)
    world.go(day)
    entries = [
        *world.enter("NLN", day, "Петрова"),
        *world.enter("NLN", day, "Бонева", slot="drama"),
    ]
    lists = world.services.payment_lists
    view = lists.draft([one.key for entry in entries for one in world.of(entry)], on=day)
    said = {}
    for answer in ("both", "euro", "leva"):
        world.answer("money_print", answer)
        text = pdf_reading.words(world.services.payment_lists.pdf(view), 0)
        said[answer] = text.replace("\u00a0", " ")
    assert "2 556,46 € (5 000,00 лв.)" in said["both"]
    assert "цента), равностойност на 7 000,00 лв." in said["both"]
    assert "3 579,04 € (три хиляди петстотин седемдесет и девет евро" in said["euro"]
    assert "лв" not in said["euro"].partition("Всичко")[2]
    assert "7 000,00 лв. (седем хиляди лева)" in said["leva"]
    assert "€" not in said["leva"].partition("Всичко")[2]


def test_a_long_list_goes_over_pages_with_its_head(world: MoneyWorld) -> None:
    world.go(date(2027, 7, 31))
    entries = world.enter("SG", date(2026, 12, 7), "Петрова", "Бонева", "Лазова")
    lists = world.services.payment_lists
    keys = [one.key for entry in entries for one in world.of(entry)]
    view = lists.draft(keys, on=date(2027, 7, 31))
    assert len(view.lines) == 6
    long = type(view)(**{**vars(view), "lines": view.lines * 12})
    pdf = lists.pdf(long)
    assert "Получател" in pdf_reading.words(pdf, 1)


@pytest.mark.requirement("R-51-2.2")
def test_the_spreadsheet_holds_numbers_and_the_total(world: MoneyWorld) -> None:
    (entry,) = world.enter("SG", date(2026, 12, 7), "Петрова")
    lists = world.services.payment_lists
    keys = world.keys(entry, "2026-10", "2026-11", "2026-12")
    view = lists.get(lists.make(keys, on=DAY, actor=HEAD))
    book = CalamineWorkbook.from_filelike(io.BytesIO(lists.xlsx(view)))
    rows = book.get_sheet_by_index(0).to_python()
    cells = [cell for row in rows for cell in row]
    assert rows[1][0] == "Списък № 1/15.12.2026 г."
    assert [row[5] for row in rows[6:9]] == [1240.4, 620.2, 1860.6]
    assert [row[6] for row in rows[6:9]] == ["EUR", "EUR", "EUR"]
    assert rows[6][1] == "Ива Петрова"
    assert any("хиляда осемстотин и шестдесет евро" in str(cell) for cell in cells)


def test_a_name_that_looks_like_a_formula_stays_a_name(world: MoneyWorld) -> None:
    (entry,) = world.enter("SG", date(2026, 12, 7), "Петрова")
    lists = world.services.payment_lists
    view = lists.draft(world.keys(entry, "2026-10"), on=DAY)
    (line,) = view.lines
    bad = type(line)(**{**vars(line), "recipient": '=HYPERLINK("x")'})
    raw = lists.xlsx(type(view)(**{**vars(view), "lines": (bad,)}))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(0).to_python()
    assert rows[6][1] == '=HYPERLINK("x")'
