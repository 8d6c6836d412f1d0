"""The week: whole days above, hours below; what happens together stands side by side."""

from __future__ import annotations

from datetime import date, time, timedelta

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen

from ruse_desktop.domain.events import Occurrence
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui import theme
from ruse_desktop.ui.screens.protocol.month import day_names
from ruse_desktop.ui.screens.protocol.week_hours import (
    DAYS,
    FIRST_HOUR,
    LAST_HOUR,
    ROWS_ABOVE,
    HourGrid,
    part_of,
)

_SATURDAY = 5
_CENTRED = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class WeekView(HourGrid):
    """Seven days from seven in the morning; earlier and later hours stand at the edges."""

    def __init__(self) -> None:
        super().__init__(_("Седмица"))
        self._more: list[tuple[QRectF, date]] = []

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """„още 3“ opens the day's list."""
        for rect, day in self._more:
            if rect.contains(event.position()):
                self.go_to(day)
                self.day_wanted.emit(day)
                return
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Grid, whole days, hours."""
        del event
        self.bars, self._more = [], []
        colours = theme.colours()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.card))
        painter.setFont(theme.sized_font(12))
        days = [self.span[0] + timedelta(days=n) for n in range(DAYS)]
        for day, name in zip(days, day_names(), strict=True):
            self._paint_column(painter, day, name)
        for hour in range(FIRST_HOUR, LAST_HOUR):
            y = self.y_of(time(hour))
            painter.setPen(QColor(colours.line))
            painter.drawLine(self.left_edge(), int(y), self.width(), int(y))
            painter.setPen(QColor(colours.muted))
            painter.drawText(
                QRectF(4, y, self.left_edge() - 8, theme.px(16)), _CENTRED, f"{hour:02}:00"
            )
        for day in days:
            self._paint_whole(painter, day)
            self._paint_hours(painter, day)
        self._paint_hand(painter)
        painter.end()

    def _paint_column(self, painter: QPainter, day: date, name: str) -> None:
        colours = theme.colours()
        column = self.column(day)
        if day in self.holidays:
            whole = QRectF(column.left(), column.top(), column.width(), self.above())
            painter.fillRect(whole, QColor(colours.red_tint))
        elif day.weekday() >= _SATURDAY:
            painter.fillRect(column, QColor(colours.head))
        head = QRectF(column.left(), 0, column.width(), self.head())
        painter.fillRect(head, QColor(colours.blue_tint if day == self.day else colours.head))
        painter.setFont(theme.sized_font(12, bold=day == self.today))
        painter.setPen(QColor(colours.red if day in self.holidays else colours.ink))
        painter.drawText(head.adjusted(8, 0, 0, 0), _CENTRED, f"{name} {day:%d.%m.}")
        painter.setFont(theme.sized_font(12))
        painter.setPen(QColor(colours.line))
        painter.drawLine(column.topLeft(), column.bottomLeft())
        if day == self.day and self.hasFocus():
            painter.setPen(QPen(QColor(colours.blue), 2))
            painter.drawRect(head.adjusted(1, 1, -1, -1))

    def _paint_whole(self, painter: QPainter, day: date) -> None:
        column = self.column(day)
        tall = theme.px(20)
        found = [one for one in self.of_day(day) if one.when.all_day]
        fits = len(found) if len(found) <= ROWS_ABOVE else ROWS_ABOVE - 1
        for n, one in enumerate(found[:fits]):
            rect = QRectF(
                column.left() + 3, self.head() + 2 + n * (tall + 2), column.width() - 6, tall
            )
            self.paint_bar(painter, rect, one, day)
        if len(found) > fits:
            painter.setPen(QColor(theme.colours().link))
            rest = QRectF(
                column.left() + 6, self.head() + 2 + fits * (tall + 2), column.width() - 6, tall
            )
            painter.drawText(rest, _CENTRED, _("още {n}…").format(n=len(found) - fits))
            self._more.append((rest, day))

    def _paint_hours(self, painter: QPainter, day: date) -> None:
        column = self.column(day)
        found = [one for one in self.of_day(day) if not one.when.all_day]
        for one, place, places in side_by_side(found, day):
            begin, end = part_of(one.when, day)
            top = self.y_of(begin)
            tall = max(self.y_of(end) - top, float(theme.px(18)))
            wide = (column.width() - 6) / places
            rect = QRectF(column.left() + 3 + place * wide, top, wide - 1, tall - 1)
            self.paint_bar(painter, rect, one, day)

    def _paint_hand(self, painter: QPainter) -> None:
        """Where what is dragged or stretched would be."""
        if self.held is None:
            return
        when = self.held[1]
        since, until = self.span
        day = when.on
        painter.setPen(QPen(QColor(theme.colours().blue), 2, Qt.PenStyle.DashLine))
        while day <= when.until:
            if since <= day <= until:
                column = self.column(day).adjusted(3, 0, -3, 0)
                if when.all_day:
                    rect = QRectF(column.left(), self.head(), column.width(), self.above())
                else:
                    begin, end = part_of(when, day)
                    rect = QRectF(
                        column.left(),
                        self.y_of(begin),
                        column.width(),
                        self.y_of(end) - self.y_of(begin),
                    )
                painter.drawRect(rect)
            day += timedelta(days=1)


def side_by_side(occurrences: list[Occurrence], day: date) -> list[tuple[Occurrence, int, int]]:
    """Each with its place and how many places there are where events overlap."""
    parts = sorted(
        ((one, *part_of(one.when, day)) for one in occurrences), key=lambda part: part[1:]
    )
    made: list[tuple[Occurrence, int, int]] = []
    group: list[tuple[Occurrence, int]] = []
    ends: list[time] = []
    for one, begin, end in parts:
        if ends and begin >= max(ends):
            made.extend((held, place, len(ends)) for held, place in group)
            group, ends = [], []
        free = next((n for n, taken in enumerate(ends) if taken <= begin), len(ends))
        if free == len(ends):
            ends.append(end)
        else:
            ends[free] = end
        group.append((one, free))
    made.extend((held, place, len(ends)) for held, place in group)
    return made
