"""Protocol plans in a real file: guests, order, seats, wreaths, papers, gifts off the stock."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pypdf
import pytest

from ruse_desktop.app import Options, load_law, open_store
from ruse_desktop.domain.actors import Actor
from ruse_desktop.domain.books import Act, LaureateInput
from ruse_desktop.domain.events import Category, EventInput, When
from ruse_desktop.domain.protocol_plans import (
    Cost,
    GuestInput,
    Hall,
    Plan,
    PlanInput,
    PlanPaper,
    Reply,
    Step,
    StepKind,
)
from ruse_desktop.domain.stock import BatchInput
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.services import protocol_papers
from ruse_desktop.services.facade import Services
from tests.unit.pdf_reading import words as words_of

HEAD = Actor("Мария Колева")
NOW = datetime(2027, 5, 8, 10, tzinfo=SOFIA)
MARCH_3 = date(2027, 3, 3)
INVITED, COMING, WREATHS = 46, 31, 17


@pytest.fixture
def s(tmp_path: Path) -> Iterator[Services]:
    clock, law = FixedClock(NOW), load_law()
    made = Services(
        open_store(Options(tmp_path, clock, HEAD)), law, law.calendar(), HEAD, clock, tmp_path
    )
    yield made
    made.store.close()


def page_count(pdf: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(pdf)).pages)


def words(pdf: bytes) -> str:
    return " ".join(words_of(pdf, n) for n in range(page_count(pdf)))


def opened(s: Services, title: str, day: date, category: Category = Category.CEREMONY) -> int:
    when = When(day, day, time(11), time(12))
    event = EventInput(title, when, category, place="пл. „Свобода“", responsible="Елена Димова")
    return s.protocol_plans.open(s.events.create(event, actor=HEAD), actor=HEAD)


def wreath_day(s: Services) -> Plan:
    """46 invited, 31 confirmed, 17 of them with a wreath."""
    number = opened(s, "Освобождението на България", MARCH_3)
    for n in range(INVITED):
        guest = GuestInput(
            f"Иван Гостев{n:02}", f"сдружение № {n}", "organisation" if n % 2 else "councillor",
            invited_on=date(2027, 2, 20), reply=Reply.YES if n < COMING else Reply.NO,
            wreath=n < WREATHS,
        )  # fmt: skip
        s.protocol_plans.save_guest(number, guest, actor=HEAD)
    return s.protocol_plans.get(number)


@pytest.mark.requirement("R-F34-0.1", "R-F34-0.2")
def test_46_invited_31_confirmed_and_their_papers(s: Services) -> None:
    plan = wreath_day(s)
    assert (plan.invited, len(plan.coming), len(plan.wreaths)) == (INVITED, COMING, WREATHS)
    line = s.protocol_plans.list()[0]
    assert (line.invited, line.confirmed) == (INVITED, COMING)
    ranks = [one.rank for one in plan.guests]
    assert ranks == sorted(ranks)  # the councillors before the organisations
    with pytest.raises(UserError):
        protocol_papers.pdf(plan, PlanPaper.SEATS)
    hall = PlanInput(Hall("Зала „Европа“", 4, 10, 5), music="Духов оркестър")
    plan = s.protocol_plans.save(plan.id, hall, actor=HEAD)
    assert len({(one.row, one.number) for one in plan.seats}) == COMING
    assert {one.guest.place for one in plan.seats if one.row == 1} == set(range(1, 11))
    assert {one.number: one.guest.place for one in plan.seats if one.row == 1}[6] == 1
    steps = (Step(time(11, 5), "Поднасяне на венци", "гвардия", "национално – общинско"),
             Step(time(11), "Химн", "оркестър"))  # fmt: skip
    plan = s.protocol_plans.save_steps(plan.id, StepKind.SCENARIO, steps, actor=HEAD)
    assert next(one.action for one in plan.steps_of(StepKind.SCENARIO)) == "Химн"

    cards = protocol_papers.pdf(plan, PlanPaper.NAME_CARDS)
    assert page_count(cards) == 8  # 31 cards, 4 on A4
    wreaths = words(protocol_papers.pdf(plan, PlanPaper.WREATHS))
    assert f"{WREATHS} Иван" in wreaths
    assert f"{WREATHS + 1} Иван" not in wreaths
    assert "потвърдили 31" in words(protocol_papers.pdf(plan, PlanPaper.PRECEDENCE))
    assert "национално" in words(protocol_papers.pdf(plan, PlanPaper.SCENARIO))
    assert page_count(protocol_papers.pdf(plan, PlanPaper.INVITATIONS)) == COMING
    assert page_count(protocol_papers.pdf(plan, PlanPaper.LABELS)) == 2
    assert page_count(protocol_papers.pdf(plan, PlanPaper.PLACE_CARDS)) == 4
    assert "сцена" in words(protocol_papers.pdf(plan, PlanPaper.SEATS))


def test_places_and_seats_are_corrected_by_hand(s: Services) -> None:
    number = opened(s, "Откриване", date(2027, 5, 24), Category.TOWN)
    for name, rank in (("Борис Кметов", "mayor"), ("Анна Гостева", "other")):
        plan = s.protocol_plans.save_guest(
            number, GuestInput(name, rank=rank, reply=Reply.YES, companions=1), actor=HEAD
        )
    assert [one.name for one in plan.guests] == ["Борис Кметов", "Анна Гостева"]
    anna, boris = plan.guests[1].id, plan.guests[0].id
    with pytest.raises(UserError):
        s.protocol_plans.place_by_hand(anna, 1, actor=HEAD, reason="")
    plan = s.protocol_plans.place_by_hand(anna, 1, actor=HEAD, reason="личен гост на кмета")
    assert plan.guests[0].name == "Анна Гостева"
    s.protocol_plans.save(number, PlanInput(Hall("Зала", 2, 4)), actor=HEAD)
    plan = s.protocol_plans.seat_by_hand(anna, "2/1", actor=HEAD)
    assert {one.number for one in plan.seats if one.guest.id == anna} == {1, 2}
    assert {one.row for one in plan.seats if one.guest.id == boris} == {1}
    with pytest.raises(Refused):
        s.protocol_plans.seat_by_hand(boris, "2/2", actor=HEAD)
    with pytest.raises(UserError):
        s.protocol_plans.seat_by_hand(boris, "9/1", actor=HEAD)
    with pytest.raises(Refused):
        s.protocol_plans.save_guest(number, GuestInput("Анна  Гостева"), actor=HEAD)
    plan = s.protocol_plans.place_by_hand(anna, None, actor=HEAD)
    assert plan.guests[0].name == "Борис Кметов"


@pytest.mark.requirement("R-29-1.3")
def test_honorary_citizens_are_on_the_list_by_themselves(s: Services) -> None:
    act = Act("decision", "412", date(2026, 4, 22), "Решение № 412/22.04.2026 г.")
    people = [
        LaureateInput(2026, given="Стоил", family=one, act=act) for one in ("Първев", "Вторев")
    ]
    s.books.enter(actor=HEAD, award="PG", laureates=people)
    days = s.hand_overs.plan("PG", 2027).days
    plan = s.protocol_plans.get(opened(s, "Връчване на званието", days[0]))
    assert {one.name for one in plan.guests} == {"Стоил Първев", "Стоил Вторев"}
    assert s.protocol_plans.invite_honorary(plan.id, actor=HEAD) == 0
    other = s.protocol_plans.get(opened(s, "Друга церемония", MARCH_3))
    assert other.guests == ()
    invited = s.protocol_plans.mark_invited(plan.id, date(2027, 4, 20), actor=HEAD)
    assert invited.invited == 2
    with pytest.raises(Refused):
        s.protocol_plans.drop_guest(invited.guests[0].id, actor=HEAD)


@pytest.mark.requirement("R-F13-0.1")
def test_gifts_of_a_delegation_come_off_the_stock(s: Services, tmp_path: Path) -> None:
    number = opened(s, "Делегация от Гюргево", date(2027, 5, 5), Category.VISIT)
    visit = PlanInput(
        delegation="Община Гюргево", members=("Йон Попа", "Мария Раду", "Дан Мирча", "Ана Луп"),
        hosts="Кметът", interpreter="Ива Петрова", accommodation="хотел „Дунав“",
        costs=(Cost("настаняване", Decimal("420.50")), Cost("преводач", Decimal(150))),
    )  # fmt: skip
    s.protocol_plans.save(number, visit, actor=HEAD)
    kind = s.stock.add_kind(actor=HEAD, name="Значка сувенир", attribute="souvenir")
    s.stock.receive(
        actor=HEAD, code=kind.code,
        batch=BatchInput(date(2027, 4, 2), 5, "Фактура № 12", "Ателие", Decimal(3)),
    )  # fmt: skip
    plan = s.protocol_visits.give(
        number, kind.code, 4, on=date(2027, 5, 6), receiver="членовете", actor=HEAD
    )
    assert (
        s.stock.card(kind.code).moves[0].balance == 1
        or s.stock.card(kind.code).moves[-1].balance == 1
    )
    with pytest.raises(Refused):
        s.protocol_visits.give(
            number, kind.code, 2, on=date(2027, 5, 6), receiver="кмета", actor=HEAD
        )
    assert plan.costs == Decimal("570.50")
    text = words(protocol_papers.pdf(plan, PlanPaper.PROGRAMME))
    assert "Йон Попа" in text
    assert "Значка сувенир – 4" in text
    plan = s.protocol_visits.take_back(plan.gifts[0].id, "дадени по погрешка", actor=HEAD)
    assert plan.gifts == ()
    speech = tmp_path / "слово.txt"
    speech.write_text("Скъпи гости", encoding="utf-8")
    plan = s.protocol_visits.add_file(number, speech, actor=HEAD, note="слово на кмета")
    assert s.protocol_visits.path(plan.files[0].id).read_text(encoding="utf-8") == "Скъпи гости"
    assert s.attachments.sweep() == 0
