"""The year: twelve small months; a dot for every kind of thing on a day."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent

from ruse_desktop.kernel.formats import month_name
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui import theme
from ruse_desktop.ui.screens.protocol.grid import CalendarGrid
from ruse_desktop.ui.screens.protocol.look import tone_of

_ACROSS = 4
_DOWN = 3
_WEEKS = 6
_DOTS = 3
_CENTRED = int(Qt.AlignmentFlag.AlignCenter)


class YearView(CalendarGrid):
    """Twelve months; a press chooses the day, two presses open its month."""

    def __init__(self) -> None:
        super().__init__(_("Година"))

    @property
    def span(self) -> tuple[date, date]:
        """The days shown."""
        return date(self.day.year, 1, 1), date(self.day.year, 12, 31)

    def _month(self, month: int) -> QRectF:
        wide, tall = self.width() / _ACROSS, self.height() / _DOWN
        return QRectF((month - 1) % _ACROSS * wide, (month - 1) // _ACROSS * tall, wide, tall)

    def _cell(self, day: date) -> QRectF:
        room = self._month(day.month).adjusted(10, theme.px(28), -10, -6)
        place = day.day - 1 + day.replace(day=1).weekday()
        wide, tall = room.width() / 7, room.height() / _WEEKS
        return QRectF(room.left() + place % 7 * wide, room.top() + place // 7 * tall, wide, tall)

    def day_at(self, point: QPoint) -> date | None:
        """The day under the mouse."""
        day, last = self.span
        while day <= last:
            if self._cell(day).contains(point):
                return day
            day += timedelta(days=1)
        return None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The month of the day."""
        day = self.day_at(event.position().toPoint())
        if day is not None:
            self.day_wanted.emit(day)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Every month with its days."""
        del event
        self.bars = []
        colours = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(colours.card))
        for month in range(1, 13):
            room = self._month(month)
            painter.setPen(QColor(colours.line))
            painter.drawRect(room)
            painter.setFont(theme.sized_font(13, bold=True))
            painter.setPen(QColor(colours.ink))
            name = month_name(month).capitalize()
            painter.drawText(room.adjusted(12, 6, -8, 0), int(Qt.AlignmentFlag.AlignLeft), name)
        painter.setFont(theme.sized_font(12))
        day, last = self.span
        while day <= last:
            self._paint_day(painter, day)
            day += timedelta(days=1)
        painter.end()

    def _paint_day(self, painter: QPainter, day: date) -> None:
        colours = theme.colours()
        cell = self._cell(day)
        found = self.of_day(day)
        if any(one.key in self.clashing for one in found):
            painter.fillRect(cell, QColor(colours.red_tint))
        if day == self.day:
            painter.fillRect(cell, QColor(colours.blue_tint))
        if day == self.today:
            painter.setPen(QColor(colours.blue))
            painter.drawRoundedRect(cell.adjusted(2, 1, -2, -1), 5, 5)
        free = day in self.holidays
        painter.setPen(QColor(colours.red if free else colours.ink if found else colours.muted))
        painter.drawText(cell.adjusted(0, 0, 0, -4), _CENTRED, str(day.day))
        tones = list(dict.fromkeys(tone_of(one) for one in found))[:_DOTS]
        painter.setPen(Qt.PenStyle.NoPen)
        for n, tone in enumerate(tones):
            painter.setBrush(QColor(colours.tone(tone)[0]))
            x = cell.center().x() + (n - (len(tones) - 1) / 2) * 6
            painter.drawEllipse(QRectF(x - 2, cell.bottom() - 6, 4, 4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
