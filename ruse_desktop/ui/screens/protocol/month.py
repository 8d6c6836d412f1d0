"""The month: weeks from Monday, bars in the days, what has no room counted beside the number."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen

from ruse_desktop.domain.events import Occurrence, Source
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui import theme
from ruse_desktop.ui.screens.protocol.grid import CalendarGrid
from ruse_desktop.ui.screens.protocol.look import is_ground

_WEEK = 7
_SATURDAY = 5
_CENTRED = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


_AT_THE_EDGE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


def month_span(day: date) -> tuple[date, date]:
    """The first Monday and the last Sunday shown with the month of `day`."""
    first = day.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())


class MonthView(CalendarGrid):
    """One month; days of the neighbours are shown grey."""

    def __init__(self) -> None:
        super().__init__(_("Месец"))
        self._more: list[tuple[QRectF, date]] = []

    @property
    def span(self) -> tuple[date, date]:
        """The days shown."""
        return month_span(self.day)

    def _head(self) -> int:
        return theme.px(28)

    def _cell(self, day: date) -> QRectF:
        since, until = self.span
        weeks = ((until - since).days + 1) // _WEEK
        wide = self.width() / _WEEK
        tall = (self.height() - self._head()) / weeks
        place = (day - since).days
        return QRectF(place % _WEEK * wide, self._head() + place // _WEEK * tall, wide, tall)

    def day_at(self, point: QPoint) -> date | None:
        """The day of the cell under the mouse."""
        since, until = self.span
        if point.y() < self._head() or not self.rect().contains(point):
            return None
        weeks = ((until - since).days + 1) // _WEEK
        column = min(_WEEK - 1, int(point.x() / (self.width() / _WEEK)))
        row = min(
            weeks - 1, int((point.y() - self._head()) / ((self.height() - self._head()) / weeks))
        )
        return since + timedelta(days=row * _WEEK + column)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """„още 3“ opens the day's list."""
        for rect, day in self._more:
            if rect.contains(event.position()):
                self.go_to(day)
                self.day_wanted.emit(day)
                return
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Names of the days, then every cell."""
        del event
        self.bars, self._more = [], []
        colours = theme.colours()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.card))
        painter.setFont(theme.sized_font(12))
        painter.fillRect(QRectF(0, 0, self.width(), self._head()), QColor(colours.head))
        painter.setPen(QColor(colours.muted))
        for n, name in enumerate(day_names()):
            room = QRectF(n * self.width() / _WEEK + 8, 0, self.width() / _WEEK, self._head())
            painter.drawText(room, _CENTRED, name)
        since, until = self.span
        day = since
        while day <= until:
            self._paint_day(painter, day)
            day += timedelta(days=1)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.blue), 2))
            painter.drawRect(self._cell(self.day).adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_day(self, painter: QPainter, day: date) -> None:
        colours = theme.colours()
        cell = self._cell(day)
        other = day.month != self.day.month
        free = day in self.holidays
        if free and not other:
            painter.fillRect(cell, QColor(colours.red_tint))
        elif other or day.weekday() >= _SATURDAY:
            painter.fillRect(cell, QColor(colours.head))
        if self.dragged is not None and self.dragged[1].on <= day <= self.dragged[1].until:
            painter.fillRect(cell, QColor(colours.blue_tint))
        painter.setPen(QColor(colours.line))
        painter.drawLine(cell.topLeft(), cell.topRight())
        painter.drawLine(cell.topRight(), cell.bottomRight())
        if day == self.day:
            painter.setPen(QPen(QColor(colours.blue), 1))
            painter.drawRect(cell.adjusted(1, 1, -2, -2))
        self._paint_number(painter, cell, day, free=free, other=other)
        self._paint_bars(painter, cell, day)

    def _paint_number(
        self, painter: QPainter, cell: QRectF, day: date, *, free: bool, other: bool
    ) -> None:
        colours = theme.colours()
        painter.setFont(theme.sized_font(13, bold=day == self.today or free))
        room = QRectF(cell.left() + 6, cell.top() + 3, theme.px(24), theme.px(20))
        if day == self.today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.blue))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(room, 6, 6)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(colours.on_blue))
        else:
            painter.setPen(QColor(colours.red if free else colours.muted if other else colours.ink))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), str(day.day))

    def _rank(self, occurrence: Occurrence) -> tuple[bool, bool, bool]:
        """What stands in something's way is never hidden, then why the day is a holiday, then events."""
        typed = occurrence.source is Source.EVENT
        return occurrence.key not in self.clashing, not is_ground(occurrence), not typed

    def _paint_bars(self, painter: QPainter, cell: QRectF, day: date) -> None:
        painter.setFont(theme.sized_font(12))
        tall = painter.fontMetrics().height() + 3
        top = cell.top() + theme.px(26)
        found = sorted(self.of_day(day), key=self._rank)
        room = max(0, int((cell.bottom() - 3 - top) // (tall + 2)))
        fits = min(len(found), room)
        for n, one in enumerate(found[:fits]):
            rect = QRectF(cell.left() + 3, top + n * (tall + 2), cell.width() - 6, tall)
            self.paint_bar(painter, rect, one, day)
        if len(found) > fits:
            rest = QRectF(
                cell.left() + theme.px(34), cell.top() + 3, cell.width() / 2, theme.px(20)
            )
            rest.moveRight(cell.right() - 8)
            painter.setPen(QColor(theme.colours().link))
            text = _("още {n}…").format(n=len(found) - fits)
            painter.drawText(rest, _AT_THE_EDGE, text)
            self._more.append((rest, day))


def day_names() -> tuple[str, ...]:
    """„пн“ … „нд“, as they stand over a calendar."""
    return (_("пн"), _("вт"), _("ср"), _("чт"), _("пт"), _("сб"), _("нд"))
