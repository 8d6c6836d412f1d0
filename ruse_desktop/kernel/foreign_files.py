"""Files of others, read whole only when they are not too large."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

MOST = 20_000_000


def read(source: Path, most: int = MOST) -> bytes:
    """The bytes of a file. Raises UserError when it is empty, above `most`, missing or closed to us."""
    try:
        with source.open("rb") as file:
            content = file.read(most + 1)
    except (OSError, ValueError) as error:
        raise UserError(
            _("Файлът „{name}“ не може да се прочете: {error}").format(
                name=source.name, error=getattr(error, "strerror", "") or error
            ),
            _("Проверете дали още е там и опитайте отново."),
            code="unreadable-file",
        ) from error
    if not 0 < len(content) <= most:
        raise UserError(
            _("Файлът „{name}“ е празен или над {n} MB.").format(
                name=source.name, n=most // 1_000_000
            ),
            _("Намалете го и опитайте отново."),
            code="too-big",
        )
    return content
