"""Tables from other programs, read safely: spreadsheets and text files become one plain value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.exchange.cells import EMPTY, Cell, Limits, Table, cell
from ruse_desktop.exchange.delimited import long_cell, read_delimited
from ruse_desktop.exchange.spreadsheets import OLE_MAGIC, empty_table, read_spreadsheet
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import take_removed

if TYPE_CHECKING:
    from pathlib import Path

    from ruse_desktop.exchange.delimited import Grid

__all__ = ["Cell", "Limits", "Table", "cell", "read_table"]

_HEADER_SEARCH = 20
_OTHER_KINDS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"{\\rtf")


def read_table(path: Path, *, sheet: str | None = None, limits: Limits | None = None) -> Table:
    """Read .xlsx, .xls, .ods, .csv or .txt; the kind is told by the content, not by the name.

    Raises UserError (one sentence with advice) for everything that cannot be read as a table.
    """
    limits = limits or Limits()
    raw = _bytes(path, limits)
    take_removed()
    if raw.startswith((b"PK\x03\x04", b"PK\x05\x06", OLE_MAGIC)):
        grid = read_spreadsheet(path, raw, sheet, limits)
    elif raw.startswith(_OTHER_KINDS) or raw[:500].lstrip().lower().startswith(
        (b"<html", b"<!doc")
    ):
        raise UserError(
            _("„{name}“ не е таблица.").format(name=path.name),
            _("Изберете файл .xlsx, .xls, .ods или .csv."),
            code="wrong-file-type",
        )
    else:
        grid = read_delimited(path, raw, limits)
    return _table(path, grid, limits, take_removed())


def _bytes(path: Path, limits: Limits) -> bytes:
    try:
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise UserError(
                _("Файлът „{name}“ е над {limit} МБ и не се чете.").format(
                    name=path.name, limit=limits.file_bytes // 1024 // 1024
                ),
                _("Изберете само файла с таблицата."),
                code="too-big",
            )
        return path.read_bytes()
    except FileNotFoundError as problem:
        raise UserError(
            _("Файлът „{name}“ не е намерен.").format(name=path.name),
            _("Проверете името и папката."),
            code="no-file",
        ) from problem
    except OSError as problem:
        raise UserError(
            _("Файлът „{name}“ не може да се прочете.").format(name=path.name),
            _("Затворете го, ако е отворен в друга програма, и проверете правата за достъп."),
            code="unreadable-file",
        ) from problem


def _table(path: Path, grid: Grid, limits: Limits, removed: int) -> Table:
    if not grid.rows:
        raise empty_table(path, grid.sheet)
    for line, row in zip(grid.lines, grid.rows, strict=True):
        if any(len(one.text) > limits.signs for one in row):
            raise long_cell(path, line, limits)
    top = _header_row(grid.rows)
    header = grid.rows[top]
    width = max(len(header), *(len(row) for row in grid.rows[top:]))
    while width > 1 and all(len(r) < width or r[width - 1] is EMPTY for r in grid.rows[top:]):
        width -= 1
    names = _names([*header, *[EMPTY] * (width - len(header))][:width])
    rows = tuple(
        tuple([*row, *[EMPTY] * (width - len(row))][:width]) for row in grid.rows[top + 1 :]
    )
    notes = list(grid.notes)
    if removed:
        notes.append(
            ngettext(
                "{n} невидим или управляващ знак е премахнат от клетките.",
                "{n} невидими или управляващи знака са премахнати от клетките.",
                removed,
            ).format(n=removed)
        )
    if top:
        notes.append(
            ngettext(
                "{n} ред над заглавния е пропуснат.", "{n} реда над заглавния са пропуснати.", top
            ).format(n=top)
        )
    if not rows:
        raise UserError(
            _("В „{name}“ има само заглавен ред, без данни под него.").format(name=path.name),
            _("Изберете друг файл или лист."),
            code="empty-table",
        )
    return Table(
        header=names,
        rows=rows,
        lines=tuple(grid.lines[top + 1 :]),
        sheet=grid.sheet,
        encoding=grid.encoding,
        notes=tuple(notes),
        sheets=grid.sheets,
    )


def _header_row(rows: list[list[Cell]]) -> int:
    """The first line with texts in at least half as many cells as the widest of the first lines."""
    first = rows[:_HEADER_SEARCH]
    filled = [sum(isinstance(c.value, str) for c in row) for row in first]
    used = [sum(c is not EMPTY for c in row) for row in first]
    needed = max(1, (max(used) + 1) // 2)
    return next((place for place, count in enumerate(filled) if count >= needed), 0)


def _names(header: list[Cell]) -> tuple[str, ...]:
    """Column names, never empty and never twice the same („Колона 3“, „дата (2)“)."""
    names: list[str] = []
    for number, item in enumerate(header, 1):
        name = " ".join(item.text.split()) or _("Колона {n}").format(n=number)
        unique, again = name, 2
        while unique in names:
            unique = f"{name} ({again})"
            again += 1
        names.append(unique)
    return tuple(names)
