"""What is in sight of the calendar as pages and as a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.files import ask_save, write_file
from ruse_desktop.ui.kit.once import begin
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.protocol.bar import spanned

if TYPE_CHECKING:
    from ruse_desktop.domain.registers import RegisterSheet
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.protocol.calendar import CalendarSection


class CalendarPapers:
    """The list of the days in sight, of the kinds asked."""

    def __init__(self, section: CalendarSection) -> None:
        self._section = section

    def show_pdf(self) -> None:
        """Show the list ready to print."""

        def render(sheet: RegisterSheet) -> bytes:
            from ruse_desktop.documents import registers

            return registers.render(sheet)

        def show(sheet: RegisterSheet, pdf: bytes) -> None:
            PdfDialog(self._section, pdf, sheet.title, f"{sheet.file_name}.pdf").open()

        self._make(render, show)

    def save_xlsx(self) -> None:
        """Keep the list as a spreadsheet."""

        def render(sheet: RegisterSheet) -> bytes:
            from ruse_desktop.exchange import registers

            return registers.workbook(sheet)

        def save(sheet: RegisterSheet, content: bytes) -> None:
            section, kinds = self._section, _("Таблица (*.xlsx)")
            name = f"{sheet.file_name}.xlsx"
            target = ask_save(section, _("Запази таблицата"), name, kinds)
            if target is None:
                return
            try:
                write_file(target, content)
            except UserError as error:
                section.context.problem(error)
            else:
                section.context.notify(_("Записано: {name}").format(name=target.name))

        self._make(render, save)

    def _make(
        self,
        render: Callable[[RegisterSheet], bytes],
        done: Callable[[RegisterSheet, bytes], object],
    ) -> None:
        section = self._section
        end = begin(section, "paper")
        if end is None:
            return
        span, kind = spanned(section.bar.view, section.days.day), section.bar.kind

        def work(services: Services) -> tuple[RegisterSheet, bytes]:
            sheet = services.calendar_lists.sheet(*span, kind)
            return sheet, render(sheet)

        section.context.tasks.read(
            work, lambda made: done(*made), section.message.refuse, owner=section, settled=end
        )
