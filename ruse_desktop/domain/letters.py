"""A letter of the office to a proposer: one content value, printed as PDF and later as text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ruse_desktop.domain.nominations import State
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import mark
from ruse_desktop.kernel.wording import say


class LetterKind(StrEnum):
    """Letters about one nomination; the last is about an honour taken away."""

    RECEIPT = "receipt"
    COMPLETION = "completion"
    REJECTION = "rejection"
    WITHDRAWAL = "withdrawal"
    GIVE_BACK = "give-back"


LETTER_NAMES: dict[LetterKind, str] = {
    LetterKind.RECEIPT: mark("Приемна бележка"),
    LetterKind.COMPLETION: mark("Искане за допълване"),
    LetterKind.REJECTION: mark("Уведомление за недопускане"),
    LetterKind.WITHDRAWAL: mark("Потвърждение за оттегляне"),
    LetterKind.GIVE_BACK: mark("Уведомление за връщане"),
}
"""Names for people; screens pass them through gettext."""


def kinds_for(state: State) -> tuple[LetterKind, ...]:
    """The letters for which a nomination in this state gives ground."""
    if state is State.DRAFT:
        return ()
    return (LetterKind.RECEIPT, *_GROUNDS.get(state, ()))


_GROUNDS = {
    State.INCOMPLETE: (LetterKind.COMPLETION,),
    State.REJECTED: (LetterKind.REJECTION,),
    State.WITHDRAWN: (LetterKind.WITHDRAWAL,),
}


@dataclass(frozen=True)
class LetterTable:
    """A table in a letter; `widths` are shares of the line and sum up to 1."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True)
class Letter:
    """What stands on the paper, from top to bottom.

    `title` stands in the middle of a slip such as the receipt; a letter has „“ and a `subject`.
    `sender` are the lines under the name of the municipality, `addressee` the lines after „ДО“.
    `salutation` is „“ where nobody is addressed. `position` is whose signature is asked for.
    `outgoing` leaves room for the number the registry gives; `own` is our reference.
    """

    kind: LetterKind
    day: date
    sender: tuple[str, ...]
    addressee: tuple[str, ...]
    title: str = ""
    salutation: str = ""
    subject: str = ""
    before: tuple[str, ...] = ()
    table: LetterTable | None = None
    after: tuple[str, ...] = ()
    position: str = ""
    name: str = ""
    outgoing: bool = True
    own: str = ""
    handed: bool = False

    @property
    def place_and_day(self) -> str:
        """„гр. Русе, 06.05.2026 г.“."""
        return say("гр. Русе, {day}").format(day=date_short(self.day))


def salutation(*, person: str = "", gender: str = "") -> str:
    """How a letter begins: to a person by gender when it is known, to an organisation in the plural."""
    family = person.rsplit(maxsplit=1)[-1].upper() if person.split() else ""
    if family and gender == "f":
        return say("УВАЖАЕМА ГОСПОЖО {name},").format(name=family)
    if family and gender == "m":
        return say("УВАЖАЕМИ ГОСПОДИН {name},").format(name=family)
    return say("УВАЖАЕМИ ДАМИ И ГОСПОДА,")
