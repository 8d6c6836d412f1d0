"""What locking needs: noticing that nobody works, curtains over the windows, dialogs put away."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ruse_desktop.ui.sign_in import Curtain

IDLE_MINUTES = 10
_CHECK_MS = 15_000
_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class Idleness(QObject):
    """Says `reached` when nobody has touched keyboard or mouse for `minutes`."""

    reached = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.minutes = IDLE_MINUTES
        self._idle = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.check)

    def begin(self) -> None:
        """Count from now."""
        self._idle = 0
        self._timer.start(_CHECK_MS)

    def end(self) -> None:
        """Count no more."""
        self._timer.stop()

    def check(self) -> None:
        """Another quarter of a minute went by."""
        self._idle += _CHECK_MS
        for native in QGuiApplication.topLevelWindows():
            native.installEventFilter(self)
        if self._idle >= self.minutes * 60_000 and not _held():
            self.reached.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that somebody works."""
        del watched
        if event.type() in _SIGNS_OF_LIFE:
            self._idle = 0
        return False


def _held() -> bool:
    """Whether a window is open that must not be covered: members vote one after the other."""
    return any(
        one.isVisible() and bool(one.property("holdsLock"))
        for one in QApplication.topLevelWidgets()
    )


class Curtains:
    """Covers the window and every open dialog; what is under them stays as it was."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._drawn: list[Curtain] = []

    def draw(self) -> None:
        """Cover everything."""
        dialogs = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog)]
        for one in (self._window, *(d for d in dialogs if d.isVisible())):
            self._drawn.append(Curtain(one))

    def open(self) -> None:
        """Show everything again."""
        for curtain in self._drawn:
            if shiboken6.isValid(curtain):
                curtain.hide()
                curtain.deleteLater()
        self._drawn = []


class Parking:
    """Dialogs of a person whose turn is over; they wait for him as they are."""

    def __init__(self) -> None:
        self._waiting: dict[str, list[QDialog]] = {}

    def put_away(self, login: str, but: QDialog | None) -> None:
        """Hide the open dialogs of this person; one that asks for an answer now is answered „не“."""
        kept = self._waiting.setdefault(login, [])
        for one in QApplication.topLevelWidgets():
            if isinstance(one, QDialog) and one.isVisible() and one is not but:
                if one.windowModality() != Qt.WindowModality.ApplicationModal:
                    kept.append(one)
                one.hide()

    def bring_back(self, login: str) -> None:
        """Show this person's dialogs again."""
        for one in self._waiting.pop(login, []):
            if shiboken6.isValid(one):
                one.show()

    def holds(self, dialog: QDialog) -> bool:
        """Whether the dialog waits for the person who opened it."""
        return any(dialog in kept for kept in self._waiting.values())
