"""What a nomination of an award contains besides the common parts: fields, tables, intake place.

The fields are law data: a form on screen, a fillable PDF and an import all come from them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from ruse_desktop.domain.citations import Citation

Line = Mapping[str, str]
FactValue = str | tuple[str, ...] | tuple[Line, ...]
"""A text (dates as 2026-05-06, numbers with a point, „yes“/„no“), chosen codes, or table lines."""
Facts = Mapping[str, FactValue]

YES, NO = "yes", "no"
COMMON = frozenset({
    "slot", "section", "genre", "category", "nominee_kind", "proposer_kind", "lifetime", "channel",
    "citizenship", "settlement", "dead",
})  # fmt: skip
"""What a condition may ask besides the award's own fields; see `NominationFacts.known`."""


class FieldKind(StrEnum):
    """How a field is filled in."""

    TEXT = "text"
    LONG = "long"
    DATE = "date"
    NUMBER = "number"
    YES_NO = "yes-no"
    CHOICE = "choice"
    CHOICES = "choices"
    ROWS = "rows"


@dataclass(frozen=True)
class Choice:
    """One value to choose: what is kept and what is shown."""

    code: str
    name: str
    citation: Citation | None = None


@dataclass(frozen=True)
class Column:
    """A column of a table field; `required`: a line without it is incomplete."""

    code: str
    name: str
    kind: FieldKind = FieldKind.TEXT
    choices: tuple[Choice, ...] = ()
    required: bool = False


@dataclass(frozen=True)
class IntakeField:
    """One field of the intake of an award, in the order of the file; `group` is its heading.

    A table (`rows`) has `columns`; choices have `choices`. `when` shows it only under a condition
    (see `holds`). `on_form` is False for what only the clerk fills in, never the proposer.
    `in_list` names it in the register of proposals. `personal` values are kept erasable.
    """

    code: str
    name: str
    kind: FieldKind
    citation: Citation
    group: str = ""
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    columns: tuple[Column, ...] = ()
    when: str = ""
    required: bool = False
    on_form: bool = True
    in_list: bool = False

    def choice(self, code: str) -> Choice | None:
        """The choice with this code, when the field has it."""
        return next((one for one in self.choices if one.code == code), None)


@dataclass(frozen=True)
class IntakeRule:
    """Where proposals are brought and how they are numbered.

    `place` is the unit that takes them. `registry`: the number of the registry is mandatory.
    `prefix` begins the unit's own gap-free number („ХД-21В“). `book` is the title of the register
    of proposals, „sheet“ (form) the title of the fillable form.
    """

    place: str
    citation: Citation
    prefix: str = ""
    registry: bool = True
    book: str = ""
    book_citation: Citation | None = None
    form: str = ""
    form_citation: Citation | None = None
    notes: tuple[str, ...] = field(default_factory=tuple)


def register_number(rule: IntakeRule | None, number: int | None, year: int) -> str:
    """The unit's own number of a proposal: „ХД-21В-7/2027“, without a prefix „7/2027“; „“ for none."""
    if number is None:
        return ""
    head = f"{rule.prefix}-" if rule is not None and rule.prefix else ""
    return f"{head}{number}/{year}"


def text_of(facts: Facts, code: str) -> str:
    """The text kept under `code`; „“ when there is none."""
    value = facts.get(code, "")
    return value if isinstance(value, str) else ""


def chosen_of(facts: Facts, code: str) -> tuple[str, ...]:
    """The codes chosen in a field, of a table the values of its first column."""
    value = facts.get(code, ())
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(
        one if isinstance(one, str) else next(iter(one.values()), "") for one in value if one
    )


def lines_of(facts: Facts, code: str) -> tuple[Line, ...]:
    """The lines of a table field that say something."""
    value = facts.get(code, ())
    if isinstance(value, str):
        return ()
    return tuple(one for one in value if isinstance(one, Mapping) and any(one.values()))


