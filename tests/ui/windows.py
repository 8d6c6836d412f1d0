"""The real window over a real data folder, and hands to work in it as a person does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Self, TypeVar

from PySide6.QtCore import QObject, QSettings, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from ruse_desktop import app
from ruse_desktop.__main__ import _close_log
from ruse_desktop.domain.actors import Actor
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.ui import start
from ruse_desktop.ui.main_window import MainWindow
from tests.ui.typing import type_text

ACTOR = Actor("Мария Колева")
NOW = datetime(2026, 5, 8, 11, 0, tzinfo=SOFIA)
PATIENCE = 20_000
_LONG_DELAY = 1000  # an autosave is not waited for
W = TypeVar("W", bound=QWidget)


@contextmanager
def opened(
    qtbot: Any, folder: Path, now: datetime = NOW, law_dir: Path | None = None
) -> Iterator[MainWindow]:
    """The window on the data in `folder`, loaded; closed with its exit backup at the end."""
    options = app.Options(data_dir=folder, clock=FixedClock(now), actor=ACTOR, law_dir=law_dir)
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    window = start.make_window(lambda: app.open_services(options), options, settings)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    bugs: list[BaseException] = []
    window.tasks.bug.connect(bugs.append)
    window.pages.failed.connect(bugs.append)
    try:
        with qtbot.waitSignal(window.tasks.opened, timeout=PATIENCE):
            window.show()
        window.activateWindow()
        settle(qtbot, window)
        yield window
        assert not bugs
    finally:
        for dialog in window.findChildren(QDialog):
            dialog.hide()
        window.close()
        assert window.tasks.shutdown() is None
        _close_log()


def settle(qtbot: Any, window: MainWindow) -> None:
    """Wait until what was typed is looked at and everything asked is answered."""

    def quiet() -> bool:
        short = (
            timer
            for timer in window.findChildren(QTimer)
            if timer.isSingleShot() and timer.isActive() and timer.interval() < _LONG_DELAY
        )
        return window.tasks.busy == 0 and not any(short)

    qtbot.waitUntil(quiet, timeout=PATIENCE)
    QApplication.processEvents()
    qtbot.waitUntil(quiet, timeout=PATIENCE)


def click(qtbot: Any, widget: QWidget) -> None:
    """Press a button with the mouse; it must be there and allowed."""
    assert widget.isVisible(), name_of(widget)
    assert widget.isEnabled(), name_of(widget)
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
    QApplication.processEvents()  # what was added to a layout is shown by the next event


def press(qtbot: Any, root: QObject, text: str) -> None:
    """Press the button that says `text`."""
    click(qtbot, button(root, text))


def button(root: QObject, text: str) -> QAbstractButton:
    """The visible button that says `text`; the last made, when a panel was just rebuilt."""
    found = [
        one
        for one in root.findChildren(QAbstractButton)
        if one.isVisible() and one.text().replace("&", "") == text
    ]
    shown = [b.text() for b in root.findChildren(QAbstractButton) if b.isVisible() and b.text()]
    assert found, f"няма бутон „{text}“ сред {shown}"
    return found[-1]


def buttons(root: QObject) -> list[str]:
    """What the visible buttons say."""
    return [b.text() for b in root.findChildren(QAbstractButton) if b.isVisible() and b.text()]


def field(root: QObject, name: str, kind: type[W] = QWidget) -> W:  # type: ignore[assignment]  # any widget when no kind is named
    """The visible field with this accessible name."""
    found = [
        one for one in root.findChildren(kind) if one.isVisible() and one.accessibleName() == name
    ]
    assert len(found) == 1, f"„{name}“: {len(found)}"
    return found[0]


def fill(root: QObject, name: str, text: str) -> None:
    """Type into the field with this name, in place of what it holds."""
    where = field(root, name)
    assert where.isEnabled(), name
    where.setFocus()
    if isinstance(where, QComboBox):
        at = where.findText(text)
        assert at >= 0, f"„{text}“ не е сред {[where.itemText(n) for n in range(where.count())]}"
        where.setCurrentIndex(at)
        where.activated.emit(at)
        return
    assert isinstance(where, QLineEdit | QPlainTextEdit)
    where.selectAll()
    if text:
        type_text(where, text)
    else:
        where.clear()
    if isinstance(where, QLineEdit):
        where.editingFinished.emit()


def spin(root: QObject, name: str, value: int) -> None:
    """Type a number into the field with this name."""
    where = field(root, name, QSpinBox)
    where.setFocus()
    where.selectAll()
    type_text(where.lineEdit(), str(value))
    where.interpretText()
    assert where.value() == value


def dialog(qtbot: Any, window: QWidget, kind: type[W]) -> W:
    """The open dialog of this kind; waits until it is there."""

    def there() -> list[W]:
        return [one for one in window.findChildren(kind) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(there()), timeout=PATIENCE)
    return there()[-1]


def gone(qtbot: Any, window: QWidget, kind: type[QWidget]) -> None:
    """Wait until no dialog of this kind is open."""
    qtbot.waitUntil(
        lambda: not [one for one in window.findChildren(kind) if one.isVisible()], timeout=PATIENCE
    )


class Modal:
    """Answers the next dialog that stops the program; `seen` are the texts it showed."""

    def __init__(self, answer: Callable[[QDialog], object]) -> None:
        self.seen: list[str] = []
        self.error: BaseException | None = None
        self._answer = answer
        self._left = 200

    def __enter__(self) -> Self:
        QTimer.singleShot(0, self._look)
        return self

    def __exit__(self, kind: object, *_rest: object) -> None:
        if kind is None:
            assert self.error is None, self.error
            assert self.seen, "никой не попита"

    def _look(self) -> None:
        shown = QApplication.activeModalWidget()
        if not isinstance(shown, QDialog) or not shown.isVisible():
            self._left -= 1
            if self._left:
                QTimer.singleShot(25, self._look)
            return
        self.seen = [shown.windowTitle(), *texts(shown)]
        try:
            self._answer(shown)
        except BaseException as error:  # noqa: BLE001 - the event loop would swallow it; told at the end
            self.error = error
            shown.done(0)  # `reject` may ask, and nobody would answer


def texts(root: QObject) -> list[str]:
    """What the visible labels say."""
    return [one.text() for one in root.findChildren(QLabel) if one.isVisible() and one.text()]


def say(root: QObject) -> str:
    """Everything the visible labels say, in one text."""
    return "\n".join(texts(root))


def name_of(widget: QWidget) -> str:
    """The name by which a screen reader calls the widget."""
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name) if found else ""


def spoken_for(widget: QWidget) -> bool:
    """Whether a box speaks for this line.

    Never ask for `focusProxy()`: the binding makes the asked one the owner of the answer, so that a
    line and its box, or a viewport and its table, own each other and the collector frees both.
    """
    return isinstance(widget, QLineEdit) and isinstance(
        widget.parentWidget(), QAbstractSpinBox | QComboBox
    )


def nameless(root: QWidget) -> list[str]:
    """Visible widgets that take the focus by Tab and have no name for a screen reader."""
    return [
        f"{type(one).__name__} {one.objectName()}"
        for one in [root, *root.findChildren(QWidget)]
        if one.isVisible()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not spoken_for(one)
        and not name_of(one)
    ]
