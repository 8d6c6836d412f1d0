"""An old list on its way into a book: what was written, what is proposed, what a person confirmed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from ruse_desktop.domain.books import Act, HolderKind, LaureateInput
from ruse_desktop.domain.old_book_acts import ActGuess, read_act
from ruse_desktop.domain.old_book_names import NameGuess, as_team, read_names
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import search_key

FIRST_YEAR = 1900
FIELDS = (
    "year", "name", "titles", "kind", "members", "section", "act", "paper_no", "motive", "note",
)  # fmt: skip
NEEDED = ("year", "name")
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_PLAIN_YEAR = re.compile(r"\s*(?:1[89]|20)\d\d\s*(?:г(?:од)?(?:\.|ина)?)?\s*")
_SHORT_YEAR = re.compile(r"^['’]?(\d\d)\s*(?:г\.?)?$")
_KINDS = {
    "лице": HolderKind.PERSON,
    "човек": HolderKind.PERSON,
    "екип": HolderKind.TEAM,
    "колектив": HolderKind.TEAM,
    "група": HolderKind.TEAM,
    "организация": HolderKind.ORGANISATION,
    "институция": HolderKind.ORGANISATION,
}


class RowState(StrEnum):
    """Where a row stands; only CONFIRMED rows go into the book."""

    UNCLEAR = "unclear"
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    LEFT_OUT = "left-out"


@dataclass(frozen=True)
class OldEntry:
    """One laureate of an old list; `written` is the table's line (field, text) and never changes.

    `year` is text until it is confirmed, `act_on` a day in ISO form or „“. `kept` names the fields
    („name“, „year“, „act“, „section“) that stay as written and are marked so in the book.
    """

    id: int
    line: int
    written: tuple[tuple[str, str], ...]
    year: str = ""
    kind: HolderKind = HolderKind.PERSON
    given: str = ""
    middle: str = ""
    family: str = ""
    titles: str = ""
    name: str = ""
    members: tuple[str, ...] = ()
    posthumous: bool = False
    section: str = ""
    act_kind: str = ""
    act_no: str = ""
    protocol: str = ""
    act_on: str = ""
    act_text: str = ""
    paper_no: str = ""
    motive: str = ""
    note: str = ""
    kept: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    state: RowState = RowState.PROPOSED
    shared: bool = False
    team: bool = False

    @property
    def full_name(self) -> str:
        """The name as the book would show it, without titles."""
        return self.name or " ".join(p for p in (self.given, self.middle, self.family) if p)

    def text(self, field: str) -> str:
        """What the table says in a column; „“ where there is none."""
        return dict(self.written).get(field, "")


@dataclass(frozen=True)
class OldLine:
    """A line of the table: its number in the file and its cells."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class OldBook:
    """The whole work on one list; kept beside the database until it is entered or thrown away.

    `mapping` is field → place of the column. `chosen` is the row last worked at.
    """

    book: str
    file: str
    header: tuple[str, ...]
    lines: tuple[OldLine, ...]
    mapping: tuple[tuple[str, int], ...] = ()
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    entries: tuple[OldEntry, ...] = ()
    complete_from: int | None = None
    chosen: int = 0

    def count(self, state: RowState) -> int:
        """How many rows stand so."""
        return sum(entry.state is state for entry in self.entries)

    @property
    def open(self) -> int:
        """Rows that a person has not decided yet."""
        return self.count(RowState.UNCLEAR) + self.count(RowState.PROPOSED)


def propose(
    lines: tuple[OldLine, ...], mapping: Mapping[str, int], sections: frozenset[str]
) -> tuple[OldEntry, ...]:
    """Every line understood by these columns; a year standing alone counts for the lines below.

    `sections` are the comparison keys of today's sections and areas.
    """
    found: list[OldEntry] = []
    above = ""
    for line in lines:
        cells = {
            field: line.cells[n].strip() for field, n in mapping.items() if n < len(line.cells)
        }
        written = tuple((field, cells[field]) for field in FIELDS if cells.get(field))
        if year := _YEAR.search(cells.get("year", "")):
            above = year[1]
        if _alone(cells):
            above = _YEAR.findall(cells["name"])[0]
            continue
        if not cells.get("name"):
            only_year = all(field == "year" for field, _text in written)
            if not written or only_year:
                continue
        base = OldEntry(0, line.line, written)
        found.extend(_line(base, above, sections, len(found)))
    return tuple(found)


