"""Pages of a PDF as pixels, for the preview and the printer; no Qt."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

from ruse_desktop.documents import seal_place

MOST_PIXELS = 80_000_000
_BGRA = 4
_ALONE = Lock()  # PDFium crashes the process when two threads are in it


@dataclass(frozen=True)
class PageImage:
    """A rendered page: `pixels` are rows of BGRA bytes without padding."""

    width: int
    height: int
    pixels: bytes


@contextmanager
def opened(pdf: bytes) -> Iterator[Any]:
    """The document in PDFium, alone in it until closed with all its pages."""
    import pypdfium2  # type: ignore[import-untyped]  # no types are published

    with _ALONE:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()


def _page(document: Any, page: int) -> Any:
    if not 0 <= page < len(document):
        raise IndexError(page)
    return document[page]


def page_count(pdf: bytes) -> int:
    """How many pages the document has."""
    with opened(pdf) as document:
        return len(document)


def page_size(pdf: bytes, page: int) -> tuple[float, float]:
    """Width and height of a page in points. Raises IndexError for no such page."""
    with opened(pdf) as document:
        wide, tall = _page(document, page).get_size()
        return float(wide), float(tall)


def page_image(pdf: bytes, page: int, dpi: float, *, printing: bool = False) -> PageImage:
    """The page at `dpi` dots per inch on white; for a printer without what only the screen shows.

    An enormous page is drawn smaller: at most `MOST_PIXELS`.

    Raises IndexError for no such page.
    """
    with opened(pdf) as document:
        sheet = _page(document, page)
        wide, tall = sheet.get_size()
        if not printing:
            seal_place.show(document, sheet, page)
        bitmap = sheet.render(
            scale=min(dpi / 72, (MOST_PIXELS / max(wide * tall, 1.0)) ** 0.5),
            rev_byteorder=False,
            force_bitmap_format=_BGRA,
            draw_annots=not printing,
        )
        wide, tall, stride = bitmap.width, bitmap.height, bitmap.stride
        raw = bytes(bitmap.buffer)
        bitmap.close()
    if stride != wide * 4:
        raw = b"".join(raw[row * stride : row * stride + wide * 4] for row in range(tall))
    return PageImage(wide, tall, raw)
