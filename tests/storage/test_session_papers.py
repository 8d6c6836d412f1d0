"""The papers of every commission of the ordinance: what stands in them, and in both forms the same."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from ruse_desktop.domain.commissions import OrderInput
from ruse_desktop.domain.office_holders import HolderInput, Office
from ruse_desktop.domain.papers import Grid, Paper, PaperKind, PaperSet, Slips
from ruse_desktop.kernel.errors import Refused
from tests.storage import sessions_world
from tests.storage.awards_world import DAYS, HEAD, AwardWorld
from tests.storage.sessions_world import ACTOR, World

CANETTI = date(2027, 9, 2)
Make = Callable[..., AwardWorld]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Makes the world of an award; closed at the end."""
    made: list[AwardWorld] = []

    def one(award: str, **slots: int) -> AwardWorld:
        made.append(AwardWorld(tmp_path, award, DAYS.get(award, CANETTI), **slots))
        return made[-1]

    yield one
    for world in made:
        world.close()


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """The arts commission with six nominees in one section and one in another."""
    made = World(tmp_path, {"1.1": 6, "1.3": 1})
    yield made
    made.close()


def words(pdf: bytes) -> str:
    """The text of a PDF in one line."""
    return " ".join(" ".join(p.extract_text() for p in PdfReader(io.BytesIO(pdf)).pages).split())


def told(papers: PaperSet) -> str:
    """Every paragraph and cell."""
    texts = []
    for paper in papers.papers:
        texts += paper.paragraphs
        grids = [block for block in paper.blocks if isinstance(block, Grid)]
        texts += [cell for grid in grids for row in grid.rows for cell in row]
    return "\n".join(texts)


def rows(paper: Paper) -> tuple[tuple[str, ...], ...]:
    """The rows of the first table."""
    return next(block.rows for block in paper.blocks if isinstance(block, Grid))


# --- the appointing order and the letters -------------------------------------------------------


@pytest.mark.parametrize(
    ("award", "seats", "places", "letters"),
    [
        ("MT", 9, ("чл. 74г, ал. 1", "чл. 74г, ал. 2", "чл. 74г, ал. 3"), 3),
        ("SG", 9, ("чл. 72, ал. 1", "чл. 72, ал. 2"), 2),
        ("NLN", 7, ("чл. 63, ал. 1", "чл. 64, ал. 2", "най-малко 5 членове"), 2),
        ("NR21", 5, ("чл. 50, ал. 1", "чл. 50, ал. 2", "4 + N членове"), 1),
    ],
)
def test_the_order_leaves_room_for_every_seat(
    make: Make, award: str, seats: int, places: tuple[str, ...], letters: int
) -> None:
    world = make(award)
    papers, key = world.services.papers, world.commission.id
    order = papers.compose(key, PaperKind.ORDER)
    (paper,) = order.papers
    assert len(rows(paper)) == seats
    assert paper.draft
    text = words(papers.pdf(key, PaperKind.ORDER))
    assert [place for place in places if place not in text] == []
    assert "НАРЕЖДАМ" in text
    assert len(papers.compose(key, PaperKind.NAMING).papers) == letters


@pytest.mark.requirement("R-45-1.3")
@pytest.mark.parametrize(("code", "seats"), [("arts", 9), ("education", 8)])
def test_the_order_names_members_by_source_with_the_chair(
    tmp_path: Path, code: str, seats: int
) -> None:
    world = World(tmp_path, {}, commission=code)
    (paper,) = world.services.papers.compose(world.commission_id, PaperKind.ORDER).papers
    found = rows(paper)
    world.close()
    assert len(found) == seats
    assert [row[1].splitlines()[0] for row in found if "председател" in row[1]] == [
        "Член Б – председател"
    ]
    assert found[0][3] == "по длъжност"
    assert found[1][3] == "изх. № 61/20.04.2026 г."
    assert any("Стела Драганова" in text for text in paper.paragraphs)


