"""A walk of five steps over the window; shown once by itself, left at any moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ruse_desktop.domain.nominations import NominationFilter
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import button, label
from ruse_desktop.ui.theme import colours, px, theme

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from ruse_desktop.ui.main_window import MainWindow

SEEN = "walk/seen"
_WIDE, _GAP = 380, 10


@dataclass(frozen=True)
class Step:
    """What is said, on which screen, beside which part of the window (in its coordinates)."""

    title: str
    text: str
    screen: str
    beside: Callable[[MainWindow], QRect]


def steps() -> tuple[Step, ...]:
    """The five steps."""
    return (
        Step(
            _("1 от 5 · „Днес“"),
            _("Тук е какво предстои по наредбата и какво чака Вас. Всеки ред води до мястото си."),
            "today", lambda w: _place(w, w.tabs.tab("today")),
        ),
        Step(
            _("2 от 5 · Разделите"),
            _(
                "Всяка работа има раздел: предложения, заседания, книги, символи, протокол, регистри. "
                "Ctrl+1 до Ctrl+7 ги сменят."
            ),
            "nominations", lambda w: _place(w, w.tabs.tab("nominations")),
        ),
        Step(
            _("3 от 5 · Новото започва с Ctrl+N"),
            _(
                "Синият бутон и Ctrl+N започват ново предложение. Проверките по наредбата се "
                "показват, докато пишете."
            ),
            "nominations", _new_button,
        ),
        Step(
            _("4 от 5 · Търсене навсякъде"),
            _("Ctrl+K намира име, номер или дума във всички раздели наведнъж – и носител от 1998 г."),
            "books", lambda w: _place(w, w.tabs.search),
        ),
        Step(
            _("5 от 5 · Помощ"),
            _(
                "F1 отваря ръководството на страницата за това, което виждате. Разходката е отново в "
                "менюто „Помощ“."
            ),
            "today", _help_menu,
        ),
    )  # fmt: skip


def _place(window: MainWindow, part: QWidget) -> QRect:
    return QRect(part.mapTo(window, QPoint(0, 0)), part.size())


def _new_button(window: MainWindow) -> QRect:
    button_of = getattr(window.pages.current(), "new", None)
    return _place(window, button_of if isinstance(button_of, QWidget) else window.tabs)


def _help_menu(window: MainWindow) -> QRect:
    bar = window.menuBar()
    shown = bar.actionGeometry(window.actions_registry.menu("help").menuAction())
    return shown.translated(bar.mapTo(window, QPoint(0, 0)))


class Walk(QFrame):
    """The card of the walk beside the part it speaks of; Esc leaves it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._steps = steps()
        self.at = 0
        self.setObjectName("walk")
        self.setFixedWidth(px(_WIDE))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title, self.text = label("", "heading", wrap=True), label("", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(18), px(14), px(18), px(14))
        column.setSpacing(px(8))
        column.addWidget(self.title)
        column.addWidget(self.text)
        row = QHBoxLayout()
        self.back = button(_("Назад"), lambda: self.go(self.at - 1))
        self.next = button(_("Напред"), self._forward, primary=True)
        row.addWidget(self.next)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(button(_("Излез"), self.leave))
        column.addLayout(row)
        window.installEventFilter(self)
        theme().changed.connect(self._dress)
        self._dress()
        self.go(0)

    def go(self, at: int) -> None:
        """Show a step."""
        self.at = max(0, min(at, len(self._steps) - 1))
        step = self._steps[self.at]
        self._window.pages.show_screen(step.screen)
        self.title.setText(step.title)
        self.text.setText(step.text)
        self.setAccessibleName(step.title)
        self.setAccessibleDescription(step.text)
        self.back.setEnabled(self.at > 0)
        last = self.at == len(self._steps) - 1
        self.next.setText(_("Готово") if last else _("Напред"))
        self.adjustSize()
        self._stand()
        QTimer.singleShot(0, self, self._stand)  # a screen just built has its places only then
        self.show()
        self.raise_()
        self.next.setFocus()

    def _forward(self) -> None:
        if self.at == len(self._steps) - 1:
            self.leave()
        else:
            self.go(self.at + 1)

    def leave(self) -> None:
        """End the walk; it does not come again by itself."""
        self._window.settings.setValue(SEEN, "true")
        self._window.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def _stand(self) -> None:
        """Under the part it speaks of, inside the window."""
        part = self._steps[self.at].beside(self._window)
        x = max(px(_GAP), min(part.left(), self._window.width() - self.width() - px(_GAP)))
        self.move(x, part.bottom() + px(_GAP))

    def _dress(self) -> None:
        c = colours()
        self.setStyleSheet(
            f"QFrame#walk{{background:{c.card};border:2px solid {c.blue};"
            f"border-radius:{px(10)}px;}}"
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay beside the part when the window changes its size."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._stand()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves, the arrows go on and back."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() == Qt.Key.Key_Right:
            self._forward()
        elif event.key() == Qt.Key.Key_Left:
            self.go(self.at - 1)
        else:
            super().keyPressEvent(event)


def start_walk(window: MainWindow) -> Walk:
    """Begin the walk at its first step; one that goes on begins anew."""
    known = window.findChild(Walk)
    if isinstance(known, Walk):
        known.go(0)
        return known
    return Walk(window)


def offer_walk(window: MainWindow) -> None:
    """Show the walk once, over a file without nominations."""
    if window.settings.value(SEEN, "") == "true":
        return

    def told(filled: bool) -> None:  # noqa: FBT001 - the answer of the database
        if filled:
            window.settings.setValue(SEEN, "true")
        else:
            start_walk(window)

    window.tasks.read(
        lambda s: len(s.nomination_lists.keys(NominationFilter())) > 0, told, owner=window
    )
