"""The room before and during a session: declarations, hints, notices, coming and going."""

from __future__ import annotations

import shutil
from datetime import date, datetime

import pytest
from PySide6.QtWidgets import QPushButton

from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.screens.sessions.attendance import AttendanceDialog
from ruse_desktop.ui.screens.sessions.notices import NoticesDialog
from tests.storage.awards_world import AwardWorld
from tests.ui import windows
from tests.ui.test_screen_sessions import eve, eve_folder, room
from tests.ui.typing import type_text
from tests.ui.windows import Modal, click, dialog, field, fill, gone, press, say

__all__ = ["eve", "eve_folder", "room"]  # fixtures

NELI = "Нели Огнянова Шопова"
LEAVING = "Лилия Георгиева Пройкова"


def attendance(qtbot, eve, screen):
    """The dialog, its hints read."""
    press(qtbot, screen, "Присъствие и декларации…")
    there = dialog(qtbot, eve, AttendanceDialog)
    windows.settle(qtbot, eve)
    return there


def choose(qtbot, there, name):
    """Show the declaration of this member."""
    found = (b for b in there.findChildren(QPushButton) if b.accessibleName().startswith(
        f"Декларация и връзки – {name}"
    ))  # fmt: skip
    click(qtbot, next(found))


def named(there, name):
    """The button with this accessible name."""
    return field(there, name, QPushButton)


@pytest.mark.requirement("R-45-7.1")
def test_two_recusals_of_nine_leave_seven_in_the_vote_and_in_the_base(eve, qtbot, settle):
    screen = eve.pages.current()
    there = attendance(qtbot, eve, screen)
    assert windows.nameless(there) == []
    assert "с право на глас 9 от 9" in say(there)
    for name, whom, kind in (
        (NELI, "Неделчо Драгиев Кърджилов – предложен", "родство"),
        (LEAVING, "Светломира Павлова Гърбева – предложен", "служебни взаимоотношения"),
    ):
        choose(qtbot, there, name)
        assert not windows.button(there, "Добави връзката").isEnabled()
        fill(there, "Връзка с", whom)
        fill(there, "Вид на връзката", kind)
        fill(there, "Каква е връзката", "сестра на съпруга")
        press(qtbot, there, "Добави връзката")
    assert "с право на глас 7 от 7; кворум 4" in say(there)
    assert [one.relations.text() for one in there.lines].count("1 връзка · отведен") == 2
    assert windows.nameless(there) == []
    press(qtbot, there, "Запиши присъствието")
    settle(eve)
    gone(qtbot, eve, AttendanceDialog)
    assert screen.quorum.text().startswith("с право на глас 7")
    assert "Отведени без заместник: 2 от 9" in say(screen.composition)
    press(qtbot, screen, "Открий заседанието")
    settle(eve)
    assert screen.session.slot_panel.place is not None
    assert field(screen, "Раздадени бюлетини").value() == 7


def test_relation_is_taken_back_before_it_is_saved(eve, qtbot, settle):
    there = attendance(qtbot, eve, eve.pages.current())
    choose(qtbot, there, NELI)
    fill(there, "Връзка с", "Неделчо Драгиев Кърджилов – предложен")
    press(qtbot, there, "Добави връзката")
    assert there.lines[6].conflicts
    press(qtbot, there, "Премахни")
    assert there.lines[6].conflicts == ()
    assert "с право на глас 9 от 9" in say(there)


@pytest.mark.requirement("R-45-7.5")
def test_session_is_not_opened_while_one_day_of_signing_is_empty(eve, qtbot, settle):
    screen = eve.pages.current()
    there = attendance(qtbot, eve, screen)
    choose(qtbot, there, NELI)
    fill(there, "Декларацията е подписана на", "")
    assert not there.lines[6].declared.isChecked()
    press(qtbot, there, "Запиши присъствието")
    settle(eve)
    press(qtbot, screen, "Открий заседанието")
    settle(eve)
    assert "Липсва подписана декларация" in say(screen.message)
    assert NELI in say(screen.message)
    assert "· насрочено" in screen.session.head.text()


@pytest.mark.requirement("R-45-7.4")
def test_hint_is_shown_with_what_it_rests_on_and_put_aside_with_a_note(eve, qtbot, settle):
    there = attendance(qtbot, eve, eve.pages.current())
    line = there.lines[4]
    before = line.hints
    assert before
    choose(qtbot, there, line.line.name)
    assert "Драматичен театър" in say(there.declaration)

    def answer(shown: TextDialog) -> None:
        type_text(shown.field, "театърът е държавен")
        press(qtbot, shown, "Отметни подсказката")

    links = [
        b for b in there.findChildren(QPushButton) if b.text() == "Не е връзка…" and b.isVisible()
    ]
    with Modal(answer):
        click(qtbot, links[0])
    settle(eve)
    assert line.hints == before - 1
    assert "Отметната от Мария Колева: театърът е държавен" in say(there.declaration)
    press(qtbot, there, "Върни подсказката")
    settle(eve)
    assert line.hints == before
    links = [
        b for b in there.findChildren(QPushButton) if b.text() == "Обяви връзка" and b.isVisible()
    ]
    click(qtbot, links[0])
    assert field(there, "Връзка с").currentText().endswith("– предложен")
    assert field(there, "Вид на връзката").currentText() == "служебни взаимоотношения"
    press(qtbot, there, "Добави връзката")
    assert line.hints == before - 1
    assert "отведен" in line.relations.text()


