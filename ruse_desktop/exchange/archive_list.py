"""The archive of an award edition as a spreadsheet."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from ruse_desktop.domain.archive import ARCHIVE_NAMES
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from ruse_desktop.domain.archive import ArchiveView

_WIDTHS = (16, 40, 10, 10, 18, 32, 12, 24, 40)


def workbook(view: ArchiveView, municipality: str = "") -> bytes:
    """The list as XLSX; texts are always written as texts, so that nothing becomes a formula."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": _("Архивен списък"), "author": municipality})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(_("Архив"))
    titles = (
        _("Вид"), _("Описание"), _("Броя"), _("Страници"), _("Място"), _("Съхранение"),
        _("Преглед"), _("Вписал"), _("Зачеркнато"),
    )  # fmt: skip
    for column, (title, width) in enumerate(zip(titles, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    for row, one in enumerate(view.items, 1):
        sheet.write_string(row, 0, _(ARCHIVE_NAMES[one.kind]), text)
        sheet.write_string(row, 1, one.title, text)
        sheet.write_number(row, 2, one.pieces, text)
        if one.pages:
            sheet.write_number(row, 3, one.pages, text)
        sheet.write_string(row, 4, one.place, text)
        sheet.write_string(row, 5, one.retention, text)
        if one.review:
            sheet.write_number(row, 6, one.review, text)
        sheet.write_string(row, 7, one.by, text)
        sheet.write_string(row, 8, one.struck_why, text)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_paper(9)
    book.close()
    return out.getvalue()
