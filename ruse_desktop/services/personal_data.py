"""What is kept about one person: read from every table by its metadata, exported for him.

A table cannot be forgotten: rows are found by keys to the person or to his nominations, and in all
other tables by his name in any column marked personal.
"""

from __future__ import annotations

import json
import tomllib
from array import array
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import String, cast, or_, select

from ruse_desktop.domain.journal_words import field_text, table_text
from ruse_desktop.domain.registers import RegisterFilter, RegisterRow, RegisterSheet
from ruse_desktop.domain.retention import KeptRecord, PersonPage, RetentionKind
from ruse_desktop.domain.rights import Right, require
from ruse_desktop.kernel import paths
from ruse_desktop.kernel.errors import NotFound
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import search_words
from ruse_desktop.storage.audit import AuditLine, AuditPrivate
from ruse_desktop.storage.base import Base
from ruse_desktop.storage.books import Laureate
from ruse_desktop.storage.people import PersonRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import ColumnElement, Table
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store

_AT_ONCE, _LONG = 500, 300
_NOT_SEARCHED = frozenset({"audit_private", "entry_private"})


@cache
def kinds() -> tuple[RetentionKind, ...]:
    """What resources/retention.toml says."""
    said = tomllib.loads(paths.resource("retention.toml").read_text(encoding="utf-8"))
    return tuple(
        RetentionKind(
            one["code"], one["text"], one["ground"], one["years"], tuple(one["tables"]),
            one.get("erased", False),
        )
        for one in said["kind"]
    )  # fmt: skip


def kind_of(table: str) -> RetentionKind | None:
    """The kind of data a table belongs to."""
    return next((one for one in kinds() if table in one.tables), None)


def personal_columns(table: Table) -> tuple[str, ...]:
    """The columns of a table that are marked personal."""
    return tuple(column.name for column in table.columns if column.info.get("personal"))


def keys_to(table: Table, target: str) -> tuple[str, ...]:
    """The columns of a table that point to `target`."""
    return tuple(
        column.name
        for column in table.columns
        if any(key.column.table.name == target for key in column.foreign_keys)
    )


class PersonalData:
    """One person's data: found, shown, exported; a register of the people with a card."""

    def __init__(self, store: Store, law: LawBook, who: Callable[[], Actor]) -> None:
        self._store = store
        self._law = law
        self._who = who

    def page(self, person_id: int) -> PersonPage:
        """Everything kept about a person. Raises NotFound, Refused without the right."""
        require(self._who(), Right.READ_PRIVATE)
        with self._store.read() as session:
            return self._page(session, person_id)

    def export(self, person_id: int, folder: Path, *, actor: Actor) -> tuple[Path, Path]:
        """Write the page as JSON and PDF into `folder`; the two files. The audit notes it."""
        from ruse_desktop.documents import registers

        page = self.page(person_id)
        sheet = self.sheet_of(page)
        with self._store.write(actor, "personal.export", ()) as tx:
            tx.subject("person", person_id, "")
        folder.mkdir(parents=True, exist_ok=True)
        data, paper = (
            folder / f"lichni-danni-{person_id}.json",
            folder / f"lichni-danni-{person_id}.pdf",
        )
        body = {
            "name": page.name,
            "date": page.drawn_on.isoformat(),
            "records": [
                {
                    "what": one.what, "number": one.number, "fields": dict(one.fields),
                    "ground": one.kind.ground if one.kind else "",
                    "kept": one.kind.term if one.kind else "", "by_name": one.by_name,
                }
                for one in page.records
            ],
            "journal_lines": page.audit_lines,
        }  # fmt: skip
        data.write_text(json.dumps(body, ensure_ascii=False, indent=1), encoding="utf-8")
        paper.write_bytes(registers.render(sheet))
        return data, paper

    def sheet_of(self, page: PersonPage) -> RegisterSheet:
        """The page for paper."""
        lines = tuple(
            (
                f"{one.what} № {one.number}" + (_(" (по име)") if one.by_name else ""), name, text,
                one.kind.ground if one.kind else "", one.kind.term if one.kind else "",
            )
            for one in page.records
            for name, text in (one.fields or (("", ""),))
        )  # fmt: skip
        count = ngettext(
            "Общо {n} запис; журналът на промените има {lines} реда за лицето.",
            "Общо {n} записа; журналът на промените има {lines} реда за лицето.",
            len(page.records),
        ).format(n=len(page.records), lines=page.audit_lines)
        return RegisterSheet(
            _("Лични данни на {name}").format(name=page.name),
            (_("Къде"), _("Поле"), _("Стойност"), _("Основание"), _("Пази се")),
            (0.2, 0.15, 0.3, 0.23, 0.12),
            lines,
            page.drawn_on,
            subtitle=_("чл. 15 от Регламент (ЕС) 2016/679"),
            count=count,
            file_name="lichni-danni",
            municipality=self._law.municipality,
            signatures=(_("Изготвил"),),
        )

    # the register, see domain/registers.py

    def keys(
        self, wanted: RegisterFilter, order: str = "", *, descending: bool = False
    ) -> array[int]:
        """The people with a card, by name."""
        del order, descending  # there is one order: the names'
        query = select(PersonRow.id).where(PersonRow.merged_into_id.is_(None))
        for word in search_words(wanted.text):
            query = query.where(PersonRow.search_key.contains(word, autoescape=True))
        with self._store.read() as session:
            found = (
                session.connection()
                .execute(query.order_by(PersonRow.sort_key, PersonRow.id))
                .scalars()
            )
            return array("q", found)

    def rows(self, keys: Sequence[int]) -> tuple[RegisterRow, ...]:
        """Name, year of birth, where from."""
        found: dict[int, RegisterRow] = {}
        with self._store.read() as session:
            for start in range(0, len(keys), _AT_ONCE):
                part = list(keys[start : start + _AT_ONCE])
                for row in session.scalars(select(PersonRow).where(PersonRow.id.in_(part))):
                    found[row.id] = RegisterRow(row.id, (_full(row), row.settlement or ""))
        return tuple(found[key] for key in keys if key in found)

    def sheet(self, wanted: RegisterFilter) -> RegisterSheet:
        """Which data is kept, why and how long: the register of processing (чл. 30)."""
        del wanted
        lines = tuple(
            (one.text, ", ".join(table_text(table) for table in one.tables), one.ground, one.term)
            for one in kinds()
        )
        return RegisterSheet(
            _("Какви лични данни се пазят"),
            (_("Данни"), _("Къде"), _("Основание"), _("Срок")),
            (0.2, 0.4, 0.28, 0.12),
            lines,
            self._store.clock.today(),
            subtitle=_(
                "Сроковете са по подразбиране; определя ги длъжностното лице по защита на данните."
            ),
            file_name="lichni-danni-vidove",
            municipality=self._law.municipality,
            signatures=(_("Изготвил"),),
        )

    # inside

    def _page(self, session: Session, person_id: int) -> PersonPage:
        person = session.get(PersonRow, person_id)
        if person is None:
            raise NotFound(_("Няма такова лице."), _("Опреснете списъка."))
        names = _names(person)
        nominations = _nominations(session, person_id)
        records = [
            one
            for table in Base.metadata.sorted_tables
            if table.name not in _NOT_SEARCHED
            for one in _records(session, table, person_id, nominations, names)
        ]
        books = session.scalars(select(Laureate).where(Laureate.name.in_(names))).all()
        records += [
            KeptRecord(
                "laureate", table_text("laureate"), str(row.entry_no),
                ((field_text("name"), row.name), (field_text("year"), str(row.year))),
                kind_of("laureate"), by_name=True,
            )
            for row in books
        ]  # fmt: skip
        lines = len(audit_lines(session, person_id, nominations))
        return PersonPage(
            person_id, _full(person), tuple(records), bool(books), lines, self._store.clock.today()
        )


