"""Diplomas are filled from committed entries, and lead back to them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ruse_desktop.domain.books import Act
from ruse_desktop.domain.diplomas import Signatory
from ruse_desktop.domain.practice import Practice
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.services.books import BookService
from ruse_desktop.services.diploma_check import DiplomaChecker
from ruse_desktop.services.diplomas import DiplomaService
from ruse_desktop.services.signing import KeyService, OpenKey
from ruse_desktop.storage.store import Store
from tests.storage.awards_world import AwardWorld
from tests.storage.books_world import (
    ACT,
    ACTOR,
    books_of,
    historic,
    law,
    open_store,
    person,
    revoke,
    team,
)
from tests.unit import pdf_reading

REASON = "правописна грешка в протокола"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "база")
    yield opened
    opened.close()


@pytest.fixture
def books(store: Store) -> BookService:
    made = books_of(store)
    made.enter(
        actor=ACTOR, award="NR", laureates=[person(titles="проф."), team("Иво Бонев", "Ана Русева")]
    )
    return made


@pytest.fixture
def keys(store: Store) -> KeyService:
    return KeyService(store, Practice(), OpenKey())


@pytest.fixture
def diplomas(store: Store, books: BookService, keys: KeyService) -> DiplomaService:
    return DiplomaService(store, law(), books, keys)


@pytest.fixture
def checker(books: BookService, keys: KeyService) -> DiplomaChecker:
    return DiplomaChecker(books, keys)


@pytest.mark.requirement("R-42-0.1")
def test_diploma_says_what_the_entry_says(books: BookService, diplomas: DiplomaService) -> None:
    first, second = diplomas.contents(book="NR", year=2026)
    entry = books.detail("NR", 2)
    assert (first.award, first.year, first.section) == ("Награда „Русе“", 2026, "Сценични изкуства")
    assert (first.titles, first.given, first.middle, first.family, first.name) == (
        "проф.", "Маргарита", "Илиева", "Попова", "",
    )  # fmt: skip
    assert (first.motive, first.act) == (entry.motive, ACT.text)
    assert (first.entry, first.dated, first.place) == (
        "вписване под № 1 в книгата", date(2026, 5, 18), "Русе",
    )  # fmt: skip
    assert first.fingerprint == entry.hash[:10]
    assert [s.role for s in first.signatories] == [
        "Кмет на Община Русе", "Председател на комисията",
    ]  # fmt: skip
    assert (second.name, second.members) == (
        "Ансамбъл „Дунавска вълна“", ("Иво Бонев", "Ана Русева"),
    )  # fmt: skip


def test_signatories_and_day_can_be_chosen(diplomas: DiplomaService) -> None:
    signatory = Signatory("Кмет на Община Русе", "Иван Иванов")
    made = diplomas.contents(book="NR", seqs=[3], signatories=[signatory], dated=date(2026, 5, 23))
    assert [(d.signatories, d.dated) for d in made] == [((signatory,), date(2026, 5, 23))]


def test_correction_reaches_the_diploma_and_the_old_code_stays_valid(
    books: BookService, diplomas: DiplomaService, checker: DiplomaChecker
) -> None:
    before = diplomas.contents(book="NR", seqs=[2])[0]
    books.correct(
        actor=ACTOR,
        book="NR",
        seq=2,
        changes={"family": "Попова-Стоянова", "year": 2025},
        reason=REASON,
    )
    after = diplomas.contents(book="NR", seqs=[2])[0]
    assert (after.full_name, after.year) == ("Маргарита Илиева Попова-Стоянова", 2025)
    assert after.code == before.code
    assert checker.text(before.code).genuine


def test_code_leads_back_to_the_entry(diplomas: DiplomaService, checker: DiplomaChecker) -> None:
    code = diplomas.contents(book="NR", seqs=[2])[0].code
    assert code.startswith("1:NR:1:2026:")
    found = checker.text(code)
    assert found.genuine
    assert found.row is not None
    assert (found.row.seq, found.sentence) == (
        2, "Дипломът отговаря на запис № 1: Маргарита Илиева Попова.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"),
    [("1:NR:1:", "1:NR:2:"), (":2026:", ":2025:"), ("1:NR:1:", "1:NR:9:"), ("1:", "2:")],
)
def test_altered_code_is_not_genuine(
    diplomas: DiplomaService, checker: DiplomaChecker, old: str, new: str
) -> None:
    code = diplomas.contents(book="NR", seqs=[2])[0].code
    assert not checker.text(code.replace(old, new, 1)).genuine


def test_without_a_committed_entry_there_is_no_diploma(diplomas: DiplomaService) -> None:
    with pytest.raises(NotFound):
        diplomas.contents(book="NR", seqs=[9])
    with pytest.raises(UserError) as refused:
        diplomas.contents(book="NR", year=2020)
    assert refused.value.code == "no-entries"


def test_revoked_and_actless_entries_have_no_diploma(
    store: Store, books: BookService, diplomas: DiplomaService
) -> None:
    act = Act("decision", "99", date(2026, 5, 20), "Решение № 99/20.05.2026 г.")
    revoke(store, 2, act, REASON)
    books.enter(actor=ACTOR, award="NR", laureates=[historic(1998, "Иван Иванов")])
    for seq, code in ((2, "revoked"), (5, "no-act")):
        with pytest.raises(Refused) as refused:
            diplomas.contents(book="NR", seqs=[seq])
        assert refused.value.code == code
    assert [d.name for d in diplomas.contents(book="NR", year=2026)] == [
        "Ансамбъл „Дунавска вълна“"
    ]


@pytest.mark.requirement("R-42-0.1")
def test_each_laureate_gets_a_file_and_all_fit_in_one(
    tmp_path: Path, diplomas: DiplomaService
) -> None:
    folder = tmp_path / "дипломи"
    saved = diplomas.save_all(folder=folder, book="NR", year=2026)
    assert [path.name for path in saved] == [
        "Диплом № 1 – Маргарита Илиева Попова.pdf",
        "Диплом № 2 – Ансамбъл Дунавска вълна.pdf",
    ]
    assert sorted(folder.iterdir()) == sorted(saved)
    assert all(path.read_bytes().startswith(b"%PDF") for path in saved)
    assert diplomas.render(book="NR", year=2026).startswith(b"%PDF")


def test_folder_that_cannot_be_written_is_explained(
    tmp_path: Path, diplomas: DiplomaService
) -> None:
    blocked = tmp_path / "файл"
    blocked.write_text("не е папка", encoding="utf-8")
    with pytest.raises(UserError) as refused:
        diplomas.save_all(folder=blocked, book="NR", year=2026)
    assert refused.value.code == "cannot-write"


@pytest.mark.requirement("R-53-0.1")
@pytest.mark.requirement("R-58-0.3")
def test_a_diploma_of_a_category_names_the_work_and_who_published_or_staged_it(
    tmp_path: Path,
) -> None:
    world = AwardWorld(tmp_path, "NLN", date(2027, 10, 25), drama=1)
    written = {"title": "Лодкарят", "publisher": "„Ехо“"}
    facts = {**world.services.nominations.detail(world.ids["drama"][0]).typed.facts, **written}
    novel = world.admitted("fiction", 1, facts=facts)
    minutes = Act("minutes", "2", date(2027, 10, 22), "Протокол № 2/22.10.2027 г. на комисията")
    world.services.books.enter(
        actor=ACTOR,
        award="NLN",
        laureates=[
            person(
                year=2027, slot=slot, section=section, family=family, act=minutes, nomination_id=one
            )
            for slot, section, family, one in (
                ("fiction", "Белетристика", "Бонева", novel),
                ("drama", "Драматургия", "Алексиева", world.ids["drama"][0]),
                ("drama", "Драматургия", "Ванкова", None),
            )
        ],
    )
    made = world.services.diplomas.contents(book="NLN", year=2027)
    play = world.services.nominations.detail(world.ids["drama"][0]).typed.facts["title"]
    assert [one.work for one in made] == [
        "за книгата „Лодкарят“, издателство „Ехо“",
        f"за пиесата „{play}“, поставена от Театър „Мост“",
        "",
    ]
    text = pdf_reading.words(world.services.diplomas.render(book="NLN", seqs=[2]), 0)
    founder = "учредена от Община Русе със съдействието на Международно дружество „Елиас Канети“"
    for said in (founder, "Бонева", "за книгата „Лодкарят“, издателство „Ехо“", "за 2027 година"):
        assert said in text
    world.services.store.close()
