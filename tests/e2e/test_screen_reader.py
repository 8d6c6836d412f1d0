"""A nomination is registered by what a screen reader hears and does: names, roles, texts, actions.

Nothing here touches a widget: everything goes through Qt's accessibility interfaces. Only the
choice in a list is made with the arrows, as a person with a screen reader makes it, for Qt offers
no action for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from ruse_desktop.domain.nominations import State
from tests.ui import windows

MOTIVES = "Романът събра признанието на критиката и на читателите в града и страната. " * 7
Role = QAccessible.Role


class Reader:
    """Finds things by role and name in what is told of the windows, reads them and acts on them."""

    def __init__(self, qtbot: Any, window: Any) -> None:
        self._qtbot, self._window = qtbot, window
        self.root = QAccessible.queryAccessibleInterface(window)

    def wait(self) -> None:
        windows.settle(self._qtbot, self._window)

    def enter(self) -> None:
        """Go on inside the window that was opened over the first one."""
        self._qtbot.waitUntil(lambda: len(dialogs()) == 1, timeout=windows.PATIENCE)
        self.root = QAccessible.queryAccessibleInterface(dialogs()[0])
        assert self.root.role() == Role.Dialog
        self.wait()

    def leave(self, name: str) -> None:
        """Press what closes the window one is in, and go back to the first one."""
        action = self.find(Role.Button, name).actionInterface()
        self.root = QAccessible.queryAccessibleInterface(self._window)
        action.doAction("Press")
        self._qtbot.waitUntil(lambda: not dialogs(), timeout=windows.PATIENCE)
        self.wait()

    def find(self, role: Role, name: str) -> QAccessibleInterface:
        found = [one for one in everything(self.root) if one.role() == role and named(one) == name]
        heard = sorted(named(one) for one in everything(self.root) if one.role() == role)
        assert len(found) == 1, f"„{name}“: {len(found)} сред {heard}"
        assert not found[0].state().disabled, name
        return found[0]

    def write(self, name: str, text: str) -> None:
        field = self.find(Role.EditableText, name)
        editor, length = field.editableTextInterface(), field.textInterface().characterCount()
        editor.replaceText(0, length, text)
        assert field.text(QAccessible.Text.Value).strip() == text.strip()

    def do(self, role: Role, name: str, action: str = "Press") -> None:
        self.find(role, name).actionInterface().doAction(action)
        self.wait()

    def tick(self, name: str) -> None:
        self.do(Role.CheckBox, name, "Toggle")
        assert self.find(Role.CheckBox, name).state().checked

    def choose(self, name: str, wanted: str) -> None:
        """Open the list, go down it until the choice is heard, take it with Enter."""
        box = self.find(Role.ComboBox, name)
        box.actionInterface().doAction("Press")
        keys = box.object().view()
        QTest.keyClick(keys, Qt.Key.Key_Home)
        for _step in range(40):
            if box.child(0).focusChild().text(QAccessible.Text.Name) == wanted:
                break
            QTest.keyClick(keys, Qt.Key.Key_Down)
        QTest.keyClick(keys, Qt.Key.Key_Return)
        assert box.text(QAccessible.Text.Value) == wanted


def dialogs() -> list[QDialog]:
    """The windows open over the first one."""
    tops = QApplication.topLevelWidgets()
    return [one for one in tops if isinstance(one, QDialog) and one.isVisible()]


def everything(one: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """Every visible thing under one; lists and tables are told whole, not by cells."""
    if one.state().invisible:
        return
    yield one
    if one.role() in {Role.Table, Role.Tree, Role.List, Role.ComboBox}:
        return
    for n in range(one.childCount()):
        if (child := one.child(n)) is not None:
            yield from everything(child)


def named(one: QAccessibleInterface) -> str:
    """The name without the letters of menus; under Linux Qt calls a box by its choice, elsewhere by its name."""
    if one.role() == Role.ComboBox:
        return str(one.object().accessibleName())
    return one.text(QAccessible.Text.Name).replace("&", "")


def test_nomination_is_registered_by_a_screen_reader_alone(qtbot: Any, tmp_path: Path) -> None:
    with windows.opened(qtbot, tmp_path) as window:
        window.tasks.write(
            lambda s: s.editions.open("NR", 2026, actor=s.actor, law_edition="2024-02-29"),
            lambda _opened: None,
        )
        reader = Reader(qtbot, window)
        reader.wait()
        reader.do(Role.CheckBox, "Предложения")
        reader.do(Role.Button, "Ново предложение…")
        reader.enter()
        reader.write("Входящ номер", "30-211")
        reader.write("Дата на завеждане", "07.05.2026")
        reader.write("Час на завеждане", "14:30")
        reader.choose("Раздел", "1.1 Литература")
        reader.choose("Жанр или степен", "проза")
        reader.choose("Категория", "творец")
        for name, text in (
            ("Собствено име", "Анелия"),
            ("Бащино име", "Петкова"),
            ("Фамилно име", "Зорева"),
            ("Година на раждане", "1971"),
            ("Населено място", "гр. Русе"),
            ("Вносител", "Сдружение „Пристан“"),
            ("Мотивировка", MOTIVES),
        ):
            reader.write(name, text)
        reader.tick("Изкуство и култура")
        reader.tick("За цялостна дейност")
        reader.wait()
        reader.leave("Регистрирай")
        got: list[Any] = []
        window.tasks.write(lambda s: s.nominations.rows(), got.append)
        reader.wait()
    ((row,),) = got
    assert (row.number, row.state) == ("ПР-2026-001", State.SUBMITTED)
    assert row.registered_on == date(2026, 5, 7)
