"""The section „Празник на града“ in the real window: a year from its opening to the report."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import python_calamine
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ruse_desktop.domain.city_day_money import Paper, Source
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.ui.screens.protocol import city_day_papers
from ruse_desktop.ui.screens.protocol.city_day_item import DropDialog, ItemDialog, LinkDialog
from ruse_desktop.ui.screens.protocol.city_day_steps import (
    ApprovalDialog,
    DecisionDialog,
    EditionDialog,
    SubmitDialog,
)
from ruse_desktop.ui.screens.protocol.city_day_sums import (
    EntriesDialog,
    EntryDialog,
    LineDialog,
    SponsorDialog,
)
from ruse_desktop.ui.screens.sessions.change_paper import DraftDialog
from ruse_desktop.ui.screens.today.short_link import ShortLink
from tests.storage.test_city_day import RITUAL, item
from tests.ui import windows
from tests.ui.filling import services
from tests.ui.typing import type_text
from tests.ui.windows import ACTOR, fill, press, say
from tests.unit import pdf_reading

APRIL = datetime(2027, 4, 12, 10, tzinfo=SOFIA)
JUNE = datetime(2027, 6, 3, 10, tzinfo=SOFIA)


def open_section(qtbot: Any, window: Any) -> Any:
    window.pages.show_screen("protocol")
    section = window.pages.current().show_section("city-day")
    windows.settle(qtbot, window)
    return section


def keys(window: Any, sequence: str) -> None:
    window.activateWindow()  # nobody gives it back to the window without a screen
    QApplication.processEvents()
    QTest.keySequence(window, QKeySequence(sequence))


def by_space(qtbot: Any, dialog: Any) -> None:
    """The dialog's button, by keyboard."""
    assert dialog.do.isEnabled(), say(dialog)
    dialog.do.setFocus()
    qtbot.keyClick(dialog.do, Qt.Key.Key_Space)


def closed(qtbot: Any, window: Any, kind: type) -> None:
    windows.gone(qtbot, window, kind)
    windows.settle(qtbot, window)


def test_a_year_is_opened_its_programme_ordered_and_brought_in_late(
    qtbot: Any, data_folder: Path
) -> None:
    with windows.opened(qtbot, data_folder, APRIL) as window:
        section = open_section(qtbot, window)
        assert "Празникът още не е открит" in say(section)
        press(qtbot, section, "Открий празника за 2027 г.")
        windows.settle(qtbot, window)
        assert section.title.text() == "Празник на града – 6 май 2027\u00a0г."
        assert "Програмата не е внесена в комисията" in say(section.card)
        assert "Програмата е празна" in say(section)

        press(qtbot, section, "Патрон и организатор…")
        dialog = windows.dialog(qtbot, window, EditionDialog)
        type_text(dialog.patron, "Пламен Рашев")
        by_space(qtbot, dialog)
        closed(qtbot, window, EditionDialog)
        assert "Пламен Рашев" in say(section.card)

        assert "Нова проява…" in windows.buttons(window)
        keys(window, "Ctrl+N")
        dialog = windows.dialog(qtbot, window, ItemDialog)
        assert not windows.nameless(dialog)
        assert not dialog.do.isEnabled()
        type_text(dialog.fields.title, "Празничен концерт")
        type_text(dialog.budget, "14 500,00")
        windows.settle(qtbot, window)
        by_space(qtbot, dialog)
        closed(qtbot, window, ItemDialog)
        page = section.pages["programme"]
        assert [line.texts[2] for line in page.table.lines_model.lines] == ["Празничен концерт"]
        assert "бюджет на проявите 14\u00a0500,00\u00a0€" in page.sum.text()

        qtbot.keyClick(page.table, Qt.Key.Key_Return)
        dialog = windows.dialog(qtbot, window, ItemDialog)
        assert dialog.budget.amount() == 14500
        dialog.reject()
        press(qtbot, section, "Извади проявата…")
        dialog = windows.dialog(qtbot, window, DropDialog)
        by_space(qtbot, dialog)
        closed(qtbot, window, DropDialog)
        press(qtbot, section, "От календара…")
        dialog = windows.dialog(qtbot, window, LinkDialog)
        assert dialog.table.lines_model.lines[0].texts[2] == "Празничен концерт"
        by_space(qtbot, dialog)
        closed(qtbot, window, LinkDialog)
        assert len(section.found.items) == 1

        bring_in(qtbot, window, section)


def bring_in(qtbot: Any, window: Any, section: Any) -> None:
    section.show_list("versions")
    press(qtbot, section, "Внасяне…")
    dialog = windows.dialog(qtbot, window, SubmitDialog)
    windows.settle(qtbot, window)
    assert "След 10 април (събота)" in say(dialog)
    type_text(dialog.number, "15-203")
    assert not dialog.do.isEnabled()
    type_text(dialog.reason, "Съгласуването с партньорите закъсня.")
    by_space(qtbot, dialog)
    closed(qtbot, window, SubmitDialog)
    assert section.state.text() == "в. 1: внесена на 12.04.2027\u00a0г."
    for words in ("Разгледана на", "Утвърдена на"):
        press(qtbot, section, "Решение на комисията…")
        dialog = windows.dialog(qtbot, window, DecisionDialog)
        assert words in say(dialog)
        if not dialog.number.text():
            type_text(dialog.number, "9")
        by_space(qtbot, dialog)
        closed(qtbot, window, DecisionDialog)
    assert section.state.text() == "в. 1: утвърдена на 12.04.2027\u00a0г."
    press(qtbot, section, "Внасяне…")
    assert "няма какво да се внесе" in say(section)

    press(qtbot, section, "Писмо до комисията…")
    draft = windows.dialog(qtbot, window, DraftDialog)
    text = pdf_reading.words(draft._pdf, 0)
    assert "ПОСТОЯННАТА КОМИСИЯ ПО КУЛТУРА И РЕЛИГИОЗНИ ВЪПРОСИ" in text
    assert "Изх. № 15-203" in text
    draft.reject()