def audit_lines(session: Session, person_id: int, nominations: Sequence[int]) -> tuple[int, ...]:
    """The lines of the journal whose personal part belongs to the person or his nominations."""
    wanted = {("person", str(person_id))}
    for table in Base.metadata.sorted_tables:
        if not keys_to(table, "nomination") and table.name != "nomination":
            continue
        wanted |= set(_row_keys(session, table, nominations))
    found = []
    for seq, data in session.execute(select(AuditPrivate.seq, AuditPrivate.data)):
        if any((table, key) in wanted for table, key, _values in json.loads(data)):
            found.append(seq)
    subjects = select(AuditLine.seq).where(
        or_(
            (AuditLine.subject_kind == "person") & (AuditLine.subject_id == person_id),
            (AuditLine.subject_kind == "nomination") & AuditLine.subject_id.in_(nominations),
        )
    )
    return tuple(sorted({*found, *session.scalars(subjects)}))


def _row_keys(
    session: Session, table: Table, nominations: Sequence[int]
) -> Iterator[tuple[str, str]]:
    column = "id" if table.name == "nomination" else keys_to(table, "nomination")[0]
    primary = list(table.primary_key.columns)
    for row in session.execute(select(*primary).where(table.c[column].in_(nominations))):
        yield table.name, ",".join(str(part) for part in row)


def _nominations(session: Session, person_id: int) -> tuple[int, ...]:
    table = Base.metadata.tables["nomination"]
    return tuple(session.scalars(select(table.c.id).where(table.c.person_id == person_id)))


def _records(
    session: Session,
    table: Table,
    person_id: int,
    nominations: Sequence[int],
    names: Sequence[str],
) -> Iterator[KeptRecord]:
    columns = personal_columns(table)
    to_person, to_nomination = keys_to(table, "person"), keys_to(table, "nomination")
    if not columns and not to_person:
        return
    linked: ColumnElement[bool]
    by_name = False
    if table.name == "person":
        linked = table.c.id == person_id
    elif to_person:
        linked = or_(*(table.c[name] == person_id for name in to_person))
    elif to_nomination:
        linked = or_(*(table.c[name].in_(nominations) for name in to_nomination))
    else:
        by_name = True
        linked = or_(
            *(
                cast(table.c[column], String).contains(name, autoescape=True)
                for column in columns
                for name in names
            )
        )
    primary = [column.name for column in table.primary_key.columns]
    for row in session.execute(select(table).where(linked)):
        values = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for the columns of a row
        fields = tuple(
            (field_text(name), text) for name in columns if (text := _said(values[name]))
        )
        number = ",".join(str(values[name]) for name in primary)
        yield KeptRecord(
            table.name, table_text(table.name), number, fields, kind_of(table.name), by_name=by_name
        )


def _said(value: Any) -> str:
    if value is None or value in ("", [], {}):
        return ""
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"


def _full(person: PersonRow) -> str:
    return " ".join(part for part in (person.given, person.middle, person.family) if part)


def _names(person: PersonRow) -> tuple[str, ...]:
    short = " ".join(part for part in (person.given, person.family) if part)
    return tuple(dict.fromkeys(name for name in (_full(person), short) if " " in name))


__all__ = ["PersonalData", "audit_lines", "kind_of", "kinds", "personal_columns"]
