"""Any register as a spreadsheet: days as days, numbers as numbers, texts always as texts."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import visible

if TYPE_CHECKING:
    from ruse_desktop.domain.registers import RegisterSheet

_PAGE = 130  # the characters that a page of A4 landscape is taken to have
_MOST = 32_767  # the characters a cell of a spreadsheet holds
_HEAD = 4  # the row of the headings, counted from 0


def workbook(sheet: RegisterSheet) -> bytes:
    """The register as XLSX: one sheet with a filter over its headings, ready to print."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": sheet.title, "author": sheet.municipality})
    bold = book.add_format({"bold": True})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd.mm.yyyy", "valign": "top"})
    money = book.add_format({"num_format": "#,##0.00", "valign": "top"})
    page = book.add_worksheet(_("Регистър"))
    page.write_string(0, 0, sheet.municipality, bold)
    page.write_string(1, 0, _plain(sheet.title), bold)
    drawn = _("към {day}").format(day=date_short(sheet.drawn_on))
    asked = "; ".join(part for part in (sheet.subtitle, sheet.asked, drawn) if part)
    page.write_string(2, 0, _plain(asked))
    for column, (title, share) in enumerate(zip(sheet.heads, sheet.widths, strict=True)):
        page.set_column(column, column, max(6, round(share * _PAGE)))
        page.write_string(_HEAD, column, title, head)
    for row, line in enumerate(sheet.lines, _HEAD + 1):
        for column, value in enumerate(line):
            if isinstance(value, date):
                page.write_datetime(row, column, value, day)
            elif isinstance(value, Decimal):
                page.write_number(row, column, float(value), money)
            elif isinstance(value, int):
                page.write_number(row, column, value, text)
            else:
                page.write_string(row, column, _plain(value), text)
    last = _HEAD + len(sheet.lines)
    page.autofilter(_HEAD, 0, max(last, _HEAD + 1), len(sheet.heads) - 1)
    page.freeze_panes(_HEAD + 1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(_HEAD)
    page.set_footer("&R&P / &N")
    book.close()
    return out.getvalue()


def _plain(text: str) -> str:
    return visible(text).replace("\u00a0", " ")[:_MOST]
