"""What proves a diploma: the key that signs it, and checking one that somebody brings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.screens.books.diploma_check import DiplomaCheckDialog
from ruse_desktop.ui.screens.books.diploma_key import open_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from ruse_desktop.ui.screens.base import ScreenContext
    from ruse_desktop.ui.screens.books.preview import DiplomaPane


class Proving:
    """Opens the dialogs from the menu of the tab."""

    def __init__(self, parent: QWidget, context: ScreenContext, preview: DiplomaPane) -> None:
        self._parent = parent
        self._context = context
        self._preview = preview

    def actions(self, scope: str) -> Sequence[Action]:
        """The actions of this part of the screen."""

        def is_open() -> bool:
            return self._context.tasks.is_open

        return (
            Action("books.check-diploma", _("Провери диплома…"), self.check, "qrcode",
                   "Ctrl+Shift+Q", "act", scope, is_open, group=2),
            Action("books.diploma-key", _("Ключ за дипломите…"), self.key, "key", "", "act",
                   scope, is_open, group=2),
        )  # fmt: skip

    def check(self) -> None:
        """Check a diploma somebody brings."""
        dialog = DiplomaCheckDialog(self._parent, self._context)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def key(self) -> None:
        """The key that signs."""
        open_key(self._parent, self._context, self._preview.refresh)
