"""Two tellers count the ballots of a round on paper through the window."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QSpinBox

from ruse_desktop.ui.kit.dialogs import TextDialog
from tests.ui import windows
from tests.ui.counting import figures, hand_in
from tests.ui.test_screen_sessions import RIVALS, eve, eve_folder, room  # noqa: F401 - fixtures
from tests.ui.typing import type_text
from tests.ui.windows import Modal, buttons, press, say, spin

ONE, TWO = "Ива Тодорова", "Огнян Марков"
WHY = "бюлетина е паднала извън урната"


@pytest.fixture
def panel(room: Any) -> Any:  # noqa: F811 - fixtures
    """The first section, where two nominees wait for the first round."""
    return room.session.slot_panel


def types(panel: Any, teller: str, *votes: int) -> None:
    """A teller writes his name and the votes, by keys."""
    panel.count.teller.lineEdit().selectAll()
    type_text(panel.count.teller.lineEdit(), teller)
    for name, number in zip(RIVALS, votes, strict=True):
        spin(panel, f"Гласове за {name}", number)


def sealed(panel: Any) -> tuple[int, ...]:
    """The votes of both in the round that is sealed."""
    held = panel.place.rounds[0]
    names = {panel.place.nominee(one).nominee_name: one for one in held.options}
    return tuple(held.votes[held.options.index(names[name])] for name in RIVALS)


@pytest.mark.requirement("R-45-5.3")
def test_second_teller_sees_an_empty_sheet_and_equal_counts_seal(eve, panel, qtbot) -> None:  # noqa: F811 - fixtures
    empty = figures(panel)
    types(panel, ONE, 9, 5)
    asked = hand_in(qtbot, eve, panel)
    assert any("не се показва преди запечатването" in text for text in asked)
    assert figures(panel) == empty
    assert f"Първото броене ({ONE}) е прието" in say(panel)
    assert "Предай второто броене…" in buttons(panel)
    assert "броят се бюлетините" in say(panel)
    types(panel, TWO, 9, 5)
    asked = hand_in(qtbot, eve, panel)
    assert any("турът се запечатва" in text for text in asked)
    assert f"броили: {ONE}, {TWO}" in say(panel)
    assert sealed(panel) == (9, 5)


@pytest.mark.requirement("R-45-5.3")
def test_counts_that_differ_name_the_lines_and_both_begin_anew(eve, panel, qtbot) -> None:  # noqa: F811 - fixtures
    empty = figures(panel)
    types(panel, ONE, 9, 5)
    hand_in(qtbot, eve, panel)
    types(panel, TWO, 8, 5)
    hand_in(qtbot, eve, panel)
    said = say(panel)
    assert f"Двете броения се различават: гласове за {RIVALS[0]}." in said
    assert RIVALS[1] not in said.split("Двете броения")[1].split("\n")[0]
    assert figures(panel) == empty
    assert "Предай първото броене…" in buttons(panel)
    for teller in (TWO, ONE):
        types(panel, teller, 8, 5)
        hand_in(qtbot, eve, panel)
    assert "1 повторно броене" in say(panel)
    assert sealed(panel) == (8, 5)


def test_the_same_teller_twice_is_refused_and_his_figures_stay_typed(eve, panel, qtbot) -> None:  # noqa: F811 - fixtures
    types(panel, ONE, 9, 5)
    hand_in(qtbot, eve, panel)
    types(panel, ONE, 9, 5)
    hand_in(qtbot, eve, panel)
    assert f"{ONE} вече въведе" in say(panel.message)
    assert figures(panel)[f"Гласове за {RIVALS[0]}"] == 9
    type_two = panel.count.teller.lineEdit()
    type_two.selectAll()
    type_text(type_two, TWO)
    hand_in(qtbot, eve, panel)
    assert sealed(panel) == (9, 5)


def test_without_a_name_nothing_is_handed_in(panel) -> None:
    for name in RIVALS:
        spin(panel, f"Гласове за {name}", 5)
    panel.count.teller.setEditText(" ")
    assert not panel.count.seal.isEnabled()
    type_text(panel.count.teller.lineEdit(), ONE)
    assert panel.count.seal.isEnabled()


def test_figures_of_the_first_are_not_on_the_screen_of_another_section_either(
    eve,  # noqa: F811 - fixtures
    room,  # noqa: F811 - fixtures
    panel,
    qtbot,
) -> None:
    types(panel, ONE, 9, 7)
    hand_in(qtbot, eve, panel)
    first, second = (text for text in buttons(room.session) if text.startswith(("1.1", "1.3")))
    assert "броят се бюлетините" in first
    press(qtbot, room, second)
    press(qtbot, room, first)
    spins = [one for one in room.findChildren(QSpinBox) if one.isVisible()]
    assert not {7} & {one.value() for one in spins}
    assert windows.nameless(eve) == []


def test_started_count_is_void_with_a_reason_and_its_figures_do_not_come_back(
    eve,  # noqa: F811 - fixtures
    panel,
    qtbot,
) -> None:
    empty = figures(panel)
    types(panel, ONE, 9, 5)
    hand_in(qtbot, eve, panel)

    def answer(shown: Any) -> None:
        assert isinstance(shown, TextDialog)
        type_text(shown.field, WHY)
        windows.click(qtbot, shown.do)

    with Modal(answer):
        press(qtbot, panel, "Обяви тура за недействителен…")
    windows.settle(qtbot, eve)
    assert WHY in say(panel)
    assert figures(panel) == empty
    assert "Предай първото броене…" in buttons(panel)
    assert "раздадени" not in say(panel)
