"""One record of a register as it is shown beside the list and printed as a card: the same for all registers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ruse_desktop.domain.papers import (
    Block,
    Grid,
    Group,
    Look,
    Paper,
    PaperKind,
    PaperSet,
    Signatures,
    Text,
)
from ruse_desktop.domain.violations import Evidence
from ruse_desktop.kernel.i18n import _


@dataclass(frozen=True)
class CardTable:
    """A small table of a card: its heading, the columns' heads, the rows, shares of the width."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True)
class RegisterCard:
    """What is known of one record.

    `rows` are names and values, those without a value are left out; `warning` is one sentence on
    what is wrong or due; `history` says who wrote what when; a record with `struck_why` is struck out.
    `links` are records it leads to: (text, kind, id) as `open_record` takes them.
    """

    id: int
    title: str
    state: str
    tone: str
    rows: tuple[tuple[str, str], ...]
    warning: str = ""
    tables: tuple[CardTable, ...] = ()
    files: tuple[Evidence, ...] = ()
    history: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str, int], ...] = ()
    struck_why: str = ""

    @property
    def all_rows(self) -> tuple[tuple[str, str], ...]:
        """The rows that have a value, why it was struck out first."""
        struck = ((_("Зачеркнато"), self.struck_why),)
        return tuple(one for one in (*struck, *self.rows) if one[1])


def card_paper(
    card: RegisterCard, register: str, file_name: str, *, municipality: str, unit: str, drawn: str
) -> PaperSet:
    """The card on one sheet: `register` is the register's name, `unit` who keeps it."""
    blocks: list[Block] = [Grid((_("Данни"), ""), card.all_rows, (0.32, 0.68))]
    for table in card.tables:
        if table.rows:
            grid = Grid(table.head, table.rows, table.widths)
            blocks += [Text(table.title, Look.PART), grid]
    if card.files:
        names = "; ".join(one.name for one in card.files)
        blocks.append(Text(_("Приложени файлове: {names}.").format(names=names), Look.SMALL))
    blocks.append(Text(drawn, Look.SMALL))
    blocks.append(Group((Signatures(((_("Изготвил"), ""),)),)))
    paper = Paper(
        title=register.upper(), under=(card.title,), sender=(unit or _("Регистри"),),
        blocks=tuple(blocks), foot=f"{register} – {card.title}"[:90],
    )  # fmt: skip
    return PaperSet(PaperKind.PACKAGE, card.title, file_name, (paper,), municipality)


def joined(parts: Sequence[str], by: str = ", ") -> str:
    """The parts that are not empty."""
    return by.join(one for one in parts if one)
