"""The dialog that plans a session says where the typed day stands."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtWidgets import QCheckBox

from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.ui.screens.sessions.attendance import PlanDialog
from ruse_desktop.ui.screens.sessions.composition import CompositionDialog
from tests.storage.awards_world import AwardWorld
from tests.ui import windows
from tests.ui.windows import dialog, fill, gone, press, say


@pytest.fixture
def students(qtbot, data_folder):
    """„Студент на годината“ of 2026 with its commission appointed, the tab „Заседания“ in sight."""
    world = AwardWorld(data_folder, "SG", date(2026, 11, 23))
    world.appoint()
    world.close()
    with windows.opened(qtbot, data_folder, datetime(2026, 11, 23, 12, tzinfo=SOFIA)) as window:
        window.pages.show_screen("sessions")
        windows.settle(qtbot, window)
        yield window


@pytest.mark.requirement("R-72-0.7")
def test_the_plan_shows_the_window_and_warns_of_the_ceremony(students, qtbot, settle):
    press(qtbot, students.pages.current(), "Насрочи заседание…")
    plan = dialog(qtbot, students, PlanDialog)
    settle(students)
    assert "23.11.2026" in say(plan.findings)
    assert "04.12.2026" in say(plan.findings)
    fill(plan, "Дата на заседанието", "07.12.2026")
    settle(students)
    assert "Церемонията е същия ден" in say(plan.findings)
    plan.done(0)
    gone(qtbot, students, PlanDialog)


@pytest.mark.requirement("R-72-3.1")
def test_an_expert_is_invited_without_a_vote(students, qtbot, settle):
    screen = students.pages.current()
    press(qtbot, screen, "Състав…")
    seats = dialog(qtbot, students, CompositionDialog)
    settle(students)
    assert windows.nameless(seats) == []
    fill(seats, "Име – експерт 1", "Йоана Рачева")
    fill(seats, "Област – експерт 1", "електроника")
    settle(students)
    assert "с коя заповед или покана" in say(seats.findings)
    fill(seats, "Основание – експерт 1", "покана № 4/24.11.2026 г.")
    settle(students)
    assert "Експертите са без право на глас" in say(seats.findings)
    press(qtbot, seats, "Запиши състава")
    settle(students)
    gone(qtbot, students, CompositionDialog)
    shown = say(screen.composition)
    assert "Йоана Рачева" in shown
    assert "без право на глас" in shown


@pytest.mark.requirement("R-50-3.1")
def test_a_vote_given_to_an_expert_warns_at_once(students, qtbot, settle):
    press(qtbot, students.pages.current(), "Състав…")
    seats = dialog(qtbot, students, CompositionDialog)
    fill(seats, "Име – експерт 1", "Йоана Рачева")
    (tick,) = [
        box
        for box in seats.findChildren(QCheckBox)
        if box.accessibleName() == "С право на глас – експерт 1"
    ]
    tick.setChecked(True)
    settle(students)
    assert "съставът става 10" in say(seats.findings)
    press(qtbot, seats, "Запиши състава")
    settle(students)
    gone(qtbot, students, CompositionDialog)