def day_of(text: str) -> date | None:
    """The day kept as 2026-05-06; None when empty or not a day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def number_of(text: str) -> Decimal | None:
    """The number kept with a point or typed with a comma; None when empty or not a number."""
    try:
        found = Decimal(text.strip().replace("\u00a0", "").replace(" ", "").replace(",", "."))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def holds(condition: str, known: Facts) -> bool:
    """Whether a condition of the law's files holds.

    „grounds=4“: the value is or contains 4; „form=full|part“: one of several; „form!=full“: it is
    not; several conditions are joined by „ & “. „“ always holds.
    """
    return all(_one(part.strip(), known) for part in condition.split("&")) if condition else True


def _one(part: str, known: Facts) -> bool:
    name, sign, wanted = part.partition("=")
    negative = name.endswith("!")
    if not sign:
        raise ValueError(part)
    values = set(wanted.strip().split("|"))
    found = bool(values & set(chosen_of(known, name.rstrip("!").strip()) or ("",)))
    return found is not negative


def shown(fields: Sequence[IntakeField], known: Facts) -> tuple[IntakeField, ...]:
    """The fields whose condition holds, in order."""
    return tuple(one for one in fields if holds(one.when, known))


def kept(facts: Facts) -> dict[str, object]:
    """The facts as they are stored: plain texts, lists and tables; what is empty is left out."""
    found: dict[str, object] = {}
    for code, value in facts.items():
        if isinstance(value, str):
            if value.strip():
                found[code] = value
            continue
        rows = [dict(one) if isinstance(one, Mapping) else one for one in value]
        rows = [one for one in rows if (any(one.values()) if isinstance(one, dict) else one)]
        if rows:
            found[code] = rows
    return found


def read(stored: Mapping[str, object]) -> dict[str, FactValue]:
    """The facts from what is stored; of anything unexpected only its text is kept."""
    found: dict[str, FactValue] = {}
    for code, value in stored.items():
        if not isinstance(value, list):
            found[code] = str(value)
        elif all(isinstance(one, dict) for one in value):
            found[code] = tuple({k: str(v) for k, v in one.items()} for one in value)
        else:
            found[code] = tuple(str(one) for one in value)
    return found


def shown_value(one: IntakeField, value: FactValue) -> str:
    """The value in words, for lists, letters and the form's summary; lines are joined by „; “."""
    from ruse_desktop.kernel.formats import date_plain
    from ruse_desktop.kernel.i18n import _

    def word(kind: FieldKind, choices: Sequence[Choice], text: str) -> str:
        if kind is FieldKind.DATE:
            day = day_of(text)
            return date_plain(day) if day else text
        if kind is FieldKind.YES_NO:
            return {YES: _("да"), NO: _("не")}.get(text, text)
        if kind is FieldKind.NUMBER:
            return text.replace(".", ",")
        return next((choice.name for choice in choices if choice.code == text), text)

    if isinstance(value, str):
        return word(one.kind, one.choices, value)
    parts = []
    for item in value:
        if isinstance(item, str):
            parts.append(word(one.kind, one.choices, item))
            continue
        cells = [
            word(column.kind, column.choices, item.get(column.code, "")) for column in one.columns
        ]
        parts.append(", ".join(cell for cell in cells if cell))
    return "; ".join(parts)


@dataclass(frozen=True)
class Said:
    """A field of the award as it is read: its heading, name and value in words, line by line."""

    group: str
    name: str
    value: str


def said(fields: Sequence[IntakeField], facts: Facts) -> tuple[Said, ...]:
    """What the award's own fields say, in the order of the law; empty ones are left out."""
    found = []
    for one in fields:
        value = facts.get(one.code, "")
        lines = (
            (value,)
            if isinstance(value, str) or one.kind is not FieldKind.ROWS
            else (tuple((line,) for line in value if not isinstance(line, str)))
        )
        words = "\n".join(shown_value(one, line) for line in lines)
        if words.strip():
            found.append(Said(one.group, one.name, words))
    return tuple(found)


def headline(fields: Sequence[IntakeField], facts: Facts) -> str:
    """The one value that tells proposals apart in a list: a title, a school, a kind of paper."""
    listed = [one for one in fields if one.in_list and facts.get(one.code)]
    for kind in (FieldKind.TEXT, FieldKind.CHOICE):
        for one in listed:
            if one.kind is kind:
                return shown_value(one, facts[one.code])
    return ""