@pytest.mark.requirement("R-X-0.6")
def test_for_the_mayor_signs_who_acts_for_him_on_the_day(make: Make) -> None:
    world = make("MT")
    house, key = world.services, world.commission.id
    today, title = house.clock.today(), "Кмет на Община Русе"
    before = words(house.papers.pdf(key, PaperKind.ORDER))
    mayor = HolderInput(Office.MAYOR, title, "Борис Марев", date(2023, 11, 13))
    house.office_holders.add(mayor, actor=ACTOR)
    assert "Борис Марев" in words(house.papers.pdf(key, PaperKind.ORDER))
    acting = HolderInput(
        Office.MAYOR, title, "Ива Бонева", today, today, acting=True, act="заповед № 12"
    )
    house.office_holders.add(acting, actor=ACTOR)
    text = words(house.papers.pdf(key, PaperKind.ORDER))
    assert "за Кмет на Община Русе, заповед № 12" in text
    assert "Ива Бонева" in text
    assert "Борис Марев" not in text + before


@pytest.mark.requirement("R-50-1.5")
def test_the_order_of_a_whole_committee_counts_those_written(make: Make) -> None:
    world = make("NR21")
    world.appoint(of_all=9)
    (paper,) = world.services.papers.compose(world.commission.id, PaperKind.ORDER).papers
    assert len(rows(paper)) == 13
    assert any("в състав от 13 членове" in text for text in paper.paragraphs)


@pytest.mark.requirement("R-45-2.3")
def test_letters_ask_the_naming_bodies(world: World) -> None:
    found = world.services.papers.compose(world.commission_id, PaperKind.NAMING).papers
    asked = {paper.addressee[0]: rows(paper) for paper in found}
    council = asked["Председателя на Общинския съвет – Русе"]
    assert council[0] == ("Постоянна комисия по култура и религиозни въпроси", "3", "чл. 45, ал. 2")
    experts = asked["Обществен съвет за култура към Община Русе"]
    assert experts[0][1] == "3"
    assert all("01.06.2026" in "".join(paper.paragraphs) for paper in found)


@pytest.mark.requirement("R-45-3.3")
def test_letters_of_the_second_commission_go_to_the_regional_office(tmp_path: Path) -> None:
    world = World(tmp_path, {}, commission="education")
    found = world.services.papers.compose(world.commission_id, PaperKind.NAMING).papers
    world.close()
    asked = {paper.addressee[0]: [row[1] for row in rows(paper)] for paper in found}
    assert asked["Регионално управление на образованието – Русе"] == ["2"]
    assert asked["Председателя на Общинския съвет – Русе"] == ["3"]


def test_a_body_is_called_as_on_the_day_of_the_order(tmp_path: Path) -> None:
    world = World(tmp_path, {}, commission="education")
    found = {}
    for day in (date(2024, 5, 2), date(2026, 5, 4)):
        world.appoint(OrderInput("РД-01-1203", day, ""))
        (paper,) = world.services.papers.compose(world.commission_id, PaperKind.ORDER).papers
        found[day.year] = rows(paper)[1][2]
    world.close()
    assert found[2024] == "Постоянна комисия по образование, наука и иновации"
    assert found[2026] == f"ПКОНИД (в наредбата: {found[2024]})"


@pytest.mark.requirement("R-72-1.3")
def test_the_letter_for_the_students_commission_asks_for_five(make: Make) -> None:
    world = make("SG")
    found = world.services.papers.compose(world.commission.id, PaperKind.NAMING).papers
    asked = {paper.addressee[0]: [row[1] for row in rows(paper)] for paper in found}
    assert asked["Председателя на Общинския съвет – Русе"] == ["5"]


# --- before the session -------------------------------------------------------------------------


@pytest.mark.requirement("R-45-6.3")
def test_every_member_is_invited_to_the_same_agenda(world: World) -> None:
    world.plan()
    found = world.services.papers.compose(world.commission_id, PaperKind.INVITATIONS).papers
    assert [paper.addressee[0] for paper in found] == [m.name for m in world.commission.members]
    for paper in found:
        text = "\n".join(paper.paragraphs)
        assert "18.05.2026\u00a0г. (понеделник) от 14:00 ч. в зала „Васил Левски“" in text
        assert "1.1 Литература – 6 предложения." in text
        assert "Заседанието е закрито (чл. 45, ал. 5)." in text


