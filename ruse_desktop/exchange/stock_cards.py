"""The stock as a spreadsheet: a sheet with all balances, one for each kind with its movements."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from ruse_desktop.domain.stock import SORT_NAMES, serial_text
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruse_desktop.domain.stock import StockCard

_WIDTHS = (48, 12, 12, 12, 40, 40)
_MOVE_WIDTHS = (12, 16, 8, 10, 24, 30, 48, 10, 22)


def workbook(cards: Sequence[StockCard]) -> bytes:
    """All cards as XLSX; texts are always written as texts, so that nothing becomes a formula."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    owner = cards[0].municipality if cards else ""
    book.set_properties({"title": _("Наличности"), "author": owner})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(_("Наличности"))
    titles = (_("Вид"), _("Нови"), _("Върнати"), _("Минимум"), _("Номера"), _("Проект"))
    _heads(sheet, titles, _WIDTHS, head)
    for row, card in enumerate(cards, 1):
        line = card.line
        _write(sheet, row, 0, line.kind.full_name, text)
        for column, n in enumerate((line.new, line.returned, line.kind.minimum), 1):
            sheet.write_number(row, column, n, text)
        _write(sheet, row, 4, serial_text(card.free), text)
        _write(sheet, row, 5, line.design.text if line.design else "", text)
    for n, card in enumerate(cards, 1):
        if card.moves:
            _moves(book, card, f"{n}", head, text)
    book.close()
    return out.getvalue()


def _moves(book: Any, card: StockCard, title: str, head: Any, text: Any) -> None:
    sheet = book.add_worksheet(title)
    day = book.add_format({"num_format": "dd.mm.yyyy", "valign": "top"})
    money = book.add_format({"num_format": '#,##0.00\\ "€"', "valign": "top"})
    titles = (
        _("Дата"), _("Движение"), _("Брой"), _("Остава"), _("Номера"), _("Документ"),
        _("Основание"), _("Цена"), _("Вписал"),
    )  # fmt: skip
    _heads(sheet, titles, _MOVE_WIDTHS, head)
    for row, one in enumerate(card.moves, 1):
        sheet.write_datetime(row, 0, one.on, day)
        _write(sheet, row, 1, _(SORT_NAMES[one.sort]), text)
        sheet.write_number(row, 2, one.quantity, text)
        sheet.write_number(row, 3, one.balance, text)
        _write(sheet, row, 4, one.serials_text, text)
        _write(sheet, row, 5, one.document, text)
        why = "; ".join(part for part in (one.ground, one.condition, one.reason) if part)
        _write(sheet, row, 6, why, text)
        if one.price is not None:
            sheet.write_number(row, 7, float(one.price), money)
        _write(sheet, row, 8, one.by, text)
    drawn = date_short(card.drawn_on) if card.drawn_on else ""
    name = card.line.kind.full_name.replace("\u00a0", " ")[:100].replace("&", "&&")
    sheet.set_header(f"&L{name}&R{drawn}")
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_paper(9)


def _heads(sheet: Any, titles: Sequence[str], widths: Sequence[int], style: Any) -> None:
    for column, (title, width) in enumerate(zip(titles, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, style)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)


def _write(sheet: Any, row: int, column: int, value: str, style: Any) -> None:
    sheet.write_string(row, column, value.replace("\u00a0", " "), style)
