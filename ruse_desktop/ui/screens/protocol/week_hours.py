"""Hours under the days of a week: where they lie, what the mouse takes and lengthens."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

from ruse_desktop.domain.events import Occurrence, When
from ruse_desktop.ui import theme
from ruse_desktop.ui.screens.protocol.grid import CalendarGrid

DAYS = 7
ROWS_ABOVE = 4
FIRST_HOUR, LAST_HOUR = 7, 23
_MINUTES = 15
_EDGE = 6


def week_span(day: date) -> tuple[date, date]:
    """Monday and Sunday of the week of `day`."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


class HourGrid(CalendarGrid):
    """Seven days of hours; an event is moved by its body and lengthened by its lower edge."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._stretched: tuple[Occurrence, date] | None = None
        self._end: When | None = None

    @property
    def span(self) -> tuple[date, date]:
        """The days shown."""
        return week_span(self.day)

    def left_edge(self) -> int:
        """Where the first day begins."""
        return theme.px(46)

    def head(self) -> int:
        """How tall the names of the days are."""
        return theme.px(28)

    def above(self) -> int:
        """The room of whole days."""
        return theme.px(22) * ROWS_ABOVE + 4

    def _hour(self) -> float:
        return (self.height() - self.head() - self.above()) / (LAST_HOUR - FIRST_HOUR)

    def column(self, day: date) -> QRectF:
        """The place of a day under its name."""
        wide = (self.width() - self.left_edge()) / DAYS
        return QRectF(
            self.left_edge() + (day - self.span[0]).days * wide, self.head(), wide,
            self.height() - self.head(),
        )  # fmt: skip

    def y_of(self, moment: time) -> float:
        """Where an hour lies; the earlier and later ones at the edges."""
        hours = moment.hour + moment.minute / 60 - FIRST_HOUR
        top = self.head() + self.above()
        return top + min(max(hours, 0.0), float(LAST_HOUR - FIRST_HOUR)) * self._hour()

    def day_at(self, point: QPoint) -> date | None:
        """The day of the column under the mouse."""
        if not self.rect().contains(point) or point.x() < self.left_edge():
            return None
        wide = (self.width() - self.left_edge()) / DAYS
        return self.span[0] + timedelta(days=min(6, int((point.x() - self.left_edge()) / wide)))

    def hour_at(self, point: QPoint) -> time | None:
        """The quarter hour under the mouse; None over the whole days."""
        top = self.head() + self.above()
        if point.y() < top:
            return None
        minutes = (
            int((point.y() - top) / self._hour() * 60) // _MINUTES * _MINUTES + FIRST_HOUR * 60
        )
        minutes = min(minutes, 24 * 60 - _MINUTES)
        return time(minutes // 60, minutes % 60)

    # the end of an event

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Shift with the arrows down and up: the chosen event ends a quarter later or earlier."""
        quarters = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        one = self.current
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if not (shift and quarters and one is not None and one.movable and not one.when.all_day):
            super().keyPressEvent(event)
            return
        end = one.when.end + timedelta(minutes=quarters * _MINUTES)
        if end > one.when.begin:
            self.moved.emit(one.key, replace(one.when, until=end.date(), ends=end.time()))

    @property
    def holding(self) -> bool:
        """Whether an event or its end is in the hand."""
        return self._stretched is not None or super().holding

    def let_go(self) -> None:
        """Leave the event and its end where they were."""
        self._stretched = self._end = None
        super().let_go()

    @property
    def held(self) -> tuple[Occurrence, When] | None:
        """The event in the hand and the days and hours it would take."""
        if self._stretched is not None and self._end is not None:
            return self._stretched[0], self._end
        return self.dragged

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
        super().mouseReleaseEvent(event)
        self.let_go()
        if stretched is not None and end is not None and end != stretched[0].when:
            self.moved.emit(stretched[0].key, end)

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


def part_of(when: When, day: date) -> tuple[time, time]:
    """The hours of `day` that the event takes."""
    begin = when.starts if when.starts and when.on == day else time(0)
    end = when.ends or when.starts or time(0)
    return begin, end if when.until == day else time(23, 59)
