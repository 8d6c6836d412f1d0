"""What a database file holds, read over a bare connection: rows, chains, books, last change."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from ruse_desktop.domain import book_chain
from ruse_desktop.domain.restoring import BookHead, FileState
from ruse_desktop.kernel.errors import DatabaseProblem
from ruse_desktop.kernel.i18n import _
from ruse_desktop.storage import audit
from ruse_desktop.storage.engine import APPLICATION_ID, SCHEMA, explain, unlock

if TYPE_CHECKING:
    from pathlib import Path

_AUDIT = (
    "SELECT seq, prev, private_commitment, CAST(body AS BLOB), hash FROM audit_line ORDER BY seq"
)
_ENTRIES = (
    "SELECT seq, CAST(kind AS BLOB), ref_seq, CAST(payload AS BLOB), pcommit, prev, hash "
    "FROM book_entry WHERE book = ? ORDER BY seq"
)


def rows(raw: Any) -> dict[str, int]:
    """How many rows each table holds."""
    names = [
        row[0]
        for row in raw.execute(
            "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'"
        )
    ]
    return {name: raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608 - names come from the schema itself


def read(raw: Any) -> FileState:
    """The facts of an open file; each broken chain is a sentence in `faults`."""
    counted = rows(raw)
    faults: list[str] = []
    meta = dict(raw.execute("SELECT key, value FROM meta").fetchall())
    lines, head = _walk_audit(raw, faults)
    last = raw.execute("SELECT at FROM audit_line ORDER BY seq DESC LIMIT 1").fetchone()
    books = tuple(
        _book(raw, code, title, seq, digest, faults)
        for code, title, seq, digest in raw.execute(
            "SELECT code, title, head_seq, head_hash FROM book ORDER BY code"
        ).fetchall()
    )
    return FileState(
        uuid=str(meta.get("uuid", "")),
        schema=int(raw.execute("PRAGMA user_version").fetchone()[0]),
        rows=counted,
        audit_lines=lines,
        audit_head=head,
        last_change=datetime.fromisoformat(last[0]) if last else None,
        books=books,
        faults=tuple(faults),
    )


def _walk_audit(raw: Any, faults: list[str]) -> tuple[int, str]:
    prev, count = audit.FIRST, 0
    for seq, stored, commitment, body, digest in raw.execute(_AUDIT):
        count += 1
        if (seq, stored) != (count, prev) or _line(stored, commitment, body) != digest:
            faults.append(_("Дневникът на промените е нарушен на ред {n}.").format(n=seq))
            break
        prev = digest
    return count, prev.hex()


def _line(prev: bytes, commitment: bytes, body: bytes) -> bytes:
    try:
        return audit.link(prev, commitment, body.decode())
    except UnicodeError:
        return b""


def _book(
    raw: Any, code: str, title: str, head_seq: int, head: bytes, faults: list[str]
) -> BookHead:
    prev, count = book_chain.FIRST, 0
    for seq, kind, ref, payload, pcommit, stored, digest in raw.execute(_ENTRIES, (code,)):
        count += 1
        try:
            found = book_chain.entry_hash(
                code, seq, kind.decode(), ref, payload.decode(), pcommit, stored
            )
        except UnicodeError:
            found = b""
        if (seq, stored, digest) != (count, prev, found):
            break
        prev = digest
    if (count, prev) != (head_seq, head):
        faults.append(_("Книга „{title}“ е нарушена при запис {n}.").format(title=title, n=count))
    last = raw.execute(
        "SELECT coalesce(max(entry_no), 0) FROM laureate WHERE book = ?", (code,)
    ).fetchone()[0]
    return BookHead(code, title, head_seq, head.hex(), last)


def audit_hash(raw: Any, seq: int) -> str:
    """The hash of one line of the audit; that of an empty one for 0, „“ for a line not there."""
    if seq == 0:
        return audit.FIRST.hex()
    row = raw.execute("SELECT hash FROM audit_line WHERE seq = ?", (seq,)).fetchone()
    return row[0].hex() if row is not None else ""


def open_closed(path: Path, key: bytes | None) -> Any:
    """A read-only connection to a file nobody has open. Raises DatabaseProblem."""
    try:
        raw = dbapi2.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    except dbapi2.Error as error:
        raise explain(error, path) from error
    try:
        unlock(raw, key)
        raw.execute("PRAGMA trusted_schema=OFF")
        application = raw.execute("PRAGMA application_id").fetchone()[0]
        found = raw.execute("PRAGMA user_version").fetchone()[0]
    except dbapi2.Error as error:
        raw.close()
        raise explain(error, path) from error
    if application != APPLICATION_ID:
        raw.close()
        raise DatabaseProblem(
            _("Файлът „{path}“ не е копие на тази база.").format(path=path),
            _("Изберете друго копие."),
            code="foreign",
        )
    if found > SCHEMA:
        raw.close()
        raise DatabaseProblem(
            _("Копието е от по-нова версия на програмата (схема {found}).").format(found=found),
            _("Инсталирайте новата версия и възстановете с нея."),
            code="newer",
        )
    return raw


def inspect(path: Path, key: bytes | None) -> FileState:
    """Open a closed file, check it whole and read its facts. Raises DatabaseProblem."""
    raw = open_closed(path, key)
    try:
        answer = raw.execute("PRAGMA integrity_check(1)").fetchone()[0]
        broken = raw.execute("PRAGMA foreign_key_check").fetchone()
        if answer != "ok" or broken is not None:
            raise DatabaseProblem(
                _("Базата в копието е повредена: {answer}").format(answer=answer),
                _("Опитайте отново или изберете друго копие."),
                code="damaged",
            )
        return read(raw)
    except (dbapi2.Error, ValueError, OverflowError) as error:
        raise explain(error, path) from error
    finally:
        raw.close()


def rows_of(path: Path, key: bytes | None, table: str) -> tuple[dict[str, Any], ...]:
    """The rows of one table of a closed file by column; none when it has no such table.

    Raises DatabaseProblem.
    """
    raw = open_closed(path, key)
    try:
        if table not in rows(raw):
            return ()
        found = raw.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the name is one of the schema's
        names = [column[0] for column in found.description]
        return tuple(dict(zip(names, row, strict=True)) for row in found)
    except dbapi2.Error as error:
        raise explain(error, path) from error
    finally:
        raw.close()
