"""The papers of a violation in the window: the report to print or edit, the whole file as one PDF."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit import once
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.sessions.change_paper import DraftDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ruse_desktop.domain.papers import PaperSet
    from ruse_desktop.domain.violations import Violation
    from ruse_desktop.services.violation_papers import CaseParts
    from ruse_desktop.ui.screens.base import ScreenContext


def show_report(
    owner: QWidget, context: ScreenContext, found: Violation, refuse: Callable[[Exception], object]
) -> None:
    """The report to the units that draw acts."""
    number, tasks = found.id, context.tasks
    end = once.begin(owner, "report")
    if end is None:
        return

    def draw(papers: PaperSet) -> None:
        def render() -> bytes:
            from ruse_desktop.documents.papers import render as draw_papers

            return draw_papers(papers)

        tasks.compute(render, partial(pages, papers), refuse, owner=owner)

    def pages(papers: PaperSet, pdf: bytes) -> None:
        dialog = DraftDialog(owner, context, pdf, papers)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    tasks.read(lambda s: s.violation_papers.report(number), draw, refuse, owner=owner, settled=end)


def show_case(
    owner: QWidget, context: ScreenContext, found: Violation, refuse: Callable[[Exception], object]
) -> None:
    """The cover and every piece of evidence; drawn beside the database's thread."""
    title = _("Преписка {no}").format(no=found.number_text)
    name = f"prepiska-n-{found.number}-{found.year}.pdf"
    number, tasks = found.id, context.tasks
    end = once.begin(owner, "case")
    if end is None:
        return
    context.status(_("Изготвя се „{title}“…").format(title=title))

    def draw(parts: CaseParts) -> None:
        def render() -> bytes:
            from ruse_desktop.documents.violations import case_file

            return case_file(parts.cover, parts.pieces, parts.number)

        tasks.compute(render, show, refuse, owner=owner)

    def show(pdf: bytes) -> None:
        PdfDialog(owner, pdf, title, name).open()

    tasks.read(lambda s: s.violation_papers.parts(number), draw, refuse, owner=owner, settled=end)
