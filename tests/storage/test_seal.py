"""The register of the seal on a real file: numbers, refusals, custody, what comes from the books."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from ruse_desktop.documents import book_extract, diplomas
from ruse_desktop.domain.book_printing import PrintKind, PrintLine, PrintRequest
from ruse_desktop.domain.books import Act, LaureateInput
from ruse_desktop.domain.diplomas import Layout
from ruse_desktop.domain.registers import RegisterFilter
from ruse_desktop.domain.seal import OUTSIDE, CustodyInput, SealInput
from ruse_desktop.domain.today import Waiting
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.services.facade import Services
from tests.ui.filling import services
from tests.ui.windows import ACTOR
from tests.unit.pdf_reading import words

NOW = datetime(2027, 5, 24, 11, 0, tzinfo=SOFIA)
DAY = date(2027, 5, 21)
TYPED = SealInput("Споразумение № 4 с град Битоля", "seal-use-1", 2, DAY, "Кмет", DAY, "отдел")
COMMON = SealInput("", "", 1, DAY, "Кмет", DAY, "Мария Колева")
WHY = "вписано два пъти по погрешка"
ALL = RegisterFilter()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Services]:
    with services(tmp_path, NOW) as made:
        yield made


def shown(house: Services, wanted: RegisterFilter = ALL, order: str = "") -> list[str]:
    return [row.texts[0] for row in house.seal.rows(house.seal.keys(wanted, order))]


def enter(house: Services, book: str, *families: str) -> None:
    minutes = Act("minutes", "2", date(2027, 5, 18), "Протокол № 2/18.05.2027 г.")
    acts = {
        "PG": Act("decision", "77", date(2027, 5, 4), "Решение № 77/04.05.2027 г."),
        "PL": Act("order", "РД-7", date(2027, 5, 4), "Заповед № РД-7/04.05.2027 г."),
    }
    house.books.enter(
        actor=ACTOR,
        award=book,
        laureates=[
            LaureateInput(
                2027, given="Ива", middle="Петрова", family=family, area="Изкуство и култура",
                section="Литература", motive="за принос", act=acts.get(book, minutes),
            )
            for family in families
        ],
    )  # fmt: skip


@pytest.mark.requirement("R-21-0.1")
def test_numbers_go_by_year_and_the_line_keeps_the_words_of_the_law(house: Services) -> None:
    first = house.seal.add(TYPED, actor=ACTOR)
    last_year = date(2026, 12, 30)
    old = house.seal.add(replace(TYPED, signed_on=last_year, sealed_on=last_year), actor=ACTOR)
    second = house.seal.add(replace(TYPED, category="seal-use-3"), actor=ACTOR)
    assert [one.number_text for one in (first, old, second)] == ["1/2027", "1/2026", "2/2027"]
    again = house.seal.entry(second.id)
    assert again == second
    assert str(again.citation) == "чл. 21, т. 3"
    assert again.category_text == "т. 3: Декларации от името на Общината"
    assert again.signed_by == "Кмет"
    assert house.seal.usual_signatory() == "Кмет"
    assert shown(house) == ["2/2027", "1/2027", "1/2026"]


@pytest.mark.requirement("R-21-0.2")
def test_a_seal_before_the_signature_is_refused_with_the_article(house: Services) -> None:
    signed_later = replace(TYPED, signed_on=date(2027, 5, 22))
    for typed in (signed_later, replace(TYPED, signed_on=None)):
        with pytest.raises(Refused, match=r"след подписа на кмета.*чл\. 21") as refused:
            house.seal.add(typed, actor=ACTOR)
        assert refused.value.citation == "чл. 21"
    assert not house.seal.keys(ALL)


def test_the_file_itself_refuses_a_seal_before_the_signature(house: Services) -> None:
    entry = house.seal.add(TYPED, actor=ACTOR)
    columns = (
        "category, category_text, citation, document, originals, signed_by, asked_by, holder, "
        "ground, note, agreement, by, at, search_key, struck_why, struck_by"
    )
    with pytest.raises(IntegrityError, match="signed_first"), house.store.write(ACTOR, "x") as tx:
        tx.session.execute(
            text(
                f"INSERT INTO seal_entry (number, year, signed_on, sealed_on, {columns}) "
                f"SELECT 2, 2027, '2027-05-23', '2027-05-22', {columns} FROM seal_entry "
                f"WHERE id = {entry.id}"
            )
        )


def test_a_document_outside_the_five_is_refused_unless_a_ground_is_stated(house: Services) -> None:
    with pytest.raises(Refused, match=r"не е сред изброените.*чл\. 21") as refused:
        house.seal.add(replace(TYPED, category=OUTSIDE), actor=ACTOR)
    assert refused.value.citation == "чл. 21"
    assert "законовото основание" in refused.value.advice
    made = house.seal.add(
        replace(TYPED, category=OUTSIDE, ground="чл. 44, ал. 1, т. 15 ЗМСМА"), actor=ACTOR
    )
    assert made.citation is None
    assert made.ground == "чл. 44, ал. 1, т. 15 ЗМСМА"
    (row,) = house.seal.rows([made.id])
    assert row.texts[2] == "извън"
    assert row.texts[-1] == "с основание"


@pytest.mark.parametrize(
    "wrong",
    [
        {"document": "  "}, {"signed_by": ""}, {"asked_by": " "}, {"originals": 0},
        {"originals": 1000}, {"document": "д" * 501}, {"sealed_on": date(2027, 5, 25)},
    ],
)  # fmt: skip
def test_what_is_missing_is_said_and_nothing_is_written(
    house: Services, wrong: dict[str, object]
) -> None:
    with pytest.raises(UserError) as told:
        house.seal.add(replace(TYPED, **wrong), actor=ACTOR)  # type: ignore[arg-type]  # any field
    assert told.value.message
    assert not house.seal.keys(ALL)


def test_a_line_is_struck_out_with_a_reason_and_never_changed_or_deleted(house: Services) -> None:
    entry = house.seal.add(TYPED, actor=ACTOR)
    with pytest.raises(UserError, match="кратка"):
        house.seal.strike(entry.id, "грешка", actor=ACTOR)
    house.seal.strike(entry.id, WHY, actor=ACTOR)
    struck = house.seal.entry(entry.id)
    assert (struck.struck_why, struck.struck_by) == (WHY, ACTOR.name)
    with pytest.raises(Refused, match="вече е зачеркнато"):
        house.seal.strike(entry.id, WHY, actor=ACTOR)
    with pytest.raises(NotFound):
        house.seal.strike(99, WHY, actor=ACTOR)
    assert house.seal.add(TYPED, actor=ACTOR).number == 2
    for statement in (
        "UPDATE seal_entry SET document = 'друг' WHERE id = 2",
        "UPDATE seal_entry SET struck_why = '' WHERE id = 1",
        "DELETE FROM seal_entry WHERE id = 2",
    ):
        with pytest.raises(IntegrityError, match="append-only"), house.store.write(ACTOR, "x") as w:
            w.session.execute(text(statement))


def test_the_list_is_filtered_sorted_and_printed_for_a_period(house: Services) -> None:
    days = [date(2027, 5, n) for n in (3, 10, 17)]
    for n, day in enumerate(days):
        house.seal.add(
            replace(
                TYPED, document=("Ярема", "Битоля", "Гюргево")[n], signed_on=day, sealed_on=day,
                category=f"seal-use-{n + 1}", originals=3 - n,
            ),
            actor=ACTOR,
        )  # fmt: skip
    house.seal.strike(2, WHY, actor=ACTOR)
    assert shown(house, RegisterFilter("БИТОЛЯ")) == ["2/2027"]
    assert shown(house, RegisterFilter("3/2027")) == ["3/2027"]
    assert shown(house, RegisterFilter("отдел яр")) == ["1/2027"]
    assert shown(house, RegisterFilter(choices=(("state", "struck"),))) == ["2/2027"]
    assert shown(house, RegisterFilter(choices=(("state", "standing"),))) == ["3/2027", "1/2027"]
    assert shown(house, RegisterFilter(choices=(("category", "seal-use-3"),))) == ["3/2027"]
    period = RegisterFilter(since=days[0], until=days[1])
    assert shown(house, period) == ["2/2027", "1/2027"]
    assert shown(house, ALL, "document") == ["2/2027", "3/2027", "1/2027"]
    assert shown(house, ALL, "originals") == ["3/2027", "2/2027", "1/2027"]
    sheet = house.seal.sheet(period)
    assert sheet.asked == "от 03.05.2027\u00a0г., до 10.05.2027\u00a0г."
    assert [line[0] for line in sheet.lines] == ["1/2027", "2/2027"]
    assert sheet.lines[1][3] == f"Битоля\nЗАЧЕРКНАТО: {WHY}"
    assert sheet.count == "Общо 2 вписвания"
    assert len(sheet.heads) == len(sheet.widths) == len(sheet.lines[0])


# who keeps the seal


@pytest.mark.requirement("R-20-0.1")
def test_the_mayor_keeps_the_seal_and_hands_it_over_by_an_order_for_a_time(
    house: Services,
) -> None:
    order = date(2027, 4, 28)
    typed = CustodyInput(
        "Иван Ганев", "зам.-кмет", "РД-15", order, date(2027, 5, 3), date(2027, 5, 14), "отпуск"
    )
    kept = house.seal_custody
    assert kept.holder(date(2027, 5, 10)) == "Кмет на Община Русе"
    made = kept.hand_over(typed, actor=ACTOR)
    assert made.order_text == "Заповед № РД-15/28.04.2027\u00a0г."
    assert kept.holder(date(2027, 5, 10)) == "Иван Ганев, зам.-кмет"
    assert kept.holder(date(2027, 5, 20)) == "Иван Ганев, зам.-кмет"  # it is not back
    kept.give_back(made.id, date(2027, 5, 14), actor=ACTOR)
    assert kept.holder(date(2027, 5, 14)) == "Иван Ганев, зам.-кмет"
    assert kept.holder(date(2027, 5, 15)) == "Кмет на Община Русе"
    sealed = replace(TYPED, signed_on=date(2027, 5, 12), sealed_on=date(2027, 5, 12))
    assert house.seal.add(sealed, actor=ACTOR).holder == "Иван Ганев, зам.-кмет"
    assert house.seal.add(TYPED, actor=ACTOR).holder == "Кмет на Община Русе"


def test_days_that_contradict_each_other_are_refused(house: Services) -> None:
    order, kept = date(2027, 5, 3), house.seal_custody
    typed = CustodyInput("Иван Ганев", "", "15", order, date(2027, 5, 3), date(2027, 5, 14))
    for wrong in (
        replace(typed, holder=" "), replace(typed, order_no=""), replace(typed, order_on=None),
        replace(typed, until=None), replace(typed, until=date(2027, 5, 1)),
        replace(typed, order_on=date(2027, 5, 4)),
    ):  # fmt: skip
        with pytest.raises(UserError):
            kept.hand_over(wrong, actor=ACTOR)
    made = kept.hand_over(typed, actor=ACTOR)
    with pytest.raises(Refused, match="Иван Ганев") as refused:
        kept.hand_over(replace(typed, holder="Ева Цонева", since=date(2027, 5, 18), until=date(2027, 5, 20)), actor=ACTOR)  # fmt: skip
    assert refused.value.citation == "чл. 20"
    with pytest.raises(UserError, match="преди да е предаден"):
        kept.give_back(made.id, date(2027, 5, 2), actor=ACTOR)
    with pytest.raises(UserError, match="още не е дошъл"):
        kept.give_back(made.id, date(2027, 5, 25), actor=ACTOR)
    kept.give_back(made.id, date(2027, 5, 10), actor=ACTOR)
    with pytest.raises(Refused, match="вече е вписано"):
        kept.give_back(made.id, date(2027, 5, 11), actor=ACTOR)
    kept.strike(made.id, WHY, actor=ACTOR)
    with pytest.raises(Refused, match="зачеркнато"):
        kept.give_back(made.id, date(2027, 5, 10), actor=ACTOR)
    assert kept.on(date(2027, 5, 5)) is None
    assert kept.receipt(made.id).startswith(b"%PDF")
    with pytest.raises(IntegrityError, match="append-only"), house.store.write(ACTOR, "x") as tx:
        tx.session.execute(text("UPDATE seal_custody SET holder = 'друг'"))


def test_the_agreement_a_document_rests_on_is_kept_where_the_act_speaks_of_such(
    house: Services,
) -> None:
    number = "№ 5/06.05.2027"
    made = house.seal.add(replace(TYPED, agreement=number), actor=ACTOR)
    assert house.seal.entry(made.id).agreement == number
    assert shown(house, RegisterFilter("5/06.05")) == ["1/2027"]
    assert house.seal.sheet(ALL).lines[0][3] == f"{TYPED.document}\nпо споразумение {number}"
    other = replace(TYPED, category="seal-use-3", agreement=number)
    assert house.seal.add(other, actor=ACTOR).agreement == ""


# what comes from the books


@pytest.mark.requirement("R-21-0.1")
def test_printed_certificates_wait_once_and_are_confirmed_together(house: Services) -> None:
    enter(house, "NR", "Бонева", "Цонева", "Щерева")
    assert house.seal_waiting.count() == 0
    for way in ("pdf", "print"):
        house.printing.record_year(actor=ACTOR, book="NR", year=2027, way=way)
    waiting = house.seal_waiting.list()
    assert len(waiting) == house.seal_waiting.count() == 3
    assert {one.category for one in waiting} == {"seal-use-4"}
    assert waiting[0].document == "Диплом № 1/2027 – Ива Петрова Бонева, Награда „Русе“"
    ids = [one.print_id for one in waiting]
    made = house.seal_waiting.confirm(ids[:2], COMMON, actor=ACTOR)
    assert [one.number_text for one in made] == ["1/2027", "2/2027"]
    assert [one.print_id for one in house.seal_waiting.list()] == ids[2:]
    (line, *_rest) = house.seal.rows(house.seal.keys(ALL))
    assert line.texts[2:4] == ("т. 4", "Диплом № 2/2027 – Ива Петрова Цонева, Награда „Русе“")
    with pytest.raises(Refused, match="вече не чака"):
        house.seal_waiting.confirm(ids, COMMON, actor=ACTOR)
    assert len(house.seal.keys(ALL)) == 2  # all or none
    house.seal.strike(1, WHY, actor=ACTOR)
    assert [one.print_id for one in house.seal_waiting.list()] == [ids[0], ids[2]]


def groups(house: Services) -> dict[str, Waiting]:
    return {one.sort: one for one in house.today.view().waiting if one.sort.startswith("seal-")}


def test_the_first_page_says_what_waits_for_the_seal_and_that_it_is_not_back(
    house: Services,
) -> None:
    assert groups(house) == {}
    enter(house, "NR", "Бонева", "Цонева")
    house.printing.record_year(actor=ACTOR, book="NR", year=2027, way="print")
    days = [date(2027, 5, n) for n in (3, 3, 23)]
    out = CustodyInput("Иван Ганев", "зам.-кмет", "15", *days)
    made = house.seal_custody.hand_over(out, actor=ACTOR)
    found = groups(house)
    assert found["seal-waiting"].text == "2 удостоверения чакат печат"
    first, second = found["seal-waiting"].records
    assert first.name == "Диплом № 1/2027 – Ива Петрова Бонева, Награда „Русе“"
    (held,) = found["seal-out"].records
    assert (held.id, held.name) == (made.id, "Иван Ганев, зам.-кмет – за връщане от 23.05.2027")
    house.seal_custody.give_back(made.id, date(2027, 5, 24), actor=ACTOR)
    house.seal_waiting.confirm([first.id, second.id], COMMON, actor=ACTOR)
    assert groups(house) == {}


def test_nothing_is_confirmed_before_the_signature(house: Services) -> None:
    enter(house, "NR", "Бонева")
    house.printing.record_year(actor=ACTOR, book="NR", year=2027, way="print")
    (one,) = house.seal_waiting.list()
    late = replace(COMMON, signed_on=date(2027, 5, 22))
    with pytest.raises(Refused, match="след подписа"):
        house.seal_waiting.confirm([one.print_id], late, actor=ACTOR)
    with pytest.raises(UserError, match="Не е избрано"):
        house.seal_waiting.confirm([], COMMON, actor=ACTOR)
    assert house.seal_waiting.count() == 1


def test_a_trial_print_is_put_aside_with_a_reason(house: Services) -> None:
    enter(house, "NR", "Бонева", "Цонева")
    house.printing.record_year(actor=ACTOR, book="NR", year=2027, way="pdf")
    first, second = (one.print_id for one in house.seal_waiting.list())
    house.seal_waiting.skip([first], "пробен отпечатък за мостра", actor=ACTOR)
    assert [one.print_id for one in house.seal_waiting.list()] == [second]
    house.printing.record_year(actor=ACTOR, book="NR", year=2027, way="print")
    assert [one.document.split(" – ")[0] for one in house.seal_waiting.list()] == [
        "Диплом № 2/2027", "Диплом № 1/2027",
    ]  # fmt: skip


def test_a_second_print_does_not_wait_but_an_issued_duplicate_does(house: Services) -> None:
    enter(house, "NR", "Бонева")
    house.printing.record_year(actor=ACTOR, book="NR", year=2027, way="print")
    (one,) = house.seal_waiting.list()
    house.seal_waiting.confirm([one.print_id], COMMON, actor=ACTOR)
    house.printing.record_year(actor=ACTOR, book="NR", year=2027, way="print")
    assert house.seal_waiting.count() == 0
    asked = PrintRequest(DAY, "Ива Бонева", "изгубен оригинал")
    house.printing.issue(actor=ACTOR, book="NR", seq=2, kind=PrintKind.DUPLICATE, request=asked)
    (again,) = house.seal_waiting.list()
    assert again.document.startswith("Дубликат 1 на диплом № 1/2027 – Ива")


@pytest.mark.requirement("R-21-0.5")
def test_the_certificate_of_a_title_is_offered_under_item_5_and_may_go_under_4(
    house: Services,
) -> None:
    enter(house, "PG", "Бонева", "Цонева")
    house.printing.record_year(actor=ACTOR, book="PG", year=2027, way="print")
    first, second = house.seal_waiting.list()
    assert (first.award_kind, first.category) == ("title", "seal-use-5")
    house.seal_waiting.confirm([first.print_id], COMMON, actor=ACTOR)
    other = replace(COMMON, category="seal-use-4")
    house.seal_waiting.confirm([second.print_id], other, actor=ACTOR)
    rows = house.seal.rows(house.seal.keys(ALL))
    assert [row.texts[2] for row in rows] == ["т. 4", "т. 5"]


def printed(house: Services, book: str, duplicate: PrintLine | None = None) -> str:
    made = house.diplomas.contents(book=book, seqs=[2], duplicate=duplicate)
    return words(diplomas.render(made, Layout()), 0)


@pytest.mark.requirement("R-21-0.3")
def test_what_is_sealed_is_printed_again_only_as_a_copy_without_a_place_for_the_seal(
    house: Services,
) -> None:
    enter(house, "NR", "Бонева")
    for _spoiled in range(2):
        house.printing.record_year(actor=ACTOR, book="NR", year=2027, way="print")
    assert "М.П." in printed(house, "NR")
    assert "ПРЕПИС" not in printed(house, "NR")
    (one,) = house.seal_waiting.list()
    house.seal_waiting.confirm([one.print_id], COMMON, actor=ACTOR)
    again = printed(house, "NR")
    assert "ПРЕПИС" in again
    assert "М.П." not in again
    asked = PrintRequest(DAY, "Ива Бонева", "изгубен оригинал", "Елена Маринова, директор")
    line = house.printing.issue(
        actor=ACTOR, book="NR", seq=2, kind=PrintKind.DUPLICATE, request=asked
    )
    duplicate = printed(house, "NR", line)
    assert "ДУБЛИКАТ № 1, издаден на 21.05.2027" in duplicate
    assert "ПРЕПИС" not in duplicate
    assert "М.П." in duplicate
    house.seal_waiting.confirm([line.id], COMMON, actor=ACTOR)
    assert "М.П." not in printed(house, "NR", line)
    assert "ПРЕПИС" in printed(house, "NR", line)
    copy, extract = (
        words(
            book_extract.render(house.printing.preview(book="NR", seq=2, kind=kind, request=asked)),
            0,
        )
        for kind in (PrintKind.COPY, PrintKind.EXTRACT)
    )
    assert "Вярно с оригинала" in copy
    assert "М.П." not in copy
    assert "М.П." in extract
    assert len(house.printing.log("NR", 2)) == 3
    house.seal.strike(1, WHY, actor=ACTOR)
    assert "М.П." in printed(house, "NR")


@pytest.mark.requirement("R-21-0.4")
def test_the_mayor_signs_every_certificate_and_the_council_beside_him_where_it_decides(
    house: Services,
) -> None:
    enter(house, "NR", "Бонева")
    enter(house, "PG", "Цонева")
    enter(house, "PL", "Щерева")
    for book, others in (
        ("NR", ["Председател на комисията"]), ("PG", ["Председател на Общинския съвет"]),
        ("PL", []),
    ):  # fmt: skip
        (made,) = house.diplomas.contents(book=book, seqs=[2])
        assert [one.role for one in made.signatories] == ["Кмет на Община Русе", *others]
        page = printed(house, book)
        assert all(one.role in page for one in made.signatories)
        assert "М.П." in page
