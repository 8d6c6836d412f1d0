"""Photos of others that go on a page: whether it is one, how large it may be, nothing unseen in it."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING, Any

from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable

SUFFIXES = (".jpg", ".jpeg", ".png")
MOST_PIXELS = 40_000_000
_FORMATS = ("JPEG", "PNG")
_SCANS = (*_FORMATS, "TIFF")
BROKEN = (OSError, SyntaxError, ValueError, LookupError, TypeError, ArithmeticError, struct.error)
"""What reading a broken picture raises."""
_SIDE = 3000
_QUALITY = 90


def size(content: bytes) -> tuple[int, int]:
    """Width and height in pixels; the whole picture is read once.

    Raises UserError for what is no JPEG or PNG, is broken or larger than `MOST_PIXELS`.
    """

    def measured(picture: Any) -> tuple[int, int]:
        picture.load()
        wide, tall = picture.size
        return int(wide), int(tall)

    found: tuple[int, int] = _opened(content, measured)
    return found


def printable(content: bytes, side: int = _SIDE) -> tuple[bytes, int, int]:
    """The photo anew as JPEG, its width and height: upright, on white, its longer side bounded.

    What a camera or a phone wrote beside it (place, owner, a small earlier picture) stays out.
    A scan may be TIFF too: its first page. Raises UserError as `size`.
    """
    from PIL import Image, ImageOps

    def drawn(picture: Any) -> Any:
        picture.draft("RGB", (side, side))
        turned: Any = ImageOps.exif_transpose(picture)
        if turned.mode in {"RGBA", "LA", "PA"} or "transparency" in turned.info:
            turned = turned.convert("RGBA")
            white = Image.new("RGB", turned.size, (255, 255, 255))
            white.paste(turned, mask=turned.getchannel("A"))
            turned = white
        made = turned.convert("RGB")
        made.thumbnail((side, side))
        return made

    made = _opened(content, drawn, _SCANS)
    made.info.clear()
    out = io.BytesIO()
    made.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue(), int(made.width), int(made.height)


def without_hidden(content: bytes) -> bytes:
    """The JPEG or PNG anew in its own format and size, upright, with nothing but the picture.

    Raises UserError as `size`.
    """
    from PIL import Image, ImageOps

    def drawn(picture: Any) -> bytes:
        kind = picture.format
        turned: Any = ImageOps.exif_transpose(picture)
        if "transparency" in turned.info:
            turned = turned.convert("RGBA")
        made = Image.new(turned.mode, turned.size)
        if turned.mode == "P":
            made.putpalette(turned.getpalette())
        made.paste(turned)
        out = io.BytesIO()
        made.save(out, kind, **({"quality": _QUALITY} if kind == "JPEG" else {}))
        return out.getvalue()

    return bytes(_opened(content, drawn))


def _opened(content: bytes, use: Callable[[Any], Any], formats: tuple[str, ...] = _FORMATS) -> Any:
    """What `use` makes of the picture, which is closed after it. Raises UserError."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content), formats=formats) as picture:
            wide, tall = picture.size
            if wide * tall > MOST_PIXELS:
                raise _too_large(wide, tall)
            return use(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large() from error
    except BROKEN as error:
        raise UserError(
            _("Файлът не е снимка или е повреден."),
            _("Запазете снимката отново като JPG или PNG."),
            code="picture-damaged",
        ) from error


def _too_large(wide: int = 0, tall: int = 0) -> UserError:
    return UserError(
        _("Снимката е {wide} × {tall} точки.").format(wide=wide, tall=tall)
        if wide
        else _("Снимката е твърде голяма."),
        _("Намалете я до 40 милиона точки."),
        code="picture-large",
    )
