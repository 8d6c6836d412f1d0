"""The section „Значка“ in the real window: stock, wearers, honours, souvenirs."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from ruse_desktop.domain.badge_records import OutletInput, TermInput, WearInput
from ruse_desktop.domain.stock import BatchInput
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.symbols.badge_gift_entry import ForumDialog, SaleDialog
from ruse_desktop.ui.screens.symbols.badge_honour import HandOverDialog, HonourDialog
from ruse_desktop.ui.screens.symbols.badge_moves import CountDialog, VariantMoveDialog
from ruse_desktop.ui.screens.symbols.badge_wear_entry import (
    CloseDialog,
    DayDialog,
    IssueDialog,
    PositionDialog,
    TermDialog,
)
from tests.ui import windows
from tests.ui.filling import services
from tests.ui.typing import type_text
from tests.ui.windows import ACTOR, fill, press, say
from tests.unit.pdf_reading import words

NOW = datetime(2027, 5, 24, 11, 0, tzinfo=SOFIA)
WHY = "по изрично решение на кмета за гост"


@pytest.fixture
def window(qtbot: Any, tmp_path: Path) -> Any:
    folder = tmp_path / "data"
    folder.mkdir()
    with services(folder, NOW) as s:
        for line in s.badge_stock.lines():
            batch = BatchInput(date(2027, 2, 1), 40, "Фактура № 118")
            s.stock.receive(actor=ACTOR, code=line.variant.stock, batch=batch)
        typed = TermInput(
            "Радостина Филева", "общински съветник", date(2023, 11, 10), date(2027, 4, 30),
            "badge-wearer-4",
        )  # fmt: skip
        term = s.badge_wearers.appoint(typed, actor=ACTOR)
        s.badge_wearers.issue(term.id, WearInput(date(2027, 2, 10)), actor=ACTOR)
        s.badge_outlets.add(OutletInput("Туристически информационен център"), actor=ACTOR)
    with windows.opened(qtbot, folder, NOW) as made:
        yield made


def open_pane(qtbot: Any, window: Any, name: str) -> Any:
    window.pages.show_screen("symbols")
    section = window.pages.current().show_section("badge")
    windows.settle(qtbot, window)
    pane = section.show_pane(name)
    windows.settle(qtbot, window)
    return pane


def new(qtbot: Any, window: Any, kind: Any) -> Any:
    press(qtbot, window.pages.current(), "Ново вписване…")
    dialog = windows.dialog(qtbot, window, kind)
    assert not windows.nameless(dialog)
    return dialog


def saved(qtbot: Any, window: Any, dialog: Any, do: str) -> None:
    press(qtbot, dialog, do)
    windows.gone(qtbot, window, type(dialog))
    windows.settle(qtbot, window)


def paper(qtbot: Any, window: Any) -> str:
    dialog = windows.dialog(qtbot, window, PdfDialog)
    text = words(dialog.view.pdf, 0)
    dialog.accept()
    windows.settle(qtbot, window)
    return text


@pytest.mark.requirement("R-16-0.1", "R-16-0.2", "R-16-0.4", "R-16-0.5", "R-16-0.3")
def test_an_official_gets_a_badge_and_a_former_one_gives_it_back(qtbot: Any, window: Any) -> None:
    pane = open_pane(qtbot, window, "badge-wear")
    section = pane.section
    assert not windows.nameless(section)
    assert "1 значка е у човек, който вече не е на длъжност." in say(section)
    press(qtbot, section, "Покажи ги")
    windows.settle(qtbot, window)
    assert "за връщане" in say(pane.card)
    press(qtbot, pane, "Върната или оставена…")
    dialog = windows.dialog(qtbot, window, CloseDialog)
    fill(dialog, "Значката е", "оставена")
    assert not dialog.do.isEnabled()
    fill(dialog, "Причина", WHY)
    saved(qtbot, window, dialog, "Впиши")
    assert f"оставена 24.05.2027\u00a0г.: {WHY}" in say(pane.card)
    assert not section.former.isVisible()
    # somebody whose position is outside the groups, then marked as management
    dialog = new(qtbot, window, TermDialog)
    type_text(dialog.name, "Стоян Пеев")
    dialog.position.setEditText("началник отдел")
    fill(dialog, "На длъжност от", "1.3.27")
    saved(qtbot, window, dialog, "Впиши")
    assert "извън групите" in say(pane.card)
    press(qtbot, pane, "Издай значка…")
    dialog = windows.dialog(qtbot, window, IssueDialog)
    windows.settle(qtbot, window)
    assert "Длъжността „началник отдел“ не е сред чл. 16, т. 1–4." in say(dialog)
    assert not dialog.do.isEnabled()
    dialog.done(0)
    press(qtbot, pane, "Длъжността…")
    dialog = windows.dialog(qtbot, window, PositionDialog)
    dialog.group.setCurrentIndex(dialog.group.findData("badge-wearer-3"))
    saved(qtbot, window, dialog, "Отбележи")
    assert "без значка" in say(pane.card)
    press(qtbot, pane, "Издай значка…")
    dialog = windows.dialog(qtbot, window, IssueDialog)
    assert not dialog.reason.isVisible()
    fill(dialog, "Издадена на", "1.1.27")
    windows.settle(qtbot, window)
    assert "В деня на издаването лицето не заема длъжността" in say(dialog)
    assert not dialog.do.isEnabled()
    fill(dialog, "Издадена на", "24.5.27")
    saved(qtbot, window, dialog, "Издай")
    assert "носи" in say(pane.card)


@pytest.mark.requirement("R-16-0.3")
def test_papers_of_the_wearers_and_the_count(qtbot: Any, window: Any) -> None:
    pane = open_pane(qtbot, window, "badge-wear")
    press(qtbot, pane.section, "Списък за подпис…")
    text = paper(qtbot, window)
    assert "Радостина Филева" in text
    assert "Подпис" in text
    press(qtbot, pane.section, "Напомняне за празник…")
    dialog = windows.dialog(qtbot, window, DayDialog)
    fill(dialog, "Празник", "друг ден")
    fill(dialog, "Ден", "3.3.27")
    fill(dialog, "Повод", "Национален празник")
    press(qtbot, dialog, "Покажи списъка")
    text = paper(qtbot, window)
    assert "Национален празник – 03.03.2027" in text
    assert "Радостина Филева" in text
    pane = open_pane(qtbot, window, "badge-moves")
    press(qtbot, pane.section, "Броителен лист…")
    press(qtbot, windows.dialog(qtbot, window, CountDialog), "Покажи листа")
    assert "представителна 40 1 0 0 0 39" in paper(qtbot, window)


@pytest.mark.requirement("R-17-0.1", "R-17-0.2", "R-17-0.3", "R-17-0.4")
def test_an_honour_is_entered_and_handed_over(qtbot: Any, window: Any) -> None:
    pane = open_pane(qtbot, window, "badge-honour")
    assert "Наградата „Почетен знак на Община Русе“ е друга" in say(pane)
    dialog = new(qtbot, window, HonourDialog)
    assert "не е наградата „Почетен знак на Община Русе“ (чл. 30)" in say(dialog)
    type_text(dialog.given, "Ева")
    type_text(dialog.family, "Линдрот")
    dialog.citizenship.setEditText("шведско")
    dialog.grounds["donation"].click()
    type_text(dialog.number, "РД-01-77")
    fill(dialog, "Дата на заповедта", "20.4.27")
    assert dialog.do.isEnabled()
    fill(dialog, "Вариант", "сувенирна")
    assert not dialog.do.isEnabled()
    windows.settle(qtbot, window)
    assert "Като почетен знак се връчва само представителната значка." in say(dialog)
    fill(dialog, "Вариант", "представителна")
    fill(dialog, "Решил", "")
    windows.settle(qtbot, window)
    assert "Чл. 17 не посочва орган – посочете кой е решил." in say(dialog)
    fill(dialog, "Решил", "Кмет на Община Русе")
    saved(qtbot, window, dialog, "Впиши")
    assert "за връчване" in say(pane.card)
    assert "шведско" in say(pane.card)
    press(qtbot, pane, "Впиши връчването…")
    dialog = windows.dialog(qtbot, window, HandOverDialog)
    fill(dialog, "Връчена на", "6.5.27")
    saved(qtbot, window, dialog, "Впиши връчването")
    assert "от Кмета" in say(pane.card)
    assert "почетен (чл. 17), представителна" in say(pane.card)
    assert "представителна: 38" in say(pane.section)


@pytest.mark.requirement("R-15-2.2", "R-18-0.1", "R-18-0.2", "R-18-0.3", "R-18-0.4")
def test_souvenirs_never_fall_below_zero_and_nothing_typed_is_lost(qtbot: Any, window: Any) -> None:
    pane = open_pane(qtbot, window, "badge-forum")
    dialog = new(qtbot, window, ForumDialog)
    type_text(dialog.forum, "Дунавски форум")
    fill(dialog, "Характер", "международен")
    fill(dialog, "Получатели", "делегациите")
    fill(dialog, "Брой", "41")
    fill(dialog, "Вариант", "представителна")
    windows.settle(qtbot, window)
    assert "Чл. 18 – сувенирен характер" in say(dialog)
    assert not dialog.do.isEnabled()
    fill(dialog, "Вариант", "сувенирна")
    press(qtbot, dialog, "Впиши")
    windows.settle(qtbot, window)
    assert "има 40, искат се 41" in say(dialog.message)
    assert dialog.forum.text() == "Дунавски форум"
    fill(dialog, "Брой", "10")
    saved(qtbot, window, dialog, "Впиши")
    assert "10 бр., сувенирна" in say(pane.card)
    pane = open_pane(qtbot, window, "badge-outlet")
    for verb, n, do in (
        ("Достави…", "20", "Впиши доставката"), ("Продадени…", "7", "Впиши продадените"),
    ):  # fmt: skip
        press(qtbot, pane, verb)
        dialog = windows.dialog(qtbot, window, SaleDialog)
        fill(dialog, "Брой", n)
        saved(qtbot, window, dialog, do)
    assert "остават 13" in say(pane.card)
    assert "сувенирна: 10" in say(pane.section)
    pane = open_pane(qtbot, window, "badge-moves")
    dialog = new(qtbot, window, VariantMoveDialog)
    fill(dialog, "Доставчик", "Ателие „Релеф“")
    windows.settle(qtbot, window)
    assert "Герб в контурен релеф – чл. 8" in say(dialog)
    fill(dialog, "Документ", "Фактура № 200")
    fill(dialog, "Брой", "5")
    saved(qtbot, window, dialog, "Заприходи")
    assert "сувенирна: 15" in say(pane.section)
