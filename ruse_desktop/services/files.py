"""Writing files for people: whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _


def write_file(folder: Path, name: str, data: bytes) -> Path:
    """Write the whole file or nothing; the folder is made. Raises UserError."""
    target = folder / name
    part = target.with_name(f"{target.name}.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as problem:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise UserError(
            _("Файлът „{path}“ не се записа.").format(path=target),
            _("Проверете папката, мястото на диска и дали файлът не е отворен."),
            code="cannot-write",
        ) from problem
    return target
