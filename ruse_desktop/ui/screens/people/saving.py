"""Keeping a spreadsheet made here where a person says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.files import ask_save, write_file

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ruse_desktop.ui.screens.base import ScreenContext


def save_made(parent: QWidget, context: ScreenContext, content: bytes, name: str) -> None:
    """Ask where and write it; what goes wrong is told."""
    kinds = _("Таблица (*.xlsx)")
    target = ask_save(parent, _("Запази таблицата"), f"{name}.xlsx", kinds)
    if target is None:
        return
    try:
        write_file(target, content)
    except UserError as error:
        context.problem(error)
    else:
        context.notify(_("Записано: {name}").format(name=target.name))
