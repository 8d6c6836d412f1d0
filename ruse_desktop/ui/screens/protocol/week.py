"""The week: whole days above, hours below; what happens together stands side by side."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen

from ruse_desktop.domain.events import Occurrence, When
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui import theme
from ruse_desktop.ui.screens.protocol.grid import CalendarGrid
from ruse_desktop.ui.screens.protocol.month import day_names

_DAYS = 7
_SATURDAY = 5
_FIRST, _LAST = 7, 23
_MINUTES = 15
_EDGE = 6
_ROWS_ABOVE = 4
_CENTRED = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


def week_span(day: date) -> tuple[date, date]:
    """Monday and Sunday of the week of `day`."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


class WeekView(CalendarGrid):
    """Seven days from seven in the morning; earlier and later hours stand at the edges."""

    def __init__(self) -> None:
        super().__init__(_("Седмица"))
        self._stretched: tuple[Occurrence, date] | None = None
        self._end: When | None = None

    def sizeHint(self) -> QSize:
        """As large as the month."""
        return QSize(theme.px(760), theme.px(560))

    @property
    def span(self) -> tuple[date, date]:
        """The days shown."""
        return week_span(self.day)

    def _left(self) -> int:
        return theme.px(46)

    def _head(self) -> int:
        return theme.px(28)

    def _above(self) -> int:
        return theme.px(22) * _ROWS_ABOVE + 4

    def _hour(self) -> float:
        return (self.height() - self._head() - self._above()) / (_LAST - _FIRST)

    def _column(self, day: date) -> QRectF:
        wide = (self.width() - self._left()) / _DAYS
        return QRectF(
            self._left() + (day - self.span[0]).days * wide, self._head(), wide,
            self.height() - self._head(),
        )  # fmt: skip

    def _y(self, moment: time) -> float:
        hours = moment.hour + moment.minute / 60 - _FIRST
        top = self._head() + self._above()
        return top + min(max(hours, 0.0), float(_LAST - _FIRST)) * self._hour()

    def day_at(self, point: QPoint) -> date | None:
        """The day of the column under the mouse."""
        if not self.rect().contains(point) or point.x() < self._left():
            return None
        wide = (self.width() - self._left()) / _DAYS
        return self.span[0] + timedelta(days=min(6, int((point.x() - self._left()) / wide)))

    def hour_at(self, point: QPoint) -> time | None:
        """The quarter hour under the mouse; None over the whole days."""
        top = self._head() + self._above()
        if point.y() < top:
            return None
        minutes = int((point.y() - top) / self._hour() * 60) // _MINUTES * _MINUTES + _FIRST * 60
        minutes = min(minutes, 24 * 60 - _MINUTES)
        return time(minutes // 60, minutes % 60)

    # dragging the end

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """At the lower edge of an event its end is taken, not the event."""
        point = event.position().toPoint()
        super().mousePressEvent(event)
        hit = self._edge_at(point)
        if hit is not None and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = None
            self._stretched = hit

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the new end."""
        point = event.position().toPoint()
        if self._stretched is not None:
            self._end = self._ended(self._stretched[0].when, point)
            self.update()
            return
        super().mouseMoveEvent(event)
        if self._pressed is None and self._edge_at(point) is not None:
            self.setCursor(Qt.CursorShape.SizeVerCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep the new end."""
        stretched, end = self._stretched, self._end
        self._stretched = self._end = None
        if stretched is not None and end is not None and end != stretched[0].when:
            self.moved.emit(stretched[0].key, end)
        super().mouseReleaseEvent(event)

    def target(self, point: QPoint) -> When | None:
        """The same length from the day and quarter hour under the mouse, held where it was taken."""
        assert self._pressed is not None
        start, occurrence, day = self._pressed
        moved = super().target(point)
        taken, now = self.hour_at(start), self.hour_at(point)
        starts = occurrence.when.starts
        if moved is None or starts is None or taken is None or now is None:
            return moved
        shift = datetime.combine(day, now) - datetime.combine(day, taken)
        begins = datetime.combine(moved.on, starts) + shift
        return occurrence.when.moved(begins.date(), begins.time())

    def _edge_at(self, point: QPoint) -> tuple[Occurrence, date] | None:
        for rect, occurrence, day in reversed(self.bars):
            timed = occurrence.movable and not occurrence.when.all_day
            last = occurrence.when.until == day
            if timed and last and rect.contains(point) and rect.bottom() - point.y() <= _EDGE:
                return occurrence, day
        return None

    def _ended(self, when: When, point: QPoint) -> When:
        hour = self.hour_at(point)
        if hour is None or when.starts is None:
            return when
        end = datetime.combine(when.until, hour) + timedelta(minutes=_MINUTES)
        least = datetime.combine(when.on, when.starts) + timedelta(minutes=_MINUTES)
        end = max(end, least)
        return replace(when, until=end.date(), ends=end.time())

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Grid, whole days, hours."""
        del event
        self.bars = []
        colours = theme.colours()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.card))
        painter.setFont(theme.sized_font(12))
        days = [self.span[0] + timedelta(days=n) for n in range(_DAYS)]
        for day, name in zip(days, day_names(), strict=True):
            self._paint_column(painter, day, name)
        for hour in range(_FIRST, _LAST):
            y = self._y(time(hour))
            painter.setPen(QColor(colours.line))
            painter.drawLine(self._left(), int(y), self.width(), int(y))
            painter.setPen(QColor(colours.muted))
            painter.drawText(
                QRectF(4, y, self._left() - 8, theme.px(16)), _CENTRED, f"{hour:02}:00"
            )
        for day in days:
            self._paint_whole(painter, day)
            self._paint_hours(painter, day)
        self._paint_hand(painter)
        painter.end()

    def _paint_column(self, painter: QPainter, day: date, name: str) -> None:
        colours = theme.colours()
        column = self._column(day)
        if day in self.holidays:
            painter.fillRect(column, QColor(colours.red_tint))
        elif day.weekday() >= _SATURDAY:
            painter.fillRect(column, QColor(colours.head))
        head = QRectF(column.left(), 0, column.width(), self._head())
        painter.fillRect(head, QColor(colours.blue_tint if day == self.day else colours.head))
        painter.setFont(theme.sized_font(12, bold=day == self.today))
        painter.setPen(QColor(colours.red if day in self.holidays else colours.ink))
        painter.drawText(head.adjusted(8, 0, 0, 0), _CENTRED, f"{name} {day:%d.%m.}")
        painter.setFont(theme.sized_font(12))
        painter.setPen(QColor(colours.line))
        painter.drawLine(column.topLeft(), column.bottomLeft())
        if day == self.day and self.hasFocus():
            painter.setPen(QPen(QColor(colours.blue), 2))
            painter.drawRect(column.adjusted(1, 1, -1, -1))

    def _paint_whole(self, painter: QPainter, day: date) -> None:
        column = self._column(day)
        tall = theme.px(20)
        found = [one for one in self.of_day(day) if one.when.all_day]
        fits = len(found) if len(found) <= _ROWS_ABOVE else _ROWS_ABOVE - 1
        for n, one in enumerate(found[:fits]):
            rect = QRectF(
                column.left() + 3, self._head() + 2 + n * (tall + 2), column.width() - 6, tall
            )
            self.paint_bar(painter, rect, one, day)
        if len(found) > fits:
            painter.setPen(QColor(theme.colours().link))
            rest = QRectF(
                column.left() + 6, self._head() + 2 + fits * (tall + 2), column.width() - 6, tall
            )
            painter.drawText(rest, _CENTRED, _("още {n}…").format(n=len(found) - fits))

    def _paint_hours(self, painter: QPainter, day: date) -> None:
        column = self._column(day)
        found = [one for one in self.of_day(day) if not one.when.all_day]
        for one, place, places in side_by_side(found, day):
            begin, end = part_of(one.when, day)
            top = self._y(begin)
            tall = max(self._y(end) - top, float(theme.px(18)))
            wide = (column.width() - 6) / places
            rect = QRectF(column.left() + 3 + place * wide, top, wide - 1, tall - 1)
            self.paint_bar(painter, rect, one, day)

    def _paint_hand(self, painter: QPainter) -> None:
        """Where what is dragged or stretched would be."""
        held = (self._stretched[0], self._end) if self._stretched and self._end else self.dragged
        if held is None:
            return
        when = held[1]
        since, until = self.span
        day = when.on
        painter.setPen(QPen(QColor(theme.colours().blue), 2, Qt.PenStyle.DashLine))
        while day <= when.until:
            if since <= day <= until:
                column = self._column(day).adjusted(3, 0, -3, 0)
                if when.all_day:
                    rect = QRectF(column.left(), self._head(), column.width(), self._above())
                else:
                    begin, end = part_of(when, day)
                    rect = QRectF(
                        column.left(), self._y(begin), column.width(), self._y(end) - self._y(begin)
                    )
                painter.drawRect(rect)
            day += timedelta(days=1)


def part_of(when: When, day: date) -> tuple[time, time]:
    """The hours of `day` that the event takes."""
    begin = when.starts if when.starts and when.on == day else time(0)
    end = when.ends or when.starts or time(0)
    return begin, end if when.until == day else time(23, 59)


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
