"""City Day in a real file: edition, programme, versions, money, contracts, papers (чл. 3, 22–25)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import docx
import pytest

from ruse_desktop.app import Options, load_law, open_store
from ruse_desktop.documents import docx_papers
from ruse_desktop.domain.actors import Actor
from ruse_desktop.domain.city_day import CITY_DUTIES, EditionInput, ItemInput, Step, StepInput
from ruse_desktop.domain.city_day_money import (
    EntryInput,
    LineInput,
    Paper,
    Source,
    SponsorInput,
    by_source,
)
from ruse_desktop.domain.deadlines import eve
from ruse_desktop.domain.events import Category, EventInput, Movable, Occurrence, Task, When
from ruse_desktop.domain.events import Source as Origin
from ruse_desktop.domain.papers import Grid
from ruse_desktop.domain.rules import Deadline
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.services.facade import Services

HEAD = Actor("Мария Колева")


@dataclass
class Moving:
    """A clock that a test sets to a day."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.date()

    def at(self, day: date) -> None:
        self.moment = datetime.combine(day, time(10), SOFIA)


CLOCK = Moving(datetime(2027, 3, 1, 10, tzinfo=SOFIA))


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    CLOCK.at(date(2027, 3, 1))
    law = load_law()
    made = Services(
        open_store(Options(tmp_path, CLOCK, HEAD)), law, law.calendar(), HEAD, CLOCK, tmp_path
    )
    yield made
    made.store.close()


def item(title: str, day: date, start: int, budget: str = "", **more: object) -> ItemInput:
    event = EventInput(
        title, When(day, day, time(start), time(start + 1)), Category.OTHER, place="пл. „Свобода“",
        **more,  # type: ignore[arg-type]  # fields of the event by name
    )  # fmt: skip
    return ItemInput(event, Decimal(budget) if budget else None)


FEAST = date(2027, 5, 6)
CONCERT = item("Празничен концерт", FEAST, 20, "4000", organiser="ОП „Русе арт“", partner="Операта",
               responsible="Ивета Радева")  # fmt: skip
RITUAL = item("Тържествен ритуал", FEAST, 10, public_text="С участието на гвардейците.")
TEAM = item("Работна среща", date(2027, 4, 30), 9, public=False)


@pytest.fixture
def opened(services: Services) -> Services:
    services.city_day.open(2027, actor=HEAD)
    for one in (CONCERT, RITUAL, TEAM):
        services.city_day.add_item(2027, one, actor=HEAD)
    return services


@pytest.mark.requirement("R-22-0.1", "R-3-0.1")
def test_an_edition_opens_by_one_verb_with_patron_organiser_and_feast(services: Services) -> None:
    made = services.city_day.open(2027, actor=HEAD)
    assert made.edition.feast == FEAST
    assert made.edition.currency == "EUR"
    assert made.edition.typed.organiser == "Дирекция „Хуманитарни дейности“"
    with pytest.raises(Refused):
        services.city_day.open(2027, actor=HEAD)
    corrected = services.city_day.correct(
        2027, replace(made.edition.typed, patron="Пламен Рашев"), actor=HEAD
    )
    assert corrected.edition.typed.patron == "Пламен Рашев"
    paper = services.city_day_papers.public(2027).papers[0]
    assert "под патронажа на Кмета на Община Русе Пламен Рашев" in paper.under
    with pytest.raises(UserError):
        services.city_day.correct(2027, EditionInput(), actor=HEAD)
    assert services.city_day.open(2017, actor=HEAD).edition.typed.organiser == (
        "Дирекция „Култура и образование“"
    )
    assert services.city_day.years() == (2027, 2017)


@pytest.mark.requirement("R-3-0.1", "R-3-0.2")
@pytest.mark.parametrize(("year", "eve_off"), [(2027, False), (2028, False), (2029, True)])
def test_the_feast_stands_in_every_calendar_and_leads_to_its_edition(
    services: Services, year: int, eve_off: bool
) -> None:
    day = date(year, 5, 6)

    def feast() -> Occurrence:
        found = services.events.occurrences(day, day)
        return next(one for one in found if one.title == "Празник на град Русе")

    assert (feast().citation, feast().movable, feast().record_id) == ("чл. 3", False, None)
    made = services.city_day.open(year, actor=HEAD)
    assert (feast().kind, feast().record_id) == ("city-day", made.edition.id)
    before = eve(made.edition.feast)
    assert before == date(year, 5, 5)
    assert services.calendar.is_working(before) is not eve_off


