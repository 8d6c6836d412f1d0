"""A photo that goes on a page: whether it is one, how large it may be."""

from __future__ import annotations

import io

from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _

SUFFIXES = (".jpg", ".jpeg", ".png")
MOST_PIXELS = 40_000_000
_FORMATS = ("JPEG", "PNG")


def size(content: bytes) -> tuple[int, int]:
    """Width and height in pixels; the whole picture is read once.

    Raises UserError for what is no JPEG or PNG, is broken or larger than `MOST_PIXELS`.
    """
    from PIL import Image

    advice = _("Запазете снимката отново като JPG или PNG.")
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
            wide, tall = picture.size
            if wide * tall > MOST_PIXELS:
                raise UserError(
                    _("Снимката е {wide} × {tall} точки.").format(wide=wide, tall=tall),
                    _("Намалете я до 40 милиона точки."),
                )
            picture.load()
    except (OSError, SyntaxError, ValueError) as error:
        raise UserError(_("Файлът не е снимка или е повреден."), advice) from error
    return wide, tall