def _alone(cells: Mapping[str, str]) -> bool:
    """Whether the line is a heading such as „1998 г.“ in the column of names."""
    others = any(text for field, text in cells.items() if field != "name")
    return not others and bool(_PLAIN_YEAR.fullmatch(cells.get("name", "")))


def regrouped(entry: OldEntry, sections: frozenset[str], *, team: bool) -> tuple[OldEntry, ...]:
    """The line of this row read anew: its people as one team, or each as a laureate."""
    base = OldEntry(0, entry.line, entry.written)
    return _line(base, entry.year, sections, 0, team=team)


def _line(
    base: OldEntry, above: str, sections: frozenset[str], first: int, *, team: bool = False
) -> tuple[OldEntry, ...]:
    written = base.text("name")
    guesses = read_names(written) or (NameGuess(name=written),)
    several = len(guesses) > 1
    if team:
        guesses = (as_team(written),)
    base = _year(base, above)
    base = _act(base)
    section = base.text("section")
    old_section = bool(section) and bool(sections) and search_key(section) not in sections
    base = replace(
        base,
        section=section,
        paper_no=base.text("paper_no"),
        motive=base.text("motive"),
        kept=(*base.kept, *(("section",) if old_section else ())),
        shared=several,
        team=team,
    )
    made = [_named(base, guess) for guess in guesses]
    return tuple(replace(one, id=first + n, state=_state(one)) for n, one in enumerate(made))


def _state(entry: OldEntry) -> RowState:
    return RowState.UNCLEAR if entry.doubts else RowState.PROPOSED


def _named(base: OldEntry, guess: NameGuess) -> OldEntry:
    """The row with its name, kind and members from a proposal."""
    members = guess.members or tuple(
        part.strip() for part in re.split(r"[;\n]", base.text("members")) if part.strip()
    )
    kind = _kind(base.text("kind")) or (
        HolderKind.TEAM if members and guess.kind is HolderKind.PERSON else guess.kind
    )
    titles = " ".join(part for part in (base.text("titles"), guess.titles) if part)
    doubts = guess.doubts if guess.full_name else (_("Липсва името на носителя."),)
    unsplit = bool(guess.name) and bool(guess.doubts)
    person = kind is HolderKind.PERSON
    return replace(
        base,
        kind=kind,
        given=guess.given if person else "",
        middle=guess.middle if person else "",
        family=guess.family if person else "",
        name=guess.name if person else guess.full_name,
        titles=titles,
        members=members,
        posthumous=guess.posthumous,
        note="; ".join(part for part in (base.text("note"), guess.remark) if part),
        kept=(*base.kept, *(("name",) if unsplit else ())),
        doubts=(*base.doubts, *doubts),
    )


def _kind(text: str) -> HolderKind | None:
    key = search_key(text)
    return next((kind for head, kind in _KINDS.items() if key.startswith(head)), None)


def _year(base: OldEntry, above: str) -> OldEntry:
    """The row with its year; one taken from elsewhere or not certain is doubtful."""
    text = base.text("year")
    years = _YEAR.findall(text)
    if years:
        plain = _PLAIN_YEAR.fullmatch(text)
        doubt = () if plain else (_year_doubt(text, years[0]),)
        kept = () if plain else ("year",)
        return replace(base, year=years[0], kept=kept, doubts=doubt)
    if short := _SHORT_YEAR.match(text):
        full = ("20" if int(short[1]) < 50 else "19") + short[1]
        return replace(base, year=full, kept=("year",), doubts=(_year_doubt(text, full),))
    if text:
        return replace(base, doubts=(_("„{text}“ не е година.").format(text=text),))
    on = read_act(base.text("act")).on
    if above:
        why = _("Годината липсва; предложена е тази от по-горния ред.")
        return replace(base, year=above, doubts=(why,))
    if on is not None:
        why = _("Годината липсва; предложена е тази на акта.")
        return replace(base, year=str(on.year), doubts=(why,))
    return replace(base, doubts=(_("Липсва година."),))


