"""The papers of City Day in the window: pages to print, a DOCX to edit, the plan as a spreadsheet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit import once
from ruse_desktop.ui.kit.files import ask_save, write_file
from ruse_desktop.ui.screens.sessions.change_paper import DraftDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ruse_desktop.domain.papers import PaperSet
    from ruse_desktop.domain.registers import RegisterSheet
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext


def show_paper(
    owner: QWidget,
    context: ScreenContext,
    read: Callable[[Services], PaperSet],
    refuse: Callable[[Exception], object],
) -> None:
    """Compose a paper, draw it beside the database's thread and show its pages."""
    end = once.begin(owner, "paper")
    if end is None:
        return

    def draw(papers: PaperSet) -> None:
        def render() -> bytes:
            from ruse_desktop.documents.papers import render as draw_papers

            return draw_papers(papers)

        context.tasks.compute(render, partial(pages, papers), refuse, owner=owner)

    def pages(papers: PaperSet, pdf: bytes) -> None:
        dialog = DraftDialog(owner, context, pdf, papers)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    context.tasks.read(read, draw, refuse, owner=owner, settled=end)


def save_plan(
    owner: QWidget, context: ScreenContext, year: int, refuse: Callable[[Exception], object]
) -> None:
    """Keep plan and actual as a spreadsheet."""
    end = once.begin(owner, "table")
    if end is None:
        return

    def draw(sheet: RegisterSheet) -> None:
        def render() -> bytes:
            from ruse_desktop.exchange import registers

            return registers.workbook(sheet)

        context.tasks.compute(render, partial(save, sheet), refuse, owner=owner)

    def save(sheet: RegisterSheet, content: bytes) -> None:
        name = f"{sheet.file_name}.xlsx"
        target = ask_save(owner, _("Запази таблицата"), name, _("Таблица (*.xlsx)"))
        if target is None:
            return
        try:
            write_file(target, content)
        except UserError as error:
            context.problem(error)
        else:
            context.notify(_("Записано: {name}").format(name=target.name))

    context.tasks.read(
        lambda s: s.city_day_papers.sheet(year), draw, refuse, owner=owner, settled=end
    )