def test_clock_buttons_write_the_hour_and_the_quorum_follows(room, eve, qtbot, settle):
    there = attendance(qtbot, eve, room)
    click(qtbot, named(there, f"Излезе сега – {LEAVING}"))
    hour = f"{there.context.clock.now():%H:%M}"
    assert field(there, f"Напуснал в – {LEAVING}").text() == hour
    assert "с право на глас 8 от 9" in say(there)
    press(qtbot, there, "Запиши присъствието")
    settle(eve)
    assert room.quorum.text() == "с право на глас 8 от 9"
    assert field(room, "Раздадени бюлетини").value() == 8
    there = attendance(qtbot, eve, room)
    click(qtbot, named(there, f"Дошъл/а сега – {LEAVING}"))
    assert field(there, f"Напуснал в – {LEAVING}").text() == ""
    assert field(there, f"Бележка – {LEAVING}").text() == f"извън залата {hour}–{hour}"
    press(qtbot, there, "Запиши присъствието")
    settle(eve)
    assert room.quorum.text() == "с право на глас 9 от 9"


@pytest.mark.requirement("R-45-5.2")
def test_journalist_at_a_closed_session_is_asked_for_a_reason(eve, qtbot, settle):
    screen = eve.pages.current()
    there = attendance(qtbot, eve, screen)
    press(qtbot, there, "Добави поканено лице")
    who = "друго лице"
    fill(there, f"Име без право на глас – {who}", "Ива Бонева")
    fill(there, f"Качество – {who}", "друго лице")
    fill(there, f"Какъв е – {who}", "журналист")
    press(qtbot, there, "Запиши присъствието")
    settle(eve)
    assert there.isVisible()
    assert "закрито заседание (чл. 45, ал. 5)" in say(there)
    fill(there, f"Защо е в залата – {who}", "снимка преди откриването")
    press(qtbot, there, "Запиши присъствието")
    settle(eve)
    gone(qtbot, eve, AttendanceDialog)
    assert "Ива Бонева (журналист) – снимка преди откриването" in say(screen.composition)
    there = attendance(qtbot, eve, screen)
    assert [one.name.text() for one in there.guests] == ["Даниела Вътева", "Ива Бонева"]


@pytest.mark.requirement("R-45-6.3")
def test_all_are_written_as_told_at_once_and_who_is_not_is_listed(eve, qtbot, settle):
    screen = eve.pages.current()
    assert "Няма записано уведомяване" in say(screen.composition)
    press(qtbot, screen, "Уведомяване…")
    told = dialog(qtbot, eve, NoticesDialog)
    assert windows.nameless(told) == []
    fill(told, "Ден за всички", "12.05.2026")
    fill(told, "Начин за всички", "по е-поща")
    press(qtbot, told, "Впиши за всички без запис")
    fill(told, f"Уведомен на – {NELI}", "11.05.2026")
    fill(told, f"Начин – {NELI}", "лично")
    fill(told, f"Уведомен на – {LEAVING}", "31.02.2026")
    press(qtbot, told, "Запиши уведомяването")
    assert told.isVisible()
    assert "„31.02.2026“ не е дата" in say(told)
    fill(told, f"Уведомен на – {LEAVING}", "")
    press(qtbot, told, "Запиши уведомяването")
    settle(eve)
    gone(qtbot, eve, NoticesDialog)
    called = {one.name: one.notice for one in screen.chosen[1].called}
    assert called[NELI].says == "11.05.2026\xa0г., лично"
    assert called["Филип Мирчев Ганчовски"].says == "12.05.2026\xa0г., по е-поща"
    assert called[LEAVING] is None
    assert LEAVING in say(screen.composition)


@pytest.fixture(scope="module")
def jury_folder(tmp_path_factory):
    """An open „Канети“ session with its chair and criteria, all seven in the room."""
    folder = tmp_path_factory.mktemp("jury")
    world = AwardWorld(folder, "NLN", date(2027, 9, 2), fiction=2)
    session = world.opened()
    world.found(session)
    world.services.close()
    return folder


@pytest.mark.requirement("R-64-1.1")
def test_canetti_seals_nothing_while_the_five_are_not_in_the_room(qtbot, jury_folder, data_folder):
    shutil.copytree(jury_folder, data_folder, dirs_exist_ok=True)
    now = datetime(2027, 9, 2, 11, 0, tzinfo=SOFIA)
    with windows.opened(qtbot, data_folder, now) as window:
        window.pages.show_screen("sessions")
        windows.settle(qtbot, window)
        screen = window.pages.current()
        there = attendance(qtbot, window, screen)
        for line in there.lines[:3]:
            click(qtbot, line.left.now)
        assert "с право на глас 4 от 7; кворум 5" in say(there)
        press(qtbot, there, "Запиши присъствието")
        windows.settle(qtbot, window)
        drama = next(t for t in windows.buttons(screen.session) if "Драматургия" in t)
        press(qtbot, screen, drama)
        with Modal(lambda shown: (type_text(shown.field, "няма предложения"), shown.accept())):
            press(qtbot, screen, "Неприсъдена…")
        windows.settle(qtbot, window)
        assert "Кворумът е загубен" in say(screen.session)
        assert "4 от 7; нужни са 5" in say(screen.session)
        there = attendance(qtbot, window, screen)
        click(qtbot, there.lines[0].arrived.now)
        press(qtbot, there, "Запиши присъствието")
        windows.settle(qtbot, window)
        assert "5 от 7" in screen.quorum.text()
        with Modal(lambda shown: (type_text(shown.field, "няма предложения"), shown.accept())):
            press(qtbot, screen, "Неприсъдена…")
        windows.settle(qtbot, window)
        assert "неприсъдена" in say(screen.session)
