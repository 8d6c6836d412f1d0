"""Values of the laureate books: entries, their history, holders, and the state of the chain."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

OVER_LIMIT_WARNS = "over-limit-warns"
"""Code of a refusal that a reason passes: the act only warns of more laureates in a year."""
BOOK_NOT_OPENED = "book-not-opened"
"""Code of a refusal that opening the book with a reason passes: the act names no book."""


class EntryKind(StrEnum):
    """What an entry of a book records; only AWARD takes a number of the book."""

    OPENING = "opening"
    AWARD = "award"
    HAND_OVER = "hand-over"
    CORRECTION = "correction"
    ANNOTATION = "annotation"
    REVOCATION = "revocation"
    CLOSING = "closing"
    NOTE = "note"


# Kinds that speak of an earlier award entry.
REFERRING = frozenset(
    {EntryKind.HAND_OVER, EntryKind.CORRECTION, EntryKind.ANNOTATION, EntryKind.REVOCATION}
)


class HolderKind(StrEnum):
    """Who holds the distinction."""

    PERSON = "person"
    TEAM = "team"
    ORGANISATION = "organisation"


@dataclass(frozen=True)
class Holder:
    """A laureate found by name; `name` is the one that matched (also a member's or a former name).

    `exact` is False when the name is only similar. `book` is the award's code.
    """

    book: str
    entry_no: int
    year: int
    name: str
    section: str
    exact: bool


@dataclass(frozen=True)
class Act:
    """The awarding act: `kind` is „minutes“, „order“ or „decision“; `text` is printed as it is."""

    kind: str
    number: str
    on: date | None
    text: str


@dataclass(frozen=True)
class LaureateInput:
    """What is entered for one laureate.

    A person has given, middle and family names; a team, an organisation and a historic holder
    have `name`. `historic` entries may lack act, section and motive (R-5-0.9). `birth_year` and
    `former_names` go to the erasable part.
    """

    year: int
    kind: HolderKind = HolderKind.PERSON
    given: str = ""
    middle: str = ""
    family: str = ""
    titles: str = ""
    name: str = ""
    members: tuple[str, ...] = ()
    slot: str = ""
    section: str = ""
    area: str = ""
    motive: str = ""
    act: Act | None = None
    nomination_id: int | None = None
    historic: bool = False
    paper_no: str = ""
    note: str = ""
    birth_year: int | None = None
    former_names: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        """The name as the book shows it."""
        return self.name or " ".join(p for p in (self.given, self.middle, self.family) if p)


@dataclass(frozen=True)
class Keeper:
    """The office that keeps a book from a day on."""

    unit: str
    valid_from: date


@dataclass(frozen=True)
class BookView:
    """A book as its page shows it; `book` is the award's code, `head` the last hash in hex.

    `award` is the award's short name, „“ where the act has it no more.
    `complete_from` is the first year from which all holders are known to be entered. `memory`: its
    laureates have a page in the memory book (чл. 60).
    """

    book: str
    title: str
    keeper: str
    keepers: tuple[Keeper, ...]
    citation: str
    opened_on: date | None
    holders: int
    entries: int
    last_no: int
    years: tuple[int, ...]
    head: str
    closed: bool = False
    complete_from: int | None = None
    award: str = ""
    memory: bool = False


@dataclass(frozen=True)
class EntryRow:
    """A laureate in the list; `id` is what search results and screens carry, `seq` the chain place."""

    id: int
    book: str
    seq: int
    entry_no: int
    year: int
    name: str
    section: str
    act: str
    kind: HolderKind
    historic: bool
    corrected: bool
    revoked: bool
    handed_over: date | None


@dataclass(frozen=True)
class Change:
    """One corrected field: its stable name, its Bulgarian label, the old and the new text."""

    field: str
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class HistoryLine:
    """One entry that concerns a laureate, oldest first; `text` is the whole sentence for people."""

    seq: int
    kind: EntryKind
    at: datetime
    by: str
    text: str
    reason: str = ""
    changes: tuple[Change, ...] = ()
    fingerprint: str = ""


@dataclass(frozen=True)
class EntryDetail:
    """A laureate with everything the book says of it, corrections applied.

    `original_name` is what the award entry says when a correction changed it, else „“;
    `original_year` is always the award entry's.
    `received_by` names who received the award for the laureate, „“ where he did himself.
    `hash` is the award entry's, in hex; `fingerprint` its first ten digits.
    """

    row: EntryRow
    given: str
    middle: str
    family: str
    titles: str
    members: tuple[str, ...]
    slot: str
    area: str
    motive: str
    act: Act | None
    nomination_id: int | None
    paper_no: str
    note: str
    former_names: tuple[str, ...]
    original_name: str
    entered_at: datetime
    entered_by: str
    keeper: str
    citation: str
    hand_over: str
    hash: str
    history: tuple[HistoryLine, ...]
    original_year: int
    private_erased: bool = False
    received_by: str = ""

    @property
    def fingerprint(self) -> str:
        """The first ten hexadecimal digits of the hash, as extracts and diplomas print it."""
        return self.hash[:10]


@dataclass(frozen=True)
class ChainFault:
    """The first thing wrong in a book: its place in the chain and what is wrong there."""

    book: str
    title: str
    seq: int
    what: str


@dataclass(frozen=True)
class BookCheck:
    """The check of one book; `fault` is None when it is whole."""

    book: str
    title: str
    entries: int
    holders: int
    head: str
    fault: ChainFault | None = None


@dataclass(frozen=True)
class ChainReport:
    """The check of all books."""

    books: tuple[BookCheck, ...] = ()

    @property
    def intact(self) -> bool:
        """Whether every book is whole."""
        return all(check.fault is None for check in self.books)

    @property
    def entries(self) -> int:
        """Entries of all books."""
        return sum(check.entries for check in self.books)

    @property
    def holders(self) -> int:
        """Laureates of all books."""
        return sum(check.holders for check in self.books)

    @property
    def first(self) -> ChainFault | None:
        """The first fault, when there is one."""
        return next((check.fault for check in self.books if check.fault), None)


class Signature(StrEnum):
    """What the signature in a diploma's code says."""

    ABSENT = "absent"
    VALID = "valid"
    FALSE = "false"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class DiplomaCheck:
    """Whether a scanned diploma agrees with the book; `sentence` is for people.

    `now` is what the book says of the entry since: corrections, a revocation.
    """

    genuine: bool
    sentence: str
    row: EntryRow | None = None
    signature: Signature = Signature.ABSENT
    now: tuple[str, ...] = ()


@dataclass(frozen=True)
class ImportFault:
    """A row of an old book's table that cannot be taken; `row` counts from 1 with the header."""

    row: int
    column: str
    message: str


@dataclass(frozen=True)
class BookImport:
    """What an old book's table holds: laureates ready to enter, faults and warnings."""

    laureates: tuple[LaureateInput, ...]
    faults: tuple[ImportFault, ...] = ()
    warnings: tuple[ImportFault, ...] = ()
    columns: tuple[tuple[str, str], ...] = field(default=())


@dataclass(frozen=True)
class BookImportResult:
    """The entries made by an import."""

    book: str
    count: int
    first_no: int
    last_no: int
    head: str
