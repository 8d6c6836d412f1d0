"""The neutral page of the voter's view: the code of a slip typed, scanned or touched."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.secret_box import CODE_DIGITS
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui import theme
from ruse_desktop.ui.kit.basics import button, label
from ruse_desktop.ui.screens.sessions.voting.sheet import large
from ruse_desktop.ui.theme import px

_PAD = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "⌫", "0")
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def big(made: QPushButton, *, wide: int = 0) -> QPushButton:
    """Make a button large enough for a finger and for one without glasses."""
    made.setAutoDefault(True)  # Enter presses the button that has the focus
    made.setMinimumHeight(px(60))
    if wide:
        made.setMinimumWidth(px(wide))
    colours = theme.colours()
    ink, back = (
        (colours.on_blue, colours.blue) if made.property("primary") else (colours.ink, colours.card)
    )
    made.setStyleSheet(
        f"QPushButton{{font-size:{px(21)}px;padding:{px(8)}px {px(26)}px;color:{ink};"
        f"background:{back};border:2px solid {colours.blue if ink != colours.ink else colours.muted};"
        f"border-radius:{px(8)}px;min-height:{px(40)}px;}}"
        f"QPushButton:focus{{border:3px solid {colours.gold};}}"
        f"QPushButton:disabled{{color:{colours.muted};background:{colours.paper};"
        f"border-color:{colours.line};}}"
    )
    return made


def still(text: str = "", *, wrap: bool = True) -> QLabel:
    """A label nothing can be copied from."""
    made = label(text, wrap=wrap)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    return made


class CodePage(QWidget):
    """Waits for a code. What is typed is kept in no field: no undo, no clipboard, no completion."""

    entered = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._code = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Код от фиша"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(14))
        title = still(_("Въведете кода от Вашия фиш"))
        large(title, 32, weight=600)
        column.addWidget(title)
        how = still(
            _("Кодът е от десет цифри. Може да го напишете, да го докоснете или сканирате.")
        )
        large(how, 18, colour="muted")
        column.addWidget(how)
        row = QHBoxLayout()
        row.setSpacing(px(40))
        row.addLayout(self._left(), 1)
        row.addLayout(self._pad())
        column.addLayout(row)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        self.back = button(_("Към секретаря"), self.left.emit)
        foot.addWidget(self.back)
        column.addLayout(foot)
        self.clear()

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(px(16))
        self.shown = still(wrap=False)
        self.shown.setMinimumHeight(px(86))
        self.shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.shown)
        self.message = still()
        self.message.setMinimumHeight(px(84))
        self.message.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.message)
        row = QHBoxLayout()
        self.go = big(button(_("Продължи"), self._enter, primary=True), wide=220)
        row.addWidget(self.go)
        row.addWidget(big(button(_("Изчисти"), self.clear)))
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        return column

    def _pad(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(px(10))
        for n, sign in enumerate(_PAD):
            key = big(button(sign, partial(self._sign, sign)))
            key.setFixedSize(px(96), px(72))
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            key.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            key.setAccessibleName(_("Изтрий цифра") if sign == "⌫" else sign)
            grid.addWidget(key, n // 3, n % 3)
        return grid

    def _sign(self, sign: str) -> None:
        self._take(self._code[:-1] if sign == "⌫" else self._code + sign)

    def _take(self, code: str) -> None:
        self._code = code[:CODE_DIGITS]
        half = CODE_DIGITS // 2
        places = self._code.ljust(CODE_DIGITS, "·")
        self.shown.setText(f"{places[:half]}  {places[half:]}")
        colours = theme.colours()
        self.shown.setStyleSheet(
            f"font-size:{px(40)}px;font-weight:600;letter-spacing:{px(4)}px;color:{colours.ink};"
            f"background:{colours.card};border:2px solid {colours.blue};border-radius:{px(8)}px;"
        )
        self.go.setEnabled(len(self._code) == CODE_DIGITS)
        if self._code:
            self.message.clear()

    def clear(self) -> None:
        """Nothing typed, nothing said."""
        self._take("")
        self.message.clear()
        self.setFocus()

    def refuse(self, text: str) -> None:
        """Say that the code is not taken; what was typed is gone."""
        self.clear()
        large(self.message, 20, weight=600, colour="red")
        self.message.setText(text)

    def _enter(self) -> None:
        if len(self._code) == CODE_DIGITS:
            self.go.setEnabled(False)
            self.entered.emit(self._code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits of any keyboard or scanner; Enter goes on."""
        if event.key() in _ENTER:
            self._enter()
        elif event.key() == Qt.Key.Key_Backspace:
            self._sign("⌫")
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
        elif event.text() and event.text() in "0123456789":
            self._sign(event.text())
        else:
            super().keyPressEvent(event)
