"""The papers of a ceremony, made from the books and read back from the pages."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pypdf
import pytest

from ruse_desktop.app import Options, load_law, open_store
from ruse_desktop.domain.book_hand_over import HandOverInput
from ruse_desktop.domain.book_revocation import CouncilVote, RevocationInput
from ruse_desktop.domain.books import Act, BookImport, LaureateInput
from ruse_desktop.domain.ceremony import CeremonyRequest, Part, spoken_text
from ruse_desktop.domain.people import PersonInput
from ruse_desktop.domain.revocation import RevocationFacts
from ruse_desktop.domain.stock import BatchInput, Design, Item
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.services.facade import Services
from tests.storage.books_world import ACTOR
from tests.unit.pdf_reading import words

NOW = datetime(2027, 5, 6, 10, tzinfo=SOFIA)
CHAIR = "Председателят на Общинския съвет"
ACT = Act("decision", "310", date(2027, 4, 15), "Решение № 310/15.04.2027 г.")
SIGN = "PG:sign"


@pytest.fixture
def s(tmp_path: Path) -> Iterator[Services]:
    """Two honorary citizens of 2027 after four of older years."""
    clock, law = FixedClock(NOW), load_law()
    store = open_store(Options(tmp_path, clock, ACTOR))
    made = Services(store, law, law.calendar(), ACTOR, clock, tmp_path)
    old = BookImport(
        (
            LaureateInput(1999, name="Страхил Попниколов", historic=True),
            LaureateInput(2001, name="Румяна Вълкова", historic=True, note="посмъртно"),
            LaureateInput(2005, name="Огнян Личев", historic=True),
            LaureateInput(2009, name="Ерма Диманова", historic=True),
        )
    )
    made.books.import_book(actor=ACTOR, award="PG", source=old)
    made.books.enter(
        actor=ACTOR,
        award="PG",
        laureates=[
            LaureateInput(
                2027, given="Стоил", family=family, act=ACT, titles="проф.",
                motive="за изключителни заслуги към развитието на града",
            )
            for family in ("Радулов", "Ганев")
        ],
    )  # fmt: skip
    yield made
    store.close()


def seqs(s: Services, year: int = 2027) -> list[int]:
    return sorted(row.seq for row in s.books.rows("PG", year=year))


def page_texts(pdf: bytes) -> list[str]:
    count = len(pypdf.PdfReader(io.BytesIO(pdf)).pages)
    return [words(pdf, n).replace("\xa0", " ") for n in range(count)]


@pytest.mark.requirement("R-29-1.3")
def test_living_honorary_citizens_are_invited(s: Services) -> None:
    s.people.save_person(
        PersonInput(given="Огнян", family="Личев", death_date=date(2020, 2, 3)), actor=ACTOR
    )
    s.people.save_person(PersonInput(given="Ерма", family="Диманова"), actor=ACTOR)
    pack = s.ceremonies.pack("PG", 2027, s.ceremonies.proposed("PG", 2027))
    names = [(one.name, one.doubt) for one in pack.guests]
    assert names == [
        ("Стоил Ганев", True),
        ("Ерма Диманова", False),
        ("Страхил Попниколов", True),
        ("Стоил Радулов", True),
    ]
    assert (pack.left_out, str(pack.guests_citation)) == (2, "чл. 29, ал. 1")
    invited = page_texts(s.ceremonies.pdf(pack, (Part.INVITATIONS,)))
    assert len(invited) == 4
    assert "УВАЖАЕМА ГОСПОЖО ДИМАНОВА" in invited[1]
    assert "сряда, 5 май 2027 г." in invited[1]


@pytest.mark.requirement("R-29a-0.5")
def test_who_lost_the_title_is_not_invited_and_not_called(s: Services) -> None:
    taken = RevocationInput(
        Act("decision", "345", date(2027, 5, 5), "Решение № 345/05.05.2027 г."),
        protocol="12",
        facts=RevocationFacts(ground=3, statement_no="30-19", statement_on=date(2027, 4, 28)),
        vote=CouncilVote(51, 45, 23, 10, 12),
    )
    s.revocations.record(actor=ACTOR, book="PG", seq=seqs(s)[0], asked=taken)
    pack = s.ceremonies.pack("PG", 2027, s.ceremonies.proposed("PG", 2027))
    assert [one.name for one in pack.lines] == ["Стоил Ганев"]
    assert "Стоил Радулов" not in [one.name for one in pack.guests]


def test_the_pack_is_one_document_with_bookmarks(s: Services) -> None:
    first, second = seqs(s)
    asked = CeremonyRequest(
        date(2027, 5, 5), CHAIR, "Доходно здание", "18:00",
        order=(second, first), spoken={second: "Стои\u0301л Га\u0301нев"},
    )  # fmt: skip
    pdf = s.ceremonies.pdf(s.ceremonies.pack("PG", 2027, asked))
    order, scenario, *cards = page_texts(pdf)
    assert scenario.index("Приветствие") < scenario.index("Връчване: проф. Стоил Ганев")
    assert order.index("Ганев") < order.index("Радулов")
    for part in ("сряда, 5 май 2027 г., 18:00 ч., Доходно здание", CHAIR, "чл. 29, ал. 1",
                 "Удостоверение, Отличителен знак"):  # fmt: skip
        assert part in order
    assert "СтоИл ГАнев" in cards[0]
    assert "за изключителни заслуги" in cards[1]
    assert "РАЗПИСКА" in cards[2]
    assert "Страхил Попниколов" in cards[4]
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    marks = [one.title for one in reader.outline if not isinstance(one, list)]
    assert marks == [
        "Ред на връчването",
        "Сценарий",
        "Карти за водещия",
        "Разписки",
        "Списък на гостите",
        "Покани",
        "Етикети за пликове",
    ]
    inner = next(one for one in reader.outline if isinstance(one, list))
    assert [one.title for one in inner] == ["Стоил Ганев", "Стоил Радулов"]


def test_what_is_handed_out_singly_bears_the_letterhead_and_no_page_count(s: Services) -> None:
    pack = s.ceremonies.pack("PG", 2027, s.ceremonies.proposed("PG", 2027))
    for part in (Part.RECEIPTS, Part.INVITATIONS):
        pages = page_texts(s.ceremonies.pdf(pack, (part,)))
        assert len(pages) > 1
        for page in pages:
            assert "ОБЩИНА РУСЕ" in page
            assert "стр." not in page
    cards = page_texts(s.ceremonies.pdf(pack, (Part.CARDS,)))
    assert ["ОБЩИНА РУСЕ" in page for page in cards] == [False, False]


def test_separate_files_in_a_folder(s: Services, tmp_path: Path) -> None:
    pack = s.ceremonies.pack("PG", 2027, s.ceremonies.proposed("PG", 2027))
    made = s.ceremonies.save_each(folder=tmp_path / "пакет", pack=pack)
    assert [one.name for one in made] == [
        "1. Ред на връчването.pdf", "2. Сценарий.pdf", "3. Карти за водещия.pdf",
        "4. Разписки.pdf", "5. Списък на гостите.pdf", "6. Покани.pdf", "7. Етикети за пликове.pdf",
    ]  # fmt: skip
    assert all(one.read_bytes().startswith(b"%PDF") for one in made)


@pytest.mark.requirement("R-29-1.1")
def test_day_and_presenter_come_from_the_act_and_another_is_judged(s: Services) -> None:
    proposed = s.ceremonies.proposed("PG", 2027)
    assert (proposed.on, proposed.presenter) == (date(2027, 5, 5), CHAIR)
    assert not [one for one in s.ceremonies.judge("PG", 2027, proposed) if one.open]
    mayor = replace(proposed, presenter="Кметът на Община Русе")
    assert [str(one.citation) for one in s.ceremonies.judge("PG", 2027, mayor) if one.open] == [
        "чл. 29, ал. 1"
    ]


def test_receipt_names_the_serial_that_was_handed_over(s: Services) -> None:
    one = seqs(s)[0]
    s.stock.settle(actor=ACTOR, code=SIGN, minimum=0, numbered=True)
    batch = BatchInput(date(2027, 3, 2), document="Фактура № 12", first="61", last="62")
    s.stock.receive(actor=ACTOR, code=SIGN, batch=batch)
    s.stock.record_design(actor=ACTOR, code=SIGN, design=Design("decision", "118", date(2025, 3, 19)))  # fmt: skip
    pack = s.ceremonies.pack("PG", 2027, s.ceremonies.proposed("PG", 2027))
    assert pack.lines[0].things == ("Удостоверение", "Отличителен знак № ………")
    given = HandOverInput(date(2027, 5, 5), CHAIR, items=(Item(one, SIGN, "61"),))
    s.hand_overs.record(actor=ACTOR, book="PG", seqs=[one], asked=given)
    said = words(s.ceremonies.receipt("PG", one), 0).replace("\xa0", " ")
    assert "1. Удостоверение 2. Отличителен знак № 61" in said
    assert "Решение № 310/15.04.2027" in said
    assert "05.05.2027" in said


def test_a_year_without_laureates_has_no_pack(s: Services) -> None:
    with pytest.raises(UserError, match="няма носители"):
        s.ceremonies.pack("PG", 2026, s.ceremonies.proposed("PG", 2026))
    empty = s.ceremonies.pack("PG", 2027, CeremonyRequest(date(2027, 5, 5)))
    assert s.ceremonies.pdf(empty, (Part.ORDER,)).startswith(b"%PDF")


def test_stress_is_shown_by_a_capital_and_nothing_else_changes() -> None:
    assert spoken_text("Йорда\u0301н Тодоро\u0300в") == "ЙордАн ТодорОв"
    assert spoken_text("") == ""
