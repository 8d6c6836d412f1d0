"""Bars by year, drawn in the colours of the theme and told in words to screen readers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui import theme
from ruse_desktop.ui.kit.basics import plain_tip


class YearBars(QWidget):
    """A bar for each year with its number above and the year below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._years: tuple[tuple[int, int], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme.px(130))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        """A quiet size in the right column."""
        return QSize(theme.px(420), theme.px(180))

    def show_years(self, title: str, years: Sequence[tuple[int, int]]) -> None:
        """Show the counts, oldest first."""
        self._years = tuple(years)
        said = ", ".join(
            _("{year} г. – {n}").format(year=year, n=count) for year, count in self._years
        )
        self.setAccessibleName(title)
        self.setAccessibleDescription(said)
        self.setToolTip(plain_tip(said))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw bars from the line of the years up."""
        del event
        if not self._years:
            return
        colours = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.sized_font(12))
        line = painter.fontMetrics().height() + 4
        step = self.width() / len(self._years)
        wide = min(step * 0.62, theme.px(34))
        room = max(1.0, self.height() - 2.0 * line)
        most = max(1, *(count for _year, count in self._years))
        centre = int(Qt.AlignmentFlag.AlignCenter)
        every = 1 if step >= painter.fontMetrics().horizontalAdvance("2026") + 6 else 2
        for n, (year, count) in enumerate(self._years):
            left = n * step
            tall = room * count / most
            top = line + room - tall
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.blue))
            if count:
                bar = QRectF(left + (step - wide) / 2, top, wide, tall)
                painter.drawRoundedRect(bar, 2, 2)
            painter.setPen(QColor(colours.ink))
            painter.drawText(QRectF(left, top - line, step, line), centre, str(count))
            if (len(self._years) - 1 - n) % every == 0:
                painter.setPen(QColor(colours.muted))
                below = QRectF(left - step, line + room, step * 3, line)
                painter.drawText(below, centre, str(year))
        painter.end()
