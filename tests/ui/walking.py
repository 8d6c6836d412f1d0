"""Walks through every screen and section of a window, and reads what a person is told there."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QTableView,
    QTreeView,
    QWidget,
)

from ruse_desktop.ui.kit.sections import SectionScreen
from ruse_desktop.ui.main_window import MainWindow
from ruse_desktop.ui.registry import beside, screens
from tests.ui.windows import PATIENCE, name_of, settle, spoken_for

_QUIET_TURNS = 2


def every_section(qtbot: Any, window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Each screen, and each section of it, in sight and loaded: its name and its widget."""
    for spec in (*screens(), *beside()):
        window.pages.show_screen(spec.id)
        screen = window.pages.screen_of(spec.id)
        if not isinstance(screen, SectionScreen):
            settle(qtbot, window)
            yield spec.id, screen
            continue
        for section in screen.specs:
            screen.show_section(section.id)
            settle(qtbot, window)
            yield f"{spec.id}.{section.id}", screen


class Dialogs:
    """Looks at every dialog that is opened, once by its title, and gives it up."""

    def __init__(self, look: Callable[[QDialog], object]) -> None:
        self.seen: dict[str, str] = {}
        self.errors: list[str] = []
        self._look = look
        self._timer = QTimer()
        self._timer.timeout.connect(self._turn)
        self._timer.start(50)  # for those that wait inside of `exec`

    def _turn(self) -> None:
        if (shown := self._shown()) is None:
            return
        name = f"{type(shown).__name__}: {shown.windowTitle()}"
        if name not in self.seen:
            self.seen[name] = type(shown).__name__
            try:
                self._look(shown)
            except Exception as error:  # noqa: BLE001 - the event loop would swallow it; told at the end
                self.errors.append(f"{name}: {error!r}")
        shown.done(0)

    @staticmethod
    def _shown() -> QDialog | None:
        modal = QApplication.activeModalWidget()
        if isinstance(modal, QDialog):
            return modal if modal.isVisible() else None
        tops = QApplication.topLevelWidgets()
        return next((one for one in tops if isinstance(one, QDialog) and one.isVisible()), None)

    def answer(self, window: MainWindow) -> None:
        """Wait until what was begun has asked what it asks, and nothing is open."""
        until = time.monotonic() + PATIENCE / 1000
        quiet = 0
        while quiet < _QUIET_TURNS:
            assert time.monotonic() < until, self.seen
            QTest.qWait(3)
            self._turn()
            busy = window.tasks.busy or self._shown() is not None
            quiet = 0 if busy else quiet + 1

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()


def unspoken(root: QWidget) -> list[str]:
    """What a screen reader could not tell of the visible widgets that Tab reaches."""
    found = []
    for one in (root, *root.findChildren(QWidget)):
        if not one.isVisible() or spoken_for(one):
            continue
        if not one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        kind, name = type(one).__name__, name_of(one)
        spoken = QAccessible.queryAccessibleInterface(one)
        if not name.strip() or (name == kind and not one.accessibleName()):
            found.append(f"{kind} „{one.objectName()}“ в {type(one.parent()).__name__} няма име")
        if spoken.role() == QAccessible.Role.NoRole:
            found.append(f"{name}: няма роля")
        if isinstance(one, QAbstractButton) and one.isCheckable():
            state = spoken.state()
            if not state.checkable or bool(state.checked) != one.isChecked():
                found.append(f"{name}: не казва отметнато ли е")
        if isinstance(one, QComboBox) and not one.accessibleName():
            found.append(f"{name}: казва избраното, а не какво се избира")
        if isinstance(one, QTableView | QTreeView):
            found += [f"{name}: колона {n} без име" for n in _nameless_columns(one)]
    return found


def _nameless_columns(table: QTableView | QTreeView) -> list[int]:
    model = table.model()
    header = table.horizontalHeader() if isinstance(table, QTableView) else table.header()
    if model is None or (isinstance(table, QTreeView) and header.isHidden()):
        return []
    return [
        n for n in range(model.columnCount(QModelIndex()))
        if not table.isColumnHidden(n)
        and not str(model.headerData(n, Qt.Orientation.Horizontal) or "").strip()
    ]  # fmt: skip


