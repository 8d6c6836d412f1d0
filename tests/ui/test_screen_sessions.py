"""The tab „Заседания“ in the real window."""

from __future__ import annotations

import shutil
from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from ruse_desktop import app
from ruse_desktop.domain.sessions import AttendanceInput, SessionInput
from ruse_desktop.services import demo, demo_sessions
from ruse_desktop.services.facade import Services
from ruse_desktop.ui.kit.dialogs import OverrideDialog, TextDialog
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.sessions.attendance import AttendanceDialog, PlanDialog
from ruse_desktop.ui.screens.sessions.composition import CompositionDialog
from tests.ui import windows
from tests.ui.typing import type_text
from tests.ui.windows import (
    Modal,
    button,
    buttons,
    click,
    dialog,
    field,
    fill,
    gone,
    press,
    say,
    spin,
)

RIVALS = ("Росица Тодорова Венкова-Дамянова", "Неделчо Драгиев Кърджилов")


@pytest.fixture(scope="module")
def eve_folder(tmp_path_factory):
    """The example year on the day the arts commission meets: appointed, in the room, declared."""
    folder = tmp_path_factory.mktemp("eve")
    clock, law = demo.ScriptedClock(demo.start_of()), app.load_law()
    store = app.open_store(app.Options(data_dir=folder, clock=clock, actor=windows.ACTOR))
    services = Services(store, law, law.calendar(), windows.ACTOR, clock, folder)
    year = demo._Year(services, clock)
    year.old_book()
    year.edition()
    year.nominations()
    year.judge()
    stage = demo_sessions.Stage(services, clock, year.script, year.edition_id, year.ids, year.actor)
    stage.appoint()
    commission = stage._commissions["arts"]
    actor = windows.ACTOR
    day = clock.today()
    session = services.sessions.plan(
        commission.id, SessionInput(day, time(14), "зала „Малка“", "1"), actor=actor
    )
    lines = [AttendanceInput(one.id, present=True, declared=True) for one in commission.members]
    services.sessions.attend(session, lines, actor=actor)
    services.close()
    return folder, clock.now()


@pytest.fixture
def eve(qtbot, eve_folder, data_folder):
    """The window on the eve; the tab „Заседания“ in sight."""
    folder, now = eve_folder
    shutil.copytree(folder, data_folder, dirs_exist_ok=True)
    with windows.opened(qtbot, data_folder, now) as window:
        window.pages.show_screen("sessions")
        windows.settle(qtbot, window)
        yield window


@pytest.fixture
def room(qtbot, eve):
    """The session opened; its screen."""
    screen = eve.pages.current()
    press(qtbot, screen, "Открий заседанието")
    windows.settle(qtbot, eve)
    assert "· открито" in screen.session.head.text()
    return screen


@pytest.fixture
def held(demo_window, settle):
    """The tab over the finished example year."""
    demo_window.pages.show_screen("sessions")
    settle(demo_window)
    return demo_window.pages.current()


def test_empty_database_says_what_comes_first(window, settle):
    window.pages.show_screen("sessions")
    settle(window)
    assert "Още няма издание на награда" in say(window.pages.current())


def test_everything_that_takes_the_focus_has_a_name(room, eve, qtbot, settle):
    assert windows.nameless(eve) == []
    for kind, text in (
        (AttendanceDialog, "Присъствие и декларации…"),
        (PlanDialog, "Преброители…"),
    ):
        press(qtbot, room, text)
        shown = dialog(qtbot, eve, kind)
        assert windows.nameless(shown) == []
        shown.reject()
        gone(qtbot, eve, kind)


def test_seats_have_names_and_findings_follow_the_typing(eve, qtbot, settle):
    screen = eve.pages.current()
    press(qtbot, screen, "Състав…")
    seats = dialog(qtbot, eve, CompositionDialog)
    settle(eve)
    assert windows.nameless(seats) == []
    whole = say(seats.findings)
    seats._seats[1].name.clear()
    settle(eve)
    assert say(seats.findings) != whole
    type_text(seats._seats[1].name, "Станимир Асенов Делибалтов")
    settle(eve)
    assert say(seats.findings) == whole


def test_names_typed_in_seats_are_not_thrown_away_without_a_question(eve, qtbot, settle):
    screen = eve.pages.current()
    press(qtbot, screen, "Състав…")
    seats = dialog(qtbot, eve, CompositionDialog)
    fill(seats, "Секретар без право на глас", "Виолета Минкова")
    with Modal(lambda shown: press(qtbot, shown, "Отказ")) as asked:
        qtbot.keyClick(seats, Qt.Key.Key_Escape)
    assert "Незаписани промени" in asked.seen[0]
    assert seats.isVisible()
    assert seats.secretary.text() == "Виолета Минкова"
    with Modal(lambda shown: press(qtbot, shown, "Затвори без запис")):
        qtbot.keyClick(seats, Qt.Key.Key_Escape)
    gone(qtbot, eve, CompositionDialog)


