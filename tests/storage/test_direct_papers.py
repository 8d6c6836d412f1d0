"""The drafts of acts that no commission proposes, and what the council is given with a proposal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ruse_desktop.documents import papers
from ruse_desktop.domain.following import StepInput
from ruse_desktop.domain.papers import Paper, PaperKind
from ruse_desktop.kernel.errors import Refused
from tests.storage.awards_world import HEAD, AwardWorld
from tests.storage.test_awards_on_occasion import OCCASION, PERSON, TITLE
from tests.unit.pdf_reading import words

MAY = date(2027, 4, 22)
Make = Callable[..., AwardWorld]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    made: list[AwardWorld] = []

    def one(award: str, **slots: int) -> AwardWorld:
        made.append(AwardWorld(tmp_path, award, MAY, **slots))
        return made[-1]

    yield one
    for world in made:
        world.close()


def drafted(world: AwardWorld, kind: PaperKind, at: int = 0) -> tuple[Paper, ...]:
    service = world.services.direct_papers
    lines = [one for one in service.list(world.edition_id) if one.kind is kind]
    return service.compose(world.edition_id, kind, lines[at].part).papers


def text(*several: Paper) -> str:
    return " ".join(line for paper in several for line in paper.paragraphs)


@pytest.mark.requirement("R-28-0.3", "R-26-1.6", "R-26-1.7")
def test_decision_names_the_grounds_and_the_field_of_the_achievements(make):
    world = make("PG")
    grounds = (
        {"ground": "1", "motive": "Три десетилетия ръководи детската школа."},
        {"ground": "2", "motive": "Състезателите ѝ са национални първенци."},
    )
    world.admitted("all", facts={**TITLE, "grounds": grounds, "fields": ("sport",)})
    (draft,) = drafted(world, PaperKind.ACT)
    said = text(draft)
    assert draft.draft
    assert draft.title == "РЕШЕНИЕ"
    assert (
        "Удостоява със званието „Почетен гражданин на град Русе“ Радослава Петрова Алексиева"
        in said
    )
    assert "чл. 26, ал. 1, т. 1" in said
    assert "чл. 26, ал. 1, т. 2" in said
    assert "спортен живот" in said
    assert "посмъртно" not in said


@pytest.mark.requirement("R-28-0.3", "R-26-1.1")
def test_decision_on_one_who_died_says_posthumously(make):
    world = make("PG")
    world.admitted("all", person=replace(PERSON, death_date=date(2026, 12, 1)))
    (draft,) = drafted(world, PaperKind.ACT)
    assert "Удостоява посмъртно със званието „Почетен гражданин на град Русе“" in text(draft)


@pytest.mark.requirement("R-27-3.3")
def test_package_for_the_council_has_contents_steps_and_the_draft(make):
    world = make("PG")
    one = world.admitted("all")
    steps = world.services.nomination_steps
    for step in (
        StepInput("chairs-council", date(2027, 3, 22), "положително", document="12/22.03.2027"),
        StepInput("committee", date(2027, 4, 15), "подкрепя", who="Комисия по култура"),
        StepInput("committee", date(2027, 4, 16), "не подкрепя", who="Комисия по бюджет"),
    ):
        steps.record(one, step, actor=HEAD)
    parts = drafted(world, PaperKind.PACKAGE)
    titles = [part.title or part.subject for part in parts]
    assert titles == [
        "СЪДЪРЖАНИЕ НА ПРЕПИСКАТА",
        "Удостояване с „Почетен гражданин на град Русе“",
        "МОТИВИ",
        "БИОГРАФИЧНА СПРАВКА",
        "СТАНОВИЩЕ НА ПРЕДСЕДАТЕЛСКИЯ СЪВЕТ",
        "СТАНОВИЩА НА ПОСТОЯННИТЕ КОМИСИИ",
        "РЕШЕНИЕ",
    ]
    (contents,) = parts[0].blocks
    assert [row[1] for row in contents.rows][-1] == "Проект за решение"
    positions = parts[5].blocks[0]
    assert [(row[0], row[2]) for row in positions.rows] == [
        ("Комисия по култура", "подкрепя"),
        ("Комисия по бюджет", "не подкрепя"),
    ]
    whole = world.services.direct_papers.list(world.edition_id)[0]
    made = world.services.direct_papers.compose(world.edition_id, whole.kind, whole.part)
    pdf = papers.render(made)
    assert "СЪДЪРЖАНИЕ НА ПРЕПИСКАТА" in words(pdf, 0)
    assert "свидетелство за съдимост" not in " ".join(words(pdf, n) for n in range(len(parts)))


@pytest.mark.requirement("R-33-0.4")
def test_sign_is_drafted_as_an_order_and_as_a_decision(make):
    world = make("PZ", individual=1)
    order, decision = (drafted(world, PaperKind.ACT, n)[0] for n in (0, 1))
    assert (order.title, order.draft) == ("ЗАПОВЕД", True)
    assert "чл. 33 и чл. 34 от Наредба № 17" in text(order)
    assert "Празник на град Русе" in text(order)
    assert "по предложение на кмета на Община Русе и по повод" in text(order)
    assert (decision.title, decision.draft) == ("РЕШЕНИЕ", True)


@pytest.mark.requirement("R-38-0.3")
def test_one_order_awards_the_plaque_to_all_of_one_occasion(make):
    world = make("PL", individual=5)
    other = {**OCCASION, "occasion": "Юбилей на операта", "occasion_on": "2027-11-27"}
    world.admitted("individual", 6, facts=other)
    lines = world.services.direct_papers.list(world.edition_id)
    assert len(lines) == 2
    draft = drafted(world, PaperKind.ACT)[0]
    (table,) = (block for block in draft.blocks if hasattr(block, "rows"))
    assert len(table.rows) == 5
    assert "чл. 38" in text(draft)
    assert "Юбилей" not in text(draft)


def test_printing_is_recorded_and_an_old_paper_is_not_made_again(make):
    world = make("PL", individual=1)
    service = world.services.direct_papers
    (line,) = service.list(world.edition_id)
    service.record(world.edition_id, line.kind, line.part, way="pdf", actor=HEAD)
    (again,) = service.list(world.edition_id)
    assert (again.printed_on.date(), again.printed_by) == (MAY, HEAD.name)
    with pytest.raises(Refused, match="вече е удостоено"):
        service.compose(world.edition_id, line.kind, "order:999")
    assert (
        world.services.word_templates.write(
            service.compose(world.edition_id, line.kind, line.part)
        )[:2]
        == b"PK"
    )
