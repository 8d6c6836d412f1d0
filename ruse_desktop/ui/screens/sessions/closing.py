"""Closing a session, wholly or with sections left for the next one, and showing its minutes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt

from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import button
from ruse_desktop.ui.kit.dialogs import confirm
from ruse_desktop.ui.kit.files import ask_save, write_file
from ruse_desktop.ui.kit.once import begin
from ruse_desktop.ui.kit.pdf import PdfDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ruse_desktop.domain.sessions import SessionView
    from ruse_desktop.ui.kit.basics import MessageBar
    from ruse_desktop.ui.screens.base import ScreenContext

    class Place(Protocol):
        """A screen that can say how it went."""

        context: ScreenContext
        message: MessageBar


def close_session(owner: QWidget, place: Place, view: SessionView) -> None:
    """Close the session for ever and show its minutes; what is not settled waits for the next."""
    left = [slot.name for slot in view.slots if not slot.done and not slot.awards]
    text = _("След приключването протоколът и гласуванията не се променят.")
    do = _("Приключи заседанието")
    if left:
        said = _("Остават за следващо заседание: {slots}.").format(slots="; ".join(left))
        text, do = f"{said} {text}", _("Приключи и остави останалото")
    if not confirm(owner, _("Приключване на заседанието"), text, do):
        return
    place.context.tasks.write(
        lambda s: s.sessions.close(view.id, actor=s.actor, adjourn=bool(left)),
        lambda _view: show_minutes(owner, place, view.id, view.typed.protocol_no),
        place.message.refuse,
        owner=owner,
    )


class MinutesDialog(PdfDialog):
    """The pages of the minutes; they are saved as DOCX too, to be edited before they are signed."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, pdf: bytes, session_id: int, number: str
    ) -> None:
        self._stem = re.sub(r"[^\w.-]+", "-", f"protokol-{number}")
        super().__init__(parent, pdf, _("Протокол № {no}").format(no=number), f"{self._stem}.pdf")
        self._context, self._session_id = context, session_id
        self.more.addWidget(button(_("Запази DOCX…"), self.save_docx, icon_name="download"))

    def save_docx(self) -> None:
        """Save the same content for a word processor."""
        target = ask_save(self, _("Запази DOCX"), f"{self._stem}.docx", "DOCX (*.docx)")
        if target is None:
            return
        key = self._session_id

        def write(content: bytes) -> None:
            try:
                write_file(target, content)
            except UserError as error:
                self.message.refuse(error)
                return
            self.message.tell(_("Записано: {file}").format(file=target.name), "met")

        self._context.tasks.read(
            lambda s: s.word_templates.write(s.papers.minutes(key)),
            write,
            self.message.refuse,
            owner=self,
        )


def show_minutes(owner: QWidget, place: Place, session_id: int, number: str) -> None:
    """The minutes of a session as they would be printed now."""
    end = begin(owner, "minutes")
    if end is None:
        return

    def show(pdf: bytes) -> None:
        dialog = MinutesDialog(owner, place.context, pdf, session_id, number)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    place.context.tasks.read(
        lambda s: s.sessions.minutes_pdf(session_id),
        show,
        place.message.refuse,
        owner=owner,
        settled=end,
    )