def tab_stops(root: QWidget) -> list[QWidget]:
    """Where Tab stops in a window, in its order, which is a ring, from the one that stands first."""
    found: list[QWidget] = []
    one = root.nextInFocusChain()
    while one is not root:
        if _stops(one) and one.window() is root.window() and one not in found:
            found.append(one)
        one = one.nextInFocusChain()
    if not found:
        return []
    first = min(range(len(found)), key=lambda n: (_place(found[n]).top(), _place(found[n]).left()))
    return found[first:] + found[:first]


def _stops(one: QWidget) -> bool:
    if spoken_for(one) or not (one.isVisible() and one.isEnabled()):
        return False
    if isinstance(one, QAbstractButton) and not one.isChecked():
        group = one.group()
        exclusive = group is not None and group.exclusive() and group.checkedButton() is not None
        if exclusive or (one.autoExclusive() and _chosen_beside(one)):
            return False  # one of them is a stop, the arrows choose another
    tabbed = one.focusPolicy() & Qt.FocusPolicy.TabFocus
    return tabbed == Qt.FocusPolicy.TabFocus and not isinstance(one, QScrollArea)


def _chosen_beside(one: QAbstractButton) -> bool:
    beside = one.parentWidget().findChildren(
        QAbstractButton, options=Qt.FindChildOption.FindDirectChildrenOnly
    )
    return any(other.isChecked() and other.autoExclusive() for other in beside)


def unreached(root: QWidget, stops: list[QWidget]) -> list[str]:
    """Fields of a window that can be filled in and that Tab passes by."""
    fields = root.findChildren(QWidget)
    return [
        name_of(one)
        for one in fields
        if isinstance(one, QLineEdit | QPlainTextEdit | QComboBox | QAbstractSpinBox | QCheckBox)
        and one.isVisible()
        and one.isEnabled()
        and one not in stops
        and not isinstance(one.parentWidget(), QComboBox | QAbstractSpinBox)
    ]


def misplaced(stops: list[QWidget]) -> list[str]:
    """Steps that go up, or to the left in a row; up is right only at the head of a column further right."""
    found = []
    for before, after in pairwise(stops):
        if _page_of(before) is not _page_of(after):
            continue
        one, other = _place(before), _place(after)
        up = other.bottom() < one.top() and other.left() < one.right()
        left = other.right() < one.left() and other.top() < one.center().y() < other.bottom()
        if up or left:
            found.append(f"след „{name_of(before)}“ се връща на „{name_of(after)}“")
    return found


def _page_of(one: QWidget) -> QWidget:
    """What scrolls together with the widget."""
    above = one.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above or one.window()


def _place(one: QWidget) -> QRect:
    return QRect(one.mapTo(one.window(), QPoint(0, 0)), one.size())


def shown_texts(root: QWidget) -> set[str]:
    """Everything the visible widgets say, names for a screen reader and hints too; rows of lists are data."""
    found: set[str] = {root.windowTitle()}
    for one in (root, *root.findChildren(QWidget)):
        if not one.isVisible() or isinstance(one, QHeaderView):
            continue
        found |= {one.toolTip(), one.accessibleName(), one.accessibleDescription()}
        if isinstance(one, QLabel | QAbstractButton):
            found.add(one.text())
        elif isinstance(one, QGroupBox):
            found.add(one.title())
        elif isinstance(one, QComboBox):
            found |= {one.itemText(n) for n in range(one.count())}
        elif isinstance(one, QTabBar):
            found |= {one.tabText(n) for n in range(one.count())}
        elif isinstance(one, QAbstractItemView) and (model := one.model()) is not None:
            columns = range(0 if isinstance(model, QAbstractListModel) else model.columnCount())
            found |= {str(model.headerData(n, Qt.Orientation.Horizontal) or "") for n in columns}
        hint = getattr(one, "placeholderText", None)
        if callable(hint):
            found.add(str(hint()))
    return {text.replace("&", "").strip() for text in found if text}


def menu_texts(root: QObject) -> set[str]:
    """What all menus of a window say."""
    found: set[str] = set()
    for menu in root.findChildren(QMenu):
        found.add(menu.title())
        for action in menu.actions():
            found |= {action.text(), action.toolTip()}
    return {text.replace("&", "") for text in found if text}
