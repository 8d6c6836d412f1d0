"""The unit of work: one verb, one transaction, one audit line, one answer whether it was saved."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, event, select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from ruse_desktop.domain.rights import require_verb
from ruse_desktop.kernel.errors import DatabaseProblem
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.storage import audit, audit_bulk, integrity, texts
from ruse_desktop.storage.engine import explain

if TYPE_CHECKING:
    from sqlalchemy import Result
    from sqlalchemy.orm import ORMExecuteState

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.kernel.clock import Clock

_DOUBTFUL = frozenset({"damaged", "foreign", "io", "unknown"})


_SUMMARY = 300


class Transaction:
    """What a verb works with: the session, the moment, and what the audit line will say."""

    def __init__(self, session: Session, actor: Actor, verb: str, now: datetime) -> None:
        self.session = session
        self.actor = actor
        self.verb = verb
        self.now = now
        self.save_id = uuid.uuid4().hex
        self._subject: tuple[str, int | None, str] = ("", None, "")
        self._notes: list[dict[str, Any]] = []
        self._changes: list[audit.Change] = []
        event.listen(session, "before_flush", self._collect)
        event.listen(session, "after_flush", self._key)
        event.listen(session, "do_orm_execute", self._bulk)
        event.listen(session, "persistent_to_deleted", self._gone)
        self._pending: list[tuple[Any, audit.Change]] = []

    def subject(self, kind: str, record_id: int | None, summary: str) -> None:
        """Name the record the verb is about; the summary carries no personal data."""
        self._subject = (kind, record_id, clean(summary[:_SUMMARY], _SUMMARY))

    def note(self, facts: dict[str, Any]) -> None:
        """Add public facts to the audit line (needed for bulk inserts)."""
        self._notes.append(facts)

    def _collect(self, session: Session, *_rest: object) -> None:
        self._pending = audit.changes_of(session)

    def _key(self, _session: Session, *_rest: object) -> None:
        for row, change in self._pending:
            change.key = audit.primary_key(row)
            self._changes.append(change)
        self._pending = []

    def _gone(self, _session: Session, row: Any) -> None:
        """A part taken off its whole is deleted by the flush itself: `before_flush` has not seen it."""
        told = (row.__tablename__, audit.primary_key(row), "delete")
        if not any((c.table, c.key, c.action) == told for c in self._changes):
            self._changes += audit.deleted(row)

    def _bulk(self, state: ORMExecuteState) -> Result[Any] | None:
        return audit_bulk.follow(state, self._changes)

    def write_audit(self) -> None:
        """Append the line; called once, last in the transaction."""
        session = self.session
        session.flush()
        last = session.execute(
            select(audit.AuditLine.seq, audit.AuditLine.hash)
            .order_by(audit.AuditLine.seq.desc())
            .limit(1)
        ).first()
        seq, prev = (last[0] + 1, last[1]) if last else (1, audit.FIRST)
        kind, record_id, summary = self._subject
        private = [[c.table, c.key, c.private] for c in self._changes if c.private]
        body = {
            "seq": seq,
            "save": self.save_id,
            "at": self.now.isoformat(timespec="seconds"),
            "actor": self.actor.name,
            "verb": self.verb,
            "subject": [kind, record_id],
            "summary": summary,
            "notes": self._notes,
            "changes": [[c.table, c.key, c.action, c.public] for c in self._changes],
            "personal": len(private),
        }
        salt, data = secrets.token_bytes(32), audit.canonical(private)
        commitment = audit.commit_private(salt, data)
        text = audit.canonical(body)
        line = audit.AuditLine(
            seq=seq,
            save_id=self.save_id,
            at=self.now,
            actor=self.actor.name,
            verb=self.verb,
            subject_kind=kind,
            subject_id=record_id,
            summary=summary,
            body=text,
            private_commitment=commitment,
            prev=prev,
            hash=audit.link(prev, commitment, text),
        )
        session.add(line)
        session.flush()
        if private:
            session.add(audit.AuditPrivate(seq=seq, salt=salt, data=data))
            session.flush()


class Store:
    """The opened database: reads, audited writes, and the kinds of thing that changed.

    `key` is the 32-byte key of an encrypted file, None of a plain one.
    """

    def __init__(self, engine: Engine, clock: Clock, path: Path, key: bytes | None = None) -> None:
        self.engine = engine
        self.clock = clock
        self.path = path
        self.key = key
        self._changed: set[str] = set()
        texts.watch(engine)
        self._writing = False
        self.unsure = False
        """The file was not closed in order before; the careful check is still to come."""
        self._doubtful = False
        self._closed = False

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for reading; nothing it holds outlives the block."""
        with Session(self.engine, expire_on_commit=False) as session:
            try:
                yield session
            except IntegrityError:
                raise
            except DBAPIError as error:
                raise self._explain(error) from error

    @contextmanager
    def write(self, actor: Actor, verb: str, kinds: Iterable[str] = ()) -> Iterator[Transaction]:
        """One transaction with one audit line; all or nothing.

        Raises Refused when the actor has no right to the verb, DatabaseProblem when it certainly
        was not saved, or its fate is unknown.
        """
        require_verb(actor, verb)
        if self._writing:
            raise RuntimeError("a write inside a write")
        self._writing = True
        session = Session(self.engine, expire_on_commit=False)
        tx = Transaction(session, actor, verb, self.clock.now())
        try:
            try:
                yield tx
                tx.write_audit()
            except IntegrityError:
                session.rollback()
                raise
            except DBAPIError as error:
                session.rollback()
                raise self._explain(error) from error
            try:
                session.commit()
            except DBAPIError as error:
                session.rollback()
                self._settle(tx.save_id, error)
            self._changed.update(kinds)
        finally:
            session.close()
            self._writing = False

    def _settle(self, save_id: str, error: DBAPIError) -> None:
        """After a failed commit ask the file itself whether the save is there."""
        try:
            with Session(self.engine) as session:
                there = session.scalar(
                    select(audit.AuditLine.seq).where(audit.AuditLine.save_id == save_id)
                )
        except DBAPIError as second:
            self._doubtful = True
            raise DatabaseProblem(
                _("Не може да се установи дали последното действие е записано."),
                _(
                    "Затворете програмата, отворете я отново и проверете записа, преди да повторите."
                ),
                code="unknown",
            ) from second
        if there is None:
            raise self._explain(error) from error

    def take_changes(self) -> frozenset[str]:
        """The kinds of thing changed since the last call; screens decide whether to reload."""
        changed = frozenset(self._changed)
        self._changed.clear()
        return changed

    def verify_audit(self) -> tuple[int, int | None]:
        """Walk the audit chain: number of lines and the first broken one."""
        with self.read() as session:
            return audit.verify(session)

    def doubts(self) -> list[str]:
        """The careful check: what is not as it should be, in sentences. Seconds for a large file."""
        with self.read() as session:
            found = integrity.findings(session)
        self.unsure = self.unsure and bool(found)
        return found

    def _explain(self, error: DBAPIError) -> DatabaseProblem:
        problem = explain(_cause(error), self.path)
        self._doubtful = self._doubtful or problem.code in _DOUBTFUL
        return problem

    def close(self) -> None:
        """Release the file and leave its sum beside it, unless the disk has failed meanwhile."""
        self.engine.dispose()
        if not self._closed and not self._doubtful:
            integrity.remember(self.path, encrypted=self.key is not None)
        self._closed = True


def _cause(error: DBAPIError) -> Exception:
    return error.orig if isinstance(error.orig, Exception) else error


__all__ = ["Store", "Transaction"]
