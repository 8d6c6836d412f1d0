"""Text tables (.csv, .txt): separator, quotes, encoding."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ruse_desktop.exchange.cells import EMPTY, cell
from ruse_desktop.exchange.encodings import decode
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

    from ruse_desktop.exchange.cells import Cell, Limits

_SEPARATORS = (";", "\t", ",", "|")
_PROBE = 50
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True)
class Grid:
    """Raw lines of a sheet or a text file, before the header is sought."""

    rows: list[list[Cell]]
    lines: list[int]
    sheet: str = ""
    encoding: str = ""
    notes: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()


def read_delimited(path: Path, raw: bytes, limits: Limits) -> Grid:
    """The lines of a text table. Raises UserError when it is no table or its quotes are broken."""
    try:
        decoded = decode(raw)
    except UnicodeDecodeError as problem:
        raise UserError(
            _("Файлът „{name}“ е повреден и не се чете докрай.").format(name=path.name),
            _("Запишете го отново от програмата, в която е направен."),
            code="damaged-file",
        ) from problem
    if _BINARY.search(decoded.text):
        raise UserError(
            _("Файлът „{name}“ не е таблица или е повреден.").format(name=path.name),
            _("Изберете файл .xlsx, .xls, .ods или .csv, който се отваря в Excel."),
            code="wrong-file-type",
        )
    text, separator = _separator(decoded.text)
    rows, lines = _lines(path, text, separator, limits)
    notes = []
    if decoded.guessed:
        notes.append(
            _("Кодирането е разпознато като {encoding}; проверете дали буквите са верни.").format(
                encoding=decoded.encoding
            )
        )
    return Grid(rows, lines, "", decoded.encoding, tuple(notes))


def _separator(text: str) -> tuple[str, str]:
    first, _newline, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return rest, first.strip()[4]
    return text, max(_SEPARATORS, key=lambda sign: _fit(text, sign))


def _fit(text: str, separator: str) -> tuple[float, int]:
    """How many of the first lines have the commonest number (above one) of columns."""
    sample = io.StringIO(text[:100_000], newline="")
    widths: Counter[int] = Counter()
    try:
        for row in csv.reader(sample, delimiter=separator):
            if any(field.strip() for field in row):
                widths[len(row)] += 1
            if widths.total() >= _PROBE:
                break
    except csv.Error:
        return 0.0, 0
    if not widths:
        return 0.0, 0
    width, count = widths.most_common(1)[0]
    return (count / widths.total(), width) if width > 1 else (0.0, 0)


def _lines(
    path: Path, text: str, separator: str, limits: Limits
) -> tuple[list[list[Cell]], list[int]]:
    rows: list[list[Cell]] = []
    lines: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    start = 1
    try:
        for fields in reader:
            cells = [cell(field) for field in fields]
            while cells and cells[-1] is EMPTY:
                cells.pop()
            if cells:
                check_size(path, len(rows) + 1, len(cells), limits)
                rows.append(cells)
                lines.append(start)
            start = reader.line_num + 1
    except csv.Error as problem:
        if "field limit" in str(problem):
            raise long_cell(path, start, limits) from problem
        raise UserError(
            _("В „{name}“ кавичките след ред {line} не са затворени правилно.").format(
                name=path.name, line=start
            ),
            _("Поправете реда в файла или го запишете като .xlsx и опитайте пак."),
            code="broken-quotes",
        ) from problem
    return rows, lines


def long_cell(path: Path, line: int, limits: Limits) -> UserError:
    """The refusal of a cell that no field has room for."""
    return UserError(
        _("В „{name}“, ред {line}, има клетка с над {limit} знака.").format(
            name=path.name, line=line, limit=limits.signs
        ),
        _("Съкратете текста в нея или го приложете като файл."),
        code="long-cell",
    )


def check_size(path: Path, rows: int, columns: int, limits: Limits, sheet: str = "") -> None:
    """Refuse a table beyond the limits. Raises UserError."""
    place = f"{path.name}, {sheet}" if sheet else path.name
    if rows > limits.rows + 1:
        raise UserError(
            _("Таблицата „{place}“ има повече от {limit} реда.").format(
                place=place, limit=limits.rows
            ),
            _("Разделете я на части или изтрийте излишните редове под таблицата."),
            code="too-many-rows",
        )
    if columns > limits.columns:
        raise UserError(
            _("Таблицата „{place}“ има повече от {limit} колони.").format(
                place=place, limit=limits.columns
            ),
            _("Изтрийте излишните колони вдясно от таблицата."),
            code="too-many-columns",
        )
