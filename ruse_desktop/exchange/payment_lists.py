"""A list for accounting as a spreadsheet: sums as numbers, totals as formulas, words beside them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from ruse_desktop.domain.money import SIGNS, amount_says, cents_of
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from ruse_desktop.domain.payments import PaymentListView

_WIDTHS = (5, 34, 26, 40, 48, 14, 10)
_FIRST = 5  # the row of the headings, counted from 0
_SUM = 5  # the column of the sums


def workbook(view: PaymentListView, municipality: str = "") -> bytes:
    """The list as XLSX: one sheet, ready to print, one row for each line, a total per currency.

    Texts are always written as texts, so that no name becomes a formula.
    """
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    label = _("Списък {label} г.").format(label=view.label)
    book.set_properties({"title": label, "author": municipality, "comments": view.title})
    sheet = book.add_worksheet(_("Списък {n}").format(n=view.number))
    bold = book.add_format({"bold": True})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.write_string(0, 0, municipality, bold)
    sheet.write_string(1, 0, label.replace("\u00a0", " "), bold)
    sheet.write_string(2, 0, view.title.replace("\u00a0", " "))
    if view.struck_why:
        said = _("Списъкът е зачертан: {why}").format(why=view.struck_why)
        sheet.write_string(3, 0, said, bold)
    titles = (
        "№", _("Получател"), _("Награда"), _("За какво"), _("Основание"), _("Сума"), _("Валута"),
    )  # fmt: skip
    for column, (title, width) in enumerate(zip(titles, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(_FIRST, column, title, head)
    row = _FIRST
    for row, one in enumerate(view.lines, _FIRST + 1):
        sheet.write_number(row, 0, one.ordinal, text)
        for column, value in enumerate((one.recipient, one.award, one.what, one.ground), 1):
            sheet.write_string(row, column, value.replace("\u00a0", " "), text)
        sheet.write_number(row, _SUM, float(one.sum.amount), _money(book, one.sum.currency))
        sheet.write_string(row, _SUM + 1, one.sum.currency, text)
    _totals(book, sheet, view, row + 1, bold)
    sheet.freeze_panes(_FIRST + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_FIRST)
    sheet.set_footer(f"&L{label}&R&P / &N")
    book.close()
    return out.getvalue()


def _totals(book: Any, sheet: Any, view: PaymentListView, row: int, bold: Any) -> None:
    """A row per currency: the sum as a formula with its value, and in words."""
    last = row
    for number, (currency, total) in enumerate(view.totals.items()):
        here = row + number
        sheet.write_string(here, 1, _("Всичко"), bold)
        formula = f'=SUMIF(G{_FIRST + 2}:G{row},"{currency}",F{_FIRST + 2}:F{row})'
        sheet.write_formula(here, _SUM, formula, _money(book, currency, bold=True), float(total))
        sheet.write_string(here, _SUM + 1, currency, bold)
        said = amount_says(cents_of(total), currency).replace("\u00a0", " ")
        sheet.write_string(row + len(view.totals) + 1 + number, 1, said)
        last = row + len(view.totals) + 1 + number
    for n, name in enumerate((_("Изготвил"), _("Проверил"), _("Одобрил"))):
        sheet.write_string(last + 3 + 2 * n, 1, f"{name}: ……………………………………")


def _money(book: Any, currency: str, *, bold: bool = False) -> Any:
    sign = SIGNS.get(currency, currency)
    return book.add_format({"num_format": f'#,##0.00\\ "{sign}"', "bold": bold, "valign": "top"})
