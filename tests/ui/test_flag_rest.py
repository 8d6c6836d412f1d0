"""The flag's 6 May in the real window: two grounds, one question; what is planned goes into custody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from PySide6.QtGui import QFontMetrics

from ruse_desktop.domain.events import EventInput, When
from ruse_desktop.ui import theme
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.protocol.appearance_plan import FlagPlanDialog
from ruse_desktop.ui.screens.protocol.appearance_rules import RulesDialog
from ruse_desktop.ui.screens.protocol.event_dialog import EventDialog
from ruse_desktop.ui.screens.protocol.look import is_ground, shorter_text
from ruse_desktop.ui.screens.protocol.month import MonthView
from ruse_desktop.ui.screens.symbols.flag_taking import TakingDialog
from tests.ui import windows
from tests.ui.test_flag_appearances import ask, calendar
from tests.ui.typing import type_text
from tests.ui.windows import press, say

FEAST = date(2027, 5, 6)
QUESTION = "Едно или две участия на знамето?"


def with_flag(title: str, day: date, hour: int) -> EventInput:
    when = When(day, day, time(hour), time(hour + 1))
    return EventInput(title, when, place="пл. „Свобода“", uses_flag=True)


@pytest.mark.requirement("R-3-0.3")
def test_second_appearance_is_asked_about_until_a_reason_is_written(
    qtbot: Any, window: Any
) -> None:
    ask(qtbot, window, lambda s: s.city_day.open(2027, actor=s.actor))
    section = calendar(qtbot, window)
    dialog = EventDialog(section, with_flag("Заря", FEAST, 21))
    dialog.open()
    windows.settle(qtbot, window)
    assert QUESTION in say(dialog)
    assert dialog.fields.apart.isVisible()
    type_text(dialog.fields.apart, "церемония на гарнизона")
    windows.settle(qtbot, window)
    assert QUESTION not in say(dialog)
    assert dialog.fields.apart.isVisible()
    press(qtbot, dialog, "Запиши")
    windows.settle(qtbot, window)
    assert "церемония на гарнизона" in say(section.card)
    assert QUESTION not in say(section.card)

    made = ask(
        qtbot, window, lambda s: s.events.create(with_flag("Водосвет", FEAST, 17), actor=s.actor)
    )
    section.open_record("event", made)
    windows.settle(qtbot, window)
    assert QUESTION in say(section.card)
    press(qtbot, section.card, "Отделни церемонии…")
    asked = windows.dialog(qtbot, window, TextDialog)
    type_text(asked.field, "водосветът е на митрополията")
    press(qtbot, asked, "Запиши защо")
    windows.settle(qtbot, window)
    assert QUESTION not in say(section.card)
    kept = ask(qtbot, window, lambda s: s.events.get(made))
    assert kept.typed.apart == "водосветът е на митрополията"
    assert section.undo()
    windows.settle(qtbot, window)
    assert QUESTION in say(section.card)


def test_month_shows_all_three_grounds_uncut(qtbot: Any, window: Any) -> None:
    ask(qtbot, window, lambda s: s.city_day.open(2024, actor=s.actor))
    section = calendar(qtbot, window)
    day = date(2024, 5, 6)
    section.days.day = day
    section.days.soon()
    windows.settle(qtbot, window)
    month = next(one for one in window.findChildren(MonthView) if one.isVisible())
    month.grab()
    bars = [(rect, one) for rect, one, on in month.bars if on == day and is_ground(one)]
    assert [shorter_text(one) for _rect, one in bars] == [
        "Великден", "Гергьовден", "Празник на град Русе",
    ]  # fmt: skip
    metrics = QFontMetrics(theme.sized_font(12))
    for rect, one in bars:
        assert metrics.horizontalAdvance(shorter_text(one)) <= rect.width() - 8, one.title


@pytest.mark.requirement("R-13-0.1", "R-11-0.1")
def test_custody_takes_ground_and_place_from_the_planned_appearance(
    qtbot: Any, window: Any
) -> None:
    today = windows.NOW.date()

    def prepare(s: Any) -> int:
        s.flag.register(s.flag.proposed(), date(2019, 5, 3), actor=s.actor)
        made = s.events.create(with_flag("Откриване на паметник", today, 17), actor=s.actor)
        usual = s.flag_appearances.get(made).typed
        typed = replace(
            usual, ground="flag-use-3", motive="100 години от събитието", decided_by="кметът"
        )
        s.flag_appearances.save(made, typed, actor=s.actor)
        return int(made)

    made = ask(qtbot, window, prepare)
    calendar(qtbot, window).verbs.flag_plan()
    plan = windows.dialog(qtbot, window, FlagPlanDialog)
    windows.settle(qtbot, window)
    assert "Правилникът по чл. 13 не е въведен" in say(plan)
    plan.accept()

    window.pages.show_screen("symbols")
    window.pages.current().show_section("flag")
    windows.settle(qtbot, window)
    section = window.pages.current().section
    assert "Правилникът по чл. 13 не е въведен" in say(section)
    press(qtbot, section, "Въведи Правилника…")
    rules = windows.dialog(qtbot, window, RulesDialog)
    type_text(rules.version, "редакция 2")
    type_text(rules.on, "01.02.2026")
    press(qtbot, rules, "Впиши Правилника")
    windows.settle(qtbot, window)
    assert "Правилник: редакция 2, от 01.02.2026" in say(section)

    section.take()
    dialog = windows.dialog(qtbot, window, TakingDialog)
    assert not windows.nameless(dialog)
    assert dialog.asked.event_id == made
    assert (dialog.asked.ground, dialog.asked.place) == ("flag-use-3", "пл. „Свобода“")
    assert dialog.asked.motive == "100 години от събитието"
    type_text(dialog.to_whom, "Огнян Дочев")
    type_text(dialog.condition, "без забележки")
    windows.settle(qtbot, window)
    press(qtbot, dialog, "Впиши и покажи протокола")
    windows.settle(qtbot, window)
    windows.dialog(qtbot, window, PdfDialog).done(0)
    (kept,) = ask(qtbot, window, lambda s: s.flag_custody.of_event(made))
    assert (kept.typed.place, kept.citation) == ("пл. „Свобода“", "чл. 12, т. 3")
    assert "пл. „Свобода“" in say(section.card)
