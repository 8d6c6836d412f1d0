"""The calendar as pages and as a spreadsheet, of the days and the version asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.files import ask_save, write_file
from ruse_desktop.ui.kit.once import begin
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.protocol.calendar_print import CalendarPrintDialog, Wanted

if TYPE_CHECKING:
    from collections.abc import Callable

    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.protocol.calendar import CalendarSection


class CalendarPapers:
    """Asks what is wanted and makes it, of the kinds chosen in the calendar."""

    def __init__(self, section: CalendarSection) -> None:
        self._section = section

    def show_pdf(self) -> None:
        """Choose, then show it ready to print."""
        CalendarPrintDialog(self._section, self._show, drawn=True).open()

    def save_xlsx(self) -> None:
        """Choose, then keep the list as a spreadsheet."""
        CalendarPrintDialog(self._section, self._save, drawn=False).open()

    def _show(self, wanted: Wanted) -> None:
        kind = self._section.bar.kind

        def work(services: Services) -> tuple[str, bytes]:
            from ruse_desktop.documents import calendar, registers

            asked = (wanted.since, wanted.until, kind)
            if wanted.drawn:
                paper = services.calendar_lists.paper(*asked, internal=wanted.internal)
                return paper.title, calendar.render(paper)
            sheet = services.calendar_lists.sheet(*asked, internal=wanted.internal)
            return sheet.title, registers.render(sheet)

        def show(title: str, pdf: bytes) -> None:
            name = f"calendar-{wanted.since.isoformat()}.pdf"
            PdfDialog(self._section, pdf, title, name).open()

        self._make(work, show)

    def _save(self, wanted: Wanted) -> None:
        section, kind = self._section, self._section.bar.kind
        name = f"calendar-{wanted.since.isoformat()}.xlsx"
        target = ask_save(section, _("Запази таблицата"), name, kinds_of(internal=wanted.internal))
        if target is None:
            return

        def work(services: Services) -> tuple[str, bytes]:
            from ruse_desktop.exchange import registers, web_sheet

            sheet = services.calendar_lists.sheet(
                wanted.since, wanted.until, kind, internal=wanted.internal
            )
            writers = {} if wanted.internal else web_sheet.WRITERS
            content = writers.get(target.suffix.lower(), registers.workbook)(sheet)
            write_file(target, content)
            return target.name, content

        def done(written: str, _content: bytes) -> None:
            section.context.notify(_("Записано: {name}").format(name=written))

        self._make(work, done)

    def _make(
        self,
        work: Callable[[Services], tuple[str, bytes]],
        done: Callable[[str, bytes], object],
    ) -> None:
        section = self._section
        end = begin(section, "paper")
        if end is not None:
            section.context.tasks.read(
                work, lambda made: done(*made), section.message.refuse, owner=section, settled=end
            )


def kinds_of(*, internal: bool) -> str:
    """What the list may be kept as; only what is for everyone becomes a page of the site."""
    table = _("Таблица (*.xlsx)")
    if internal:
        return table
    site = (_("Страница за сайта (*.html)"), _("Текст (*.txt)"), _("Таблица CSV (*.csv)"))
    return ";;".join((table, *site))
