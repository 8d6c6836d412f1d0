"""The emblem is drawn exactly, or refused."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
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
    "inner",
    [
        '<path d="m 1 2 l 3 4"/>',
        '<path d="M 1 2 A 3 4 0 0 1 5 6"/>',
        '<path d="M 1 2 L 3"/>',
        '<path d="M 1 2 Z 3 4"/>',
        '<path d="M 1 2 # 3 4"/>',
        '<path d="M 0 0 L 9 9" transform="scale(2)"/>',
        '<path d="M 0 0 L 9 9" style="fill:red"/>',
        '<path d="M 0 0 L 9 9" fill="url(#g)"/>',
        '<g transform="scale(2)"><path d="M 0 0 L 9 9"/></g>',
        '<rect x="1" y="1" width="5" height="5"/>',
        '<image href="/etc/passwd"/>',
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
