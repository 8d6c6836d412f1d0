"""A picture with a box on it whose edges a person moves, by mouse or by the arrow keys."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ruse_desktop.domain.artwork import LEAST_SIDE, Box
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui import theme

_EDGES = ("left", "top", "right", "bottom")
_NEAR = 9
_FAR = 10  # pixels of the picture for an arrow with Shift
_SHADE = QColor(20, 30, 45, 90)
_FRAME = QColor("#e8590c")  # seen on white, on the emblem's blue and on both themes
_MARGIN = 10


class BoxPicture(QWidget):
    """`changed` carries the box after every move; Space goes to the next edge, arrows move it."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self._box = Box(0, 0, 0, 0)
        self._edge = 0
        self._dragged: tuple[int, ...] = ()
        self._from: tuple[QPointF, Box] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(theme.px(420), theme.px(380))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Изображение с рамка"))
        self._tell()

    def sizeHint(self) -> QSize:
        """As large as the dialog allows."""
        return QSize(theme.px(620), theme.px(520))

    def show_picture(self, png: bytes, box: Box) -> None:
        """Show a picture with a box on it."""
        self._image = QImage.fromData(png)
        self.set_box(box)

    @property
    def box(self) -> Box:
        """The box in pixels of the picture."""
        return self._box

    def set_box(self, box: Box) -> None:
        """Put the box somewhere else."""
        self._box = box
        self._tell()
        self.update()
        self.changed.emit(box)

    @property
    def edge(self) -> str:
        """The edge that the arrows move."""
        return _EDGES[self._edge]

    def _tell(self) -> None:
        names = (_("ляв ръб"), _("горен ръб"), _("десен ръб"), _("долен ръб"))
        self.setAccessibleDescription(
            _("{edge}; рамка {w} × {h} точки").format(
                edge=names[self._edge], w=self._box.width, h=self._box.height
            )
        )

    # places

    def _place(self) -> QRectF:
        """Where the picture lies in the widget."""
        room = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        if self._image.isNull():
            return room
        scale = min(room.width() / self._image.width(), room.height() / self._image.height())
        wide, tall = self._image.width() * scale, self._image.height() * scale
        return QRectF(room.center().x() - wide / 2, room.center().y() - tall / 2, wide, tall)

    def _scale(self) -> float:
        return self._place().width() / max(1, self._image.width())

    def frame(self) -> QRectF:
        """Where the box lies in the widget."""
        place, scale, box = self._place(), self._scale(), self._box
        return QRectF(
            place.x() + box.left * scale, place.y() + box.top * scale, box.width * scale,
            box.height * scale,
        )  # fmt: skip

    def _under(self, at: QPointF) -> tuple[int, ...]:
        """The edges near the pointer; inside the box all four move together."""
        frame = self.frame()
        along = frame.adjusted(-_NEAR, -_NEAR, _NEAR, _NEAR)
        if not along.contains(at):
            return ()
        apart = (
            abs(at.x() - frame.left()), abs(at.y() - frame.top()),
            abs(at.x() - frame.right()), abs(at.y() - frame.bottom()),
        )  # fmt: skip
        near = []
        for one, other in ((0, 2), (1, 3)):
            nearer = min((one, other), key=lambda n: apart[n])
            if apart[nearer] <= _NEAR:
                near.append(nearer)
        return tuple(near) or (0, 1, 2, 3)

    # moving

    def _move(self, edges: tuple[int, ...], dx: int, dy: int, start: Box) -> None:
        wide, tall = self._image.width(), self._image.height()
        if len(edges) == 4:
            dx = max(-start.left, min(dx, wide - start.right))
            dy = max(-start.top, min(dy, tall - start.bottom))
            self.set_box(Box(start.left + dx, start.top + dy, start.right + dx, start.bottom + dy))
            return
        box = start
        for edge in edges:
            if edge == 0:
                box = replace(box, left=max(0, min(box.left + dx, box.right - LEAST_SIDE)))
            elif edge == 1:
                box = replace(box, top=max(0, min(box.top + dy, box.bottom - LEAST_SIDE)))
            elif edge == 2:
                box = replace(box, right=min(wide, max(box.right + dx, box.left + LEAST_SIDE)))
            else:
                box = replace(box, bottom=min(tall, max(box.bottom + dy, box.top + LEAST_SIDE)))
        self.set_box(box)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the nearest edges, or of the whole box."""
        self._dragged = self._under(event.position())
        if len(self._dragged) in {1, 2}:
            self._edge = self._dragged[0]
        self._from = (event.position(), self._box)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what is held; show what could be taken."""
        if self._from is None:
            self.setCursor(_CURSORS.get(self._under(event.position()), Qt.CursorShape.ArrowCursor))
            return
        began, box = self._from
        moved, scale = event.position() - began, self._scale()
        if self._dragged and scale:
            self._move(self._dragged, round(moved.x() / scale), round(moved.y() / scale), box)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self._from = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space: the next edge. Arrows: move it by a pixel, with Shift by ten."""
        steps = {
            Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Space:
            self._edge = (self._edge + 1) % len(_EDGES)
            self._tell()
            self.update()
            return
        if key not in steps or self._image.isNull():
            super().keyPressEvent(event)
            return
        by = _FAR if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        dx, dy = steps[key]
        if (self._edge % 2 == 0) != bool(dx):  # an arrow across takes an edge that it can move
            self._edge = (self._edge + 1) % len(_EDGES)
        self._move((self._edge,), dx * by, dy * by, self._box)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture, a shade outside the box, its frame, the edge in hand thicker."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.colours().desk))
        if self._image.isNull():
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place, frame = self._place(), self.frame()
        painter.drawImage(place, self._image)
        for shade in (
            QRectF(place.left(), place.top(), place.width(), frame.top() - place.top()),
            QRectF(place.left(), frame.bottom(), place.width(), place.bottom() - frame.bottom()),
            QRectF(place.left(), frame.top(), frame.left() - place.left(), frame.height()),
            QRectF(frame.right(), frame.top(), place.right() - frame.right(), frame.height()),
        ):
            painter.fillRect(shade, _SHADE)
        painter.setPen(QPen(_FRAME, 1.5))
        painter.drawRect(frame)
        painter.setPen(QPen(_FRAME, 5 if self.hasFocus() else 3))
        ends = {
            "left": (frame.topLeft(), frame.bottomLeft()),
            "top": (frame.topLeft(), frame.topRight()),
            "right": (frame.topRight(), frame.bottomRight()),
            "bottom": (frame.bottomLeft(), frame.bottomRight()),
        }
        painter.drawLine(*ends[self.edge])


_CURSORS: dict[tuple[int, ...], Qt.CursorShape] = {
    (0,): Qt.CursorShape.SizeHorCursor, (2,): Qt.CursorShape.SizeHorCursor,
    (1,): Qt.CursorShape.SizeVerCursor, (3,): Qt.CursorShape.SizeVerCursor,
    (0, 1): Qt.CursorShape.SizeFDiagCursor, (2, 3): Qt.CursorShape.SizeFDiagCursor,
    (0, 3): Qt.CursorShape.SizeBDiagCursor, (2, 1): Qt.CursorShape.SizeBDiagCursor,
    (0, 1, 2, 3): Qt.CursorShape.SizeAllCursor,
}  # fmt: skip
