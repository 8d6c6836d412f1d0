"""The packs of the prizes with sums, pieces and certificates, read back from the pages."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdf
import pytest

from ruse_desktop.domain.book_hand_over import HandOverInput
from ruse_desktop.domain.books import Act, BookImport, LaureateInput
from ruse_desktop.domain.ceremony import Pack, Part
from ruse_desktop.domain.diplomas import Signatory
from ruse_desktop.domain.findings import OverrideInput
from ruse_desktop.domain.stock import BatchInput, Item
from ruse_desktop.kernel.formats import date_long
from tests.storage.awards_world import AwardWorld
from tests.storage.payments_world import HEAD, MoneyWorld
from tests.unit.pdf_reading import words

MAYOR = "Кметът на Община Русе"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[MoneyWorld]:
    made = MoneyWorld(tmp_path, date(2027, 5, 1))
    yield made
    made.close()


def stock(world: MoneyWorld, code: str, first: str, last: str) -> None:
    """A delivery of numbered pieces today."""
    services = world.services
    services.stock.settle(actor=HEAD, code=code, minimum=0, numbered=True)
    batch = BatchInput(world.clock.today(), document="Фактура № 12", first=first, last=last)
    services.stock.receive(actor=HEAD, code=code, batch=batch)


def pack(world: MoneyWorld, book: str) -> Pack:
    """The pack of this year's ceremony as it is proposed."""
    ceremonies = world.services.ceremonies
    return ceremonies.pack(book, 2027, ceremonies.proposed(book, 2027))


def said(world: MoneyWorld, made: Pack, part: Part, page: int = 0) -> str:
    """What a page of a paper says."""
    return words(world.services.ceremonies.pdf(made, (part,)), page).replace("\xa0", " ")


@pytest.mark.requirement("R-66-0.2")
@pytest.mark.requirement("R-58-0.4")
def test_the_literary_evening_has_a_scenario_receipts_and_a_stock_that_falls(
    world: MoneyWorld,
) -> None:
    world.go(date(2027, 10, 26))
    stock(world, "NLN:statuette", "К-11", "К-12")
    old = BookImport((LaureateInput(1999, name="Страхил Попниколов", historic=True),))
    world.services.books.import_book(actor=HEAD, award="PG", source=old)
    entries = [
        *world.enter("NLN", date(2027, 10, 25), "Петрова"),
        *world.enter("NLN", date(2027, 10, 25), "Бонева", slot="drama"),
    ]
    made = pack(world, "NLN")
    assert len(made.programme) == 9
    assert "5 Връчване: Ива Петрова" in said(world, made, Part.SCENARIO)
    assert "неделя, 31 октомври 2027 г." in said(world, made, Part.INVITATIONS)
    assert "Страхил Попниколов" in said(world, made, Part.LABELS)
    world.go(date(2027, 10, 31))
    items = tuple(
        Item(one.seq, "NLN:statuette", no)
        for one, no in zip(entries, ("К-11", "К-12"), strict=True)
    )
    asked = HandOverInput(date(2027, 10, 31), MAYOR, "Доходно здание", items=items)
    world.services.hand_overs.record(
        actor=HEAD, book="NLN", seqs=[one.seq for one in entries], asked=asked
    )
    receipt = said(world, pack(world, "NLN"), Part.RECEIPTS)
    for thing in (
        "1. Статуетка № К-11", "2. Диплом",
        "3. Парична награда за белетристика – 2 556,46 € (5 000,00 лв.)",
    ):  # fmt: skip
        assert thing in receipt
    (line,) = [one for one in world.services.stock.lines() if one.kind.code == "NLN:statuette"]
    assert (line.available, line.warning) == (0, "няма: изработване за 2029 г.")
    (waits,) = [one for one in world.services.today.view().waiting if one.sort == "stock"]
    assert [one.name for one in waits.records] == [
        "Статуетка – НЛН „Елиас Канети“ – няма: изработване за 2029 г."
    ]


