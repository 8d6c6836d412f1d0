"""Line icons drawn from SVG files in the colours of the theme."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu

from ruse_desktop.kernel.paths import resource
from ruse_desktop.ui.theme import colours

_NAME = "ruseIcon"
_ROLE = "ruseIconRole"
_SIZES = (20, 40)


def icon(name: str, role: str = "ink") -> QIcon:
    """The icon `name` in the theme's colour `role`. Raises FileNotFoundError for no such icon."""
    return _icon(name, getattr(colours(), role), colours().disabled)


def pixmap(name: str, role: str = "ink", size: int = 20, ratio: float = 1.0) -> QPixmap:
    """The icon as a picture of `size` device-independent pixels."""
    return _pixmap(name, getattr(colours(), role), round(size * ratio), ratio)


def set_icon(target: QAction | QAbstractButton, name: str, role: str = "ink") -> None:
    """Give the icon to an action or button; it follows a change of theme."""
    target.setProperty(_NAME, name)
    target.setProperty(_ROLE, role)
    target.setIcon(icon(name, role))


def refresh() -> None:
    """Draw anew, in the theme's colours, every icon given by `set_icon`."""
    for widget in QApplication.allWidgets():
        targets: list[QAction | QAbstractButton] = list(widget.actions())
        if isinstance(widget, QMenu):
            targets.append(widget.menuAction())
        if isinstance(widget, QAbstractButton):
            targets.append(widget)
        for target in targets:
            name = target.property(_NAME)
            if name:
                target.setIcon(icon(name, target.property(_ROLE) or "ink"))


@lru_cache(maxsize=512)
def _icon(name: str, colour: str, disabled: str) -> QIcon:
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(_pixmap(name, colour, size, 1.0))
    made.addPixmap(_pixmap(name, disabled, _SIZES[0], 1.0), QIcon.Mode.Disabled)
    return made


@lru_cache(maxsize=1024)
def _pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    svg = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(svg.replace("currentColor", colour).encode()))
    picture = QPixmap(QSize(size, size))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture
