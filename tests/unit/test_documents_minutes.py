"""The minutes carry everything чл. 45, ал. 8 asks for, as it was recorded."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime, time

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from ruse_desktop.documents import docx_papers, pages
from ruse_desktop.documents.minutes import paper_set, render
from ruse_desktop.domain.minutes import (
    Minutes,
    MinutesMember,
    MinutesOverride,
    MinutesRound,
    MinutesSlot,
    MinutesWarning,
)
from ruse_desktop.kernel.clock import SOFIA

PEOPLE = (
    "Стоян Велев Карагьозов", "Ралица Ангелова Минкова", "Димо Петров Дойнов",
    "Асен Радев Златарев", "Невена Илиева Гърдева", "Тодор Колев Щъркелов",
    "Юлия Маринова Въжарова", "Гергана Ботева Хаджийска-Ненчева", "Христо Йорданов Пенев",
)  # fmt: skip
HOSTILE = 'Ансамбъл <img src="/etc/passwd"> & Ко'


def counted(heading: str, winner: str, votes: int, outcome: str) -> MinutesRound:
    return MinutesRound(
        heading, base=8, needed=5, issued=8, used=8, unused=0, valid=7, blank=1, invalid=0,
        votes=((winner, votes, votes >= 5), (HOSTILE, 7 - votes, False)), outcome=outcome,
    )  # fmt: skip


def section(name: str, winner: str, *, awarded: bool = True) -> MinutesSlot:
    return MinutesSlot(
        name=name,
        citation="чл. 43, т. 1",
        nominations=(
            ("17", winner, "Народно читалище „Зора – 1866“"),
            ("21", HOSTILE, "Сдружение"),
        ),
        rounds=(
            counted("Първо гласуване", winner, 5, "Номинирани са двама."),
            counted("Второ гласуване", winner, 6 if awarded else 4, "Гласуването приключи."),
        ),
        decision=f"Носител: {winner}" if awarded else "Наградата не се присъжда: няма мнозинство",
        motive="за значителен принос към изкуството на Русе" if awarded else "",
    )


MINUTES = Minutes(
    number="2",
    held_on=date(2027, 5, 18),
    at=time(14, 0),
    place="зала 2, пл. „Свобода“ № 6",
    commission="Специализирана комисия в област „Изкуство и култура“",
    award="Награда „Русе“ за изкуство, култура, образование и наука",
    year=2027,
    order="Заповед № РД-01-1234/15.04.2027 г.",
    basis="на основание чл. 45, ал. 2 и чл. 45, ал. 5 от Наредба № 17",
    closed_session="закрито заседание (чл. 45, ал. 5)",
    quorum="От 9 назначени членове присъстват 9, с право на глас 8.",
    secretary="Мария Славова Колева",
    tellers=("Асен Радев Златарев",),
    members=tuple(
        MinutesMember(
            name, "общински съветник", "представител на ПККРВ",
            "не участва (чл. 45, ал. 7)" if n == 6 else "присъства",
            "роднина на предложено лице" if n == 6 else "",
            chair=n == 1,
        )
        for n, name in enumerate(PEOPLE)
    ),
    slots=(
        section("1.1. Литература", "Елисавета Добрева Минчева"),
        section("1.2. Сценични изкуства", "Хор „Дунавски вълни“", awarded=False),
        section("1.3. Визуални изкуства", "Йордан-Константин Щърбанов-Великопреславски"),
    ),
    overrides=(
        MinutesOverride(
            "1", "чл. 44, ал. 2", "предложението закъсня с един ден", "докладна № 12/02.04.2027 г.",
            "Секретар на Община Русе",
        ),
    ),
    municipality="Община Русе",
    office="Дирекция „Хуманитарни дейности“",
)  # fmt: skip


def texts(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return ["".join(page.get_textpage().get_text_range().split()) for page in document]


def missing(pdf: bytes, *wanted: str) -> list[str]:
    """What is not on the pages; running heads and feet are in between, so each page counts."""
    whole = "".join(texts(pdf))
    return [part for part in wanted if "".join(part.split()) not in whole]


@pytest.mark.requirement("R-45-8.2")
def test_minutes_carry_everything_that_was_recorded():
    pdf = render(MINUTES)
    assert missing(
        pdf, "П Р О Т О К О Л", "№ 2/18.05.2027 г.", MINUTES.order, MINUTES.basis, "14:00 ч.",
        MINUTES.place, MINUTES.closed_session, MINUTES.quorum, *PEOPLE, "роднина на предложено",
        "17Елисавета", "Народно читалище „Зора – 1866“", "нужни 5 от 8", "бели 1",
        "Носител: Елисавета Добрева Минчева", "за значителен принос към изкуството на Русе",
        "Наградата не се присъжда: няма мнозинство", "Отклонения: 1", "чл. 44, ал. 2",
        "Разрешил: Секретар на Община Русе.", "Преброители: Асен Радев Златарев.",
    ) == []  # fmt: skip


@pytest.mark.requirement("R-45-8.2")
def test_every_member_has_a_line_to_sign_and_the_chair_is_first():
    barred = tuple(replace(one, signs=n != 6) for n, one in enumerate(MINUTES.members))
    whole = "".join(texts(render(replace(MINUTES, members=barred))))
    signatures = whole[whole.rindex("Подписи") :]
    assert signatures.count("Член…") == 7
    chair, member = "".join(PEOPLE[1].split()), "".join(PEOPLE[0].split())
    assert signatures.index(chair) < signatures.index(member)
    assert "".join(PEOPLE[6].split()) not in signatures


@pytest.mark.requirement("R-45-8.2")
def test_pages_are_numbered_of_all():
    found = texts(render(MINUTES))
    assert len(found) >= 3
    for n, page in enumerate(found, 1):
        assert f"стр.{n}от{len(found)}" in page
        assert "Протокол№2/18.05.2027г." in page


def test_void_round_says_why():
    void = replace(MINUTES.slots[0].rounds[0], void="разминаване от една бюлетина")
    slot = replace(MINUTES.slots[0], rounds=(void,))
    pdf = render(replace(MINUTES, slots=(slot,)))
    assert missing(pdf, "недействителен: разминаване от една бюлетина") == []


def test_draft_is_marked_on_every_page():
    assert all("ПРОЕКТ" in page for page in texts(render(replace(MINUTES, draft=True))))
    assert not any("ПРОЕКТ" in page for page in texts(render(MINUTES)))


def test_hostile_text_is_printed_literally():
    assert "".join(texts(render(MINUTES))).count("".join(HOSTILE.split())) >= 9


def test_same_content_gives_the_same_bytes():
    assert render(MINUTES) == render(MINUTES)


def test_sentences_end_with_one_full_stop():
    assert ".." not in "".join(texts(render(MINUTES))).replace("…", "")


def test_headings_are_not_left_alone_at_the_foot():
    for slots in range(1, 14):
        many = tuple(MINUTES.slots[n % 3] for n in range(slots))
        found = texts(render(replace(MINUTES, slots=many)))
        for page in found:
            body = page.split("Протокол№2/18.05.2027г.")[0].split("стр.")[0]
            assert not body.endswith(("кворум", "пораздели", "РЕШИ:", "Отклонения:1", "Подписи"))


def test_text_stays_between_the_margins_with_embedded_fonts():
    long = replace(MINUTES.slots[0], name="1.4. " + "Дълъгнепрекъснатраздел" * 9)
    pdf = render(replace(MINUTES, slots=(long, *MINUTES.slots)))
    for n in range(pages.page_count(pdf)):
        text = pypdfium2.PdfDocument(pdf)[n].get_textpage()
        boxes = [
            text.get_charbox(i)
            for i in range(text.count_chars())
            if text.get_text_range(i, 1).strip()
        ]
        assert min(box[0] for box in boxes) > 56
        assert max(box[2] for box in boxes) < 595 - 56
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in PdfReader(io.BytesIO(pdf)).pages
        for font in page["/Resources"]["/Font"].values()
    }
    families = {name.split("+")[-1].split("-")[0] for name in fonts}
    assert families == {"CormorantBG", "RuseSerifBG", "SofiaSans"}


@pytest.mark.requirement("R-45-8.2")
def test_docx_to_edit_has_the_paragraphs_and_tables_of_the_pdf():
    made = paper_set(MINUTES)
    document = docx.Document(
        io.BytesIO(docx_papers.render(made, made=datetime(2027, 5, 18, 16, tzinfo=SOFIA)))
    )
    written = [one.text for one in document.paragraphs]
    (paper,) = made.papers
    assert [text for text in paper.paragraphs if text not in written] == []
    pdf = render(MINUTES)
    assert missing(pdf, *paper.paragraphs) == []
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    for name in PEOPLE:
        assert f"({name})" in cells
    assert "роднина на предложено лице" in "\n".join(cells)
    foot = document.sections[0].footer.paragraphs[0]
    assert "Протокол № 2/18.05.2027" in foot.text
    fields = [one.get(qn("w:instr")) for one in foot._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_rounds_stay_whole_where_a_page_holds_them():
    many = tuple(replace(MINUTES.slots[n % 3], code=str(n)) for n in range(9))
    found = texts(render(replace(MINUTES, slots=many)))
    heads = sum(page.count("гласуванераздадени") for page in found)
    assert heads == sum(len(slot.rounds) for slot in many)
    for page in found:
        body = page.split("Протокол№2/18.05.2027г.")[0].split("стр.")[0]
        assert not body.endswith(("гласуване", "отбели", "ПредложенГласове"))


@pytest.mark.requirement("R-45-8.2")
def test_annexes_times_notes_and_other_ways_are_printed():
    members = (
        replace(MINUTES.members[0], times="от 14:10 до 15:20 ч."),
        *MINUTES.members[1:],
    )
    decided = replace(MINUTES.slots[0], otherwise="по жребий, с общо съгласие")
    counted = replace(MINUTES.slots[1].rounds[0], notes=("Броенето е повторено 1 път.",))
    slots = (decided, replace(MINUTES.slots[1], rounds=(counted,)))
    pdf = render(
        replace(
            MINUTES,
            members=members,
            slots=slots,
            notes=("Експерти без право на глас: Ива Бонева.",),
            warnings=(
                MinutesWarning("Четен брой членове: 8", "чл. 45, ал. 3", "Взето за сведение"),
            ),
            version="ruse-desktop 0.1.0",
        )
    )
    assert missing(
        pdf, "от 14:10 до 15:20 ч.", "по жребий, с общо съгласие.", "Броенето е повторено 1 път.",
        "Експерти без право на глас: Ива Бонева.", "Предупреждения: 1",
        "Четен брой членове: 8 (чл. 45, ал. 3). Взето за сведение.", "ruse-desktop 0.1.0",
    ) == []  # fmt: skip
