"""A spreadsheet brought into a register: proposed columns, what each line becomes, one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from ruse_desktop.domain.register_imports import ImportField, ImportLine, RegisterImport
from ruse_desktop.exchange.tables import read_table
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.progress import Progress, no_progress
from ruse_desktop.kernel.text import clean, search_key
from ruse_desktop.services import import_values
from ruse_desktop.services.import_fields import proposed
from ruse_desktop.services.import_values import BadCell

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.exchange.cells import Cell, Table
    from ruse_desktop.storage.store import Store, Transaction

_WHOLE = 3
E = TypeVar("E")
T = TypeVar("T")


class Cells:
    """One line of a table by its fields; a field no column gives is empty."""

    def __init__(self, given: Mapping[str, Cell], today: date) -> None:
        self._given = given
        self.today = today

    def text(self, key: str, limit: int = 300) -> str:
        """What a person reads in it."""
        cell = self._given.get(key)
        return clean(cell.text, limit) if cell is not None else ""

    def day(self, key: str, *, after: str = "") -> date | None:
        """The day in it, when there is a word before it without that. Raises BadCell."""
        cell = self._given.get(key)
        if cell is None:
            return None
        if after and cell.day is None:
            cell = replace(cell, text=cell.text.removeprefix(after).strip())
        return import_values.day(cell, self.today)

    def yes(self, key: str) -> bool:
        """Whether it says yes."""
        cell = self._given.get(key)
        return cell is not None and import_values.yes(cell)

    def names(self, key: str) -> tuple[str, ...]:
        """A list divided by semicolons, line breaks or commas."""
        return import_values.listed(self.text(key, 4000))

    def one_of(
        self, key: str, words: Sequence[tuple[str, E]], names: Mapping[E, str], otherwise: E
    ) -> E:
        """The value named in it, or whose word stands in it; the first word wins.

        Raises BadCell for another one, with the `names` that are known.
        """
        text = self.text(key)
        if not text:
            return otherwise
        said = search_key(text)
        for value, name in names.items():
            if search_key(_(name)) == said:
                return value
        found = spoken(words, text)
        if found is not None:
            return found
        known = ", ".join(_(name) for name in names.values())
        raise BadCell(_("„{text}“ не е сред възможните: {known}").format(text=text, known=known))


def spoken(words: Sequence[tuple[str, E]], text: str) -> E | None:
    """The value of the first of `words` with which a word of the text begins; short ones stand whole."""
    said = search_key(text)
    parts = said.split()
    for word, value in words:
        if " " in word:
            there = word in said
        else:
            there = any(
                one == word if len(word) <= _WHOLE else one.startswith(word) for one in parts
            )
        if there:
            return value
    return None


@dataclass(frozen=True)
class Read(Generic[T]):
    """What a line says: `typed` goes into the register, the rest is shown; equal `key`s are one record."""

    typed: T
    name: str
    key: str
    detail: str = ""
    note: str = ""


class TableImport(Generic[T]):
    """The import of one register: it says its fields, what a line means and how that is written.

    `verb`, `kinds` and `subject` are what the unit of work is told; `either` are fields of which a
    column has to give one.
    """

    verb: ClassVar[str]
    kinds: ClassVar[tuple[str, ...]]
    subject: ClassVar[str]
    either: ClassVar[tuple[str, ...]] = ()

    def __init__(self, store: Store, before: Callable[[int, Actor], object]) -> None:
        self._store = store
        self._before = before

    @property
    def fields(self) -> tuple[ImportField, ...]:
        """What a column may mean, in the order of the register."""
        raise NotImplementedError

    def _read(self, cells: Cells) -> Read[T]:
        """A line by itself. Raises BadCell, UserError."""
        raise NotImplementedError

    def _against(self, session: Session, read: Read[T], earlier: Sequence[Read[T]]) -> Read[T]:
        """The line against what is in the register and the ready lines above it. Raises UserError."""
        raise NotImplementedError

    def _write(self, tx: Transaction, typed: T) -> None:
        """Enter it."""
        raise NotImplementedError

    def _counted(self, n: int) -> str:
        """„12 контакта от таблица“."""
        raise NotImplementedError

    def preview(
        self,
        path: Path,
        mapping: Mapping[str, str] | None = None,
        progress: Progress = no_progress,
    ) -> RegisterImport:
        """What the file would bring by these columns (None = those proposed).

        Raises UserError, Cancelled.
        """
        table = read_table(path)
        with self._store.read() as session:
            return self._look(session, table, mapping, progress)[0]

    def run(
        self,
        path: Path,
        mapping: Mapping[str, str],
        *,
        actor: Actor,
        progress: Progress = no_progress,
    ) -> int:
        """Write every line that is ready, after a copy of the data; how many.

        Raises UserError, and Cancelled with nothing written.
        """
        table = read_table(path)
        self._before(len(table.rows), actor)
        with self._store.write(actor, self.verb, self.kinds) as tx:
            seen, ready = self._look(tx.session, table, mapping, progress)
            if not ready:
                raise UserError(_("Няма ред за внасяне."), _("Проверете колоните и редовете."))
            n = len(ready)
            for done, one in enumerate(ready):
                progress.step(done, n, one.name)
                self._write(tx, one.typed)
            progress.step(n, n, "")
            tx.session.flush()
            tx.subject(self.subject, None, self._counted(n))
            tx.note({"file": path.name, "left_out": len(seen.lines) - n})
        return n

    def _look(
        self,
        session: Session,
        table: Table,
        mapping: Mapping[str, str] | None,
        progress: Progress,
    ) -> tuple[RegisterImport, list[Read[T]]]:
        fields = self.fields
        known = [(one.key, name) for one in fields for name in one.names]
        chosen = dict(mapping) if mapping is not None else proposed(table.header, known)
        missing = self._missing(fields, chosen)
        lines: list[ImportLine] = []
        ready: list[Read[T]] = []
        keys: set[str] = set()
        today = self._store.clock.today()
        gone = [head for head in chosen.values() if head not in table.header]
        if gone:
            raise UserError(
                _("В таблицата вече няма колона „{name}“.").format(name=gone[0]),
                _("Изберете файла отново."),
            )
        rows = [] if missing else [*zip(table.lines, table.rows, strict=True)]
        for done, (number, row) in enumerate(rows):
            progress.step(done, len(rows), "")
            by_head = dict(zip(table.header, row, strict=True))
            cells = Cells({key: by_head[head] for key, head in chosen.items()}, today)
            line, read = self._line(session, number, cells, keys, ready)
            lines.append(line)
            if read is not None:
                ready.append(read)
        made = RegisterImport(
            table.header, tuple(chosen.items()), tuple(lines), table.notes, missing
        )
        return made, ready

    def _missing(self, fields: Sequence[ImportField], chosen: Mapping[str, str]) -> tuple[str, ...]:
        lacking = [one.label for one in fields if one.required and one.key not in chosen]
        if self.either and not any(key in chosen for key in self.either):
            names = [one.label for one in fields if one.key in self.either]
            lacking.append(_(" или ").join(names))
        return tuple(lacking)

    def _line(
        self,
        session: Session,
        number: int,
        cells: Cells,
        keys: set[str],
        ready: Sequence[Read[T]],
    ) -> tuple[ImportLine, Read[T] | None]:
        name = "–"
        try:
            name = cells.text(self.fields[0].key) or name
            read = self._read(cells)
            name = read.name or name
            if read.key in keys:
                return ImportLine(number, name, fault=_("Същият запис има и по-горе.")), None
            keys.add(read.key)
            read = self._against(session, read, ready)
        except BadCell as problem:
            return ImportLine(number, name, fault=str(problem)), None
        except UserError as problem:
            return ImportLine(number, name, fault=problem.message), None
        return ImportLine(number, name, read.detail, note=read.note), read


def noted(read: Read[T], *notes: str) -> Read[T]:
    """The line with these notes after its own."""
    return replace(read, note=" ".join(part for part in (read.note, *notes) if part))
