"""What was made public of an edition: late, in the listed media, with the awards made known along."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from ruse_desktop.domain.papers import PaperKind
from ruse_desktop.domain.publications import OTHER, PublicationInput, PublicationKind
from ruse_desktop.kernel.errors import Refused, UserError
from tests.storage.awards_world import HEAD, AwardWorld

SITE = PublicationInput("campaign", "сайт на Община Русе", date(2027, 3, 22), PublicationKind.WEB)
Make = Callable[[str, date], AwardWorld]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    made: list[AwardWorld] = []

    def one(award: str, day: date) -> AwardWorld:
        made.append(AwardWorld(tmp_path, award, day))
        return made[-1]

    yield one
    for world in made:
        world.close()


def missing(world: AwardWorld) -> list[str]:
    found = world.services.publications.view(world.edition_id).open
    return [f"{one.citation}: {one.sentence}" for one in found]


def record(world: AwardWorld, typed: PublicationInput) -> int:
    return world.services.publications.record(world.edition_id, typed, actor=HEAD)


@pytest.mark.requirement("R-44-3.2", "R-44-3.4", "R-69-2.1")
def test_campaign_without_the_student_award_is_incomplete(make: Make) -> None:
    world = make("NR", date(2027, 3, 25))
    assert missing(world) == []
    record(world, SITE)
    assert missing(world) == ["чл. 69, ал. 2: В кампанията липсва: „Студент на годината“"]
    radio = PublicationInput(
        "campaign", "радио", date(2027, 3, 25), PublicationKind.RADIO, awards=("SG",),
        reference="сутрешен блок", responsible="Мария Колева", agreed="директора на дирекцията",
    )  # fmt: skip
    record(world, radio)
    assert missing(world) == []
    kept = world.services.publications.view(world.edition_id).all
    assert [(one.medium, one.on.day, one.awards) for one in kept] == [
        ("радио", 25, ("NR", "SG")),
        ("сайт на Община Русе", 22, ("NR",)),
    ]


@pytest.mark.requirement("R-69-2.1")
def test_campaign_is_seen_from_the_award_made_known_along(make: Make) -> None:
    world = make("NR", date(2027, 3, 25))
    record(world, replace(SITE, awards=("SG",)))
    student = world.services.editions.open("SG", 2027, actor=HEAD, law_edition="2024-02-29")
    (shown,) = world.services.publications.view(student.id).all
    assert shown.medium == "сайт на Община Русе"


@pytest.mark.requirement("R-65-1.1", "R-65-1.2", "R-65-1.4")
def test_competition_is_announced_in_every_listed_medium_or_one_in_its_place(make: Make) -> None:
    world = make("NLN", date(2027, 2, 2))
    late = "чл. 65, ал. 1, т. 1: Обявяване на конкурса: срокът е бил 01.02.2027\u00a0г."
    assert missing(world) == [late]
    view = world.services.publications.view(world.edition_id)
    one, *others = view.states[0].rule.media
    for medium in (one, *others[:-1]):
        record(
            world,
            PublicationInput("announcement", medium, date(2027, 1, 28), listed=medium),
        )
    (left,) = missing(world)
    assert left == f"чл. 65, ал. 1, т. 1: Непълно: {others[-1]}"
    instead = PublicationInput(
        "announcement", "електронно списание „Бряг“", date(2027, 1, 29), PublicationKind.WEB,
        listed=others[-1], instead="кратко",
    )  # fmt: skip
    with pytest.raises(UserError, match="твърде кратка"):
        record(world, instead)
    record(world, replace(instead, instead="посочените издания вече не излизат"))
    assert missing(world) == []
    states = world.services.publications.view(world.edition_id).states
    assert [state.count for state in states] == ["4 от 4 медии", "0 от 4 медии"]


@pytest.mark.requirement("R-65-1.2")
def test_first_page_is_red_until_the_competition_is_announced(make: Make) -> None:
    world = make("NLN", date(2027, 2, 2))

    def term():
        terms = world.services.today.view().terms
        return next((t for t in terms if t.deadline.purpose == "announcement"), None)

    assert term().state_text == "просрочено"
    record(world, PublicationInput("announcement", "вестник", date(2027, 2, 2)))
    assert term() is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"medium": " "}, "Не е посочена медията"),
        ({"on": None}, "Няма дата"),
        ({"on": date(2027, 3, 26)}, "Денят още не е дошъл"),
        ({"purpose": "няма"}, "не познава"),
        ({"listed": "вестник „Култура“"}, "не е в списъка"),
    ],
)
def test_half_filled_is_refused(make: Make, changes: dict[str, object], said: str) -> None:
    world = make("NR", date(2027, 3, 25))
    with pytest.raises((UserError, Refused), match=said):
        record(world, replace(SITE, **changes))  # type: ignore[arg-type]  # test data
    assert world.services.publications.view(world.edition_id).all == ()


def test_struck_out_stays_with_its_reason_and_counts_no_more(make: Make) -> None:
    world = make("NR", date(2027, 4, 12))
    one = record(world, replace(SITE, awards=("SG",)))
    assert missing(world) == []
    world.services.publications.strike(one, "вписана е по погрешка два пъти", actor=HEAD)
    assert missing(world) == [
        "чл. 44, ал. 3: Медийна кампания за предложения: срокът е бил 10.04.2027\u00a0г."
    ]
    (kept,) = world.services.publications.view(world.edition_id).all
    assert kept.struck_why == "вписана е по погрешка два пъти"
    with pytest.raises(Refused, match="вече е зачеркната"):
        world.services.publications.strike(one, "още веднъж по погрешка", actor=HEAD)
    engine = world.services.store.engine
    for statement in ("DELETE FROM publication", "UPDATE publication SET medium = 'друго'"):
        with pytest.raises(IntegrityError), engine.begin() as connection:
            connection.execute(text(statement))


def test_other_publications_need_no_rule(make: Make) -> None:
    world = make("PG", date(2027, 5, 6))
    record(world, PublicationInput(OTHER, "плакат", date(2027, 4, 12), PublicationKind.POSTER))
    assert len(world.services.publications.view(world.edition_id).all) == 1


@pytest.mark.requirement("R-44-3.3")
def test_call_names_sections_prizes_proposers_the_day_the_place_and_the_period(make: Make) -> None:
    world = make("NR", date(2027, 3, 1))
    service = world.services.announcements
    (line,) = service.list(world.edition_id)
    assert line.kind is PaperKind.CALL
    (paper,) = service.compose(world.edition_id, PaperKind.CALL).papers
    table = next(block for block in paper.blocks if hasattr(block, "rows"))
    assert len(table.rows) == 9  # 1.2 is given to a person and to a team
    said = " ".join(paper.paragraphs)
    assert "До 10.05.2027\u00a0г. (понеделник) включително" in said
    assert "Деловодство" in said
    assert "от 10.05.2026\u00a0г. до 10.05.2027\u00a0г." in said
    assert "учебно заведение" in said


@pytest.mark.requirement("R-54-0.1")
@pytest.mark.requirement("R-65-0.5")
def test_call_of_the_literary_award_says_the_sums_in_both_currencies(make: Make) -> None:
    world = make("NLN", date(2027, 2, 1))
    (paper,) = world.services.announcements.compose(world.edition_id, PaperKind.CALL).papers
    said = " ".join(paper.paragraphs).replace("\u00a0", " ")
    assert "31.05.2027" in said
    for sum_ in ("2 556,46 €", "5 000,00 лв.", "1 022,58 €", "2 000,00 лв."):
        assert sum_ in said
    assert "Формуляр" in said
    assert "стимулиране на националния литературен процес" in said
    assert "утвърждаване авторитета на град Русе" in said
    assert "учредена от Община Русе със съдействието на Международно дружество" in said


@pytest.mark.requirement("R-46-0.1")
@pytest.mark.parametrize(
    ("day", "foot"),
    [
        (date(2027, 5, 20), "НЕ Е ЗА ПУБЛИКУВАНЕ преди церемонията на 23.05.2027\u00a0г."),
        (date(2027, 5, 24), ""),
    ],
)
def test_names_are_not_for_publication_before_the_ceremony(
    make: Make, day: date, foot: str
) -> None:
    world = make("NR", day)
    world.enter_old({2027: 2})
    service = world.services.announcements
    kinds = [one.kind for one in service.list(world.edition_id)]
    assert kinds == [PaperKind.CALL, PaperKind.RESULTS]
    (paper,) = service.compose(world.edition_id, PaperKind.RESULTS).papers
    assert paper.foot == foot
    assert len(paper.blocks[-1].rows) == 2
