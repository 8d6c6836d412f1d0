"""Reading the sign of a diploma out of a photo or a page; bounded against files made to harm."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING, Any

from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_BYTES = 40_000_000
MOST_PIXELS = 60_000_000
_LONGEST = 30_000
_FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "WEBP")
_BROKEN = (OSError, SyntaxError, ValueError, LookupError, TypeError, ArithmeticError, struct.error)
_SIDES = (1600, 3200)
"""Longest sides in pixels at which a picture is looked at: a scan has too many, a part too few."""


def signs(content: bytes) -> tuple[str, ...]:
    """The texts of the QR signs in a PNG, JPEG, TIFF, BMP or WebP picture.

    Raises UserError for what is no picture, and for one too large to be opened.
    """
    from PIL import Image

    if len(content) > MOST_BYTES:
        raise _too_large()
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
            wide, tall = picture.size
            if wide * tall > MOST_PIXELS or max(wide, tall) > _LONGEST:
                raise _too_large()
            grey = picture.convert("L")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large() from None
    except _BROKEN as error:
        raise UserError(
            _("Файлът не е снимка, която програмата чете."),
            _("Дайте снимка JPG или PNG, или сканиран PDF."),
            code="not-a-picture",
        ) from error
    return _read(grey)


def signs_of_pixels(width: int, height: int, bgra: bytes) -> tuple[str, ...]:
    """The texts of the QR signs in a rendered page, rows of BGRA bytes without padding."""
    from PIL import Image

    return _read(Image.frombytes("RGBA", (width, height), bgra, "raw", "BGRA").convert("L"))


def _read(grey: Any) -> tuple[str, ...]:
    import zxingcpp

    for picture in _sizes(grey):
        found = zxingcpp.read_barcodes(
            picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
        )
        texts = tuple(dict.fromkeys(one.text for one in found if one.text))
        if texts:
            return texts
    return ()


def _sizes(grey: Any) -> Iterable[Any]:
    """The picture as it is, then larger or smaller: a small sign needs more pixels a module."""
    yield grey
    longest = max(grey.size)
    for side in _SIDES:
        if longest != side:
            scale = side / longest
            yield grey.resize(tuple(max(1, round(one * scale)) for one in grey.size))


def _too_large() -> UserError:
    return UserError(
        _("Снимката е твърде голяма."),
        _("Намалете я до 60 мегапиксела и 40 MB и опитайте отново."),
        code="too-large",
    )
