"""Pictures of others: what is measured on them, what is refused and why."""

from __future__ import annotations

import io
import struct
import zlib
from decimal import Decimal

import pikepdf
import pytest
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from ruse_desktop.documents import pictures, svg
from ruse_desktop.domain.artwork import ratio_of
from ruse_desktop.kernel.errors import UserError

SHIELD = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 300">'
    '<path d="M60 50h80v70a40 30 0 0 1-80 0z" fill="#1c4f8f"/></svg>'
)


def raster(
    mode: str, ground: object, kind: str = "PNG", size: tuple[int, int] = (400, 600)
) -> bytes:
    image = Image.new(mode, size, ground)  # type: ignore[arg-type]  # a colour of the mode
    ink = (20, 60, 140, 255)[: len(mode)] if mode != "L" else 30
    ImageDraw.Draw(image).ellipse((120, 100, 279, 299), fill=ink)
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def pdf(**encryption: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(200, 300))
    canvas.rect(60, 100, 80, 100, stroke=0, fill=1)
    canvas.save()
    if not encryption:
        return out.getvalue()
    with pikepdf.open(io.BytesIO(out.getvalue())) as document:
        locked = io.BytesIO()
        document.save(locked, encryption=pikepdf.Encryption(**encryption))
    return locked.getvalue()


@pytest.mark.requirement("R-8-0.3")
@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (raster("RGB", (255, 255, 255)), ".png"),
        (raster("RGB", (240, 225, 190)), ".PNG"),
        (raster("RGBA", (0, 0, 0, 0)), ".png"),
        (raster("RGBA", (255, 255, 255, 255)), ".png"),
        (raster("L", 250), ".png"),
        (raster("RGB", (255, 255, 255), "JPEG"), ".jpg"),
        (raster("CMYK", (0, 0, 0, 0), "JPEG"), ".jpeg"),
        (pdf(), ".pdf"),
        (SHIELD.encode(), ".svg"),
    ],
)
def test_box_is_found_whatever_the_file(content: bytes, suffix: str):
    found = pictures.picture(content, suffix, "мостра")
    assert float(ratio_of(found.proposed.width, found.proposed.height)) == pytest.approx(
        0.8, abs=0.012
    )
    with Image.open(io.BytesIO(found.png)) as shown:
        assert shown.size == (found.width, found.height)
    drawn, kind, ratio = pictures.drawable(content, suffix)
    assert float(ratio) == pytest.approx(0.8, abs=0.012)
    assert kind == (".svg" if suffix == ".svg" else ".png")
    again = pictures.picture(drawn, kind)
    box = again.proposed
    assert max(box.left, box.top, again.width - box.right, again.height - box.bottom) <= 4


def test_svg_keeps_its_lines_when_margins_go():
    drawn, _kind, ratio = pictures.drawable(SHIELD.encode(), ".svg")
    assert abs(ratio - Decimal("0.8")) < Decimal("0.0005")
    box = svg.read(drawn).box
    assert box == pytest.approx((60, 50, 80, 100), abs=0.4)


def test_large_pictures_are_made_smaller():
    found = pictures.picture(raster("RGB", (255, 255, 255), size=(4400, 3000)), ".png")
    assert (found.width, found.height) == (2000, 1364)


def bomb(width: int, height: int) -> bytes:
    """A PNG that claims a size without the bytes for it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 64))


@pytest.mark.parametrize(
    ("content", "suffix", "said"),
    [
        (b"", ".png", "повредено"),
        (b"MZ\x90 no picture at all", ".jpg", "повредено"),
        (raster("RGB", (255, 255, 255))[:700], ".png", "повредено"),
        (bomb(9000, 6000), ".png", "50 милиона"),
        (bomb(60_000, 60_000), ".png", "50 милиона"),
        (bomb(12_000, 9_000), ".png", "50 милиона"),
        (b"%PDF-1.4 broken", ".pdf", "повреден"),
        (pdf(user="тайна", owner="тайна"), ".pdf", "парола"),
        (raster("RGB", (255, 255, 255)), ".pdf", "повреден"),
        (raster("RGB", (255, 255, 255)), ".svg", "не може да се нарисува"),
        (SHIELD.replace("<path", "<script>x</script><path").encode(), ".svg", "нарисува"),
        (
            SHIELD.replace("<path", '<image href="http://x/y.png"/><path').encode(),
            ".svg",
            "нарисува",
        ),
        (b'<!DOCTYPE s [<!ENTITY a "b">]><svg>&a;</svg>', ".svg", "нарисува"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>', ".svg", "нарисува"),
        (SHIELD.replace('"#1c4f8f"', '"white"').encode(), ".svg", "освен фон"),
        (raster("RGB", (255, 255, 255)), ".gif", "не е изображение"),
        (b"", "", "не е изображение"),
    ],
)
def test_bad_files_are_refused_in_words(content: bytes, suffix: str, said: str):
    with pytest.raises(UserError, match=said) as refused:
        pictures.picture(content, suffix, "мостра")
    assert refused.value.advice
