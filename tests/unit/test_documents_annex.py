"""Teams, paper sizes and pre-printed blanks: what stands where on the other sheets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from reportlab.lib.units import mm

from ruse_desktop.documents.diplomas import render
from ruse_desktop.documents.pages import page_count, page_size
from ruse_desktop.domain.diplomas import Diploma, Layout, Orientation, Paper, Signatory
from tests.unit.pdf_reading import codes, grey, letters, lines, words

SHEETS = pytest.mark.parametrize(
    "layout", [Layout(one) for one in Orientation], ids=[str(one) for one in Orientation]
)
ONE = Diploma(
    award="Награда „Русе“ за изкуство, култура, образование и наука", year=2026,
    area="Изкуство и култура", section="Сценични изкуства",
    motive="За първата награда от международния певчески конкурс.",
    act="Протокол № 1/18.05.2026 г. на специализирана комисия", entry="вписана под № 192 в книгата",
    dated=date(2026, 5, 20), place="Русе",
    signatories=(Signatory("Кмет на Община Русе", "Радослав Темелков"),),
    fingerprint="9f3a77c104", code="RK1.NR.192.2026.9f3a77c104be", municipality="Община Русе",
    given="Маргарита", middle="Илиева", family="Попова",
)  # fmt: skip
TEAM = replace(
    ONE, given="", middle="", family="", name="Екип „Роботика“ при гимназия „Слънчев лъч“",
    members=tuple(f"Член Измислен {letter}ов" for letter in "АБВГД"),
)  # fmt: skip


def inset(layout: Layout) -> float:
    """Distance of the inner hairline from the edge, in points."""
    return (17 if layout.orientation is Orientation.PORTRAIT else 15) * mm - 4.4 * mm


def assert_inside(pdf: bytes, page: int, layout: Layout) -> None:
    edge, (wide, tall) = inset(layout), page_size(pdf, page)
    for one in letters(pdf, page):
        assert edge <= one.left < one.right <= wide - edge, one
        assert edge <= one.bottom < one.top <= tall - edge, one


@pytest.mark.requirement("R-43-1.9")
@SHEETS
def test_team_of_five_has_its_name_on_the_diploma_and_its_members_on_an_annex(layout: Layout):
    pdf = render([TEAM, ONE], layout)
    assert page_count(pdf) == 3
    assert TEAM.name in words(pdf, 0)
    assert not [member for member in TEAM.members if member in words(pdf, 0)]
    found = [line.text for line in lines(pdf, 1) if line.text.startswith("Член Измислен")]
    assert found == list(TEAM.members)
    assert TEAM.act in words(pdf, 1)
    assert_inside(pdf, 1, layout)
    assert ONE.full_name in words(pdf, 2)


@SHEETS
def test_thirty_members_are_all_there_inside_the_frame(layout: Layout):
    members = tuple(f"Александра-Мария Измислена {n}" for n in range(30))
    pdf = render([replace(TEAM, members=members)], layout)
    assert_inside(pdf, 1, layout)
    assert all(member in words(pdf, 1) for member in members)
    assert min(one.size for one in letters(pdf, 1)) >= 8


def test_a3_holds_the_same_page_enlarged():
    pdf = render([ONE], Layout(Orientation.LANDSCAPE, Paper.A3))
    wide, tall = page_size(pdf, 0)
    assert (round(wide / mm), round(tall / mm)) == (420, 297)
    name = next(line for line in lines(pdf, 0) if line.text == ONE.full_name)
    assert abs(name.centre - wide / 2) <= 1 * mm
    assert codes(pdf, 0, 200) == [ONE.code]


@pytest.mark.requirement("R-X-0.15")
@SHEETS
def test_blank_has_only_the_texts_and_each_where_it_stands_on_the_whole_sheet(layout: Layout):
    whole, blank = render([ONE], layout), render([ONE], replace(layout, blank=True))
    assert "ДИПЛОМ" in words(whole, 0).replace(" ", "")
    assert "ДИПЛОМ" not in words(blank, 0).replace(" ", "")
    assert set(letters(blank, 0)) < set(letters(whole, 0))
    assert ONE.full_name in words(blank, 0)
    plane, edge = grey(blank, 0, 72), round(inset(layout)) + 2
    assert {plane[row, edge - 3] for row in range(plane.shape[0])} == {255}
    printed = grey(whole, 0, 72)
    assert min(printed[row, edge - 3] for row in range(printed.shape[0])) < 255


@SHEETS
def test_no_ink_outside_the_outer_line(layout: Layout):
    plane = grey(render([ONE], layout), 0, 72)
    tall, wide = plane.shape
    margin = 20  # points; the outer gold line lies further in
    rim = [(row, column) for row in range(tall) for column in (*range(margin), *range(wide - margin, wide))]  # fmt: skip
    rim += [(row, column) for column in range(wide) for row in (*range(margin), *range(tall - margin, tall))]  # fmt: skip
    assert {plane[place] for place in rim} == {255}


def test_strange_characters_of_a_name_are_left_out():
    pdf = render([replace(ONE, given="Мар\u202eга\u200bри\u00adта\x07")], Layout())
    assert "Маргарита Илиева Попова" in words(pdf, 0)


def test_diploma_without_motive_sign_and_number_is_printed():
    pdf = render([replace(ONE, motive="", code="", fingerprint="", entry="")], Layout())
    assert ONE.full_name in words(pdf, 0)
    assert codes(pdf, 0) == []