@pytest.mark.requirement("R-46-0.5")
def test_a_representative_receives_for_who_is_not_there(world: MoneyWorld) -> None:
    world.go(date(2027, 5, 20))
    stock(world, "NR:statuette", "1", "2")
    stock(world, "NR:diploma", "Д-1", "Д-2")
    laureates = [
        LaureateInput(
            2027, given="Ива", family=family, slot="1.1", section="Изобразително изкуство",
            motive="за принос", act=Act("minutes", "1", date(2027, 5, 18), "Протокол № 1"),
        )
        for family in ("Алексиева", "Бонева")
    ]  # fmt: skip
    law = world.services.law.at(date(2027, 5, 20)).award("NR")
    assert law is not None
    slots = [one.code for one in law.slots[:2]]
    made = world.services.books.enter(
        actor=HEAD,
        award="NR",
        laureates=[replace(one, slot=slot) for one, slot in zip(laureates, slots, strict=True)],
    )
    world.go(date(2027, 6, 2))
    items = (Item(made[0].seq, "NR:statuette", "2"), Item(made[0].seq, "NR:diploma", "Д-2"))
    asked = HandOverInput(
        date(2027, 6, 2), MAYOR, "кабинета на кмета", items=items,
        received_by="Стефка Алексиева, пълномощно № 14/28.05.2027 г.",
    )  # fmt: skip
    services = world.services
    plan = services.hand_overs.plan("NR", 2027)
    passes = {
        one.rule: OverrideInput(
            "удостоената беше на лечение", "Писмо № 30-300", date(2027, 5, 28), "Александър Ризов"
        )
        for one in plan.judge(asked, services.practice, [made[0].seq])
    }
    (detail,) = services.hand_overs.record(
        actor=HEAD, book="NR", seqs=[made[0].seq], asked=asked, passes=passes
    )
    assert "02.06.2027" in detail.hand_over
    assert "от Кмета на Община Русе" in detail.hand_over
    assert "кабинета на кмета" in detail.hand_over
    assert detail.received_by == "Стефка Алексиева, пълномощно № 14/28.05.2027 г."
    assert [one.text for one in services.stock.held("NR", made[0].seq)] == [
        "Статуетка № 2", "Диплом № Д-2",
    ]  # fmt: skip
    assert services.books.detail("NR", made[1].seq).received_by == ""
    receipt = words(services.ceremonies.receipt("NR", made[0].seq), 0).replace("\xa0", " ")
    assert "Стефка Алексиева, пълномощно № 14/28.05.2027 г., от името на Ива Алексиева" in receipt
    assert services.books.verify().intact
    assert services.payments.said(made[0].id) == ""


@pytest.mark.requirement("R-52-0.4")
@pytest.mark.requirement("R-74-0.2")
@pytest.mark.parametrize(
    ("award", "day", "dated", "place"),
    [
        ("NR21", date(2026, 10, 27), date(2026, 10, 31), "чл. 47 и чл. 52"),
        ("SG", date(2026, 11, 26), date(2026, 12, 7), "чл. 68 и чл. 74"),
    ],
)
def test_certificates_of_custom_name_the_school_and_the_articles(
    tmp_path: Path, award: str, day: date, dated: date, place: str
) -> None:
    world = AwardWorld(tmp_path / award, award, day, all=3)
    services = world.services
    facts = services.nominations.detail(world.ids["all"][0]).typed.facts
    school = str(facts.get("school") or facts.get("higher_school"))
    order = Act("order", "21", day, f"Заповед № 21/{day:%d.%m.%Y} г.")
    services.books.enter(
        actor=HEAD,
        award=award,
        laureates=[
            LaureateInput(
                2026, given="Ива", family=family, slot="all", section="Носители",
                motive="за първо място на национален конкурс", act=order, nomination_id=one,
            )
            for one, family in zip(world.ids["all"], ("Петрова", "Бонева", "Лазова"), strict=True)
        ],
    )  # fmt: skip
    mayor = [Signatory("Кмет на Община Русе", "Александър Ризов")]
    made = services.diplomas.render(book=award, year=2026, dated=dated, signatories=mayor)
    assert len(pypdf.PdfReader(io.BytesIO(made)).pages) == 3
    page = words(made, 2).replace("\xa0", " ")
    for text in (
        "Лазова", school, "за първо място", "Александър Ризов", "М.П.", date_long(dated), place,
        "Грамота".upper(),
    ):  # fmt: skip
        assert text.replace("\xa0", " ") in page
    assert not services.printing.log(award, 2), "нищо не е издадено, докато никой не печата"
    services.store.close()


