"""After the harm: is every promise kept, is anything half done, do the numbers and the chains hold."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from ruse_desktop.kernel.errors import UserError
from ruse_desktop.storage import audit, backup
from tests.faults.work import IMPORTED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from ruse_desktop.services.facade import Services
    from tests.faults.house import Ground
    from tests.faults.work import Promise

_FOUND = {
    "person": "SELECT count(*) FROM person WHERE family = :mark",
    "nomination": "SELECT count(*) FROM nomination WHERE registry_no = :mark",
    "event": "SELECT count(*) FROM event WHERE title = 'Среща ' || :mark",
    "seal": "SELECT count(*) FROM seal_entry WHERE document = 'Споразумение ' || :mark",
    "book": "SELECT count(*) FROM laureate WHERE name = 'Ива ' || :mark",
    "payment": "SELECT count(*) FROM payment WHERE document = 'пл. ' || :mark",
    "attachment": "SELECT count(*) FROM attachment WHERE name = :mark || '.txt'",
    "import": "SELECT count(*) FROM nomination WHERE registry_no LIKE :mark || '.%'",
    "backup": "SELECT count(*) FROM backup_record WHERE ok AND path LIKE '%/' || :mark",
}
_PREFIXES = """
SELECT substr(registry_no, 1, instr(registry_no, '.') - 1), count(*) FROM nomination
WHERE registry_no LIKE '%.%' GROUP BY 1
"""
_SERIES = {
    "nomination": "SELECT substr(number, 1, 7), CAST(substr(number, 9) AS INTEGER)"
    " FROM nomination WHERE number IS NOT NULL",
    "seal": "SELECT year, number FROM seal_entry",
    "book": "SELECT book, entry_no FROM laureate",
}


@dataclass
class Verdict:
    """What was found: promises not kept, anything else that is wrong, saves nobody was told of."""

    lost: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    untold: int = 0
    lines: int = 0
    backups: int = 0
    there: list[Promise] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Nothing lost and nothing wrong."""
        return not self.lost and not self.faults


def check(
    ground: Ground,
    promises: Iterable[Promise],
    lines: int | None,
    *,
    asked: Iterable[Promise] = (),
    seen: set[str] | None = None,
) -> Verdict:
    """Open the folder with the services and look; `lines` of the audit were promised.

    With `lines` None it is not known how many saves there were. Of those `asked` for, the ones found
    are in `there`. Every copy with a final name is verified but those in `seen`, which grows.
    """
    verdict = Verdict()
    try:
        services = ground.open()
    except UserError as error:
        verdict.faults.append(f"does not open: {error.code} {error}")
        return verdict
    try:
        with services.store.read() as session:
            _promises(session, promises, verdict)
            verdict.there = [one for one in asked if _is_there(session, one)]
            _whole(session, verdict)
            _audit(session, lines, verdict)
        _files(services, ground, verdict)
        if not services.books.verify().intact:
            verdict.faults.append("a book is broken")
    finally:
        services.store.close()
    _copies(ground, verdict, set() if seen is None else seen)
    return verdict


def _promises(session: Session, promises: Iterable[Promise], verdict: Verdict) -> None:
    for one in promises:
        wanted = IMPORTED if one.kind == "import" else 1
        found = session.execute(text(_FOUND[one.kind]), {"mark": one.mark}).scalar_one()
        if found != wanted:
            verdict.lost.append(f"{one.kind} {one.mark}: {found} of {wanted}")


def _is_there(session: Session, one: Promise) -> bool:
    return bool(session.execute(text(_FOUND[one.kind]), {"mark": one.mark}).scalar_one())


def _whole(session: Session, verdict: Verdict) -> None:
    answer = session.execute(text("PRAGMA integrity_check(3)")).scalars().all()
    if list(answer) != ["ok"]:
        verdict.faults.append(f"integrity_check: {answer}")
    orphans = session.execute(text("PRAGMA foreign_key_check")).all()
    if orphans:
        verdict.faults.append(f"foreign_key_check: {orphans[:3]}")
    for mark, count in session.execute(text(_PREFIXES)):
        if count != IMPORTED:
            verdict.faults.append(f"import {mark}: {count} rows")
    for name, query in _SERIES.items():
        series: dict[Any, list[int]] = {}
        for group, number in session.execute(text(query)):
            series.setdefault(group, []).append(number)
        for group, numbers in series.items():
            if sorted(numbers) != list(range(1, len(numbers) + 1)):
                verdict.faults.append(f"numbers of {name} {group}: a gap or a double")


def _audit(session: Session, lines: int | None, verdict: Verdict) -> None:
    verdict.lines = session.execute(text("SELECT count(*) FROM audit_line")).scalar_one()
    _count, broken = audit.verify(session)
    if broken is not None:
        verdict.faults.append(f"the audit is broken at line {broken}")
    if lines is None:
        return
    if verdict.lines < lines:
        verdict.lost.append(f"{lines - verdict.lines} audit lines")
    newer = session.execute(
        text("SELECT verb FROM audit_line WHERE seq > :seq ORDER BY seq"), {"seq": lines}
    ).scalars()
    unsaid = list(newer)
    verdict.untold = len(unsaid)
    # an import is two saves: its backup, then the rows
    if len(unsaid) > 1 and unsaid != ["backups.record", "imports.nominations"]:
        verdict.faults.append(f"saves nobody was told of: {unsaid}")


def _files(services: Services, ground: Ground, verdict: Verdict) -> None:
    with services.store.read() as session:
        rows = session.execute(text("SELECT id, sha256 FROM attachment")).all()
    for row_id, digest in rows:
        try:
            content = services.attachments.path(row_id).read_bytes()
        except UserError as error:
            verdict.faults.append(f"attachment {row_id}: {error}")
            continue
        if hashlib.sha256(content).hexdigest() != digest:
            verdict.faults.append(f"attachment {row_id} is another file")
    if any(ground.folder.glob("attachments/??/*.part")):
        verdict.faults.append("a half-written attachment was left")


def _copies(ground: Ground, verdict: Verdict, seen: set[str]) -> None:
    for path in sorted((ground.folder / "backups").glob("*.bak")):
        if path.name in seen:
            continue
        seen.add(path.name)
        verdict.backups += 1
        try:
            backup.check(path, ground.key)
        except UserError as error:
            verdict.faults.append(f"copy {path.name}: {error}")