def test_keys_print_the_minutes_and_open_the_attendance(room, eve, qtbot, settle):
    QTest.keySequence(eve, QKeySequence("Ctrl+P"))
    settle(eve)
    paper = dialog(qtbot, eve, PdfDialog)
    paper.reject()
    gone(qtbot, eve, PdfDialog)
    eve.activateWindow()
    windows.QApplication.processEvents()
    QTest.keySequence(eve, QKeySequence("F2"))
    assert dialog(qtbot, eve, AttendanceDialog).isVisible()


def test_finding_opens_the_text_of_its_article(room, eve, qtbot, settle):
    citation = next(text for text in buttons(room.composition) if text.startswith("чл. 45"))
    press(qtbot, room.composition, citation)
    settle(eve)
    assert eve.article.isVisible()
    assert eve.article.title.text() == citation
    assert eve.article.text.toPlainText()


def test_override_quotes_the_article_and_needs_a_reason_and_a_document(eve, qtbot, settle):
    screen = eve.pages.current()
    press(qtbot, screen, "Присъствие и декларации…")
    there = dialog(qtbot, eve, AttendanceDialog)
    there.lines[0].declared.setChecked(False)
    press(qtbot, there, "Запиши присъствието")
    settle(eve)
    gone(qtbot, eve, AttendanceDialog)
    press(qtbot, screen, "Преодоляване…")
    shown = dialog(qtbot, eve, OverrideDialog)
    assert windows.nameless(shown) == []
    assert "чл. 45, ал. 7" in say(shown)
    assert "роднински" in say(shown)
    fill(shown, "Защо правилото не се прилага", "Кратка причина")
    fill(shown, "Документ", "вх. № 30-400")
    assert not shown.do.isEnabled()
    fill(shown, "Защо правилото не се прилага", "Подписана на хартия, в преписката")
    fill(shown, "Документ", "")
    assert not shown.do.isEnabled()
    fill(shown, "Документ", "вх. № 30-400")
    click(qtbot, shown.do)
    settle(eve)
    press(qtbot, screen, "Открий заседанието")
    settle(eve)
    assert "· открито" in screen.session.head.text()
    assert "Отклонение №" in say(screen.composition)


def test_wrong_hour_keeps_the_plan_open_with_what_was_typed(eve, qtbot, settle):
    screen = eve.pages.current()
    press(qtbot, screen, "Промени датата…")
    plan = dialog(qtbot, eve, PlanDialog)
    fill(plan, "Час", "27:00")
    fill(plan, "Място", "зала „Европа“")
    press(qtbot, plan, "Запиши")
    assert "Часът се пише така" in say(plan)
    assert field(plan, "Място").text() == "зала „Европа“"
    fill(plan, "Час", "15:30")
    press(qtbot, plan, "Запиши")
    settle(eve)
    assert "15:30 ч., зала „Европа“" in screen.session.head.text()


def test_wrong_hour_of_leaving_is_refused_and_stays_typed(room, eve, qtbot, settle):
    press(qtbot, room, "Присъствие и декларации…")
    there = dialog(qtbot, eve, AttendanceDialog)
    name = there.lines[0].line.name
    fill(there, f"Напуснал в – {name}", "1 7:0x")
    press(qtbot, there, "Запиши присъствието")
    settle(eve)
    assert there.isVisible()
    assert "1 7:0x" in say(there)
    fill(there, f"Напуснал в – {name}", "17:05")
    press(qtbot, there, "Запиши присъствието")
    settle(eve)
    gone(qtbot, eve, AttendanceDialog)
    assert room.quorum.text() == "с право на глас 8 от 9"


@pytest.mark.requirement("R-45-5.4")
def test_round_is_not_sealed_while_the_arithmetic_is_wrong(room, eve, qtbot):
    panel = room.session.slot_panel
    spin(panel, f"Гласове за {RIVALS[0]}", 9)
    spin(panel, f"Гласове за {RIVALS[1]}", 5)
    assert "кой брои" in say(panel)
    assert not panel.count.seal.isEnabled()
    type_text(panel.count.teller.lineEdit(), "Ива Тодорова")
    assert panel.count.seal.isEnabled()
    spin(panel, "Недействителни", 1)
    assert "не правят 9" in say(panel)
    assert not panel.count.seal.isEnabled()
    spin(panel, "Действителни", 8)
    assert "има 9 гласа" in say(panel)
    assert not panel.count.seal.isEnabled()


