"""Pages for the municipality's site besides lists: a text with its tables, the first page of a folder."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ruse_desktop.domain.papers import Grid, Group, Look, Text
from ruse_desktop.exchange.web_list import CLOSED, STYLE
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from ruse_desktop.domain.papers import Block, Paper


def page(paper: Paper, municipality: str, day: date) -> bytes:
    """A paper as one accessible page: headings, paragraphs, tables; no scripts, nothing from elsewhere."""
    title = " ".join((paper.title.capitalize(), *paper.under))
    body = [f"<h1>{escape(title)}</h1>", f"<p>{escape(_said(municipality, day))}</p>", "<main>"]
    last = title
    for block in _flat(paper.blocks):
        if isinstance(block, Text) and block.look in {Look.LABEL, Look.PART, Look.CENTRE}:
            last = block.text
            body.append(f"<h2>{escape(block.text)}</h2>")
        elif isinstance(block, Text):
            body.append(f"<p>{escape(block.text)}{escape(block.strong)}</p>")
        elif isinstance(block, Grid):
            body += _table(block, last)
    return _whole(f"{municipality}: {title}", [*body, "</main>"])


def text(paper: Paper) -> bytes:
    """The same for a site that makes its own pages: a paragraph a line; UTF-8 with a mark."""
    lines: list[str] = [paper.title, *paper.under, ""]
    for block in _flat(paper.blocks):
        if isinstance(block, Text):
            lines.append(f"{block.text}{block.strong}")
        elif isinstance(block, Grid):
            lines += [" · ".join(cell for cell in row if cell) for row in block.rows]
    return "\r\n".join([*lines, ""]).encode("utf-8-sig")


def index(links: Sequence[tuple[str, str]], municipality: str, day: date) -> bytes:
    """The first page of the folder: (what it is, the file's name)."""
    title = _("Файлове за сайта")
    items = [f'<li><a href="{escape(name)}">{escape(said)}</a></li>' for said, name in links]
    return _whole(
        f"{municipality}: {title}",
        [
            f"<h1>{escape(title)}</h1>", f"<p>{escape(_said(municipality, day))}</p>", "<main>",
            "<ul>", *items, "</ul>", "</main>",
        ],
    )  # fmt: skip


def _flat(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Group):
            yield from block.blocks
        else:
            yield block


def _table(grid: Grid, caption: str) -> list[str]:
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in grid.head)
    rows = [
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in grid.rows
    ]
    return [
        "<table>", f"<caption>{escape(caption)}</caption>", f"<thead><tr>{heads}</tr></thead>",
        "<tbody>", *rows, "</tbody>", "</table>",
    ]  # fmt: skip


def _said(municipality: str, day: date) -> str:
    return _("{municipality}, към {day}").format(municipality=municipality, day=date_short(day))


def _whole(title: str, body: Sequence[str]) -> bytes:
    return "\n".join((
        "<!DOCTYPE html>", '<html lang="bg">', "<head>", '<meta charset="utf-8">', CLOSED,
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>", f"<style>{STYLE}</style>", "</head>", "<body>",
        *body, "</body>", "</html>", "",
    )).encode()  # fmt: skip
