"""A paper on the page: numbers of its own pages, slips without any mark, the same words in DOCX."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import docx
import pytest
from pypdf import PdfReader

from ruse_desktop.documents import docx_papers, papers
from ruse_desktop.domain.papers import (
    Grid,
    Look,
    Paper,
    PaperKind,
    PaperSet,
    Signatures,
    Slips,
    Text,
)
from ruse_desktop.kernel.clock import SOFIA

MADE = datetime(2026, 5, 18, 14, 30, tzinfo=SOFIA)
LONG = Paper(
    title="ЗАПОВЕД",
    number=("№ ……………", "гр. Русе, ………… г."),
    sender=("Кмет на Община Русе",),
    blocks=(
        Text("На основание чл. 45 & <съгласно> протокола"),
        Text("НАРЕЖДАМ:", Look.CENTRE),
        Grid(("№", "Име"), tuple((str(n), "Ана Русева") for n in range(70)), (0.1, 0.9)),
        Text("Краят на заповедта."),
        Signatures((("Кмет", ""), ("Секретар", "Стела Драганова"))),
    ),
    draft=True,
)
SHORT = Paper(
    sender=("Отдел",),
    number=("Изх. № …", "гр. Русе, 18.05.2026 г."),
    addressee=("Обществен съвет", "ул. „Борисова“ 1"),
    subject="Покана",
    salutation="УВАЖАЕМИ ДАМИ И ГОСПОДА,",
    blocks=(
        Text("Каним Ви."),
        Text("първо", Look.ITEM),
        Text("съгласен съм", Look.CHOICE),
        Text("дребно", Look.SMALL),
    ),
    foot="Отдел",
)


def ballots(*options: str, count: int = 5, answers: tuple[str, ...] = ()) -> Paper:
    """A sheet of slips."""
    slips = Slips(count, "БЮЛЕТИНА", ("Раздел 1",), "Отбележете едно.", options, answers)
    return Paper(blocks=(slips,))


def of(*made: Paper) -> PaperSet:
    """A set to be drawn."""
    return PaperSet(PaperKind.ORDER, "Документи", "dokumenti", made, "Община Русе")


def pages(*made: Paper) -> list[str]:
    """The text of each page."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(papers.render(of(*made)))).pages]


def test_each_paper_numbers_its_own_pages() -> None:
    found = pages(SHORT, LONG, SHORT)
    numbers = [next(line for line in page.splitlines() if "стр." in line) for page in found]
    assert [line[line.index("стр.") :] for line in numbers] == [
        "стр. 1 от 1", "стр. 1 от 3", "стр. 2 от 3", "стр. 3 от 3", "стр. 1 от 1",
    ]  # fmt: skip
    assert "Краят на заповедта." in found[3]
    assert "Стела Драганова" in found[3]
    assert ["ПРОЕКТ" in page for page in found] == [False, True, True, True, False]


def test_a_ballot_page_carries_slips_and_nothing_else() -> None:
    found = pages(ballots("Ана Русева", "Иво Бонев", count=6))
    assert sum(page.count("БЮЛЕТИНА") for page in found) == 6
    assert not any("стр." in page or "ОБЩИНА" in page for page in found)


@pytest.mark.parametrize("n", [1, 18, 19, 54, 55, 110])
def test_every_name_of_a_long_ballot_is_on_its_page(n: int) -> None:
    names = [f"Кандидат {n:03} Драгомиров" for n in range(n)]
    found = pages(ballots(*names, count=2))
    assert all("\n".join(found).count(name) == 2 for name in names)
    assert len(found) <= 2


def test_a_ballot_for_and_against_each() -> None:
    (page,) = pages(ballots("Ана Русева", "Иво Бонев", count=2, answers=("за", "против")))
    assert page.count("против") == 4


def test_the_word_file_has_the_same_words_and_its_own_sections() -> None:
    content = docx_papers.render(of(SHORT, LONG), made=MADE)
    document = docx.Document(io.BytesIO(content))
    texts = [one.text for one in document.paragraphs]
    for paragraph in (*SHORT.paragraphs, *LONG.paragraphs):
        assert paragraph in texts or f"☐  {paragraph}" in texts
    assert len(document.tables[0].rows) == 71
    assert len(document.sections) == 2
    assert document.sections[1].header.paragraphs[0].text == "ПРОЕКТ"
    assert document.sections[0].header.paragraphs[0].text == ""
    facts = document.core_properties
    assert (facts.title, facts.author, facts.comments) == ("Документи", "Община Русе", "")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        body = parts.read("word/document.xml").decode()
        assert body.count("<w:pgNumType") == 2
        assert 'w:val="bg-BG"' in parts.read("word/styles.xml").decode()


def test_ballots_in_the_word_file_are_alike() -> None:
    made = of(ballots("Ана Русева", count=3, answers=("за", "против")))
    content = docx_papers.render(made, made=MADE)
    texts = [one.text for one in docx.Document(io.BytesIO(content)).paragraphs]
    assert texts.count("Ана Русева:  ☐ за  ☐ против") == 3
    assert texts.count("БЮЛЕТИНА") == 3
