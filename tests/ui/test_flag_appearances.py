"""The flag's part in an event in the real window: offered, filled in, refused, printed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit

from ruse_desktop.domain.events import EventInput, When
from ruse_desktop.domain.flag import OTHER
from ruse_desktop.ui.kit.dialogs import OverrideDialog
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.protocol.appearance import AppearanceDialog
from ruse_desktop.ui.screens.protocol.appearance_anniversaries import AnniversariesDialog
from ruse_desktop.ui.screens.protocol.appearance_plan import FlagPlanDialog
from ruse_desktop.ui.screens.protocol.appearance_rules import RulesDialog
from tests.ui import windows
from tests.ui.typing import type_text
from tests.ui.windows import press, say

MAY_6 = date(2027, 5, 6)


def ask(qtbot: Any, window: Any, work: Callable[[Any], Any]) -> Any:
    """Run work on the services; its answer."""
    got: list[Any] = []
    window.tasks.write(work, got.append)
    windows.settle(qtbot, window)
    return got[0]


def calendar(qtbot: Any, window: Any) -> Any:
    window.pages.show_screen("protocol")
    windows.settle(qtbot, window)
    return window.pages.current().section


def opened(qtbot: Any, window: Any, event_id: int) -> AppearanceDialog:
    """The dialog of the event, by the button of its card."""
    section = calendar(qtbot, window)
    section.open_record("event", event_id)
    windows.settle(qtbot, window)
    press(qtbot, section.card, "Участие на знамето…")
    windows.settle(qtbot, window)
    return windows.dialog(qtbot, window, AppearanceDialog)


def keep_anniversary(qtbot: Any, window: Any, plan: FlagPlanDialog) -> None:
    """Put an anniversary into the list; every field is needed."""
    press(qtbot, plan, "Годишнини…")
    list_ = windows.dialog(qtbot, window, AnniversariesDialog)
    assert not windows.nameless(list_)
    for field, text in (
        (list_.title, "Освобождение на Русе"), (list_.happened, "20.02.1878"),
        (list_.motive, "край на османската власт"), (list_.decided_by, "кметът"),
    ):  # fmt: skip
        assert not list_.do.isEnabled()
        type_text(field, text)
    press(qtbot, list_, "Добави годишнина")
    windows.settle(qtbot, window)
    assert "20.02.1878" in say(list_)
    list_.accept()


@pytest.mark.requirement("R-12-0.3", "R-13-0.3")
def test_a_proposal_becomes_an_event_and_is_prepared(qtbot: Any, window: Any) -> None:
    calendar(qtbot, window).verbs.flag_plan()
    plan = windows.dialog(qtbot, window, FlagPlanDialog)
    plan.year.setCurrentIndex(plan.year.findData(2027))
    windows.settle(qtbot, window)
    assert not windows.nameless(plan)
    assert "Няма събития с участие на знамето" in say(plan)
    assert plan.plan.offered[0].day == MAY_6
    name = "Създай събитие с участие на знамето: Празник на град Русе"
    windows.click(qtbot, windows.field(plan, name))
    windows.settle(qtbot, window)
    (made,) = plan.plan.found
    assert (made.event.when.on, made.state_text) == (MAY_6, "планирано")
    assert MAY_6 not in [one.day for one in plan.plan.offered]
    keep_anniversary(qtbot, window, plan)
    assert "Освобождение на Русе – 149 години" in say(plan)
    press(qtbot, plan, "График за печат…")
    windows.settle(qtbot, window)
    windows.dialog(qtbot, window, PdfDialog).done(0)
    press(qtbot, plan, "Празник на град Русе")
    windows.settle(qtbot, window)

    dialog = opened(qtbot, window, made.event_id)
    assert not windows.nameless(dialog)
    assert "06.05.2027" in say(dialog)
    assert "Правилникът по чл. 13 не е въведен" in say(dialog)
    press(qtbot, dialog, "Въведи Правилника…")
    rules = windows.dialog(qtbot, window, RulesDialog)
    type_text(rules.version, "редакция 1")
    type_text(rules.on, "01.01.2020")
    press(qtbot, rules, "Впиши Правилника")
    windows.settle(qtbot, window)
    assert "Правилник: редакция 1" in say(dialog)
    assert dialog.pages.tabText(2) == "Подготовка 0/9"
    windows.click(qtbot, dialog.ready)
    assert "държавния протокол" in say(dialog.findings)
    assert dialog.do.isEnabled()
    type_text(dialog.ok_by, "гл. експерт")
    type_text(dialog.ok_on, "26.02.2027")
    windows.settle(qtbot, window)
    assert "държавния протокол" not in say(dialog.findings)
    dialog.pages.setCurrentIndex(1)
    type_text(dialog.bearer, "Иван Петров")
    dialog.pages.setCurrentIndex(2)
    for row in dialog.steps.rows[:7]:
        row.done.click()
    assert dialog.pages.tabText(2) == "Подготовка 7/9"
    dialog.pages.setCurrentIndex(3)
    press(qtbot, dialog, "Добави ред")
    type_text(windows.field(dialog, "Действие", QLineEdit), "Внасяне на знамето")
    assert not dialog.do.isEnabled()
    type_text(windows.field(dialog, "Час", QLineEdit), "11:00")
    press(qtbot, dialog, "Сценарий за печат…")
    windows.settle(qtbot, window)
    windows.dialog(qtbot, window, PdfDialog).done(0)
    press(qtbot, dialog, "Запази участието")
    windows.settle(qtbot, window)
    kept = ask(qtbot, window, lambda s: s.flag_appearances.get(made.event_id))
    assert (kept.state_text, kept.typed.ticked, kept.typed.bearer) == (
        "готово", "7/9", "Иван Петров",
    )  # fmt: skip
    assert [one.action for one in kept.typed.scenario] == ["Внасяне на знамето"]


@pytest.mark.requirement("R-12-0.6", "R-12-0.9")
def test_outside_the_grounds_the_dialog_asks_for_reason_and_document(
    qtbot: Any, window: Any
) -> None:
    day = date(2026, 5, 20)
    typed = EventInput("Траурна церемония", When(day, day, time(10), time(11)))
    made = ask(qtbot, window, lambda s: s.events.create(typed, actor=s.actor))
    dialog = opened(qtbot, window, made)
    assert not dialog.do.isEnabled()
    ground = windows.field(dialog, "Случай", QComboBox)
    ground.setCurrentIndex(ground.findData("flag-use-3"))
    assert not dialog.do.isEnabled()
    type_text(dialog.motive, "важно за града")
    type_text(dialog.decided_by, "кметът")
    assert dialog.do.isEnabled()
    ground.setCurrentIndex(ground.findData(OTHER))
    press(qtbot, dialog, "Запази участието")
    windows.settle(qtbot, window)
    asking = windows.dialog(qtbot, window, OverrideDialog)
    assert "не попада в случаите по чл. 12, т. 1–4" in say(asking)
    type_text(asking.reason, "Загинал при спасяване на хора")
    type_text(asking.basis, "заповед № 410")
    windows.click(qtbot, asking.do)
    windows.settle(qtbot, window)
    kept = ask(qtbot, window, lambda s: s.flag_appearances.get(made))
    assert (kept.typed.ground, kept.exception) == (OTHER, "1/2026")
    assert kept.event.uses_flag
