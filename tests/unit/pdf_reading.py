"""Reads made PDFs back as a stranger's program would: characters with places, fonts, pixels."""

from __future__ import annotations

import ctypes
import io
from dataclasses import dataclass
from itertools import pairwise

import pypdf
import zxingcpp
from pypdfium2 import raw

from ruse_desktop.documents.pages import opened, page_image


@dataclass(frozen=True)
class Letter:
    """A visible character: its ink box in points, baseline and size."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    baseline: float
    size: float


@dataclass(frozen=True)
class Line:
    """Letters on one baseline from left to right."""

    letters: tuple[Letter, ...]

    @property
    def text(self) -> str:
        """The words, a space where letters stand apart."""
        words = self.letters[0].text
        for before, after in pairwise(self.letters):
            gap = after.left - before.right
            words += (" " if gap > after.size * 0.13 else "") + after.text
        return words

    @property
    def centre(self) -> float:
        """The middle of the ink."""
        return (self.letters[0].left + self.letters[-1].right) / 2


def letters(pdf: bytes, page: int) -> tuple[Letter, ...]:
    """Every visible character of a page."""
    with opened(pdf) as document:
        text = document[page].get_textpage()
        found = []
        for n in range(text.count_chars()):
            char = chr(raw.FPDFText_GetUnicode(text, n))
            if char.isspace() or not char.isprintable():
                continue
            left, bottom, right, top = text.get_charbox(n)
            x, y = ctypes.c_double(), ctypes.c_double()
            raw.FPDFText_GetCharOrigin(text, n, x, y)
            size = raw.FPDFText_GetFontSize(text, n)
            found.append(Letter(char, left, bottom, right, top, y.value, size))
        return tuple(found)


def lines(pdf: bytes, page: int) -> tuple[Line, ...]:
    """The lines of a page, top to bottom; columns on one baseline are one line."""
    by_baseline: dict[float, list[Letter]] = {}
    for letter in letters(pdf, page):
        by_baseline.setdefault(round(letter.baseline, 1), []).append(letter)
    return tuple(
        Line(tuple(sorted(by_baseline[y], key=lambda one: one.left)))
        for y in sorted(by_baseline, reverse=True)
    )


def words(pdf: bytes, page: int) -> str:
    """The text of a page as one line, as a search or a screen reader gets it."""
    with opened(pdf) as document:
        return " ".join(document[page].get_textpage().get_text_range().split())


def fonts(pdf: bytes) -> dict[str, bool]:
    """Names of the fonts the pages use, without the subset's tag, and whether each is embedded."""
    found: dict[str, bool] = {}
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        resources = [page["/Resources"].get_object()]
        for one in resources:
            for font in one.get("/Font", {}).values():
                data = font.get_object()
                inner = data.get("/DescendantFonts", [data])[0].get_object()
                file = inner.get("/FontDescriptor", {}).get("/FontFile2")
                name = str(data["/BaseFont"]).lstrip("/").rpartition("+")[2]
                found[name] = found.get(name, True) and file is not None
            for form in one.get("/XObject", {}).values():
                resources += (
                    [form.get_object()["/Resources"].get_object()]
                    if ("/Resources" in form.get_object())
                    else []
                )
    return found


def grey(pdf: bytes, page: int, dpi: float) -> memoryview:
    """The page as rows of grey bytes (its blue channel: gold is dark in it)."""
    image = page_image(pdf, page, dpi)
    plane = image.pixels[0::4]
    return memoryview(plane).cast("B", (image.height, image.width))


def codes(pdf: bytes, page: int, dpi: float = 300) -> list[str]:
    """The texts of the signs that a reader finds on the printed page."""
    return [found.text for found in zxingcpp.read_barcodes(grey(pdf, page, dpi))]
