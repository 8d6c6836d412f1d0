"""A link that gives way: what does not fit its column ends in „…“, the whole stands in the hint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
)

from ruse_desktop.ui.kit.basics import plain_tip
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from collections.abc import Callable

_LEAST = 80
_EDGES = 6


class ShortLink(QPushButton):
    """As `kit.basics.link`; its text is always the whole."""

    def __init__(self, text: str, run: Callable[[], object]) -> None:
        super().__init__(text)
        self.setProperty("link", True)  # noqa: FBT003 - Qt
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setToolTip(plain_tip(text))
        self.clicked.connect(lambda: run())  # noqa: PLW0108 - `clicked` passes an argument

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        whole = super().minimumSizeHint()
        return QSize(min(px(_LEAST), whole.width()), whole.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button with as much of its text as there is room for."""
        del event
        option = QStyleOptionButton()
        self.initStyleOption(option)
        if self.width() < self.sizeHint().width():
            option.text = self.fontMetrics().elidedText(
                self.text(), Qt.TextElideMode.ElideRight, self.width() - px(_EDGES)
            )
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