def _year_doubt(text: str, year: str) -> str:
    return _("Годината е записана „{text}“; предложена е {year}.").format(text=text, year=year)


def _act(base: OldEntry) -> OldEntry:
    """The row with its act taken apart; the text stays as written."""
    guess = read_act(base.text("act"))
    if not guess.text:
        return base
    doubts = [*base.doubts, *guess.doubts]
    if guess.on is not None and base.year and abs(guess.on.year - int(base.year)) > 1:
        doubts.append(
            _("Актът е от {act}, а наградата от {year} г.").format(
                act=guess.on.year, year=base.year
            )
        )
    whole = guess.kind and guess.number and guess.on and not guess.doubts
    return replace(
        base,
        act_kind=guess.kind,
        act_no=guess.number,
        protocol=guess.protocol,
        act_on=guess.on.isoformat() if guess.on else "",
        act_text=guess.text,
        kept=(*base.kept, *(() if whole else ("act",))),
        doubts=tuple(doubts),
    )


def problems(entry: OldEntry, today: date) -> tuple[str, ...]:
    """What forbids this row to enter a book; sentences, empty when nothing does."""
    found = []
    if not entry.full_name.strip():
        found.append(_("Липсва името на носителя."))
    if not re.fullmatch(r"\d{4}", entry.year):
        found.append(_("Годината се пише с четири цифри."))
    elif not FIRST_YEAR <= int(entry.year) <= today.year:
        found.append(_("Годината {year} не е възможна.").format(year=entry.year))
    return tuple(found)


def laureate(entry: OldEntry) -> LaureateInput:
    """What enters the book; what stayed as written is said in the note. The year must be whole."""
    act = None
    if entry.act_text or entry.act_no:
        act = Act(
            entry.act_kind,
            entry.act_no,
            date.fromisoformat(entry.act_on) if entry.act_on else None,
            _act_text(entry),
        )
    return LaureateInput(
        year=int(entry.year),
        kind=entry.kind,
        given=entry.given,
        middle=entry.middle,
        family=entry.family,
        titles=entry.titles,
        name=entry.name,
        members=entry.members if entry.kind is HolderKind.TEAM else (),
        section=entry.section,
        motive=entry.motive,
        act=act,
        historic=True,
        paper_no=entry.paper_no,
        note=_note(entry),
    )


def _act_text(entry: OldEntry) -> str:
    """The act as written; a protocol that a person added is said after it."""
    text = entry.act_text
    known = ActGuess("") if not text else read_act(text)
    if entry.protocol and entry.protocol != known.protocol:
        more = _("протокол № {no}").format(no=entry.protocol)
        text = f"{text}, {more}" if text else more
    return text or f"№ {entry.act_no}"


def kept_words(entry: OldEntry) -> str:
    """The fields that stay as written, in words: „годината „1998/99“, актът“; „“ for none."""
    words = {"year": _("годината"), "name": _("името"), "act": _("актът"), "section": _("разделът")}
    named = []
    for field in dict.fromkeys(entry.kept):
        text = " ".join(entry.text(field).split())
        named.append(f"{words[field]} „{text}“" if field == "year" else words[field])
    return ", ".join(named)


def _note(entry: OldEntry) -> str:
    parts = [entry.note]
    if entry.posthumous:
        parts.append(_("посмъртно"))
    if kept := kept_words(entry):
        parts.append(_("както е записано: {fields}").format(fields=kept))
    return "; ".join(part for part in parts if part)
