"""An order that changes the composition, in the window: who leaves, who enters, the history."""

from __future__ import annotations

import shutil

import docx
import pytest
from PySide6.QtCore import Qt

from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.ui.screens.sessions import change_paper
from ruse_desktop.ui.screens.sessions.change_paper import DraftDialog
from ruse_desktop.ui.screens.sessions.changing import ChangeDialog
from ruse_desktop.ui.screens.sessions.composition import CompositionDialog
from ruse_desktop.ui.screens.sessions.history import HistoryDialog
from ruse_desktop.ui.screens.sessions.seats import TermDialog
from tests.ui import windows
from tests.ui.test_screen_sessions import eve_folder  # noqa: F401 - a fixture
from tests.ui.typing import type_text
from tests.ui.windows import Modal, button, dialog, field, fill, gone, press, say

NEW = "Цветана Рачева Минкова"


@pytest.fixture
def eve(qtbot, eve_folder, data_folder):  # noqa: F811 - the fixture imported above
    """The window on the eve of the session; its screen."""
    folder, now = eve_folder
    shutil.copytree(folder, data_folder, dirs_exist_ok=True)
    with windows.opened(qtbot, data_folder, now) as window:
        window.pages.show_screen("sessions")
        windows.settle(qtbot, window)
        yield window


def shown(eve):
    """What the composition panel says."""
    return say(eve.pages.current().composition)


def names_in(table):
    """The first column of a list."""
    model = table.lines_model
    return [model.line(row).texts[0] for row in range(model.rowCount())]


def asked(qtbot, eve):
    """The dialog of a change, opened."""
    press(qtbot, eve.pages.current(), "Изменение…")
    return dialog(qtbot, eve, ChangeDialog)


def leave(change, place, reason):
    """Let who sits on a place go, by the keyboard."""
    state = change._lines[place].state
    state.setFocus()
    state.setCurrentIndex(state.findText(reason))


@pytest.mark.requirement("R-45-7.3")
def test_a_member_is_replaced_by_a_changing_order(eve, qtbot, settle):
    screen = eve.pages.current()
    today = date_plain(screen.context.clock.today())
    change = asked(qtbot, eve)
    settle(eve)
    assert windows.nameless(change) == []
    old = change._lines[2].member.name
    leave(change, 2, "отвод")
    settle(eve)
    assert "8 от 9" in say(change.findings)
    type_text(change._lines[2].seat.name, NEW)
    type_text(change._lines[2].seat.naming, "изх. № 70/13.05.2026 г.")
    fill(change, "Заповед за изменение №", "РД-01-1501")
    fill(change, "Дата на заповедта за изменение", today)
    settle(eve)
    assert "8 от 9" not in say(change.findings)
    qtbot.keyClick(button(change, "Впиши изменението"), Qt.Key.Key_Space)
    gone(qtbot, eve, ChangeDialog)
    settle(eve)
    assert "изменена с № РД-01-1501" in shown(eve)
    names = names_in(screen.composition.members)
    assert NEW in names
    assert old not in names
    assert not screen.composition.fill.isVisible()
    press(qtbot, screen, "История…")
    history = dialog(qtbot, eve, HistoryDialog)
    assert f"{NEW} вместо {old} (отвод)" in history.orders.text()
    fill(history, "Състав към дата", "12.05.2026")
    settle(eve)
    before = names_in(history.table)
    assert old in before
    assert NEW not in before
    fill(history, "Състав към дата", "01.04.2026")
    assert "не е назначена" in history.said.text()


def test_the_draft_of_the_order_is_shown_and_saved_before_it_has_a_number(
    eve, qtbot, settle, tmp_path, monkeypatch
):
    change = asked(qtbot, eve)
    gone_name = change._lines[2].member.name
    leave(change, 2, "оставка")
    type_text(change._lines[2].seat.name, NEW)
    press(qtbot, change, "Проект на заповедта…")
    draft = dialog(qtbot, eve, DraftDialog)
    target = tmp_path / "draft.docx"
    monkeypatch.setattr(change_paper, "ask_save", lambda *_a: target)
    press(qtbot, draft, "Запази DOCX…")
    qtbot.waitUntil(target.exists, timeout=windows.PATIENCE)
    settle(eve)
    written = docx.Document(str(target))
    cells = [c.text for t in written.tables for row in t.rows for c in row.cells]
    assert f"{gone_name} – оставка" in cells
    assert NEW in cells
    draft.accept()


def test_an_incomplete_change_says_what_is_missing_and_is_not_thrown_away(eve, qtbot, settle):
    change = asked(qtbot, eve)
    leave(change, 4, "друга причина…")
    press(qtbot, change, "Впиши изменението")
    settle(eve)
    assert "няма номер и дата" in change.message.text.text()
    with Modal(lambda box: press(qtbot, box, "Отказ")):
        qtbot.keyClick(change, Qt.Key.Key_Escape)
    assert change.isVisible()
    with Modal(lambda box: press(qtbot, box, "Затвори без запис")):
        qtbot.keyClick(change, Qt.Key.Key_Escape)
    gone(qtbot, eve, ChangeDialog)


@pytest.mark.requirement("R-45-4.2")
def test_the_chair_not_among_the_three_is_one_beyond_with_a_reason(eve, qtbot, settle):
    screen = eve.pages.current()
    press(qtbot, screen, "Състав…")
    seats = dialog(qtbot, eve, CompositionDialog)
    seats._beyond.setFocus()
    qtbot.keyClick(seats._beyond, Qt.Key.Key_Space)
    settle(eve)
    assert windows.nameless(seats) == []
    type_text(seats._extra.name, NEW)
    settle(eve)
    assert "Впишете причина" in say(seats.findings)
    type_text(seats._extra.why, "не е посочен с писмото на председателя на ОбС")
    type_text(seats._extra.naming, "изх. № 62/21.04.2026 г.")
    settle(eve)
    assert "съставът става 10" in say(seats.findings)
    assert "четен (10)" in say(seats.findings)
    assert seats.parity.isVisible()
    qtbot.keyClick(seats.parity, Qt.Key.Key_Space)
    press(qtbot, seats, "Запиши състава")
    gone(qtbot, eve, CompositionDialog)
    settle(eve)
    assert "Взето предвид от Мария Колева" in shown(eve)
    assert any("извънреден член" in name for name in names_in(screen.composition.members))


@pytest.mark.requirement("R-F20-0.1")
def test_the_term_in_the_body_is_asked_for_and_warns(eve, qtbot, settle):
    screen = eve.pages.current()
    press(qtbot, screen, "Състав…")
    seats = dialog(qtbot, eve, CompositionDialog)
    term = seats._seats[1].term

    def type_term(box):
        assert isinstance(box, TermDialog)
        fill(box, "Мандат от", "01.11.2023")
        fill(box, "Мандат до", "12.05.2026")
        press(qtbot, box, "Приеми мандата")

    with Modal(type_term):
        qtbot.keyClick(term, Qt.Key.Key_Space)
    assert term.text() == "до 12.05.2026"
    press(qtbot, seats, "Запиши състава")
    gone(qtbot, eve, CompositionDialog)
    settle(eve)
    assert "Мандатът на член не обхваща" in shown(eve)
    assert field(screen.composition, "Състав на комисията") is not None
