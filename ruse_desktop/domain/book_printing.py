"""What is printed of one entry (extract, certified copy, duplicate), and the log of all printing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ruse_desktop.domain.books import EntryDetail
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _, mark


class PrintKind(StrEnum):
    """What was printed."""

    VOLUME = "volume"
    ANCHOR = "anchor"
    EXTRACT = "extract"
    COPY = "copy"
    DUPLICATE = "duplicate"
    DIPLOMA = "diploma"


PRINT_NAMES: dict[PrintKind, str] = {
    PrintKind.VOLUME: mark("Книга"),
    PrintKind.ANCHOR: mark("Лист за удостоверяване"),
    PrintKind.EXTRACT: mark("Извлечение"),
    PrintKind.COPY: mark("Заверен препис"),
    PrintKind.DUPLICATE: mark("Дубликат на диплом"),
    PrintKind.DIPLOMA: mark("Диплом"),
}
ISSUED = frozenset({PrintKind.EXTRACT, PrintKind.COPY, PrintKind.DUPLICATE})
"""Kinds that are issued under a number."""


@dataclass(frozen=True)
class PrintRequest:
    """What is asked when something of an entry is issued.

    `applicant` is who asked, `reason` why; `certified_by` the name and office under „Вярно с
    оригинала“; `day` the day on the paper.
    """

    day: date
    applicant: str = ""
    reason: str = ""
    certified_by: str = ""


@dataclass(frozen=True)
class PrintLine:
    """A line of the log; `number` is None where nothing is issued under one.

    `way` is „print“, „pdf“ or „issue“. `head_seq` and `head` are the chain's head at that moment.
    """

    id: int
    book: str
    seq: int | None
    kind: PrintKind
    way: str
    number: int | None
    day: date
    part: str
    applicant: str
    reason: str
    certified_by: str
    head_seq: int
    head: str
    by: str
    at: datetime

    @property
    def number_text(self) -> str:
        """„1“ of a duplicate, „3/2026“ of an extract; „“ where there is no number."""
        if self.number is None:
            return ""
        return (
            f"{self.number}"
            if self.kind is PrintKind.DUPLICATE
            else f"{self.number}/{self.at.year}"
        )

    @property
    def text(self) -> str:
        """The line in a sentence for people."""
        name = _(PRINT_NAMES[self.kind])
        if self.number is not None:
            name = _("{name} № {n}").format(name=name, n=self.number_text)
        parts = [name, self.part]
        if self.applicant:
            parts.append(_("по искане на {who}").format(who=self.applicant))
        if self.reason:
            parts.append(_("причина: {why}").format(why=self.reason))
        if self.certified_by:
            parts.append(_("заверил: {who}").format(who=self.certified_by))
        said = "; ".join(part for part in parts if part)
        return f"{date_plain(self.at.date())} {said} · {self.by}"


@dataclass(frozen=True)
class Extract:
    """An extract or a certified copy of one entry, ready to be drawn.

    `issued` is the line of the log, None in a preview. `code` is the text of the QR sign.
    """

    kind: PrintKind
    municipality: str
    town: str
    title: str
    citation: str
    entry: EntryDetail
    request: PrintRequest
    code: str
    announced: bool = False
    issued: PrintLine | None = None

    @property
    def name(self) -> str:
        """„ИЗВЛЕЧЕНИЕ“ or „ЗАВЕРЕН ПРЕПИС“, in ordinary letters."""
        return _(PRINT_NAMES[self.kind])
