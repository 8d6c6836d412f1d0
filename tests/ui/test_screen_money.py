"""„Плащания“ in the real window: filters, lists, payments, stipends, donors."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from python_calamine import CalamineWorkbook

from ruse_desktop.domain.payments import PayState, SumInput
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.main_window import MainWindow
from ruse_desktop.ui.screens.books.money import MoneyScreen
from ruse_desktop.ui.screens.books.money_dialogs import (
    ListDialog,
    PayDialog,
    ShareDialog,
    SumDialog,
)
from ruse_desktop.ui.screens.books.money_funds import FundDialog, FundsDialog
from ruse_desktop.ui.screens.books.money_lists import ListsDialog
from ruse_desktop.ui.screens.books.money_student import StatusDialog, WageDialog
from tests.storage.payments_world import HEAD, MoneyWorld
from tests.ui import windows
from tests.ui.windows import field, fill, nameless, press, texts
from tests.unit import pdf_reading

JANUARY = datetime(2027, 1, 12, 10, 0, tzinfo=SOFIA)
ORDER = {
    "order_no": "РД-01-1301", "order_on": date(2026, 10, 20), "proposal_no": "ХД-12",
    "proposal_on": date(2026, 10, 15),
}  # fmt: skip
TEAM = ("Ана Бонева", "Мира Лазова", "Ива Илчева")


def entered(folder: Path) -> None:
    """Two students, a team with a sum, one who waits for an order, one young artist."""
    world = MoneyWorld(folder, date(2026, 12, 15))
    world.enter("SG", date(2026, 12, 7), "Петрова", "Бонева")
    world.enter("MT", date(2026, 5, 19), "Колева")
    (team,) = world.enter("NR21", date(2026, 10, 20), "Отбор „Мост“", team=TEAM)
    world.enter("NR21", date(2026, 10, 20), "Занева")
    key = world.of(team)[0].key
    world.services.payments.fix_sum(key, SumInput(Decimal(1000), **ORDER), actor=HEAD)
    world.close()


@pytest.fixture
def paying(qtbot: Any, data_folder: Path) -> Iterator[MainWindow]:
    """The window on „Плащания“ over these laureates."""
    entered(data_folder)
    with windows.opened(qtbot, data_folder, JANUARY) as window:
        window.pages.show_screen("payments")
        windows.settle(qtbot, window)
        yield window


def screen(window: MainWindow) -> MoneyScreen:
    page = window.pages.current()
    assert isinstance(page, MoneyScreen)
    return page


def rows(window: MainWindow) -> list[tuple[str, str, str]]:
    return [(p.recipient, p.key.month, p.state.value) for p in screen(window).list.payments]


def choose(qtbot: Any, window: MainWindow, recipient: str, month: str = "") -> None:
    shown = screen(window).list
    place = next(
        n for n, p in enumerate(shown.payments) if (p.recipient, p.key.month) == (recipient, month)
    )
    assert shown.table.select(place)
    windows.settle(qtbot, window)


def test_an_empty_program_says_what_will_stand_here(qtbot, window) -> None:
    window.pages.show_screen("payments")
    windows.settle(qtbot, window)
    assert "Още няма суми за плащане" in texts(window)
    assert window.tabs._tabs["books"].isChecked()
    assert not nameless(screen(window))


def test_the_books_lead_to_the_payments_and_back(qtbot, paying) -> None:
    choose(qtbot, paying, "Ива Бонева", "2026-10")
    paying.actions_registry.run("money.entry")
    windows.settle(qtbot, paying)
    assert paying.pages.current_id == "books"
    assert any(t.startswith("Стипендия: още няма платени") for t in texts(paying))
    paying.actions_registry.run("books.payments")
    windows.settle(qtbot, paying)
    assert paying.pages.current_id == "payments"
    assert {p.recipient for p in screen(paying).list.payments} == {"Ива Бонева"}
    assert len(screen(paying).list.payments) == 10
    paying.pages.show_screen("books")
    press(qtbot, paying, "Плащания")
    assert paying.pages.current_id == "payments"


def test_what_waits_is_shown_first_and_late_months_say_so(qtbot, paying) -> None:
    shown = rows(paying)
    assert ("Ива Петрова", "2027-02", "ahead") not in shown
    assert ("Ива Занева", "", "undecided") in shown
    lines = screen(paying).list.table.lines_model.lines
    assert any("закъснява от 31.12.2026" in line.texts for line in lines)
    assert not nameless(screen(paying))


def test_filters_by_award_state_and_name(qtbot, paying) -> None:
    fill(paying, "Награда", "„Млад творец“")
    windows.settle(qtbot, paying)
    assert rows(paying) == [("Ива Колева", "", "due")]
    fill(paying, "Награда", "Всички награди")
    fill(paying, "Състояние", "предстои")
    windows.settle(qtbot, paying)
    assert {state for _who, _month, state in rows(paying)} == {"ahead"}
    fill(paying, "Име на носител", "петрова")
    windows.settle(qtbot, paying)
    assert {who for who, _month, _state in rows(paying)} == {"Ива Петрова"}
    fill(paying, "Име на носител", "никой")
    windows.settle(qtbot, paying)
    assert "Няма такива плащания" in texts(paying)


def test_a_payment_shows_its_sum_in_figures_and_words(qtbot, paying) -> None:
    choose(qtbot, paying, "Ива Колева")
    said = texts(screen(paying).card)
    assert "306,78\u00a0€ (равностойност на 600,00\u00a0лв.)" in said
    assert "триста и шест евро и седемдесет и осем цента" in said
    assert "чл. 74б" in windows.buttons(screen(paying).card)


def test_several_sums_go_on_a_list_and_are_paid_by_keys(
    qtbot, paying, tmp_path, monkeypatch
) -> None:
    fill(paying, "Награда", "„Студент на годината“")
    windows.settle(qtbot, paying)
    table = screen(paying).list.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    windows.settle(qtbot, paying)
    assert "Избрани са 8 суми: 4\u00a0961,60\u00a0€" in texts(paying)
    QTest.keySequence(paying, "Ctrl+L")
    dialog = windows.dialog(qtbot, paying, ListDialog)
    assert "8 суми, всичко 4\u00a0961,60\u00a0€" in texts(dialog)
    assert not nameless(dialog)
    press(qtbot, dialog, "Състави списъка")
    pages = windows.dialog(qtbot, paying, PdfDialog)
    words = pdf_reading.words(pages.view.pdf, 0).replace("\u00a0", " ")
    assert "доплащане за октомври – декември 2026 г." in words
    assert "четири хиляди деветстотин шестдесет и едно евро и шестдесет цента" in words
    target = tmp_path / "списък.xlsx"
    monkeypatch.setattr(
        "ruse_desktop.ui.screens.books.money_lists.ask_save", lambda *_asked: target
    )
    press(qtbot, pages, "Запази XLSX…")
    windows.settle(qtbot, paying)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(target.read_bytes())).get_sheet_by_index(0)
    assert ["Всичко" in map(str, row) for row in sheet.to_python()].count(True) == 1
    press(qtbot, pages, "Затвори")
    windows.settle(qtbot, paying)
    assert {state for _who, _month, state in rows(paying)} == {"listed"}

    paying.actions_registry.run("money.lists")
    lists = windows.dialog(qtbot, paying, ListsDialog)
    windows.settle(qtbot, paying)
    assert not nameless(lists)
    press(qtbot, lists, "Платен…")
    pay = windows.dialog(qtbot, lists, PayDialog)
    assert not nameless(pay)
    assert not windows.button(pay, "Отбележи плащането").isEnabled()
    fill(pay, "Документ за плащането", "пл. нареждане № 118")
    press(qtbot, pay, "Отбележи плащането")
    windows.gone(qtbot, lists, PayDialog)
    windows.settle(qtbot, paying)
    assert [line.texts[-1] for line in lists.table.lines_model.lines] == ["платен"]
    assert not windows.button(lists, "Платен…").isEnabled()
    lists.accept()
    fill(paying, "Състояние", "платено")
    windows.settle(qtbot, paying)
    assert len(rows(paying)) == 8


def test_a_list_is_struck_out(qtbot, paying) -> None:
    choose(qtbot, paying, "Ива Петрова", "2027-01")
    paying.actions_registry.run("money.list")
    press(qtbot, windows.dialog(qtbot, paying, ListDialog), "Състави списъка")
    press(qtbot, windows.dialog(qtbot, paying, PdfDialog), "Затвори")
    paying.actions_registry.run("money.lists")
    lists = windows.dialog(qtbot, paying, ListsDialog)
    windows.settle(qtbot, paying)
    press(qtbot, lists, "Зачертай…")
    why = windows.dialog(qtbot, lists, TextDialog)
    fill(why, why.field.accessibleName(), "сгрешена е датата на списъка")
    press(qtbot, why, "Зачертай")
    windows.settle(qtbot, paying)
    assert [line.texts[-1] for line in lists.table.lines_model.lines] == ["зачертан"]
    assert ("Ива Петрова", "2027-01", "due") in rows(paying)


@pytest.mark.requirement("R-51-1.2")
def test_a_sum_over_the_limit_is_refused_in_the_dialog(qtbot, paying) -> None:
    choose(qtbot, paying, "Ива Занева")
    press(qtbot, paying, "Сума по заповед…")
    dialog = windows.dialog(qtbot, paying, SumDialog)
    assert not nameless(dialog)
    fill(dialog, "Сума", "1 240,41")
    for name, text in (
        ("Заповед №: номер", "РД-01-1302"), ("Заповед №: дата", "20.10.2026"),
        ("Предложение №: номер", "ХД-13"), ("Предложение №: дата", "15.10.2026"),
    ):  # fmt: skip
        fill(dialog, name, text)
    press(qtbot, dialog, "Впиши сумата")
    windows.settle(qtbot, paying)
    assert any("над границата от 1\u00a0240,40\u00a0€" in text for text in texts(dialog))
    fill(dialog, "Сума", "1 240,40")
    press(qtbot, dialog, "Впиши сумата")
    windows.gone(qtbot, paying, SumDialog)
    windows.settle(qtbot, paying)
    assert ("Ива Занева", "", "due") in rows(paying)


def test_a_team_shares_to_the_cent(qtbot, paying) -> None:
    choose(qtbot, paying, "Отбор „Мост“")
    press(qtbot, paying, "Дялове…")
    dialog = windows.dialog(qtbot, paying, ShareDialog)
    assert not nameless(dialog)
    fill(dialog, "Ана Бонева", "333,33")
    assert "Остават 0,01\u00a0€ за разпределяне." in texts(dialog)
    assert not windows.button(dialog, "Впиши дяловете").isEnabled()
    press(qtbot, dialog, "Поравно")
    press(qtbot, dialog, "Впиши дяловете")
    windows.gone(qtbot, paying, ShareDialog)
    windows.settle(qtbot, paying)
    assert {("Ана Бонева", "", "due"), ("Мира Лазова", "", "due")} <= set(rows(paying))


def test_a_sum_is_withheld_and_freed(qtbot, paying) -> None:
    choose(qtbot, paying, "Отбор „Мост“")
    for button, do, state in (
        ("Задържане…", "Задържи", PayState.WITHHELD),
        ("Отново за плащане…", "Освободи сумата", PayState.DUE),
    ):
        press(qtbot, paying, button)
        dialog = windows.dialog(qtbot, paying, TextDialog)
        fill(dialog, dialog.field.accessibleName(), "жалба срещу решението на комисията")
        press(qtbot, dialog, do)
        windows.gone(qtbot, paying, TextDialog)
        windows.settle(qtbot, paying)
        assert ("Отбор „Мост“", "", state.value) in rows(paying)


def test_a_stipend_is_held_by_a_change_of_status(qtbot, paying) -> None:
    choose(qtbot, paying, "Ива Петрова", "2027-01")
    press(qtbot, paying, "Статус на студента…")
    dialog = windows.dialog(qtbot, paying, StatusDialog)
    assert not nameless(dialog)
    fill(dialog, "Дата", "15.12.2026")
    fill(dialog, "Документ", "уверение № 14/15.12.2026 г.")
    press(qtbot, dialog, "Впиши промяната")
    windows.gone(qtbot, paying, StatusDialog)
    windows.settle(qtbot, paying)
    assert ("Ива Петрова", "2027-01", "held") in rows(paying)
    assert ("Ива Петрова", "2026-12", "due") in rows(paying)
    press(qtbot, paying, "График на стипендията…")
    pages = windows.dialog(qtbot, paying, PdfDialog)
    assert "прекъсва обучението" in pdf_reading.words(pages.view.pdf, 0)


@pytest.mark.requirement("R-X-0.8")
def test_a_new_wage_is_tried_and_then_entered_with_its_source(qtbot, paying) -> None:
    paying.actions_registry.run("money.wage")
    dialog = windows.dialog(qtbot, paying, WageDialog)
    fill(dialog, "Заплата", "675")
    fill(dialog, "В сила от", "01.01.2027")
    windows.settle(qtbot, paying)
    said = field(dialog, "Какво се променя").toPlainText()
    assert said.startswith("Променят се 14 месеца:")
    assert "януари 2027 г.: 620,20 € → 675,00 €" in said
    assert not nameless(dialog)
    assert not windows.button(dialog, "Впиши заплатата").isEnabled()
    fill(dialog, "Акт", "ПМС № 300/12.11.2026 г.")
    fill(dialog, "Откъде е видяна", "ДВ, бр. 99/2026 г.")
    press(qtbot, dialog, "Впиши заплатата")
    windows.gone(qtbot, paying, WageDialog)
    windows.settle(qtbot, paying)
    choose(qtbot, paying, "Ива Петрова", "2027-01")
    assert "675,00\u00a0€" in texts(screen(paying).card)
    assert any("ПМС № 300/12.11.2026" in text for text in texts(screen(paying).card))


@pytest.mark.requirement("R-74b-0.2")
def test_a_donation_is_written_before_the_prize_is_paid(qtbot, paying) -> None:
    choose(qtbot, paying, "Ива Колева")
    press(qtbot, paying, "Платено…")
    pay = windows.dialog(qtbot, paying, PayDialog)
    fill(pay, "Документ за плащането", "РКО № 4")
    press(qtbot, pay, "Отбележи плащането")
    windows.settle(qtbot, paying)
    assert any("не е получено (чл. 74б)" in text for text in texts(pay))
    pay.done(0)
    fill(paying, "Награда", "„Млад творец“")
    fill(paying, "Година", "2026 г.")
    windows.settle(qtbot, paying)
    press(qtbot, paying, "Средства и дарители…")
    funds = windows.dialog(qtbot, paying, FundsDialog)
    windows.settle(qtbot, paying)
    assert any("не е получена (чл. 74б)" in text for text in texts(funds))
    assert not nameless(funds)
    press(qtbot, funds, "Впиши средства…")
    line = windows.dialog(qtbot, funds, FundDialog)
    assert not nameless(line)
    fill(line, "Сума", "600")
    fill(line, "Валута", "лв.")
    fill(line, "От кого", "Семейство Стефанови")
    fill(line, "Получени на", "12.05.2026")
    fill(line, "Получен знак на", "12.05.2026")
    press(qtbot, line, "Впиши")
    windows.gone(qtbot, funds, FundDialog)
    windows.settle(qtbot, paying)
    assert "306,78\u00a0€ (100,0 %)" in texts(funds)
    assert not any("не е получен" in text for text in texts(funds))
    funds.accept()
    press(qtbot, paying, "Платено…")
    pay = windows.dialog(qtbot, paying, PayDialog)
    fill(pay, "Документ за плащането", "РКО № 4")
    press(qtbot, pay, "Отбележи плащането")
    windows.gone(qtbot, paying, PayDialog)


def test_the_first_page_leads_to_a_late_payment(qtbot, paying) -> None:
    paying.pages.show_screen("today")
    windows.settle(qtbot, paying)
    assert any("чакат закъсняло плащане" in text for text in texts(paying))
    name = next(t for t in windows.buttons(paying) if t.startswith("Ива Петрова – 1"))
    press(qtbot, paying, name)
    windows.settle(qtbot, paying)
    assert paying.pages.current_id == "payments"
    assert {p.recipient for p in screen(paying).list.payments} == {"Ива Петрова"}
