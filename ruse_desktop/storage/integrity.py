"""Is the file what it was: a sum of the closed file, and the careful check of the open one.

SQLite does not see a wrong letter in a text. So a file that was closed in order leaves its SHA-256
beside itself, compared at the next opening; the rows themselves are compared with the audit.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from enum import Enum
from typing import TYPE_CHECKING

from sqlalchemy import text

from ruse_desktop.kernel.durable import sync_folder
from ruse_desktop.kernel.errors import DatabaseProblem
from ruse_desktop.kernel.i18n import _, ngettext

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

SUFFIX = "-sum"
_BLOCK = 1 << 20
# Bytes that differ after any save: SQLite's change counter; of an encrypted file the first secret ones.
_PLAIN, _SECRET = slice(24, 28), slice(16, 32)


class Closed(Enum):
    """What the sum says of a closed file."""

    WHOLE = "whole"
    UNKNOWN = "unknown"
    """There is no sum (the program was cut off), or the file was saved to since."""


def sum_path(path: Path) -> Path:
    """Where the sum of a database file lies."""
    return path.with_name(f"{path.name}{SUFFIX}")


def compare(path: Path, *, encrypted: bool) -> Closed:
    """Compare a closed file with its sum, before any connection is made to it.

    Takes about 1 ms per MB. Raises DatabaseProblem: „damaged“, or „foreign-journal“ when a journal
    lies beside a file that was closed in order – SQLite would roll back with it what is not its own.
    """
    known = _known(path)
    if known is None:
        return Closed.UNKNOWN
    size, mark, digest = known
    journal = path.with_name(f"{path.name}-journal")
    with suppress(OSError):
        found_mark = _mark(path, encrypted=encrypted)
        same = path.stat().st_size == size and _digest(path) == digest
        if same and journal.exists() and journal.stat().st_size > 0:
            raise DatabaseProblem(
                _("До базата лежи чужд дневник „{name}“; базата сама е цяла.").format(
                    name=journal.name
                ),
                _("Преместете го в друга папка и отворете програмата отново."),
                code="foreign-journal",
            )
        if same:
            return Closed.WHOLE
        if found_mark == mark and not (journal.exists() and journal.stat().st_size > 0):
            raise DatabaseProblem(
                _(
                    "Базата данни „{path}“ е повредена: не е това, което програмата е оставила при "
                    "затварянето."
                ).format(path=path),
                _("Не я изтривайте. Възстановете последното проверено резервно копие."),
                code="damaged",
            )
    return Closed.UNKNOWN


def forget(path: Path) -> None:
    """The file is open and will change: its sum no longer holds."""
    with suppress(OSError):
        sum_path(path).unlink()
        sync_folder(path.parent)


def remember(path: Path, *, encrypted: bool) -> None:
    """Leave the sum of a file that was just closed; a disk without room leaves none."""
    journal = path.with_name(f"{path.name}-journal")
    target = sum_path(path)
    part = target.with_name(f"{target.name}.part")
    try:
        if journal.exists() and journal.stat().st_size > 0:
            return
        said = {
            "size": path.stat().st_size,
            "mark": _mark(path, encrypted=encrypted),
            "sha256": _digest(path),
        }
        with part.open("w", encoding="ascii") as file:
            json.dump(said, file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError:
        with suppress(OSError):
            part.unlink()


def findings(session: Session) -> list[str]:
    """The careful check of an open file: each thing that is not as it should be, in a sentence.

    Pages, references, the chain of the audit, every row against the audit. The books are checked by
    `services.book_check`. Takes about a second per 100 000 audit lines.
    """
    from ruse_desktop.storage import audit, audit_replay

    found: list[str] = []
    answers = list(session.execute(text("PRAGMA integrity_check(5)")).scalars())
    if answers != ["ok"]:
        found.append(_("Проверката на SQLite: {answer}").format(answer=str(answers[0])))
    orphans = len(session.execute(text("PRAGMA foreign_key_check")).all())
    if orphans:
        found.append(
            ngettext(
                "{n} запис сочи към друг, който липсва.",
                "{n} записа сочат към други, които липсват.", orphans,
            ).format(n=orphans)
        )  # fmt: skip
    _count, broken = audit.verify(session)
    if broken is not None:
        found.append(_("Дневникът на промените е нарушен на ред {n}.").format(n=broken))
        return found
    found += [
        _("Запис {key} в „{table}“ не е такъв, какъвто е записан в дневника: {columns}.").format(
            key=one.key, table=one.table, columns=", ".join(one.columns) or _("липсва")
        )
        for one in audit_replay.differences(session)
    ]
    return found


def _known(path: Path) -> tuple[int, str, str] | None:
    try:
        said = json.loads(sum_path(path).read_text(encoding="ascii"))
        return int(said["size"]), str(said["mark"]), str(said["sha256"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _mark(path: Path, *, encrypted: bool) -> str:
    with path.open("rb") as file:
        head = file.read(32)
    return head[_SECRET if encrypted else _PLAIN].hex()


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
