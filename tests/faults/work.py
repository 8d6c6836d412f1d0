"""Random work of a clerk: each verb of the services leaves a mark by which it is found again."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from ruse_desktop.domain.events import EventInput, When
from ruse_desktop.domain.nominations import NominationInput
from ruse_desktop.domain.payments import PaymentFilter, PayState
from ruse_desktop.domain.people import OrganisationInput, PersonInput
from ruse_desktop.domain.rules import ProposerKind
from ruse_desktop.domain.seal import SealInput
from ruse_desktop.exchange.cells import Table, cell
from ruse_desktop.storage.audit import AuditLine
from tests.faults.house import HEAD, NOW, laureate

if TYPE_CHECKING:
    from ruse_desktop.services.facade import Services

IMPORTED = 50
_MOTIVES = "За принос към културата на града, отличен с отзиви и награди. " * 10
_HEADER = ("Вх. №", "Дата", "Вносител", "Предложен", "Раздел", "Мотиви")
_NAMES = ("Деян", "Искра", "Калин", "Лидия", "Мирон", "Невена", "Огнян", "Пламена")


@dataclass(frozen=True)
class Promise:
    """What a returned verb has promised: a record of this kind with this mark."""

    kind: str
    mark: str


class Work:
    """Random verbs over opened services; `mark` makes every record of this run unique."""

    def __init__(self, services: Services, seed: int, mark: str, aside: Path) -> None:
        self.services = services
        self.random = random.Random(seed)
        self.mark = mark
        self._aside = aside
        self._n = 0
        self._nominations: list[int] = []
        self._verbs: dict[str, tuple[int, Callable[[str], Promise]]] = {
            "person": (8, self.person),
            "nomination": (8, self.nomination),
            "event": (6, self.event),
            "seal": (8, self.seal),
            "book": (8, self.book),
            "payment": (3, self.payment),
            "attachment": (5, self.attachment),
            "import": (1, self.imports),
            "backup": (1, self.backup),
        }

    @property
    def kinds(self) -> tuple[str, ...]:
        """The verbs by name."""
        return tuple(self._verbs)

    def step(self, only: str = "") -> Promise:
        """Do one verb, by chance or the named one; what the clerk was told is saved."""
        self._n += 1
        kinds = list(self._verbs)
        weights = [self._verbs[kind][0] for kind in kinds]
        kind = only or self.random.choices(kinds, weights)[0]
        return self._verbs[kind][1](f"{self.mark}{self._n}")

    def lines(self) -> int:
        """How many lines the audit has: one for each transaction."""
        with self.services.store.read() as session:
            return session.scalar(select(func.max(AuditLine.seq))) or 0

    def person(self, word: str) -> Promise:
        """A person's card."""
        self.services.people.save_person(self._person(word), actor=HEAD)
        return Promise("person", word)

    def nomination(self, word: str) -> Promise:
        """A nomination under the next number."""
        typed = NominationInput(
            1, category="творец", slot="1.1", genre="поезия", person=self._person(word),
            proposer=OrganisationInput(
                "Библиотека „Дунавски писмена“", ProposerKind.CULTURAL_INSTITUTE, areas=("arts",)
            ),
            motives=_MOTIVES, registry_no=word, registered_on=date(2026, 5, 7),
        )  # fmt: skip
        self._nominations.append(self.services.nominations.register(typed, actor=HEAD))
        return Promise("nomination", word)

    def event(self, word: str) -> Promise:
        """An event in the calendar."""
        day = date(2026, 1, 5) + timedelta(days=self.random.randrange(700))
        self.services.events.create(
            EventInput(f"Среща {word}", When(day, day, time(9), time(10))), actor=HEAD
        )
        return Promise("event", word)

    def seal(self, word: str) -> Promise:
        """A line in the register of the seal; its number is the next of the year."""
        day = NOW.date() - timedelta(days=self.random.randrange(300))
        typed = SealInput(f"Споразумение {word}", "seal-use-1", 1, day, "Кмет", day, "отдел")
        self.services.seal.add(typed, actor=HEAD)
        return Promise("seal", word)

    def book(self, word: str) -> Promise:
        """An entry in a book, chained to the one before."""
        self.services.books.enter(actor=HEAD, award="NR21", laureates=[laureate(word)])
        return Promise("book", word)

    def payment(self, word: str) -> Promise:
        """A prize is ticked as paid; with none due a laureate is entered instead."""
        service = self.services.payments
        due = [one for one in service.payments(PaymentFilter()) if one.state is PayState.DUE]
        if not due:
            return self.book(word)
        chosen = self.random.choice(due)
        service.pay([chosen.key], on=NOW.date(), document=f"пл. {word}", actor=HEAD)
        return Promise("payment", word)

    def attachment(self, word: str) -> Promise:
        """A file at a nomination, on the disk before its row."""
        if not self._nominations:
            return self.nomination(word)
        file = self._aside / f"{word}.txt"
        file.write_text(f"{word} " * self.random.randrange(1, 40_000), encoding="utf-8")
        chosen = self.random.choice(self._nominations)
        self.services.attachments.add(file, actor=HEAD, nomination_id=chosen)
        file.unlink()
        return Promise("attachment", word)

    def imports(self, word: str) -> Promise:
        """Fifty nominations at once: a verified copy first, then all of them or none."""
        day = date(2026, 5, 6)
        rows = tuple(
            tuple(cell(value) for value in (
                f"{word}.{n}", day, "Читалище „Зора“", f"{self._name()} {word} Калчев",
                "1.1 Литература", _MOTIVES,
            ))
            for n in range(IMPORTED)
        )  # fmt: skip
        table = Table(_HEADER, rows, tuple(range(2, IMPORTED + 2)))
        preview = self.services.imports.preview(table, edition_id=1, source=f"{word}.xlsx")
        self.services.imports.run(actor=HEAD, preview=preview, skip_faulty=True)
        return Promise("import", word)

    def backup(self, word: str) -> Promise:
        """A verified copy; the program gives it its name."""
        made = self.services.backups.make(actor=HEAD, label=word)
        return Promise("backup", made.path.name)

    def _person(self, word: str) -> PersonInput:
        return PersonInput(self._name(), "Петрова", word, gender="f", birth_year=1970)

    def _name(self) -> str:
        return self.random.choice(_NAMES)
