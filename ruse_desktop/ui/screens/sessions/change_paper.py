"""The draft of a changing order in the window: pages to print, a DOCX to edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import button
from ruse_desktop.ui.kit.files import ask_save, write_file
from ruse_desktop.ui.kit.pdf import PdfDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ruse_desktop.domain.commissions import ChangeInput
    from ruse_desktop.domain.papers import PaperSet
    from ruse_desktop.ui.screens.base import ScreenContext


class DraftDialog(PdfDialog):
    """The pages of a draft; the same content is saved as DOCX."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, pdf: bytes, papers: PaperSet
    ) -> None:
        super().__init__(parent, pdf, papers.title, f"{papers.file_name}.pdf")
        self._context, self._papers = context, papers
        self.more.addWidget(button(_("Запази DOCX…"), self.save_docx, icon_name="download"))

    def save_docx(self) -> None:
        """Save the same content for a word processor."""
        papers = self._papers
        name = f"{papers.file_name}.docx"
        target = ask_save(self, _("Запази DOCX"), name, "DOCX (*.docx)")
        if target is None:
            return

        def write(content: bytes) -> None:
            try:
                write_file(target, content)
            except UserError as error:
                self.message.refuse(error)
                return
            self.message.tell(_("Записано: {file}").format(file=target.name), "met")

        self._context.tasks.read(
            lambda s: s.word_templates.write(papers), write, self.message.refuse, owner=self
        )


def show_draft(
    owner: QWidget,
    context: ScreenContext,
    commission_id: int,
    typed: ChangeInput,
    refuse: Callable[[Exception], object],
) -> None:
    """Compose the order of a change that is being typed and show its pages."""

    def show(papers: PaperSet) -> None:
        def render() -> bytes:
            from ruse_desktop.documents.papers import render as draw

            return draw(papers)

        def pages(pdf: bytes) -> None:
            dialog = DraftDialog(owner, context, pdf, papers)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

        context.tasks.compute(render, pages, refuse, owner=owner)

    context.tasks.read(
        lambda s: s.papers.change_draft(commission_id, typed), show, refuse, owner=owner
    )
