"""What a copy says of itself, and how it differs from the present file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _, mark, ngettext

FORMAT = 1


@dataclass(frozen=True)
class BookHead:
    """A book as a file holds it: its title, its last entry and that one's hash, its last number."""

    code: str
    title: str
    seq: int
    head: str
    last_no: int


@dataclass(frozen=True)
class FileState:
    """The facts of a database file by which two of them are compared."""

    uuid: str
    schema: int
    rows: Mapping[str, int]
    audit_lines: int
    audit_head: str
    last_change: datetime | None
    books: tuple[BookHead, ...]
    faults: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """How many rows all tables hold."""
        return sum(self.rows.values())


@dataclass(frozen=True)
class Part:
    """A file within a copy."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What stands in the `manifest.json` of a copy; `state` is sealed when the copy is encrypted."""

    version: str
    uuid: str
    at: datetime
    label: str
    encrypted: bool
    parts: tuple[Part, ...]
    by: str = ""
    state: FileState | None = None
    sealed: str = ""
    format: int = FORMAT

    @property
    def attachments(self) -> int:
        """How many attached files the copy has."""
        return sum(one.name.startswith("attachments/") for one in self.parts)


@dataclass(frozen=True)
class Preview:
    """A verified copy beside the present file: what it contains, what would be missing after it."""

    path: Path
    manifest: Manifest
    state: FileState
    present: FileState | None
    forked: bool = False
    counts: tuple[tuple[str, int], ...] = ()
    missing: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    books_behind: bool = False


@dataclass(frozen=True)
class Restored:
    """A finished restore: when, from which copy, where the earlier files lie."""

    at: datetime
    path: str
    copy_at: datetime
    quarantine: str
    by: str
    reapplied: tuple[str, ...] = field(default=())


COUNTED = {
    "nomination": mark("предложения"),
    "session": mark("заседания"),
    "signed_minutes": mark("подписани протоколи"),
    "laureate": mark("удостоени в книгите"),
    "book_entry": mark("записи в книгите"),
    "person": mark("лица"),
    "organisation": mark("организации"),
    "event": mark("събития в календара"),
    "permit": mark("разрешения"),
    "attachment": mark("приложения към предложения"),
    "audit_line": mark("реда в дневника"),
}
"""What the preview counts, by table."""


def counts(state: FileState) -> tuple[tuple[str, int], ...]:
    """The kinds of record in words with their number, those that the file has."""
    return tuple(
        (_(text), state.rows[name]) for name, text in COUNTED.items() if name in state.rows
    )


def missing(copy: FileState, present: FileState) -> tuple[str, ...]:
    """What the present file has and the copy has not, in sentences: numbers in the books, changes."""
    lines = []
    old = {one.code: one for one in copy.books}
    for book in present.books:
        before = old.get(book.code)
        first, last = (before.last_no if before else 0) + 1, book.last_no
        if last >= first:
            numbers = f"№ {first}" if last == first else f"№ {first}–{last}"
            said = ngettext(
                "{book}: {n} вписване, {numbers}", "{book}: {n} вписвания, {numbers}",
                last - first + 1,
            )  # fmt: skip
            lines.append(said.format(book=book.title, n=last - first + 1, numbers=numbers))
        elif book.seq > (before.seq if before else 0):
            n = book.seq - (before.seq if before else 0)
            said = ngettext(
                "{book}: {n} отбелязване към вписванията",
                "{book}: {n} отбелязвания към вписванията",
                n,
            )
            lines.append(said.format(book=book.title, n=n))
    for name, text in COUNTED.items():
        if name in {"laureate", "book_entry", "audit_line"}:
            continue
        n = present.rows.get(name, 0) - copy.rows.get(name, 0)
        if n > 0:
            lines.append(_("{what}: {n} по-малко").format(what=_(text), n=n))
    n = present.audit_lines - copy.audit_lines
    if n > 0:
        said = ngettext("{n} ред в дневника на промените", "{n} реда в дневника на промените", n)
        lines.append(said.format(n=n))
    return tuple(lines)


def books_behind(copy: FileState, present: FileState) -> bool:
    """Whether a book of the present file has entries that the copy has not."""
    old = {one.code: one.seq for one in copy.books}
    return any(one.seq > old.get(one.code, 0) for one in present.books)


def warnings(copy: FileState, present: FileState | None, *, forked: bool) -> tuple[str, ...]:
    """What a person must know before he restores this copy over this file."""
    if present is None:
        return ()
    found = []
    if copy.uuid != present.uuid:
        found.append(_("Копието е на друга база, не на сегашната."))
    elif forked:
        found.append(
            _("Сегашната база и копието са се разделили: и двете имат промени, които другата няма.")
        )
    if present.last_change and copy.last_change and copy.last_change < present.last_change:
        found.append(
            _("Последната промяна в копието е от {then}, в сегашната база – от {now}.").format(
                then=_moment(copy.last_change), now=_moment(present.last_change)
            )
        )
    return tuple(found)


def _moment(at: datetime) -> str:
    return _("{day}, {time}").format(day=date_plain(at.date()), time=f"{at:%H:%M}")
