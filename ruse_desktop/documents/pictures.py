"""A picture out of a file of others (PNG, JPG, SVG, first page of a PDF): to measure, to draw."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import tostring

from defusedxml import ElementTree

from ruse_desktop.documents import pages
from ruse_desktop.documents.photos import BROKEN
from ruse_desktop.domain.artwork import MOST_PIXELS, Box, Picture, bounding_box, ratio_of
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from PIL import Image

SUFFIXES = (".svg", ".pdf", ".png", ".jpg", ".jpeg")
SIDE = 2000
"""The longer side of the picture that is measured and looked at."""
_FORMATS = ("JPEG", "PNG")
_PAPER = 245
_ALPHA = ("RGBA", "LA", "PA")


def picture(content: bytes, suffix: str, name: str = "") -> Picture:
    """The picture made ready to be looked at, with the box of what is not background.

    Raises UserError for what is no picture, is empty, too large, locked or cannot be kept exactly.
    """
    image = _opened(content, suffix, name)
    proposed = _box(image, name)
    out = io.BytesIO()
    _on_white(image).save(out, "PNG", compress_level=1)
    return Picture(out.getvalue(), image.width, image.height, proposed, name)


def drawable(content: bytes, suffix: str, name: str = "") -> tuple[bytes, str, Decimal]:
    """The same drawing without its empty margins, as documents can draw it: plain SVG or PNG.

    The suffix of what it became, and width to height. Raises UserError as `picture`.
    """
    image = _opened(content, suffix, name)
    box = _box(image, name)
    if suffix.casefold() == ".svg":
        near, _ratio = _trimmed(content, box, image)
        image = _of_svg(near, name, 2 * SIDE)  # as large as it can be seen: trimmed exactly
        exact, ratio = _trimmed(near, _box(image, name), image)
        return exact, ".svg", ratio
    if suffix.casefold() == ".pdf":
        image = _close(content, box, image.width, image.height)
    else:
        image = image.crop((box.left, box.top, box.right, box.bottom))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue(), ".png", ratio_of(image.width, image.height)


def _opened(content: bytes, suffix: str, name: str) -> Image.Image:
    kind = suffix.casefold()
    if kind == ".svg":
        return _of_svg(content, name)
    if kind == ".pdf":
        return _of_pdf(content, name)
    if kind in SUFFIXES:
        return _of_raster(content, name)
    raise UserError(
        _("Файл от вид „{suffix}“ не е изображение.").format(suffix=suffix or name),
        _("Запазете го като SVG, PDF, PNG или JPG и опитайте отново."),
    )


def _of_raster(content: bytes, name: str) -> Image.Image:
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as opened:
            _bounded(*opened.size)
            opened.draft("RGB", (SIDE, SIDE))  # a JPG is read smaller at once
            turned: Image.Image = ImageOps.exif_transpose(opened)
            if turned.mode.startswith("I"):
                turned = turned.point(lambda value: value / 256).convert("L")
            wanted = "RGBA" if turned.mode in _ALPHA or "transparency" in turned.info else "RGB"
            made = turned.convert(wanted)
            made.thumbnail((SIDE, SIDE))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large() from error
    except BROKEN as error:
        raise UserError(
            _("„{name}“ не е изображение или е повредено.").format(name=name),
            _("Запазете го отново като PNG или JPG."),
            code="picture-damaged",
        ) from error
    return made


def _bounded(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise _too_large()


def _too_large() -> UserError:
    return UserError(
        _("Изображението е над {n} милиона точки.").format(n=MOST_PIXELS // 1_000_000),
        _("Намалете го и опитайте отново."),
        code="picture-large",
    )


def _of_pdf(content: bytes, name: str) -> Image.Image:
    import pypdfium2  # type: ignore[import-untyped]  # no types are published

    try:
        wide, tall = pages.page_size(content, 0)
        return _rendered(content, wide, tall)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise UserError(
                _("Файлът „{name}“ е заключен с парола.").format(name=name),
                _("Отворете го с паролата, запазете го без нея и опитайте отново."),
                code="picture-locked",
            ) from error
        raise _no_pdf(name) from error
    except (IndexError, ValueError) as error:
        raise _no_pdf(name) from error


def _no_pdf(name: str) -> UserError:
    return UserError(
        _("Файлът „{name}“ не е PDF или е повреден.").format(name=name),
        _("Запазете изображението като PNG или SVG."),
        code="picture-damaged",
    )


def _rendered(pdf: bytes, wide: float, tall: float, side: int = SIDE) -> Image.Image:
    from PIL import Image

    if min(wide, tall) <= 0 or max(wide, tall) > SIDE * min(wide, tall):
        raise ValueError(wide, tall)
    made = pages.page_image(pdf, 0, 72 * side / max(wide, tall))
    size = (made.width, made.height)
    return Image.frombuffer("RGB", size, made.pixels, "raw", "BGRX", 0, 1)


def _close(pdf: bytes, box: Box, wide: int, tall: int) -> Image.Image:
    """What lies within the box of the first page, as large as the whole page was."""
    with pages.opened(pdf) as document:
        page = document[0]
        across, down = page.get_size()
        unit = across / wide
        crop = (
            box.left * unit, down - box.bottom * down / tall,
            across - box.right * unit, box.top * down / tall,
        )  # fmt: skip
        bitmap = page.render(scale=SIDE / max(box.width, box.height) / unit, crop=crop)
        made: Image.Image = bitmap.to_pil().convert("RGB").copy()
        bitmap.close()
    return made


def _of_svg(content: bytes, name: str, side: int = SIDE) -> Image.Image:
    """Drawn by the same code that draws the emblem: what it cannot keep is refused."""
    from reportlab.pdfgen.canvas import Canvas

    from ruse_desktop.documents import emblem

    drawing = emblem.parsed(content, name)
    _left, _top, wide, tall = drawing.box
    if max(wide, tall) > 100 * min(wide, tall):
        raise emblem.unusable(name)
    scale = 1000 / max(wide, tall)
    size = (wide * scale, tall * scale)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    emblem.draw_shapes(canvas, 0, 0, size[1], drawing)
    canvas.save()
    return _rendered(out.getvalue(), *size, side)


def _box(image: Any, name: str) -> Box:
    """The box of what is not background. Raises UserError for an empty picture."""
    far = _distance(image)
    wide, raw = far.width, far.tobytes()
    found = bounding_box([raw[at : at + wide] for at in range(0, len(raw), wide)])
    seen = found is not None and found.within(image.width, image.height)
    if not seen and not _white(image):
        return Box(0, 0, image.width, image.height)  # cut so close that no ground is left
    if found is None or not found.within(image.width, image.height):
        raise UserError(
            _("В „{name}“ не се вижда нищо освен фон.").format(name=name),
            _("Изберете файл с изображението."),
            code="picture-empty",
        )
    return found


def _distance(image: Any) -> Any:
    """How far each pixel is from the background, as a picture of one byte per pixel.

    Where the edges are transparent, what is not transparent counts; else the difference from white
    when a quarter of the edge is white, or from the colour most of the edge has.
    """
    from PIL import Image, ImageChops

    if image.mode == "RGBA":
        alpha = image.getchannel("A")
        edge = _edge(alpha)
        if sum(value < 128 for value in edge) * 2 > len(edge):
            return alpha
        image = _on_white(image)
    bands = image.split()
    edges = [_edge(band) for band in bands]
    white = sum(min(dot) >= _PAPER for dot in zip(*edges, strict=True))
    ground = (255,) * 3 if white * 4 > len(edges[0]) else tuple(_usual(edge) for edge in edges)
    apart = ImageChops.difference(image, Image.new("RGB", image.size, ground)).split()
    return ImageChops.lighter(ImageChops.lighter(apart[0], apart[1]), apart[2])


def _white(image: Any) -> bool:
    return all(low >= _PAPER for low, _high in _on_white(image).getextrema())


def _edge(band: Any) -> bytes:
    wide, tall = band.size
    sides = ((0, 0, wide, 1), (0, tall - 1, wide, tall), (0, 0, 1, tall), (wide - 1, 0, wide, tall))
    return b"".join(band.crop(side).tobytes() for side in sides)


def _usual(values: bytes) -> int:
    return max(range(256), key=values.count)


def _on_white(image: Any) -> Any:
    from PIL import Image

    if image.mode != "RGBA":
        return image
    made = Image.new("RGB", image.size, (255, 255, 255))
    made.paste(image, mask=image.getchannel("A"))
    return made


def _trimmed(content: bytes, box: Box, seen: Any) -> tuple[bytes, Decimal]:
    """The SVG with a view box that ends where the drawing does on the picture `seen`; its ratio."""
    from ruse_desktop.documents import svg

    left, top, across, down = svg.read(content).box
    unit_x, unit_y = across / seen.width, down / seen.height
    root = ElementTree.fromstring(content)
    wide, tall = box.width * unit_x, box.height * unit_y
    parts = (left + box.left * unit_x, top + box.top * unit_y, wide, tall)
    root.set("viewBox", " ".join(f"{value:.5f}".rstrip("0").rstrip(".") for value in parts))
    for name in ("width", "height", "x", "y", "preserveAspectRatio"):
        root.attrib.pop(name, None)
    return bytes(tostring(root, encoding="utf-8")), ratio_of(Decimal(wide), Decimal(tall))
