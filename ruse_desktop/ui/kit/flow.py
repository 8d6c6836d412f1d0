"""A row of buttons that goes on in the next line where there is no more room."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem


class FlowLayout(QLayout):
    """Widgets from left to right, line by line; hidden ones take no room."""

    def __init__(self, spacing: int = 6) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        """Qt's way of adding."""
        self._items.append(item)

    def count(self) -> int:
        """How many are in it."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item in this place, None behind the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take it out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes no spare room."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """How tall it is depends on its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines at this width."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        """Everything in one line."""
        hints = [one.sizeHint() for one in self._items if not one.isEmpty()]
        wide = sum(one.width() for one in hints) + self.spacing() * max(0, len(hints) - 1)
        edges = self.contentsMargins()
        tall = max((one.height() for one in hints), default=0)
        return QSize(wide + edges.left() + edges.right(), tall + edges.top() + edges.bottom())

    def minimumSize(self) -> QSize:
        """The widest of them in a line of its own."""
        least = QSize()
        for one in self._items:
            if not one.isEmpty():
                least = least.expandedTo(one.minimumSize())
        edges = self.contentsMargins()
        return least + QSize(edges.left() + edges.right(), edges.top() + edges.bottom())

    def setGeometry(self, rect: QRect) -> None:
        """Place them."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Put the widgets into lines inside of `rect`; the height they take."""
        edges = self.contentsMargins()
        left, right = rect.left() + edges.left(), rect.right() - edges.right()
        x, y, tall = left, rect.top() + edges.top(), 0
        for one in self._items:
            if one.isEmpty():
                continue
            hint = one.sizeHint()
            if x > left and x + hint.width() - 1 > right:
                x, y, tall = left, y + tall + self.spacing(), 0
            if move:
                one.setGeometry(QRect(x, y, min(hint.width(), right - left + 1), hint.height()))
            x += hint.width() + self.spacing()
            tall = max(tall, hint.height())
        return y + tall + edges.bottom() - rect.top()
