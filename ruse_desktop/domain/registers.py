"""What every register shows: which rows are asked for, a row, a whole list ready for paper."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Protocol

from ruse_desktop.kernel.i18n import mark

Cell = str | int | date | Decimal
"""A value of a printed register: the paper writes it in words, the spreadsheet as what it is.

A Decimal is a sum; its heading names the currency.
"""
ALIKE = "alike"
"""What a filter of states asks besides its states: living records that may be one and the same."""
ALIKE_NAME = mark("възможни повторения")


@dataclass(frozen=True)
class RegisterFilter:
    """What is asked of a register: words, a choice for each filter, a period (both days inclusive)."""

    text: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    since: date | None = None
    until: date | None = None

    def choice(self, name: str) -> str:
        """What is chosen in this filter; „“ = everything."""
        return dict(self.choices).get(name, "")


@dataclass(frozen=True)
class RegisterRow:
    """A row of the list: the record's id, a text for each column, the tone of its chip."""

    id: int
    texts: tuple[str, ...]
    tone: str = "neutral"


@dataclass(frozen=True)
class RegisterSheet:
    """A register as it is printed or kept as a spreadsheet.

    `subtitle` names the law, `asked` says in words what was filtered; `widths` are shares of the
    page; `count` is the last line („Общо 12 вписвания“). `grouped`: the lines come in groups by
    their first cell, which the paper writes once above each.
    """

    title: str
    heads: tuple[str, ...]
    widths: tuple[float, ...]
    lines: tuple[tuple[Cell, ...], ...]
    drawn_on: date
    subtitle: str = ""
    asked: str = ""
    count: str = ""
    file_name: str = "register"
    municipality: str = ""
    unit: str = ""
    signatures: tuple[str, ...] = field(default=())
    grouped: bool = False


class Register(Protocol):
    """The side of a service that `ui/kit/register.py` works with."""

    def keys(
        self, wanted: RegisterFilter, order: str = "", *, descending: bool = False
    ) -> array[int]:
        """The ids of all rows asked for, in order; „“ = the register's own order."""
        ...

    def rows(self, keys: Sequence[int]) -> tuple[RegisterRow, ...]:
        """The rows with these ids, in their order; what is gone is left out."""
        ...

    def sheet(self, wanted: RegisterFilter) -> RegisterSheet:
        """Everything asked for, ready for paper and spreadsheet, oldest first."""
        ...
