"""Asking for a file: where to save, what to open; the last folder is where one begins."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.file_names import shown_name
from ruse_desktop.kernel.i18n import _

_last: list[Path] = []
_SUFFIX = re.compile(r"\*(\.\w+)")


def ask_save(parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Where to save `name`, None when the person gave up.

    A suffix that is left out is that of the chosen one of `kinds`; so is one of another kind.
    """
    chosen, kind = QFileDialog.getSaveFileName(
        parent, title, str(_folder() / shown_name(name, Path(name).suffix, 120)), kinds
    )
    if not chosen:
        return None
    target = Path(chosen)
    own, known = _SUFFIX.findall(kind), _SUFFIX.findall(kinds)
    if not target.suffix or (own and target.suffix not in own and target.suffix in known):
        target = target.with_suffix(own[0] if own else Path(name).suffix)
    _last[:] = [target.parent]
    return target


def ask_open(parent: QWidget, title: str, kinds: str) -> Path | None:
    """Which file to open; None when the person gave up."""
    chosen, _kind = QFileDialog.getOpenFileName(parent, title, str(_folder()), kinds)
    if not chosen:
        return None
    _last[:] = [Path(chosen).parent]
    return Path(chosen)


def write_file(target: Path, content: bytes) -> None:
    """Write a file where the person wants it. Raises UserError."""
    try:
        target.write_bytes(content)
    except OSError as error:
        raise UserError(
            _("Файлът не е записан: {error}").format(error=error.strerror or error),
            _("Изберете друга папка."),
        ) from error


def _folder() -> Path:
    """The folder used last in this session, else the person's documents."""
    if _last and _last[0].is_dir():
        return _last[0]
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
