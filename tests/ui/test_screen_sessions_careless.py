"""The tab „Заседания“ under careless hands: double clicks, Esc, very long names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from ruse_desktop.ui.screens.sessions.acts import ActDialog
from ruse_desktop.ui.screens.sessions.attendance import AttendanceDialog, PlanDialog
from ruse_desktop.ui.screens.sessions.closing import MinutesDialog
from tests.e2e.test_walk_session import MOTIVE, Secretary
from tests.storage import sessions_world
from tests.storage.awards_world import DAYS, HEAD, AwardWorld
from tests.storage.sessions_world import NOW, PLAN, World
from tests.ui import windows
from tests.ui.typing import type_text
from tests.ui.windows import Modal, fill, press, say

LONG = "Преображенски Владиславов-Константинополски, писател, преводач и общественик от Русе"


def twice(qtbot: Any, root: QWidget, text: str) -> None:
    """Press a button twice, faster than the program answers."""
    found = windows.button(root, text)
    for _n in range(2):
        qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


@pytest.fixture
def hall(qtbot: Any, tmp_path: Path) -> Any:
    """Everybody is in the room and declared; the session is not opened yet."""
    world = World(tmp_path, {"1.1": 3})
    world.attend(world.plan())
    world.close()
    with windows.opened(qtbot, tmp_path, NOW) as window:
        yield Secretary(qtbot, window)


def escape(one: Secretary, dialog: Any, answer: str) -> list[str]:
    """Press Esc in a dialog, answer the question that comes."""
    with Modal(lambda shown: press(one.qtbot, shown, answer)) as asked:
        one.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    return asked.seen


def test_double_click_opens_the_session_once_and_complains_of_nothing(hall: Secretary) -> None:
    twice(hall.qtbot, hall.screen, "Открий заседанието")
    hall.settle()
    assert "· открито" in hall.screen.session.head.text()
    assert not hall.screen.message.isVisible(), hall.screen.message.text.text()


def test_refused_opening_may_be_tried_again(qtbot: Any, tmp_path: Path) -> None:
    world = World(tmp_path, {"1.1": 3})
    world.attend(world.plan(), unsigned=(2,))
    world.close()
    with windows.opened(qtbot, tmp_path, NOW) as window:
        one = Secretary(qtbot, window)
        for _n in range(2):
            press(qtbot, one.screen, "Открий заседанието")
            one.settle()
            assert "не може да бъде открито" in one.screen.message.text.text()
            one.screen.message.hide()


def test_double_click_shows_the_minutes_once(hall: Secretary) -> None:
    twice(hall.qtbot, hall.screen, "Протокол")
    hall.dialog(MinutesDialog)
    hall.settle()
    shown = [d for d in hall.window.findChildren(MinutesDialog) if d.isVisible()]
    assert len(shown) == 1
    shown[0].reject()


def test_double_click_enters_the_laureates_once(qtbot: Any, tmp_path: Path) -> None:
    world = World(tmp_path, {"1.1": 1})
    session_id = world.opened()
    world.seal(session_id, "1.1", 9)
    world.services.sessions.set_motive(
        session_id, "1.1", world.ids["1.1"][0], MOTIVE, actor=sessions_world.ACTOR
    )
    world.leave_others(session_id, "1.1")
    world.services.sessions.close(session_id, actor=sessions_world.ACTOR)
    world.close()
    with windows.opened(qtbot, tmp_path, NOW) as window:
        one = Secretary(qtbot, window)
        twice(qtbot, one.screen, "Впиши носителите в книгата")
        one.settle()
        assert "Вписан е 1 носител." in one.screen.message.text.text()


def test_esc_does_not_lose_a_plan_that_is_typed(hall: Secretary) -> None:
    press(hall.qtbot, hall.screen, "Промени датата…")
    plan = hall.dialog(PlanDialog)
    fill(plan, "Място", "зала „Европа“")
    assert "Незаписани промени" in escape(hall, plan, "Отказ")[0]
    assert plan.isVisible()
    assert windows.field(plan, "Място").text() == "зала „Европа“"
    escape(hall, plan, "Затвори без запис")
    windows.gone(hall.qtbot, hall.window, PlanDialog)
    hall.settle()
    assert "Европа" not in hall.screen.session.head.text()


def test_refused_plan_stays_open_with_what_was_typed(qtbot: Any, tmp_path: Path) -> None:
    world = World(tmp_path, {"1.1": 3})
    views = world.services.commissions.of_edition(world.edition_id, actor=sessions_world.ACTOR)
    other = next(view for view in views if view.id != world.commission_id)
    world.services.sessions.plan(other.id, PLAN, actor=sessions_world.ACTOR)
    world.close()
    with windows.opened(qtbot, tmp_path, NOW) as window:
        one = Secretary(qtbot, window)
        at = one.screen.commission.findText("Изкуство", Qt.MatchFlag.MatchContains)
        one.screen.commission.setCurrentIndex(at)
        one.settle()
        press(qtbot, one.screen, "Насрочи заседание…")
        plan = one.dialog(PlanDialog)
        fill(plan, "Място", "зала „Европа“")
        fill(plan, "Номер на протокола", PLAN.protocol_no)
        press(qtbot, plan, "Запиши")
        one.settle()
        assert plan.isVisible()
        assert plan.message.isVisible()
        assert windows.field(plan, "Място").text() == "зала „Европа“"
        fill(plan, "Номер на протокола", "3")
        press(qtbot, plan, "Запиши")
        windows.gone(qtbot, window, PlanDialog)
        one.settle()
        assert "зала „Европа“ · протокол № 3" in one.screen.session.head.text()


def test_esc_does_not_lose_a_reason_that_is_typed(hall: Secretary) -> None:
    press(hall.qtbot, hall.screen, "Открий заседанието")
    hall.settle()
    hall.choose("1.4")
    told: list[list[str]] = []

    def answer(question: Any) -> None:
        type_text(question.field, "Комисията не намери достойно предложение.")
        told.append(escape(hall, question, "Отказ"))
        assert question.isVisible()
        assert "достойно" in question.text()
        told.append(escape(hall, question, "Затвори без запис"))

    with Modal(answer):
        press(hall.qtbot, hall.panel, "Неприсъдена…")
    hall.settle()
    assert ["Незаписани промени" in one[0] for one in told] == [True, True]
    assert not hall.panel.place.unawarded


def test_findings_beneath_the_composition_are_never_crushed(qtbot: Any, tmp_path: Path) -> None:
    world = World(tmp_path, {"1.1": 1})
    world.close()
    with windows.opened(qtbot, tmp_path, NOW) as window:
        one = Secretary(qtbot, window)
        press(qtbot, one.screen, "Насрочи заседание…")
        plan = one.dialog(PlanDialog)
        fill(plan, "Номер на протокола", "2")
        press(qtbot, plan, "Запиши")
        windows.gone(qtbot, window, PlanDialog)
        one.settle()
        composition = one.screen.composition
        rows = [
            row
            for row in composition.findings.findChildren(QWidget)
            if row.parent() is composition.findings and row.isVisible()
        ]
        assert len(rows) > 3
        assert [row for row in rows if row.height() < row.minimumSizeHint().height()] == []


def test_round_in_work_is_in_sight_after_earlier_rounds(hall: Secretary) -> None:
    press(hall.qtbot, hall.screen, "Открий заседанието")
    hall.settle()
    hall.choose("1.1")
    areas = hall.screen.session.findChildren(QScrollArea)
    area = next(one for one in areas if one.isAncestorOf(hall.panel))
    for votes in ((5, 5, 1), (5, 4)):
        if hall.panel.place.rounds:
            sheet = hall.panel.count
            top = sheet.mapTo(area.viewport(), sheet.rect().topLeft()).y()
            assert 0 <= top < area.viewport().height() // 2
        for which in ("първото", "второто"):
            for option, n in zip(hall.panel.place.step.options, votes, strict=True):
                hall.panel.count.votes[option].setValue(n)
            hall.answer(hall.panel, f"Предай {which} броене…", "Предай броенето")
    assert hall.panel.place.awards


def test_declared_member_is_not_called_unsigned(hall: Secretary) -> None:
    press(hall.qtbot, hall.screen, "Присъствие и декларации…")
    there = hall.dialog(AttendanceDialog)
    hall.settle()
    line = there.lines[3]
    line.declared.setChecked(False)
    windows.click(hall.qtbot, line.relations)
    assert there.declaration.signed_on.placeholderText() == "не е подписана"
    line.signed_on = None
    line.declared.setChecked(True)
    assert there.declaration.signed_on.placeholderText() != "не е подписана"
    there.done(0)


def test_declaration_stays_ticked_when_its_day_is_passed_through(hall: Secretary) -> None:
    press(hall.qtbot, hall.screen, "Присъствие и декларации…")
    there = hall.dialog(AttendanceDialog)
    hall.settle()
    line, day = there.lines[2], there.declaration.signed_on
    line.signed_on = None
    windows.click(hall.qtbot, line.relations)
    assert line.declared.isChecked()
    day.setFocus()
    day.clear()
    hall.qtbot.keyClick(day, Qt.Key.Key_Tab)
    assert line.declared.isChecked()
    day.setFocus()
    type_text(day, "15.05.2026")
    day.editingFinished.emit()
    assert line.typed().declared
    assert str(line.typed().signed_on) == "2026-05-15"
    there.done(0)


def test_names_of_200_characters_leave_the_window_its_width(
    qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = tuple(f"{one} {LONG} {LONG}" for one in sessions_world._GIVEN)
    monkeypatch.setattr(sessions_world, "_GIVEN", names)
    world = World(tmp_path, {"1.1": 1})
    session_id = world.opened()
    world.seal(session_id, "1.1", 9)
    world.services.sessions.set_motive(
        session_id, "1.1", world.ids["1.1"][0], MOTIVE, actor=sessions_world.ACTOR
    )
    world.close()
    with windows.opened(qtbot, tmp_path, NOW) as window:
        one = Secretary(qtbot, window)
        assert one.panel is not None
        assert window.minimumSizeHint().width() <= 1366
        assert window.width() == 1366
        one.choose("1.1")
        assert window.minimumSizeHint().width() <= 1366
        assert LONG in say(one.screen)


def test_esc_does_not_lose_an_act_and_a_double_click_opens_it_once(
    qtbot: Any, tmp_path: Path
) -> None:
    world = AwardWorld(tmp_path, "MT", DAYS["MT"], all=1)
    session_id = world.opened()
    world.seal(session_id, world.services.sessions.view(session_id).entitled)
    world.motives(session_id)
    world.services.sessions.close(session_id, actor=HEAD)
    now = world.clock.now()
    world.close()
    with windows.opened(qtbot, tmp_path, now) as window:
        one = Secretary(qtbot, window)
        twice(qtbot, one.screen, "Впиши акта…")
        one.dialog(ActDialog)
        one.settle()
        (act,) = [each for each in window.findChildren(ActDialog) if each.isVisible()]
        fill(act, "Номер на акта", "РД-01-1777")
        assert "Незаписани промени" in escape(one, act, "Отказ")[0]
        assert windows.field(act, "Номер на акта").text() == "РД-01-1777"
        fill(act, "Номер на акта", "")
        qtbot.keyClick(act, Qt.Key.Key_Escape)
        windows.gone(qtbot, window, ActDialog)
