"""Old lists on their way into a book: read, kept while worked on, compared, entered all at once."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from ruse_desktop.domain.books import BookImport, HolderKind
from ruse_desktop.domain.old_books import (
    NEEDED,
    OldBook,
    OldEntry,
    OldLine,
    RowState,
    laureate,
    problems,
    propose,
    regrouped,
)
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.progress import no_progress
from ruse_desktop.kernel.text import search_key
from ruse_desktop.services.book_import import columns_of
from ruse_desktop.services.book_rules import award_rules, tidy
from ruse_desktop.storage.books import Laureate, LaureateName

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.books import BookImportResult
    from ruse_desktop.kernel.progress import Progress
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.books import BookService
    from ruse_desktop.storage.store import Store

_FORMAT = 1


@dataclass(frozen=True)
class Twin:
    """A row that is or may be in the book or in the list already; a `sure` one cannot enter."""

    id: int
    text: str
    sure: bool


@dataclass(frozen=True)
class _Known:
    """A name to compare with: number in the book or line in the list, year, key; id of a row or −1."""

    number: int
    year: int
    key: str
    id: int = -1


class OldBookService:
    """The wizard's memory and its comparisons; `folder` holds one file for each book worked on."""

    def __init__(self, store: Store, law: LawBook, books: BookService, folder: Path) -> None:
        self._store = store
        self._law = law
        self._books = books
        self._folder = folder

    def kept(self, award: str) -> OldBook | None:
        """The list that waits to be finished for this book.

        Raises UserError when it is unreadable; the file is then put aside, never overwritten.
        """
        path = self._path(award)
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            return _from_json(data)
        except FileNotFoundError:
            return None
        except OSError as problem:
            raise _unreadable(path) from problem
        except (ValueError, KeyError, TypeError) as problem:
            aside = path.with_name(f"{award}-unreadable.json")
            path.replace(aside)
            raise _unreadable(aside) from problem

    def read(self, *, award: str, path: Path, sheet: str | None = None) -> OldBook:
        """A list read from its file with the proposed columns; nothing is kept yet.

        Raises UserError when the file is no table.
        """
        from ruse_desktop.exchange.tables import read_table

        table = read_table(path, sheet=sheet)
        lines = tuple(
            OldLine(number, tuple(cell.text for cell in row))
            for number, row in zip(table.lines, table.rows, strict=True)
        )
        mapping = tuple(columns_of(table.header).items())
        return OldBook(
            award, path.name, table.header, lines, mapping, table.sheet, table.sheets, table.notes
        )

    def understand(self, old: OldBook, mapping: Mapping[str, int]) -> OldBook:
        """The list with a proposal for every row by these columns. Raises UserError."""
        if any(field not in mapping for field in NEEDED):
            raise UserError(
                _("Посочете колоните за година и за име на носителя."),
                _("Останалите колони не са задължителни."),
                code="wrong-columns",
            )
        entries = propose(old.lines, mapping, self.sections(old.book))
        if not entries:
            raise UserError(
                _("В таблицата няма нито един носител."),
                _("Проверете посочените колони или изберете друг файл."),
                code="empty-table",
            )
        return replace(old, mapping=tuple(mapping.items()), entries=entries)

    def regroup(self, old: OldBook, entry_id: int, *, team: bool) -> OldBook:
        """The list with one line's people as one team, or each as a laureate of their own."""
        entry = next(one for one in old.entries if one.id == entry_id)
        same = [n for n, one in enumerate(old.entries) if one.line == entry.line]
        made = regrouped(entry, self.sections(old.book), team=team)
        free = max(one.id for one in old.entries) + 1
        made = tuple(replace(one, id=free + n) for n, one in enumerate(made))
        rest = [one for one in old.entries if one.line != entry.line]
        entries = (*rest[: same[0]], *made, *rest[same[0] :])
        return replace(old, entries=entries, chosen=made[0].id)

    def sections(self, award: str) -> frozenset[str]:
        """Comparison keys of the sections and areas that today's law knows for the award."""
        rules = award_rules(self._law, award, self._store.clock.today())
        names = (*(one.name for one in rules.sections), *(one.name for one in rules.areas))
        return frozenset(search_key(name) for name in names)

    def keep(self, old: OldBook) -> None:
        """Remember everything typed; written beside and swapped in, so a crash loses nothing."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._path(old.book)
        part = path.with_suffix(".part")
        text = json.dumps({"format": _FORMAT, **vars(old)}, ensure_ascii=False, default=vars)
        try:
            with part.open("w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except OSError as problem:
            raise UserError(
                _("Работата по списъка не можа да се запази."),
                _("Проверете мястото на диска; написаното е още в прозореца."),
                code="old-book-not-kept",
            ) from problem

    def throw_away(self, award: str) -> None:
        """Forget the list that was worked on."""
        self._path(award).unlink(missing_ok=True)

    def twins(self, old: OldBook) -> tuple[Twin, ...]:
        """Rows that repeat a laureate of the book or another row of the list."""
        there = _Names()
        with self._store.read() as session:
            for row in session.execute(
                select(Laureate.year, Laureate.entry_no, LaureateName.key)
                .join(LaureateName, LaureateName.laureate_id == Laureate.id)
                .where(Laureate.book == old.book)
            ):
                there.add(_Known(row.entry_no, row.year, row.key))
        here = _Names()
        going = [
            _Known(one.line, int(one.year) if one.year.isdecimal() else 0, key, one.id)
            for one in old.entries
            if one.state is not RowState.LEFT_OUT and (key := search_key(one.full_name))
        ]
        for known in going:
            here.add(known)
        return tuple(twin for known in going if (twin := _twin(known, there, here)))

    def enter(
        self, *, actor: Actor, old: OldBook, progress: Progress = no_progress
    ) -> BookImportResult:
        """Enter every confirmed row in one transaction; the kept work is then forgotten.

        Raises UserError when a row is undecided, impossible or in the book already.
        """
        refuse_unfinished(old)
        today = self._store.clock.today()
        ready = [one for one in old.entries if one.state is RowState.CONFIRMED]
        for entry in ready:
            if wrong := problems(entry, today):
                raise _wrong_row(entry, wrong[0])
            try:
                tidy(laureate(entry))
            except UserError as error:
                raise _wrong_row(entry, error.message) from error
        source = BookImport(tuple(laureate(entry) for entry in ready))
        result = self._books.import_book(
            actor=actor,
            award=old.book,
            source=source,
            complete_from=old.complete_from,
            progress=progress,
        )
        self.throw_away(old.book)
        return result

    def _path(self, award: str) -> Path:
        return self._folder / f"{award}.json"


def _unreadable(path: Path) -> UserError:
    return UserError(
        _("Започнатото внасяне не може да се прочете."),
        _("Файлът „{name}“ е запазен в папката с данните; започнете отначало със списъка.").format(
            name=path.name
        ),
        code="unreadable-old-book",
    )


def refuse_unfinished(old: OldBook) -> None:
    """Raises UserError when a row waits for a decision or none is confirmed."""
    if n := old.open:
        raise UserError(
            ngettext("{n} ред още не е потвърден.", "{n} реда още не са потвърдени.", n).format(
                n=n
            ),
            _("Потвърдете ги или посочете кои не се вписват."),
            code="unconfirmed-rows",
        )
    if not old.count(RowState.CONFIRMED):
        raise UserError(
            _("Нито един ред не е потвърден."),
            _("Потвърдете поне един ред или изхвърлете списъка."),
            code="empty-table",
        )


def _wrong_row(entry: OldEntry, message: str) -> UserError:
    return UserError(
        _("Ред {row}: {message}").format(row=entry.line, message=message),
        _("Нищо не е внесено. Поправете реда и опитайте отново."),
        code="faulty-rows",
    )


class _Names:
    """Names by which a row is compared: whole ones, and longer ones by first and last word."""

    def __init__(self) -> None:
        self._whole: dict[str, list[_Known]] = defaultdict(list)
        self._ends: dict[str, list[_Known]] = defaultdict(list)

    def add(self, known: _Known) -> None:
        """Take a name in."""
        self._whole[known.key].append(known)
        words = known.key.split()
        if len(words) > 2:
            self._ends[f"{words[0]} {words[-1]}"].append(known)

    def like(self, known: _Known) -> Iterator[_Known]:
        """Others of the same name, those of the same year first; then where one lacks the middle."""
        words = known.key.split()
        same = [one for one in self._whole.get(known.key, ()) if one.id != known.id]
        yield from sorted(same, key=lambda one: one.year != known.year)
        if len(words) == 2:
            yield from self._ends.get(known.key, ())
        elif len(words) > 2:
            yield from self._whole.get(f"{words[0]} {words[-1]}", ())


def _twin(known: _Known, there: _Names, here: _Names) -> Twin | None:
    """What a row repeats: a laureate of the book first, else another row."""
    other = next(there.like(known), None)
    text = _("В книгата има такова име под № {n} ({year} г.).")
    if other is None:
        other = next(here.like(known), None)
        text = _("Същото име има и на ред {n} ({year} г.).")
    if other is None:
        return None
    sure = (other.key, other.year) == (known.key, known.year)
    return Twin(known.id, text.format(n=other.number, year=other.year or "?"), sure)


def _from_json(data: dict[str, Any]) -> OldBook:
    """The value that `keep` wrote. Raises KeyError, TypeError or ValueError for anything else."""
    if data["format"] != _FORMAT:
        raise ValueError(data["format"])
    entries = tuple(
        OldEntry(**{
            **one,
            "kind": HolderKind(one["kind"]),
            "state": RowState(one["state"]),
            "written": tuple((field, text) for field, text in one["written"]),
            **{name: tuple(one[name]) for name in ("members", "kept", "doubts")},
        })
        for one in data["entries"]
    )  # fmt: skip
    return OldBook(
        book=data["book"],
        file=data["file"],
        header=tuple(data["header"]),
        lines=tuple(OldLine(one["line"], tuple(one["cells"])) for one in data["lines"]),
        mapping=tuple((field, place) for field, place in data["mapping"]),
        sheet=data["sheet"],
        sheets=tuple(data["sheets"]),
        notes=tuple(data["notes"]),
        entries=entries,
        complete_from=data["complete_from"],
        chosen=data["chosen"],
    )
