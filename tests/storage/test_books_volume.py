"""A book as a volume: what it holds, its closing, and the sheet that anchors the chain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from ruse_desktop.documents import book_anchor, book_volume
from ruse_desktop.documents.pages import page_count
from ruse_desktop.domain.book_volume import Anchor, read_anchor
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.services.book_volume import VolumeService
from ruse_desktop.services.books import BookService
from ruse_desktop.storage.store import Store
from tests.storage.books_world import (
    ACT,
    ACTOR,
    books_of,
    hand_over,
    historic,
    law,
    open_store,
    person,
    revoke,
    team,
)
from tests.unit.pdf_reading import codes, words

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
        actor=ACTOR, award="NR", laureates=[person(), team("Иво Бонев", "Ана Щерева"), person("Ъглова")]
    )  # fmt: skip
    return made


@pytest.fixture
def volumes(store: Store, books: BookService) -> VolumeService:
    return VolumeService(store, law())


@pytest.mark.requirement("R-5-0.8")
def test_volume_shows_what_the_book_says_and_what_it_said(
    store: Store, books: BookService, volumes: VolumeService
) -> None:
    books.correct(
        actor=ACTOR, book="NR", seq=2, changes={"family": "Попова-Стоянова"}, reason=REASON
    )
    hand_over(store, [2], "Кметът", "Доходно здание")
    revoke(store, 4, ACT, "по решение на съда от 2026 г.")
    made = volumes.content("NR", drawn_by="Мария Колева")
    first, _team, third = made.entries
    assert (first.name, first.struck) == (
        "Маргарита Илиева Попова-Стоянова", "Маргарита Илиева Попова",
    )  # fmt: skip
    assert "Доходно здание" in first.hand_over
    assert [line.kind.value for line in first.remarks] == ["correction"]
    assert (third.revoked, first.revoked) == (True, False)
    pdf = book_volume.render(made)
    page = words(pdf, 2)
    assert "Маргарита Илиева Попова Маргарита Илиева Попова-Стоянова" in page
    assert "причина: правописна грешка" in page
    assert "ОТНЕТО" in page


@pytest.mark.requirement("R-5-0.6")
def test_printed_book_has_numbered_leaves_certificates_and_an_index(
    volumes: VolumeService,
) -> None:
    pdf = book_volume.render(volumes.content("NR", drawn_by="Мария Колева"))
    n = page_count(pdf)
    pages = [words(pdf, at) for at in range(n)]
    assert all(f"лист {at} от {n}" in page for at, page in enumerate(pages, 1))
    assert "ОБЩИНА РУСЕ" in pages[0]
    assert "записи № 1–3, 2026–2026 г." in pages[0]
    assert f"съдържа {n} прономеровани листа" in pages[1]
    assert all(head in pages[2] for head in ("Раздел", "Акт", "Мотив", "Връчване", "Подпис"))
    index = pages[3]
    assert "Азбучен указател" in index
    order = [
        "Ансамбъл",
        "Бонев, Иво – 2",
        "Попова, Маргарита",
        "Щерева, Ана – 2",
        "Ъглова, Маргарита",
    ]
    places = [index.index(name) for name in order]
    assert places == sorted(places)
    assert f"Последен лист: {n}" in pages[-2]
    assert "Лист за удостоверяване" in pages[-1]


def test_anchor_of_the_paper_is_the_head_in_sixteen_groups_and_as_a_sign(
    books: BookService, volumes: VolumeService
) -> None:
    made = volumes.content("NR", drawn_by="Мария Колева")
    head = books.book("NR").head
    assert len(made.anchor.groups) == 16
    assert "".join(made.anchor.groups) == head
    pdf = book_anchor.render(made)
    assert all(group in words(pdf, 0) for group in made.anchor.groups)
    (code,) = codes(pdf, 0)
    assert read_anchor(code) == made.anchor


def test_sheet_agrees_and_counts_what_came_later(
    books: BookService, volumes: VolumeService
) -> None:
    anchor = volumes.anchor("NR")
    assert (anchor.book, anchor.seq) == ("NR", 4)
    same = volumes.check_anchor(anchor.code)
    assert (same.agrees, same.later) == (True, 0)
    books.enter(actor=ACTOR, award="NR", laureates=[person("Бонева"), person("Цонева")])
    later = volumes.check_anchor(anchor.code)
    assert (later.agrees, later.seq, later.later) == (True, 4, 2)
    assert "записи 1–4 съвпадат с листа от 22.05.2026" in later.sentence
    assert "след него нови: 2" in later.sentence
    typed = " ".join(anchor.groups[:4]).replace("a", "а").replace("c", "с")  # Cyrillic
    assert volumes.check_anchor(typed).agrees


def test_sheet_of_another_chain_a_cut_tail_and_nonsense_are_told_apart(
    store: Store, volumes: VolumeService
) -> None:
    anchor = volumes.anchor("NR")
    foreign = Anchor("0" * 64, "NR", anchor.seq, anchor.on)
    assert "не съвпадат" in volumes.check_anchor(foreign.code).sentence
    ahead = Anchor(anchor.digest, "NR", 9, anchor.on)
    assert "Липсват записи" in volumes.check_anchor(ahead.code).sentence
    assert (
        "Няма книга"
        in volumes.check_anchor(Anchor("0" * 64, "ХХ", 1).code.replace("ХХ", "XX")).sentence
    )
    assert "В никоя книга" in volumes.check_anchor("0" * 16).sentence
    for wrong in ("", "не е код", "abc", "0" * 15, "0" * 65):
        with pytest.raises(UserError):
            volumes.check_anchor(wrong)
    with store.read() as session:
        session.execute(text("DROP TRIGGER book_entry_no_update"))
        session.execute(
            text(
                "UPDATE book_entry SET payload = replace(payload, 'Попова', 'Петова') WHERE seq = 2"
            )
        )
        session.commit()
    changed = volumes.check_anchor(anchor.code)
    assert not changed.agrees
    assert "запис 2: съдържанието е променено" in changed.sentence


@pytest.mark.requirement("R-5-0.1")
def test_numbering_goes_on_in_the_next_volume(books: BookService, volumes: VolumeService) -> None:
    assert [(v.number, v.first_no, v.last_no) for v in volumes.volumes("NR")] == [(1, 1, 3)]
    made = volumes.close_volume(actor=ACTOR, book="NR", leaves=14)
    assert [(v.number, v.first_no, v.last_no, v.leaves) for v in made] == [
        (1, 1, 3, 14), (2, 4, 3, None),
    ]  # fmt: skip
    with pytest.raises(Refused):
        volumes.close_volume(actor=ACTOR, book="NR", leaves=2)
    (row,) = books.enter(actor=ACTOR, award="NR", laureates=[person("Бонева")])
    assert row.entry_no == 4
    first = volumes.content("NR", drawn_by="", volume=1)
    second = volumes.content("NR", drawn_by="", volume=2)
    assert ([e.number for e in first.entries], first.part) == ([1, 2, 3], "том 1")
    assert ([e.number for e in second.entries], second.part) == ([4], "том 2")
    pdf = book_volume.render(first)
    closing = words(pdf, page_count(pdf) - 2)
    assert "приключен на 22.05.2026 г. със запис № 3" in closing
    assert "14 прономеровани листа" in closing
    assert books.verify().intact


def test_part_of_a_book_by_years_and_parts_that_are_not_there(
    books: BookService, volumes: VolumeService
) -> None:
    books.enter(actor=ACTOR, award="NR", laureates=[historic(1999, "Петър Стоев")])
    made = volumes.content("NR", drawn_by="", years=(1990, 2000))
    assert [entry.year for entry in made.entries] == [1999]
    assert made.part == "1990–2000 г."
    assert (
        page_count(book_volume.render(volumes.content("NR", drawn_by="", years=(1901, 1902)))) > 0
    )
    for book, volume in (("NR", 7), ("SG", None)):
        with pytest.raises(NotFound):
            volumes.content(book, drawn_by="", volume=volume)
    with pytest.raises(UserError):
        volumes.close_volume(actor=ACTOR, book="NR", leaves=0)


def test_closed_book_closes_its_last_volume(books: BookService, volumes: VolumeService) -> None:
    books.close_book(actor=ACTOR, book="NR", reason="наградата вече не се присъжда")
    (only,) = volumes.volumes("NR")
    assert (only.closed_on is not None, only.leaves) == (True, None)
    with pytest.raises(Refused):
        volumes.close_volume(actor=ACTOR, book="NR", leaves=3)
    pdf = book_volume.render(volumes.content("NR", drawn_by=""))
    assert "Книгата е закрита на 22.05.2026 г. със запис № 3" in words(pdf, page_count(pdf) - 2)


def test_the_longest_texts_are_printed_whole(books: BookService, volumes: VolumeService) -> None:
    motive = ("за принос <към> опазването & развитието " * 49).strip()
    members = [f"Иван Петров Стоянов-Дългофамилиев {n}" for n in range(120)]
    (row,) = books.enter(
        actor=ACTOR,
        award="NR",
        laureates=[replace(team(*members, name="Хор „" + "Дунав " * 40 + "“"), motive=motive)],
    )
    books.correct(
        actor=ACTOR, book="NR", seq=row.seq, changes={"motive": f"{motive} край"}, reason=REASON
    )
    pdf = book_volume.render(volumes.content("NR", drawn_by=""))
    said = " ".join(words(pdf, page) for page in range(page_count(pdf)))
    assert "развитието край" in said
    assert said.count("<към> опазването &") >= 49
    assert all(f"Дългофамилиев {n}" in said for n in range(120))
