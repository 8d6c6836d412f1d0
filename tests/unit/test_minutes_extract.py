"""The extract tells the decisions and keeps what is secret: members, votes, those not chosen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from ruse_desktop.documents import docx_papers, papers
from ruse_desktop.documents.minutes_extract import paper
from ruse_desktop.documents.pages import page_count
from ruse_desktop.domain.minutes import (
    Minutes,
    MinutesMember,
    MinutesOverride,
    MinutesRound,
    MinutesSlot,
    MinutesWarning,
)
from ruse_desktop.domain.minutes_extract import extract, tells_more
from ruse_desktop.domain.papers import PaperKind, PaperSet
from ruse_desktop.kernel.clock import SOFIA
from tests.unit.pdf_reading import words

WINNER, LOSER, SINGER = "Елица Добрева Минчева", "Фотин Ралев Бъчваров", "Хор „Дунавски вълни“"
SECRETS = (
    LOSER, "Бъчваров", "Стоян Карагьозов", "роднина", "30-102", "Сдружение", "недействителни",
    "a1b2 c3d4", "преразказано", "закъсня", "отсъства", "Огнян Марков", "няма стойностна",
)  # fmt: skip
VOTE = MinutesRound(
    heading="Тур 1", base=8, needed=5, issued=8, used=8, unused=0, valid=8, blank=0, invalid=0,
    votes=((WINNER, 6, True), (LOSER, 2, False)), outcome="Избрани.", void="преразказано",
    notes=("a1b2 c3d4",),
)  # fmt: skip
SLOTS = (
    MinutesSlot(
        "1.1 Литература", "чл. 43, т. 1.1",
        (("30-101", WINNER, "Сдружение"), ("30-102", LOSER, "Сдружение")), (VOTE,),
        f"Носител: {WINNER}", "за романа „Брегът“", code="1.1",
        winners=((WINNER, "за романа „Брегът“"),),
    ),
    MinutesSlot(
        "1.2 Музика", "чл. 43, т. 1.2", (("30-103", SINGER, "Сдружение"),), (),
        f"Носител: {SINGER}", code="1.2",
        winners=((SINGER, "с пет гласа пред Бъчваров"),),
    ),
    MinutesSlot(
        "1.3 Театър", "чл. 43, т. 1.3", (("30-102", LOSER, "Сдружение"),), (),
        "Наградата не се присъжда: няма стойностна постановка", code="1.3",
    ),
)  # fmt: skip
MINUTES = Minutes(
    number="2", held_on=date(2026, 5, 18), at=time(14), place="зала „Малка“",
    commission="Специализирана комисия", award="Награда „Русе“", year=2026,
    order="Заповед № РД-01-1203/04.05.2026 г.", basis="на основание чл. 45, ал. 2",
    closed_session="закрито заседание (чл. 45, ал. 5)", quorum="присъстват 8",
    secretary="Мария Колева", tellers=("Огнян Марков",),
    members=(MinutesMember("Стоян Карагьозов", "", "", "не участва", "роднина на предложен"),),
    slots=SLOTS,
    overrides=(MinutesOverride("1/2026", "чл. 44", "предложението закъсня", "", "Кметът"),),
    warnings=(MinutesWarning("отсъства преброител", ""),),
    municipality="Община Русе", office="Дирекция „Хуманитарни дейности“",
)  # fmt: skip


def text_of(part: tuple[str, int] | None = None) -> str:
    made = PaperSet(PaperKind.EXTRACT, "", "", (paper(extract(MINUTES, part)),), "Община Русе")
    pdf = papers.render(made)
    assert docx_papers.render(made, made=NOW)[:2] == b"PK"
    return " ".join(words(pdf, page) for page in range(page_count(pdf)))


NOW = datetime(2026, 5, 19, tzinfo=SOFIA)


@pytest.mark.requirement("R-45-5.2")
@pytest.mark.requirement("R-X-0.10")
def test_extract_tells_decisions_and_no_secret():
    text = text_of()
    for told in (
        "№ 2/18.05.2026", f"Носител: {WINNER}", "за романа „Брегът“", SINGER, "Мария Колева",
        "закрито заседание", "РД-01-1203", "Наградата не се присъжда.", "вярно с оригинала",
    ):  # fmt: skip
        assert told in text, told
    assert [secret for secret in SECRETS if secret in text] == []
    assert "Мотивът не се възпроизвежда" in text


def test_extract_of_one_laureate_speaks_of_no_other():
    text = text_of(("1.1", 0))
    assert WINNER in text
    assert "1.2" not in text
    assert SINGER not in text
    assert [secret for secret in SECRETS if secret in text] == []
    with pytest.raises(KeyError):
        extract(MINUTES, ("1.3", 0))
    with pytest.raises(KeyError):
        extract(MINUTES, ("9", 0))


def test_what_is_only_proposed_is_not_called_decided():
    said = " ".join(paper(extract(MINUTES, proposes=True)).paragraphs)
    assert "комисията предлага" in said
    assert "комисията реши" not in said


@pytest.mark.parametrize(
    ("motive", "secret"),
    [
        ("за романа и стихосбирката", False),
        ("за чистия глас и дългия сценичен път", False),
        ("с 6 гласа", True),
        ("с шест гласа от осем", True),
        ("гласувано единодушно", True),
        ("превъзхожда Бъчваров", True),
        ("за ролята на Минчева в града", False),
    ],
)
def test_motive_that_tells_more_is_found(motive, secret):
    assert tells_more(motive, {LOSER}, {WINNER}) is secret


def test_section_left_for_later_is_not_called_unawarded():
    slots = (replace(SLOTS[2], left=True),)
    said = " ".join(paper(extract(replace(MINUTES, slots=slots))).paragraphs)
    assert "Остава за следващо заседание." in said
    assert "не се присъжда" not in said
