"""Pages as pixels."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from ruse_desktop.documents import pages, typography


def red_page() -> bytes:
    typography.register()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(72, 36), initialFontName=typography.SANS)
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 0, 36, 36, stroke=0, fill=1)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_page_image_is_bgra_without_padding():
    image = pages.page_image(red_page(), 0, 72)
    assert (image.width, image.height) == (72, 36)
    assert len(image.pixels) == 72 * 36 * 4
    assert image.pixels[:3] == b"\x00\x00\xff"
    assert image.pixels[-4:-1] == b"\xff\xff\xff"


def test_pages_are_counted_and_measured():
    pdf = red_page()
    assert pages.page_count(pdf) == 1
    assert pages.page_size(pdf, 0) == (72, 36)


def test_page_that_is_not_there_is_an_index_error():
    with pytest.raises(IndexError):
        pages.page_image(red_page(), 5, 72)
