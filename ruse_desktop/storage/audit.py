"""The audit: one chained, append-only line per verb; personal before/after values erasable beside it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, inspect, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from ruse_desktop.storage.base import Base, ddl, strict

TAG = b"bg.audit.v1\0"
FIRST = b"\0" * 32


class AuditLine(Base):
    """One committed verb: who, when, what; `body` is the exact text that was hashed."""

    __tablename__ = "audit_line"
    seq: Mapped[int] = mapped_column(primary_key=True)
    save_id: Mapped[str] = mapped_column(unique=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    verb: Mapped[str]
    subject_kind: Mapped[str] = mapped_column(index=True)
    subject_id: Mapped[int | None]
    summary: Mapped[str]
    body: Mapped[str]
    private_commitment: Mapped[bytes] = mapped_column(LargeBinary)
    prev: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    __table_args__ = strict()


class AuditPrivate(Base):
    """Personal values of an audit line; may be erased, the chain still holds."""

    __tablename__ = "audit_private"
    seq: Mapped[int] = mapped_column(ForeignKey("audit_line.seq"), primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    data: Mapped[str]
    __table_args__ = strict()


for _action in ("UPDATE", "DELETE"):
    ddl(
        AuditLine.__table__,
        f"CREATE TRIGGER audit_line_no_{_action.lower()} BEFORE {_action} ON audit_line "
        "BEGIN SELECT RAISE(ABORT, 'audit_line is append-only'); END",
    )


@dataclass
class Change:
    """Changed columns of one row: public and personal values, old and new."""

    table: str
    key: str
    action: str
    public: dict[str, list[Any]]
    private: dict[str, list[Any]]


def primary_key(row: Any) -> str:
    """The row's primary key as text, „,“ between parts."""
    key = inspect(row).mapper.primary_key_from_instance(row)
    return ",".join(str(part) for part in key)


def plain(value: Any) -> Any:
    """A value as the audit writes it: text or a number."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value


def _pair(row: Any, key: str, state: Any, action: str) -> list[Any] | None:
    """Value before and after; None where it stays. The history is asked only where it is needed."""
    if action == "insert":
        return [None, plain(state.dict.get(key))]
    if action == "delete":
        return [plain(getattr(row, key)), None]
    history = state.attrs[key].history
    if not history.has_changes():
        return None
    return [plain(history.deleted[0]) if history.deleted else None, plain(getattr(row, key))]


def _row_change(row: Any, action: str) -> Change | None:
    state = inspect(row)
    public: dict[str, list[Any]] = {}
    private: dict[str, list[Any]] = {}
    for attribute in state.mapper.column_attrs:
        column = attribute.columns[0]
        if column.info.get("derived") or column.info.get("secret"):
            continue
        pair = _pair(row, attribute.key, state, action)
        if pair is None or pair[0] == pair[1]:
            continue
        (private if column.info.get("personal") else public)[column.name] = pair
    if not public and not private:
        return None
    return Change(state.mapper.local_table.name, primary_key(row), action, public, private)


def changes_of(session: Session) -> list[tuple[Any, Change]]:
    """The pending changes of a session, audit tables left out; called before each flush."""
    found: list[tuple[Any, Change]] = []
    kinds = (("insert", session.new), ("update", session.dirty), ("delete", session.deleted))
    for action, rows in kinds:
        for row in rows:
            if isinstance(row, (AuditLine, AuditPrivate)):
                continue
            change = _row_change(row, action)
            if change is not None:
                found.append((row, change))
    return found


def deleted(row: Any) -> list[Change]:
    """The change of a row that is gone; none of the audit's own."""
    change = None if isinstance(row, (AuditLine, AuditPrivate)) else _row_change(row, "delete")
    return [change] if change is not None else []


def canonical(value: Any) -> str:
    """JSON with sorted keys and no spaces: what is hashed."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def link(prev: bytes, commitment: bytes, body: str) -> bytes:
    """The hash of a line: SHA-256 over tag, previous hash, commitment and body."""
    return hashlib.sha256(TAG + prev + commitment + body.encode()).digest()


def commit_private(salt: bytes, data: str) -> bytes:
    """The salted commitment of the personal part."""
    return hashlib.sha256(b"bg.pd.v1\0" + salt + data.encode()).digest()


def verify(session: Session, until: int | None = None) -> tuple[int, int | None]:
    """Walk the chain (to the line `until`): (number of lines, the first broken seq or None)."""
    prev, count = FIRST, 0
    lines = select(
        AuditLine.seq, AuditLine.prev, AuditLine.private_commitment, AuditLine.body, AuditLine.hash
    ).order_by(AuditLine.seq)
    if until is not None:
        lines = lines.where(AuditLine.seq <= until)
    for seq, stored_prev, commitment, body, digest in session.execute(lines):
        count += 1
        if seq != count or stored_prev != prev or link(prev, commitment, body) != digest:
            return count, seq
        prev = digest
    return count, None
