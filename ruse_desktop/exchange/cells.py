"""The plain values a table from outside is made of: cells, notes, limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.text import visible

CellValue = str | int | float | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True)
class Limits:
    """What is refused: bytes, zip entries, growth on unpacking, rows, columns, signs in a cell."""

    file_bytes: int = 30 * 1024 * 1024
    zip_entries: int = 1_000
    unpacked_bytes: int = 200 * 1024 * 1024
    zip_ratio: int = 200
    rows: int = 20_000
    columns: int = 60
    signs: int = 50_000


@dataclass(frozen=True)
class Cell:
    """One cell: `text` as a person reads it, `value` as the file keeps it (a date stays a date)."""

    text: str
    value: CellValue = None

    @property
    def empty(self) -> bool:
        """Whether there is nothing to read in it."""
        return not self.text

    @property
    def day(self) -> date | None:
        """The date, when the file itself keeps the cell as a date; a text is never guessed here."""
        if isinstance(self.value, datetime):
            return self.value.date()
        return self.value if isinstance(self.value, date) else None

    @property
    def hour(self) -> time | None:
        """The hour, when the file keeps the cell as an hour or as a date with an hour."""
        if isinstance(self.value, datetime):
            return self.value.time() if self.value.time() != time() else None
        return self.value if isinstance(self.value, time) else None


EMPTY = Cell("")


def cell(value: CellValue) -> Cell:
    """The cell of a value; whole floats become ints, the text is Bulgarian („06.05.2026“, „1,5“).

    Characters nobody sees are taken out of texts and counted for `take_removed`.
    """
    if value is None:
        return EMPTY
    if isinstance(value, str):
        text = visible(value).strip()
        return Cell(text, text) if text else EMPTY
    if isinstance(value, bool):
        return Cell("да" if value else "не", value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    return Cell(_text(value), value)


def _text(value: float | date | time | timedelta) -> str:
    if isinstance(value, datetime):
        hour = f" {value:%H:%M}" if value.time() != time() else ""
        return date_plain(value.date()) + hour
    if isinstance(value, date):
        return date_plain(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value).replace(".", ",")


@dataclass(frozen=True)
class Table:
    """A table read from a file.

    `header` are the column names, `rows` the lines under it, all of the header's width, without
    empty lines; `lines` the number of each row as the person sees it in the file. `sheet` is the
    sheet's name („“ for text files), `encoding` the text file's one („“ for spreadsheets), `notes`
    sentences about what was found on the way, for the person to read before importing.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    lines: tuple[int, ...] = ()
    sheet: str = ""
    encoding: str = ""
    notes: tuple[str, ...] = ()
    sheets: tuple[str, ...] = field(default=(), compare=False)

    def column(self, name: str) -> int:
        """The place of the column called `name`. Raises KeyError."""
        if name not in self.header:
            raise KeyError(name)
        return self.header.index(name)