@pytest.mark.requirement("R-22-0.2")
def test_items_are_events_typed_once_in_the_order_of_days(opened: Services) -> None:
    found = opened.city_day.get(2027)
    assert [one.event.title for one in found.items] == [
        "Работна среща", "Тържествен ритуал", "Празничен концерт",
    ]  # fmt: skip
    concert = found.items[-1]
    there = opened.events.occurrences(FEAST, FEAST)
    assert [one.title for one in there if one.source is Origin.EVENT] == [
        "Тържествен ритуал", "Празник на град Русе", "Празничен концерт",
    ]  # fmt: skip
    opened.events.change(
        concert.event_id, replace(concert.event, title="Концерт на операта"), actor=HEAD
    )
    assert opened.city_day.get(2027).items[-1].event.title == "Концерт на операта"
    opened.city_day.change_item(
        concert.id,
        ItemInput(replace(concert.event, tasks=(Task("Сцена", FEAST),)), Decimal(4200)),
        actor=HEAD,
    )
    assert opened.events.get(concert.event_id).typed.tasks == (Task("Сцена", FEAST),)
    assert opened.city_day.get(2027).budget == Decimal(4200)
    with pytest.raises(Refused):
        opened.city_day.change_item(concert.id, CONCERT, actor=HEAD, version=1)
    loose = opened.events.create(item("Шествие", FEAST, 9).event, actor=HEAD)
    assert [one.typed.title for one in opened.city_day.candidates(2027)] == [
        "Шествие", "Празник на град Русе",
    ]  # fmt: skip
    linked = opened.city_day.link(2027, loose, actor=HEAD)
    with pytest.raises(Refused):
        opened.city_day.link(2027, loose, actor=HEAD)
    opened.city_day.drop_item(linked, actor=HEAD, from_calendar=False)
    assert not opened.events.get(loose).removed
    opened.city_day.drop_item(concert.id, actor=HEAD, from_calendar=True)
    assert opened.events.get(concert.event_id).removed
    assert len(opened.city_day.get(2027).items) == 2


@pytest.mark.requirement("R-23-0.2", "R-23-0.4")
def test_versions_are_submitted_examined_approved_and_changed_after_it(opened: Services) -> None:
    CLOCK.at(date(2027, 4, 20))
    day = opened.city_day
    with pytest.raises(UserError):
        day.submit(2027, StepInput(date(2027, 4, 8)), actor=HEAD)
    first = day.submit(2027, StepInput(date(2027, 4, 8), "15-203"), actor=HEAD)
    assert first.annex == "Програма – в. 1, 3 прояви"
    with pytest.raises(Refused):
        day.submit(2027, StepInput(date(2027, 4, 8), "15-204"), actor=HEAD)
    with pytest.raises(UserError):
        day.decide(first.id, Step.EXAMINED, StepInput(date(2027, 4, 7), "9"), actor=HEAD)
    day.decide(first.id, Step.EXAMINED, StepInput(date(2027, 4, 15), "9"), actor=HEAD)
    done = day.decide(
        first.id, Step.APPROVED, StepInput(date(2027, 4, 20), "10", "Утвърждава програмата."),
        actor=HEAD,
    )  # fmt: skip
    assert done.next is None
    assert done.approved_on == date(2027, 4, 20)
    with pytest.raises(Refused):
        day.decide(first.id, Step.APPROVED, StepInput(date(2027, 4, 20), "11"), actor=HEAD)
    assert not day.get(2027).changed

    day.add_item(2027, item("Заря", FEAST, 22), actor=HEAD)
    found = day.get(2027)
    assert found.state[0] == "изменена след утвърждаване"
    assert len(found.versions[0].lines) == 3
    with pytest.raises(UserError):
        day.submit(2027, StepInput(date(2027, 4, 20), "15-230"), actor=HEAD)
    second = day.submit(
        2027, StepInput(date(2027, 4, 20), "15-230"), actor=HEAD, why="Добавена е заря."
    )
    assert second.name == "в. 2, изменена след утвърждаване"

    letter, annex = opened.city_day_papers.letter(2027, first.id).papers
    assert letter.addressee == ("Постоянната комисия по култура и религиозни въпроси",)
    assert letter.number == ("Изх. № 15-203", "гр. Русе, 08.04.2027\u00a0г.")
    assert "Приложение: Програма – в. 1, 3 прояви." in letter.paragraphs
    assert "в. 1" in annex.under
    old = date(2015, 4, 8)
    assert opened.city_day_papers.addressee(old) == "Постоянната комисия по култура"
    public = str(opened.city_day_papers.public(2027).papers[0].blocks)
    assert "гвардейците" in public
    assert "Работна среща" not in public
    assert "000" not in public


