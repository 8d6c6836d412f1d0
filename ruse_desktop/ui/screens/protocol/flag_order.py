"""The arrangement of flags: chosen by name, drawn from the viewer's side, printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.flag_order import (
    HIGH,
    WIDE,
    Arrangement,
    FlagKind,
    FlagLook,
    Side,
    arrange,
    shapes,
)
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui import theme
from ruse_desktop.ui.kit.basics import Card, MessageBar, button, label
from ruse_desktop.ui.kit.pdf import PdfDialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext

_ACROSS = 5


class FlagRow(QWidget):
    """The flags on their poles, as `side` sees them; told in words as well."""

    def __init__(self) -> None:
        super().__init__()
        self.arrangement: Arrangement | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Подреждане на знамената"))

    def sizeHint(self) -> QSize:
        """Room for a row of flags with their names."""
        return QSize(theme.px(640), theme.px(128))

    def show_arrangement(self, arrangement: Arrangement) -> None:
        """Draw this one."""
        self.arrangement = arrangement
        self.setAccessibleDescription(arrangement.text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Each flag in its place."""
        del event
        if self.arrangement is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.sized_font(11))
        count = len(self.arrangement.places)
        step = min(theme.px(104), self.width() / max(1, count))
        wide = min(step - 16, (self.height() - theme.px(50)) * WIDE / HIGH)
        left = (self.width() - step * count) / 2
        for n, one in enumerate(self.arrangement.places):
            self._paint_flag(painter, one.flag, left + n * step + 8, wide, step)
        painter.end()

    def _paint_flag(
        self, painter: QPainter, flag: FlagLook, left: float, wide: float, step: float
    ) -> None:
        unit, top = wide / WIDE, float(theme.px(6))
        high = HIGH * unit
        colours = theme.colours()
        painter.setPen(QPen(QColor(colours.gold), 3))
        painter.drawLine(
            QPointF(left - 2, top - 4), QPointF(left - 2, self.height() - theme.px(20))
        )
        painter.setPen(Qt.PenStyle.NoPen)
        for one in shapes(flag):
            painter.setBrush(QColor(one.colour))
            points = [QPointF(left + x * unit, top + y * unit) for x, y in one.points]
            if one.kind == "rect":
                painter.drawRect(QRectF(points[0], points[1]))
            elif one.kind == "disc":
                painter.drawEllipse(points[0], one.radius * unit, one.radius * unit)
            else:
                painter.drawPolygon(QPolygonF(points))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours.disabled), 1))
        painter.drawRect(QRectF(left, top, wide, high))
        painter.setPen(QColor(colours.ink))
        below = QRectF(left - 8, self.height() - theme.px(19), step - 2, theme.px(18))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        shown = painter.fontMetrics().elidedText(
            flag.name, Qt.TextElideMode.ElideRight, int(below.width())
        )
        painter.drawText(below, int(flags), shown)


class FlagOrderDialog(QDialog):
    """Which flags, from where one looks; the order and its reasons follow at once."""

    def __init__(self, parent: QWidget, context: ScreenContext, occasion: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Подреждане на знамената"))
        self.resize(theme.px(760), theme.px(560))
        self._context = context
        self._flags: tuple[FlagLook, ...] = ()
        self.occasion = QLineEdit(occasion)
        self.occasion.setAccessibleName(_("Повод"))
        self.side = QComboBox()
        self.side.setAccessibleName(_("Гледна точка"))
        self.side.addItem(_("гледано от публиката"), str(Side.VIEWER))
        self.side.addItem(_("гледано от сцената"), str(Side.STAGE))
        self.boxes: dict[str, QCheckBox] = {}
        self.grid = QGridLayout()
        self.row = FlagRow()
        self.why = label("", "muted", wrap=True)
        self.message = MessageBar()
        self._build()
        self.side.currentIndexChanged.connect(lambda _n: self._arrange())
        context.tasks.read(_known, self._offer, self.message.refuse, owner=self)

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(label(_("Повод")))
        top.addWidget(self.occasion, 1)
        top.addWidget(self.side)
        drawn = Card()
        drawn.column.addWidget(self.row)
        drawn.column.addWidget(self.why)
        buttons = QHBoxLayout()
        self.do = button(_("Страница за печат…"), self._print, primary=True)
        buttons.addWidget(self.do)
        buttons.addWidget(button(_("Затвори"), self.accept))
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(label(_("Освен националното знаме участват"), "fieldName"))
        column.addLayout(self.grid)
        column.addWidget(drawn, 1)
        column.addWidget(self.message)
        column.addLayout(buttons)

    def _offer(self, flags: tuple[FlagLook, ...]) -> None:
        self._flags = flags
        others = [one for one in flags if one.kind is not FlagKind.NATIONAL]
        for n, one in enumerate(others):
            box = QCheckBox(one.name)
            box.setChecked(one.kind is not FlagKind.FOREIGN)
            box.toggled.connect(lambda _on: self._arrange())
            self.boxes[one.code] = box
            self.grid.addWidget(box, n // _ACROSS, n % _ACROSS)
        self._arrange()

    @property
    def chosen(self) -> Sequence[FlagLook]:
        """The national flag and those ticked."""
        return [
            one
            for one in self._flags
            if one.kind is FlagKind.NATIONAL or self.boxes[one.code].isChecked()
        ]

    def _arrange(self) -> None:
        arrangement = arrange(self.chosen, Side(str(self.side.currentData())))
        self.row.show_arrangement(arrangement)
        reasons: dict[str, list[str]] = {}
        for one in arrangement.places:
            why = one.why + (_(" (служебна практика)") if one.practice else "")
            names = reasons.setdefault(why, [])
            if one.flag.name not in names:
                names.append(one.flag.name)
        said = (f"{', '.join(names)}: {why}." for why, names in reasons.items())
        self.why.setText("\n".join(said))

    def _print(self) -> None:
        arrangement, occasion = self.row.arrangement, self.occasion.text().strip()
        if arrangement is None:
            return

        def render(services: Services) -> bytes:
            from ruse_desktop.documents import flag_order

            return flag_order.render(
                arrangement, occasion=occasion, municipality=services.law.municipality
            )

        self._context.tasks.read(
            render,
            lambda pdf: PdfDialog(self, pdf, self.windowTitle(), "znamena.pdf").open(),
            self.message.refuse,
            owner=self,
        )


def _known(services: Services) -> tuple[FlagLook, ...]:
    del services
    from ruse_desktop.services.flag_order import known_flags

    return known_flags()