def test_money_from_the_plan_to_the_report(
    qtbot: Any, data_folder: Path, tmp_path: Path, monkeypatch: Any
) -> None:
    with services(data_folder, JUNE) as s:
        s.city_day.open(2027, actor=ACTOR)
        for one in (RITUAL, item("Концерт", date(2027, 5, 6), 20, "4000")):
            s.city_day.add_item(2027, one, actor=ACTOR)
    with windows.opened(qtbot, data_folder, JUNE) as window:
        section = open_section(qtbot, window)
        section.show_list("money")
        for kind, name, amount in (
            ("Приход – спонсорство и реклама (чл. 24, т. 2)", "Спонсори", "6 500"),
            ("Разход", "озвучаване", "4 000"),
        ):
            keys(window, "Ctrl+N")
            dialog = windows.dialog(qtbot, window, LineDialog)
            fill(dialog, "Вид", kind)
            type_text(dialog.name, name)
            type_text(dialog.planned, amount)
            by_space(qtbot, dialog)
            closed(qtbot, window, LineDialog)
        assert [one.typed.source for one in section.found.income] == [Source.SPONSOR]
        press(qtbot, section, "Утвърди плана…")
        dialog = windows.dialog(qtbot, window, ApprovalDialog)
        fill(dialog, "Утвърден на", "5.4.27")
        type_text(dialog.number, "12")
        by_space(qtbot, dialog)
        closed(qtbot, window, ApprovalDialog)
        assert "№ 12 от 05.04.2027" in say(section.card)

        section.pages["money"].table.select(section.found.costs[0].id)
        press(qtbot, section, "Нова сума…")
        dialog = windows.dialog(qtbot, window, EntryDialog)
        assert not windows.nameless(dialog)
        type_text(dialog.amount, "4 320")
        windows.settle(qtbot, window)
        assert "Над плана с 320,00\u00a0€" in say(dialog)
        assert not dialog.do.isEnabled()
        type_text(dialog.reason, "Втори ден на концерта.")
        by_space(qtbot, dialog)
        closed(qtbot, window, EntryDialog)
        cells = [one.texts for one in section.pages["money"].table.lines_model.lines]
        assert cells[1][-2:] == ("+320,00\u00a0€", "+8,0\u00a0%")
        press(qtbot, section, "Суми по реда…")
        dialog = windows.dialog(qtbot, window, EntriesDialog)
        assert dialog.table.lines_model.lines[0].texts[1] == "4\u00a0320,00\u00a0€"
        dialog.accept()

        a_sponsor(qtbot, window, section)
        the_report(qtbot, window, section)
        a_table(qtbot, window, section, tmp_path / "план.xlsx", monkeypatch)
        today_leads_here(qtbot, window, section)


def a_sponsor(qtbot: Any, window: Any, section: Any) -> None:
    section.show_list("sponsors")
    assert "Нов договор…" in windows.buttons(window)
    keys(window, "Ctrl+N")
    dialog = windows.dialog(qtbot, window, SponsorDialog)
    assert not windows.nameless(dialog)
    type_text(dialog.name, "Речна търговия ООД")
    type_text(dialog.contract_no, "С-4")
    fill(dialog, "Дата на договора", "20.2.27")
    type_text(dialog.amount, "6 500")
    fill(dialog, "Ползва символ", "Герб")
    windows.settle(qtbot, window)
    assert "Без разрешение по чл. 8" in say(dialog)
    by_space(qtbot, dialog)
    closed(qtbot, window, SponsorDialog)
    assert "символ „герб“ без действащо разрешение" in say(section.card)
    press(qtbot, section, "Постъпление…")
    dialog = windows.dialog(qtbot, window, EntryDialog)
    assert dialog.amount.amount() == 6500
    by_space(qtbot, dialog)
    closed(qtbot, window, EntryDialog)
    assert section.found.sponsors[0].received == 6500


def the_report(qtbot: Any, window: Any, section: Any) -> None:
    section.show_list("money")
    press(qtbot, section, "Финансов отчет…")
    draft = windows.dialog(qtbot, window, DraftDialog)
    text = pdf_reading.words(draft._pdf, 0)
    for words in ("УТВЪРЖДАВАМ:", "Кмет на Община Русе", "+8,0", "Втори ден на концерта."):
        assert words in text
    draft.reject()


def a_table(qtbot: Any, window: Any, section: Any, target: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(city_day_papers, "ask_save", lambda *_a: target)
    section.save_table()
    windows.settle(qtbot, window)
    sheet = python_calamine.load_workbook(str(target)).get_sheet_by_index(0).to_python()
    rows = {row[2]: tuple(row) for row in sheet if row[2]}
    assert rows["озвучаване"][3:7] == (4000, 4320, 320, "+8,0\u00a0%".replace("\u00a0", " "))
    with_paper = [one.paper for one in section.found.approvals]
    assert with_paper == [Paper.PLAN]
    assert section.found.budget == Decimal(4000)


def today_leads_here(qtbot: Any, window: Any, section: Any) -> None:
    window.pages.show_screen("today")
    windows.settle(qtbot, window)
    today = window.pages.current()
    report = next(
        one for one in today.findChildren(ShortLink) if one.text().startswith("Отчетът не е")
    )
    window.pages.show_screen("protocol")
    window.pages.current().show_section("calendar")
    assert "Ново събитие…" in windows.buttons(window)
    window.pages.show_screen("today")
    windows.click(qtbot, report)
    windows.settle(qtbot, window)
    assert window.pages.current().section is section
