"""Dialogs on a small or enlarged screen: none is larger than the room there is, none stands outside."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ruse_desktop.ui.theme import px

_TITLE = 32


def keep_on_screen(application: QApplication) -> Callable[[], object]:
    """Fit every dialog when it comes to the front, until what is returned is called."""

    def come(_window: object) -> None:
        fit(application.activeWindow())

    application.focusWindowChanged.connect(come)
    return lambda: application.focusWindowChanged.disconnect(come)


def fit(window: QWidget | None) -> None:
    """Make a dialog no larger than its screen and bring it inside; its buttons stay in reach."""
    if not isinstance(window, QDialog):
        return
    room, inner, outer = (
        window.screen().availableGeometry(),
        window.geometry(),
        window.frameGeometry(),
    )
    edges = outer.width() - inner.width()
    title = max(outer.height() - inner.height(), px(_TITLE))  # not known before the system drew it
    wide = min(inner.width(), room.width() - edges)
    tall = min(inner.height(), room.height() - title)
    if (wide, tall) != (inner.width(), inner.height()):
        window.resize(wide, tall)
    placed = window.frameGeometry()
    left = max(room.left(), min(placed.left(), room.right() + 1 - placed.width()))
    top = max(room.top(), min(placed.top(), room.bottom() + 1 - placed.height()))
    if (left, top) != (placed.left(), placed.top()):
        window.move(left, top)
