"""Which lines of the journal tell of a record: its own, and those of verbs that wrote its row too.

A card made with a nomination, an entry written among many stand in a line about something else.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, or_, select

from ruse_desktop.storage.audit import AuditLine
from ruse_desktop.storage.base import Base
from ruse_desktop.storage.books import BookEntry, Laureate

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_OTHERWISE = {"edition": "award_edition", "protection": "protected_mark", "seal": "seal_entry"}


@dataclass(frozen=True)
class Subject:
    """A record: its rows (table, key) with those of its parts, its places in a book's chain."""

    kind: str
    record_id: int
    table: str = ""
    rows: frozenset[tuple[str, str]] = frozenset()
    book: str = ""
    places: frozenset[int] = frozenset()

    def owns(self, line: AuditLine) -> bool:
        """Whether the line is about this record and nothing else."""
        return (line.subject_kind, line.subject_id) == (self.kind, self.record_id)

    def part(self, body: dict[str, Any]) -> dict[str, Any]:
        """What the text of another's line says of this record."""
        return body | {
            "changes": [one for one in body["changes"] if (one[0], one[1]) in self.rows],
            "notes": [one for one in body["notes"] if self._noted(one)],
        }

    def _noted(self, note: dict[str, Any]) -> bool:
        if not self.book or note.get("book") != self.book or "from" not in note:
            return False
        return any(note["from"] <= place <= note["to"] for place in self.places)


def subject_of(session: Session, kind: str, record_id: int) -> Subject:
    """Where the record stands; a laureate's rows are the entries of the book."""
    if kind == "book":
        place = session.execute(
            select(Laureate.book, Laureate.seq).where(Laureate.id == record_id)
        ).first()
        if place is None:
            return Subject(kind, record_id)
        later = session.scalars(
            select(BookEntry.seq).where(
                BookEntry.book == place.book, BookEntry.ref_seq == place.seq
            )
        )
        places = frozenset({place.seq, *later})
        return Subject(kind, record_id, book=place.book, places=places)
    table = _OTHERWISE.get(kind, kind.replace("-", "_"))
    if table not in Base.metadata.tables:
        return Subject(kind, record_id)
    own = (table, str(record_id))
    return Subject(kind, record_id, table, frozenset({own, *_parts(session, table, record_id)}))


def _parts(session: Session, table: str, record_id: int) -> set[tuple[str, str]]:
    """The rows „person_name“ of a „person“; a line written with the whole does not say whose they are."""
    found: set[tuple[str, str]] = set()
    for name, part in Base.metadata.tables.items():
        if not name.startswith(f"{table}_"):
            continue
        for column in part.columns:
            if any(key.target_fullname == f"{table}.id" for key in column.foreign_keys):
                keys = session.execute(select(*part.primary_key).where(column == record_id))
                found |= {(name, ",".join(str(one) for one in row)) for row in keys}
    return found


def lines_of(session: Session, subject: Subject) -> list[tuple[AuditLine, dict[str, Any]]]:
    """The lines about the record, oldest first, each with what it says of it. One walk of the table."""
    asked = [
        and_(
            AuditLine.subject_kind == subject.kind, AuditLine.subject_id == subject.record_id
        )
    ]  # fmt: skip
    if subject.table:
        asked.append(
            func.instr(AuditLine.body, f'["{subject.table}","{subject.record_id}",') > 0
        )  # fmt: skip
    if subject.book:
        asked.append(func.instr(AuditLine.body, f'{{"book":"{subject.book}","from":') > 0)
    found = []
    for line in session.scalars(select(AuditLine).where(or_(*asked)).order_by(AuditLine.seq)):
        body = json.loads(line.body)
        said = body if subject.owns(line) else subject.part(body)
        if subject.owns(line) or said["changes"] or said["notes"]:
            found.append((line, said))
    return found
