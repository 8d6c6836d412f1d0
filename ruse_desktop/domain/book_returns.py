"""Giving back after a revocation: each thing by itself, its day, its state, why it does not come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.rules import Deadline
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _


@dataclass(frozen=True)
class ReturnInput:
    """A thing brought back: from whom, in what condition; `serial` where it bears one."""

    attribute: str
    on: date
    who: str = ""
    condition: str = ""
    serial: str = ""


@dataclass(frozen=True)
class Thing:
    """One thing to be given back; `serial` as it was given, „“ where that is not known.

    `waived` says that it is no longer awaited (death, loss); `remarks` are whole sentences.
    """

    attribute: str
    name: str
    citation: Citation | None = None
    serial: str = ""
    returned_on: date | None = None
    who: str = ""
    condition: str = ""
    waived: bool = False
    remarks: tuple[str, ...] = ()
    in_stock: bool = False
    numbered: bool = False

    @property
    def open(self) -> bool:
        """Whether it is still awaited."""
        return self.returned_on is None and not self.waived

    @property
    def text(self) -> str:
        """„отличителен знак № 40“."""
        name = f"{self.name[:1].lower()}{self.name[1:]}"
        return _("{name} № {no}").format(name=name, no=self.serial) if self.serial else name

    @property
    def state(self) -> str:
        """What is known of it, as a sentence without a full stop."""
        if self.returned_on is not None:
            return _("върнато на {day}").format(day=date_short(self.returned_on))
        return _("не се очаква") if self.waived else _("не е върнато")


@dataclass(frozen=True)
class ReturnCase:
    """A distinction taken away and what is to be given back until `due_on` (чл. 29а, ал. 3)."""

    book: str
    seq: int
    laureate_id: int
    entry_no: int
    name: str
    title: str
    act: str
    due_on: date
    citation: Citation
    things: tuple[Thing, ...]

    @property
    def open(self) -> tuple[Thing, ...]:
        """What is still awaited."""
        return tuple(one for one in self.things if one.open)

    def overdue(self, today: date) -> bool:
        """Whether the last day has passed and something is still awaited."""
        return bool(self.open) and self.due_on < today

    @property
    def text(self) -> str:
        """„Стоил Радулов, до 21.06.2027 г.“."""
        return _("{name}, до {day}").format(name=self.name, day=date_short(self.due_on))

    @property
    def deadline(self) -> Deadline:
        """The last day as a deadline among the others."""
        things = _(" и ").join(one.text for one in self.open)
        name = _("Връщане: {things}").format(things=things)
        return Deadline(self.book, "return", name, self.due_on, self.due_on, self.citation)