@pytest.mark.requirement("R-42-0.2")
def test_no_sum_goes_with_the_prize_and_an_old_one_stays_as_written(world: MoneyWorld) -> None:
    old = LaureateInput(
        2012,
        name="Стамен Кулев",
        historic=True,
        note="с парична награда 500 лв. по тогавашния текст",
    )
    world.services.books.import_book(actor=HEAD, award="NR", source=BookImport((old,)))
    (row,) = world.services.books.rows("NR", year=2012)
    assert "500 лв." in world.services.books.detail("NR", row.seq).note
    award = world.services.law.at(date(2027, 5, 20)).award("NR")
    assert award is not None
    assert award.money == ()
    assert world.services.payments.said(row.id) == ""


@pytest.mark.requirement("R-74d-0.2")
def test_the_young_artist_signs_for_the_sum_and_the_sign(world: MoneyWorld) -> None:
    world.go(date(2027, 5, 23))
    stock(world, "MT:sign", "9", "9")
    (entry,) = world.enter("MT", date(2027, 5, 20), "Петрова")
    asked = HandOverInput(
        date(2027, 5, 23), "Директорът на театъра", items=(Item(entry.seq, "MT:sign", "9"),)
    )
    plan = world.services.hand_overs.plan("MT", 2027)
    asked = replace(asked, presenter=plan.presenters[0] if plan.presenters else asked.presenter)
    world.services.hand_overs.record(actor=HEAD, book="MT", seqs=[entry.seq], asked=asked)
    receipt = said(world, pack(world, "MT"), Part.RECEIPTS)
    assert "Награден знак № 9" in receipt
    assert "Парична сума – 306,78 € (600,00 лв.)" in receipt
    assert "23.05.2027" in receipt
    (sheet,) = world.services.diplomas.contents(book="MT", year=2027)
    assert (sheet.heading, sheet.act.partition("; ")[2]) == (
        "ГРАМОТА",
        "чл. 74а, ал. 1 и чл. 74д",
    )


@pytest.mark.requirement("R-46-0.4")
@pytest.mark.requirement("R-41-0.1")
@pytest.mark.requirement("R-41-0.2")
def test_the_pack_of_the_prizes_follows_areas_and_sections(world: MoneyWorld) -> None:
    law = world.services.law.at(date(2027, 5, 20)).award("NR")
    assert law is not None
    world.go(date(2027, 5, 20))
    stock(world, "NR:statuette", "1", "6")
    made = [
        LaureateInput(
            2027, given="Ива", family=family, slot=slot.code, motive="за принос към града",
            section=law.section(slot.section).name,
            area=law.area(law.section(slot.section).area).name,
            act=Act("minutes", "1", date(2027, 5, 18), "Протокол № 1/18.05.2027 г."),
        )
        for slot, family in zip(
            {one.section: one for one in law.slots}.values(),
            ("Алексиева", "Бонева", "Ванкова", "Гергова", "Данева", "Еленкова", "Живкова", "Занева"),
            strict=True,
        )
    ]  # fmt: skip
    world.services.books.enter(actor=HEAD, award="NR", laureates=made)
    (line,) = [one for one in world.services.stock.lines() if one.kind.code == "NR:statuette"]
    assert (line.warning, line.kind.design) == ("липсват 2 от 8", None)
    papers = pack(world, "NR")
    order = said(world, papers, Part.ORDER)
    places = [order.index(one.family) for one in made]
    assert places == sorted(places)
    assert "Статуетка № ………" in order
    for n, one in enumerate(made):
        card = said(world, papers, Part.CARDS, n)
        assert one.family in card
        assert "за принос към града" in card
        assert one.family in said(world, papers, Part.RECEIPTS, n)
