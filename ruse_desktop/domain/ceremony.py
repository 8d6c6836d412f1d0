"""The papers of a ceremony: order of awarding, announcer's cards, receipts, guests."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ruse_desktop.domain.citations import Citation
from ruse_desktop.kernel.i18n import _, mark


class Part(StrEnum):
    """The papers of the pack, in their order."""

    ORDER = "order"
    SCENARIO = "scenario"
    CARDS = "cards"
    RECEIPTS = "receipts"
    GUESTS = "guests"
    INVITATIONS = "invitations"
    LABELS = "labels"


PART_NAMES: dict[Part, str] = {
    Part.ORDER: mark("Ред на връчването"),
    Part.SCENARIO: mark("Сценарий"),
    Part.CARDS: mark("Карти за водещия"),
    Part.RECEIPTS: mark("Разписки"),
    Part.GUESTS: mark("Списък на гостите"),
    Part.INVITATIONS: mark("Покани"),
    Part.LABELS: mark("Етикети за пликове"),
}
"""Names for people; screens pass them through gettext."""
EVERYTHING = tuple(Part)
_ACCENTS = "\u0300\u0301"


@dataclass(frozen=True)
class CeremonyRequest:
    """How the ceremony is to go: `order` are places in the book, the first called first.

    Those left out of `order` follow by their numbers. `spoken` says how a name is pronounced, by
    place in the book. `authorisation` is the order by which the presenter was authorised.
    """

    on: date
    presenter: str = ""
    place: str = ""
    hour: str = ""
    authorisation: str = ""
    occasion: str = ""
    order: tuple[int, ...] = ()
    spoken: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class CeremonyLine:
    """One laureate as he is called; `things` go with the award, with serials and sums when known."""

    seq: int
    entry_no: int
    name: str
    titles: str
    section: str
    motive: str
    act: str
    members: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    spoken: str = ""
    note: str = ""
    handed_on: date | None = None
    received_by: str = ""

    @property
    def called(self) -> str:
        """The name with its titles."""
        return " ".join(part for part in (self.titles, self.name) if part)


@dataclass(frozen=True)
class Guest:
    """A living holder of an honour, to be invited; `doubt` where nothing certain is known of him.

    `address` is what the card says of where to write, „“ for nothing.
    """

    entry_no: int
    year: int
    name: str
    doubt: bool = False
    address: str = ""


@dataclass(frozen=True)
class Pack:
    """Everything the papers of a ceremony need; `announced`: the award is announced, not given.

    `guests_of` is the honour whose living holders are invited, `left_out` how many of them are not
    (deceased, taken away). Where the act invites them to this very ceremony, `guests_citation` says so.
    """

    award: str
    year: int
    request: CeremonyRequest
    presenter: str
    citation: Citation | None
    lines: tuple[CeremonyLine, ...]
    guests: tuple[Guest, ...] = ()
    guests_of: str = ""
    guests_citation: Citation | None = None
    left_out: int = 0
    announced: bool = False
    municipality: str = ""
    town: str = ""
    unit: str = ""

    @property
    def title(self) -> str:
        """„Церемония: Награда „Русе“, 2027 г.“."""
        return _("Церемония: {award}, {year} г.").format(award=self.award, year=self.year)

    @property
    def programme(self) -> tuple[tuple[str, str], ...]:
        """The scenario: what happens and by whom, each laureate called in a row of his own."""
        host, giver = _("Водещ"), self.presenter
        before = (
            (_("Посрещане на гостите"), self.unit),
            (_("Откриване"), host),
            (_("Приветствие"), giver),
            (_("Представяне на отличието и на решението"), host),
        )
        said = _("Обявяване: {name}") if self.announced else _("Връчване: {name}")
        called = tuple((said.format(name=one.called), giver) for one in self.lines)
        after = (
            (_("Слово на удостоените"), _("Удостоените")),
            (_("Художествена програма"), ""),
            (_("Закриване"), host),
        )
        return (*before, *called, *after)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The papers that have something on them."""
        empty = set()
        if not any(one.things for one in self.lines):
            empty.add(Part.RECEIPTS)
        if not self.guests:
            empty |= {Part.GUESTS, Part.INVITATIONS, Part.LABELS}
        return tuple(one for one in Part if one not in empty)


def in_order(lines: Sequence[CeremonyLine], order: Sequence[int]) -> tuple[CeremonyLine, ...]:
    """The lines as they are called: first those of `order`, the rest by number in the book."""
    place = {seq: n for n, seq in enumerate(order)}
    last = len(place)
    return tuple(sorted(lines, key=lambda one: (place.get(one.seq, last), one.entry_no)))


def spoken_text(text: str) -> str:
    """How a name is said, stress by a capital vowel („СтоИл РадУлов“); accents become capitals."""
    made: list[str] = []
    for letter in unicodedata.normalize("NFD", text.strip()):
        if letter in _ACCENTS and made:
            made[-1] = made[-1].upper()
        else:
            made.append(letter)
    return unicodedata.normalize("NFC", "".join(made))