@pytest.mark.requirement("R-23-0.3")
def test_late_submission_asks_why_and_a_late_approval_is_only_told(opened: Services) -> None:
    CLOCK.at(date(2027, 4, 12))
    assert "city-day-programme-lacking" in {one.rule for one in opened.city_day.get(2027).findings}
    late = StepInput(date(2027, 4, 12), "15-210")
    with pytest.raises(Refused) as refused:
        opened.city_day.submit(2027, late, actor=HEAD)
    assert refused.value.code == "late"
    assert "след 10 април (събота)" in str(refused.value)
    made = opened.city_day.submit(
        2027, replace(late, reason="Съгласуване с партньорите."), actor=HEAD
    )
    assert made.late_reason == "Съгласуване с партньорите."
    letter = opened.city_day_papers.letter(2027).papers[0]
    assert any("след срока" in one for one in letter.paragraphs)


def kept(services: Services) -> list[Deadline]:
    """The duties of the holiday that the first page shows as done."""
    terms = services.today.view().terms
    return [one.deadline for one in terms if one.done and one.deadline.purpose in CITY_DUTIES]


def test_approval_after_the_day_is_a_note(opened: Services) -> None:
    CLOCK.at(date(2027, 4, 9))
    assert not kept(opened)
    made = opened.city_day.submit(2027, StepInput(date(2027, 4, 9), "15-205"), actor=HEAD)
    assert [one.purpose for one in kept(opened)] == ["city-day-programme"]
    CLOCK.at(date(2027, 4, 20))
    opened.city_day.decide(made.id, Step.APPROVED, StepInput(date(2027, 4, 20), "10"), actor=HEAD)
    told = [one for one in opened.city_day.get(2027).findings if one.rule.endswith("-approved")]
    assert [one.open for one in told] == [False]


@pytest.mark.requirement("R-24-0.1", "R-25-0.1", "R-25-0.2", "R-25-0.4", "R-25-0.5")
def test_plan_spending_report_and_the_mayors_approvals(opened: Services) -> None:
    money, day = opened.city_day_money, opened.city_day
    for name, planned, source in (
        ("Бюджет", "30000", Source.BUDGET), ("Спонсори", "6500", Source.SPONSOR),
    ):  # fmt: skip
        money.add_line(2027, LineInput(name, Decimal(planned), source), actor=HEAD)
    sound = money.add_line(2027, LineInput("озвучаване", Decimal(4000)), actor=HEAD)
    stage = money.add_line(2027, LineInput("сцена", Decimal(32500)), actor=HEAD)
    sums = by_source(day.get(2027).income)
    assert [one.planned for one in sums.values()] == [30000, 6500, 0]

    CLOCK.at(date(2027, 6, 3))
    early = EntryInput(date(2027, 4, 2), Decimal(250), "фактура 1")
    money.approve(2027, Paper.PLAN, date(2027, 4, 5), "12", actor=HEAD)
    (said,) = money.judge(stage, early)
    assert said.sentence == "Разход преди утвърден план (чл. 25)"
    with pytest.raises(Refused) as refused:
        money.enter(stage, early, actor=HEAD)
    assert refused.value.code == "reason"
    money.enter(stage, replace(early, reason="Капаро за сцената."), actor=HEAD)
    paid = EntryInput(date(2027, 5, 10), Decimal(4320), "фактура 2")
    (over,) = money.judge(sound, paid)
    assert over.sentence == "Над плана с 320,00\u00a0€"
    entry = money.enter(sound, replace(paid, reason="Втори ден на концерта."), actor=HEAD)

    found = {one.typed.name: one for one in day.get(2027).costs}
    compared = found["озвучаване"].compared
    assert (compared.difference, compared.percent_text) == (Decimal(320), "+8,0\u00a0%")
    report = opened.city_day_papers.report(2027).papers[0]
    assert report.approval[:1] == ("УТВЪРЖДАВАМ:",)
    assert report.draft
    assert "Кмет на Община Русе" in report.approval
    assert "+8,0\\xa0%" in str(report.blocks)
    assert "Капаро за сцената." in str(report.blocks)
    money.approve(2027, Paper.REPORT, date(2027, 6, 3), "40", actor=HEAD)
    signed = opened.city_day_papers.report(2027)
    assert not signed.papers[0].draft
    words = docx.Document(io.BytesIO(docx_papers.render(signed, made=CLOCK.now())))
    first = [one.text for one in words.paragraphs if one.text][2:6]
    assert first[0] == "УТВЪРЖДАВАМ:"
    assert first[2:] == ["Кмет на Община Русе", "№ 40 от 03.06.2027\u00a0г."]

    money.change_line(stage, LineInput("сцена и светлини", Decimal(33000)), actor=HEAD)
    assert next(one for one in day.get(2027).costs if one.id == stage).planned == 32500
    assert opened.city_day_papers.plan(2027).papers[0].draft
    with pytest.raises(UserError):
        money.approve(2027, Paper.PLAN, date(2027, 5, 2), "20", actor=HEAD)
    again = money.approve(
        2027, Paper.PLAN, date(2027, 5, 2), "20", actor=HEAD, why="Нова оферта за светлините."
    )
    assert again == 2
    approvals = [one.text for one in day.get(2027).approvals if one.paper is Paper.PLAN]
    assert approvals == ["в. 1 – № 12 от 05.04.2027\u00a0г.", "в. 2 – № 20 от 02.05.2027\u00a0г."]
    with pytest.raises(Refused):
        money.remove_line(sound, actor=HEAD)
    money.strike(entry, "Сгрешена фактура, платена от друг ред.", actor=HEAD)
    money.remove_line(sound, actor=HEAD)
    assert [one.id for one in day.get(2027).costs] == [stage]


