"""Minutes at their limits: nobody there, names of sixty letters, thirty nominations, long motives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from itertools import pairwise

import pytest
from reportlab.lib.units import mm

from ruse_desktop.documents.minutes import render
from ruse_desktop.documents.pages import page_count, page_size
from ruse_desktop.domain.minutes import Minutes, MinutesMember, MinutesRound, MinutesSlot
from tests.unit.pdf_reading import fonts, letters, words

LONG = "Александрина-Теодора Константинова Хаджиславчева-Пехливанова"
NOMINEES = [f"Предложен Измислен {n}" for n in range(30)]
ROUND = MinutesRound(
    heading="Тур 1 – номинации", base=7, needed=4, issued=7, used=7, unused=0, valid=7, blank=0,
    invalid=0, votes=tuple((name, 0, False) for name in NOMINEES),
    outcome="Никой не събра нужното мнозинство.",
)  # fmt: skip
SLOT = MinutesSlot(
    name="1.1 Литература", citation="чл. 43, ал. 1, т. 1.1",
    nominations=tuple((f"30-{n:03d}", name, f"Вносител {n}") for n, name in enumerate(NOMINEES)),
    rounds=(ROUND,), decision="Наградата не се присъжда: няма мнозинство",
)  # fmt: skip
BARE = Minutes(
    number="2", held_on=date(2026, 5, 18), at=time(14), place="зала „Васил Левски“",
    commission="Специализирана комисия", award="Награда „Русе“", year=2026,
    order="Заповед № РД-01-1203/04.05.2026 г.", basis="на основание чл. 45, ал. 2",
    closed_session="", quorum="", secretary="", tellers=(), members=(), slots=(),
)  # fmt: skip
MEMBER = MinutesMember("Член Аев", "съветник", "Постоянна комисия", "присъства")


def text_of(minutes: Minutes) -> str:
    pdf = render(minutes)
    return " ".join(words(pdf, page) for page in range(page_count(pdf)))


def test_minutes_of_a_commission_without_members_are_still_a_paper():
    text = text_of(replace(BARE, draft=True))
    assert "ПРОЕКТ" in text
    assert "Подписи" not in text
    assert "Отклонения" not in text


def test_long_names_wrap_beside_their_signature_lines():
    members = tuple(replace(MEMBER, name=f"{LONG}, {LONG} {n}") for n in range(7))
    pdf = render(replace(BARE, members=members, secretary=f"{LONG}, {LONG} 7"))
    last = page_count(pdf) - 1
    signed = words(pdf, last).rpartition("Подписи")[2]
    assert all(f"{LONG} {n}" in signed for n in range(8))
    right = page_size(pdf, last)[0] - 20 * mm
    names = [
        one for one in letters(pdf, last) if one.left > right * 0.62 and one.baseline > 20 * mm
    ]
    assert all(one.right < right for one in names)
    baselines = sorted({round(one.baseline, 1) for one in names})
    assert min(upper - lower for lower, upper in pairwise(baselines)) > 9


@pytest.mark.requirement("R-45-8.2")
def test_thirty_nominations_in_each_of_five_sections_lose_no_row():
    slots = tuple(
        replace(
            SLOT,
            nominations=tuple((f"30-{place}{no[3:]}", *rest) for no, *rest in SLOT.nominations),
        )
        for place in range(5)
    )
    pdf = render(replace(BARE, slots=slots))
    pages = page_count(pdf)
    text = " ".join(words(pdf, page) for page in range(pages))
    assert all(no in text for slot in slots for no, _name, _proposer in slot.nominations)
    assert all(f"стр. {page + 1} от {pages}" in words(pdf, page) for page in range(pages))
    assert pages > 5


def test_long_motive_runs_over_pages_and_loses_no_word():
    slot = replace(SLOT, nominations=(), rounds=(), motive="За дългогодишен принос. " * 250)
    assert text_of(replace(BARE, slots=(slot,))).count("дългогодишен") == 250


def test_round_longer_than_a_page_is_printed_whole():
    votes = tuple((f"Измислен {n} от много", 0, False) for n in range(90))
    text = text_of(replace(BARE, slots=(replace(SLOT, rounds=(replace(ROUND, votes=votes),)),)))
    assert all(name in text for name, _votes, _won in votes)


def test_reason_longer_than_a_page_is_printed_whole():
    members = (replace(MEMBER, reason="обосновка " * 400),)
    assert text_of(replace(BARE, members=members)).count("обосновка") == 400


def test_table_cells_use_no_font_of_the_reader():
    found = fonts(render(replace(BARE, members=(MEMBER,), slots=(SLOT,))))
    assert found
    assert all(found.values())
