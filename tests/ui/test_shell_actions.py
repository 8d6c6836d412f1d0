from __future__ import annotations

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMainWindow

from ruse_desktop.ui.actions import Action, Actions, DuplicateShortcut


@pytest.fixture
def registry(qtbot) -> Actions:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.registry = Actions(window)
    return window.registry


def nothing() -> None:
    """Do nothing."""


def keys(registry: Actions, action_id: str) -> list[str]:
    made = registry.parent().findChild(type(registry.menu("file").menuAction()), action_id)
    return [key.toString() for key in made.shortcuts()]


def test_two_actions_of_one_screen_cannot_have_one_key(registry):
    registry.add(Action("a", "Едно", nothing, key="Ctrl+N", scope="books"))
    with pytest.raises(DuplicateShortcut):
        registry.add(Action("b", "Друго", nothing, key="Ctrl+N", scope="books"))


def test_a_screen_cannot_take_a_key_of_the_window(registry):
    registry.add(Action("a", "Едно", nothing, key="Ctrl+K"))
    with pytest.raises(DuplicateShortcut):
        registry.add(Action("b", "Друго", nothing, key="Ctrl+K", scope="books"))


def test_two_screens_may_have_one_key_and_only_the_shown_one_acts(registry):
    done: list[str] = []
    for scope in ("books", "today"):
        registry.add(Action(scope, scope, lambda s=scope: done.append(s), key="F2", scope=scope))
    registry.set_scope("today")
    assert [a.id for a in registry.active()] == ["today"]
    registry.run("today")
    assert done == ["today"]


def test_a_yielding_key_goes_to_the_screen_in_sight(registry):
    registry.add(Action("find", "Търси", nothing, key="Ctrl+F", yields=True))
    registry.add(Action("mine", "Търси тук", nothing, key="Ctrl+F", scope="books"))
    registry.set_scope("books")
    assert keys(registry, "find") == []
    registry.set_scope("today")
    assert keys(registry, "find") == [QKeySequence("Ctrl+F").toString()]


def test_an_action_not_allowed_does_not_run(registry, qtbot):
    allowed = [False]
    done: list[int] = []
    registry.add(Action("a", "Едно", lambda: done.append(1), enabled=lambda: allowed[0]))
    button = registry.button("a", primary=True)
    qtbot.addWidget(button)
    registry.run("a")
    assert done == []
    assert not button.isEnabled()
    allowed[0] = True
    registry.refresh()
    button.click()
    assert done == [1]


def test_menus_keep_groups_apart(registry):
    registry.add(Action("quit", "Изход", nothing, menu="file", group=9))
    registry.add(Action("open", "Отвори", nothing, menu="file"))
    registry.add(Action("save", "Запази", nothing, menu="file"))
    shown = [a.objectName() or "|" for a in registry.menu("file").actions()]
    assert shown == ["open", "save", "|", "quit"]


def test_every_key_of_the_real_window_is_alone(driven):
    registry = driven.window.actions_registry
    for spec in driven.window.pages.specs:
        driven.window.pages.show_screen(spec.id)
        driven.settle()
        seen = [
            key.toString()
            for action in driven.window.actions()
            if action.isEnabled() and action.isVisible()
            for key in action.shortcuts()
        ]
        assert len(seen) == len(set(seen)), spec.id
    assert all(action.text for action in registry.all())
