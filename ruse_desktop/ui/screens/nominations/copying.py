"""Copying an attached file out without its hidden data: author, place and time of a picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.files import ask_save

if TYPE_CHECKING:
    from ruse_desktop.domain.nominations import AttachmentView
    from ruse_desktop.ui.screens.base import ScreenContext

CLEANED = frozenset({".pdf", ".jpg", ".jpeg", ".png"})


def can_be_bare(file: AttachmentView) -> bool:
    """Whether hidden data can be taken out of a file of this kind."""
    return Path(file.name).suffix.casefold() in CLEANED


def copy_out(parent: QWidget, context: ScreenContext, file: AttachmentView) -> None:
    """Ask where to and write the copy there."""
    target = ask_save(parent, _("Копие без скрити данни"), file.name, _("Всички файлове (*)"))
    if target is not None:
        copy_to(parent, context, file, target)


def copy_to(parent: QWidget, context: ScreenContext, file: AttachmentView, target: Path) -> None:
    """`copy_out` without asking."""
    context.tasks.read(
        lambda s: s.attachments.copy_out(file.id, target, bare=True),
        lambda made: context.notify(_("Записано без скрити данни: {name}").format(name=made.name)),
        owner=parent,
    )
