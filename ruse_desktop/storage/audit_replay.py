"""What the chained audit says each row holds now, against what it really holds: damage and changes by hand.

SQLite sees no wrong letter in a text and a trigger no change from outside; the audit has both values.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from sqlalchemy import inspect, select

from ruse_desktop.storage import audit
from ruse_desktop.storage.base import Base

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Table
    from sqlalchemy.orm import Session


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
    try:
        found = own(session)[:limit]
    except (ValueError, TypeError, LookupError):
        return [Difference("audit_line", "?", ("at",))]
    said = _replay(session)
    for name, rows in sorted(said.items()):
        table = Base.metadata.tables.get(name)
        if table is None:
            continue
        try:
            found += _compare(session, table, rows, limit - len(found))
        except (ValueError, TypeError, ArithmeticError, LookupError):  # a value no type can read
            found.append(Difference(name, "?", tuple(column.name for column in table.columns)))
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
            if private is not None:
                for known in private.get((table, key), ()):
                    row.update({
                        column: pair[1] for column, pair in known.items()
                        if action != "insert" or pair[0] is None  # else of a row deleted before it
                    })  # fmt: skip
            else:
                for column in _personal(table):
                    row.pop(column, None)
    return said


def _lines(session: Session) -> Iterator[tuple[list[Any], dict[tuple[str, str], list[Any]] | None]]:
    """The changes of each line and its personal part; None where that was erased."""
    for line, private in _journal(session):
        body = json.loads(line["body"])
        changes = body["changes"]
        if not changes:
            continue
        if private is None and body.get("personal") == 0:
            yield changes, {}
        elif private is None or audit.commit_private(*private) != line["private_commitment"]:
            yield changes, None
        else:
            known: dict[tuple[str, str], list[Any]] = {}
            for table, key, pairs in json.loads(private[1]):
                known.setdefault((table, key), []).append(pairs)
            yield changes, known


def _journal(
    session: Session, until: int | None = None
) -> Iterator[tuple[dict[str, Any], tuple[bytes, str] | None]]:
    """Each line of the audit with the salt and the text of its personal part."""
    line, private = audit.AuditLine.__table__, audit.AuditPrivate.__table__
    both = select(line, private.c.salt, private.c.data).outerjoin(
        private, private.c.seq == line.c.seq
    )
    if until is not None:
        both = both.where(line.c.seq <= until)
    for row in session.execute(both.order_by(line.c.seq)).mappings():
        yield dict(row), None if row["data"] is None else (row["salt"], row["data"])


def own(session: Session, until: int | None = None) -> list[Difference]:
    """Lines (to `until`) whose columns are not what was hashed, or whose personal part was changed.

    A personal part that was erased is no difference.
    """
    found: list[Difference] = []
    for line, private in _journal(session, until):
        body = json.loads(line["body"])
        hashed = {
            "save_id": body["save"], "at": body["at"], "actor": body["actor"],
            "verb": body["verb"], "subject_kind": body["subject"][0],
            "subject_id": body["subject"][1], "summary": body["summary"],
        }  # fmt: skip
        wrong = [
            name for name, value in hashed.items()
            if (line[name].isoformat(timespec="seconds") if name == "at" else line[name]) != value
        ]  # fmt: skip
        if private is not None and audit.commit_private(*private) != line["private_commitment"]:
            wrong.append("private")
        if wrong:
            found.append(Difference("audit_line", str(line["seq"]), tuple(wrong)))
    return found


def _personal(table: str) -> tuple[str, ...]:
    found = Base.metadata.tables.get(table)
    return (
        tuple(c.name for c in found.columns if c.info.get("personal")) if found is not None else ()
    )


def _on_delete(table: Table, column: str) -> tuple[str, ...]:
    return tuple((key.ondelete or "").upper() for key in table.columns[column].foreign_keys)


def _same(held: Any, said: Any) -> bool:
    if isinstance(held, datetime) and isinstance(said, str):
        return held == datetime.fromisoformat(said).replace(microsecond=0)
    if isinstance(held, Decimal) and isinstance(said, str):
        with suppress(InvalidOperation):
            return held == Decimal(said)
    return bool(audit.plain(held) == said)


def _compare(session: Session, table: Table, rows: dict[str, Row], limit: int) -> list[Difference]:
    keys = [column.name for column in inspect(table).primary_key]
    found: list[Difference] = []
    left = dict(rows)
    for row in session.execute(select(table)).mappings():
        said = left.pop(",".join(str(row[name]) for name in keys), None)
        if said is None:
            continue
        wrong = tuple(
            name
            for name, value in said.items()
            if name in row
            and not _same(row[name], value)
            and not (row[name] is None and "SET NULL" in _on_delete(table, name))
        )
        if wrong:
            found.append(Difference(table.name, ",".join(str(row[name]) for name in keys), wrong))
            if len(found) >= limit:
                return found
    if any("CASCADE" in _on_delete(table, column.name) for column in table.columns):
        return found  # the database deletes these itself with their whole
    return found + [Difference(table.name, key) for key in left][: limit - len(found)]
