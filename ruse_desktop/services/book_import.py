"""Reading of an old book kept as a table: columns recognised, each row tried, nothing written."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.books import Act, BookImport, HolderKind, ImportFault, LaureateInput
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import mixed_words, search_key
from ruse_desktop.services.book_rules import MIN_YEAR, tidy
from ruse_desktop.storage.books import Laureate, LaureateName

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from ruse_desktop.exchange.tables import Table

# Beginnings of the words by which offices head these columns, the surest first.
_HEADS: Mapping[str, tuple[str, ...]] = {
    "year": ("година", "год", "year"),
    "name": ("носител", "лауреат", "награден", "име", "наименование", "name"),
    "section": ("раздел", "област", "категория", "section"),
    "act": ("акт", "протокол", "решение", "заповед", "основание", "act"),
    "paper_no": ("№", "no", "номер", "n"),
    "motive": ("мотив", "принос", "за какво", "motive"),
    "titles": ("титл", "научна степен"),
    "members": ("член", "състав", "members"),
    "kind": ("вид", "kind"),
    "note": ("бележк", "забележк", "note"),
}
_NEEDED = {"year", "name"}
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_KINDS = {
    "лице": HolderKind.PERSON,
    "човек": HolderKind.PERSON,
    "екип": HolderKind.TEAM,
    "колектив": HolderKind.TEAM,
    "група": HolderKind.TEAM,
    "организация": HolderKind.ORGANISATION,
}


def read(path: Path, today: date) -> BookImport:
    """The laureates of a table file. Raises UserError when it is no such table."""
    from ruse_desktop.exchange.tables import read_table

    return parse(read_table(path), today)


def parse(table: Table, today: date) -> BookImport:
    """The laureates of a table that is already read."""
    columns = columns_of(table.header)
    missing = _NEEDED - set(columns)
    if missing:
        raise UserError(
            _("В таблицата няма колони за година и име на носителя.")
            if missing == _NEEDED
            else _("В таблицата няма колона за година.")
            if missing == {"year"}
            else _("В таблицата няма колона за името на носителя."),
            _("Озаглавете колоните „Година“ и „Носител“ и опитайте отново."),
            code="wrong-columns",
        )
    laureates: list[LaureateInput] = []
    faults: list[ImportFault] = []
    warnings: list[ImportFault] = []
    for place, row in enumerate(table.rows):
        line = table.lines[place]
        cells = {field: row[n].text.strip() for field, n in columns.items()}
        if not any(cells.values()):
            continue
        try:
            laureate = _laureate(cells, today)
        except _Fault as fault:
            column = table.header[columns[fault.field]]
            faults.append(ImportFault(line, column, fault.message))
            continue
        except UserError as error:
            faults.append(ImportFault(line, "", error.message))
            continue
        laureates.append(laureate)
        head = table.header[columns["name"]]
        warnings += [
            ImportFault(line, head, f"{word.says}.") for word in mixed_words(laureate.name)
        ]
    seen = tuple((field, table.header[n]) for field, n in columns.items())
    return BookImport(tuple(laureates), tuple(faults), tuple(warnings), seen)


def against_book(session: Session, book: str, parsed: BookImport) -> BookImport:
    """The same with faults for laureates that are in the book already or twice in the table."""
    known = {
        (row.year, row.key): row.entry_no
        for row in session.execute(
            select(Laureate.year, Laureate.entry_no, LaureateName.key)
            .join(LaureateName, LaureateName.laureate_id == Laureate.id)
            .where(Laureate.book == book)
        )
    }
    faults = list(parsed.faults)
    names = {(i.year, search_key(i.full_name)): i.full_name for i in parsed.laureates}
    counts = Counter((item.year, search_key(item.full_name)) for item in parsed.laureates)
    for (year, key), count in counts.items():
        name = names[year, key]
        if (year, key) in known:
            text = _("{name} ({year}) вече е в книгата под № {n}.").format(
                name=name, year=year, n=known[year, key]
            )
            faults.append(ImportFault(0, "", text))
        if count > 1:
            text = _("{name} ({year}) се повтаря в таблицата.").format(name=name, year=year)
            faults.append(ImportFault(0, "", text))
    return BookImport(parsed.laureates, tuple(faults), parsed.warnings, parsed.columns)


def refuse_faults(ready: BookImport) -> None:
    """Raises UserError naming the first fault and how many there are; or that nothing is there."""
    if ready.faults:
        first = ready.faults[0]
        place = _("Ред {row}: ").format(row=first.row) if first.row else ""
        count = len(ready.faults)
        more = ngettext("Грешката е {n}.", "Грешките са {n}.", count).format(n=count)
        raise UserError(
            f"{place}{first.message} {more}",
            _("Нищо не е внесено. Поправете таблицата и опитайте отново."),
            code="faulty-rows",
        )
    if not ready.laureates:
        raise UserError(
            _("В таблицата няма нито един носител."), _("Изберете друг файл."), code="empty-table"
        )


class _Fault(Exception):
    """A cell that cannot be taken."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(field, message)
        self.field = field
        self.message = message


def columns_of(header: Sequence[str]) -> dict[str, int]:
    """Which column holds what; each column at most once, in the order of certainty."""
    keys = [search_key(name) for name in header]
    found: dict[str, int] = {}
    for field, heads in _HEADS.items():
        for head in heads:
            place = next(
                (n for n, key in enumerate(keys) if _headed(key, head) and n not in found.values()),
                None,
            )
            if place is not None:
                found[field] = place
                break
    return found


def _headed(key: str, head: str) -> bool:
    if len(head) < 3:
        return key == head
    return key.startswith(head) or any(word.startswith(head) for word in key.split())


def _laureate(cells: Mapping[str, str], today: date) -> LaureateInput:
    match = _YEAR.search(cells["year"])
    if match is None:
        raise _Fault("year", _("„{text}“ не е година.").format(text=cells["year"]))
    year = int(match[1])
    if not MIN_YEAR <= year <= today.year:
        raise _Fault("year", _("Годината {year} не е възможна.").format(year=year))
    if not cells["name"]:
        raise _Fault("name", _("Липсва името на носителя."))
    members = tuple(
        part.strip() for part in re.split(r"[;\n]", cells.get("members", "")) if part.strip()
    )
    act = cells.get("act", "")
    return tidy(
        LaureateInput(
            year=year,
            kind=_kind(cells.get("kind", ""), cells["name"], members),
            name=cells["name"],
            titles=cells.get("titles", ""),
            members=members,
            section=cells.get("section", ""),
            motive=cells.get("motive", ""),
            act=Act("", "", None, act) if act else None,
            historic=True,
            paper_no=cells.get("paper_no", ""),
            note=cells.get("note", ""),
        )
    )


def _kind(text: str, name: str, members: tuple[str, ...]) -> HolderKind:
    """As the table says; else a team where there are members or a quoted name of its own."""
    key = search_key(text)
    for head, kind in _KINDS.items():
        if key.startswith(head):
            return kind
    before, quote, _rest = name.partition("„")
    words = before.split()
    nickname = len(words) > 1 and all(word[:1].isupper() for word in words)
    return HolderKind.TEAM if members or (quote and not nickname) else HolderKind.PERSON
