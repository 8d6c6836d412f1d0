"""Who keeps a book: its passing from one office to another, and extracts handed to the keeper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _


@dataclass(frozen=True)
class PassingInput:
    """A book goes to another office: who hands it over, who takes it, by which act or order."""

    on: date
    to: str
    handed_by: str = ""
    taken_by: str = ""
    protocol: str = ""
    ground: str = ""


@dataclass(frozen=True)
class BookPassing:
    """A passing as the book keeps it: what there was, up to which number, under which head.

    `volumes` are sentences on the volumes, `seq` and `head` the last entry before this one.
    """

    book: str
    title: str
    citation: str
    on: date
    before: str
    to: str
    handed_by: str
    taken_by: str
    protocol: str
    ground: str
    volumes: tuple[str, ...]
    last_no: int
    seq: int
    head: str
    at: datetime
    by: str

    @property
    def text(self) -> str:
        """„01.06.2027 г.: от … на …, до запис № 214“."""
        return _("{day}: от {before} на {to}, до запис № {n}").format(
            day=date_short(self.on), before=self.before, to=self.to, n=self.last_no
        )


@dataclass(frozen=True)
class Extracted:
    """An extract of an entry handed to the keeper of the book; `number` is the one he entered it under."""

    book: str
    seq: int
    laureate_id: int
    entry_no: int
    name: str
    keeper: str
    sent_on: date
    document: str = ""
    number: str = ""
    entered_on: date | None = None

    @property
    def waits(self) -> bool:
        """Whether the keeper has not said the number yet."""
        return not self.number

    @property
    def state(self) -> str:
        """„за вписване при …“, else under which number it was entered."""
        if self.waits:
            return _("за вписване при {keeper}, предадено на {day}").format(
                keeper=self.keeper, day=date_short(self.sent_on)
            )
        day = date_short(self.entered_on) if self.entered_on else ""
        return _("вписано при {keeper} под № {n} на {day}").format(
            keeper=self.keeper, n=self.number, day=day
        )
