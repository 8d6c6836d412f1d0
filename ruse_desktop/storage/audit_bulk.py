"""Changes by one UPDATE or DELETE over many rows, for the audit: what the session itself does not see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, inspect, select, tuple_

from ruse_desktop.storage.audit import Change, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Result, RowMapping
    from sqlalchemy.orm import ORMExecuteState

_AT_ONCE = 400


def follow(state: ORMExecuteState, into: list[Change]) -> Result[Any] | None:
    """Run an UPDATE or DELETE of the session and add what it changed; None for anything else.

    Tables marked `derived` are made from others and left out, so are columns marked so, and secret.
    """
    statement: Any = state.statement
    if not (state.is_update or state.is_delete) or isinstance(state.parameters, list):
        return None
    table = statement.table
    if not isinstance(table, Table) or table.info.get("derived"):
        return None
    state.session.flush()
    asked = select(table)
    if statement.whereclause is not None:
        asked = asked.where(statement.whereclause)
    connection = state.session.connection()
    before = connection.execute(asked, state.parameters or {}).mappings().all()
    result: Result[Any] = state.invoke_statement()
    if state.is_delete:
        into += [_change(table, row, None) for row in before]
        return result
    after = {_key(table, row): row for row in _again(connection, table, before)}
    for row in before:
        change = _change(table, row, after.get(_key(table, row)))
        if change.public or change.private:
            into.append(change)
    return result


def _again(connection: Any, table: Table, rows: Sequence[RowMapping]) -> list[RowMapping]:
    columns = list(inspect(table).primary_key)
    found: list[RowMapping] = []
    for start in range(0, len(rows), _AT_ONCE):
        keys = [tuple(row[c.name] for c in columns) for row in rows[start : start + _AT_ONCE]]
        found += connection.execute(select(table).where(tuple_(*columns).in_(keys))).mappings()
    return found


def _key(table: Table, row: RowMapping) -> str:
    return ",".join(str(row[column.name]) for column in inspect(table).primary_key)


def _change(table: Table, before: RowMapping, after: RowMapping | None) -> Change:
    """The change of one row; `after` is None when it is gone.

    Of a row that is gone only that it is gone, of a personal value only the new one: this is also
    how personal data are erased, and what is erased must not live on in the audit.
    """
    if after is None:
        return Change(table.name, _key(table, before), "delete", {}, {})
    public: dict[str, list[Any]] = {}
    private: dict[str, list[Any]] = {}
    for column in table.columns:
        if column.info.get("derived") or column.info.get("secret"):
            continue
        pair = [plain(before[column.name]), plain(after[column.name])]
        if pair[0] == pair[1]:
            continue
        if column.info.get("personal"):
            private[column.name] = [None, pair[1]]
        else:
            public[column.name] = pair
    return Change(table.name, _key(table, before), "update", public, private)
