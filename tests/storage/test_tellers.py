"""The count on paper: entered by two tellers, hidden until equal, never changed."""

from __future__ import annotations

import io
import json
import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pypdf
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ruse_desktop.domain.ballots import Count
from ruse_desktop.domain.sessions import RoundState, RoundView, SessionView
from ruse_desktop.domain.tellers import Differing
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.services.facade import Services
from tests.storage.mortal import mortal
from tests.storage.sessions_world import ACTOR, TELLERS, World, services_in

ONE, TWO = TELLERS
SLOT = "1.1"
WHY = "бюлетина е паднала извън урната"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """The commission for arts in session, with three nominations for literature."""
    made = World(tmp_path)
    made.opened()
    yield made
    made.close()


SESSION = 1


def options(services: Services) -> tuple[int, ...]:
    """Who stands on the ballot of the section."""
    view = services.sessions.view(SESSION)
    return next(one for one in view.slots if one.slot.code == SLOT).step.options


def count(services: Services, *votes: int, valid: int = 9, invalid: int = 0) -> Count:
    """Nine ballots were given out and used."""
    chosen = dict(zip(options(services), votes, strict=True))
    return Count(9, 9, 0, valid, 9 - valid - invalid, invalid, chosen)


def enter(services: Services, teller: str, counted: Count) -> SessionView:
    """A teller hands his count in."""
    return services.tellers.enter(SESSION, SLOT, teller, counted, actor=ACTOR)


def last(view: SessionView) -> RoundView:
    """The last round of the section."""
    return next(one for one in view.slots if one.slot.code == SLOT).rounds[-1]


def rows(services: Services, what: str) -> list[tuple[object, ...]]:
    """What the file holds."""
    with services.store.read() as session:
        return [tuple(row) for row in session.execute(text(what))]


def minutes(services: Services) -> str:
    """The text of the minutes as they would be printed now."""
    read = pypdf.PdfReader(io.BytesIO(services.sessions.minutes_pdf(SESSION)))
    return " ".join(" ".join(page.extract_text().split()) for page in read.pages)


@pytest.mark.requirement("R-45-5.3")
def test_two_equal_counts_seal_the_round_with_the_names_of_both(world: World) -> None:
    services = world.services
    counted = count(services, 6, 5, 1, valid=8, invalid=1)
    waiting = last(enter(services, ONE, counted))
    assert (waiting.state, waiting.counting.by) == (RoundState.OPEN, (ONE,))
    assert (waiting.used, waiting.valid, sum(waiting.votes)) == (0, 0, 0)
    sealed = last(enter(services, TWO, counted))
    assert (sealed.state, sealed.counting.by) == (RoundState.SEALED, (ONE, TWO))
    assert (sealed.issued, sealed.valid, sealed.invalid, sealed.votes) == (9, 8, 1, (6, 5, 1))
    assert not sealed.counting.recounts
    assert len(sealed.elected) == 2


@pytest.mark.requirement("R-45-5.3")
def test_counts_that_differ_are_put_aside_and_entered_anew(world: World) -> None:
    services = world.services
    first, _second, third = options(services)
    enter(services, ONE, count(services, 6, 5, 1))
    apart = last(enter(services, TWO, count(services, 5, 5, 2, valid=8, invalid=1)))
    assert apart.state is RoundState.OPEN
    assert apart.counting.by == ()
    assert apart.counting.recounts == 1
    assert apart.counting.differs == Differing(("valid", "invalid"), (first, third))
    assert sum(apart.votes) == 0
    enter(services, TWO, count(services, 6, 5, 1))
    sealed = last(enter(services, ONE, count(services, 6, 5, 1)))
    assert (sealed.state, sealed.votes) == (RoundState.SEALED, (6, 5, 1))
    assert (sealed.counting.by, sealed.counting.recounts) == ((TWO, ONE), 1)
    kept = rows(services, "SELECT attempt, place, teller FROM paper_entry ORDER BY id")
    assert kept == [(1, 1, ONE), (1, 2, TWO), (2, 1, TWO), (2, 2, ONE)]
    said = minutes(services)
    assert "повторено 1 път" in said
    assert ONE in said


def told(services: Services) -> str:
    """Everything the services and the audit tell while ballots are counted."""
    said = [
        repr(services.sessions.view(SESSION)),
        repr(services.today.view()),
        repr(services.secret_ballots.status(SESSION)),
        *(repr(services.search.find(word)) for word in ("Петров", ONE, "1.1", "9")),
        minutes(services),
        repr([tuple(row) for row in rows(services, "SELECT body, summary FROM audit_line")]),
        repr([tuple(row) for row in rows(services, "SELECT data FROM audit_private")]),
    ]
    chance = r"[0-9a-f]{32,64}"  # numbers of saves, salted commitments
    return re.sub(chance, "…", "\n".join(said))


