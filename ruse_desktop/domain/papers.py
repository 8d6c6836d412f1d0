"""The papers of a commission: one content value, drawn as PDF and written as DOCX alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ruse_desktop.kernel.i18n import mark


class PaperKind(StrEnum):
    """The papers of a commission, in the order in which they are needed."""

    ORDER = "order"
    NAMING = "naming"
    CHANGE = "change"
    INVITATIONS = "invitations"
    DECLARATIONS = "declarations"
    DOSSIERS = "dossiers"
    ATTENDANCE = "attendance"
    BALLOTS = "ballots"
    TELLERS = "tellers"
    MINUTES = "minutes"
    EXTRACT = "extract"
    PROPOSAL = "proposal"
    ACT = "act"
    PACKAGE = "package"
    CALL = "call"
    RESULTS = "results"
    LAUREATES = "laureates"
    OTHERS = "others"
    LETTERS = "letters"
    ARCHIVE = "archive"


_SHORT_ROLE = 14
APPOINTING = (PaperKind.ORDER, PaperKind.NAMING, PaperKind.CHANGE)
"""The papers of the commission itself; the others belong to a session."""

PAPER_NAMES: dict[PaperKind, str] = {
    PaperKind.ORDER: mark("Заповед за назначаване на комисията"),
    PaperKind.NAMING: mark("Писма за посочване на членове"),
    PaperKind.CHANGE: mark("Заповед за изменение на състава"),
    PaperKind.INVITATIONS: mark("Покани с дневен ред"),
    PaperKind.DECLARATIONS: mark("Декларации за конфликт на интереси"),
    PaperKind.DOSSIERS: mark("Досиета на членовете"),
    PaperKind.ATTENDANCE: mark("Присъствен лист"),
    PaperKind.BALLOTS: mark("Бюлетини"),
    PaperKind.TELLERS: mark("Броителни листове"),
    PaperKind.MINUTES: mark("Протокол"),
    PaperKind.EXTRACT: mark("Извлечение от протокола"),
    PaperKind.PROPOSAL: mark("Предложение на комисията"),
    PaperKind.ACT: mark("Проект за акт за удостояване"),
    PaperKind.PACKAGE: mark("Преписка за Общинския съвет"),
    PaperKind.CALL: mark("Покана за предложения"),
    PaperKind.RESULTS: mark("Съобщение за наградените"),
    PaperKind.LAUREATES: mark("Писма до носителите"),
    PaperKind.OTHERS: mark("Писма до останалите вносители"),
    PaperKind.LETTERS: mark("Всички писма след заседанието"),
    PaperKind.ARCHIVE: mark("Архивен списък"),
}
"""Names for people; screens pass them through gettext."""

FILE_NAMES: dict[PaperKind, str] = {
    PaperKind.ORDER: "zapoved-komisiya",
    PaperKind.NAMING: "pisma-posochvane",
    PaperKind.CHANGE: "zapoved-izmenenie",
    PaperKind.INVITATIONS: "pokani",
    PaperKind.DECLARATIONS: "deklaracii",
    PaperKind.DOSSIERS: "dosieta",
    PaperKind.ATTENDANCE: "prisastven-list",
    PaperKind.BALLOTS: "byuletini",
    PaperKind.TELLERS: "broitelni-listove",
    PaperKind.MINUTES: "protokol",
    PaperKind.EXTRACT: "izvlechenie",
    PaperKind.PROPOSAL: "predlozhenie",
    PaperKind.ACT: "proekt-akt",
    PaperKind.PACKAGE: "prepiska",
    PaperKind.CALL: "pokana-predlozheniya",
    PaperKind.RESULTS: "nagradeni",
    PaperKind.LAUREATES: "pisma-nositeli",
    PaperKind.OTHERS: "pisma-vnositeli",
    PaperKind.LETTERS: "pisma-vsichki",
    PaperKind.ARCHIVE: "arhiven-spisak",
}


class Look(StrEnum):
    """How a paragraph stands.

    Running text, a label over a part, in the middle, small print, an item of a list, to be ticked;
    a part's heading that takes a bit of its part along, a small heading, a motive in italics.
    """

    TEXT = "text"
    LABEL = "label"
    CENTRE = "centre"
    SMALL = "small"
    ITEM = "item"
    CHOICE = "choice"
    PART = "part"
    MINOR = "minor"
    MOTIVE = "motive"


@dataclass(frozen=True)
class Text:
    """A paragraph; `strong` follows the text in bold."""

    text: str
    look: Look = Look.TEXT
    strong: str = ""


@dataclass(frozen=True)
class Grid:
    """A table; `widths` are shares of the line, `roomy` leaves place for writing by hand."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    roomy: bool = False


@dataclass(frozen=True)
class Signatures:
    """Who signs: (role, name) with a dotted line between; an empty name is written by hand."""

    lines: tuple[tuple[str, str], ...]

    @property
    def widths(self) -> tuple[float, float, float]:
        """Shares of the line for role, dots and name: short roles leave the room to the names."""
        short = all(len(role) <= _SHORT_ROLE for role, _name in self.lines)
        return (0.18, 0.36, 0.46) if short else (0.36, 0.3, 0.34)


@dataclass(frozen=True)
class Slips:
    """Identical ballots to be cut apart: heading lines, how to mark, the options.

    With `answers` („за“, „против“) there is a square for each of them beside every option.
    Nothing on a slip differs from the others of its round, so that it marks no voter.
    """

    count: int
    title: str
    lines: tuple[str, ...]
    how: str
    options: tuple[str, ...]
    answers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """Blocks that stay on one page where they fit on one."""

    blocks: tuple[Text | Grid | Signatures, ...]


Block = Text | Grid | Signatures | Slips | Group


@dataclass(frozen=True)
class Paper:
    """One paper, from top to bottom; each begins on its own page and numbers its own pages.

    `sender` are the lines under the municipality's name; () = a sheet without letterhead.
    `number` is the line for number and day, `addressee` the lines after „ДО“. `approval` stands above
    all at the right: „УТВЪРЖДАВАМ“, who signs, the document.
    """

    title: str = ""
    under: tuple[str, ...] = ()
    sender: tuple[str, ...] = ()
    number: tuple[str, str] = ("", "")
    addressee: tuple[str, ...] = ()
    subject: str = ""
    salutation: str = ""
    blocks: tuple[Block, ...] = ()
    draft: bool = False
    foot: str = ""
    approval: tuple[str, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Every paragraph outside tables, signatures and slips, in order."""
        return tuple(self._paragraphs())

    def _paragraphs(self) -> Iterator[str]:
        if self.title:
            yield self.title
        yield from self.under
        yield from self.addressee
        if self.salutation:
            yield self.salutation
        for block in self.blocks:
            inner = block.blocks if isinstance(block, Group) else (block,)
            yield from (one.text + one.strong for one in inner if isinstance(one, Text))


@dataclass(frozen=True)
class PaperSet:
    """What is printed at once: one paper, or one for each member or proposer."""

    kind: PaperKind
    title: str
    file_name: str
    papers: tuple[Paper, ...]
    municipality: str


@dataclass(frozen=True)
class PaperLine:
    """A line of the list: a paper that makes sense now, or the `note` why there is none.

    `part` tells apart papers of one kind (the section of the ballots); `printed_on` is the last
    time it was printed or saved.
    """

    kind: PaperKind
    part: str
    name: str
    note: str = ""
    ready: bool = True
    printed_on: datetime | None = None
    printed_by: str = ""