@pytest.mark.requirement("R-45-7.2")
def test_each_declaration_lists_every_nominee_and_proposer(world: World) -> None:
    world.plan()
    found = world.services.papers.compose(world.commission_id, PaperKind.DECLARATIONS).papers
    assert len(found) == 9
    for paper in found:
        assert len(rows(paper)) == 7
        assert {row[2] for row in rows(paper)} == {"Сдружение „Перо“"}
        assert "по чл. 45, ал. 7" in paper.under[0]


def test_a_declaration_of_another_commission_cites_nothing(make: Make) -> None:
    world = make("MT", all=2)
    world.opened()
    found = world.services.papers.compose(world.commission.id, PaperKind.DECLARATIONS).papers
    assert found[0].under == ("за конфликт на интереси",)
    assert "чл. 45" not in "\n".join(found[0].paragraphs)


@pytest.mark.requirement("R-45-5.10")
def test_a_barred_member_receives_no_dossier(world: World) -> None:
    session_id = world.plan()
    world.attend(session_id, conflicts={8: "сестра на предложен"})
    found = world.services.papers.compose(world.commission_id, PaperKind.DOSSIERS).papers
    assert len(found) == 8
    text = "\n".join(found[0].paragraphs)
    assert text.count("Мотиви: За дългогодишен принос") == 7
    assert "сестра" not in told(PaperSet(PaperKind.DOSSIERS, "", "", found, ""))


@pytest.mark.requirement("R-45-5.9")
def test_ballots_of_a_section_are_identical_and_as_many_as_votes(world: World) -> None:
    world.attend(world.plan(), absent=[7], conflicts={8: "сестра на предложен"})
    papers, key = world.services.papers, world.commission_id
    (paper,) = papers.compose(key, PaperKind.BALLOTS, "1.1").papers
    (slips,) = paper.blocks
    assert isinstance(slips, Slips)
    assert slips.count == 7
    assert slips.how == "Отбележете със знак × до 2 имена."
    assert list(slips.options) == sorted(slips.options)
    pages = [
        p.extract_text()
        for p in PdfReader(io.BytesIO(papers.pdf(key, PaperKind.BALLOTS, "1.1"))).pages
    ]
    slip = pages[0].split("БЮЛЕТИНА")[1].split()
    assert [part.split() for page in pages for part in page.split("БЮЛЕТИНА")[1:]] == [slip] * 7
    assert "стр." not in "".join(pages)
    (alone,) = papers.compose(key, PaperKind.BALLOTS, "1.3").papers
    assert isinstance(alone.blocks[0], Slips)
    assert alone.blocks[0].options == ("ЗА", "ПРОТИВ")
    (sheet,) = papers.compose(key, PaperKind.TELLERS, "1.1").papers
    assert [row[0] for row in rows(sheet)][-2:] == ["Бели (без отбелязване)", "Недействителни"]


def test_a_ballot_asks_of_each_where_everybody_may_be_elected(make: Make) -> None:
    world = make("NR21", all=3)
    world.opened(of_all=9)
    (paper,) = world.services.papers.compose(world.commission.id, PaperKind.BALLOTS).papers
    (slips,) = paper.blocks
    assert isinstance(slips, Slips)
    assert (slips.count, slips.answers) == (13, ("за", "против"))
    assert (
        words(world.services.papers.pdf(world.commission.id, PaperKind.BALLOTS)).count("против")
        >= 39
    )


# --- after it -----------------------------------------------------------------------------------


def closed(world: AwardWorld, *votes: int, slot: str = "all") -> None:
    """A session that elected, closed."""
    one = world.opened()
    world.seal(one, *votes, slot=slot)
    world.motives(one, slot)
    world.services.sessions.close(one, actor=HEAD)


@pytest.mark.requirement("R-74g-5.2")
def test_an_order_is_drafted_with_the_motive_and_the_sum_in_the_currency_of_the_day(
    make: Make,
) -> None:
    world = make("MT", all=2)
    closed(world, 6, 3)
    papers, key = world.services.papers, world.commission.id
    text = told(papers.compose(key, PaperKind.ACT))
    assert "последователната работа" in text
    assert "306,78\u00a0€ (триста и шест евро и седемдесет и осем цента), равностойност на " in text
    assert "Семейство Стефанови" in text
    assert "чл. 74г, ал. 1" in text
    proposal = papers.compose(key, PaperKind.PROPOSAL)
    assert proposal.papers[0].addressee == ("Кмета на Община Русе",)
    assert len(rows(proposal.papers[0])) == 1
    (other,) = papers.compose(key, PaperKind.OTHERS).papers
    assert "окончателно" not in "\n".join(other.paragraphs)


