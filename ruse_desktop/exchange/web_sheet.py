"""A list for the municipality's site as files: accessible static HTML, plain text, CSV."""

from __future__ import annotations

import csv
import io
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from ruse_desktop.exchange.web_list import CLOSED, STYLE, safe
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from ruse_desktop.domain.registers import Cell, RegisterSheet


def html(sheet: RegisterSheet) -> bytes:
    """One page without scripts, pictures or addresses of other sites; UTF-8."""
    title = f"{sheet.municipality}: {sheet.title}" if sheet.municipality else sheet.title
    day = _("Към {day}").format(day=date_short(sheet.drawn_on))
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in sheet.heads)
    rows = [f"<tr>{''.join(_cell(one) for one in line)}</tr>" for line in sheet.lines]
    return "\n".join((
        "<!DOCTYPE html>", '<html lang="bg">', "<head>", '<meta charset="utf-8">', CLOSED,
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>", f"<style>{STYLE}</style>", "</head>", "<body>",
        f"<h1>{escape(title)}</h1>", f"<p>{escape(day)}</p>", "<main>", "<table>",
        f"<caption>{escape(sheet.count)}</caption>", f"<thead><tr>{heads}</tr></thead>",
        "<tbody>", *rows, "</tbody>", "</table>", "</main>", "</body>", "</html>", "",
    )).encode()  # fmt: skip


def text(sheet: RegisterSheet) -> bytes:
    """A paragraph a line, for an e-mail or a site that makes its own pages; UTF-8 with a mark."""
    day = _("Към {day}").format(day=date_short(sheet.drawn_on))
    lines = [" · ".join(word for one in line if (word := _flat(one))) for line in sheet.lines]
    head = [sheet.municipality, sheet.title, day, ""]
    return "\r\n".join([*head, *lines, "", sheet.count, ""]).encode("utf-8-sig")


def csv_table(sheet: RegisterSheet) -> bytes:
    """A table for programs and spreadsheets; no formula can start a cell."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(sheet.heads)
    for line in sheet.lines:
        writer.writerow([safe(_word(one)) for one in line])
    return out.getvalue().encode("utf-8-sig")


WRITERS: dict[str, Callable[[RegisterSheet], bytes]] = {
    ".html": html, ".txt": text, ".csv": csv_table,
}  # fmt: skip


def _word(value: Cell) -> str:
    return date_short(value) if isinstance(value, date) else str(value)


def _flat(value: Cell) -> str:
    return _word(value).replace("\n", " – ")


def _cell(value: Cell) -> str:
    if isinstance(value, date):
        return f'<td><time datetime="{value.isoformat()}">{date_short(value)}</time></td>'
    return f"<td>{escape(str(value)).replace(chr(10), '<br>')}</td>"
