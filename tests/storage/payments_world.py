"""Laureates with sums in real books of the packaged act, on any day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from ruse_desktop.app import Options, load_law, open_store
from ruse_desktop.domain.actors import Actor
from ruse_desktop.domain.books import Act, EntryRow, HolderKind, LaureateInput
from ruse_desktop.domain.payments import PaymentFilter, PaymentKey, PaymentView
from ruse_desktop.domain.town import Wage
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.services.facade import Services

HEAD = Actor("Мария Колева")
STIPEND = "Стипендия"
SLOTS = {"NLN": "fiction", "SG": "all", "MT": "all", "NR21": "all"}


def act(kind: str, day: date) -> Act:
    """An order or the minutes of a commission of a day."""
    return Act(kind, "21", day, f"Акт № 21/{day:%d.%m.%Y} г.")


@dataclass
class Calendar:
    """A clock whose day a test turns."""

    moment: datetime

    def now(self) -> datetime:
        """Noon of the day."""
        return self.moment

    def today(self) -> date:
        """The day."""
        return self.moment.date()


class MoneyWorld:
    """Services on a day, with laureates entered by hand; `go` moves to another day."""

    def __init__(self, folder: Path, day: date) -> None:
        self.folder = folder
        self.clock = Calendar(_noon(day))
        law = load_law()
        store = open_store(Options(folder, self.clock, HEAD))
        self.services = Services(store, law, law.calendar(), HEAD, self.clock, folder)

    def go(self, day: date) -> None:
        """It is another day now."""
        self.clock.moment = _noon(day)

    def answer(self, key: str, value: str) -> None:
        """The office answers an open question otherwise."""
        self.services.practices.set(
            key, value, valid_from=date(2020, 1, 1), reason="решение на дирекцията", actor=HEAD
        )
        self.services.rebuild()

    def wage(self, valid_from: date, amount: str) -> None:
        """Another minimum wage becomes known."""
        law = self.services.law
        new = Wage(valid_from, Decimal(amount), "EUR", "ПМС № 300/12.11.2026 г.", "ДВ")
        self.services.rebuild(replace(law, wages=(*law.wages, new)))

    def enter(
        self, award: str, day: date, *families: str, slot: str = "", team: tuple[str, ...] = ()
    ) -> list[EntryRow]:
        """Laureates of the year of `day`, named by an order of that day."""
        made = [
            LaureateInput(
                year=day.year,
                kind=HolderKind.TEAM if team else HolderKind.PERSON,
                given="" if team else "Ива",
                family="" if team else family,
                name=family if team else "",
                members=team,
                slot=slot or SLOTS[award],
                section="Носители",
                motive="за постиженията през годината и за признанието, което получиха",
                act=act(self.services.law.at(day).award(award).act.kinds[0], day),  # type: ignore[union-attr]  # each of them has an act
            )
            for family in families
        ]
        books = self.services.books
        if award == "MT" and books.book("MT").opened_on is None:
            books.open_book(
                actor=HEAD, award="MT", reason="книгата се води по обичай на дирекцията"
            )
        return list(self.services.books.enter(actor=HEAD, award=award, laureates=made))

    def of(self, entry: EntryRow) -> tuple[PaymentView, ...]:
        """The sums of a laureate."""
        return self.services.payments.payments(PaymentFilter(laureate_id=entry.id))

    def keys(self, entry: EntryRow, *months: str) -> list[PaymentKey]:
        """The keys of some months of a student."""
        return [one.key for one in self.of(entry) if one.key.month in months]

    def close(self) -> None:
        """Release the database."""
        self.services.store.close()


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, 0, tzinfo=SOFIA)
