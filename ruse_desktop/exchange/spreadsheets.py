"""Spreadsheets (.xlsx, .xls, .ods): a bounded look into the package, then its cells."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ruse_desktop.exchange import guard
from ruse_desktop.exchange.cells import EMPTY, cell
from ruse_desktop.exchange.delimited import Grid, check_size
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from python_calamine import CalamineSheet, CalamineWorkbook

    from ruse_desktop.exchange.cells import Cell, Limits

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_MERGED = 2_000
_Area = tuple[tuple[int, int], tuple[int, int]]
_CELL = re.compile(rb'<c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*?(/?)>')
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d+)"')


@dataclass
class _Look:
    """What the bounded look found: last used row and column, formulas, cells with errors."""

    rows: int = 0
    columns: int = 0
    formulas: int = 0
    errors: int = 0


def read_spreadsheet(path: Path, raw: bytes, sheet: str | None, limits: Limits) -> Grid:
    """The lines of one sheet: the one named, else the first visible one with cells.

    Raises UserError: password, damaged, bomb, another kind of file, too many rows, empty.
    """
    look = _look(path, limits) if raw.startswith(b"PK") else _look_ole(path, raw)
    import python_calamine as calamine

    try:
        workbook = calamine.load_workbook(str(path))
    except calamine.PasswordError as problem:
        raise guard.password(path.name) from problem
    except calamine.CalamineError as problem:
        raise guard.damaged(path.name) from problem
    try:
        return _read(workbook, path, sheet, look, limits)
    except calamine.CalamineError as problem:
        raise guard.damaged(path.name) from problem
    finally:
        workbook.close()


def _read(
    workbook: CalamineWorkbook, path: Path, wanted: str | None, look: _Look, limits: Limits
) -> Grid:
    names = tuple(str(name) for name in workbook.sheet_names)
    chosen = _choose(workbook, path, wanted)
    end = chosen.end
    if end is None:
        raise empty_table(path, str(chosen.name))
    check_size(path, end[0] + 1, end[1] + 1, limits, str(chosen.name))
    rows = [[cell(value) for value in row] for row in chosen.to_python(skip_empty_area=False)]
    notes = [*_notes(look), *_other_sheets(workbook, str(chosen.name))]
    merged = [area for area in (chosen.merged_cell_ranges or []) if area[0][0] < len(rows)]
    if len(merged) > _MOST_MERGED:
        raise guard.bomb(path.name)
    filled = _fill_merged(rows, merged)
    if filled:
        notes.append(
            _("Има слети клетки ({cells}); стойността им важи за всеки от редовете.").format(
                cells=", ".join(filled[:5]) + (" …" if len(filled) > 5 else "")
            )
        )
    kept = [(line, row) for line, row in enumerate(rows, 1) if any(c is not EMPTY for c in row)]
    return Grid(
        [row for _line, row in kept],
        [line for line, _row in kept],
        str(chosen.name),
        "",
        tuple(notes),
        names,
    )


def _choose(workbook: CalamineWorkbook, path: Path, wanted: str | None) -> CalamineSheet:
    if wanted is not None:
        if wanted not in workbook.sheet_names:
            raise UserError(
                _("Във файла „{name}“ няма лист „{sheet}“.").format(name=path.name, sheet=wanted),
                _("Листовете са: {sheets}.").format(sheets=", ".join(workbook.sheet_names)),
                code="no-sheet",
            )
        return workbook.get_sheet_by_name(wanted)
    for name in _visible(workbook):
        found = workbook.get_sheet_by_name(name)
        if found.end is not None:
            return found
    raise empty_table(path, "")


def _visible(workbook: CalamineWorkbook) -> list[str]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    return [
        str(meta.name)
        for meta in workbook.sheets_metadata
        if meta.typ == SheetTypeEnum.WorkSheet and meta.visible == SheetVisibleEnum.Visible
    ]


def _other_sheets(workbook: CalamineWorkbook, chosen: str) -> list[str]:
    others = [
        name
        for name in _visible(workbook)
        if name != chosen and workbook.get_sheet_by_name(name).end is not None
    ]
    if not others:
        return []
    return [
        _("Чете се лист „{sheet}“. Данни има и в: {others}.").format(
            sheet=chosen, others=", ".join(others)
        )
    ]


def _notes(look: _Look) -> list[str]:
    notes = []
    if look.formulas:
        notes.append(
            ngettext(
                "В {n} клетка има формула; взета е последно изчислената ѝ стойност.",
                "В {n} клетки има формули; взета е последно изчислената им стойност.",
                look.formulas,
            ).format(n=look.formulas)
        )
    if look.errors:
        notes.append(
            ngettext(
                "В {n} клетка формулата дава грешка; клетката се чете като празна.",
                "В {n} клетки формулите дават грешка; клетките се четат като празни.",
                look.errors,
            ).format(n=look.errors)
        )
    return notes


def _fill_merged(rows: list[list[Cell]], areas: list[_Area]) -> list[str]:
    """Repeat the value of a vertically merged area in each of its rows; returns its addresses."""
    filled = []
    for (top, left), (bottom, right) in areas:
        value = rows[top][left] if left < len(rows[top]) else EMPTY
        last = min(bottom, len(rows) - 1)
        if last > top and value is not EMPTY:
            for row in range(top + 1, last + 1):
                rows[row][left] = value
            filled.append(f"{_letters(left)}{top + 1}:{_letters(right)}{bottom + 1}")
    return filled


def _letters(column: int) -> str:
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _look(path: Path, limits: Limits) -> _Look:
    """Check the package before anything unpacks it whole."""
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
            guard.check_entries(path.name, entries, limits)
            names = {entry.filename for entry in entries}
            guard.check_texts(path.name, package, limits)
            if "xl/workbook.xml" in names:
                return _look_xlsx(path, package, limits)
            if "content.xml" in names and _is_ods(package, names):
                return _look_ods(path, package, limits)
    except guard.BROKEN as problem:
        raise guard.damaged(path.name) from problem
    except (NotImplementedError, RuntimeError) as problem:
        raise guard.password(path.name) from problem
    raise _wrong_type(path)


def _is_ods(package: zipfile.ZipFile, names: set[str]) -> bool:
    if "mimetype" not in names:
        return False
    return b"spreadsheet" in package.read("mimetype")[:200]


def _chunks(path: Path, package: zipfile.ZipFile, name: str, budget: int) -> Iterator[bytes]:
    """Pieces of an entry, each starting with the last unfinished tag of the one before."""
    tail = b""
    for piece in guard.chunks(package, name, budget, path.name):
        block = tail + piece
        cut = block.rfind(b"<")
        cut = len(block) if cut < 0 else cut
        yield block[:cut]
        tail = block[cut:]
    yield tail


def _look_xlsx(path: Path, package: zipfile.ZipFile, limits: Limits) -> _Look:
    look = _Look()
    for name in package.namelist():
        if not name.startswith("xl/worksheets/") or not name.endswith(".xml"):
            continue
        rows = columns = 0
        for block in _chunks(path, package, name, limits.unpacked_bytes):
            look.formulas += block.count(b"<f>") + block.count(b"<f ")
            look.errors += block.count(b' t="e"')
            for letters, number, closed in _CELL.findall(block):
                if not closed:
                    rows = max(rows, int(number))
                    columns = max(columns, _column(letters))
        check_size(path, rows, columns, limits)
        look.rows, look.columns = max(look.rows, rows), max(look.columns, columns)
    return look


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _look_ods(path: Path, package: zipfile.ZipFile, limits: Limits) -> _Look:
    """Refuse repeated rows or cells with content beyond the limits, and encrypted content."""
    if "META-INF/manifest.xml" in package.namelist():
        manifest = package.read("META-INF/manifest.xml")
        if b"encryption-data" in manifest:
            raise guard.password(path.name)
    look = _Look()
    waiting = 0
    for block in _chunks(path, package, "content.xml", limits.unpacked_bytes):
        look.formulas += block.count(b"table:formula=")
        for tag in block.split(b"<"):
            if tag.startswith((b"table:table-row", b"table:table-cell")):
                found = _REPEATED.search(tag)
                repeat = int(found[1]) if found else 1
                if tag.startswith(b"table:table-row"):
                    waiting = repeat
                elif b"office:value-type" in tag:
                    check_size(path, waiting, repeat, limits)
    return look


def _look_ole(path: Path, raw: bytes) -> _Look:
    """Old binary files: an encrypted package and Word documents share the same outer form."""
    if "EncryptedPackage".encode("utf-16-le") in raw:
        raise guard.password(path.name)
    if "WordDocument".encode("utf-16-le") in raw:
        raise _wrong_type(path)
    return _Look()


def empty_table(path: Path, sheet: str) -> UserError:
    """The error for a file or sheet without cells."""
    place = f"{path.name}, {sheet}" if sheet else path.name
    return UserError(
        _("В „{place}“ няма таблица: празно е.").format(place=place),
        _("Изберете друг файл или лист."),
        code="empty-table",
    )


def _wrong_type(path: Path) -> UserError:
    return UserError(
        _("„{name}“ не е електронна таблица.").format(name=path.name),
        _("Изберете файл .xlsx, .xls, .ods или .csv."),
        code="wrong-file-type",
    )
