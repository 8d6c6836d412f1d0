"""The list for the site as files: accessible static HTML, CSV and JSON, the same bytes every time."""

from __future__ import annotations

import csv
import io
import json
from html import escape
from typing import TYPE_CHECKING

from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruse_desktop.domain.web_list import WebLine, WebList

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
CLOSED = (
    '<meta http-equiv="Content-Security-Policy"'
    " content=\"default-src 'none'; style-src 'unsafe-inline'\">"
)
"""Nothing on the page may load, run or send anything, whatever stood in a name."""
STYLE = """
body{font:1rem/1.5 sans-serif;color:#111;background:#fff;max-width:60rem;margin:0 auto;padding:1rem}
a{color:#0b3d80}
a:focus-visible{outline:3px solid #0b3d80;outline-offset:2px}
.skip{position:absolute;left:-999rem}
.skip:focus{position:static}
table{border-collapse:collapse;width:100%;margin:0 0 2rem}
caption{text-align:left;font-weight:bold;padding:.5rem 0}
th,td{border-bottom:1px solid #767676;padding:.3rem .6rem .3rem 0;text-align:left;vertical-align:top}
@media print{
nav,.skip{display:none}
body{max-width:none;padding:0;font-size:10pt}
thead{display:table-header-group}
tr{break-inside:avoid}
h2{break-after:avoid}
}
"""


def html(made: WebList) -> bytes:
    """One page without scripts, pictures or addresses of other sites; UTF-8."""
    title = _("Носители на отличия на {municipality}").format(municipality=made.municipality)
    parts = [
        "<!DOCTYPE html>",
        '<html lang="bg">',
        "<head>",
        '<meta charset="utf-8">',
        CLOSED,
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>",
        f"<style>{STYLE}</style>",
        "</head>",
        "<body>",
        f'<a class="skip" href="#spisak">{escape(_("Към списъка"))}</a>',
        "<header>",
        f"<h1>{escape(title)}</h1>",
        f"<p>{escape(_('Към {day}').format(day=date_short(made.drawn_on)))}</p>",
        "</header>",
    ]
    sections = made.sections
    if len(sections) > 1:
        parts.append(f'<nav aria-label="{escape(_("Отличия"))}">')
        parts.append("<ul>")
        for n, (award, _lines) in enumerate(sections, 1):
            parts.append(f'<li><a href="#o{n}">{escape(award)}</a></li>')
        parts += ["</ul>", "</nav>"]
    parts.append('<main id="spisak">')
    for n, (award, lines) in enumerate(sections, 1):
        parts += _section(n, award, lines)
    if not sections:
        parts.append(f"<p>{escape(_('Още няма обявени носители.'))}</p>")
    parts += ["</main>", "</body>", "</html>", ""]
    return "\n".join(parts).encode()


def _section(number: int, award: str, lines: Sequence[WebLine]) -> list[str]:
    """A heading and a table of one award; without a column of sections where it has none."""
    sections = any(line.section for line in lines)
    heads = [_("Година"), _("Носител"), *([_("Раздел")] if sections else [])]
    caption = _("{award}: носители по години").format(award=award)
    parts = [
        f'<section aria-labelledby="o{number}">',
        f'<h2 id="o{number}">{escape(award)}</h2>',
        "<table>",
        f"<caption>{escape(caption)}</caption>",
        "<thead>",
        "<tr>" + "".join(f'<th scope="col">{escape(head)}</th>' for head in heads) + "</tr>",
        "</thead>",
        "<tbody>",
    ]
    for line in lines:
        cells = [f"<td>{line.year}</td>", f'<th scope="row">{escape(line.name)}</th>']
        if sections:
            cells.append(f"<td>{escape(line.section)}</td>")
        parts.append(f"<tr>{''.join(cells)}</tr>")
    return [*parts, "</tbody>", "</table>", "</section>"]


def csv_table(made: WebList) -> bytes:
    """A table for spreadsheets: UTF-8 with a mark, „;“ between fields; no formula can start a cell."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow((_("Отличие"), _("Година"), _("Носител"), _("Раздел")))
    for line in made.lines:
        writer.writerow((safe(line.award), line.year, safe(line.name), safe(line.section)))
    return out.getvalue().encode("utf-8-sig")


def json_list(made: WebList) -> bytes:
    """The same for programs: {"municipality", "date", "laureates": [award, year, name, section]}."""
    data = {
        "municipality": made.municipality,
        "date": made.drawn_on.isoformat(),
        "laureates": [
            {"award": one.award, "year": one.year, "name": one.name, "section": one.section}
            for one in made.lines
        ],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
