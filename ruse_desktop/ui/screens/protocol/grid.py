"""What the painted views of the calendar share: the chosen day and event, keys, dragging."""

from __future__ import annotations

from datetime import date, time, timedelta

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from ruse_desktop.domain.events import Occurrence, When
from ruse_desktop.ui.screens.protocol.paper import CalendarPaper

_DAY = timedelta(days=1)


class CalendarGrid(CalendarPaper):
    """A painted view: keys and mouse mean the same in month and week.

    `day_chosen` carries a date, `chosen` the key of an occurrence („“ = none), `opened` the key Enter
    was pressed on, `new_wanted` a day and an hour (or None), `moved` a key and the new When,
    `page_wanted` −1 or 1, `remove_wanted` a key, `day_wanted` a day whose whole list is asked for.
    """

    day_chosen = Signal(object)
    chosen = Signal(str)
    opened = Signal(str)
    new_wanted = Signal(object, object)
    moved = Signal(str, object)
    page_wanted = Signal(int)
    remove_wanted = Signal(str)
    day_wanted = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._pressed: tuple[QPoint, Occurrence, date] | None = None
        self._dragged: When | None = None

    def go_to(self, day: date, key: str = "") -> None:
        """Choose a day, and an event of it."""
        changed = self.key != key
        self.show_day(day, key)
        self.day_chosen.emit(day)
        if changed:
            self.chosen.emit(key)

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk over the days, Enter opens, Ins makes, Del removes, PgUp/PgDn turn pages.

        With Alt the arrows take the chosen event along.
        """
        steps = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7,
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key in steps and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.go_to(self.day + steps[key] * _DAY)
        elif key in steps and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self._shift(steps[key] * _DAY)
        elif key == Qt.Key.Key_Home:
            self.go_to(self.today)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.page_wanted.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.key:
                self.opened.emit(self.key)
            else:
                self.new_wanted.emit(self.day, None)
        elif key == Qt.Key.Key_Insert:
            self.new_wanted.emit(self.day, None)
        elif key == Qt.Key.Key_Delete and self.key:
            self.remove_wanted.emit(self.key)
        elif key == Qt.Key.Key_Escape and self.holding:
            self.let_go()
        else:
            super().keyPressEvent(event)

    def _shift(self, by: timedelta) -> None:
        one = self.current
        if one is not None and one.movable:
            self.moved.emit(one.key, one.when.moved(one.when.on + by))

    def focusNextPrevChild(self, ahead: bool) -> bool:  # noqa: FBT001 - Qt
        """Tab walks over the events of the day, then out of the calendar."""
        keys = [one.key for one in self.of_day(self.day)]
        place = keys.index(self.key) if self.key in keys else -1
        following = place + (1 if ahead else -1)
        if not keys or not 0 <= following < len(keys):
            return super().focusNextPrevChild(ahead)
        self.go_to(self.day, keys[following])
        return True

    # mouse

    @property
    def holding(self) -> bool:
        """Whether an event is in the hand."""
        return self._pressed is not None

    def let_go(self) -> None:
        """Leave the event where it was."""
        self._pressed = self._dragged = None
        self.unsetCursor()
        self.update()

    def day_at(self, point: QPoint) -> date | None:
        """The day under the mouse; each view knows its own."""
        raise NotImplementedError

    def hour_at(self, point: QPoint) -> time | None:
        """The quarter hour under the mouse, where a view has hours."""
        del point
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the day and the event; a drag may begin."""
        point = event.position().toPoint()
        hit, day = self.bar_at(point), self.day_at(point)
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            self.go_to(hit[1] if hit else day, hit[0].key if hit else "")
            if hit and hit[0].movable:
                self._pressed = (point, *hit)
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where the event would go."""
        point = event.position().toPoint()
        if self._pressed is not None:
            start = self._pressed[0]
            if (point - start).manhattanLength() >= QApplication.startDragDistance():
                self._dragged = self.target(point)
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                self.update()
        else:
            hit = self.bar_at(point)
            hand = hit is not None and hit[0].movable
            self.setCursor(Qt.CursorShape.OpenHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the event go where it is."""
        pressed, dragged = self._pressed, self._dragged
        self.let_go()
        if pressed is not None and dragged is not None and dragged != pressed[1].when:
            self.moved.emit(pressed[1].key, dragged)
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """An event opens; an empty place makes a new one."""
        point = event.position().toPoint()
        hit, day = self.bar_at(point), self.day_at(point)
        if hit is not None:
            self.opened.emit(hit[0].key)
        elif day is not None:
            self.new_wanted.emit(day, self.hour_at(point))

    def target(self, point: QPoint) -> When | None:
        """Where the dragged event would be: the same hours, as many days further."""
        assert self._pressed is not None
        _start, occurrence, day = self._pressed
        to = self.day_at(point)
        if to is None:
            return None
        return occurrence.when.moved(occurrence.when.on + (to - day))

    @property
    def dragged(self) -> tuple[Occurrence, When] | None:
        """The event in the hand and where it would be."""
        if self._pressed is None or self._dragged is None:
            return None
        return self._pressed[1], self._dragged
