"""The letters and the register on paper: what stands on the pages, and where they break."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ruse_desktop.documents import letters, register
from ruse_desktop.documents.pages import page_count
from ruse_desktop.domain.intake_register import Register, RegisterLine
from ruse_desktop.domain.letters import Letter, LetterKind, LetterTable, kinds_for, salutation
from ruse_desktop.domain.nominations import State
from tests.unit.pdf_reading import words

LETTER = Letter(
    kind=LetterKind.COMPLETION,
    day=date(2026, 5, 6),
    sender=("Дирекция „Хуманитарни дейности“",),
    addressee=("Елена Маринова", "Издателство „Пристан“", "гр. Русе"),
    salutation="УВАЖАЕМА ГОСПОЖО МАРИНОВА,",
    subject="Искане за допълване",
    before=("Установено е, че липсват <b>документи</b> & мотиви.",),
    table=LetterTable(("Документ", "Брой"), (("Снимка", "1"),), (0.7, 0.3)),
    after=("Моля да ги представите до 11.05.2026 г.",),
    position="Директор",
)


def page_texts(pdf: bytes) -> list[str]:
    return [words(pdf, n) for n in range(page_count(pdf))]


def line(n: int, **changes: object) -> RegisterLine:
    whole = RegisterLine(
        nomination_id=n, ordinal=n, number=f"НЛН-{n}/2027", our_no=f"ПР-2027-{n:03d}",
        registry_no="", day=date(2027, 3, 20), proposer="Издателство „Пристан“",
        nominee="Димитър Георгиев Стоянов", about="„Край реката“ · проза",
        complete="непълно – книга: 5 от 7" if n == 14 else "комплектно", state=State.SUBMITTED,
    )  # fmt: skip
    return replace(whole, **changes)  # type: ignore[arg-type]


def book(lines: tuple[RegisterLine, ...]) -> Register:
    return Register(
        "Книга за завеждане на предложенията", "чл. 60", "Дирекция „Хуманитарни дейности“",
        "Национална литературна награда „Елиас Канети“", 2027, date(2027, 6, 1), lines,
    )  # fmt: skip


def test_letter_has_number_addressee_text_table_and_signature():
    (page,) = page_texts(letters.render(LETTER))
    for said in (
        "ОБЩИНА РУСЕ", "Изх. №", "гр. Русе, 06.05.2026", "ЕЛЕНА МАРИНОВА", "УВАЖАЕМА ГОСПОЖО",
        "Относно:", "<b>документи</b> & мотиви", "Снимка", "Директор", "стр. 1 от 1",
    ):  # fmt: skip
        assert said in page
    assert page.index("Установено") < page.index("Снимка") < page.index("Моля")


def test_receipt_is_handed_over_and_asks_for_no_outgoing_number():
    slip = replace(
        LETTER, title="ПРИЕМНА БЕЛЕЖКА № 14/2027", subject="", salutation="", addressee=(),
        outgoing=False, handed=True, name="Мария Колева",
    )  # fmt: skip
    (page,) = page_texts(letters.render(slip))
    assert "ПРИЕМНА БЕЛЕЖКА № 14/2027" in page
    assert "Мария Колева" in page
    assert "Получил бележката" in page
    assert "Изх." not in page


def test_long_letter_goes_on_over_pages_with_the_signature_beside_the_text():
    long = replace(LETTER, after=tuple("Още едно изречение на писмото. " * 12 for _n in range(14)))
    pages = page_texts(letters.render(long))
    assert len(pages) > 1
    assert "Директор" in pages[-1]
    assert "Още едно изречение" in pages[-1]
    assert f"стр. 2 от {len(pages)}" in pages[1]


@pytest.mark.requirement("R-60-0.1")
def test_register_of_65_lines_repeats_its_head_and_numbers_its_pages():
    pages = page_texts(register.render(book(tuple(line(n) for n in range(1, 66)))))
    assert len(pages) >= 3
    for n, page in enumerate(pages, 1):
        assert f"стр. {n} от {len(pages)}" in page
        assert "Книга за завеждане" in page
    assert all("Вносител" in page for page in pages if "НЛН-" in page)
    whole = "\n".join(pages)
    assert all(f"НЛН-{n}/2027" in whole for n in range(1, 66))
    assert whole.count("непълно") == 1
    assert "чл. 60" in pages[0]
    assert "65 заведени предложения към 01.06.2027" in pages[-1]


def test_register_shows_the_merged_line_and_may_be_empty():
    (page,) = page_texts(register.render(book((line(1, merged_with="ПР-2027-007"),))))
    assert "обединено с ПР-2027-007" in page.replace("\n", " ")
    (page,) = page_texts(register.render(book(())))
    assert "0 заведени предложения" in page


def test_letters_follow_the_state():
    assert kinds_for(State.DRAFT) == ()
    assert kinds_for(State.ADMITTED) == (LetterKind.RECEIPT,)
    assert kinds_for(State.REJECTED) == (LetterKind.RECEIPT, LetterKind.REJECTION)


def test_salutation_follows_the_gender_and_is_plural_when_it_is_not_known():
    assert salutation(person="Елена Маринова", gender="f") == "УВАЖАЕМА ГОСПОЖО МАРИНОВА,"
    assert salutation(person="Иван Петров", gender="m") == "УВАЖАЕМИ ГОСПОДИН ПЕТРОВ,"
    assert salutation(person="Алекс Ботош") == salutation() == "УВАЖАЕМИ ДАМИ И ГОСПОДА,"
