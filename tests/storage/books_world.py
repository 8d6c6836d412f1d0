"""A small law and a fresh database for the tests of books, diplomas and search."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from ruse_desktop.domain.actors import Actor
from ruse_desktop.domain.book_hand_over import HandOverInput
from ruse_desktop.domain.book_revocation import RevocationInput
from ruse_desktop.domain.books import Act, EntryDetail, HolderKind, LaureateInput
from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.outcomes import ActRule, BookRule
from ruse_desktop.domain.practice import Practice
from ruse_desktop.domain.rules import ActEdition, AwardRules, NomineeKind, ProposerKind
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.law.book import LawBook
from ruse_desktop.services.book_hand_over import HandOverService
from ruse_desktop.services.book_revocation import RevocationService
from ruse_desktop.services.books import BookService
from ruse_desktop.storage import schema
from ruse_desktop.storage.store import Store

NOW = datetime(2026, 5, 22, 10, 30, tzinfo=SOFIA)
ACTOR = Actor("Мария Колева")
ACT = Act(
    "minutes",
    "2",
    date(2026, 5, 18),
    "Протокол № 2/18.05.2026 г. на комисията за изкуство и култура",
)


def award(code: str, name: str, *, proposed: bool = False) -> AwardRules:
    """An award with a book and minutes as act."""
    return AwardRules(
        code=code,
        name=name,
        short_name=name,
        kind="prize",
        every_years=1,
        base_year=2004,
        citation=Citation("40"),
        nominee_kinds=(NomineeKind.PERSON, NomineeKind.TEAM),
        proposers=(ProposerKind.ORGANISATION,),
        act=ActRule(("minutes",), Citation("45", "1")),
        book=BookRule(
            f"Книга на {name}", "Дирекция „Хуманитарни дейности“", Citation("5"), proposed
        ),
    )


def law() -> LawBook:
    """One edition with two awards that have a book and one whose book is only proposed."""
    edition = ActEdition(
        id="2024-02-29",
        act_name="Наредба № 17",
        label="ред. 29.02.2024",
        decision="154",
        adopted=date(2024, 2, 29),
        in_force=date(2024, 2, 29),
        provisions=(),
        awards=(
            award("NR", "Награда „Русе“"),
            award("SG", "Студент на годината"),
            award("MT", "Млад творец", proposed=True),
        ),
        checked_on=date(2026, 1, 5),
    )
    return LawBook((edition,), (), Practice(), "проба", municipality="Община Русе", town="Русе")


def open_store(folder: Path) -> Store:
    """A fresh database in `folder`."""
    path = folder / "ruse.db"
    return Store(schema.create(path, NOW), FixedClock(NOW), path)


def books_of(store: Store) -> BookService:
    """The service under test."""
    return BookService(store, law())


def hand_over(store: Store, seqs: list[int], presenter: str = "", place: str = "") -> EntryDetail:
    """Record that prizes were handed over today; the first of the entries."""
    asked = HandOverInput(NOW.date(), presenter, place)
    made = HandOverService(store, law(), Practice())
    return made.record(actor=ACTOR, book="NR", seqs=seqs, asked=asked)[0]


def revoke(store: Store, seq: int, act: Act, reason: str) -> EntryDetail:
    """Record that an act took a prize away."""
    made = RevocationService(store, law(), law().calendar(), Practice())
    return made.record(actor=ACTOR, book="NR", seq=seq, asked=RevocationInput(act, reason))


def person(
    family: str = "Попова", *, given: str = "Маргарита", middle: str = "Илиева", **rest: object
) -> LaureateInput:
    """A laureate of 2026 with a valid act."""
    values: dict[str, object] = {
        "year": 2026,
        "given": given,
        "middle": middle,
        "family": family,
        "slot": "1.2-i",
        "section": "Сценични изкуства",
        "motive": "за значителен принос към оперното изкуство",
        "act": ACT,
    }
    return LaureateInput(**(values | rest))  # type: ignore[arg-type]


def team(*members: str, name: str = "Ансамбъл „Дунавска вълна“") -> LaureateInput:
    """A collective laureate of 2026."""
    return LaureateInput(
        year=2026, kind=HolderKind.TEAM, name=name, members=members, slot="1.2-c",
        section="Сценични изкуства", motive="за концертен сезон", act=ACT,
    )  # fmt: skip


def historic(year: int, name: str, **rest: object) -> LaureateInput:
    """A laureate of an old book."""
    return LaureateInput(year=year, name=name, historic=True, **rest)  # type: ignore[arg-type]
