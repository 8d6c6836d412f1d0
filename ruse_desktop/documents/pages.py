"""Pages of a PDF as pixels, for the preview and the printer; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage


@dataclass(frozen=True)
class PageImage:
    """A rendered page: `pixels` are rows of BGRA bytes without padding."""

    width: int
    height: int
    pixels: bytes


def page_count(pdf: bytes) -> int:
    """How many pages the document has."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def _page(document: PdfDocument, page: int) -> PdfPage:
    if not 0 <= page < len(document):
        raise IndexError(page)
    return document[page]


def page_size(pdf: bytes, page: int) -> tuple[float, float]:
    """Width and height of a page in points. Raises IndexError for no such page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        wide, tall = _page(document, page).get_size()
        return float(wide), float(tall)
    finally:
        document.close()


def page_image(pdf: bytes, page: int, dpi: float) -> PageImage:
    """The page at `dpi` dots per inch on white. Raises IndexError for no such page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        bitmap = _page(document, page).render(
            scale=dpi / 72, rev_byteorder=False, force_bitmap_format=4
        )
        wide, tall, stride = bitmap.width, bitmap.height, bitmap.stride
        raw = bytes(bitmap.buffer)
    finally:
        document.close()
    if stride != wide * 4:
        raw = b"".join(raw[row * stride : row * stride + wide * 4] for row in range(tall))
    return PageImage(wide, tall, raw)
