"""Pictures of others: gigabytes in a few kilobytes, what a phone wrote beside them, drawings that loop."""

from __future__ import annotations

import io
import struct
import time
import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from ruse_desktop.documents import pages, photos, pictures
from ruse_desktop.exchange.qr_reading import signs
from ruse_desktop.kernel.errors import UserError

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{}</svg>'


def png_bomb(width: int, height: int) -> bytes:
    """A PNG whose head promises more than it holds."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def photo(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    made = Image.new("RGB", size, (200, 30, 30))
    made.paste((20, 20, 200), (0, 0, size[0] // 2, size[1] // 2))
    out = io.BytesIO()
    made.save(out, kind, **options)
    return out.getvalue()


READERS = {
    "photo": photos.size,
    "printed photo": photos.printable,
    "picture": lambda content: pictures.picture(content, ".png", "a.png"),
    "emblem": lambda content: pictures.drawable(content, ".png", "a.png"),
    "code": signs,
}


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS.keys())
@pytest.mark.parametrize(
    "size", [(50_000, 50_000), (13_000, 13_000), (9_000, 9_000), (2**31 - 1, 1)]
)
def test_pictures_of_gigabytes_are_refused_unread(reader: object, size: tuple[int, int]):
    start = time.perf_counter()
    with pytest.raises(UserError) as told:
        reader(png_bomb(*size))  # type: ignore[operator]  # one of the readers
    assert told.value.advice
    assert time.perf_counter() - start < 1


def test_a_photo_is_printed_upright_and_without_what_the_phone_wrote():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned to the right
    exif[0x010F] = "Тайна марка"
    exif.get_ifd(0x8825)[2] = (43.0, 51.0, 0.0)
    content = photo(exif=exif.tobytes(), comment=b"secret place")
    made, wide, tall = photos.printable(content)
    assert (wide, tall) == (40, 60)
    assert b"secret place" in content
    assert b"Exif" in content
    for word in (b"Exif", b"secret place", "Тайна".encode()):
        assert word not in made
    with Image.open(io.BytesIO(made)) as shown:
        assert not shown.getexif()
        assert shown.getpixel((35, 5))[2] > 150


def test_a_scan_is_printed_and_a_see_through_picture_stands_on_white():
    assert photos.printable(photo("TIFF"))[1:] == (60, 40)
    with pytest.raises(UserError):
        photos.size(photo("TIFF"))
    out = io.BytesIO()
    Image.new("RGBA", (9, 9), (0, 0, 0, 0)).save(out, "PNG")
    with Image.open(io.BytesIO(photos.printable(out.getvalue())[0])) as shown:
        assert shown.getpixel((4, 4)) == (255, 255, 255)


@pytest.mark.parametrize("kind", ["GIF", "BMP", "PPM", "EPS", "ICO", "PCX"])
def test_other_kinds_are_refused_whatever_they_are_called(kind: str):
    content = photo(kind)
    for read in (photos.size, photos.printable, READERS["picture"]):
        with pytest.raises(UserError):
            read(content)


@pytest.mark.filterwarnings("ignore::UserWarning")
@settings(max_examples=20, deadline=None)
@given(st.sampled_from(["PNG", "JPEG", "TIFF"]), st.data())
def test_a_picture_with_any_bytes_changed_is_read_or_refused(kind: str, data: st.DataObject):
    raw = bytearray(photo(kind, size=(24, 16)))
    for _n in range(data.draw(st.integers(1, 5))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    for name in ("printed photo", "picture", "code"):
        with suppress(UserError):
            assert READERS[name](bytes(raw)) is not None


@pytest.mark.parametrize(
    "inside",
    [
        '<path d="M0,0L1e300,1e300"/>',
        '<path d="M0,0L1e999,5"/>',
        '<path d="M0,0A1e-200,1e-200 0 0 1 9,9"/>',
        '<path d="M0,0A5,5 0 0 1 1e-300,0"/>',
        '<rect width="9e99" height="5"/>',
        f'<rect width="{"1" * 100_000}x" height="5"/>',
        f"<style>{'.a,' * 100_000}</style><path d='M0,0h9v9z'/>",
        f"<style>{'/*' * 200_000}</style><path d='M0,0h9v9z'/>",
        '<path transform="scale(1e300)" d="M0,0h9v9z"/>',
        "<g>" * 5_000 + "</g>" * 5_000,
        '<image href="file:///etc/passwd"/>',
        '<script>alert(1)</script><path d="M0,0h9v9z"/>',
        '<path d="M0,0h9v9z" onload="x()"/>',
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
    ],
    ids=range(14),
)
def test_drawings_that_never_end_or_reach_out_are_refused_in_time(inside: str):
    start = time.perf_counter()
    with pytest.raises(UserError):
        pictures.drawable(SVG.format(inside).encode(), ".svg", "a.svg")
    assert time.perf_counter() - start < 2


def test_entities_and_heavy_drawings_are_refused():
    laughs = '<!DOCTYPE s [<!ENTITY a "ха"><!ENTITY b "&a;&a;">]>' + SVG.format(
        "<title>&b;</title>"
    )
    outside = '<!DOCTYPE s [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + SVG.format("&a;")
    for content in (laughs.encode(), outside.encode(), b" " * 9_000_000):
        with pytest.raises(UserError):
            pictures.picture(content, ".svg", "a.svg")


def test_an_enormous_page_is_drawn_smaller():
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(14_000, 14_000))
    canvas.rect(10, 10, 50, 50, fill=1)
    canvas.save()
    image = pages.page_image(out.getvalue(), 0, 600)
    assert image.width * image.height <= pages.MOST_PIXELS * 1.01
