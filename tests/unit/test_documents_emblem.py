"""The emblem is drawn exactly, or refused."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops
from reportlab.pdfgen.canvas import Canvas

from ruse_desktop.documents import emblem, typography
from ruse_desktop.kernel import paths
from ruse_desktop.kernel.errors import UserError

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="10 20 100 50">{}</svg>'


def page(source: Path | None) -> Image.Image:
    typography.register()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(240, 140), initialFontName=typography.SANS)
    emblem.draw(canvas, 20, 20, 100, source)
    canvas.save()
    return pypdfium2.PdfDocument(out.getvalue())[0].render(scale=1).to_pil().convert("RGB")


def made(tmp_path: Path, inner: str) -> Path:
    file = tmp_path / "gerb.svg"
    file.write_text(HEAD.format(inner), encoding="utf-8")
    return file


def test_shipped_emblem_is_vector_and_blue():
    picture = page(None)
    assert picture.getbbox() is not None
    assert (28, 79, 143) in {colour for _count, colour in picture.getcolors(100_000)}


def test_view_box_and_commands_land_where_they_should(tmp_path: Path):
    file = made(tmp_path, '<path d="M10,20 L 60 20 V70 H10 Z" fill="#ff0000"/>')
    assert emblem.width_of(100, file) == 200
    picture = page(file)
    assert picture.getpixel((25, 25)) == (255, 0, 0)
    assert picture.getpixel((115, 115)) == (255, 0, 0)
    assert picture.getpixel((125, 60)) == (255, 255, 255)


def test_png_is_drawn_in_its_proportions(tmp_path: Path):
    file = tmp_path / "gerb.png"
    Image.new("RGB", (40, 20), (0, 128, 0)).save(file)
    assert emblem.width_of(30, file) == 60
    assert page(file).getpixel((200, 100)) == (0, 128, 0)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ('<path d="m 10 20 l 50 0 0 50h-50z"/>', '<path d="M10,20L60,20L60,70L10,70Z"/>'),
        ('<rect x="20" y="30" width="40" height="20"/>', '<path d="M20,30H60V50H20Z"/>'),
        ('<polygon points="20,30 60,30 60,50"/>', '<path d="M20,30L60,30L60,50Z"/>'),
        ('<g transform="translate(10 20)"><path d="M0 0H20V20z" transform="scale(2)"/></g>',
         '<path d="M10,20L50,20L50,60Z"/>'),
        ('<path d="M20 30h20v20h-20z" transform="rotate(90 30 40)"/>',
         '<path d="M40,30L40,50L20,50L20,30Z"/>'),
        ('<path d="M20 30q20 0 20 20t20 20" fill="none" stroke="#f00"/>',
         ('<path d="M20,30C33.3333,30 40,36.6667 40,50C40,63.3333 46.6667,70 60,70" fill="none" '
         'stroke="#ff0000"/>')),
        ('<path d="M20 30c0 10 10 10 10 20s10 10 10 20" fill="none" stroke="red"/>',
         '<path d="M20,30C20,40 30,40 30,50C30,60 40,60 40,70" fill="none" stroke="#ff0000"/>'),
        ('<circle cx="40" cy="45" r="20"/>', '<path d="M20,45A20,20 0 0 1 60 45A20 20 0 0120,45"/>'),
        ('<style>.a, .b{fill:#0a0;stroke:none}</style><rect class="b" width="60" height="60"/>',
         '<path d="M0,0H60V60H0Z" fill="#00aa00"/>'),
        ('<g fill="#123456"><rect width="60" height="60" style="fill: rgb(1, 2, 3)"/></g>',
         '<path d="M0,0H60V60H0Z" fill="#010203"/>'),
    ],
)  # fmt: skip
def test_drawings_of_editors_become_the_same_picture(tmp_path: Path, written: str, plain: str):
    one, other = page(made(tmp_path, written)), page(made(tmp_path, plain))
    assert one.getcolors(100_000) != [(240 * 140, (255, 255, 255))]
    differ = ImageChops.difference(one, other).convert("L").point(lambda value: value > 40)
    assert differ.getbbox() is None


def test_holes_stay_holes(tmp_path: Path):
    holed = '<path fill-rule="evenodd" d="M10 20h50v50h-50zM20 30h30v30h-30z"/>'
    assert page(made(tmp_path, holed)).getpixel((70, 70)) == (255, 255, 255)


@pytest.mark.parametrize(
    "inner",
    [
        '<path d="M 1 2 L 3"/>',
        '<path d="M 1 2 Z 3 4"/>',
        '<path d="M 1 2 # 3 4"/>',
        '<path d="M 0 0 L 9 9" fill="url(#g)"/>',
        '<path d="M 0 0 L 9 9" transform="spin(2)"/>',
        '<path d="M 0 0 L 9 9" opacity="0.5"/>',
        '<path d="M 0 0 L 9 9" style="fill:lilac"/>',
        '<path d="M 0 0 A 3 4 0 0"/>',
        '<path d="L 0 0 L 9 9"/>',
        '<path d="M 0 0 L 9 9" clip-path="url(#c)"/>',
        '<rect width="1" height="1" onload="alert(1)"/>',
        '<style>path > g { fill: red }</style><rect width="1" height="1"/>',
        '<defs><linearGradient id="g"/></defs><rect width="1" height="1"/>',
        "<text>герб</text>",
        "<script>alert(1)</script>",
        '<use href="other.svg#a"/>',
        '<image href="/etc/passwd"/>',
        "",
        "<path",
    ],
)
def test_file_that_would_be_drawn_wrong_is_refused(tmp_path: Path, inner: str):
    with pytest.raises(UserError, match="не може да се нарисува"):
        emblem.width_of(10, made(tmp_path, inner))


def test_entities_and_false_png_are_refused(tmp_path: Path):
    bomb = tmp_path / "bomb.svg"
    bomb.write_text('<!DOCTYPE s [<!ENTITY a "b">]>' + HEAD.format("&a;"), encoding="utf-8")
    false = tmp_path / "false.png"
    false.write_bytes(b"GIF89a")
    for file in (bomb, false):
        with pytest.raises(UserError, match="не може да се нарисува"):
            emblem.width_of(10, file)


@pytest.mark.parametrize("name", ["emblem.svg", "app.svg"])
def test_shipped_drawings_stay_within_the_restricted_kind(name: str):
    assert emblem.width_of(10, paths.resource("emblem", name)) > 0
