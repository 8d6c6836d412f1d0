"""The rules of the seal: after the signature, on listed documents, with whom it is on a day."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from ruse_desktop.documents import pages
from ruse_desktop.documents import registers as paper
from ruse_desktop.documents import seal as receipts
from ruse_desktop.documents.diplomas import render as draw
from ruse_desktop.documents.seal_place import SEAL
from ruse_desktop.domain import diplomas, seal
from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.registers import RegisterSheet
from ruse_desktop.domain.seal import OUTSIDE, Custody, CustodyInput, SealInput, SealRules
from ruse_desktop.exchange import registers as sheets
from ruse_desktop.kernel import paths
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.law import book
from tests.unit.pdf_reading import words

RULES = seal.rules_of(
    book.load(paths.resource("ordinance", "naredba-17")).edition("2024-02-29").symbols
)
TODAY = date(2027, 8, 20)
TYPED = SealInput(
    "Споразумение № 4", "seal-use-1", 2, date(2027, 5, 21), "Кмет", date(2027, 5, 21), "отдел"
)


def found(typed: SealInput, rules: SealRules = RULES, kind: str = "") -> dict[str, Finding]:
    return {one.rule: one for one in seal.findings(typed, rules, award_kind=kind)}


def custody(since: int, until: int, back: int | None = None, *, number: int = 1) -> Custody:
    return Custody(
        number, "Иван Ганев", "зам.-кмет", "РД-15", date(2027, 7, 30), date(2027, 8, since),
        date(2027, 8, until), "отпуск", "Мария Колева", datetime(2027, 8, 1, tzinfo=SOFIA),
        returned_on=date(2027, 8, back) if back else None,
    )  # fmt: skip


def typed_custody(since: int, until: int) -> CustodyInput:
    order = date(2027, 7, 30)
    return CustodyInput("Ева Цонева", "", "7", order, date(2027, 8, since), date(2027, 8, until))


def test_the_five_kinds_of_document_come_from_the_law():
    assert [one.item for one in RULES.categories] == ["т. 1", "т. 2", "т. 3", "т. 4", "т. 5"]
    assert RULES.order == Citation("21")
    assert RULES.custody == Citation("20")
    assert list(seal.offered(RULES))[-1] == OUTSIDE


@pytest.mark.parametrize(
    ("signed", "sealed", "blocked"),
    [
        (date(2027, 5, 21), date(2027, 5, 21), False),
        (date(2027, 5, 20), date(2027, 5, 21), False),
        (date(2027, 5, 22), date(2027, 5, 21), True),
        (None, date(2027, 5, 21), True),
        (date(2027, 5, 21), None, True),
    ],
)
def test_the_seal_comes_after_the_signature(
    signed: date | None, sealed: date | None, blocked: bool
):
    one = found(replace(TYPED, signed_on=signed, sealed_on=sealed))["seal-after-signature"]
    assert one.blocking is blocked
    assert not one.overridable
    assert one.citation == Citation("21")


def test_a_document_outside_the_list_needs_a_stated_ground():
    bare = found(replace(TYPED, category=OUTSIDE))["seal-category"]
    assert bare.blocking
    assert bare.citation == Citation("21")
    assert found(replace(TYPED, category=OUTSIDE, ground="чл. 44"))["seal-category"].blocking
    stated = found(replace(TYPED, category=OUTSIDE, ground="чл. 44, ал. 1, т. 15 ЗМСМА"))
    assert not stated["seal-category"].blocking
    assert stated["seal-category"].verdict is Verdict.NOT_MET
    assert found(replace(TYPED, category="no-such"))["seal-category"].blocking
    assert found(TYPED)["seal-category"].citation == Citation("21", "", "1")


def test_a_title_is_proposed_under_another_item_than_an_award_and_said_so():
    assert RULES.of_award("prize") == "seal-use-4"
    assert RULES.of_award("title") == "seal-use-5"
    assert "seal-award-kind" not in found(TYPED, kind="prize")
    told = found(TYPED, kind="title")["seal-award-kind"]
    assert told.citation == Citation("21", "", "4")
    assert told.open
    assert not told.blocking


def test_a_law_without_symbols_lists_nothing_and_cites_nothing():
    empty = seal.rules_of(())
    assert found(TYPED, empty)["seal-category"].blocking
    assert found(TYPED, empty)["seal-after-signature"].citation is None
    assert "seal-award-kind" not in found(TYPED, empty, kind="title")


@pytest.mark.parametrize(
    ("day", "back", "held"),
    [
        (1, 15, True),
        (15, 15, True),
        (16, 15, False),
        (12, 10, False),
        (18, None, True),  # the term is over and it is not back
        (21, None, False),  # tomorrow nobody knows
    ],
)
def test_who_keeps_the_seal_on_a_day(day: int, back: int | None, held: bool):
    one = custody(1, 15, back)
    assert seal.holder_on(date(2027, 8, day), [one], TODAY) == (one if held else None)
    assert one.overdue(TODAY) is (back is None)


def test_on_the_day_of_a_change_the_next_keeps_it_and_struck_ones_do_not_count():
    one, two = custody(1, 15, 10), custody(10, 20, number=2)
    assert seal.holder_on(date(2027, 8, 10), [one, two], TODAY) == two
    assert seal.holder_on(date(2027, 8, 9), [one, two], TODAY) == one
    struck = replace(two, struck_why="грешка")
    assert seal.holder_on(date(2027, 8, 10), [one, struck], TODAY) == one
    assert not struck.overdue(date(2027, 9, 1))


def test_two_cannot_keep_it_at_the_same_time():
    out = custody(1, 15)
    assert seal.clashing(typed_custody(16, 18), [out], TODAY) == out  # not back yet
    assert seal.clashing(typed_custody(21, 25), [out], TODAY) is None
    back = custody(1, 15, 10)
    assert seal.clashing(typed_custody(10, 12), [back], TODAY) is None
    assert seal.clashing(typed_custody(9, 12), [back], TODAY) == back
    assert seal.clashing(typed_custody(9, 12), [replace(out, struck_why="x")], TODAY) is None


def test_the_receipt_names_order_and_days_and_draws_no_seal():
    pdf = receipts.receipt(custody(1, 15), municipality="Община Русе", citation="чл. 20")
    text = " ".join(words(pdf, 0).split())
    for part in ("Иван Ганев, зам.-кмет", "РД-15/30.07.2027", "01.08.2027", "15.08.2027", "чл. 20"):
        assert part in text, part
    assert ".." not in text.replace("…", "")
    assert "М.П." not in text


@pytest.mark.requirement("R-19-0.1")
@pytest.mark.parametrize("heading", ["ДИПЛОМ", "УДОСТОВЕРЕНИЕ"])
def test_a_certificate_leaves_a_round_place_that_only_the_screen_shows(heading: str):
    mayor = diplomas.Signatory("Кмет на Община Русе")
    one = diplomas.Diploma(
        award="Награда „Русе“", year=2027, area="", section="Литература", motive="за принос",
        act="Протокол № 2/18.05.2027 г.", entry="вписване под № 1 в книгата", dated=TODAY,
        place="Русе", signatories=(mayor,), fingerprint="9f3a77c1b2", code="RD1:NR:1",
        municipality="Община Русе", heading=heading, given="Ива", family="Бонева",
    )  # fmt: skip
    for paper_ in diplomas.Paper:
        pdf = render(one, paper_)
        file = PdfReader(io.BytesIO(pdf))
        page, place = file.pages[0], file.named_destinations["/seal-1"]
        left, bottom = float(place.left), float(place["/Bottom"])
        right, top = float(place["/Right"]), float(place.top)
        assert (right - left, top - bottom) == pytest.approx((SEAL, SEAL), rel=0.01)
        assert "/Annots" not in page  # PDF/A prints whatever is in the file
        shown, for_paper = (pages.page_image(pdf, 0, 72, printing=flag) for flag in (False, True))
        ink = [n for n in range(0, len(shown.pixels), 4) if shown.pixels[n] != for_paper.pixels[n]]
        across = [n // 4 % shown.width for n in ink]
        down = [shown.height - n // 4 // shown.width for n in ink]
        drawn = (min(across), min(down), max(across), max(down))
        assert drawn == pytest.approx((left, bottom, right, top), abs=2)
        middle, high = (left + right) / 2, (bottom + top) / 2
        assert words_at(pdf, (middle - 12, high - 8, middle + 12, high + 8)) == "М.П."
        assert not page.images
        assert "Република България" not in words(pdf, 0)
    copied = PdfReader(io.BytesIO(render(replace(one, copy=True))))
    assert not copied.named_destinations


def render(one: diplomas.Diploma, paper_: diplomas.Paper = diplomas.Paper.A4) -> bytes:
    return draw([one], diplomas.Layout(paper=paper_))


def words_at(pdf: bytes, box: tuple[float, float, float, float]) -> str:
    with pages.opened(pdf) as document:
        return str(document[0].get_textpage().get_text_bounded(*box)).strip()


SHEET = RegisterSheet(
    title="Опис", heads=("№", "Ден", "Документ", "Брой"), widths=(0.1, 0.2, 0.6, 0.1),
    lines=(("1/2027", date(2027, 5, 21), "=СУМА(1) <b>не е</b> формула", 2),),
    drawn_on=TODAY, asked="от 01.05.2027 г.", count="Общо 1 вписване", municipality="Община Русе",
)  # fmt: skip


def test_any_register_becomes_paper():
    text = " ".join(words(paper.render(SHEET), 0).split())
    for part in ("Опис", "21.05.2027", "=СУМА(1) <b>не е</b> формула", "от 01.05.2027", "Общо 1"):
        assert part in text, part
    assert "Няма вписвания" in words(paper.render(replace(SHEET, lines=())), 0)


def test_any_register_becomes_a_spreadsheet_with_days_and_numbers(tmp_path: Path):
    target = tmp_path / "опис.xlsx"
    target.write_bytes(sheets.workbook(SHEET))
    rows = CalamineWorkbook.from_path(str(target)).get_sheet_by_index(0).to_python()
    assert rows[4] == list(SHEET.heads)
    assert rows[5] == ["1/2027", date(2027, 5, 21), "=СУМА(1) <b>не е</b> формула", 2]