def test_letters_of_the_literary_prize_say_that_the_decision_is_final(make: Make) -> None:
    world = make("NLN", fiction=2, drama=0)
    one = world.opened()
    world.found(one)
    world.seal(one, 6, 5, slot="fiction")
    world.seal(one, 5, 2, slot="fiction")
    world.motives(one, "fiction")
    world.services.sessions.leave_unawarded(one, "drama", "няма предложения", actor=HEAD)
    world.services.sessions.close(one, actor=HEAD)
    papers, key = world.services.papers, world.commission.id
    (other,) = papers.compose(key, PaperKind.OTHERS).papers
    final = "Решението на комисията е окончателно и не подлежи на обжалване."
    assert final in other.paragraphs
    (winner,) = papers.compose(key, PaperKind.LAUREATES).papers
    said = "".join(winner.paragraphs)
    assert "2\u00a0556,46\u00a0€ (две хиляди петстотин петдесет и шест евро и" in said
    assert "равностойност на 5\u00a0000,00\u00a0лв." in said
    assert "драматургия" not in "".join(winner.paragraphs).casefold()


def test_no_act_is_drafted_where_the_minutes_decide(world: World) -> None:
    one = world.opened()
    world.seal(one, "1.1", 6, 5, 2, 1, 1, 1)
    view = world.seal(one, "1.1", 6, 3)
    winner = view.slots[0].awards[0].nomination_id
    world.services.sessions.set_motive(one, "1.1", winner, sessions_world.MOTIVE, actor=ACTOR)
    world.leave_others(one, "1.1")
    world.services.sessions.close(one, actor=ACTOR)
    papers, key = world.services.papers, world.commission_id
    act = next(line for line in papers.list(key) if line.kind is PaperKind.ACT)
    assert not act.ready
    assert act.note == "Не се издава акт: решава протоколът на комисията (чл. 45, ал. 1)."
    with pytest.raises(Refused):
        papers.compose(key, PaperKind.ACT)
    assert len(papers.compose(key, PaperKind.LAUREATES).papers) == 1
    assert len(papers.compose(key, PaperKind.OTHERS).papers) == 6


@pytest.mark.requirement("R-X-0.20")
def test_what_is_printed_is_remembered_and_both_forms_say_the_same(world: World) -> None:
    world.attend(world.plan())
    papers, key = world.services.papers, world.commission_id
    for line in papers.list(key):
        content = papers.compose(key, line.kind, line.part)
        text = words(papers.pdf(key, line.kind, line.part))
        written = docx.Document(
            io.BytesIO(
                world.services.word_templates.write(papers.compose(key, line.kind, line.part))
            )
        )
        there = "\n".join(one.text for one in written.paragraphs)
        for paragraph in (p for paper in content.papers for p in paper.paragraphs):
            assert paragraph in there
            start = " ".join(paragraph.split())[:40]
            assert start in text or start.upper() in text, start
        papers.record(key, line.kind, line.part, way="pdf", actor=ACTOR)
    assert all(line.printed_by == ACTOR.name for line in papers.list(key))


def test_another_plan_of_session_forgets_what_was_printed_for_the_first(world: World) -> None:
    world.plan()
    papers, key = world.services.papers, world.commission_id
    papers.record(key, PaperKind.ORDER, way="print", actor=ACTOR)
    papers.record(key, PaperKind.INVITATIONS, way="print", actor=ACTOR)
    world.plan(sessions_world.SessionInput(date(2026, 5, 19), sessions_world.PLAN.at, "", "3"))
    printed = {line.kind for line in papers.list(key) if line.printed_on}
    assert printed == {PaperKind.ORDER}


def test_without_members_the_papers_of_members_wait(world: World) -> None:
    world.services.commissions.appoint(world.commission_id, [], OrderInput("", None), actor=ACTOR)
    world.plan()
    lines = {line.kind: line for line in world.services.papers.list(world.commission_id)}
    assert lines[PaperKind.ORDER].ready
    assert not lines[PaperKind.INVITATIONS].ready
    assert lines[PaperKind.INVITATIONS].note == "първо впишете членовете"
