"""How two tellers hand in their counts through the window."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QSpinBox

from tests.ui import windows


def figures(panel: Any) -> dict[str, int]:
    """What is typed in the sheet in sight, by the name of the field."""
    spins = [one for one in panel.count.findChildren(QSpinBox) if one.isVisible()]
    return {one.accessibleName(): one.value() for one in spins}


def hand_in(qtbot: Any, window: Any, panel: Any, teller: str = "", **changes: int) -> list[str]:
    """One teller hands his sheet in and says yes; what the question said."""
    if teller:
        panel.count.teller.setEditText(teller)
    for name, value in changes.items():
        windows.spin(panel, name, value)
    with windows.Modal(lambda shown: windows.press(qtbot, shown, "Предай броенето")) as asked:
        windows.click(qtbot, panel.count.seal)
    windows.settle(qtbot, window)
    return asked.seen


def both_hand_in(qtbot: Any, window: Any, panel: Any) -> list[str]:
    """The first teller hands in what is typed, the second types the same; the last question."""
    typed = figures(panel)
    known = panel.session.typed.tellers
    one, two = known if len(known) > 1 else ("Ива Тодорова", "Огнян Марков")
    hand_in(qtbot, window, panel, one)
    for name, value in typed.items():
        windows.spin(panel, name, value)
    return hand_in(qtbot, window, panel, two)
