"""One record per action: menus, buttons, the Ctrl+K palette and the page of keys come from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from ruse_desktop.kernel.i18n import _, mark
from ruse_desktop.ui import icons
from ruse_desktop.ui.kit.basics import plain_tip

MENUS: tuple[tuple[str, str], ...] = (
    ("file", mark("&Файл")),
    ("edit", mark("&Редактиране")),
    ("view", mark("&Изглед")),
    ("act", mark("&Действия")),
    ("print", mark("&Печат")),
    ("law", mark("&Наредба")),
    ("help", mark("По&мощ")),
)
GLOBAL = ""
_NO_CONTENT = frozenset({GLOBAL, "safety", "law"})


@dataclass(frozen=True)
class Action:
    """What a person can do here.

    `key` is a portable key sequence („Ctrl+N“; several by a space-less „|“), `menu` one of MENUS or
    empty, `scope` the id of the screen it belongs to (empty = the whole window), `enabled` is asked
    before it is shown or run, `group` numbers separate parts of a menu, `checked` makes it a switch;
    one of the window that `yields` lets a screen's own action take its key.
    """

    id: str
    text: str
    run: Callable[[], object]
    icon: str = ""
    key: str = ""
    menu: str = ""
    scope: str = GLOBAL
    enabled: Callable[[], bool] | None = None
    palette: bool = True
    checked: Callable[[], bool] | None = None
    group: int = 0
    yields: bool = False

    @property
    def plain_text(self) -> str:
        """The text without the mark of the menu letter."""
        return self.text.replace("&", "")

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key sequence of the action."""
        return tuple(part for part in self.key.split("|") if part)

    @property
    def allowed(self) -> bool:
        """Whether it can be done now."""
        return self.enabled is None or self.enabled()


class DuplicateShortcut(Exception):
    """Two actions that can be active together have the same key: a bug."""


class Actions(QObject):
    """The registry of the window; knows which screen is shown."""

    refreshed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._records: dict[str, Action] = {}
        self._made: dict[str, QAction] = {}
        self._menus: dict[str, QMenu] = {}
        self._buttons: list[tuple[str, QPushButton]] = []
        self._scope = GLOBAL
        self.may_change: Callable[[], bool] = lambda: True

    def add(self, action: Action) -> QAction:
        """Register the action. Raises DuplicateShortcut, or ValueError for an id already taken."""
        if action.id in self._records:
            raise ValueError(action.id)
        for other in self._records.values():
            if _together(action, other) and set(action.keys) & set(other.keys):
                raise DuplicateShortcut(f"{action.key}: {action.id}, {other.id}")
        made = QAction(action.text, self._window)
        made.setObjectName(action.id)
        made.setShortcuts([QKeySequence(key) for key in action.keys])
        made.setCheckable(action.checked is not None)
        if action.icon:
            icons.set_icon(made, action.icon)
        made.triggered.connect(lambda: self.run(action.id))
        self._records[action.id] = action
        self._made[action.id] = made
        self._window.addAction(made)
        self._place(action, made)
        self._show(action, made)
        return made

    def add_all(self, actions: Iterable[Action]) -> None:
        """Register each."""
        for action in actions:
            self.add(action)

    def run(self, action_id: str) -> None:
        """Do it, unless it is not allowed now."""
        action = self._records[action_id]
        if self._allowed(action):
            action.run()
        self.refresh()

    def button(self, action_id: str, *, primary: bool = False, text: str = "") -> QPushButton:
        """A button that runs the action; it follows what is allowed."""
        action = self._records[action_id]
        made = QPushButton(text or action.plain_text)
        if action.icon:
            icons.set_icon(made, action.icon, "on_blue" if primary else "ink")
        made.setProperty("primary", primary)
        keys = QKeySequence(action.keys[0]).toString() if action.keys else ""
        made.setToolTip(plain_tip(f"{action.plain_text} ({keys})") if keys else "")
        made.setAccessibleName(action.plain_text)
        made.setEnabled(self._allowed(action))
        made.clicked.connect(lambda: self.run(action_id))
        self._buttons.append((action_id, made))
        made.destroyed.connect(self._forget_buttons)
        return made

    def set_scope(self, scope: str) -> None:
        """Make the actions of this screen the active ones."""
        self._scope = scope
        self.refresh()

    def refresh(self) -> None:
        """Ask every action anew whether it is allowed; call when the selection changed."""
        for action_id, made in self._made.items():
            self._show(self._records[action_id], made)
        for action_id, button in self._buttons:
            button.setEnabled(self._allowed(self._records[action_id]))
        self.refreshed.emit()

    def rename(self, action_id: str, text: str) -> None:
        """Let an action say in menus, palette and buttons what it does now."""
        self._records[action_id] = replace(self._records[action_id], text=text)
        self._made[action_id].setText(text)
        for one, made in self._buttons:
            if one == action_id:
                plain = self._records[one].plain_text
                made.setText(plain)
                made.setAccessibleName(plain)
                keys = self._made[one].shortcut().toString()
                made.setToolTip(plain_tip(f"{plain} ({keys})") if keys else "")

    def active(self) -> tuple[Action, ...]:
        """The actions of the window and of the screen shown, in order of registration."""
        return tuple(a for a in self._records.values() if a.scope in {GLOBAL, self._scope})

    def all(self) -> tuple[Action, ...]:
        """Every action registered."""
        return tuple(self._records.values())

    def menu(self, name: str) -> QMenu:
        """One of the menus of the bar, made at its first use."""
        if name not in self._menus:
            menu = QMenu(_(dict(MENUS)[name]), self._window)
            menu.aboutToShow.connect(self.refresh)
            self._menus[name] = menu
        return self._menus[name]

    def _place(self, action: Action, made: QAction) -> None:
        if not action.menu:
            return
        menu = self.menu(action.menu)
        before: QAction | None = None
        for shown in menu.actions():
            if shown.isSeparator():
                continue
            other = self._records.get(shown.objectName())
            if other is not None and other.group > action.group:
                before = shown
                break
        menu.insertAction(before, made) if before else menu.addAction(made)
        _separate(menu, self._records)

    def _show(self, action: Action, made: QAction) -> None:
        here = action.scope in {GLOBAL, self._scope}
        made.setVisible(here)
        if action.yields:
            taken = {key for a in self.active() if a.scope != GLOBAL for key in a.keys}
            made.setShortcuts([QKeySequence(key) for key in action.keys if key not in taken])
        made.setEnabled(here and self._allowed(action))
        if action.checked is not None:
            made.setChecked(action.checked())

    def _allowed(self, action: Action) -> bool:
        """Whether it can be done now by who works; „четене“ changes nothing of the content."""
        changes = action.menu == "act" and action.scope not in _NO_CONTENT
        return action.allowed and (not changes or self.may_change())

    def _forget_buttons(self) -> None:
        import shiboken6

        self._buttons = [(i, b) for i, b in self._buttons if shiboken6.isValid(b)]


def _together(one: Action, other: Action) -> bool:
    """Whether both may want a key at the same time."""
    if one.scope == other.scope:
        return True
    window = one if one.scope == GLOBAL else other
    return GLOBAL in {one.scope, other.scope} and not window.yields


def _separate(menu: QMenu, records: dict[str, Action]) -> None:
    """One line between groups."""
    for shown in menu.actions():
        if shown.isSeparator():
            menu.removeAction(shown)
    group: int | None = None
    for shown in menu.actions():
        record = records.get(shown.objectName())
        if record is None:
            continue
        if group is not None and record.group != group:
            menu.insertSeparator(shown)
        group = record.group
