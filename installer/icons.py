"""Draws the program's sign for the installers: PNG files for Linux, one .ico for Windows."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIGN = Path(__file__).resolve().parent.parent / "resources" / "emblem" / "app.svg"
WINDOWS_SIZES = (16, 24, 32, 48, 64, 128, 256)


def png(target: Path, pixels: int) -> None:
    """The sign as a square picture; raises OSError when it cannot be written."""
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(SIGN)).render(painter)
    painter.end()
    target.parent.mkdir(parents=True, exist_ok=True)
    if not image.save(str(target), "PNG"):
        raise OSError(f"{target} cannot be written")


def ico(target: Path) -> None:
    """The sign in all sizes of Windows in one file."""
    from PIL import Image

    largest = target.with_suffix(".png")
    png(largest, WINDOWS_SIZES[-1])
    with Image.open(largest) as picture:
        picture.save(target, sizes=[(size, size) for size in WINDOWS_SIZES])
    largest.unlink()


if __name__ == "__main__":
    ico(Path(sys.argv[1]))
