"""Erasing what is past its term: nominees without an award lose their data, totals and books stay.

Everything is blanked by statements of its own, past the unit of work's collector, so that the
journal does not keep what is erased; the journal's own personal parts go too, and its chain holds.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, delete, func, or_, select, update

from ruse_desktop.domain.nominations import State
from ruse_desktop.domain.registers import RegisterSheet
from ruse_desktop.domain.retention import ERASED_NAME, DuePerson, Erasure
from ruse_desktop.domain.rights import Right, require
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services.personal_data import audit_lines, keys_to, kind_of, personal_columns
from ruse_desktop.storage.audit import AuditPrivate
from ruse_desktop.storage.base import Base, Json
from ruse_desktop.storage.books import Laureate
from ruse_desktop.storage.nominations import AttachmentRow, EditionRow, NominationRecord
from ruse_desktop.storage.people import PersonNameRow, PersonRow
from ruse_desktop.storage.retention import ErasedRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from sqlalchemy import Column, ColumnElement, Table
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.attachments import AttachmentService
    from ruse_desktop.storage.store import Store, Transaction

KINDS = ("people", "nominations", "accounts")
_WITHOUT = (State.REJECTED, State.NOT_AWARDED, State.WITHDRAWN)
_KEPT = frozenset({"conflict", "conflict_hint_note", "taken_up", "envelope"})
"""Tables that point to a nomination but speak of others: members, councillors, senders."""


class ErasureService:
    """The yearly list of what is past its term, and the erasing of what a head confirms."""

    def __init__(self, store: Store, law: LawBook, attachments: AttachmentService) -> None:
        self._store = store
        self._law = law
        self._attachments = attachments

    def due(self) -> tuple[DuePerson, ...]:
        """Nominees all of whose nominations stayed without an award, past the term, not in a book."""
        with self._store.read() as session:
            return due_in(session, self._store.clock.today())

    def erase(self, people: Sequence[int], protocol: str, *, actor: Actor) -> Erasure:
        """Erase the personal data of these people by a protocol.

        Raises Refused without the right, and for somebody who is not due; UserError without one.
        """
        require(actor, Right.ERASE)
        said = clean(protocol, 200)
        if not said:
            raise UserError(
                _("Не е посочен протоколът за заличаване."), _("Впишете номера и датата му.")
            )
        allowed = {one.person_id for one in self.due()}
        if not people or not set(people) <= allowed:
            raise Refused(
                _("Избран е човек, чийто срок не е изтекъл."),
                _("Опреснете списъка и опитайте пак."),
            )
        return self._erase(tuple(people), said, actor)

    def reapply(self, earlier: Sequence[dict[str, Any]], *, actor: Actor) -> int:
        """After a restore: erase again whom the file before it had erased; how many."""
        with self._store.read() as session:
            there = set(session.scalars(select(PersonRow.id)))
            done = set(session.scalars(select(ErasedRow.person_id)))
        again = [row for row in earlier if row["person_id"] in there - done]
        for row in again:
            self._erase((row["person_id"],), str(row["protocol"]), actor)
        return len(again)

    def sheet(self, done: Erasure, people: Sequence[int]) -> RegisterSheet:
        """The protocol of an erasure for paper: numbers of cards, never names."""
        return RegisterSheet(
            _("Протокол за заличаване на лични данни"),
            (_("Картон №"), _("Основание")),
            (0.3, 0.7),
            tuple((number, _("изтекъл срок за пазене")) for number in people),
            self._store.clock.today(),
            subtitle=_("чл. 5, пар. 1, б. „д“ от Регламент (ЕС) 2016/679"),
            count=done.text,
            file_name="protokol-zalichavane",
            municipality=self._law.municipality,
            signatures=(_("Извършил"), _("Ръководител")),
        )

    def _erase(self, people: Sequence[int], protocol: str, actor: Actor) -> Erasure:
        now = self._store.clock.now()
        with self._store.write(actor, "erasure.anonymise", KINDS) as tx:
            nominations = tuple(
                tx.session.scalars(
                    select(NominationRecord.id).where(NominationRecord.person_id.in_(people))
                )
            )
            lines = {
                seq for person in people for seq in audit_lines(tx.session, person, nominations)
            }
            files = _files(tx.session, nominations)
            with _guards_lifted(tx):
                for table in Base.metadata.sorted_tables:
                    _blank(tx, table, people, nominations)
            tx.session.execute(delete(PersonNameRow).where(PersonNameRow.person_id.in_(people)))
            tx.session.execute(
                delete(AttachmentRow).where(AttachmentRow.nomination_id.in_(nominations))
            )
            tx.session.execute(delete(AuditPrivate).where(AuditPrivate.seq.in_(lines)))
            for person in people:
                tx.session.add(
                    ErasedRow(
                        person_id=person, on=now.date(), protocol=protocol, by=actor.name, at=now
                    )
                )
            tx.note({"people": len(people), "nominations": len(nominations), "lines": len(lines)})
            tx.subject("erasure", None, protocol)
        self._remove(files)
        return Erasure(
            protocol, now.date(), actor.name, len(people), len(nominations), len(files), len(lines)
        )

    def _remove(self, files: Sequence[tuple[str, str]]) -> None:
        """The files themselves, where no other record keeps the same content."""
        self._attachments.sweep()
        orphans = self._attachments.folder / "orphans"
        for digest, suffix in files:
            with suppress(OSError):
                (orphans / f"{digest}{suffix}").unlink(missing_ok=True)


@contextmanager
def _guards_lifted(tx: Transaction) -> Iterator[None]:
    """Without the triggers that keep decided rows; they are back before the transaction ends."""
    connection = tx.session.connection()
    guards = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE(%'"  # noqa: S608 - names of our own tables
        f" AND tbl_name IN ({_quoted()})"
    ).all()
    for name, _sql in guards:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    yield
    for _name, sql in guards:
        connection.exec_driver_sql(sql)


def _quoted() -> str:
    """The tables that are blanked, for a statement."""
    names = ["person", "nomination"]
    names += [table.name for table in Base.metadata.sorted_tables if keys_to(table, "nomination")]
    return ", ".join(f"'{name}'" for name in names if name not in _KEPT)


def _files(session: Session, nominations: Sequence[int]) -> tuple[tuple[str, str], ...]:
    query = select(AttachmentRow.sha256, AttachmentRow.suffix)
    rows = session.execute(query.where(AttachmentRow.nomination_id.in_(nominations)))
    return tuple((digest, suffix) for digest, suffix in rows)


def _blank(
    tx: Transaction, table: Table, people: Sequence[int], nominations: Sequence[int]
) -> None:
    """Blank the personal columns of the rows that belong to the people or their nominations."""
    columns = [table.c[name] for name in personal_columns(table)]
    values: dict[str, Any] = {
        column.name: _empty(column) for column in columns if not column.foreign_keys
    }
    if table.name == "person":
        keys = {"search_key": "", "find_key": "", "sort_key": ""}
        for person in people:
            named = {"given": ERASED_NAME, "family": f"№ {person}"}
            tx.session.execute(
                update(table).where(table.c.id == person).values(values | named | keys)
            )
        return
    if table.name in _KEPT or not values:
        return
    where: ColumnElement[bool]
    if table.name == "nomination":
        where = table.c.id.in_(nominations)
        values |= {"search_key": "", "sort_key": ""}
    else:
        to = keys_to(table, "nomination")
        if not to:
            return
        where = or_(*(table.c[name].in_(nominations) for name in to))
    tx.session.execute(update(table).where(where).values(values))


def _empty(column: Column[Any]) -> Any:
    """What a blanked column holds."""
    if column.nullable:
        return None
    if isinstance(column.type, Json | JSON):
        return {}
    return ""


def due_in(session: Session, today: date) -> tuple[DuePerson, ...]:
    """Nominees past the term of `resources/retention.toml` on a day, the longest past first."""
    kind = kind_of("nomination")
    assert kind is not None, "resources/retention.toml speaks of nominations"
    last = today.year - kind.years - 1
    found = session.execute(
        select(
            NominationRecord.person_id, func.count(), func.max(EditionRow.year),
            func.sum(NominationRecord.state.not_in([str(one) for one in _WITHOUT])),
        )
        .join(EditionRow, EditionRow.id == NominationRecord.edition_id)
        .where(NominationRecord.person_id.is_not(None))
        .group_by(NominationRecord.person_id)
        .having(func.max(EditionRow.year) <= last)
    )  # fmt: skip
    due = []
    for person_id, count, year, others in found.all():
        person = session.get(PersonRow, person_id)
        if person_id is None or others or person is None or _is_needed(session, person):
            continue
        due.append(DuePerson(person_id, _name(person), count, year))
    return tuple(sorted(due, key=lambda one: (one.last_year, one.name)))


def _is_needed(session: Session, person: PersonRow) -> bool:
    """Whether a book or another record still speaks of him."""
    name = _name(person)
    if person.merged_into_id is not None or person.given == ERASED_NAME:
        return True
    if session.scalar(select(Laureate.id).where(Laureate.name == name).limit(1)) is not None:
        return True
    for table in Base.metadata.sorted_tables:
        if table.name in {"nomination", "person", "person_name"}:
            continue
        for column in keys_to(table, "person"):
            query = select(table.c[column]).where(table.c[column] == person.id).limit(1)
            if session.scalar(query) is not None:
                return True
    return False


def _name(person: PersonRow) -> str:
    return " ".join(part for part in (person.given, person.middle, person.family) if part)