def test_nothing_that_can_be_asked_depends_on_the_first_figures(
    world: World, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Two files alike but for what the first teller counted tell the same to everybody."""
    folder, copy = world.services.data_dir, tmp_path_factory.mktemp("other")
    world.close()
    shutil.copytree(folder, copy, dirs_exist_ok=True)
    answers = []
    for place, votes in ((folder, (9, 4, 0)), (copy, (1, 2, 7))):
        world.services = services = services_in(place)
        enter(services, ONE, count(services, *votes))
        answers.append(told(services))
        if place is folder:
            world.close()
    assert answers[0] == answers[1]
    assert ONE in answers[0]


def test_audit_fixes_each_count_by_a_salted_commitment(world: World) -> None:
    services = world.services
    enter(services, ONE, count(services, 6, 5, 1))
    ((body,),) = rows(services, "SELECT body FROM audit_line WHERE verb = 'sessions.enter-count'")
    (note,) = json.loads(str(body))["notes"]
    assert re.fullmatch("[0-9a-f]{64}", note["count"])
    assert "figures" not in str(body)


_CHILD = """
import sys, time
from pathlib import Path
from ruse_desktop.domain.ballots import Count
from tests.storage.mortal import mortal
from tests.storage.sessions_world import ACTOR, TELLERS, services_in
services = services_in(Path(sys.argv[1]))
options = services.sessions.view(1).slots[0].step.options
count = Count(9, 9, 0, 9, 0, 0, dict(zip(options, (6, 5, 1))))
services.tellers.enter(1, "1.1", TELLERS[0], count, actor=ACTOR)
print("entered", flush=True)
time.sleep(60)
"""


def test_program_killed_between_the_two_counts_keeps_the_first(
    world: World, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = world.services.data_dir
    world.close()
    with mortal(_CHILD, str(folder), folder=tmp_path_factory.mktemp("pipe")) as child:
        assert child.readline() == "entered\n"
        child.kill()
    world.services = services = services_in(folder)
    waiting = last(services.sessions.view(SESSION))
    assert (waiting.state, waiting.counting.by) == (RoundState.OPEN, (ONE,))
    sealed = last(enter(services, TWO, count(services, 6, 5, 1)))
    assert (sealed.state, sealed.votes) == (RoundState.SEALED, (6, 5, 1))


_BOTH = (
    _CHILD.split("time.sleep", maxsplit=1)[0]
    + """
services.tellers.enter(1, "1.1", TELLERS[1], count, actor=ACTOR)
print("sealed", flush=True)
time.sleep(60)
"""
)


@pytest.mark.parametrize("seed", range(6))
def test_program_killed_around_the_second_count_leaves_all_of_it_or_nothing(
    world: World, tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    folder = world.services.data_dir
    world.close()
    with mortal(_BOTH, str(folder), folder=tmp_path_factory.mktemp("pipe")) as child:
        assert child.readline() == "entered\n"
        time.sleep(Random(seed).uniform(0, 0.08))
        rest = child.kill()
    world.services = services = services_in(folder)
    found = last(services.sessions.view(SESSION))
    if found.state is RoundState.SEALED:
        assert (found.counting.by, found.votes) == (TELLERS, (6, 5, 1))
    else:
        assert "sealed" not in rest
        assert (found.counting.by, sum(found.votes)) == ((ONE,), 0)
        assert last(enter(services, TWO, count(services, 6, 5, 1))).votes == (6, 5, 1)


def test_one_teller_does_not_count_for_two(world: World) -> None:
    services = world.services
    with pytest.raises(UserError, match="кой брои"):
        enter(services, "  ", count(services, 6, 5, 1))
    enter(services, ONE, count(services, 6, 5, 1))
    for same in (ONE, f" {ONE.upper()} "):
        with pytest.raises(Refused) as refused:
            enter(services, same, count(services, 6, 5, 1))
        assert refused.value.code == "teller"
    assert last(services.sessions.view(SESSION)).state is RoundState.OPEN


@pytest.mark.requirement("R-45-5.4")
def test_arithmetic_is_checked_on_each_count_and_a_wrong_one_leaves_nothing(world: World) -> None:
    services = world.services
    wrong = replace(count(services, 6, 5, 1), issued=10, used=10, valid=10)
    with pytest.raises(Refused) as refused:
        enter(services, ONE, wrong)
    assert refused.value.code == "arithmetic"
    assert rows(services, "SELECT * FROM vote_round") == []
    enter(services, ONE, count(services, 6, 5, 1))
    with pytest.raises(Refused):
        enter(services, TWO, replace(count(services, 6, 5, 1), invalid=1))
    assert len(rows(services, "SELECT * FROM paper_entry")) == 1
    assert last(enter(services, TWO, count(services, 6, 5, 1))).state is RoundState.SEALED


def test_started_count_is_void_only_with_a_reason_and_stays(world: World) -> None:
    services = world.services
    with pytest.raises(Refused):
        services.tellers.void(SESSION, WHY, actor=ACTOR)
    enter(services, ONE, count(services, 6, 5, 1))
    with pytest.raises(UserError, match="кратка"):
        services.tellers.void(SESSION, "не", actor=ACTOR)
    gone = last(services.tellers.void(SESSION, WHY, actor=ACTOR))
    assert (gone.state, gone.voided_why, sum(gone.votes)) == (RoundState.VOID, WHY, 0)
    assert len(rows(services, "SELECT * FROM paper_entry")) == 1
    world.seal(SESSION, SLOT, 7, 5, 1)
    assert last(services.sessions.view(SESSION)).state is RoundState.SEALED
    said = minutes(services)
    assert f"Турът е обявен за недействителен: {WHY}. Гласове не са броени." in said


def test_while_ballots_are_counted_nothing_else_of_the_session_moves(world: World) -> None:
    services = world.services
    enter(services, ONE, count(services, 6, 5, 1))
    sessions, ballots = services.sessions, services.secret_ballots
    for act in (
        lambda: world.attend(SESSION, absent=[0]),
        lambda: sessions.leave_unawarded(SESSION, "1.3", "без предложения", actor=ACTOR),
        lambda: sessions.void_round(SESSION, SLOT, WHY, actor=ACTOR),
        lambda: sessions.close(SESSION, actor=ACTOR, adjourn=True),
        lambda: ballots.start(
            SESSION, SLOT, chair_pin="482913", secretary_pin="771204", actor=ACTOR
        ),
        lambda: services.tellers.enter(
            SESSION, "1.3", TWO, Count(9, 9, 0, 9, 0, 0, {}), actor=ACTOR
        ),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "voting"
    with pytest.raises(Refused, match="на екрана"):
        ballots.void(SESSION, WHY, actor=ACTOR)


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE paper_entry SET figures = '{}'",
        "UPDATE paper_entry SET teller = 'Друг'",
        "DELETE FROM paper_entry",
        "REPLACE INTO paper_entry SELECT id, round_id, attempt, place, 'Друг', figures, salt FROM paper_entry",
        "UPDATE vote_round SET used = 9",
        "UPDATE vote_round SET issued = 9",
        "UPDATE vote_round SET state = 'void'",
        "DELETE FROM vote_round",
    ],
)
def test_count_in_progress_cannot_be_edited_or_wiped(world: World, attack: str) -> None:
    enter(world.services, ONE, count(world.services, 6, 5, 1))
    with pytest.raises(DBAPIError), world.services.store.engine.begin() as connection:
        connection.execute(text(attack))


def test_file_refuses_a_round_on_paper_that_nobody_counted(world: World) -> None:
    services = world.services
    enter(services, ONE, count(services, 6, 5, 1))
    enter(services, TWO, count(services, 6, 5, 1))
    late = (
        "INSERT INTO paper_entry (round_id, attempt, place, teller, figures, salt) "
        "VALUES (1, 2, 1, 'Друг', '{}', x'00')"
    )
    columns = [str(row[1]) for row in rows(services, "PRAGMA table_info(vote_round)")]
    values = {"id": "9", "repeat": "9", "state": "'open'"}
    listed = ", ".join(f'"{name}"' for name in columns)
    chosen = ", ".join(values.get(name, f'"{name}"') for name in columns)
    forged = f"INSERT INTO vote_round ({listed}) SELECT {chosen} FROM vote_round"
    with pytest.raises(DBAPIError), services.store.engine.begin() as connection:
        connection.execute(text(late))
    with services.store.engine.begin() as connection:
        connection.execute(text(forged))
    with pytest.raises(DBAPIError), services.store.engine.begin() as connection:
        connection.execute(text("UPDATE vote_round SET state = 'sealed' WHERE id = 9"))


def test_office_may_decide_that_one_teller_counts(world: World) -> None:
    services = world.services
    assert services.sessions.view(SESSION).counted_twice
    services.practices.set(
        "double_count",
        "no",
        valid_from=services.clock.today(),
        reason="Заповед РД-01-77 за комисиите.",
        actor=ACTOR,
    )
    services.rebuild()
    assert not services.sessions.view(SESSION).counted_twice
    sealed = last(enter(services, ONE, count(services, 6, 5, 1)))
    assert (sealed.state, sealed.counting.by) == (RoundState.SEALED, (ONE,))


def test_nominee_withdrawn_between_the_counts_stays_on_the_ballot_that_is_counted(
    world: World,
) -> None:
    services = world.services
    counted = count(services, 6, 5, 1)
    enter(services, ONE, counted)
    services.nominations.withdraw(options(services)[0], actor=ACTOR, reason="отказа се днес")
    sealed = last(enter(services, TWO, counted))
    assert (sealed.state, sealed.votes) == (RoundState.SEALED, (6, 5, 1))


@pytest.mark.requirement("R-45-5.7")
def test_ties_counted_by_both_are_voted_again_twice_and_then_left_open(world: World) -> None:
    services = world.services
    sessions = services.sessions
    world.seal(SESSION, SLOT, 7, 6, 1)
    for _n in range(3):
        world.enter(SESSION, SLOT, count(services, 4, 4, valid=8))
    place = next(one for one in sessions.view(SESSION).slots if one.slot.code == SLOT)
    assert str(place.step.kind) == "undecided"
    assert [one.counting.by for one in place.rounds] == [TELLERS] * 4
