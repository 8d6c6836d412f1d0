"""The calendar in the real window: made, moved, lengthened, taken back, by keyboard and by mouse."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox

from ruse_desktop.domain.events import Category, EventInput, Recurrence, Source, Task, When
from ruse_desktop.ui.kit.dialogs import OverrideDialog
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.protocol.calendar_print import CalendarPrintDialog
from ruse_desktop.ui.screens.protocol.copy_year import CopyYearDialog
from ruse_desktop.ui.screens.protocol.event_dialog import EventDialog
from tests.ui import windows
from tests.ui.typing import type_text
from tests.ui.windows import ACTOR, dialog, fill, gone, press, say, settle

MAY_6 = date(2026, 5, 6)
LEFT = Qt.MouseButton.LeftButton
RITUAL = EventInput(
    "Ритуал", When(MAY_6, MAY_6, time(9, 30), time(12, 30)), Category.TOWN,
    place="пл. „Свобода“", people=("Кметът на Община Русе",), uses_flag=True,
    tasks=(Task("Озвучаване", date(2026, 4, 30)),),
)  # fmt: skip


def at(day: int, since: int, until: int) -> When:
    on = date(2026, 5, day)
    return When(on, on, time(since), time(until))


def calendar(qtbot: Any, window: Any, *events: EventInput, day: date = MAY_6) -> Any:
    """The section with these events written, on the day."""
    for one in events:
        window.tasks.write(lambda s, one=one: s.events.create(one, actor=ACTOR))
    settle(qtbot, window)
    window.pages.show_screen("protocol")
    section = window.pages.current().show_section("calendar")
    section.show_view("month", day)
    settle(qtbot, window)
    section.grab()
    return section


def written(section: Any) -> dict[str, tuple[date, time | None, time | None]]:
    """What people typed, as the window shows it."""
    return {
        one.title: (one.when.on, one.when.starts, one.when.ends)
        for one in section.days.shown.occurrences
        if one.source is Source.EVENT
    }


def bar(view: Any, title: str, *, edge: bool = False) -> QPoint:
    """A point at the upper edge of an event's bar, or at its lower one."""
    view.grab()
    rect = next(rect for rect, one, _day in view.bars if one.title == title)
    y = rect.bottom() - 2 if edge else rect.top() + 4
    return QPointF(rect.center().x(), y).toPoint()


def place(view: Any, day: date, hour: time | None = None) -> QPoint:
    """A free point of the day, at the hour where the view has hours."""
    view.grab()
    for y in range(view.height() - 4, 0, -5):
        for x in range(4, view.width(), 12):
            point = QPoint(x, y)
            if view.day_at(point) == day and view.hour_at(point) == hour and not view.bar_at(point):
                return point
    raise AssertionError(day)


def drag(view: Any, start: QPoint, end: QPoint, *, escape: bool = False) -> None:
    """Take with the left button, go there, let go; with `escape` Esc is pressed before."""
    QTest.mousePress(view, LEFT, pos=start)
    for point in (start + (end - start) / 2, end):
        QTest.mouseMove(view, point)
        QApplication.processEvents()
    if escape:
        QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(view, LEFT, pos=end)


