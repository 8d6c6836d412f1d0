"""Extracts, certified copies and duplicates have numbers and a log that is never changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from ruse_desktop.documents import book_extract, diplomas
from ruse_desktop.domain.book_printing import PrintKind, PrintRequest
from ruse_desktop.domain.diplomas import Layout, Orientation
from ruse_desktop.domain.practice import Practice
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.services.book_printing import PrintingService
from ruse_desktop.services.books import BookService
from ruse_desktop.services.diplomas import DiplomaService
from ruse_desktop.services.signing import KeyService, OpenKey
from ruse_desktop.storage.store import Store
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
from tests.unit.pdf_reading import codes, words

DAY = date(2026, 6, 2)
ASKED = PrintRequest(DAY, "Стоян Ганев", "загубен оригинал", "Елена Маринова, директор")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "база")
    yield opened
    opened.close()


@pytest.fixture
def books(store: Store) -> BookService:
    made = books_of(store)
    made.enter(actor=ACTOR, award="NR", laureates=[person(), team("Иво Бонев")])
    return made


@pytest.fixture
def printing(store: Store, books: BookService) -> PrintingService:
    return PrintingService(store, law())


def test_extracts_and_copies_are_numbered_together_by_year_duplicates_by_entry(
    printing: PrintingService,
) -> None:
    def issue(seq: int, kind: PrintKind) -> str:
        line = printing.issue(actor=ACTOR, book="NR", seq=seq, kind=kind, request=ASKED)
        return line.number_text

    assert issue(2, PrintKind.EXTRACT) == "1/2026"
    assert issue(3, PrintKind.COPY) == "2/2026"
    assert issue(2, PrintKind.EXTRACT) == "3/2026"
    assert issue(2, PrintKind.DUPLICATE) == "1"
    assert issue(2, PrintKind.DUPLICATE) == "2"
    assert issue(3, PrintKind.DUPLICATE) == "1"
    newest = printing.log("NR", 2)
    assert [line.kind for line in newest] == [
        PrintKind.DUPLICATE, PrintKind.DUPLICATE, PrintKind.EXTRACT, PrintKind.EXTRACT,
    ]  # fmt: skip
    assert (
        "Дубликат на диплом № 2; по искане на Стоян Ганев; причина: загубен оригинал"
        in newest[0].text
    )
    assert printing.log("NR") == ()


def test_certified_copy_says_true_to_the_original_by_whom_and_when(
    books: BookService, printing: PrintingService
) -> None:
    books.correct(
        actor=ACTOR, book="NR", seq=2, changes={"family": "Попова-Стоянова"},
        reason="правописна грешка в протокола",
    )  # fmt: skip
    line = printing.issue(actor=ACTOR, book="NR", seq=2, kind=PrintKind.COPY, request=ASKED)
    pdf = book_extract.render(printing.issued(line.id))
    page = words(pdf, 0)
    for said in (
        "ЗАВЕРЕН ПРЕПИС", "№ 1/2026, 02.06.2026 г.", "Вярно с оригинала", "Русе, 2 юни 2026 г.",
        "Елена Маринова, директор", "Маргарита Илиева Попова-Стоянова", "Вписан като",
        "„Попова“ → „Попова-Стоянова“",
    ):  # fmt: skip
        assert said in page
    entry = books.detail("NR", 2)
    assert codes(pdf, 0) == [f"1:NR:1:2026:{entry.hash[:32].upper()}"]


def test_extract_makes_no_claim_of_a_copy_and_a_preview_has_no_number(
    printing: PrintingService,
) -> None:
    made = printing.preview(book="NR", seq=2, kind=PrintKind.EXTRACT, request=ASKED)
    page = words(book_extract.render(made), 0)
    assert "ИЗВЛЕЧЕНИЕ" in page
    assert "Вярно с оригинала" not in page
    assert "№ ……" in page
    assert printing.log("NR", 2) == ()


@pytest.mark.parametrize("layout", [Layout(), Layout(Orientation.LANDSCAPE), Layout(blank=True)])
def test_duplicate_is_marked_on_the_diploma(
    store: Store, books: BookService, printing: PrintingService, layout: Layout
) -> None:
    line = printing.issue(actor=ACTOR, book="NR", seq=2, kind=PrintKind.DUPLICATE, request=ASKED)
    service = DiplomaService(store, law(), books, KeyService(store, Practice(), OpenKey()))
    duplicate = service.contents(book="NR", seqs=(2,), duplicate=line)
    assert "ДУБЛИКАТ № 1, издаден на 02.06.2026 г." in words(diplomas.render(duplicate, layout), 0)
    first = service.contents(book="NR", seqs=(2,))
    assert "ДУБЛИКАТ" not in words(diplomas.render(first, layout), 0)


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        (PrintKind.DUPLICATE, PrintRequest(DAY, "", "загубен")),
        (PrintKind.DUPLICATE, PrintRequest(DAY, "Стоян Ганев", " ")),
        (PrintKind.COPY, PrintRequest(DAY, "Стоян Ганев", "")),
    ],
)
def test_what_must_be_said_is_asked_for(
    printing: PrintingService, kind: PrintKind, asked: PrintRequest
) -> None:
    with pytest.raises(UserError):
        printing.issue(actor=ACTOR, book="NR", seq=2, kind=kind, request=asked)
    assert printing.log("NR", 2) == ()


def test_no_duplicate_of_a_revoked_distinction_or_without_an_act(
    store: Store, books: BookService, printing: PrintingService
) -> None:
    revoke(store, 2, ACT, "по решение на съда от 2026 г.")
    (old,) = books.enter(actor=ACTOR, award="NR", laureates=[historic(1999, "Петър Стоев")])
    for seq in (2, old.seq):
        with pytest.raises(Refused):
            printing.issue(actor=ACTOR, book="NR", seq=seq, kind=PrintKind.DUPLICATE, request=ASKED)
    with pytest.raises(NotFound):
        printing.issue(actor=ACTOR, book="NR", seq=77, kind=PrintKind.EXTRACT, request=ASKED)
    made = printing.preview(book="NR", seq=2, kind=PrintKind.EXTRACT, request=ASKED)
    assert "Отличието е отнето." in words(book_extract.render(made), 0)


def test_every_printing_stays_with_the_head_of_the_chain(
    store: Store, books: BookService, printing: PrintingService
) -> None:
    printing.record_year(actor=ACTOR, book="NR", year=2026, way="pdf")
    printing.record(actor=ACTOR, book="NR", kind=PrintKind.VOLUME, way="print", part="Том 1")
    (line,) = printing.log("NR", 3)
    assert (line.kind, line.way, line.head) == (PrintKind.DIPLOMA, "pdf", books.book("NR").head)
    assert [one.part for one in printing.log("NR")] == ["Том 1"]
    for statement in (
        "DELETE FROM book_print",
        "UPDATE book_print SET reason = 'друго'",
    ):
        with store.read() as session, pytest.raises(Exception, match="append-only"):
            session.execute(text(statement))
