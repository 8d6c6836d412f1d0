"""Minutes, extracts and letters of a real session: what is offered when, and what it tells."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from ruse_desktop.domain.papers import Grid, Group, Paper, PaperKind, Signatures
from ruse_desktop.kernel.errors import Refused
from tests.storage.awards_world import DAYS, HEAD, AwardWorld
from tests.storage.awards_world import MOTIVE as AWARD_MOTIVE
from tests.storage.sessions_world import ACTOR, MOTIVE, World

SISTER = "сестра на предложен"


@pytest.fixture
def world(tmp_path: Path):
    made = World(tmp_path, {"1.1": 3, "1.3": 1})
    yield made
    made.close()


def held(world: World) -> int:
    """A closed session: one laureate of three, the other sections left unawarded."""
    session_id = world.opened()
    world.seal(session_id, "1.1", 6, 5, 2)
    view = world.seal(session_id, "1.1", 6, 3)
    winner = view.slots[0].awards[0].nomination_id
    world.services.sessions.set_motive(session_id, "1.1", winner, MOTIVE, actor=ACTOR)
    world.leave_others(session_id, "1.1")
    world.services.sessions.close(session_id, actor=ACTOR)
    return session_id


def kinds(world: World) -> list[tuple[PaperKind, str]]:
    return [(line.kind, line.part) for line in world.services.papers.list(world.commission_id)]


def said(paper: Paper) -> str:
    return "\n".join(paper.paragraphs)


def test_minutes_are_a_draft_while_the_session_goes_on(world: World) -> None:
    papers = world.services.papers
    session_id = world.plan()
    assert (PaperKind.MINUTES, "") not in kinds(world)
    world.attend(session_id)
    world.services.sessions.open(session_id, actor=ACTOR)
    assert (PaperKind.MINUTES, "") in kinds(world)
    assert (PaperKind.EXTRACT, "") not in kinds(world)
    (draft,) = papers.compose(world.commission_id, PaperKind.MINUTES).papers
    assert draft.draft
    with pytest.raises(Refused):
        papers.compose(world.commission_id, PaperKind.EXTRACT)


@pytest.mark.requirement("R-45-8.2")
def test_docx_of_the_minutes_says_what_the_session_recorded(world: World) -> None:
    session_id = held(world)
    content = world.services.word_templates.write(world.services.papers.minutes(session_id))
    document = docx.Document(io.BytesIO(content))
    written = [one.text for one in document.paragraphs]
    (paper,) = world.services.papers.compose(world.commission_id, PaperKind.MINUTES).papers
    assert [text for text in paper.paragraphs if text not in written] == []
    told = "\n".join(written)
    for words in (
        "закрито заседание",
        "РД-01-1203",
        "нужни 5 от 9",
        MOTIVE,
        "Основата за мнозинството е 9",
    ):
        assert words in told, words
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert sum(cell.startswith("(Член ") for cell in cells) == 9
    assert not paper.draft


@pytest.mark.requirement("R-45-5.2")
@pytest.mark.requirement("R-45-5.3")
def test_extract_of_a_session_keeps_members_votes_and_the_others(world: World) -> None:
    held(world)
    papers = world.services.papers
    parts = [part for kind, part in kinds(world) if kind is PaperKind.EXTRACT]
    assert parts == ["", "1.1-1"]
    (slot, *_rest) = world.services.sessions.of_commission(world.commission_id)[-1].slots
    winner = slot.nominee(slot.awards[0].nomination_id).nominee_name
    for part in parts:
        (paper,) = papers.compose(world.commission_id, PaperKind.EXTRACT, part).papers
        text = said(paper)
        assert winner in text
        assert MOTIVE in text
        assert "Член" not in text
        assert "нужни" not in text
        for nominee in slot.nominees:
            assert nominee.nominee_name == winner or nominee.nominee_name not in text
        assert papers.pdf(world.commission_id, PaperKind.EXTRACT, part).startswith(b"%PDF")
        docx.Document(
            io.BytesIO(
                world.services.word_templates.write(
                    papers.compose(world.commission_id, PaperKind.EXTRACT, part)
                )
            )
        )
    one, whole = (said(papers.compose(world.commission_id, PaperKind.EXTRACT, part).papers[0])
                  for part in ("1.1-1", ""))  # fmt: skip
    assert "не се присъжда" in whole
    assert "не се присъжда" not in one


@pytest.mark.requirement("R-X-0.20")
def test_all_letters_come_at_once_after_the_session(world: World) -> None:
    held(world)
    papers = world.services.papers
    winners = papers.compose(world.commission_id, PaperKind.LAUREATES).papers
    others = papers.compose(world.commission_id, PaperKind.OTHERS).papers
    assert (len(winners), len(others)) == (1, 3)
    assert papers.compose(world.commission_id, PaperKind.LETTERS).papers == (*winners, *others)
    assert all("Протокол № 2/" in said(paper) for paper in (*winners, *others))
    assert MOTIVE in said(winners[0])
    assert all(MOTIVE not in said(paper) for paper in others)


@pytest.mark.parametrize(
    ("award", "votes"),
    [
        pytest.param("NR21", (13, 12), marks=pytest.mark.requirement("R-50-5.2")),
        pytest.param("SG", (9, 8), marks=pytest.mark.requirement("R-72-5.2")),
        pytest.param("MT", (7, 2), marks=pytest.mark.requirement("R-74g-5.2")),
    ],
)
def test_minutes_and_proposal_of_the_awards_an_order_decides(
    tmp_path: Path, award: str, votes: tuple[int, ...]
) -> None:
    world = AwardWorld(tmp_path, award, DAYS[award], all=2)
    session_id = world.opened(of_all=9)
    place = world.seal(session_id, *votes)
    world.motives(session_id)
    world.services.sessions.close(session_id, actor=HEAD)
    names = [place.nominee(won.nomination_id).nominee_name for won in place.awards]
    papers, key = world.services.papers, world.commission.id
    members = len(world.commission.members)
    (minutes,) = papers.compose(key, PaperKind.MINUTES).papers
    told = said(minutes)
    assert f"Предлага за носител: {', '.join(names)}" in told
    assert told.count(AWARD_MOTIVE) == len(names)
    signatures = [
        one for block in minutes.blocks if isinstance(block, Group)
        for one in block.blocks if isinstance(one, Signatures)
    ]  # fmt: skip
    assert len(signatures[0].lines) == members + 1
    rounds = [
        one for block in minutes.blocks if isinstance(block, Group)
        for one in block.blocks if isinstance(one, Grid)
    ]  # fmt: skip
    each = "За" in rounds[0].head
    assert each == (award == "NR21")
    if each:
        assert rounds[0].rows[0][1:3] == ("13", str(members - 13))
    (proposal,) = papers.compose(key, PaperKind.PROPOSAL).papers
    table = next(block for block in proposal.blocks if isinstance(block, Grid))
    assert len(table.rows) == len(names)
    (extract,) = papers.compose(key, PaperKind.EXTRACT).papers
    assert "комисията предлага" in said(extract)
    world.close()
