"""The tab „Символи“ in the real window: the seal's register, what waits for it, who keeps it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog
from python_calamine import CalamineWorkbook
from sqlalchemy import insert

from ruse_desktop.domain.books import Act, LaureateInput
from ruse_desktop.domain.seal import CustodyInput, SealInput
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.text import search_key
from ruse_desktop.storage.seal import SealEntryRow
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.symbols.seal_custody import (
    CustodyDialog,
    HandOverDialog,
    ReturnDialog,
)
from ruse_desktop.ui.screens.symbols.seal_entry import EntryDialog
from ruse_desktop.ui.screens.symbols.seal_waiting import WaitingDialog
from tests.ui import windows
from tests.ui.filling import services
from tests.ui.typing import type_text
from tests.ui.windows import ACTOR, fill, press, say
from tests.unit.pdf_reading import words

NOW = datetime(2027, 5, 24, 11, 0, tzinfo=SOFIA)
DAY = date(2027, 5, 21)
TYPED = SealInput("Споразумение с град Битоля", "seal-use-1", 2, DAY, "Кмет", DAY, "отдел")
MANY = 10_000


def open_tab(qtbot: Any, window: Any) -> Any:
    window.pages.show_screen("symbols")
    window.pages.current().show_section("seal")
    windows.settle(qtbot, window)
    window.pages.current().show_section("seal")
    windows.settle(qtbot, window)
    return window.pages.current()


def keys(window: Any, sequence: str) -> None:
    QTest.keySequence(window, QKeySequence(sequence))


def listed(screen: Any) -> list[str]:
    return [line.texts[0] for line in screen.section.view.table.paged.loaded]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "data"
    made.mkdir()
    act = Act("minutes", "2", date(2027, 5, 18), "Протокол № 2/18.05.2027 г.")
    with services(made, NOW) as s:
        s.seal.add(TYPED, actor=ACTOR)
        s.seal.add(replace(TYPED, document="Декларация", category="seal-use-3"), actor=ACTOR)
        s.books.enter(
            actor=ACTOR,
            award="NR",
            laureates=[
                LaureateInput(
                    2027, given="Ива", middle="Петрова", family=family, area="Изкуство и култура",
                    section="Литература", motive="за принос", act=act,
                )
                for family in ("Бонева", "Цонева")
            ],
        )  # fmt: skip
        s.printing.record_year(actor=ACTOR, book="NR", year=2027, way="print")
    return made


@pytest.fixture
def window(qtbot: Any, folder: Path) -> Any:
    with windows.opened(qtbot, folder, NOW) as made:
        yield made


@pytest.fixture
def screen(qtbot: Any, window: Any) -> Any:
    return open_tab(qtbot, window)


def test_the_empty_register_says_what_to_do(qtbot: Any, tmp_path: Path):
    (tmp_path / "празна").mkdir()
    with windows.opened(qtbot, tmp_path / "празна", NOW) as made:
        screen = open_tab(qtbot, made)
        assert "Още няма вписвания" in say(screen)
        assert "Печатът е у: Кмет на Община Русе" in say(screen)
        assert not screen.section.waiting.isVisible()
        assert not windows.nameless(screen)


@pytest.mark.requirement("R-21-0.2")
def test_a_sealing_is_written_by_keyboard_and_only_after_the_signature(
    qtbot: Any, window: Any, screen: Any
):
    keys(window, "Ctrl+N")
    dialog = windows.dialog(qtbot, window, EntryDialog)
    assert not windows.nameless(dialog)
    type_text(dialog.document, "Пълномощно № 12 за Община Гюргево")
    fill(dialog, "Вид документ", "т. 2: Пълномощни за отношенията с други държави и побратимени градове")  # fmt: skip
    fill(dialog, "Поискал", "Правен отдел")
    fill(dialog, "По споразумение", "№ 5/06.05.2027")
    assert not dialog.do.isEnabled()
    assert "Впишете деня на подписа." in say(dialog)
    fill(dialog, "Ден на подписа", "25.5.27")
    windows.settle(qtbot, window)
    assert not dialog.do.isEnabled()
    assert "Печатът се полага след подписа на кмета" in say(dialog)
    windows.button(dialog, "чл. 21")
    fill(dialog, "Ден на подписа", "вчера")
    assert dialog.do.isEnabled()
    dialog.do.setFocus()
    qtbot.keyClick(dialog.do, Qt.Key.Key_Space)
    windows.gone(qtbot, window, EntryDialog)
    windows.settle(qtbot, window)
    assert listed(screen) == ["3/2027", "2/2027", "1/2027"]
    assert screen.section.view.current == 3
    assert "Пълномощно № 12 за Община Гюргево" in say(screen.section.card)
    assert "23.05.2027\u00a0г." in say(screen.section.card)
    assert "№ 5/06.05.2027" in say(screen.section.card)


def test_a_document_outside_the_list_asks_for_the_ground(qtbot: Any, window: Any, screen: Any):
    keys(window, "Ctrl+N")
    dialog = windows.dialog(qtbot, window, EntryDialog)
    assert not dialog.ground.isVisible()
    assert not dialog.agreement.isVisible()
    fill(dialog, "Документ", "Договор за наем")
    fill(dialog, "Вид документ", "Извън изброените, със законово основание")
    fill(dialog, "Ден на подписа", "днес")
    fill(dialog, "Поискал", "Правен отдел")
    windows.settle(qtbot, window)
    assert not dialog.do.isEnabled()
    assert "Документът не е сред изброените" in say(dialog)
    fill(dialog, "Законово основание", "чл. 44, ал. 1, т. 15 ЗМСМА")
    press(qtbot, dialog, "Впиши")
    windows.gone(qtbot, window, EntryDialog)
    windows.settle(qtbot, window)
    assert "чл. 44, ал. 1, т. 15 ЗМСМА" in say(screen.section.card)
    assert "с основание" in say(screen.section.card)


def test_what_was_typed_is_not_dropped_unasked(qtbot: Any, window: Any, screen: Any):
    del screen
    keys(window, "Ctrl+N")
    dialog = windows.dialog(qtbot, window, EntryDialog)
    fill(dialog, "Документ", "Договор")
    with windows.Modal(lambda asked: press(qtbot, asked, "Отказ")) as modal:
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert "Незаписани промени" in modal.seen
    assert dialog.isVisible()
    with windows.Modal(lambda asked: press(qtbot, asked, "Затвори без запис")):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.requirement("R-21-0.1")
def test_printed_certificates_arrive_and_one_press_writes_them(
    qtbot: Any, window: Any, screen: Any
):
    assert "2 отпечатани удостоверения от книгите чакат печат." in say(screen)
    keys(window, "Ctrl+L")
    dialog = windows.dialog(qtbot, window, WaitingDialog)
    assert not windows.nameless(dialog)
    assert dialog.do.text() == "Впиши 2 подпечатвания"
    press(qtbot, dialog, "Впиши 2 подпечатвания")
    windows.gone(qtbot, window, WaitingDialog)
    windows.settle(qtbot, window)
    assert listed(screen)[:2] == ["4/2027", "3/2027"]
    assert not screen.section.waiting.isVisible()
    assert "т. 4: Удостоверения за удостояване с наградите" in say(screen)


def test_some_wait_on_and_a_trial_print_is_put_aside(qtbot: Any, window: Any):
    assert "2 удостоверения чакат печат" in say(window)
    press(qtbot, window, "Диплом № 1/2027 – Ива Петрова Бонева, Награда „Русе“")
    windows.dialog(qtbot, window, WaitingDialog).hide()
    screen = window.pages.current()
    windows.settle(qtbot, window)
    press(qtbot, screen.section.waiting, "Впиши…")
    dialog = windows.dialog(qtbot, window, WaitingDialog)
    dialog.table.selectRow(1)
    assert dialog.do.text() == "Впиши 1 подпечатване"

    def answer(asked: QDialog) -> None:
        fill(asked, "Защо 1 удостоверение няма да се подпечатва?", "пробен отпечатък за мостра")
        press(qtbot, asked, "Махни от чакащите")

    with windows.Modal(answer):
        press(qtbot, dialog, "Няма да се подпечатват…")
    windows.settle(qtbot, window)
    assert dialog.do.text() == "Впиши 1 подпечатване"
    assert dialog.table.lines_model.rowCount() == 1
    dialog.hide()
    assert "1 отпечатано удостоверение от книгите чака печат." in say(screen)


def test_a_line_is_struck_out_with_a_reason(qtbot: Any, window: Any, screen: Any):
    view = screen.section.view
    assert view.table.select(1)
    windows.settle(qtbot, window)

    def answer(asked: QDialog) -> None:
        assert not windows.button(asked, "Зачеркни").isEnabled()
        fill(asked, "Защо зачерквате № 1/2027? Вписването остава с причината.", "вписано два пъти по грешка")  # fmt: skip
        press(qtbot, asked, "Зачеркни")

    with windows.Modal(answer):
        press(qtbot, screen, "Зачеркни…")
    windows.settle(qtbot, window)
    assert "вписано два пъти по грешка" in say(screen.section.card)
    assert not windows.button(screen, "Зачеркни…").isEnabled()
    assert listed(screen) == ["2/2027", "1/2027"]


@pytest.mark.requirement("R-20-0.1")
def test_the_seal_is_handed_over_with_a_receipt_and_given_back(
    qtbot: Any, window: Any, screen: Any
):
    keys(window, "Ctrl+Shift+H")
    custody = windows.dialog(qtbot, window, CustodyDialog)
    windows.settle(qtbot, window)
    assert "Печатът не е предаван" in say(custody)
    assert "печатът е у: Кмет на Община Русе" in say(custody)
    press(qtbot, custody, "Предай печата…")
    dialog = windows.dialog(qtbot, window, HandOverDialog)
    assert not windows.nameless(dialog)
    for name, text in (
        ("Име", "Иван Ганев"), ("Длъжност", "зам.-кмет"), ("Заповед №", "РД-15"),
        ("Дата на заповедта", "20.5.27"), ("От", "20.05.2027"), ("До", "1.6.27"),
    ):  # fmt: skip
        fill(dialog, name, text)
    press(qtbot, dialog, "Предай и покажи протокола")
    receipt = windows.dialog(qtbot, window, PdfDialog)
    assert "РД-15/20.05.2027" in words(receipt.view.pdf, 0)
    receipt.hide()
    windows.settle(qtbot, window)
    assert "печатът е у: Иван Ганев, зам.-кмет" in say(custody)
    fill(custody, "Ден", "19.5.27")
    windows.settle(qtbot, window)
    assert "печатът е у: Кмет на Община Русе" in say(custody)
    assert "Печатът е у: Иван Ганев, зам.-кмет" in say(screen)
    press(qtbot, custody, "Впиши връщане…")
    back = windows.dialog(qtbot, window, ReturnDialog)
    fill(back, "Върнат на", "вчера")
    press(qtbot, back, "Впиши връщането")
    windows.gone(qtbot, window, ReturnDialog)
    windows.settle(qtbot, window)
    assert "Печатът е у: Кмет на Община Русе" in say(screen)
    custody.hide()


def test_a_seal_that_is_not_back_is_shown_late(qtbot: Any, folder: Path):
    with services(folder, NOW) as s:
        days = [date(2027, 5, n) for n in (3, 3, 14)]
        s.seal_custody.hand_over(CustodyInput("Иван Ганев", "", "15", *days), actor=ACTOR)
    with windows.opened(qtbot, folder, NOW) as made:
        press(qtbot, made, "Иван Ганев – за връщане от 14.05.2027")
        windows.settle(qtbot, made)
        custody = windows.dialog(qtbot, made, CustodyDialog)
        windows.settle(qtbot, made)
        assert custody.chosen.holder == "Иван Ганев"
        assert "за връщане от 14.05.2027\u00a0г." in say(made.pages.current())


def test_search_filters_and_period_narrow_the_list_and_are_remembered(qtbot: Any, folder: Path):
    with windows.opened(qtbot, folder, NOW) as made:
        screen = open_tab(qtbot, made)
        assert screen.section.view.filters.search.hasFocus()
        type_text(screen.section.view.filters.search, "битоля")
        windows.settle(qtbot, made)
        assert listed(screen) == ["1/2027"]
        fill(screen, "От ден", "22.5.27")
        windows.settle(qtbot, made)
        assert "Нищо не отговаря на филтъра" in say(screen)
        press(qtbot, screen, "Покажи всичко")
        windows.settle(qtbot, made)
        assert listed(screen) == ["2/2027", "1/2027"]
        fill(screen, "Вид документ", "т. 3: Декларации от името на Общината")
        windows.settle(qtbot, made)
        assert listed(screen) == ["2/2027"]
    with windows.opened(qtbot, folder, NOW) as made:
        screen = open_tab(qtbot, made)
        assert listed(screen) == ["2/2027"]
        made.pages.open_record("seal", 1)
        windows.settle(qtbot, made)
        assert screen.section.view.current == 1


def test_the_list_is_printed_and_kept_as_a_spreadsheet(
    qtbot: Any, window: Any, screen: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    type_text(screen.section.view.filters.search, "битоля")
    windows.settle(qtbot, window)
    keys(window, "Ctrl+P")
    paper = windows.dialog(qtbot, window, PdfDialog)
    text = words(paper.view.pdf, 0)
    assert "Опис на подпечатаните документи" in text
    assert "търсено: „битоля“" in text
    assert "2/2027" not in text
    paper.hide()
    target = tmp_path / "опис.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    press(qtbot, screen, "Таблица…")
    qtbot.waitUntil(target.exists, timeout=windows.PATIENCE)
    windows.settle(qtbot, window)
    rows = CalamineWorkbook.from_path(str(target)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[5:]] == ["1/2027"]


def test_ten_thousand_lines_are_scrolled_sorted_and_searched(qtbot: Any, folder: Path):
    with services(folder, NOW) as s, s.store.write(ACTOR, "seal.add", ("seal",)) as tx:
        first = tx.session.get_one(SealEntryRow, 1)
        like = {c.name: getattr(first, c.name) for c in SealEntryRow.__table__.columns}
        tx.session.execute(
            insert(SealEntryRow),
            [
                like | {"id": n, "number": n, "search_key": search_key(f"Договор {n}")}
                for n in range(3, MANY + 1)
            ],
        )
    with windows.opened(qtbot, folder, NOW) as made:
        screen = open_tab(qtbot, made)
        view = screen.section.view
        assert "10000 вписвания" in say(screen)
        assert listed(screen)[0] == "10000/2027"
        view.table.setFocus()
        qtbot.keyClick(view.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        windows.settle(qtbot, made)
        assert view.current == 1
        assert "1/2027" in listed(screen)
        type_text(view.filters.search, "договор 7777")
        windows.settle(qtbot, made)
        assert listed(screen) == ["7777/2027"]
