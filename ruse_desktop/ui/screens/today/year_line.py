"""The year by the ordinance as a line with today on it; each point leads to its place."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ruse_desktop.domain.today import TermState, YearPoint
from ruse_desktop.kernel.formats import date_long, month_name
from ruse_desktop.kernel.i18n import _, mark
from ruse_desktop.ui import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

_TONES = {
    TermState.OVERDUE: theme.Tone.NOT_MET,
    TermState.SOON: theme.Tone.JUDGEMENT,
    TermState.AHEAD: theme.Tone.INFO,
    TermState.DONE: theme.Tone.MET,
}
_WORDS = {
    TermState.OVERDUE: mark("просрочено"),
    TermState.SOON: mark("скоро"),
    TermState.AHEAD: mark("предстои"),
    TermState.DONE: mark("изпълнено"),
}
_RADIUS = 5
_NEAR = 9
_WIDEST = 108
_LEVELS = 2


class YearLine(QWidget):
    """Months along a line; arrows walk from point to point, Enter opens, `opened` carries its place."""

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._points: tuple[YearPoint, ...] = ()
        self._today = date(2026, 1, 1)
        self.place = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Годината по наредбата"))

    def sizeHint(self) -> QSize:
        """Two rows of labels, the line, the months."""
        return QSize(theme.px(600), theme.px(88))

    def show_year(self, points: Sequence[YearPoint], today: date) -> None:
        """Show these days; the first one ahead is chosen."""
        self._points, self._today = tuple(points), today
        ahead = (n for n, one in enumerate(points) if one.day >= today)
        self.place = next(ahead, len(points) - 1)
        self._tell()

    @property
    def point(self) -> YearPoint | None:
        """The point chosen."""
        return self._points[self.place] if 0 <= self.place < len(self._points) else None

    def _tell(self) -> None:
        one = self.point
        said = _("няма дни") if one is None else told(one)
        self.setAccessibleDescription(said)
        self.update()

    # keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right walk, Enter leads to the day."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        key = Qt.Key(event.key())
        if key in steps and self._points:
            self.place = max(0, min(len(self._points) - 1, self.place + steps[key]))
            self._tell()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.point:
            self.opened.emit(self.place)
        else:
            super().keyPressEvent(event)

    def _at(self, x: float, y: float) -> int:
        """The place of the point under the mouse; −1 when there is none."""
        line = self._line()
        if abs(y - line) > _NEAR * 3:
            return -1
        near = [(abs(self._x(one.day) - x), n) for n, one in enumerate(self._points)]
        distance, place = min(near, default=(_NEAR + 1.0, -1))
        return place if distance <= _NEAR else -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on a point leads to it."""
        place = self._at(event.position().x(), event.position().y())
        if place >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.place = place
            self._tell()
            self.opened.emit(place)
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what can be pressed."""
        over = self._at(event.position().x(), event.position().y()) >= 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        """The whole of a day is told where the mouse rests."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self._at(event.pos().x(), event.pos().y())
            QToolTip.showText(
                event.globalPos(), told(self._points[place]) if place >= 0 else "", self
            )
            return True
        return super().event(event)

    # painting

    def _line(self) -> float:
        return self.height() - theme.px(30)

    def _x(self, day: date) -> float:
        first = date(self._today.year, 1, 1)
        share = (day - first).days / 365
        return 14 + share * (self.width() - 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line, the months, the points with their words, today."""
        del event
        colours = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        y = self._line()
        painter.setPen(QPen(QColor(colours.line), 3))
        painter.drawLine(QPointF(14, y), QPointF(self.width() - 14, y))
        painter.setFont(theme.sized_font(12))
        for month in range(1, 13):
            x = self._x(date(self._today.year, month, 1))
            painter.setPen(QPen(QColor(colours.line), 1))
            painter.drawLine(QPointF(x, y - 4), QPointF(x, y + 4))
            painter.setPen(QColor(colours.muted))
            room = QRectF(x, y + theme.px(8), (self.width() - 28) / 12, theme.px(18))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), month_name(month)[:3])
        self._paint_words(painter, y)
        for n, one in enumerate(self._points):
            self._paint_point(painter, QPointF(self._x(one.day), y), one, chosen=n == self.place)
        today = self._x(self._today)
        painter.setPen(QPen(QColor(colours.red), 2))
        painter.drawLine(QPointF(today, theme.px(2)), QPointF(today, y + 8))
        painter.end()

    def _paint_point(self, painter: QPainter, at: QPointF, one: YearPoint, *, chosen: bool) -> None:
        """A square: late, a diamond: soon, a ring: ahead, a full circle: done; never colour alone."""
        colours = theme.colours()
        tone = QColor(colours.tone(_TONES[one.state])[0])
        ahead = one.state is TermState.AHEAD
        painter.setPen(QPen(tone, 2.5) if ahead else QPen(QColor(colours.card), 1.5))
        painter.setBrush(QColor(colours.card) if ahead else tone)
        box = QRectF(at.x() - _RADIUS, at.y() - _RADIUS, 2 * _RADIUS, 2 * _RADIUS)
        if one.state is TermState.OVERDUE:
            painter.drawRect(box)
        elif one.state is TermState.SOON:
            wide = _RADIUS * 1.4
            painter.drawPolygon(
                [at + QPointF(x, y) for x, y in ((-wide, 0), (0, -wide), (wide, 0), (0, wide))]
            )
        else:
            painter.drawEllipse(box.adjusted(1, 1, -1, -1) if ahead else box)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if chosen and self.hasFocus():
            painter.setPen(QPen(QColor(colours.blue), 2))
            painter.drawEllipse(box.adjusted(-4, -4, 4, 4))

    def _paint_words(self, painter: QPainter, y: float) -> None:
        """Words in two rows; a label that has no room is left to the hint."""
        colours = theme.colours()
        painter.setFont(theme.sized_font(11))
        metrics = QFontMetrics(painter.font())
        taken: list[float] = [0.0] * _LEVELS
        for one in self._points:
            words = metrics.elidedText(short(one), Qt.TextElideMode.ElideRight, theme.px(_WIDEST))
            wide = metrics.horizontalAdvance(words)
            x = self._x(one.day)
            left = min(max(x - wide / 2, 0.0), self.width() - wide)
            level = next((n for n, end in enumerate(taken) if left >= end), None)
            if level is None:
                continue
            taken[level] = left + wide + 8
            top = theme.px(2) + level * (metrics.height() + 1)
            painter.setPen(QColor(colours.ink))
            painter.drawText(QPointF(left, top + metrics.ascent()), words)
            painter.setPen(QPen(QColor(colours.line), 1))
            painter.drawLine(QPointF(x, top + metrics.height()), QPointF(x, y - _RADIUS))


def short(one: YearPoint) -> str:
    """The beginning of a day's words: the award, or the duty."""
    first = one.texts[0].partition(":")[0] if one.texts else ""
    return f"{first} +{len(one.texts) - 1}" if len(one.texts) > 1 else first


def told(one: YearPoint) -> str:
    """A day as a hint and for a screen reader."""
    return f"{date_long(one.day)}, {_(_WORDS[one.state])}: {one.text}"