@pytest.mark.requirement("R-24-0.2")
def test_a_sponsor_who_is_promised_the_emblem_needs_a_permit(opened: Services) -> None:
    money = opened.city_day_money
    line = money.add_line(2027, LineInput("Спонсори", Decimal(1500), Source.SPONSOR), actor=HEAD)
    banner = SponsorInput(
        "Речна търговия ООД", "С-4", date(2027, 2, 20), Decimal(1500),
        promised="транспарант с герба на сцената", symbol="emblem",
    )  # fmt: skip
    with pytest.raises(UserError):
        money.add_sponsor(2027, replace(banner, contract_no=""), actor=HEAD)
    made = money.add_sponsor(2027, banner, actor=HEAD)
    (warned,) = opened.city_day.get(2027).findings
    assert "без действащо разрешение" in warned.sentence
    assert str(warned.citation) == "чл. 8"
    money.enter(line, EntryInput(date(2027, 3, 1), Decimal(1500)), actor=HEAD, sponsor_id=made)
    found = opened.city_day.get(2027)
    assert found.sponsors[0].received == 1500
    assert by_source(found.income)[Source.SPONSOR].actual == 1500
    with pytest.raises(Refused):
        money.strike_sponsor(made, "Договорът е прекратен.", actor=HEAD)
    tent = SponsorInput(
        "Дунав шатри ЕТ", "С-9", date(2027, 2, 25), in_kind="две шатри",
        in_kind_value=Decimal(300),
    )  # fmt: skip
    struck = money.add_sponsor(2027, replace(tent, name="Отказал се ООД"), actor=HEAD)
    money.strike_sponsor(struck, "Отказа се писмено.", actor=HEAD)
    money.add_sponsor(2027, replace(tent, contract_no="С-10"), actor=HEAD)
    (paper,) = opened.city_day_papers.sponsors(2027).papers
    (grid,) = (one for one in paper.blocks if isinstance(one, Grid))
    assert [row[1] for row in grid.rows] == ["Речна търговия ООД", "Дунав шатри ЕТ", "Общо"]
    assert "без действащо разрешение" in grid.rows[0][-1]
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in grid.rows[-1][3:6]] == [
        "1 500,00 €", "1 500,00 €", "300,00 €",
    ]  # fmt: skip
    assert "Отказа се писмено." in " ".join(paper.paragraphs)
    money.change_sponsor(made, replace(banner, symbol=""), actor=HEAD)
    assert not opened.city_day.get(2027).findings


@pytest.mark.requirement("R-22-0.2")
def test_the_next_year_begins_as_the_last_with_movable_days_proposed(services: Services) -> None:
    service = services.city_day
    service.open(2025, actor=HEAD)
    easter = item("Великденски базар", date(2025, 4, 19), 10, "1955.83", movable=Movable.EASTER,
                  tasks=(Task("Шатри", date(2025, 4, 10), done=True),))  # fmt: skip
    with_flag = item("Ритуал със знамето", date(2025, 5, 6), 9, uses_flag=True)
    for one in (easter, with_flag):
        service.add_item(2025, one, actor=HEAD)
    services.city_day_money.add_line(2025, LineInput("Сцена", Decimal("1955.83")), actor=HEAD)
    assert service.get(2025).edition.currency == "BGN"
    made = service.open(2027, actor=HEAD)
    fair, ritual = made.items
    assert fair.event.when.on == date(2027, 5, 1)
    assert fair.event.tasks == (Task("Шатри", date(2027, 4, 22)),)
    assert fair.budget == Decimal(1000)
    assert ritual.event.when.on == FEAST
    assert not ritual.event.uses_flag
    assert [one.text for one in ritual.event.tasks] == ["Знамето: потвърдете участието му отново"]
    assert made.costs[0].planned == Decimal(1000)
    paid = EntryInput(date(2027, 3, 1), Decimal("1955.83"), reason="Капаро преди плана.")
    services.city_day_money.enter(made.costs[0].id, paid, actor=HEAD, currency="BGN")
    (entry,) = service.get(2027).costs[0].entries
    assert (entry.amount, entry.original) == (Decimal(1000), "1\u00a0955,83\u00a0лв.")
