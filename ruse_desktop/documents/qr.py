"""QR signs as merged runs of dark modules, ready for one path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


def runs(text: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """Modules a side, and the dark runs as (row, column, length); rows from the top, no quiet zone."""
    import zxingcpp

    sign = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image: Any = sign.to_image(scale=1, add_quiet_zones=False)
    pixels, side = memoryview(image), int(image.shape[0])
    found = []
    for row in range(side):
        start = None
        for column in range(side + 1):
            dark = column < side and pixels[row, column] == 0
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                found.append((row, start, column - start))
                start = None
    return side, tuple(found)


def draw(canvas: Canvas, text: str, x: float, y: float, size: float) -> None:
    """Draw the sign of `text` in pure black with its lower left corner at (x, y)."""
    side, dark = runs(text)
    module = size / side
    path = canvas.beginPath()
    for row, column, length in dark:
        path.rect(x + column * module, y + size - (row + 1) * module, length * module, module)
    canvas.setFillGray(0)
    canvas.drawPath(path, stroke=0, fill=1)
