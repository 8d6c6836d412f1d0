"""The section „Церемонии“ in the real window: a plan, a guest, the scenario, a paper."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest
import python_calamine

from ruse_desktop.domain.contacts import ContactInput
from ruse_desktop.domain.events import Category, EventInput, When
from ruse_desktop.domain.protocol_plans import GuestInput, Hall, PlanInput, Reply, StepKind
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.protocol import ceremonies_papers
from ruse_desktop.ui.screens.protocol.ceremonies_dialogs import GuestDialog, OpenPlanDialog
from ruse_desktop.ui.screens.protocol.ceremonies_groups import invite
from ruse_desktop.ui.screens.protocol.ceremonies_steps import read_steps, steps_text
from tests.ui import windows
from tests.ui.windows import fill, press, say

NOW = datetime(2027, 3, 1, 9, 0, tzinfo=SOFIA)


def test_a_plan_from_guest_to_paper(
    qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    with windows.opened(qtbot, tmp_path / "data", NOW) as window:
        day = datetime(2027, 3, 3, tzinfo=SOFIA).date()
        when = When(day, day, time(11), time(12))
        event = EventInput("Поклон пред героите", when, Category.CEREMONY, place="пл. „Свобода“")
        window.tasks.write(lambda s: s.events.create(event, actor=s.actor))
        windows.settle(qtbot, window)
        window.pages.show_screen("protocol")
        section = window.pages.current().show_section("ceremonies")
        windows.settle(qtbot, window)
        assert "Още няма протоколен план" in say(section)
        section.new()
        chosen = windows.dialog(qtbot, window, OpenPlanDialog)
        assert not windows.nameless(chosen)
        press(qtbot, chosen, "Открий плана")
        windows.settle(qtbot, window)
        assert section.plan is not None
        section.verbs.add_guest()
        dialog = windows.dialog(qtbot, window, GuestDialog)
        assert not windows.nameless(dialog)
        assert not dialog.do.isEnabled()
        fill(dialog, "Име", "Борис Кметов")
        dialog.reply.setCurrentIndex(1)
        press(qtbot, dialog, "Запиши")
        windows.settle(qtbot, window)
        number = section.plan.id
        second = GuestInput("Анна Гостева", "сдружение", reply=Reply.YES, wreath=True)
        hall = PlanInput(Hall("Зала „Европа“", 3, 8, 4))
        rows = read_steps("11:00 | Химн | оркестър | национално\nСлово", StepKind.SCENARIO)
        window.tasks.write(lambda s: s.protocol_plans.save_guest(number, second, actor=s.actor))
        window.tasks.write(lambda s: s.protocol_plans.save(number, hall, actor=s.actor))
        window.tasks.write(
            lambda s: s.protocol_plans.save_steps(number, StepKind.SCENARIO, rows, actor=s.actor)
        )
        windows.settle(qtbot, window)
        assert "потвърдили 2, венци 1, без място 0" in section.said.text()
        assert section.pages["guests"].table.current_key() is not None
        envoy = ContactInput(organisation="Посолство на Дунавия", groups=("гости",))
        window.tasks.write(lambda s: s.contacts.add(envoy, actor=s.actor))
        invite(section, number, "гости")
        windows.settle(qtbot, window)
        assert "Добавен е 1 гост" in section.message.text.text()
        invite(section, number, "гости")
        windows.settle(qtbot, window)
        assert "вече са в списъка" in section.message.text.text()
        window.tasks.write(
            lambda s: s.protocol_plans.drop_guest(
                s.protocol_plans.get(number).guests[-1].id, actor=s.actor
            )
        )
        windows.settle(qtbot, window)
        section.print_list()
        paper = windows.dialog(qtbot, window, PdfDialog)
        assert paper.windowTitle() == "Списък по старшинство"
        paper.accept()
        said = {one.id: one.text for one in section.context.actions.all()}
        assert said["protocol.new"] == "Нов план…"
        target = tmp_path / "guests.xlsx"
        monkeypatch.setattr(ceremonies_papers, "ask_save", lambda *_a: target)
        section.save_table()
        windows.settle(qtbot, window)
        rows = python_calamine.load_workbook(str(target)).get_sheet_by_index(0).to_python()
        head = next(n for n, row in enumerate(rows) if row[:3] == ["№", "Гост", "Длъжност"])
        assert sorted(row[1] for row in rows[head + 1 :]) == ["Анна Гостева", "Борис Кметов"]


def test_rows_are_read_back_as_written() -> None:
    text = "03.03.2027 11:05 | Поднасяне на венци | гвардия | национално\n12:00 | Край"
    assert steps_text(read_steps(text, StepKind.PROGRAMME)) == text