def test_totals_not_yet_sealed_survive_a_look_at_another_section(room, eve, qtbot, settle):
    panel = room.session.slot_panel
    spin(panel, f"Гласове за {RIVALS[0]}", 6)
    first, second = (text for text in buttons(room.session) if text.startswith(("1.1", "1.3")))
    press(qtbot, room, second)
    assert panel.place.slot.code == "1.3"
    press(qtbot, room, first)
    assert field(panel, f"Гласове за {RIVALS[0]}").value() == 6


def test_sealing_asks_first_and_a_no_changes_nothing(room, eve, qtbot, settle):
    panel = room.session.slot_panel
    type_text(panel.count.teller.lineEdit(), "Ива Тодорова")
    for name, votes in zip(RIVALS, (9, 5), strict=True):
        spin(panel, f"Гласове за {name}", votes)
    with Modal(lambda shown: press(qtbot, shown, "Отказ")) as asked:
        click(qtbot, panel.count.seal)
    assert any("Предаденото броене не се променя" in text for text in asked.seen)
    settle(eve)
    assert panel.place.rounds == ()
    assert field(panel, f"Гласове за {RIVALS[0]}").value() == 9


def test_motive_shorter_than_a_sentence_cannot_be_written(room, eve, qtbot, settle):
    panel = room.session.slot_panel
    seen = []

    def answer(shown: TextDialog) -> None:
        shown.field.clear()
        type_text(shown.field, "б.")
        seen.append(shown.do.isEnabled())
        press(qtbot, shown, "Отказ")

    with Modal(answer):
        press(qtbot, panel, "Неприсъдена…")
    settle(eve)
    assert seen == [False]
    assert panel.place.unawarded == ""


def test_closing_says_which_sections_wait_for_the_next_session(room, eve, qtbot, settle):
    with Modal(lambda shown: press(qtbot, shown, "Отказ")) as asked:
        press(qtbot, room, "Приключи заседанието…")
    settle(eve)
    assert "Остават за следващо заседание: 1.1" in "\n".join(asked.seen)
    assert "· открито" in room.session.head.text()
    with Modal(lambda shown: press(qtbot, shown, "Приключи и остави останалото")):
        press(qtbot, room, "Приключи заседанието…")
    settle(eve)
    dialog(qtbot, eve, PdfDialog).reject()
    settle(eve)
    assert "· приключило" in room.session.head.text()
    assert "Насрочи следващо заседание…" in buttons(room)


def test_keyboard_alone_reaches_a_section_and_counts(room, eve, qtbot, settle):
    tile = button(room, next(text for text in buttons(room.session) if text.startswith("1.3")))
    tile.setFocus()
    qtbot.keyClick(tile, Qt.Key.Key_Space)
    settle(eve)
    panel = room.session.slot_panel
    assert panel.place.slot.code == "1.3"
    assert field(panel, "Преброител").currentText() == ""
    type_text(panel.count.teller.lineEdit(), "Ива Тодорова")
    issued = field(panel, "Раздадени бюлетини")
    issued.setFocus()
    names = []
    for _n in range(12):
        focus = eve.focusWidget()
        names.append(windows.name_of(focus))
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert names[:6] == [
        "Раздадени бюлетини", "Пуснати бюлетини", "Върнати неизползвани",
        "Действителни", "Бели", "Недействителни",
    ]  # fmt: skip
    assert names[6].startswith("Гласове за ")


def test_held_session_shows_results_and_changes_nothing(held, demo_window):
    assert "· приключило" in held.session.head.text()
    assert "вписано в книгата" in say(held)
    assert "Приключи заседанието…" not in buttons(held)
    assert held.session.slot_panel.count is None
    assert f"Носител: {RIVALS[0]}" in say(held.session.slot_panel)


def test_minutes_of_a_held_session_open_as_pages(held, demo_window, qtbot, settle):
    press(qtbot, held, "Протокол")
    settle(demo_window)
    paper = dialog(qtbot, demo_window, PdfDialog)
    assert paper.view.pdf.startswith(b"%PDF")
    qtbot.waitUntil(lambda: not paper.view.sheet.pixmap().isNull())
    assert windows.nameless(paper) == []


def test_record_of_another_commission_is_shown_when_asked_before_loading(
    qtbot, demo_folder, data_folder
):
    shutil.copytree(demo_folder, data_folder, dirs_exist_ok=True)
    with windows.opened(qtbot, data_folder, demo.end_of()) as window:
        window.pages.open_record("session", 2)
        windows.settle(qtbot, window)
        assert window.pages.current().chosen[1].id == 2
