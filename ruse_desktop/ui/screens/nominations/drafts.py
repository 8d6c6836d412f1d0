"""Throwing a draft away, with one step that brings it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ruse_desktop.domain.nominations import NominationDetail, NominationInput, State
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from ruse_desktop.ui.kit.basics import MessageBar
    from ruse_desktop.ui.screens.base import ScreenContext


class Drafts(QObject):
    """`restored` carries the id of a draft that came back."""

    restored = Signal(int)

    def __init__(self, parent: QObject, context: ScreenContext, message: MessageBar) -> None:
        super().__init__(parent)
        self._context = context
        self._message = message
        self._deleted: NominationInput | None = None

    def delete(self, detail: NominationDetail | None) -> None:
        """Throw the draft away."""
        if detail is None or detail.row.state is not State.DRAFT:
            self._message.tell(_("Изтрива се само чернова; заведено предложение се оттегля."))
            return
        number = detail.row.id
        self._context.tasks.write(
            lambda s: s.nominations.delete_draft(number, actor=s.actor),
            self._gone,
            self._message.refuse,
            owner=self,
        )

    def _gone(self, typed: NominationInput) -> None:
        self._deleted = typed
        self._message.tell(_("Черновата е изтрита."), action=(_("Върни я"), self.undo))

    def undo(self) -> bool:
        """Bring the last deleted draft back; whether there was one."""
        typed, self._deleted = self._deleted, None
        if typed is None:
            return False
        self._message.hide()
        self._context.tasks.write(
            lambda s: s.nominations.save_draft(typed, actor=s.actor),
            self.restored.emit,
            self._message.refuse,
            owner=self,
        )
        return True
