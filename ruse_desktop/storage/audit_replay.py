"""What the chained audit says each row holds now, against what it really holds: damage and changes by hand.

SQLite sees no wrong letter in a text and a trigger no change from outside; the audit has both values.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import inspect, select

from ruse_desktop.storage import audit
from ruse_desktop.storage.base import Base

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Table
    from sqlalchemy.orm import Session

_ASIDE = frozenset({"audit_line", "audit_private"})


@dataclass(frozen=True)
class Difference:
    """A row that is not what the audit says: its table and key, the columns (none: it is gone)."""

    table: str
    key: str
    columns: tuple[str, ...] = ()


def differences(session: Session, limit: int = 100) -> list[Difference]:
    """The first rows that differ from the audit; needs a chain that holds.

    Erased personal values and values that are made from others are not compared, nor what was
    written in bulk without going through the session.
    """
    said = _replay(session)
    found: list[Difference] = []
    for name, rows in sorted(said.items()):
        table = Base.metadata.tables.get(name)
        if table is None:
            continue
        found += _compare(session, table, rows, limit - len(found))
        if len(found) >= limit:
            break
    return found


Row = dict[str, Any]


def _replay(session: Session) -> dict[str, dict[str, Row]]:
    """Table → key → column → the last value written."""
    said: dict[str, dict[str, Row]] = {}
    for changes, private in _lines(session):
        for table, key, action, public in changes:
            rows = said.setdefault(table, {})
            if action == "delete":
                rows.pop(key, None)
                continue
            row = rows.setdefault(key, {})
            row.update({column: pair[1] for column, pair in public.items()})
            known = private.get((table, key)) if private is not None else None
            if known is not None:
                row.update({column: pair[1] for column, pair in known.items()})
            elif private is None:
                for column in _personal(table):
                    row.pop(column, None)
    return said


def _lines(session: Session) -> Iterator[tuple[list[Any], dict[tuple[str, str], Any] | None]]:
    """The changes of each line and its personal part; None where that was erased."""
    lines = select(
        audit.AuditLine.body, audit.AuditLine.private_commitment,
        audit.AuditPrivate.salt, audit.AuditPrivate.data,
    ).outerjoin(audit.AuditPrivate, audit.AuditPrivate.seq == audit.AuditLine.seq).order_by(
        audit.AuditLine.seq
    )  # fmt: skip
    for body, commitment, salt, data in session.execute(lines):
        changes = json.loads(body)["changes"]
        if not changes:
            continue
        if data is None or audit.commit_private(salt, data) != commitment:
            yield changes, None
        else:
            yield changes, {(table, key): pairs for table, key, pairs in json.loads(data)}


def _personal(table: str) -> tuple[str, ...]:
    found = Base.metadata.tables.get(table)
    return tuple(c.name for c in found.columns if c.info.get("personal")) if found is not None else ()


def _compare(
    session: Session, table: Table, rows: dict[str, Row], limit: int
) -> list[Difference]:
    keys = [column.name for column in inspect(table).primary_key]
    found: list[Difference] = []
    left = dict(rows)
    for row in session.execute(select(table)).mappings():
        said = left.pop(",".join(str(row[name]) for name in keys), None)
        if said is None:
            continue
        wrong = tuple(
            name for name, value in said.items() if name in row and audit.plain(row[name]) != value
        )
        if wrong:
            found.append(
                Difference(table.name, ",".join(str(row[name]) for name in keys), wrong)
            )
            if len(found) >= limit:
                return found
    return found + [Difference(table.name, key) for key in left][: limit - len(found)]