@pytest.mark.requirement("R-F8-0.1", "R-F34-0.3")
def test_events_are_made_by_keyboard_and_mouse_and_a_taken_flag_asks_why(
    qtbot: Any, window: Any
) -> None:
    section = calendar(qtbot, window, RITUAL)
    month = section.month
    month.setFocus()
    QTest.keyClick(month, Qt.Key.Key_Right)
    settle(qtbot, window)
    assert "07.05.2026" in say(section.card)
    QTest.keyClick(month, Qt.Key.Key_Return)
    asked = dialog(qtbot, window, EventDialog)
    assert asked.fields.on.text() == "07.05.2026"
    type_text(asked.fields.title, "Среща с екипа")
    asked.activateWindow()
    qtbot.waitUntil(asked.isActiveWindow)
    QTest.keyClick(asked.fields.title, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    gone(qtbot, window, EventDialog)
    settle(qtbot, window)
    assert written(section)["Среща с екипа"] == (date(2026, 5, 7), time(9), time(10))
    assert section.card.kept.typed.title == "Среща с екипа"

    section.show_view("week")
    QTest.mouseDClick(section.week, LEFT, pos=place(section.week, MAY_6, time(15, 0)))
    asked = dialog(qtbot, window, EventDialog)
    assert asked.fields.starts.text() == "15:00"
    fill(asked, "Наименование", "Посрещане на гости")
    fill(asked, "Начален час", "11")
    fill(asked, "Краен час", "12")
    fill(asked, "Участват", "Председателят на ОбС, Кметът на община РУСЕ")
    asked.fields.uses_flag.setChecked(True)
    settle(qtbot, window)
    assert "Знамето е едно" in say(asked)
    assert "е на две места" in say(asked)
    assert not windows.nameless(asked)
    press(qtbot, asked, "Запиши")
    why = dialog(qtbot, window, OverrideDialog)
    assert "чл. 12" in say(why)
    why.reject()
    settle(qtbot, window)
    press(qtbot, asked, "13:30")  # a free time of the same day
    settle(qtbot, window)
    assert asked.fields.ends.text() == "14:30"
    assert "Знамето е едно" not in say(asked)
    press(qtbot, asked, "Запиши")
    gone(qtbot, window, EventDialog)
    settle(qtbot, window)
    assert written(section)["Посрещане на гости"] == (MAY_6, time(13, 30), time(14, 30))

    QTest.keyClick(section.week, Qt.Key.Key_Insert)
    asked = dialog(qtbot, window, EventDialog)
    asked.reject()  # nothing was typed: nothing is asked
    gone(qtbot, window, EventDialog)
    for view in section.views:
        section.show_view(view)
        settle(qtbot, window)
        assert not windows.nameless(window.pages.current())


@pytest.mark.requirement("R-12-0.8")
def test_events_are_dragged_lengthened_and_taken_back(qtbot: Any, window: Any) -> None:
    guests = EventInput("Гости", at(8, 11, 12), Category.VISIT, uses_flag=True)
    series = EventInput("Оперативка", at(12, 9, 10), recurrence=Recurrence("FREQ=WEEKLY;COUNT=2"))
    section = calendar(qtbot, window, RITUAL, guests, series)
    month, week = section.month, section.week

    drag(month, bar(month, "Гости"), place(month, date(2026, 5, 13)), escape=True)
    settle(qtbot, window)
    assert written(section)["Гости"] == (date(2026, 5, 8), time(11), time(12))
    drag(month, bar(month, "Гости"), place(month, date(2026, 5, 13)))
    settle(qtbot, window)
    assert written(section)["Гости"] == (date(2026, 5, 13), time(11), time(12))
    assert section.days.day == date(2026, 5, 13)
    QTest.keySequence(window, QKeySequence("Ctrl+Z"))
    settle(qtbot, window)
    assert written(section)["Гости"][0].day == 8
    QTest.keySequence(window, QKeySequence("Ctrl+Y"))
    settle(qtbot, window)
    assert written(section)["Гости"][0].day == 13
    section.undo()
    settle(qtbot, window)

    drag(month, bar(month, "Гости"), place(month, MAY_6))  # the flag is taken there
    settle(qtbot, window)
    assert written(section)["Гости"][0].day == 8
    assert "Знамето е едно" in say(section.message)
    press(qtbot, section.message, "Друг час или причина…")
    asked = dialog(qtbot, window, EventDialog)
    assert asked.fields.on.text() == "06.05.2026"
    asked.done(0)

    section.show_view("week", MAY_6)
    settle(qtbot, window)
    drag(week, bar(week, "Гости"), place(week, date(2026, 5, 7), time(16, 0)))
    settle(qtbot, window)
    on, starts, ends = written(section)["Гости"]
    assert (on.day, starts, ends) == (7, time(16), time(17))
    drag(week, bar(week, "Гости", edge=True), place(week, date(2026, 5, 7), time(17, 45)))
    settle(qtbot, window)
    assert written(section)["Гости"] == (date(2026, 5, 7), time(16), time(18))
    drag(
        week, bar(week, "Гости", edge=True), place(week, date(2026, 5, 7), time(20, 0)), escape=True
    )
    settle(qtbot, window)
    assert written(section)["Гости"][2] == time(18)

    QTest.keyClick(week, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    settle(qtbot, window)
    QTest.keyClick(week, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    settle(qtbot, window)
    assert written(section)["Гости"] == (date(2026, 5, 8), time(16), time(18, 15))

    section.show_view("month", date(2026, 5, 12))
    settle(qtbot, window)
    drag(month, bar(month, "Оперативка"), place(month, date(2026, 5, 14)))
    settle(qtbot, window)
    found = [one.when.on.day for one in section.days.shown.occurrences if one.title == "Оперативка"]
    assert found == [14, 19]  # only the time that was dragged
    section.undo()
    settle(qtbot, window)
    found = [one.when.on.day for one in section.days.shown.occurrences if one.title == "Оперативка"]
    assert found == [12, 19]


@pytest.mark.requirement("R-F34-0.3")
def test_what_is_taken_twice_is_shown_with_ways_out_and_taken_out_events_return(
    qtbot: Any, window: Any
) -> None:
    mayor = EventInput(
        "Приемна", at(8, 11, 12), place="Община Русе", people=("Кметът на Община Русе",)
    )
    hall = EventInput("Репетиция", at(9, 10, 12), place="Пл. „Свобода“")
    section = calendar(qtbot, window, RITUAL, mayor, hall)
    drag(section.month, bar(section.month, "Приемна"), place(section.month, MAY_6))
    drag(section.month, bar(section.month, "Репетиция"), place(section.month, MAY_6))
    settle(qtbot, window)
    section.open_record("event", _id(section, "Репетиция"))
    settle(qtbot, window)
    assert "е заето" in say(section.card)
    clashing = {clash.name for clash in section.days.shown.clashes}
    assert {"Кметът на Община Русе"} <= clashing
    assert len(section.days.shown.clashes) == 2
    press(qtbot, section.card, "Премести 12:30")
    settle(qtbot, window)
    assert written(section)["Репетиция"] == (MAY_6, time(12, 30), time(14, 30))
    assert len(section.days.shown.clashes) == 1

    section.open_record("event", _id(section, "Ритуал"))
    settle(qtbot, window)
    tick = next(one for one in section.card.findChildren(QCheckBox) if one.isVisible())
    windows.click(qtbot, tick)
    settle(qtbot, window)
    assert section.card.kept.typed.tasks[0].done
    section.month.setFocus()
    QTest.keyClick(section.month, Qt.Key.Key_Delete)
    settle(qtbot, window)
    assert "Ритуал" not in written(section)
    press(qtbot, section.message, "Върни")
    settle(qtbot, window)
    assert "Ритуал" in written(section)
    assert section.card.kept.typed.tasks[0].done


def test_the_list_is_searched_and_the_choice_remembered_and_printed(
    qtbot: Any, window: Any
) -> None:
    section = calendar(
        qtbot, window, RITUAL, EventInput("Концерт", at(7, 18, 20), Category.FESTIVAL)
    )
    QTest.keySequence(window, QKeySequence("Ctrl+F"))
    section.show_view("list")
    section.focus_search()
    type_text(section.agenda.search, "свобода")
    settle(qtbot, window)
    assert "1 събитие" in say(section.agenda)
    assert section.card.kept.typed.title == "Ритуал"
    QTest.keyClick(section.agenda.search, Qt.Key.Key_Return)
    QTest.keyClick(section.agenda.table, Qt.Key.Key_Return)
    dialog(qtbot, window, EventDialog).reject()
    section.agenda.search.clear()
    section.bar.kinds.setCurrentIndex(section.bar.kinds.findData("festival"))
    settle(qtbot, window)
    assert section.card.kept.typed.title == "Концерт"
    window.pages.current().section.print_list()
    press(qtbot, dialog(qtbot, window, CalendarPrintDialog), "Покажи")
    settle(qtbot, window)
    shown = dialog(qtbot, window, PdfDialog)
    settle(qtbot, window)
    shown.done(0)
    section.open_record("event", _id(section, "Ритуал"))  # the kinds asked do not hide it
    settle(qtbot, window)
    assert (section.bar.kind, section.card.kept.typed.title) == ("", "Ритуал")
    section.show_view("year")
    section.bar.kinds.setCurrentIndex(section.bar.kinds.findData("town"))
    kept = section.context.settings
    assert (kept.value("calendar/view"), kept.value("calendar/kinds")) == ("year", "town")


@pytest.mark.requirement("R-F8-0.2")
def test_the_next_year_is_proposed_corrected_and_made_at_once(qtbot: Any, window: Any) -> None:
    there = replace(
        RITUAL, title="Вече записано", when=replace(at(6, 11, 12), on=date(2027, 5, 6),
                                                    until=date(2027, 5, 6)),
    )  # fmt: skip
    other = EventInput("Изложба", at(29, 18, 20), Category.CAMPAIGN)
    section = calendar(qtbot, window, RITUAL, other, there)
    window.actions_registry.run("calendar.copy")
    asked = dialog(qtbot, window, CopyYearDialog)
    settle(qtbot, window)
    assert not windows.nameless(asked)
    rows = [asked.table.item(n, 0).text() for n in range(asked.table.rowCount())]
    assert rows == ["Ритуал", "Изложба"]
    assert "Знамето е едно" in asked.table.item(0, 3).toolTip()
    assert asked.do.text() == "Създай 2 събития"
    asked.correct(0, "някога")
    settle(qtbot, window)
    assert not asked.do.isEnabled()
    asked.correct(0, "7.5.27")
    settle(qtbot, window)
    assert asked.table.item(0, 2).text() == "07.05.2027, пт"
    assert asked.table.item(0, 3).text() == "поправено на ръка"
    asked.table.item(1, 0).setCheckState(Qt.CheckState.Unchecked)
    settle(qtbot, window)
    press(qtbot, asked, "Създай 1 събитие")
    gone(qtbot, window, CopyYearDialog)
    settle(qtbot, window)
    assert written(section)["Ритуал"] == (date(2027, 5, 7), time(9, 30), time(12, 30))
    section.undo()
    settle(qtbot, window)
    assert "Ритуал" not in written(section)


def _id(section: Any, title: str) -> int:
    found = next(one for one in section.days.shown.occurrences if one.title == title)
    assert found.record_id is not None
    return int(found.record_id)
