"""A commission of eight is tied again and again: nobody's vote is decisive, in the real window."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from ruse_desktop.domain.ballots import StepKind
from tests.e2e.test_walk_session import MOTIVE, Secretary
from tests.storage.sessions_world import NOW, World
from tests.ui import windows
from tests.ui.windows import say

WHY = "Двата тура и прегласуванията завършиха наравно; наградата остава неприсъдена."
OTHERWISE = "След обсъждане и трето равенство комисията реши с явно съгласие на всички осем."
SLOT = "2.1"


def tie(one: Secretary) -> None:
    """Both tellers hand in the same sheet: four to four."""
    step = one.panel.place.step
    for which in ("първото", "второто"):
        for option in step.options:
            spin = one.panel.count.votes[option]
            one.write(spin.lineEdit(), "4")
            spin.interpretText()
        one.answer(one.panel, f"Предай {which} броене…", "Предай броенето")


def tied_to_the_end(one: Secretary) -> None:
    """Open the session of all eight and vote until the re-votes are spent."""
    one.attend()
    one.click(one.screen, "Открий заседанието")
    session = one.screen.chosen[1]
    assert session.entitled == 8
    assert "Съставът е четен (8)" in say(one.screen.composition)
    one.choose(SLOT)
    held = 0
    while one.panel.place.step.kind is StepKind.VOTE:
        assert len(one.panel.place.step.options) == 2
        tie(one)
        held += 1
        assert one.panel.place.rounds[-1].needed == 5
        assert not one.panel.place.awards
    assert one.panel.place.step.kind is StepKind.UNDECIDED
    assert held == 3
    assert [r.attempt for r in one.panel.place.rounds] == [0, 1, 2]
    assert "Прегласуванията са изчерпани" in say(one.panel)


def leave_the_others(one: Secretary) -> None:
    """The sections without nominations stay without a laureate."""
    for slot in one.screen.chosen[1].slots:
        if slot.slot.code != SLOT:
            one.leave(slot.slot.code)


@pytest.fixture
def eight(qtbot: Any, tmp_path: Any) -> Any:
    """The secretary at the screen on the day of a commission of eight with two nominees."""
    world = World(tmp_path, {SLOT: 2}, commission="education")
    world.plan()
    assert len(world.commission.members) == 8
    world.close()
    with windows.opened(qtbot, tmp_path, NOW) as window:
        one = Secretary(qtbot, window)
        names = [one.screen.commission.itemText(n) for n in range(one.screen.commission.count())]
        wanted = next(n for n, name in enumerate(names) if "Образование" in name)
        one.screen.commission.setCurrentIndex(wanted)
        one.settle()
        yield one


@pytest.mark.slow
@pytest.mark.requirement("R-45-3.2")
def test_three_ties_of_eight_leave_the_prize_unawarded_with_a_reason(eight: Secretary) -> None:
    tied_to_the_end(eight)
    eight.answer(eight.panel, "Неприсъдена…", "Отбележи „неприсъдена“", WHY)
    assert eight.panel.place.unawarded == WHY
    leave_the_others(eight)
    minutes = eight.close()
    assert minutes.count("нужни 5 от 8") == 3
    assert " ".join(WHY.split()[:6]) in minutes
    assert "Носител:" not in minutes


@pytest.mark.slow
@pytest.mark.requirement("R-45-3.2")
def test_after_three_ties_of_eight_another_decision_is_recorded_with_its_reason(
    eight: Secretary,
) -> None:
    tied_to_the_end(eight)
    offered = [
        one.text() for one in eight.panel.findChildren(QPushButton) if "Реши иначе" in one.text()
    ]
    assert len(offered) == 2
    eight.answer(eight.panel, offered[0], "Запиши решението", OTHERWISE)
    (award,) = eight.panel.place.awards
    assert award.otherwise == OTHERWISE
    eight.answer(eight.panel, "Мотив за носителя…", "Запиши мотива", MOTIVE)
    leave_the_others(eight)
    minutes = eight.close()
    assert minutes.count("Носител:") == 1
    assert " ".join(OTHERWISE.split()[:5]) in minutes
