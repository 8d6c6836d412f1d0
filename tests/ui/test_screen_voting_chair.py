"""The chair of a commission elected by secret ballot on the workstation, in the real window."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QCheckBox

from tests.storage.awards_world import AwardWorld
from tests.ui import windows
from tests.ui.test_screen_voting import CHAIR, SECRETARY, Vote, on_worker, start
from tests.ui.windows import Modal, dialog, field, fill, gone, press, say

from ruse_desktop.ui.screens.sessions.voting.pins import ChecksDialog, CloseDialog  # isort: skip


@pytest.fixture
def room(qtbot: Any, tmp_path: Any) -> Any:
    """An open session of a commission of seven that has no chair yet; six are there."""
    world = AwardWorld(tmp_path, "NLN", date(2027, 9, 2), fiction=2)
    world.opened(absent=[6])
    now = world.clock.now()
    world.services.store.close()
    with windows.opened(qtbot, tmp_path, now) as window:
        window.pages.show_screen("sessions")
        windows.settle(qtbot, window)
        screen = window.pages.current()
        screen.session.first_panel.desk.may_leave = lambda: True
        yield window, screen


def tick(screen: Any, *places: int) -> list[str]:
    """Let members stand; their names."""
    panel = screen.session.first_panel
    boxes = [one for one in panel.count.findChildren(QCheckBox) if one.isVisible()]
    for place in places:
        boxes[place].click()
    return [boxes[place].text() for place in places]


def prepared(qtbot: Any, window: Any, screen: Any) -> Vote:
    start(qtbot, window, screen)
    slips = on_worker(qtbot, window, lambda s: s._box.box.slips)
    made = Vote(qtbot, window, screen, [s.code for s in slips], [s.control for s in slips])
    with Modal(lambda shown: press(qtbot, shown, "Започни същинското гласуване")):
        press(qtbot, screen, "Започни същинското гласуване…")
    made.settle()
    return made


def finish(vote: Vote) -> str:
    """Both PINs; what the list of checks says."""
    vote.voter().close()
    press(vote.qtbot, vote.screen, "Приключи гласуването…")
    asked = dialog(vote.qtbot, vote.window, CloseDialog)
    fill(asked, "ПИН на председателя", CHAIR)
    fill(asked, "ПИН на секретаря", SECRETARY)
    fill(asked, "Върнати неизползвани фишове", "0")
    press(vote.qtbot, asked, "Преброй и запечатай тура")
    gone(vote.qtbot, vote.window, CloseDialog)
    vote.settle()
    checks = dialog(vote.qtbot, vote.window, ChecksDialog)
    said = say(checks)
    press(vote.qtbot, checks, "Проверено – скрий списъка")
    gone(vote.qtbot, vote.window, ChecksDialog)
    vote.settle()
    return said


@pytest.mark.requirement("R-64-2.1")
def test_the_chair_is_elected_on_the_screen_under_a_temporary_one(qtbot: Any, room: Any) -> None:
    window, screen = room
    panel = screen.session.first_panel
    leader = field(screen, "Временно води до избора")
    leader.setCurrentIndex(2)
    led = leader.currentText()
    press(qtbot, screen, "Запиши водещия")
    windows.settle(qtbot, window)
    assert f"До избора заседанието води {led}" in say(panel)
    first, second = tick(screen, 0, 1)
    vote = prepared(qtbot, window, screen)
    assert len(vote.codes) == 6
    for n, code in enumerate(vote.codes):
        assert "нужни" not in say(panel)
        vote.cast(code, first if n < 4 else second)
    checked = finish(vote)
    assert all(number in checked for number in vote.controls)
    shown = say(panel)
    assert "нужни 4 от 6" in shown
    assert "председател" in shown
    session = screen.chosen[1]
    assert session.commission.chair.name == first
    assert session.first.rounds[-1].on_screen
    assert session.first.rounds[-1].digest
    assert windows.nameless(window) == []


@pytest.mark.requirement("R-64-2.1")
def test_a_tie_on_the_screen_is_voted_again(qtbot: Any, room: Any) -> None:
    window, screen = room
    first, second = tick(screen, 0, 1)
    vote = prepared(qtbot, window, screen)
    for n, code in enumerate(vote.codes):
        vote.cast(code, first if n % 2 else second)
    finish(vote)
    session = screen.chosen[1]
    assert session.first.chair is None
    panel = screen.session.first_panel
    assert set(panel.candidates()) == set(session.first.rounds[0].again)
    assert "Никой няма мнозинство" in say(panel)


def test_who_does_not_stand_is_not_voted_for(qtbot: Any, room: Any) -> None:
    _window, screen = room
    panel = screen.session.first_panel
    next(
        one for one in panel.findChildren(windows.QAbstractButton) if one.text() == "на екрана"
    ).click()
    press(qtbot, screen, "Започни гласуване…")
    assert "Отбележете кои членове са предложени" in panel.message.text.text()
