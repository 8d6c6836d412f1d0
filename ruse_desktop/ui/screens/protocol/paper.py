"""What the painted views of the calendar show: days, bars, the day and the event chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ruse_desktop.domain.events import EventState, Occurrence
from ruse_desktop.ui import theme
from ruse_desktop.ui.screens.protocol.look import (
    hours,
    kind_name,
    short_text,
    shorter_text,
    told,
    tone_of,
)

_LINES = 2
_CENTRED = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_WRAPPED = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft) | int(
    Qt.TextFlag.TextWordWrap
)


class CalendarPaper(QWidget):
    """Days with their occurrences; `bars` are the places where the last painting put them."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.day = date(2026, 1, 1)
        self.today = self.day
        self.key = ""
        self.by_day: dict[date, list[Occurrence]] = {}
        self.clashing: frozenset[str] = frozenset()
        self.holidays: frozenset[date] = frozenset()
        self.bars: list[tuple[QRectF, Occurrence, date]] = []

    def sizeHint(self) -> QSize:
        """Room for five weeks."""
        return QSize(theme.px(760), theme.px(560))

    # what is shown

    def show_days(
        self,
        occurrences: Iterable[Occurrence],
        *,
        today: date,
        clashing: frozenset[str] = frozenset(),
        holidays: frozenset[date] = frozenset(),
    ) -> None:
        """Show these; the day and the event chosen stay where they are while they exist."""
        self.by_day = {}
        for one in occurrences:
            for day in one.days():
                self.by_day.setdefault(day, []).append(one)
        self.today, self.clashing, self.holidays = today, clashing, holidays
        self._tell()

    def show_day(self, day: date, key: str | None = None) -> None:
        """Show this day, and this event as the one chosen, telling nobody."""
        self.day = day
        if key is not None:
            self.key = key
        self._tell()

    @property
    def current(self) -> Occurrence | None:
        """The occurrence chosen."""
        return next((one for one in self.of_day(self.day) if one.key == self.key), None)

    def of_day(self, day: date) -> list[Occurrence]:
        """Everything that touches the day, in order."""
        return self.by_day.get(day, [])

    def _tell(self) -> None:
        self.setAccessibleDescription(told(self.day, self.of_day(self.day), self.current))
        self.update()

    def bar_at(self, point: QPoint) -> tuple[Occurrence, date] | None:
        """The event under the mouse, the one drawn last first."""
        for rect, occurrence, day in reversed(self.bars):
            if rect.contains(point):
                return occurrence, day
        return None

    def event(self, event: QEvent) -> bool:
        """The whole of a bar is told where the mouse rests."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            hit = self.bar_at(event.pos())
            QToolTip.showText(event.globalPos(), tip_of(hit[0]) if hit else "", self)
            return True
        return super().event(event)

    def paint_bar(
        self, painter: QPainter, rect: QRectF, occurrence: Occurrence, day: date, text: str = ""
    ) -> None:
        """A bar: colour at its edge, its words, red when it stands in something's way."""
        colours = theme.colours()
        clash = occurrence.key in self.clashing
        ink, ground = colours.tone(theme.Tone.NOT_MET if clash else tone_of(occurrence))
        painter.fillRect(rect, QColor(ground))
        painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), QColor(ink))
        if occurrence.key == self.key and day == self.day:
            painter.setPen(QPen(QColor(colours.blue), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        elif clash:
            painter.setPen(QColor(ink))
            painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        font = painter.font()
        font.setStrikeOut(occurrence.state is EventState.CANCELLED)
        painter.setFont(font)
        painter.setPen(QColor(colours.red if clash else colours.ink))
        words = text or short_text(occurrence)
        words = f"⚠ {words}" if clash else words
        room, metrics = rect.adjusted(7, 0, -1, 0), QFontMetrics(font)
        if rect.height() >= _LINES * metrics.height():
            painter.setClipRect(room)
            painter.drawText(room.adjusted(0, 2, 0, 0), _WRAPPED, words)
            painter.setClipping(False)
        else:
            if metrics.horizontalAdvance(words) > room.width() and not (text or clash):
                words = shorter_text(occurrence)
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room, _CENTRED, shown)
        font.setStrikeOut(False)
        painter.setFont(font)
        self.bars.append((rect, occurrence, day))


def tip_of(occurrence: Occurrence) -> str:
    """The whole of an occurrence in some lines."""
    lines: Sequence[str] = (
        occurrence.title, f"{hours(occurrence.when)} · {kind_name(occurrence)}", occurrence.place,
        occurrence.citation, occurrence.note,
    )  # fmt: skip
    return "\n".join(line for line in lines if line)
